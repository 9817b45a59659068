"""Which words of a sentence tell of an event, and as which predicate: lexicon look-up, then restrictions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from escalade.coding.clauses import negations
from escalade.coding.slots import Slots, Syntax
from escalade.model.codings import Party
from escalade.vocab.predicates import Predicate, Slot, Test

_COOP, _CONFLICT = (1, 2), (4,)
_FUTURE = frozenset(("will", "'ll", "’ll", "shall", "would"))
_WONT = _FUTURE | {"can", "could", "may"}
_MAY = frozenset(("may", "might", "could"))
_WILLING = frozenset(("go", "ready", "willing", "prepared"))
_WHO_SUFFERED = frozenset(("victim", "survivor"))
_MUST = frozenset(("must", "should", "ought"))
_ANYWHERE = ("anywhere",)  # a path to every word of the sentence


@dataclass(slots=True)
class Trigger:
    """A word that tells of an event, with what the sentence gives it."""

    token: int
    predicate: Predicate
    slots: Slots
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    cluster: set[int] = field(default_factory=set)  # tokens that only carry it
    merged: list[Trigger] = field(default_factory=list)
    parent: Trigger | None = None
    anchor: int | None = None  # where its status is read, if not at its own word
    bare: bool = False  # a definite noun that does not say who: "the attack"
    alone: bool = True  # an event also where no earlier sentence tells whose
    unmet: bool = False  # what was asked for was turned down
    toll: bool = False  # it states how many died of what was told before

    @property
    def only_counts(self) -> bool:
        """Whether it tells nothing but such a toll, of a blow that another word tells."""
        return self.toll and not self.predicate.alone and not self.merged

    lent: set[str] = field(default_factory=set)  # sides whose parties only the role head found
    performed: bool = False  # saying it does it: its own modal and negation are part of the deed


class Matcher:
    """Finds the predicates of one sentence."""

    def __init__(
        self,
        syntax: Syntax,
        is_actor: Callable[[int], bool],
        quads: dict[str, int],
        timed: frozenset[int] = frozenset(),
        is_country: Callable[[int], bool] = bool,
        sort_of: Callable[[int], str] = str,
    ) -> None:
        self.syntax, self.tree, self.words = syntax, syntax.tree, syntax.words
        self._containers = syntax.words.classes["container"]
        self.is_actor, self.quads, self.timed = is_actor, quads, timed
        self.is_country, self.sort_of = is_country, sort_of
        self._kinds: dict[int, frozenset[str]] = {}
        self._told = frozenset((*syntax.lemma, *syntax.tree.lower))  # the sentence's words, whatever their form

    def find(self) -> list[Trigger]:
        """Triggers in text order, one a word."""
        found = []
        for i in range(len(self.tree)):
            predicate = self.match(i)
            if predicate is None:
                continue
            for path, _ in predicate.when:
                lender = self.syntax.borrowed.get((i, path[0]))
                if lender is not None:  # "blame the attack on X": nobody attacked X
                    self.syntax.slots(lender).pop(path[0], None)
            slots = self.syntax.slots(i)
            found.append(Trigger(i, predicate, self._of_the_blow(i, slots) if predicate.effect else slots))
        return found

    def candidates(self, i: int) -> tuple[Predicate, ...]:
        """Predicates of a word's lemma and part of speech, best first."""
        upos, lemma = self.tree.upos[i], self.syntax.lemma[i]
        if upos == "VERB":
            found = self.words.verbs.get(lemma, ())
            if self.syntax.nominal(i):
                return self.words.nouns.get(self.tree.lower[i], ()) or found
            return found
        if upos == "NOUN":
            return self.words.nouns.get(lemma, ()) or self.words.nouns.get(self.tree.lower[i], ())
        if upos == "ADJ":
            if self.syntax.nominal(i):  # "the offensive"
                return self.words.nouns.get(lemma, ())
            if any(
                self.tree.deprel[c] == "aux:pass" for c in self.tree.children[i]
            ):  # "were injured", called an adjective
                return self.words.verbs.get(self.words.forms.get(self.tree.lower[i], lemma), ())
            return self.words.adjectives.get(lemma, ())
        return ()

    def of_word(self, i: int, slots: Slots) -> list[Predicate]:
        """The candidates for a word with what stands beside it: "turn back" is no entry for "turned away"."""
        return [p for p in self.candidates(i) if not p.word or self._second_word(i, p, slots)]

    def match(self, i: int) -> Predicate | None:
        """The best predicate whose restrictions hold, or None."""
        candidates = self.candidates(i)
        if not candidates or self._premodifier(i):
            return None
        slots = self.syntax.slots(i)
        if self._likened(i, slots):
            return None
        for predicate in candidates:
            if predicate.type == "COERCE" and self._kills(i):
                continue
            if self.holds(i, predicate, slots):
                return predicate
        return None

    def _kills(self, i: int) -> bool:
        """Whether what a verb tells cost lives: "raided a camp, killing twelve" is no mere search."""
        ways = [c for c in self.tree.kids(i, "advcl") if self.tree.xpos[c] == "VBG" and c > i]
        return any(p.effect == "killed" for c in ways for p in self.words.verbs.get(self.syntax.lemma[c], ()))

    def _likened(self, i: int, slots: Slots) -> bool:
        """ "The buffet is a massacre": a bare predicate noun says what a thing is like, no deed."""
        tree = self.tree
        copula = tree.upos[i] == "NOUN" and any(tree.deprel[c] == "cop" for c in tree.children[i])
        return (
            copula
            and "about" in slots
            and not slots.keys() & {"of", "on", "by", "against", "at", "with", "in", "poss", "mod", "subj"}
        )

    def _premodifier(self, i: int) -> bool:
        """ "attack helicopter", "wounded soldiers", "a threatening letter": no event of their own."""
        tree = self.tree
        label = tree.deprel[i]
        if label in ("amod", "fixed", "flat") and tree.upos[i] != "NOUN":
            return True
        after = self.syntax.lemma[i + 1] if i + 1 < len(tree) and tree.head[i + 1] == i else ""
        if tree.xpos[i] == "VBG" and after in _WHO_SUFFERED and not tree.kids(i, "aux"):
            return True  # "paid tribute to bombing victims", read as a verb
        return label in ("compound", "nmod:desc", "flat", "fixed", "nmod:unmarked") and tree.head[i] > i

    def holds(self, i: int, p: Predicate, slots: Slots) -> bool:
        """Whether what stands beside a word is what an entry asks for."""
        if p.word and not self._second_word(i, p, slots):
            return False
        if p.negated and not negations(self.tree, i):
            return False
        if p.future and not self._ahead(slots):
            return False
        for path, test in p.when:
            if not self._passes(path, test, slots):
                return False
        return not p.unless or not self.barred(p, self._of_the_blow(i, slots) if p.effect else slots)

    def _of_the_blow(self, i: int, slots: Slots) -> Slots:
        """The slots of a word of harm without a subject that is only that of the blow before it: no train killed
        anybody in "the train was hit by a missile, killing 12"."""
        tree = self.tree
        first = tree.first(i)  # of "killing four and wounding three"
        blow, lent = tree.head[first], tree.xpos[i] == "VBG" and tree.rel(first) == "advcl"
        if not lent or blow < 0 or "subj" not in slots or tree.xpos[blow] == "VBG" or tree.kids(i, "nsubj"):
            return slots
        dealt = self.match(blow)
        if dealt is None or dealt.type != "ASSAULT":
            return slots
        return {slot: tokens for slot, tokens in slots.items() if slot != "subj"}

    def barred(self, p: Predicate, slots: Slots) -> bool:
        """Whether something stands beside a word that an entry says makes it no such event ("killed the bill")."""
        return any(self._passes(path, test, slots, barring=True) for path, test in p.unless)

    def _second_word(self, i: int, p: Predicate, slots: Slots) -> bool:
        tree, wanted = self.tree, p.word.split(" ")[-1] if p.pos == "VERB" else p.word
        if p.pos == "NOUN":
            return any(self.syntax.lemma[m] == wanted or tree.lower[m] == wanted for m in slots.get("mod", ()))
        if wanted in slots or wanted not in self._told:
            return wanted in slots
        if i + 1 < len(tree) and tree.lower[i + 1] == wanted and tree.xpos[i + 1] == "RP":
            return True
        own = tree.children[i]
        if any(tree.lower[c] == wanted for c in own):
            return True
        # "stood idle as clerks downed tools" is no "stand down"
        return any(self.syntax.lemma[c] == wanted and tree.upos[c] != "VERB" for c in own)

    def _passes(self, path: tuple[str, ...], test: Test, slots: Slots, *, barring: bool = False) -> bool:
        """Whether something fit stands at the end of a path. What bars is not "a wave" of missiles but of heat."""
        if path[0] not in slots and path != _ANYWHERE:
            return False
        slot, tokens = path[-1], follow(self.syntax, path, slots)
        if not tokens:
            return False
        if test.anything:
            return any(t not in self.timed for t in tokens)
        if slot == "mod" or slot == "obj_mod":
            return any(self.syntax.lemma[t] in test.lemmas or self.tree.lower[t] in test.lemmas for t in tokens)
        if path == _ANYWHERE and test.only_words and test.lemmas.isdisjoint(self.syntax.lemma):
            return False
        for t in tokens:
            if self.syntax.lemma[t] in test.lemmas and not (barring and self._of_something(t)):
                return True
            if test.actor and self.is_actor(t):
                return True
            if (test.country and self.is_country(t)) or (test.sorts and self.sort_of(t) in test.sorts):
                return True
            if self._container(t) and any(
                self.syntax.lemma[o] in test.lemmas or (test.actor and self.is_actor(o))
                for o in self.syntax.slots(t).get("of", ())
            ):
                return True
            if test.kinds and test.kinds & self.kinds(t):
                return True
        return False

    def _container(self, t: int) -> bool:
        return self.syntax.lemma[t] in self._containers or self.tree.upos[t] == "NUM"

    def _of_something(self, t: int) -> bool:
        """Whether a word is but a container of what it is "of"; not "dismissed reports of a raid"."""
        told = self.syntax.lemma[t] in self.words.classes["hearsay"]
        return self._container(t) and not told and bool(self.syntax.slots(t).get("of"))

    def _ahead(self, slots: Slots) -> bool:
        tree = self.tree
        return any(
            tree.lower[c] in _FUTURE or tree.lower[c] == "to"
            for t in slots.get("comp", ())
            for c in tree.children[t]
            if tree.deprel[c] in ("aux", "mark")
        )

    def kinds(self, i: int) -> frozenset[str]:
        """What a complement clause is about: conflict, coop, notcoop; must, fact, will by its mood; "self" before
        one of them where its subject is a pronoun, mostly the speaker ("said it would"); others: what others do."""
        if i in self._kinds:
            return self._kinds[i]
        self._kinds[i] = frozenset()
        tree, out = self.tree, set()
        aux = [c for c in tree.children[i] if tree.deprel[c] == "aux"]
        modals = {tree.lower[c] for c in aux} | {self.syntax.lemma[c] for c in aux}
        own = self.syntax.slots(i).get("subj", []) or self.syntax.slots(i).get("obj", [])
        by_self = bool(own) and tree.upos[own[0]] == "PRON"
        if modals & _MUST or (self.syntax.lemma[i] in ("need", "have") and self.syntax.slots(i).get("comp")):
            out.add("selfmust" if by_self else "must")
        if tree.deprel[i] == "ccomp" and not modals & (_FUTURE | _MUST) and tree.xpos[i] != "VB":
            out.add("fact")
        if own and not by_self and self._of_others(i, own[0], modals):
            out.add("others")
        about = self._about(i)
        if about == "notcoop" and not (modals & _WONT or self.syntax.mark(i) == "to"):
            about = ""  # "insisted that it had not withdrawn" refuses nothing
        if about:
            out |= {about, f"self{about}"} if by_self else {about}
            if about == "coop" and (modals & _FUTURE or self.syntax.lemma[i] in _WILLING) and by_self:
                out.add("willcoop")
        self._kinds[i] = frozenset(out)
        return self._kinds[i]

    def _of_others(self, i: int, subject: int, modals: set[str]) -> bool:
        """Whether a clause tells what others do, did or may do: "warned that Russia was massing troops"; not "warned
        that the garrison stays", "that its men were ready"."""
        tree = self.tree
        told = tree.xpos[i] in ("VBD", "VBG", "VBN") or bool(modals & _MAY)
        own = any(tree.deprel[c] in ("nmod:poss", "det") and tree.lower[c] != "a" for c in tree.children[subject])
        return told and self.is_actor(subject) and (tree.upos[subject] == "PROPN" or not own)

    def _about(self, i: int) -> str:
        for inner in self._inside(i):
            p = self.match(inner)
            if p is None or not p.alone:
                continue
            if self.quads[p.type] in _CONFLICT:
                return "conflict"
            if self.quads[p.type] in _COOP:
                return "notcoop" if negations(self.tree, i) or negations(self.tree, inner) else "coop"
            break
        return ""

    def _inside(self, i: int) -> Iterable[int]:
        """A complement's own words that may carry its event: itself, its complement, its object, its conjuncts."""
        slots = self.syntax.slots(i)
        yield i
        for name in ("comp", "obj", "in", "to", "with", "for"):
            yield from slots.get(name, ())
        for c in self.tree.children[i]:
            if self.tree.deprel[c] == "conj":
                yield c


def follow(syntax: Syntax, path: tuple[str, ...], slots: Slots) -> list[int]:
    """Tokens at the end of a path of slots; "anywhere" is every word of the sentence."""
    if path == _ANYWHERE:
        return list(range(len(syntax.tree)))
    found = list(slots.get(path[0], ()))
    for name in path[1:]:
        found = [t for f in found for t in syntax.slots(f).get(name, ())]
    return found


def tokens_of(matcher: Matcher, slot: Slot, slots: Slots) -> list[int]:
    """Tokens that a slot of a predicate leads to."""
    found = follow(matcher.syntax, slot.path, slots)
    if slot.test is None:
        return found
    test = slot.test
    return [t for t in found if matcher.syntax.lemma[t] in test.lemmas or (test.actor and matcher.is_actor(t))]
