"""Whom an event is about: the parties in the slots that its predicate names, with what merged words add."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from itertools import islice

from escalade.coding.learned import Learned
from escalade.coding.parties import Parties
from escalade.coding.triggers import Matcher, Trigger, tokens_of
from escalade.model.codings import Party
from escalade.model.words import BLAMES, HANDLED, TRADED, TRADES
from escalade.vocab.predicates import Predicate, Slot

_HARMS = frozenset(("ASSAULT", "COERCE"))
_BY_ONE_HAND = _HARMS | {"SANCTION"}
_HARMFUL = _BY_ONE_HAND | {"MOBILIZE", "PROTEST"}  # what nobody agrees to do for the one it is done to
_DEED = 0.5  # from this probability a word tells a deed
_CORE = (("subj",), ("obj",), ("iobj",))
_STANDING = frozenset("in at near outside along around inside across down within above over".split())
_OWN = frozenset(("its", "his", "her", "their", "our", "my"))
_THIRD = frozenset(("he", "she", "it", "they"))
_OBJECTS = frozenset(("him", "her", "it", "them"))
_STANDS_IN = _OWN | frozenset("it he she they we i him them us me itself himself herself themselves".split())
_MET = frozenset(
    "repel counter resist rebuff withstand survive escape suffer report witness fear investigate condemn denounce "
    "deplore mourn weather foil thwart criticise criticize decry protest lament avert prevent".split()
)
# whose object is what others say or do, but for what they do together ("rejected talks with")
_MEETS_WORDS = frozenset("reject dismiss ignore defy heed shrug brush spurn await demand seek request welcome".split())
_SENDS = frozenset("fire launch send drop lob hurl throw shoot fly release plant lay".split())
_WITH = frozenset(("with", "against", "on", "between"))
_ASIDE = frozenset(("through", "via"))  # before who only passes it on
_TOWARDS = frozenset(("on", "to", "toward", "towards"))
_LINES = frozenset(("border", "frontier", "boundary"))
_VENUES = frozenset("university college school campus stadium square park cathedral church mosque temple".split())
_GROUNDLESS = frozenset(("PROTEST", "CONSULT", "ACCUSE", "REQUEST", "AGREE", "SUPPORT", "THREATEN"))  # to people
_MORE = frozenset(("two", "both", "three"))
_JOINT = frozenset(("CONSULT", "COOPERATE"))
_OPPOSED = frozenset("foe rival side party faction neighbour neighbor enemy adversary belligerent".split())
_ARMED = frozenset("police army navy gendarme commando".split())
_LABELS = frozenset(("terrorist", "extremist"))  # "a terrorist attack": of what kind, not whose
_NAMED_AFTER = frozenset(("ASSAULT", "PROTEST", "COERCE"))
_JUDGES = frozenset(("ACCUSE", "SUPPORT"))  # what others do
_ABOUT_DEEDS = frozenset(("REQUEST", "ACCUSE"))  # of others
_ABOUT_OTHERS = frozenset(("AGREE", "REJECT", "THREATEN"))
_ANSWERS = frozenset("respond retaliate react answer act strike hit defend fight avenge punish intervene".split())


class Arguments:
    """Finds the parties of the events of one sentence."""

    def __init__(self, matcher: Matcher, parties: Parties, learned: Learned) -> None:
        self.matcher, self.parties, self.learned = matcher, parties, learned
        self.syntax, self.tree = matcher.syntax, matcher.tree

    def _look(self, trigger: Trigger, slots: tuple[Slot, ...]) -> list[Party]:
        """Parties of the first slot that names any."""
        for slot in slots:
            found: list[Party] = []
            for token in tokens_of(self.matcher, slot, trigger.slots):
                if token == trigger.token or token in trigger.cluster or self._undergoes(token, trigger):
                    continue
                if slot.path == ("with",) and self.parties.is_crewed(token):
                    continue  # "fought with tanks": by what means
                if slot.path[-1] in ("mod", "obj_mod"):
                    person = self.parties.kind(token) == "person"  # "the Soleimani strike": its victim
                    party = None if person and slots is trigger.predicate.actor else self.parties.gentilic(token)
                    if party is None and slots is trigger.predicate.actor:
                        party = self._sort(token, trigger.predicate)
                    found += [party] if party is not None else []
                elif self.syntax.lemma[token] in self.syntax.words.classes["document"]:
                    found += self._authors(token, trigger.token)
                elif not (
                    self.parties.ground(token)
                    if slots is trigger.predicate.actor
                    else self._where(token, trigger.predicate.type)
                ):
                    found += self.parties.of(token)
            if found:
                return _unique(found)
        return []

    def _sort(self, token: int, p: Predicate) -> Party | None:
        """The sort of people that a deed is named after: "a rebel ambush", "gang violence", "a Naxal raid"; where a
        deed is named after whom it befell ("the hostage killing"), nobody."""
        classes = self.syntax.words.classes
        armed = self.syntax.lemma[token] in (
            classes["crowd"] if p.type == "PROTEST" else (classes["outlaw"] | _ARMED) - _LABELS
        )
        named = self.parties.kind(token) in ("group", "organisation") and self.tree.upos[token] == "PROPN"
        if not (armed or named) or p.type not in _NAMED_AFTER or any(s.path == ("mod",) for s in p.recipient):
            return None
        if self.tree.rel(token) not in ("compound", "amod") or token in self.parties.timed:
            return None
        return Party(None, self.tree.words[token], (), self.tree.words[token])

    def _authors(self, token: int, deed: int) -> list[Party]:
        """Who speaks in a document: its owner, else the one who issues it ("passed a resolution condemning"); who does
        a thing to it ("rejected the resolution") is not known to have written it."""
        owner = self.parties.owner(token)
        if owner is not None:
            return [owner]
        g = self.tree.head[token]
        if g in (-1, deed) or self.tree.deprel[token] != "obj":
            return []
        return [p for t in self.syntax.slots(g).get("subj", ()) for p in self.parties.of(t)]

    def fill(self, trigger: Trigger) -> None:
        """Sets the actors and recipients of an event: whom the role head sees, else whom the rules find. Where the
        entry or the verb above asks for the phrase that names them ("blamed the raid on"), theirs is the surer word."""
        actors, recipients = self._find(trigger)
        p, both = trigger.predicate, bool(actors) and actors == recipients  # "a war between A and B"
        fixed = both or "blamed" in trigger.slots or (bool(actors) and self._asked_for(trigger, p.actor))
        doers = [] if fixed else self._doers(trigger, actors, [] if actors else recipients)
        trigger.lent |= {"actor"} if doers and not actors else set()
        trigger.actors = [] if self._either(trigger) else doers or actors
        fixed = both or (bool(recipients) and self._asked_for(trigger, p.recipient))
        others = [] if fixed else self._others(trigger, recipients)
        trigger.lent |= {"recipient"} if others and not recipients else set()
        if others and p.type in _HARMS and p.pos == "VERB" and p.effect is None:
            others = self._with_harm(trigger, others)
        trigger.recipients = others or recipients
        if not trigger.recipients and self._with_each_other(trigger):
            trigger.recipients = trigger.actors

    def _either(self, trigger: Trigger) -> bool:
        """Whether one of two did it, each by the other's word: "blamed each other for the blast", "traded blame over
        the blast"; not of a clash."""
        tree, laid_to = self.tree, trigger.slots.get("blamed", ())
        traded = any(
            self.syntax.lemma[a] in TRADES and any(self.syntax.lemma[c] in TRADED for c in tree.kids(a, "obj"))
            for a in islice(tree.ancestors(trigger.token), 2)
        )
        either = traded or any(self.parties.each_other(t) for t in laid_to)
        return either and not _mutual(trigger.predicate)

    def _with_harm(self, trigger: Trigger, seen: list[Party]) -> list[Party]:
        """What a blow fell on and whom it harmed, of which the role head often sees but one: "fired at posts, killing
        two"."""
        tree, deed = self.tree, trigger.token
        own = {deed, *tree.kids(deed, "advcl", "conj")}
        harms = [m for m in trigger.merged if m.token in own or tree.head[m.token] in own]
        victims = _unique([x for m in harms for x in self._look(m, m.predicate.recipient)])
        things = self._things(trigger) if harms else []
        return [
            *(x for x in things if not _within(x, seen)), *seen,
            *(x for x in victims if not _within(x, seen) and x.text.lower() not in _STANDS_IN),
        ]  # fmt: skip

    def _with_rows(self, seen: Sequence[int], trigger: Trigger, slots: tuple[Slot, ...]) -> list[int]:
        """What the role head sees, and what stands in a row with it where the entry looks for parties: of "a school and
        a hospital" the head may see the school alone."""
        named = [t for slot in slots for t in tokens_of(self.matcher, slot, trigger.slots) if t not in seen]
        rows = {other for t in seen for other in self.tree.conjuncts(t)}
        return sorted({*seen, *(t for t in named if t in rows)})

    def _unknown_subject(self, trigger: Trigger) -> int:
        """The pronoun for a third person that does the deed, where nobody knows whom it stands for; else -1."""
        if trigger.predicate.pos != "VERB" or not any(s.path == ("subj",) for s in trigger.predicate.actor):
            return -1
        subjects = trigger.slots.get("subj", ())
        if len(subjects) != 1 or self.tree.lower[subjects[0]] not in _THIRD or self.parties.of(subjects[0]):
            return -1
        return subjects[0]

    def _may_stand_for(self, token: int, pronoun: int) -> bool:
        """Whether a word may be whom a pronoun takes up: one before it that is the subject of another verb."""
        return token == pronoun or (token < pronoun and self.tree.rel(self.tree.first(token)) == "nsubj")

    def _with_each_other(self, trigger: Trigger) -> bool:
        """Whether those who act do it to one another: "the two navies drill", "ambassadors gathered in Geneva", "foes
        agree to a truce"."""
        p, subjects = trigger.predicate, trigger.slots.get("subj", ())
        given = self.syntax.lemma[trigger.token] in HANDLED and bool(trigger.slots.get("obj"))  # "will deliver tanks"
        if given or (not _mutual(p) and p.mode != "ceasefire"):
            return False
        many = [t for t in subjects if self.tree.xpos[t] in ("NNS", "NNPS")]
        return (
            _several(trigger.actors)
            or (bool(many) and p.type in _JOINT)
            or any(self.syntax.lemma[t] in _OPPOSED for t in many)
        )

    def _doers(self, trigger: Trigger, actors: list[Party], victims: list[Party]) -> list[Party]:
        """The actors that the role head sees, but for known victims and whoever only says that it was done."""
        if (pronoun := self._unknown_subject(trigger)) >= 0 and not actors:
            tokens = [t for t in self.learned.parties(trigger, "actor") if self._may_stand_for(t, pronoun)]
        else:
            tokens = self._with_rows(self.learned.parties(trigger, "actor"), trigger, trigger.predicate.actor)
        seen = [
            (t, self._agents(t) or self._body(t, trigger)) for t in tokens
            if not (
                self._only_says(t, trigger.token) or self._accuses(t, trigger) or self._attests(t)
                or self._suffers(t, trigger.token) or self._laid_to(t, trigger.token)
                or self._meets(t, trigger)
            )
        ]  # fmt: skip
        return _apart(self._beside(seen, actors, trigger.token), victims)

    def _beside(self, seen: list[tuple[int, list[Party]]], known: list[Party], verb: int) -> list[Party]:
        """The parties that the role head sees. Where the rules' parties are among them, of the others only those that
        stand in a row with one of these or beside it: "the army and police", "the army together with police". Where
        none of them is, whom the verb has for its subject does it, and nobody else."""
        subjects = [
            t for t in self.tree.kids(verb, "nsubj")
            if _shared(self.parties.of(t), known) and "(" not in self.tree.words[max(t - 1, 0) : t]
        ]  # fmt: skip
        sure = [t for t, parties in seen if _shared(parties, known)]
        if subjects and not sure:
            seen = [(t, known) for t in subjects] + [(t, of) for t, of in seen if self._in_row(t, subjects[0])]
            sure = subjects
        in_row = {t for t, _ in seen if not sure or t in sure or any(self._in_row(t, other) for other in sure)}
        return _unique([p for t, parties in seen if t in in_row for p in parties])

    def _in_row(self, token: int, other: int) -> bool:
        """Whether two words are coordinated, stand in one place under coordinated verbs, or one does so "with"."""
        tree = self.tree
        one, two = tree.first(token), tree.first(other)
        if one == two or self.syntax.case(one).split(" ")[-1] in ("with", "alongside"):
            return True
        a, b = tree.head[one], tree.head[two]
        return tree.rel(one) == tree.rel(two) and a >= 0 and b >= 0 and a != b and tree.first(a) == tree.first(b)

    def _only_says(self, token: int, verb: int) -> bool:
        """Whether a word is the subject of the verb that reports a passive one, or one that others are the subject of:
        "they say the bridge was hit", "Iran says the ship struck a boat and ignored its calls"."""
        tree, first = self.tree, self.tree.first(verb)
        above = tree.head[first]
        if tree.upos[verb] != "VERB" or tree.deprel[first] != "ccomp":
            return False
        other = self.syntax.passive(verb) or any(self._can_act(t) for t in tree.kids(first, "nsubj"))
        return other and tree.head[token] == above and tree.deprel[token] == "nsubj"

    def _can_act(self, token: int) -> bool:
        """Whether a noun is somebody, or a ship: "the ship ignored the calls"; not "the crisis was over"."""
        craft = self.parties.is_crewed(token) or self.syntax.lemma[token] in self.syntax.words.classes["vessel"]
        return self.tree.upos[token] in ("NOUN", "PROPN") and (craft or self.parties.is_actor(token))

    def _suffers(self, token: int, deed: int) -> bool:
        """Whether a word is what a participle behind it is said of: "two teachers, arrested in May and sentenced"."""
        tree, verb = self.tree, self.tree.first(deed)
        if not tree.deprel[verb].startswith("acl") or tree.head[verb] < 0 or not self.syntax.passive(verb):
            return False
        noun = tree.head[verb]
        return token == noun or (tree.deprel[token] == "appos" and tree.head[token] == noun)

    def _laid_to(self, token: int, deed: int) -> bool:
        """Whether only a clause that somebody says within what is said of a deed names a word as its doer: "the raid,
        which Kyiv says was carried out by partisans"."""
        tree = self.tree
        said = (t for t in tree.ancestors(token) if tree.deprel[t] == "ccomp" and tree.head[t] >= 0)
        return any(tree.deprel[v] == "acl:relcl" and tree.head[v] == deed for v in map(tree.head.__getitem__, said))

    def _attests(self, token: int) -> bool:
        """Whether a word stands in the phrase that says who tells of it: "according to a tally by the society"."""
        tree = self.tree
        return any(tree.rel(t) == "obl" and "according" in self.syntax.case(t) for t in (token, *tree.ancestors(token)))

    def _tells(self, token: int, trigger: Trigger) -> bool:
        """Whether a word is the subject of the verb that reports a deed, and nothing in the report can stand for it:
        "a guard said that shots were fired", "it was unclear, he said"; not "Israel said it was hit". Nor is whoever is
        told of a promise the one to whom it is made."""
        tree, node, first = self.tree, trigger.token, self.tree.first(token)
        beside = ("nsubj", "obj", "iobj") if trigger.predicate.type == "AGREE" else ("nsubj",)
        for up in tree.ancestors(trigger.token):
            if tree.deprel[node] == "ccomp" and tree.head[first] == up and tree.deprel[first] in beside:
                said = (t for t in tree.subtree(node) if tree.lower[t] in _STANDS_IN)
                return all(tree.deprel[t] in ("nsubj", "expl") for t in said)
            node = up
        return False

    def _meets(self, token: int, trigger: Trigger) -> bool:
        """Whether a word is the subject of a verb whose object others did ("repelled an attack", "reported damage",
        "responded to the attack", "shrugged off the complaint"), or only those who suffered are named by the deed
        ("tribute to bombing victims")."""
        tree, deed = self.tree, trigger.token
        verb = tree.head[deed]
        lemma = self.syntax.lemma[verb]
        if tree.rel(deed) == "compound" and lemma in ("victim", "survivor"):
            return True
        others = lemma in _MET or (lemma in _MEETS_WORDS and not _mutual(trigger.predicate))
        done_to = tree.rel(deed) == "obj" and (others or self.syntax.repels(verb))
        return (done_to or self.syntax.answered(deed)) and tree.head[token] == verb and tree.rel(token) == "nsubj"

    def _accuses(self, token: int, trigger: Trigger) -> bool:
        """Whether a word is the subject of the verb that lays the deed to another: "two men it accused of arming", "an
        ambush the army blamed on rebels"."""
        tree, verb, over = self.tree, trigger.token, self.tree.head[token]
        if tree.rel(token) == "nsubj" and tree.deprel[over] == "acl:relcl" and self.syntax.lemma[over] in BLAMES:
            return True
        charged = tree.deprel[verb] == "advcl" and self.syntax.mark(verb) in ("of", "for")
        charged &= tree.head[token] == tree.head[verb] and tree.deprel[token] == "nsubj"
        return charged and token not in trigger.slots.get("subj", (token,))

    def _others(self, trigger: Trigger, known: list[Party]) -> list[Party]:
        """The recipients that the role head sees. Forces that are moved are none, nor, where the rules know some, what
        only tells another deed."""
        seen = self._with_rows(self.learned.parties(trigger, "recipient"), trigger, trigger.predicate.recipient)
        tokens = tuple(
            t for t in seen
            if not self._owns_another(t, seen)
            and t not in trigger.slots.get("blamed", ()) and not self._is_where(t, trigger.token)
            and not ((t in trigger.slots.get("subj", ()) or trigger.predicate.speech) and self.parties.is_weapon(t))
            and not self._where(t, trigger.predicate.type) and not self._undergoes(t, trigger)
            and not self._own_side(t, trigger) and not self._means(t, trigger.token)
            and not self._went_off(t, trigger) and not self._tells(t, trigger) and self.syntax.case(t) not in _ASIDE
            and (self.learned.sure(trigger, t) or not self._of_another_clause(t, trigger))
        )  # fmt: skip
        p = trigger.predicate
        moves = p.type == "MOBILIZE" or (p.type, p.mode) == ("RETREAT", "withdraw")
        if moves:
            asks = self._asks(trigger, "obj")
            moved = [t for t in trigger.slots.get("obj", ()) if asks or self._own_men(t)]
            tokens = tuple(t for t in tokens if t not in moved)
        if known:
            tokens = tuple(
                t for t in tokens
                if (self.learned.best(t)[1] < _DEED or self.parties.of(t)) and not self._offshore(t)
                and not self._of_another_deed(t, trigger.token) and not self._only_about(t, known)
                and not self._fires(t, trigger)
            )  # fmt: skip
        if p.type == "ASSAULT":  # "a shell fired from Syria", "carried out the raid for Tehran"
            tokens = tuple(t for t in tokens if self.syntax.case(t) not in ("from", "for"))
        found = _unique([p for t in tokens for p in self._targets(t, trigger.predicate.type)])
        if trigger.predicate.reciprocal and known:
            return found
        return _others(_apart(found, trigger.actors), trigger.actors)

    def _went_off(self, token: int, trigger: Trigger) -> bool:
        """ "Struck a mine", "ran over a mine": what somebody set off, not whom it hit."""
        device = self.syntax.lemma[token].lower() in self.syntax.words.classes["munition"]
        return device and not trigger.predicate.actor and token not in trigger.slots.get("subj", ())

    def _is_where(self, token: int, verb: int) -> bool:
        """Whether a word is where it happened: "Doha, where he met his counterpart"."""
        tree = self.tree
        return tree.head[verb] == token and any(tree.lower[c] == "where" for c in tree.children[verb])

    def _where(self, token: int, type_: str) -> bool:
        """Whether a word tells where people rallied, met or spoke, said with "in", "at" or "near": bare ground, or a
        monument that is nobody's; or a town that was left, or a border."""
        if type_ == "RETREAT" and self.parties.kind(token) == "place" and self.tree.rel(token) == "obj":
            return True
        if self.syntax.lemma[token] in _LINES and self.syntax.case(token) in _STANDING | _TOWARDS:
            return True
        if type_ not in _GROUNDLESS or self.syntax.case(token) not in _STANDING:
            return False
        owned = self.parties.kind(token) != "facility" or self.parties.owner(token) is not None
        return self.parties.ground(token) or not owned or self.syntax.lemma[token].lower() in _VENUES

    def _offshore(self, token: int) -> bool:
        """Whether a word is the land off or near which it happened: "sank a boat off Yemen"."""
        return self.syntax.case(token) in ("off", "near") and self.parties.kind(token) in ("country", "place")

    def _of_another_deed(self, token: int, verb: int) -> bool:
        """Whether a word stands in a clause that says what a thing is for: "rejected a draft to prolong the embargo on
        Chad"."""
        tree = self.tree
        between = itertools.takewhile(lambda t: t != verb, tree.ancestors(token))
        return any(tree.deprel[t] == "acl" and self.syntax.mark(t) == "to" for t in between)

    def _owns_another(self, token: int, tokens: Sequence[int]) -> bool:
        """Whether a word only says whose another of the parties is, or what: "Iran" of "Iran's proxies", "engineer" of
        "engineer Liu", "fleet" of "two tankers of the fleet"."""
        tree, up = self.tree, self.tree.head[token]
        whose = tree.deprel[token] in ("nmod:poss", "nmod:desc") or (
            tree.deprel[token] == "nmod" and self.syntax.case(token) == "of" and up == self.parties.counted(up)[0]
        )
        return whose and up in tokens and bool(self.parties.of(up))

    def _only_about(self, token: int, known: list[Party]) -> bool:
        """Whether a word is a thing that only names with whom it was: "a gas deal with Lima" beside Lima."""
        if self.parties.of(token):
            return False
        return any(
            _shared(self.parties.of(t), known) for t in self.tree.kids(token, "nmod") if self.syntax.case(t) in _WITH
        )

    def _of_another_clause(self, token: int, trigger: Trigger) -> bool:
        """Whether a word stands under another verb than the event's, in a clause of its own: "the posts that guard the
        mills", "warned them and lodged a complaint with the UN"; not whom both verbs have for their object, nor who
        does what a threat hangs on."""
        tree, verb = self.tree, trigger.token
        own = {verb, *(m.token for m in trigger.merged), *tree.ancestors(verb)}
        for t in itertools.takewhile(lambda t: t not in own, tree.ancestors(token)):
            if tree.deprel[t] in ("acl:relcl", "parataxis") and tree.head[t] != verb:
                return True
            hung = self.syntax.mark(t) in ("if", "unless", "to")
            if tree.rel(t) == "advcl" and tree.xpos[t] != "VBG" and not hung:
                return True
            shared = tree.rel(tree.first(token)) == "obj" and not tree.kids(verb, "obj")  # "raided and burnt the mill"
            if tree.rel(t) == "conj" and tree.upos[t] == "VERB" and not shared:
                return True
        return False

    def _undergoes(self, token: int, trigger: Trigger) -> bool:
        """Whether a word is to whom a deed is done, not who is asked to do it or said to have: "demanded that the
        raiders be tried", "complained that the council was not consulted"."""
        passive = trigger.predicate.type in _ABOUT_DEEDS and self.tree.deprel[token] == "nsubj:pass"
        return passive and token in trigger.slots.get("compsubj", ())

    def _own_side(self, token: int, trigger: Trigger) -> bool:
        """Whether a word is the speaker's own side, which will do it: "warned that his country would walk away", "the
        minister warned that India would hit back"."""
        acts = trigger.predicate.type in _ABOUT_OTHERS and self.tree.deprel[token] == "nsubj"
        if acts and trigger.predicate.type == "THREATEN" and self._answers(token, trigger):
            return True
        owned = any(self.tree.lower[c] in _OWN for c in self.tree.kids(token, "nmod:poss"))
        owned |= self.tree.lower[token] in ("they", "it", "he", "she", "we", "i")  # "as he had warned they would"
        return acts and owned and token in trigger.slots.get("compsubj", ())

    def _own_men(self, token: int) -> bool:
        """ "His men", "its troops": whom somebody moves, not to whom he comes."""
        owned = any(self.tree.lower[c] in _OWN for c in self.tree.kids(token, "nmod:poss"))
        return owned and self.parties.is_actor(token)

    def _fires(self, token: int, trigger: Trigger) -> bool:
        """Whether a word is what a blow is dealt with: "launched drones at the depot"."""
        aimed = trigger.predicate.type == "ASSAULT" and self.syntax.lemma[trigger.token] in _SENDS
        return aimed and token in trigger.slots.get("obj", ()) and self.parties.is_weapon(token)

    def _answers(self, token: int, trigger: Trigger) -> bool:
        """Whether a word is who will answer the threatened: "warned that Washington would respond"."""
        verb = self.tree.head[token]
        return verb in trigger.slots.get("comp", ()) and self.syntax.lemma[verb] in _ANSWERS

    def _means(self, token: int, deed: int) -> bool:
        """Whether a word before a noun tells with what it was done: "the car bombing"."""
        before = self.tree.head[token] == deed and self.tree.deprel[token] == "compound"
        return before and any(self.syntax.lemma[token] in words for _, words in self.syntax.words.weapons)

    def _asks(self, trigger: Trigger, *path: str) -> bool:
        """Whether the entry fires only where something stands in a slot."""
        return any(path == needed for needed, _ in trigger.predicate.when)

    def _asked_for(self, trigger: Trigger, slots: tuple[Slot, ...]) -> bool:
        """Whether the entry fires only with the phrase ("on ...") that names a party."""
        first = next((s for s in slots if tokens_of(self.matcher, s, trigger.slots)), None)
        return first is not None and first.path not in _CORE and self._asks(trigger, *first.path)

    def _agents(self, token: int) -> list[Party]:
        """Who may do a thing: a party that is no bare ground."""
        acts = self.parties.is_actor(token) or self.parties.is_crewed(token)
        return self.parties.of(token) if acts and not self.parties.ground(token) else []

    def _body(self, token: int, trigger: Trigger) -> list[Party]:
        """Who does a deed by a noun that no list has for people: "the garrison doubled its patrols", "the parish opened
        its doors". The role head is sure of it, and it is the subject."""
        noun = self.tree.upos[token] == "NOUN" and token in trigger.slots.get("subj", ())
        if not noun or not self.learned.sure(trigger, token) or self.parties.is_weapon(token):
            return []
        if token in self.parties.timed or self.learned.best(token)[1] >= _DEED:
            return []
        return self.parties.of(token) or [Party(None, self.parties.bare(token), (), self.parties.phrase(token))]

    def _targets(self, token: int, type_: str) -> list[Party]:
        """Whom or what a deed is to: a party, else the thing itself ("the bill", "a tanker", "Aleppo"), but no thing is
        promised anything."""
        found = self.parties.of(token) or self._taken_up(token, type_)
        thing = self.tree.upos[token] in ("NOUN", "PROPN") and token not in self.parties.timed and type_ != "AGREE"
        if found or not thing:
            return found
        return [Party(None, self.parties.bare(token), (), self.parties.phrase(token))]

    def _taken_up(self, token: int, type_: str) -> list[Party]:
        """What "it" was just done to as well: "shelled the barracks and then stormed it"."""
        tree, verb = self.tree, self.tree.head[token]
        above = tree.head[verb] if verb >= 0 else -1
        if tree.lower[token] != "it" or tree.rel(token) != "obj" or type_ not in _HARMS or above < 0:
            return []
        if tree.rel(verb) not in ("conj", "advcl") or tree.kid(verb, "nsubj") is not None:
            return []
        hit = [c for c in tree.kids(above, "obj") if c < token and tree.xpos[c] in ("NN", "NNP")]
        return [
            Party(p.id, p.name, p.codes, tree.words[token], p.mention_id) for c in hit for p in self._targets(c, type_)
        ]

    def _find(self, trigger: Trigger) -> tuple[list[Party], list[Party]]:
        p = trigger.predicate
        actors, recipients = self._look(trigger, p.actor), self._look(trigger, p.recipient)
        handed = self.syntax.lemma[trigger.token] in HANDLED and p.pos == "VERB"
        if _mutual(p) and not handed:
            actors, recipients = self._both_sides(trigger, actors, recipients)
        elif p.pos == "NOUN" and (between := self._between(trigger)):
            return between, between
        if not actors and p.type == "ASSAULT":
            actors = self._senders(trigger)
        if not actors and p.pos == "NOUN":
            actors = self._equated(trigger) or self._whose(trigger)
        elif not actors and p.type in _BY_ONE_HAND:
            actors = self._same_hand(trigger)
        if p.type == "ASSAULT" and p.pos == "NOUN" and not recipients:
            named = [t for t in trigger.slots.get("mod", ()) if self.parties.kind(t) == "person"]
            recipients = [x for t in named if (x := self.parties.gentilic(t)) is not None]
            recipients = recipients or self._sites(trigger.slots.get("mod", ()))
        if not recipients and trigger.merged and p.type in _HARMS:
            recipients = _unique(self._things(trigger))
        victims: list[Party] = []
        for other in trigger.merged:
            if not actors:
                own = {trigger.token, *(m.token for m in trigger.merged)}
                other.cluster |= own  # "the bombing killed": the bombing is no actor
                actors = self._look(other, other.predicate.actor)
            if other.predicate.effect is not None or not recipients:
                victims += self._look(other, other.predicate.recipient)
        recipients = _unique([*recipients, *victims])
        if not recipients and p.type in _HARMS:
            recipients = _unique([x for part in (trigger, *trigger.merged) for x in self._things(part)])
        if not (_mutual(p) or self._each_other(trigger)):
            keys = {x.mention_id or x.text for x in recipients}
            actors = [a for a in actors if (a.mention_id or a.text) not in keys] if recipients else actors
        return actors, _others(recipients, actors)

    def _senders(self, trigger: Trigger) -> list[Party]:
        """Who sent the weapon that strikes: "a missile fired by the army hit", "drones that it launched struck"."""
        sent = [
            clause for t in trigger.slots.get("subj", ()) if self.parties.is_weapon(t)
            for clause in self.tree.kids(t, "acl") if self.syntax.lemma[clause] in _SENDS
        ]  # fmt: skip
        return _unique([p for v in sent for t in self.syntax.slots(v).get("subj", ()) for p in self._agents(t)])

    def _each_other(self, trigger: Trigger) -> bool:
        """ "Shelled each other": who does it undergoes it."""
        slots = trigger.predicate.recipient
        return any(self.parties.each_other(t) for slot in slots for t in tokens_of(self.matcher, slot, trigger.slots))

    def _things(self, trigger: Trigger) -> list[Party]:
        """What is hit when nobody is known to own it: a tanker, a hospital, a plane. Bare ground is nothing."""
        classes = self.syntax.words.classes
        found = []
        for slot in trigger.predicate.recipient:
            if slot.path == ("with",):  # "fought with tanks": by what means
                continue
            for t in (c for s in tokens_of(self.matcher, slot, trigger.slots) for c in self.parties.counted(s)):
                thing = self.syntax.lemma[t] in classes["site"] or self.syntax.lemma[t] in classes["force"]
                own = t == trigger.token or t in trigger.cluster or self._means(t, trigger.token)
                if thing and self.tree.upos[t] == "NOUN" and not own:
                    found.append(Party(None, self.parties.bare(t), (), self.parties.phrase(t)))
        return found

    def _sites(self, tokens: Sequence[int]) -> list[Party]:
        """What is named before a blow as what it hit: "the cathedral bombing"; not "a border raid"."""
        premises = self.syntax.words.classes["premises"]
        hit = (t for t in tokens if self.syntax.lemma[t] in premises and self.tree.upos[t] == "NOUN")
        return [Party(None, self.parties.bare(t), (), self.parties.phrase(t)) for t in hit]

    def _between(self, trigger: Trigger) -> list[Party]:
        return self._look(trigger, (Slot(("between",)), Slot(("among",))))

    def _both_sides(
        self, trigger: Trigger, actors: list[Party], recipients: list[Party]
    ) -> tuple[list[Party], list[Party]]:
        """What two do to each other: "between A and B", "A and B signed": both are on both sides."""
        between = self._between(trigger)
        if between:
            return between, between
        if not recipients and _several(actors):
            return actors, actors
        if not actors and len(recipients) > 1 and not trigger.slots.get("subj"):
            return recipients, recipients  # not "he met elders and rebels"
        return actors, recipients

    def _equated(self, trigger: Trigger) -> list[Party]:
        """Whose doing it is said to be: "the U.S. response would be sanctions"."""
        kids = self.tree.children[trigger.token]
        participles = [k for c in kids if self.tree.deprel[c] == "amod" for k in self.tree.children[c]]
        for c in (*kids, *participles):
            if self.tree.rel(c) == "nsubj" and not self.parties.is_actor(c):
                owner = self.parties.owner(c)
                return [owner] if owner is not None else []
        return []

    def _same_hand(self, trigger: Trigger) -> list[Party]:
        """By whom a thing was done that is told in a row with another one: "was robbed and beaten by soldiers"."""
        tree, verb = self.tree, trigger.token
        if not self.syntax.passive(verb):
            return []
        row = tree.first(verb)
        for other in (row, *tree.conjuncts(row)):
            told = self.matcher.match(other) if other != verb and self.syntax.passive(other) else None
            if told is None or told.type not in _BY_ONE_HAND:
                continue
            slots = self.syntax.slots(other)
            if slots.get("obj") == trigger.slots.get("obj"):
                agents = [p for t in slots.get("by", ()) for p in self._agents(t)]
                if agents:
                    return agents
        return []

    def _whose(self, trigger: Trigger) -> list[Party]:
        """Whose deed it is by a possessive that stands for the subject of the clause: "it will resume its raids"."""
        verb = self.tree.head[trigger.token]
        if verb >= 0 and (self.syntax.lemma[verb] in _MET or self.syntax.repels(verb)):
            return []  # "held off their assaults"
        owners = map(self.parties.whose, trigger.slots.get("poss", ()))
        return [p for p in owners if p is not None]

    def asked_for(self, trigger: Trigger) -> None:
        """Who is to do what somebody asks for: not he who asks, but whom he asks; help, amends and yielding words are
        for him ("demanded an apology from Athens", "asked Athens for aid")."""
        above = trigger.parent
        if above is None or above.predicate.type != "REQUEST" or trigger.predicate.pos != "NOUN":
            return
        if not any(trigger.token in above.slots.get(slot, ()) for slot in ("obj", "for")):
            return
        together = _mutual(trigger.predicate) and trigger.predicate.type != "RETREAT"  # a truce may be others'
        if self.syntax.lemma[above.token] == "order" or together:
            return
        asked, type_ = above.recipients, trigger.predicate.type
        trigger.actors = _apart(trigger.actors, above.actors)
        if type_ == "AID" or (type_ == "CONCEDE" and trigger.predicate.recipient[0].path == ("to",)):
            trigger.actors = trigger.actors or asked
            trigger.recipients = _apart(trigger.recipients or above.actors, trigger.actors) or above.actors
        else:
            trigger.actors = trigger.actors or _apart(asked, trigger.recipients)

    def judged(self, trigger: Trigger) -> None:
        """Whom it is for that a deed is condemned, praised or demanded: its doer, else the condemned deed (of what is
        demanded, nobody), not who undergoes it ("condemned the strike on the clinic", "demanded their release")."""
        above = trigger.parent
        if above is None or trigger.token not in above.slots.get("obj", ()):
            return
        if above.predicate.type not in _JUDGES | {"REQUEST"} or _mutual(trigger.predicate):
            return
        if above.recipients and trigger.recipients and not _apart(above.recipients, trigger.recipients):
            deed = Party(None, self.parties.bare(trigger.token), (), self.parties.phrase(trigger.token))
            otherwise = {"ACCUSE": [deed], "REQUEST": []}.get(above.predicate.type, above.recipients)
            above.recipients = _apart(trigger.actors, above.actors) or otherwise

    def answers_for(self, trigger: Trigger, others: Sequence[Trigger]) -> None:
        """Whose deed it is that somebody is blamed or thanked for: "criticised Ankara for its raid"."""
        if trigger.actors or trigger.predicate.pos != "NOUN":
            return
        for above in others:
            told_for = (*above.slots.get("for", ()), *above.slots.get("over", ()))
            if above.actors and above.predicate.type in _JUDGES and trigger.token in told_for:
                trigger.actors = _apart(_apart(above.recipients, trigger.recipients), above.actors)

    def threatened_with(self, trigger: Trigger) -> None:
        """What somebody is threatened with is done to him by the one who threatens: "threatened Oslo with tariffs"."""
        above = trigger.parent
        if above is None or above.predicate.type != "THREATEN" or trigger.token not in above.slots.get("with", ()):
            return
        trigger.actors = trigger.actors or above.actors
        trigger.recipients = trigger.recipients or above.recipients

    def from_content(self, trigger: Trigger) -> None:
        """Whom a promise, refusal or threat is for: the recipient of what is promised, refused, threatened."""
        above = trigger.parent
        if above is None or above.predicate.type not in _ABOUT_OTHERS or not trigger.recipients:
            return
        if (
            above.predicate.type == "AGREE" and trigger.predicate.type in _HARMFUL
        ):  # "agreed to widen its embargo on oil"
            above.recipients = _apart(above.recipients, trigger.recipients)
            return
        threat = above.predicate.type == "THREATEN"
        named = self._look(
            above, tuple(s for s in above.predicate.recipient if s.path[0] != "comp" and (s.path != ("obj",) or threat))
        )
        if above.predicate.reciprocal and above.recipients:
            return
        if not named and self._told(trigger, above.slots.get("comp", [])):
            hung_on = self._hung_on(above) if above.predicate.type == "AGREE" else []
            above.recipients = hung_on or _others(self._counterparts(trigger, above), above.actors)

    def on_condition(self, trigger: Trigger) -> None:
        """Whom a threat or an offer is for that hangs on what he does: "vowed to strike unless the mills reopened"."""
        if trigger.predicate.type in ("THREATEN", "AGREE") and not trigger.recipients:
            trigger.recipients = self._hung_on(trigger)

    def _hung_on(self, trigger: Trigger) -> list[Party]:
        """Who does what a threat or an offer hangs on: "offered to pull back if Baku freed the men"."""
        for verb in (trigger.token, *trigger.slots.get("comp", ())):
            for clause in self.tree.kids(verb, "advcl"):
                if self.syntax.mark(clause) in ("if", "unless"):
                    found = [p for t in self.tree.kids(clause, "nsubj") for p in self._agents(t)]
                    return [] if _shared(found, trigger.actors) else _apart(found, trigger.actors)
        return []

    def _counterparts(self, trigger: Trigger, above: Trigger) -> list[Party]:
        """To whom the content is done: nothing is promised to one's own troops ("agreed to pull its men back")."""
        if above.predicate.type != "AGREE":
            return trigger.recipients
        return [p for p in trigger.recipients if p.text.split(" ", 1)[0].lower() not in _OWN]

    def _told(self, trigger: Trigger, complements: Sequence[int]) -> bool:
        """The event is the complement itself, its conjunct, or a noun that it only carries ("launch strikes on")."""
        tree, token = self.tree, trigger.token
        up = tree.head[token]
        if token in complements or (tree.deprel[token] == "conj" and up in complements):
            return True
        if tree.upos[token] == "AUX":
            return up in complements
        return (
            tree.deprel[token] in ("obj", "xcomp")
            and up in complements
            and (self.syntax.lemma[up] in self.syntax.words.supports or tree.deprel[token] == "xcomp")
        )


def _shared(some: list[Party], others: list[Party]) -> bool:
    """Whether one of the parties is one of the others, be it by another word: "Hungary says it will"."""
    keys = {key for p in others for key in (p.mention_id or p.text, p.id) if key}
    return any((p.mention_id or p.text) in keys or p.id in keys for p in some)


def _within(party: Party, others: list[Party]) -> bool:
    """Whether a party is told by words of another, or another by words of it."""
    return any(party.text in other.text or other.text in party.text for other in others)


def _mutual(predicate: Predicate) -> bool:
    """Whether what is done with nobody else is done with each other: "A and B share what they know"."""
    return predicate.reciprocal or predicate.type == "COOPERATE"


def _several(parties: list[Party]) -> bool:
    """Whether there is more than one side, be it under one name: "the two navies", "Malian and Nigerien troops"."""
    words = {w for p in parties for w in p.text.lower().split()}
    both = bool(words & _MORE) or ("and" in words and "of" not in words)  # a "Ministry of Trade and Industry" is one
    return len(parties) > 1 or both


def _others(recipients: list[Party], actors: list[Party]) -> list[Party]:
    """Nobody is the recipient of what he does himself ("agreed with itself", "X refused to meet him"); his own people
    may be."""
    if len(actors) != 1:
        return recipients
    (actor,) = actors
    own = {actor.text.lower(), *_OBJECTS}
    return [r for r in recipients if r.id is None or r.id != actor.id or r.text.lower() not in own]


def _apart(parties: list[Party], others: list[Party]) -> list[Party]:
    """Parties that do not stand on the other side already."""
    told = {p.mention_id or p.text for p in others}
    return [p for p in parties if (p.mention_id or p.text) not in told]


def _unique(parties: list[Party]) -> list[Party]:
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.id or party.text.lower(), party)
    return list(seen.values())
