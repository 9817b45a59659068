"""The words by which reports attribute, hedge, deny, revise, threaten, tie and link; `load` readies them for lookup."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from escalade.vocab.loader import DATA, Entry
from escalade.vocab.loader import load as entries
from escalade.vocab.predicates import IrregularEntry, inflections

CueType = Literal[
    "say", "claim", "confirm", "reveal", "warn", "believe", "deny", "doubt", "accuse", "relay", "hear", "hearsay"
]
LinkKind = Literal["retaliation", "response", "led_to", "pretext", "de_escalation"]
RelationKind = Literal["sponsors", "part_of", "leads", "serves", "allied_with", "opposes"]


class Reporting(Entry):
    """Verbs or nouns of saying, and how they take what is said."""

    lemmas: tuple[str, ...]
    type: CueType
    pos: Literal["verb", "noun", "adj"] = "verb"
    hearer: bool = False
    object: bool = False
    only: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    aside: bool = False
    particle: str = ""
    perspective: bool = False
    predicative: bool = False
    prep: str = ""


class Hedge(Entry):
    """Words that lower certainty."""

    words: tuple[str, ...]
    degree: Literal["probable", "possible", "doubted"]


class Revision(Entry):
    """Words that mark the account that fell, and the one that replaced it; and those that deny."""

    words: tuple[str, ...]
    stage: Literal[
        "early", "before", "late", "late_verb", "corrected", "culprit", "involvement", "charge", "untrue",
        "true", "act", "move",
        "withdrawn", "encounter", "harm", "means", "stopped",
        "incident", "commit", "innocent", "away",
    ]  # fmt: skip


class LinkCue(Entry):
    """Words that tie cause and effect; see the head of the data file."""

    kind: LinkKind
    lemmas: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    subject: Literal["cause", "effect"] = "cause"
    deed: bool = False
    hostile: bool = False
    punitive: bool = False
    copular: bool = False
    reversed: bool = False
    event_subject: bool = False
    prep: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    particle: str = ""
    reacts: bool = False
    forward: bool = False
    deed_subject: bool = False
    openers: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    onsets: tuple[str, ...] = ()
    weak: bool = False
    demands: bool = True
    object: Literal["", "effect", "cause"] = ""
    impersonal: bool = False
    adverbs: tuple[str, ...] = ()
    itself: bool = False
    types: tuple[str, ...] = ()
    needs_means: bool = False
    bare: bool = False
    back: bool = False
    whole: bool = False
    says: bool = False
    untimed: bool = False
    asks: bool = False
    takes: bool = False
    exacts: bool = False


class Threat(Entry):
    """Words that colour the consequence of a condition, or put conditions and orders; see the data file."""

    words: tuple[str, ...]
    tone: Literal[
        "hostile", "harsh", "friendly", "weather", "bystander", "condition", "occasion", "otherwise", "order",
        "ultimatum", "term", "risk", "suffers", "draws", "held", "repaid", "reply", "verdict", "unmoved",
        "grant", "bond", "stakes", "nature", "quit", "dare", "forces", "flow", "halts", "dearer", "announces",
    ]  # fmt: skip


class RelationCue(Entry):
    """Words that state a standing tie; see the head of the data file."""

    kind: RelationKind
    lemmas: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    subject: Literal["source", "target"] = "source"
    prep: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    particle: str = ""
    between: tuple[str, ...] = ()
    role: bool = False
    targets: tuple[str, ...] = ()
    group_subject: bool = False
    person_subject: bool = False
    owner: bool = False
    instruments: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    mutual: bool = False
    passive: bool = False
    flow: tuple[str, ...] = ()
    act: bool = False
    holders: bool = False
    one_subject: bool = False
    bands: bool = False
    own: bool = False
    stands: bool = False
    needs: tuple[str, ...] = ()
    states: RelationKind | None = None
    persons: RelationKind | None = None
    over: bool = False
    denies: bool = False
    pairs: bool = False
    ends: bool = False
    grounds: tuple[str, ...] = ()
    lasting: bool = False
    into: tuple[str, ...] = ()
    bodies: bool = False


class RelationWords(Entry):
    """Nouns by what they are in a relation; see the head of the data file."""

    use: Literal["member", "group", "body"]
    words: tuple[str, ...]


class OutletWords(Entry):
    """How outlets are named, and how a report speaks of itself."""

    use: Literal["name_word", "name", "common", "own", "own_person", "speaker"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue vocabularies, keyed by lemma (or lower-cased word)."""

    verbs: dict[str, tuple[Reporting, ...]]
    nouns: dict[str, Reporting]
    adjectives: dict[str, Reporting]
    hedges: dict[str, str]
    revisions: dict[str, str]
    link_verbs: dict[str, tuple[LinkCue, ...]]
    link_nouns: dict[str, tuple[LinkCue, ...]]
    link_markers: dict[str, LinkCue]
    link_adjectives: dict[str, LinkCue]
    link_moods: dict[str, LinkCue]
    link_onsets: frozenset[str]
    link_pointers: frozenset[str]
    link_outrages: frozenset[str]  # those of the pointers that stand for a blow
    link_adverbs: dict[str, LinkCue]
    threats: dict[str, frozenset[str]]
    relation_verbs: dict[str, tuple[RelationCue, ...]]
    relation_nouns: dict[str, tuple[RelationCue, ...]]
    relation_suffixes: dict[str, RelationCue]
    relation_prefixes: dict[str, RelationCue]
    relation_words: dict[str, frozenset[str]]  # nouns by what they are in a relation
    outlets: dict[str, frozenset[str]]
    forms: dict[str, str]  # inflected form -> lemma, for words that the parser lemmatises wrongly

    def asserts(self, lemma: str) -> bool:
        """Whether whoever does the verb, or makes the noun, says its content in so many words."""
        entries = (*self.verbs.get(lemma, ()), *((self.nouns[lemma],) if lemma in self.nouns else ()))
        return any(not e.only and e.type not in ("relay", "hear", "hearsay") for e in entries)

    def lemma(self, form: str, lemma: str) -> str:
        """The lemma, corrected where it is no word of these vocabularies and the lower-case form is one of a cue's."""
        if lemma in self.verbs or lemma in self.link_verbs or lemma in self.relation_verbs:
            return lemma
        return self.forms.get(form, lemma)


E = TypeVar("E", Reporting, LinkCue, RelationCue)


def _many(entries: tuple[E, ...], field: str = "lemmas") -> dict[str, tuple[E, ...]]:
    """Entries by word, in file order."""
    out: dict[str, list[E]] = defaultdict(list)
    for entry in entries:
        for word in getattr(entry, field):
            out[word].append(entry)
    return {word: tuple(found) for word, found in out.items()}


def _plurals(noun: str) -> list[str]:
    return [form for form in inflections(noun) if form.endswith("s")]


def _link_nouns(links: tuple[LinkCue, ...]) -> dict[str, tuple[LinkCue, ...]]:
    """Linking nouns by form: those of answers also in the plural ("reprisals"), unless that is a word of its own."""
    found = _many(links, "nouns")
    answers = [n for link in links if link.kind in ("retaliation", "response") and not link.openers for n in link.nouns]
    return {form: found[noun] for noun in answers for form in _plurals(noun)} | found


@cache
def load(folder: Path = DATA) -> Cues:
    """Cues of the folder's files. Raises VocabularyError (file:line) where one is malformed."""
    reporting = entries(folder / "cues_reporting.yaml", Reporting)
    links = entries(folder / "cues_links.yaml", LinkCue)
    relations = entries(folder / "cues_relations.yaml", RelationCue)
    threats: dict[str, set[str]] = defaultdict(set)
    for threat in entries(folder / "cues_threats.yaml", Threat):
        threats[threat.tone].update(threat.words)
    outlets: dict[str, set[str]] = defaultdict(set)
    for entry in entries(folder / "cues_outlets.yaml", OutletWords):
        outlets[entry.use].update(entry.words)
    irregular = {i.lemma: i.forms for i in entries(folder / "irregular.yaml", IrregularEntry)}
    verbs = [r for r in reporting if r.pos == "verb"]
    lemmas = {w for r in verbs for w in r.lemmas} | {w for x in links for w in x.lemmas}
    lemmas |= {w for r in relations for w in r.lemmas}
    return Cues(
        verbs=_many(tuple(verbs)),
        nouns={w: r for r in reporting if r.pos == "noun" for w in r.lemmas},
        adjectives={w: r for r in reporting if r.pos == "adj" for w in r.lemmas},
        hedges={w: h.degree for h in entries(folder / "cues_hedges.yaml", Hedge) for w in h.words},
        revisions={w: r.stage for r in entries(folder / "cues_revision.yaml", Revision) for w in r.words},
        link_verbs=_many(links),
        link_nouns=_link_nouns(links),
        link_markers={w: link for link in links for w in link.markers},
        link_adjectives={w: link for link in links for w in link.adjectives},
        link_moods={w: link for link in links for w in link.moods},
        link_onsets=frozenset(w for link in links for w in link.onsets),
        link_adverbs={w: link for link in links for w in link.adverbs},
        link_pointers=frozenset(w for link in links for w in link.pointers),
        link_outrages=frozenset(w for link in links if link.hostile for w in link.pointers),
        threats={tone: frozenset(words) for tone, words in threats.items()},
        relation_verbs=_many(relations),
        relation_nouns={
            form: found for noun, found in _many(relations, "nouns").items() for form in (noun, *_plurals(noun))
        },
        relation_suffixes={w: r for r in relations for w in r.suffixes},
        relation_prefixes={w: r for r in relations for w in r.prefixes},
        relation_words={w.use: frozenset(w.words) for w in entries(folder / "cues_relation_words.yaml", RelationWords)},
        outlets={use: frozenset(words) for use, words in outlets.items()},
        forms={form: lemma for lemma in sorted(lemmas) for form in (*inflections(lemma), *irregular.get(lemma, ()))},
    )
