"""Forecasts, back-test and what-ifs on the page: beside the plain baseline, of which moment, with their limits."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from escalade import api
from escalade.errors import UsageError
from escalade.export import fitted
from escalade.web.app import make
from tests.hand.story import FRANCE, MALI, crisis
from tests.web.conftest import LOCAL
from tests.web.fitted import ASKED, FRA_MLI, comparison, keep_all, now

PAIR = {"series": "FRA~MLI"}
HOSTILE = "<img src=x onerror=alert(1)>"


def drawn(text: str, kind: str) -> list[Any]:
    """What a page hands to its plots of a kind."""
    found = LexborHTMLParser(text).css(f"[data-chart={kind}] script")
    return [json.loads(script.text()) for script in found]


def table(client: TestClient, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get("/outlook.csv", params=asked).text)))


@pytest.fixture
def desk(own: Path) -> TestClient:
    return TestClient(make(own), base_url=LOCAL)


def test_a_forecast_stands_beside_the_baseline_and_what_is_usual(own: Path, desk: TestClient) -> None:
    keep_all(own)
    first, last = desk.get("/outlook.json", params=PAIR).json()["forecasts"]
    assert (first["model"], last["model"]) == ("mean", "EWMA"), "the baseline's own comes last"
    (row,) = first["rows"]
    assert (row["p_more"], row["usual"], row["mean"], row["low"], row["high"]) == (0.125, 4, 2.25, 0, 5)
    assert row["quantiles"] == {"0.05": 0, "0.25": 1, "0.5": 2, "0.75": 3, "0.95": 6}
    assert (row["baseline_model"], row["baseline_mean"], row["baseline_p_more"]) == ("EWMA", 1.5, 0.03)
    page = desk.get("/outlook", params=PAIR).text
    assert "over 4: 12 %" in page
    assert "EWMA, the baseline" in page
    assert "1.5, 0 to 5 (91 %)" in page
    (told,) = [r for r in table(desk, **PAIR) if r["of"] == "forecast" and r["model"] == "mean"]
    assert (told["p_more"], told["baseline_p_more"]) == ("0.125", "0.03")
    assert "index,all,2024-05-0" in desk.get("/outlook.csv").text


def test_a_fan_is_drawn_beside_what_was_told_before_it_and_the_baseline(tmp_path: Path) -> None:
    story = crisis(tmp_path / "gao")
    report = story.report("four.txt", "France struck a Malian camp.", "Wire", "2024-05-07")
    story.told(report, "struck", actors=(FRANCE,), recipients=(MALI,), day="2024-05-07")
    story.write()
    desk = TestClient(make(tmp_path / "gao"), base_url=LOCAL)
    keep_all(tmp_path / "gao")
    page = desk.get("/outlook", params=PAIR).text
    (fan,) = drawn(page, "fan")
    assert [(s["model"], s["quantiles"], s["plain"]) for s in fan["said"]] == [
        ("mean", [0, 1, 2, 3, 6], False), ("EWMA", [0, 1, 2, 3, 6], True),
    ]  # fmt: skip
    assert fan["recent"][-1] == {"from": "2024-05-01", "to": "2024-05-07", "n": 1}
    assert [r["n"] for r in fan["recent"]] == [0, 2, 1]
    ref = "day:FRA~MLI|2024-05-01|2024-05-07|4"
    assert ref in {a.attributes["data-open"] for a in LexborHTMLParser(page).css("a.ev")}
    drawer = desk.get("/evidence.json", params={"ref": ref}).json()
    assert drawer["heading"].endswith("2024-05-01 to 2024-05-07: 1 event of material conflict, either way")
    assert "struck a camp" in drawer["quotes"][0]["text"]
    other, every, before = (ref[:-1] + "1", ref[:-2], ref.replace("-05-0", "-04-0"))
    heading = [desk.get("/evidence.json", params={"ref": r}).json()["heading"] for r in (other, every, before)]
    assert [h.partition(": ")[2] for h in heading] == [
        "0 events of verbal cooperation, either way",
        "1 event of all classes, either way",
        "0 events of material conflict, either way",
    ]
    for wrong in (ref.replace("FRA", "XXX"), f"{ref}4", f"{ref}|4"):
        assert desk.get("/evidence", params={"ref": wrong}).status_code == 404
    (plain,) = drawn(desk.get("/outlook", params={**PAIR, "model": "EWMA"}).text, "fan")
    assert [s["plain"] for s in plain["said"]] == [True]
    assert desk.get("/outlook", params={**PAIR, "model": "oracle"}).status_code == 400


def test_without_a_back_test_the_command_is_said(desk: TestClient) -> None:
    page = desk.get("/outlook", params={"tab": "backtest"}).text
    assert "escalade backtest gao" in page
    assert desk.get("/outlook.json", params={"tab": "backtest"}).json()["backtest"] is None


def test_a_back_test_shows_calibration_beside_the_baseline(own: Path, desk: TestClient) -> None:
    keep_all(own)
    asked = {"tab": "backtest"}
    page = desk.get("/outlook", params=asked).text
    cells = [[c.text(strip=True) for c in r.css("th, td")] for r in LexborHTMLParser(page).css("tbody tr")]
    assert cells == [
        ["mean", "+6.5 % [+4.5, +8.5]", "1.500", "0.520", "0.550", "0.911", "0.924", "0.757", "0.653"],
        ["EWMA", "baseline", "1.500", "0.520", "0.550", "0.911", "0.924", "0.653", "0.653"],
    ]
    assert [(t["shares"][0], t["plain"]) for t in drawn(page, "transform")] == [(0.2, False), (0.2, True)]
    rows = desk.get("/outlook.json", params=asked).json()["backtest"]["rows"]
    assert [(r["model"], float(r["skill"])) for r in table(desk, **asked)] == [(r["model"], r["skill"]) for r in rows]


def test_what_ifs_stand_beside_each_other_on_one_scale(own: Path, desk: TestClient) -> None:
    keep_all(own, FRA_MLI, "one more", "two more")
    asked = {"tab": "whatif", "scenario": ["one more", "two more"]}
    page = desk.get("/outlook", params=asked).text
    assert page.count("Associational, conditional on the model") == 2
    assert "--inject &#39;ASSAULT MLI-&gt;FRA 2024-05-10&#39; --days 3 --origin all --keep &#39;one more&#39;" in page
    assert "+0.50" in page
    assert "+0.25 to +0.75" in page
    assert "from the other side" in page, "the weights behind it"
    one, two = drawn(page, "difference")
    assert (one["path"][-1], two["path"][-1]) == (0.5, 1.0)
    assert (one["high"], one["low"]) == (two["high"], two["low"]) == (1.5, 0.0)
    assert [len(line) for p in drawn(page, "paths") for line in p["daily"]] == [3] * 4
    data = desk.get("/outlook.json", params=asked).json()
    assert [s["name"] for s in data["chosen"]] == ["one more", "two more"]
    (row,) = data["chosen"][0]["rows"]
    assert row["series"] == "FRA>MLI 4", "what does not differ is left out"
    lines = desk.get("/outlook.csv", params=asked).text
    told = list(csv.DictReader(io.StringIO(lines)))
    assert [(r["of"], r["scenario"]) for r in told] == [
        (of, name) for name in ("one more", "two more") for of in ("difference", "weight")
    ]
    assert [c["name"] for c in desk.get("/outlook.json?tab=whatif").json()["chosen"]] == ["one more"]


def test_a_what_if_opens_the_events_and_threats_that_it_changes(own: Path, desk: TestClient) -> None:
    case = api.open(own)
    one, other = (e["event_id"] for e in case.records("events")[:2])
    (wire,) = (w["tripwire_id"] for w in case.records("tripwires"))
    asked = replace(ASKED, remove=(one,), actor=(f"{other}=ISIS",), fire=(f"{wire}@2024-05-11",))
    fitted.keep_whatif(own, now(own), "all of it", asked, comparison(FRA_MLI))
    page = desk.get("/outlook?tab=whatif").text
    opened = [a.attributes["data-open"] for a in LexborHTMLParser(page).css(".scenario a.ev")]
    assert opened == [f"event:{one}", f"event:{other}", f"tripwire:{wire}"]
    assert all(desk.get("/evidence", params={"ref": ref}).status_code == 200 for ref in opened)
    assert "was done by ISIS" in page
    assert "is carried out on 2024-05-11" in page


def test_what_ifs_that_cannot_be_shown_are_refused(own: Path, desk: TestClient) -> None:
    assert "escalade whatif gao" in desk.get("/outlook?tab=whatif").text
    keep_all(own, FRA_MLI, "a", "b", "c")
    assert desk.get("/outlook?tab=whatif&scenario=d").status_code == 404
    assert desk.get("/outlook?tab=whatif&scenario=a&scenario=b&scenario=c").status_code == 400
    assert desk.get("/outlook?tab=oracle").status_code == 400


def test_what_was_fitted_before_a_decision_is_marked_and_never_shown_of_an_earlier_moment(
    own: Path, desk: TestClient
) -> None:
    case = api.open(own)
    before = str(case.as_of)
    case.decide("accept", "event", case.records("events")[0]["event_id"], by="Awa")
    keep_all(own, FRA_MLI, "one more")
    addresses = ("/outlook?tab=backtest", "/outlook?tab=whatif")
    for address in addresses:
        assert not desk.get(f"{address[:8]}.json{address[8:]}").json().get("stale")
        assert "before the last run, import or decision" not in desk.get(address).text
        assert "is kept." in desk.get(f"{address}&as_of={before}").text, "nobody knew it then"
    case.decide("accept", "event", case.records("events")[1]["event_id"], by="Awa")
    for address in addresses:
        assert f"is of the moment {now(own).replace('.2.', '.1.')}, before the last run" in desk.get(address).text
    assert api.open(own).records("forecasts") == [], "those are no longer shown at all"
    page = desk.get("/outlook").text
    assert f"The kept forecasts are of the moment {now(own).replace('.2.', '.1.')}, before the last run" in page
    assert "escalade forecast gao" in page
    assert "The kept forecasts" not in desk.get("/outlook", params={"as_of": before}).text


def test_the_name_of_a_what_if_is_text(own: Path, desk: TestClient) -> None:
    keep_all(own, FRA_MLI, HOSTILE, "=1+1")
    page = desk.get("/outlook", params={"tab": "whatif", "scenario": HOSTILE})
    assert not LexborHTMLParser(page.text).css("img")
    assert "&lt;img src=x onerror=alert(1)&gt;</h2>" in page.text
    assert {r["scenario"] for r in table(desk, tab="whatif", scenario="=1+1")} == {"'=1+1"}
    for name in ("", " a", "a\u202eb", "a\nb", "x" * 61):
        with pytest.raises(UsageError, match="is no name"):
            fitted.keep_whatif(own, now(own), name, ASKED, comparison(FRA_MLI))


def test_every_part_says_its_limits(own: Path, desk: TestClient) -> None:
    keep_all(own)
    for tab in ("index", "backtest", "whatif"):
        page = LexborHTMLParser(desk.get("/outlook", params={"tab": tab}).text)
        limits = page.css_first(".limits")
        assert limits is not None
        assert "associational" in limits.text()
        assert page.css_first(".tabs [aria-current]") is not None
