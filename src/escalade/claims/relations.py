"""Standing ties: who backs, leads, serves, belongs to, is allied with or opposes whom, as passages say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from escalade.claims.attribution import READS, claim, speech_of
from escalade.claims.relations_acts import ActRelations
from escalade.claims.relations_attributes import AttributeRelations, hyphened
from escalade.claims.relations_learned import LearnedRelations
from escalade.claims.relations_nouns import NounRelations
from escalade.claims.relations_parties import ARMED, COLLECTIVES, Parties, key
from escalade.claims.relations_places import PlaceRelations
from escalade.claims.relations_roles import RoleRelations
from escalade.claims.relations_stance import Held, RelationStances
from escalade.claims.relations_successions import Successions
from escalade.claims.relations_tie import ONCE, Half, Tie
from escalade.claims.relations_verbs import VerbRelations
from escalade.claims.scene import Scene, scenes
from escalade.claims.stance import modality
from escalade.model.codings import Claim, Party, RelationMention
from escalade.model.ids import content_id
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, RelationCue

SINCE, UNTIL = frozenset({"since", "from"}), frozenset({"until", "till", "to", "through"})
BEGINS = frozenset({"take", "join", "become"})
THEN = frozenset({"then", "longer"})  # "was then in charge", "no longer leads"
PREDICATIVE = ("VERB", "ADJ")
SAYING = frozenset({"VERB", "ADJ", "ADV", "NOUN", "PROPN"})  # words that may state a tie


class Relations:
    """Finds relations in the sentences of one report."""

    def __init__(self, scene: Scene, cues: Cues) -> None:
        parties = Parties(scene, cues)
        self.cues = cues
        self.verbs, self.nouns = VerbRelations(parties), NounRelations(parties)
        self.acts, self.places = ActRelations(parties), PlaceRelations(parties)
        self.roles, self.attributes = RoleRelations(parties), AttributeRelations(parties)
        self.successions, self.learned = Successions(parties), LearnedRelations(parties)
        self._stated_in = {tree.ordinal: tuple(self._of(tree)) for tree in scene.trees}
        led, served = self._told(scene, "leads"), self._told(scene, "serves")
        if led or served:  # "his men" are now somebody: read again
            parties.introduce(led, served)
            self._stated_in.clear()

    def _told(self, scene: Scene, kind: str) -> dict[str, Party]:
        """Person -> the named body that the report says he leads, or the body or state he serves; nobody with two."""
        found: dict[str, dict[str, Party]] = {}
        sorts = ARMED if kind == "leads" else COLLECTIVES
        for told in (t for ties in self._stated_in.values() for t in ties if t.kind == kind and not t.denied):
            body = scene.mention.get(told.target.mention_id or "")
            if body is not None and body.level == "named" and scene.kind(body) in sorts:
                found.setdefault(key(told.source), {}).setdefault(key(told.target), told.target)
        return {who: next(iter(led.values())) for who, led in found.items() if len(led) == 1}

    def of(self, tree: Tree) -> tuple[Tie, ...]:
        """Relations that one sentence states, in the order of their cues; nobody is tied to himself."""
        if tree.ordinal not in self._stated_in:
            self._stated_in[tree.ordinal] = tuple(self._of(tree))
        return self._stated_in[tree.ordinal]

    def _of(self, tree: Tree) -> list[Tie]:
        stated = [t for t in self._by_rule(tree) if key(t.source) != key(t.target) and not _past(tree, t)]
        return [*stated, *self.learned.of(tree, stated)]

    def _by_rule(self, tree: Tree) -> Iterator[Tie]:
        for i, upos in enumerate(tree.upos):
            if upos in SAYING:
                yield from self._stated(tree, i)
            yield from self.attributes.of(tree, i)

    def halves(self, tree: Tree, stated: set[int]) -> Iterator[Half]:
        """What the verbs of one sentence say of one end of a tie; `stated` are the verbs that state a whole one."""
        for i, entries in self._verbs(tree):
            if i not in stated and (half := self.verbs.half(tree, i, entries)) is not None:
                yield half

    def _verbs(self, tree: Tree) -> Iterator[tuple[int, tuple[RelationCue, ...]]]:
        for i, upos in enumerate(tree.upos):
            if upos in SAYING and (entries := self._verb(tree, i)) != ():
                yield i, entries

    def _verb(self, tree: Tree, i: int) -> tuple[RelationCue, ...]:
        """What a verb may state; also one that was taken for a noun: "the Council, which the Emirates arm"."""
        taken = tree.upos[i] == "NOUN" and tree.deprel[i] == "acl:relcl" and tree.kid(i, "nsubj") is not None
        taken |= (
            tree.upos[i] == "NOUN" and tree.xpos[i] == "VBG" and tree.rel(i) == "advcl"
        )  # "accuses X of training Y"
        taken |= tree.upos[i] == "ADV" and tree.kid(i, "nsubj") is not None and tree.kid(i, "obj") is not None
        if not (tree.upos[i] in PREDICATIVE or (taken and tree.kid(i, "cop") is None)) or hyphened(tree, i):
            return ()
        return self.cues.relation_verbs.get(self.cues.lemma(tree.lower[i], tree.lemma[i]), ())

    def _stated(self, tree: Tree, i: int) -> Iterator[Tie]:
        verbs = self._verb(tree, i) if tree.kid(i, "nmod:poss") is None else ()  # "with X's backing"
        if verbs:
            yield from self.verbs.of(tree, i, verbs)
            return
        found = False
        for cue in self._nouns(tree, i):
            reader = self.roles if cue.role else self.acts if cue.act else self.nouns
            for tie in reader.of(tree, i, cue):
                found = True
                yield tie
            if found:
                return
        if tree.upos[i] in ("NOUN", "PROPN"):
            yield from self.roles.owned(tree, i)
            yield from self.roles.own_men(tree, i)
            yield from self.nouns.members(tree, i)
            yield from self.places.of(tree, i)

    def _nouns(self, tree: Tree, i: int) -> tuple[RelationCue, ...]:
        """What a noun may state; also the name of a doing: "the arming of X"."""
        nouns = self.cues.relation_nouns
        owned = tree.upos[i] == "VERB" and tree.kid(i, "nmod:poss") is not None
        if tree.upos[i] not in ("NOUN", "PROPN", "ADJ") and not owned:
            return ()
        found = nouns.get(tree.lemma[i]) or (nouns.get(tree.lower[i]) if tree.upos[i] != "ADJ" else None)
        if found is not None:
            return found
        if not tree.lower[i].endswith("ing"):
            return ()
        lemma = self.cues.forms.get(tree.lower[i], "")
        doing = (c for c in self.cues.relation_verbs.get(lemma, ()) if c.kind == "sponsors" and not c.objects)
        return tuple(c.model_copy(update={"act": True}) for c in doing if not c.prep and not c.instruments)


def _past(tree: Tree, tie: Tie) -> bool:
    """Whether a tie only held once: "was once part of"."""
    return any(tree.lower[c] in ONCE for c in tree.kids(tie.cue, "advmod"))


def _validity(scene: Scene, tree: Tree, cue: int, ended: bool) -> tuple[str | None, str | None]:
    """Days from and to which the relation is said to hold; None = not said. The time of its end ends it."""
    start = end = None
    for time in scene.times.get(tree.ordinal, ()):
        if not any(tree.head[i] == cue for i in range(time.token_start, time.token_end)):
            continue
        words = {tree.lower[k] for k in range(max(time.token_start - 2, 0), time.token_start)}
        if words & SINCE or (tree.lemma[cue] in BEGINS and "until" not in words):
            start = time.date_start
        elif words & UNTIL or ended:
            end = time.date_end
    return start, end


def rows_of(scene: Scene, cues: Cues) -> Iterator[tuple[RelationMention, Claim]]:
    """Relations of one report with the claim of who says so; the same one by the same speakers once."""
    finder, stances = Relations(scene, cues), RelationStances(scene, speech_of(scene, cues), cues)
    told: dict[int, list[tuple[Tie, Held]]] = {}
    seen: set[tuple[Any, ...]] = set()
    for tree in scene.trees:
        ties = [*finder.of(tree)]
        ties += finder.successions.of(tree, [*(t for o in told.values() for t, _ in o), *ties])
        found = [(tie, held) for tie in ties for held in stances.of(tree, tie)]
        told[tree.ordinal] = found
        stated = [(tie, tie.cue, held) for tie, held in found]
        for tie, cue, held in (*stated, *_taken_up(tree, finder, stances, told)):
            what = (key(tie.source), tie.kind, key(tie.target), held.stance)
            if (*what, *(s.name for s in held.speakers)) not in seen:
                seen.add((*what, *(s.name for s in held.speakers)))
                yield _rows(scene, tree, tie, cue, held, cues)


def _taken_up(
    tree: Tree, finder: Relations, stances: RelationStances, told: dict[int, list[tuple[Tie, Held]]]
) -> Iterator[tuple[Tie, int, Held]]:
    """Ties told before, in this sentence or an earlier one, that it denies without naming both ends."""
    if any(told.values()):
        for half in finder.halves(tree, {tie.cue for tie, _ in told[tree.ordinal]}):
            yield from stances.half(tree, half, told)
        yield from stances.denied(tree, told)


def _rows(scene: Scene, tree: Tree, tie: Tie, cue: int, held: Held, cues: Cues) -> tuple[RelationMention, Claim]:
    """The row of a tie as one chain of speakers holds it, and their claim."""
    start, end = _validity(scene, tree, cue, tie.ended)
    if end is None and (tie.ended or any(tree.lower[c] in THEN for c in tree.kids(cue, "advmod"))):
        end = scene.document.published
    document = scene.document.document_id
    names = [s.name for s in held.speakers]
    row_id = content_id(
        "r", document, tree.ordinal, cue, key(tie.source), tie.kind, key(tie.target), held.stance, *names
    )
    row = RelationMention(
        row_id, document, tree.ordinal, tie.source, tie.target, tie.kind,
        start, end, held.stance, tree.start, tree.end, tree.text,
    )  # fmt: skip
    about, sure = ("relation", row_id), modality(tree, cue, cues)
    said = claim(scene, tree, cue, about, held.frames, held.speakers, stance=held.stance, modality=sure)
    return row, said


def relations(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Mapping[Any, Any]:
    """Relations of every report and the claims for and against them."""
    pairs = [pair for scene in scenes(tables) for pair in rows_of(scene, resources["cues"])]
    return {RelationMention: [row for row, _ in pairs], Claim: [said for _, said in pairs]}


RELATIONS = Stage(
    name="claims.relations",
    question="who backs, leads, belongs to whom, from when to when, says who",
    apply=relations,
    reads=READS,
    writes=(RelationMention, Claim),
    resources=("cues",),
)
