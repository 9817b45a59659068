"""The room's two stages: reading.read (text to sentences) and reading.mentions (sentences to mentions)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from escalade.model.documents import Document
from escalade.model.readings import Inkling, Mention, Sentence, TieInkling
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.reading import bearers, mentions, towns
from escalade.reading.heads import MENTION_KINDS
from escalade.vocab.given import given_names

_KINDS = {"government": "organisation", "media": "organisation"} | {k: k for k in MENTION_KINDS}


def read(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Sentences of every kept document, what their words may tell and how they may hang together; with
    settings.reading.parser a spaCy pipeline's sentences, of which nothing is foretold, else the shipped reader's."""
    name = settings.reading.parser
    reader = resources["reader"] if name == "builtin" else _spacy(name)
    rows: list[Sentence] = []
    inklings: list[Inkling] = []
    ties: list[TieInkling] = []
    for document in tables.rows(Document):
        if document.kept:
            segments = [(s.char_start, s.char_end, s.kind) for s in document.segments]
            sentences, told, tied = reader.read(document.document_id, document.text, segments)
            rows += sentences
            inklings += told
            ties += tied
    return {Sentence: rows, Inkling: inklings, TieInkling: ties}


def find_mentions(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Mentions in every sentence; the lexicon's names win over what was learnt, the gazetteer's towns over persons."""
    lexicon, gazetteer = resources["lexicon"], resources["gazetteer"]
    names = _names(lexicon)
    sentences = tables.by_document(Sentence)
    rows: list[Mention] = []
    for document in tables.rows(Document):
        own = sentences.get(document.document_id, ())
        found = mentions.find(own, document.text, names)
        by_ordinal = {s.ordinal: s for s in own}
        found = bearers.unplaced(found, by_ordinal, lexicon, gazetteer, given_names())
        rows += towns.renamed(found, by_ordinal, lexicon, gazetteer)
    return {Mention: rows}


@lru_cache(maxsize=2)
def _spacy(name: str) -> Any:
    from escalade.reading.spacy_adapter import SpacyReader

    return SpacyReader.load(name)


class PackNames:
    """The actor pack as a finder of names. A name that several actors share says nothing sure and is left out."""

    def __init__(self, pack: Any) -> None:
        self._pack = pack

    def find(self, words: list[str]) -> list[mentions.Span]:
        """Known names in a sentence, left to right, not overlapping."""
        found = []
        for match in self._pack.phrases.find(words):
            kinds = [k for alias in match.values if (k := self._kind(alias))]
            if kinds:
                found.append(mentions.Span(match.lo, match.hi, kinds[0]))
        return found

    def _kind(self, alias: Any) -> str | None:
        if alias.use == "demonym":
            return mentions.DEMONYM
        if alias.use == "metonym":
            return "place"
        if alias.use == "shared":
            return None
        actor = self._pack.get(alias.actor_id)
        return _KINDS.get(actor.kind) if actor else None


@lru_cache(maxsize=2)
def _names(lexicon: Any) -> PackNames:
    return PackNames(lexicon)


STAGES = (
    Stage(
        name="reading.read",
        question="what are the words, and how do they hang together",
        apply=read,
        reads=(Document,),
        writes=(Sentence, Inkling, TieInkling),
        resources=("reader",),
    ),
    Stage(
        name="reading.mentions",
        question="which actors, places, facilities and weapons are mentioned",
        apply=find_mentions,
        reads=(Document, Sentence),
        writes=(Mention,),
        resources=("lexicon", "gazetteer"),
    ),
)
