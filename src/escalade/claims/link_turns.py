"""Phrases by which one deed moves somebody to the next: "could not let it pass and struck", "no sooner had A than B",
"two things made Chad close the border: A and B"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.deeds import Deeds, depth, same_doer
from escalade.claims.link_words import Tie, denied
from escalade.claims.syntax import case_of, subject
from escalade.model.codings import EventMention
from escalade.model.tree import Tree

PASSES = frozenset(
    "ignore overlook tolerate forgive stomach swallow forget brook condone".split()
)  # "could not ignore"
AS = frozenset({"as", "for"})
LETS = frozenset({"pass", "go", "stand", "lie", "slide", "rest"})  # "would not let it pass"
BEARS = {"stand": ("for", "by"), "sit": ("by", "idly", "still"), "put": ("up",), "remain": ("silent", "idle")}
ILL = frozenset("badly ill hard amiss personally poorly".split())  # "took the insult badly"
ACTS = frozenset("act react respond retaliate reply answer".split())  # "was bound to act"
AFFRONTS = frozenset("declaration insult provocation affront challenge slight signal threat".split())
BOUND = frozenset("quick swift prompt fast bound sure certain obliged forced compelled have duty".split())
BARELY = frozenset({"hardly", "scarcely", "barely"})
THEIRS = frozenset("he she it they his her its their we our".split())
CHANCE = frozenset({"coincidence", "accident", "chance"})
ENSUES = frozenset({"follow", "ensue"})
GROUNDS = frozenset({"explain", "argue", "plead"})
ONWARD = frozenset({"from", "on", "upon", "after"})
HEARS = frozenset({"hear", "learn"})
NEWS = frozenset("news word report reports tidings".split())  # "when word of the capture reached Delhi"


class TurnTies:
    """Ties at such phrases."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds = deeds

    def of(self, tree: Tree, i: int) -> Iterator[Tie]:
        """Ties of the phrase that begins at a word, if one does."""
        following = tree.lower[i + 1] if i + 1 < len(tree) else ""
        if tree.lower[i : i + 2] == ("no", "sooner") or (tree.lower[i] in BARELY and following == "had"):
            yield from self._at_once(tree, i)
        elif tree.upos[i] in ("VERB", "ADJ") and self._unmoved(tree, i):
            yield from self._moved(tree, i)
        elif tree.lower[i] in CHANCE and any(tree.lower[c] in ("no", "not", "hardly") for c in tree.children[i]):
            yield from self._no_chance(tree, i)
        elif (tree.lemma[i] in ENSUES and tree.upos[i] == "VERB") or tree.lower[i : i + 3] == ("long", "in", "coming"):
            yield from self._ensued(tree, i)
        elif tree.lower[i] in self.deeds.cues.link_moods and tree.kid(i, "cop") is not None:
            yield from self._angry(tree, i)
        elif tree.lemma[i] in GROUNDS and tree.xpos[i] == "VBD":
            yield from self._grounds(tree, i)
        elif tree.lemma[i] in NEWS or (tree.lemma[i] in HEARS and tree.xpos[i] == "VBG"):
            yield from self._heard(tree, i)

    def _at_once(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "No sooner had Rome signed it than a mob stormed the consulate", "hardly had they landed when"."""
        then = next((k for k in range(i, len(tree)) if tree.lower[k] in ("than", "when")), len(tree))
        cause, effect = self._highest(tree, range(i, then)), self._highest(tree, range(then, len(tree)))
        yield from self._tie(cause, effect, tree.lower[i], i)

    def _highest(self, tree: Tree, within: range) -> EventMention | None:
        found = [e for t in within if (e := self.deeds.at(tree, t)) is not None]
        return min(found, key=lambda e: depth(tree, e.trigger_token, tree.root), default=None)

    def _unmoved(self, tree: Tree, i: int) -> bool:
        """Whether a word tells that somebody does not let a thing rest."""
        lemma, inner = tree.lemma[i], tree.kids(i, "xcomp", "ccomp", "acl", "advcl")
        if lemma == "take" and any(tree.lemma[c] in AFFRONTS and case_of(tree, c) in AS for c in tree.kids(i, "obl")):
            return True  # "took it as a declaration of war"
        if lemma == "take" and any(tree.lower[c] in ILL for c in tree.kids(i, "advmod", "xcomp")):
            return tree.kid(i, "obj") is not None
        if lemma in BOUND or tree.lower[i] in BOUND:
            return any(tree.lemma[c] in ACTS and self.deeds.at(tree, c) is None for c in inner) and not denied(tree, i)
        passes = lemma in PASSES or (lemma == "let" and any(tree.lemma[c] in LETS for c in inner))
        passes |= lemma in BEARS and tree.lower[i + 1] in BEARS[lemma]
        passes |= lemma == "take" and any(tree.lower[c] == "lying" for c in tree.subtree(i))
        over = (a for a in tree.ancestors(i) if tree.lemma[a] in ("go", "intend", "able", "willing"))
        return passes and (denied(tree, i) or any(denied(tree, a) for a in over))

    def _moved(self, tree: Tree, i: int) -> Iterator[Tie]:
        """What it was that somebody did not let rest, and what he did: told behind "and", a colon, or next of him."""
        inner = (i, *tree.kids(i, "xcomp", "ccomp", "advcl", "acl"))
        things = (c for k in inner for c in tree.kids(k, "obj", "nsubj", "obl") if c > i or tree.lower[c] == "which")
        named = next((e for c in things if (e := self.deeds.under(tree, c)) is not None), None)
        cause = named or self.deeds.told_so_far(tree, i) or self.deeds.main(tree.ordinal - 1)
        joined = [c for c in tree.kids(i, "conj", "parataxis") if c > i]
        joined += [c for k in inner for c in tree.kids(k, "advcl") if c > i and tree.xpos[c] == "VBG"]
        effect = next((e for c in joined if (e := self.deeds.under(tree, c)) is not None), None)
        effect = effect or self.deeds.announced(tree, i) or self._next(tree, i)
        yield from self._tie(cause, effect, tree.lemma[i])

    def _next(self, tree: Tree, i: int) -> EventMention | None:
        """The main deed of the sentence behind, if it goes on about whoever this one is about."""
        there, doer = self.deeds.scene.by_ordinal.get(tree.ordinal + 1), subject(tree, i)
        again = subject(there, there.root) if there is not None and there.root >= 0 else None
        if there is None or again is None or doer is None:
            return None
        words = {there.lower[k] for k in (again, *there.kids(again, "nmod:poss"))}
        return self.deeds.main(there.ordinal) if words & (THEIRS | {tree.lower[doer]}) else None

    def _no_chance(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "The seizure was no coincidence: the Guards had boarded a tanker the day before"."""
        told = tree.kid(i, "nsubj")
        effect = self.deeds.under(tree, told) if told is not None else None
        yield from self._tie(self.deeds.announced(tree, i), effect, tree.lower[i])

    def _ensued(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "A soldier was stabbed; forty arrests followed", "the recall of the envoy was not long in coming"."""
        told = tree.kid(i, "nsubj")
        effect = self.deeds.at(tree, told) if told is not None and tree.upos[told] == "NOUN" else None
        more = tree.kid(i, "obj", "ccomp") is not None or any(tree.lower[c] in ONWARD for c in tree.kids(i, "obl"))
        if effect is None or effect.quad_class < 3 or more:
            return
        cause = self.deeds.before(tree, i, effect)
        yield from self._tie(cause if cause is not None and cause.quad_class == 4 else None, effect, tree.lower[i])

    def _angry(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "They fired on a trawler. Rome was furious and recalled its envoy", "Rome was furious. It recalled"."""
        named = any(
            tree.lower[k] in self.deeds.cues.link_moods[tree.lower[i]].prep
            for c in tree.children[i]
            for k in tree.kids(c, "case", "mark")
        )
        joined = [e for c in tree.kids(i, "conj") if c > i and (e := self.deeds.under(tree, c)) is not None]
        effect = next(iter(joined), None) or self.deeds.announced(tree, i) or self._next(tree, i)
        cause = self.deeds.main(tree.ordinal - 1)
        hostile = cause is not None and cause.quad_class >= 3 and not named and not denied(tree, i)
        yield from self._tie(cause if hostile else None, effect, tree.lower[i])

    def _grounds(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "Troops opened fire on a wedding. They had been ambushed, their colonel explained": the deed before had it
        for a reason."""
        clauses = [
            c for c in tree.kids(i, "ccomp", "parataxis") if any(tree.lower[k] == "had" for k in tree.kids(c, "aux"))
        ]
        cause = next((e for c in clauses if (e := self.deeds.at(tree, c)) is not None), None)
        effect = self.deeds.before(tree, cause.trigger_token, cause) if cause is not None else None
        hostile = cause is not None and effect is not None and cause.quad_class == 4 and effect.quad_class >= 3
        yield from self._tie(cause if hostile else None, effect, tree.lower[i])

    def _heard(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "India sent a ship as soon as word of the capture reached Delhi", "on learning of the raid": what was
        heard of moved whoever then acted."""
        told = [c for c in tree.kids(i, "nmod", "acl", "obl", "ccomp") if c > i]
        clause = next((a for a in tree.ancestors(i) if tree.rel(a) == "advcl"), i)
        soon = {"soon", "once", "when", "after", "on", "upon", "at"} & {tree.lower[k] for k in range(max(0, i - 4), i)}
        if not told or not soon:
            return
        cause, effect = self.deeds.under(tree, told[0]), self.deeds.clause(tree, clause)
        hostile = cause is not None and cause.quad_class >= 3
        yield from self._tie(cause if hostile else None, effect, tree.lemma[i], i)

    def _tie(self, cause: EventMention | None, effect: EventMention | None, word: str, cue: int = -1) -> Iterator[Tie]:
        if cause is not None and effect is not None and cause is not effect and not same_doer(cause, effect):
            yield Tie(cause, effect, "response", f"turn:{word}", 0.7, cue)
