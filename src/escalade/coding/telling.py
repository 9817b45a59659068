"""How the clause of an event is told: its verb, its tense, the days beside it; and how what is carried is written."""

from __future__ import annotations

from dataclasses import replace

from escalade.model.codings import EventMention, Where
from escalade.model.groundings import Place, Time
from escalade.model.tree import Tree

PHYSICAL = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"))
FINE = ("settlement", "facility", "point", "district")
DAYS = ("day", "week", "month")  # a year is background, and tells little
SAYS = frozenset("say tell report announce state add warn deny claim confirm declare note reveal accuse call".split())

_VERBAL = ("VERB", "AUX", "ADJ")
_PAST_AUX = frozenset(("was", "were", "did", "got"))


def is_open(row: EventMention) -> bool:
    """Told as having happened: only such events take or lend a day or a place."""
    return row.happened


def tense_of(tree: Tree, token: int) -> str:
    """past | perfect | pluperfect | present | future | participle | noun: how the clause of a trigger is told."""
    if tree.upos[token] not in ("VERB", "AUX"):
        return "noun"
    helpers = {tree.lower[c] for c in tree.children[token] if tree.rel(c) in ("aux", "cop")}
    if "had" in helpers:
        return "pluperfect"
    if helpers & {"has", "have", "'ve"}:
        return "perfect"
    if helpers & _PAST_AUX or tree.xpos[token] == "VBD":
        return "past"
    if helpers & {"will", "would", "shall", "may", "might", "can", "could", "should", "must"}:
        return "future"
    if helpers & {"is", "are", "am", "be", "being"} or tree.xpos[token] in ("VBZ", "VBP"):
        return "present"
    return "participle"


def told_in(tree: Tree, token: int) -> str:
    """The tense of a trigger's clause as it was said: "said they had shelled the town" is a past tense."""
    tense = tense_of(tree, token)
    if tense != "pluperfect":
        return tense
    verb = tree.first(clause_of(tree, token))
    over = tree.head[verb] if tree.deprel[verb] == "ccomp" else tree.kid(verb, "parataxis")
    said = over is not None and over >= 0 and tree.xpos[over] == "VBD" and tree.lemma[over].lower() in SAYS
    return "past" if said else tense  # what an inquiry found had been long before


def clause_of(tree: Tree, token: int) -> int:
    """The nearest verb at or above a token."""
    for t in (token, *tree.ancestors(token)):
        if tree.upos[t] in _VERBAL and tree.deprel[t] not in ("amod", "aux", "cop", "aux:pass"):
            return t
    return token


def hung_on(tree: Tree, top: int) -> int:
    """The verb that a time expression hangs on, also by another noun ("at the beginning of the year"); else -1."""
    while tree.rel(top) == "nmod" and tree.head[top] >= 0:
        top = tree.head[top]
    return tree.head[top] if tree.rel(top) in ("obl", "advmod") else -1


def is_since(tree: Tree, time: Time) -> bool:
    return "since" in tree.lower[max(0, time.token_start - 1) : time.token_start + 1]


def days_meet(a: EventMention | Time, b: EventMention | Time) -> bool:
    return (
        bool(a.date_start and b.date_start)
        and str(a.date_start) <= str(b.date_end or b.date_start)
        and str(b.date_start) <= str(a.date_end or a.date_start)
    )


def dated(row: EventMention, source: Time | EventMention | None, tie: str) -> EventMention:
    if source is None or source.date_start is None:
        return row
    precision = source.precision if isinstance(source, Time) else source.date_precision
    return replace(
        row, date_start=source.date_start, date_end=source.date_end, date_precision=precision, date_basis="inferred",
        rule=by_tie(row, f"date-{tie}"),
    )  # fmt: skip


def placed(row: EventMention, place: Place | Where | None, tie: str) -> EventMention:
    if place is None:
        return row
    if isinstance(place, Place):
        place = Where(place.name, place.country, place.geonames_id, place.latitude, place.longitude, place.precision)
    return replace(row, place=place, rule=by_tie(row, f"place-{tie}"))


def by_tie(row: EventMention, tie: str) -> str:
    return f"{row.rule}+{tie}"
