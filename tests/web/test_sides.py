"""Counts held in memory are those that plain SQL gives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from escalade.web.schema import INDEXES, TABLES
from escalade.web.sides import sides
from escalade.web.store import ReadModel

PARTIES = [  # n, role, actor, name, known
    (1, "actor", "a", "Ann", 1), (1, "recipient", "b", "Ben", 1), (1, "recipient", "c", "Cleo", 1),
    (2, "actor", "a", "Anna", 1), (2, "recipient", "a", "Ann", 1), (3, "actor", "b", "Ben", 1),
    (3, "actor", "x", "nobody known", 0), (3, "recipient", "c", "Cleo", 1), (4, "side", "c", "Cleo", 1),
]  # fmt: skip
TELLERS = [(1, "Post"), (1, "Wire"), (2, "Post"), (3, None), (4, "Wire")]
QUADS = {1: 4, 2: 1, 3: None, 4: 2}


@pytest.fixture
def model(tmp_path: Path) -> ReadModel:
    db = sqlite3.connect(tmp_path / "m.sqlite")
    db.executescript(TABLES + INDEXES)
    db.executemany("INSERT INTO party VALUES (?, ?, ?, ?, ?)", PARTIES)
    db.execute("INSERT INTO actor (n, actor_id, name, record) VALUES (1, 'b', 'Benjamin', '{}')")
    db.executemany("INSERT INTO teller VALUES (?, ?)", TELLERS)
    db.executemany(
        "INSERT INTO event (n, event_id, quad_class) VALUES (?, ?, ?)", [(n, str(n), q) for n, q in QUADS.items()]
    )
    db.commit()
    db.close()
    return ReadModel(tmp_path / "m.sqlite", "1.0")


def test_each_actor_counts_once_an_event(model: ReadModel) -> None:
    held = sides(model)
    assert held.parties.counts(held.mask(np.arange(1, 5))) == {"a": 2, "b": 2, "c": 3}
    assert held.parties.counts(held.mask(np.array([2]))) == {"a": 1}
    assert held.outlets.counts(held.mask(np.arange(1, 5))) == {"Post": 2, "Wire": 2}
    assert held.names == {"a": "Ann", "b": "Benjamin", "c": "Cleo"}, "its own name, where it has one"


def test_cells_are_all_pairs_of_who_acted_and_on_whom(model: ReadModel) -> None:
    held = sides(model)
    cells = {(c["source"], c["target"]): (c["n"], c["q1"], c["q4"]) for c in held.cells(held.mask(np.arange(1, 5)))}
    assert cells == {("a", "b"): (1, 0, 1), ("a", "c"): (1, 0, 1), ("a", "a"): (1, 1, 0), ("b", "c"): (1, 0, 0)}


def test_a_casebook_without_events_has_no_sides(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "m.sqlite").executescript(TABLES + INDEXES)
    held = sides(ReadModel(tmp_path / "m.sqlite", "1.0"))
    assert held.parties.counts(held.mask(np.zeros(0, np.int64))) == {}
    assert held.outlets.counts(held.mask(np.zeros(0, np.int64))) == {}
    assert held.cells(held.mask(np.zeros(0, np.int64))) == []
