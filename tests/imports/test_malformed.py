"""Broken files: every bad record is set aside with its line and the reason, no good one is lost, nothing crashes."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escalade.errors import NoInputError, UsageError
from escalade.imports import records
from escalade.model.casebook import Issue
from escalade.model.imported import ImportedEvent
from escalade.vocab import peers
from tests.imports.rows import FAMILY, IDS, ROWS, take, text

EVENTS = sorted(name for name in ROWS if name != "gdelt2-mentions")
ACLED = peers.load().formats["acled"]


def many(name: str, n: int) -> list[dict[str, str]]:
    """Rows that differ by id."""
    return [ROWS[name] | {IDS[name]: f"{1000 + i}"} for i in range(n)]


def lines(name: str, n: int) -> list[str]:
    """Lines of a file whose records are a line each; the first is the header if there is one."""
    return text(name, [row | ({"notes": "plain"} if name == "acled" else {}) for row in many(name, n)]).splitlines()


def issues(folder: Path, name: str, content: str | bytes) -> tuple[int, dict[int, str], list[Issue]]:
    """Good rows, code of what was set aside by line, and all issues."""
    case, taken = take(folder, name, content)
    found = case.rows(Issue)
    aside = {int(i.uri.rsplit(":", 1)[1]): i.code for i in found if ":" in i.uri}
    assert taken.file.set_aside == len(aside)
    return len(case.rows(ImportedEvent)), aside, found


@pytest.mark.parametrize("name", EVENTS)
def test_a_line_cut_short_costs_itself(tmp_path: Path, name: str) -> None:
    body = lines(name, 8)
    body[4] = body[4][:9]
    good, aside, _ = issues(tmp_path, name, "\n".join(body) + "\n")
    header = int(peers.load().formats[name].header)
    assert (good, aside) == (8 - 1, {5: "wrong_columns"})
    assert header in (0, 1)


@pytest.mark.parametrize("name", EVENTS)
def test_a_last_line_without_an_end_is_a_record(tmp_path: Path, name: str) -> None:
    good, aside, _ = issues(tmp_path, name, "\n".join(lines(name, 3)))
    assert (good, aside) == (3, {})


@pytest.mark.parametrize("name", EVENTS)
def test_nul_bytes_and_bad_dates(tmp_path: Path, name: str) -> None:
    body = lines(name, 6)
    first = int(peers.load().formats[name].header)
    body[first + 1] = body[first + 1].replace("a", "\0").replace("0", "\0", 1)
    body[first + 3] = body[first + 3].replace("2020", "2O20").replace("2014-01-01", "2014-13-01")
    good, aside, _ = issues(tmp_path, name, "\n".join(body))
    assert (good, aside) == (4, {first + 2: "nul_byte", first + 4: "bad_date"})


@pytest.mark.parametrize("name", ["gdelt2", "icews", "polecat", "acled", "ged", "phoenix"])
def test_what_is_no_utf8_is_read_as_windows_1252_and_told(tmp_path: Path, name: str) -> None:
    column = {
        "gdelt2": "Actor1Name",
        "icews": "Source Name",
        "polecat": "Actor Name",
        "acled": "actor1",
        "ged": "side_b",
        "phoenix": "LocationName",
    }
    rows = [row | {column[name]: "Café Group", "notes": "n"} for row in many(name, 3)]
    content = text(name, rows).encode().replace("Café Group".encode(), "Café Group".encode("cp1252"), 1)
    case, _ = take(tmp_path, name, content)
    found = {row.actor_name or row.place_name for row in case.rows(ImportedEvent)} | {
        r.recipient_name for r in case.rows(ImportedEvent)
    }
    assert "Café Group" in found
    assert len(case.rows(ImportedEvent)) == 3
    assert any("Windows-1252: 1 times" in issue.message for issue in case.rows(Issue))


def test_an_embedded_tab_makes_a_cell_too_many(tmp_path: Path) -> None:
    body = lines("icews", 3)
    body[2] = body[2].replace("Police (Iraq)", "Police\t(Iraq)")
    good, aside, found = issues(tmp_path, "icews", "\n".join(body))
    assert (good, aside) == (2, {3: "wrong_columns"})
    assert "21 cells, 20 were expected" in found[0].message


def test_quotes_mean_nothing_where_there_is_no_quoting(tmp_path: Path) -> None:
    rows = [
        ROWS["icews"] | {"Source Name": '"Open', "Event ID": "1"},
        ROWS["icews"] | {"Source Sectors": '"Police,Government"', "Event ID": "2"},
    ]
    case, taken = take(tmp_path, "icews", text("icews", rows))
    first, second = case.rows(ImportedEvent)
    assert first.actor_name == '"Open'
    assert second.actor_sectors == ("COP", "GOV")
    assert taken.file.set_aside == 0


def test_an_open_quote_costs_its_own_record_only(tmp_path: Path) -> None:
    body = lines("acled", 200)
    body[50] = body[50].replace(",plain,", ',"never closed,')
    body[120] = body[120].replace(",plain,", ',"closed" too early",')
    good, aside, _ = issues(tmp_path, "acled", "\n".join(body))
    assert (good, aside) == (198, {51: "open_quote", 121: "bad_quote"})


def test_an_open_quote_at_the_end(tmp_path: Path) -> None:
    body = lines("acled", 5)
    body[-1] = body[-1].replace(",plain,", ',"never closed,')
    good, aside, _ = issues(tmp_path, "acled", "\n".join(body))
    assert (good, aside) == (4, {6: "open_quote"})


def test_quoted_line_ends_count_as_lines(tmp_path: Path) -> None:
    content = text("acled", many("acled", 3)) + "cut,short\n"  # each record takes two lines
    good, aside, _ = issues(tmp_path, "acled", content)
    assert (good, aside) == (3, {8: "wrong_columns"})
    case, _ = take(tmp_path, "acled", content + "\n")
    assert [row.line for row in case.rows(ImportedEvent)] == [2, 4, 6]


def test_records_over_the_edge_of_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = take(tmp_path, "acled", text("acled", many("acled", 60)))
    monkeypatch.setattr(records, "BLOCK", 1000)
    parts, taken = take(tmp_path, "acled", text("acled", many("acled", 60)))
    assert whole.rows(ImportedEvent) == parts.rows(ImportedEvent)
    assert taken.file.set_aside == 0


@pytest.mark.parametrize("name", EVENTS)
def test_a_separator_of_ours_inside_a_cell_becomes_a_space(tmp_path: Path, name: str) -> None:
    body = lines(name, 3)
    body[-1] = body[-1].replace("a", "\x1f", 2)[:-1] + "\x1f0"
    good, aside, found = issues(tmp_path, name, "\n".join(body))
    assert good + len(aside) == 3
    assert any("separators" in issue.message for issue in found)


def test_line_ends_of_other_systems(tmp_path: Path) -> None:
    content = text("acled", many("acled", 3)).replace("\n", "\r\n")
    case, taken = take(tmp_path, "acled", b"\xef\xbb\xbf" + content.encode())
    assert taken.file.set_aside == 0
    assert case.rows(ImportedEvent)[0].text == ROWS["acled"]["notes"]


@pytest.mark.parametrize("pack", ["gz", "zip"])
def test_packed_files(tmp_path: Path, pack: str) -> None:
    content = text("gdelt2", many("gdelt2", 3)).encode()
    if pack == "gz":
        packed = gzip.compress(content)
    else:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("20200103.export.CSV", content)
        packed = out.getvalue()
    _, taken = take(tmp_path, "gdelt2", packed)
    assert (taken.file.rows, taken.file.set_aside) == (3, 0)


def test_a_packed_file_cut_short_gives_what_it_holds(tmp_path: Path) -> None:
    rows = [row | {"SOURCEURL": f"https://wire.example/{hash(str(i))}"} for i, row in enumerate(many("gdelt2", 4000))]
    packed = gzip.compress(text("gdelt2", rows).encode())
    case, taken = take(tmp_path, "gdelt2", packed[: len(packed) // 2])
    assert 500 < taken.file.rows < 4000
    assert "cut_short" in {issue.code for issue in case.rows(Issue)}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gdelt2", "", "is empty"),
        ("gdelt2", "a\tb\tc\n", "most lines have 3 cells"),
        ("acled", "a,b,c\n1,2,3\n", "no column event_id_cnty"),
        ("acled", "a,b\n".encode("utf-16"), "UTF-16"),
        ("icews", b"\x89PNG\r\n\x1a\n\0\0\0", "not ICEWS"),
        ("gdelt2", b"PK\x03\x04 broken", "cannot be read"),
        ("gdelt2", b"\x1f\x8b\x08\x00\x00", "cannot be read"),
    ],
)
def test_files_that_are_something_else(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    with pytest.raises(NoInputError, match=said):
        take(tmp_path, name, content)


def test_a_file_of_bad_records_only_changes_nothing(tmp_path: Path) -> None:
    rows = [row | {"SQLDATE": "20209999"} for row in many("gdelt2", 5)]
    from escalade import api

    case = api.create(tmp_path / "case")
    with pytest.raises(NoInputError, match="line 1: no date"):
        take(tmp_path, "gdelt2", text("gdelt2", rows), case=case)
    assert case.ledger.manifest.generation == 0


def test_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gdelt, icews"):
        take(tmp_path, "nonsense", "x")


OTHER_FILES = b"\x1f\xff\xfeP"  # what packed files and UTF-16 begin with: a file that does is not read as lines


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_noise_between_good_records(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever stands on the lines between them, records of a line each come through."""
    name = data.draw(st.sampled_from(["gdelt2", "icews", "polecat", "acled", "ged", "phoenix"]))
    noise = st.binary(max_size=40).map(lambda b: b.replace(b"\n", b"").replace(b"\r", b"").lstrip(OTHER_FILES))
    good = lines(name, 6)
    head = good[:1] if peers.load().formats[name].header else []
    out, wanted = [line.encode() for line in head], 0
    for line in good[len(head) :]:
        out += [*data.draw(st.lists(noise, max_size=2)), line.encode()]
        wanted += 1
    case, _ = take(tmp_path, name, b"\n".join(out) + b"\n", file="noise.txt")
    assert len(case.rows(ImportedEvent)) == wanted == 6
    assert FAMILY.get(name, name)
