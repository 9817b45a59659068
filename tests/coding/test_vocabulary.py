"""The shipped vocabulary is whole, and a bad pack is refused by file and rule."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from escalade.errors import VocabularyError
from escalade.vocab import ontology, operators, predicates
from escalade.vocab.loader import DATA


def test_ontology_has_sixteen_types_with_codes_and_quads() -> None:
    known = ontology.load()
    assert len(known.types) == 16
    assert {known.quad(t) for t in known.types} == {1, 2, 3, 4}
    assert known.goldstein(known.code("ASSAULT", "drone")) == -10
    assert all(known.code(t, m) in known.cameo for t in known.types for m in (None, *known.modes(t)))


def test_every_type_has_verbs_and_nouns() -> None:
    words = predicates.load()
    for pos in (words.verbs, words.nouns):
        types = {p.type for entries in pos.values() for p in entries}
        assert (
            types >= set(ontology.load().types) - {"SANCTION"}
            if pos is words.nouns
            else types == set(ontology.load().types)
        )


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("attacked", "attack"), ("freed", "free"), ("vetoed", "veto"), ("expelled", "expel"), ("denies", "deny")],
)
def test_inflections_lead_back_to_the_lemma(form: str, lemma: str) -> None:
    assert form in predicates.inflections(lemma)
    assert predicates.load().forms[form] == lemma


def test_operators_know_slots() -> None:
    known = operators.load()
    assert known.effect("VERB", "plan", "comp") == "intended"
    assert known.effect("VERB", "plan", "subj") is None
    assert known.word("MARK", "if") == "conditional"


@pytest.mark.parametrize(
    "entry",
    [
        "- {rule: x, verb: [hit], mode: nonsense}",
        "- {rule: x, verb: [hit], cameo: '999'}",
        "- {rule: x, verb: [hit], when: {obj: [+nonsense]}}",
        "- {rule: x, verb: [hit], surprise: 1}",
        "- {rule: x, verb: [hit]}\n- {rule: x, verb: [strike]}",
    ],
)
def test_a_bad_entry_is_refused(tmp_path: Path, entry: str) -> None:
    for name in ("ontology", "contexts", "cameo", "classes", "weapons", "support", "irregular"):
        shutil.copy(DATA / f"{name}.yaml", tmp_path)
    (tmp_path / "predicates").mkdir()
    (tmp_path / "predicates" / "assault.yaml").write_text(entry)
    with pytest.raises(VocabularyError, match=r"assault\.yaml"):
        predicates.load(tmp_path)
