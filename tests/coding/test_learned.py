"""The event heads beside the rules: what they take up, retype, overrule, and what they leave alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from escalade.coding.learned import Learned, joint
from escalade.coding.triggers import Trigger
from escalade.model.readings import Inkling
from escalade.vocab import predicates

ACTUAL = (1.0, 0.0, 0.0, 0.0, 0.0)
INTENDED = (0.02, 0.01, 0.95, 0.01, 0.01)


def inkling(token: int, *types: tuple[str, float], statuses: tuple[float, ...] = ACTUAL, **more: Any) -> Inkling:
    """What the heads say of a word."""
    given = {"happened": 0.9, "actors": (), "recipients": ()} | more
    return Inkling("d", 0, token, tuple(t for t, _ in types), tuple(p for _, p in types), statuses, **given)


def heads(
    *inklings: Inkling, present: bool = True, upos: tuple[str, ...] = ("VERB",) * 6, eventful: float = 0.5
) -> Learned:
    """The heads' words on a sentence of which no rule knows a word."""
    row = SimpleNamespace(eventful=eventful)
    tree = SimpleNamespace(upos=upos, text="Some words", __len__=lambda: len(upos), row=row, rel=lambda i: "root")
    lemma = ["shell"] * len(upos)
    syntax = SimpleNamespace(tree=tree, lemma=lemma, slots=lambda i: {}, nominal=lambda i: upos[i] == "NOUN")
    matcher = SimpleNamespace(
        syntax=syntax, words=predicates.load(), of_word=lambda i, slots: (), barred=lambda p, slots: False
    )
    return Learned(inklings, matcher, present=present)  # type: ignore[arg-type]


def rule(kind: str) -> Any:
    """Some rule of a type."""
    return next(p for found in predicates.load().verbs.values() for p in found if p.type == kind and p.alone)


def test_a_word_that_no_rule_knows_is_taken_up_with_the_slots_of_its_type() -> None:
    (trigger,) = heads(inkling(2, ("RETREAT", 0.9))).review([])
    assert (trigger.token, trigger.predicate.type, trigger.predicate.rule) == (2, "RETREAT", "learned.retreat")


def test_a_faint_inkling_is_not_taken_up() -> None:
    assert heads(inkling(2, ("RETREAT", 0.2), ("ASSAULT", 0.1))).review([]) == []


def test_a_weapon_is_no_event() -> None:
    assert heads(inkling(0, ("ASSAULT", 0.9)), upos=("NOUN",)).review([]) == []


def test_what_somebody_fears_is_no_deed_of_his() -> None:
    learned = heads(inkling(0, ("THREATEN", 0.9)))
    learned.syntax.lemma[0] = "fear"  # type: ignore[index]
    assert learned.review([]) == []


def test_a_preposition_is_no_event() -> None:
    assert heads(inkling(0, ("ASSAULT", 0.9)), upos=("ADP",)).review([]) == []


def test_what_the_rules_know_and_turn_down_must_be_very_likely() -> None:
    for likely, taken, barred in ((0.75, 0, 0), (0.85, 1, 0), (0.95, 1, 1)):
        learned = heads(inkling(1, ("COERCE", likely)))
        learned.matcher.of_word = lambda i, slots: (rule("COERCE"),)  # type: ignore[method-assign]
        assert len(learned.review([])) == taken
        learned.matcher.barred = lambda p, slots: True  # type: ignore[method-assign]
        assert len(learned.review([])) == barred


def test_an_event_too_bare_for_the_rules_stays_if_the_heads_are_sure() -> None:
    bare = Trigger(1, rule("ASSAULT"), {})
    assert heads(inkling(1, ("ASSAULT", 0.95))).score(bare, 0.1) > 0.25
    assert heads(inkling(1, ("ASSAULT", 0.3))).score(bare, 0.1) == 0.0
    assert heads(inkling(1, ("ASSAULT", 0.75))).score(bare, 0.1) == 0.0
    assert heads(inkling(1, ("ASSAULT", 0.75)), eventful=0.97).score(bare, 0.1) > 0.25


def test_where_the_sentence_plainly_tells_of_an_event_a_likely_word_is_enough() -> None:
    for eventful, enough in ((0.8, False), (0.97, True)):
        learned = heads(inkling(1, ("ASSAULT", 0.75)), eventful=eventful)
        learned.matcher.of_word = lambda i, slots: (rule("ASSAULT"),)  # type: ignore[method-assign]
        assert bool(learned.review([])) == enough


def test_without_heads_every_rule_stands_with_its_own_confidence() -> None:
    trigger = Trigger(1, rule("REQUEST"), {})
    learned = heads(present=False)
    assert learned.review([trigger]) == [trigger]
    assert learned.score(trigger, 0.7) == 0.7


def test_two_that_agree_are_surer_than_either() -> None:
    both, head, mine = joint(0.8, 0.95), joint(0.0, 0.95), joint(0.8, 0.005)
    assert both > head > 0.25
    assert both > mine
    assert joint(0.8, 0.005) < joint(0.8, 0.5) < joint(0.8, 0.99)


@pytest.mark.parametrize(
    ("statuses", "happened", "rules", "read"),
    [
        (
            INTENDED,
            0.05,
            ("positive", "actual"),
            ("positive", "intended"),
        ),  # plainly planned, though the rules missed it
        ((0.3, 0.0, 0.35, 0.35, 0.0), 0.5, ("positive", "actual"), ("positive", "actual")),  # in doubt the rules hold
        ((0.03, 0.94, 0.01, 0.01, 0.01), 0.02, ("positive", "actual"), ("negative", "actual")),
        (ACTUAL, 0.99, ("positive", "conditional"), ("positive", "conditional")),  # the rules found an "if"
    ],
)
def test_a_status_is_overruled_only_where_another_is_plainly_likelier(
    statuses: tuple[float, ...], happened: float, rules: tuple[str, str], read: tuple[str, str]
) -> None:
    learned = heads(inkling(1, ("ASSAULT", 0.9), statuses=statuses, happened=happened))
    assert learned.status(1, *rules) == read


def test_a_word_the_heads_say_nothing_of_keeps_the_status_of_the_rules() -> None:
    assert heads().status(1, "negative", "actual") == ("negative", "actual")


def test_who_is_half_seen_counts_beside_the_word_or_as_subject_of_its_clause() -> None:
    """ "Nearby a garrison said that rebels staged an attack of gunmen": tokens 1, 3, 5, 7 of its nouns."""
    head = (2, 2, -1, 4, 2, 4, 7, 5)
    rel = ("advmod", "nsubj", "root", "nsubj", "ccomp", "obj", "case", "nmod")
    upos = ("ADV", "NOUN", "VERB", "NOUN", "VERB", "NOUN", "ADP", "NOUN")

    class Sentence(SimpleNamespace):
        def __len__(self) -> int:
            return len(head)

        def ancestors(self, i: int) -> list[int]:
            return [] if head[i] < 0 else [head[i], *self.ancestors(head[i])]

    learned = heads(inkling(5, ("ASSAULT", 0.9), actors=(1, 3, 7), unsure=(1, 3, 7)), upos=upos)
    tree = Sentence(
        upos=upos, head=head, rel=rel.__getitem__, first=lambda i: i,
        kids=lambda i, *names: [k for k, up in enumerate(head) if up == i and rel[k] in names],
    )  # fmt: skip
    learned.syntax.tree = tree  # type: ignore[assignment]
    learned.syntax.ruled_out = lambda i: False  # type: ignore[method-assign]
    learned.syntax.way = lambda i: False  # type: ignore[method-assign]
    assert learned.parties(Trigger(5, rule("ASSAULT"), {}), "actor") == (3, 7)
