"""Imported events among coded ones: what is selected, counted and put in order is what the rows themselves say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from escalade.web.app import make
from escalade.web.columns import Coder, Columns, Taken
from tests.hand.story import crisis
from tests.imports.rows import ROWS, text
from tests.web.conftest import LOCAL

Row = dict[str, Any]
DAYS = ("2024-05-06", "2024-05-07", "2024-05-08", "2024-06-01", "2019-01-01")
CODES = ("173", "190", "040", "010", "112")
PLACE = ("name", "country", "latitude", "longitude", "precision")
STATES = ("Mali", "France", "Iraq")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Coded events of Gao with imported ones of three data sets, before, between and after them."""
    folder = tmp_path_factory.mktemp("columns")
    case = crisis(folder / "gao").write()
    icews = [
        {"Event ID": str(i), "Event Date": DAYS[i % 5], "CAMEO Code": CODES[i % 4], "City": f"Town {i % 3}",
         "Source Name": STATES[i % 3], "Target Name": STATES[i % 2], "Source Country": STATES[i % 3],
         "Target Country": STATES[i % 2], "Country": STATES[i % 3]}
        for i in range(31)
    ]  # fmt: skip
    acled = [
        {"event_id_cnty": f"MLI{i}", "event_date": DAYS[i % 4], "fatalities": str(i % 3), "location": f"Town {i % 2}"}
        | ({"event_type": "Strategic developments", "sub_event_type": "Other"} if i % 4 == 0 else {})
        for i in range(13)
    ]
    gdelt = [{"GLOBALEVENTID": str(i), "SQLDATE": DAYS[i].replace("-", "")} for i in range(5)]
    for name, family, changes in (("icews", "icews", icews), ("acled", "acled", acled), ("gdelt2", "gdelt", gdelt)):
        path = folder / f"{name}.txt"
        path.write_text(text(name, [ROWS[name] | change for change in changes]), encoding="utf-8")
        case.import_events(path, family)
    return TestClient(make(folder / "gao"), base_url=LOCAL)


def ask(client: TestClient, query: str) -> Any:
    answer = client.get(f"/events.json?weak=1&{query}")
    assert answer.status_code == 200, query
    assert client.get(f"/events?weak=1&{query}").status_code == 200, query
    return answer.json()


def parties(e: Row, *roles: str) -> list[str]:
    return [p["actor"] for role in roles or ("actors", "recipients", "sides") for p in e[role]]


def within(low: str, high: str) -> Callable[[Row], bool]:
    return lambda e: e["day"] is not None and low <= e["day"] <= high


FILTERS: dict[str, Callable[[Row], bool]] = {
    "": lambda e: True,
    "type=CONSULT": lambda e: e["event_type"] == "CONSULT",
    "type=CONSULT&type=ASSAULT": lambda e: e["event_type"] in ("CONSULT", "ASSAULT"),
    "quad=4": lambda e: e["quad_class"] == 4,
    "standing=single_origin": lambda e: e["standing"] == "single_origin",
    "status=asserted": lambda e: e["status"] == "asserted",
    "dataset=icews": lambda e: e["data_set"] == "icews",
    "country=MLI": lambda e: e["country"] == "MLI",
    "precision=settlement": lambda e: e["precision"] == "settlement",
    "place=Town+1": lambda e: e["place"] == "Town 1",
    "actor=FRA": lambda e: "FRA" in parties(e),
    "actor=FRA&actor=MLI": lambda e: {"FRA", "MLI"} <= set(parties(e)),
    "source=FRA": lambda e: "FRA" in parties(e, "actors"),
    "source=FRA&target=MLI": lambda e: "FRA" in parties(e, "actors") and "MLI" in parties(e, "recipients"),
    "from=2024-05-07": within("2024-05-07", "9"),
    "to=2024-05-07": within("", "2024-05-07"),
    "month=2024-05": within("2024-05", "2024-05-99"),
    "toll=1": lambda e: e["toll"] is not None,
    "undated=1": lambda e: not e["dated"],
    "new=1": lambda e: e["intake"] is not None,
    "q=town": lambda e: "Town" in (e["place"] or ""),
    "q=town&type=CONSULT&to=2024-05-07": lambda e: (
        "Town" in (e["place"] or "") and e["event_type"] == "CONSULT" and e["day"] <= "2024-05-07"
    ),
}


@pytest.mark.parametrize("made", ["imported", "both", "coded"])
@pytest.mark.parametrize("query", FILTERS)
def test_what_is_selected_and_counted_is_what_the_rows_say(client: TestClient, made: str, query: str) -> None:
    rows = [e for e in ask(client, f"made={made}&size=1000")["events"] if FILTERS[query](e)]
    found = ask(client, f"made={made}&size=1000&{query}")
    assert {e["event_id"] for e in found["events"]} == {e["event_id"] for e in rows}
    assert found["total"] == len(rows)
    facets = {name: {f["value"]: f["n"] for f in values} for name, values in found["facets"].items()}
    free = {"type": "event_type", "standing": "standing", "country": "country", "dataset": "data_set"}
    for name, column in free.items():
        if f"{name}=" not in query:
            assert facets[name] == Counter(e[column] for e in rows if e[column] is not None), name
    known = Counter(a for e in rows for a in {p["actor"] for r in ("actors", "recipients", "sides") for p in e[r]
                                              if p["known"]})  # fmt: skip
    if "actor=" not in query:
        assert facets["actor"] == known
    if not any(name in query for name in ("from=", "to=", "month=")):
        line = found["timeline"]
        assert sum(b["n"] for b in line["bars"]) + line["earlier"] + line["later"] == sum(1 for e in rows if e["day"])
    seen = ask(client, f"made={made}&view=map&{query}")["places"]
    if "place=" not in query:
        pins = Counter({tuple(p[f] for f in PLACE): p["n"] for p in seen["pins"]})
        assert pins == Counter((e["place"], *(e[f] for f in PLACE[1:])) for e in rows if e["place"])
        assert seen["nowhere"] == sum(1 for e in rows if not e["place"])
    cells = ask(client, f"made={made}&view=matrix&{query}")["matrix"]["cells"]
    told = sum(len([p for p in e["actors"] if p["known"]]) * len([p for p in e["recipients"] if p["known"]])
               for e in rows)  # fmt: skip
    assert sum(cell["n"] for line in cells for cell in line if cell) == told


@pytest.mark.parametrize("query", ["", "weak=1", "from=2024-05-07", "q=attack", "made=both&q=town"])
def test_a_count_of_a_facet_is_what_it_leads_to(client: TestClient, query: str) -> None:
    facets = client.get(f"/events.json?{query}").json()["facets"]
    assert facets["actor"]
    for name in ("actor", "outlet", "country"):
        for choice in facets[name]:
            there = client.get(f"/events.json?{query}&{name}={quote(choice['value'])}").json()
            assert there["total"] == choice["n"], (name, choice)


def test_a_correction_is_in_the_counts_at_once(tmp_path: Path) -> None:
    case = crisis(tmp_path / "gao").write()
    client = TestClient(make(tmp_path / "gao"), base_url=LOCAL)
    before = client.get("/events.json?view=matrix").json()
    gone = before["events"][0]
    case.decide("reject", "event", gone["event_id"], by="test")
    after = client.get("/events.json?view=matrix").json()
    assert after["total"] == before["total"] - 1
    lost = Counter({f["value"]: f["n"] for f in before["facets"]["actor"]})
    lost.subtract({f["value"]: f["n"] for f in after["facets"]["actor"]})
    assert +lost == Counter({p["actor"] for p in gone["actors"] + gone["recipients"] if p["known"]})


SORTED: dict[str, Callable[[Row], Any]] = {
    "-day": lambda e: (e["day"] or "",),
    "day": lambda e: (e["day"] is None, e["day"]),
    "toll": lambda e: (e["toll"] is None, -(e["toll"] or 0)),
    "origins": lambda e: -e["origins_low"],
    "score": lambda e: (e["score"] is not None, e["origin"] != "imported" and e["score"]),
    "new": lambda e: -(e["intake"] or 0),
}


@pytest.mark.parametrize("made", ["imported", "both", "coded"])
@pytest.mark.parametrize("sort", SORTED)
def test_pages_are_cut_from_one_order(client: TestClient, made: str, sort: str) -> None:
    whole = ask(client, f"made={made}&sort={sort}&size=1000")["events"]
    keys = [SORTED[sort](e) for e in whole]
    assert keys == sorted(keys, reverse=sort == "-day")
    ids = [e["event_id"] for e in whole]
    pages = [ask(client, f"made={made}&sort={sort}&size=7&page={n}")["events"] for n in range(1, len(ids) // 7 + 3)]
    assert [e["event_id"] for page in pages for e in page] == ids


def test_combinations_beyond_an_array_are_counted_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    coder = Coder()
    for i in range(500):
        coder.add({"event_type": f"t{i % 7}", "day": f"d{i % 11}", "toll": i, "directed": 1}, [None, ("a", "A", 1)])
    held = Columns(coder.rows())
    every = Taken(held, held["toll"] % 3 == 0)
    dense = every.count("event_type", "day")
    monkeypatch.setattr("escalade.web.columns.DENSE", 0)
    assert every.count("event_type", "day") == dense
    assert Counter(dict(dense)) == Counter((f"t{i % 7}", f"d{i % 11}") for i in range(0, 500, 3))
