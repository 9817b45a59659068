"""Which deed a word, phrase or clause of a report stands for: what it names, repeats, points back to or sums up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from escalade.claims.scene import ACTORS, Scene
from escalade.claims.syntax import case_of, subject
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues
from escalade.vocab.predicates import Predicates

DEATHS = frozenset({"death", "casualty", "fatality", "victim", "loss"})  # "marched over the prison deaths"
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
STATE = frozenset({"", "GOV", "MIL", "COP", "SPY", "JUD", "LEG"})  # roles of those who act for their state
ARMS = frozenset({"MIL", "COP"})  # roles of men that strike back for their own
TAKEN_UP = "+antecedent"  # in the rule of a mention whose parties were told before
REACH = 4  # sentences that "the raids" looks back
POINTERS = frozenset({"it", "this", "that", "which", "these"})
BESIDE = frozenset({"appos", "parataxis", "nmod", "obl", "conj", "dep"})
CLAUSES = frozenset({"root", "ccomp", "advcl", "acl", "conj", "parataxis"})
COMES = frozenset(  # "it was taken because"
    "take come follow happen adopt make impose order launch stage decide announce carry do undertake mean".split()
)
SINCE = frozenset({"after", "when", "because", "since", "once"})  # open the clause that tells what was reacted to
MOVING = frozenset(
    "because due thanks owing of for over at about by from after against following behind".split()
)  # before what moved somebody
LATER = frozenset({"after", "because", "following"})
ANSWERS = ("retaliation", "response")
ASIDES = frozenset("acl advcl ccomp xcomp parataxis conj advmod det".split())
PARTICLES = ("over", "down", "off", "out", "up", "away", "back", "in")  # "handover", "shutdown"
ORDERS = frozenset({"order", "command", "authorise", "authorize", "commission"})
OFFERS = frozenset("offer proposal invitation overture suggestion bid initiative".split())
DEMANDS = frozenset("request demand order appeal call plea instruction summons".split())
ULTIMATA = frozenset({"ultimatum"})
ASKINGS = {  # nouns of what is asked or offered, and the deeds that they stand for, likelier ones first
    OFFERS: ("AGREE", "COOPERATE", "REQUEST"), DEMANDS: ("REQUEST",), ULTIMATA: ("THREATEN", "REQUEST"),
}  # fmt: skip
LOOSE = frozenset({"it", "this", "that", "them", "something"})  # "something Seoul turned down"
OF_VERBS = {"expulsion": "expel", "flight": "fly", "killing": "kill", "death": "die", "loss": "lose", "sale": "sell",
            "assault": "assail", "defiance": "defy", "departure": "leave"}  # fmt: skip


class Deeds:
    """The event mentions of one report, asked for by where they are told."""

    def __init__(self, scene: Scene, cues: Cues, predicates: Predicates) -> None:
        self.scene, self.cues, self.predicates = scene, cues, predicates

    def under(self, tree: Tree, head: int, without: int = -1) -> EventMention | None:
        """The event mention triggered highest in the phrase or clause; pronouns point to the main event before them."""
        if tree.lower[head] in POINTERS and tree.upos[head] in ("PRON", "DET"):
            return self._pointed(tree, head)
        if tree.lower[head] == "they":
            return self._they(tree, head)
        if tree.lower[head] in ("them", "those") and tree.upos[head] == "PRON":
            return self._those(tree) or self.done_to(tree, head)
        if tree.lower[head] in ("him", "her") and tree.upos[head] == "PRON" and case_of(tree, head):
            return self.done_to(tree, head)  # "on account of him"
        if tree.lemma[head] in self.cues.link_pointers:
            told = {tree.lower[c] for c in tree.kids(head, "det", "nmod:poss")} | {tree.lower[head - 1] if head else ""}
            if told & DEFINITE and not self._complete(tree, head, without):
                ahead = self._told_next(tree, head)
                near = ahead or self._told_first(tree, head) or self.main(tree.ordinal - 1)
                blow = self._outrage(tree, head) if tree.lemma[head] in self.cues.link_outrages else None
                return blow or near
            stands_alone = not (case_of(tree, head) and self._complete(tree, head, without))
            if tree.rel(head) in BESIDE and stands_alone:  # "raided the camp, a move that"
                return self.clause(tree, head) or self.told_so_far(tree, head)
        inside = set(tree.subtree(head)) - self._asides(tree, head)
        if without >= 0:
            inside -= set(tree.subtree(without))
        found = [e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in inside]
        best = min(found, key=lambda e: (depth(tree, e.trigger_token, head), e.trigger_token), default=None)
        # "the raids" that nobody coded: what they repeat; "the rocket", "the guard": what it did, or befell him
        repeated = best or self._repeated(tree, head)
        bare = tree.lemma[head] in DEATHS and _definite(tree, head) and not self._complete(tree, head, without)
        if repeated is None and bare:
            return self._outrage(tree, head)
        return repeated or self._figured(tree, head, without) or self._where(tree, head)

    def _outrage(self, tree: Tree, head: int) -> EventMention | None:
        """The last blow told before "the incident", "the outrage"; of "the Goma incident" one that names Goma."""
        names = {tree.lemma[c] for c in tree.kids(head, "compound") if tree.upos[c] == "PROPN"}
        for back in range(1, tree.ordinal + 1 if names else REACH + 1):
            there = self.scene.by_ordinal.get(tree.ordinal - back)
            if there is None:
                continue
            told = self.scene.events.get(there.ordinal, ())
            blows = [e for e in told if e.event_type == "ASSAULT" and e.happened]
            blows = [e for e in blows if names <= _parts(there, e, alive=False)]
            if blows:
                return min(blows, key=lambda e: (depth(there, e.trigger_token, there.root), e.trigger_token))
        return None

    def asking(self, tree: Tree, head: int, answer: EventMention) -> EventMention | None:
        """The request or offer of another's that "the order", "its offer", "it", "something" stand for: told in the
        sentence before the word, else in those before."""
        lemma, loose = tree.lemma[head], tree.lower[head] in LOOSE
        types = next((t for nouns, t in ASKINGS.items() if lemma in nouns or loose), ())
        if tree.upos[head] != "PRON" and tree.kid(head, "acl") is None and not _definite(tree, head):
            return None
        for back in range(2 if loose else REACH + 1):
            told = [
                e
                for e in self.scene.events.get(tree.ordinal - back, ())
                if e.event_type in types and e.happened and not same_doer(e, answer) and e.actors
                if (back or e.trigger_token < head) and not self._takes(e)
            ]
            if told:
                return min(
                    told,
                    key=lambda e: (not kindred(lemma, self.lemma(e)), types.index(e.event_type), -e.trigger_token),
                )
        return None

    def _takes(self, event: EventMention) -> bool:
        """Whether a deed only takes up or turns down what another asked or offered."""
        return any(c.takes for c in self.cues.link_verbs.get(self.lemma(event), ()))

    def carried_out(self, event: EventMention) -> EventMention:
        """What was ordered, where an order is told as done: of "ordered the killing" the killing."""
        if event.event_type != "REQUEST" or self.lemma(event) not in ORDERS:
            return event
        tree = self.scene.by_ordinal[event.sentence]
        blows = (self.at(tree, c) for c in tree.kids(event.trigger_token, "obj"))
        return next((e for e in blows if e is not None and e.quad_class == 4 and e.happened), event)

    def _they(self, tree: Tree, pronoun: int) -> EventMention | None:
        """The deed told in the plural that "they" takes up: "the sanctions were to bring it back; they led to"."""
        for there, stop in ((tree, pronoun), (self.scene.by_ordinal.get(tree.ordinal - 1), None)):
            heads = [] if there is None else [i for i in range(len(there))[:stop] if there.rel(i) == "nsubj"]
            for i in reversed(heads):
                if there is not None and there.upos[i] != "PRON":
                    return self.at(there, i) if there.xpos[i] == "NNS" else None
        return None

    def _those(self, tree: Tree) -> EventMention | None:
        """The deed told in the plural in the sentence before that "because of them" takes up."""
        there = self.scene.by_ordinal.get(tree.ordinal - 1)
        found = [] if there is None else [e for e in self.scene.events.get(there.ordinal, ()) if e.happened]
        return next((e for e in found if there is not None and there.xpos[e.trigger_token] == "NNS"), None)

    def told_so_far(self, tree: Tree, token: int) -> EventMention | None:
        """The main deed of a sentence up to a word."""
        found = [e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token < token]
        return min(found, key=lambda e: (depth(tree, e.trigger_token, tree.root), e.trigger_token), default=None)

    def _complete(self, tree: Tree, head: int, without: int) -> bool:
        """Whether a noun says itself what it stands for: "its decision to withdraw", not "the step"."""
        own = (c for c in tree.kids(head, "acl", "nmod") if c != without)
        return any(tree.deprel[c] not in ("nmod:poss", "acl:relcl", "nmod:unmarked") for c in own)

    def _asides(self, tree: Tree, head: int) -> set[int]:
        """What is only said by the way of the thing that heads a phrase: "the vote, which it called a sham"."""
        loose = (c for c in tree.kids(head, "acl") if c > head and "," in tree.words[min(tree.subtree(c)) - 1 : c])
        which = (c for c in loose if any(tree.lower[k] in ("which", "who") for k in tree.children[c]))
        return {t for c in which for t in tree.subtree(c)}

    def at(self, tree: Tree, token: int) -> EventMention | None:
        """The event mention that a word triggers."""
        return next((e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token == token), None)

    def _repeated(self, tree: Tree, head: int) -> EventMention | None:
        """The earlier event that a definite noun repeats ("the raids"): the nearest of that word, or of the verb it is
        made from; of a noun that says no more, else the nearest of its type."""
        if tree.upos[head] != "NOUN" or not _definite(tree, head):
            return None
        told = [
            e
            for back in range(REACH + 1)
            for e in reversed(self.scene.events.get(tree.ordinal - back, ()))
            if (back > 0 or e.trigger_token < head) and e.happened
        ]
        types = {p.type for p in self.predicates.nouns.get(tree.lemma[head], ())}
        tied = self.predicates.tied.get(tree.lemma[head])
        types |= {tied.type} if tied is not None else set()
        found = [e for e in told if e.event_type in types]
        alike = (e for e in found if self.lemma(e) == tree.lemma[head])
        kin = (e for e in told if kindred(tree.lemma[head], self.lemma(e)))
        bare = not tree.kids(head, "nmod", "amod", "compound", "acl", "nummod")
        return next(alike, None) or next(kin, None) or (found[0] if found and bare else None)

    def _figured(self, tree: Tree, head: int, without: int = -1) -> EventMention | None:
        """The hostile deed told before, else after, in which a thing that stands for it had a part: "because of the
        rocket", "in revenge for the guard", "over the bus"; of a person only the one that befell him."""
        if not self._stands_for_deed(tree, head):
            return None
        own = set(tree.subtree(without)) if without >= 0 else set()
        aside = {t for c in tree.kids(head, "acl") for t in tree.subtree(c)} - own
        found = [e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in aside]
        if found:  # "in exchange for his wife, who had walked out of the prison"
            return min(found, key=lambda e: (depth(tree, e.trigger_token, head), e.trigger_token))
        mention = self.scene.heads.get((tree.ordinal, head))
        alive = mention is not None and mention.kind in ACTORS
        for ordinal in sorted(self.scene.events, key=lambda o: (o > tree.ordinal, abs(o - tree.ordinal))):
            there = self.scene.by_ordinal[ordinal]
            told = [e for e in self.scene.events[ordinal] if e.happened and e.quad_class >= 3]
            for event in sorted(told, key=lambda e: (e.quad_class != 4, e.trigger_token)):
                inside = ordinal == tree.ordinal and head in there.subtree(_verb(there, event))
                told_with = tree.lemma[head] in _parts(there, event, alive) or _verbed(there, event, tree.lemma[head])
                if not inside and told_with:
                    return event
        return None

    def _where(self, tree: Tree, head: int) -> EventMention | None:
        """The blow told of a place whose name stands for it: "after Grindu", "in revenge for Odesa"."""
        mention = self.scene.heads.get((tree.ordinal, head))
        place = self.scene.places.get(mention.mention_id) if mention is not None and mention.kind == "place" else None
        if place is None or place.precision == "country" or not self._moves(tree, head):
            return None
        for ordinal in sorted(self.scene.events, key=lambda o: (o >= tree.ordinal, abs(o - tree.ordinal))):
            for event in self.scene.events[ordinal] if ordinal != tree.ordinal else ():
                struck = {p.name for p in event.recipients} | {event.place.name if event.place is not None else None}
                told = event.happened and event.event_type == "ASSAULT" and place.name in struck
                if told and tree.lower[head] in self.scene.by_ordinal[ordinal].lower:
                    return event
        return None

    def _moves(self, tree: Tree, head: int) -> bool:
        """Whether the name of a place stands where only what happened there can: behind "after", "revenge for"."""
        case, up = case_of(tree, head), tree.head[head]
        if up < 0 or case in LATER:
            return case in LATER
        answers = [c for c in self.cues.link_nouns.get(tree.lower[up], ()) if c.kind in ANSWERS and case in c.prep]
        acts = [c for c in self.cues.link_verbs.get(tree.lemma[up], ()) if c.kind in ANSWERS]
        return bool(answers) or any(case in c.prep if c.reacts else not case and c.subject == "effect" for c in acts)

    def _stands_for_deed(self, tree: Tree, head: int) -> bool:
        """Whether a thing or person stands where only a deed can: behind "over", "because of", after "avenge"."""
        mention, up = self.scene.heads.get((tree.ordinal, head)), tree.head[head]
        named = mention is not None and mention.kind in ACTORS and mention.level == "named"
        if tree.upos[head] != "NOUN" or up < 0 or named:
            return False
        if not any(tree.lower[c] in DEFINITE for c in tree.kids(head, "det")) and tree.kid(head, "nmod:poss") is None:
            return False
        if tree.kid(head, "cop") is not None:  # "it was the rockets that"
            return any(tree.lower[c] == "it" for c in tree.kids(head, "nsubj", "expl"))
        if tree.rel(head) == "nsubj" and tree.lower[up] in self.cues.link_nouns:  # "the grenade was payback for"
            return tree.kid(up, "cop") is not None
        cues = self.cues.link_verbs.get(tree.lemma[up], ())
        case = case_of(tree, head)
        host = self.at(tree, up)
        if case == "over" and host is not None and host.event_type in ("MOBILIZE", "ASSAULT"):
            return False  # "jets flew over the platform"
        if case in ("to", "into"):  # "in answer to", "reacted to", but not "led to the bridge"
            return tree.upos[up] != "VERB" or any(c.reacts for c in cues)
        return case in MOVING or (not case and tree.rel(head) == "obj" and any(c.subject == "effect" for c in cues))

    def done_to(self, tree: Tree, head: int) -> EventMention | None:
        """The violence told before that befell the person at a word: "to avenge its colonel"."""
        mention = self.scene.heads.get((tree.ordinal, head))
        if mention is None or mention.kind != "person":
            return None
        target, reference = self.scene.resolve(mention)
        actor, noun = reference.actor_id if reference is not None else None, tree.lemma[head]
        if target.sentence in self.scene.by_ordinal:
            noun = self.scene.by_ordinal[target.sentence].lemma[target.head]
        for ordinal in range(tree.ordinal, -1, -1):
            for event in reversed(self.scene.events.get(ordinal, ())):
                told = event.happened and event.event_type == "ASSAULT"
                if told and any(self._same_person(p, actor, noun) for p in event.recipients):
                    return event
        return None

    def _same_person(self, p: Any, actor: str | None, noun: str) -> bool:
        """Whether a party is an actor, or a person without a name who is called by the same noun."""
        if p.id is not None or actor is not None:
            return bool(p.id == actor)
        held = self.scene.mention.get(p.mention_id or "")
        return held is not None and self.scene.by_ordinal[held.sentence].lemma[held.head] == noun

    def standing_behind(self, tree: Tree, head: int) -> EventMention | None:
        """The blow told before in words of which a definite noun is one: "shelled the port. The shells were for"."""
        if tree.upos[head] != "NOUN" or not _definite(tree, head):
            return None
        for back in range(1, REACH + 1):
            told = [e for e in self.scene.events.get(tree.ordinal - back, ()) if e.happened and e.quad_class == 4]
            alike = (e for e in told if kindred(tree.lemma[head], self.lemma(e)) or self._has(e, tree.lemma[head]))
            if (found := next(alike, None)) is not None:
                return found
        return None

    def _has(self, event: EventMention, noun: str) -> bool:
        return noun in _parts(self.scene.by_ordinal[event.sentence], event, alive=False)

    def place(self, tree: Tree, deed: EventMention) -> int | None:
        """The word that triggers a deed, if it is told in this sentence."""
        return deed.trigger_token if deed.sentence == tree.ordinal else None

    def told_at(self, tree: Tree, deed: EventMention, token: int) -> int:
        """The word that triggers a deed; `token`, which points to it, if it is told in another sentence."""
        at = self.place(tree, deed)
        return token if at is None else at

    def lemma(self, event: EventMention) -> str:
        """The lemma of the word that triggers a deed."""
        return self.scene.by_ordinal[event.sentence].lemma[event.trigger_token]

    def all_under(self, tree: Tree, head: int) -> list[EventMention]:
        """The event mentions of a clause and of those coordinated with it: the highest of each."""
        found = [self.under(tree, c) for c in tree.conjuncts(head) if c >= head]
        return list({e.event_mention_id: e for e in found if e}.values())

    def _pointed(self, tree: Tree, head: int) -> EventMention | None:
        noun, host = self._relative(tree, head)
        if noun >= 0:  # "bombed the camp, a raid that Delhi said was carried out in"
            return self.under(tree, noun, host) or self.clause(tree, noun)
        if tree.lower[head] == "which":
            host = tree.head[head]
            noun = tree.head[host] if host >= 0 and tree.rel(host) == "acl" else -1
            if host >= 0 and tree.deprel[host] == "advcl:relcl":  # "shut the bank, a measure to which he replied by"
                return self.at(tree, tree.head[host]) or self.under(tree, tree.head[host], host)
            if noun < 0:
                return self.main(tree.ordinal - 1) if head < 2 else None
            first = min([head, *tree.kids(head, "case")])
            beside = first > 0 and tree.words[first - 1] == ","  # "expelled six diplomats, to which it replied by"
            loose = beside or tree.lower[noun] in LOOSE  # "boarded it, something to which they replied by"
            return self.under(tree, noun, host) or (self.clause(tree, noun) if loose else None)
        turn = tree.lower[head + 1 : head + 3] == ("in", "turn")
        chained = None
        if turn:  # "A came after B. That in turn followed C", "A led to B, and that in turn to C"
            chained = self._last_so_far(tree, head) or self._last(tree.ordinal - 1)
        return chained or self._told_first(tree, head) or self.main(tree.ordinal - 1) or self._silent(tree.ordinal - 1)

    def _relative(self, tree: Tree, pronoun: int) -> tuple[int, int]:
        """The noun that stands beside a clause and that a relative "that" takes up, through what somebody says of it,
        and the head of the relative clause; -1 for both if there is none."""
        host = tree.head[pronoun] if tree.lower[pronoun] == "that" else -1
        while host >= 0 and tree.rel(host) == "ccomp":
            host = tree.head[host]
        noun = tree.head[host] if host >= 0 and tree.deprel[host] == "acl:relcl" else -1
        beside = 0 <= noun < pronoun and tree.rel(noun) in ("appos", "parataxis") and tree.upos[noun] == "NOUN"
        return (noun, host) if beside else (-1, -1)

    def _last(self, ordinal: int) -> EventMention | None:
        """The deed told last in a sentence, what is only said of somebody or something in it left out."""
        tree = self.scene.by_ordinal.get(ordinal)
        found = [] if tree is None else [e for e in self.scene.events.get(ordinal, ()) if e.happened]
        found = [
            e
            for e in found
            if tree is not None and not any(tree.rel(a) == "acl" for a in tree.ancestors(e.trigger_token))
        ]
        return max(found, key=lambda e: e.trigger_token, default=None)

    def _last_so_far(self, tree: Tree, token: int) -> EventMention | None:
        """The deed told last before a word in its sentence."""
        found = [e for e in self.scene.events.get(tree.ordinal, ()) if e.happened and e.trigger_token < token]
        return max(found, key=lambda e: e.trigger_token, default=None)

    def _of_subject(self, tree: Tree, event: EventMention, v: int) -> bool:
        """Whether a deed is told, as done before, in a clause about the subject of a verb."""
        clause = next(
            (a for a in (event.trigger_token, *tree.ancestors(event.trigger_token)) if tree.rel(a) == "acl"), -1
        )
        about = clause >= 0 and tree.head[clause] in tree.kids(v, "nsubj", "nsubj:pass")
        return about and any(tree.lower[c] == "had" for c in tree.kids(clause, "aux"))

    def _silent(self, ordinal: int) -> EventMention | None:
        """The main event of the sentence before one that tells none at all."""
        return None if self.scene.events.get(ordinal) else self.main(ordinal - 1)

    def _told_next(self, tree: Tree, noun: int) -> EventMention | None:
        """The deed that a colon right after a noun announces: "payment for its own step: it pulled back"."""
        return self.announced(tree, noun) if noun + 1 < len(tree) and tree.words[noun + 1] == ":" else None

    def announced(self, tree: Tree, token: int) -> EventMention | None:
        """The main deed after the colon or dash that follows a word in its sentence; None without one."""
        mark = next((i for i in range(token + 1, len(tree)) if tree.words[i] in (":", "—", "–")), None)
        if mark is None:
            return None
        if mark == len(tree) - 1:  # sentences are parted there
            return self.main(tree.ordinal + 1)
        found = [e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token > mark]
        return min(found, key=lambda e: (depth(tree, e.trigger_token, tree.root), e.trigger_token), default=None)

    def _told_first(self, tree: Tree, pronoun: int) -> EventMention | None:
        """The deed of the clause before, in the same sentence: "he went back; the release had made it possible"."""
        clause = next((a for a in (pronoun, *tree.ancestors(pronoun)) if tree.rel(a) in CLAUSES), -1)
        aside = (
            clause >= 0 and tree.rel(clause) == "advcl" and tree.xpos[clause] == "VBG" and tree.head[clause] < clause
        )
        if aside:  # "halted the trains, explaining the step with"
            return self.clause(tree, clause)
        while clause >= 0 and tree.rel(clause) == "ccomp" and tree.head[clause] < clause:
            clause = tree.head[clause]  # "confirmed the raid and said it was the reply to"
        over = tree.head[clause] if clause >= 0 else -1
        again = tree.kid(over, "nsubj") if over >= 0 and tree.kid(over, "cop") is not None else None
        if clause < 0 or tree.rel(clause) not in ("parataxis", "conj") or tree.head[clause] > clause:
            return None
        if again is not None and tree.lower[again] in POINTERS and tree.upos[again] == "PRON":
            return self._pointed(tree, again)  # "this was no reply to A; it was one to B"
        return self.told_so_far(tree, min(tree.subtree(clause)))

    def main(self, ordinal: int, before: EventMention | None = None) -> EventMention | None:
        """The main event of a sentence: those that only tell whom another was done to come last, then hostile ones
        first, those told anew before those taken up, then the highest; with `before`, one by somebody else."""
        tree = self.scene.by_ordinal.get(ordinal)
        if tree is None or tree.root < 0:
            return None
        found = [e for e in self.scene.events.get(ordinal, ()) if e.happened]
        if before is not None:
            found = [e for e in found if e.event_mention_id != before.event_mention_id and not same_doer(e, before)]
        return min(
            found,
            key=lambda e: (
                any(tree.rel(a) == "acl" for a in (e.trigger_token, *tree.ancestors(e.trigger_token))),
                e.quad_class != 4,
                TAKEN_UP in e.rule,
                depth(tree, e.trigger_token, tree.root),
                e.trigger_token,
            ),
            default=None,
        )

    def clause(self, tree: Tree, token: int) -> EventMention | None:
        """The event of the clause that a token depends in: its predicate's, else the highest in it."""
        i, below, steps = tree.head[token], token, 0
        aside = tree.xpos[token] == "VBG" and token > 0 and tree.words[token - 1] == ","
        while i >= 0 and steps < 6:
            direct = self.at(tree, i)
            if direct is not None and direct.polarity == "negative" and tree.rel(i) == "nmod":
                direct = self.at(tree, tree.head[i]) or direct  # "a halt to attacks after pressure from"
            if self._did_so(tree, i):  # "it did so because", whatever is joined to it
                return self.standing_for(tree, i)
            if direct is not None and self._only_ordered(tree, i):  # "they were ordered because of the raid"
                return self.standing_for(tree, i) or direct
            if direct is not None and not (aside and tree.upos[i] != "VERB" and tree.rel(i) not in CLAUSES):
                return direct
            if tree.rel(i) in CLAUSES:
                found = self.under(tree, i, token) or self.standing_for(tree, i)
                if found is not None and tree.upos[i] == "VERB" and self._in_aside(tree, found, i):
                    found = self.standing_for(tree, i)  # "X, who has its backing, fled after"
                if (
                    found is not None or tree.rel(below) != "ccomp"
                ):  # "who said they were avenging": on to what they did
                    return found
            i, below, steps = tree.head[i], i, steps + 1
        return None

    def _in_aside(self, tree: Tree, found: EventMention, verb: int) -> bool:
        """Whether a deed is only told in a clause about the subject of a verb."""
        if found.sentence != tree.ordinal:
            return False
        above = list(tree.ancestors(found.trigger_token))
        path = [found.trigger_token, *(above[: above.index(verb)] if verb in above else ())]
        about = any(tree.rel(a) == "nsubj" for a in path)
        return about and any(tree.deprel[a] == "acl:relcl" for a in path)

    def _only_ordered(self, tree: Tree, verb: int) -> bool:
        """Whether a verb only says that what a pronoun stands for came about: "they were ordered"."""
        thing = tree.kid(verb, "nsubj:pass")
        return thing is not None and tree.lemma[verb] in COMES and tree.lower[thing] in (*POINTERS, "they")

    def standing_for(self, tree: Tree, verb: int) -> EventMention | None:
        """The deed that "the move came", "took this step", "did so" stand for."""
        if self._did_so(tree, verb):
            return self._told_first(tree, verb) or self.main(tree.ordinal - 1)
        comes = tree.lemma[verb] in COMES
        things = (
            c
            for c in tree.kids(verb, "nsubj", "obj")
            if tree.lemma[c] in self.cues.link_pointers or (comes and tree.lower[c] in (*POINTERS, "they"))
        )
        return next((e for c in things if (e := self._taken_up(tree, c)) is not None), None)

    def _did_so(self, tree: Tree, verb: int) -> bool:
        alone = self.at(tree, verb) is None and tree.lemma[verb] == "do"
        return alone and any(tree.lower[c] in ("so", "it", "this") and c > verb for c in tree.children[verb])

    def _taken_up(self, tree: Tree, thing: int) -> EventMention | None:
        plural = tree.lower[thing] == "they"
        return self.main(tree.ordinal - 1) if plural else self.under(tree, thing)

    def aforesaid(self, tree: Tree, token: int, besides: Sequence[EventMention]) -> EventMention | None:
        """What was told just before a word, in its sentence or the one before, besides what it is told with."""
        known = {e.event_mention_id for e in besides}
        clause = next((a for a in (token, *tree.ancestors(token)) if tree.rel(a) in CLAUSES), token)
        own = set(tree.subtree(clause)) if tree.head[clause] >= 0 else set()
        found = [
            e
            for e in self.scene.events.get(tree.ordinal, ())
            if e.trigger_token < token and e.event_mention_id not in known and e.trigger_token not in own
        ]
        first = min(found, key=lambda e: (depth(tree, e.trigger_token, tree.root), e.trigger_token), default=None)
        return first or self.main(tree.ordinal - 1)

    def before(self, tree: Tree, v: int, effect: EventMention) -> EventMention | None:
        """The deed reacted to: told earlier in the sentence, else the main event of the two sentences before."""
        earlier = [
            e
            for e in self.scene.events.get(tree.ordinal, ())
            if e.trigger_token < v and not same_doer(e, effect) and e is not effect and e.parent_id is None
        ]
        joined = tree.head[v] if tree.rel(v) in ("conj", "parataxis") else -1
        if earlier and joined >= 0:  # the clause right before it, then what that one is joined to
            return min(
                earlier, key=lambda e: (depth(tree, e.trigger_token, joined), depth(tree, e.trigger_token, tree.root))
            )
        about = [e for e in earlier if self._of_subject(tree, e, v)]
        if len(about) == 1:  # "the consul, who had slapped a priest, was expelled in consequence"
            return about[0]
        over = next((a for a in (v, *tree.ancestors(v)) if tree.deprel[a] == "acl:relcl"), -1)
        hung = self.clause(tree, over) if over >= 0 and earlier else None
        if hung is not None and hung in earlier:  # "dropped its suit against Qatar, which in exchange freed"
            return hung
        for c in tree.kids(v, "advcl"):  # "after police arrested him, they stormed the station in revenge"
            told = self.at(tree, c)
            marked = any(tree.lower[k] in SINCE for k in tree.kids(c, "mark", "advmod"))
            if told is not None and (told in earlier or (marked and not same_doer(told, effect))):
                return told
        if 0 <= joined < v and tree.upos[joined] == "VERB" and subject(tree, v, inherit=False) is not None:
            return None  # it answers the clause before, whose deed nobody coded
        silent = not self.scene.events.get(tree.ordinal - 1)
        for back in (1, 2):
            found = self.main(tree.ordinal - back, effect)
            if found is not None:
                near = (back == 1 or silent) and "\n" not in self.scene.document.text[tree.start - 2 : tree.start]
                return found if near or not strangers(found, effect) else None
        return None


def _definite(tree: Tree, head: int) -> bool:
    """Whether a noun has a definite article, a demonstrative or an owner."""
    return any(tree.lower[c] in DEFINITE for c in tree.kids(head, "det")) or tree.kid(head, "nmod:poss") is not None


def _verb(tree: Tree, event: EventMention) -> int:
    """The word that a deed hangs on: "killed" of "a bomb killed eleven on a bus"."""
    top = event.trigger_token
    part = tree.rel(top) in ("nsubj", "obj", "obl") and tree.upos[tree.head[top]] == "VERB"
    return tree.head[top] if part else top


def _parts(tree: Tree, event: EventMention, alive: bool) -> set[str]:
    """The nouns that a deed is told with, clauses left out; of the living only those whom it befell."""
    top = _verb(tree, event)
    todo = tree.kids(top, "obj", "nsubj:pass") if alive else [top]
    found: set[str] = set()
    while todo:
        i = todo.pop()
        if tree.upos[i] in ("NOUN", "PROPN"):
            found.add(tree.lemma[i])
        todo += (c for c in tree.children[i] if tree.rel(c) not in ASIDES)
    return found


def _verbed(tree: Tree, event: EventMention, noun: str) -> bool:
    """Whether a verb of a deed's clause is made from a noun: "retaliated, mortaring two posts"."""
    below = tree.subtree(_verb(tree, event))
    return any(tree.upos[t] == "VERB" and tree.lemma[t] == noun and tree.rel(t) == "advcl" for t in below)


def kindred(noun: str, verb: str) -> bool:
    """Whether a noun names what a verb tells: "arrival" of "arrive", "seizure", "postponement", "handover"."""
    if OF_VERBS.get(noun) == verb or noun == verb or noun in (verb + p for p in PARTICLES):
        return True
    shared = next((i for i, (a, b) in enumerate(zip(noun, verb, strict=False)) if a != b), min(len(noun), len(verb)))
    return shared >= max(4, len(verb) - (1 if len(verb) < 7 else 2))


def depth(tree: Tree, token: int, top: int) -> int:
    """Steps from a word up to another, 50 at most."""
    steps = 0
    while token != top and token >= 0 and steps < 50:
        token, steps = tree.head[token], steps + 1
    return steps


def _ids(parties: tuple[Any, ...]) -> set[str]:
    """Actors and the first three letters of their codes: a soldier counts with his country, a rebel or a
    student does not."""
    known = [p for p in parties if p.codes and p.codes[0][3:6] in STATE]
    states = {p.codes[0][:3] for p in known if p.codes[0][:3] not in STATE}
    bare = {p.name.split()[-1].lower() for p in known if p.codes[0][:3] in STATE and p.name}  # "the guards", of nowhere
    return {p.id for p in parties if p.id} | states | bare


def same_doer(a: EventMention, b: EventMention) -> bool:
    """Whether the same actor, or the same state, did both."""
    return bool(_ids(a.actors) & _ids(b.actors))


def same_party(a: EventMention, b: EventMention) -> bool:
    """Whether the very same party did both: the police and the students of one country are two."""
    return bool({p.id or p.text for p in a.actors} & {p.id or p.text for p in b.actors})


def hits_doer(cause: EventMention, effect: EventMention) -> bool:
    """Whether the effect is done to whoever did the cause ("expelled the envoy for criticising the delay")."""
    texts = {p.text for p in cause.actors} & {p.text for p in effect.recipients}
    return bool(texts or _ids(cause.actors) & _ids(effect.recipients))


def strangers(cause: EventMention, effect: EventMention) -> bool:
    """Whether all four parties are known and none of one deed has to do with the other."""
    sides = [_ids(p) for p in (cause.actors, cause.recipients, effect.actors, effect.recipients)]
    return all(sides) and not (sides[0] | sides[1]) & (sides[2] | sides[3])


def swapped(cause: EventMention, effect: EventMention) -> bool:
    """Whether the effect is done by the one the cause was done to, or to the one who did it, and not by the same."""
    if same_doer(cause, effect):
        return False
    if cause.quad_class == 4 and cause.place and cause.place.country in _ids(effect.actors):
        return True  # whose land it was done on
    struck, armed = (
        (p.codes[0] for p in cause.recipients if p.codes),
        (p.codes[0][3:] for p in effect.actors if p.codes),
    )
    if not ARMS.isdisjoint(struck) and not ARMS.isdisjoint(armed):
        return True  # "after the killing of two soldiers": its own
    return bool(_ids(effect.actors) & _ids(cause.recipients) or _ids(effect.recipients) & _ids(cause.actors))
