"""The small parts: trees from scores, lemma rules, word pieces."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalade.reading.lemmas import Lemmas, apply_rule, base_of, rule_of
from escalade.reading.repairs import repair
from escalade.reading.tree import best_tree, is_tree
from escalade.reading.wordpiece import WordPieces, shape


@pytest.mark.parametrize("seed", range(20))
def test_best_tree_is_a_tree_and_the_best_of_its_root(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(6, 6)).astype(np.float32)
    heads = best_tree(scores)
    assert is_tree(heads)
    root = heads.index(0, 1)
    best = max(
        sum(scores[i + 1, h] for i, h in enumerate(guess))
        for guess in itertools.product(range(6), repeat=5)
        if is_tree([0, *guess]) and guess[root - 1] == 0
    )
    assert sum(scores[i, heads[i]] for i in range(1, 6)) == pytest.approx(best, abs=1e-4)


def test_what_is_no_tree() -> None:
    assert is_tree([0, 2, 0, 2])
    assert not is_tree([0, 0, 0])
    assert not is_tree([0, 2, 1, 0])


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Cities", "city"),
        ("was", "be"),
        ("Iran", "Iran"),
        ("US", "US"),
        ("ran", "run"),
        ("THE", "the"),
        ("soldiers", "soldier"),
    ],
)
def test_a_rule_gives_back_the_lemma_it_was_made_from(form: str, lemma: str) -> None:
    assert apply_rule(form, rule_of(form, lemma)) == lemma


def test_the_name_us_is_not_the_pronoun() -> None:
    lemmas = Lemmas({("us", "PRON"): "we", ("US", "PROPN"): "US"})
    assert lemmas.lemma("Us", "PRON", "PRP", "K") == "we"
    assert lemmas.lemma("US", "PROPN", "NNP", "S||0|") == "US"


def test_pieces_are_greedy_and_never_empty() -> None:
    pieces = WordPieces(["[PAD]", "kata", "##ib", "'", "e", "cole", "##cole"])
    assert pieces.pieces("Kataib") == (1, 2)
    assert pieces.pieces("école") == (4, 6)
    assert pieces.pieces("") == pieces.pieces("zzz") == pieces.pieces("\u200b") == (100,)


def test_shape_tells_the_country_from_the_pronoun() -> None:
    assert shape("US", False) != shape("us", False)
    assert shape("The", True) != shape("The", False)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("blamed", "blame"), ("shunned", "shun"), ("invested", "invest"), ("reinstated", "reinstate"),
        ("complied", "comply"), ("stuffed", "stuff"), ("expelled", "expel"), ("dying", "die"), ("agreed", "agree"),
        ("avenging", "avenge"), ("mortared", "mortar"), ("rescuing", "rescue"), ("besieged", "besiege"),
        ("red", ""), ("need", ""), ("blame", ""),
    ],
)  # fmt: skip
def test_the_base_of_a_regular_verb_follows_its_spelling(form: str, base: str) -> None:
    assert base_of(form) == base


def test_the_phrase_that_the_verb_asks_for_leaves_its_object() -> None:
    words = "Kyiv blamed the raid on the depot on saboteurs".split()
    upos = "PROPN VERB DET NOUN ADP DET NOUN ADP NOUN".split()
    head = [2, 0, 4, 2, 7, 7, 4, 9, 7]
    deprel = ["nsubj", "root", "det", "obj", "case", "det", "nmod", "case", "nmod"]
    repair(words, upos, upos, head, deprel)
    assert (head[8], deprel[8]) == (2, "obl")
    assert (head[6], deprel[6]) == (4, "nmod")


def test_a_day_is_nobody_to_blame() -> None:
    words, upos = "Kyiv blamed the raid on Monday".split(), "PROPN VERB DET NOUN ADP PROPN".split()
    head, deprel = [2, 0, 4, 2, 6, 4], ["nsubj", "root", "det", "obj", "case", "nmod"]
    repair(words, upos, upos, head, deprel)
    assert (head[5], deprel[5]) == (4, "nmod")


def test_what_a_place_holds_hangs_on_the_place() -> None:
    words, upos = "Troops fired at camps housing refugees".split(), "NOUN VERB ADP NOUN VERB NOUN".split()
    head, deprel = [2, 0, 4, 2, 2, 5], ["nsubj", "root", "case", "obl", "advcl", "obj"]
    repair(words, upos, upos, head, deprel)
    assert (head[4], deprel[4]) == (4, "acl")


def test_what_was_so_all_the_same_is_no_part_of_what_is_denied() -> None:
    words = "Rwanda denied shelling camps , though witnesses died".split()
    upos = "PROPN VERB VERB NOUN PUNCT SCONJ NOUN VERB".split()
    head, deprel = [2, 0, 2, 3, 8, 8, 8, 3], ["nsubj", "root", "xcomp", "obj", "punct", "mark", "nsubj", "advcl"]
    repair(words, upos, upos, head, deprel)
    assert (head[7], deprel[7]) == (2, "advcl")


def test_no_verb_of_saying_is_joined_to_what_a_thing_was_like() -> None:
    words = "Rebels phoned while it was dark and claimed it".split()
    upos = "NOUN VERB SCONJ PRON AUX ADJ CCONJ VERB PRON".split()
    head = [2, 0, 6, 6, 6, 2, 8, 6, 8]
    deprel = ["nsubj", "root", "mark", "nsubj", "cop", "advcl", "cc", "conj", "obj"]
    repair(words, upos, upos, head, deprel)
    assert (head[7], deprel[7]) == (2, "conj")


def test_a_participle_behind_its_noun_is_the_nouns() -> None:
    words, xpos = "An ambush blamed on rebels killed nine".split(), "DT NN VBN IN NNS VBD CD".split()
    upos = "DET NOUN VERB ADP NOUN VERB NUM".split()
    head, deprel = [2, 6, 6, 5, 3, 0, 6], ["det", "nsubj", "advcl", "case", "obl", "root", "obj"]
    repair(words, upos, xpos, head, deprel)
    assert (head[2], deprel[2]) == (2, "acl")


def test_a_singular_verb_is_not_joined_to_a_plural() -> None:
    words, xpos = (
        "Chad says rebels are near and has closed schools".split(),
        "NNP VBZ NNS VBP RB CC VBZ VBN NNS".split(),
    )
    upos = "PROPN VERB NOUN AUX ADV CCONJ AUX VERB NOUN".split()
    head = [2, 0, 5, 5, 2, 8, 8, 5, 8]
    deprel = ["nsubj", "root", "nsubj", "cop", "ccomp", "cc", "aux", "conj", "obj"]
    repair(words, upos, xpos, head, deprel)
    assert head[7] == 2
    words[6], xpos[6], head[7] = "have", "VBP", 5
    repair(words, upos, xpos, head, deprel)
    assert head[7] == 5


def test_who_is_named_behind_what_he_says_is_the_subject() -> None:
    words, upos = "Roads will close , warned Diallo".split(), "NOUN AUX VERB PUNCT VERB PROPN".split()
    head, deprel = [3, 3, 5, 3, 0, 5], ["nsubj", "aux", "ccomp", "punct", "root", "iobj"]
    repair(words, upos, upos, head, deprel)
    assert deprel[5] == "nsubj"
    told = [w if w != "warned" else "told" for w in words]
    head, deprel = [3, 3, 5, 3, 0, 5], ["nsubj", "aux", "ccomp", "punct", "root", "iobj"]
    repair(told, upos, upos, head, deprel)
    assert deprel[5] == "iobj"


def test_who_is_named_before_tells_whoever_is_named_behind() -> None:
    words, upos = "Men fled , a clerk told Beacon".split(), "NOUN VERB PUNCT DET NOUN VERB PROPN".split()
    head, deprel = [2, 6, 2, 5, 7, 0, 6], ["nsubj", "ccomp", "punct", "det", "appos", "root", "nsubj"]
    repair(words, upos, upos, head, deprel)
    assert (head[4], deprel[4], deprel[6]) == (6, "nsubj", "iobj")
    said = [w if w != "told" else "said" for w in words]
    head, deprel = [2, 6, 2, 5, 7, 0, 6], ["nsubj", "ccomp", "punct", "det", "appos", "root", "nsubj"]
    repair(said, upos, upos, head, deprel)
    assert deprel[6] == "nsubj"


def test_of_two_subjects_behind_a_participle_the_first_is_its_object() -> None:
    words, xpos = "Citing a colonel , it reports gains".split(), "VBG DT NN , PRP VBZ NNS".split()
    upos = "VERB DET NOUN PUNCT PRON VERB NOUN".split()
    head, deprel = [6, 3, 6, 1, 6, 0, 6], ["advcl", "det", "nsubj", "punct", "nsubj", "root", "obj"]
    repair(words, upos, xpos, head, deprel)
    assert (head[2], deprel[2]) == (1, "obj")
    assert (head[4], deprel[4]) == (6, "nsubj")


def test_what_follows_a_reported_clause_is_not_reported_with_it() -> None:
    words = "Troops fired , sources said ; the army denied it".split()
    upos = "NOUN VERB PUNCT NOUN VERB PUNCT DET NOUN VERB PRON".split()
    head, deprel = [2, 5, 5, 5, 0, 9, 8, 9, 2, 9], "nsubj ccomp punct nsubj root punct det nsubj parataxis obj".split()
    repair(words, upos, upos, head, deprel)
    assert (head[8], deprel[8]) == (5, "parataxis")


def test_of_two_objects_the_one_before_the_verb_is_its_subject() -> None:
    words, upos = "that his air force destroyed two aircraft".split(), "SCONJ PRON NOUN NOUN VERB NUM NOUN".split()
    head, deprel = [5, 4, 4, 5, 0, 7, 5], "mark nmod:poss compound obj root nummod obj".split()
    repair(words, upos, upos, head, deprel)
    assert deprel[3] == "nsubj"
    assert deprel[6] == "obj"


def test_what_is_coordinated_does_not_jump_over_a_verb() -> None:
    words = "killing a contractor and wounding four soldiers and two guards".split()
    upos = "VERB DET NOUN CCONJ VERB NUM NOUN CCONJ NUM NOUN".split()
    head, deprel = [0, 3, 1, 5, 1, 7, 5, 10, 10, 3], "root det obj cc conj nummod obj cc nummod conj".split()
    repair(words, upos, upos, head, deprel)
    assert (head[9], deprel[9]) == (7, "conj")


def test_what_somebody_is_told_is_no_clause_on_him() -> None:
    words = "Divers told the Review that rebels attacked Gao".split()
    upos = "NOUN VERB DET PROPN SCONJ NOUN VERB PROPN".split()
    for label in ("mark", "nsubj"):
        head, deprel = [2, 0, 4, 2, 7, 7, 4, 7], ["nsubj", "root", "det", "obj", label, "nsubj", "acl:relcl", "obj"]
        repair(words, upos, upos, head, deprel)
        assert (head[6], deprel[6], deprel[4]) == (2, "ccomp", "mark")
    words = "Divers told the men that rebels captured".split()  # a clause that lacks its object stays on the noun
    head, deprel = [2, 0, 4, 2, 7, 7, 4], ["nsubj", "root", "det", "obj", "obj", "nsubj", "acl:relcl"]
    repair(words, upos[:7], upos[:7], head, deprel)
    assert (head[6], deprel[6]) == (4, "acl:relcl")


@pytest.mark.parametrize(("apposed", "on"), [("league", 7), ("father", 2)])
def test_a_league_is_what_somebody_heads_and_no_person(apposed: str, on: int) -> None:
    words = f"Omar Sy , who heads the Front , a {apposed}".split()
    upos = "NOUN PROPN PUNCT PRON VERB DET PROPN PUNCT DET NOUN".split()
    head = [2, 0, 5, 5, 2, 7, 5, 10, 10, 2]
    deprel = ["flat", "root", "punct", "nsubj", "acl:relcl", "det", "obj", "punct", "det", "appos"]
    repair(words, upos, upos, head, deprel)
    assert (head[9], deprel[9]) == (on, "appos")


def test_what_is_named_to_be_ruled_out_is_no_apposition() -> None:
    words, upos = "A branch , not the league , struck".split(), "DET NOUN PUNCT PART DET NOUN PUNCT VERB".split()
    head, deprel = [2, 8, 6, 6, 6, 2, 2, 0], "det nsubj punct advmod det appos punct root".split()
    repair(words, upos, upos, head, deprel)
    assert (head[5], deprel[5]) == (2, "conj")


def test_a_noun_without_subject_or_copula_is_no_clause() -> None:
    words, upos = "Fano claimed the bombing".split(), "PROPN VERB DET NOUN".split()
    head, deprel = [2, 0, 4, 2], ["nsubj", "root", "det", "ccomp"]
    repair(words, upos, upos, head, deprel)
    assert deprel[3] == "obj"
    words, upos = "Fano said it was a raid".split(), "PROPN VERB PRON AUX DET NOUN".split()
    head, deprel = [2, 0, 6, 6, 6, 2], ["nsubj", "root", "nsubj", "cop", "det", "ccomp"]
    repair(words, upos, upos, head, deprel)
    assert deprel[5] == "ccomp"


def test_who_is_accused_of_something_else_is_not_what_the_first_is_accused_of() -> None:
    words = "Mali accused Algeria of arming rebels and France of training them".split()
    upos = "PROPN VERB PROPN SCONJ VERB NOUN CCONJ PROPN SCONJ VERB PRON".split()
    xpos = "NNP VBD NNP IN VBG NNS CC NNP IN VBG PRP".split()
    head = [2, 0, 2, 5, 2, 5, 8, 6, 10, 8, 10]
    deprel = "nsubj root obj mark advcl obj cc conj mark acl obj".split()
    repair(words, upos, xpos, head, deprel)
    assert (head[7], deprel[7]) == (10, "nsubj")
    assert (head[9], deprel[9]) == (5, "conj")


def test_who_says_it_behind_a_row_of_things_is_not_in_the_row() -> None:
    words = "Rebels burnt two lorries , a nun and a driver said".split()
    upos = "NOUN VERB NUM NOUN PUNCT DET NOUN CCONJ DET NOUN VERB".split()
    head = [2, 11, 4, 2, 7, 7, 4, 10, 10, 11, 0]
    deprel = "nsubj ccomp nummod obj punct det conj cc det nsubj root".split()
    repair(words, upos, upos, head, deprel)
    assert (head[6], deprel[6]) == (11, "nsubj")
    assert (head[9], deprel[9]) == (7, "conj")


def test_a_semicolon_parts_what_is_told_from_what_another_says() -> None:
    words, upos = "Togo accuses Benin ; Lome says nothing".split(), "PROPN VERB PROPN PUNCT PROPN VERB PRON".split()
    head, deprel = [2, 6, 2, 6, 6, 0, 6], "nsubj ccomp obj punct nsubj root obj".split()
    repair(words, upos, upos, head, deprel)
    assert deprel[1] == "parataxis"


def test_what_went_on_beside_a_headlines_denial_is_not_denied() -> None:
    words, upos = "Iran denies plotting as Israel strikes Qom".split(), "PROPN VERB VERB SCONJ PROPN VERB PROPN".split()
    head, deprel = [2, 0, 2, 6, 6, 3, 6], "nsubj root xcomp mark nsubj advcl obj".split()
    repair(words, upos, upos, head, deprel)
    assert (head[5], deprel[5]) == (2, "advcl")


def test_what_somebody_says_within_a_relative_clause_is_his_word() -> None:
    words = "Rebels which Lome says are armed by Benin fled".split()
    upos = "NOUN PRON PROPN VERB AUX VERB ADP PROPN VERB".split()
    head, deprel = [9, 6, 4, 1, 6, 1, 8, 6, 0], "nsubj obj nsubj acl:relcl aux acl:relcl case obl root".split()
    xpos = "NNS WDT NNP VBZ VBP VBN IN NNP VBD".split()
    repair(words, upos, xpos, head, deprel)
    assert (head[5], deprel[5]) == (4, "ccomp")
    assert deprel[1] == "nsubj"


def test_what_stands_before_who_says_so_belongs_to_what_is_said() -> None:
    words = "On Sunday , police say , gunmen fled".split()
    upos = "ADP PROPN PUNCT NOUN VERB PUNCT NOUN VERB".split()
    head, deprel = [2, 5, 2, 5, 0, 8, 8, 5], "case obl punct nsubj root punct nsubj ccomp".split()
    repair(words, upos, ["IN", "NNP", ",", "NNS", "VBP", ",", "NNS", "VBD"], head, deprel)
    assert head[1] == 8
    words[5] = "that"  # "on Sunday, police say that gunmen fled"
    head, deprel = [2, 5, 2, 5, 0, 8, 8, 5], "case obl punct nsubj root mark nsubj ccomp".split()
    repair(words, upos, ["IN", "NNP", ",", "NNS", "VBP", "IN", "NNS", "VBD"], head, deprel)
    assert head[1] == 5


def test_a_past_is_not_joined_to_an_infinitive() -> None:
    words = "Minsk told reporters to leave and expelled two".split()
    upos = "PROPN VERB NOUN PART VERB CCONJ VERB NUM".split()
    head, deprel = [2, 0, 2, 5, 2, 7, 5, 7], "nsubj root iobj mark xcomp cc conj obj".split()
    repair(words, upos, ["NNP", "VBD", "NNS", "TO", "VB", "CC", "VBD", "CD"], head, deprel)
    assert head[6] == 2


def test_a_noun_with_a_hyphen_is_headed_by_its_first_half() -> None:
    words = "The break - in at the embassy led to riots".split()
    upos = "DET NOUN PUNCT NOUN ADP DET NOUN VERB ADP NOUN".split()
    head = [4, 4, 2, 8, 7, 7, 4, 0, 10, 8]
    deprel = ["det", "compound", "punct", "nsubj", "case", "det", "nmod", "root", "case", "obl"]
    repair(words, upos, upos, head, deprel)
    assert (head[:4], deprel[1], deprel[3]) == ([2, 8, 2, 2], "nsubj", "compound:prt")
    assert head[6] == 2


def test_a_dash_before_a_phrase_makes_no_noun() -> None:
    words, upos = "He left the town - in a hurry".split(), "PRON VERB DET NOUN PUNCT ADP DET NOUN".split()
    head, deprel = [2, 0, 4, 2, 8, 8, 8, 2], ["nsubj", "root", "det", "obj", "punct", "case", "det", "obl"]
    repair(words, upos, upos, head, deprel)
    assert (head[5], deprel[5]) == (8, "case")


_WORDS = (
    "the , - ; said told that which who it was after two-day stand-off stand off break in army rebels attacked killing "
    "ten blamed on accused of and while Monday drone struck not denied LIVE as happened"
).split()
_TAGS = ("NOUN", "VERB", "PROPN", "PRON", "ADP", "PUNCT", "AUX", "NUM")
_FORMS = ("NN", "NNS", "VBD", "VBN", "VBG", "VBZ", "PRP", "IN", "NNP", "CD")
_LABELS = (
    "nsubj", "obj", "obl", "nmod", "conj", "appos", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis",
    "compound", "case", "mark", "punct", "nsubj:pass", "aux", "cop", "det",
)  # fmt: skip


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_what_is_mended_is_still_a_tree(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 14))
    order = data.draw(st.permutations(range(1, n + 1)))  # each word hangs on one before it here, the first on the root
    heads = [0] * n
    for k, word in enumerate(order[1:], 1):
        heads[word - 1] = order[data.draw(st.integers(0, k - 1))]
    upos, xpos, labels, words = (
        [data.draw(st.sampled_from(of)) for _ in range(n)] for of in (_TAGS, _FORMS, _LABELS, _WORDS)
    )
    repair(words, upos, xpos, heads, labels)
    assert is_tree([0, *heads])
    assert len(heads) == len(upos) == len(xpos) == len(labels) == n


def test_halves_of_a_noun_that_hang_on_one_another_make_no_ring() -> None:
    words = "ship leaves after two - day stand - off".split()
    upos = "NOUN VERB ADP NUM PUNCT NOUN NOUN PUNCT NOUN".split()
    xpos = "NN VBZ IN CD HYPH NN NN HYPH NN".split()
    head, deprel = [2, 0, 9, 6, 6, 9, 6, 9, 2], "nsubj root case nummod punct compound compound punct obl".split()
    repair(words, upos, xpos, head, deprel)
    assert is_tree([0, *head])
    assert (head[6], deprel[6]) == (2, "obl")
