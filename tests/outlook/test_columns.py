from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from escalade.errors import UsageError
from escalade.model.imported import ImportedEvent
from escalade.model.row import schema
from escalade.outlook.acts import Acts
from escalade.outlook.columns import NEEDED, from_imported
from escalade.outlook.forecast import daily
from escalade.outlook.index import build
from escalade.outlook.scenario import Scenario, compare, parse_inject
from tests.imports.rows import ROWS, take, text

DAY = date(2022, 3, 1).toordinal()


def row(number: int, **given: Any) -> dict[str, Any]:
    """An imported clash of Ukraine's and Russia's armies, unless told otherwise."""
    day = date.fromordinal(DAY + number % 90).isoformat()
    values = dict.fromkeys(NEEDED) | {
        "event_id": f"gdelt2:{number}", "source_format": "gdelt2", "event_type": "ASSAULT", "quad_class": 4,
        "goldstein": -9.0, "actor_name": "ARMY", "actor_cameo": "RUSMIL", "recipient_name": "UKRAINE",
        "recipient_id": "UKR", "recipient_cameo": "UKR", "date_start": day, "date_end": day, "n_sources": 3,
    }  # fmt: skip
    return values | given


def pieces(rows: list[dict[str, Any]], size: int) -> list[pa.Table]:
    return [pa.Table.from_pylist(rows[i : i + size], SCHEMA) for i in range(0, len(rows), size)]


SCHEMA = pa.schema([schema(ImportedEvent).field(name) for name in ("event_id", *NEEDED)])


def mixed(many: int) -> list[dict[str, Any]]:
    """Rows of several pairs, kinds and spans."""
    draw, rows = random.Random(2), []
    for number in range(many):
        made = row(number)
        if draw.random() < 0.4:
            made |= {"actor_name": "WAGNER", "actor_cameo": "RUSREB", "killed_min": draw.choice([None, 2, 40])}
        if draw.random() < 0.3:
            made["date_end"] = date.fromordinal(DAY + number % 90 + draw.choice([2, 12])).isoformat()
        if draw.random() < 0.3:
            made |= {"event_type": "CONSULT", "quad_class": 1, "goldstein": 1.0, "n_sources": None}
        rows.append(made)
    return rows


def test_columns_say_of_each_event_what_an_act_says_of_it_and_add_up_to_the_same_index() -> None:
    rows = mixed(300)
    one, many = from_imported(pieces(rows, 300)), from_imported(pieces(rows, 7))
    found = [many.find(r["event_id"]) for r in rows]
    assert [one.find(r["event_id"]) for r in rows] == found
    alone = build(Acts(tuple(a for a in found if a), {}, {}))
    together = build(many)
    assert list(together.points) == list(alone.points) == ["RUSREB~UKR", "RUS~UKR", "all"]
    for series in together.points:
        assert [p.plain() for p in together.points[series]] == [p.plain() for p in alone.points[series]]
    assert together.hottest(2) == alone.hottest(2)


def test_what_does_not_count_is_told_with_its_ids() -> None:
    rows = [row(1), row(2, quad_class=None), row(3, date_end="2022-12-31")]
    found = from_imported(pieces(rows, 2))
    assert {reason: list(ids) for reason, ids in found.left_out.items()} == {
        "of no class": ["gdelt2:2"],
        "dated too coarsely": ["gdelt2:3"],
    }
    assert found.summary() == "1 event counts; 1 of no class; 1 dated too coarsely"
    with pytest.raises(UsageError, match="gdelt2:2 does not count anyway: of no class"):
        compare(found, Scenario(removed=("gdelt2:2",)), DAY + 30)


def test_a_side_is_called_by_its_own_name_if_any_event_gives_it() -> None:
    found = from_imported(pieces([row(1), row(2, actor_id="RUS", actor_name="RUSSIA", actor_cameo="RUS")], 1))
    assert dict(found.names) == {"RUS": "RUSSIA", "UKR": "UKRAINE"}


def test_where_actors_are_codes_a_name_that_many_bear_makes_no_side_of_them() -> None:
    cells = [("RUSEDU", "PROFESSOR"), ("GBREDU", "PROFESSOR"), ("RUSOPP", "RUSSIA")]
    gdelt = [row(i, actor_cameo=code, actor_name=name) for i, (code, name) in enumerate(cells)]
    assert {pair[0] for pair in daily(from_imported(pieces(gdelt, 3))).dyads} == {"RUSEDU", "GBREDU", "RUSOPP", "UKR"}
    named = row(1, source_format="icews", actor_cameo="RUSEDU", actor_name="Professor (Russia)")
    assert ("Professor (Russia)", "UKR") in daily(from_imported(pieces([named], 1))).dyads


def test_an_imported_event_can_be_left_out_or_laid_at_anothers_door() -> None:
    acts = from_imported(pieces([row(n) for n in range(90)], 90))
    less = compare(acts, Scenario(removed=("gdelt2:89",)), DAY + 89)
    assert next(r for r in less.rows if r.dyad == ("RUS", "UKR") and r.quad == 4).difference < 0
    other = compare(acts, Scenario(actors=(("gdelt2:89", "BLR"),)), DAY + 89)
    by = {r.dyad: r.difference for r in other.rows if r.quad == 4}
    assert by["RUS", "UKR"] < 0 < by["BLR", "UKR"]


def test_of_very_many_pairs_a_scenario_looks_at_the_busiest_and_at_its_own() -> None:
    rows = [row(n, actor_name=f"BAND {n % 300}", actor_cameo=None) for n in range(900)]
    acts = from_imported(pieces(rows, 100))
    assert len(daily(acts).dyads) == 600
    day = date.fromordinal(DAY + 89).isoformat()
    found = compare(acts, Scenario((parse_inject(f"ASSAULT MDA->UKR {day}"),)), DAY + 89)
    dyads = {r.dyad for r in found.rows}
    assert ("MDA", "UKR") in dyads
    assert len(dyads) < 600


def test_an_index_of_imported_events_opens_them(tmp_path: Path) -> None:
    case, _ = take(tmp_path, "petrarch", text("petrarch", [ROWS["petrarch"] | {"EventCode": "190"}]))
    (point,) = case.index("IRN>USA").points["IRN~USA"]
    assert len(point.event_ids) == 1
    assert all(case.trace(identity).rows for identity in point.event_ids)
