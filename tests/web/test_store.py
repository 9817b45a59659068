"""Read models that are made at the same time, or whose maker was killed."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from escalade import api
from escalade.hand.state import standing
from escalade.web import store
from escalade.web.app import make
from escalade.web.build import build
from escalade.web.store import Shelf
from tests.web.conftest import LOCAL
from tests.web.test_corrections import rows


def test_two_that_are_built_at_once_do_not_meet(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []
    at_once: list[int] = []
    inside = threading.Semaphore(2)

    def slowly(case: Any, path: Path, say: Any) -> None:
        with inside:
            at_once.append(inside._value)
            built.append(path)
            threading.Event().wait(0.3)  # the other one would be at it by now
            build(case, path, say)

    monkeypatch.setattr(store, "build", slowly)
    found: list[int] = []
    makers = [
        threading.Thread(
            target=lambda m=moment: found.append(Shelf(own).current(m).value("SELECT count(*) FROM event"))
        )
        for moment in (None, None, "1.0", "1.0")
    ]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(built) == 2, "one of now, one of then; whoever came second found them there"
    assert set(at_once) == {1}, "one after the other"
    assert len(found) == 4
    assert len(set(found)) == 1
    assert {p.name.split("-")[0] for p in (own / "explorer").glob("*.sqlite")} == {"now", "then"}


def test_what_a_killed_builder_left_is_cleared_away(own: Path) -> None:
    folder = own / "explorer"
    folder.mkdir()
    for name in (".now-0123.sqlite.99", ".now-0123.sqlite.99-journal"):
        (folder / name).write_bytes(b"half")
    Shelf(own).current()
    assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == []


def test_a_fresh_read_model_knows_at_once_what_it_shows_otherwise(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed just after its file has its name, it must not take what it shows for the machine's own."""
    case = api.open(own)
    event = case.records("events")[0]["event_id"]
    made = case.decide("edit", "event", event, field="killed", value="9", by="Ann")
    killed = "SELECT killed_min AS n FROM event WHERE event_id = ?"
    assert Shelf(own).current().value(killed, [event]) == 9
    case.undo(made.decision_id, by="Ann")
    assert Shelf(own).current().value(killed, [event]) != 9


def test_who_opens_a_drawer_has_all_read_that_a_decision_needs(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, started = Shelf(own), []
    monkeypatch.setattr(store, "_read_ahead", lambda applied: started.append(applied))
    client = TestClient(make(own, shelf=shelf), base_url=LOCAL)
    event = client.get("/events.json?weak=1").json()["events"][0]["event_id"]
    client.get("/desk")
    client.get(f"/evidence?ref=event:{event}&as_of=1.0")
    assert not started, "who only reads does not pay for it"
    client.get(f"/evidence?ref=event:{event}")
    client.get(f"/events?open=event:{event}")
    shelf.read_ahead().join()
    assert len(started) == 1
    started[0].read_ahead()
    assert started[0].machine is shelf.case.views.applied.machine, "decisions find what was read"
    assert "threats" in vars(started[0].machine)


DECIDER = """
import sys
from pathlib import Path
from escalade import api
from escalade.web.store import Shelf
shelf = Shelf(Path(sys.argv[1]))
events = [e["event_id"] for e in shelf.case.records("events")]
while events:
    for action in ("accept", "reject"):
        for event in events:
            made = shelf.case.decide(action, "event", event, by="Ann")
            shelf.current()
            print(made.decision_id, flush=True)
            shelf.case.undo(made.decision_id, by="Ann")
            shelf.current()
"""


@pytest.mark.slow
def test_killed_at_any_moment_it_shows_what_was_decided(own: Path, tmp_path: Path) -> None:
    for pause in (0.05, 0.12, 0.31, 0.4):
        child = subprocess.Popen([sys.executable, "-c", DECIDER, str(own)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        told = child.stdout.readline().strip()
        time.sleep(pause)
        child.kill()
        child.wait()
        assert told in {d.decision_id for d in api.open(own).decisions()}
        anew = tmp_path / f"anew-{pause}.sqlite"
        build(api.open(own), anew)
        assert rows(Shelf(own).current().path) == rows(anew)
        case = api.open(own)
        for left in standing(case.decisions()):  # else what is rejected each time leaves nothing to decide about
            case.undo(left.decision_id, by="Ann")
