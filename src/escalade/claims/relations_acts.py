"""Relations that nouns of doing state: "X's support for Y", "with Xian backing Y took the port", "X's war on Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from escalade.claims.relations_arguments import negated, oblique, share, share_holder
from escalade.claims.relations_parties import COLLECTIVES, ITS, STATES, Parties
from escalade.claims.relations_tie import Tie, tie
from escalade.claims.syntax import case_of, mark_of, subject
from escalade.model.codings import Party
from escalade.model.tree import Tree
from escalade.vocab.cues import RelationCue

WAGES = frozenset({"wage", "fight", "lead", "pursue", "declare", "conduct", "continue"})
HAS = frozenset("take accept pocket enjoy have lose receive get gain win obtain secure retain need draw".split())
KEEPS = frozenset({"keep", "sustain", "help", "enable", "allow", "let", "prop", "arm"})
CUTS = frozenset("stop end cut withdraw suspend halt cease lose withhold".split())
GIVES = CUTS | frozenset("give provide offer lend continue maintain increase admit deny resume owe deepen".split())
LAYS = frozenset({"lay", "pin", "blame", "attribute", "ascribe", "trace"})  # it to somebody, or at his door
NO_GIVER = LAYS | frozenset("call allege suspect condemn criticise criticize investigate probe sanction oppose".split())
WITH = frozenset({"with", "without", "on", "through", "thanks", "under", "behind", "by", "because"})


@dataclass(frozen=True, slots=True)
class Clause:
    """What the clause around a noun of backing says of it: who has it, who gives it, and whether it is over."""

    holder: int | None = None
    giver: int | None = None
    ended: bool = False


class ActRelations:
    """Finds what the nouns of backing and of war in one report's sentences state."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene, self.cues = parties, parties.scene, parties.cues

    def of(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """The ties of one noun."""
        yield from self._war(tree, n, cue) if cue.kind == "opposes" else self._backing(tree, n, cue)

    def _backing(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """ "X's support for Y", "the arming of Y by X", "Y enjoys the support of X", "thanks to Xian money Y"."""
        told, up = self._clause(tree, n), tree.head[n]
        behind = {case_of(tree, c): c for c in tree.kids(n, "nmod") if tree.deprel[c] != "nmod:poss"}
        backer = next((behind[p] for p in ("by", "from") if p in behind), None)
        taker = next((behind[p] for p in ("for", "to") if p in behind), None)
        owner = next(iter(tree.kids(n, "nmod:poss")), None)
        doing = tree.lower[n].endswith("ing")  # of the one armed: "the arming of Y"
        had = cue.holders and told.holder is not None  # of whoever gives it: "with the backing of X, Y"
        if taker is None and (not had or owner is not None or backer is not None):
            taker = behind.pop("of", None)
        if taker is None and doing:
            taker = tree.kid(n, "appos", "obj")  # "admitted financing X", read as a noun
        if backer is None and taker is not None:
            backer = oblique(tree, taker, ("by",))  # "the arming of Y by X", hung on Y
        if taker is None and backer is not None:
            taker = oblique(tree, backer, ("for", "to"))  # "a gift from X to Y", hung on X
        if taker is None or not self.parties.is_armed(tree, taker, cue.targets):
            taker = told.holder
        before = [c for c in tree.kids(n, "amod", "compound") if c < n]
        heads = [backer] if cue.prep else [owner, backer, behind.get("of"), *before, told.giver]
        doer = next((p for h in heads if h is not None and (p := self._doer(tree, h)) is not None), None)
        has = tree.rel(n) == "obj" and taker is not None and told.holder == taker  # not "was taken with the aid of X"
        man = has and self.parties.sort(tree, taker) == "person"
        if man and doer is not None and doer.id is not None:  # "Machado, who has the backing of Washington"
            denied = negated(tree, n)
            yield from tie(self.scene, doer, self.parties.at(tree, taker), "allied_with", n, denied, told.ended)
        elif doer is not None and doer.id is not None and self.parties.is_armed(tree, taker, cue.targets):
            role = share(tree, n)
            denied = negated(
                tree, n, up if told.giver is not None else None, tree.head[role] if role is not None else None
            )
            yield from tie(self.scene, doer, self.parties.at(tree, taker), cue.kind, n, denied, told.ended)

    def _doer(self, tree: Tree, head: int) -> Party | None:
        """Who backs: "its" is the state that the clause is about, else the body named before."""
        if tree.lower[head] in ITS and (state := self._acting_state(tree, head)) is not None:
            return state
        owner = self.parties.owner(tree, head, acting=True) if tree.deprel[head] == "nmod:poss" else None
        return owner or self.parties.at(tree, head)

    def _acting_state(self, tree: Tree, owner: int) -> Party | None:
        """The state that does something with its own backing: "Washington will freeze its aid to"."""
        verb = tree.head[tree.head[owner]]
        doer = subject(tree, verb) if verb >= 0 and tree.upos[verb] == "VERB" else None
        found = self.parties.at(tree, doer)
        return found if found is not None and found.id is not None and self.parties.sort(tree, doer) in STATES else None

    def _clause(self, tree: Tree, n: int) -> Clause:
        """What the clause around a noun says of it: "with it Y won", "Y has lost it", "it has kept Y alive"."""
        up, opener = tree.head[n], case_of(tree, n) or mark_of(tree, n)
        if up >= 0 and tree.lower[up] == "thanks":
            up, opener = tree.head[up], "thanks"
        if up < 0:
            return Clause()
        if (role := share(tree, n)) is not None:  # "denies any hand in the training of X"
            return Clause(giver=share_holder(tree, role))
        verb, lemma = tree.upos[up] == "VERB", self.cues.lemma(tree.lower[up], tree.lemma[up])
        if opener in WITH:
            told = subject(tree, up, inherit=verb)
            return Clause(holder=told if told is not None or verb else up)
        if opener == "to":  # "owes its rise to it"
            owes = next((a for a in (up, *tree.ancestors(up)) if tree.lemma[a] == "owe"), None)
            return Clause(holder=subject(tree, owes)) if owes is not None else Clause()
        if not verb:
            return Clause()
        if tree.rel(n) == "nsubj" and lemma in KEEPS:
            return Clause(holder=tree.kid(up, "obj"))
        if tree.rel(n) not in ("obj", "ccomp", "xcomp"):
            return Clause()
        ended = lemma in CUTS
        if lemma in HAS:
            return Clause(holder=subject(tree, up), ended=ended)
        if lemma in LAYS:  # "lays the funding of X at Y's door"
            door = oblique(tree, up, ("at", "on", "to"), n)
            owner = tree.kid(door, "nmod:poss") if door is not None else None
            if owner is not None and tree.lower[owner] in ITS:
                return Clause()  # "at its door": not his who lays it there
            return Clause(giver=owner if owner is not None else door)
        gives = lemma in GIVES or (tree.lower[n].endswith("ing") and lemma not in NO_GIVER)
        return Clause(giver=subject(tree, up) if gives else None, ended=ended)

    def _war(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """ "X's war against Y", "the Xian campaign against Y", "X is waging a war on Y": of bodies and states."""
        foe = next((c for c in tree.kids(n, "nmod", "obl") if case_of(tree, c) in cue.prep), None)
        up = tree.head[n]
        waged = up >= 0 and tree.rel(n) == "obj" and tree.lemma[up] in WAGES
        heads: list[int | None] = [*tree.kids(n, "nmod:poss"), *(c for c in tree.kids(n, "amod", "compound") if c < n)]
        heads += [subject(tree, up)] if waged else []
        other = foe if foe is not None or not waged else oblique(tree, up, cue.prep)
        for h in heads:
            if h is not None and all(self.parties.sort(tree, t) in COLLECTIVES for t in (h, other)):
                one, two = self.parties.at(tree, h), self.parties.at(tree, other)
                yield from tie(self.scene, one, two, cue.kind, n, negated(tree, n, up if waged else None))
                return
