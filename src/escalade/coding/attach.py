"""When and where: times and places go to the event in whose clause they stand."""

from __future__ import annotations

from collections.abc import Iterable

from escalade.coding.slots import Syntax
from escalade.coding.stated_tolls import TOLL
from escalade.coding.triggers import Trigger
from escalade.model.groundings import Place, Time
from escalade.model.readings import Mention
from escalade.model.tree import Tree

PRECISION = ("point", "facility", "settlement", "district", "province", "country", "region")
_AT = frozenset("in at near on outside around inside within across along off throughout over above beside".split())
_TOWARD = frozenset("to into toward towards".split())
_MOVING = frozenset(("MOBILIZE", "CONSULT", "RETREAT", "AID"))
MAX_DATELINE = 24  # tokens
_HEADING = 2  # last sentence that a date line may open where capitals do not mark it
IN_ANSWER = frozenset(
    "because over for after following before since despite due response reply answer revenge defiance retaliation "
    "reaction protest violation breach account".split()
)
_NOUNS = ("NOUN", "PROPN")
_OCCASION = frozenset(("in", "at", "during", "on"))
_PART_OF_TIME = frozenset(
    "hour day night morning evening afternoon dawn dusk eve week month beginning start end course middle minute".split()
)
_SPOKEN = frozenset(("AGREE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT", "REQUEST"))
TERMS = frozenset(("deadline", "ultimatum"))
_SETS = frozenset("give set issue deliver announce impose send make declare hand present receive reject".split())
_LASTS = frozenset(("COERCE", "SANCTION", "PROTEST"))
_SCHEDULED = frozenset(
    "begin start open end close expire resume meet take run come go arrive leave depart return fall conclude be".split()
)
_CAUSES = frozenset("prompt trigger provoke cause lead bring open draw spark push force drive induce pave".split())
_MOVES = frozenset("bring lead open draw push drive".split())  # causes only where another event is what they bring
_SPEAKS_OF = frozenset(  # a deed that was done before
    "claim deny disavow disown dispute acknowledge confirm hail discuss debate recall investigate probe".split()
)
_CLAUSES = frozenset(("ccomp", "advcl", "acl:relcl", "parataxis", "csubj"))
_CALLS = frozenset(("call", "describe", "term", "label", "claim", "say"))
_FIRES = frozenset(("fire", "launch", "shell", "shoot", "bombard", "lob"))
_BARRIER = frozenset(("ccomp", "acl:relcl", "acl", "appos", "advcl", "parataxis", "csubj"))


class Attacher:
    """Finds the events that a span of one sentence belongs to."""

    def __init__(self, syntax: Syntax, triggers: list[Trigger]) -> None:
        self.syntax, self.tree = syntax, syntax.tree
        self.owner: dict[int, list[Trigger]] = {}
        for trigger in triggers:
            for token in sorted(trigger.cluster | {trigger.token, *(m.token for m in trigger.merged)}):
                self.owner.setdefault(token, []).append(trigger)
        self.clause: dict[int, list[Trigger]] = {}
        for trigger in triggers:
            self.clause.setdefault(self._clause(trigger.token), []).append(trigger)
        self.triggers = triggers

    def _clause(self, token: int) -> int:
        tree = self.tree
        for node in (token, *tree.ancestors(token)):
            if tree.upos[node] in ("VERB", "AUX", "ADJ") or (node != token and tree.deprel[node] in _CLAUSES):
                return node
        return token

    def events(self, lo: int, hi: int, *, timed: bool = False) -> list[Trigger]:
        """Events of the nearest clause above a span (tokens lo..hi), most direct first; [] if none is near.

        `timed`: the span is a time, which never tells what a thing is like.
        """
        tree = self.tree
        top = top_of(tree, lo, hi)
        if top in self.owner:
            return self.owner[top]
        if timed and (told := self._before_who_said_it(top)) is not None:
            return self.owner.get(told) or self.clause.get(told, [])
        node = top
        for up in tree.ancestors(top):
            if tree.deprel[node] == "parataxis" and node != top and tree.upos[node] == "VERB":
                return []
            if not timed and self._speaks_from(node):
                return []
            if up in self.owner:
                return self.owner[up]
            if tree.upos[up] in ("VERB", "AUX", "ADJ") and up in self.clause:
                return [t for t in self.clause[up] if not self._below(t.token, top)] or self.clause[up]
            if tree.upos[up] == "VERB" and (inner := self._participles(up)):
                return inner
            called = self._calls(node) or (timed and self._describes(node))
            if tree.deprel[node] in _BARRIER and not called:
                return []
            node = up
        return []

    def _before_who_said_it(self, time: int) -> int | None:
        """ "Shells killed four in Teknaf, on Saturday, the mayor said": the clause before the time."""
        verb = self.tree.head[time]
        told, speaker = (self.tree.kid(verb, label) for label in ("ccomp", "nsubj")) if verb >= 0 else (None, None)
        return told if told is not None and speaker is not None and told < time < speaker else None

    def _speaks_from(self, node: int) -> bool:
        """ "According to its embassy in Nairobi": where somebody sits who tells of it."""
        return self.tree.rel(node) == "obl" and "according" in self.syntax.case(node)

    def _calls(self, verb: int) -> bool:
        """ "Jets bombed what Paris called a camp outside Gao on Sunday": the clause that only names the target may tell
        when and where it was hit."""
        what = (c for c in (*self.tree.children[verb], self.tree.head[verb]) if c >= 0)
        return self.syntax.lemma[verb] in _CALLS and any(self.tree.lower[c] == "what" for c in what)

    def _describes(self, verb: int) -> bool:
        """ "At two bases that house troops on Wednesday": a clause that says what a thing is like has no hour of its
        own; what is to open or arrive has."""
        tree = self.tree
        if tree.upos[verb] != "VERB" or self.syntax.lemma[verb] in _SCHEDULED:
            return False
        aux = any(tree.rel(c) == "aux" for c in tree.children[verb])
        if tree.deprel[verb] == "acl":
            return tree.xpos[verb] == "VBG"
        return tree.deprel[verb] == "acl:relcl" and tree.xpos[verb] in ("VBZ", "VBP") and not aux

    def _loose(self, time: Time) -> bool:
        """The time belongs to the sentence as a whole: no clause of its own, no verb that reports the rest."""
        tree = self.tree
        top = top_of(tree, time.token_start, time.token_end)
        if any(tree.deprel[t] in _BARRIER for t in (top, *tree.ancestors(top))):
            return False
        up = tree.head[top]
        return up < 0 or all(
            tree.kid(v, "ccomp") is None and tree.kid(v, "parataxis") is None for v in tree.conjuncts(up)
        )

    def _reported(self, trigger: Trigger) -> bool:
        """ "On Sunday it showed debris, saying that the drone came from": said on that day."""
        tree = self.tree
        return any(tree.deprel[t] == "ccomp" for t in (trigger.token, *tree.ancestors(trigger.token)))

    def _participles(self, up: int) -> list[Trigger]:
        """Events told below a verb that tells of none: "retaliated on Sunday, striking five bases", "considered
        attacking last week"."""
        tree = self.tree
        return [
            t
            for c in tree.children[up]
            if (self.syntax.clause(c) == "advcl" and tree.xpos[c] == "VBG") or tree.deprel[c] == "xcomp"
            for t in self.owner.get(c, ())
        ]

    def _below(self, token: int, top: int) -> bool:
        return top in self.tree.ancestors(token)

    def times(self, times: Iterable[Time]) -> dict[int, Time]:
        """Trigger token -> its time."""
        found: dict[int, tuple[bool, Time]] = {}
        tree = self.tree
        for time in times:
            if time.basis == "none" and time.date_start is None:
                continue
            events, since = self._at_the_time(time), self._start_only(time)
            if since:
                events = [t for t in events if time.precision == "day" and self._in_force(t)]
            for trigger in events:
                direct = tree.head[top_of(tree, time.token_start, time.token_end)] == trigger.token
                old = found.get(trigger.token)
                dated = time.date_start is not None
                if old is None or (dated, direct) > (old[1].date_start is not None, old[0]):
                    found[trigger.token] = (direct, time)
            also = () if since else (*self._when(time), *self._in_which(time))
            for trigger in also:
                found.setdefault(trigger.token, (False, time))
        self._announced(times, found)
        return {token: time for token, (_, time) in found.items()}

    def _at_the_time(self, time: Time) -> list[Trigger]:
        """The events that a time dates: not those whose hour it leaves open ("closed it on Monday over the raid"), none
        where it dates what is no event ("it led to the broadcasts of 5 May")."""
        tree = self.tree
        top, now = top_of(tree, time.token_start, time.token_end), time.value == "PRESENT_REF"
        if self._of_a_thing(top):
            return []
        events = self._by_which(top) or self.events(time.token_start, time.token_end, timed=True)
        if not events and len(self.triggers) == 1 and self._loose(time):
            events = [t for t in self.triggers if not self._reported(t) and not self._before_or_after(t)]
        return [
            t for t in events
            if not (
                self._in_answer_to(t, top) or self._causes(t, top) or self._spoken_of(t, top)
                or self._tallied(t, top) or self._its_end(t, top) or (now and not self._goes_on(t))
            )
        ]  # fmt: skip

    def _by_which(self, top: int) -> list[Trigger]:
        """ "Answered the shooting on Tuesday by closing the bridge": the deed that was the answer."""
        tree, noun = self.tree, self.tree.head[top]
        if noun < 0 or tree.upos[noun] != "NOUN" or not self.syntax.answered(noun):
            return []
        means = (c for c in tree.kids(tree.head[noun], "advcl") if self.syntax.mark(c) == "by")
        return [t for c in means for t in self.owner.get(c, ())]

    def _tallied(self, trigger: Trigger, top: int) -> bool:
        """ "Dug out bodies on Friday, taking the toll of the raid to 23": when the dead were counted is not when they
        fell."""
        up, case = self.tree.head[trigger.token], self.syntax.case(trigger.token)
        within = self.tree.rel(trigger.token) == "nmod" and case in ("from", "of", "in")
        beside = self.tree.rel(trigger.token) == "obl" and case in ("from", "of")
        tolls = (up, *self.tree.kids(up, "obj", "nsubj")) if up >= 0 and (within or beside) else ()
        return any(self.syntax.lemma[t] in TOLL and t not in self.tree.ancestors(top) for t in tolls)

    def _of_a_thing(self, top: int) -> bool:
        """ "The broadcasts of 5 May", "quit the 2015 pact": dates a noun that is no event, nor a part of the day, nor
        the occasion ("at a Monday summit")."""
        tree, noun = self.tree, self.tree.head[top]
        if noun < 0 or tree.upos[noun] not in _NOUNS or tree.lemma[noun].lower() in _PART_OF_TIME:
            return False
        if tree.rel(top) == "conj" and noun not in self.syntax.timed:
            return True  # "neither the siege nor 3 January"
        if noun in self.owner and not self._broken(noun):
            return False
        if tree.rel(top) == "nmod" and self.syntax.case(top) == "of":
            return tree.upos[noun] == "NOUN"
        before = top < noun and tree.rel(top) in ("nummod", "compound", "amod", "nmod")
        apart = tree.deprel[noun] in ("obj", "nsubj:pass", "nmod") or tree.rel(noun) == "obl"
        return before and apart and self.syntax.case(noun) not in _OCCASION

    def _broken(self, noun: int) -> bool:
        """ "Walked out of the 2015 accord": an agreement that is of another day than what befalls it."""
        agreement = self.syntax.lemma[noun] in self.syntax.words.classes["agreement"]
        return agreement and all(t.token != noun and t.predicate.type != "AGREE" for t in self.owner[noun])

    def _in_answer_to(self, trigger: Trigger, top: int) -> bool:
        """Whether a noun stands in a phrase that tells why, or before or after what, the clause of a time happened."""
        tree, node = self.tree, trigger.token
        if tree.upos[node] != "NOUN" or tree.head[top] == node:
            return False
        verb = self._clause(node)
        for up in tree.ancestors(node):
            if up == verb:
                return self._answers(node)
            if self._answers(node) or self._below(top, up):
                return not self._below(top, up)
            node = up
        return False

    def _causes(self, trigger: Trigger, top: int) -> bool:
        """ "The raid prompted a walk-out on Monday": what brought it about was before; not "a blast brought down the
        bridge on Monday"."""
        tree, noun = self.tree, trigger.token
        if tree.upos[noun] != "NOUN" or tree.deprel[noun] != "nsubj" or self._below(top, noun):
            return False
        verb = tree.head[noun]
        lemma = self.syntax.lemma[verb]
        return lemma in _CAUSES and (
            lemma not in _MOVES or any(t != noun and verb in tree.ancestors(t) for t in self.owner)
        )

    def _spoken_of(self, trigger: Trigger, top: int) -> bool:
        """ "Claimed the raid in a video on Monday", "answered it on Tuesday by closing the road": not the day of
        the raid."""
        tree, noun = self.tree, trigger.token
        told = tree.upos[noun] == "NOUN" and tree.deprel[noun] in ("obj", "nsubj:pass")
        if self.syntax.answered(noun) and any(self.syntax.mark(c) == "by" for c in tree.kids(tree.head[noun], "advcl")):
            return tree.deprel[noun] == "obj"
        return told and self.syntax.lemma[tree.head[noun]] in _SPEAKS_OF and not self._below(top, noun)

    def _its_end(self, trigger: Trigger, top: int) -> bool:
        """ "The deadline of 6 May", "the ultimatum ran out on Monday": not the day on which it was given."""
        verb = self.tree.head[top]
        if not any(self.syntax.lemma[t] in TERMS for t in (trigger.token, *trigger.cluster)):
            return False
        set_then = verb >= 0 and self.syntax.lemma[verb] in _SETS and self.syntax.case(top) in ("", "on", "at", "in")
        return not set_then

    def _goes_on(self, trigger: Trigger) -> bool:
        """ "Are now massing": of this day; "has now cost five lives" is not."""
        tree, verb = self.tree, self._clause(trigger.token)
        aux = {tree.lower[c] for c in tree.children[verb] if tree.rel(c) == "aux"}
        going = tree.xpos[verb] == "VBG" and bool(aux & {"is", "are", "'s", "'re", "am"})
        return (going and "been" not in aux) or (tree.xpos[verb] in ("VBZ", "VBP") and not aux)

    def _answers(self, noun: int) -> bool:
        cases = set(self.syntax.case(noun).split())
        return self.tree.rel(noun) in ("obl", "nmod") and bool(cases & IN_ANSWER)

    def _before_or_after(self, trigger: Trigger) -> bool:
        """ "Two days after police arrested them": told of another hour than what the sentence dates."""
        tree = self.tree
        return any(
            tree.deprel[t] == "advcl" and any(tree.lower[c] in ("after", "before", "until") for c in tree.children[t])
            for t in (trigger.token, *tree.ancestors(trigger.token))
        )

    def _when(self, time: Time) -> list[Trigger]:
        """Events of a "when" clause beside the time: "in March, when rebels took the town"."""
        tree = self.tree
        top = top_of(tree, time.token_start, time.token_end)
        near = {top, tree.head[top]} | set(range(time.token_start, time.token_end))
        return [
            t
            for t in self.triggers
            if tree.head[t.token] in near
            and tree.rel(t.token) in ("advcl", "acl")
            and any(tree.lower[c] == "when" for c in tree.children[t.token])
        ]

    def _start_only(self, time: Time) -> bool:
        """ "Since 2003": when it began, not when it was."""
        lo = time.token_start
        return "since" in self.tree.lower[max(0, lo - 1) : lo + 1]

    def _in_force(self, trigger: Trigger) -> bool:
        """ "Have blocked the line since Saturday": a measure that was taken then and goes on."""
        verb = trigger.token
        lasting = trigger.predicate.type in _LASTS and self.tree.upos[verb] == "VERB"
        return lasting and any(self.tree.lower[c] in ("has", "have", "had") for c in self.tree.kids(verb, "aux"))

    def _in_which(self, time: Time) -> list[Trigger]:
        """Events of a relative clause on what the time dates: "the 1953 coup, in which they toppled him"."""
        tree = self.tree
        noun = tree.head[top_of(tree, time.token_start, time.token_end)]
        if noun < 0 or tree.upos[noun] != "NOUN":
            return []
        clauses = {
            c
            for c in tree.children[noun]
            if tree.deprel[c] == "acl:relcl"
            and any(tree.lower[k] in ("which", "where", "when") and tree.rel(k) != "nsubj" for k in tree.children[c])
        }
        return [
            t
            for t in self.triggers
            if t.token in clauses or (tree.deprel[t.token] == "xcomp" and tree.head[t.token] in clauses)
        ]

    def _announced(self, times: Iterable[Time], found: dict[int, tuple[bool, Time]]) -> None:
        """What is done by announcing it is done on that day ("On 5 May X announced that it would no longer"), and
        what is under way as it is said ("that ships were being sent")."""
        tree = self.tree
        for trigger in self.triggers:
            if trigger.token in found:
                continue
            v = trigger.token
            while tree.deprel[v] in ("xcomp", "conj") and tree.head[v] >= 0:
                v = tree.head[v]
            spoken = trigger.predicate.type in _SPOKEN and self._own_word(v)
            if tree.deprel[v] != "ccomp" or not (spoken or self._under_way(trigger.token)):
                continue
            for time in times:
                top = top_of(tree, time.token_start, time.token_end)
                if tree.head[top] == tree.head[v] and time.date_start is not None:
                    found[trigger.token] = (False, time)

    def _own_word(self, verb: int) -> bool:
        """Whether what is announced is the announcer's doing or to come: "that it rejected", "that Paris would not"."""
        tree = self.tree
        subjects = tree.kids(verb, "nsubj", "nsubj:pass")
        to_come = any(tree.lower[c] in ("will", "would", "shall", "'ll") for c in tree.kids(verb, "aux"))
        return to_come or all(tree.upos[c] == "PRON" for c in subjects)

    def _under_way(self, verb: int) -> bool:
        """ "Were being sent", "was sending"."""
        tree = self.tree
        aux = {tree.lower[c] for c in tree.children[verb] if tree.rel(c) == "aux"}
        going = tree.xpos[verb] == "VBG" or "being" in aux
        return tree.upos[verb] == "VERB" and going and bool(aux & {"was", "were", "is", "are"}) and "been" not in aux

    def places(self, places: Iterable[tuple[Mention, Place]]) -> dict[int, tuple[Mention, Place]]:
        """Trigger token -> its most specific place."""
        found: dict[int, tuple[Mention, Place]] = {}
        for mention, place in places:
            if self.tree.upos[mention.head] == "ADJ" and self.tree.deprel[mention.head] != "compound":
                continue
            top = top_of(self.tree, mention.token_start, mention.token_end)
            label, prep = self.tree.deprel[top], self.syntax.case(top)
            if place.metonym and prep not in _AT - {"on"}:
                continue
            if not prep and mention.kind == "country" and label != "conj":
                continue
            for trigger in self.events(mention.token_start, mention.token_end):
                if not self._locates(trigger, top, label, prep):
                    continue
                old = found.get(trigger.token)
                if old is None or _rank(place) < _rank(old[1]):
                    found[trigger.token] = (mention, place)
        return found

    def _locates(self, trigger: Trigger, top: int, label: str, prep: str) -> bool:
        tree = self.tree
        while label in ("conj", "appos", "flat") and tree.head[top] >= 0:
            top = tree.head[top]
            label, prep = tree.deprel[top], self.syntax.case(top)
        last = "from" if came_from(tree, top) else prep.split(" ")[-1]
        if self._launched_from(trigger, top):
            return False
        if last in _AT or (prep == "of" and label == "nmod"):
            return label in ("obl", "nmod", "advmod", "root", "conj", "advcl", "ccomp", "xcomp", "acl:relcl", "acl")
        if last in _TOWARD:
            return trigger.predicate.type in _MOVING
        if last == "from":  # "withdrew from Bagram" tells where, "arrived from Russia" does not
            return trigger.predicate.type == "RETREAT"
        if label in ("obj", "nsubj:pass"):
            return True
        return label in ("compound", "nmod:unmarked", "nmod:desc", "dep", "list") and (
            tree.upos[top] == "PROPN" or (label == "compound" and tree.words[top].istitle())
        )

    def _launched_from(self, trigger: Trigger, top: int) -> bool:
        """ "Fired rockets from an orchard near Khiam": where the guns stood, not what they hit."""
        tree, stood = self.tree, self.tree.head[top]
        fires = self.syntax.lemma[trigger.token] in _FIRES and tree.rel(top) == "nmod" and tree.rel(stood) == "obl"
        return fires and self.syntax.case(stood) == "from"


def _rank(place: Place) -> int:
    return PRECISION.index(place.precision) if place.precision in PRECISION else len(PRECISION)


def top_of(tree: Tree, lo: int, hi: int) -> int:
    """The token of a span whose head lies outside it."""
    for t in range(lo, hi):
        if not lo <= tree.head[t] < hi and tree.deprel[t] not in ("punct", "case"):
            return t
    return max(lo, hi - 1)


def came_from(tree: Tree, top: int) -> bool:
    """ "Fired from across the river"."""
    first = next((c for c in tree.children[top] if tree.rel(c) == "case"), -1)
    return first >= 0 and "from" in tree.lower[max(0, first - 1) : first + 1]


def dateline_length(tree: Tree) -> int:
    """Tokens of a date line that opens a sentence ("BOGOTA, 3 May (EFE) --"), its dash included; 0 without one.

    Capitals mark it; where the whole sentence has them, or none, a date or an agency in brackets does, and no verb.
    """
    first = any(word.isupper() and len(word) > 3 for word in tree.words[:3])
    marked, inside = first and not tree.text.isupper(), False
    for i, word in enumerate(tree.words[:MAX_DATELINE]):
        if (
            word in ("—", "–", "--", "-", "_")
            and i > 0
            and not inside
            and not (word == "-" and tree.words[i - 1][-1:].isalpha())
        ):
            dated = any(w == ")" or w.isdigit() for w in tree.words[:i])
            return i + 1 if marked or (dated and tree.ordinal <= _HEADING) else 0
        inside = word == "(" or (inside and word != ")")
        spoken = tree.upos[i] not in ("PROPN", "NUM", "PUNCT") and not word[:1].isupper() and word not in ("de", "al")
        if not marked and not inside and (spoken or tree.upos[i] in ("VERB", "AUX")):
            return 0
    return 0
