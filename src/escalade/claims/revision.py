"""Which claim takes back or replaces an earlier one in the same report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from escalade.claims.culprits import culprit
from escalade.claims.scene import ACTORS, Scene
from escalade.claims.syntax import has_not, name_of, subject
from escalade.model.codings import Claim
from escalade.model.ids import content_id
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

REACH = 2  # sentences between the account that fell and the one that replaced it


class Revisions:
    """Finds early and late accounts of one thing: "was first blamed on A ... it later emerged that B did it"."""

    def __init__(self, scene: Scene, cues: Cues) -> None:
        self.scene, self.cues = scene, cues

    def of(self, claims: list[Claim], charged: Sequence[Claim] = ()) -> list[Claim]:
        """The claims, and those that charge somebody, with stance `revises` and `revises_id` where one replaces
        another; new ones for culprits that nobody in particular names instead of an earlier one."""
        if not any(self._marked(tree) for tree in self.scene.trees):
            return [*claims, *charged]
        out: list[Claim] = []
        for claim in claims:
            before = self._replaced(claim, out)
            out.append(replace(claim, stance="revises", revises_id=before.claim_id) if before else claim)
        late = [c for tree in self.scene.trees for c in self._culprits(tree, [*out, *charged])]
        named = {(c.sentence, c.value) for c in charged}  # "investigators concluded that B was behind it"
        revised = {(c.sentence, c.value): c.revises_id for c in late}
        out += [c for c in late if (c.sentence, c.value) not in named]
        for claim in charged:
            fallen = revised.get((claim.sentence, claim.value))
            out.append(replace(claim, stance="revises", revises_id=fallen) if fallen else claim)
        return out

    def _marked(self, tree: Tree) -> bool:
        return any(w in self.cues.revisions for w in tree.lower) or any(w in self.cues.revisions for w in tree.lemma)

    def _stage(self, tree: Tree, token: int) -> str | None:
        """early or late, by an adverb on a verb of saying at or above the token; late also by "it emerged"."""
        for i in (token, *tree.ancestors(token)):
            for c in tree.children[i]:
                stage = self.cues.revisions.get(tree.lower[c]) if tree.rel(c) == "advmod" else None
                if (
                    stage in ("early", "before", "late")
                    and self.cues.lemma(tree.lower[i], tree.lemma[i]) in self.cues.verbs
                ):
                    return stage
            if self.cues.revisions.get(tree.lemma[i]) == "late_verb" or self._turned_out(tree, i):
                return "late"
        return None

    @staticmethod
    def _turned_out(tree: Tree, i: int) -> bool:
        return tree.lemma[i] == "turn" and any(tree.lower[c] == "out" for c in tree.kids(i, "compound", "advmod"))

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
            stage = self._stage(there, theirs.trigger_token)
            early = stage == "early"
            if (
                (early and (late or gap > 0))
                or (stage == "before" and late)
                or (late and self._corrected(theirs.sentence, mine.sentence))
            ):
                return other
        return None

    def _corrected(self, first: int, last: int) -> bool:
        """Whether a sentence from the first to the last says that something was wrong."""
        trees = (self.scene.by_ordinal.get(k) for k in range(first, last + 1))
        return any(self.cues.revisions.get(lemma) in ("corrected", "untrue") for t in trees if t for lemma in t.lemma)

    def _culprits(self, tree: Tree, claims: list[Claim]) -> list[Claim]:
        """ "It was later revealed that B was the culprit": a rival actor of the deed told before."""
        out = []
        for i in range(len(tree)):
            if (doer := self._instead(tree, i)) is None:
                continue
            value = name_of(tree, doer)
            near = (c for c in claims if c.field == "actor" and 0 <= tree.ordinal - c.sentence <= REACH)
            others = (c for c in near if c.about_kind == "event_mention" and c.value != value)
            if (before := max(others, key=lambda c: c.sentence, default=None)) is None:
                continue
            hedged = any(self.cues.hedges.get(tree.lower[c]) == "possible" for c in tree.children[i])
            publishers = before.chain[: 1 if self.scene.document.publisher else 0]
            row_id = content_id("c", before.claim_id, "revises", str(tree.ordinal), value)
            fallen = replace(before, source_start=None, source_end=None, cue_start=None, cue_end=None, said_on=None)
            out.append(
                replace(
                    fallen,
                    claim_id=row_id,
                    sentence=tree.ordinal,
                    value=value,
                    stance="revises",
                    modality="possible" if hedged else "certain",
                    chain=publishers,
                    content_start=None,
                    content_end=None,
                    revises_id=before.claim_id,
                )
            )
        return out

    def _instead(self, tree: Tree, i: int) -> int | None:
        """Who, a word says, was behind it as it came out later; a gas leak is nobody."""
        doer = culprit(tree, i)
        if doer is None and self.cues.revisions.get(tree.lemma[i]) == "culprit" and not has_not(tree, i):
            doer = subject(tree, i)
        if doer is None or self._stage(tree, i) != "late":
            return None
        mention = self.scene.heads.get((tree.ordinal, doer))
        known = mention is not None and mention.kind in ACTORS
        return doer if known or tree.xpos[doer] in ("NNS", "NNP", "NNPS") else None
