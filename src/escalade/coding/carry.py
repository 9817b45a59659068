"""What a report says of a happening in another sentence than the one that is coded: its day, its place, its country.

A reader who has read "Gunmen raided Tillia on Sunday" knows when and where "the attack", told three lines on, took
place. `carry` fills what an event mention lacks, never what it has, and only where the text itself ties the two: by
one clause, one victim, one word taken up again, one run of telling; or, for the country alone, where the whole story
and all its parties belong to it. A day that is carried has the basis "inferred"; the rule of the row names the tie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from escalade.coding.attach import top_of
from escalade.coding.report import Report
from escalade.coding.scopes import in_one_sentence
from escalade.coding.telling import (
    DAYS,
    FINE,
    PHYSICAL,
    SAYS,
    by_tie,
    clause_of,
    dated,
    days_meet,
    hung_on,
    is_open,
    is_since,
    placed,
    tense_of,
    told_in,
)
from escalade.coding.ties import (
    KILL,
    SURE,
    compatible,
    earlier,
    head_word,
    is_result,
    other_victims,
    same_victim,
    tie_of,
)
from escalade.model.codings import EventMention, Where
from escalade.model.groundings import Time
from escalade.model.tree import Tree

BACK = 2  # sentences back to the one that dates what the same people did
RIVAL = 0.75  # of what a report says of its country that it may say of another and be a domestic story still
ASIDE = 0.34  # of what a report says of its country that it may say of one that has no part in it

_STRIKES = frozenset("drone missile rocket bomb shell shells rockets missiles bombs drones strike raid attack".split())
_PRONOUNS = frozenset("he she they them him her it who whom".split())
_ANYBODY = frozenset("people person persons man men woman women others civilians".split())
_NAMES = frozenset(("NOUN", "PROPN"))


def carry(rows: Sequence[EventMention], report: Report) -> list[EventMention]:
    """The event mentions of one document, in text order, with what their surroundings say of them."""
    out = list(rows)
    for step in (_under_heading, in_one_sentence, _by_its_name, _there, _taken_up, _domestic):
        for i, row in enumerate(out):
            if is_open(row):
                out[i] = step(report, out, i)
    for i, row in enumerate(out):
        if (j := _blow_of(report, out, i)) is not None:
            out[j] = replace(
                out[j], killed_min=row.killed_min, killed_max=row.killed_max,
                injured_min=row.injured_min, injured_max=row.injured_max,
            )  # fmt: skip
    return out


def _under_heading(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """The day of the line that a headline stands under: "Tuesday, May 14"."""
    row = rows[i]
    day = report.headed.get(row.sentence)
    undated = row.date_start is None and not report.days(row.sentence)
    return dated(row, day, "heading") if day is not None and undated else row


def _by_its_name(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """ "The Tongo drone killed him": ground of the report that names what struck."""
    row, tree = rows[i], report.tree[rows[i].sentence]
    if row.place is None and row.event_type == "ASSAULT":
        for noun in (row.trigger_token, *tree.kids(row.trigger_token, "nsubj")):
            named = (report.named.get(tree.words[c]) for c in tree.kids(noun, "compound"))
            if tree.lower[noun] in _STRIKES and (place := next((p for p in named if p is not None), None)) is not None:
                return placed(row, place, "name")
    return row


def _there(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """ "Nobody was killed there": the ground on which what was told of last stood, if the report named one since."""
    row, tree = rows[i], report.tree[rows[i].sentence]
    verb = clause_of(tree, row.trigger_token)
    if row.place is not None or not any(tree.lower[c] == "there" for c in tree.kids(verb, "advmod")):
        return row
    for before in reversed(rows[:i]):
        if row.sentence - before.sentence > BACK:
            break
        if before.place is not None and before.place.precision in FINE:
            return placed(row, before.place, "there")
    return row


def _blow_of(report: Report, rows: Sequence[EventMention], i: int) -> int | None:
    """The blow that left the dead of an event mention, told of just before without a figure: "A rocket hit a school.
    Six pupils were killed". What somebody else puts them at is his own count."""
    row = rows[i]
    tree = report.tree[row.sentence]
    told = is_open(row) and is_result(tree, row) and tense_of(tree, row.trigger_token) == "past"
    if not told or row.cumulative or report.in_quotes(row) or _reported(tree, row):
        return None
    j = next((j for j in range(i - 1, -1, -1) if is_open(rows[j]) and rows[j].event_type == row.event_type), None)
    if j is None or rows[j].killed_min is not None or rows[j].injured_min is not None or KILL.match(rows[j].trigger):
        return None
    before = rows[j]
    if before.sentence == row.sentence:
        near = tree.rel(row.trigger_token) == "conj" and tree.head[row.trigger_token] == clause_of(
            tree, before.trigger_token
        )
    else:
        near = before.sentence == row.sentence - 1 and report.tree[before.sentence].row.segment == tree.row.segment
    return j if near and compatible(report, before, row) else None


def _reported(tree: Tree, row: EventMention) -> bool:
    """Whether somebody is named in the sentence who tells of it."""
    verb = clause_of(tree, row.trigger_token)
    return tree.deprel[verb] in ("ccomp", "parataxis") or "according" in tree.lower


def _taken_up(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """Day and place of a happening that an earlier sentence told of and this one tells on."""
    row = rows[i]
    if report.in_quotes(row) or row.cumulative or tense_of(report.tree[row.sentence], row.trigger_token) == "present":
        return row
    for before in earlier(report, rows, i):
        tie = tie_of(report, before, row)
        if tie is None:
            continue
        if row.date_start is None and _lends_day(report, rows, before, row, tie):
            row = dated(row, before, tie)
        if (tie != "story" or _said_of_it(report, before, row)) and _lends_place(report, before, row):
            row = placed(row, before.place, tie)
        if tie in SURE and before.actors and not row.actors and not other_victims(before, row):
            row = replace(row, actors=before.actors, rule=by_tie(row, f"actors-{tie}"))
        if row.date_start is not None and row.place is not None:
            break
    return _from_sentences_before(report, row)


def _said_of_it(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether what was said to have been done is the blow just told of: "Rockets hit Kita ... He said the army had
    fired them"."""
    tree, token = report.tree[row.sentence], row.trigger_token
    return row.sentence - before.sentence <= BACK and tense_of(tree, token) != told_in(tree, token)


def _lends_day(report: Report, rows: Sequence[EventMention], before: EventMention, row: EventMention, tie: str) -> bool:
    """Whether a day is told before, and no other one that might be meant."""
    near = tie not in SURE and before.date_precision != "day"
    if near or before.date_precision not in DAYS or not _undisturbed(report, rows, before, row, tie):
        return False
    if tie != "same-victim":
        return True
    rivals = (r for r in rows if r.date_start and r.event_type == row.event_type and same_victim(report, r, row))
    return all(days_meet(r, before) for r in rivals)


def _lends_place(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether a place is told before that is missing, or coarse, here."""
    if before.place is None or _elsewhere(report, before, row):
        return False
    return row.place is None or _coarser(row.place, before.place)


def _from_sentences_before(report: Report, row: EventMention) -> EventMention:
    """The day that the sentence before gives to what the same people did or suffered, whether it is coded or not."""
    tree = report.tree[row.sentence]
    if (
        row.date_start is not None
        or told_in(tree, row.trigger_token) not in ("past", "noun")
        or any(t.precision in DAYS for t in report.days(row.sentence))
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
                return dated(row, days[0], "run")
            break
    return row


def _narrates(tree: Tree, time: Time) -> bool:
    """Whether a time dates what its sentence tells as past, not when it was said nor what lies before."""
    top = top_of(tree, time.token_start, time.token_end)
    verb = clause_of(tree, tree.head[top]) if tree.head[top] >= 0 else -1
    if verb < 0 or time.precision not in DAYS or is_since(tree, time) or tree.lemma[verb].lower() in SAYS:
        return False
    told = tree.rel(verb) in ("root", "conj", "ccomp", "parataxis") or tree.deprel[verb] == "acl:relcl"
    return tense_of(tree, verb) == "past" and told


def _shared(row: EventMention, tree: Tree, before: Tree) -> bool:
    """Whether a party of an event is spoken of in the one before; not "people", nor whom its own sentence named."""
    told = {w for w, upos in zip(before.lower, before.upos, strict=True) if upos in ("NOUN", "PROPN")}
    parties = (*row.actors, *row.recipients)
    heads = {head_word(p) for p in parties} | {p.text.lower().split()[-1] for p in parties if p.text.split()}
    verb = clause_of(tree, row.trigger_token)
    named = tree.rel(verb) == "ccomp" and any(tree.upos[c] in _NAMES for c in tree.kids(tree.head[verb], "nsubj"))
    return bool((heads - _ANYBODY) & (told if named else told | _PRONOUNS))


def _undisturbed(
    report: Report, rows: Sequence[EventMention], before: EventMention, row: EventMention, tie: str
) -> bool:
    """Whether no other day stands in the sentence, but for what else it tells; nor, where only nearness ties the two,
    between them or beside the one that lends it."""
    if tie in SURE:
        own = {r.date_start for r in rows if r.sentence == row.sentence and r.date_basis != "inferred"}
        times = [
            t for t in report.days(row.sentence) if t.date_start not in own or is_since(report.tree[row.sentence], t)
        ]
    else:
        times = [
            t for n in range(before.sentence, row.sentence + 1) for t in report.days(n)
            if n != before.sentence or not _when_said(report.tree[n], t)
        ]  # fmt: skip
    return not any(is_since(report.tree[t.sentence], t) or not days_meet(t, before) for t in times)


def _when_said(tree: Tree, time: Time) -> bool:
    """ "Police said on Tuesday": the day of the saying."""
    verb = hung_on(tree, top_of(tree, time.token_start, time.token_end))
    return verb >= 0 and tree.lemma[verb].lower() in SAYS


def _elsewhere(report: Report, before: EventMention, row: EventMention) -> bool:
    """Whether the sentence names ground that is not the place to be carried, nor what holds it."""
    known = before.place
    if known is None:
        return True
    for mention, place in report.located.get(row.sentence, ()):
        if place.metonym or mention.kind == "country" or place.name == known.name:
            continue
        if place.precision in FINE and known.precision in FINE:
            return True
    return False


def _coarser(a: Where, b: Where) -> bool:
    return a.precision in ("country", "region") and b.precision not in ("country", "region") and a.country == b.country


def _domestic(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """The country of a domestic story's happening, or of the place of it that is on no map, and nothing finer."""
    row, home = rows[i], report.setting
    known = row.place is not None and row.place.country is not None
    if known or home is None or row.event_type not in PHYSICAL or not _at_home(report, row, home):
        return row
    grounds = Counter(r.place.country for r in rows if r.place is not None and r.event_type in PHYSICAL)
    abroad = max((n for land, n in grounds.items() if land not in (None, home)), default=0)
    if abroad > 1 and not grounds[home]:  # datelined Washington, told of Syria
        return row
    if row.place is not None:  # a village that no gazetteer has
        return replace(row, place=replace(row.place, country=home), rule=by_tie(row, "country-domestic"))
    return placed(row, report.country(home), "domestic")


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
