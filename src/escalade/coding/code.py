"""Stage coding.code: who did what to whom, one event mention for each happening that a sentence tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from escalade.coding.attach import Attacher, toll
from escalade.coding.happenings import Joiner, parents
from escalade.coding.volition import with_volition
from escalade.coding.parties import Parties
from escalade.coding.slots import Syntax
from escalade.coding.status import StatusReader
from escalade.coding.triggers import Matcher, Trigger, tokens_of
from escalade.model.codings import EventMention, Party, Where
from escalade.model.groundings import Count, Place, Reference, Time
from escalade.model.ids import content_id
from escalade.model.readings import Mention
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.ontology import Ontology
from escalade.vocab.operators import Operators
from escalade.vocab.predicates import Predicates, Slot

MAX_DATELINE = 16  # tokens
MIN_SCORE = 0.25  # below it a word is not taken for an event at all
_ABOUT_OTHERS = frozenset(("AGREE", "REJECT", "THREATEN"))


@dataclass(frozen=True)
class Vocabulary:
    """What the coder knows."""

    ontology: Ontology
    predicates: Predicates
    operators: Operators
    quads: Mapping[str, int]


def vocabulary(resources: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary out of a worker's resources."""
    words, known, operators = resources["predicates"], resources["ontology"], resources["operators"]
    return Vocabulary(known, words, operators, {t: known.quad(t) for t in known.types})


@dataclass(frozen=True)
class Scene:
    """What is known about one sentence."""

    tree: Tree
    mentions: list[Mention]
    references: dict[str, Reference]
    places: dict[str, Place]
    times: list[Time]
    counts: list[Count]


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> dict[Any, list[Any]]:
    """Event mentions of the documents, in text order."""
    known = vocabulary(resources)
    mentions = _by_sentence(tables, Mention)
    times, counts = _by_sentence(tables, Time), _by_sentence(tables, Count)
    references = {r.mention_id: r for r in tables.rows(Reference)}
    places = {p.mention_id: p for p in tables.rows(Place)}
    rows: list[EventMention] = []
    for document_id, trees in tables.trees().items():
        for tree in trees:
            key = (document_id, tree.ordinal)
            scene = Scene(tree, mentions.get(key, []), references, places, times.get(key, []), counts.get(key, []))
            rows += SentenceCoder(scene, known).code()
    return {EventMention: rows}


def _by_sentence(tables: Tables, cls: Any) -> dict[tuple[str, int], list[Any]]:
    groups: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in tables.rows(cls):
        groups[row.document_id, row.sentence].append(row)
    return groups


class SentenceCoder:
    """Codes one sentence."""

    def __init__(self, scene: Scene, known: Vocabulary) -> None:
        self.scene, self.known, self.tree = scene, known, scene.tree
        timed = frozenset(t for time in scene.times for t in range(time.token_start, time.token_end)) | dateline(self.tree)
        self.timed = timed
        self.syntax = Syntax(scene.tree, known.predicates, timed)
        self.parties = Parties(self.syntax, scene.mentions, scene.references, scene.places, timed)
        self.matcher = Matcher(self.syntax, self.parties.is_actor, dict(known.quads), timed, self._is_country)
        self.status = StatusReader(self.syntax, known.operators)

    def code(self) -> list[EventMention]:
        """Event mentions, in the order of their triggers."""
        triggers = self.matcher.find()
        if not triggers:
            return []
        if self._sport():
            triggers = [t for t in triggers if t.predicate.type != "ASSAULT" or t.predicate.effect is not None]
        triggers = Joiner(self.syntax, triggers).join()
        for trigger in triggers:
            trigger.actors, trigger.recipients = self._arguments(trigger)
        triggers = with_volition(triggers, self.syntax, self.known.quads)
        parents(triggers, self.syntax)
        for trigger in triggers:
            self._from_content(trigger)
        attacher = Attacher(self.syntax, triggers)
        times = attacher.times(self.scene.times)
        located = [
            (m, self.scene.places[m.mention_id])
            for m in self.scene.mentions
            if m.mention_id in self.scene.places and m.head not in self.timed
        ]
        places = attacher.places(located)
        rows = {}
        for trigger in triggers:
            place = places.get(trigger.token)
            row = self._row(trigger, times.get(trigger.token), place[1] if place else None)
            if row is not None:
                rows[trigger.token] = row
        return [self._with_parent(trigger, rows) for trigger in triggers if trigger.token in rows]

    def _sport(self) -> bool:
        """A sentence about a match: its attacks and shots are none."""
        return len(set(self.syntax.lemma) & self.known.predicates.classes["sport"]) > 1

    def _is_country(self, token: int) -> bool:
        return self.parties.kind(token) == "country"

    def _with_parent(self, trigger: Trigger, rows: dict[int, EventMention]) -> EventMention:
        row, parent = rows[trigger.token], trigger.parent
        while parent is not None and parent.token not in rows:
            parent = parent.parent
        return row if parent is None else replace(row, parent_id=rows[parent.token].event_mention_id)

    def _row(self, trigger: Trigger, time: Time | None, place: Place | None) -> EventMention | None:
        p, tree, known = trigger.predicate, self.tree, self.known.ontology
        actors, recipients = trigger.actors, trigger.recipients
        dead = toll(self.syntax, trigger, self.scene.counts, self._persons())
        score = self._score(trigger, actors, recipients, time, place, dead.killed or dead.injured)
        if score < MIN_SCORE:
            return None
        at = trigger.token if trigger.anchor is None else trigger.anchor
        reading = self.status.read(at, irrealis=p.irrealis, ignore_negation=p.negated, performed=trigger.performed or p.negated)
        mode = self._mode(trigger)
        cameo = p.cameo if p.cameo and (mode == p.mode or mode is None) else known.code(p.type, mode)
        lo, hi = self._trigger_span(trigger)
        start, end = tree.span(lo, hi)
        killed, injured = dead.killed or (None, None), dead.injured or (None, None)
        return EventMention(
            event_mention_id=content_id("e", tree.document_id, start, end, 0),
            parent_id=None, document_id=tree.document_id, sentence=tree.ordinal,
            event_type=p.type, mode=mode, contexts=self._contexts(trigger, cameo), cameo=cameo,
            quad_class=known.quad(p.type), goldstein=known.goldstein(cameo),
            actors=tuple(actors), recipients=tuple(recipients),
            date_start=time.date_start if time else None, date_end=time.date_end if time else None,
            date_precision=time.precision if time and time.date_start else "unknown",
            date_basis=time.basis if time and time.date_start else "none",
            place=Where(place.name, place.country, place.geonames_id, place.latitude, place.longitude, place.precision) if place else None,
            polarity=reading.polarity, modality=reading.modality,
            killed_min=killed[0], killed_max=killed[1], injured_min=injured[0], injured_max=injured[1],
            cumulative=bool(dead.killed or dead.injured) and self._cumulative(trigger),
            sentence_text=tree.text, trigger=tree.quote(lo, hi), trigger_start=start - tree.start, trigger_token=trigger.token,
            char_start=start, char_end=end, rule=p.rule, score=round(score, 3),
        )  # fmt: skip

    def _trigger_span(self, trigger: Trigger) -> tuple[int, int]:
        """The trigger word, with a particle that stands right behind it."""
        t = trigger.token
        if t + 1 < len(self.tree) and self.tree.deprel[t + 1] == "compound:prt" and self.tree.head[t + 1] == t:
            return t, t + 2
        return t, t + 1

    def _persons(self) -> frozenset[int]:
        return frozenset(m.head for m in self.scene.mentions if m.kind == "person" and m.level == "named")

    def _look(self, trigger: Trigger, slots: tuple[Slot, ...]) -> list[Party]:
        """Parties of the first slot that names any."""
        for slot in slots:
            found: list[Party] = []
            for token in tokens_of(self.matcher, slot, trigger.slots):
                if token == trigger.token or token in trigger.cluster:
                    continue
                if slot.path[-1] in ("mod", "obj_mod"):
                    person = self.parties.kind(token) == "person"  # "the Soleimani strike": its victim
                    party = None if person and slots is trigger.predicate.actor else self.parties.gentilic(token)
                    found += [party] if party is not None else []
                elif self.syntax.lemma[token] in self.known.predicates.classes["document"]:
                    found += self._authors(token)
                else:
                    found += self.parties.of(token)
            if found:
                return _unique(found)
        return []

    def _authors(self, token: int) -> list[Party]:
        """Who speaks in a document: its owner, else the one who issues it ("passed a resolution condemning")."""
        owner = self.parties.owner(token)
        if owner is not None:
            return [owner]
        g = self.tree.head[token]
        if g < 0 or self.tree.deprel[token] != "obj":
            return []
        return [p for t in self.syntax.slots(g).get("subj", ()) for p in self.parties.of(t)]

    def _arguments(self, trigger: Trigger) -> tuple[list[Party], list[Party]]:
        p = trigger.predicate
        actors, recipients = self._look(trigger, p.actor), self._look(trigger, p.recipient)
        if p.reciprocal:
            between = self._look(trigger, (Slot(("between",)), Slot(("among",))))
            if between:
                actors, recipients = between, between
            elif not recipients and len(actors) > 1:
                recipients = actors
            elif not actors and len(recipients) > 1:
                actors = recipients
        if not actors and p.pos == "NOUN":
            actors = self._equated(trigger)
        if p.type == "ASSAULT" and p.pos == "NOUN" and not recipients:
            named = [t for t in trigger.slots.get("mod", ()) if self.parties.kind(t) == "person"]
            recipients = [x for t in named if (x := self.parties.gentilic(t)) is not None]
        victims: list[Party] = []
        for other in trigger.merged:
            if not actors:
                actors = self._look(other, other.predicate.actor)
            victims += self._look(other, other.predicate.recipient)
        if p.effect is not None or not recipients:
            recipients = _unique([*recipients, *victims])
        if not p.reciprocal:
            keys = {x.mention_id or x.text for x in recipients}
            actors = [a for a in actors if (a.mention_id or a.text) not in keys] if recipients else actors
        return actors, recipients

    def _equated(self, trigger: Trigger) -> list[Party]:
        """Whose doing it is said to be: "the U.S. response would be sanctions"."""
        for c in self.tree.children[trigger.token]:
            if self.tree.deprel[c] == "nsubj" and not self.parties.is_actor(c):
                owner = self.parties.owner(c)
                return [owner] if owner is not None else []
        return []

    def _from_content(self, trigger: Trigger) -> None:
        """Whom a promise, refusal or threat is for: the recipient of what is promised, refused, threatened."""
        above = trigger.parent
        if above is None or above.predicate.type not in _ABOUT_OTHERS or not trigger.recipients:
            return
        named = self._look(above, tuple(s for s in above.predicate.recipient if s.path[0] != "comp" and s.path != ("obj",)))
        if above.predicate.reciprocal and above.recipients:
            return
        if not named and trigger.token in _within(self.tree, above.slots.get("comp", ())):
            above.recipients = trigger.recipients

    def _score(
        self,
        trigger: Trigger,
        actors: list[Party],
        recipients: list[Party],
        time: Time | None,
        place: Place | None,
        dead: Any,
    ) -> float:
        """Confidence by rule: the word's own, less what an event should have and this one lacks."""
        p = trigger.predicate
        for need in p.needs:
            has = {
                "actor": bool(actors),
                "recipient": bool(recipients),
                "party": bool(actors or recipients),
                "place": place is not None,
                "effect": dead is not None or any(m.predicate.effect for m in trigger.merged),
            }
            if (
                not has[need]
                and not (need == "effect" and (place or time))
                and not (need == "party" and place and "place" in p.needs)
            ):
                return 0.0
        score = max([p.score, *(m.predicate.score for m in trigger.merged if m.predicate.alone)])
        if not (actors and recipients):
            score *= 0.85 if actors or recipients else 0.7 if (place or time) else 0.55 if self._peopled(trigger, dead) else 0.2
        if p.pos != "NOUN" and not actors and self._inanimate(trigger):
            score *= 0.55
        return score

    def _peopled(self, trigger: Trigger, dead: Any) -> bool:
        """Somebody takes part, though it is not known who ("we did not shoot")."""
        slots = (*trigger.predicate.actor, *trigger.predicate.recipient)
        found = {t for s in slots if s.path[-1] not in ("mod", "obj_mod") for t in tokens_of(self.matcher, s, trigger.slots)}
        site = self.known.predicates.classes["site"]
        return dead is not None or any(self.parties.is_actor(t) or self.syntax.lemma[t] in site for t in found)

    def _inanimate(self, trigger: Trigger) -> bool:
        """An active verb with a subject that cannot act, no weapon and no event."""
        if any(s.path == ("subj",) for s in trigger.predicate.actor) is False:
            return False
        subjects = trigger.slots.get("subj", ())
        if not subjects or trigger.merged:
            return False
        classes = self.known.predicates.classes
        means = classes["document"] if trigger.predicate.speech else classes["weapon"]
        return not any(self.parties.is_actor(t) or self.syntax.lemma[t] in means or self.matcher.match(t) for t in subjects)

    def _mode(self, trigger: Trigger) -> str | None:
        """The mode of the entry, or that of the weapon named beside the event."""
        p, tree = trigger.predicate, self.tree
        if p.type != "ASSAULT" or (p.mode is not None and not p.modes and p.mode != "targeted"):
            return p.mode
        near: list[int] = []
        for part in (trigger, *trigger.merged):
            near.append(part.token)
            for slot in ("mod", "with", "by", "subj", "obj", "of", "from", "using", "obj_mod", "in"):
                for t in part.slots.get(slot, ()):
                    near += [t, *self.syntax.slots(t).get("mod", ())] if slot != "mod" else [t]
        lemmas = {self.syntax.lemma[t].lower() for t in near} | {tree.lower[t] for t in near}
        for mode, words in self.known.predicates.weapons:
            if lemmas & words:
                return mode
        return p.mode

    def _contexts(self, trigger: Trigger, cameo: str) -> tuple[str, ...]:
        entry = self.known.ontology.cameo[cameo]
        return tuple(dict.fromkeys((*trigger.predicate.contexts, *entry.contexts)))

    def _cumulative(self, trigger: Trigger) -> bool:
        """A total over several happenings: "attacks have killed 50 since May", "in all"."""
        tree = self.tree
        words = set(tree.lower)
        if words & {"total", "overall", "altogether", "cumulative", "cumulatively"} or (
            "so" in words and "far" in words
        ):
            return True
        plural = any(tree.xpos[t.token] == "NNS" for t in (trigger, *trigger.merged) if t.predicate.pos == "NOUN")
        return plural and bool(words & {"since", "years", "months", "weeks", "year"})


def dateline(tree: Tree) -> frozenset[int]:
    """Tokens of a dateline ("LONDON, July 20 (Gulf Wire) -"): nobody in it acts, nothing happens there for that."""
    if not any(word.isupper() and len(word) > 3 for word in tree.words[:3]):
        return frozenset()
    for i, word in enumerate(tree.words[:MAX_DATELINE]):
        if word in ("—", "–", "--", "-") and i > 0 and not (word == "-" and tree.words[i - 1][-1:].isalpha()):
            return frozenset(range(i + 1))
    return frozenset()


def _within(tree: Tree, heads: Sequence[int]) -> set[int]:
    return {t for head in heads for t in tree.subtree(head)}


def _unique(parties: list[Party]) -> list[Party]:
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.id or party.text.lower(), party)
    return list(seen.values())
