"""What only looks like an event: a match, a figure of speech, fiction, a law's "whoever attacks", a habit.

Each test names a construction, and looks for what would tell a single happening after all: a name, a date, a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Literal

from escalade.coding.clauses import negations
from escalade.coding.slots import Syntax
from escalade.coding.triggers import Trigger

_DEEDS = frozenset(("ASSAULT", "COERCE", "RETREAT", "MOBILIZE"))
_EVER = frozenset("seldom rarely often usually always never sometimes generally typically invariably".split())
_RESULT = re.compile(r"(\d{1,2}) ?[-–] ?(\d{1,2})")  # "won 3-1"; "10-15" is a number
_POINTS = frozenset("goal point run wicket set frame lap length nil love stroke shot try".split())  # "by nine wickets"
_BEFALLS = frozenset(  # not "crash" or "collision": ships are rammed, jets shot down
    "overturn capsize derail collapse pandemic epidemic earthquake quake flood flooding typhoon cyclone hurricane "
    "storm wildfire drought".split()
)
_PRESENT = ("VBP", "VBZ")
# A happening that goes on or begins, though it is told in the present and names nobody: "talks resume".
_STAGE = frozenset(
    "continue resume begin start go remain persist rage loom spread grow grind drag mount escalate intensify break "
    "erupt stall await follow come end collapse fail rise fall near enter reach underway spill move say tell".split()
)
_STAGED = frozenset("underway likely imminent due possible near close over afoot deadlocked ready suspended".split())
_NAMING = frozenset(
    "call term describe label dub brand style deem portray dismiss denounce condemn decry hail attack regard view "
    "depict paint present".split()
)
_CARRIES = frozenset("carry bring earn mean draw attract".split())  # a crime its punishment
_PENALTY = frozenset("year month penalty sentence fine term death imprisonment life jail prison".split())
_OFTEN = frozenset(("often", "frequently", "commonly", "routinely"))
_ONCE = frozenset(("after", "before", "when", "upon", "on", "by"))
_MOCK = frozenset("mock simulated make-believe pretend fictional imaginary theatrical".split())
_ENACTS = frozenset("perform enact re-enact reenact dramatise dramatize recreate parody".split())
_LEAVES_OPEN = frozenset(("rule", "exclude", "preclude"))  # if negated
_EACH = frozenset(("every", "each"))
_EASY = frozenset("easy hard difficult simple tempting".split())  # for anybody to do
_ABILITY = frozenset("ability capability capacity power potential means inability".split())
_ABLE = frozenset(("able", "capable", "unable"))
_CAN = frozenset(("can", "could"))
_MADE = frozenset("design build make mean develop equip".split())  # for what a weapon is
_RELATIVE = frozenset(("who", "which", "that"))
ROLE = 0.9  # below this the heads are not sure that the present of a relative clause tells more than what one is
_ANYBODY = frozenset("anyone anybody whoever everyone everybody nobody somebody someone whosoever".split())
_SELF = frozenset("i we us me our my".split())
_QUOTABLE = frozenset(("comment", "interview", "clarification", "anonymity"))  # what a reporter asks, and is asked, for
_ASKED = frozenset(("request", "call", "question", "message", "appeal", "email"))
_AUDIENCE = frozenset("reader listener viewer subscriber readership".split())
_SLIPS = frozenset("error mistake slip typo misprint inconvenience mix-up".split())  # of a newspaper
_UNNAMED = (  # what a source asks for itself: words that stand together behind the verb
    (frozenset(("not", "be")), frozenset(("named", "identified", "quoted"))),
    (frozenset(("name", "be")), frozenset(("withheld", "used", "published", "printed", "disclosed", "concealed"))),
    (frozenset(("to",)), frozenset(("anonymous", "unnamed"))),
)
Side = Literal["actor", "recipient"]


class Looks:
    """Judges the triggers of one sentence. `named` says that it names somebody or some place, `dated` that it gives a
    day, month or year; `parties` gives the head words that the role head puts on a side, `likely` the heads'
    probability of a trigger."""

    def __init__(
        self,
        syntax: Syntax,
        parties: Callable[[Trigger, Side], Iterable[int]],
        *,
        likely: Callable[[Trigger], float],
        named: bool,
        dated: bool,
    ) -> None:
        self.syntax, self.tree, self.classes = syntax, syntax.tree, syntax.words.classes
        self._parties, self._likely, self._named = parties, likely, named
        counted = any(x == "CD" and i not in syntax.timed for i, x in enumerate(self.tree.xpos))
        self.anonymous = not (named or dated or counted)  # no happening of a certain day, place or size is about

    def sport(self) -> bool:
        """A sentence about a match: its attacks and shots are none."""
        words = set(self.syntax.lemma) & self.classes["sport"]
        return len(words) > 1 or (bool(words) and any(self._result(i) for i in range(len(self.tree))))

    def only(self, trigger: Trigger) -> bool:
        """Whether a trigger tells no happening."""
        token = trigger.token
        if (
            self._rule(token)
            or self._defined(token)
            or self._punished(token)
            or self._norm(token)
            or self._whoever(token)
            or self._habit(trigger)
        ):
            return True
        if self._befell(trigger) or self._names(token) or self._named_as(token) or self._supposed(token):
            return True
        if self._left_open(trigger) or self._market(token):
            return True
        if self._press(token) or self._able(trigger) or self._role(trigger) or self._generally(token):
            return True
        if trigger.predicate.type not in _DEEDS:
            return False
        if self._fiction(token):
            return True
        if trigger.predicate.type != "ASSAULT":
            return False
        return self._scored(token) or self._homely(trigger) or (bool(trigger.predicate.effect) and self._mishap(token))

    def _names(self, token: int) -> bool:
        """ "In what it called retaliation for the raid": only says what the deed is called."""
        what = self.tree.head[token] if self.tree.deprel[token] == "acl:relcl" else -1
        if what < 0 or self.tree.lower[what] != "what" or self.tree.kid(what, "case") is None:
            return False
        return self.syntax.lemma[token] in _NAMING

    def _left_open(self, trigger: Trigger) -> bool:
        """ "Has not ruled out strikes", "voted on the treaty": nobody has refused, banned or backed anything yet."""
        lemma = self.syntax.lemma[trigger.token]
        if lemma in _LEAVES_OPEN:
            return negations(self.tree, trigger.token) > 0
        sides = {"for", "against", "down", "through"} & trigger.slots.keys()
        sides |= {"comp", "obj"} & trigger.slots.keys()
        return lemma == "vote" and trigger.predicate.learned and "on" in trigger.slots and not sides

    def _market(self, token: int) -> bool:
        """ "Demand for arms has never been greater": what buyers want. Who asks for something makes "a demand"."""
        tree = self.tree
        bare = tree.xpos[token] == "NN" and not tree.kids(token, "det", "nmod:poss", "nummod", "acl", "ccomp")
        return bare and self.syntax.lemma[token] == "demand" and not self._headline()

    def _press(self, token: int) -> bool:
        """ "Did not respond to a request for comment", "asked not to be named", "we apologise to our readers": dealings
        of the reporter with whom he writes of, or for."""
        slots = self.syntax.slots(token)
        if any(self.syntax.lemma[t] in _AUDIENCE for slot in ("to", "obj") for t in slots.get(slot, ())):
            return True
        ours = any(self.tree.lower[t] == "we" for t in slots.get("subj", ()))
        if ours and any(self.syntax.lemma[t] in _SLIPS for t in slots.get("for", ())):
            return True
        if any(self.syntax.lemma[t] in _QUOTABLE for t in slots.get("for", ())):
            return True
        behind = set(self.tree.lower[token + 1 : token + 8])
        if self.syntax.lemma[token] in ("ask", "request") and any(a <= behind and b & behind for a, b in _UNNAMED):
            return True
        asked = (t for slot in ("to", "obj") for t in slots.get(slot, ()) if self.syntax.lemma[t] in _ASKED)
        return any(self.syntax.lemma[f] in _QUOTABLE for t in asked for f in self.syntax.slots(t).get("for", ()))

    def _named_as(self, token: int) -> bool:
        """ "Described the raid as an act of war": only says what a deed is called."""
        up = self.tree.head[token]
        if up < 0 or self.syntax.case(token) != "as" or self.syntax.lemma[up] not in _NAMING:
            return False
        return self.syntax.nominal(token) and self._any(token)

    def _supposed(self, token: int) -> bool:
        """ "Can a policeman open fire on a thief?": asked of any of the kind."""
        if not self.anonymous or "?" not in self.tree.words[-2:]:
            return False
        slots, tree = self.syntax.slots(token), self.tree
        about, done_to = slots.get("subj", ()), [*slots.get("obj", ()), *slots.get("on", ())]
        known = any(tree.lower[c] not in ("a", "an") for t in done_to for c in tree.kids(t, "det", "nmod:poss"))
        return bool(about) and not known and all(self._any(t) or tree.lower[t] in _ANYBODY for t in about)

    def _able(self, trigger: Trigger) -> bool:
        """ "Its ability to strike inland", "will be able to enrich", "one missile could sink a frigate", "missiles that
        were built to sink frigates": what could be done. "Was able to leave" says that it was done."""
        tree, token = self.tree, trigger.token
        up, rel = tree.head[token], tree.rel(token)
        if rel == "acl" and self.syntax.mark(token) == "to" and self.syntax.lemma[up] in _ABILITY:
            return True
        to_do = any(tree.lower[c] == "to" for c in tree.kids(token, "mark"))
        if to_do and rel in ("xcomp", "advcl", "csubj", "ccomp") and self._easy(up):
            return True
        if rel in ("xcomp", "advcl", "ccomp") and self.syntax.lemma[up] in _ABLE:
            return not any(tree.xpos[c] in ("VBD", "VBN") for c in tree.kids(up, "cop", "aux"))
        if rel in ("xcomp", "advcl") and self.syntax.mark(token) == "to" and self.syntax.lemma[up] in _MADE:
            made = (*tree.kids(up, "nsubj:pass"), *([tree.head[up]] if tree.rel(up) == "acl" else ()))
            return any(self.syntax.lemma[t] in self.classes["weapon"] | self.classes["gun"] for t in made)
        if not any(tree.lower[c] in _CAN for c in tree.kids(token, "aux")):
            return False
        slots = self.syntax.slots(token)
        arms = all(self.syntax.lemma[t] in self.classes["weapon"] for t in slots.get("subj", ()))
        return arms and bool(slots.get("subj")) and all(self._any(t) for t in slots.get("obj", ()))

    def _easy(self, up: int) -> bool:
        """ "It is hard for an army to hold the pass", "how easy it would be to seize a ferry"; "found it hard to" tells
        of somebody."""
        tree = self.tree
        told = any(tree.lower[c] == "it" for c in tree.kids(up, "nsubj", "expl"))
        return tree.upos[up] == "ADJ" and self.syntax.lemma[up] in _EASY and told

    def _generally(self, token: int) -> bool:
        """ "Marches end in tears more often than not", "after signing the treaty, states have two years": what the verb
        over it says of any of a kind, or at most times."""
        tree, verb = self.tree, token
        while tree.head[verb] >= 0 and not self._finite(verb):
            verb = tree.head[verb]
        if verb == token or tree.rel(verb) in ("advcl", "acl") or self._headline():
            return False
        about = tree.kids(verb, "nsubj", "nsubj:pass")
        present = tree.xpos[verb] in ("VBP", "VB") and not tree.kids(verb, "aux")
        if not (present and about and all(self._bare(t) for t in about)):
            return False
        if any(b in _OFTEN and a in ("more", "most") for a, b in pairwise(tree.lower[verb:])):
            return True
        if any(
            self.syntax.lemma[verb] in known for known in (_STAGE, self.classes["telling"], self.classes["thought"])
        ):
            return False
        dated = any(c in self.syntax.timed for c in tree.kids(verb, "obl", "advmod"))
        after = tree.rel(token) == "advcl" and tree.xpos[token] == "VBG" and self.syntax.mark(token) in _ONCE
        return after and self.anonymous and not dated and _SELF.isdisjoint(tree.lower)

    def _finite(self, verb: int) -> bool:
        tree = self.tree
        return tree.xpos[verb] in ("VBP", "VBZ", "VBD") or bool(tree.kids(verb, "aux", "cop"))

    def _role(self, trigger: Trigger) -> bool:
        """ "The firm that guards the minister", "Tunis, which buys most of its oil": what somebody is or does at all
        times, unless the heads are sure that it tells more."""
        tree, token = self.tree, trigger.token
        if tree.deprel[token] != "acl:relcl" or tree.xpos[token] not in _PRESENT or tree.kids(token, "aux"):
            return False
        relative = any(tree.lower[c] in _RELATIVE for c in tree.kids(token, "nsubj"))
        return relative and self._likely(trigger) < ROLE

    def _any(self, token: int) -> bool:
        """Any of a kind: "an attack", "troops"."""
        articles = [self.tree.lower[c] for c in self.tree.kids(token, "det")]
        return all(a in ("a", "an") for a in articles) if articles else self._bare(token)

    def _befell(self, trigger: Trigger) -> bool:
        """A mishap or a plague that only the head takes for a deed: "the lorry overturned", "since the pandemic"."""
        alone = trigger.predicate.learned and not (self.tree.kids(trigger.token, "obj") or trigger.slots.get("by"))
        return bool(alone) and self.syntax.lemma[trigger.token] in _BEFALLS

    def _mishap(self, token: int) -> bool:
        """ "Killed when a bus overturned": what befell them, and no weapon about."""
        tree, lemma = self.tree, self.syntax.lemma
        for c in tree.kids(token, "advcl"):
            subjects = tree.kids(c, "nsubj", "nsubj:pass")
            arms = (self.classes["weapon"], self.classes["munition"])
            struck = any(lemma[t].lower() in sort for t in tree.subtree(c) for sort in arms)
            if (
                not struck
                and any(lemma[t] in self.classes["disaster"] for t in (c, *subjects))
                and not tree.kids(c, "obj")
            ):
                return True
        return False

    def _scored(self, token: int) -> bool:
        """ "Crushed Seoul 5-1", "thrashed by nine wickets": what a match ended with."""
        tree = self.tree
        near = [c for c in tree.children[token] if tree.rel(c) in ("obl", "nmod", "advmod", "obj", "nummod", "dep")]
        counted = any(self.syntax.lemma[c] in _POINTS and tree.kids(c, "nummod") for c in near)
        return counted or any(self._result(c) for c in near)

    def _result(self, token: int) -> bool:
        """Whether a word is, or with the next two makes, the result of a match."""
        tree = self.tree
        ends = (token + 1, min(token + 3, len(tree)))
        found = (_RESULT.fullmatch(tree.quote(token, end)) for end in ends if tree.lower[token][0].isdigit())
        return any(m is not None and int(m[1]) >= int(m[2]) for m in found)

    def _homely(self, trigger: Trigger) -> bool:
        """ "Plumbers laid siege to his office", "she attacked his queen": violence of or to what knows none."""
        lemma = self.syntax.lemma
        done_by = [t for slot in ("subj", "by") for t in trigger.slots.get(slot, ())]
        done_to = [t for slot in ("obj", "on", "of", "at", "against") for t in trigger.slots.get(slot, ())]
        done_by += self._parties(trigger, "actor")
        if not trigger.predicate.actor and trigger.predicate.alone:
            done_by = []  # "a car packed with dynamite detonated": an entry without an actor says what its subject is
        groups = self.classes["container"], self.classes["force"]  # "an army of ants"
        done_by += [
            o for t in done_by if any(lemma[t] in g for g in groups) for o in self.syntax.slots(t).get("of", ())
        ]
        done_to += self._parties(trigger, "recipient")
        harmless = self.classes["layman"], self.classes["disaster"]
        done_by = [t for t in done_by if not self._wave(t)]
        return any(lemma[t] in known for t in done_by for known in harmless) or any(
            lemma[t] in self.classes["homely"] for t in done_to
        )

    def _wave(self, token: int) -> bool:
        """ "A wave" of missiles: what it is one of counts."""
        return self.syntax.lemma[token] in self.classes["container"] and bool(self.syntax.slots(token).get("of"))

    def _fiction(self, token: int) -> bool:
        """ "The novel ends with a coup", "in episode three she is kidnapped", "a mock battle"."""
        tree, made_up = self.tree, self.classes["fiction"]
        if any(tree.lower[c] in _MOCK for c in tree.kids(token, "amod", "compound")):
            return True
        if tree.rel(token) == "obj" and self.syntax.lemma[tree.head[token]] in _ENACTS:
            return self.syntax.nominal(token)
        works = (up for up in tree.ancestors(token) if tree.upos[up] == "NOUN" and self.syntax.lemma[up] in made_up)
        if self.syntax.nominal(token) and next(works, -1) >= 0:
            return True
        return any(
            self.syntax.lemma[c] in made_up
            and (tree.deprel[c] == "nsubj" or (tree.rel(c) == "obl" and self.syntax.case(c) == "in"))
            for up in (token, *tree.ancestors(token))
            for c in tree.children[up]
        )

    def _rule(self, token: int) -> bool:
        """ "Wars seldom end", "coups often come in pairs", "sanctions hurt the poor": no happening but a rule."""
        tree, verb = self.tree, self.tree.head[token]
        if verb < 0 or tree.rel(token) != "nsubj" or not self._bare(token):
            return False
        agents = tree.kids(verb, "obl:agent")
        if agents and all(self._bare(t) for t in agents) and self.anonymous:  # "coups are made by sergeants"
            return all(tree.xpos[c] in _PRESENT for c in tree.kids(verb, "aux"))
        if tree.kids(verb, "aux"):
            return False
        likened = tree.upos[verb] == "NOUN" and any(tree.lower[c] in ("a", "an") for c in tree.kids(verb, "det"))
        if likened and tree.xpos[token] == "NNS" and any(tree.xpos[c] in _PRESENT for c in tree.kids(verb, "cop")):
            return True  # "sanctions are a blunt tool, and Venezuela is the case study"
        if tree.xpos[verb] in (*_PRESENT, "VB") and any(tree.lower[c] in _EVER for c in tree.kids(verb, "advmod")):
            return True
        copula = [c for c in tree.kids(verb, "cop") if tree.xpos[c] in _PRESENT]
        if not self.anonymous or not (copula or tree.xpos[verb] in _PRESENT):
            return False
        telling = self.syntax.lemma[verb] in (_STAGED if copula else _STAGE)
        return not telling and tree.deprel[verb] == "root"

    def _punished(self, token: int) -> bool:
        """ "Kidnapping carries forty years": what a crime is punished with."""
        tree, verb = self.tree, self.tree.head[token]
        if tree.rel(token) != "nsubj" or tree.xpos[verb] not in _PRESENT or tree.kids(token, "det", "nmod:poss"):
            return False
        punished = any(self.syntax.lemma[t] in _PENALTY for t in tree.kids(verb, "obj"))
        return punished and self.syntax.lemma[verb] in _CARRIES

    def _habit(self, trigger: Trigger) -> bool:
        """ "Insurgents attack at night", "autocrats jail their critics": what the like of them do. "Monitors accuse the
        junta" is said once."""
        tree, token = self.tree, trigger.token
        told = (c for t in trigger.slots.get("obj", ()) for c in tree.kids(t, "det"))
        if trigger.predicate.speech and (trigger.slots.get("comp") or any(tree.lower[c] == "the" for c in told)):
            return False
        helpers = tree.kids(token, "aux")
        present = tree.xpos[token] == "VBP" and not helpers
        present |= bool(helpers) and all(tree.lower[c] == "do" for c in helpers)  # "maps do not invade countries"
        if not present or not self.anonymous or self._headline() or tree.deprel[tree.first(token)] in ("advcl", "acl"):
            return False
        if any(low in _SELF for low in tree.lower):
            return False
        subjects = self.syntax.slots(token).get("subj", ())
        return bool(subjects) and all(tree.xpos[t] == "NNS" and self._bare(t) for t in subjects)

    def _whoever(self, token: int) -> bool:
        """ "Anyone who attacks an officer", "conscripts who refuse an order face prison": whom a rule is about."""
        tree = self.tree
        if tree.xpos[token] not in (*_PRESENT, "VB", "VBN") or self._named:
            return False
        if any(low in _SELF for low in tree.lower):
            return False
        slots = self.syntax.slots(token)
        about = [t for slot in ("subj", "obj") for t in slots.get(slot, ())]
        past = any(tree.xpos[t] == "VBD" for t in range(len(tree)))
        return not past and any(tree.lower[t] in _ANYBODY for t in about)

    def _norm(self, token: int) -> bool:
        """ "The statute allows the president to deploy troops", "under Article 5 an attack on one is ...": what a law
        speaks of."""
        tree, lemma = self.tree, self.syntax.lemma
        if not any(word in self.classes["norm"] for word in lemma):
            return False
        under_law = any(
            lemma[c] in self.classes["norm"] and self.syntax.case(c) == "under" for c in tree.kids(token, "obl")
        )
        if under_law and any(tree.lower[c] in ("may", "can", "must") for c in tree.kids(token, "aux")):
            about = tree.kids(token, "nsubj", "nsubj:pass")  # "under Ghanaian law a general may detain any civilian"
            return bool(about) and all(self._any(t) for t in about)
        if self._named:
            return False
        for up in tree.ancestors(token):
            if tree.xpos[up] not in _PRESENT and not any(tree.xpos[c] in (*_PRESENT, "MD") for c in tree.children[up]):
                continue
            subjects = tree.kids(up, "nsubj", "nsubj:pass")
            under = [c for c in tree.kids(up, "obl") if self.syntax.case(c) in ("under", "in")]
            if any(lemma[c] in self.classes["norm"] for c in (*subjects, *under)):
                return True
        return False

    def _defined(self, token: int) -> bool:
        """ "A coup is the seizure of power", "an ultimatum is a demand with a date": what a word means."""
        tree, noun = self.tree, self.tree.head[token]
        if not self.anonymous or not self.syntax.nominal(token):
            return False
        if noun < 0 or tree.rel(token) != "nsubj":  # it may be the meaning
            token, noun = next(iter(tree.kids(token, "nsubj")), token), token
        if noun == token or not any(tree.xpos[c] in _PRESENT for c in tree.kids(noun, "cop")):
            return False
        if tree.upos[noun] != "NOUN":
            return False
        articles = tree.kids(token, "det")
        return bool(articles) and all(tree.lower[c] in ("a", "an") for c in articles)

    def _bare(self, token: int) -> bool:
        """A plural without article, number or owner, or behind "every": any of the kind."""
        tree = self.tree
        if any(tree.lower[c] in _EACH for c in tree.kids(token, "det")):
            return True
        return tree.xpos[token] == "NNS" and not tree.kids(token, "det", "nmod:poss", "nummod")

    def _headline(self) -> bool:
        """Headlines leave out articles and full stops."""
        tree = self.tree
        return not tree.words or tree.words[-1] not in (".", "!", "”", '"', "'", "’")
