"""The words that tell of events: verbs, nouns and adjectives with their PLOVER type and who stands where.

One YAML file a type in `data/predicates/`; the file's name is the type. `data/learned.yaml` has one entry a type for
words that only the encoder's event head takes for an event (lemma "*"). An entry:

    rule            readable id, unique in the file; a coding names it as "type.rule"
    verb noun adj   lemmas; "gun down" = verb with particle, "hunger strike" = noun with premodifier
    type mode cameo contexts    where they differ from the file's type or the type's own code
    actor recipient             slots of a verb or adjective, in order of preference
    noun_actor noun_recipient   slots of a noun
    when unless     slot -> what must (not) stand there: lemmas, +class, +actor (a named party), +country, +place,
                    +person, "*", @conflict / @coop / @must (kind of a complement)
    needs           actor, recipient, party (either), place, effect: without them nothing is coded
    effect          killed | injured | shot | casualty: what a count of people in the object means; toll: the word
                    stands for the dead told of before, and counts only where their number is stated
    alone           false: only adds to another event of the sentence
    whole           an event though nobody is known to take part: "the curfew was lifted", "the guns fell silent"
    reciprocal      both sides do it to each other
    speech          what stands below it is said, not done
    takes_up        with "the" before its object it may speak of a blow told before ("laid the charge")
    irrealis negated refusal future modes    see the fields of Predicate
    score           how often the word alone is right, 0..1

Slots: subj, obj, iobj, xobj (object complement), comp (complement clause), compsubj (its subject), prt, poss, mod
(premodifiers), acl, deadline ("until", or a bare length of time), anywhere (all words of the sentence), and every
preposition; "obj:of" = the "of" of the object; "with:actor" = only if a party.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from escalade.errors import VocabularyError
from escalade.vocab import loader, ontology
from escalade.vocab.loader import DATA, Entry

VERB_ACTOR, VERB_RECIPIENT = ("subj",), ("obj", "against", "at", "on", "upon", "to", "with")
NOUN_ACTOR, NOUN_RECIPIENT = ("by", "subj", "poss", "mod", "from"), ("on", "against", "at", "to", "with", "obj")
_NOUN_SLOTS = frozenset(
    "acl poss of by from mod with between on against to in for at obj comp compsubj subj iobj".split()
)
NOT_ABSORBED = frozenset({"subj", "comp", "mod", "obj_mod", "xcomp", "acl"})
_POS: tuple[tuple[str, str], ...] = (("verb", "VERB"), ("noun", "NOUN"), ("adj", "ADJ"))


class ClassEntry(Entry):
    """A word class."""

    name: str = Field(alias="class")
    lemmas: tuple[str, ...]


class WeaponEntry(Entry):
    """Words of means of violence and the ASSAULT mode they show."""

    mode: str
    lemmas: tuple[str, ...]


class IrregularEntry(Entry):
    """Irregular forms of a verb."""

    lemma: str
    forms: tuple[str, ...]


class TiedEntry(Entry):
    """Nouns that are an event of a type where a report ties them as cause or effect."""

    type: str
    nouns: tuple[str, ...]
    of: bool = False  # only with what it is of
    cameo: str | None = None


class SupportEntry(Entry):
    """Verbs that carry an event noun; `role` is what their subject is in the event."""

    role: Literal["actor", "recipient", "none"]
    kind: Literal["carries", "hits", "part", "blames", "charges"] = "carries"
    verbs: tuple[str, ...]


class PredicateEntry(Entry):
    """One entry of a predicate file; the module's head explains the keys."""

    rule: str
    type: str | None = None
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adj: tuple[str, ...] = ()
    actor: tuple[str, ...] = VERB_ACTOR
    recipient: tuple[str, ...] = VERB_RECIPIENT
    noun_actor: tuple[str, ...] = NOUN_ACTOR
    noun_recipient: tuple[str, ...] = NOUN_RECIPIENT
    when: Mapping[str, tuple[str, ...]] = {}
    unless: Mapping[str, tuple[str, ...]] = {}
    needs: tuple[Literal["actor", "recipient", "party", "place", "effect"], ...] = ()
    effect: Literal["killed", "injured", "shot", "casualty", "toll"] | None = None
    alone: bool = True
    whole: bool = False
    reciprocal: bool = False
    speech: bool = False
    takes_up: bool = False
    modes: bool = False
    irrealis: bool = False
    negated: bool = False
    refusal: bool = False
    future: bool = False
    score: float = Field(default=0.8, gt=0, le=1)


@dataclass(frozen=True, slots=True)
class Test:
    """What may stand in a slot."""

    lemmas: frozenset[str]
    anything: bool = False
    actor: bool = False
    country: bool = False
    sorts: frozenset[str] = frozenset()  # of mentions: "place", "person"
    kinds: frozenset[str] = frozenset()

    @property
    def only_words(self) -> bool:
        """Whether nothing passes but words that it lists."""
        return not (self.anything or self.actor or self.country or self.sorts or self.kinds)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument is looked for: a path of slots, and a test that the word there must pass."""

    path: tuple[str, ...]
    test: Test | None = None


Condition = tuple[tuple[str, ...], Test]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A compiled entry for one part of speech."""

    rule: str
    pos: str  # VERB | NOUN | ADJ
    type: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    word: str  # second word (particle, premodifier) or ""
    actor: tuple[Slot, ...]
    recipient: tuple[Slot, ...]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    needs: tuple[str, ...]
    effect: str | None
    alone: bool
    whole: bool
    reciprocal: bool
    speech: bool
    takes_up: bool
    modes: bool  # the weapon named beside it gives the mode
    irrealis: bool  # not said to have happened unless something says so ("retaliation")
    negated: bool  # fires only where it is negated: not abiding by a deal is the deed
    refusal: bool
    future: bool  # fires only with a complement that lies ahead
    score: float
    absorbs: frozenset[str]  # slots whose event noun belongs to this predicate
    rank: float

    @property
    def learned(self) -> bool:
        """Whether only the event head takes the word for an event."""
        return self.rule.startswith("learned.")


@dataclass(frozen=True)
class Predicates:
    """All predicates by lemma, best first, and the word classes they use."""

    verbs: Mapping[str, tuple[Predicate, ...]]
    nouns: Mapping[str, tuple[Predicate, ...]]
    adjectives: Mapping[str, tuple[Predicate, ...]]
    classes: Mapping[str, frozenset[str]]
    learned: Mapping[tuple[str, str], Predicate]  # (part of speech, type) -> what a word of that type does, unseen
    weapons: tuple[tuple[str, frozenset[str]], ...]
    supports: Mapping[str, str]  # verb -> role of its subject
    hits: frozenset[str]
    bare_passives: frozenset[str]  # verbs that cannot lack an object: "Two killed in Gao" is a passive
    involvements: frozenset[str]  # "a hand in", "responsibility for", "responsible for"
    blames: frozenset[str]  # "blamed the attack on", "attributed it to"
    charges: frozenset[str]  # "accused ... of torture", "jailed ... for the murder of"
    known: frozenset[str]  # every lemma of the vocabulary
    forms: Mapping[str, str]  # inflected form -> lemma, for words that the parser lemmatises wrongly
    tied: Mapping[str, Predicate]  # nouns that are an event where they are told as cause or effect
    tied_of: frozenset[str]  # of these those that must say of what


def _test(words: tuple[str, ...], classes: Mapping[str, frozenset[str]], where: str) -> Test:
    lemmas: set[str] = set()
    kinds, sorts, anything, actor, country = set(), set(), False, False, False
    for word in words:
        if word == "*":
            anything = True
        elif word == "+actor":
            actor = True
        elif word == "+country":
            country = True
        elif word in ("+place", "+person"):
            sorts.add(word[1:])
        elif word.startswith("@"):
            kinds.add(word[1:])
        elif word.startswith("+"):
            if word[1:] not in classes:
                raise VocabularyError(f"{where}: no word class {word}")
            lemmas |= classes[word[1:]]
        else:
            lemmas.add(word)
    return Test(frozenset(lemmas), anything, actor, country, frozenset(sorts), frozenset(kinds))


def _slot(text: str, classes: Mapping[str, frozenset[str]], where: str) -> Slot:
    parts = text.split(":")
    test = None
    if len(parts) > 1 and parts[-1] not in _NOUN_SLOTS:
        last = parts.pop()
        test = _test(("+actor",) if last == "actor" else ("+" + last,) if last in classes else (last,), classes, where)
    return Slot(tuple(parts), test)


def _compile(
    entry: PredicateEntry,
    pos: str,
    words: tuple[str, ...],
    kind: str,
    order: int,
    where: str,
    classes: Mapping[str, frozenset[str]],
) -> list[tuple[str, Predicate]]:
    sides = (entry.noun_actor, entry.noun_recipient) if pos == "NOUN" else (entry.actor, entry.recipient)
    actor, recipient = (tuple(_slot(s, classes, where) for s in side) for side in sides)
    conditions = (entry.when, entry.unless)
    when, unless = (tuple((tuple(k.split(":")), _test(v, classes, where)) for k, v in c.items()) for c in conditions)
    absorbs = frozenset(entry.when) - NOT_ABSORBED
    out = []
    for text in words:
        first, _, rest = text.partition(" ")
        if pos == "NOUN" and rest:
            first, rest = text.rpartition(" ")[2], text.rpartition(" ")[0]
        out.append(
            (
                first,
                Predicate(
                    rule=f"{kind.lower()}.{entry.rule}",
                    pos=pos,
                    type=entry.type or kind,
                    mode=entry.mode,
                    cameo=entry.cameo,
                    contexts=entry.contexts,
                    word=rest,
                    actor=actor,
                    recipient=recipient,
                    when=when,
                    unless=unless,
                    needs=entry.needs,
                    effect=entry.effect,
                    alone=entry.alone,
                    whole=entry.whole,
                    reciprocal=entry.reciprocal,
                    speech=entry.speech,
                    takes_up=entry.takes_up,
                    modes=entry.modes,
                    irrealis=entry.irrealis,
                    negated=entry.negated,
                    refusal=entry.refusal,
                    future=entry.future,
                    score=entry.score,
                    absorbs=absorbs,
                    rank=len(when) + 0.5 * bool(rest) + 0.75 * entry.negated - order / 1e6,
                ),
            )
        )
    return out


def _check(entry: PredicateEntry, kind: str, known: ontology.Ontology, where: str) -> None:
    event_type = entry.type or kind
    if event_type not in known.types:
        raise VocabularyError(f"{where}: no event type {event_type}")
    if entry.mode is not None and entry.mode not in known.modes(event_type):
        raise VocabularyError(f"{where}: {event_type} has no mode {entry.mode}")
    if entry.cameo is not None and entry.cameo not in known.cameo:
        raise VocabularyError(f"{where}: no CAMEO code {entry.cameo}")
    for context in entry.contexts:
        if context not in known.contexts:
            raise VocabularyError(f"{where}: no context {context}")


def _needs_object(p: Predicate) -> bool:
    return (
        p.alone
        and not p.word
        and p.effect in ("killed", "injured")
        and p.actor != ()
        and all(w[0] == ("obj",) for w in p.when)
    )


def inflections(lemma: str) -> tuple[str, ...]:
    """Regular forms of a verb or noun: attacks, attacked, attacking; freed, vetoed, expelled, denies."""
    if not lemma.isalpha():
        return ()
    stems: tuple[str, ...]
    if lemma[-1] == "e":
        stems = (lemma + "s", lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing")
    elif lemma[-1] == "y" and lemma[-2:-1] not in tuple("aeou"):
        stems = (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    else:
        plural = "es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"
        stems = (lemma + plural, lemma + "s", lemma + "ed", lemma + "ing")
        if len(lemma) > 2 and lemma[-1] in "bdglmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
            stems += (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")
    return stems


def _learned(
    folder: Path, known: ontology.Ontology, classes: Mapping[str, frozenset[str]]
) -> dict[tuple[str, str], Predicate]:
    path, out = folder / "learned.yaml", {}
    for entry in loader.load(path, PredicateEntry):
        where = f"{path}: {entry.rule}"
        _check(entry, "", known, where)
        for key, pos in _POS:
            for _, predicate in _compile(entry, pos, getattr(entry, key), "learned", 0, where, classes):
                out[pos, predicate.type] = predicate
    return out


@cache
def load(folder: Path = DATA) -> Predicates:
    """The shipped predicates. Raises VocabularyError (file: rule) for unknown types, modes, codes, classes."""
    known = ontology.load(folder)
    classes = {c.name: frozenset(c.lemmas) for c in loader.load(folder / "classes.yaml", ClassEntry)}
    index: dict[str, dict[str, list[Predicate]]] = {"VERB": {}, "NOUN": {}, "ADJ": {}}
    order = 0
    for path in sorted((folder / "predicates").glob("*.yaml")):
        kind, seen = path.stem.upper(), set()
        for entry in loader.load(path, PredicateEntry):
            where, order = f"{path}: {entry.rule}", order + 1
            if entry.rule in seen:
                raise VocabularyError(f"{where}: rule twice")
            seen.add(entry.rule)
            _check(entry, kind, known, where)
            for key, pos in _POS:
                for lemma, predicate in _compile(entry, pos, getattr(entry, key), kind, order, where, classes):
                    index[pos].setdefault(lemma, []).append(predicate)
    learned = _learned(folder, known, classes)
    supports = loader.load(folder / "support.yaml", SupportEntry)
    tied = loader.load(folder / "tied.yaml", TiedEntry)
    known_lemmas = frozenset(
        [x for found in index.values() for x in found]
        + [x for c in classes.values() for x in c]
        + [verb for s in supports for verb in s.verbs]
    )
    best = {pos: {k: tuple(sorted(v, key=lambda p: -p.rank)) for k, v in found.items()} for pos, found in index.items()}
    return Predicates(
        best["VERB"],
        best["NOUN"],
        best["ADJ"],
        classes,
        learned,
        tuple((w.mode, frozenset(w.lemmas)) for w in loader.load(folder / "weapons.yaml", WeaponEntry)),
        {verb: s.role for s in reversed(supports) if s.kind == "carries" for verb in s.verbs},
        frozenset(verb for s in supports if s.kind == "hits" for verb in s.verbs),
        frozenset(lemma for lemma, found in index["VERB"].items() if any(_needs_object(p) for p in found)),
        frozenset(word for s in supports if s.kind == "part" for word in s.verbs),
        frozenset(verb for s in supports if s.kind == "blames" for verb in s.verbs),
        frozenset(verb for s in supports if s.kind == "charges" for verb in s.verbs),
        known_lemmas,
        {form: lemma for lemma in sorted(known_lemmas) for form in inflections(lemma)}
        | {form: i.lemma for i in loader.load(folder / "irregular.yaml", IrregularEntry) for form in i.forms},
        {
            n: replace(learned["NOUN", e.type], rule=f"tied.{e.type.lower()}", cameo=e.cameo)
            for e in tied
            for n in e.nouns
        },
        frozenset(n for e in tied if e.of for n in e.nouns),
    )
