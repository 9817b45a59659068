"""One report laid open for the claims stages: sentences with their mentions, references, times, events by position."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from escalade.claims.quotations import quotations
from escalade.model.codings import EventMention
from escalade.model.documents import Document
from escalade.model.groundings import Place, Reference, Time
from escalade.model.readings import Mention, TieInkling
from escalade.model.tables import Tables
from escalade.model.tree import Tree

ACTORS = frozenset({"person", "organisation", "group", "country"})
NAMES = frozenset({"NOUN", "PROPN", "PRON"})
NO_VOTES: tuple[str, int, Counter[str]] = ("", 0, Counter())


class Scene:
    """A document's rows by sentence ordinal and token. Rows come in table order and are never changed."""

    def __init__(self, document: Document, trees: list[Tree]) -> None:
        self.document, self.trees = document, trees
        self.by_ordinal = {tree.ordinal: tree for tree in trees}
        self.mentions: dict[int, list[Mention]] = defaultdict(list)
        self.mention: dict[str, Mention] = {}
        self.reference: dict[str, Reference] = {}
        self.ties: dict[int, list[TieInkling]] = defaultdict(list)
        self.times: dict[int, list[Time]] = defaultdict(list)
        self.events: dict[int, list[EventMention]] = defaultdict(list)
        self.event: dict[str, EventMention] = {}
        self.places: dict[str, Place] = {}
        self.speech: Any = None  # frames of the report, set by the first stage that asks for them

    @cached_property
    def heads(self) -> dict[tuple[int, int], Mention]:
        """(sentence, token) -> the mention headed there: actors before others, named before nominal, longest first."""

        def rank(m: Mention) -> tuple[bool, bool, int]:
            return m.kind in ACTORS, m.level == "named", m.token_end - m.token_start

        best: dict[tuple[int, int], Mention] = {}
        for ordinal, mentions in self.mentions.items():
            tree = self.by_ordinal[ordinal]
            for m in mentions:
                inside = range(m.token_start, m.token_end)
                tops = [t for t in inside if tree.head[t] not in inside]
                clause = m.level == "named" and len(tops) == 1 and tree.upos[tops[0]] == "VERB"
                if clause and tree.words[tops[0]].istitle():  # "Saw Htun Lay", read as a clause
                    tops = [t for t in inside if tree.head[t] == tops[0]]
                for head in {m.head, *(t for t in tops if tree.upos[t] in NAMES)}:
                    held = best.get((ordinal, head))
                    if held is None or rank(m) > rank(held):
                        best[ordinal, head] = m
        return best

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """Spans (document offsets, half-open, marks left out) of what stands in quotation marks."""
        return quotations(self.document.text)

    def mention_at(self, tree: Tree, token: int) -> Mention | None:
        """Mention headed by the token, else the smallest actor mention that ends with it."""
        found = self.heads.get((tree.ordinal, token))
        if found is not None:
            return found
        inside = [m for m in self.mentions.get(tree.ordinal, ()) if m.token_end == token + 1 and m.kind in ACTORS]
        return min(inside, key=lambda m: m.token_end - m.token_start, default=None)

    def resolve(self, mention: Mention) -> tuple[Mention, Reference | None]:
        """What a mention stands for: pronouns and short forms are followed to their antecedent, five steps at most."""
        reference = self.reference.get(mention.mention_id)
        for _ in range(5):
            if reference is None or reference.antecedent_id is None or mention.level != "pronoun":
                break
            antecedent = self.mention.get(reference.antecedent_id)
            if antecedent is None:
                break
            mention = antecedent
            reference = self.reference.get(mention.mention_id, reference)
        return mention, reference

    def segment_publisher(self, tree: Tree) -> str | None:
        """Outlet of the embedded quotation the sentence stands in."""
        segments = self.document.segments
        return segments[tree.row.segment].publisher if tree.row.segment < len(segments) else None

    def kind(self, mention: Mention) -> str:
        """The sort of actor a mention stands for: that of most of the report's names for the same actor."""
        target, reference = self.resolve(mention)
        if reference is None or reference.actor_id is None:
            return target.kind
        kind, most, votes = self._kinds.get(reference.actor_id, NO_VOTES)
        return kind if most > votes[target.kind] else target.kind

    @cached_property
    def _kinds(self) -> dict[str, tuple[str, int, Counter[str]]]:
        """Actor -> the kind that most of his names are of, of how many, and how many are of which."""
        votes: dict[str, Counter[str]] = {}
        for mentions in self.mentions.values():
            for m in mentions:
                reference = self.reference.get(m.mention_id)
                if m.level == "named" and reference is not None and reference.actor_id is not None:
                    votes.setdefault(reference.actor_id, Counter())[m.kind] += 1
        return {actor: (*found.most_common(1)[0], found) for actor, found in votes.items()}


_SCENES: WeakKeyDictionary[Tables, dict[str, Scene]] = WeakKeyDictionary()


def scenes(tables: Tables) -> Iterator[Scene]:
    """The scene of every document that has sentences, in table order. Built once a task: all stages here share them."""
    if tables not in _SCENES:
        trees = tables.trees()
        found = {
            d.document_id: Scene(d, trees[d.document_id]) for d in tables.rows(Document) if trees.get(d.document_id)
        }
        for inkling in tables.rows(TieInkling):
            if scene := found.get(inkling.document_id):
                scene.ties[inkling.sentence].append(inkling)
        for mention in tables.rows(Mention):
            if scene := found.get(mention.document_id):
                scene.mentions[mention.sentence].append(mention)
                scene.mention[mention.mention_id] = mention
        for reference in tables.rows(Reference):
            if scene := found.get(reference.document_id):
                scene.reference[reference.mention_id] = reference
        for time in tables.rows(Time):
            if scene := found.get(time.document_id):
                scene.times[time.sentence].append(time)
        for place in tables.rows(Place):
            if scene := found.get(place.document_id):
                scene.places[place.mention_id] = place
        for event in tables.rows(EventMention):
            if scene := found.get(event.document_id):
                scene.events[event.sentence].append(event)
                scene.event[event.event_mention_id] = event
        _SCENES[tables] = found
    yield from _SCENES[tables].values()
