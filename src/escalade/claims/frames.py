"""Reporting frames of one sentence: a cue of saying, whose words they are, and which tokens are what is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from escalade.claims.scene import Scene
from escalade.claims.syntax import (
    NEGATIONS,
    agent_of,
    around,
    case_of,
    content_after,
    hull,
    is_passive,
    mark_of,
    parenthesis,
    subject,
)
from escalade.claims.voices import FIRST_PERSON, Voice, Voices, same_publisher
from escalade.model.codings import Speaker
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, Reporting

APART = frozenset(  # open a clause of its own, no "he said"
    {"after", "before", "since", "until", "till", "when", "while", "although", "though", "whereas", "because", "but"}
)
MEDIA = frozenset({"media", "press", "television", "radio"})
MEANWHILE = frozenset({"as"})
SINCE = frozenset({"after", "before"})  # behind a span of time: "two days after"
BEHIND = 5  # words from a cue to the comma after it: "said on Monday,"
STANCES = frozenset({"deny", "doubt", "confirm"})  # what follows their colon is told beside, not said
DEEDS = frozenset({"act", "crime", "violation", "breach", "escalation"})  # what only a happening is called
ON_WHOSE = frozenset({"word", "authority", "strength", "testimony", "evidence"})
CITES = frozenset({"cite", "quote", "rely"})
OWNED = frozenset({"of", "'s", "’s", "'", "’"})
OWN_WORD = frozenset({"its", "their", "his", "her"})
QUOTE_MARKS = frozenset({'"', "“", "''", "``", "”"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of saying.

    `voices` outermost first; `content` are tokens of the same sentence; `accused` heads the culprit, `hearer` who was
    told.
    """

    sentence: int
    cue: int
    lemma: str
    type: str
    voices: tuple[Voice, ...]
    source: tuple[int, int] | None
    cue_span: tuple[int, int]
    content: frozenset[int]
    content_span: tuple[int, int] | None
    said_on: str | None
    accused: int | None = None
    hearer: int | None = None

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who speaks, outermost first."""
        return tuple(v.speaker for v in self.voices)


class Frames:
    """Finds the frames of sentences of one report, asked in text order."""

    def __init__(self, scene: Scene, cues: Cues, voices: Voices) -> None:
        self.scene, self.cues, self.voices = scene, cues, voices

    def of(self, tree: Tree) -> list[Frame]:
        """Frames of one sentence in the order of their cues, also those whose content is still empty."""
        found: list[Frame] = []
        for i, given in enumerate(tree.lemma):
            lemma = self.cues.lemma(tree.lower[i], given) if tree.upos[i] == "VERB" else given
            if lemma in self.cues.verbs and tree.upos[i] == "VERB":
                found.extend(self._verb(tree, i, self.cues.verbs[lemma]))
            elif lemma in self.cues.adjectives and tree.upos[i] == "ADJ" and tree.kid(i, "ccomp", "cop") is not None:
                frame = self._say(tree, i, self.cues.adjectives[lemma])
                found += [frame] if frame is not None and frame.content else []
            elif lemma in self.cues.nouns and tree.upos[i] == "NOUN":
                found.extend(self._noun(tree, i, self.cues.nouns[lemma]))
            elif tree.lower[i] == "according" and i + 1 < len(tree) and tree.lower[i + 1] == "to":
                found.extend(self._according(tree, i))
        colon = self._colon(tree)
        if colon is not None and not any(f.content >= colon.content for f in found):
            found.append(colon)
        self.voices.heard(tree, [v for f in found for v in f.voices])
        return found

    # -- verbs ------------------------------------------------------------------------------------------------------

    def _verb(self, tree: Tree, v: int, entries: tuple[Reporting, ...]) -> list[Frame]:
        """The frame of a verb by the first of its entries that fits."""
        for entry in entries:
            if entry.particle and not any(tree.lower[c] == entry.particle for c in tree.children[v]):
                continue
            if entry.type == "accuse":
                frame = self._accuse(tree, v)
            elif entry.type == "relay":
                frame = self._relay(tree, v)
            elif entry.type == "hear":
                frame = self._hear(tree, v)
            else:
                frame = self._say(tree, v, entry)
            if frame is not None:
                return [frame]
        return []

    def _say(self, tree: Tree, v: int, entry: Reporting) -> Frame | None:
        subjects = tree.kids(v, "nsubj")
        if any(tree.lower[min(tree.subtree(k))] == "than" for k in (v, *subjects)):
            return None  # "eight more than the junta has admitted"
        content = self._content(tree, v, entry)
        if content is None:
            return None
        head, verb = subject(tree, v), self.cues.lemma(tree.lower[v], tree.lemma[v])
        if head is None and v and tree.words[v - 1] in (",", '"', "”"):  # ", say rebels"
            after = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_start == v + 1]
            head = after[0].head if after else None
        hearer = next((c for c in tree.kids(v, "iobj", "obj") if entry.hearer and c not in content), None)
        if is_passive(tree, v):
            agent, voices = agent_of(tree, v), []
            if head is not None and entry.hearer and head not in content:
                voices += self._voice(tree, head, None)
            if agent is not None:
                voices += self._voice(tree, agent, verb)
        else:
            if head is None or head in content or (entry.type == "reveal" and not self._can_speak(tree, head)):
                return None
            own, cited = self._voice(tree, head, verb), self._cited(tree, v, head)
            if not own and not (cited and tree.lower[head] in FIRST_PERSON):
                return None
            voices = (self._hearers(tree, v, entry) if own and entry.type != "deny" else []) + own + cited
        type_ = self._negated(tree, v, entry.type)
        if not voices or type_ is None:
            return None
        return replace(self._frame(tree, v, type_, voices, content), hearer=hearer)

    def _negated(self, tree: Tree, v: int, type_: str) -> str | None:
        """What is left of a cue under "not": no denial is an avowal, no belief a doubt, no word nothing (None); nor is
        anything said by who "neither confirmed nor denied" it."""
        if any(tree.lower[c] in ("neither", "nor") for c in tree.kids(v, "cc", "cc:preconj", "advmod")):
            return None
        if not any(tree.lower[c] in NEGATIONS for c in tree.kids(v, "advmod")):
            return type_
        if self.cues.lemma(tree.lower[v], tree.lemma[v]) == "rule":
            return "believe"  # "did not rule out that": it may be
        return {"deny": "confirm", "doubt": "say", "believe": "doubt"}.get(type_)

    def _content(self, tree: Tree, v: int, entry: Reporting) -> set[int] | None:
        """Tokens said; empty where the words may stand in quotation marks nearby; None where the verb says nothing."""
        if entry.beside:
            return self._beside(tree, v, entry)
        if entry.predicative:
            return self._called(tree, v)
        if entry.prep:
            told = [c for c in tree.kids(v, "obl", "advcl") if c > v and tree.lower[min(tree.subtree(c))] == entry.prep]
            return {t for c in told for t in tree.subtree(c)} or None
        inside = self._clauses(tree, v, entry)
        thing = tree.kid(v, "nsubj:pass") if is_passive(tree, v) else tree.kid(v, "obj")
        takes = entry.object and thing is not None and tree.upos[thing] != "PRON"
        if not inside and takes and thing is not None and (not entry.only or tree.lemma[thing] in entry.only):
            inside = set(tree.subtree(thing))
            if entry.only:  # "claimed responsibility for the attack"
                inside |= {t for c in tree.kids(v, "obl") if case_of(tree, c) == "for" for t in tree.subtree(c)}
            if tree.lemma[thing] == "responsibility":  # "for the raid that preceded the shelling": not who shelled
                relative = [c for c in inside if tree.deprel[c] == "acl:relcl"]
                inside -= {t for c in relative for t in tree.subtree(c)}
        if not inside or min(inside) < v:
            inside |= content_after(tree, v) if not entry.only else set()
        if not entry.only and (not inside or max(inside) < v or tree.rel(v) == "parataxis"):
            apart = self._of_which(tree, v) or mark_of(tree, v) in APART
            set_off = None if apart else parenthesis(tree, v)
            if set_off is not None:
                inside = around(tree, *set_off) | self._goes_on(tree, set_off[1])
            elif tree.rel(v) == "advcl" and mark_of(tree, v) == "as" and tree.head[v] >= 0:
                inside = set(tree.subtree(tree.head[v])) - set(tree.subtree(v))
        if entry.type not in STANCES and entry.type != "believe":
            inside |= self._after_colon(tree, v)
        if entry.only and not inside:
            return None
        return inside - {v, *self._meanwhile(tree, v)}

    def _goes_on(self, tree: Tree, end: int) -> set[int]:
        """What follows "..., he said;" in a clause that names no other who says it."""
        if end >= len(tree) or tree.words[end] != ";":
            return set()
        rest = range(end + 1, next((i for i in range(end + 1, len(tree)) if tree.words[i] == ";"), len(tree)))
        told = any(
            (tree.lemma[i] in self.cues.verbs and tree.upos[i] == "VERB") or tree.lower[i] == "according" for i in rest
        )
        return set() if told else set(rest)

    def _of_which(self, tree: Tree, v: int) -> bool:
        """ "Rebels said the army shelled Gao, which the army denies": it speaks of the clause, but not within it."""
        return any(c < v and tree.lower[c] == "which" for c in tree.kids(v, "obj"))

    def _clauses(self, tree: Tree, v: int, entry: Reporting) -> set[int]:
        """Tokens of the clauses and phrases that depend on the verb as what is said."""
        inside: set[int] = set()
        for c in tree.children[v]:
            rel = tree.rel(c)
            said = rel == "ccomp" and not (c > v and tree.xpos[c] == "VBG" and tree.words[c - 1] == ",")
            said = said or (
                rel == "xcomp" and not entry.particle and entry.type in ("claim", "deny", "warn", "confirm")
            )
            marked = rel == "parataxis" and c > v and self._marked(tree, v, c)
            said = said or (marked and entry.type != "believe")
            said = said or (rel == "advcl" and c > v and mark_of(tree, c) in ("if", "unless"))
            said = said or (
                rel == "obl" and entry.type == "warn" and case_of(tree, c) in ("of", "about", "against", "with")
            )
            if said and not (entry.type in STANCES and any(tree.words[i] == ":" for i in range(v, c))):
                inside.update(tree.subtree(c))
        return inside

    def _meanwhile(self, tree: Tree, v: int) -> list[int]:
        """What is told beside what was said: "Rebels took Gao, officials said, as Paris called for a truce"; "..., the
        army said on Monday, two days after rebels shelled its camp"."""
        comma = next((i for i in range(v + 1, min(v + BEHIND, len(tree) - 1)) if tree.words[i] == ","), None)
        if comma is None or any(tree.upos[i] in ("VERB", "AUX") for i in range(v + 1, comma)):
            return []
        said = [c for c in (v, tree.head[v], *tree.kids(v, "ccomp", "parataxis")) if 0 <= c <= v]
        beside = [
            a
            for c in said
            for a in tree.kids(c, "advcl")
            if comma < a and min(t for t in tree.subtree(a) if tree.words[t] != ",") == comma + 1
            and mark_of(tree, a) in (MEANWHILE if tree.lower[comma + 1] in MEANWHILE else SINCE)
        ]  # fmt: skip
        return [t for a in beside for t in tree.subtree(a)]

    def _beside(self, tree: Tree, v: int, entry: Reporting) -> set[int] | None:
        """ "Made it clear that ...", "let it be known that ..."."""
        below = [*tree.children[v], *(g for c in tree.children[v] for g in tree.children[c])]
        words = [c for c in below if tree.lemma[c] in entry.beside]
        if not words:
            return None
        clauses = [g for c in (v, *tree.children[v]) for g in tree.kids(c, "ccomp", "csubj") if g not in words]
        return ({t for c in clauses for t in tree.subtree(c)} | content_after(tree, max(words))) - {v, *words} or None

    def _called(self, tree: Tree, v: int) -> set[int] | None:
        """What something is called: "called the visit a response to the raid", "described it as an act of war"; where
        it is called a deed, that it happened is said with it, but not where it is called "an invention"."""
        thing = tree.kid(v, "obj", "nsubj:pass")
        said = [c for c in tree.kids(v, "xcomp", "obl", "obj") if c > v and tree.upos[c] in ("NOUN", "PROPN")]
        said = [c for c in said if c != thing and (tree.rel(c) != "obl" or case_of(tree, c) == "as")]
        if thing is None or not said:
            return None
        held = self.cues.nouns.get(tree.lemma[thing])  # "the allegation", "rumours" of it: nothing has happened
        happened = (held is None or held.type == "say") and any(
            tree.lower[c] in self.cues.link_nouns or tree.lemma[c] in DEEDS for c in said
        )
        return {t for c in ((thing, *said) if happened else said) for t in tree.subtree(c)}

    def _marked(self, tree: Tree, lo: int, hi: int) -> bool:
        """Whether a colon or quotation mark stands between two tokens."""
        return any(tree.words[i] == ":" or tree.words[i] in QUOTE_MARKS for i in range(min(lo, hi), max(lo, hi)))

    def _after_colon(self, tree: Tree, v: int) -> set[int]:
        """What follows a colon soon after the cue."""
        for i in range(v + 1, min(len(tree), v + 13)):
            if tree.words[i] == ":":
                return set(range(i + 1, len(tree)))
            if tree.words[i] == ";":
                break
        return set()

    # -- accusations, relays, hearsay -------------------------------------------------------------------------------

    def _accuse(self, tree: Tree, v: int) -> Frame | None:
        """ "A blames B for the attack", "blames the attack on B", "accuses B of bombing C", and their passives."""
        passive = is_passive(tree, v)
        thing = tree.kid(v, "nsubj:pass") if passive else tree.kid(v, "obj")
        if thing is None and tree.rel(v) == "acl" and tree.xpos[v] == "VBN":
            thing, passive = tree.head[v], True
        if thing is None:
            return None
        preps: dict[str, int] = {}
        for holder in (v, thing):
            for c in tree.kids(holder, "obl", "nmod", "advcl", "acl"):
                case = case_of(tree, c) or mark_of(tree, c)
                if case and c > min(v, thing):
                    preps.setdefault(case, c)
        lemma = tree.lemma[v]
        if lemma in ("blame", "pin", "attribute", "ascribe", "fault"):
            other = preps.get("on", preps.get("to")) if lemma != "fault" else None
            accused, deed = (other, thing) if other is not None else (thing, preps.get("for"))
        else:
            accused, deed = thing, preps.get("of", preps.get("with", preps.get("in")))
        if deed is None and lemma != "blame":
            return None
        agent = agent_of(tree, v) if passive else subject(tree, v)
        voices = self._voice(tree, agent, lemma) if agent is not None else []
        content = set(tree.subtree(deed)) if deed is not None else set()
        if accused is not None and deed == thing:
            content -= set(tree.subtree(accused))
        return replace(self._frame(tree, v, "accuse", voices, content), accused=accused)

    def _relay(self, tree: Tree, v: int) -> Frame | None:
        """ "The paper quotes officials who say ...": the paper, then whom it quotes."""
        teller = subject(tree, v)
        if tree.rel(v) in ("advcl", "acl", "amod") or teller is None or is_passive(tree, v):
            return None
        lemma = tree.lemma[v]
        voices = self._voice(tree, teller, lemma)
        if not voices:
            return None
        if lemma == "let":
            clause = [c for c in tree.kids(v, "xcomp", "ccomp") if tree.lemma[c] in self.cues.verbs]
            content = set(tree.subtree(clause[0])) if clause and voices[0].outlet else set()
            return self._frame(tree, v, "relay", voices, content) if content else None
        cited = next((c for c in tree.kids(v, "obj", "nsubj") if c > v), None)
        if lemma in ("rely", "lean", "counter"):
            wanted = "with" if lemma == "counter" else "on"
            cited = next((c for c in tree.kids(v, "obl", "nmod") if case_of(tree, c) == wanted), None)
        if cited is None:
            return None
        saying = next((c for c in (*tree.children[v], *tree.children[cited]) if self._as_saying(tree, c)), None)
        if saying is not None:  # the quotation itself may stand before
            said = {t for t in tree.subtree(saying) if t > saying}
            return self._frame(tree, v, "say", voices + self._voice(tree, cited, tree.lemma[saying]), said)
        telling = [
            u for u in range(cited + 1, len(tree)) if tree.upos[u] == "VERB" and tree.lemma[u] in self.cues.verbs
        ]
        clauses = tree.kids(cited, "acl") + [u for u in telling if subject(tree, u) == cited or tree.head[u] == v]
        content = {t for c in clauses for t in tree.subtree(c) if t > cited}
        return self._frame(tree, v, "relay", voices + self._voice(tree, cited, None), content) if content else None

    def _as_saying(self, tree: Tree, c: int) -> bool:
        """ "Quoted the minister as saying"."""
        return (
            tree.xpos[c] == "VBG" and tree.lemma[c] in self.cues.verbs and "as" in (mark_of(tree, c), case_of(tree, c))
        )

    def _hear(self, tree: Tree, v: int) -> Frame | None:
        """ "He had heard from a guard that ...", "one of them heard the general say that ..."."""
        hearer = subject(tree, v)
        if hearer is None:
            return None
        source = next((c for c in tree.kids(v, "obl", "nmod") if case_of(tree, c) == "from"), None)
        clauses = tree.kids(v, "ccomp", "xcomp")
        said = next((u for u in range(v + 1, min(v + 7, len(tree))) if tree.upos[u] == "VERB"), None)
        content = {t for c in clauses for t in tree.subtree(c)} | content_after(tree, v)
        if said is not None and tree.lemma[said] in self.cues.verbs and source is None:
            content |= {t for t in tree.subtree(said) if t > v}
        elif source is None and tree.lemma[v] == "hear":
            return None
        voices = self._voice(tree, hearer, tree.lemma[v])
        if source is not None:
            voices += self._voice(tree, source, None)
        return self._frame(tree, v, "hear", voices, content) if voices and content else None

    # -- nouns, "according to", colons ------------------------------------------------------------------------------

    def _noun(self, tree: Tree, n: int, entry: Reporting) -> list[Frame]:
        """ "A statement by the army that ...", "by the account of diplomats, ..."."""
        content = {t for c in tree.kids(n, "acl", "ccomp") if self._that_clause(tree, c) for t in tree.subtree(c)}
        content |= self._is_that(tree, n)
        maker = self._noun_source(tree, n)
        if not content and entry.perspective and tree.rel(n) == "obl" and case_of(tree, n) in ("by", "in", "per"):
            content = self._seen_so(tree, n)
            if maker is not None and tree.lower[maker] in OWN_WORD and min(tree.subtree(n)):
                maker = self._agent_behind(tree, n) or maker
        before = tree.kid(n, "ccomp") if tree.rel(n) in ("root", "parataxis") else None
        if not content and before is not None and before < n and tree.lower[n - 1] in MEDIA:
            voices = self._voice(tree, n - 1, tree.lemma[n])  # ", local media report": a verb taken for a noun
            return [self._frame(tree, n, entry.type, voices, set(tree.subtree(before)))] if voices else []
        if not content:
            return []
        voices = self._voice(tree, maker, tree.lemma[n]) if maker is not None else []
        return [self._frame(tree, n, entry.type, voices, content)] if voices else []

    def _is_that(self, tree: Tree, n: int) -> set[int]:
        """What an account is: "the army's version is that rebels burned the mill"."""
        said = tree.head[n]
        if tree.rel(n) != "nsubj" or said < n or not any(tree.lemma[c] == "be" for c in tree.kids(said, "cop", "aux")):
            return set()
        mark = next((c for c in tree.kids(said, "mark") if tree.lower[c] == "that" and c > n), None)
        return {t for t in tree.subtree(said) if t > mark} if mark is not None else set()

    def _seen_so(self, tree: Tree, n: int) -> set[int]:
        """What "by X's account" speaks of: what follows its comma, or the clause that it interrupts."""
        phrase, comma = (
            tree.subtree(n),
            next((i for i in range(n + 1, min(n + 8, len(tree))) if tree.words[i] == ","), None),
        )
        if comma is None and not min(phrase):
            comma = max(phrase)  # "In its version the raid was forced on Chad"
        if comma is None:
            return set()
        inside = set(range(comma + 1, len(tree)))
        first = min(i for i in phrase if tree.upos[i] != "PUNCT")
        if first and tree.words[first - 1] == "," and tree.upos[tree.head[n]] == "VERB":
            inside |= set(tree.subtree(tree.head[n])) - set(phrase)
        return inside

    def _agent_behind(self, tree: Tree, n: int) -> int | None:
        """Whose "own account" it is where he is named behind it: "hit, by its own account, by the brigade"."""
        host = tree.head[n]
        if host < 0 or not is_passive(tree, host):
            return None
        return next((c for c in tree.kids(host, "obl") if c > n and case_of(tree, c) == "by"), None)

    def _that_clause(self, tree: Tree, c: int) -> bool:
        """Whether a clause on a noun says what the noun's content is, rather than which one is meant."""
        if mark_of(tree, c) == "that":
            return tree.deprel[c] != "acl:relcl"
        that = next(
            (k for k in tree.children[c] if tree.lower[k] == "that" and tree.rel(k) in ("obj", "mark", "obl")), None
        )
        if that is None or tree.kid(c, "nsubj") is None:
            return False
        return is_passive(tree, c) or any(
            k != that and tree.rel(k) in ("obj", "ccomp", "xcomp") for k in tree.children[c]
        )

    def _noun_source(self, tree: Tree, n: int) -> int | None:
        for c in tree.kids(n, "nmod:poss"):
            return c
        for c in tree.kids(n, "nmod"):
            if case_of(tree, c) in ("by", "from", "of") and c > n:
                return c
        for c in tree.kids(tree.head[n], "obl") if tree.rel(n) == "obj" else ():
            beside = min(tree.subtree(c)) == n + 1 and (tree.ordinal, c) in self.scene.heads
            if beside and case_of(tree, c) in ("by", "from"):
                return c  # "relayed a report by the Post that", hung on the verb
        return next((c for c in tree.kids(n, "compound", "amod") if (tree.ordinal, c) in self.scene.heads), None)

    def _according(self, tree: Tree, i: int) -> list[Frame]:
        head = tree.head[i] if tree.rel(i) == "case" else tree.kid(i, "obl")
        top = i if tree.rel(i) != "case" else head
        if head is None or top is None or head < 0:
            return []
        own = set(tree.subtree(top))
        host = tree.head[top]
        while host >= 0 and tree.upos[host] in ("NOUN", "PROPN") and tree.rel(host) in ("nmod", "obl", "nsubj", "obj"):
            host = tree.head[host]
        voices = self._voice(tree, head, "according to")
        if host < 0 or not voices:
            return []
        last = max(own)
        if i > 0 and tree.words[i - 1] == "," and all(tree.upos[k] == "PUNCT" for k in range(last + 1, len(tree))):
            host = tree.root  # at the end of a sentence it speaks for all of it
        frame = self._frame(tree, i, "say", voices, set(tree.subtree(host)) - own)
        return [replace(frame, lemma="according to", cue_span=tree.span(i, i + 2))]

    def _colon(self, tree: Tree) -> Frame | None:
        """ "General Diallo: no plane was hit", "Rebels take the town: sources", "The envoy turned to them: "..."."""
        at = next((i for i, w in enumerate(tree.words) if w == ":"), -1)
        if at < 1 or at + 1 >= len(tree):
            return None
        source, content = -1, range(at + 1, len(tree))
        verbs = [i for i in range(at) if tree.upos[i] == "VERB"]
        if not any(tree.upos[i] in ("VERB", "AUX") for i in range(at)) and at <= 12:
            source = self._ends_in_speaker(tree, at)
            if (
                source < 0
                and tree.upos[at - 1] == "NOUN"
                and tree.lemma[at - 1] != "note"
                and tree.lemma[at - 1] in self.cues.nouns
            ):
                owner = tree.kid(at - 1, "nmod:poss")  # "The junta's version: ..."
                source = owner if owner is not None and tree.upos[owner] != "PRON" else -1
        elif verbs and (tree.words[at + 1] in QUOTE_MARKS or tree.lower[at + 1] in ("if", "unless")):
            found = subject(tree, verbs[0])
            source = found if found is not None and found < at and self._can_speak(tree, found) else -1
        elif (noun := self._announces(tree, at)) is not None:
            found = subject(tree, tree.head[noun])
            source = found if found is not None and found < at and self._can_speak(tree, found) else -1
        if source < 0 and len(tree) - at <= 7 and not any(tree.upos[i] in ("VERB", "AUX") for i in content):
            last = max((i for i in content if tree.upos[i] in ("NOUN", "PROPN")), default=-1)
            headline = tree.row.block == "title" or tree.words[-1] not in (".", "!", "?", '"', "”")
            if last > 0 and headline and self._can_speak(tree, last):
                source, content = last, range(at)
        if source >= 0 and tree.lower[source] in self.cues.outlets["own_person"]:
            return None  # a script's label of who is on air
        voices = self._voice(tree, source, None) if source >= 0 else []
        return replace(self._frame(tree, at, "say", voices, set(content)), lemma=":") if voices else None

    def _announces(self, tree: Tree, at: int) -> int | None:
        """The noun before a colon that announces what follows: "has its own explanation:", "passed on a warning:"."""
        noun = next((i for i in range(at - 1, max(at - 4, 0), -1) if tree.upos[i] == "NOUN"), None)
        if noun is None or tree.lemma[noun] not in self.cues.nouns or tree.rel(noun) not in ("obj", "obl"):
            return None
        verb = tree.head[noun]
        wary = any(r.type in (*STANCES, "believe") for r in self.cues.verbs.get(tree.lemma[verb], ()))
        wary = wary or any(tree.lower[c] in ("no", "neither", "any") for c in tree.kids(noun, "det"))
        return None if wary or tree.upos[verb] != "VERB" else noun

    def announced(self, tree: Tree) -> Frame | None:
        """Who tells what the next sentence says, behind a colon that ends this one; None where nobody does."""
        at = len(tree) - 1
        noun = self._announces(tree, at) if at > 1 and tree.words[at] == ":" else None
        source = subject(tree, tree.head[noun]) if noun is not None else None
        if noun is None or source is None or not self._can_speak(tree, source):
            return None
        voices = self._voice(tree, source, None)
        return self._frame(tree, noun, "say", voices, set()) if voices else None

    def said_before(self, tree: Tree) -> Frame | None:
        """Who says what the sentence before tells: "So at least says the army", "That is the ministry's account"."""
        opening = 1 if tree.lower[0] == "or" else 0
        if tree.lower[opening : opening + 1] == ("so",) and len(tree) < 15:
            verb = next((i for i in range(opening + 1, len(tree)) if tree.upos[i] == "VERB"), -1)
            told = verb >= 0 and any(r.type in ("say", "claim") for r in self.cues.verbs.get(tree.lemma[verb], ()))
            near = [m.head for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_start > opening]
            own = subject(tree, verb, inherit=False) if told else None
            source = own if own is not None and tree.lower[own] != "so" else next(iter(near), None)
            head = verb if told else -1
        elif tree.lower[0] in ("that", "this", "such") and len(tree) < 15:
            told = tree.upos[tree.root] == "NOUN" and tree.lemma[tree.root] in self.cues.nouns
            told = told and tree.kid(tree.root, "cop") is not None
            source, head = (self._noun_source(tree, tree.root), tree.root) if told else (None, -1)
        else:
            return None
        voices = self._voice(tree, source, tree.lemma[head]) if source is not None and head >= 0 else []
        return self._frame(tree, head, "say", voices, set()) if voices else None

    def introducing(self, tree: Tree) -> Frame | None:
        """The frame of a sentence that ends in a colon before somebody's words: "The army put out a statement:"."""
        papers = [i for i, w in enumerate(tree.lemma) if w in self.cues.nouns and tree.upos[i] == "NOUN"]
        source = papers[-1] if papers else subject(tree, tree.root) if tree.root >= 0 else None
        if source is None or not self._can_speak(tree, source):
            return None
        voices = self._voice(tree, source, None)
        return replace(self._frame(tree, len(tree) - 1, "say", voices, set()), lemma=":") if voices else None

    def _ends_in_speaker(self, tree: Tree, at: int) -> int:
        """Head of an actor mention that ends at the colon and fills all before it but a time of day; else -1."""
        for m in self.scene.mentions.get(tree.ordinal, ()):
            if m.token_end > at or m.token_start > 3 or m.kind in ("weapon", "facility"):
                continue
            if m.kind == "place" or (m.kind == "country" and all(w.isupper() for w in tree.words[:at])):
                continue  # "GAZA: Five people were hurt", "17:20 Darwin: the cutter sails": where a brief is from
            person = m.kind == "person" and m.level == "named"
            ends = m.token_end == at or (person and tree.words[m.token_end] == ",")
            nominal = {"NUM", "PUNCT", "DET", "ADJ", "NOUN", "PROPN"}.issuperset(tree.upos[: m.token_start])
            if ends and nominal:
                return m.head
        return -1

    # -- parts ------------------------------------------------------------------------------------------------------

    def _voice(self, tree: Tree, head: int, verb: str | None) -> list[Voice]:
        """The voice at the head; none where it is the publisher itself."""
        voice = self.voices.voice(tree, head, verb)
        if voice is None or (voice.outlet and same_publisher(voice.speaker.name, self.scene.document.publisher)):
            return []
        return [voice]

    def _cited(self, tree: Tree, v: int, head: int) -> list[Voice]:
        """ "State television, citing a source in the Guards, said": the source cited speaks inside; so does whose word
        it is ("pretends, on the word of villagers, that")."""
        for c in tree.kids(v, "obl"):
            if tree.lemma[c] in ON_WHOSE and case_of(tree, c) == "on":
                source = next((k for k in tree.kids(c, "nmod", "nmod:poss") if case_of(tree, k) in OWNED), None)
                if source is not None:
                    return self._voice(tree, source, None)
        for c in range(len(tree)):
            if tree.lemma[c] not in CITES or tree.xpos[c] != "VBG" or (c and tree.words[c - 1] != ","):
                continue
            cited = next((k for k in tree.kids(c, "obj", "nsubj", "obl") if k > c), None)
            if cited is not None and (tree.head[c] in (v, head) or c > v or head < c < v):
                return self._voice(tree, cited, tree.lemma[c])
        return []

    def _hearers(self, tree: Tree, v: int, entry: Reporting) -> list[Voice]:
        """An outlet that was told, or who spoke before and was told, hands the words on: it speaks outside."""
        titled = self.voices.outlet_titled(tree, v)
        if titled is not None:
            return [titled]
        told = tree.kids(v, "iobj", "obj", "expl") + [
            c for c in tree.kids(v, "obl") if case_of(tree, c) in ("to", "with")
        ]
        told += [
            m.head for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_start == v + 1 and m.level == "named"
        ]
        for c in told:
            if tree.upos[c] not in ("NOUN", "PROPN", "PRON") or tree.lower[c] in FIRST_PERSON:
                continue
            for heard in self._voice(tree, c, None):
                relays = heard.outlet and heard.speaker.named  # "two channels" may be anybody's
                if relays or (tree.upos[c] == "PRON" and self.voices.spoke_before(tree, heard)):
                    return [heard]
            told_so = entry.hearer or tree.rel(c) == "obl"  # "says the RSF bombed": nobody is told
            named = self.voices.outlet_meant(tree, c) or (self.voices.outlet_told(tree, c) if told_so else None)
            if named is not None:
                return [named]
        return []

    def _can_speak(self, tree: Tree, head: int) -> bool:
        """Whether a noun is an actor, a pronoun, or a document."""
        mention = self.scene.heads.get((tree.ordinal, head))
        return (
            tree.upos[head] == "PRON"
            or tree.lemma[head] in self.cues.nouns
            or (mention is not None and mention.kind not in ("weapon", "facility"))
            or tree.lemma[head] in self.cues.outlets["speaker"]
        )

    def _said_on(self, tree: Tree, cue: int, content: set[int]) -> str | None:
        """The day of saying: a date on the cue, or one outside the content where no other verb could own it."""
        others = [i for i, pos in enumerate(tree.upos) if pos == "VERB" and i != cue and i not in content]
        found = None
        for time in self.scene.times.get(tree.ordinal, ()):
            inside = range(time.token_start, time.token_end)
            if time.date_start is None or time.precision != "day" or any(i in content for i in inside):
                continue
            if not others or any(tree.head[i] == cue for i in inside):
                found = time.date_start
        return found

    def _frame(self, tree: Tree, cue: int, type_: str, voices: list[Voice], content: set[int]) -> Frame:
        innermost = voices[-1] if voices else None
        said_on = self._said_on(tree, cue, content)
        return Frame(
            sentence=tree.ordinal, cue=cue, lemma=tree.lemma[cue], type=type_, voices=tuple(unique(voices)),
            source=(innermost.start, innermost.end) if innermost else None, cue_span=tree.span(cue, cue + 1),
            content=frozenset(content), content_span=hull(tree, content), said_on=said_on,
        )  # fmt: skip


def unique(voices: list[Voice]) -> list[Voice]:
    """Voices without those that repeat the one before, nor "the paper" before the paper's name."""
    apart = [v for i, v in enumerate(voices) if i == 0 or v.key != voices[i - 1].key]
    bare = {id(v) for v, w in pairwise(apart) if v.outlet and w.outlet and w.speaker.named and not v.speaker.named}
    return [v for v in apart if id(v) not in bare]
