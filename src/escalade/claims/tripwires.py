"""Conditional threats: if this happens (by then), that one will do this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from escalade.claims.attribution import READS, claim, publishers, speech_of
from escalade.claims.conditionals import Conditional, across, conditionals, staked
from escalade.claims.deadlines import window
from escalade.claims.demands import Demand, demand
from escalade.claims.frame import Frame
from escalade.claims.offices import obscure, offices
from escalade.claims.parties import party, party_at, side_at
from escalade.claims.scene import ACTORS, Scene, scenes
from escalade.claims.speech import Speech
from escalade.claims.stance import modality
from escalade.claims.syntax import NEGATORS, agent_of, case_of, is_passive, subject
from escalade.claims.voices import FIRST_PERSON, Voice, is_outlet
from escalade.model.codings import Claim, Party, Tripwire
from escalade.model.ids import content_id
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

DEMANDS = frozenset({"not", "n't", "unless", "fail", "fails", "refuse", "refuses", "no", "failing"})
HIS = frozenset({"his", "her", "their", "its", "our"})
MINE = frozenset({"his", "her", "our", "my"})
WILL = frozenset({"will", "would", "shall", "'ll", "’ll"})
PLACED = frozenset({"in", "at", "near", "around", "from", "inside", "outside", "over", "off", "along"})
THREAT = frozenset({"threat", "ultimatum", "warning"})
HIT = frozenset({"on", "against", "upon"})
ASIDES = frozenset("adding alluding calling citing meaning naming pointing quoting reading referring using".split())
PAST = frozenset({"the", "this", "that", "their", "its", "his"})
REPAID = frozenset({"unanswered", "unpunished", "unavenged", "unpaid"})
ENDED = frozenset(("dead", "over", "off", "finished", "void"))
PROMISES = frozenset({"pledge", "promise"})
SIDES = frozenset({"country", "organisation", "group", "place"})  # "Delhi" as its government
ONLOOKERS = frozenset({"IGO", "NGO", "NGM", "MED", "UNO", "INT", "IMG"})  # codes of bodies that are no side
BARE = 2  # words of "the army", which tells no side
NEARBY = 8  # sentences up to a threat in which the other side may be named
ENOUGH = 2
UTTER = frozenset("add deliver draw give have issue leave make put renew repeat send set utter voice".split())
BRIEF = 5  # words of a condition that only takes up an order
STOPPED = frozenset("ship vessel boat tanker freighter trawler plane aircraft flight truck lorry train citizen".split())
SEVERAL = frozenset({"both", "all", "every", "each"})
ARTICLE = 4  # characters of "the " before an unnamed speaker: "state" is not who "secretary of state" is


class Threats:
    """Tells threats from promises and predictions, and who threatens whom."""

    def __init__(self, scene: Scene, speech: Speech, cues: Cues) -> None:
        self.scene, self.speech, self.cues = scene, speech, cues
        self._first_person: bool | None = None
        self._offices = offices(scene)

    def of(self, tree: Tree) -> Iterator[tuple[Tripwire, Claim]]:
        """Tripwires of one sentence with the claim of whoever speaks."""
        found = list(conditionals(tree, self.cues))
        before = self.scene.by_ordinal.get(tree.ordinal - 1)
        if not found and before is not None and before.row.segment == tree.row.segment:
            found = [c for c in (across(before, tree, self.cues),) if c is not None]
        for given in found:
            told = replace(
                given,
                condition=self._told_on(given.given, given.condition),
                consequence=self._told_on(tree, given.consequence),
            )
            frames = self.speech.over(tree.ordinal, told.verb) or self.speech.over(told.given.ordinal, told.opener)
            frames = frames or self._beside(told)
            told = replace(
                told,
                consequence=self._before_cue(tree, told.consequence, told.verb, frames),
                condition=self._before_cue(told.given, told.condition, told.condition.start, frames),
            )
            if told.condition and told.consequence and self._is_threat(told, frames):
                yield self._rows(told, frames)

    def _beside(self, c: Conditional) -> tuple[Frame, ...]:
        """The frame whose cue gives the order ("told them to leave or face war"), or that of the sentence before."""
        cues = [f for f in self.speech.frames.get(c.given.ordinal, ()) if f.voices and (c.ordered or f.type == "warn")]
        if cues:
            return (*self.speech.over(c.given.ordinal, cues[0].cue), cues[0])
        order = self._order_before(c)
        if order is not None:  # "They have until Sunday, the army said. If they stay, the town will be flattened."
            return self.speech.over(c.given.ordinal - 1, order.head) or self.speech.over(
                c.given.ordinal - 1, order.tokens.start
            )
        return self.speech.over(c.given.ordinal, c.condition.start)

    def _order_before(self, c: Conditional) -> Demand | None:
        """The ultimatum in the sentence before, whose lapse the condition restates."""
        before = self.scene.by_ordinal.get(c.given.ordinal - 1)
        same = before is not None and before.row.segment == c.given.row.segment
        found = demand(before, len(before), self.cues) if same and before is not None else None
        return found if found is not None and found.exacted else None

    def _goes_on(self, c: Conditional, frames: tuple[Frame, ...], order: Demand) -> bool:
        """Whether who gave the order of the sentence before may still be speaking, or nobody is said to."""
        if self._lapses(c):
            return True
        here = [f.voices[-1] for f in frames if f.sentence == c.given.ordinal and f.voices]
        gave = [f.voices[-1] for f in self.speech.over(c.given.ordinal - 1, order.head) if f.voices]
        if not here or gave:
            return not here or here[-1].key == gave[-1].key
        before = self.scene.by_ordinal[c.given.ordinal - 1]
        verbs = (v for v in (order.head, *before.ancestors(order.head)) if before.upos[v] == "VERB")
        givers = (subject(before, v, inherit=False) for v in verbs)
        given = [p for g in givers if g is not None and (p := party_at(self.scene, before, g)) is not None]
        return any(p.id == here[-1].speaker.actor_id for p in given)

    def _lapses(self, c: Conditional) -> bool:
        """Whether a condition only says that an order was not obeyed: "if they do not", "should it refuse"."""
        words = [c.given.lower[t] for t in c.condition]
        return len(words) <= BRIEF and not DEMANDS.isdisjoint(words) and not {"it", "they", "he"}.isdisjoint(words)

    def _told_on(self, tree: Tree, tokens: range) -> range:
        """The tokens up to where the reporting clause goes on: "..., and said that ...", "..., referring to ..."."""
        for i in tokens[1:]:
            if tree.words[i] == "," and i + 1 < tokens.stop and tree.lower[i + 1] in ASIDES:
                return range(tokens.start, i)
            if tree.upos[i] != "CCONJ":
                continue
            verb = next((k for k in range(i + 1, tokens.stop) if tree.upos[k] != "ADV"), i)
            if tree.xpos[verb] == "VBD" and tree.upos[verb] == "VERB" and self.cues.asserts(tree.lemma[verb]):
                stop = i
                while stop > tokens.start and tree.upos[stop - 1] == "PUNCT":
                    stop -= 1
                return range(tokens.start, stop)
        return tokens

    def _before_cue(self, tree: Tree, tokens: range, start: int, frames: tuple[Frame, ...]) -> range:
        """The words from `start` up to the comma before who said it: "..., the army told the rebels", "..., the army
        chief, Idriss Ba, said"."""
        heads = [t for f in frames if f.sentence == tree.ordinal for t in tree.kids(f.cue, "nsubj") if t < f.cue]
        opens = min((min(tree.subtree(t)) for t in heads if t in tokens), default=tokens.start)
        if start < opens - 1 and tree.words[opens - 1] == ",":
            return range(tokens.start, opens - 1)
        cues = [f.cue for f in frames if f.sentence == tree.ordinal and start < f.cue < tokens.stop]
        commas = [t for t in range(start + 1, min(cues, default=tokens.stop)) if tree.words[t] in (",", ";")]
        cut = [t for t in commas if cues or t == tokens.stop - 1]
        return range(tokens.start, cut[-1]) if cut else tokens

    def _tone(self, tree: Tree, tokens: range, tone: str) -> int:
        """How many of the tokens are of the tone; a strike that is a protest is no blow."""
        peaceful = {e.trigger_token for e in self.scene.events.get(tree.ordinal, ()) if e.event_type == "PROTEST"}
        return sum(tree.lemma[t] in self.cues.threats[tone] and t not in peaceful for t in tokens)

    def _hostile_event(self, tree: Tree, tokens: range) -> bool:
        events = (e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in tokens)
        return any(e.quad_class >= 3 and e.polarity == "positive" for e in events)

    def _is_threat(self, c: Conditional, frames: tuple[Frame, ...]) -> bool:
        """Whether somebody with a side foretells harm that his own side will do."""
        tree, verb = c.tree, c.verb
        voice = self._voice(frames)
        words = {c.given.lower[t] for t in c.condition} | {tree.lower[t] for t in c.consequence}
        own = bool(words & FIRST_PERSON)
        if self._done(c):
            return False
        if voice is None and not (self._own_voice() and (own or self._we())) and self._orderer(c) is None:
            return False
        if voice is not None and self._bystander(voice):
            return False
        side, suffers = self._side(voice, frames), tree.lemma[verb] in self.cues.threats["suffers"]
        doer = subject(tree, verb, inherit=False)
        if doer is not None and tree.lower[doer] in ("you", "one") and not suffers and not c.ordered:
            return False
        doer_side = self._doer_side(tree, doer) if not is_passive(tree, verb) else None
        if doer is not None and any(tree.lower[k] in MINE for k in tree.kids(doer, "nmod:poss")):
            doer_side = side  # "his men": the speaker's, whoever else they may be taken for
        spared = self._spared(tree, c.consequence)
        spared = spared or self._banished(c, side) or self._withheld(c, side)
        if side and doer_side and doer_side != side and not (suffers or spared):
            return False
        unnamed = side is None and doer_side is not None and voice is not None and not voice.speaker.named
        own = own or unnamed or (side is not None and doer_side == side)
        return self._harm(c, side, own, doer, frames) or self._ultimatum(c, side, doer, doer_side, frames)

    def _done(self, c: Conditional) -> bool:
        """ "The killing will not go unanswered": a blow dealt already is no condition of what will come of it."""
        first = c.given.lower[c.condition.start]
        definite = c.bound and first in PAST and c.tree is c.given and c.condition.stop <= c.consequence.start
        repaid = any(c.tree.lower[t] in REPAID for t in c.consequence)
        blows = (e for e in self.scene.events.get(c.given.ordinal, ()) if e.trigger_token in c.condition)
        return definite and repaid and any(e.event_type == "ASSAULT" for e in blows)

    def _ultimatum(
        self, c: Conditional, side: str | None, doer: int | None, doer_side: str | None, frames: tuple[Frame, ...]
    ) -> bool:
        """Whether somebody whose side nobody knows says what a state, or his own men, will do to a thing unless
        something is done in time: "if the crew is not free by Friday, Kenya will sell the cargo, X said"."""
        tree, verb = c.tree, c.verb
        if side is not None or not frames or doer is None or tree.lemma[verb] in self.cues.threats["suffers"]:
            return False
        his = any(tree.lower[k] in HIS for k in tree.kids(doer, "nmod:poss"))
        demand = any(c.given.lower[t] in DEMANDS for t in c.condition) or self._hostile_event(c.given, c.condition)
        timed = any(t.token_start in c.condition for t in self.scene.times.get(c.given.ordinal, ()))
        kind = self._tone(tree, c.consequence, "friendly") or self._tone(tree, c.consequence, "weather")
        negated = any(tree.lower[k] in NEGATORS for k in tree.kids(verb, "advmod"))
        will = any(tree.lower[k] in WILL for k in tree.kids(verb, "aux"))
        owned = (found := party_at(self.scene, tree, doer)) is not None and bool(found.codes)  # "the Iranian navy"
        does = (doer_side is not None or his or owned) and will and self._acts(tree, verb, doer)
        return does and demand and timed and not (kind or negated or self._unreal(c))

    def _doer_side(self, tree: Tree, doer: int | None) -> str | None:
        """The doer's side; a bare description ("the army", "the bloc") may be the speaker's own."""
        mention = self.scene.heads.get((tree.ordinal, doer)) if doer is not None else None
        reference = self.scene.resolve(mention)[1] if mention is not None else None
        if mention is None or reference is None:
            return None
        short = mention.level == "nominal" and mention.token_end - mention.token_start <= BARE
        bare = short and tree.lemma[doer or 0] in self.cues.threats["forces"]
        if bare or (mention.level == "nominal" and reference.side == reference.actor_id):
            return None
        return reference.side

    def _bystander(self, voice: Voice) -> bool:
        """Whether the speaker is one who foresees, not one who does; a union of states that is known by name does."""
        word = voice.speaker.name.split()[-1].lower().rstrip("s")
        unknown = voice.speaker.actor_id is None and word == "union"
        return unknown or word in self.cues.threats["bystander"]

    def _harm(
        self, c: Conditional, side: str | None, own_deed: bool, doer: int | None, frames: tuple[Frame, ...]
    ) -> bool:
        """Whether the signs of harm, warning, answer and enmity add up."""
        tree, verb = c.tree, c.verb
        faceless = doer is not None and is_passive(tree, verb) and agent_of(tree, verb) is None
        ours = not frames and doer is not None and tree.lemma[doer] in self.cues.threats["forces"]
        own_deed = (own_deed or ours) and doer is not None
        friendly, weather = (self._tone(tree, c.consequence, tone) for tone in ("friendly", "weather"))
        against = self._against(c.given, c.condition, side)
        spared = self._spared(tree, c.consequence) or self._must_bear(c, side) or self._withheld(c, side)
        spared = spared or staked(tree, c.consequence, self.cues) or self._banished(c, side)
        hostile = bool(self._tone(tree, c.consequence, "hostile")) or self._hostile_event(tree, c.consequence) or spared
        provoked = bool(self._tone(c.given, c.condition, "hostile")) or self._hostile_event(c.given, c.condition)
        promised = bool(frames) and frames[-1].lemma in PROMISES
        warned = bool(frames) and frames[-1].type == "warn" and not promised
        demand = c.ordered or any(c.given.lower[t] in DEMANDS for t in c.condition)
        timed = any(t.token_start in c.condition for t in self.scene.times.get(c.given.ordinal, ()))
        moved = own_deed or against or provoked or c.ordered or (warned and c.bound) or (demand and timed)
        hostile = hostile or (moved and not promised and bool(self._tone(tree, c.consequence, "harsh")))
        negated = any(tree.lower[k] in NEGATORS for k in tree.kids(verb, "advmod"))
        stopped = moved and (
            self._stopped(tree, verb, side) or self._kept_back(tree, verb) or self._called_off(tree, verb)
        )
        announced = self._announced(c, frames)
        hostile = hostile or stopped or announced or (moved and self._felled(tree, verb, doer))
        friendly = 0 if stopped else friendly
        kind = tree.lemma[verb] in self.cues.threats["friendly"] and not (spared or stopped or announced)
        offered = not (demand or warned or announced) and self._pulls_back(c, own_deed)
        relents = kind or (negated and not hostile) or offered
        if relents or self._unreal(c) or (not hostile and (friendly or weather or c.bound)):
            return False
        answer = own_deed and (provoked or c.ordered or (demand and against))
        answer = answer or (faceless and demand and against)
        answer = answer or (c.ordered and timed and self._acts(tree, verb, doer))
        answer = answer or (demand and timed and side is not None and (own_deed or faceless))
        answer = answer or (faceless and provoked and bool(self._tone(c.given, c.condition, "dare")))
        return (hostile or warned or answer) and 2 * hostile + 2 * warned + 2 * answer + against + provoked >= ENOUGH

    def _announced(self, c: Conditional, frames: tuple[Frame, ...]) -> bool:
        """Whether the sentence before says of the one who speaks that a threat follows: "left one threat standing"."""
        before = self.scene.by_ordinal.get(c.given.ordinal - 1)
        if before is None or before.row.segment != c.given.row.segment:
            return False
        words = f" {' '.join(before.lower)} "
        verbs = [v for v in range(len(before)) if before.lemma[v] == "threaten" and before.xpos[v] == "VBD"]
        for noun in (t for t in range(len(before)) if before.lemma[t] in THREAT and before.rel(t) == "obj"):
            verbs += [v for v in (before.head[noun],) if before.lemma[v] in UTTER]
        if any(f" {phrase} " in words for phrase in self.cues.threats["announces"]):
            verbs.append(before.root)
        return any(self._may_speak(before, v, frames) for v in verbs)

    def _may_speak(self, tree: Tree, verb: int, frames: tuple[Frame, ...]) -> bool:
        """Whether nobody but the speaker is told to do something that is not denied."""
        doer, voice = subject(tree, verb, inherit=False), self._voice(frames)
        who = party_at(self.scene, tree, doer)
        side = side_at(self.scene, tree, doer)
        own = {voice.speaker.actor_id} if voice is not None else {None}
        other = who is not None and who.id is not None and None not in own and who.id not in own
        other = other and side not in (self._side(voice, frames), None)
        return doer is not None and not other and not any(tree.lower[k] in NEGATORS for k in tree.kids(verb, "advmod"))

    def _pulls_back(self, c: Conditional, own_deed: bool) -> bool:
        """ "Would pull back the guns", "would let the hostages go": one's own arms or captives, as an offer."""
        here = self.scene.events.get(c.tree.ordinal, ())
        away = [e for e in here if e.event_type == "RETREAT" and e.trigger_token == c.verb and e.polarity == "positive"]
        arms = bool(self._tone(c.tree, c.consequence, "forces")) or self._armed(c)
        return own_deed and any(arms or e.mode == "release" for e in away)

    def _armed(self, c: Conditional) -> bool:
        """Whether the object of the consequence is a weapon."""
        thing = c.tree.kid(c.verb, "obj")
        return thing is not None and c.tree.lemma[thing] in self.cues.threats["hostile"]

    def _felled(self, tree: Tree, verb: int, doer: int | None) -> bool:
        """ "Judges will fall": people, not prices."""
        mention = self.scene.heads.get((tree.ordinal, doer)) if doer is not None else None
        return tree.lemma[verb] == "fall" and mention is not None and mention.kind in ("person", "group")

    def _acts(self, tree: Tree, verb: int, doer: int | None) -> bool:
        """ "Failing which his men would take the barracks": somebody is named who does something to a thing."""
        named = doer is not None and tree.upos[doer] in ("NOUN", "PROPN")
        return named and not is_passive(tree, verb) and tree.kid(verb, "obj") is not None

    def _stopped(self, tree: Tree, verb: int, side: str | None) -> bool:
        """ "The army will stop them", "it will be halted", "will stop Greek ships": who is stopped, not what."""
        whom = subject(tree, verb, inherit=False) if is_passive(tree, verb) else tree.kid(verb, "obj")
        if tree.lemma[verb] not in ("stop", "halt") or whom is None:
            return False
        theirs = tree.subtree(whom)
        craft = tree.lemma[whom] in STOPPED and self._against(tree, range(theirs[0], theirs[-1] + 1), side)
        return tree.upos[whom] == "PRON" or craft

    def _kept_back(self, tree: Tree, verb: int) -> bool:
        """ "The trains will stop", "will halt deliveries", "will triple the price of gas"."""
        passive, thing = is_passive(tree, verb), tree.kid(verb, "obj")
        if tree.lemma[verb] in self.cues.threats["dearer"]:
            return thing is not None and tree.lemma[thing] in ("price", "tariff", "fee", "toll", "rent", "tax", "levy")
        if tree.lemma[verb] not in self.cues.threats["halts"]:
            return False
        thing = subject(tree, verb, inherit=False) if passive or thing is None else thing
        return thing is not None and any(
            tree.lemma[t] in self.cues.threats["flow"] for t in (thing, *tree.kids(thing, "nmod", "compound"))
        )

    def _called_off(self, tree: Tree, verb: int) -> bool:
        """ "There will be no talks", "the truce is over": what both sides had or hoped for."""
        thing = subject(tree, verb, inherit=False)
        if thing is None:
            return False
        goods = self.cues.threats["friendly"] | self.cues.threats["flow"]
        none = tree.lemma[verb] == "be" and any(tree.lower[c] == "no" for c in tree.kids(thing, "det"))
        over = tree.lower[verb] in ENDED and tree.kid(verb, "cop") is not None
        return (none or over) and any(tree.lemma[t] in goods for t in tree.conjuncts(thing))

    def _unreal(self, c: Conditional) -> bool:
        """ "The bridge would have been destroyed", "if the storm turns": what might have been, and what nobody does."""
        given, blows = c.given, [t for t in c.condition if c.given.upos[t] == "VERB" and c.given.lemma[t] == "storm"]
        if self._tone(given, c.condition, "nature") > len(blows):
            return True
        aids = [c.tree.lower[k] for k in c.tree.kids(c.verb, "aux")]
        return "have" in aids and not {"would", "could", "might"}.isdisjoint(aids[: aids.index("have")])

    def _banished(self, c: Conditional, side: str | None) -> bool:
        """ "Their envoy will be leaving on the next train": somebody of another side is made to go."""
        doer = subject(c.tree, c.verb, inherit=False)
        theirs = self._doer_side(c.tree, doer) if doer is not None else None
        negated = any(c.tree.lower[t] in NEGATORS for t in c.consequence)
        quits = c.tree.lemma[c.verb] in self.cues.threats["quit"] and not negated
        return quits and side is not None and theirs is not None and theirs != side

    def _withheld(self, c: Conditional, side: str | None) -> bool:
        """ "No Polish lorry will enter", "will not let a ship dock before": passage denied another side."""
        denied = any(c.tree.lower[t] in NEGATORS for t in c.consequence)
        if not denied or not any(c.tree.lemma[t] in self.cues.threats["grant"] for t in c.consequence):
            return False
        return self._against(c.tree, c.consequence, side) or self._against(c.given, c.condition, side)

    def _spared(self, tree: Tree, tokens: range) -> bool:
        """ "Will not stand idly by", "no ship will be safe", "shall not go unanswered"."""
        unmoved = self._tone(tree, tokens, "unmoved")
        return bool(unmoved) and any(tree.lower[t] in NEGATORS for t in tokens)

    def _must_bear(self, c: Conditional, side: str | None) -> bool:
        """ "Gave them until Friday to leave or be driven out": an order to another side, and what that one risks."""
        driven = is_passive(c.tree, c.verb) and subject(c.tree, c.verb, inherit=False) is None
        if not c.ordered or not (driven or c.tree.lemma[c.verb] in self.cues.threats["suffers"]):
            return False
        told = [side_at(self.scene, c.given, t) for t in self._ordered(c)]
        return any(theirs != side and (theirs is not None or side is not None) for theirs in told)

    def _we(self) -> bool:
        """Whether the report speaks as "we" outside what it quotes: a statement, not news."""
        if self._first_person is None:
            self._first_person = any(
                tree.lower[t] in ("we", "our", "us") and not self.speech.over(tree.ordinal, t)
                for tree in self.scene.trees
                for t in range(len(tree))
            )
        return self._first_person

    def _orderer(self, c: Conditional) -> int | None:
        """Who gives the order that is the condition: the subject of "gave them until Friday", "threatened to"."""
        labelled = self._label(c)
        if labelled is not None or (not c.ordered and c.given.lemma[c.opener] != "threaten"):
            return labelled
        for v in (c.opener, *c.given.ancestors(c.opener)):
            order = c.given.upos[v] == "VERB" and c.given.lemma[v] not in ("have", "be")
            doer = subject(c.given, v, inherit=False) if order else None
            if doer is not None and party_at(self.scene, c.given, doer) is not None:
                return doer
        return None

    def _label(self, c: Conditional) -> int | None:
        """Who stands before a colon in place of a verb of saying: "Brazil's foreign ministry: if troops cross ..."."""
        tree = c.given
        colon = next((t for t in range(min(c.condition.start, len(tree))) if tree.words[t] == ":"), None)
        if colon is None or any(tree.upos[t] in ("VERB", "AUX") for t in range(colon)):
            return None
        return next((t for t in range(colon - 1, -1, -1) if party_at(self.scene, tree, t) is not None), None)

    def _side(self, voice: Voice | None, frames: tuple[Frame, ...]) -> str | None:
        """The speaker's side; one known only from the text has none that could be against anybody."""
        if voice is None:
            return None
        spoken = self._mention_within(voice.start, voice.end, frames[-1].sentence)
        alone = voice.speaker.side == voice.speaker.actor_id and spoken is not None
        reference = self.scene.reference.get(spoken.mention_id) if spoken is not None else None
        obscure = spoken is not None and (spoken.kind == "person" or (reference and reference.basis == "text"))
        return self._offices.get(voice.speaker.actor_id or "") if alone and obscure else voice.speaker.side

    def _against(self, tree: Tree, tokens: range, side: str | None) -> bool:
        """Whether the tokens name an actor of another side."""
        for m in self.scene.mentions.get(tree.ordinal, ()):
            if m.token_start in tokens and m.kind in (*ACTORS, "place"):
                reference = self.scene.resolve(m)[1]
                if reference is not None and reference.side and reference.side != side:
                    return True
        return False

    def _rows(self, c: Conditional, frames: tuple[Frame, ...]) -> tuple[Tripwire, Claim]:
        issuer = self._issuer(c, frames)
        (c_start, c_end), (q_start, q_end) = (
            t.span(r.start, r.stop) for t, r in ((c.given, c.condition), (c.tree, c.consequence))
        )
        valid_from, valid_to = window(self.scene, c.given, c.condition, frames, c.ordered)
        order = self._order_before(c) if valid_to is None and not c.ordered else None
        if order is not None and not self._goes_on(c, frames, order):
            order = None
        if order is not None:
            valid_to = window(self.scene, self.scene.by_ordinal[c.given.ordinal - 1], order.tokens, frames, True)[1]
        speakers = tuple(v.speaker for v in self.speech.chain(frames))
        row_id = content_id("w", self.scene.document.document_id, c_start, q_start)
        tripwire = Tripwire(
            tripwire_id=row_id,
            document_id=self.scene.document.document_id,
            sentence=c.tree.ordinal,
            issuer=issuer,
            addressee=self._addressee(c, issuer, frames),
            condition=c.given.quote(c.condition.start, c.condition.stop),
            consequence=c.tree.quote(c.consequence.start, c.consequence.stop),
            condition_start=c_start,
            condition_end=c_end,
            consequence_start=q_start,
            consequence_end=q_end,
            condition_type=self._type(c.given, c.condition),
            consequence_type=self._foretold(c),
            valid_from=valid_from,
            valid_to=valid_to,
            attribution=(*publishers(self.scene, c.tree), *speakers),
        )
        held = modality(c.tree, c.verb, self.cues)
        return tripwire, claim(self.scene, c.tree, c.verb, ("tripwire", row_id), frames, speakers, modality=held)

    def _foretold(self, c: Conditional) -> str | None:
        """The type of what is threatened: not of what tells only which thing is meant ("the place it was fired from");
        what is kept back is a sanction, whatever its verb."""
        asides = {
            t for k in c.consequence for a in c.tree.kids(k, "acl") if a in c.consequence for t in c.tree.subtree(a)
        }
        events = (e for e in self.scene.events.get(c.tree.ordinal, ()) if e.trigger_token in c.consequence)
        found = next((e.event_type for e in events if e.trigger_token not in asides), None)
        return found or ("SANCTION" if self._kept_back(c.tree, c.verb) else None)

    def _announcer(self, c: Conditional) -> int | None:
        """Whose threat it is that a colon announces: "says that Moscow made a threat: if ..."."""
        tree = c.given
        colon = next((t for t in range(min(c.condition.start, len(tree))) if tree.words[t] == ":"), 0)
        noun = next((t for t in range(colon) if tree.lemma[t] in THREAT and tree.rel(t) == "obj"), None)
        return subject(tree, tree.head[noun]) if noun is not None else None

    def _issuer(self, c: Conditional, frames: tuple[Frame, ...]) -> Party | None:
        """Who would do it where the speaker's side is not against him, else the speaker, else the publisher."""
        announcer = self._announcer(c)
        announced = party_at(self.scene, c.given, announcer) if announcer is not None else None
        if announced is not None:
            return announced
        voice, tree, verb = self._voice(frames), c.tree, c.verb
        doer = agent_of(tree, verb) if is_passive(tree, verb) else subject(tree, verb, inherit=False)
        suffers = tree.lemma[verb] in self.cues.threats["suffers"]
        if voice is not None and voice.speaker.actor_id is None and (called := self._surnamed(voice)) is not None:
            return called
        spoken_for = doer is not None and tree.lower[doer] in FIRST_PERSON and voice is not None  # "we": who speaks
        found = party_at(self.scene, tree, doer) if doer is not None and not suffers and not spoken_for else None
        mention = self.scene.heads.get((tree.ordinal, doer)) if doer is not None else None
        sovereign = mention is not None and self.scene.resolve(mention)[0].kind != "organisation"
        if found is not None and found.id is not None and (sovereign or voice is None):
            side = side_at(self.scene, tree, doer)
            described = found.name == found.text and mention is not None and mention.level == "nominal"
            if voice is None or (not described and (side is None or self._side(voice, frames) in (None, side))):
                return found
        for_whom = self._spoken_for(voice, frames) if voice is not None and voice.speaker.actor_id is None else None
        if for_whom is not None:
            return for_whom
        if voice is not None:
            spoken = self._mention_within(voice.start, voice.end, frames[-1].sentence)
            known = party(self.scene, spoken) if spoken else None
            if spoken and known and spoken.level == "pronoun" and known.id != voice.speaker.actor_id:
                known = None  # "he said" as speech reads it
            if known is not None and known.id is None:
                known = self._owner(voice.start, voice.end, frames[-1].sentence) or known
            return known or Party(voice.speaker.actor_id, voice.speaker.name, self._codes(voice), voice.speaker.name)
        orderer = self._orderer(c)
        if orderer is not None:
            return party_at(self.scene, c.given, orderer)
        return (found if found is not None and found.id else None) or self._own_party() or found

    def _surnamed(self, voice: Voice) -> Party | None:
        """The one person of the report whose surname a speaker that nothing else resolves is called by."""
        name = f" {voice.speaker.name}"
        bearers = (m for m in self.scene.mention.values() if m.kind == "person" and m.level == "named")
        found = {p.id: p for m in bearers if m.quote.endswith(name) and (p := party(self.scene, m)) and p.id}
        return next(iter(found.values())) if len(found) == 1 else None

    def _spoken_for(self, voice: Voice, frames: tuple[Frame, ...]) -> Party | None:
        """For whom an unnamed speaker speaks: "hooded men who said they spoke for the gang ... one of them said"."""
        for ordinal in (frames[-1].sentence, frames[-1].sentence - 1):
            tree = self.scene.by_ordinal.get(ordinal)
            if tree is None:
                continue
            for v in (v for v in range(len(tree)) if tree.lemma[v] in ("speak", "behalf")):
                for c in tree.kids(v, "obl", "nmod"):
                    found = party_at(self.scene, tree, c) if case_of(tree, c) in ("for", "of") else None
                    if found is not None and found.id is not None:
                        return found
        return None

    def _codes(self, voice: Voice) -> tuple[str, ...]:
        """The codes that the report knows a speaker by, wherever it names him."""
        known = (r for r in self.scene.reference.values() if r.actor_id and r.actor_id == voice.speaker.actor_id)
        return next((r.codes for r in known if r.codes), ())

    def _own_party(self) -> Party | None:
        """The publisher that speaks for itself, as the actor of that name or whose office it is."""
        name = self._own_voice()
        if name is None:
            return None
        for m in self.scene.mention.values():
            reference = self.scene.reference.get(m.mention_id)
            if m.level != "named" or m.kind not in ("country", "organisation", "place") or not reference:
                continue
            if reference.actor_id and (m.quote in name or reference.name in name):
                return Party(reference.actor_id, name, reference.codes, name, m.mention_id)
        return Party(None, name, (), name)

    def _voice(self, frames: tuple[Frame, ...]) -> Voice | None:
        """The innermost speaker, whom the last outlet quotes; a script's label of who is on air is none."""
        last = [v.key for v in frames[-1].voices] if frames else []
        going_on = [f.voices for f in frames if [v.key for v in f.voices[: len(last)]] == last]
        voice = max(going_on, key=len)[-1] if last else None
        return None if voice and voice.speaker.name.lower() in self.cues.outlets["own_person"] else voice

    def _own_voice(self) -> str | None:
        """The publisher where it speaks for itself, as a ministry does; a news outlet or an institute threatens
        nobody."""
        name = self.scene.document.publisher
        onlooker = name is None or not self.cues.threats["bystander"].isdisjoint(name.lower().split())
        return None if name is None or onlooker or is_outlet(name, self.cues) else name

    def _owner(self, start: int, end: int, sentence: int) -> Party | None:
        """The actor behind an unnamed office: "their commander" speaks for them."""
        for m in self.scene.mentions.get(sentence, ()):
            if m.char_start == start and m.char_end < end and m.level == "pronoun":
                found = party(self.scene, m)
                return found if found is not None and found.id is not None else None
        return None

    def _mention_within(self, start: int, end: int, sentence: int) -> Any:
        inside = [m for m in self.scene.mentions.get(sentence, ()) if start <= m.char_start and m.char_end <= end]
        inside = [m for m in inside if m.kind in ACTORS and (m.level != "nominal" or m.char_start <= start + ARTICLE)]
        return max(inside, key=lambda m: m.char_end - m.char_start, default=None)

    def _addressee(self, c: Conditional, issuer: Party | None, frames: tuple[Frame, ...]) -> Party | None:
        """Whom the consequence would hit, else whose deed the condition is, else who was told; never a mere place."""
        reference = self.scene.reference.get(issuer.mention_id or "") if issuer else None
        alone = reference is None or obscure(reference)
        own = self._side(self._voice(frames), frames) if alone else None
        side = own or (reference.side if reference else None)
        for where, token in self._concerned(c, side, frames):
            found = party_at(self.scene, where, token)
            if found is None or found.id is None or (issuer and found.id == issuer.id):
                continue
            if is_outlet(found.text or "", self.cues):  # "told The Washington Post"
                continue
            theirs = side_at(self.scene, where, token)
            if theirs is None or theirs != side:
                return found
        hearer = frames[-1].hearer if frames and frames[-1].type == "warn" else None
        told = [(self.scene.by_ordinal[frames[-1].sentence], hearer)] if hearer is not None else []
        told += [(c.given, t) for t in self._ordered(c)] if c.ordered else []
        heard = (p for where, t in told if (p := party_at(self.scene, where, t)) and p.id is None)
        unnamed = next((p for p in heard if "JRN" not in p.codes), None)  # "told reporters": they only pass it on
        known = not alone or own is not None
        if any(c.tree.lower[t] in SEVERAL for t in c.consequence):
            return unnamed  # "on both countries": more than the one named last
        facing = self._facing(c, side, frames) if side and known else None
        return unnamed or facing or self._whose(c, side)

    def _whose(self, c: Conditional, side: str | None) -> Party | None:
        """ "Haifa will not sleep": the other side whose town is to bear it, as the report names it somewhere."""
        theirs = self._doer_side(c.tree, subject(c.tree, c.verb, inherit=False))
        named = (m for m in self.scene.mention.values() if m.level == "named" and m.kind in SIDES)
        known = ((m, self.scene.reference.get(m.mention_id)) for m in named)
        held = (m for m, r in known if r is not None and r.actor_id == theirs)
        first = next(held, None) if side is not None and theirs not in (None, side) else None
        return party(self.scene, first) if first is not None else None

    def _concerned(self, c: Conditional, side: str | None, frames: tuple[Frame, ...]) -> Iterator[tuple[Tree, int]]:
        """Tokens that may head the addressee, likeliest first; not who suffers the condition or does the threat."""
        tree, given = c.tree, c.given
        yield from ((tree, t) for t in self._hit(tree, c.consequence))
        if c.ordered:
            yield from ((given, t) for t in self._ordered(c))
        condition = [t for t in c.condition if not self._harmed(given, t)]
        yield from ((given, t) for t in condition if given.rel(t) == "nsubj" or given.deprel[t] == "obl:agent")
        if frames:
            teller, frame = self.scene.by_ordinal[frames[-1].sentence], frames[-1]
            told = [frame.hearer] if frame.hearer is not None else teller.kids(frame.cue, "iobj", "obj")
            yield from ((teller, t) for t in told if t not in frame.content)
        yield from ((given, t) for t in condition if case_of(given, t) not in PLACED)
        doer = subject(tree, c.verb, inherit=False)
        does = not is_passive(tree, c.verb) and tree.lemma[c.verb] not in self.cues.threats["suffers"]
        does = does and (side is None or self._doer_side(tree, doer) in (None, side))  # "Haifa will not sleep"
        own = set(tree.subtree(doer)) if doer is not None and does else set()
        yield from ((tree, t) for t in c.consequence if t not in own)

    def _harmed(self, tree: Tree, token: int) -> bool:
        """Whether a condition would do something to a token: "if he is not released", "should they shell Gao"."""
        struck = tree.rel(token) == "obj" and tree.lemma[tree.head[token]] in self.cues.threats["hostile"]
        return struck or tree.deprel[token] == "nsubj:pass"

    def _facing(self, c: Conditional, side: str, frames: tuple[Frame, ...]) -> Party | None:
        """The other side that the report named last before the threat, where its words name none: one of which the
        report tells that it is at odds with the one who threatens."""
        spoken, foes = {v.start for f in frames for v in f.voices}, self._foes(side)
        for ordinal in range(c.given.ordinal, max(c.given.ordinal - NEARBY, -1), -1):
            for m in sorted(self.scene.mentions.get(ordinal, ()), key=lambda m: -m.token_start):
                reference = self.scene.reference.get(m.mention_id)
                if m.kind not in SIDES or reference is None or reference.actor_id is None or m.char_start in spoken:
                    continue
                if ordinal == c.given.ordinal and m.head in c.condition and self._harmed(c.given, m.head):
                    continue
                own = reference.side in (None, side) or reference.basis == "text"
                state = reference.codes[0][:3] if reference.codes else None
                if own or state in ONLOOKERS or foes.isdisjoint((state, reference.actor_id)):
                    continue
                if not is_outlet(m.quote, self.cues):
                    return party(self.scene, m)
        return None

    def _foes(self, side: str) -> set[str | None]:
        """States and ids of those who do harm, in deeds or words, to somebody of a side, or to whom it does."""
        found: set[str | None] = set()
        for events in self.scene.events.values():
            for event in events:
                for ones, others in ((event.actors, event.recipients), (event.recipients, event.actors)):
                    if event.quad_class >= 3 and any(side in (p.id, *(c[:3] for c in p.codes)) for p in ones):
                        found.update(x for p in others for x in (p.id, *(c[:3] for c in p.codes[:1])))
        return found - {None}

    def _ordered(self, c: Conditional) -> Iterator[int]:
        """Who is given the order: objects of "gave", "told", "warned"; who "has until"."""
        for v in (c.opener, *c.given.ancestors(c.opener)):
            if c.given.upos[v] == "VERB":
                yield from (t for t in c.given.kids(v, "iobj", "obj") if t not in c.condition)
                if c.given.lemma[v] == "have":
                    yield from c.given.kids(v, "nsubj")

    def _hit(self, tree: Tree, consequence: range) -> Iterator[int]:
        """What a hostile consequence is done to: objects, "on X", "against X", and passive subjects."""
        for t in consequence:
            governor = tree.head[t]
            if governor not in consequence:
                continue
            struck = (
                tree.lemma[governor] in self.cues.threats["hostile"]
                and tree.lemma[governor] not in self.cues.threats["suffers"]
            )
            done = tree.rel(t) == "obj" or tree.deprel[t] == "nsubj:pass"
            if (struck and done) or case_of(tree, t) in HIT:
                yield t

    def _type(self, tree: Tree, tokens: range) -> str | None:
        return next((e.event_type for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in tokens), None)


def tripwires(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Mapping[Any, Any]:
    """Conditional threats of every report, with the claim of their speakers."""
    wires: list[Tripwire] = []
    said: list[Claim] = []
    cues: Cues = resources["cues"]
    for scene in scenes(tables):
        threats = Threats(scene, speech_of(scene, cues), cues)
        for tree in scene.trees:
            for wire, spoken in threats.of(tree):
                wires.append(wire)
                said.append(spoken)
    return {Tripwire: wires, Claim: said}


TRIPWIRES = Stage(
    name="claims.tripwires",
    question="what is threatened if what happens, until when",
    apply=tripwires,
    reads=READS,
    writes=(Tripwire, Claim),
    resources=("cues",),
)
