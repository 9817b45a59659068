"""What the encoder's event heads say, beside what the rules say: words are taken up or given up.

A rule names words and constructions, a head has seen neither the rule nor its list: where both see an event the
coding is surer, where one alone does it is less so. The score of a coding is their joint estimate that its type is
right, fitted on annotated sentences that the heads were not taught (`python -m training calibrate`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Literal

from escalade.coding.nominals import deed_of_noun
from escalade.coding.triggers import Matcher, Trigger
from escalade.model.readings import Inkling

TAKE_UP = 0.65  # a word that no rule knows is an event from this probability of its type
OVERRULE = 0.8  # a word whose entries all turn it down, from this
TOLD = 0.9  # from this a word is an event though an entry says that what stands beside it makes it none
DEMANDED = 0.4  # what a word of cause and effect ties is an event from this
ONE_OF, TORN = 0.3, 0.6  # or if the likeliest of its types is, and all of them together
RESCUE = 0.85  # from this probability an event stays that the rules find too bare to keep
PLAIN = 0.95  # probability from which a sentence as a whole plainly tells of an event,
PLAINLY = 0.7  # and from which a word is enough there that its entries turn down or find too bare
CROWD = 0.6  # what a rule takes for a blow is a protest from this
GROUND = "192"  # CAMEO's code for taking territory
LEAST_RULE = 0.25  # confidence below which the rules find an event too bare
UNSEEN = 0.1  # below this the heads see no event; what a rule then finds of nobody known is mostly a figure of speech
LEAST = 0.2  # score of an event that the rules are sure enough of and the heads do not see
# score = 1 / (1 + exp(-(bias + by_rule * rule + by_head * logit(head))))
BIAS, BY_RULE, BY_HEAD = -0.78, 2.10, 0.41
# whether a coding is more than a look-alike: bias, by rule, by head, by what the sentence tells, by party, by time
REAL = (-0.23, 1.32, 0.20, 1.12, 0.30, 0.89)
LOOKS = 0.4  # what is less likely an event than this is dropped
RULE_ODDS = 3.0  # how much likelier than another the heads must find a status to overrule the rules
_CLAMP = 0.005
_HARMS = frozenset(("ASSAULT", "COERCE"))
_LENT_SUBJECT = frozenset(("xcomp", "advcl", "conj"))  # clauses without a subject have that of the one above
_VAGUE = frozenset(("crime",))  # "on the day of the crime": another word tells which
_MIRED = frozenset("lock embroil mire entangle enmesh embed".split())
_ASSURES = frozenset("assure reassure tell inform remind answer reply respond insist swear".split())
_SPOKEN = frozenset(("AGREE", "REQUEST", "THREATEN"))
_CHANGES = frozenset("resume suspend halt stop cancel restore restart reopen ground ban permit allow".split())
_STRIFE = frozenset("war battle dispute struggle contest row quarrel feud standoff stand-off duel talk tussle".split())
_OPEN = frozenset(("VERB", "NOUN", "ADJ", "PROPN"))
_POLARITY = ("actual", "negative", "intended", "possible", "conditional")
Status = tuple[str, str]  # polarity, modality


class Learned:
    """The heads' words on one sentence. Where they have not read it (another parser's) every rule stands."""

    def __init__(
        self, inklings: Iterable[Inkling], matcher: Matcher, *, present: bool, demanded: frozenset[int] = frozenset()
    ) -> None:
        """`present` says whether the heads have read the sentence, `demanded` what is told as cause or effect."""
        self.at: Mapping[int, Inkling] = {i.token: i for i in inklings}
        self.matcher, self.syntax, self.present = matcher, matcher.syntax, present
        self.demanded = demanded

    def of_type(self, token: int, event_type: str) -> float:
        """Probability that a word tells an event of a type."""
        found = self.at.get(token)
        if found is None or event_type not in found.types:
            return 0.0
        return found.probabilities[found.types.index(event_type)]

    def best(self, token: int) -> tuple[str, float]:
        """The likeliest type of a word and its probability; ("", 0) where the heads see no event."""
        found = self.at.get(token)
        return (found.types[0], found.probabilities[0]) if found and found.types else ("", 0.0)

    def review(self, triggers: list[Trigger]) -> list[Trigger]:
        """The rules' triggers and what only the heads see, in text order."""
        if not self.present:
            return triggers
        for trigger in triggers:
            self._take_for_protest(trigger)
        known = {t.token for t in triggers}
        new = [t for token in sorted(self.at) if token not in known and (t := self._new(token)) is not None]
        return sorted([*triggers, *new, *self._tied(known | {t.token for t in new})], key=lambda t: t.token)

    def _take_for_protest(self, trigger: Trigger) -> None:
        """ "Crowds stormed the court": a blow is a protest where the heads are sure of it, who read from the whole
        sentence who strikes. Not what killed or took ground; of the noun "strike" alone they think of workers."""
        p, token = trigger.predicate, trigger.token
        blow = p.type == "ASSAULT" and p.pos == "VERB" and p.effect is None and p.cameo != GROUND
        if not blow or self.of_type(token, "PROTEST") < CROWD:
            return
        armed = self.matcher.words.classes["outlaw"] - self.matcher.words.classes["crowd"]
        if any(self.syntax.lemma[t] in armed for t in trigger.slots.get("subj", ())):
            return
        known = (q for q in self.matcher.of_word(token, trigger.slots) if q.type == "PROTEST")
        trigger.predicate = next(known, self.matcher.words.learned["VERB", "PROTEST"])

    def _tied(self, known: set[int]) -> list[Trigger]:
        """Nouns that no rule and no head takes for an event, and that are tied ("led to the closing of"): beside an
        event, or where they say of what or point back ("the arrival of spring", "a test" alone are none)."""
        ends = (i for i in sorted(self.demanded - known) if not self._resumed(i))
        found = [t for i in ends if (t := deed_of_noun(self.matcher, i)) is not None]
        return found if known or len(found) > 1 else [t for t in found if self._named(t.token)]

    def _resumed(self, token: int) -> bool:
        """ "Flights were resumed": it is the resuming that somebody did."""
        tree = self.syntax.tree
        undergone = tree.deprel[token] in ("nsubj:pass", "obj") and tree.head[token] >= 0
        return undergone and self.syntax.lemma[tree.head[token]] in _CHANGES

    def _named(self, token: int) -> bool:
        tree = self.syntax.tree
        definite = any(tree.lower[c] in ("the", "this", "that", "these") for c in tree.kids(token, "det"))
        names = any(tree.upos[t] in ("PROPN", "NUM") for t in tree.subtree(token))
        return names or (definite and not tree.kids(token, "nmod", "amod", "acl"))

    def _new(self, token: int) -> Trigger | None:
        """An event of a word that no rule knows; of one whose entries do not fit if it is very likely, and where they
        say that what stands beside it makes it none if it is likelier still."""
        kind, likely = self.best(token)
        tree, slots = self.syntax.tree, self.syntax.slots(token)
        known = [p for p in self.matcher.of_word(token, slots) if p.type == kind and p.effect != "toll"]
        tied = token in self.demanded
        surer = OVERRULE if tree.text.isupper() else self._turned_down() if known else TAKE_UP
        least = DEMANDED if tied else surer  # of capitals the heads have read too little
        if (likely < least and not (tied and self._torn(token))) or tree.upos[token] not in _OPEN:
            return None
        surely = likely >= TOLD and (tied or kind != "ASSAULT")  # violence is a figure of speech too often
        if not surely and any(self.matcher.barred(p, slots) for p in known):
            return None
        if self._tells_no_deed(token, kind, tied):
            return None
        if tied and tree.upos[token] == "NOUN" and likely < TAKE_UP:
            if self.syntax.lemma[token] in self.matcher.words.classes["container"]:
                return None  # "a wave of protests"
            inner = (self.best(c)[1] for c in tree.kids(token, "acl") if c in self.demanded)
            if any(p > likely for p in inner):
                return None  # "the grain which Baku stopped"
        pos = "NOUN" if self.syntax.nominal(token) or tree.upos[token] == "PROPN" else tree.upos[token]
        predicate = self.matcher.words.learned.get((pos, kind))
        return Trigger(token, predicate, slots) if predicate is not None else None

    def _torn(self, token: int) -> bool:
        """Whether the heads see a deed in a verb and only waver between its types; of "shelved the raid" the raid."""
        done = (self.best(c)[1] for c in self.syntax.tree.kids(token, "obj"))
        sure = self.best(token)[1] >= ONE_OF and sum(self.at[token].probabilities) >= TORN
        return sure and self.syntax.tree.upos[token] == "VERB" and not any(p >= TAKE_UP for p in done)

    def _tells_no_deed(self, token: int, kind: str, tied: bool) -> bool:
        """Whether a word is of a sort that tells no deed itself: what is used, whose deed it was, who did it, what
        somebody fears, believes or says."""
        verb, noun = (self.syntax.tree.upos[token] == pos for pos in ("VERB", "NOUN"))
        words, lemma = self.matcher.words, self.syntax.lemma[token]
        if verb:
            strife = (self.syntax.lemma[t] in _STRIFE for t in self.syntax.slots(token).get("in", ()))
            mired = lemma in _MIRED and any(strife)  # "are locked in a war of words"
            told = any("fact" in self.matcher.kinds(t) for t in self.syntax.slots(token).get("comp", ()))
            told &= lemma in _ASSURES  # "assured him that nobody had fired" promises nothing
            told |= kind in _SPOKEN and self.syntax.tree.rel(token) == "amod"  # "the promised lorries"
            return mired or told or lemma in words.classes["thought"] or lemma in words.classes["telling"]
        if lemma in words.classes["weapon"] and kind not in ("PROTEST", "CONSULT") and not tied:
            return True  # "the rockets", but "brought fire from a boat"; a strike of workers, a round of talks
        if noun and (lemma in words.involvements or lemma in _VAGUE):
            return True  # "responsibility for the raid"
        if noun and lemma != self.syntax.tree.lemma[token].lower() and lemma in words.classes["people"]:
            return True  # a charge d'affaires
        by_ending = self.syntax.tree.lower[token].endswith(("er", "ers", "or", "ors"))
        return noun and kind in _HARMS and by_ending and self.matcher.is_actor(token)  # "the kidnappers"

    def _turned_down(self) -> float:
        """What a word must reach that its entries turn down: less where the sentence plainly tells of an event."""
        return PLAINLY if self._plain() else OVERRULE

    def _plain(self) -> bool:
        return (self.syntax.tree.row.eventful or 0.0) >= PLAIN

    def parties(self, trigger: Trigger, role: Literal["actor", "recipient"]) -> tuple[int, ...]:
        """Head words of those whom the role head puts on one side of an event."""
        found = self.at.get(trigger.token)
        if found is None:
            return ()
        tokens = found.actors if role == "actor" else found.recipients
        tree, own = self.syntax.tree, {trigger.token, *trigger.cluster, *(m.token for m in trigger.merged)}
        sure = frozenset(tokens) - set(found.unsure)
        return tuple(
            t for t in tokens
            if t not in own and t < len(tree) and not self._beside_it(t)
            and not (tree.rel(t) == "amod" and tree.head[t] in tokens)
            and (t in sure or self._near(t, trigger.token, sure))
        )  # fmt: skip

    def sure(self, trigger: Trigger, token: int) -> bool:
        """Whether the role head is sure that a word names a party of an event."""
        found = self.at.get(trigger.token)
        return found is not None and token in {*found.actors, *found.recipients} - set(found.unsure)

    def _near(self, token: int, word: int, sure: frozenset[int]) -> bool:
        """Whether a word stands in the phrase of another or over it, in a row with one that is `sure`, or is the
        subject of the clause that the other stands in, or of one that lends it its subject."""
        tree, first = self.syntax.tree, self.syntax.tree.first(token)
        if word in tree.ancestors(token) or tree.head[word] == token or (first != token and first in sure):
            return True
        for up in tree.ancestors(word):
            verbal = tree.upos[up] in ("VERB", "AUX") or bool(tree.kids(up, "cop"))
            if verbal and token in tree.kids(up, "nsubj", "nsubj:pass"):
                return True
            if verbal and (tree.kids(up, "nsubj", "nsubj:pass") or tree.rel(up) not in _LENT_SUBJECT):
                return False
        return False

    def _beside_it(self, token: int) -> bool:
        """Whether a word is only named to say that it was not it, or which way a thing went."""
        above = self.syntax.tree.head[self.syntax.tree.first(token)]
        return self.syntax.ruled_out(token) or (above >= 0 and self.syntax.way(above))

    def score(self, trigger: Trigger, rule: float, *, wanted: bool = False) -> float:
        """Probability that the type of a coding is right, given the rules' confidence; 0 where it is no event, and
        nothing else tells that it must be one (`wanted`)."""
        if not self.present:
            return rule if rule >= LEAST_RULE else 0.0
        likely = self.likely(trigger)
        if trigger.predicate.learned:
            return joint(0.0, likely)
        if rule < LEAST_RULE and likely < (PLAINLY if self._plain() else RESCUE) and not wanted:
            return 0.0
        return max(LEAST, joint(rule, likely))

    def blind(self, trigger: Trigger) -> bool:
        """Whether a rule alone takes the word for an event: the heads have read the sentence and see none. Of capitals
        they have read too little."""
        capitals = self.syntax.tree.text.isupper()
        return self.present and not capitals and not trigger.predicate.learned and self.likely(trigger) < UNSEEN

    def unseen(self, token: int) -> bool:
        """Whether the heads take a word for no event of any type."""
        found = self.at.get(token)
        return found is None or sum(found.probabilities) < UNSEEN

    def looks_only(self, trigger: Trigger, rule: float, *, known: bool, dated: bool) -> bool:
        """Whether a coding only looks like an event, as in a report on a match, a virus, a film, a by-law: the sentence
        as a whole tells none, and nothing is sure enough against that: the rule, the head, a party `known` to the
        packs, a date. Of capitals the heads have read too little."""
        tree = self.syntax.tree
        if tree.row.eventful is None or tree.text.isupper():
            return False
        signs = self.signs(trigger, rule, known=known, dated=dated)
        return REAL[0] + sum(w * x for w, x in zip(REAL[1:], signs, strict=True)) < _logit(LOOKS)

    def signs(self, trigger: Trigger, rule: float, *, known: bool, dated: bool) -> list[float]:
        """What speaks for a coding, as `REAL` weighs it."""
        rule = 0.0 if trigger.predicate.learned else rule
        eventful = self.syntax.tree.row.eventful or 0.0
        return [rule, _logit(self.likely(trigger)), _logit(eventful), float(known), float(dated)]

    def likely(self, trigger: Trigger) -> float:
        """The heads' probability for the type of an event; of a commitment or refusal, that its deed is any event."""
        if trigger.performed or trigger.anchor is not None:
            at = trigger.token if trigger.anchor is None else trigger.anchor
            told = (self.at.get(t) for t in (trigger.token, at, *self.syntax.tree.kids(at, "obj")))  # "will hold talks"
            return max((sum(i.probabilities) for i in told if i is not None), default=0.0)
        kind = trigger.predicate.type
        joined = (m.token for m in trigger.merged if m.predicate.type == kind)
        return max(self.of_type(token, kind) for token in (trigger.token, *trigger.cluster, *joined))

    def status(self, token: int, polarity: str, modality: str) -> Status:
        """The rules' reading of how an event is told; where they find nothing that bears on it, the heads' if they
        find another plainly likelier."""
        found = self.at.get(token)
        if found is None or (polarity, modality) != ("positive", "actual"):
            return polarity, modality
        weights = dict(zip(_POLARITY, found.statuses, strict=True))
        # what happened is learnt from far more text: it weighs on "actual" against all else
        weights["actual"] *= found.happened
        for name in _POLARITY[1:]:
            weights[name] *= 1 - found.happened
        weights["actual"] = (weights["actual"] + _CLAMP) * RULE_ODDS
        best = max(_POLARITY, key=lambda name: weights[name])
        return ("negative", "actual") if best == "negative" else ("positive", best)


def joint(rule: float, likely: float) -> float:
    """Probability that a coding's type is right, from a rule's confidence and the head's probability, 0..1."""
    return 1 / (1 + math.exp(-(BIAS + BY_RULE * rule + BY_HEAD * _logit(likely))))


def _logit(p: float) -> float:
    p = min(max(p, _CLAMP), 1 - _CLAMP)
    return math.log(p / (1 - p))
