"""Weapons that a pronoun stands for: "Nine rockets fell on the port. The army says the rebels fired them"."""

from __future__ import annotations

from collections.abc import Sequence

from escalade.coding.report import case_of
from escalade.model.tree import Tree
from escalade.vocab.predicates import Predicates

REACH = 2  # sentences back to the weapon that a pronoun stands for
_BLOWS = frozenset(
    "strike barrage bombardment shelling gunfire shellfire blast explosion airstrike burst charge".split()
)
_INSIDE = ("compound", "amod")
_MANY = frozenset(("they", "them", "all", "both", "some", "none", "neither"))
_NOTHING = frozenset(("nothing", "anything"))
_LANDS = frozenset("come fall land explode detonate crash splash rain drop".split())
_USES = frozenset(
    "fire launch lob hurl throw toss drop loose release unleash send plant lay place hide bury sow attach detonate "
    "set trigger intercept".split()
)


def stand_ins(trees: Sequence[Tree], words: Predicates) -> list[dict[int, str]]:
    """For each sentence of a report the pronouns and bare numbers that may stand for a weapon told of, with its lemma.

    They stand for it only where a word asks for a weapon: "fired them", "eleven came down in the town".
    """
    weapons, found = words.classes["munition"] - _BLOWS, []
    told: list[tuple[int, bool, str]] = []  # sentence, many, lemma
    for n, tree in enumerate(trees):
        here: dict[int, str] = {}
        for i, low in enumerate(tree.lower):
            if tree.upos[i] == "NOUN" and (lemma := tree.lemma[i].lower()) in weapons and tree.rel(i) not in _INSIDE:
                told.append((n, tree.xpos[i] == "NNS", lemma))
            elif (numbers := _numbers(tree, i, low)) and _fits(tree, i):
                near = (w for at, many, w in reversed(told) if n - at <= REACH and many in numbers)
                if weapon := next(near, None):
                    here[i] = weapon
        found.append(here)
    return found


def _fits(tree: Tree, i: int) -> bool:
    """Whether a word stands where a weapon may: what is used, or comes down. "They struck the town": men do; "shelled
    it": a town."""
    if tree.rel(i) == "nmod" and case_of(tree, i) != {"of"}:
        return False
    top = next((a for a in (i, *tree.ancestors(i)) if tree.rel(a) != "nmod"), i)  # "nine of them"
    verb = tree.lemma[tree.head[top]]
    if tree.deprel[top] == "nsubj":
        return verb in _LANDS
    return tree.deprel[top] in ("obj", "nsubj:pass") and verb in _USES


def _numbers(tree: Tree, i: int, low: str) -> tuple[bool, ...]:
    """Whether a word may stand for one thing, for many, or for either; nothing for a word that stands for none."""
    if low in _NOTHING or (tree.upos[i] == "NUM" and not tree.children[i]):  # "if one missile lands, we send three"
        return (True, False)
    return (False,) if low == "it" else (True,) if low in _MANY else ()
