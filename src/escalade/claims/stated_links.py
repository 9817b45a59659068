"""What is stated to have answered, or led to, what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from escalade.claims.attribution import READS
from escalade.claims.deeds import CLAUSES, POINTERS, Deeds, depth, hits_doer, same_doer, swapped
from escalade.claims.scene import Scene, scenes
from escalade.claims.syntax import NEGATIONS, agent_of, case_of, is_passive, mark_of, subject
from escalade.model.casebook import LinkMention
from escalade.model.codings import EventMention
from escalade.model.ids import content_id
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, LinkCue
from escalade.vocab.predicates import Predicates

UNREAL = frozenset({"would", "could", "may", "might", "will", "should", "'ll", "can"})
REAL = ("actual", "actual")
GIVES = frozenset({"give", "offer", "provide", "hand", "furnish", "supply"})  # "gave it a pretext for"
SERVES = frozenset({"serve", "act", "function", "come", "stand"})  # "served as an excuse for"
CALLS = frozenset(
    "call calls called calling term terms termed terming dub dubs dubbed brand brands branded branding label labels "
    "labelled labeled describe describes described describing portray portrays portrayed deem deems deemed".split()
)
FRONTED = ("in:", "marker:", "mood:")  # rules whose cue opens a sentence
TAKES = frozenset({"take", "exact", "wreak", "inflict", "get"})  # "took revenge by"


@dataclass(frozen=True, slots=True)
class Tie:
    """Cause and effect as found at one cue."""

    cause: EventMention
    effect: EventMention
    kind: str
    rule: str
    score: float


class Links:
    """Finds ties between the event mentions of one report."""

    def __init__(self, scene: Scene, cues: Cues, predicates: Predicates) -> None:
        self.scene, self.cues, self.deeds = scene, cues, Deeds(scene, cues, predicates)

    def with_joined(self, tree: Tree) -> Iterator[Tie]:
        """Ties that one sentence states; what opens it holds for coordinated clauses: "After A, they did B and C"."""
        for tie in self.of(tree):
            yield tie
            cause, effect = tie.cause, tie.effect
            opens = effect.sentence == tree.ordinal and cause.trigger_token < effect.trigger_token
            if not opens or cause.sentence != tree.ordinal or tree.upos[effect.trigger_token] != "VERB":
                continue
            for joined in tree.kids(effect.trigger_token, "conj"):
                other = self.deeds.at(tree, joined)
                if other is not None and other.modality == "actual" and tie.rule.startswith(FRONTED):
                    yield Tie(cause, other, tie.kind, f"{tie.rule}+joined", tie.score)

    def of(self, tree: Tree) -> Iterator[Tie]:
        """Ties that one sentence states, in the order of their cues."""
        here = bool(self.scene.events.get(tree.ordinal))
        if not here:
            return
        for i, given in enumerate(tree.lemma):
            lemma = self.cues.lemma(tree.lower[i], given) if tree.upos[i] == "VERB" else given
            if lemma in self.cues.link_verbs and tree.upos[i] == "VERB":
                for cue in self.cues.link_verbs[lemma]:
                    if cue.particle and _beside(tree, i, cue.particle) is None:
                        continue
                    ties = list(self._reaction(tree, i, cue) if cue.reacts else self._verb(tree, i, cue))
                    yield from ties
                    if ties:
                        break
            elif tree.lower[i] in self.cues.link_nouns:
                for cue in self.cues.link_nouns[tree.lower[i]]:
                    yield from self._noun(tree, i, cue)
            if tree.lower[i] in self.cues.link_adjectives and tree.rel(i) in ("amod", "compound"):
                yield from self._adjective(tree, i, self.cues.link_adjectives[tree.lower[i]])
            if tree.lower[i] in self.cues.link_moods and tree.rel(i) in ("advcl", "amod", "acl", "xcomp", "conj"):
                yield from self._mood(tree, i, self.cues.link_moods[tree.lower[i]])
            if tree.lower[i] in self.cues.link_markers and tree.rel(i) in ("mark", "case", "advmod"):
                yield from self._marker(tree, i, self.cues.link_markers[tree.lower[i]])

    # -- cues -------------------------------------------------------------------------------------------------------

    def _verb(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "A sparked B", "B was sparked by A", "A led to B", "A, prompting B"."""
        if any(tree.lower[k] in UNREAL for k in tree.kids(v, "aux")) or _negated(tree, v):
            return
        passive = is_passive(tree, v) or (tree.rel(v) in ("acl", "advcl") and tree.xpos[v] == "VBN")
        first, other = self._first(tree, v), self._other(tree, v, cue, passive)
        second = self.deeds.under(tree, other) if other is not None else None
        if second is None and other is not None and not _opens(tree, other):  # "the raid drew condemnation"
            second = self.deeds.at(tree, v)
        if first is None or second is None or not self._fits(tree, v, cue, first):
            return
        flipped = (cue.subject == "effect") != (passive and not cue.prep)
        cause, effect = (second, first) if flipped else (first, second)
        yield Tie(cause, effect, cue.kind, f"verb:{tree.lemma[v]}", 0.8)

    def _first(self, tree: Tree, v: int) -> EventMention | None:
        """The deed that is the subject of a linking verb, or that its clause hangs on."""
        head = subject(tree, v, inherit=False)
        if head is None:
            noun = tree.head[v] if tree.rel(v) == "acl" else -1
            return self.deeds.under(tree, noun, v) if noun >= 0 else self.deeds.clause(tree, v)
        if tree.lower[head] == "what" and head < v:  # "what set off the raid was the capture"
            thing = next(
                (c for c in (tree.head[v], *tree.children[v]) if c > v and tree.kid(c, "cop") is not None), None
            )
            if thing is not None:
                return self.deeds.at(tree, thing)
        relative = head in tree.ancestors(v)  # "the raid that sparked B": B is no part of the cause
        return self.deeds.under(tree, head, v if relative else -1) or self._clefted(tree, head, v)

    def _other(self, tree: Tree, v: int, cue: LinkCue, passive: bool) -> int | None:
        """Head of what a linking verb ties to its subject: after its preposition, by its agent, or its object."""
        if cue.prep:
            hosts = [v] if not cue.particle else [v, _beside(tree, v, cue.particle) or v]
            beside = [c for host in hosts for c in tree.kids(host, "obl", "nmod", "advcl", "acl", "xcomp")]
            beside.sort(key=lambda c: c < v)  # before it only in "out of the raid came"
            return next((c for c in beside if _opens(tree, c) in cue.prep), None)
        if passive:
            return agent_of(tree, v)
        if cue.deed:
            driven = (c for c in tree.kids(v, "xcomp", "ccomp", "advcl", "obl") if c > v)
            driven = (c for c in driven if tree.rel(c) != "obl" or case_of(tree, c) in ("to", "into"))
            return next((c for c in driven if self.deeds.under(tree, c)), None)
        inner = tree.kid(v, "xcomp", "ccomp")
        if inner is not None and self.deeds.under(tree, inner):
            return inner
        things = [
            *tree.kids(v, "obj", "ccomp", "xcomp"),
            *(c for c in tree.kids(v, "obl") if c > v and not _opens(tree, c)),
        ]
        return next((c for c in things if self.deeds.under(tree, c)), next(iter(things), None))

    def _fits(self, tree: Tree, v: int, cue: LinkCue, first: EventMention) -> bool:
        """Whether the subject is a deed, where it may be an actor: "the raid allowed", not "the army allowed"."""
        head = subject(tree, v, inherit=False)
        if head is None:
            return not cue.event_subject and not cue.deed_subject
        pointed = tree.lower[head] in POINTERS or first.sentence != tree.ordinal
        return not cue.deed_subject or pointed or first.trigger_token == head

    def _clefted(self, tree: Tree, head: int, v: int) -> EventMention | None:
        """The deed a relative clause hangs on: "the killing of a man that", "the raid is what", "shelled it, which"."""
        if tree.lower[head] == "what":
            thing = tree.kid(head, "nsubj")
            return self.deeds.under(tree, thing) if thing is not None else None
        loose = any(tree.lower[k] == "which" and tree.words[k - 1] == "," for k in tree.kids(v, "nsubj"))
        while tree.rel(head) in (("nmod", "obl", "obj") if loose else ("nmod",)) and tree.head[head] >= 0:
            head = tree.head[head]
            found = self.deeds.at(tree, head)
            if found is not None:
                return found
        return None

    def _reaction(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "The army retaliated", "responded to the raid by closing the border", "answered with rockets"."""
        means = [c for c in tree.kids(v, "advcl", "obl") if _opens(tree, c) in cue.means]
        effects = [e for c in means for e in self.deeds.all_under(tree, c)]
        own = self.deeds.at(tree, v)
        if own is not None and own.modality != "actual":
            return
        if not effects and own is not None:
            effects = [own]
        if not effects:  # "responded in kind and expelled ten"
            effects = [e for c in tree.kids(v, "conj") if c > v and (e := self.deeds.under(tree, c)) is not None]
        if not effects and tree.rel(v) == "advcl":  # "retaliating for the strike, drones hit a refinery"
            effects = [e for e in (self.deeds.clause(tree, v),) if e is not None]
        if not effects:
            return
        stated = next((c for c in tree.kids(v, "obl", "obj") if _opens(tree, c) in (*cue.prep, "")), None)
        cause = None
        if stated is not None and (tree.rel(stated) == "obl" or cue.kind == "response"):  # "answered the raid"
            cause = self.deeds.under(tree, stated)
        if cause is None or cause in effects:
            cause = self.deeds.before(tree, v, effects[0])
            if cause is not None and cue.kind == "retaliation" and cause.quad_class != 4:
                return
        if cause is None:
            return
        for effect in effects:
            yield Tie(cause, effect, cue.kind, f"reaction:{tree.lemma[v]}", 0.8)

    def _noun(self, tree: Tree, n: int, cue: LinkCue) -> Iterator[Tie]:
        """ "In retaliation for A, B", "B was payback for A", "A was the pretext for B", "in response, B"."""
        opener = case_of(tree, n)
        if cue.openers and opener not in cue.openers:
            return
        at = self._after(tree, n, cue)
        about = self.deeds.under(tree, at) if at is not None else None
        named = self._called_before(tree, n) if about is not None else None
        if named is not None:
            yield from _tied(named, about, cue, f"called:{tree.lower[n]}", 0.8)
            return
        if tree.kid(n, "cop", "nsubj") is not None:
            told = self._predicated(tree, n) if about is not None else None
            if at is not None and told is about:  # "the ambush was the excuse for the bombing": no repetition of it
                about = self.deeds.at(tree, at) or about
            yield from _tied(told, about, cue, f"noun:{tree.lemma[n]}", 0.8)
            return
        if tree.rel(n) == "nsubj" and about is not None and tree.head[n] >= 0:  # "the answer to A was B"
            yield from _tied(self.deeds.under(tree, tree.head[n], n), about, cue, f"noun:{tree.lemma[n]}", 0.7)
            return
        if tree.rel(n) == "obj" and tree.lemma[tree.head[n]] in TAKES and cue.kind == "retaliation":
            yield from self._taken(tree, n, about)
            return
        if tree.rel(n) in ("xcomp", "obj", "obl") and opener in ("", "as") and tree.head[n] >= 0:
            told = self._called(tree, n, cue)
            if about is None and at is None and told is not None and not cue.forward:  # "described it as revenge"
                about = self.deeds.before(tree, told.trigger_token, told)
            yield from _tied(told, about, cue, f"called:{tree.lower[n]}", 0.8)
            if told is not None or opener != "as":
                return
        by_way = opener == "of" and tree.head[n] >= 0 and tree.lower[tree.head[n]] == "way"
        if cue.forward or not (opener in ("in", "as", "on") or by_way):
            return
        effect = self._host(tree, n, -1 if at is None else at)
        if about is None and at is None and effect is not None:
            about = self.deeds.before(tree, effect.trigger_token, effect)
        if about is not None and effect is not None:
            yield Tie(about, effect, cue.kind, f"in:{tree.lemma[n]}", 0.9)

    def _after(self, tree: Tree, n: int, cue: LinkCue) -> int | None:
        """Head of what a linking noun is about, twelve words off at most: "for the raid", "an excuse to arrest"."""
        hosts = (n, tree.head[n])
        for c in range(n + 1, min(len(tree), n + 13)):
            if tree.head[c] not in hosts:
                continue
            infinitive = cue.forward and mark_of(tree, c) == "to"
            if infinitive or (case_of(tree, c) or (mark_of(tree, c) if tree.xpos[c] == "VBG" else "")) in cue.prep:
                return c
        return None

    def _predicated(self, tree: Tree, n: int) -> EventMention | None:
        """What is said to be a response: "the raid was", "B in what Ankara said was"."""
        head = subject(tree, n, inherit=False)
        if head is not None and tree.lower[head] != "what":
            return self.deeds.under(tree, head)
        what = next((a for a in (n, *tree.ancestors(n)) if tree.lower[a] == "what" or a == head), head)
        return self.deeds.clause(tree, what) if what is not None and case_of(tree, what) == "in" else None

    def _taken(self, tree: Tree, n: int, cause: EventMention | None) -> Iterator[Tie]:
        """ "Took revenge for A by torching B"."""
        verb = tree.head[n]
        means = [c for c in tree.kids(verb, "advcl", "obl") if _opens(tree, c) in ("by", "with", "in")]
        effects = [e for c in means for e in self.deeds.all_under(tree, c)]
        for effect in effects or [e for e in (self.deeds.at(tree, n), self.deeds.at(tree, verb)) if e][:1]:
            found = cause or self.deeds.before(tree, verb, effect)
            if found is not None and found is not effect:
                yield Tie(found, effect, "retaliation", f"taken:{tree.lemma[n]}", 0.8)

    def _adjective(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Launched retaliatory strikes": the deed answers the hostile one told before."""
        effect = self.deeds.under(tree, tree.head[i]) or self.deeds.clause(tree, tree.head[i])
        if effect is None or effect.modality != "actual":
            return
        cause = self.deeds.before(tree, i, effect)
        if cause is not None and cause.quad_class == 4:
            yield Tie(cause, effect, cue.kind, f"adjective:{tree.lower[i]}", 0.7)

    def _mood(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Furious over A, they did B": what moved somebody, and what he then did."""
        things = [c for c in tree.kids(i, "obl", "nmod", "advcl", "ccomp") if c > i and _opens(tree, c) in cue.prep]
        cause = next((e for c in things if (e := self.deeds.under(tree, c)) is not None), None)
        effect = self.deeds.clause(tree, i) if cause is not None else None
        if cause is not None and effect is not None and effect.modality == "actual" and effect is not cause:
            yield Tie(cause, effect, cue.kind, f"mood:{tree.lower[i]}", 0.7)

    def _called_before(self, tree: Tree, n: int) -> EventMention | None:
        """The deed between a verb of naming and the noun, however the tree hangs them: "called the raid its answer"."""
        verb = next((k for k in range(n - 1, max(n - 9, -1), -1) if tree.lower[k] in CALLS), None)
        between = [] if verb is None else [e for t in range(verb + 1, n) if (e := self.deeds.at(tree, t))]
        return self.deeds.under(tree, between[0].trigger_token) if between else None

    def _called(self, tree: Tree, n: int, cue: LinkCue) -> EventMention | None:
        """What is called a response: "called the raid revenge for A", "a raid that it described as a response to A";
        what gives a pretext or serves as one."""
        verb = tree.head[n]
        if tree.lemma[verb] in GIVES | SERVES:
            head = subject(tree, verb) if cue.forward else None
            return self.deeds.under(tree, head) if head is not None else None
        thing = tree.kid(verb, "obj", "nsubj:pass")
        if thing is None and tree.kid(verb, "aux:pass") is not None:
            thing = subject(tree, verb)
        if thing is not None and thing != n and tree.lower[thing] not in ("which", "that"):
            return self.deeds.under(tree, thing)
        if tree.deprel[verb] == "acl:relcl" and tree.head[verb] >= 0:
            return self.deeds.under(tree, tree.head[verb], verb)
        return None

    def _host(self, tree: Tree, n: int, cause: int) -> EventMention | None:
        """The event of the clause that "in response to" belongs to, the cause's own words left out."""
        i = tree.head[n]
        while i >= 0:
            inside = set(tree.subtree(i)) - set(tree.subtree(n)) - (set(tree.subtree(cause)) if cause >= 0 else set())
            found = [e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in inside]
            if found:
                return min(found, key=lambda e: (depth(tree, e.trigger_token, i), e.trigger_token))
            if tree.rel(i) in CLAUSES:
                return None
            i = tree.head[i]
        return None

    def _marker(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "After A, B": a tie only where B is done to whoever did A, or by whom A was done to."""
        clause = tree.head[i]
        if clause < 0 or (cue.fixed and not any(tree.lower[c] in cue.fixed for c in tree.kids(i, "fixed"))):
            return
        if cue.copular:  # "the shooting was behind the closure"
            told = tree.kid(clause, "nsubj") if tree.kid(clause, "cop") is not None else None
            cause, effect = (self.deeds.under(tree, t) if t is not None else None for t in (told, clause))
            yield from _tied(effect if told is not None else None, cause, cue, f"marker:{tree.lower[i]}", 0.7)
            return
        cause, effect = self.deeds.under(tree, clause), self.deeds.clause(tree, clause)
        if cue.punitive and tree.lower[clause] in ("this", "that") and effect is not None:  # "and for that it expelled"
            cause = self.deeds.before(tree, effect.trigger_token, effect) if effect.quad_class >= 3 else None
            yield from _tied(effect, cause, cue, f"marker:{tree.lower[i]}", 0.7)
            return
        later = [k for k in tree.kids(clause, "parataxis", "conj") if k > clause and self.deeds.under(tree, k)]
        if tree.head[clause] < 0 and later:  # the tree took the time clause for the main one
            cause, effect = self.deeds.under(tree, clause, later[0]), self.deeds.under(tree, later[0])
        if cause is None or effect is None or cause is effect or (cause.modality, effect.modality) != REAL:
            return
        if cue.reversed:
            cause, effect = effect, cause
        if cue.weak and not self._answers(tree, cause, effect):
            return
        if cue.punitive and not self._punishes(tree, i, cause, effect):
            return
        if cue.deed and tree.rel(i) == "mark" and (not cause.actors or same_doer(cause, effect)):
            return
        if cue.deed and (_negated(tree, tree.head[i]) or same_doer(cause, effect)):
            return
        if cue.hostile and (effect.quad_class < 3 or tree.rel(i) != "case"):
            return
        yield Tie(cause, effect, cue.kind, f"marker:{tree.lower[i]}", 0.6 if cue.weak else 0.7)

    def _punishes(self, tree: Tree, i: int, cause: EventMention, effect: EventMention) -> bool:
        """ "Expelled the envoy for criticising the delay", "sanctioned four officers for the massacre"."""
        if tree.rel(i) == "mark":
            return effect.quad_class >= 3 and hits_doer(cause, effect)
        return effect.event_type == "SANCTION" and cause.quad_class >= 3 and not same_doer(cause, effect)

    def _answers(self, tree: Tree, cause: EventMention, effect: EventMention) -> bool:
        """Whether what came after a deed answered it: done by those it was done to, or unrest that broke out."""
        if "CONSULT" in (cause.event_type, effect.event_type):
            return False
        if swapped(cause, effect):
            return True
        above = tree.head[effect.trigger_token]
        begun = above >= 0 and tree.rel(effect.trigger_token) == "nsubj" and tree.lemma[above] in self.cues.link_onsets
        unrest = effect.event_type == "PROTEST" and cause.event_type in ("ASSAULT", "COERCE")
        return (begun or unrest) and cause.quad_class == 4 and not same_doer(cause, effect)


def _tied(
    told: EventMention | None, about: EventMention | None, cue: LinkCue, rule: str, score: float
) -> Iterator[Tie]:
    """A tie of what is called a response, or a pretext, and what it is one for or to; none where either is unknown."""
    if told is not None and about is not None and told is not about:
        yield Tie(*((told, about) if cue.forward else (about, told)), cue.kind, rule, score)


def _beside(tree: Tree, v: int, word: str) -> int | None:
    """The particle or object that belongs to a linking verb: "set off", "paved the way"."""
    return next((c for c in tree.children[v] if tree.lower[c] == word), None)


def _negated(tree: Tree, v: int) -> bool:
    return any(tree.lower[k] in NEGATIONS for k in tree.kids(v, "advmod"))


def _opens(tree: Tree, i: int) -> str:
    return case_of(tree, i) or mark_of(tree, i)


def stated_links(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Mapping[Any, Any]:
    """Ties between event mentions that the reports state in so many words, each once, with the sentence as quote."""
    out: dict[str, LinkMention] = {}
    for scene in scenes(tables):
        links = Links(scene, resources["cues"], resources["predicates"])
        for tree in scene.trees:
            for tie in links.with_joined(tree):
                unreal = "conditional" in (tie.cause.modality, tie.effect.modality)
                if unreal or tie.cause.event_mention_id == tie.effect.event_mention_id:
                    continue
                row_id = content_id("k", tie.cause.event_mention_id, tie.effect.event_mention_id)
                row = LinkMention(
                    row_id, scene.document.document_id, tie.cause.event_mention_id, tie.effect.event_mention_id,
                    tie.kind, tree.start, tree.end, tree.text, tie.rule, tie.score,
                )  # fmt: skip
                out.setdefault(row_id, row)
    return {LinkMention: list(out.values())}


LINKS = Stage(
    name="claims.links",
    question="what is stated to have answered what",
    apply=stated_links,
    reads=READS,
    writes=(LinkMention,),
    resources=("cues", "predicates"),
)
