"""Stage events.links: what answered what, as reports state it, and where the pattern shows it.

An inferred link is a guess from parties, days and types; it is marked as such, scored, and given only where one side
struck the other within days after being struck and no report states another cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from escalade.events.columns import NONE, ordinal
from escalade.events.parties import side_of
from escalade.model.casebook import Event, Link, LinkMention, Membership
from escalade.model.codings import EventMention, Party
from escalade.model.ids import content_id
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables

LONGEST_LAG = 5  # days between a strike and an inferred answer to it
INFERRED = 0.6  # score of an inferred link on the same day or the next; it falls with the lag
WRONG_WAY = 0.5  # factor on the score of a stated link whose effect is dated before its cause
UNSETTLED = frozenset({"hypothetical", "denied"})
MATERIAL_CONFLICT = 4  # quad class


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Stated links in the order of the reports, then inferred ones by day."""
    event_of = {m.member_id: m.cluster_id for m in tables.rows(Membership) if m.kind == "event"}
    events = {e.event_id: e for e in tables.rows(Event)}
    mentions = {m.event_mention_id: m for m in tables.rows(EventMention)}
    stated = _stated(tables.rows(LinkMention), event_of, events, mentions)
    return {Link: [*stated, *_inferred(list(events.values()), mentions, stated)]}


def _stated(
    rows: Iterable[LinkMention],
    event_of: Mapping[str, str],
    events: Mapping[str, Event],
    mentions: Mapping[str, EventMention],
) -> list[Link]:
    """One link for each passage that ties two different events; a report's repetitions count once.

    Where the two stand in different sentences it is found and not told what was answered: what came later was not.
    """
    seen, out = set(), []
    for row in rows:
        cause, effect = (events.get(event_of.get(i, i)) for i in (row.cause_id, row.effect_id))
        if cause is None or effect is None or cause is effect:
            continue
        key = (cause.event_id, effect.event_id, row.kind, row.document_id)
        if key in seen:
            continue
        seen.add(key)
        lag = lag_days(cause, effect)
        ends = [mentions[i].sentence for i in (row.cause_id, row.effect_id) if i in mentions]  # a person may tie events
        found = len(set(ends)) > 1
        if lag is not None and lag < 0 and found:
            continue
        score = row.score * (WRONG_WAY if lag is not None and lag < 0 else 1.0)
        out.append(
            Link(
                content_id("l", *key, row.char_start), cause.event_id, effect.event_id, row.kind, "stated",
                row.document_id, row.char_start, row.char_end, row.quote, lag, round(score, 4),
            )
        )  # fmt: skip
    return out


def lag_days(cause: Event, effect: Event) -> int | None:
    """Days from the first day of the cause to that of the effect; None unless both are known to the day."""
    if cause.date_precision != "day" or effect.date_precision != "day":
        return None
    a, b = ordinal(cause.date_start), ordinal(effect.date_start)
    return None if NONE in (a, b) else b - a


def _inferred(events: Sequence[Event], mentions: Mapping[str, EventMention], stated: Sequence[Link]) -> list[Link]:
    """Blows that the struck side dealt back within days: each answers the last blow before it."""
    caused = {link.effect_event_id for link in stated}
    told = {frozenset((link.cause_event_id, link.effect_event_id)) for link in stated}
    blows: dict[frozenset[str], list[Event]] = defaultdict(list)
    for event in events:
        sides = _sides(event.actors), _sides(event.recipients)
        clear = len(sides[0]) == 1 and len(sides[1]) == 1 and sides[0] != sides[1]
        dated = event.date_precision == "day" and event.date_start is not None
        if clear and dated and event.quad_class == MATERIAL_CONFLICT and event.standing not in UNSETTLED:
            blows[sides[0] | sides[1]].append(event)
    out = []
    for between in blows.values():
        between.sort(key=lambda e: (e.date_start or "", e.event_id))
        for cause, effect in pairwise(between):
            lag = lag_days(cause, effect) or 0
            answered = _sides(cause.actors) == _sides(effect.recipients) and 1 <= lag <= LONGEST_LAG
            if answered and effect.event_id not in caused and frozenset((cause.event_id, effect.event_id)) not in told:
                out.append(_inferred_link(cause, effect, lag, mentions[effect.event_mention_ids[0]]))
    return sorted(out, key=lambda link: link.link_id)


def _inferred_link(cause: Event, effect: Event, lag: int, mention: EventMention) -> Link:
    """A guessed link, that quotes the words which tell of the answer."""
    return Link(
        content_id("l", cause.event_id, effect.event_id, "inferred"), cause.event_id, effect.event_id, "retaliation",
        "inferred", mention.document_id, mention.char_start, mention.char_end, mention.trigger, lag,
        round(INFERRED * 0.9 ** (lag - 1), 4),
    )  # fmt: skip


def between(event: Event) -> frozenset[str]:
    """Sides of an event: inferred links tie neighbours in time between the same two."""
    return _sides(event.actors) | _sides(event.recipients)


def _sides(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(side for p in parties if (side := side_of(p)))


STAGE = Stage(
    name="events.links",
    question="what answered what",
    apply=apply,
    reads=(Event, EventMention, LinkMention, Membership),
    writes=(Link,),
)
