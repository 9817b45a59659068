"""The way up the tree from an event word: what each word passed says of whether the event happened.

Each step up may pass an operator (plan, fear, deny, if, might, not): its effect is noted. Words that presuppose
what stands below them ("after the attack", "the attack could worsen ties") end the walk.
"""

from __future__ import annotations

from escalade.coding.brought_off import carried_out, next_done, ranked, was_done
from escalade.coding.clauses import NOT, WILL, Clauses, negations
from escalade.coding.granted import (
    ENDURED,
    OCCUR,
    TRUCES,
    answered,
    came_to_nothing,
    definite,
    goes_on,
    indefinite,
    no_more,
    taken_for_granted,
    talked_over,
    told_before,
    worded,
)
from escalade.coding.slots import NAMING, SWAYS
from escalade.coding.taken_back import first_account, seems_from, withdrawn
from escalade.coding.untrue import charge_aside, debunked, false_reports, invented, untrue
from escalade.vocab.operators import PLAN, Effect, Operators

# Prepositions whose event is taken for granted.
_GIVEN = frozenset(
    "after following since despite amid during over because due given before ahead from under about for in as upon "
    "on since alongside beside like unlike".split()
)
_FROM = frozenset(("from", "in", "by", "with", "to", "into", "for"))
_ASKED = frozenset(("question", "query", "inquiry", "enquiry"))
_OPENINGS = frozenset(("pretext", "excuse", "pretence", "pretense", "way", "reason", "grounds", "justification"))
_BRINGS_ABOUT = frozenset(("order", "authorize", "authorise", "plan", "direct", "plot"))
_WITNESSED = frozenset(("hear", "see", "observe", "film"))
_HEARSAY = frozenset(("say", "report", "allege", "claim", "accuse", "rumour", "rumor", "understand"))
_IF = frozenset(("if", "unless", "provided", "providing", "should", "assuming", "until"))
_RAISING = frozenset(
    "continue begin start manage help proceed keep go use come get resume have force lead cause "
    "rush dare make be seem let".split()
)
_AVOWS = frozenset(("confirm", "verify", "corroborate", "acknowledge"))
_SAYS = frozenset("say tell add warn insist announce declare claim argue vow write state stress explain reply".split())
_EXCLUDES = frozenset(("rule", "exclude"))
_REJECTS = frozenset(("reject", "dismiss", "condemn", "denounce", "protest"))
_MEASURES = frozenset(  # what is there although somebody rejects it
    "sanction embargo blockade ban tariff raid strike attack bombing annexation expulsion closure curfew arrest "
    "seizure exercise drill deployment occupation invasion".split()
)
_OWNS_UP = frozenset(("claim", "take", "accept", "assume", "admit", "acknowledge"))  # responsibility for a deed
_VOICED = frozenset(
    ("REQUEST", "SUPPORT", "PROTEST", "REJECT", "AGREE")
)  # done by coming together, writing, ringing up
_DECRIES = frozenset("condemn denounce decry deplore criticise criticize complain apologise apologize".split())
_SENDS = frozenset("send dispatch delegate appoint".split())
# whose object was done or tried, told before or not: "escaped an ambush", "marched to protest an attack on"
_CUT_SHORT = frozenset(  # "was shot before he reached the gate": what comes after may not have come
    "arrest detain stop catch seize intercept disarm halt block kill shoot die capture nab foil avert prevent "
    "hold".split()
)
_PAST = frozenset(("had", "was", "were", "did"))
_WHOEVER = frozenset(("anyone", "anybody", "whoever", "whosoever"))
_DUTIES = frozenset(("have", "ought"))
_UNDONE = frozenset(("fail", "refuse", "decline", "neglect"))  # to do something
_PHRASAL = frozenset("call rule give put hold break back stop set".split())  # another word with a particle
_BY_LEAVE = frozenset("AID MOBILIZE COOPERATE CONSULT CONCEDE SUPPORT".split())  # what one may do who is let
_BOTCHED = frozenset("botched failed abortive unsuccessful foiled thwarted aborted futile".split())
_MANDATES = frozenset("demand insist propose request recommend ask require order urge suggest".split())
_DRIVES = frozenset(  # to a deed that was then done
    "prompt compel drive spur oblige induce goad impel lead cause force".split()
)
_MASTERS = frozenset(  # what is there already: "to quell a riot", "vowed to avenge the ambush"
    "quell contain suppress disperse crush control override avenge intensify widen prolong punish".split()
)
_WRECKS = frozenset(  # a parley or truce that there is: "a bid to derail the talks", "worked to salvage the truce"
    "derail undermine sabotage torpedo scupper wreck dynamite jeopardise jeopardize imperil salvage rescue".split()
)
_PARLEYS = frozenset(("CONSULT", "RETREAT", "SUPPORT", "AGREE"))
_ENDS = frozenset(("end", "halt", "stop", "lift"))
_LASTING = frozenset(  # what who would end it finds going on
    "war fighting violence bloodshed siege blockade offensive occupation shelling bombardment unrest hostility "
    "conflict insurgency rebellion mutiny strike standoff embargo sanction curfew boycott sit-in protest".split()
)
_COLLAPSES = frozenset(("collapse", "breakdown", "end", "expiry"))  # of a truce
MAX_STEPS = 12


class Walk:
    """One walk from an event word to the top of what bears on it.

    `flips` counts the negations passed, `effects` the other operators; `given` if the event is taken for granted there;
    `hangs` if an if-clause stands beside it; `relative` if it is told beside what is asked or said.
    """

    def __init__(
        self, clauses: Clauses, operators: Operators, token: int, ignore_negation: bool, performed: bool, kind: str = ""
    ) -> None:
        self.tree, self.syntax, self.clauses = clauses.tree, clauses.syntax, clauses
        self.operators, self.start = operators, token
        self.effects: list[str] = []
        self.flips, self.given = 0, False
        self.firm = self.unmet = self.ends = False
        self.hangs = self.relative = False
        self.path: list[int] = []
        self.ignore, self.performed, self.kind = ignore_negation, performed, kind

    def run(self) -> None:
        node: int | None = self.start
        first = True
        self.note("possible" if self.start < seems_from(self.tree) < len(self.tree) else None)
        while node is not None and len(self.path) < MAX_STEPS and node not in self.path:
            self.path.append(node)
            nominal = self.syntax.nominal(node) and not any(
                self.tree.deprel[c] == "cop" for c in self.tree.children[node]
            )
            node = self._noun_step(node) if nominal else self._verb_step(node, first)
            first = False
        if self.ends and self.flips == 1 and set(self.effects) <= {"intended", "possible"} and self.effects:
            self.effects, self.flips, self.given, self.firm = [], 0, True, True  # "wants to end the war": it goes on

    def note(self, effect: Effect | None) -> None:
        if effect == "negative":
            self.flips += 1
        elif effect is not None:
            self.effects.append(effect)

    def clause(self, v: int, *, first: bool = False) -> None:
        """Modals, negation, hedges, subordinators and conditions at a predicate."""
        tree, words = self.tree, self.operators
        self.hangs |= self.clauses.hangs(v)
        if self.clauses.inverted(v):
            self.note("conditional")
        elif self._is_to(v):
            self.note("intended")
        if tree.xpos[v] == "VB" and any(self._phrase(c) == "due to" for c in tree.kids(v, "mark")):
            self.note("intended")  # "are due to hold talks"
        if self._unmet(v):
            self.note("negative")
        self.firm |= was_done(self.syntax, v)
        for c in tree.children[v]:
            label, low = tree.deprel[c], tree.lower[c]
            if label in ("aux", "aux:pass") and (effect := words.word("AUX", low)):
                if low in ("would", "'d") and self._reported_clause(v):
                    effect = "intended"  # "said it would": a future seen from the past
                self.note(effect if not (first and self.performed) else None)
            elif label == "advmod" and low not in NOT:
                self.note(words.word("ADV", low))
            elif label in ("mark", "case", "advmod") and low in (
                "if",
                "unless",
                "whether",
                "lest",
                "provided",
                "assuming",
            ):
                self.note(words.word("MARK", self._phrase(c)) or words.word("MARK", low))
        if first and self.ignore:
            return
        flips = negations(tree, v, (*self.path[:-1], *self._had_none(v)))
        if flips and not first and self.syntax.lemma[v] in _AVOWS | _EXCLUDES:
            self.note("possible")  # "did not confirm the raid", "did not rule out that they fired": it may have been
        if flips and not first and self.syntax.lemma[v] == "doubt":  # "nobody doubts that they fired"
            self.effects, self.firm = [e for e in self.effects if e != "possible"], True
        elif first or self.syntax.lemma[v] not in _AVOWS:
            self.flips += flips

    def _had_none(self, v: int) -> list[int]:
        """The object of a verb whose subject was a happening: that "the march drew no guest" says that it was held."""
        below = self.path[-2] if len(self.path) > 1 else -1
        drew = below == self.start and self.syntax.nominal(below) and self.tree.deprel[below] == "nsubj"
        return self.tree.kids(v, "obj") if drew and self.tree.head[below] == v else []

    def _unmet(self, v: int) -> bool:
        """ "Has yet to be freed", "a bill that would have freed them": it did not come about."""
        tree = self.tree
        helpers = {tree.lower[c] for c in tree.kids(v, "aux", "cop", "mark")}
        if {"would", "have"} <= helpers:
            return tree.deprel[v] == "acl:relcl" and not self.clauses.hangs(v)
        if {"to", "have"} <= helpers and helpers & {"was", "were"}:
            return True  # "was to have been signed"
        yet = any(tree.lower[c] == "yet" for c in tree.kids(v, "advmod"))
        return yet and "to" in helpers and bool(helpers & {"has", "have", "had", "is", "are"})

    def _is_to(self, v: int) -> bool:
        """ "They are to be freed on Sunday": it is settled for a time to come."""
        tree = self.tree
        helper = tree.kid(v, "aux")
        bound = helper is not None and tree.lower[helper] in ("is", "are", "was", "were")
        return bound and any(tree.lower[c] == "to" and c > (helper or 0) for c in tree.kids(v, "mark"))

    def _reported_clause(self, v: int) -> bool:
        tree = self.tree
        v = tree.first(v)
        aside = (c for c in tree.kids(v, "parataxis") if tree.xpos[c] in ("VBD", "VBZ"))
        return tree.deprel[v] == "ccomp" or any(self.syntax.lemma[c] in _SAYS for c in aside)

    def _phrase(self, c: int) -> str:
        return " ".join(
            [self.tree.lower[c], *(self.tree.lower[k] for k in self.tree.children[c] if self.tree.deprel[k] == "fixed")]
        )

    def _verb_step(self, v: int, first: bool) -> int | None:
        tree = self.tree
        self.clause(v, first=first)
        up, label, rel = tree.head[v], tree.deprel[v], self.syntax.clause(v)
        if up < 0:
            return None
        if rel in ("ccomp", "xcomp", "advcl") and self.syntax.mark(v) == "to" and next_done(self.syntax, up):
            return self._done_by(up)
        if label in ("ccomp", "acl") and false_reports(self.syntax, up):
            self.note("negative")
            return None
        if rel in ("ccomp", "xcomp", "csubj"):
            return self._complement(v, up, label)
        if rel == "advcl" and label != "advcl:relcl":
            return self._adverbial(v, up)
        told = label == "acl" or (label == "acl:relcl" and self.syntax.mark(v) == "that")
        if told and (untrue(self.syntax, up) or debunked(self.syntax, self.operators, up)):
            self.note("negative")  # "reports that the town fell proved untrue", "brushed aside claims that it fell"
            return None
        if label == "acl:relcl":
            self.relative = True
            present = any(tree.xpos[t] in ("VBZ", "VBP") for t in (v, *tree.kids(v, "aux", "aux:pass")))
            anyone = tree.lower[up] in _WHOEVER or any(tree.lower[c] == "any" for c in tree.kids(up, "det"))
            if present and anyone:
                self.note("conditional")  # "anyone who crosses", "any land from which it is attacked"
            return None
        if label == "acl":
            return self._on_noun(v, up)
        if rel in ("obj", "obl", "nsubj") and tree.xpos[v] == "VBG":  # "weighed bombing the plant"
            return self._argument(v, up, label, self.syntax.case(v))
        if rel == "conj":
            return self._coordinated(v, up)
        self.relative |= label == "advcl:relcl"
        return None

    def _complement(self, v: int, up: int, label: str) -> int | None:
        tree = self.tree
        lemma = self.syntax.lemma[up]
        if lemma == "go" and tree.xpos[up] == "VBG" and label == "xcomp":
            self.note("intended")
            return up
        mark = self.syntax.mark(v)
        if mark == "whether" or v < charge_aside(self.syntax, v) < up:
            return None  # "did not say whether they fired": nobody says that they did not
        if mark == "against":  # "decided against leaving"
            self.note("negative")
            return up
        unsaid = self._noncommittal(up) or self._withheld(up)
        if unsaid or self._hearsay(up) or withdrawn(self.syntax, up):
            self.note("possible")
            return None if unsaid else up
        if (lemma == "tell" and mark == "of") or (
            label == "xcomp" and lemma in NAMING and tree.xpos[v] not in ("VB", "VBG")
        ):
            return None  # "told of having been beaten", "called the vote a farce": it is said to be so
        if mark == "to" and lemma in _DUTIES:
            yet = any(tree.lower[c] == "yet" for i in (v, up) for c in tree.kids(i, "advmod"))
            due = lemma == "ought" or tree.xpos[up] in ("VBP", "VBZ")
            self.note("negative" if yet else "intended" if due else None)
            return up
        if label == "ccomp" and lemma in _MANDATES and self._bare(v):
            self.note("intended")  # "insisted that he go"
            return up
        bare_adjective = mark != "to" and tree.xpos[v] != "VBG"  # "set free" is no "set to leave"
        effect = self._governs(tree.upos[up], up, "comp") or (
            self.operators.effect("ADJ", lemma, "comp")
            if tree.upos[up] in ("VERB", "NOUN") and tree.xpos[up] == "VBN" and not bare_adjective
            else None
        )
        if effect in ("intended", "possible") and label == "ccomp" and tree.upos[up] == "VERB":
            return self._reported(v, up, effect)
        if effect is not None:
            self.note(effect)
            return up
        if lemma == "let" and self.kind in _BY_LEAVE:
            self.note("possible")
        if label == "xcomp" and (lemma in _RAISING | _DRIVES or tree.upos[up] in ("ADJ", "NOUN")):
            self.firm |= lemma in _DRIVES and mark == "to" and tree.kid(up, "obj") is not None
            return up
        if label == "csubj":
            return None
        perfect = any(tree.deprel[c] == "aux" and self.syntax.lemma[c] == "have" for c in tree.children[v])
        witnessed = lemma in _WITNESSED and self.syntax.passive(up)  # "were heard to demand his head"
        if label == "xcomp" and mark == "to" and not (perfect or witnessed):  # "is known to have fired" is a fact
            self.note("intended" if tree.upos[up] == "VERB" and "obj" in self.syntax.slots(up) else None)
        return None

    def _noncommittal(self, g: int) -> bool:
        """ "Would neither confirm nor deny the raid"."""
        tree, lemma = self.tree, self.syntax.lemma
        pair = {lemma[g], lemma[tree.head[g]]} if tree.rel(g) == "conj" else set()
        return "deny" in pair and bool(pair & _AVOWS)

    def _withheld(self, g: int) -> bool:
        """ "Has not confirmed that it fired", "did not say that": nobody says that it did not."""
        return self.syntax.lemma[g] in _AVOWS | {"say"} and negations(self.tree, g) > 0

    def _done_by(self, up: int) -> int:
        """Past "went on", "became the first": what "to" brings in was done, if what stands above says so."""
        self.firm = True
        return self.tree.head[up] if self.tree.rel(up) == "xcomp" else up

    def _bare(self, v: int) -> bool:
        """A subjunctive: "that he go", "that they be freed"."""
        tree = self.tree
        helpers = [tree.lower[c] for c in tree.kids(v, "aux", "aux:pass", "cop")]
        return helpers == ["be"] or (tree.xpos[v] == "VB" and not helpers and self.syntax.mark(v) != "to")

    def _governs(self, pos: str, g: int, slot: str) -> Effect | None:
        """Effect of a governing word, with its particle where that makes it another word: "call off", "rule out"."""
        lemma = self.syntax.lemma[g]
        if pos == "VERB":
            beside = [g + 1] if g + 1 < len(self.tree) and self.tree.upos[g + 1] in ("ADP", "ADV") else []
            for c in (*self.tree.kids(g, "compound:prt", "advmod"), *beside):
                effect = self.operators.effect(pos, f"{lemma} {self.tree.lower[c]}", slot)
                if effect is not None or (self.tree.deprel[c] == "compound:prt" and lemma in _PHRASAL):
                    return effect
        return self.operators.effect(pos, lemma, slot)

    def _hearsay(self, v: int) -> bool:
        """Somebody unnamed says so: "is said to have", "stands accused of"."""
        tree = self.tree
        return (
            self.syntax.lemma[v] in _HEARSAY
            and self.syntax.passive(v)
            and not any(tree.deprel[c] == "obl:agent" or self.syntax.case(c) == "by" for c in tree.children[v])
            and "according" not in tree.lower
        )

    def _reported(self, v: int, up: int, effect: Effect) -> int | None:
        """ "believes that X attacked", "warned that X is planning": a finite clause in the past is a claim."""
        tree = self.tree
        past = tree.xpos[v] in ("VBD", "VBN") or any(
            tree.deprel[c] in ("aux", "aux:pass", "cop") and tree.lower[c] in ("had", "has", "have", "was", "were")
            for c in tree.children[v]
        )
        if effect == "intended" and past:
            return None
        if self.syntax.lemma[up] in ("warn", "caution", "indicate", "propose", "tell", "promise", "suggest") and (
            past or self.effects
        ):
            return None
        if (
            self.syntax.lemma[up] in ("warn", "caution", "indicate", "tell")
            and not any(tree.lower[c] == "to" for c in tree.children[v] if tree.deprel[c] == "mark")
            and not self._modal(v)
        ):
            return None
        self.note(effect)
        return up

    def _modal(self, v: int) -> bool:
        return any(self.tree.deprel[c] == "aux" and self.tree.lower[c] in WILL for c in self.tree.children[v])

    def _adverbial(self, v: int, up: int) -> int | None:
        tree = self.tree
        mark = self.syntax.mark(v)
        if mark in _IF or any(tree.lower[c] in ("if", "unless") for c in tree.children[v]):
            return None  # noted at the clause
        if self._hearsay(up) and mark in ("of", ""):
            self.note("possible")
            return up
        lemma = self.syntax.lemma[up]
        if lemma in ("short", "tell") and mark == "of":  # "stopped short of breaking off ties", "told of being beaten"
            self.note("negative" if lemma == "short" else None)
            return None
        effect = self._governs_clause(v, up, mark)
        if effect is not None:
            self.note(effect)
            return up
        if any(tree.deprel[c] == "mark" and tree.lower[c] == "to" for c in tree.children[v]):
            voiced = self.kind in _VOICED or self.syntax.lemma[self.start] in _DECRIES
            if v == tree.first(self.start) and voiced and lemma not in _SENDS and self.syntax.lemma[v] != "seek":
                return up  # "marched to decry the coup and demand a vote", "rang to thank her": done by that deed
            if self._swayed(up):
                self.firm = True
                return up
            if tree.xpos[v] in ("VB", "VBP"):
                self.note("intended")
            return up if self._conditional_above(up) else None
        marked = self.operators.word("MARK", mark)
        if mark == "before" and self._followed(v, up):
            return None
        if mark == "before" and lemma in _CUT_SHORT and any(tree.lower[c] == "could" for c in tree.kids(v, "aux")):
            marked = "negative"  # "were caught before they could fire"
        if marked == "intended" and tree.perfect(v):
            return None  # "so that they have now killed eight": what came of it
        if marked is not None:
            self.note(marked)
            return None
        if tree.xpos[v] == "VBG" and mark in ("", "by", "with", "in", "and"):
            return up
        return None

    def _swayed(self, up: int) -> bool:
        """ "The sanctions moved them to give in": what a deed brings somebody to do is done."""
        tree, classes = self.tree, self.syntax.words.classes
        if self.syntax.lemma[up] not in SWAYS or tree.kid(up, "obj") is None:
            return False
        by = {self.syntax.lemma[c] for c in tree.kids(up, "nsubj")}
        return any(by & classes[deed] for deed in ("happening", "deed", "party", "munition"))

    def _governs_clause(self, v: int, up: int, mark: str) -> Effect | None:
        """Effect of a word on an adverbial clause that hangs on it."""
        if mark == "against":
            return "negative"
        if mark not in ("to", "from", "of", "for", ""):
            return None
        tree = self.tree
        effect = self._governs(tree.upos[up], up, "advcl")
        if effect == "negative" and mark not in ("from", "of"):
            # "blocked the road demanding a school", "it ended when they left", "barred for spying"
            return effect if mark == "to" and self.syntax.lemma[up] in _UNDONE else None
        # "pleaded guilty, turning witness", "asked whether it fell, he declined": beside it
        return effect if mark or tree.xpos[v] == "VB" or v == up + 1 else None

    def _followed(self, v: int, up: int) -> bool:
        """Whether what "before" brings in came about: "fired into the air before they gave way". Where somebody was
        killed, held or stopped it may not have come."""
        tree = self.tree
        if self.syntax.lemma[up] in _CUT_SHORT or negations(tree, up) or self.effects or self.flips:
            return False
        helpers = [tree.lower[c] for c in tree.kids(v, "aux", "aux:pass", "cop")]
        told = tree.xpos[v] == "VBD" if not helpers else helpers[0] in _PAST
        main = [tree.lower[c] for c in tree.kids(up, "aux", "aux:pass", "cop")]
        past = tree.xpos[up] == "VBD" if not main else main[0] in _PAST
        return past and (told or (tree.xpos[v] == "VBG" and helpers in ([], ["being"])))

    def _conditional_above(self, up: int) -> bool:
        return self.clauses.has_condition(up) and self._modal(up)

    def _on_noun(self, v: int, up: int) -> int | None:
        tree = self.tree
        infinitive = any(tree.deprel[c] == "mark" and tree.lower[c] == "to" for c in tree.children[v])
        gerund = tree.xpos[v] == "VBG" and self.syntax.mark(v) in ("of", "for", "about", "to", "against", "in")
        if infinitive or gerund:
            if (verb := carried_out(self.syntax, up)) >= 0:
                self.firm = True
                return verb
            effect = self.operators.effect("NOUN", self.syntax.lemma[up], "acl" if infinitive else self.syntax.mark(v))
            if effect is None and infinitive and ranked(self.syntax, up):
                return self._done_by(up)
            if effect is None and infinitive and tree.deprel[up] == "obj" and tree.head[up] >= 0:
                effect = self.operators.effect("VERB", self.syntax.lemma[tree.head[up]], "comp") or "intended"
            self.note(effect)
            return up if effect is not None else None
        return None

    def _coordinated(self, v: int, up: int) -> int | None:
        """A second verb shares the first one's modal and condition if it has no subject of its own."""
        tree = self.tree
        own = any(tree.deprel[c] in ("nsubj", "nsubj:pass", "aux") for c in tree.children[v])
        own |= tree.xpos[v] == "VBZ" or (
            tree.xpos[v] in ("VBD", "VBP") and tree.xpos[up] == "VB"
        )  # "will stay and hopes"
        if tree.xpos[v] == "VBN" and not tree.kids(v, "aux", "aux:pass", "cop") and tree.kids(up, "aux"):
            own = False  # "the post would be scrapped and the two men tried"
        if tree.deprel[up] == "acl:relcl" or tree.rel(up) == "root" or own:
            if not own and not self.syntax.nominal(up):
                flips = self.flips
                self.clause(up)
                self.flips = flips if "nor" not in tree.lower else self.flips
            elif self.clauses.conditional(up):
                self.note("conditional")
            return None if tree.rel(up) == "root" or tree.deprel[up] == "acl:relcl" else (None if own else up)
        flips = self.flips
        self.clause(up)
        self.flips = flips
        self.path.append(up)
        node = self._verb_step(up, False)  # reads the clause again: its negation is not this verb's
        self.flips = flips if node is None else self.flips
        return node

    def _noun_step(self, n: int) -> int | None:
        tree, words = self.tree, self.operators
        self._modifiers(n)
        prep = self.syntax.case(n)
        self.note(words.word("CASE", prep))
        if prep:
            self.note(words.word("PREP", prep))
        up, label, rel = tree.head[n], tree.deprel[n], tree.rel(n)
        if up < 0:
            return None
        if rel == "conj":
            if self._instead(n, up):
                self.given = self.firm = True
                return None
            return up if self.syntax.nominal(up) else None
        if label in ("nmod", "nmod:desc", "nmod:unmarked", "compound") and self.syntax.nominal(up):
            effect = words.effect("NOUN", self.syntax.lemma[up], prep or "of")
            if prep == "for" and self.syntax.lemma[up] in _OPENINGS and definite(self.tree, n):
                self.given = self.firm = True
                return None
            if self.syntax.lemma[up] in _ASKED and prep in _GIVEN and definite(self.tree, n):
                self.given = True  # "did not answer questions about the raid": a raid there was
                return None
            if effect is not None:
                self.note(effect)
                return up
            if self.kind == "RETREAT" and self.syntax.lemma[n] in TRUCES and self.syntax.lemma[up] in _COLLAPSES:
                self.note("negative")
                return None
            if self.syntax.lemma[up] in self.syntax.words.involvements:
                if tree.head[up] >= 0 and self.syntax.lemma[tree.head[up]] in _OWNS_UP:
                    self.given = True  # "nobody claimed responsibility for the blast": a blast there was
                    return None
                return up
            if definite(self.tree, n) or prep in _GIVEN - {"in", "for", "on"}:
                self.given = True
                return None
            return up
        if rel in ("nsubj", "obj", "obl", "iobj", "nmod", "xcomp", "advcl") or label == "csubj":
            return self._argument(n, up, label, prep)
        return None

    def _modifiers(self, n: int) -> None:
        """What determiners and adjectives say of an event noun."""
        tree, words = self.tree, self.operators
        for c in tree.children[n]:
            label = tree.deprel[c]
            if label in ("amod", "compound", "det"):
                self.note(words.word("MOD", self.syntax.lemma[c]) or words.word("MOD", tree.lower[c]))
            if n != self.start and self.effects and label == "amod" and tree.lower[c] in _BOTCHED:
                self.note("negative")  # "a botched attempt to free them"
            own = n == self.start and self.ignore  # "no intention of leaving": without its "no" it is no refusal
            if (
                label in ("det", "advmod", "cc:preconj")
                and tree.lower[c] in ("no", "not", "neither", "zero")
                and not own
            ):
                self.flips += 1
        if any(tree.lower[c] == "any" for c in tree.kids(n, "det")) and self._forewarned(n):
            self.note("conditional")

    def _instead(self, n: int, up: int) -> bool:
        """ "Not the raid but the killing made them leave": a killing there was."""
        but = any(self.tree.lower[c] == "but" for c in self.tree.kids(n, "cc"))
        return but and any(self.tree.lower[c] in NOT for c in self.tree.kids(up, "advmod", "det", "cc:preconj"))

    def _forewarned(self, n: int) -> bool:
        """ "Any attack would be answered": what it would lead to."""
        tree, up = self.tree, self.tree.head[n]
        if up < 0 or tree.rel(n) != "nsubj" or negations(tree, up):
            return False
        return any(tree.lower[c] in ("will", "would") for c in tree.kids(up, "aux"))

    def _there_already(self, n: int, g: int) -> bool:
        """ "Tried to quell a riot", "swore to avenge the ambush": there was one; who is ready for riots has seen none.
        What one would end goes on, what is ended is no more; "neither confirmed nor denied" leaves it open."""
        lemma = self.syntax.lemma
        if self._noncommittal(g):
            self.note("possible")
            return True
        one = definite(self.tree, n) or indefinite(self.tree, n) or self.tree.xpos[n] != "NNS"
        none_yet = any(self.tree.lower[c] == "any" for c in self.tree.kids(n, "det"))
        if self.effects or self.flips or none_yet or not one:
            return False
        self.ends = lemma[g] in _ENDS and lemma[n] in _LASTING
        mastered = lemma[g] in _MASTERS and self.kind in ENDURED | {"REJECT"}
        if not mastered and not (lemma[g] in _WRECKS and self.kind in _PARLEYS and definite(self.tree, n)):
            return False
        self.given = self.firm = True
        return True

    def _called(self, n: int, g: int) -> bool:
        """What is called something, or rejected though it is there: its status is settled.

        "Called the raid an invention"; "never called the raid a massacre"; "rejected the sanctions".
        """
        if invented(self.syntax, self.operators, n, g):
            self.note("negative")
            return True
        rejected = self.syntax.lemma[g] in _REJECTS and self.syntax.lemma[n] in _MEASURES
        settled = definite(self.tree, n) and (rejected or worded(self.syntax, n, g))
        self.given |= settled
        return settled

    def _argument(self, n: int, g: int, label: str, prep: str) -> int | None:
        """The event noun is an argument of a predicate."""
        tree = self.tree
        slot = "obj" if label in ("obj", "nsubj:pass", "xcomp") else prep if prep else "subj"
        pos = "ADJ" if tree.upos[g] == "ADJ" else "NOUN" if self.syntax.nominal(g) else "VERB"
        if definite(self.tree, n) and taken_for_granted(self.syntax, g, label):
            self.given = self.firm = True
            return None
        if label == "xcomp" and self.syntax.lemma[g] in NAMING:  # "in what survivors called a bloodbath"
            self.given = True
            up = tree.head[g]
            return up if up >= 0 and tree.lower[up] == "what" else None
        unclaimed = self.syntax.lemma[g] == "claim" and slot == "obj" and negations(tree, g) > 0
        if (
            unclaimed
            or answered(self.syntax, self.kind, g, slot, n == self.start)
            or goes_on(self.syntax, g, label)
            or (slot == "obj" and talked_over(self.syntax, self.kind, n, g))
        ):
            self.given = self.firm = True
            return None
        if label == "nsubj" and no_more(self.syntax, self.kind, n, g):
            self.note("negative")
            return self._verb_step(g, False)
        if slot == "obj" and (self._called(n, g) or self._there_already(n, g)):
            return None
        effect = "possible" if prep == "as" and first_account(self.syntax, g) else self._governs(pos, g, slot)
        if effect is None and n != self.start and self.effects:
            effect = self._governs(pos, g, f"{PLAN}{slot}") or came_to_nothing(self.syntax, g, label)
            self.unmet |= effect == "negative"
        known = slot == "obj" and definite(self.tree, n) and self.syntax.lemma[g] in _BRINGS_ABOUT
        if effect is not None:
            if not (effect == "intended" and known):  # "ordered the strike"
                self.note(effect)
            else:
                self.firm |= told_before(self.syntax, self.kind, n, g)
            self.path.append(g)
            return self._verb_step(g, False)
        if self.syntax.lemma[g] in self.syntax.words.involvements:
            return g
        if prep == "with" and self.syntax.nothing_to_do(g):
            self.note("negative")
            return None
        if label == "obl" and prep in _FROM and indefinite(self.tree, n) and self._modal(g):
            return g  # "could profit from a war"
        carries = self.syntax.lemma[g] in OCCUR or self.syntax.lemma[g] in self.syntax.words.supports
        if label.startswith("obl") and prep.split(" ")[0] in _GIVEN and not carries:
            self.given = definite(self.tree, n) or prep not in ("in", "for", "on")
            return None
        if definite(self.tree, n) and not (carries and label != "obl"):
            self.given = True
            return None
        return g
