"""Parties of tripwires and relations: from a mention or a token to an actor as resolved."""

from __future__ import annotations

from escalade.claims.scene import ACTORS, Scene
from escalade.claims.syntax import case_of
from escalade.model.codings import Party
from escalade.model.readings import Mention
from escalade.model.tree import Tree

OF_MANY = frozenset(
    {
        "group",
        "number",
        "collection",
        "coalition",
        "network",
        "umbrella",
        "set",
        "alliance",
        "one",
        "some",
        "band",
        "bunch",
        "gang",
    }
)


def party(scene: Scene, mention: Mention) -> Party | None:
    """The party a mention stands for; None for a pronoun that nothing resolves."""
    target, reference = scene.resolve(mention)
    if target.level == "pronoun" and (reference is None or reference.actor_id is None):
        return None
    if reference is None:
        return Party(None, target.quote, (), target.quote, mention.mention_id)
    return Party(reference.actor_id, reference.name, reference.codes, target.quote, mention.mention_id)


def party_at(scene: Scene, tree: Tree, head: int | None) -> Party | None:
    """The actor headed by a token; None where the token heads no actor."""
    if head is None:
        return None
    mention = scene.heads.get((tree.ordinal, head))
    if mention is None or mention.kind not in ACTORS:
        reference = scene.reference.get(mention.mention_id) if mention else None
        if mention is None or reference is None or reference.actor_id is None:
            return None
    return party(scene, mention)


def side_at(scene: Scene, tree: Tree, head: int | None) -> str | None:
    """What counts as one origin with the actor headed by a token."""
    mention = scene.heads.get((tree.ordinal, head)) if head is not None else None
    reference = scene.resolve(mention)[1] if mention else None
    return reference.side if reference else None


def identified(scene: Scene, tree: Tree, head: int) -> int:
    """The named actor beside a descriptive phrase: "the PMF, a group of state-run militias" gives the PMF."""
    for _ in range(3):
        mention = scene.heads.get((tree.ordinal, head))
        if tree.upos[head] == "PROPN" and mention is not None:
            return head
        up, rel = tree.head[head], tree.rel(head)
        if rel == "nmod" and up >= 0 and tree.lemma[up] in OF_MANY and case_of(tree, head) == "of":
            head = up
        elif rel == "appos" and up >= 0 and (named := scene.heads.get((tree.ordinal, up))) is not None:
            described = scene.heads.get((tree.ordinal, head))
            if (named.kind == "person") == (described is not None and described.kind == "person"):
                return up
            return _collective_before(scene, tree, head)
        else:
            break
    for c in tree.kids(head, "appos"):
        if tree.upos[c] == "PROPN" and scene.heads.get((tree.ordinal, c)) is not None:
            return c
    return head


def _collective_before(scene: Scene, tree: Tree, head: int) -> int:
    """The organisation or group named last before a description that the tree hung on a person."""
    before = [
        m
        for m in scene.mentions.get(tree.ordinal, ())
        if m.token_end <= head and m.kind in ("organisation", "group") and m.level == "named"
    ]
    return max(before, key=lambda m: m.token_end).head if before else head
