"""Stage events.actors: which names are one actor, over all reports.

Actors of the pack stay as they are. Actors that only the texts name are merged with one another, and with the pack's,
where their names are spellings of one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from escalade.merging import ANALYST, candidates, clusters, judgement
from escalade.model.casebook import Actor, ActorCode, ActorName, Judgement, Membership
from escalade.model.documents import Document
from escalade.model.groundings import Reference
from escalade.model.readings import Mention
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.vocab.spelling import block, same_name, words

BY, BY_SURNAME = "events.actors", "events.actors:surname"
SPELLING, SURNAME = 0.9, 0.7  # scores of a pair of full names, and of a surname with the only full name it fits
NAMING = frozenset({"pack", "role", "demonym", "metonym", "text", "short_form", "analyst"})

FAR_MORE = 5  # times as often as all others with the family name


@dataclass
class _Named:
    """What the reports call an actor."""

    texts: Counter[str] = field(default_factory=Counter)
    first_seen: dict[str, str | None] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    name: str = ""
    country: str | None = None
    codes: tuple[str, ...] = ()
    from_text: bool = False


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Judgements on names, the actor of each id that a report made, and one Actor row for each."""
    pack = resources.get("lexicon")
    named = _named(tables)
    known = {actor_id: pack.get(actor_id) for actor_id in named} if pack is not None else {}
    judged = judge(named, {a for a, entry in known.items() if entry is not None})
    by_person = [j for j in tables.rows(Judgement) if j.kind == "actor" and j.by.startswith(ANALYST)]
    order = sorted(named, key=lambda a: known.get(a) is None)  # the pack's come first: a cluster bears their id
    found = clusters(order, [*judged, *by_person])
    return {
        Judgement: judged,
        Membership: [Membership("actor", a, found[a]) for a in named],
        Actor: _actors(order, found, named, known),
    }


def described(tables: Tables, found: Mapping[str, str], pack: Any) -> list[Actor]:
    """Actor rows of the clusters that the references of these tables belong to (`found`: actor id -> cluster)."""
    named = _named(tables)
    known = {actor_id: pack.get(actor_id) for actor_id in named} if pack is not None else {}
    order = sorted(named, key=lambda a: known.get(a) is None)
    return _actors(order, found, named, known)


def _actors(
    order: Iterable[str], found: Mapping[str, str], named: Mapping[str, _Named], known: Mapping[str, Any]
) -> list[Actor]:
    groups: dict[str, list[str]] = defaultdict(list)
    for actor_id in order:
        groups[found.get(actor_id, actor_id)].append(actor_id)
    return [_actor(c, [named[a] for a in members], known.get(c)) for c, members in groups.items()]


def _named(tables: Tables) -> dict[str, _Named]:
    """Every actor id of the references, in first-added order, with what it was called."""
    mentions = {m.mention_id: m for m in tables.rows(Mention)}
    published = {d.document_id: d.published for d in tables.rows(Document)}
    out: dict[str, _Named] = {}
    for reference in tables.rows(Reference):
        if reference.actor_id is None:
            continue
        entry = out.setdefault(reference.actor_id, _Named())
        mention = mentions.get(reference.mention_id)
        entry.name = entry.name or reference.name
        entry.country = entry.country or reference.country
        entry.codes = entry.codes or reference.codes
        entry.from_text = entry.from_text or reference.basis == "text"
        if mention is None or mention.level != "named" or reference.basis not in NAMING:
            continue
        text = " ".join(mention.quote.split())  # a name broken over two lines is one spelling
        entry.texts[text] += 1
        entry.kinds[mention.kind] += 1
        day, before = published.get(mention.document_id), entry.first_seen.get(text)
        entry.first_seen[text] = min(filter(None, (day, before)), default=None)
    return out


def judge(named: Mapping[str, _Named], in_pack: set[str]) -> list[Judgement]:
    """Judgements on pairs of which at least one only the texts name."""
    rows = []
    spelled = {a: sorted({n.name, *n.texts}) for a, n in named.items()}
    for a, b in candidates({a: [block(t) for t in texts if block(t)] for a, texts in spelled.items()}):
        if (a in in_pack and b in in_pack) or not _kinds_fit(named[a], named[b]):
            continue
        family = _in_full(named[a], spelled[a]) and _in_full(named[b], spelled[b])  # what they share may be no more
        spelt = ((s, t) for s in spelled[a] for t in spelled[b] if same_name(s, t))
        pair = next(((s, t) for s, t in spelt if not (family and len(words(s)) == len(words(t)) == 1)), None)
        if pair:
            rows.append(judgement("actor", a, b, "same", SPELLING, BY, f"spellings of one name: {pair[0]} / {pair[1]}"))
    short = {a for a, texts in spelled.items() if a not in in_pack and not _in_full(named[a], texts)}
    return [*_of_one(rows, named, spelled, short), *_surnames(named, in_pack)]


def _of_one(
    rows: list[Judgement], named: Mapping[str, _Named], spelled: Mapping[str, list[str]], short: set[str]
) -> list[Judgement]:
    """The rows but those of a `short` name that fits two who are not one: "Clinton" of some report is neither, unless
    one of them is named far more often than the others."""
    fits: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for one, other in ((row.left_id, row.right_id), (row.right_id, row.left_id)):
            if one in short and other not in short:
                fits[one].add(other)
    barred: set[frozenset[str]] = set()
    for a, those in fits.items():
        often = sorted(those, key=lambda b: (-named[b].texts.total(), b))
        given = _given(named[often[0]].texts)
        others = [b for b in often if not given & _given(named[b].texts)]
        if FAR_MORE * sum(named[b].texts.total() for b in others) > sum(named[b].texts.total() for b in those):
            others = often
        barred |= {frozenset((a, b)) for b in others}
    return [r for r in rows if frozenset((r.left_id, r.right_id)) not in barred]


def _given(texts: Iterable[str]) -> set[str]:
    """What opens a name, and what stands right before its last word: "Vincent" of "receiver Vincent Jackson", "James"
    of "James Charles Kopp"."""
    return {w for text in texts if len(parts := words(text)) > 1 for w in (parts[0], parts[-2])}


def _in_full(entry: _Named, texts: Iterable[str]) -> bool:
    """Whether somebody is a person whom some report names in full."""
    return "person" in entry.kinds and any(len(words(t)) > 1 for t in texts)


def _kinds_fit(a: _Named, b: _Named) -> bool:
    """A person is no organisation; the rest is not told apart that surely."""
    return not a.kinds or not b.kinds or ("person" in a.kinds) == ("person" in b.kinds)


def _surnames(named: Mapping[str, _Named], in_pack: set[str]) -> list[Judgement]:
    """A lone surname that only the text knows is the one person of the casebook whose full name ends with it."""
    full: dict[str, set[str]] = defaultdict(set)
    for a, entry in named.items():
        if "person" in entry.kinds:
            for text in {entry.name, *entry.texts}:
                if len(words(text)) > 1:
                    full[words(text)[-1]].add(a)
    rows = []
    for a, entry in named.items():
        if a in in_pack or "person" not in entry.kinds or any(len(words(t)) != 1 for t in (entry.name, *entry.texts)):
            continue
        fits = sorted(full.get(words(entry.name)[0], set()) - {a}) if words(entry.name) else []
        if len(fits) == 1:
            said = f"{entry.name} is the surname of one known person: {named[fits[0]].name}"
            rows.append(judgement("actor", a, fits[0], "same", SURNAME, BY_SURNAME, said))
    return rows


def _actor(actor_id: str, members: Iterable[_Named], known: Any) -> Actor:
    members = list(members)
    counts: Counter[str] = Counter()
    seen: dict[str, str | None] = {}
    for entry in members:
        counts.update(entry.texts)
        for text, day in entry.first_seen.items():
            seen[text] = min(filter(None, (day, seen.get(text))), default=None)
    names = tuple(ActorName(t, n, seen[t]) for t, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
    first = members[0]
    kinds = sum((m.kinds for m in members), Counter[str]())
    codes = known.codes if known is not None and known.codes else first.codes
    return Actor(
        actor_id=actor_id,
        name=known.name if known is not None else max(counts, key=lambda t: (counts[t], len(t), t), default=first.name),
        names=names,
        kind=known.kind if known is not None else kinds.most_common(1)[0][0] if kinds else "organisation",
        country=known.country if known is not None else first.country,
        codes=tuple(map(ActorCode.of, codes)),
        origin="text" if known is None and all(m.from_text or not m.texts for m in members) else "pack",
    )


STAGE = Stage(
    name="events.actors",
    question="which names are one actor",
    apply=apply,
    reads=(Document, Mention, Reference, Judgement),
    writes=(Judgement, Membership, Actor),
    resources=("lexicon",),
)
