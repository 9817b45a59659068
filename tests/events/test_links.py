"""Links: those that reports state, and the few that the pattern of blows shows."""

from __future__ import annotations

from typing import Any

import pytest
from rows import FRANCE, JNIM, MALI, RUSSIA, UKRAINE, document, mention, run, tables

from escalade.model.casebook import Link, LinkMention
from escalade.model.codings import EventMention
from escalade.model.documents import Document

WIRE = document("wire", "2023-05-20", "Wire")


def blow(line: int, day: str | None, by: Any, on: Any, **given: Any) -> EventMention:
    return mention("wire", f"Blow {line} hit home", "hit", line=line, day=day, actors=(by,), recipients=(on,), **given)


def links(*mentions: EventMention, stated: tuple[LinkMention, ...] = ()) -> list[Link]:
    case = tables({Document: (WIRE,), EventMention: mentions, LinkMention: stated})
    return run(case, "events.standing", "events.links").rows(Link)


def tie(cause: EventMention, effect: EventMention, ident: str = "t1") -> LinkMention:
    return LinkMention(
        ident, "wire", cause.event_mention_id, effect.event_mention_id, "retaliation", 5, 16, "in response", "r", 0.9
    )


def test_a_stated_link_ties_the_events_and_tells_the_lag() -> None:
    a, b = blow(1, "2023-05-14", JNIM, MALI), blow(2, "2023-05-16", MALI, JNIM)
    (link,) = links(a, b, stated=(tie(a, b), tie(a, b, "t2")))
    assert (link.cause_event_id, link.effect_event_id) == (a.event_mention_id, b.event_mention_id)
    assert (link.basis, link.kind, link.lag_days, link.quote) == ("stated", "retaliation", 2, "in response")


def test_what_is_only_found_to_be_answered_did_not_come_later() -> None:
    a, b = blow(1, "2023-05-16", JNIM, MALI), blow(2, "2023-05-14", MALI, JNIM)
    assert [k for k in links(a, b, stated=(tie(a, b),)) if k.basis == "stated"] == []


def test_no_event_answers_itself() -> None:
    a = blow(1, "2023-05-14", JNIM, MALI)
    assert links(a, stated=(tie(a, a),)) == []


def test_an_unknown_day_leaves_the_lag_unknown() -> None:
    a, b = blow(1, None, JNIM, MALI), blow(2, "2023-05-16", MALI, JNIM)
    (link,) = links(a, b, stated=(tie(a, b),))
    assert link.lag_days is None


def test_a_blow_dealt_back_within_days_is_inferred_and_says_so() -> None:
    a, b = blow(1, "2023-05-14", RUSSIA, UKRAINE), blow(2, "2023-05-16", UKRAINE, RUSSIA)
    (link,) = links(a, b)
    assert (link.basis, link.cause_event_id, link.lag_days) == ("inferred", a.event_mention_id, 2)
    assert 0 < link.score < 0.9
    assert link.quote == b.trigger


@pytest.mark.parametrize(
    ("why", "second"),
    [
        ("same side again", blow(2, "2023-05-16", RUSSIA, UKRAINE)),
        ("weeks later", blow(2, "2023-06-16", UKRAINE, RUSSIA)),
        ("a third party", blow(2, "2023-05-16", FRANCE, RUSSIA)),
        ("only words", blow(2, "2023-05-16", UKRAINE, RUSSIA, event_type="ACCUSE", quad_class=3)),
        ("only planned", blow(2, "2023-05-16", UKRAINE, RUSSIA, modality="intended")),
        ("undated", blow(2, None, UKRAINE, RUSSIA)),
    ],
)
def test_nothing_is_inferred_otherwise(why: str, second: EventMention) -> None:
    assert links(blow(1, "2023-05-14", RUSSIA, UKRAINE), second) == [], why


def test_what_a_report_states_is_not_inferred_again() -> None:
    a, b = blow(1, "2023-05-14", RUSSIA, UKRAINE), blow(2, "2023-05-16", UKRAINE, RUSSIA)
    assert [link.basis for link in links(a, b, stated=(tie(a, b),))] == ["stated"]
