"""Nouns that tie cause and effect: "in retaliation for A, B", "B was payback for A", "A gave a pretext for B"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.deeds import CLAUSES, Deeds, depth
from escalade.claims.link_words import ASKED, Tie, denied, only, opens, tied
from escalade.claims.syntax import case_of, mark_of, subject
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.vocab.cues import LinkCue
from escalade.vocab.predicates import inflections

GIVES = frozenset({"give", "offer", "provide", "hand", "furnish", "supply", "lend"})  # "gave it a pretext for"
GETS = frozenset({"receive", "get", "obtain", "collect", "pocket"})
SENT = frozenset({"message", "note", "statement", "video", "cable", "telegram"})
SERVES = frozenset({"serve", "act", "function", "come", "stand"})  # "served as an excuse for"
NAMING = (
    "call term dub brand label describe portray deem see name claim justify sell cite list present regard intend mean"
)
CALLS = frozenset(form for verb in NAMING.split() for form in (verb, *inflections(verb)))
TAKES = frozenset({"take", "exact", "wreak", "inflict", "get", "seek", "want", "crave", "desire"})  # "took revenge by"
USES = frozenset({"use", "take", "treat", "seize", "exploit"})  # "used the raid as a pretext for"
REFERS = frozenset({"refer", "allude", "reference", "allusion"})  # "referring to the ambush"
POINTS = frozenset({"point", "refer"})  # "pointed to the raid as the cause"
FINDS = frozenset({"find", "meet", "get", "receive"})
FELT = frozenset({"feel"})  # "the consequences were felt in Kherson, where guns shelled a dam"
LIES = frozenset({"lie", "lay", "sit"})
FORMS = frozenset({"form", "shape", "guise"})
TALKS = frozenset({"speak", "talk", "boast"})
COMES = frozenset({"come", "follow", "arrive"})  # "the answer came on Friday"
ACTS = frozenset({"act", "way", "measure", "gesture", "form", "sign", "step", "move", "piece", "war", "kind"})
BACK = frozenset({"this", "that", "these", "which"})  # "for this reason"
ADVERBIAL = frozenset({"in", "as", "on", "by", "with", "at", "under", "for"})
REACH = 13  # words from a linking noun to what it is about
Found = list[EventMention]


class NounTies:
    """Ties at nouns."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds = deeds

    def of(self, tree: Tree, n: int, cues: tuple[LinkCue, ...]) -> Iterator[Tie]:
        """Ties of every reading of a noun."""
        if tree.upos[n] not in ("NOUN", "PROPN", "VERB", "ADJ") or denied(tree, n):
            return
        counted = list(self._counted(tree, n, cues))
        yield from counted
        for cue in () if counted else cues:
            top, opener = self._top(tree, n)
            verb = tree.head[n]
            if cue.bare and tree.lemma[verb] in self.deeds.cues.link_verbs and self.deeds.at(tree, verb) is None:
                continue  # "which in turn led to"
            if opener and tree.lower[n + 2 : n + 3] == ("which",) and tree.lower[n + 1] in cue.prep:
                yield from self._in_turn(tree, n, cue)
                continue
            if (cue.openers and opener not in cue.openers) or (
                cue.back and not BACK & {tree.lower[c] for c in (n - 1, *tree.kids(n, "det"))}
            ):
                continue
            at = self._after(tree, n, cue)
            if at is None and self._says_nothing(tree, n, opener, cue):
                continue
            found = list(self._found(tree, n, cue)) if at is None else []
            yield from found
            if found:
                return
            about = self.deeds.all_under(tree, at) if at is not None and tree.lemma[at] not in ASKED else []
            if not about and at is not None and cue.kind in ("retaliation", "response"):
                about = self._glossed(tree, at)
            if not about and (at is not None or cue.whole):
                continue  # what it answers is named, but no deed
            told, rule = self._told(tree, top, n, cue, opener, at, about)
            earlier = self._told_earlier(tree, told) if at is None and rule == "noun" and not cue.forward else None
            if earlier is not None:
                told, about = [earlier], told
            elif at is None and told:
                about = self._unnamed(tree, n, cue, told, rule)
            if rule == "in" and cue.kind == "de_escalation" and told and self.deeds.lemma(told[0]) in GETS:
                cue = cue.model_copy(update={"forward": not cue.forward})  # "they got a ransom in return" for them
            score = 0.9 if rule == "in" else 0.8
            ahead = rule == "noun" and all(e.trigger_token > n for e in told)  # "the reply was swift: they shut it"
            cued = n if rule in ("in", "came") or ahead else -1
            yield from tied(told, about, cue, f"{rule}:{tree.lemma[n]}", score, cued)

    def _counted(self, tree: Tree, n: int, cues: tuple[LinkCue, ...]) -> Iterator[Tie]:
        """ "Kyiv struck it for two reasons: A and B", "A drew two answers: they did B, and they did C"."""
        mark = next((k for k in range(n, len(tree)) if tree.words[k] == ":"), len(tree))
        there, after = tree, mark + 1
        if mark == len(tree) - 1:  # sentences are parted there
            there, after = self.deeds.scene.by_ordinal.get(tree.ordinal + 1, tree), 0
        heads = [c for c in range(after, len(there)) if there.head[c] < after and there.upos[c] != "PUNCT"]
        listed = [e for c in heads if mark < len(tree) for e in self.deeds.all_under(there, c)]
        if tree.kid(n, "nummod") is None or not listed:
            return
        cue = next((c for c in cues if not c.itself), cues[0])
        forward, up = cue.forward or tree.lemma[n] == "reason", tree.head[n]
        at = self._after(tree, n, cue)
        told = tree.kid(up, "nsubj") if up >= 0 and tree.rel(n) == "obj" else None
        end = at if at is not None and at < mark else told
        other = self.deeds.under(tree, end) if end is not None else self.deeds.clause(tree, n)
        causes, effects = (listed, only(other)) if forward else (only(other), listed)
        led = cue.model_copy(update={"forward": True})
        yield from tied(causes, effects, led, f"counted:{tree.lemma[n]}", 0.7)

    def _found(self, tree: Tree, n: int, cue: LinkCue) -> Iterator[Tie]:
        """ "The boarding found its answer in the seizure of a freighter"."""
        up = tree.head[n]
        told = tree.kid(up, "nsubj") if tree.rel(n) == "obj" and tree.lemma[up] in FINDS and not cue.forward else None
        shape = (
            c for k in (n, up) for c in tree.kids(k, "obl", "nmod") if c > n and case_of(tree, c) in ("in", "with")
        )
        effects = [e for c in shape for e in only(self.deeds.under(tree, c))][:1] if told is not None else []
        yield from tied(
            effects, only(self.deeds.under(tree, told)) if told is not None else [], cue, "found:answer", 0.7
        )

    def _glossed(self, tree: Tree, at: int) -> Found:
        """What words that name no deed are said to mean: "revenge for Banjska", he said, referring to the ambush."""
        refers = [k for k in range(at + 1, len(tree)) if tree.lemma[k] in REFERS]
        things = [c for k in refers for c in tree.kids(k, "obl", "nmod") if c > k and case_of(tree, c) == "to"]
        return [e for c in things[:1] for e in only(self.deeds.under(tree, c))]

    def _says_nothing(self, tree: Tree, n: int, opener: str, cue: LinkCue) -> bool:
        """ "Corrected itself on the result", "sent a message in reply": words on words, no deed for a deed."""
        up = tree.head[n]
        told = tree.kids(up, "obj") if up >= 0 else []
        return (opener == "on" and not cue.openers) or any(tree.lemma[c] in ASKED | SENT for c in told)

    def _in_turn(self, tree: Tree, n: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Did A, in exchange for which B was done": what is told before the words, and by the clause they open."""
        verb = next((a for a in tree.ancestors(n + 2) if a > n + 2 and tree.rel(a) in CLAUSES), None)
        told = self.deeds.under(tree, verb) if verb is not None else None
        yield from tied(only(told), only(self.deeds.told_so_far(tree, n)), cue, f"in:{tree.lemma[n]}", 0.8)

    def _top(self, tree: Tree, n: int) -> tuple[int, str]:
        """The word that stands in the clause for a linking noun, and what opens it: "act" of "in an act of revenge"."""
        opener, up = case_of(tree, n), tree.head[n]
        if opener == "of" and up >= 0 and tree.lemma[up] in ACTS:
            return up, case_of(tree, up)
        of = tree.kid(n, "case") if opener == "of" else None
        if of and tree.lemma[of - 1] in ACTS:  # "by way of reply", however the tree hangs it
            return of - 1, case_of(tree, of - 1)
        return n, opener

    def _after(self, tree: Tree, n: int, cue: LinkCue) -> int | None:
        """Head of what a linking noun is about, some words off at most: "for the raid", "an excuse to arrest",
        "the price it pays for the raid"."""
        up = tree.head[n]
        said_to_be = tree.rel(n) == "nsubj" and up >= 0 and tree.upos[up] == "NOUN"  # "the trigger was the killing of"
        hosts = {
            n,
            -1 if said_to_be else up,
            *tree.kids(n, "acl"),
            *(c for c in tree.kids(n, "nmod") if case_of(tree, c) == "pro"),
        }
        if up >= 0 and tree.rel(up) == "ccomp":  # "payback, the minister said, for the raid"
            hosts.add(tree.head[up])
        for c in range(n + 1, min(len(tree), n + REACH)):
            if tree.head[c] not in hosts or (tree.rel(n) == "obl" and n < up < c and tree.head[c] == up):
                continue  # "under pressure, they withdrew from the town"
            marked = mark_of(tree, c)
            infinitive = cue.forward and marked == "to"
            if (
                infinitive
                or (marked == "that" and "that" in cue.prep)
                or (case_of(tree, c) or (mark_of(tree, c) if tree.xpos[c] == "VBG" else "")) in cue.prep
            ):
                return c
        return None

    def _told(
        self, tree: Tree, top: int, n: int, cue: LinkCue, opener: str, at: int | None, about: Found
    ) -> tuple[Found, str]:
        """What is called an answer (or a cause), and how it is said."""
        up, rel = tree.head[top], tree.rel(top)
        if cue.itself:  # "an apology for the raid"; "freed under a deal", "did so at its request"
            own = self.deeds.at(tree, n)
            if own is not None and own.modality != "actual" and not cue.forward:
                return [], "itself"  # "demanded an apology for the raid"
            return only(own or (self.deeds.under(tree, n) if cue.forward else None)), "itself"
        if n + 1 < len(tree) and tree.words[n + 1] == ":" and not opener:  # "The reason: two guards had been stabbed"
            return only(self.deeds.announced(tree, n)), "noun"
        named = self._called_before(tree, n) if about else None
        if named is not None:
            return [named], "called"
        if tree.kid(top, "cop", "nsubj") is not None and rel != "obj":
            return self._predicated(tree, top), "noun"
        if rel == "nsubj" and up >= 0 and not opener and about and tree.upos[up] == "ADJ":  # "the reprisal was swift"
            own = self.deeds.announced(tree, top) or self.deeds.at(tree, n)
            return only(own or self.deeds.main(tree.ordinal + 1)), "noun"
        if rel == "nsubj" and up >= 0 and not opener and (self.deeds.at(tree, n) is None or tree.lemma[up] in COMES):
            return self._said_of(tree, top, cue)
        if rel == "obj" and up >= 0 and not cue.forward:
            if at is None and tree.lemma[up] in GIVES | GETS | {"have"}:  # "gave their answer at night: they burned it"
                return only(self.deeds.announced(tree, n)), "came"
            if tree.lemma[up] in TAKES and cue.kind == "retaliation":
                return self._taken(tree, up, n), "taken"
        loose = tree.deprel[top] in ("nmod:unmarked", "obl:unmarked") and top > up and n != top  # ", an act of revenge"
        if (loose or rel in ("appos", "parataxis", "conj")) and not opener and up >= 0:
            return self._apposed(tree, top), "apposed"
        return self._standing(tree, top, n, cue, opener, at, about)

    def _standing(
        self, tree: Tree, top: int, n: int, cue: LinkCue, opener: str, at: int | None, about: Found
    ) -> tuple[Found, str]:
        """What is called an answer by a noun that stands in the clause as a complement or an adverbial."""
        up, rel = tree.head[top], tree.rel(top)
        fronted = not opener and rel == "obl" and (n < up or tree.lower[n] == "thanks")  # "thanks to the talks"
        if rel in ("xcomp", "obj", "obl", "nmod") and opener in ("", "as", "with") and up >= 0:
            told = self._called(tree, top, cue)
            if told or tree.lower[up] in CALLS or not (fronted or opener == "as" or cue.openers):
                return told, "called"
        if opener == "of" and about and tree.lemma[up] in TALKS:  # "spoke of a fitting answer to the arrest"
            return only(self.deeds.main(tree.ordinal - 1)), "called"
        if (cue.forward and not cue.openers) or not (fronted or opener in ADVERBIAL):
            return [], ""
        return only(self._host(tree, top, -1 if at is None else at)), "in"

    def _said_of(self, tree: Tree, top: int, cue: LinkCue) -> tuple[Found, str]:
        """What the answer is said to be ("the answer to A was B", "was to burn it"), or what is told after it: "the
        reply was not long in coming: they cut the gas"."""
        up = tree.head[top]
        told = self.deeds.under(tree, up, top)
        if told is not None and (tree.kid(up, "cop") is not None or tree.lemma[up] == "be"):
            return [told], "noun"
        announced = self.deeds.announced(tree, top)
        if announced is not None:
            return [announced], "came"
        lies = tree.lemma[up] in (LIES if cue.forward else FELT)
        clauses = [c for c in tree.subtree(up) if c > up and tree.rel(c) in ("advcl", "acl")] if lies else []
        held = (e for c in clauses if self._where(tree, c) and (e := self.deeds.under(tree, c)) is not None)
        if (there := next(held, None)) is not None:
            return [
                there
            ], "noun" if cue.forward else "came"  # "the reason lay in Goma, where drones had hit a barracks"
        shape = [c for c in tree.kids(up, "obl", "obj") if tree.lemma[up] in COMES and c > up and self._shaped(tree, c)]
        for told_as in (e for c in shape if (e := self.deeds.under(tree, c)) is not None):
            return [told_as], "came"  # "its reward came with the lifting of the tariffs", "in the form of a raid"
        when = [c for c in tree.kids(up, "advcl") if tree.lemma[up] in COMES and opens(tree, c) in ("", "when")]
        came = next((e for c in when if (e := self.deeds.under(tree, c)) is not None), None)
        if came is not None and any(tree.lower[k] == "when" for c in when for k in tree.children[c]):
            return [came], "came"  # "the reply came when they shelled it"
        empty = told is None and not cue.forward and (tree.lemma[up] in COMES or tree.kid(up, "cop") is not None)
        return only(self.deeds.main(tree.ordinal + 1)) if empty else [], "came"

    def _where(self, tree: Tree, clause: int) -> bool:
        return any(tree.lower[c] in ("where", "when") for c in tree.kids(clause, "advmod", "mark"))

    def _shaped(self, tree: Tree, c: int) -> bool:
        form = tree.lemma[c] in FORMS and case_of(tree, c) == "in"
        return form or case_of(tree, c) in ("with", "as")

    def _unnamed(self, tree: Tree, n: int, cue: LinkCue, told: Found, rule: str) -> Found:
        """What an answer answers where that is not said: the deed told before ("in response"); of a cause what came
        of it, told next ("was the spark")."""
        if cue.itself:
            return only(self._host(tree, n, -1)) if cue.forward else []
        verb = tree.head[n]
        if (
            cue.forward and rule == "called" and verb >= 0 and tree.rel(verb) == "advcl"
        ):  # "using A as a pretext, did B"
            return only(self.deeds.clause(tree, verb))
        if cue.forward:
            definite = tree.kid(n, "nmod:poss") is not None or any(tree.lower[c] == "the" for c in tree.kids(n, "det"))
            ahead = self.deeds.announced(tree, n)
            if definite and ahead is not None and ahead is not told[0]:
                return [ahead]  # "the trigger was the killing of the mayor: they burned the court"
            return only(self.deeds.aforesaid(tree, n, told) or self.deeds.main(tree.ordinal + 1)) if definite else []
        first = told[0]
        if rule == "taken" and verb >= 0:  # "they took revenge by burning it": what was told before the verb
            return only(self.deeds.before(tree, verb, first))
        behind = rule == "came" or first.sentence != tree.ordinal  # "gave their answer: they burned it"
        return only(self.deeds.before(tree, n if behind else first.trigger_token, first))

    def _told_earlier(self, tree: Tree, told: Found) -> EventMention | None:
        """The deed of the sentence before, if what "this was the answer" seems to point to had happened before it:
        "The army bombed the camp. Rebels had killed nine; this was the answer"."""
        here = (e for e in told if e.sentence == tree.ordinal)
        had = [e for e in here if any(tree.lower[c] == "had" for c in tree.kids(e.trigger_token, "aux"))]
        return self.deeds.main(tree.ordinal - 1, had[0]) if len(had) == 1 else None

    def _predicated(self, tree: Tree, n: int) -> Found:
        """What is said to be a response: "the raid was", "B in what Ankara said was"."""
        head = subject(tree, n, inherit=False)
        if head is not None and tree.lower[head] != "what":
            return self.deeds.all_under(tree, head)
        what = next((a for a in (n, *tree.ancestors(n)) if tree.lower[a] == "what" or a == head), head)
        return only(self.deeds.clause(tree, what)) if what is not None and case_of(tree, what) == "in" else []

    def _apposed(self, tree: Tree, top: int) -> Found:
        """What an apposition calls an answer: the noun it stands beside if that tells a deed, else the clause."""
        up = tree.head[top]
        inside = set(tree.subtree(top))
        direct = self.deeds.at(tree, up)
        if direct is not None and tree.upos[up] in ("NOUN", "PROPN"):
            return [direct]
        found = self.deeds.clause(tree, top)
        if found is None or found.sentence != tree.ordinal:  # "the move came": what was told before
            return only(found)
        if tree.rel(found.trigger_token) == "advcl":  # "did B after A, an act of revenge"
            found = self.deeds.clause(tree, found.trigger_token) or found
        return [found] if found.trigger_token not in inside else []

    def _taken(self, tree: Tree, verb: int, n: int) -> Found:
        """ "Took revenge for A by torching B"."""
        means = [c for c in tree.kids(verb, "advcl", "obl") if opens(tree, c) in ("by", "with", "in")]
        effects = [e for c in means for e in self.deeds.all_under(tree, c)]
        own = [e for e in (self.deeds.at(tree, n), self.deeds.at(tree, verb)) if e][:1]
        who = tree.deprel[verb] == "acl:relcl"  # "men who wanted revenge for the raid ambushed a convoy"
        return effects or own or (only(self.deeds.clause(tree, verb)) if who else [])

    def _called_before(self, tree: Tree, n: int) -> EventMention | None:
        """The deed between a verb of naming and the noun, however the tree hangs them: "called the raid its answer"."""
        verb = next((k for k in range(n - 1, max(n - 9, -1), -1) if tree.lower[k] in CALLS), None)
        between = [] if verb is None else [e for t in range(verb + 1, n) if (e := self.deeds.at(tree, t))]
        return self.deeds.under(tree, between[0].trigger_token) if between else None

    def _called(self, tree: Tree, n: int, cue: LinkCue) -> Found:
        """What is called a response: "called the raid revenge for A", "a raid that it described as a response to A";
        what gives a pretext, serves as one, is used as one."""
        verb = tree.head[n]
        lemma, passive = tree.lemma[verb], tree.kid(verb, "aux:pass") is not None
        if lemma in GIVES | SERVES and not passive and not (lemma in GIVES and case_of(tree, n) == "as"):
            head = subject(tree, verb) if cue.forward else None
            return self.deeds.all_under(tree, head) if head is not None else []
        if lemma in POINTS:
            thing = next((c for c in tree.kids(verb, "obl", "ccomp") if c < n and opens(tree, c) == "to"), None)
            return self.deeds.all_under(tree, thing) if thing is not None and cue.forward else []
        if lemma not in CALLS | USES | GIVES and tree.lower[verb] not in CALLS:
            if tree.upos[verb] in ("NOUN", "VERB") and case_of(tree, n) == "as":
                return only(self.deeds.at(tree, verb))
            return []
        thing = tree.kid(verb, "obj", "nsubj:pass")
        if thing is None and passive:
            thing = subject(tree, verb)
        if thing is not None and thing != n and tree.lower[thing] not in ("which", "that"):
            return self.deeds.all_under(tree, thing)
        near = (k for k in range(verb - 1, max(verb - REACH, -1), -1) if tree.lower[k] == "what")
        what = next(near, -1) if tree.rel(verb) == "acl" else -1  # however the tree hangs it
        if what >= 0 and case_of(tree, what) in ADVERBIAL:
            return only(self.deeds.clause(tree, what))  # "expelled him in what it called retaliation for"
        if tree.rel(verb) == "acl" and tree.head[verb] >= 0:
            return only(self.deeds.under(tree, tree.head[verb], verb))
        return []

    def _host(self, tree: Tree, n: int, cause: int) -> EventMention | None:
        """The event of the clause that "in response to" belongs to, the cause's own words left out."""
        i = tree.head[n]
        first = min(tree.subtree(n))
        aside = tree.rel(i) == "advcl" and tree.xpos[i] == "VBG" and tree.words[i - 1] == ","
        if aside and tree.words[first] == "," and first > i:
            i = tree.head[i]  # "stormed the prison, freeing the guards, in answer to the mutiny"
        while i >= 0:
            inside = set(tree.subtree(i)) - set(tree.subtree(n)) - (set(tree.subtree(cause)) if cause >= 0 else set())
            found = [e for e in self.deeds.scene.events.get(tree.ordinal, ()) if e.trigger_token in inside]
            if found:
                return min(found, key=lambda e: (depth(tree, e.trigger_token, i), e.trigger_token))
            if tree.rel(i) in CLAUSES:
                return self.deeds.standing_for(tree, i)
            i = tree.head[i]
        return None
