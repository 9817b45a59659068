"""Values that make no sense are refused with what would do, whatever shape they have; none ends in a traceback."""

from __future__ import annotations

from typing import Any

import pytest

from escalade.api import Casebook
from escalade.errors import UsageError
from escalade.hand.deciding import ALLOWED, FIELDS, Deciding

VALUES: tuple[Any, ...] = (
    None, "", 0, 1, 1.5, True, [], [1], [None], [[]], [{}], {}, {"name": 1}, {"id": 1}, {"text": 5}, [{"nam": 1}],
    {"event_type": 1}, {"event_type": {"a": 1}}, {"event_type": "AID", "mode": 3}, {"date_start": 5}, {"min": True},
    {"name": "X", "precision": "point", "latitude": "a", "longitude": 2}, {"role": 5}, {"role": "king", "of": 5},
    {"role": "king", "of": "FRA", "start": 5}, {"standing": 5}, {"standing": "met", "met_by": 5}, {"document_id": 5},
    {"kind": "response", "cause_event_id": 5, "effect_event_id": []}, "\ud800", {"name": "\ud800"},
)  # fmt: skip
OF_A_REPORT: tuple[dict[str, Any], ...] = (
    {"char_start": "a", "char_end": 2}, {"char_start": 0, "char_end": 10**9}, {"words": 5},
    {"words": "raided", "kind": "opposes", "target_id": 5}, {"words": "raided", "event_type": {"a": 1}},
    {"words": "raided", "event_type": "AID", "actors": [1]}, {"words": "raided", "event_type": "AID", "date": 5},
    {"condition": 5, "consequence": [1]}, {"condition": "raided", "consequence": "struck", "issuer": 5},
)  # fmt: skip


def test_no_shape_of_a_value_ends_in_a_traceback(case: Casebook) -> None:
    rows = {kind: case.records(f"{kind}s") for kind in ALLOWED}
    ids = {kind: found[0][f"{kind}_id"] for kind, found in rows.items()}
    one = next(d["document_id"] for d in rows["document"] if d["uri"] == "one.txt")
    given = (*VALUES, *({"document_id": one, **value} for value in OF_A_REPORT))
    deciding = Deciding(case.views.applied, case._resources())
    accepted = 0
    for kind, actions in ALLOWED.items():
        for action, field in [(a, f) for a in actions for f in (FIELDS.get(kind, ()) if a == "edit" else (None,))]:
            for value in given:
                for identity in (ids[kind], None, 5):
                    try:
                        deciding.prepare(action, kind, identity, field, value)  # type: ignore[arg-type]
                    except UsageError:
                        continue
                    accepted += 1
    assert accepted  # "" means unknown, and accept takes no value


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("place", {"name": "X", "precision": "point", "latitude": "a", "longitude": 2}, "are no degrees"),
        ("actors", [None], "None is no name"),
        ("attribution", 5, "5 is no name"),
        ("event_type", {"event_type": {}}, "no event type"),
        ("actors", "\ud800", "is no text"),
    ],
)
def test_what_is_wrong_is_said(case: Casebook, mention: Any, field: str, value: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        case.decide("edit", "event_mention", mention("raided"), field=field, value=value, by="Ann")
    assert case.decisions() == []
