"""A relation as found in a sentence, and which pairs of parties can have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from escalade.claims.relations_parties import ARMED, key
from escalade.claims.scene import ACTORS, Scene
from escalade.model.codings import Party
from escalade.model.readings import Mention

STANDING = ("part_of", "opposes")
ORGANS = frozenset({"army", "navy", "government", "police", "junta", "regime", "opposition", "state", "union"})
CROWDS = frozenset({"men", "gunmen", "youths", "boys"})  # who they are nobody says
ONCE = frozenset({"once", "formerly", "previously"})  # what only held before
MIRRORED = {"sponsors": "serves", "serves": "sponsors"}  # A sponsors B = B serves A


@dataclass(frozen=True, slots=True)
class Tie:
    """Source, target and kind of a relation, and the token that states it."""

    source: Party
    target: Party
    kind: str
    cue: int
    denied: bool = False
    ended: bool = False  # it held before
    doubted: bool = False  # told as open


@dataclass(frozen=True, slots=True)
class Half:
    """What is said of one end only: "X arms nobody", "not one bullet came from Y", "denies paying them"."""

    kind: str
    cue: int
    denied: bool
    source: Party | None
    target: Party | None

    def fits(self, tie: Tie) -> bool:
        """Whether a tie is one of those that it speaks of."""
        source, target = (tie.target, tie.source) if MIRRORED.get(self.kind) == tie.kind else (tie.source, tie.target)
        if tie.kind not in (self.kind, MIRRORED.get(self.kind)):
            return False
        return all(
            own is None or key(own) == key(other) for own, other in ((self.source, source), (self.target, target))
        )


def tie(
    scene: Scene,
    source: Party | None,
    target: Party | None,
    kind: str,
    cue: int,
    denied: bool = False,
    ended: bool = False,
    anyone: bool = False,
) -> Iterator[Tie]:
    """The tie of two parties if they can have it: nobody is tied to himself, and one of them must be known. anyone: the
    source may be a person without a name ("is financed by an importer of cement")."""
    if source is None or target is None or key(source) == key(target):
        return
    to, body = (scene.mention.get(p.mention_id or "") for p in (target, source))
    if not (_actor(scene, source) and _actor(scene, target)):  # a name that nobody took for an actor
        other = to if _actor(scene, target) else body
        if kind not in ("part_of", "serves", "leads") or other is None or other.kind not in (*ARMED, "person"):
            return
    known = target.id is not None or (kind not in ("leads", "part_of", "serves") and source.id is not None)
    known = known or _named(to) or _written(target) or (kind != "sponsors" and _one_body(to))
    nameless = some_person(scene, source) and not _called(source)
    if kind != "leads" and not anyone and nameless:
        return  # "the dead man served with X", "a soldier who supported the operation"
    if kind in STANDING and source.id is None and body is not None and _loose(body, kind):
        return  # "groups fighting X"
    if kind == "part_of" and to is not None and to.kind == "person" and to.level == "named":
        return  # of a man is nobody a part
    if kind == "opposes" and target.id is None and to is not None and to.quote.lower().split()[-1] in CROWDS:
        return  # "fight the men of X"
    if known and not (kind == "sponsors" and to is not None and _anyone(to)):
        yield Tie(source, target, kind, cue, denied, ended)


def some_person(scene: Scene, p: Party) -> bool:
    """Whether a party is a person without a name, and not one whose side is known."""
    mention = scene.mention.get(p.mention_id or "") if p.id is None else None
    return mention is not None and _anyone(mention)


def _written(p: Party) -> bool:
    """Whether a body has no mention, but a phrase that says which it is: "the EU observer mission"."""
    return p.mention_id is None


def _named(mention: Mention | None) -> bool:
    return mention is not None and mention.level == "named" and mention.kind in ACTORS


def _loose(mention: Mention, kind: str) -> bool:
    """Whether a party is some or other of its sort: "groups", "a militia", of foes also "the groups"."""
    words = mention.quote.split()
    definite = (
        words[0].lower() == "the" and (kind == "part_of" or _one_body(mention)) and words[-1].lower() not in CROWDS
    )
    return mention.level != "named" and not definite and not any(w[:1].isupper() for w in words[1:])


def _anyone(mention: Mention) -> bool:
    return mention.kind == "person" and mention.level != "named"


def _called(p: Party) -> bool:
    """Whether a person has a name all the same, within a phrase: "the Xian commander Yusuf Amin"."""
    words = p.name.split()
    return len(words) > 1 and all(w[:1].isupper() for w in words)


def _one_body(mention: Mention | None) -> bool:
    """Whether a party without a name is one body all the same: "the presidential guard", "the maritime militia"."""
    if mention is None or not mention.quote.lower().startswith(("the ", "whose ")):
        return False
    if mention.quote.lower().split()[-1] in ORGANS:
        return True
    return mention.kind == "organisation" or (mention.kind == "group" and mention.quote.count(" ") > 1)


def _actor(scene: Scene, p: Party) -> bool:
    mention = scene.mention.get(p.mention_id or "")
    return p.id is not None or p.mention_id is None or (mention is not None and mention.kind in ACTORS)
