"""Clusters are a pure, reversible function of the judgements."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalade.merging import ANALYST, candidates, clusters, decided, judgement
from escalade.model.casebook import Judgement

MEMBERS = [f"e{i}" for i in range(9)]
PERSON = ANALYST + "ana"


def same(a: str, b: str, score: float = 0.9, by: str = "rule") -> Judgement:
    return judgement("event", a, b, "same", score, by, "test")


def different(a: str, b: str, by: str = "rule") -> Judgement:
    return judgement("event", a, b, "different", 0.9, by, "test")


@st.composite
def judged(draw: st.DrawFn) -> list[Judgement]:
    pairs = draw(st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)), max_size=25))
    rows = []
    for a, b in pairs:
        if a != b:
            verdict = draw(st.sampled_from(["same", "same", "different", "unsure"]))
            by = draw(st.sampled_from(["rule", "rule", PERSON]))
            rows.append(judgement("event", a, b, verdict, draw(st.floats(0, 1)), by, ""))
    return rows


def parts(found: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for member, cluster in found.items():
        groups.setdefault(cluster, set()).add(member)
    return {frozenset(g) for g in groups.values()}


@given(judged(), st.sampled_from([0.0, 0.4]))
def test_every_member_has_one_cluster_named_by_its_first_member(rows: list[Judgement], cohesion: float) -> None:
    found = clusters(MEMBERS, rows, cohesion=cohesion)
    assert list(found) == MEMBERS
    for part in parts(found):
        assert {found[m] for m in part} == {min(part, key=MEMBERS.index)}


@given(judged(), st.integers(0, 10_000), st.sampled_from([0.0, 0.4]))
def test_the_partition_does_not_depend_on_any_order(rows: list[Judgement], seed: int, cohesion: float) -> None:
    shuffled, members = list(rows), list(MEMBERS)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed + 1).shuffle(members)
    assert parts(clusters(MEMBERS, rows, cohesion=cohesion)) == parts(clusters(members, shuffled, cohesion=cohesion))


@given(judged())
def test_what_was_judged_different_is_never_one_unless_a_person_joined_it(rows: list[Judgement]) -> None:
    found = clusters(MEMBERS, rows)
    joined_by_hand = clusters(MEMBERS, [r for r in rows if r.by == PERSON])
    for row in decided(rows).values():
        if row.verdict == "different" and joined_by_hand[row.left_id] != joined_by_hand[row.right_id]:
            assert found[row.left_id] != found[row.right_id]


@given(judged(), st.sampled_from(MEMBERS), st.sampled_from(MEMBERS))
def test_withdrawing_a_judgement_restores_what_was(rows: list[Judgement], a: str, b: str) -> None:
    rows = [r for r in rows if {r.left_id, r.right_id} != {a, b}]
    if a != b:
        clusters(MEMBERS, [*rows, same(a, b, by=PERSON)])
    assert clusters(MEMBERS, rows) == clusters(list(MEMBERS), list(rows))


def test_a_blocked_pair_also_keeps_whole_clusters_apart() -> None:
    found = clusters("abcd", [same("a", "b"), same("c", "d"), same("b", "c", 0.6), different("a", "d")])
    assert parts(found) == {frozenset("ab"), frozenset("cd")}


def test_a_person_beats_the_machine_both_ways() -> None:
    assert parts(clusters("ab", [same("a", "b"), different("a", "b", PERSON)])) == {frozenset("a"), frozenset("b")}
    assert parts(clusters("ab", [different("a", "b"), same("a", "b", by=PERSON)])) == {frozenset("ab")}
    unsure = judgement("event", "a", "b", "unsure", 0.5, PERSON, "")
    assert parts(clusters("ab", [same("a", "b"), unsure])) == {frozenset("a"), frozenset("b")}


def test_a_chain_of_weak_pairs_does_not_glue() -> None:
    chain = [same("a", "b", 0.6), same("b", "c", 0.55), same("c", "d", 0.6)]
    assert len(parts(clusters("abcd", chain))) == 1
    assert parts(clusters("abcd", chain, cohesion=0.4)) == {frozenset("ab"), frozenset("cd")}


def test_what_is_joined_outright_counts_once() -> None:
    rows = [same("a", "b", 0.9), *(same("b", f"c{i}", 0.7, by="copy") for i in range(4))]
    members = ["a", "b", "c0", "c1", "c2", "c3"]
    assert len(parts(clusters(members, rows, cohesion=0.5))) > 1
    assert len(parts(clusters(members, rows, cohesion=0.5, outright=["copy"]))) == 1


def test_what_leans_joins_last_and_brings_nobody_along() -> None:
    rows = [same("a", "b"), same("c", "d"), same("b", "c", 0.95, by="anaphor"), same("b", "e", 0.7, by="anaphor")]
    found = parts(clusters("abcde", rows, cohesion=0.5, leaning=["anaphor"]))
    assert found == {frozenset("abe"), frozenset("cd")}


def test_a_cluster_of_which_all_lean_on_one_other_joins_it() -> None:
    denials = [same("c", "d"), same("a", "c", 0.7, by="anaphor"), same("b", "d", 0.7, by="anaphor")]
    assert parts(clusters("abcd", [same("a", "b"), *denials], leaning=["anaphor"])) == {frozenset("abcd")}
    one_only = [same("a", "b"), *denials[:2]]  # the other says nothing of what c leans on
    assert parts(clusters("abcd", one_only, leaning=["anaphor"])) == {frozenset("ab"), frozenset("cd")}
    apart = [same("a", "b"), *denials, different("b", "c")]
    assert parts(clusters("abcd", apart, leaning=["anaphor"])) == {frozenset("ab"), frozenset("cd")}


def test_what_counts_and_leans_joins_where_the_rest_of_a_cluster_says_nothing() -> None:
    large = [same(a, b) for a, b in combinations("abcd", 2)]
    word = [*large, same("a", "e", 0.8, by="word")]
    assert frozenset("e") in parts(clusters("abcde", word, cohesion=0.5))
    assert parts(clusters("abcde", word, cohesion=0.5, either=["word"])) == {frozenset("abcde")}
    assert len(parts(clusters("abcde", [*word, different("b", "e")], cohesion=0.5, either=["word"]))) == 2


def test_what_fits_enough_of_a_large_cluster_need_not_fit_the_rest() -> None:
    large = [same(a, b) for a, b in combinations("abcd", 2)]
    rows = [*large, same("a", "e", 0.8), same("b", "e", 0.6)]
    assert frozenset("e") in parts(clusters("abcde", rows, cohesion=0.5))
    assert parts(clusters("abcde", rows, cohesion=0.5, enough=2)) == {frozenset("abcde")}


def test_ids_come_out_in_order_and_do_not_tell_the_verdict() -> None:
    assert same("b", "a") == same("a", "b")
    assert same("a", "b").judgement_id == different("a", "b").judgement_id
    assert same("a", "b").judgement_id != same("a", "b", by="other").judgement_id


@pytest.mark.parametrize("bad", [("a", "a", "same"), ("a", "b", "equal")])
def test_nonsense_is_refused(bad: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"a|equal"):
        judgement("event", *bad, 1.0, "rule", "")


def test_judgements_on_things_that_are_gone_do_not_count() -> None:
    assert clusters("ab", [same("a", "z"), same("z", "b")]) == {"a": "a", "b": "b"}


def test_candidates_share_a_key_and_large_blocks_stay_linear() -> None:
    assert candidates({"b": [1, 2], "a": [1, 2], "c": [3]}) == [("a", "b")]
    crowd = {f"m{i:04}": ["x"] for i in range(1000)}
    assert len(candidates(crowd, largest=5)) <= 5000
