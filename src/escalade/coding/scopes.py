"""What stands in another clause of its sentence and holds for an event too: its day, its place.

"On Sunday gunmen stormed the camp and killed nine": one day. "The army, which took the town in May, shelled it": two.
"""

from __future__ import annotations

from collections.abc import Sequence

from escalade.coding.attach import IN_ANSWER, PRECISION, TERMS, came_from, top_of
from escalade.coding.offsets import Offset, offsets
from escalade.coding.report import Report, case_of
from escalade.coding.telling import DAYS, PHYSICAL, SAYS, clause_of, dated, hung_on, is_since, placed, tense_of
from escalade.model.codings import EventMention
from escalade.model.groundings import Place, Time
from escalade.model.tree import Tree

DEPTH = 6  # words between the name of a place and the verb

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


def in_one_sentence(report: Report, rows: Sequence[EventMention], i: int) -> EventMention:
    """Time and place that stand in another clause of the sentence but hold for this one too."""
    row, tree = rows[i], report.tree[rows[i].sentence]
    if row.date_start is None and tree.lemma[row.trigger_token] not in TERMS:
        counted = offsets(tree, report.times.get(tree.ordinal, ()))
        row = dated(row, _counted_day(report, tree, row, counted), "offset")
        if row.date_start is None and not any(row.trigger_token in offset.inside for offset in counted):
            row = dated(row, _scoping_time(report, rows, tree, row), "scope")
    if row.place is None and row.event_type in PHYSICAL:
        row = placed(row, _scoping_place(report, rows, tree, row), "scope")
    return row


def _scoping_time(report: Report, rows: Sequence[EventMention], tree: Tree, row: EventMention) -> Time | None:
    """The one day that holds for the clause of an event and hangs on another verb of the sentence."""
    verb = clause_of(tree, row.trigger_token)
    found: dict[str, Time] = {}
    for time in report.days(tree.ordinal):
        if time.precision not in DAYS or is_since(tree, time):
            continue
        top = top_of(tree, time.token_start, time.token_end)
        governor = hung_on(tree, top)
        if governor in (-1, row.trigger_token) or not _told_by(rows, tree, row, verb):
            continue
        blow = {governor, verb} <= _kin(rows, row)
        at_once = row.event_type in PHYSICAL
        if _scopes(tree, governor, top, verb, blow=blow, at_once=at_once) and not _other_hour(tree, verb, time):
            found[str(time.date_start)] = time
    return next(iter(found.values())) if len(found) == 1 else None


def _counted_day(report: Report, tree: Tree, row: EventMention, counted: Sequence[Offset]) -> Time | None:
    """The day of what happened so long before or after another thing of the sentence whose day is told."""
    days = [t for t in report.days(tree.ordinal) if t.precision == "day" and not is_since(tree, t)]
    for offset in counted:
        verb, anchor = clause_of(tree, row.trigger_token), clause_of(tree, offset.anchor)
        own = row.trigger_token in offset.inside
        others = [t for t in days if offset.holds(t, tree) != own]
        if own:
            fits = row.trigger_token == offset.anchor or verb == anchor or verb in tree.conjuncts(anchor)
        else:
            fits = verb == tree.head[offset.anchor]
        if row.trigger_token != offset.anchor and _in_answer_to(tree, row.trigger_token, verb):
            continue
        if offset.days is not None and fits and len({t.date_start for t in others}) == 1:
            found = offset.applied(others[0], back=own)
            return found if report.past(found.date_start) else None
    return None


def _in_answer_to(tree: Tree, noun: int, verb: int) -> bool:
    """ "Expelled the consul over the raid", "in response to it": what its clause answers was before."""
    while noun not in (-1, verb):
        if tree.upos[noun] == "NOUN" and case_of(tree, noun) & IN_ANSWER:
            return True
        noun = tree.head[noun]
    return False


def _scoping_place(report: Report, rows: Sequence[EventMention], tree: Tree, row: EventMention) -> Place | None:
    """The finest ground that the clause of an event stands on; None if there are two of one kind."""
    verb = clause_of(tree, row.trigger_token)
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
        if label == "obl" and cases & (_AT | {"during"}) and not came_from(tree, token):
            if tree.lemma[up] in ("locate", "situate") and tree.rel(up) == "acl":
                token = tree.head[up]
                continue
            return token, up
        if label == "obj" and token != top and token not in actors:
            return token, up
        if label not in ("appos", "flat", "compound", "conj") and not (label == "nmod" and cases & (_AT | {"of"})):
            break
        if up in actors or (label == "conj" and up == trigger and token != top and tree.kids(token, "det")):
            break  # "the raid and the blast in Gao": where the raid was is not said
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
    if _pluperfect(tree, governor) != _pluperfect(tree, verb) or tense_of(tree, verb) in ("present", "future"):
        return False
    down = _climb(tree, verb, governor)
    if down is not None and blow and top < governor and _where(tree, tree.first(verb)):
        return not any(tree.upos[v] in ("VERB", "AUX") for v in down if v not in tree.conjuncts(verb))
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
        participle = mark in ("", "by") and tree.xpos[verb] in ("VBG", "VBN")  # "answered it on Tuesday by closing"
        return when or participle or (mark in _AT_ONCE and mark != "") or (blow and mark == "after")
    return label == "xcomp"


def _where(tree: Tree, verb: int) -> bool:
    """ "On 1 July they attacked Kita, where a clinic was shelled": told of the ground that the clause above names."""
    return tree.deprel[verb] == "acl:relcl" and any(tree.lower[c] == "where" for c in tree.children[verb])


def _goes_on(tree: Tree, verb: int) -> bool:
    """ "They set fire to it on Sunday, and the army clamped a curfew": told on with a bare "and" in the past tense."""
    first = tree.head[verb]
    ccs = [tree.lower[c] for c in tree.children[verb] if tree.rel(c) == "cc"]
    return ccs == ["and"] and tense_of(tree, verb) == tense_of(tree, first) == "past" and tree.lemma[first] not in SAYS


def _other_hour(tree: Tree, verb: int, time: Time) -> bool:
    """ "Was arrested and later killed", "two days after they killed": words of the clause tell of another hour."""
    inside = range(time.token_start, time.token_end)
    own = [c for c in tree.children[verb] if c not in inside]
    return any(
        (tree.lower[c] in _OTHER_HOUR and tree.rel(c) != "mark") or tree.lemma[c].lower() in _DAYS_AFTER for c in own
    )


def _pluperfect(tree: Tree, token: int) -> bool:
    return tense_of(tree, token) == "pluperfect"
