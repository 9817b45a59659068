"""Which claim takes back or replaces an earlier one in the same report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from escalade.claims.scene import ACTORS, Scene
from escalade.claims.syntax import subject
from escalade.model.codings import Claim
from escalade.model.ids import content_id
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

REACH = 2  # sentences between the account that fell and the one that replaced it


class Revisions:
    """Finds early and late accounts of one thing: "was first blamed on A ... it later emerged that B did it"."""

    def __init__(self, scene: Scene, cues: Cues) -> None:
        self.scene, self.cues = scene, cues

    def of(self, claims: list[Claim]) -> list[Claim]:
        """The claims with stance `revises` and `revises_id` where one replaces another; new ones for named culprits."""
        if not any(self._marked(tree) for tree in self.scene.trees):
            return claims
        out: list[Claim] = []
        for claim in claims:
            before = self._replaced(claim, out)
            out.append(replace(claim, stance="revises", revises_id=before.claim_id) if before else claim)
        for tree in self.scene.trees:
            out.extend(self._culprits(tree, out))
        return out

    def _marked(self, tree: Tree) -> bool:
        return any(w in self.cues.revisions for w in tree.lower) or any(w in self.cues.revisions for w in tree.lemma)

    def _stage(self, tree: Tree, token: int) -> str | None:
        """early or late, by an adverb on a verb of saying at or above the token; late also by "it emerged"."""
        for i in (token, *tree.ancestors(token)):
            for c in tree.children[i]:
                stage = self.cues.revisions.get(tree.lower[c]) if tree.rel(c) == "advmod" else None
                if stage in ("early", "late") and self.cues.lemma(tree.lower[i], tree.lemma[i]) in self.cues.verbs:
                    return stage
            if self.cues.revisions.get(tree.lemma[i]) == "late_verb":
                return "late"
        return None

    def _token(self, claim: Claim) -> tuple[Tree, int] | None:
        event = self.scene.event.get(claim.about_id)
        return (self.scene.by_ordinal[event.sentence], event.trigger_token) if event else None

    def _replaced(self, claim: Claim, before: Iterable[Claim]) -> Claim | None:
        """The nearest earlier claim on a like event that this one replaces."""
        here = self._token(claim)
        if here is None or claim.stance == "denies":
            return None
        tree, token = here
        late = self._stage(tree, token) == "late"
        mine = self.scene.event[claim.about_id]
        for other in reversed(list(before)):
            theirs = self.scene.event.get(other.about_id)
            if theirs is None or other.field != claim.field or other.about_id == claim.about_id:
                continue
            gap = mine.sentence - theirs.sentence
            if gap > REACH:
                break
            if theirs.event_type != mine.event_type or gap < 0:
                continue
            there = self.scene.by_ordinal[theirs.sentence]
            early = self._stage(there, theirs.trigger_token) == "early"
            if (early and (late or gap > 0)) or (late and self._corrected(theirs.sentence, mine.sentence)):
                return other
        return None

    def _corrected(self, first: int, last: int) -> bool:
        """Whether a sentence from the first to the last says that something was wrong."""
        trees = (self.scene.by_ordinal.get(k) for k in range(first, last + 1))
        return any(self.cues.revisions.get(lemma) in ("corrected", "untrue") for t in trees if t for lemma in t.lemma)

    def _culprits(self, tree: Tree, claims: list[Claim]) -> list[Claim]:
        """ "It was later revealed that B was the culprit": a rival actor of the deed told before."""
        out = []
        for i, lemma in enumerate(tree.lemma):
            if self.cues.revisions.get(lemma) != "culprit" or self._stage(tree, i) != "late":
                continue
            head = subject(tree, i)
            mention = self.scene.heads.get((tree.ordinal, head)) if head is not None else None
            earlier = [
                c
                for c in claims
                if c.field == "actor" and c.about_kind == "event_mention" and 0 <= tree.ordinal - c.sentence <= REACH
            ]
            if mention is None or mention.kind not in ACTORS or not earlier:
                continue
            before = earlier[-1]
            hedged = any(self.cues.hedges.get(tree.lower[c]) == "possible" for c in tree.children[i])
            publishers = before.chain[: 1 if self.scene.document.publisher else 0]
            row_id = content_id("c", before.claim_id, "revises", mention.mention_id)
            fallen = replace(before, source_start=None, source_end=None, cue_start=None, cue_end=None, said_on=None)
            out.append(
                replace(
                    fallen,
                    claim_id=row_id,
                    sentence=tree.ordinal,
                    value=mention.quote,
                    stance="revises",
                    modality="possible" if hedged else "certain",
                    chain=publishers,
                    content_start=None,
                    content_end=None,
                    revises_id=before.claim_id,
                )
            )
        return out
