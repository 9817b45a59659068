"""A spaCy pipeline's ClearNLP trees come out as Universal Dependencies."""

from __future__ import annotations

import builtins
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from escalade.errors import MissingExtraError
from escalade.model.documents import Document, Segment
from escalade.model.readings import Inkling, Sentence, TieInkling
from escalade.model.tables import Tables
from escalade.reading import stages
from escalade.reading.spacy_adapter import SpacyReader, Token, to_ud
from escalade.settings import ReadingSettings, Settings


def tree(columns: str, clearnlp: bool = True) -> dict[str, tuple[str, str]]:
    """One "word upos head deprel" a line (1-based heads, 0 root); gives word -> (label, head word) in UD."""
    rows = [line.split() for line in columns.strip().splitlines()]
    lemma = {"was": "be", "is": "be", "are": "be", "were": "be"}
    tokens = [Token(0, 1, lemma.get(w, w), upos, "", int(head) - 1, deprel, "O", "O") for w, upos, head, deprel in rows]
    words = [r[0] for r in rows]
    return {
        w: (t.deprel, words[t.head] if t.head >= 0 else "") for w, t in zip(words, to_ud(tokens, clearnlp), strict=True)
    }


def test_passive_with_agent() -> None:
    got = tree(
        "Soldiers NOUN 3 nsubjpass\nwere AUX 3 auxpass\nattacked VERB 0 ROOT\n"
        "by ADP 3 agent\nmilitias NOUN 4 pobj\nin ADP 3 prep\nIraq PROPN 6 pobj"
    )
    assert got["Soldiers"] == ("nsubj:pass", "attacked")
    assert got["were"] == ("aux:pass", "attacked")
    assert got["militias"] == ("obl:agent", "attacked")
    assert got["by"] == ("case", "militias")
    assert got["Iraq"] == ("obl", "attacked")
    assert got["attacked"] == ("root", "")


def test_prepositions_under_nouns_and_in_chains() -> None:
    got = tree(
        "leaders NOUN 2 nsubj\nran VERB 0 ROOT\nout ADP 2 prep\n"
        "of ADP 3 prep\nhouses NOUN 4 pobj\nof ADP 5 prep\nallies NOUN 6 pobj"
    )
    assert got["houses"] == ("obl", "ran")
    assert got["out"] == ("case", "houses")
    assert got["allies"] == ("nmod", "houses")


def test_copula() -> None:
    got = tree("He PRON 2 nsubj\nis AUX 0 ROOT\nthe DET 4 det\nleader NOUN 2 attr\nthere ADV 2 advmod")
    assert got["leader"] == ("root", "")
    assert got["is"] == ("cop", "leader")
    assert got["He"] == ("nsubj", "leader")


def test_existential_there_keeps_its_verb() -> None:
    got = tree("There PRON 2 expl\nwas VERB 0 ROOT\nfighting NOUN 2 attr")
    assert got["was"] == ("root", "")
    assert got["fighting"] == ("nsubj", "was")


def test_conjuncts_hang_on_the_first() -> None:
    got = tree(
        "Iran PROPN 6 nsubj\n, PUNCT 1 punct\nIraq PROPN 1 conj\nand CCONJ 3 cc\nSyria PROPN 3 conj\nmet VERB 0 ROOT"
    )
    assert got["Iraq"] == ("conj", "Iran")
    assert got["Syria"] == ("conj", "Iran")
    assert got["and"] == ("cc", "Syria")


def test_other_labels() -> None:
    got = tree(
        "Iran PROPN 2 poss\nenvoy NOUN 3 nsubj\ngave VERB 0 ROOT\nthem PRON 3 dative\n"
        "arms NOUN 3 dobj\nthat PRON 7 nsubj\nkill VERB 5 relcl"
    )
    assert [got[w][0] for w in ("Iran", "them", "arms", "kill")] == ["nmod:poss", "iobj", "obj", "acl:relcl"]


def test_a_tree_in_ud_is_left_alone() -> None:
    got = tree(
        "He PRON 3 nsubj\nwas AUX 3 aux:pass\nshot VERB 0 ROOT\nin ADP 5 case\nKabul PROPN 3 obl", clearnlp=False
    )
    assert got["Kabul"] == ("obl", "shot")
    assert got["shot"] == ("root", "")


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def blocked(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] == "spacy":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "spacy", raising=False)
    monkeypatch.setattr(builtins, "__import__", blocked)
    with pytest.raises(MissingExtraError, match=r"escalade\[spacy\]"):
        SpacyReader.load("en_core_web_sm")


def test_a_pipeline_reads_in_the_place_of_the_shipped_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Iran denied it."
    segments = (Segment("body", 0, len(text), 0, None, None),)
    document = Document("d", "u", "u", None, (), None, None, "given", None, "en", text, segments, True, None)
    tables, read = Tables(), []
    tables.add(Document, [document])
    pipeline = SpacyReader(lambda part: read.append(part) or SimpleNamespace(sents=()))
    monkeypatch.setattr(stages, "_spacy", lambda name: pipeline)
    settings = Settings(reading=ReadingSettings(parser="some_pipeline"))
    assert stages.read(tables, {}, settings) == {Sentence: [], Inkling: [], TieInkling: []}
    assert read == [text]


@pytest.mark.slow
def test_rows_from_a_real_doc() -> None:
    spacy = pytest.importorskip("spacy")
    tokens = pytest.importorskip("spacy.tokens")
    text = "Iran blamed the U.S. for strikes .\nIt denied them ."
    words = ["Iran", "blamed", "the", "U.S.", "for", "strikes", ".", "\n", "It", "denied", "them", "."]
    nlp = spacy.blank("en")
    doc = tokens.Doc(
        nlp.vocab,
        words=words,
        spaces=[True, True, True, True, True, True, False, False, True, True, True, False],
        heads=[1, 1, 3, 1, 1, 4, 1, 6, 9, 9, 9, 9],
        deps=["nsubj", "ROOT", "det", "dobj", "prep", "pobj", "punct", "dep", "nsubj", "ROOT", "dobj", "punct"],
        pos=["PROPN", "VERB", "DET", "PROPN", "ADP", "NOUN", "PUNCT", "SPACE", "PRON", "VERB", "PRON", "PUNCT"],
        tags=["NNP", "VBD", "DT", "NNP", "IN", "NNS", ".", "_SP", "PRP", "VBD", "PRP", "."],
        lemmas=["Iran", "blame", "the", "U.S.", "for", "strike", ".", "\n", "it", "deny", "they", "."],
        ents=["B-GPE", "O", "O", "B-GPE", "O", "O", "O", "O", "O", "O", "O", "O"],
    )
    assert doc.text == text

    rows = SpacyReader(lambda _: doc).parse("d", "  " + text, [(2, 2 + len(text), "body")])
    assert [r.sentence_id for r in rows] == ["d:0", "d:1"]
    first = rows[0]
    assert first.char_start == 2
    assert first.head == (2, 0, 4, 2, 6, 2, 2)
    assert first.deprel == ("nsubj", "root", "det", "obj", "case", "obl", "punct")
    assert first.ner[0] == "B-LOC"
    assert rows[1].lemma == ("it", "deny", "they", ".")
