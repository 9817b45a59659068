"""Imported events beside the coded ones: marked, never mixed in unasked, with every cell that their file had."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from escalade import api
from escalade.web.app import make
from escalade.web.build import build
from escalade.web.store import Shelf
from tests.hand.story import crisis
from tests.imports.rows import ROWS, text
from tests.web.conftest import LOCAL
from tests.web.test_corrections import rows

SAID = "<script>alert(1)</script> =SUM(A1) of \u202egao"
HOSTILE = {"notes": SAID, "actor1": "Mob of </script>", "event_id_cnty": "MLI7/../?x#y"}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of Gao, a row of ACLED, a hostile one, a row of ICEWS."""
    folder = tmp_path_factory.mktemp("mixed")
    case = crisis(folder / "gao").write()
    for name, changes in (("acled", [{}, HOSTILE]), ("icews", [{}])):
        path = folder / f"{name}.txt"
        path.write_text(text(name, [ROWS[name] | change for change in changes]), encoding="utf-8")
        case.import_events(path, name)
    return folder / "gao"


@pytest.fixture(scope="module")
def both(mixed: Path) -> TestClient:
    return TestClient(make(mixed), base_url=LOCAL)


def found(client: TestClient, query: str = "") -> list[Any]:
    events: list[Any] = client.get(f"/events.json?weak=1&{query}").json()["events"]
    return events


def test_only_coded_events_are_shown_unless_others_are_asked_for(both: TestClient, client: TestClient) -> None:
    assert found(both) == found(client)
    assert {e["origin"] for e in found(both, "made=imported")} == {"imported"}
    every = found(both, "made=both")
    assert len(every) == len(found(both)) + 3
    made = {f["value"]: f["n"] for f in both.get("/events.json?weak=1").json()["facets"]["made"]}
    assert made == {"coded": len(found(both)), "imported": 3, "both": len(every)}
    assert client.get("/events.json").json()["facets"]["made"] == [], "nothing was imported there"
    sets = {f["value"]: f["n"] for f in both.get("/events.json?made=both").json()["facets"]["dataset"]}
    assert sets == {"acled": 2, "icews": 1}
    assert len(found(both, "made=both&dataset=icews")) == 1


def test_desk_actors_and_index_count_reports_only(both: TestClient, client: TestClient) -> None:
    desk, without = both.get("/desk.json").json(), client.get("/desk.json").json()
    assert desk["counts"] == without["counts"] | {"imported": 3}
    assert desk["sections"] == without["sections"]
    assert both.get("/actors.json").json()["actors"] == client.get("/actors.json").json()["actors"]
    assert "of no report here" in both.get("/desk").text


def test_imported_rows_are_marked_wherever_they_stand(both: TestClient) -> None:
    page = both.get("/events?made=both").text
    assert page.count("⇩ imported</span>") >= 3
    assert "According to ICEWS:" in page
    assert "who acted is not said" in page, "ACLED names sides, not who did it to whom"
    assert "⇩ imported" in both.get("/search?q=arrest").text
    for view in ("map", "matrix"):
        assert both.get(f"/events?made=both&view={view}").status_code == 200
    sources = [r["source"] for r in _cells(both.get("/events.json?made=imported&view=matrix").json()["matrix"])]
    assert len(sources) == 0, "no direction, or no known actor: no cell"


def _cells(matrix: Any) -> list[Any]:
    return [cell for row in matrix["cells"] for cell in row if cell]


@pytest.mark.parametrize("name", ["acled", "icews"])
def test_a_dossier_shows_every_cell_and_where_it_came_from(both: TestClient, mixed: Path, name: str) -> None:
    event = next(e for e in found(both, f"made=imported&dataset={name}") if "?" not in e["event_id"])
    page = both.get(f"/events/{event['event_id']}")
    assert page.status_code == 200
    assert f"{name}.txt" in page.text
    assert "no report of this casebook tells it" in page.text
    assert 'action="/decide"' not in page.text
    data = both.get(f"/events/{event['event_id']}.json").json()
    cells = dict(map(tuple, data["cells"]))
    assert {k: v for k, v in cells.items() if v} == {k: v for k, v in ROWS[name].items() if v and k in cells}
    assert data["fields"]["line"] == 2
    assert data["file"]["sha256"]
    table = list(csv.DictReader(io.StringIO(both.get(f"/events/{event['event_id']}.csv").text)))
    assert {"of", "field", "value"} == set(table[0])
    assert {r["of"] for r in table} == {"escalade", name}
    drawer = both.get(f"/evidence?ref=event:{event['event_id']}").text
    assert "its own cells" in drawer
    assert 'action="/decide"' not in drawer


def test_an_id_or_text_of_a_file_can_do_no_harm(both: TestClient) -> None:
    event = next(e for e in found(both, "made=imported") if "?" in e["event_id"])
    page = both.get("/events?made=imported").text
    start = page.index('href="/events/acled%3AMLI7%2F..%2F')
    address = page[start + 6 : page.index('"', start + 6)]
    whole = both.get(address)
    assert whole.status_code == 200
    assert "<script>alert" not in whole.text
    assert "⟦U+202E⟧" in whole.text
    assert "No such record" not in both.get("/desk", params={"open": f"event:{event['event_id']}"}).text
    twins = [a.split('"')[0] for a in whole.text.split('href="')[1:] if ".json" in a[:200]]
    assert both.get(twins[-1]).json()["event"]["event_id"] == event["event_id"]
    assert "Mob of" in both.get("/events.csv?made=imported").text


def test_sources_list_the_files(both: TestClient) -> None:
    files = both.get("/sources.json?tab=imports").json()["rows"]
    assert {(f["source_format"], f["rows"], f["set_aside"]) for f in files} == {("acled", 2, 0), ("icews", 1, 0)}
    assert "acled.txt" in both.get("/sources?tab=imports").text


def test_corrections_leave_imported_rows_alone(mixed: Path, tmp_path: Path) -> None:
    shelf = Shelf(mixed)
    before = rows(shelf.current().path)
    made = shelf.case.decide("edit", "actor", "amoulin", field="name", value="J. Moulin", by="Ann")
    build(api.open(mixed), tmp_path / "anew.sqlite")
    assert rows(shelf.current().path) == rows(tmp_path / "anew.sqlite")
    shelf.case.undo(made.decision_id, by="Ann")
    after = rows(shelf.current().path)
    assert {t: r for t, r in after.items() if t != "decision"} == {t: r for t, r in before.items() if t != "decision"}


def test_a_casebook_of_imports_alone_has_its_screens(tmp_path: Path) -> None:
    case = api.create(tmp_path / "alone")
    path = tmp_path / "icews.txt"
    path.write_text(text("icews", [ROWS["icews"]]), encoding="utf-8")
    case.import_events(path, "icews")
    client = TestClient(make(tmp_path / "alone"), base_url=LOCAL)
    for address in ("/desk", "/events", "/events?made=imported", "/outlook", "/sources?tab=imports", "/chains"):
        assert client.get(address).status_code == 200, address
    assert len(found(client, "made=imported")) == 1
