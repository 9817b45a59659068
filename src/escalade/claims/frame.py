"""One act of saying, and what every frame is made of: the voices, who was told, the day of saying."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from escalade.claims.scene import Scene
from escalade.claims.syntax import agent_of, case_of, hull, mark_of
from escalade.claims.voices import FIRST_PERSON, Voice, Voices, same_publisher
from escalade.model.codings import Speaker
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, Reporting

ON_WHOSE = frozenset({"word", "authority", "strength", "testimony", "evidence"})
CITES = frozenset({"cite", "quote", "rely"})
BARE = re.compile(r"the \w+", re.I)  # "the paper"
NEAR = 5  # words between a participle and what it is about
CARRIES = frozenset({"quote", "cite", "carry", "broadcast", "relay", "air"})
OWNED = frozenset({"of", "'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of saying.

    `voices` outermost first; `content` are tokens of the same sentence; `accused` heads the culprit, `hearer` who was
    told; `beside` says the same as the innermost: "the mayor and two doctors said".
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
    beside: tuple[Voice, ...] = ()

    def said_by(self, voice: Voice) -> Frame:
        """The same said by one who speaks beside the innermost speaker."""
        return replace(self, voices=(*self.voices[:-1], voice), source=(voice.start, voice.end))

    @property
    def others(self) -> tuple[Voice, ...]:
        """Those beside who are not the innermost speaker."""
        return tuple(v for v in self.beside if v.key != self.voices[-1].key)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who speaks, outermost first."""
        return tuple(v.speaker for v in self.voices)


class FrameParts:
    """Answers who speaks at a cue and who was told, and puts a frame together; for one report."""

    def __init__(self, scene: Scene, cues: Cues, voices: Voices) -> None:
        self.scene, self.cues, self.voices = scene, cues, voices

    def voice(self, tree: Tree, head: int, verb: str | None) -> list[Voice]:
        """The voice at the head; none where it is the publisher itself."""
        voice = self.voices.voice(tree, head, verb)
        if voice is None or (voice.outlet and same_publisher(voice.speaker.name, self.scene.document.publisher)):
            return []
        return [*self.carried(tree, head), voice]

    def carried(self, tree: Tree, head: int) -> list[Voice]:
        """The outlet by which somebody, or his statement, is handed on: "an official quoted by Radio Ndeke", "in a
        statement carried by SANA"."""
        for c in (k for k in range(head + 1, min(head + 3, len(tree))) if tree.lemma[k] in CARRIES):
            by = agent_of(tree, c) if tree.xpos[c] == "VBN" else None
            outlet = self.voices.voice(tree, by, None) if by is not None else None
            if outlet is not None and outlet.outlet:
                return [outlet]
        return []

    def beside(self, tree: Tree, head: int, verb: str | None) -> tuple[Voice, ...]:
        """Who speaks with whom the head names: "the mayor and two doctors"; not what is part of one name ("the Ministry
        of Defence and Aviation")."""
        name = self.scene.heads.get((tree.ordinal, head))
        inside = range(name.token_start, name.token_end) if name is not None else ()
        whole = tree.kid(head, "nmod") is None
        others = (
            c
            for c in (*tree.kids(head, "conj"), *self._row(tree, head)[1:])
            if c not in inside and self.can_speak(tree, c)
            and (whole or any(tree.rel(k) not in ("cc", "punct") for k in tree.children[c]))
        )  # fmt: skip
        return tuple(v for c in others for v in self.voice(tree, c, verb))

    def first_of_row(self, tree: Tree, head: int) -> int:
        """The first of those who speak together where the tree gives each to the verb: "two nuns and a clerk said"."""
        verb = tree.head[head]
        return next((s for s in tree.kids(verb, "nsubj") if head in self._row(tree, s)), head) if verb >= 0 else head

    def _row(self, tree: Tree, head: int) -> list[int]:
        """A subject and the next one of its verb, if "and" joins it."""
        later = [s for s in tree.kids(tree.head[head], "nsubj") if s > head] if tree.rel(head) == "nsubj" else []
        joined = later and any(tree.lower[c] == "and" for c in tree.kids(later[0], "cc"))
        return [head, later[0]] if joined else [head]

    def cited(self, tree: Tree, v: int, head: int) -> list[Voice]:
        """ "State television, citing a source in the Guards, said": the source cited speaks inside; so does whose word
        it is ("pretends, on the word of villagers, that")."""
        for c in tree.kids(v, "obl"):
            if tree.lemma[c] in ON_WHOSE and case_of(tree, c) == "on":
                source = next((k for k in tree.kids(c, "nmod", "nmod:poss") if case_of(tree, k) in OWNED), None)
                if source is not None:
                    return self.voice(tree, source, None)
        for c in range(len(tree)):
            if tree.lemma[c] not in CITES or tree.xpos[c] != "VBG" or (c and tree.words[c - 1] != ","):
                continue
            if any(mark_of(tree, k) == "as" for k in tree.kids(c, "advcl")):
                continue  # "quoting a doctor as saying that": he says that, not what comes before
            cited = self.whom(tree, c)
            if cited is not None and (tree.head[c] in (v, head) or c > v or head < c < v):
                return self.voice(tree, cited, tree.lemma[c])
        return self._had_from(tree, head)

    def whom(self, tree: Tree, v: int) -> int | None:
        """Who is cited by a verb, also where the tree hangs him on its governor: "said, citing a doctor, that"."""
        own = next((k for k in tree.kids(v, "obj", "iobj", "nsubj", "obl") if k > v), None)
        if own is not None or tree.head[v] < 0 or tree.upos[tree.head[v]] != "VERB":
            return own
        return next((k for k in tree.kids(tree.head[v], "nsubj", "obj", "iobj") if v < k <= v + NEAR), None)

    def _had_from(self, tree: Tree, head: int) -> list[Voice]:
        """ "Radio Okapi, which cites a nurse", "the Star, which has it from a clerk"."""
        for c in tree.kids(head, "acl"):
            kind, case = ("obj", "") if tree.lemma[c] in CITES else ("obl", "from")
            has_it = tree.lemma[c] == "have" and any(tree.lower[k] == "it" for k in tree.kids(c, "obj"))
            heard = has_it or tree.lemma[c] in CITES
            source = next((k for k in tree.kids(c, kind) if k > c and case_of(tree, k) == case), None)
            if heard and source is not None and tree.deprel[c] == "acl:relcl":
                return self.voice(tree, source, None)
        return []

    def hearers(self, tree: Tree, v: int, entry: Reporting) -> list[Voice]:
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
            for heard in self.voice(tree, c, None):
                gathers = heard.outlet or self.voices.gathers(tree, c)
                relays = gathers and heard.speaker.named  # "two channels" may be anybody's
                if relays or (tree.upos[c] == "PRON" and self.voices.spoke_before(tree, heard)):
                    return [heard]
            told_so = entry.hearer or tree.rel(c) == "obl"  # "says the RSF bombed": nobody is told
            named = self.voices.outlet_meant(tree, c) or (self.voices.outlet_told(tree, c) if told_so else None)
            if named is not None:
                return [named]
        return []

    def can_speak(self, tree: Tree, head: int) -> bool:
        """Whether a noun is an actor, a pronoun, or a document."""
        mention = self.scene.heads.get((tree.ordinal, head))
        return (
            tree.upos[head] == "PRON"
            or tree.lemma[head] in self.cues.nouns
            or (mention is not None and mention.kind not in ("weapon", "facility"))
            or tree.lemma[head] in self.cues.outlets["speaker"]
        )

    def says(self, tree: Tree, v: int) -> bool:
        """Whether a verb is one of saying with somebody who says it."""
        lemma = self.cues.lemma(tree.lower[v], tree.lemma[v]) if v >= 0 else ""
        return lemma in self.cues.verbs and any(self.can_speak(tree, s) for s in tree.kids(v, "nsubj"))

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

    def frame(self, tree: Tree, cue: int, type_: str, voices: list[Voice], content: set[int]) -> Frame:
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
    behind = ((v, w) for v, w in pairwise(apart) if v.outlet and w.outlet and v.speaker.named)
    bare |= {id(w) for _, w in behind if BARE.fullmatch(w.speaker.name)}
    return [v for v in apart if id(v) not in bare]
