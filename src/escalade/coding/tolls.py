"""How many were killed and injured: counts on the words of killing and wounding, added up for one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from escalade.coding.attach import top_of
from escalade.coding.slots import Syntax
from escalade.coding.stated_tolls import figure, numbered, stated
from escalade.coding.triggers import Trigger
from escalade.model.groundings import Count
from escalade.model.tree import Tree

_WOUNDED = frozenset(("wound", "injure", "hurt", "wounded", "injured"))
_WOUNDED_WORDS = frozenset((w,) for w in ("wounded", "injured", "hurt"))
_REACH = 5  # words from "with" to "dead": "with at least nine dead"
_LEFT = frozenset(("dead", "killed", "wounded", "injured"))
_DEAD = frozenset(("dead", "killed"))
_CAUSED = frozenset(("in", "by", "after", "from"))  # "nine dead in shelling"
_DEADLY = frozenset(("death", "fatality", "dead"))
_LOSS = frozenset(("casualty", "victim"))
_HURT = frozenset(("injury", "wounded", "injured"))
_THEM = frozenset(("them", "whom", "us"))
_OF_THE_DEAD = frozenset(("life", "body", "corpse"))
_ANYBODY = frozenset("people person civilian victim member relative passenger hostage resident villager".split())
_DIE = frozenset(("kill", "die", "perish", "dead"))
_EXIST = frozenset(("be", "report", "cause", "record"))
_COLLECTIVE = frozenset(
    "people army force group crew family government police public population crowd staff personnel team military "
    "militia party opposition community tribe unit "
    "battalion brigade squad navy convoy minority country nation state".split()
)


class Toll:
    """Killed and injured of one event, as ranges; None = nothing said, high None = open."""

    def __init__(self) -> None:
        self.killed: tuple[int, int | None] | None = None
        self.injured: tuple[int, int | None] | None = None
        self._total = False  # whether the killed are a total that somebody states: nothing is added to it

    def state(self, low: int, high: int | None) -> None:
        """The dead in all, whatever else is counted: "said five had died, but put the toll at eleven"."""
        self.killed, self._total = (low, high), True

    def add(self, effect: str, low: int, high: int | None) -> None:
        """One more count of people killed or injured."""
        if effect == "killed" and self._total:
            return
        old = self.killed if effect == "killed" else self.injured
        total = (
            (low, high) if old is None else (old[0] + low, None if high is None or old[1] is None else old[1] + high)
        )
        if effect == "killed":
            self.killed = total
        else:
            self.injured = total


@dataclass(frozen=True)
class Aftermath:
    """What a sentence adds to the attack that one before it told of: "Five others were hurt", "No one died"."""

    sentence: int
    token: int  # the word of harm
    killed: tuple[int, int | None] | None
    injured: tuple[int, int | None] | None
    beside: bool = False  # of the attack that its own sentence tells of


def aftermath(syntax: Syntax, counts: list[Count]) -> Aftermath | None:
    """The toll of a sentence, or of a second clause of it, that names no victim of its own; None without one."""
    tree, root = syntax.tree, syntax.tree.root
    if root < 0:
        return None
    if (found := _harm(syntax, root, counts)) is not None:
        return found
    seconds = (c for c in tree.children[root] if tree.rel(c) in ("conj", "parataxis"))
    denied = (_harm(syntax, c, counts) for c in seconds)
    return next((replace(d, beside=True) for d in denied if d is not None and (0, 0) in (d.killed, d.injured)), None)


def _harm(syntax: Syntax, verb: int, counts: list[Count]) -> Aftermath | None:
    """What the clause of a verb tells of nobody, or of others."""
    tree = syntax.tree
    subject = next((c for c in tree.children[verb] if tree.rel(c) == "nsubj"), None)
    if subject is None:
        return None
    denied = any(tree.lower[c] in ("no", "zero") for c in tree.children[subject])
    if syntax.lemma[verb] in _EXIST and denied:
        harm = syntax.lemma[subject]
        none = ((0, 0) if harm in _DEADLY | _LOSS else None, (0, 0) if harm in _HURT | _LOSS else None)
        return Aftermath(tree.ordinal, subject, *none) if none != (None, None) else None
    if (denied and tree.lower[subject] in ("one", "body")) or tree.lower[subject] in ("nobody", "none"):
        amount: tuple[int, int | None] | None = (0, 0)
    elif tree.lower[subject] in ("others", "other"):
        amount = _counted(tree, subject, counts) or (2, None)
    else:
        return None
    modal = any(tree.deprel[c] == "aux" and tree.xpos[c] == "MD" for c in tree.children[verb])
    if modal or any(tree.lower[c] in ("not", "n't", "never") for c in tree.children[verb]):
        return None
    if syntax.lemma[verb] in _WOUNDED or tree.lower[verb] in _WOUNDED:
        return Aftermath(tree.ordinal, verb, None, amount)
    return Aftermath(tree.ordinal, verb, amount, None) if syntax.lemma[verb] in _DIE else None


def toll(syntax: Syntax, trigger: Trigger, counts: list[Count], persons: frozenset[int]) -> Toll:
    """Counts on the killing and wounding words of an event. `persons` are head tokens of single named people."""
    out, used = Toll(), set()
    hurt_too: tuple[int, int | None] | None = None
    for part in (trigger, *trigger.merged):
        effect, tree = part.predicate.effect, syntax.tree
        if effect == "shot" or (effect is None and part.predicate.type == "ASSAULT" and part.predicate.pos == "VERB"):
            effect = "killed" if _to_death(syntax, part) else None
        if effect is None:
            continue
        nominal = part.predicate.pos == "NOUN"
        if effect in ("casualty", "toll") or (nominal and syntax.lemma[part.token] in _DEADLY):
            _losses(syntax, part.token, effect, counts, out)
            continue
        victims: tuple[int, ...] = _victims(syntax, part)
        effect = _beside(syntax, part, effect, counts, out)
        wounding = None if nominal or effect != "killed" else _wounding(tree, part.token)
        if wounding is not None:
            before = [v for v in victims if v < wounding]
            victims = tuple(before) or tuple(v for v in (wounding - 2,) if v > part.token)
            hurt_too = _behind(wounding, counts)
        if effect == "injured" and (dead := _dead_before(syntax, part.token, counts)) is not None:
            out.add("killed", *dead[1])
            victims = tuple(v for v in victims if v > dead[0]) or (part.token - 1,)
        spelt = _spelt_out(syntax, victims, counts, persons)
        for victim in victims:
            if victim in used or victim in spelt or _part(syntax, victim) or _counted_before(tree, victim, counts):
                continue
            used.add(victim)
            total = numbered(syntax, victim)
            if total is not None and effect == "killed":
                if (told := figure(syntax, total, counts)) is not None:
                    out.state(*told)
                continue
            amount = _amount(syntax, victim, counts, persons)
            if amount is not None:
                out.add("injured" if _of_the_wounded(part.slots, tree, victim) else effect, *amount)
    if out.killed is None and trigger.predicate.type == "ASSAULT":
        _with_dead(syntax, trigger, counts, out)
        _counted_in(syntax, trigger, counts, out)
    if hurt_too is not None and out.injured is None:  # unless the wounding was read as a verb of its own
        out.add("injured", *hurt_too)
    return out


def _with_dead(syntax: Syntax, trigger: Trigger, counts: list[Count], out: Toll) -> None:
    """ "The assault ended with nine dead", "raided it, with nine killed"."""
    tree, verb = syntax.tree, trigger.token
    if tree.rel(verb) == "nsubj" and trigger.predicate.pos == "NOUN":
        verb = tree.head[verb]
    for c in tree.children[verb]:
        word = tree.lower[c]
        if tree.rel(c) in ("advcl", "obl") and word in _LEFT and "with" in tree.lower[max(0, c - _REACH) : c]:
            for count in counts:
                if count.token_end == c:
                    out.add("killed" if word in ("dead", "killed") else "injured", count.low, count.high)


def _counted_in(syntax: Syntax, trigger: Trigger, counts: list[Count], out: Toll) -> None:
    """ "Nine dead and 40 wounded in shelling", "20 soldiers dead in clashes": the toll of the blow it names."""
    tree = syntax.tree
    if trigger.predicate.pos != "NOUN" or tree.rel(trigger.token) not in ("obl", "nmod"):
        return
    if syntax.case(trigger.token) not in _CAUSED:
        return
    above = set(tree.ancestors(trigger.token))
    harmed = {i for i in above | {c for a in above for c in tree.children[a]} if tree.lower[i] in _LEFT}
    dead = [i for i in harmed if tree.lower[i] in _DEAD]
    verbal = any(tree.deprel[c] in ("aux", "aux:pass", "cop") for i in harmed for c in tree.children[i])
    if not dead or verbal:
        return
    for i in sorted(harmed):
        amount = _right_before(syntax, i, counts)
        if amount is not None:
            out.add("killed" if i in dead else "injured", *amount)


def _right_before(syntax: Syntax, i: int, counts: list[Count]) -> tuple[int, int | None] | None:
    """How many are "dead" or "wounded": the number right before the word, or whom it is said of."""
    found = next((c for c in counts if c.token_end == i), None)
    if found is not None:
        return found.low, found.high
    return _amount(syntax, i - 1, counts, frozenset()) if syntax.tree.upos[i - 1] == "NOUN" else None


def _dead_before(syntax: Syntax, wounded: int, counts: list[Count]) -> tuple[int, tuple[int, int | None]] | None:
    """(word, how many) of the dead of "nine dead and 40 wounded", "six soldiers dead, 12 injured"; None without."""
    tree = syntax.tree
    i = next((i for i in range(wounded - 1, max(wounded - 5, 0), -1) if tree.lower[i] in _DEAD), None)
    if i is None or any(tree.upos[t] not in ("NUM", "CCONJ", "PUNCT", "ADV") for t in range(i + 1, wounded)):
        return None
    amount = _right_before(syntax, i, counts)
    return None if amount is None else (i, amount)


def _victims(syntax: Syntax, part: Trigger) -> tuple[int, ...]:
    """Words for those whom a word of harm is said of: whom it killed, who died, whom it lost, whose lives it cost."""
    if part.predicate.pos == "NOUN":
        return (*part.slots.get("of", ()), *part.slots.get("poss", ()))
    dies = bool(part.predicate.recipient) and part.predicate.recipient[0].path == ("subj",)
    dies &= not part.predicate.rule.endswith(".lose-men")
    found = tuple(part.slots.get("subj" if dies else "obj", ()))
    lives = [t for t in found if syntax.lemma[t] in _OF_THE_DEAD]
    owners = tuple(o for t in lives for o in syntax.slots(t).get("of", ())) or tuple(part.slots.get("iobj", ()))
    return owners if lives and owners else found


def in_all(syntax: Syntax, trigger: Trigger) -> bool:
    """Whether only the number of those harmed is told, and of no single blow: "the number of reporters killed"."""
    harm = trigger.predicate.effect is not None and trigger.predicate.pos == "VERB"
    blow = any(m.predicate.pos == "NOUN" for m in trigger.merged)
    return harm and not blow and any(numbered(syntax, v) is not None for v in _victims(syntax, trigger))


def harms_nobody(syntax: Syntax, trigger: Trigger) -> bool:
    """ "Nobody died at the base", "no one was hurt": a word of harm said of nobody."""
    if trigger.predicate.effect is None or trigger.predicate.pos == "NOUN":
        return False
    tree = syntax.tree
    return any(
        tree.lower[v] in ("nobody", "none") or (tree.lower[v] in ("one", "body") and tree.lower[v - 1] == "no")
        for v in _victims(syntax, trigger)
    )


def bare_result(syntax: Syntax, trigger: Trigger) -> bool:
    """ "Two people had died", "three of our sailors were wounded": somebody was harmed, by what is told elsewhere."""
    tree, p = syntax.tree, trigger.predicate
    parts = (trigger, *trigger.merged)  # "were killed and 20 injured" is one
    if any(t.predicate.pos != "VERB" or t.predicate.effect not in ("killed", "injured") for t in parts):
        return False
    own = [c for c in tree.children[trigger.token] if tree.rel(c) in ("obl", "advcl") and c not in syntax.timed]
    plain = tree.rel(trigger.token) in ("root", "conj", "parataxis", "ccomp") and not own
    dies = bool(p.recipient) and p.recipient[0].path == ("subj",)
    return plain and (dies or syntax.passive(trigger.token)) and bool(_victims(syntax, trigger))


def _to_death(syntax: Syntax, part: Trigger) -> bool:
    """ "Shot dead", "hacked to death"."""
    lower, second = syntax.tree.lower, (*part.slots.get("xobj", ()), *part.slots.get("to", ()))
    return any(lower[t] in ("dead", "death") for t in second) or lower[part.token + 1 : part.token + 3] == (
        "to",
        "death",
    )


def _beside(syntax: Syntax, part: Trigger, effect: str, counts: list[Count], out: Toll) -> str:
    """What a second object says: "left five wounded" changes the effect, "left 3 dead and 20 wounded" adds to it."""
    tree = syntax.tree
    for second in part.slots.get("xobj", ()):
        if syntax.lemma[second] in _WOUNDED or tree.lower[second] in _WOUNDED:
            effect = "injured"
        elif effect == "killed" and (more := _wounded_too(tree, second, counts)) is not None:
            out.add("injured", *more)
    return effect


def _wounding(tree: Tree, killing: int) -> int | None:
    """The word of harm in "killed one and wounded 32", whatever the tree makes of it: what follows was not killed."""
    after = range(killing + 2, min(killing + 14, len(tree) - 1))
    return next((i for i in after if tree.lower[i] in _WOUNDED and tree.lower[i - 1] == "and"), None)


def _behind(token: int, counts: list[Count]) -> tuple[int, int | None] | None:
    """The number right behind a token."""
    return next(((c.low, c.high) for c in counts if c.token_start == token + 1), None)


def _wounded_too(tree: Tree, dead: int, counts: list[Count]) -> tuple[int, int | None] | None:
    """ "left 3 dead and 20 wounded": the number right before the second word of harm, however the two hang together."""
    wounded = {t for t in tree.subtree(dead) if tree.lower[t] in _WOUNDED}
    return next(((c.low, c.high) for c in counts if c.token_end in wounded and c.token_start > dead), None)


def _of_the_wounded(slots: Mapping[str, Sequence[int]], tree: Tree, victim: int) -> bool:
    """ "14" of "left eleven soldiers dead and 14 wounded", "two killed, 14 wounded"."""
    after = victim + 1
    second = bool(slots.get("xobj")) or tree.lower[victim - 1] in (",", "and")
    return second and tree.upos[victim] == "NUM" and tree.lower[after : after + 1] in _WOUNDED_WORDS


def _part(syntax: Syntax, victim: int) -> bool:
    """ "two were wounded, one of them gravely", "ten died, among them a nurse": counted already."""
    lower, first = syntax.tree.lower, syntax.tree.phrase(victim)[0]
    among = first > 1 and lower[first - 2] == "among" and lower[first - 1] in _THEM
    return among or any(lower[t] in _THEM for t in syntax.slots(victim).get("of", ()))


def _counted_before(tree: Tree, victim: int, counts: list[Count]) -> bool:
    """ "farmers" of "12 fishermen and farmers": the number is that of both."""
    first = tree.head[victim]
    if tree.rel(victim) != "conj" or first < 0 or tree.xpos[victim] not in ("NNS", "NNPS"):
        return False
    counted = any(c.token_end <= first and tree.head[c.token_end - 1] == first for c in counts)
    bare = all(tree.rel(c) not in ("det", "nummod", "nmod:poss") for c in tree.children[victim])
    return counted and bare and _counted(tree, victim, counts) is None


def _spelt_out(syntax: Syntax, victims: Sequence[int], counts: list[Count], persons: frozenset[int]) -> set[int]:
    """ "A nurse and three patients" of "four civilians, a nurse and three patients": who the first were."""
    if len(victims) < 3 or syntax.lemma[victims[0]] not in _ANYBODY:
        return set()
    first, *others = (_amount(syntax, v, counts, persons) for v in victims)
    rest = [a for a in others if a is not None and a[1] is not None]
    if first is None or len(rest) < len(others) or first[0] != sum(a[0] for a in rest):
        return set()
    return set(victims[1:])


def _losses(syntax: Syntax, token: int, effect: str, counts: list[Count], out: Toll) -> None:
    """ "no casualties", "12 deaths"."""
    tree = syntax.tree
    if any(
        tree.deprel[c] in ("det", "advmod") and tree.lower[c] in ("no", "zero", "without") for c in tree.children[token]
    ) or (syntax.case(token) == "without"):
        out.add("killed", 0, 0)
        if effect == "casualty":
            out.add("injured", 0, 0)
        return
    if (told := stated(syntax, token, counts)) is not None:
        out.state(*told)
        return
    if effect in ("casualty", "toll"):
        return
    amount = _counted(tree, token, counts)
    of = () if amount is not None else (*syntax.slots(token).get("of", ()), *syntax.slots(token).get("poss", ()))
    for found in (amount, *(_amount(syntax, t, counts, frozenset()) for t in of)):
        if found is not None:
            out.add("killed", *found)


def _counted(tree: Tree, token: int, counts: list[Count]) -> tuple[int, int | None] | None:
    below = {
        token,
        *(c for c in tree.children[token] if tree.deprel[c] in ("nummod", "det", "amod", "advmod", "compound")),
    }
    for count in counts:
        span = range(count.token_start, count.token_end)
        if token in span or top_of(tree, count.token_start, count.token_end) in below:
            return _with_the_other_side(tree, token, count, counts)
    return None


def _with_the_other_side(tree: Tree, token: int, first: Count, counts: list[Count]) -> tuple[int, int | None]:
    """ "20 Armenian and 15 Azerbaijani soldiers": the dead of both, since each number has its own adjective."""
    low, high, at = first.low, first.high, first
    for count in sorted(counts, key=lambda c: c.token_start):
        between = tree.upos[at.token_end : count.token_start]
        sides = between[:1] in (("ADJ",), ("PROPN",)) and set(between) <= {"ADJ", "PROPN", "CCONJ", "PUNCT"}
        if at.token_end < count.token_start < token and sides and tree.upos[count.token_end] in ("ADJ", "PROPN"):
            low, at = low + count.low, count
            high = None if high is None or count.high is None else high + count.high
    return low, high


def _amount(syntax: Syntax, victim: int, counts: list[Count], persons: frozenset[int]) -> tuple[int, int | None] | None:
    tree = syntax.tree
    amount = _counted(tree, victim, counts)
    if amount is not None:
        return amount
    if any(tree.deprel[c] == "det" and tree.lower[c] == "no" for c in tree.children[victim]):
        return 0, 0
    if tree.lower[victim] == "one" and tree.upos[victim] == "NUM":
        return 1, 1
    if victim in persons or tree.lower[victim] in ("him", "her", "himself", "herself", "he", "she"):
        return 1, 1
    words = syntax.words.classes["people"]
    single = any(tree.lower[c] in ("one", "a", "an") for c in tree.children[victim])
    if syntax.lemma[victim] in _COLLECTIVE and tree.xpos[victim] == "NN":  # "a family of six"
        of = (_counted(tree, t, counts) for t in syntax.slots(victim).get("of", ()))
        return next((a for a in of if a is not None), None)
    if (tree.xpos[victim] == "NN" or (tree.xpos[victim] == "JJ" and single)) and syntax.lemma[victim] in words:
        return 1, 1
    if tree.xpos[victim] in ("NNS", "NNPS") and syntax.lemma[victim] in words:
        return 2, None
    return None
