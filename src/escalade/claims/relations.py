"""Standing ties: who backs, leads, serves, belongs to, is allied with or opposes whom, as passages say it."""

# Over 500 lines: verbs, nouns and roles state one and the same thing, and share who is meant by a token.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from escalade.claims.attribution import READS, claim, speech_of
from escalade.claims.parties import identified, party, party_at
from escalade.claims.scene import ACTORS, Scene, scenes
from escalade.claims.speech import Speech
from escalade.claims.stance import doubted, modality
from escalade.claims.syntax import RELATIVE, agent_of, case_of, is_passive, subject
from escalade.model.codings import Claim, Party, RelationMention
from escalade.model.ids import content_id
from escalade.model.readings import Mention
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, RelationCue

HYPHENS = frozenset({"-", "–", "‑"})
COLLECTIVES = frozenset({"organisation", "group", "country"})
BESIDE = frozenset({"ADJ", "NOUN", "PROPN", "PART", "CCONJ"})  # what may stand between an organisation and a role
NEVER = frozenset({"not", "n't", "n’t", "never", "no", "nothing", "nobody", "none", "neither", "nor"})
LOWERED = frozenset({"deputy", "vice", "assistant", "former", "ex"})
RAISED = frozenset({"prime", "supreme", "first", "chief"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as found: tokens that head source and target, the token that states it."""

    source: Party
    target: Party
    kind: str
    cue: int
    denied: bool = False


class Relations:
    """Finds relations in the sentences of one report."""

    def __init__(self, scene: Scene, speech: Speech, cues: Cues) -> None:
        self.scene, self.speech, self.cues = scene, speech, cues

    def of(self, tree: Tree) -> Iterator[Tie]:
        """Relations that one sentence states, in the order of their cues; nobody is tied to himself."""
        for i, given in enumerate(tree.lemma):
            lemma = self.cues.lemma(tree.lower[i], given) if tree.upos[i] == "VERB" else given
            low = tree.lower[i]
            found: Iterator[Tie] = iter(())
            if lemma in self.cues.relation_nouns and tree.upos[i] in ("NOUN", "PROPN", "ADJ"):
                cue = self.cues.relation_nouns[lemma]
                found = self._role(tree, i, cue) if cue.role else self._noun(tree, i, cue)
            elif low in self.cues.relation_nouns and tree.upos[i] == "PROPN":
                cue = self.cues.relation_nouns[low]
                found = self._role(tree, i, cue) if cue.role else self._noun(tree, i, cue)
            elif lemma in self.cues.relation_verbs and tree.upos[i] in ("VERB", "ADJ") and not self._hyphened(tree, i):
                found = self._verb(tree, i, self.cues.relation_verbs[lemma])
            for tie in found:
                if _key(tie.source) != _key(tie.target):
                    yield tie
            if low in self.cues.relation_suffixes or low in self.cues.relation_prefixes or _ends(low, self.cues):
                yield from self._compound(tree, i)

    # -- "Iranian-backed militias", "pro-Iran groups" -----------------------------------------------------------------

    def _hyphened(self, tree: Tree, i: int) -> bool:
        return i > 1 and tree.words[i - 1] in HYPHENS

    def _compound(self, tree: Tree, i: int) -> Iterator[Tie]:
        low = tree.lower[i]
        if low.partition("-")[0] in self.cues.relation_prefixes and "-" in low:
            named = self._elsewhere(low.partition("-")[2])
            yield from self._tie(
                self._modified(tree, i), named, self.cues.relation_prefixes[low.partition("-")[0]].kind, i
            )
            return
        prefix = self.cues.relation_prefixes.get(low)
        if prefix is not None:
            if i + 2 < len(tree) and tree.words[i + 1] in HYPHENS:
                backer = self._ending(tree, i + 3) or self._ending(tree, i + 4)
                target = self._modified(tree, i + 2)
                yield from self._tie(target, backer, prefix.kind, i)
            return
        word = low.rpartition("-")[2] if _ends(low, self.cues) else low
        cue = self.cues.relation_suffixes.get(word)
        if cue is None or (low == word and not self._hyphened(tree, i)):
            return
        end = i - 1 if low == word else i + 1
        if low == word and end >= 2 and tree.lower[end - 1] == "state" and tree.words[end - 2] in HYPHENS:
            end -= 2
        backer = self._ending(tree, end)
        yield from self._tie(backer, self._modified(tree, i), cue.kind, i)

    def _elsewhere(self, name: str) -> Party | None:
        """The actor that the report calls so somewhere: "pro-Russian" is one word, and no mention of its own."""
        for mentions in self.scene.mentions.values():
            for m in mentions:
                if m.quote.lower().removeprefix("the ") == name and m.kind in ACTORS:
                    return party(self.scene, m)
        return None

    def _ending(self, tree: Tree, end: int) -> Party | None:
        """The actor whose name ends before the token."""
        found = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_end == end and self._acts(m)]
        best = min(found, key=lambda m: m.token_end - m.token_start, default=None)
        if best is None:
            found = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.head == end - 1 and self._acts(m)]
            best = found[0] if found else None
        return party(self.scene, best) if best else None

    def _acts(self, mention: Mention) -> bool:
        """Whether a mention can be a party: an actor, or a place whose name stands for a state."""
        if mention.kind in ACTORS:
            return True
        reference = self.scene.reference.get(mention.mention_id)
        return reference is not None and reference.actor_id is not None

    def _modified(self, tree: Tree, i: int) -> Party | None:
        """The actor that an attribute belongs to, by its name if it has one."""
        head = tree.head[i]
        for _ in range(3):
            if head < 0 or tree.upos[head] in ("NOUN", "PROPN"):
                break
            head = tree.head[head]
        if head < 0 or tree.upos[head] not in ("NOUN", "PROPN"):
            return None
        for c in (head, *tree.ancestors(head)):
            if tree.upos[c] not in ("NOUN", "PROPN") or tree.rel(head) not in ("compound", "amod", "flat", "nmod"):
                break
            head = c if tree.rel(head) in ("compound", "amod", "flat") else head
        return party_at(self.scene, tree, identified(self.scene, tree, head))

    # -- verbs --------------------------------------------------------------------------------------------------------

    def _verb(self, tree: Tree, v: int, entries: tuple[RelationCue, ...]) -> Iterator[Tie]:
        for cue in entries:
            if cue.particle and not any(tree.lower[c] == cue.particle for c in tree.children[v]):
                continue
            thing = tree.kid(v, "nsubj:pass" if cue.owner and is_passive(tree, v) else "obj")
            if cue.objects and (thing is None or tree.lemma[thing] not in cue.objects):
                continue
            first, second, behalf = self._ends_of(tree, v, cue)
            first, second = self._stand_in(tree, first), self._stand_in(tree, second)
            if (cue.noun and not behalf) or (cue.instruments and not self._with(tree, v, cue.instruments)):
                continue
            if cue.targets and (second is None or not self._armed(tree, second, cue.targets)):
                continue
            source = self._party(tree, first)
            target = self._party(tree, second)
            if cue.kind == "leads" and not self._leads(tree, first, second):
                continue
            mention = self.scene.heads.get((tree.ordinal, first)) if first is not None else None
            if cue.person_subject and (mention is None or mention.kind != "person"):
                continue
            both = self._armed(tree, first) and (cue.kind != "part_of" or self._armed(tree, second))
            if cue.group_subject and not both:
                continue
            if cue.subject == "target":
                source, target = target, source
            words = [thing] if thing is not None else []
            denied = any(tree.lower[c] in NEVER for h in (v, *words) for c in (h, *tree.children[h]))
            made = list(self._tie(source, target, cue.kind, v, denied))
            yield from made
            if made:
                return

    def _ends_of(self, tree: Tree, v: int, cue: RelationCue) -> tuple[int | None, int | None, bool]:
        """Heads of the subject and of the other actor; whether the other stands behind the cue's noun."""
        if tree.upos[v] == "ADJ" and tree.rel(v) == "amod":
            other = next((c for c in tree.kids(v, "obl", "nmod") if case_of(tree, c) in cue.prep), None)
            return tree.head[v], other, False
        if cue.owner:
            thing = tree.kid(v, "nsubj:pass" if is_passive(tree, v) else "obj")
            owners = list(tree.kids(thing, "nmod:poss", "nmod")) if thing is not None else []
            other = next((c for c in owners if case_of(tree, c) in ("of", "'s", "’s", "'", "’", "")), None)
            if is_passive(tree, v):  # "the wages of the force are paid by Tunis"
                return agent_of(tree, v), other, False
            return subject(tree, v, inherit=tree.rel(v) in ("acl", "xcomp", "conj", "advcl")), other, False
        passive = is_passive(tree, v) or (tree.rel(v) == "acl" and tree.xpos[v] == "VBN")
        head = subject(tree, v, inherit=tree.rel(v) in ("acl", "xcomp", "conj", "advcl"))
        if cue.prep:
            other = next((c for c in tree.kids(v, "obl", "nmod") if case_of(tree, c) in cue.prep), None)
            if other is None and v + 1 < len(tree) and tree.lower[v + 1] in cue.prep:
                other = self._starting(tree, v + 2) or self._starting(tree, v + 1)
            thing = tree.kid(v, "obj")
            if other is None and thing is not None:
                other = next((c for c in tree.kids(thing, "nmod") if case_of(tree, c) in cue.prep), None)
            if other is None and "to" in cue.prep:
                other = tree.kid(v, "iobj")  # "gives the militia money"
            if cue.noun:
                if other is None or tree.lemma[other] != cue.noun:
                    return head, None, False
                return head, tree.kid(other, "nmod:poss", "nmod"), True
            return head, other, False
        if passive:
            if tree.rel(v) == "acl" and tree.kid(v, "nsubj") is None:
                head = tree.head[v]
            return agent_of(tree, v), head, False
        thing = tree.kid(v, "obj")
        if tree.deprel[v] == "acl:relcl" and (thing is None or tree.lower[thing] in RELATIVE) and tree.kid(v, "nsubj"):
            thing = tree.head[v]  # "the force, which the treasury funds"
        if thing is None:
            thing = self._starting(tree, v + 1)
        return head, thing, False

    def _starting(self, tree: Tree, start: int) -> int | None:
        """Head of the longest actor mention that starts at the token, whatever the tree made of it."""
        found = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_start == start and m.kind in ACTORS]
        best = max(found, key=lambda m: m.token_end, default=None)
        return best.head if best else None

    def _armed(self, tree: Tree, head: int | None, nouns: tuple[str, ...] = ()) -> bool:
        """Whether a token heads an organisation or group; with nouns, a named one or one of those nouns."""
        mention = self.scene.heads.get((tree.ordinal, head)) if head is not None else None
        if mention is None or head is None:
            return False
        target = self.scene.resolve(mention)[0]
        fits = not nouns or target.level == "named" or tree.lemma[head] in nouns or tree.upos[head] == "PRON"
        return fits and target.kind in ("organisation", "group")

    def _leads(self, tree: Tree, first: int | None, second: int | None) -> bool:
        """Persons lead; organisations, groups and countries are led."""
        pair = [self.scene.heads.get((tree.ordinal, t)) if t is not None else None for t in (first, second)]
        if pair[0] is None or pair[1] is None:
            return False
        leader, led = (self.scene.resolve(m)[0] for m in pair if m is not None)
        return leader.kind == "person" and led.kind in ("organisation", "group")

    def _party(self, tree: Tree, head: int | None) -> Party | None:
        if head is None:
            return None
        return party_at(self.scene, tree, identified(self.scene, tree, head))

    def _stand_in(self, tree: Tree, head: int | None) -> int | None:
        """The subject that an unresolved "it" points back to ("X was founded by Y, who leads it"), else the head."""
        if head is None or tree.lower[head] != "it" or (tree.ordinal, head) in self.scene.heads:
            return head
        return next((i for i in range(head) if tree.rel(i) == "nsubj" and self._armed(tree, i)), head)

    def _with(self, tree: Tree, v: int, nouns: tuple[str, ...]) -> bool:
        """Whether one of the nouns stands after "with" beside the verb or its object."""
        thing = tree.kid(v, "obj")
        beside = [*tree.kids(v, "obl"), *(tree.kids(thing, "nmod") if thing is not None else ())]
        return any(case_of(tree, c) == "with" and tree.lemma[c] in nouns for c in beside)

    # -- nouns --------------------------------------------------------------------------------------------------------

    def _noun(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """ "X is a proxy of Y", "X, part of Y", "Y's ally X", "calls X an arm of Y", "X and Y are foes"."""
        if cue.within and case_of(tree, n) not in cue.within:
            return
        other = self._complement(tree, n)
        if other is None:
            yield from self._mutual(tree, n, cue)
            return
        this, denied = self._under(tree, n) if cue.within else self._described(tree, n)
        if this is None:
            return
        denied = denied or any(tree.lower[c] in NEVER for c in tree.children[n])
        yield from self._tie(self._party(tree, this), other, cue.kind, n, denied)

    def _mutual(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """Two that are said to be each other's: "A and B have been enemies since 2020"."""
        if not cue.mutual or tree.kid(n, "cop") is None:
            return
        first = subject(tree, n, inherit=False)
        others = tree.kids(first, "conj") if first is not None else []
        denied = any(tree.lower[c] in NEVER for c in tree.children[n])
        for second in others[:1]:
            yield from self._tie(self._party(tree, first), self._party(tree, second), cue.kind, n, denied)

    def _under(self, tree: Tree, n: int) -> tuple[int | None, bool]:
        """Who is under somebody's thumb: what the phrase is beside, or the subject of its verb; and denial."""
        up = tree.head[n]
        if up < 0 and tree.kid(n, "nsubj") is not None:
            return tree.kid(n, "nsubj"), any(tree.lower[c] in NEVER for c in tree.children[n])
        if tree.kid(n, "cop") is not None:
            return subject(tree, n, inherit=False), False
        if up < 0:
            return None, False
        if tree.rel(n) == "nmod":
            return up, False
        return subject(tree, up), any(tree.lower[c] in NEVER for c in tree.children[up])

    def _complement(self, tree: Tree, n: int) -> Party | None:
        """The actor that a noun takes: "of Y", "Y's", "an Iranian arm"."""
        for c in tree.kids(n, "nmod"):
            if tree.deprel[c] != "nmod:poss" and case_of(tree, c) in ("of", "for", "within", "in", "to"):
                found = self._party(tree, c)
                if found is not None and case_of(tree, c) in ("of", "for", "within", "to"):
                    return found
        for c in tree.kids(n, "nmod:poss"):
            found = self._party(tree, c)
            if found is not None:
                return found
        before = tree.kids(n, "compound", "amod")
        for c in (*before, *(k for b in before for k in tree.kids(b, "amod", "compound"))):
            mention = self.scene.heads.get((tree.ordinal, c))
            if mention is not None and (mention.kind in COLLECTIVES or self._acts(mention)) and c < n:
                return party(self.scene, mention)
        return None

    def _described(self, tree: Tree, n: int) -> tuple[int | None, bool]:
        """Head of what the noun is said to be, and whether that is denied."""
        rel, head = tree.rel(n), tree.head[n]
        if rel == "appos" and head >= 0:
            return head, False
        named = next((c for c in tree.kids(n, "appos", "flat") if tree.upos[c] == "PROPN"), None)
        if named is not None:
            return named, False
        if tree.kid(n, "cop") is not None:
            return subject(tree, n, inherit=False), False
        denied = head >= 0 and any(tree.lower[c] in NEVER for c in tree.children[head])
        if (
            rel in ("xcomp", "obj")
            and head >= 0
            and tree.lemma[head] in ("call", "consider", "deem", "label", "brand", "make")
        ):
            thing = next((c for c in tree.kids(head, "obj", "iobj") if c != n and c < n), None)
            if thing is not None:
                return thing, denied
            if tree.deprel[head] == "acl:relcl" and tree.kid(head, "nsubj") is not None:
                return tree.head[head], denied
            return None, False
        if rel == "xcomp" and head >= 0:
            thing = tree.kid(head, "obj")
            if thing is not None:
                return thing, denied
            if (
                tree.deprel[head] == "acl:relcl"
                and tree.kid(head, "nsubj") is not None
                and tree.lemma[head] in ("call", "consider")
            ):
                return tree.head[head], denied
            return subject(tree, head), denied
        if rel == "obl" and head >= 0 and case_of(tree, n) == "as":
            thing = tree.kid(head, "obj")
            return (thing, denied) if thing is not None else (tree.kid(head, "nsubj:pass"), denied)
        if rel == "obj" and head >= 0 and tree.lemma[head] in ("become", "remain", "constitute", "form"):
            return subject(tree, head), denied
        return None, False

    # -- roles --------------------------------------------------------------------------------------------------------

    def _role(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """ "PMF chief X", "X, commander of Y", "Y's leader X", "X is the head of Y"."""
        person = self._person(tree, n)
        if person is None:
            return
        led = self._led(tree, n, person, cue.kind)
        if led is None:
            return
        before = tree.lower[n - 1] if n else ""
        kind = (
            "leads" if cue.kind == "serves" and before in RAISED and tree.lemma[n].lower() == "minister" else cue.kind
        )
        if kind == "leads" and (before in LOWERED or (n > 1 and tree.lower[n - 2] in LOWERED)):
            if before in ("former", "ex") or tree.lower[n - 2] == "former":
                return
            kind = "serves"
        yield from self._tie(party(self.scene, person), led, kind, n)

    def _person(self, tree: Tree, n: int) -> Mention | None:
        """The person who holds the role: a name around or beside the noun, or what the noun is said of."""
        people = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.kind == "person" and m.level != "nominal"]
        for m in people:
            if (
                m.level == "named"
                and (m.token_start <= n < m.token_end or m.token_start == n + 1)
                and m.token_end > n + 1
            ):
                return m
        for m in people:
            if (
                m.level == "named"
                and m.token_start == n + 2
                and tree.words[n + 1] == ","
                and tree.rel(m.head) == "appos"
            ):
                return m
        called = next((k for k in range(n - 1, max(n - 6, 0), -1) if tree.lower[k] == "as"), -1)
        for m in people:
            if m.level == "named" and m.token_end == called:  # "backed X as the new head of Y"
                return m
        comma = next((k for k in range(n - 1, max(n - 7, 0), -1) if tree.words[k] == ","), -1)
        for m in people:
            if m.level == "named" and m.token_end == comma and not any(tree.upos[k] == "VERB" for k in range(comma, n)):
                return m
        described, denied = self._described(tree, n)
        if described is None or denied:
            return None
        mention = self.scene.heads.get((tree.ordinal, described))
        if mention is None:
            return None
        return mention if self.scene.resolve(mention)[0].kind == "person" else None

    def _led(self, tree: Tree, n: int, person: Mention, kind: str) -> Party | None:
        """The organisation, group or country of the role."""
        for c in (*tree.kids(n, "nmod"), *tree.kids(n, "nmod:poss")):
            if case_of(tree, c) in ("of", "for", "at", "in", "'s", "’s", "'", "’") and c not in range(
                person.token_start, n
            ):
                mention = self.scene.heads.get((tree.ordinal, c))
                held = self.scene.resolve(mention)[0].kind if mention is not None else ""
                if held == "country" and kind == "leads" and tree.kid(n, "compound") is not None:
                    continue  # "Libya's coast guard chief" leads no country
                if mention is not None and held in COLLECTIVES:
                    return party(self.scene, mention)
        nearest: Mention | None = None
        cabinet = tree.lemma[n].lower() == "minister"  # of a country, though a ministry's name stands between
        for m in self.scene.mentions.get(tree.ordinal, ()):
            if m.kind not in COLLECTIVES or m.token_end > n or m.token_end < n - 4:
                continue
            gap = range(m.token_end, n)
            if cabinet and m.kind != "country":
                continue
            if kind == "leads" and m.kind == "country" and any(tree.upos[i] == "NOUN" for i in gap):
                continue  # "an Iraqi police chief" leads no country
            close = all(tree.upos[i] in BESIDE or tree.words[i] in HYPHENS for i in gap)
            if close and (nearest is None or m.token_end > nearest.token_end):
                nearest = m
        return party(self.scene, nearest) if nearest is not None else None

    def _tie(
        self, source: Party | None, target: Party | None, kind: str, cue: int, denied: bool = False
    ) -> Iterator[Tie]:
        if source is None or target is None or _key(source) == _key(target):
            return
        known = target.id is not None if kind in ("leads", "part_of", "serves") else source.id or target.id
        known = known or (kind == "leads" and self._body(target))
        person, body = (self.scene.mention.get(p.mention_id or "") for p in (target, source))
        to_person = person is not None and person.kind == "person"
        named = body is not None and body.level == "named" and body.kind in ("organisation", "group")
        if kind == "serves" and to_person and named:
            source, target, kind = target, source, "leads"  # "the brigade answers to General Traore"
        if known and not (kind == "sponsors" and to_person):
            yield Tie(source, target, kind, cue, denied)

    def _body(self, target: Party) -> bool:
        """Whether a party without an id is one body all the same: "the presidential guard"."""
        mention = self.scene.mention.get(target.mention_id or "")
        return mention is not None and mention.kind == "organisation" and mention.quote.lower().startswith("the ")


def _key(p: Party) -> str:
    return p.id or p.name.lower()


def _ends(low: str, cues: Cues) -> bool:
    """Whether a single token is such a compound ("Iranian-backed")."""
    first, dash, rest = low.partition("-")
    return bool(dash) and (
        low.rpartition("-")[2] in cues.relation_suffixes or (first in cues.relation_prefixes and rest != "")
    )


def _validity(scene: Scene, tree: Tree, cue: int) -> tuple[str | None, str | None]:
    """Days from and to which the relation is said to hold; None = not said."""
    start = end = None
    for time in scene.times.get(tree.ordinal, ()):
        if not any(tree.head[i] == cue for i in range(time.token_start, time.token_end)):
            continue
        words = {tree.lower[k] for k in range(max(time.token_start - 2, 0), time.token_start)}
        if words & {"since", "from"} or (tree.lemma[cue] in ("take", "join", "become") and not words & {"until"}):
            start = time.date_start
        elif words & {"until", "till", "to", "through"}:
            end = time.date_end
    return start, end


def rows_of(scene: Scene, cues: Cues) -> Iterator[tuple[RelationMention, Claim]]:
    """Relations of one report with the claim of who says so; the same one by the same speakers once."""
    speech = speech_of(scene, cues)
    finder, seen = Relations(scene, speech, cues), set()
    for tree in scene.trees:
        for tie in finder.of(tree):
            frames = tuple(f for f in speech.over(tree.ordinal, tie.cue) if f.cue != tie.cue)
            inner = frames[-1].type if frames else ""
            quoted = (
                tree.words[tie.cue - 1] in ('"', "“")
                and tie.cue + 1 < len(tree)
                and tree.words[tie.cue + 1] in ('"', "”")
            )
            stance = "affirms"
            if doubted(tree, tie.cue, cues) or inner == "doubt" or (quoted and not frames):
                stance = "doubts"
            elif tie.denied or inner == "deny":
                stance = "denies"
            speakers = tuple(v.speaker for v in speech.chain(frames))
            key = (_key(tie.source), tie.kind, _key(tie.target), stance, tuple(s.name for s in speakers))
            if key in seen:
                continue
            seen.add(key)
            start, end = _validity(scene, tree, tie.cue)
            row_id = content_id("r", scene.document.document_id, tree.ordinal, tie.cue, *key[:4])
            row = RelationMention(
                row_id, scene.document.document_id, tree.ordinal, tie.source, tie.target, tie.kind,
                start, end, stance, tree.start, tree.end, tree.text,
            )  # fmt: skip
            held = modality(tree, tie.cue, cues)
            yield row, claim(scene, tree, tie.cue, ("relation", row_id), frames, speakers, stance=stance, modality=held)


def relations(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Mapping[Any, Any]:
    """Relations of every report and the claims for and against them."""
    pairs = [pair for scene in scenes(tables) for pair in rows_of(scene, resources["cues"])]
    return {RelationMention: [row for row, _ in pairs], Claim: [said for _, said in pairs]}


RELATIONS = Stage(
    name="claims.relations",
    question="who backs, leads, belongs to whom, from when to when, says who",
    apply=relations,
    reads=READS,
    writes=(RelationMention, Claim),
    resources=("cues",),
)
