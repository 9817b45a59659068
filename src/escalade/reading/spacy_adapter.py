"""A spaCy pipeline in the reader's place: the same rows, from the user's own model (pip install escalade[spacy]).

The English pipelines that spaCy ships (en_core_web_*) speak ClearNLP's labels, in which a preposition heads its
noun and "is" heads its predicate. `to_ud` turns such a tree into Universal Dependencies. A pipeline that already
speaks UD is passed through. Mentions are the pipeline's named entities; nominal actors ("the militia") need the
shipped reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from escalade.errors import MissingExtraError
from escalade.model.readings import Inkling, Sentence, TieInkling
from escalade.reading.encoder import Segment, paragraphs

_NER = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
_MENTION = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "NORP": "group",
    "GPE": "place", "LOC": "place", "FAC": "facility",
}  # fmt: skip
_LABELS = {
    "ROOT": "root", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj",
    "dative": "iobj", "poss": "nmod:poss", "relcl": "acl:relcl", "neg": "advmod", "prt": "compound:prt",
    "quantmod": "advmod", "predet": "det:predet", "preconj": "cc:preconj", "intj": "discourse", "meta": "dep",
    "oprd": "xcomp", "attr": "xcomp", "acomp": "xcomp", "prep": "advmod", "agent": "advmod",
    "pobj": "obl", "pcomp": "advcl", "npadvmod": "obl:unmarked",
}  # fmt: skip
_CLEARNLP = frozenset(_LABELS) - {"ROOT"}
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "DET"))


@dataclass
class Token:
    """One word while its tree is rewritten; `head` is a 0-based index into the sentence, -1 for the root."""

    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str
    ner: str
    mention: str


class SpacyReader:
    """Reads with a spaCy pipeline; same `parse` and same rows as Reader."""

    def __init__(self, pipeline: Any, fingerprint: str = "") -> None:
        self._pipeline = pipeline
        self._clearnlp = _speaks_clearnlp(pipeline)
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, name: str) -> SpacyReader:
        """The installed pipeline `name`. MissingExtraError, naming what to install, without spaCy or the pipeline."""
        try:
            import spacy
        except ImportError as error:
            raise MissingExtraError("spaCy is not installed: pip install 'escalade[spacy]'") from error
        try:
            pipeline = spacy.load(name)
        except OSError as error:
            message = f"no spaCy pipeline {name!r} is installed: python -m spacy download {name}"
            raise MissingExtraError(message) from error
        return cls(pipeline, f"spacy-{name}-{pipeline.meta.get('version', '')}")

    def read(
        self, document_id: str, text: str, segments: Iterable[Segment] | None = None
    ) -> tuple[list[Sentence], list[Inkling], list[TieInkling]]:
        """The sentences of one document, as Reader.read gives them; a spaCy pipeline foretells nothing."""
        return self.parse(document_id, text, segments), [], []

    def parse(self, document_id: str, text: str, segments: Iterable[Segment] | None = None) -> list[Sentence]:
        """The sentences of one document, as Reader.parse gives them."""
        rows: list[Sentence] = []
        for number, (start, end, kind) in enumerate(paragraphs(text) if segments is None else segments):
            for tokens in sentences(self._pipeline(text[start:end]), start, self._clearnlp):
                rows.append(
                    Sentence(
                        sentence_id=f"{document_id}:{len(rows)}",
                        document_id=document_id,
                        ordinal=len(rows),
                        block=kind,
                        segment=number,
                        char_start=tokens[0].start,
                        char_end=tokens[-1].end,
                        token_start=tuple(t.start for t in tokens),
                        token_end=tuple(t.end for t in tokens),
                        lemma=tuple(t.lemma for t in tokens),
                        upos=tuple(t.upos for t in tokens),
                        xpos=tuple(t.xpos for t in tokens),
                        head=tuple(t.head + 1 for t in tokens),
                        deprel=tuple(t.deprel for t in tokens),
                        ner=tuple(t.ner for t in tokens),
                        mention=tuple(t.mention for t in tokens),
                    )
                )
        return rows


def _speaks_clearnlp(pipeline: Any) -> bool:
    """Whether a pipeline's parser knows ClearNLP labels; a pipeline that does not say is taken to."""
    if not getattr(pipeline, "has_pipe", lambda _: False)("parser"):
        return True
    return bool(_CLEARNLP & set(pipeline.get_pipe("parser").labels))


def sentences(doc: Any, offset: int = 0, clearnlp: bool = True) -> list[list[Token]]:
    """A spaCy Doc's sentences in UD, white-space tokens left out; offsets shifted by `offset`."""
    out = []
    for sent in doc.sents:
        words = [t for t in sent if not t.is_space]
        place = {t.i: n for n, t in enumerate(words)}
        tokens = []
        for t in words:
            head = t.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            up = -1 if head.i == t.i or head.is_space else place.get(head.i, -1)
            ner, mention = _NER.get(t.ent_type_), _MENTION.get(t.ent_type_)
            edge = t.ent_iob_ or "O"
            tokens.append(
                Token(
                    start=offset + t.idx,
                    end=offset + t.idx + len(t.text),
                    lemma=t.lemma_ or t.text,
                    upos=t.pos_ or "X",
                    xpos=t.tag_ or "_",
                    head=up,
                    deprel=t.dep_ if up >= 0 else "ROOT",
                    ner=f"{edge}-{ner}" if ner else "O",
                    mention=f"{edge}-{mention}" if mention else "O",
                )
            )
        if tokens:
            _one_root(tokens)
            out.append(to_ud(tokens, clearnlp))
    return out


def _one_root(tokens: list[Token]) -> None:
    roots = [i for i, t in enumerate(tokens) if t.head < 0]
    for i in roots[1:]:
        tokens[i].head, tokens[i].deprel = roots[0], "parataxis"


def to_ud(tokens: list[Token], clearnlp: bool = True) -> list[Token]:
    """Rewrite a ClearNLP tree in place into UD; a tree that is UD already only gets "root" for "ROOT"."""
    if clearnlp:
        for t in tokens:
            if t.deprel == "nmod":  # there a noun before a noun, in UD a noun with a preposition
                t.deprel = "compound"
        _conjuncts(tokens)
        _copulas(tokens)
        _prepositions(tokens)
        for t in tokens:
            if t.deprel == "npadvmod" and t.head >= 0 and tokens[t.head].upos in _NOMINAL:
                t.deprel = "nmod:unmarked"
            t.deprel = _LABELS.get(t.deprel, t.deprel)
    for t in tokens:
        t.deprel = "root" if t.head < 0 else t.deprel.replace("ROOT", "dep")
    return tokens


def _conjuncts(tokens: list[Token]) -> None:
    """All conjuncts hang on the first, each "and" on the conjunct behind it."""
    for t in tokens:
        while t.deprel == "conj" and t.head >= 0 and tokens[t.head].deprel == "conj":
            t.head = tokens[t.head].head
    for i, t in enumerate(tokens):
        if t.deprel == "cc":
            first = t.head if tokens[t.head].deprel != "conj" else tokens[t.head].head
            behind = [j for j in range(i + 1, len(tokens)) if tokens[j].deprel == "conj" and tokens[j].head == first]
            if behind:
                t.head = behind[0]


def _copulas(tokens: list[Token]) -> None:
    """ "is" goes under its predicate, and so does all that hung on it; "there is X" makes X a subject."""
    for i, t in enumerate(tokens):
        kids = [j for j, k in enumerate(tokens) if k.head == i]
        predicate = next((j for j in kids if tokens[j].deprel in ("attr", "acomp")), None)
        if t.lemma != "be" or predicate is None:
            continue
        if any(tokens[j].deprel == "expl" for j in kids):
            tokens[predicate].deprel = "nsubj"
            continue
        tokens[predicate].head, tokens[predicate].deprel = t.head, t.deprel
        for j in kids:
            if j != predicate:
                tokens[j].head = predicate
        t.head, t.deprel = predicate, "cop"


def _prepositions(tokens: list[Token]) -> None:
    """A preposition goes under its noun as "case" (under its clause as "mark"), and the noun takes its place."""
    for i, t in enumerate(tokens):
        if t.deprel not in ("pobj", "pcomp") or t.head < 0:
            continue
        chain = [t.head]
        top = tokens[t.head]
        while top.head >= 0 and top.deprel == "prep" and _is_bare(tokens, top.head):
            chain.append(top.head)
            top = tokens[top.head]
        role, up = top.deprel, top.head
        if up < 0:
            continue
        nominal = tokens[up].upos in _NOMINAL and not any(k.head == up and k.deprel == "cop" for k in tokens)
        if t.deprel == "pobj":
            label = "obl:agent" if role == "agent" else "nmod" if nominal else "obl"
        else:
            label = "acl" if nominal else "advcl"
        for j in chain:
            for k in tokens:
                if k.head == j and k is not t and k.deprel not in ("pobj", "pcomp"):
                    k.head = i
            tokens[j].head, tokens[j].deprel = i, "case" if t.deprel == "pobj" else "mark"
        t.head, t.deprel = up, label


def _is_bare(tokens: list[Token], i: int) -> bool:
    """Whether token i is a preposition without an object of its own ("out" in "out of the house")."""
    return tokens[i].deprel == "prep" and not any(k.head == i and k.deprel in ("pobj", "pcomp") for k in tokens)
