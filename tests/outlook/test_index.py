from __future__ import annotations

import numpy as np
import pytest

from escalade.outlook.acts import from_records
from escalade.outlook.index import build
from tests.outlook.acts import act, acts


def test_a_day_adds_up_and_opens_its_events() -> None:
    found = build(
        acts(
            act("strike", 0),
            act("threat", 0, "USA", "IRN", event_type="THREATEN", quad=3, goldstein=-6.0),
            act("talks", 0, event_type="CONSULT", quad=1, goldstein=4.0),
        )
    )
    (point,) = found.points["IRN~USA"]
    assert point.value == 15.0 == point.verbal_conflict + point.material_conflict
    assert point.verbal_cooperation == 4.0, "beside the conflict, not set off against it"
    assert point.counts == (1, 0, 1, 1)
    assert set(point.event_ids) == {"strike", "threat", "talks"}
    assert point.low == 0.0, "nobody but one origin told"


def test_all_is_every_pair_and_an_event_of_two_sides_counts_once_in_it() -> None:
    found = build(acts(act("a", 0), act("b", 0, "FRA", "MLI")))
    assert found.points["all"][0].value == 18.0
    assert {s: p[0].value for s, p in found.points.items() if s != "all"} == {"IRN~USA": 9.0, "FRA~MLI": 9.0}


def test_a_span_is_shared_out_over_its_days_and_full_in_the_upper_bound() -> None:
    found = build(acts(act("raid", 0, last=2), act("mark", 3)))
    first = found.points["IRN~USA"][0]
    assert found.daily("IRN~USA")[:3].sum() == pytest.approx(9.0)
    assert (first.value, first.low, first.high) == (3.0, 0.0, 9.0)


def test_undated_events_only_widen_the_upper_bound() -> None:
    point = build(acts(act("dated", 0, sure=True), act("when", 0, dated=False))).points["IRN~USA"][0]
    assert (point.value, point.low, point.high, point.n_events) == (9.0, 9.0, 18.0, 1)
    assert tuple(point.perhaps_ids) == ("when",)


def test_a_change_of_level_is_marked_where_it_begins() -> None:
    quiet = [act(f"q{i}", i * 10) for i in range(4)]
    war = [act(f"w{i}", 40 + i // 3) for i in range(60)]
    marks = [p for p in build(acts(*quiet, *war)).points["IRN~USA"] if p.change]
    assert [p.change for p in marks] == ["up"]
    assert marks[0].date == "2024-06-10"


def party(code: str) -> dict[str, object]:
    return {"id": code, "name": code, "codes": [code], "text": code}


def record(name: str, **given: object) -> dict[str, object]:
    return {
        "event_id": name, "event_mention_ids": [f"m-{name}"], "event_type": "ASSAULT", "mode": None, "quad_class": 4,
        "goldstein": -9.0, "actors": [party("IRN")], "recipients": [party("USA")], "date_start": "2024-05-01",
        "date_end": "2024-05-01", "killed_min": None, "standing": "single_origin", "n_origins_low": 1,
        "origin": "coded", "review": None,
    } | given  # fmt: skip


def test_what_is_hypothetical_denied_cumulative_or_rejected_does_not_heat_it() -> None:
    events = [
        record("real"), record("feared", standing="hypothetical"), record("never", standing="denied"),
        record("toll"), record("wrong", review="rejected"), record("year", date_end="2024-12-31"),
    ]  # fmt: skip
    mentions = [
        {
            "event_mention_id": f"m-{e['event_id']}",
            "document_id": "d",
            "score": 0.9,
            "cumulative": e["event_id"] == "toll",
        }
        for e in events
    ]
    found = from_records(events, mentions, [{"document_id": "d", "published": "2024-05-02"}])
    assert [a.event_id for a in found.acts] == ["real"]
    assert {i for ids in found.left_out.values() for i in ids} == {"feared", "never", "toll", "wrong", "year"}
    assert np.allclose(build(found).daily("IRN~USA"), [9.0])
