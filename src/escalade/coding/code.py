"""Stage coding.code: who did what to whom, one event mention for each happening that a sentence tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from escalade.coding.antecedents import ANAPHORIC_SCORE, Coded, resolve
from escalade.coding.arguments import Arguments
from escalade.coding.attach import Attacher, dateline_length
from escalade.coding.carry import carry
from escalade.coding.clauses import negations
from escalade.coding.demanded import demanded
from escalade.coding.happenings import Joiner, parents
from escalade.coding.learned import DEMANDED, LEAST_RULE, Learned
from escalade.coding.looks import Looks
from escalade.coding.parties import Parties
from escalade.coding.report import Report
from escalade.coding.slots import Syntax
from escalade.coding.stand_ins import stand_ins
from escalade.coding.stated_tolls import counting, stated
from escalade.coding.status import StatusReader
from escalade.coding.tolls import Aftermath, Toll, aftermath, bare_result, harms_nobody, in_all, toll
from escalade.coding.triggers import Matcher, Trigger, tokens_of
from escalade.coding.volition import with_volition
from escalade.model.codings import EventMention, Party, Where
from escalade.model.documents import Document
from escalade.model.groundings import Count, Place, Reference, Time
from escalade.model.ids import content_id
from escalade.model.items import all_starts
from escalade.model.readings import Inkling, Mention
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.ontology import Ontology
from escalade.vocab.operators import Operators
from escalade.vocab.predicates import Predicates

INNER = 0.95  # of a speech act's score its content can have at most
_ANAPHORIC = frozenset(("ASSAULT", "PROTEST"))
_DEALINGS = frozenset("ACCUSE AGREE CONCEDE CONSULT COOPERATE REJECT REQUEST RETREAT SANCTION SUPPORT".split())
_LASTING = frozenset("war conflict insurgency hostility campaign".split())
_WAVES = _LASTING | frozenset("crackdown unrest uprising rebellion revolt violence purge occupation fighting".split())
_GUILT = frozenset(
    "mistake mistakenly error unintentionally inadvertently accidentally wrongly fault regret own".split()
)
_EXCLUDES = frozenset(("rule", "exclude"))
_OWNS_UP = frozenset("admit confess concede acknowledge allow grant".split())
_DEMONSTRATIVE = frozenset(("the", "this", "these", "that", "those"))
# slots that may hold a weapon, each with the slot that it hangs on
_MEANS = {s: s for s in ("mod", "with", "by", "subj", "obj", "of", "from", "using")} | {"obj_mod": "obj", "in": "in"}


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
    inklings: list[Inkling]
    foretold: bool  # the encoder's event heads have read the sentence
    demanded: frozenset[int] = frozenset()  # what the report ties as cause or effect
    stand_ins: Mapping[int, str] = field(default_factory=dict)  # pronouns that stand for a weapon


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> dict[Any, list[Any]]:
    """Event mentions of the documents, in text order."""
    known = vocabulary(resources)
    mentions = _by_sentence(tables, Mention)
    times, counts = _by_sentence(tables, Time), _by_sentence(tables, Count)
    inklings = _by_sentence(tables, Inkling)
    references = {r.mention_id: r for r in tables.rows(Reference)}
    places = {p.mention_id: p for p in tables.rows(Place)}
    published = {d.document_id: d.published for d in tables.rows(Document)}
    items = all_starts(tables.rows(Document))
    country = partial(_ground, resources)
    rows: list[EventMention] = []
    for document_id, trees in tables.trees().items():
        coded: list[Coded] = []
        afterwards: list[Aftermath] = []
        kinds: dict[str, str] = {}
        asked_for, stands = demanded(trees, resources["cues"]), stand_ins(trees, known.predicates)
        for tree, tied, weapons in zip(trees, asked_for, stands, strict=True):
            key = (document_id, tree.ordinal)
            here = mentions.get(key, [])
            kinds.update((m.mention_id, m.kind) for m in here)
            scene = Scene(
                tree,
                here,
                references,
                places,
                times.get(key, []),
                counts.get(key, []),
                inklings.get(key, []),
                tree.row.eventful is not None,
                tied,
                weapons,
            )
            coder = SentenceCoder(scene, known)
            coded += coder.code()
            if coded and (after := aftermath(coder.syntax, scene.counts)) is not None:
                afterwards.append(after)
        told = resolve(coded, kinds, afterwards)
        if told:
            dated = {tree.ordinal: times.get((document_id, tree.ordinal), []) for tree in trees}
            here = [m for tree in trees for m in mentions.get((document_id, tree.ordinal), [])]
            day, own = published.get(document_id), items.get(document_id, ())
            told = carry(told, Report(trees, dated, here, references, places, country, day, own))
        rows += told
    return {EventMention: rows}


def _ground(resources: Mapping[str, Any], iso3: str) -> Where | None:
    """A country as the place of an event."""
    spot = resources["gazetteer"].country(iso3)
    return None if spot is None else Where(spot.name, iso3, spot.geonames_id, spot.latitude, spot.longitude, "country")


def _by_sentence(tables: Tables, cls: Any) -> dict[tuple[str, int], list[Any]]:
    groups: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in tables.rows(cls):
        groups[row.document_id, row.sentence].append(row)
    return groups


class SentenceCoder:
    """Codes one sentence."""

    def __init__(self, scene: Scene, known: Vocabulary) -> None:
        self.scene, self.known, self.tree = scene, known, scene.tree
        times = frozenset(t for time in scene.times for t in range(time.token_start, time.token_end))
        self.timed = timed = times | dateline(self.tree)
        self.syntax = Syntax(scene.tree, known.predicates, timed, scene.stand_ins)
        self.parties = Parties(self.syntax, scene.mentions, scene.references, scene.places, timed)
        who = self.parties
        self.matcher = Matcher(self.syntax, who.is_actor, dict(known.quads), timed, who.is_country, who.kind)
        self.learned = Learned(scene.inklings, self.matcher, present=scene.foretold, demanded=scene.demanded)
        self.arguments = Arguments(self.matcher, self.parties, self.learned)
        self.status = StatusReader(self.syntax, known.operators)
        self.looks = Looks(
            self.syntax,
            self.learned.parties,
            likely=self.learned.likely,
            named=any(m.level == "named" and self._capital(m.head) for m in scene.mentions),
            dated=any(time.date_start for time in scene.times),
        )

    def code(self) -> list[Coded]:
        """Event mentions, in the order of their triggers."""
        triggers = self.learned.review([t for t in self.matcher.find() if self._counts(t)])
        if not triggers or self._label():
            return []
        triggers = [t for t in triggers if not self._owns_up(t, triggers)]
        if self.looks.sport():
            triggers = [t for t in triggers if t.predicate.type != "ASSAULT" or t.predicate.effect is not None]
        triggers = [t for t in triggers if not self.looks.only(t)]
        triggers = Joiner(self.syntax, triggers, self.scene.counts, self.learned.likely, self.scene.demanded).join()
        for trigger in triggers:
            if not trigger.only_counts:
                self.arguments.fill(trigger)
            elif (verb := counting(self.syntax, trigger.token)) >= 0:
                trigger.anchor = verb
        triggers = with_volition(triggers, self.syntax)
        parents(triggers, self.syntax)
        for trigger in triggers:
            self.arguments.from_content(trigger)
            self.arguments.on_condition(trigger)
            self.arguments.asked_for(trigger)
            self.arguments.threatened_with(trigger)
            self.arguments.judged(trigger)
            self.arguments.answers_for(trigger, triggers)
        self.above = frozenset(t.parent.token for t in triggers if t.parent is not None)
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
            when, where = times.get(trigger.token), place[1] if place else None
            if trigger.only_counts:  # day and place beside it are those of the count
                when = where = None
            row = self._row(trigger, when, where)
            if row is not None:
                rows[trigger.token] = row
        return [
            Coded(self._with_parent(t, rows), t.bare, self.syntax.lemma[t.token], t.alone, t.only_counts, self._laid(t))
            for t in triggers
            if t.token in rows and not self._asked_not_to(t, rows)
        ]

    def _label(self) -> bool:
        """ "4. The truce.", "7. The other war.": the heading of a paragraph tells nothing."""
        tree = self.tree
        content = [u for u in tree.upos if u not in ("DET", "NUM", "PUNCT", "X", "SYM")]
        plain = content == ["NOUN"] or (content == ["ADJ", "NOUN"] and tree.upos[0] == "NUM")
        return plain and tree.words[-1] == "."

    def _owns_up(self, trigger: Trigger, triggers: list[Trigger]) -> bool:
        """ "Admitted that its men had fired": what is told is that they did; that it is owned, the claim says.
        "Admitted that its own men had fired", "by mistake" tell guilt, too."""
        tree, content = self.tree, trigger.slots.get("comp", ())
        owned = trigger.predicate.type == "CONCEDE" and self.syntax.lemma[trigger.token] in _OWNS_UP
        if not owned or not _GUILT.isdisjoint(tree.lower):
            return False
        deeds = {t.token for t in triggers if t is not trigger and t.predicate.alone}
        return any(tree.deprel[c] == "ccomp" and deeds & set(tree.subtree(c)) for c in content)

    def _counts(self, trigger: Trigger) -> bool:
        """Whether a word for the dead says how many they are; any other word does."""
        return trigger.predicate.effect != "toll" or stated(self.syntax, trigger.token, self.scene.counts) is not None

    def _asked_not_to(self, trigger: Trigger, rows: dict[int, EventMention]) -> bool:
        """ "Urged both sides to stop hitting civilians": the request is the event."""
        parent = trigger.parent
        asked = parent is not None and parent.token in rows and rows[parent.token].event_type == "REQUEST"
        return asked and not trigger.unmet and rows[trigger.token].polarity == "negative"

    def _capital(self, token: int) -> bool:
        """Whether a word is a name and written like one: "marines" is none though it may be read as one."""
        return self.tree.upos[token] == "PROPN" and not self.tree.words[token].islower()

    def _with_parent(self, trigger: Trigger, rows: dict[int, EventMention]) -> EventMention:
        row, parent = rows[trigger.token], trigger.parent
        while parent is not None and parent.token not in rows:
            parent = parent.parent
        if parent is None:
            return row
        above = rows[parent.token]  # what is spoken of is no surer than that it is spoken of
        score = min(row.score, round(INNER * above.score, 3))
        return replace(row, parent_id=above.event_mention_id, score=score)

    def _row(self, trigger: Trigger, time: Time | None, place: Place | None) -> EventMention | None:
        p, tree, known = trigger.predicate, self.tree, self.known.ontology
        actors, recipients = trigger.actors, trigger.recipients
        dead = toll(self.syntax, trigger, self.scene.counts, self._persons())
        named = [] if "actor" in trigger.lent else actors, [] if "recipient" in trigger.lent else recipients
        hurt = bool(dead.killed or dead.injured)
        score = self._score(trigger, named[0], named[1], time, place, dead.killed or dead.injured)
        acquainted = any(q.id or q.codes for q in (*actors, *recipients))
        faceless = not (place or dead.killed or acquainted)
        loose = faceless or (not (hurt or place) and self._loose(trigger))
        loose &= not self._pointing(trigger.token)
        turned_down = self._too_bare(trigger, score, time, place) or (loose and self.learned.blind(trigger))
        wanted = trigger.token in self.scene.demanded and (not p.learned or self.learned.likely(trigger) >= DEMANDED)
        looks = self.learned.looks_only(trigger, score, known=acquainted, dated=time is not None)
        denied = negations(self.tree, trigger.token) > 0  # look-alikes are seldom said not to be
        said = p.speech and trigger.token in self.above  # a speech act with an event as its content
        said |= self._avowed(trigger.token)
        turned_down |= looks and not (denied or said or (hurt and self._struck(trigger)))
        score = 0.0 if turned_down and not wanted else self.learned.score(trigger, score, wanted=wanted)
        result = hurt and (bare_result(self.syntax, trigger) or trigger.only_counts)
        if result and not p.alone:
            score = 0.0  # what befell somebody is an event only behind the blow
        definite = self._definite(trigger) or result or self._takes_up(trigger)
        spares = bool(p.effect) and not (actors or time or place or trigger.merged)  # if it is denied
        spares |= not actors and harms_nobody(self.syntax, trigger)
        if not (score or definite or spares):
            return None
        at = trigger.token if trigger.anchor is None else trigger.anchor
        refused = p.learned and p.type == "REJECT"  # "will not return to the talks": the word without its "not" is none
        reading = self.status.read(
            at,
            irrealis=p.irrealis,
            ignore_negation=p.negated or refused,
            performed=trigger.performed or p.negated,
            kind=p.type,
            learned=p.learned,
        )
        polarity, modality = reading.polarity, reading.modality
        trigger.unmet = reading.unmet
        if not (trigger.performed or p.negated or reading.firm):
            told = self.learned.status(at, polarity, modality)
            if told[0] == polarity or self.status.may_deny(at):  # a head alone does not turn a deed into its denial
                polarity, modality = told
        if polarity == "negative" and self.syntax.lemma[trigger.token] in _EXCLUDES:
            return None  # "has not ruled out strikes": nothing is refused
        unhurt = spares and polarity == "negative"
        if (unhurt and modality != "actual") or not (score or definite or unhurt):
            return None
        if not score:
            plain = not result and self.syntax.lemma[trigger.token] in self.known.predicates.classes["deed"]
            trigger.bare, trigger.alone, score = True, plain or self._happening(trigger), ANAPHORIC_SCORE
        elif definite and place is None and not result:
            trigger.bare = True
        if unhurt:  # "no trader was hurt" is no deed: it speaks of one told before
            trigger.bare, trigger.alone = True, False
        if modality != "actual" or (polarity == "negative" and any(x and x[0] for x in (dead.killed, dead.injured))):
            dead = Toll()  # nobody is counted dead who only might die
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
            place=_where(place),
            polarity=polarity, modality=modality,
            killed_min=killed[0], killed_max=killed[1], injured_min=injured[0], injured_max=injured[1],
            cumulative=bool(dead.killed or dead.injured) and self._cumulative(trigger, time),
            sentence_text=tree.text, trigger=tree.quote(lo, hi), trigger_start=start - tree.start,
            trigger_token=trigger.token,
            char_start=start, char_end=end, rule=p.rule, score=round(score, 3),
        )  # fmt: skip

    def _avowed(self, token: int) -> bool:
        """ "It says it destroyed a cell": whoever was named before speaks of it."""
        tree, verb = self.tree, self.tree.head[token]
        if verb < 0 or tree.rel(token) != "ccomp":
            return False
        return any(
            tree.upos[c] == "PRON" and tree.lower[c] in ("it", "he", "she", "they") for c in tree.kids(verb, "nsubj")
        )

    def _struck(self, trigger: Trigger) -> bool:
        """Whether a blow or a weapon is told of, not only what befell somebody: "the strike left two dead"."""
        weapon = self.known.predicates.classes["weapon"]
        by = [t for slot in ("subj", "by", "in") for t in trigger.slots.get(slot, ())]
        return not trigger.predicate.effect or any(self.syntax.lemma[t] in weapon for t in by)

    def _loose(self, trigger: Trigger) -> bool:
        """Whether a dealing lacks one of its two sides and a verb or a doer besides ("some truces", "was asked to"), or
        the heads see no event of any type in a word whose entry asks for nothing beside it. Deeds of force are told
        without a doer often enough, and who "they" are is told before."""
        meant = any(self.tree.upos[t] == "PRON" for t in trigger.slots.get("subj", ()))
        if trigger.predicate.type not in _DEALINGS or meant or (trigger.actors and trigger.recipients):
            return False
        p = trigger.predicate
        return p.pos == "NOUN" or not trigger.actors or (not p.when and self.learned.unseen(trigger.token))

    def _too_bare(self, trigger: Trigger, rule: float, time: Time | None, place: Place | None) -> bool:
        """Whether the rules find little and the word points to what was told before: "the attack", "no such attack"."""
        if rule >= LEAST_RULE or trigger.predicate.learned:
            return False
        such = any(self.tree.lower[c] == "such" for c in self.tree.children[trigger.token])
        return self._definite(trigger) or (such and not (trigger.lent or (rule and (time or place))))

    def _definite(self, trigger: Trigger) -> bool:
        """ "The attack", "these strikes": what an earlier sentence may have told of."""
        if (
            trigger.predicate.pos != "NOUN"
            or trigger.predicate.type not in _ANAPHORIC
            or trigger.predicate.reciprocal  # "the war" is no single deed
            or (trigger.actors and "actor" not in trigger.lent)
            or (
                trigger.recipients
                and "recipient" not in trigger.lent
                and not any(m.predicate.effect for m in trigger.merged)
            )
        ):
            return False
        if self.syntax.lemma[trigger.token].lower() in _LASTING and trigger.slots.get("mod"):
            return False  # "the 1991 Gulf War": it has a name of its own
        return self._points_back(trigger.token)

    def _done_by_somebody(self, token: int) -> bool:
        """ "It was the other boat that did the ramming": by whom is told, be he no known actor."""
        verb = self.tree.head[token]
        return (
            self.tree.deprel[token] == "obj"
            and (self.syntax.lemma[verb] == "do" or self.syntax.lemma[verb] in self.syntax.words.supports)
            and any(self.tree.deprel[c] == "nsubj" for c in self.tree.children[verb])
        )

    def _points_back(self, token: int) -> bool:
        tree, kids = self.tree, self.tree.children[token]
        return any(tree.deprel[c] == "det" and tree.lower[c] in _DEMONSTRATIVE for c in kids) and not any(
            tree.deprel[c] in ("nmod", "acl", "acl:relcl") for c in kids
        )

    def _takes_up(self, trigger: Trigger) -> bool:
        """ "Rebels had laid the charge": whose doing the blast was that a sentence before told of."""
        things = trigger.slots.get("obj", ())
        return trigger.predicate.takes_up and any(
            self.tree.lower[c] == "the" for t in things for c in self.tree.kids(t, "det")
        )

    def _laid(self, trigger: Trigger) -> bool:
        """ "Blamed these attacks on Iran", "did the shelling", "fired them": on whom is told before, by whom here."""
        blamed = "blamed" in trigger.slots and trigger.predicate.type in _ANAPHORIC and not trigger.recipients
        weapon = any(t in self.scene.stand_ins for t in trigger.slots.get("obj", ()))
        return (
            (weapon and (trigger.predicate.modes or trigger.predicate.mode) and not trigger.recipients)
            or (blamed and self._points_back(trigger.token))
            or (trigger.bare and (self._done_by_somebody(trigger.token) or self._takes_up(trigger)))
        )

    def _pointing(self, token: int) -> bool:
        """ "The expulsion", "its pull-out": a noun that may take up what another sentence tells."""
        kids = self.tree.children[token]
        told = any(self.tree.lower[c] in _DEMONSTRATIVE or self.tree.deprel[c] == "nmod:poss" for c in kids)
        return told and self.syntax.nominal(token)

    def _happening(self, trigger: Trigger) -> bool:
        """ "Riots broke out", "since the coup": a noun that tells an event though nobody is named. "Protest is a
        habit", "in protest", "quite a coup" do not."""
        tree, syntax, token = self.tree, self.syntax, trigger.token
        if trigger.predicate.pos != "NOUN" or syntax.lemma[token] not in self.known.predicates.classes["happening"]:
            return False
        kids, up = tree.children[token], tree.head[token]
        if any(tree.deprel[c] == "cop" for c in kids) or (syntax.case(token) == "in" and len(kids) == 1):
            return False
        general = not any(tree.deprel[c] in ("det", "amod", "compound", "nummod", "nmod", "nmod:poss") for c in kids)
        present = up >= 0 and tree.xpos[up] in ("VBZ", "VBP") and tree.rel(token) == "nsubj"
        habit = up >= 0 and tree.rel(token) == "nsubj" and tree.upos[up] != "VERB"
        return not (general and (present or habit))

    def _trigger_span(self, trigger: Trigger) -> tuple[int, int]:
        """The trigger word, with a particle that stands right behind it, or behind a hyphen ("pull-out")."""
        t = trigger.token
        if self.tree.words[t + 1 : t + 2] == ("-",) and self.tree.deprel[t + 2 : t + 3] == ("compound:prt",):
            return t, t + 3
        if t + 1 < len(self.tree) and self.tree.deprel[t + 1] == "compound:prt" and self.tree.head[t + 1] == t:
            return t, t + 2
        return t, t + 1

    def _persons(self) -> frozenset[int]:
        return frozenset(m.head for m in self.scene.mentions if m.kind == "person" and m.level == "named")

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
        p, happening = trigger.predicate, self._happening(trigger)
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
                and not happening
                and not (need == "effect" and (place or time))
                and not (need == "party" and place and "place" in p.needs)
            ):
                return 0.0
        score = max([p.score, *(m.predicate.score for m in trigger.merged if m.predicate.alone)])
        if not (actors and recipients):
            score *= (
                0.85
                if actors or recipients
                else 0.7
                if (place or time)
                else 0.55
                if happening or p.whole or self._peopled(trigger, dead)
                else 0.2
            )
        if p.pos != "NOUN" and not actors and self._inanimate(trigger):
            score *= 0.55
        return score

    def _peopled(self, trigger: Trigger, dead: Any) -> bool:
        """Somebody takes part, though it is not known who ("we did not shoot")."""
        slots = (*trigger.predicate.actor, *trigger.predicate.recipient)
        found = {
            t for s in slots if s.path[-1] not in ("mod", "obj_mod") for t in tokens_of(self.matcher, s, trigger.slots)
        }
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
        means = ("document",) if trigger.predicate.speech else ("weapon", "force")
        return not any(
            self.parties.is_actor(t) or any(self.syntax.lemma[t] in classes[m] for m in means) or self.matcher.match(t)
            for t in subjects
        )

    def _mode(self, trigger: Trigger) -> str | None:
        """The mode of the entry, or that of the weapon named beside the event."""
        p, tree = trigger.predicate, self.tree
        if p.type != "ASSAULT" or (p.mode is not None and not p.modes and p.mode != "targeted"):
            return p.mode
        near: list[int] = []
        for part in (trigger, *trigger.merged):
            near.append(part.token)
            hit = {s.path[0] for s in part.predicate.recipient}  # what is struck is no means
            for slot, of in _MEANS.items():
                for t in part.slots.get(slot, ()) if of not in hit else ():
                    near += [t, *self.syntax.slots(t).get("mod", ())] if slot != "mod" else [t]
        lemmas = {self.syntax.lemma[t].lower() for t in near} | {tree.lower[t] for t in near}
        for mode, words in self.known.predicates.weapons:
            if lemmas & words:
                return mode
        return p.mode

    def _contexts(self, trigger: Trigger, cameo: str) -> tuple[str, ...]:
        entry = self.known.ontology.cameo[cameo]
        return tuple(dict.fromkeys((*trigger.predicate.contexts, *entry.contexts)))

    def _cumulative(self, trigger: Trigger, time: Time | None) -> bool:
        """A total over several happenings: "attacks have killed 50 since May", "in all", of a war but for one day."""
        tree = self.tree
        words = set(tree.lower)
        if words & {"total", "overall", "altogether", "cumulative", "cumulatively"} or (
            "so" in words and "far" in words
        ):
            return True
        nouns = [t.token for t in (trigger, *trigger.merged) if t.predicate.pos == "NOUN"]
        if any(self.syntax.lemma[t] in _LASTING for t in nouns) and (time is None or time.precision != "day"):
            return True
        if self._so_far(trigger.token) or in_all(self.syntax, trigger):
            return True
        many = any(tree.xpos[t] == "NNS" or tree.lower[t] == "fighting" for t in nouns)
        return many and bool(words & {"since", "years", "months", "weeks", "year", "month", "week"})

    def _so_far(self, verb: int) -> bool:
        """ "Have been killed in the crackdown"."""
        tree, syntax = self.tree, self.syntax
        perfect = any(tree.lower[c] in ("have", "has") for c in tree.kids(verb, "aux"))
        within = (c for c in tree.kids(verb, "obl") if syntax.case(c) in ("in", "during", "throughout"))
        return perfect and any(syntax.lemma[c] in _WAVES for c in within)


def _where(place: Place | None) -> Where | None:
    if place is None:
        return None
    return Where(place.name, place.country, place.geonames_id, place.latitude, place.longitude, place.precision)


def dateline(tree: Tree) -> frozenset[int]:
    """Tokens of a dateline ("LONDON, July 20 (Gulf Wire) -"): nobody in it acts, nothing happens there for that."""
    return frozenset(range(dateline_length(tree)))
