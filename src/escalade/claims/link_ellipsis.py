"""Ties that lean on one told before: "A led to B, and that in turn to C"; and blows that "did not go unanswered"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from escalade.claims.deeds import POINTERS, Deeds, same_doer
from escalade.claims.link_words import Tie, denied
from escalade.claims.syntax import subject
from escalade.model.codings import EventMention
from escalade.model.tree import Tree

LIKEWISE = frozenset({"had", "did", "has", "have", "was", "were"})  # "so had the raid"
ONWARD = frozenset({"to", "into", "in"})  # "and that in turn to"
THESE = POINTERS | {"those", "they"}
ECHOED = frozenset({"unanswered", "unpunished", "unavenged"})
ECHOES = frozenset({"consequence", "consequences", "answer", "reply", "response", "repercussions"})
TURNS = {  # nouns, and the verbs that make of them what moves somebody to act
    "hand": frozenset({"force"}), "balance": frozenset({"tip"}), "scale": frozenset({"tip"}),
    "ice": frozenset({"break"}), "consequence": frozenset({"have"}), "repercussion": frozenset({"have"}),
    "fruit": frozenset({"bear"}), "price": frozenset({"have"}),
    "sequel": frozenset({"have", "find"}), "echo": frozenset({"have", "find"}),
    "straw": frozenset({"be"}), "point": frozenset({"be"}),
}  # fmt: skip
LAST = frozenset("last final breaking tipping turning".split())  # "was the last straw", "the turning point"
NOMINAL = frozenset({"NOUN", "PROPN"})
FUTURE = frozenset({"will", "would", "shall", "'ll", "must", "should"})
BEARS = frozenset("bear stand take stomach swallow tolerate".split())
FEW = 6  # words within which the noun stands that ellipsis leaves


class EllipticTies:
    """Ties whose cue is left out because the clause before has it."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds = deeds

    def of(self, tree: Tree, found: Sequence[Tie], before: Sequence[Tie]) -> Iterator[Tie]:
        """Ties of a sentence, given those found in it and in the sentence before."""
        for i in range(len(tree) - 1):
            word, following = tree.lower[i], tree.lower[i + 1]
            if word in ("so", "as") and following in LIKEWISE:
                yield from self._likewise(tree, i, found, before)
            elif (word, following) == ("in", "turn"):
                yield from self._onward(tree, i, found)
            elif word in ECHOED or (word == "without" and tree.lower[i + 1] in ECHOES):
                yield from self._echoed(tree, i)
            elif (tree.lemma[i] in TURNS and self._turns(tree, i)) or self._too_much(tree, i):
                yield from self._turned(tree, i)

    def _likewise(self, tree: Tree, i: int, found: Sequence[Tie], before: Sequence[Tie]) -> Iterator[Tie]:
        """ "A paved the way for B, and so had C", "A led to B. So did C"."""
        first = self._last(tree, i, found if i > 1 else (), before if i == 0 else ())
        noun = self._noun(tree, i + 2)
        cause = self._deed(tree, noun, i) if noun is not None else None
        if first is not None and cause is not None and cause not in (first.cause, first.effect):
            yield Tie(cause, first.effect, first.kind, f"likewise:{tree.lower[i + 1]}", 0.7)

    def _onward(self, tree: Tree, i: int, found: Sequence[Tie]) -> Iterator[Tie]:
        """ "A led to B, and that in turn to C"."""
        first, noun = self._last(tree, i, found, ()), self._noun(tree, i + 3)
        if first is None or noun is None or tree.lower[i + 2] not in ONWARD or tree.upos[i - 1] == "VERB":
            return
        back = tree.lower[i - 1] in THESE
        cause = first.effect if back else self._deed(tree, i - 1, -1)
        effect = self._deed(tree, noun, i)
        if cause is not None and effect is not None and effect is not cause and cause is not first.cause:
            yield Tie(cause, effect, first.kind, "onward:turn", 0.7)

    def _echoed(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "The raid did not go unanswered: they struck", "such a blow could not go unpunished. ..."."""
        verb = tree.head[i] if tree.lower[i] != "without" else tree.head[tree.head[i]]
        so = (
            verb >= 0
            and tree.rel(verb) == "advcl"
            and any(tree.lower[c] in ("so", "that", "lest") for c in tree.children[verb])
        )
        lest = so and any(tree.lower[c] == "lest" for c in tree.children[verb])
        future = verb >= 0 and any(tree.lower[c] in FUTURE for c in tree.kids(verb, "aux")) and not so
        if verb < 0 or not (denied(tree, verb) or lest) or future:
            return
        told = subject(tree, verb)
        cause = self.deeds.under(tree, told) if told is not None else None
        cause = cause or self.deeds.main(tree.ordinal - 1)
        behind = (self.deeds.under(tree, c) for c in tree.kids(verb, "parataxis", "conj") if c > i)
        effect = self.deeds.announced(tree, i) or next((e for e in behind if e is not None), None)
        if (
            tree.rel(verb) == "advcl" and tree.head[verb] < verb
        ):  # "seized it so that the raid should not go unpunished"
            effect = self.deeds.clause(tree, verb)
        effect = effect or self.deeds.main(tree.ordinal + 1)
        if cause is not None and effect is not None and effect is not cause and not same_doer(cause, effect):
            yield Tie(cause, effect, "response", f"echoed:{tree.lower[i]}", 0.7)

    def _turns(self, tree: Tree, i: int) -> bool:
        """Whether a noun stands in its phrase: "tipped the balance", "was the last straw"."""
        if "be" in TURNS[tree.lemma[i]]:
            last = any(tree.lower[c] in LAST for c in tree.kids(i, "amod", "compound"))
            broke = any(
                tree.lemma[c] == "break" for c in tree.kids(i, "acl")
            )  # "the straw that broke the camel's back"
            return tree.kid(i, "cop") is not None and (last or broke)
        return tree.lemma[tree.head[i]] in TURNS[tree.lemma[i]]

    def _too_much(self, tree: Tree, i: int) -> bool:
        """Whether a word begins "a provocation too many", "a step too far", "more than Chad could bear", or is a verb
        that says the like: "went down badly", "rankled", "cost it dear"."""
        following = tree.lower[i + 1 : i + 3]
        if tree.upos[i] == "VERB":
            below = {tree.lower[c] for c in tree.children[i]}
            badly = "badly" in below or ("well" in below and denied(tree, i))
            return (tree.lemma[i] == "go" and "down" in below and badly) or (
                tree.lemma[i] == "cost" and bool(below & {"dear", "dearly"})
            )
        more = tree.lower[i : i + 2] == ("more", "than") and any(tree.lemma[k] in BEARS for k in tree.subtree(i))
        return more or (tree.upos[i] == "NOUN" and following in (("too", "many"), ("too", "far")))

    def _turned(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "The raid forced Jordan's hand: it expelled him", "had consequences: ...", "tipped the balance, and ...":
        what the deed moved somebody to is told after."""
        plain = tree.kid(i, "cop") is not None or tree.upos[i] == "VERB"
        verb = i if plain or tree.rel(i) == "appos" else tree.head[i]
        down = tree.lemma[i] == "go"  # "did not go down well"
        if (denied(tree, verb) and not down) or any(
            tree.lower[c] in FUTURE or tree.xpos[c] == "MD" for c in tree.kids(verb, "aux")
        ):
            return
        told = subject(tree, verb, inherit=False)
        cause = self.deeds.under(tree, told) if told is not None else None
        if told is None and tree.rel(i) in ("appos", "parataxis"):  # "boarded a tanker, a step too far for Washington"
            cause = self.deeds.clause(tree, i)
        joined = [c for c in tree.kids(verb, "conj") if c > i and tree.kid(c, "nsubj") is not None]
        which = [c for k in tree.subtree(verb) if k >= i for c in tree.kids(k, "acl") if tree.deprel[c] == "acl:relcl"]
        when = [c for k in (verb, i) for c in tree.kids(k, "advcl", "acl") if c > i and self._when(tree, c)]
        after = [e for c in (*joined, *which, *when) if (e := self.deeds.under(tree, c)) is not None]
        had = any(tree.lower[c] == "had" for c in tree.kids(verb, "aux"))  # "had forced its hand": told before
        effect = self.deeds.announced(tree, i) or next(iter(after), None)
        if effect is None and had and cause is not None:
            effect = self.deeds.main(tree.ordinal - 1, cause)
        if effect is None and verb == i and cause is not None:  # "was the last straw. Manila expelled ten"
            effect = self.deeds.main(tree.ordinal + 1)
        if cause is not None and effect is not None and effect is not cause and not same_doer(cause, effect):
            yield Tie(cause, effect, "led_to", f"turned:{tree.lemma[i]}", 0.7)

    def _when(self, tree: Tree, clause: int) -> bool:
        return any(tree.lower[c] in ("when", "where") for c in tree.kids(clause, "mark", "advmod"))

    def _last(self, tree: Tree, i: int, found: Sequence[Tie], before: Sequence[Tie]) -> Tie | None:
        """The last tie told before a word, else the last of the sentence before."""
        told = [t for t in found if all(e.sentence < tree.ordinal or e.trigger_token < i for e in (t.cause, t.effect))]
        return told[-1] if told else before[-1] if before else None

    def _noun(self, tree: Tree, start: int) -> int | None:
        """The head of the nominal that begins at a word."""
        stop = min(len(tree), start + FEW)
        noun = next((k for k in range(start, stop) if tree.upos[k] in NOMINAL), None)
        if noun is None or any(tree.upos[k] in ("VERB", "PUNCT") for k in range(start, noun)):
            return None
        while tree.head[noun] > noun and tree.upos[tree.head[noun]] in NOMINAL:
            noun = tree.head[noun]
        return noun

    def _deed(self, tree: Tree, noun: int, behind: int) -> EventMention | None:
        """The deed that a nominal tells behind a word; no other deed of its sentence."""
        held = self.deeds.under(tree, noun) if tree.upos[noun] in NOMINAL else None
        inside = held is not None and (held.sentence < tree.ordinal or held.trigger_token > behind)
        return held if inside and held is not None and held.modality == "actual" else None
