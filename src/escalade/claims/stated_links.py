"""What is stated to have answered, or led to, what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from escalade.claims.attribution import READS
from escalade.claims.deeds import Deeds
from escalade.claims.link_ellipsis import EllipticTies
from escalade.claims.link_markers import MarkerTies
from escalade.claims.link_nouns import NounTies
from escalade.claims.link_turns import TurnTies
from escalade.claims.link_verbs import VerbTies
from escalade.claims.link_words import Tie, disputed, opens
from escalade.claims.scene import Scene, scenes
from escalade.claims.syntax import case_of
from escalade.model.casebook import LinkMention
from escalade.model.codings import EventMention
from escalade.model.ids import content_id
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues
from escalade.vocab.predicates import Predicates

MOODS = frozenset("advcl amod acl xcomp conj nsubj parataxis root appos advmod dep".split())  # places of a mood
INTO = frozenset({"in", "out of"})  # "in anger at the raid"

POINTING_BACK = ("in:", "called:", "adverb:")  # rules whose cause may be only what was told before


class Links:
    """Finds ties between the event mentions of one report."""

    def __init__(self, scene: Scene, cues: Cues, predicates: Predicates) -> None:
        self.scene, self.cues, self.deeds = scene, cues, Deeds(scene, cues, predicates)
        self.verbs, self.nouns, self.markers = VerbTies(self.deeds), NounTies(self.deeds), MarkerTies(self.deeds, cues)
        self.elliptic, self.turns = EllipticTies(self.deeds), TurnTies(self.deeds)
        self._told: tuple[int, list[Tie]] = (-1, [])  # a sentence and its ties

    def with_joined(self, tree: Tree) -> Iterator[Tie]:
        """Ties that one sentence states; what opens it holds for coordinated clauses: "After A, they did B and C"."""
        for tie in self.of(tree):
            yield tie
            cause, effect = tie.cause, tie.effect
            yield from self._before(tree, tie)
            yield from self._behind(tree, tie)
            fronted = 0 <= tie.cue < effect.trigger_token and effect.sentence == tree.ordinal
            if not fronted or tree.upos[effect.trigger_token] != "VERB":
                continue
            of_him = tree.rel(tie.cue) == "advcl" and tree.kid(tie.cue, "mark", "nsubj") is None
            for joined in tree.kids(effect.trigger_token, "conj"):
                if of_him and tree.kid(joined, "nsubj") is not None:
                    continue  # "angered by it, Beijing stopped buying, and growers are feeding the fruit to pigs"
                other = self.deeds.at(tree, joined)
                if other is not None and other.modality == "actual" and other is not cause:
                    yield Tie(cause, other, tie.kind, f"{tie.rule}+joined", tie.score)

    def _before(self, tree: Tree, tie: Tie) -> Iterator[Tie]:
        """What closes a sentence behind a comma holds for the clauses before: "they did B and did C, following A";
        without a comma only for a clause of the same doer that tells a deed of the same sort."""
        effect = tie.effect
        trailing = effect.sentence == tree.ordinal and tie.cue > effect.trigger_token
        if trailing and tree.rel(effect.trigger_token) == "conj":
            other = self.deeds.at(tree, tree.head[effect.trigger_token])
            if other is None or other.modality != "actual" or other is tie.cause:
                return
            alike = other.quad_class == effect.quad_class and tree.kid(effect.trigger_token, "nsubj") is None
            if tree.words[tie.cue - 1] == "," or alike:
                yield Tie(tie.cause, other, tie.kind, f"{tie.rule}+joined", tie.score)

    def _behind(self, tree: Tree, tie: Tie) -> Iterator[Tie]:
        """What stands between two clauses of one doer holds for both, if they tell deeds of one sort: "they shelled
        it in response and sent tanks", not "closed the border in response and asked for a meeting"."""
        effect = tie.effect
        if effect.sentence != tree.ordinal or tie.cue <= effect.trigger_token or effect.quad_class < 3:
            return
        for joined in tree.kids(effect.trigger_token, "conj"):
            other = self.deeds.at(tree, joined) if joined > tie.cue and tree.kid(joined, "nsubj") is None else None
            alike = other is not None and other.quad_class == effect.quad_class and other.modality == "actual"
            if other is not None and alike and other is not tie.cause:
                yield Tie(tie.cause, other, tie.kind, f"{tie.rule}+joined", tie.score)

    def of(self, tree: Tree) -> Iterator[Tie]:
        """Ties that one sentence states, in the order of their cues; none whose cue is disputed."""
        found: list[Tie] = []
        for i in range(len(tree)):
            ties = list(self._at(tree, i))
            if ties and not disputed(tree, i, self.cues):
                done = (replace(tie, effect=self.deeds.carried_out(tie.effect)) for tie in ties)
                turn = "turn" in tree.lower[max(0, i - 3) : i]  # "and that in turn moved them"
                found += (_chained(tie, found, turn) for tie in done)
        found += (tie for i in range(len(tree)) for tie in self.turns.of(tree, i))
        before = self._told[1] if self._told[0] == tree.ordinal - 1 else []
        found += list(self.elliptic.of(tree, found, before))
        found = [tie for tie in found if not any(_against(tie, other) for other in found)]
        self._told = (tree.ordinal, found)
        return iter(found)

    def _at(self, tree: Tree, i: int) -> Iterator[Tie]:
        """Ties of one word, if it is a cue."""
        cues, word, rel = self.cues, tree.lower[i], tree.rel(i)
        lemma = cues.lemma(word, tree.lemma[i])
        noun = word in cues.link_nouns and case_of(tree, i) != ""  # "in protest at", read as a verb
        if tree.upos[i] == "VERB" and lemma in cues.link_verbs and not noun:
            yield from self.verbs.of(tree, i, cues.link_verbs[lemma])
        elif word in cues.link_nouns:
            yield from self.nouns.of(tree, i, cues.link_nouns[word])
        if word in cues.link_adjectives and rel in ("amod", "compound"):
            yield from self.markers.adjective(tree, i, cues.link_adjectives[word])
        if word in cues.link_moods and (rel in MOODS or (rel == "obl" and opens(tree, i) in (*INTO, "to"))):
            yield from self.markers.mood(tree, i, cues.link_moods[word])
        elif word in cues.link_moods and rel == "obj" and tree.rel(tree.head[i]) in ("advcl", "xcomp", "acl"):
            yield from self.markers.mood(tree, i, cues.link_moods[word])  # "fired it to vent its anger at the drill"
        if word in cues.link_markers and rel in ("mark", "case", "advmod"):
            yield from self.markers.marker(tree, i, cues.link_markers[word])
        if word in ("later", "within"):
            yield from self.markers.later(tree, i)
        if word in cues.link_adverbs:
            yield from self.markers.adverb(tree, i, cues.link_adverbs[word])
        if word in ("why", "reason"):
            yield from self.markers.reason(tree, i)


def _undone(event: EventMention) -> bool:
    """Whether a deed is told not to have happened; "no choice but to recall" is none of these."""
    return event.polarity == "negative" and event.modality == "actual"


def _against(tie: Tie, other: Tie) -> bool:
    """Whether a surer tie of the sentence has the two deeds the other way round."""
    return tie.cause is other.effect and tie.effect is other.cause and tie.score < other.score


def _chained(tie: Tie, before: list[Tie], turn: bool) -> Tie:
    """A tie whose cue names no cause takes what the one before it ends with: "A set off B, and C fled as a result"."""
    for first in before:
        places = [e.trigger_token for e in (tie.cause, first.effect, tie.effect)]
        told = len({e.sentence for e in (tie.cause, first.effect, tie.effect)}) == 1
        if (
            (turn or tie.rule.startswith(POINTING_BACK))
            and first.cause is tie.cause
            and told
            and places == sorted(set(places))
        ):
            return replace(tie, cause=first.effect)
    return tie


def stated_links(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Mapping[Any, Any]:
    """Ties between event mentions that the reports state in so many words, each once, with the sentence as quote."""
    out: dict[str, LinkMention] = {}
    for scene in scenes(tables):
        links = Links(scene, resources["cues"], resources["predicates"])
        for tree in scene.trees:
            for tie in links.with_joined(tree):
                unreal = "conditional" in (tie.cause.modality, tie.effect.modality)
                spared = tie.kind == "de_escalation" and tie.cause.polarity == "positive"  # "in return it did not fire"
                left = tie.rule == "marker:because" and not _undone(
                    tie.effect
                )  # "because they had never been delivered"
                left |= tie.rule == "turned:go"  # "did not go down well in Delhi"
                undone = any(_undone(e) for e in (tie.cause, tie.effect)) and not (spared or left)
                if unreal or undone or tie.cause.event_mention_id == tie.effect.event_mention_id:
                    continue
                row_id = content_id("k", tie.cause.event_mention_id, tie.effect.event_mention_id)
                row = LinkMention(
                    row_id, scene.document.document_id, tie.cause.event_mention_id, tie.effect.event_mention_id,
                    tie.kind, tree.start, tree.end, tree.text, tie.rule, tie.score,
                )  # fmt: skip
                out.setdefault(row_id, row)
    return {LinkMention: list(out.values())}


LINKS = Stage(
    name="claims.links",
    question="what is stated to have answered what",
    apply=stated_links,
    reads=READS,
    writes=(LinkMention,),
    resources=("cues", "predicates"),
)
