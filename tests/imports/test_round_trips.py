"""A file in a format, imported, exported in the same format and imported again gives the same rows."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalade import api
from escalade.export import exchange
from escalade.imports import take as take_in
from escalade.vocab import peers
from tests.imports.rows import FAMILY, IDS, ROWS, comparable, text

FORMATS = ["gdelt1", "gdelt2", "icews", "polecat", "acled", "ged", "phoenix", "petrarch"]
FREE = {
    "gdelt1": ["Actor1Name", "SOURCEURL", "GoldsteinScale", "ActionGeo_FullName", "ActionGeo_Lat", "AvgTone"],
    "gdelt2": [
        "Actor1Name",
        "SOURCEURL",
        "GoldsteinScale",
        "ActionGeo_FullName",
        "ActionGeo_Lat",
        "ActionGeo_ADM2Code",
    ],
    "icews": ["Source Name", "Source Sectors", "Event Text", "Intensity", "Publisher", "City", "Longitude"],
    "polecat": ["Actor Name", "Actor Sectors", "Contexts", "Raw Placename", "Story People", "Latitude"],
    "acled": ["actor1", "inter1", "notes", "fatalities", "location", "tags", "sub_event_type"],
    "ged": ["side_a", "source_headline", "where_description", "high", "adm_1", "longitude"],
    "phoenix": ["SourceActorRole", "TargetActorFull", "GoldsteinScore", "Issues", "LocationName", "URLs", "Lon"],
    "petrarch": ["Source", "Target", "NewsSource"],
}
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1f\r"), max_size=25)
TRICKY = st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''@x",
        "-",
        "-3.5",
        "+",
        "@SUM(A1)",
        "'",
        '"',
        '""',
        'a "b" c',
        "a,b",
        "NA",
        " x ",
        "+4e5",
        "＝x",
        "'-9",
    ]
)


def back_and_forth(name: str, content: str) -> None:
    """Import, export, import; compare."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "first.txt").write_text(content, encoding="utf-8", newline="")
        one, two = api.create(folder / "one"), api.create(folder / "two")
        take_in(one.ledger, folder / "first.txt", FAMILY.get(name, name))
        exchange.write_file(one.views, FAMILY.get(name, name) if name == "gdelt1" else name, folder / "second.txt")
        again = take_in(two.ledger, folder / "second.txt", FAMILY.get(name, name))
        assert comparable(two) == comparable(one)
        assert again.file.set_aside == 0
        assert again.file.source_format == name


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_cells(name: str, data: st.DataObject) -> None:
    entry = peers.load().formats[name]
    cell = st.one_of(WORDS, TRICKY)
    rows = []
    for i in range(data.draw(st.integers(1, 4))):
        row = dict(ROWS[name]) | {IDS[name]: str(500 + i)}
        for column in data.draw(st.lists(st.sampled_from(FREE[name]), unique=True)):
            value = data.draw(cell)
            if not entry.quoted:
                value = value.replace("\t", " ").replace("\n", " ")
            row[column] = value
        rows.append(row)
    back_and_forth(name, text(name, rows))


@pytest.mark.parametrize("name", FORMATS)
def test_other_columns_and_order_survive(name: str) -> None:
    """A file whose columns are shuffled, with one of its own."""
    entry = peers.load().formats[name]
    if not entry.header:
        pytest.skip("the format has no header")
    columns = [*reversed(entry.columns), "my_own"]
    sep = entry.delimiter
    row = ROWS[name] | {"my_own": "kept", "notes": "plain", "source_article": "plain"}
    back_and_forth(name, f"{sep.join(columns)}\n{sep.join(row.get(c, '') for c in columns)}\n")


def test_two_layouts_are_written_in_the_formats_own(tmp_path: Path) -> None:
    case = api.create(tmp_path / "case")
    for i, extra in enumerate(("", ",my_own")):
        body = text("acled", [ROWS["acled"] | {"event_id_cnty": f"IRQ{i}", "notes": "plain"}]).splitlines()
        (tmp_path / f"{i}.csv").write_text(f"{body[0]}{extra}\n{body[1]}{',kept' if extra else ''}\n")
        take_in(case.ledger, tmp_path / f"{i}.csv", "acled")
    exchange.write_file(case.views, "acled", tmp_path / "both.csv")
    again = api.create(tmp_path / "again")
    taken = take_in(again.ledger, tmp_path / "both.csv", "acled")
    assert taken.file.columns == (*peers.load().formats["acled"].columns, "my_own")
    assert [row["event_id"] for row in again.table("events").to_pylist()] == ["acled:IRQ0", "acled:IRQ1"]


@pytest.mark.parametrize("line", ["20200103\tIRNMIL\tUSAGOV\t138", "20200103\tIRNMIL\t---\t138\tWIRE-1"])
def test_petrarch_without_its_last_columns(line: str) -> None:
    back_and_forth("petrarch", f"{line}\n")
