"""Who took whose place: "X handed command of Y to Z", "X, then in charge of Y, has since made way for Z"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from escalade.claims.relations_arguments import arguments, oblique
from escalade.claims.relations_parties import HIS, Parties, key
from escalade.claims.relations_tie import Tie, tie
from escalade.claims.syntax import case_of, subject
from escalade.model.codings import Party
from escalade.model.tree import Tree

PUTS = frozenset({"put", "install", "set", "instal"})
PLACE = frozenset({"place", "stead", "seat"})
REPLACES = frozenset({"succeed", "replace", "supplant"})
HANDS = frozenset({"hand", "pass", "cede", "surrender", "transfer", "yield", "relinquish", "turn", "give"})
YIELDS = frozenset({"make", "give", "step", "stand", "move"})
MOVES = frozenset({"pass", "go", "fall", "devolve"})  # to whom an office
CHANGES = REPLACES | HANDS | YIELDS | PUTS | {"take"} | MOVES
OFFICE = frozenset(
    {
        "command",
        "control",
        "leadership",
        "rein",
        "reins",
        "helm",
        "post",
        "job",
        "power",
        "baton",
        "charge",
        "government",
    }
)
Places = tuple[int | None, int | None, int | None]  # heads of who left, who came, and of what


class Successions:
    """Finds the changes of leaders in one report's sentences."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene = parties, parties.scene

    def of(self, tree: Tree, told: Iterable[Tie]) -> Iterator[Tie]:
        """Who leads now what another is `told` to have led, and who led what he handed over."""
        ties = [t for t in told if t.kind != "part_of"]
        for v in range(len(tree)):
            if tree.upos[v] != "VERB":
                continue
            left, came, body = self._places(tree, v) if tree.lemma[v] in CHANGES else (None, None, None)
            new, old = self._person(tree, came), self._person(tree, left)
            if (now := self._has_now(tree, v)) is not None and ties and ties[-1].kind == "leads":
                yield from tie(self.scene, self._person(tree, now), ties[-1].target, "leads", v)
            if new is None:
                continue
            if old is not None and key(old) == key(new):  # "put Y in his place": not in his own
                old = ties[-1].source if ties and ties[-1].kind == "leads" else None
            led = self.parties.at(tree, body) if body is not None else None
            if led is not None and old is not None:
                yield from tie(self.scene, old, led, "leads", v, ended=True)
            for before in reversed(ties):
                same = old is not None and before.kind == "leads" and key(before.source) == key(old)
                if led is None and same and not before.denied:
                    led = before.target
            if led is not None:
                yield from tie(self.scene, new, led, "leads", v)

    def _person(self, tree: Tree, head: int | None) -> Party | None:
        if head is not None and tree.lower[head] in HIS:
            return self.parties.holder(tree, head)
        return self.parties.named(tree, head) if self.parties.sort(tree, head) in ("person", "") else None

    def _has_now(self, tree: Tree, v: int) -> int | None:
        """Who has what another led: "X led the brigade for years; Y has it now"."""
        if tree.lemma[v] not in ("have", "hold"):
            return None
        thing = tree.kid(v, "obj")
        now = any(tree.lower[c] in ("now", "today") for c in tree.kids(v, "advmod"))
        has = thing is not None and tree.lower[thing] == "it"
        return tree.kid(v, "nsubj") if now and has else None

    def _places(self, tree: Tree, v: int) -> Places:
        args, lemma = arguments(tree, v), tree.lemma[v]
        thing = tree.kid(v, "obj") if not args.passive else args.patient
        if lemma in REPLACES and not any(case_of(tree, c) in ("as", "at") for c in tree.kids(v, "obl")):
            new = args.agent if args.passive else args.subject
            return args.patient, new, None
        if lemma in HANDS and thing is not None and tree.lemma[thing] in OFFICE:
            body = next(
                (c for c in tree.kids(thing, "nmod", "nmod:poss") if case_of(tree, c) in ("of", "'s", "’s")), None
            )
            return args.agent if args.passive else args.subject, oblique(tree, v, ("to",), thing), body
        if lemma in MOVES and args.subject is not None and tree.lemma[args.subject].lower() in OFFICE:
            return None, oblique(tree, v, ("to",)), oblique(tree, args.subject, ("of",))
        if lemma in PUTS and thing is not None:  # "put X in Y's place"
            seats = (c for h in (v, thing) for c in tree.kids(h, "obl", "nmod") if tree.lemma[c] in PLACE)
            return next((k for c in seats for k in tree.kids(c, "nmod:poss")), None), thing, None
        if lemma in YIELDS and (thing is None or tree.lower[thing] in ("way", "aside", "place")):
            return subject(tree, v), oblique(tree, v, ("for", "to"), thing), None
        if lemma == "take" and thing is None and any(tree.lower[c] == "over" for c in tree.children[v]):
            return oblique(tree, v, ("from",)), subject(tree, v), None
        return None, None, None
