"""Stage events.merge: which mentions tell of one happening.

Copies of a report tell the same for certain; of the rest, candidate pairs are scored (`evidence`), judged, clustered.
Rows do not depend on the order in which reports came: mentions are compared in the order of their dates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escalade.events.blocks import blocks, plainly_two
from escalade.events.columns import NONE, Bools, Columns, Ints, columns, dates, ordinal
from escalade.events.evidence import HIGH_TOLL, WEIGHTS, features, score
from escalade.events.pairs import Features, Pairs
from escalade.events.parties import side_of, stem
from escalade.events.retold import LATE, retold
from escalade.events.taking_up import answers_its_own, fits_less, of_another_title, taken_up_again, word_on_it
from escalade.merging import ANALYST, candidate_indices, clusters, components, distinct, judgement
from escalade.model.casebook import Actor, Judgement, LinkMention, Membership
from escalade.model.codings import Claim, EventMention, Party
from escalade.model.documents import Document
from escalade.model.items import all_starts
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.model.unswept import unswept
from escalade.model.words import as_set

SAME_AT = 0.6  # score from which a pair is judged the same
UNSURE_AT = 0.3  # from which it is kept for a person to look at, and counts when clusters are weighed
COHESION = 0.15  # mean score that all pairs across two clusters must reach
NEIGHBOURS = 24  # mentions of one block that each is compared with
WHOLE = 80  # members up to which all pairs of a component are judged
CHUNK = 400_000  # pairs compared at once
ENOUGH = 6  # members of a large cluster that one which fits them need not fit more than
BY, BY_COPY, BY_ANAPHOR = "events.merge", "events.merge:copy", "events.merge:anaphor"
BY_WORD = "events.merge:word"  # somebody's word on what its report has just told
BY_RETELLING = "events.merge:retelling"  # what a report takes for known, and nothing else fits so well
LEANING = {
    BY_RETELLING: "nothing else fits so well",
    BY_WORD: "somebody's word on it",
    BY_ANAPHOR: "taken up again",
}  # what each rests on; of several the last
HOW: Mapping[str, Any] = {
    "cohesion": COHESION,
    "enough": ENOUGH,
    "outright": (BY_COPY,),
    "leaning": (BY_ANAPHOR,),
    "either": (BY_WORD,),
    "last": (BY_RETELLING,),
}  # mentions are made happenings
FAMILIES = (
    ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "REJECT"),
    ("RETREAT", "CONCEDE", "COOPERATE", "AID", "AGREE", "CONSULT", "SUPPORT"),
)
FAMILY = {kind: i for i, family in enumerate(FAMILIES) for kind in family}


@unswept()
def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Judgements on pairs of event mentions; the event of each mention, with the id of its first-added one."""
    mentions = tables.rows(EventMention)
    by_person = [j for j in tables.rows(Judgement) if j.kind == "event" and j.by.startswith(ANALYST)]
    published = {d.document_id: d.published for d in tables.rows(Document)}
    reports = {m.member_id: m.cluster_id for m in tables.rows(Membership) if m.kind == "report"}
    persons = {a.actor_id for a in tables.rows(Actor) if a.kind == "person"}
    mentions = in_order(with_actors(mentions, tables.rows(Membership)), published)
    predicates = resources.get("predicates")
    nouns = {p.rule for found in predicates.nouns.values() for p in found} if predicates is not None else set()
    verbs = [p for found in predicates.verbs.values() for p in found] if predicates is not None else []
    results = {p.rule for p in verbs if p.effect in ("killed", "injured")}
    headed = {d.document_id for d in tables.rows(Document) if d.segments and d.segments[0].kind == "title"}
    said = {c.about_id for c in tables.rows(Claim) if c.about_kind == "event_mention" and c.cue_start is not None}
    first, copied = _copies(mentions, reports)
    answered = [(link.cause_id, link.effect_id) for link in tables.rows(LinkMention)]
    items = all_starts(tables.rows(Document))
    judged = [*copied, *judge(first, published, persons, nouns, headed, results, said, answered, items)]
    ids = [m.event_mention_id for m in tables.rows(EventMention)]
    found = clusters(ids, [*judged, *by_person], **HOW)
    return {Judgement: judged, Membership: [Membership("event", m, c) for m, c in found.items()]}


def with_actors(mentions: Iterable[EventMention], memberships: Iterable[Membership]) -> list[EventMention]:
    """The mentions with the ids of the casebook's actors in place of those that each report made."""
    actor = {m.member_id: m.cluster_id for m in memberships if m.kind == "actor" and m.member_id != m.cluster_id}

    def known(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(replace(p, id=actor[p.id]) if p.id in actor else p for p in parties)

    return [
        replace(m, actors=known(m.actors), recipients=known(m.recipients))
        if any(p.id in actor for p in (*m.actors, *m.recipients))
        else m
        for m in mentions
    ]


def in_order(mentions: Iterable[EventMention], published: Mapping[str, str | None]) -> list[EventMention]:
    """Mentions by the day they tell of (else the day they were told), so that neighbours in a block may be one."""

    def key(m: EventMention) -> tuple[int, str, str, int, str]:
        told = published.get(m.document_id)
        day = dates(m)[0]
        return day if day != NONE else ordinal(told), told or "", m.document_id, m.char_start, m.event_mention_id

    return sorted(mentions, key=key)


def _copies(mentions: Sequence[EventMention], reports: Mapping[str, str]) -> tuple[list[EventMention], list[Judgement]]:
    """Mentions without those that repeat copied text, and the judgements that join these to their first."""
    first: dict[tuple[str, str, int, int], EventMention] = {}
    rest, judged = [], []
    seen: dict[tuple[str, str, int], int] = {}
    for m in mentions:
        words = as_set(m.sentence_text), len(as_set(m.sentence_text[: m.trigger_start]))
        place = (m.document_id, *words)
        seen[place] = seen.get(place, -1) + 1
        key = (reports.get(m.document_id, m.document_id), *words, seen[place])
        held = first.setdefault(key, m)
        if held is m:
            rest.append(m)
        else:
            said = "the same words of one report, copied"
            judged.append(judgement("event", held.event_mention_id, m.event_mention_id, "same", 1.0, BY_COPY, said))
    return rest, judged


def judge(
    mentions: Sequence[EventMention],
    published: Mapping[str, str | None],
    persons: Collection[str] = (),
    nouns: Collection[str] = (),
    headed: Collection[str] = (),
    results: Collection[str] = (),
    said: Collection[str] = (),
    answered: Collection[tuple[str, str]] = (),
    items: Mapping[str, Sequence[int]] = {},
) -> list[Judgement]:
    """Judgements on the pairs of mentions that may be one; pairs that plainly are not are left out.

    `persons`, `nouns`, `headed`, `results`, `said`, `answered`, `items` as in `columns`.
    """
    if len(mentions) < 2:
        return []
    table = columns(mentions, published, persons, nouns, headed, results, said, answered, items)
    types = tuple(dict.fromkeys(m.event_type for m in mentions))
    left, right = candidate_indices(_keys(mentions, table, published), largest=NEIGHBOURS)
    if not len(left):
        return []
    fits = np.zeros(len(left), dtype=np.bool_)
    for i in range(0, len(left), CHUNK):
        fits[i : i + CHUNK] = _fit(Pairs(table, left[i : i + CHUNK], right[i : i + CHUNK], types))
    families = np.array([FAMILY.get(m.event_type, len(FAMILIES) + types.index(m.event_type)) for m in mentions])
    again = retold(table, types, families, components(len(mentions), left[fits], right[fits]))
    one, other = (np.concatenate(sides) for sides in zip((left[fits], right[fits]), again, strict=True))
    label = components(len(mentions), one, other)
    left, right = _within(label, np.append(left, again[0]), np.append(right, again[1]))
    retellings = again[0] * len(mentions) + again[1]
    rows: list[Judgement] = []
    for i in range(0, len(left), CHUNK):
        part = slice(i, i + CHUNK)
        rows += _judgements(mentions, Pairs(table, left[part], right[part], types), label, retellings)
    return rows


def _fit(pairs: Pairs) -> Bools:
    """Whether each pair is judged the same; what is slower to see is asked only where nothing rules the pair out."""
    where = np.flatnonzero(~plainly_two(pairs))
    where = where[~np.any(list(blocks(pairs.some(where)).values()), axis=0)]
    left = pairs.some(where)
    found = features(left)
    free = np.zeros(len(where), dtype=np.bool_)
    found["taken up again"] = taken_up_again(left, found, free)
    found["somebody's word on it"] = word_on_it(left, found, free)
    fits = np.zeros(len(pairs.left), dtype=np.bool_)
    fits[where] = score(found) >= SAME_AT
    return fits


def _within(label: Ints, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs inside each component; in large ones only those given."""
    kept = label[left] == label[right]
    size = len(label)
    codes = [left[kept] * size + right[kept]]
    order = np.argsort(label, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if 1 < len(members) <= WHOLE:
            a, b = np.triu_indices(len(members), 1)
            codes.append(members[a] * size + members[b])
    found = distinct(np.concatenate(codes))
    return found // size, found % size


def _judgements(mentions: Sequence[EventMention], pairs: Pairs, label: Ints, retellings: Ints) -> list[Judgement]:
    """Rows for pairs that fit, may fit, or are ruled out; the reason names the evidence, strongest first.

    In large components those that are ruled out and do not fit either way go without a row.
    """
    found, ruled_out = features(pairs), blocks(pairs)
    blocked = np.any(list(ruled_out.values()), axis=0)
    found["taken up again"] = taken_up_again(pairs, found, blocked)
    found["somebody's word on it"] = word_on_it(pairs, found, blocked)
    again = np.isin(pairs.left * len(mentions) + pairs.right, retellings)
    found["nothing else fits so well"] = again.astype(np.float64)
    found |= {name: found[name] * ~again for name in LATE}
    found["another of that sentence fits better"] = fits_less(pairs, score(found) * ~blocked, SAME_AT)
    found["another deed of the headline fits better"] = of_another_title(pairs, score(found) * ~blocked)
    value, small = score(found), np.bincount(label)[label[pairs.left]] <= WHOLE
    told = np.flatnonzero((blocked & small) | (value >= UNSURE_AT))
    joins = (value >= SAME_AT) & ~answers_its_own(pairs, found, value, blocked)
    barred, same = blocked[told], joins[told]
    reasons = np.empty(len(told), dtype=object)
    reasons[barred] = _grounds(ruled_out, told[barred])
    reasons[~barred] = _reasons(found, told[~barred])
    verdict = np.select([barred, same], ["different", "same"], "unsure")
    by = np.full(len(told), BY, dtype=object)
    for rule, name in LEANING.items():
        by[same & ~barred & (found[name][told] > 0)] = rule
    ids = [m.event_mention_id for m in mentions]
    said = (pairs.left[told], pairs.right[told], verdict, value[told], by, reasons)
    rows = zip(*(column.tolist() for column in said), strict=True)
    return [judgement("event", ids[left], ids[right], *rest) for left, right, *rest in rows]


def _grounds(ruled_out: Mapping[str, Bools], rows: Ints) -> list[str]:
    """For some pairs all that rules them out."""
    names = list(ruled_out)
    table = np.array([barred[rows] for barred in ruled_out.values()]).T
    return _alike(table, lambda row: ", ".join(name for name, barred in zip(names, row, strict=True) if barred))


def _reasons(found: Features, rows: Ints) -> list[str]:
    """For some pairs the evidence that weighs anything, strongest first."""
    names = sorted(found)
    table = np.array([WEIGHTS[name] * found[name][rows] for name in names]).T

    def told(row: list[float]) -> str:
        parts = [(w, name) for w, name in zip(row, names, strict=True) if abs(w) >= 0.05]
        return ", ".join(f"{name} {w:+.1f}" for w, name in sorted(parts, key=lambda part: -abs(part[0])))

    return _alike(table, told)


def _alike(table: NDArray[Any], told: Callable[[list[Any]], str]) -> list[str]:
    """What is told of each row, made once of rows that are alike: most pairs rest on the evidence of another."""
    made: dict[bytes, str] = {}
    out = []
    for row in np.ascontiguousarray(table):
        key = row.tobytes()
        if key not in made:
            made[key] = told(row.tolist())
        out.append(made[key])
    return out


def _keys(
    mentions: Sequence[EventMention], table: Columns, published: Mapping[str, str | None]
) -> list[list[tuple[Any, ...]]]:
    """Blocking keys of each mention: what two mentions of one happening mostly share."""
    count = np.bincount(table.words[table.words != NONE]) if (table.words != NONE).any() else np.zeros(1, dtype=int)
    keys = []
    for i, m in enumerate(mentions):
        family: Any = FAMILY.get(m.event_type, m.event_type)
        own: list[tuple[Any, ...]] = [(family, "report", m.document_id)]
        start, end = int(table.start[i]), int(table.end[i])
        if start != NONE and end - start <= 2:
            own += [(family, "day", day) for day in range(start, end + 1)]
        if table.sole_day[i] != NONE:
            own.append((family, "day", int(table.sole_day[i])))
        if table.killed[i] >= HIGH_TOLL:
            own.append((family, "toll", int(table.killed[i])))
        if table.place[i] != NONE and table.rank[i] >= 3:
            own.append((family, "place", int(table.place[i])))
        told = published.get(m.document_id)
        week = (start if start != NONE else ordinal(told)) // 7
        sides = [sorted({s for s in map(side_of, role) if s}) for role in (m.actors, m.recipients)]
        own += [(family, "sides", a, b, w) for a in sides[0] for b in sides[1] for w in (week, week + 1)]
        if table.struck_once[i]:
            own += [(family, "upon", int(r)) for r in table.recipients[i] if r != NONE]
        own += [(family, "victim", int(v)) for v in table.victims[i] if v != NONE]
        rare = [int(w) for w in table.words[i] if w != NONE and count[w] > 1][:4]
        own += [(family, "word", w) for w in rare]
        own += [(family, "trigger", stem(m.trigger), w) for w in rare[:2]]
        keys.append(own)
    return keys


STAGE = Stage(
    name="events.merge",
    question="which mentions tell of one happening",
    apply=apply,
    reads=(Document, EventMention, Claim, LinkMention, Actor, Membership, Judgement),
    writes=(Judgement, Membership),
    resources=("predicates",),
)
