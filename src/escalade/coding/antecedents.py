"""What a sentence leaves unsaid because one before it has said it.

"The attacks", "these strikes" mean those told of just before: they take over their parties. And a person is killed
once: who killed Soleimani in one sentence killed him in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from escalade.coding.tolls import Aftermath
from escalade.model.codings import EventMention, Party
from escalade.model.means import clash, means_of, weapons_of

REACH = 2  # sentences between an attack and its toll
WINDOW = 4  # sentences that "the attack" looks back over
FAR = 8  # that "the shelling" looks back over to what was shelled, or hit by shells
ARMED = 16  # that "the rocket fire" looks back over to the rockets that were fired
REVISED = 10  # times a toll, beyond which another is no later count of it
ANAPHORIC_SCORE = 0.4
_DEAD = frozenset(("dead", "death", "victim", "killing"))
_KILLINGS = frozenset(("killing", "murder", "massacre", "execution", "slaughter", "bloodshed"))
_DOWNING = frozenset(("down", "shoot", "interception", "intercept", "shootdown", "shoot-down"))


@dataclass(frozen=True)
class Coded:
    """An event mention and how its word stands in the text."""

    row: EventMention
    bare: bool = False  # a definite noun that does not say who: "the attack"
    lemma: str = ""
    alone: bool = True  # an event also without antecedent
    toll: bool = False  # only how many died of an earlier one
    laid: bool = False  # "blamed the attacks on X", "they did the shelling": says who, not on whom


def resolve(
    coded: Iterable[Coded], kinds: Mapping[str, str], afterwards: Sequence[Aftermath] = ()
) -> list[EventMention]:
    """The event mentions of one document with parties filled in from earlier ones; bare ones without antecedent go.

    `kinds` gives the kind of each entity mention by id. Text order is kept.
    """
    rows: list[EventMention] = []
    lemmas: list[str] = []
    means: dict[str, frozenset[str]] = {}  # of what takes up a blow those of the blow
    for one in coded:
        row = one.row
        if one.bare:
            before = _antecedent(one, rows, lemmas, means)
            if before is not None:
                denied = row.polarity == "negative"  # who was not hurt is nobody told of before
                recipients = row.recipients or (() if denied else before.recipients)
                actors = row.actors if one.laid else before.actors
                row = replace(row, actors=actors, recipients=recipients, rule=f"{row.rule}+antecedent")
                means[row.event_mention_id] = means_of(row) or means.get(before.event_mention_id) or means_of(before)
            elif not one.alone:
                continue
        elif one.laid and (before := _antecedent(one, rows, lemmas, means)) is not None:
            row = replace(row, recipients=before.recipients, rule=f"{row.rule}+antecedent")
        elif not row.actors and row.event_type == "ASSAULT" and row.happened:
            killer = _killer(row, rows, kinds)
            if killer:
                row = replace(row, actors=killer, rule=f"{row.rule}+same-victim")
        rows.append(row)
        lemmas.append(one.lemma)
    rows = _with_aftermaths(rows, afterwards)
    kept = {row.event_mention_id for row in rows}
    return [r if r.parent_id is None or r.parent_id in kept else replace(r, parent_id=None) for r in rows]


def _with_aftermaths(rows: list[EventMention], afterwards: Sequence[Aftermath]) -> list[EventMention]:
    """The dead and wounded of the next sentence or clause go to the attack before, if it has no figure of its own."""
    for after in afterwards:
        first = after.sentence - (0 if after.beside else REACH)
        last = after.sentence - (0 if after.beside else 1)
        near = [i for i, r in enumerate(rows) if first <= r.sentence <= last and _attack(r)]
        if not near:
            continue
        last = max(rows[i].sentence for i in near)
        i = next(i for i in near if rows[i].sentence == last)
        row = rows[i]
        if after.killed is not None and row.killed_min is None:
            row = replace(row, killed_min=after.killed[0], killed_max=after.killed[1])
        if after.injured is not None and row.injured_min is None:
            row = replace(row, injured_min=after.injured[0], injured_max=after.injured[1])
        rows[i] = row
        rows = [r for r in rows if (r.sentence, r.trigger_token) != (after.sentence, after.token)]
    return rows


def _attack(row: EventMention) -> bool:
    return row.event_type == "ASSAULT" and row.happened


def _antecedent(
    one: Coded, rows: list[EventMention], lemmas: list[str], means: Mapping[str, frozenset[str]]
) -> EventMention | None:
    """An earlier event of the type that is told as real: one told with the same word, in its own sentence also one
    without parties, else the nearest by the same means, of the same mode ("the explosion": a bombing), else the
    first of the nearest sentence that has any (mostly its main one)."""
    own, armed = means_of(one.row), weapons_of(one.row)
    word, reach = _verb(one.lemma), WINDOW if one.toll else ARMED if armed else FAR
    dead = one.toll or one.lemma in _DEAD
    deadly = dead and any(_near(one, row) and row.killed_min for row in rows)  # then one that cost lives
    told: list[EventMention] = []
    kin: list[EventMention] = []  # by the same means
    for row, lemma in zip(reversed(rows), reversed(lemmas), strict=True):
        if one.row.sentence - row.sentence > reach:
            break
        again = _verb(lemma) == word or (one.lemma in _KILLINGS and row.killed_min is not None)
        if "shoot-down" in row.rule and word not in _DOWNING:
            continue  # what was shot down is not what "the attack" hit
        elsewhere = row.sentence != one.row.sentence  # a toll in the sentence of a blow is that of this one
        by = means.get(row.event_mention_id) or means_of(row)
        other = clash(own, by) or clash(armed, weapons_of(row))
        if other or not _of_its_sort(row, one.row, again=again) or (deadly and elsewhere and not row.killed_min):
            continue
        persons = bool(row.recipients) and all(p.id for p in row.recipients)  # named one by one: no more will be found
        if (persons or not one.toll) and _dwarfs(one.row, row):
            continue
        if row.sentence == one.row.sentence:
            same_means = one.laid and row.mode is not None and row.mode == one.row.mode  # "... may have fired them"
            if lemma == one.lemma or one.toll or same_means:
                return row
        elif row.actors or row.recipients:
            if again:
                return row
            told.append(row)
            kin += [row] if own & by else []
    told = [row for row in told if one.row.sentence - row.sentence <= FAR]
    alike = kin or [row for row in told if row.mode is not None and row.mode == one.row.mode]
    near = alike or [row for row in told if one.row.sentence - row.sentence <= WINDOW]
    return next((row for row in reversed(near) if row.sentence == near[0].sentence), None)


def _of_its_sort(before: EventMention, row: EventMention, *, again: bool) -> bool:
    """Whether a real event may be what a noun takes up; told with its word it may be a blow or a search: "raided"."""
    types = {before.event_type, row.event_type}
    return before.happened and (len(types) == 1 or (again and types == {"ASSAULT", "COERCE"}))


def _dwarfs(row: EventMention, before: EventMention) -> bool:
    """Whether a toll is far too great to be that of a deed told before: "the deaths of hundreds", not of one."""
    return bool(row.killed_min and before.killed_max and row.killed_min > REVISED * before.killed_max)


def _verb(lemma: str) -> str:
    """What a noun in -ing is made of, about: "shelling" and "shell" are one word."""
    word = lemma.removesuffix("ing")
    return word[:-1] if word[-1:] == word[-2:-1] else word


def _near(one: Coded, row: EventMention) -> bool:
    return row.event_type == one.row.event_type and one.row.sentence - row.sentence <= WINDOW


def _killer(row: EventMention, rows: list[EventMention], kinds: Mapping[str, str]) -> tuple[Party, ...]:
    victims = {p.id for p in row.recipients if p.id is not None and kinds.get(p.mention_id or "") == "person"}
    if not victims:
        return ()
    for before in reversed(rows):
        if (
            before.event_type == "ASSAULT"
            and before.actors
            and before.happened
            and victims & {p.id for p in before.recipients}
        ):
            return before.actors
    return ()
