from __future__ import annotations

import csv
import json
import re
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from escalade import api
from escalade.cli.outlook import supposed
from escalade.errors import MissingExtraError, UsageError
from escalade.export import fitted
from escalade.export.png import png
from tests.cli.test_cli import escalade
from tests.hand.story import crisis
from tests.imports.rows import ROWS, take, text
from tests.outlook.acts import truth


@pytest.fixture(scope="module")
def gao(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports of one week in Gao."""
    folder = tmp_path_factory.mktemp("outlook") / "gao"
    crisis(folder).write()
    return folder


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Counts of two pairs over half a year."""
    path, known = tmp_path_factory.mktemp("counts") / "counts.csv", truth(2, 0.4, 0.1, 5, 180)
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["date", "source", "target", "quad_class", "n"])
        for i, (a, b) in enumerate(known.dyads):
            for c, t in zip(*known.y[i].nonzero(), strict=True):
                out.writerow([date.fromordinal(known.start + int(t)), a, b, c + 1, known.y[i, c, t]])
    return path


def test_the_index_opens_its_events(gao: Path, tmp_path: Path) -> None:
    said = json.loads(escalade("index", gao, "--json", "--svg", tmp_path / "index.svg").stdout)
    ids = {i for p in said["points"] for i in (*p["event_ids"], *p["perhaps_ids"])}
    assert ids
    for identity in ids:
        assert escalade("trace", gao, identity).stdout
    assert (tmp_path / "index.svg").read_text().startswith("<svg")
    text = escalade("index", gao).stdout
    assert "events count" in text
    assert f"escalade trace {gao} EVENT" in text


def test_a_plot_as_png_has_its_words(gao: Path, tmp_path: Path) -> None:
    resvg = pytest.importorskip("resvg_py")
    escalade("index", gao, "--svg", tmp_path / "index.svg", "--png", tmp_path / "index.png")
    drawn = (tmp_path / "index.png").read_bytes()
    assert drawn.startswith(b"\x89PNG")
    mute = re.sub(r"<text.*?</text>", "", (tmp_path / "index.svg").read_text())
    assert len(drawn) > 1.5 * len(resvg.svg_to_bytes(svg_string=mute, width=1520)), "letters take room"


def test_png_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'escalade\[png\]'"):
        png("<svg/>")


def test_a_machine_without_fonts_gets_an_error_and_no_mute_plot(monkeypatch: pytest.MonkeyPatch) -> None:
    fontless = SimpleNamespace(svg_to_bytes=lambda **how: b"blank")
    monkeypatch.setitem(sys.modules, "resvg_py", fontless)
    with pytest.raises(MissingExtraError, match="PNG needs one of the fonts"):
        png("<svg/>")


def test_the_demo_supposes_one_more_assault_between_the_hottest_pair(tmp_path: Path) -> None:
    rows = [ROWS["petrarch"] | {"Date": f"202001{day:02}", "EventCode": "190"} for day in (3, 4, 9)]
    case, _ = take(tmp_path, "petrarch", text("petrarch", rows))
    question, limits = supposed(case, case.index())
    assert question.startswith("What if ASSAULT IRN->USA 2020-01-10?")
    assert "Associational" in limits
    assert "Only 3 events: the weights are mostly their priors" in limits
    said = escalade("whatif", case.folder, "--inject", "ASSAULT IRN->USA 2020-01-10").stdout
    series = re.search(r"\S+>\S+ \d (?=\+)", question)
    assert series is not None
    assert series[0] in said, "the command that is named says the same"
    assert escalade("whatif", case.folder, "--inject", "ASSAULT irn->usa 2020-01-10").stdout == said
    unknown = escalade("whatif", case.folder, "--inject", "ASSAULT Iraan->USA 2020-01-10", check=2).stderr
    assert "'Iraan' is no side of these events and no actor of the vocabulary" in unknown
    far = escalade("whatif", case.folder, "--inject", "ASSAULT IRN->USA 2020-01-10", "--days", 9999, check=2).stderr
    assert "at most 365 days" in far


def test_a_what_if_is_kept_and_dropped_under_its_name(tmp_path: Path) -> None:
    rows = [ROWS["petrarch"] | {"Date": f"202001{day:02}", "EventCode": "190"} for day in (3, 4, 9)]
    case, _ = take(tmp_path, "petrarch", text("petrarch", rows))
    ask = ("whatif", case.folder, "--inject", "ASSAULT IRN->USA 2020-01-10", "--keep")
    for name in ("one more", "another", "one more"):
        assert f"kept as '{name}'" in escalade(*ask, name).stderr
    kept = [json.loads(line) for line in (case.folder / "exports" / "outlook.jsonl").read_text().splitlines()]
    assert [k["name"] for k in kept] == ["another", "one more"], "a name is kept once"
    assert kept[0]["asked"]["inject"] == ["ASSAULT IRN->USA 2020-01-10"]
    assert {tuple(r["dyad"]) for r in kept[0]["found"]["rows"]} == {("IRN", "USA"), ("USA", "IRN")}
    assert "is no name" in escalade(*ask, "\u202e", check=2).stderr
    escalade("whatif", case.folder, "--drop", "another")
    assert (
        "'another' is kept; there are one more" in escalade("whatif", case.folder, "--drop", "another", check=2).stderr
    )
    with pytest.raises(UsageError, match="nothing can be kept"):
        api.open(case.folder, 1).whatif(["ASSAULT IRN->USA 2020-01-10"], keep="earlier")


def test_the_back_test_of_a_casebook_is_kept(tmp_path: Path) -> None:
    days = [date(2020, 1, 1 + n) if n < 31 else date(2020, 2, n - 30) for n in range(50)] * 2
    rows = [
        ROWS["petrarch"] | {"Date": f"{day:%Y%m%d}", "EventCode": "190", "Story": f"s{n}"} for n, day in enumerate(days)
    ]
    case, _ = take(tmp_path, "petrarch", text("petrarch", rows))
    escalade("backtest", case.folder, "--days", 7, "--model", "climatology")
    (kept,) = fitted.kept(api.open(case.folder).views)
    assert [r["model"] for r in kept["found"]["rows"]] == ["climatology", "EWMA"]
    assert (kept["kind"], kept["stale"]) == ("backtest", False)
    made = api.open(case.folder).forecast((7,), "EWMA", keep=False)
    row = next(f for f in made if f.series == "IRN>USA 4")
    assert row.recent[-2:] == (14, 14), "two a day, one way"


def test_the_table_is_the_index(gao: Path) -> None:
    case = api.open(gao)
    rows = case.table("index").to_pylist()
    points = [p for found in case.index().points.values() for p in found]
    assert {(r["series"], r["date"], r["value"]) for r in rows} == {(p.series, p.date, p.value) for p in points}
    assert all(r["low"] <= r["value"] <= r["high"] for r in rows)


def test_a_rejected_event_leaves_the_index(tmp_path: Path) -> None:
    crisis(tmp_path / "gao").write()
    case = api.open(tmp_path / "gao")
    before = max(case.index().points["all"], key=lambda p: p.value)
    case.decide("reject", "event", before.event_ids[0], by="Awa", reason="another town")
    after = {p.date: p.value for p in case.index().points["all"]}
    assert after.get(before.date, 0.0) < before.value


def test_a_casebook_with_too_little_says_how_much_is_needed(gao: Path) -> None:
    assert "at least 100 events over 56 days" in escalade("forecast", gao, check=2).stderr
    assert "at least 100 events over 85 days" in escalade("backtest", gao, check=2).stderr
    assert "no series 'XXX>YYY'" in escalade("index", gao, "--series", "XXX>YYY", check=2).stderr
    assert "nothing is changed" in escalade("whatif", gao, check=2).stderr


def test_a_backtest_of_counts_shows_every_baseline(counts: Path, tmp_path: Path) -> None:
    arguments = ("backtest", counts, "--days", "7", "--last", "2024-09-01", "--first", "2024-08-01")
    said = json.loads(escalade(*arguments, "--json", "--svg", tmp_path / "skill.svg").stdout)
    assert {"mean", "EWMA", "climatology", "last 12 weeks", "last value"} <= {r["model"] for r in said["rows"]}
    assert "</svg>" in (tmp_path / "skill.svg").read_text()


def test_a_backtest_of_chosen_models_has_the_reference_beside(counts: Path) -> None:
    arguments = ("backtest", counts, "--days", "7", "--last", "2024-09-01", "--first", "2024-08-01")
    said = json.loads(escalade(*arguments, "--model", "last value", "--model", "climatology", "--json").stdout)
    assert {r["model"] for r in said["rows"]} == {"last value", "climatology", "EWMA"}
    assert "no forecasting model 'sun'; there are 'EWMA'" in escalade(*arguments, "--model", "sun", check=2).stderr


def test_bayes_without_its_library_names_the_extra(counts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpyro", None)
    assert "pip install 'escalade[bayes]'" in escalade("backtest", counts, "--model", "bayes", check=2).stderr


def test_a_broken_line_of_counts_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("date,source,target,quad_class\n2024-01-01,A,B,4\n2024-01-02,A,B,7\n")
    assert f"{path}:3" in escalade("backtest", path, check=2).stderr
    path.write_text("day,who\n")
    assert "no column date" in escalade("backtest", path, check=2).stderr


def test_forecasts_are_kept_until_the_casebook_changes(counts: Path, tmp_path: Path) -> None:
    sides, codes = {"A00": "IRN", "B00": "USA"}, {"1": "040", "2": "070", "3": "130", "4": "190"}
    rows = []
    with counts.open() as given:
        for row in csv.DictReader(given):
            if row["source"] in sides:
                day = {"Date": row["date"].replace("-", ""), "EventCode": codes[row["quad_class"]]}
                both = {"Source": sides[row["source"]], "Target": sides[row["target"]]}
                rows += [ROWS["petrarch"] | day | both] * int(row["n"])
    case, _ = take(tmp_path, "petrarch", text("petrarch", rows))
    made = case.forecast((7,))
    assert {f.model for f in made} == {"mean", "EWMA", "climatology", "last 12 weeks"}
    assert {r["series"] for r in case.records("forecasts")} == {f.series for f in made}
    take(tmp_path, "phoenix", text("phoenix", [ROWS["phoenix"]]), case=case)
    assert api.open(case.folder).records("forecasts") == [], "they are of another moment"
