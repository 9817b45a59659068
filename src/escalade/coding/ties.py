"""What ties an event mention to what another sentence of its report tells: one victim, one word taken up again, what
came of it, one run of telling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from escalade.coding.report import Report
from escalade.coding.telling import FINE, PHYSICAL, clause_of, days_meet, is_open, told_in
from escalade.model.codings import EventMention, Party, Where
from escalade.model.means import clash, means_of, weapons_of
from escalade.model.tree import Tree

RESULT = 2  # sentences between a blow and the dead and wounded it left
AGAIN = 8  # sentences that "the attack" looks back over
SAME_VICTIM = 25  # sentences over which a victim stays the same happening's
JUST_TOLD = 4  # sentences over which "the soldiers" are those told of before
STORY = 6  # sentences over which one day's news is told
RUN = 1  # sentences between two steps of one telling
SURE = ("same-victim", "taken-up")  # ties that hold over what stands between

_FORCIBLE = frozenset(("ASSAULT", "COERCE"))
_UPON = frozenset("on upon against at of".split())  # before what "the attack" befell
_DEFINITE = frozenset("the this that these those such".split())

KILL = re.compile(r"(?:kill|murder|assassinat|massacr|execut|slay|slain|shot)", re.I)
_LOSS = re.compile(r"(?:death|casualt|injur|fatalit)", re.I)


def earlier(report: Report, rows: Sequence[EventMention], i: int) -> Iterable[EventMention]:
    """Happenings told before, nearest first, then those told after: a summary comes before what it sums up. No tie
    reaches further than `SAME_VICTIM` sentences. For a noun ("the raid") first where somebody "raided", of one
    sentence rather what a verb tells than a noun ("in retaliation for a raid"); for one that
    names what it befell ("the attack on the boat") none but those told of that, if any is.
    """
    row = rows[i]
    found: Iterable[EventMention] = _around(rows, i)
    if report.items and any(r.event_type == row.event_type and not report.in_another_item(r, row) for r in rows[:i]):
        found = (r for r in found if not report.in_another_item(r, row))  # its own item tells what it takes up
    if report.tree[row.sentence].upos[row.trigger_token] != "NOUN":
        return found
    if named := _befell(report.tree[row.sentence], row.trigger_token):
        found = list(found)
        told = [e for e in found if e.sentence < row.sentence and named & _told_of(report, e)]
        found = told or found
    found = list(found)
    near = {line: n for n, line in enumerate(dict.fromkeys(e.sentence for e in found))}

    def order(e: EventMention) -> tuple[bool, bool, int, bool]:
        upon = bool(named & {head_word(p) for p in e.recipients})
        again = 0 < row.sentence - e.sentence <= AGAIN and _one_stem(report, e, row)
        return not upon, not again, near[e.sentence], report.tree[e.sentence].upos[e.trigger_token] == "NOUN"

    return sorted(found, key=order)


def _befell(tree: Tree, t: int) -> set[str]:
    """What a definite noun says that it befell, by common nouns: "the convoy attack", "the bombing of the market"."""
    if not any(tree.lower[c] in _DEFINITE for c in tree.children[t]):
        return set()
    return {
        tree.lemma[c].lower()
        for c in tree.children[t]
        if tree.upos[c] == "NOUN"
        and (tree.rel(c) == "compound" or any(tree.lower[k] in _UPON for k in tree.kids(c, "case")))
    }


def _told_of(report: Report, row: EventMention) -> set[str]:
    """The common nouns of a happening's sentence, and what heads those it befell."""
    tree = report.tree[row.sentence]
    nouns = {tree.lemma[i].lower() for i in range(len(tree)) if tree.upos[i] == "NOUN"}
    return nouns | {head_word(p) for p in row.recipients}


def _around(rows: Sequence[EventMention], i: int) -> Iterator[EventMention]:
    for way in (range(i - 1, -1, -1), range(i + 1, len(rows))):
        for j in way:
            gap = abs(rows[j].sentence - rows[i].sentence)
            if gap > SAME_VICTIM:
                break
            if gap and is_open(rows[j]):
                yield rows[j]


def tie_of(report: Report, before: EventMention, row: EventMention) -> str | None:
    """What shows that a sentence goes on about what was told before; None if nothing does."""
    if report.in_quotes(before):
        return None
    if before.event_type != row.event_type:  # "soldiers raided a camp on Saturday": a search, "the raid" a blow
        forcible = {before.event_type, row.event_type} <= _FORCIBLE and 0 < row.sentence - before.sentence <= AGAIN
        again = forcible and _points_back(report, before, row) and _one_stem(report, before, row)
        return "taken-up" if again else None
    gap, tree = row.sentence - before.sentence, report.tree[row.sentence]
    alike, tense = compatible(report, before, row), told_in(tree, row.trigger_token)
    if alike and abs(gap) <= SAME_VICTIM and same_victim(report, before, row):
        return "same-victim"
    if gap < 0 or "+date-offset" in before.rule:  # told in passing, of another day than its sentence
        return None
    again = alike and gap <= AGAIN and _points_back(report, before, row) and _same_word(report, before, row)
    if report.in_another_item(before, row):
        return "taken-up" if again else None
    if again:
        return "taken-up"
    left = is_result(tree, row)
    if left and not means_of(row) <= means_of(before):
        return None  # who "died in the air raid" fell to no other blow just told of
    if alike and left and gap <= RESULT and tense != "pluperfect":
        return "result"
    close = gap <= RUN and report.tree[before.sentence].row.segment == tree.row.segment
    told = tense == "past" or (tense == "noun" and not _points_back(report, before, row))
    if alike and close and _keys(before) & _keys(row) and told:
        return "run"
    verb = clause_of(tree, row.trigger_token)
    brags = tree.rel(verb) == "ccomp" and tree.xpos[tree.head[verb]] in (
        "VBZ",
        "VBP",
    )  # of what it may have done before
    elsewhere = brags and bool(before.place and row.place and _apart(before.place, row.place))
    fresh = row.event_type in PHYSICAL and report.is_news(before) and not elsewhere and not _anew(tree)
    return "story" if fresh and gap <= STORY and tense == "past" else None


def _anew(tree: Tree) -> bool:
    """ "Another report states": a story of its own begins."""
    return bool({"another", "next"} & set(tree.lower[:4]))


def same_victim(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether both tell of violence to one named person, or of the death of those just told of: nobody dies twice."""
    if before.event_type != "ASSAULT":
        return False
    named = [{p.id for p in r.recipients if p.id and p.mention_id in report.persons} for r in (before, row)]
    if named[0] & named[1]:
        return True
    told = {head_word(p) for p in before.recipients if not p.id}
    again = {
        head_word(p) for p in row.recipients if not p.id and p.text.lower().startswith(("the ", "these ", "those "))
    }
    lethal = all(r.killed_min or r.injured_min or KILL.match(r.trigger) for r in (before, row))
    return 0 < row.sentence - before.sentence <= JUST_TOLD and lethal and bool(told & again)


def other_victims(before: EventMention, row: EventMention) -> bool:
    """Whether both say whom it hit, in other words."""
    first, second = ({p.id or head_word(p) for p in r.recipients} for r in (before, row))
    return bool(first and second and not first & second)


def _points_back(report: Report, before: EventMention, row: EventMention) -> bool:
    """ "The attack", "this killing"; "the Taji attack" only to what was told of Taji."""
    tree, t = report.tree[row.sentence], row.trigger_token
    if tree.upos[t] not in ("NOUN", "PROPN") or not any(tree.lower[c] in _DEFINITE for c in tree.children[t]):
        return False
    names = {tree.lower[c] for c in tree.children[t] if tree.upos[c] == "PROPN" and tree.lower[c].isalpha()}
    return names <= set(report.tree[before.sentence].lower)


def _same_word(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether two events may be told of with one word: the same stem, a general one ("the attack"), or one of the same
    mode ("threw out", "the expulsion"; of a ban on planes "the expulsion of the envoy" is none)."""
    b = report.tree[row.sentence].lemma[row.trigger_token].lower()
    general = ("attack", "incident", "assault", "raid", "operation", "violence", "action")
    named = all(
        any(p.name.split()[-1:] and p.name.split()[-1][0].isupper() for p in r.recipients) for r in (before, row)
    )
    if (named or KILL.match(b)) and other_victims(before, row):
        return False  # "the bombing of Mocha", after that of Hodeidah
    means = row.mode is not None and row.mode == before.mode
    other = row.event_type != "ASSAULT" and other_victims(before, row)
    return b in general or (means and not other) or _one_stem(report, before, row)


def _one_stem(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether two events are told by one word, or nearly so: "shelled" and "the shelling"."""
    a, b = (report.tree[r.sentence].lemma[r.trigger_token].lower() for r in (before, row))
    return a[:4] == b[:4]


def is_result(tree: Tree, row: EventMention) -> bool:
    """Dead and wounded without a word on who did it."""
    counted = row.killed_min is not None or row.injured_min is not None
    told = tree.upos[row.trigger_token] == "VERB" or _LOSS.match(row.trigger) is not None
    return row.event_type == "ASSAULT" and not row.actors and counted and told


def _keys(row: EventMention) -> set[str]:
    """What parties go by: their id, else the word that heads them."""
    return {p.id or p.text.split()[-1].lower() for p in (*row.actors, *row.recipients) if p.text.split()}


def _other_parties(before: EventMention, row: EventMention) -> bool:
    """Whether both name parties of one role and none is the same."""
    return any(_other_names(a, b) for a, b in ((before.actors, row.actors), (before.recipients, row.recipients)))


def _other_names(a: Sequence[Party], b: Sequence[Party]) -> bool:
    first, second = {p.id for p in a if p.id}, {p.id for p in b if p.id}
    return bool(first and second and not first & second)


def compatible(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether nothing that both say rules out that they are one happening."""
    if clash(means_of(before), means_of(row)) or clash(weapons_of(before), weapons_of(row)):
        return False
    if before.place and row.place and _apart(before.place, row.place):
        return False
    if before.date_start and row.date_start and not days_meet(before, row):
        return False
    return _also(report.tree[row.sentence], row) or not _other_parties(before, row)


def _also(tree: Tree, row: EventMention) -> bool:
    """ "His driver was also killed": another victim of the same blow."""
    return row.sentence > 0 and any(tree.lower[c] in ("also", "too") for c in tree.children[row.trigger_token])


def _apart(a: Where, b: Where) -> bool:
    if a.country and b.country and a.country != b.country:
        return True
    return a.precision in FINE and b.precision in FINE and a.name != b.name


def head_word(party: Party) -> str:
    """The word that heads a party's phrase, roughly."""
    return party.name.split()[-1].lower() if party.name.split() else ""
