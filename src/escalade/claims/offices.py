"""Whose office somebody holds whom nobody but the report knows."""

from __future__ import annotations

from escalade.claims.scene import ACTORS, Scene
from escalade.model.groundings import Reference
from escalade.model.readings import Mention


def offices(scene: Scene) -> dict[str, str]:
    """Actor known only from the report -> the side that the office beside his name serves."""
    found: dict[str, str] = {}
    for m in scene.mention.values():
        held = scene.reference.get(m.mention_id)
        if m.kind != "person" or m.level != "named" or held is None or not held.actor_id or not obscure(held):
            continue
        side = _beside(scene, m)
        if side is not None:
            found.setdefault(held.actor_id, side)
    return found


def obscure(reference: Reference) -> bool:
    """Whether an actor is known only from the report, and is a side of his own."""
    return reference.basis == "text" and reference.side == reference.actor_id


def _beside(scene: Scene, name: Mention) -> str | None:
    """The side of the office in or beside a name: "Malian envoy Oumar Ba", "the head of its army, Oumar Ba", "Oumar Ba
    of Mali"."""
    tree, here = scene.by_ordinal[name.sentence], scene.mentions.get(name.sentence, ())
    for start, stop in _spans(scene, name):
        inside = (m for m in here if start <= m.token_start and m.token_end <= stop and m.kind in ACTORS)
        known = (scene.reference.get(m.mention_id) for m in inside)
        side = next((r.side for r in known if r is not None and r.side and not obscure(r)), None)
        if side is not None and not any(tree.words[t] == "," or tree.upos[t] == "VERB" for t in range(start, stop)):
            return side
    return None


def _spans(scene: Scene, name: Mention) -> list[tuple[int, int]]:
    """Tokens of a name with the "of" behind it, and of descriptions that a comma parts from it."""
    tree, here = scene.by_ordinal[name.sentence], scene.mentions.get(name.sentence, ())
    of = list(tree.lower[name.token_end : name.token_end + 1]) == ["of"]
    ends = [m.token_end for m in here if of and m.token_start == name.token_end + 1]
    spans = [(name.token_start, max([name.token_end, *ends]))]
    for office in (m for m in here if m.kind == "person" and m.level == "nominal"):
        if office.token_start < name.token_start - 1 and tree.words[name.token_start - 1] == ",":
            spans.append((office.token_start, name.token_start - 1))
        elif office.token_start == name.token_end + 1 and tree.words[name.token_end] == ",":
            spans.append((office.token_start, office.token_end))
    return spans
