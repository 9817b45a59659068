"""What a report says of a happening in another sentence than the one that is coded: its day, its place, its country.

A reader who has read "Gunmen raided Tillia on Sunday" knows when and where "the attack", told three lines on, took
place. `carry` fills what an event mention lacks, never what it has, and only where the text itself ties the two: by
one clause, one victim, one word taken up again, one run of telling; or, for the country alone, where the whole story
and all its parties belong to it. A day that is carried has the basis "inferred"; the rule of the row names the tie.
Over 500 lines: what ties two sentences is one question, and its helpers serve all ties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from escalade.coding.attach import PRECISION, top_of
from escalade.coding.offsets import Offset, offsets
from escalade.coding.report import Report, case_of
from escalade.model.codings import EventMention, Party, Where
from escalade.model.groundings import Place, Time
from escalade.model.tree import Tree

DEPTH = 6  # words between the name of a place and the verb
RESULT = 2  # sentences between a blow and the dead and wounded it left
AGAIN = 8  # sentences that "the attack" looks back over
SAME_VICTIM = 25  # sentences over which a victim stays the same happening's
JUST_TOLD = 4  # sentences over which "the soldiers" are those told of before
STORY = 6  # sentences over which one day's news is told
BACK = 2  # sentences back to the one that dates what the same people did
RUN = 1  # sentences between two steps of one telling
RIVAL = 0.75  # of what a report says of its country that it may say of another and be a domestic story still
ASIDE = 0.34  # of what a report says of its country that it may say of one that has no part in it

_PHYSICAL = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"))
_FINE = ("settlement", "facility", "point", "district")
SURE = ("same-victim", "taken-up")  # ties that hold over what stands between
_DAYS = ("day", "week", "month")  # a year is background, and tells little
_VERBAL = ("VERB", "AUX", "ADJ")
_AT_ONCE = frozenset(("when", "while", "as", "where", ""))  # what marks a clause that tells of the same hour
_AT = frozenset("in at near on outside around inside within across throughout".split())
_OTHER_HOUR = frozenset("later earlier previously before after since subsequently then afterwards ago".split())
_DAYS_AFTER = frozenset("day night week fortnight month year".split())
_ENDS = frozenset(("culminate", "end", "result"))  # in, with
_DURING = frozenset(("in", "during", "by", "with"))
_TAKES_PLACE = frozenset(
    "occur happen take come begin start last erupt break hit strike rock shake kill injure wound hurt damage destroy "
    "leave claim stage perpetrate carry commit launch cause".split()
)
_DEFINITE = frozenset("the this that these those such".split())
_PRONOUNS = frozenset("he she they them him her it who whom".split())
_ANYBODY = frozenset("people person persons man men woman women others civilians".split())
_NAMES = frozenset(("NOUN", "PROPN"))
_PAST_AUX = frozenset(("was", "were", "did", "got"))

_KILL = re.compile(r"(?:kill|murder|assassinat|massacr|execut|slay|slain|shot)", re.I)
_LOSS = re.compile(r"(?:death|casualt|injur|fatalit)", re.I)
_SAYS = frozenset("say tell report announce state add warn deny claim confirm declare note reveal accuse call".split())


def carry(rows: Sequence[EventMention], report: Report) -> list[EventMention]:
    """The event mentions of one document, in text order, with what their surroundings say of them."""
    out = list(rows)
    for step in (_in_one_sentence, _taken_up, _domestic):
        for i, row in enumerate(out):
            if _open(row):
                out[i] = step(report, out, i)
    for i, row in enumerate(out):
        if (j := _blow_of(report, out, i)) is not None:
            out[j] = replace(
                out[j], killed_min=row.killed_min, killed_max=row.killed_max,
                injured_min=row.injured_min, injured_max=row.injured_max,
            )  # fmt: skip
    return out


def _blow_of(report: Report, rows: Sequence[EventMention], i: int) -> int | None:
    """The blow that left the dead of an event mention, told of just before without a figure: "A rocket hit a school.
    Six pupils were killed". What somebody else puts them at is his own count."""
    row = rows[i]
    tree = report.tree[row.sentence]
    told = _open(row) and _result(tree, row) and _tense(tree, row.trigger_token) == "past"
    if not told or row.cumulative or report.in_quotes(row) or _reported(tree, row):
        return None
    j = next((j for j in range(i - 1, -1, -1) if _open(rows[j]) and rows[j].event_type == row.event_type), None)
    if j is None or rows[j].killed_min is not None or rows[j].injured_min is not None or _KILL.match(rows[j].trigger):
        return None
    before = rows[j]
    if before.sentence == row.sentence:
        near = tree.rel(row.trigger_token) == "conj" and tree.head[row.trigger_token] == _clause(
            tree, before.trigger_token
        )
    else:
        near = before.sentence == row.sentence - 1 and report.tree[before.sentence].row.segment == tree.row.segment
    return j if near and _compatible(report, before, row) else None


def _reported(tree: Tree, row: EventMention) -> bool:
    """Whether somebody is named in the sentence who tells of it."""
    verb = _clause(tree, row.trigger_token)
    return tree.deprel[verb] in ("ccomp", "parataxis") or "according" in tree.lower


# --- one sentence ---------------------------------------------------------------------------------------------------


def _in_one_sentence(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """Time and place that stand in another clause of the sentence but hold for this one too."""
    row, tree = rows[i], report.tree[rows[i].sentence]
    if row.date_start is None:
        counted = offsets(tree, report.times.get(tree.ordinal, ()))
        row = _dated(row, _counted_day(report, tree, row, counted), "offset")
        if row.date_start is None and not any(row.trigger_token in offset.inside for offset in counted):
            row = _dated(row, _scoping_time(report, rows, tree, row), "scope")
    if row.place is None and row.event_type in _PHYSICAL:
        row = _placed(row, _scoping_place(report, rows, tree, row), "scope")
    return row


def _scoping_time(report: Report, rows: Sequence[EventMention], tree: Tree, row: EventMention) -> Time | None:
    """The one day that holds for the clause of an event and hangs on another verb of the sentence."""
    verb = _clause(tree, row.trigger_token)
    found: dict[str, Time] = {}
    for time in report.days(tree.ordinal):
        if time.precision not in _DAYS or _since(tree, time):
            continue
        top = top_of(tree, time.token_start, time.token_end)
        governor = _hung_on(tree, top)
        if governor in (-1, row.trigger_token) or not _told_by(rows, tree, row, verb):
            continue
        blow = {governor, verb} <= _kin(rows, row)
        at_once = row.event_type in _PHYSICAL
        if _scopes(tree, governor, top, verb, blow=blow, at_once=at_once) and not _other_hour(tree, verb, time):
            found[str(time.date_start)] = time
    return next(iter(found.values())) if len(found) == 1 else None


def _counted_day(report: Report, tree: Tree, row: EventMention, counted: Sequence[Offset]) -> Time | None:
    """The day of what happened so long before or after another thing of the sentence whose day is told."""
    days = [t for t in report.days(tree.ordinal) if t.precision == "day" and not _since(tree, t)]
    for offset in counted:
        verb, anchor = _clause(tree, row.trigger_token), _clause(tree, offset.anchor)
        own = row.trigger_token in offset.inside
        others = [t for t in days if offset.holds(t, tree) != own]
        if own:
            fits = row.trigger_token == offset.anchor or verb == anchor or verb in tree.conjuncts(anchor)
        else:
            fits = verb == tree.head[offset.anchor]
        if offset.days is not None and fits and len({t.date_start for t in others}) == 1:
            found = offset.applied(others[0], back=own)
            return found if report.past(found.date_start) else None
    return None


def _hung_on(tree: Tree, top: int) -> int:
    """The verb that a time expression hangs on, also by another noun ("at the beginning of the year"); else -1."""
    while tree.rel(top) == "nmod" and tree.head[top] >= 0:
        top = tree.head[top]
    return tree.head[top] if tree.rel(top) in ("obl", "advmod") else -1


def _scoping_place(report: Report, rows: Sequence[EventMention], tree: Tree, row: EventMention) -> Place | None:
    """The finest ground that the clause of an event stands on; None if there are two of one kind."""
    verb = _clause(tree, row.trigger_token)
    found: dict[str, Place] = {}
    for token, place in report.standing_places(tree):
        top, governor = _ground(report, tree, token, row.trigger_token)
        own = governor == row.trigger_token
        if own or (governor >= 0 and _told_by(rows, tree, row, verb) and _scopes(tree, governor, top, verb)):
            found[place.name] = place
    finest = sorted(found.values(), key=lambda p: PRECISION.index(p.precision))
    alone = len(finest) == 1 or (len(finest) > 1 and finest[0].precision != finest[1].precision)
    return finest[0] if alone else None


def _ground(report: Report, tree: Tree, top: int, trigger: int) -> tuple[int, int]:
    """The phrase at whose end a place stands ("near a farm in Tecoluca, San Vicente") and the verb, or the event's
    noun, that it hangs on; -1 if it hangs on people, or tells where somebody was told, bound or born."""
    token, actors = top, report.actors.get(tree.ordinal, frozenset())
    for _ in range(DEPTH):
        label, up, cases = tree.rel(token), tree.head[token], case_of(tree, token)
        if up < 0:
            break
        if label == "obl" and cases & (_AT | {"during"}):
            if tree.lemma[up] in ("locate", "situate") and tree.rel(up) == "acl":
                token = tree.head[up]
                continue
            return token, up
        if label == "obj" and token != top and token not in actors:
            return token, up
        if label not in ("appos", "flat", "compound", "conj") and not (label == "nmod" and cases & (_AT | {"of"})):
            break
        if up in actors:
            break
        token = up
        if token == trigger:
            return top, token
    return top, -1


def _told_by(rows: Sequence[EventMention], tree: Tree, row: EventMention, verb: int) -> bool:
    """Whether the hour of a verb is that of an event: its own verb, one of its kind that it hangs on ("was wounded in
    the attack"), or one that says of the noun what it did; not "condemned the attack", nor "in revenge for it"."""
    noun = row.trigger_token
    if verb == noun:
        return True
    if tree.head[noun] == verb and verb in _kin(rows, row):
        return tree.rel(noun) != "obl" or bool(case_of(tree, noun) & _DURING)
    if tree.head[noun] != verb:
        return False
    ends = tree.rel(noun) == "obl" and bool(case_of(tree, noun) & _DURING) and tree.lemma[verb].lower() in _ENDS
    return ends or (tree.rel(noun) == "nsubj" and tree.lemma[verb].lower() in _TAKES_PLACE)


def _kin(rows: Sequence[EventMention], row: EventMention) -> set[int]:
    """Triggers of a sentence that tell events of one type."""
    return {r.trigger_token for r in rows if r.sentence == row.sentence and r.event_type == row.event_type}


def _scopes(tree: Tree, governor: int, top: int, verb: int, *, blow: bool = False, at_once: bool = False) -> bool:
    """Whether what stands at `top` in the clause of `governor` holds for the clause of `verb` too.

    `blow`: both tell of violence, so that "was wounded after a bomb went off" is one hour. `at_once`: a deed on the
    ground is told of, so that "they marched on Friday, and police detained thirty" is one day.
    """
    if governor == verb:
        return True
    if _pluperfect(tree, governor) != _pluperfect(tree, verb) or _tense(tree, verb) in ("present", "future"):
        return False
    down = _climb(tree, verb, governor)
    if down is not None:
        return all(_joined(tree, v, fronted=top < governor, blow=blow, at_once=at_once) for v in down)
    up = _climb(tree, governor, verb)
    return up is not None and all(_joined(tree, v, fronted=False, blow=blow) for v in up)


def _climb(tree: Tree, low: int, high: int) -> list[int] | None:
    """Tokens from `low` up to but without `high`; None if `high` is not above."""
    path = [low]
    for up in tree.ancestors(low):
        if up == high:
            return path
        path.append(up)
    return None


def _joined(tree: Tree, verb: int, *, fronted: bool, blow: bool, at_once: bool = False) -> bool:
    """Whether a clause shares the hour of the one above it: coordinated, a participle, "when ..."."""
    label = tree.deprel[verb]
    if label == "conj":
        return fronted or tree.kid(verb, "nsubj") is None or (at_once and _goes_on(tree, verb))
    if label == "advcl":
        mark = next((tree.lower[c] for c in tree.children[verb] if tree.rel(c) == "mark"), "")
        when = any(tree.lower[c] == "when" for c in tree.children[verb])
        participle = mark == "" and tree.xpos[verb] in ("VBG", "VBN")
        return when or participle or (mark in _AT_ONCE and mark != "") or (blow and mark == "after")
    return label == "xcomp"


def _goes_on(tree: Tree, verb: int) -> bool:
    """ "They set fire to it on Sunday, and the army clamped a curfew": told on with a bare "and" in the past tense."""
    first = tree.head[verb]
    ccs = [tree.lower[c] for c in tree.children[verb] if tree.rel(c) == "cc"]
    return ccs == ["and"] and _tense(tree, verb) == _tense(tree, first) == "past" and tree.lemma[first] not in _SAYS


def _other_hour(tree: Tree, verb: int, time: Time) -> bool:
    """ "Was arrested and later killed", "two days after they killed": words of the clause tell of another hour."""
    inside = range(time.token_start, time.token_end)
    own = [c for c in tree.children[verb] if c not in inside]
    return any(
        (tree.lower[c] in _OTHER_HOUR and tree.rel(c) != "mark") or tree.lemma[c].lower() in _DAYS_AFTER for c in own
    )


def _since(tree: Tree, time: Time) -> bool:
    return "since" in tree.lower[max(0, time.token_start - 1) : time.token_start + 1]


def _clause(tree: Tree, token: int) -> int:
    """The nearest verb at or above a token."""
    for t in (token, *tree.ancestors(token)):
        if tree.upos[t] in _VERBAL and tree.deprel[t] not in ("amod", "aux", "cop", "aux:pass"):
            return t
    return token


# --- an earlier sentence --------------------------------------------------------------------------------------------


def _taken_up(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """Day and place of a happening that an earlier sentence told of and this one tells on."""
    row = rows[i]
    if report.in_quotes(row) or row.cumulative or _tense(report.tree[row.sentence], row.trigger_token) == "present":
        return row
    for before in _earlier(rows, i):
        tie = _tie(report, before, row)
        if tie is None:
            continue
        if row.date_start is None and _lends_day(report, rows, before, row, tie):
            row = _dated(row, before, tie)
        if tie != "story" and _lends_place(report, before, row):
            row = _placed(row, before.place, tie)
        if tie in SURE and before.actors and not row.actors and not _other_victims(before, row):
            row = replace(row, actors=before.actors, rule=_by(row, f"actors-{tie}"))
        if row.date_start is not None and row.place is not None:
            break
    return _from_sentences_before(report, row)


def _lends_day(report: Report, rows: Sequence[EventMention], before: EventMention, row: EventMention, tie: str) -> bool:
    """Whether a day is told before, and no other one that might be meant."""
    near = tie not in SURE and before.date_precision != "day"
    if near or before.date_precision not in _DAYS or not _undisturbed(report, rows, before, row, tie):
        return False
    if tie != "same-victim":
        return True
    rivals = (r for r in rows if r.date_start and r.event_type == row.event_type and _same_victim(report, r, row))
    return all(_meet(r, before) for r in rivals)


def _lends_place(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether a place is told before that is missing, or coarse, here."""
    if before.place is None or _elsewhere(report, before, row):
        return False
    return row.place is None or _coarser(row.place, before.place)


def _other_victims(before: EventMention, row: EventMention) -> bool:
    """Whether both say whom it hit, in other words."""
    first, second = ({p.id or _head(p) for p in r.recipients} for r in (before, row))
    return bool(first and second and not first & second)


def _from_sentences_before(report: Report, row: EventMention) -> EventMention:
    """The day that the sentence before gives to what the same people did or suffered, whether it is coded or not."""
    tree = report.tree[row.sentence]
    if (
        row.date_start is not None
        or _tense(tree, row.trigger_token) not in ("past", "noun")
        or any(t.precision in _DAYS for t in report.days(row.sentence))
    ):
        return row
    for n in range(row.sentence - 1, row.sentence - 1 - BACK, -1):
        before = report.tree.get(n)
        if before is None or before.row.segment != tree.row.segment:
            break
        if days := report.days(n):
            known = {t.date_start for t in days}
            told = [t for t in days if t.precision == "day" and _narrates(before, t)]
            if len(known) == 1 and told and _shared(row, tree, before):
                return _dated(row, days[0], "run")
            break
    return row


def _narrates(tree: Tree, time: Time) -> bool:
    """Whether a time dates what its sentence tells as past, not when it was said nor what lies before."""
    top = top_of(tree, time.token_start, time.token_end)
    verb = _clause(tree, tree.head[top]) if tree.head[top] >= 0 else -1
    if verb < 0 or time.precision not in _DAYS or _since(tree, time) or tree.lemma[verb].lower() in _SAYS:
        return False
    told = tree.rel(verb) in ("root", "conj", "ccomp", "parataxis") or tree.deprel[verb] == "acl:relcl"
    return _tense(tree, verb) == "past" and told


def _shared(row: EventMention, tree: Tree, before: Tree) -> bool:
    """Whether a party of an event is spoken of in the one before; not "people", nor whom its own sentence named."""
    told = {w for w, upos in zip(before.lower, before.upos, strict=True) if upos in ("NOUN", "PROPN")}
    parties = (*row.actors, *row.recipients)
    heads = {_head(p) for p in parties} | {p.text.lower().split()[-1] for p in parties if p.text.split()}
    verb = _clause(tree, row.trigger_token)
    named = tree.rel(verb) == "ccomp" and any(tree.upos[c] in _NAMES for c in tree.kids(tree.head[verb], "nsubj"))
    return bool((heads - _ANYBODY) & (told if named else told | _PRONOUNS))


def _earlier(rows: Sequence[EventMention], i: int) -> Iterator[EventMention]:
    """Happenings told before, nearest first, then those told after: a summary comes before what it sums up. No tie
    reaches further than `SAME_VICTIM` sentences."""
    for way in (range(i - 1, -1, -1), range(i + 1, len(rows))):
        for j in way:
            gap = abs(rows[j].sentence - rows[i].sentence)
            if gap > SAME_VICTIM:
                break
            if gap and _open(rows[j]):
                yield rows[j]


def _tie(report: Report, before: EventMention, row: EventMention) -> str | None:
    """What shows that a sentence goes on about what was told before; None if nothing does."""
    if before.event_type != row.event_type or report.in_quotes(before):
        return None
    gap, tree = row.sentence - before.sentence, report.tree[row.sentence]
    alike, tense = _compatible(report, before, row), _tense(tree, row.trigger_token)
    if alike and abs(gap) <= SAME_VICTIM and _same_victim(report, before, row):
        return "same-victim"
    if gap < 0 or "+date-offset" in before.rule:  # told in passing, of another day than its sentence
        return None
    if alike and gap <= AGAIN and _points_back(report, before, row) and _same_word(report, before, row):
        return "taken-up"
    if alike and gap <= RESULT and tense != "pluperfect" and _result(tree, row):
        return "result"
    close = gap <= RUN and report.tree[before.sentence].row.segment == tree.row.segment
    told = tense == "past" or (tense == "noun" and not _points_back(report, before, row))
    if alike and close and _keys(before) & _keys(row) and told:
        return "run"
    verb = _clause(tree, row.trigger_token)
    brags = tree.rel(verb) == "ccomp" and tree.xpos[tree.head[verb]] in (
        "VBZ",
        "VBP",
    )  # of what it may have done before
    elsewhere = brags and bool(before.place and row.place and _apart(before.place, row.place))
    fresh = row.event_type in _PHYSICAL and report.is_news(before) and not elsewhere and not _anew(tree)
    return "story" if fresh and gap <= STORY and tense == "past" else None


def _anew(tree: Tree) -> bool:
    """ "Another report states": a story of its own begins."""
    return bool({"another", "next"} & set(tree.lower[:4]))


def _same_victim(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether both tell of violence to one named person, or of the death of those just told of: nobody dies twice."""
    if before.event_type != "ASSAULT":
        return False
    named = [{p.id for p in r.recipients if p.id and p.mention_id in report.persons} for r in (before, row)]
    if named[0] & named[1]:
        return True
    told = {_head(p) for p in before.recipients if not p.id}
    again = {_head(p) for p in row.recipients if not p.id and p.text.lower().startswith(("the ", "these ", "those "))}
    lethal = all(r.killed_min or r.injured_min or _KILL.match(r.trigger) for r in (before, row))
    return 0 < row.sentence - before.sentence <= JUST_TOLD and lethal and bool(told & again)


def _head(party: Party) -> str:
    """The word that heads a party's phrase, roughly."""
    return party.name.split()[-1].lower() if party.name.split() else ""


def _points_back(report: Report, before: EventMention, row: EventMention) -> bool:
    """ "The attack", "this killing"; "the Taji attack" only to what was told of Taji."""
    tree, t = report.tree[row.sentence], row.trigger_token
    if tree.upos[t] not in ("NOUN", "PROPN") or not any(tree.lower[c] in _DEFINITE for c in tree.children[t]):
        return False
    names = {tree.lower[c] for c in tree.children[t] if tree.upos[c] == "PROPN" and tree.lower[c].isalpha()}
    return names <= set(report.tree[before.sentence].lower)


def _same_word(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether two events may be told of with one word: the same stem, or a general one ("the attack")."""
    a = report.tree[before.sentence].lemma[before.trigger_token].lower()
    b = report.tree[row.sentence].lemma[row.trigger_token].lower()
    general = ("attack", "incident", "assault", "raid", "operation", "violence", "action")
    if _KILL.match(b) and _other_victims(before, row):
        return False
    return b in general or a[:4] == b[:4] or (row.mode is not None and row.mode == before.mode)


def _result(tree: Tree, row: EventMention) -> bool:
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


def _compatible(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether nothing that both say rules out that they are one happening."""
    if before.place and row.place and _apart(before.place, row.place):
        return False
    if before.date_start and row.date_start and not _meet(before, row):
        return False
    return _also(report.tree[row.sentence], row) or not _other_parties(before, row)


def _also(tree: Tree, row: EventMention) -> bool:
    """ "His driver was also killed": another victim of the same blow."""
    return row.sentence > 0 and any(tree.lower[c] in ("also", "too") for c in tree.children[row.trigger_token])


def _apart(a: Where, b: Where) -> bool:
    if a.country and b.country and a.country != b.country:
        return True
    return a.precision in _FINE and b.precision in _FINE and a.name != b.name


def _meet(a: EventMention | Time, b: EventMention | Time) -> bool:
    return (
        bool(a.date_start and b.date_start)
        and str(a.date_start) <= str(b.date_end or b.date_start)
        and str(b.date_start) <= str(a.date_end or a.date_start)
    )


def _undisturbed(
    report: Report, rows: Sequence[EventMention], before: EventMention, row: EventMention, tie: str
) -> bool:
    """Whether no other day stands in the sentence, but for what else it tells; nor, where only nearness ties the two,
    between them or beside the one that lends it."""
    if tie in SURE:
        own = {r.date_start for r in rows if r.sentence == row.sentence and r.date_basis != "inferred"}
        times = [
            t for t in report.days(row.sentence) if t.date_start not in own or _since(report.tree[row.sentence], t)
        ]
    else:
        times = [
            t for n in range(before.sentence, row.sentence + 1) for t in report.days(n)
            if n != before.sentence or not _when_said(report.tree[n], t)
        ]  # fmt: skip
    return not any(_since(report.tree[t.sentence], t) or not _meet(t, before) for t in times)


def _when_said(tree: Tree, time: Time) -> bool:
    """ "Police said on Tuesday": the day of the saying."""
    verb = _hung_on(tree, top_of(tree, time.token_start, time.token_end))
    return verb >= 0 and tree.lemma[verb].lower() in _SAYS


def _elsewhere(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether the sentence names ground that is not the place to be carried, nor what holds it."""
    known = before.place
    if known is None:
        return True
    for mention, place in report.located.get(row.sentence, ()):
        if place.metonym or mention.kind == "country" or place.name == known.name:
            continue
        if place.precision in _FINE and known.precision in _FINE:
            return True
    return False


def _coarser(a: Where, b: Where) -> bool:
    return a.precision in ("country", "region") and b.precision not in ("country", "region") and a.country == b.country


# --- the whole report -----------------------------------------------------------------------------------------------


def _domestic(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """The country of a domestic story's happening, or of the place of it that is on no map, and nothing finer."""
    row, home = rows[i], report.setting
    known = row.place is not None and row.place.country is not None
    if known or home is None or row.event_type not in _PHYSICAL or not _at_home(report, row, home):
        return row
    if row.place is not None:  # a village that no gazetteer has
        return replace(row, place=replace(row.place, country=home), rule=_by(row, "country-domestic"))
    return _placed(row, report.country(home), "domestic")


def _at_home(report: Report, row: EventMention, home: str) -> bool:
    """Whether all parties that are any country's are this one's, and the words around name no other country."""
    own = {code for p in (*row.actors, *row.recipients) for code in p.codes if report.country(code) is not None}
    if own - {home}:
        return False
    around = report.lands.get(row.sentence, Counter())
    rivals = {land for land, n in report.told.items() if land != home and n > ASIDE * report.told[home]}
    if report.abroad(row.sentence, home) or rivals & set(around):
        return False
    if own or set(around) == {home}:
        return True
    rival = max((n for land, n in report.told.items() if land != home), default=0)
    return report.home == home and rival <= RIVAL * report.told[home]


# --- rows -----------------------------------------------------------------------------------------------------------


def _open(row: EventMention) -> bool:
    """Told as having happened: only such events take or lend a day or a place."""
    return row.polarity == "positive" and row.modality == "actual"


def _tense(tree: Tree, token: int) -> str:
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


def _pluperfect(tree: Tree, token: int) -> bool:
    return _tense(tree, token) == "pluperfect"


def _dated(row: EventMention, source: Time | EventMention | None, tie: str) -> EventMention:
    if source is None or source.date_start is None:
        return row
    precision = source.precision if isinstance(source, Time) else source.date_precision
    return replace(
        row, date_start=source.date_start, date_end=source.date_end, date_precision=precision, date_basis="inferred",
        rule=_by(row, f"date-{tie}"),
    )  # fmt: skip


def _placed(row: EventMention, place: Place | Where | None, tie: str) -> EventMention:
    if place is None:
        return row
    if isinstance(place, Place):
        place = Where(place.name, place.country, place.geonames_id, place.latitude, place.longitude, place.precision)
    return replace(row, place=place, rule=_by(row, f"place-{tie}"))


def _by(row: EventMention, tie: str) -> str:
    return f"{row.rule}+{tie}"
