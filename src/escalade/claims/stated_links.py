"""What is stated to have answered, or led to, what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from escalade.claims.attribution import READS
from escalade.claims.scene import Scene, scenes
from escalade.claims.syntax import agent_of, case_of, is_passive, mark_of, subject
from escalade.model.casebook import LinkMention
from escalade.model.codings import EventMention
from escalade.model.ids import content_id
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, LinkCue
from escalade.vocab.predicates import Predicates

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
UNREAL = frozenset({"would", "could", "may", "might", "will", "should", "'ll", "can"})
REAL = ("actual", "actual")
AGAINST = frozenset({"REB", "INS", "SEP", "OPP", "PRM", "UAF", "CRM"})  # roles of those who are not their state
TAKEN_UP = "+antecedent"  # in the rule of a mention whose parties were told before
REACH = 4  # sentences that "the raids" looks back
POINTERS = frozenset({"it", "this", "that", "which", "these"})
CLAUSES = frozenset({"root", "ccomp", "advcl", "acl", "conj", "parataxis"})


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
        self.scene, self.cues, self.predicates = scene, cues, predicates

    def of(self, tree: Tree) -> Iterator[Tie]:
        """Ties that one sentence states, in the order of their cues."""
        here = bool(self.scene.events.get(tree.ordinal))
        if not here:
            return
        for i, given in enumerate(tree.lemma):
            lemma = self.cues.lemma(tree.lower[i], given) if tree.upos[i] == "VERB" else given
            if lemma in self.cues.link_verbs and tree.upos[i] == "VERB":
                for cue in self.cues.link_verbs[lemma]:
                    if cue.particle and not any(tree.lower[c] == cue.particle for c in tree.children[i]):
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
            if tree.lower[i] in self.cues.link_markers and tree.rel(i) in ("mark", "case"):
                yield from self._marker(tree, i, self.cues.link_markers[tree.lower[i]])

    # -- finding events ---------------------------------------------------------------------------------------------

    def under(self, tree: Tree, head: int, without: int = -1) -> EventMention | None:
        """The event mention triggered highest in the phrase or clause; pronouns point to the main event before them."""
        if tree.lower[head] in POINTERS and tree.upos[head] in ("PRON", "DET"):
            return self._pointed(tree, head)
        told = tree.kid(head, "det", "nmod:poss")
        if tree.lemma[head] in self.cues.link_pointers and told is not None and tree.lower[told] in DEFINITE:
            return self.main(tree.ordinal - 1)
        inside = set(tree.subtree(head))
        if without >= 0:
            inside -= set(tree.subtree(without))
        found = [e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in inside]
        best = min(found, key=lambda e: (_depth(tree, e.trigger_token, head), e.trigger_token), default=None)
        bare = best is not None and not tree.kids(best.trigger_token, "nmod", "amod", "compound", "acl", "nummod")
        if best is None or bare:  # "the raids" says nothing of its own: what it repeats does
            return self._repeated(tree, head if best is None else best.trigger_token) or best
        return best

    def _at(self, tree: Tree, token: int) -> EventMention | None:
        """The event mention that a word triggers."""
        return next((e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token == token), None)

    def _repeated(self, tree: Tree, head: int) -> EventMention | None:
        """The earlier event that a definite noun repeats ("the raids"): the nearest of that word, else of its type."""
        nouns = self.predicates.nouns.get(tree.lemma[head])
        definite = any(tree.lower[c] in DEFINITE for c in tree.kids(head, "det", "nmod:poss"))
        if nouns is None or tree.upos[head] != "NOUN" or not definite:
            return None
        types = {p.type for p in nouns}
        found = [
            e
            for back in range(REACH + 1)
            for e in reversed(self.scene.events.get(tree.ordinal - back, ()))
            if (back > 0 or e.trigger_token < head)
            and (e.event_type in types and e.modality == "actual" and e.polarity == "positive")
        ]
        alike = (e for e in found if self.scene.by_ordinal[e.sentence].lemma[e.trigger_token] == tree.lemma[head])
        return next(alike, found[0] if found else None)

    def all_under(self, tree: Tree, head: int) -> list[EventMention]:
        """The event mentions of a clause and of those coordinated with it: the highest of each."""
        found = [self.under(tree, c) for c in tree.conjuncts(head) if c >= head]
        return list({e.event_mention_id: e for e in found if e}.values())

    def _pointed(self, tree: Tree, head: int) -> EventMention | None:
        if tree.lower[head] == "which":
            host = tree.head[head]
            noun = tree.head[host] if host >= 0 and tree.rel(host) == "acl" else -1
            return self.under(tree, noun, host) if noun >= 0 else None
        return self.main(tree.ordinal - 1)

    def main(self, ordinal: int, before: EventMention | None = None) -> EventMention | None:
        """The main event of a sentence: hostile ones first, those told anew before those taken up, then the highest;
        with `before`, one by somebody else."""
        tree = self.scene.by_ordinal.get(ordinal)
        if tree is None or tree.root < 0:
            return None
        found = [e for e in self.scene.events.get(ordinal, ()) if e.modality == "actual" and e.polarity == "positive"]
        if before is not None:
            found = [e for e in found if e.event_mention_id != before.event_mention_id and not _same_doer(e, before)]
        return min(
            found,
            key=lambda e: (
                e.quad_class != 4,
                TAKEN_UP in e.rule,
                _depth(tree, e.trigger_token, tree.root),
                e.trigger_token,
            ),
            default=None,
        )

    def clause(self, tree: Tree, token: int) -> EventMention | None:
        """The event of the clause that a token depends in: its predicate's, else the highest in it."""
        i, steps = tree.head[token], 0
        while i >= 0 and steps < 6:
            direct = self._at(tree, i)
            if direct is not None:
                return direct
            if tree.rel(i) in CLAUSES:
                return self.under(tree, i, token) or self._standing_for(tree, i)
            i, steps = tree.head[i], steps + 1
        return None

    def _standing_for(self, tree: Tree, verb: int) -> EventMention | None:
        """The deed that "the move came", "took this step" stand for."""
        things = (c for c in tree.kids(verb, "nsubj", "obj") if tree.lemma[c] in self.cues.link_pointers)
        return next((e for c in things if (e := self.under(tree, c)) is not None), None)

    # -- cues -------------------------------------------------------------------------------------------------------

    def _verb(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "A sparked B", "B was sparked by A", "A led to B", "A, prompting B"."""
        if any(tree.lower[k] in UNREAL for k in tree.kids(v, "aux")) or _negated(tree, v):
            return
        passive = is_passive(tree, v) or (tree.rel(v) in ("acl", "advcl") and tree.xpos[v] == "VBN")
        head = subject(tree, v, inherit=False)
        if head is not None:
            relative = head in tree.ancestors(v)  # "the raid that sparked B": B is no part of the cause
            first = self.under(tree, head, v if relative else -1) or self._clefted(tree, head, v)
        elif tree.rel(v) == "acl" and tree.head[v] >= 0:
            first = self.under(tree, tree.head[v], v)
        else:
            first = self.clause(tree, v)
        other: int | None
        if cue.prep:
            other = next((c for c in tree.kids(v, "obl", "nmod", "advcl") if _opens(tree, c) in cue.prep), None)
        elif passive:
            other = agent_of(tree, v)
        elif cue.deed:
            driven = (c for c in tree.kids(v, "xcomp", "ccomp", "advcl", "obl") if c > v)
            driven = (c for c in driven if tree.rel(c) != "obl" or case_of(tree, c) in ("to", "into"))
            other = next((c for c in driven if self.under(tree, c)), None)
        else:
            things = tree.kids(v, "obj", "ccomp", "xcomp")
            other = next((c for c in things if self.under(tree, c)), next(iter(things), None))
            inner = tree.kid(v, "xcomp", "ccomp")
            if inner is not None and self.under(tree, inner):
                other = inner
        second = self.under(tree, other) if other is not None else None
        if second is None and other is not None and tree.rel(other) == "obj":  # "the raid drew condemnation"
            second = self._at(tree, v)
        if first is None or second is None or (cue.event_subject and head is None):
            return
        flipped = (cue.subject == "effect") != (passive and not cue.prep)
        cause, effect = (second, first) if flipped else (first, second)
        yield Tie(cause, effect, cue.kind, f"verb:{tree.lemma[v]}", 0.8)

    def _clefted(self, tree: Tree, head: int, v: int) -> EventMention | None:
        """The deed a relative clause hangs on: "the killing of a man that", "the raid is what", "shelled it, which"."""
        if tree.lower[head] == "what":
            thing = tree.kid(head, "nsubj")
            return self.under(tree, thing) if thing is not None else None
        loose = any(tree.lower[k] == "which" and tree.words[k - 1] == "," for k in tree.kids(v, "nsubj"))
        while tree.rel(head) in (("nmod", "obl", "obj") if loose else ("nmod",)) and tree.head[head] >= 0:
            head = tree.head[head]
            found = self._at(tree, head)
            if found is not None:
                return found
        return None

    def _reaction(self, tree: Tree, v: int, cue: LinkCue) -> Iterator[Tie]:
        """ "The army retaliated", "responded to the raid by closing the border", "answered with rockets"."""
        means = [c for c in tree.kids(v, "advcl", "obl") if _opens(tree, c) in cue.means]
        effects = [e for c in means for e in self.all_under(tree, c)]
        own = self._at(tree, v)
        if own is not None and own.modality != "actual":
            return
        if not effects and own is not None:
            effects = [own]
        if not effects:  # "responded in kind and expelled ten"
            effects = [e for c in tree.kids(v, "conj") if c > v and (e := self.under(tree, c)) is not None]
        if not effects and tree.rel(v) == "advcl":  # "retaliating for the strike, drones hit a refinery"
            effects = [e for e in (self.clause(tree, v),) if e is not None]
        if not effects:
            return
        stated = next((c for c in tree.kids(v, "obl", "obj") if _opens(tree, c) in (*cue.prep, "")), None)
        cause = self.under(tree, stated) if stated is not None and tree.rel(stated) == "obl" else None
        if cause is None or cause in effects:
            cause = self._before(tree, v, effects[0])
            if cause is not None and cue.kind == "retaliation" and cause.quad_class != 4:
                return
        if cause is None:
            return
        for effect in effects:
            yield Tie(cause, effect, cue.kind, f"reaction:{tree.lemma[v]}", 0.8)

    def _before(self, tree: Tree, v: int, effect: EventMention) -> EventMention | None:
        """The deed reacted to: told earlier in the sentence, else the main event of the two sentences before."""
        earlier = [
            e
            for e in self.scene.events.get(tree.ordinal, ())
            if e.trigger_token < v and not _same_doer(e, effect) and e is not effect and e.parent_id is None
        ]
        if earlier and any(tree.rel(i) in ("conj", "parataxis", "root") for i in (v,)) and tree.head[v] >= 0:
            return min(earlier, key=lambda e: _depth(tree, e.trigger_token, tree.root))
        joined = tree.head[v] if tree.rel(v) in ("conj", "parataxis") else -1
        if 0 <= joined < v and tree.upos[joined] == "VERB" and subject(tree, v, inherit=False) is not None:
            return None  # it answers the clause before, whose deed nobody coded
        for back in (1, 2):
            found = self.main(tree.ordinal - back, effect)
            if found is not None:
                near = back == 1 and "\n" not in self.scene.document.text[tree.start - 2 : tree.start]
                return found if near or not _strangers(found, effect) else None
        return None

    def _noun(self, tree: Tree, n: int, cue: LinkCue) -> Iterator[Tie]:
        """ "In retaliation for A, B", "B was payback for A", "A was the pretext for B", "in response, B"."""
        after = [
            c for c in range(n + 1, len(tree)) if case_of(tree, c) in cue.prep and tree.head[c] in (n, tree.head[n])
        ]
        about = self.under(tree, after[0]) if after and after[0] - n <= 12 else None
        opener = case_of(tree, n)
        if cue.only_in and opener != "in":
            return
        copular = tree.kid(n, "cop", "nsubj") is not None
        if copular and about is not None:
            head = subject(tree, n, inherit=False)
            told = self.under(tree, head) if head is not None else None
            if told is about:  # "the ambush was the excuse for the bombing": a noun of its type, not a repetition
                at = after[0]
                about = self._at(tree, at) or about
            if told is not None:
                ends = (told, about) if cue.forward else (about, told)
                yield Tie(*ends, cue.kind, f"noun:{tree.lemma[n]}", 0.8)
            return
        if tree.rel(n) == "nsubj" and about is not None and tree.head[n] >= 0:  # "the answer to A was B"
            told = self.under(tree, tree.head[n], n)
            if told is not None:
                yield Tie(about, told, cue.kind, f"noun:{tree.lemma[n]}", 0.7)
            return
        if about is not None and tree.rel(n) in ("xcomp", "obj", "obl") and opener in ("", "as") and tree.head[n] >= 0:
            told = self._called(tree, n)
            if told is not None and told is not about:
                yield Tie(*((told, about) if cue.forward else (about, told)), cue.kind, f"called:{tree.lower[n]}", 0.8)
            if told is not None or opener != "as":
                return
        if opener not in ("in", "as", "on") or cue.forward:
            return
        effect = self._host(tree, n, after[0] if after else -1)
        if about is None and not after and effect is not None:
            about = self._before(tree, effect.trigger_token, effect)
        if about is not None and effect is not None:
            yield Tie(about, effect, cue.kind, f"in:{tree.lemma[n]}", 0.9)

    def _adjective(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "Launched retaliatory strikes": the deed answers the hostile one told before."""
        effect = self.under(tree, tree.head[i]) or self.clause(tree, tree.head[i])
        if effect is None or effect.modality != "actual":
            return
        cause = self._before(tree, i, effect)
        if cause is not None and cause.quad_class == 4:
            yield Tie(cause, effect, cue.kind, f"adjective:{tree.lower[i]}", 0.7)

    def _called(self, tree: Tree, n: int) -> EventMention | None:
        """What is called a response: "called the raid revenge for A", "a raid that it described as a response to A"."""
        verb = tree.head[n]
        thing = tree.kid(verb, "obj", "nsubj:pass")
        if thing is not None and thing != n and tree.lower[thing] not in ("which", "that"):
            return self.under(tree, thing)
        if tree.deprel[verb] == "acl:relcl" and tree.head[verb] >= 0:
            return self.under(tree, tree.head[verb], verb)
        return None

    def _host(self, tree: Tree, n: int, cause: int) -> EventMention | None:
        """The event of the clause that "in response to" belongs to, the cause's own words left out."""
        i = tree.head[n]
        while i >= 0:
            inside = set(tree.subtree(i)) - set(tree.subtree(n)) - (set(tree.subtree(cause)) if cause >= 0 else set())
            found = [e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in inside]
            if found:
                return min(found, key=lambda e: (_depth(tree, e.trigger_token, i), e.trigger_token))
            if tree.rel(i) in CLAUSES:
                return None
            i = tree.head[i]
        return None

    def _marker(self, tree: Tree, i: int, cue: LinkCue) -> Iterator[Tie]:
        """ "After A, B": a tie only where B is done to whoever did A, or by whom A was done to."""
        clause = tree.head[i]
        if clause < 0:
            return
        cause, effect = self.under(tree, clause), self.clause(tree, clause)
        later = [k for k in tree.kids(clause, "parataxis", "conj") if k > clause and self.under(tree, k)]
        if tree.head[clause] < 0 and later:  # the tree took the time clause for the main one
            cause, effect = self.under(tree, clause, later[0]), self.under(tree, later[0])
        if cause is None or effect is None or cause is effect or (cause.modality, effect.modality) != REAL:
            return
        if cue.reversed:
            cause, effect = effect, cause
        if cue.weak and ("CONSULT" in (cause.event_type, effect.event_type) or not _swapped(cause, effect)):
            return
        if cue.punitive and not (tree.rel(i) == "mark" and effect.quad_class >= 3 and _hits_doer(cause, effect)):
            return
        if cue.deed and (not cause.actors or _same_doer(cause, effect) or _negated(tree, tree.head[i])):
            return
        if cue.hostile and (effect.quad_class < 3 or tree.rel(i) != "case"):
            return
        yield Tie(cause, effect, cue.kind, f"marker:{tree.lower[i]}", 0.6 if cue.weak else 0.7)


def _negated(tree: Tree, v: int) -> bool:
    return any(tree.lower[k] in ("not", "n't", "n’t", "never") for k in tree.kids(v, "advmod"))


def _opens(tree: Tree, i: int) -> str:
    return case_of(tree, i) or mark_of(tree, i)


def _depth(tree: Tree, token: int, top: int) -> int:
    depth = 0
    while token != top and token >= 0 and depth < 50:
        token, depth = tree.head[token], depth + 1
    return depth


def _ids(parties: tuple[Any, ...]) -> set[str]:
    """Actors and the first three letters of their codes: a soldier counts with his country, a rebel does not."""
    states = {p.codes[0][:3] for p in parties if p.codes and p.codes[0][3:6] not in AGAINST}
    return {p.id for p in parties if p.id} | states


def _same_doer(a: EventMention, b: EventMention) -> bool:
    return bool(_ids(a.actors) & _ids(b.actors))


def _hits_doer(cause: EventMention, effect: EventMention) -> bool:
    """Whether the effect is done to whoever did the cause ("expelled the envoy for criticising the delay")."""
    texts = {p.text for p in cause.actors} & {p.text for p in effect.recipients}
    return bool(texts or _ids(cause.actors) & _ids(effect.recipients))


def _strangers(cause: EventMention, effect: EventMention) -> bool:
    """Whether all four parties are known and none of one deed has to do with the other."""
    sides = [_ids(p) for p in (cause.actors, cause.recipients, effect.actors, effect.recipients)]
    return all(sides) and not (sides[0] | sides[1]) & (sides[2] | sides[3])


def _swapped(cause: EventMention, effect: EventMention) -> bool:
    """Whether the effect is done by the one the cause was done to, or to the one who did it, and not by the same."""
    if _same_doer(cause, effect):
        return False
    if cause.quad_class == 4 and cause.place and cause.place.country in _ids(effect.actors):
        return True  # whose land it was done on
    return bool(_ids(effect.actors) & _ids(cause.recipients) or _ids(effect.recipients) & _ids(cause.actors))


def stated_links(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Mapping[Any, Any]:
    """Ties between event mentions that the reports state in so many words, each once, with the sentence as quote."""
    out: dict[str, LinkMention] = {}
    for scene in scenes(tables):
        links = Links(scene, resources["cues"], resources["predicates"])
        for tree in scene.trees:
            for tie in links.of(tree):
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
