"""Denials of what was told before: "Ankara denies it", "rejected the charge", "said the accusation was groundless".

They name no deed, so they are no mention of one; they are a claim on the mention that they take up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from escalade.claims.culprits import NEAR, POINTING, Charge
from escalade.claims.frame import Frame
from escalade.claims.scene import ACTORS, Scene
from escalade.claims.speech import Speech
from escalade.claims.syntax import NEGATIONS, case_of, mark_of, name_of, subject
from escalade.claims.voices import Voice
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

NOTHING = ("nothing", "to", "do", "with")
NAMES = frozenset({"call", "brand", "label", "dub", "deem", "term"})
OWN = frozenset({"our", "its", "their", "his", "ours"})
NOBODY = frozenset({"nobody", "none", "nothing"})
DID = frozenset({"did", "has", "have", "had", "was", "were", "been", "be"})
SWEEPING = frozenset({"all", "everything"})  # deny whatever somebody said
FAR = 6  # sentences back that "the accusation" points
VERBAL = (1, 3)  # quad classes of words: what is denied is what they say, not that they were said


@dataclass(frozen=True, slots=True)
class Denial:
    """Who denies (`voices`, outermost first), by which cue, and which mention. `part`: only whose doing it was."""

    tree: Tree
    cue: int
    voices: tuple[Voice, ...]
    frames: tuple[Frame, ...]
    mention: EventMention
    part: bool
    accused: str | None


class Pointing(NamedTuple):
    """A denial that names nothing: its cue, its frames, the voice of a cue that has none; sort: it | charge |
    involvement."""

    cue: int
    frames: tuple[Frame, ...]
    own: tuple[Voice, ...]
    sort: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A mention told before: by whose word (a voice's key; None the report's), whether as a charge, against whom."""

    mention: EventMention
    speaker: str | None
    charged: bool
    accused: str | None


class Denials:
    """Finds the denials of one report that take up an event mention told before them."""

    def __init__(self, scene: Scene, cues: Cues, speech: Speech, charges: Iterable[Charge] = ()) -> None:
        self.scene, self.cues, self.speech = scene, cues, speech
        self._charges: dict[str, list[Charge]] = {}  # on each mention, in text order
        for charge in charges:
            self._charges.setdefault(charge.mention.event_mention_id, []).append(charge)
        self._last: tuple[int, _Told] | None = None  # what was denied last, in which sentence

    def of(self, tree: Tree) -> Iterator[Denial]:
        """Denials of one sentence in the order of their cues. Sentences are asked in text order."""
        for cue, frames, told in self._named(tree):
            yield Denial(tree, cue, self.speech.chain(frames), frames, told.mention, False, None)
        for cue, frames, own, sort in self.pointing(tree):
            held = self._taken_up(tree, cue, (own or frames[-1].voices)[-1], sort)
            if held is None and sort == "it" and self._last is not None and self._goes_on(tree, cue):
                held = self._last[1]
            if held is not None:
                self._last = tree.ordinal, held
                theirs = self.speech.over(held.mention.sentence, held.mention.trigger_token)
                frames = tuple(f for f in frames if f not in theirs)  # nobody hands on the denial of his own word
                voices = (*self.speech.chain(frames), *own)
                part = sort == "involvement" or (sort == "charge" and held.charged)
                yield Denial(tree, cue, voices, frames, held.mention, part, held.accused)

    def _goes_on(self, tree: Tree, cue: int) -> bool:
        """Whether a sentence opens with a denial and the one before denied something: "Baku dismissed it, too"."""
        opens = not any(tree.upos[i] == "VERB" for i in range(cue))
        return opens and self._last is not None and self._last[0] == tree.ordinal - 1

    # -- what denies ------------------------------------------------------------------------------------------------

    def pointing(self, tree: Tree) -> Iterator[Pointing]:
        """Denials of one sentence that only point at what they deny."""
        frames = self.speech.frames.get(tree.ordinal, ())
        seen: set[int] = set()
        for frame in frames:
            sort = self._of_frame(tree, frame)
            if sort and frame.voices and not self._of_noun(tree, frame.cue, sort):
                seen.add(frame.cue)
                yield Pointing(frame.cue, self.speech.around(frame), (), sort)
        for v, lemma in enumerate(tree.lemma):
            if tree.upos[v] != "VERB" or v in seen:
                continue
            sort = self._of_verb(tree, v, lemma)
            head = subject(tree, v) if sort else None
            voice = self.speech.voices.voice(tree, head, lemma) if head is not None else None
            if voice is not None and sort and not self._of_noun(tree, v, sort):
                yield Pointing(v, self.speech.over(tree.ordinal, v), (voice,), sort)

    def _of_noun(self, tree: Tree, v: int, sort: str) -> bool:
        """Whether a denial only says which noun is meant: "charges that he denied", not "the army, which denies the
        charge"."""
        return tree.deprel[v] == "acl" or (tree.deprel[v] == "acl:relcl" and sort == "it")

    def _of_frame(self, tree: Tree, frame: Frame) -> str | None:
        if frame.type == "deny":
            if self._holds_event(tree, frame):
                return None
            thing = tree.kid(frame.cue, "obj", "nsubj:pass", "expl")
            return self._points(tree, thing) if thing is not None else None
        if frame.type in ("say", "claim", "believe"):
            said = [i for i in sorted(frame.content) if tree.upos[i] != "PUNCT"]
            if [tree.lower[i] for i in said] == ["not", "so"] or (len(said) == 1 and self._untrue(tree, said[0])):
                return "it"
            for i in sorted(frame.content):
                if tree.lower[i] == "such" and i and tree.lower[i - 1] == "no":
                    return None if self._holds_event(tree, frame) else "it"
                top = self._untrue(tree, i) and not self._negated(tree, i)
                thing = subject(tree, i, inherit=False) if top else None
                if thing is not None and thing in frame.content:
                    return self._points(tree, thing)
                if self._uninvolved(tree, i) and not self._holds_event(tree, frame):
                    return "involvement"
        return None

    def _uninvolved(self, tree: Tree, i: int) -> bool:
        """ "Was not involved", "had no hand in it": without a word for the deed itself."""
        if self.cues.revisions.get(tree.lemma[i]) != "involvement":
            return False
        if tree.lower[i] == "nothing":  # "had nothing to do with it"
            return tree.lower[i : i + 4] == NOTHING and any(w in POINTING for w in tree.lower[i + 4 : i + 5])
        none = self._negated(tree, i) or any(tree.lower[c] in ("no", "any") for c in tree.kids(i, "det"))
        none = none or any(tree.lower[c] in ("nobody", "none") for c in tree.kids(i, "nsubj", "nsubj:pass"))
        return none and all(tree.lower[c] in POINTING for c in tree.kids(i, "obl", "nmod") if case_of(tree, c) == "in")

    # -- what denies and names what it denies -----------------------------------------------------------------------

    def _named(self, tree: Tree) -> Iterator[tuple[int, tuple[Frame, ...], _Told]]:
        """Denials of one sentence that name a party or the deed: cue, frames, what they deny."""
        for i in range(len(tree)):
            up = tree.head[i]
            if tree.rel(i) == "nsubj" and up >= 0 and self._of_being(tree, up):
                held = self._missing(tree, i, up)
            elif tree.upos[i] == "VERB" and self._not_done(tree, i):
                held = self._repeated(tree, i)
            else:
                continue
            if held is not None:
                frames = self.speech.over(tree.ordinal, i)
                yield frames[-1].cue if frames else i, frames, held

    def _missing(self, tree: Tree, i: int, up: int) -> _Told | None:
        """The deed told of those who are said not to have been there: "no submarine was there", "there were no troops
        in the town", "none of its aircraft was there"; without a speaker only "there was no such drone"."""
        no = {tree.lower[c] for c in tree.kids(i, "det", "amod")}
        frames = self.speech.over(tree.ordinal, i)
        voice = frames[-1].voices[-1] if frames else None
        coded = any(e.trigger_token in tree.subtree(up) for e in self.scene.events.get(tree.ordinal, ()))
        if coded or (voice is None and not {"no", "such"} <= no):
            return None
        own = any(tree.lower[k] in OWN for c in tree.kids(i, "nmod", "nmod:poss") for k in (c, *tree.children[c]))
        of_own = own and ("no" in no or tree.lower[i] == "none")
        if tree.upos[i] == "NOUN" and "no" in no:
            return self._with_party(tree, i, voice) or (self._with_side(tree, i, voice) if of_own else None)
        return self._with_side(tree, i, voice) if of_own else None

    def _not_done(self, tree: Tree, v: int) -> bool:
        """Whether a verb that is no event itself says that something was not done: "nobody shot it", "sent nothing"."""
        if any(e.trigger_token == v for e in self.scene.events.get(tree.ordinal, ())) or tree.xpos[v] == "VBG":
            return False
        if any(tree.upos[c] == "AUX" and tree.lower[c] not in DID for c in tree.children[v]):
            return False
        kids = tree.kids(v, "nsubj", "nsubj:pass", "obj")
        none = any(tree.lower[c] in NOBODY or any(tree.lower[k] == "no" for k in tree.kids(c, "det")) for c in kids)
        return (none or self._negated(tree, v)) and mark_of(tree, v) not in ("if", "unless", "whether")

    def _repeated(self, tree: Tree, v: int) -> _Told | None:
        """The last deed told by the same verb, by the same doer, on the same target or on "it".

        "Lost no drone" denies that one was struck.
        """
        frames = self.speech.over(tree.ordinal, v)
        voice = frames[-1].voices[-1].key if frames else None
        for told in self._before(tree, v, "it"):
            there, parties = (
                self.scene.by_ordinal[told.mention.sentence],
                (told.mention.actors, told.mention.recipients),
            )
            words = [{w for p in role for w in p.text.lower().split()} for role in parties]
            doer, target = tree.kid(v, "nsubj"), tree.kid(v, "obj", "nsubj:pass")
            again = there.lemma[told.mention.trigger_token] == tree.lemma[v] and told.mention.sentence < tree.ordinal
            if tree.lemma[v] == "lose":
                again, doer = target is not None and tree.lower[target] in words[1], None
            if again and (voice is None or told.speaker != voice):
                fits = doer is None or self._may_be(tree, doer, words[0])
                return told if fits and (target is None or self._may_be(tree, target, words[1])) else None
        return None

    def _may_be(self, tree: Tree, i: int, words: Collection[str]) -> bool:
        """Whether a word is a pronoun, says that there was none, is one of the words of a party told before, or means
        somebody or something told before that is no known actor: "the ship"."""
        known = self.scene.heads.get((tree.ordinal, i))
        articles = {"no"} if known is not None and known.kind in ACTORS else {"no", "the"}
        if tree.upos[i] == "PRON" or tree.lower[i] in words:
            return True
        return any(tree.lower[c] in articles for c in tree.kids(i, "det"))

    def _of_being(self, tree: Tree, i: int) -> bool:
        """Whether a predicate only says that something is, or where."""
        where = tree.lower[i] in ("there", "here") or any(tree.rel(c) == "case" for c in tree.children[i])
        return tree.lemma[i] in ("be", "exist") or (where and tree.kid(i, "cop") is not None)

    def _holds_event(self, tree: Tree, frame: Frame) -> bool:
        return any(e.trigger_token in frame.content for e in self.scene.events.get(tree.ordinal, ()))

    def _of_verb(self, tree: Tree, v: int, lemma: str) -> str | None:
        """ "Dismissed it as nonsense", "calls all of this baseless", "denies it"."""
        if self._negated(tree, v):
            return None
        called = [c for c in tree.kids(v, "xcomp", "obl", "advmod", "obj") if self._untrue(tree, c)]
        if not called and lemma in NAMES:  # hung on the thing itself: "calls all of this baseless"
            below = [k for c in tree.kids(v, "obj") for k in tree.subtree(c) if k > c]
            called = [k for k in below[-1:] if self._untrue(tree, k)]
        plain = any(e.type == "deny" and not e.only for e in self.cues.verbs.get(lemma, ()))
        things = [c for c in tree.kids(v, "obj", "nsubj:xsubj", "expl") if c not in called]
        things += [k for c in called for k in tree.kids(c, "compound", "nsubj", "mark")]
        return self._points(tree, things[0]) if things and (called or plain) else None

    def _untrue(self, tree: Tree, i: int) -> bool:
        words = (tree.lemma[i], tree.lower[i])
        return tree.upos[i] in ("ADJ", "NOUN", "VERB") and any(self.cues.revisions.get(w) == "untrue" for w in words)

    def _negated(self, tree: Tree, i: int) -> bool:
        return any(tree.lower[c] in NEGATIONS for c in tree.kids(i, "advmod"))

    def _points(self, tree: Tree, thing: int) -> str | None:
        """How the thing denied points back."""
        if tree.lower[thing] in POINTING:
            return "it"
        if tree.lower[thing] in SWEEPING:
            return "charge"
        sort = self.cues.revisions.get(tree.lemma[thing])
        bare = all(tree.rel(c) not in ("acl", "ccomp") for c in tree.children[thing])
        return sort if sort in ("charge", "involvement") and bare else None

    # -- what is denied ---------------------------------------------------------------------------------------------

    def _taken_up(self, tree: Tree, cue: int, voice: Voice, sort: str) -> _Told | None:
        """The mention denied: the last that somebody else told; for a charge, what somebody was accused of first."""
        told = [t for t in self._before(tree, cue, sort) if t.speaker != voice.key]
        if sort == "it" and self._uncoded(tree, cue):
            return None
        if sort == "it":
            last = [t for t in told if t.mention.sentence == told[0].mention.sentence]
            return next((t for t in last if t.speaker is not None), last[0] if last else None)
        charges = (t for t in told if t.charged)
        bare = told[0] if told and sort == "involvement" else None  # whoever told of the deed
        return next(charges, next((t for t in told if t.speaker is not None), bare))

    def _uncoded(self, tree: Tree, cue: int) -> bool:
        """ "Mali accuses Chad of using militants; Chad denies that": what is denied was told, but as no event."""
        events = [e.trigger_token for e in self.scene.events.get(tree.ordinal, ()) if e.quad_class not in VERBAL]
        told = [f for f in self.speech.frames.get(tree.ordinal, ()) if f.cue < cue and f.type == "accuse" and f.content]
        points = any(tree.lower[i] in POINTING for f in told for i in f.content)  # "of ordering it"
        return bool(told) and not points and not any(e < cue for e in events)

    def _with_party(self, tree: Tree, missing: int, voice: Voice | None) -> _Told | None:
        """The last deed that somebody else told of one who was not there."""
        for told in self._before(tree, missing, "it"):
            parties = (*told.mention.actors, *told.mention.recipients)
            words = {w for p in parties for w in p.text.lower().split()}
            others = voice is None or told.speaker != voice.key
            if others and words & {tree.lemma[missing], tree.lower[missing]}:
                return told
        return None

    def _with_side(self, tree: Tree, missing: int, voice: Voice | None) -> _Told | None:
        """The last deed that somebody else told of the speaker's side."""
        side = voice.speaker.side if voice is not None else None
        for told in self._before(tree, missing, "it"):
            theirs = {code[: len(side)] for p in told.mention.actors for code in p.codes[-1:]} if side else ()
            if voice is not None and told.speaker != voice.key and side in theirs:
                return told
        return None

    def _before(self, tree: Tree, cue: int, sort: str) -> list[_Told]:
        """Deeds told as having happened before the cue, the nearest first."""
        found = []
        reach = NEAR if sort == "it" else FAR
        for ordinal in range(tree.ordinal, tree.ordinal - reach - 1, -1):
            for event in sorted(self.scene.events.get(ordinal, ()), key=lambda e: -e.trigger_token):
                real = event.quad_class not in VERBAL and event.modality == "actual" and event.polarity == "positive"
                if real and (ordinal < tree.ordinal or event.trigger_token < cue):
                    found.append(self._told(event, (tree.ordinal, cue)))
            if sort == "it" and not found and ordinal < tree.ordinal and self._plans(ordinal):
                break  # "France prepares a raid." "It plans no such thing": no deed is denied
        return found

    def _plans(self, ordinal: int) -> bool:
        """Whether a sentence tells of a deed that is not said to have been done."""
        return any(e.quad_class not in VERBAL and e.modality != "actual" for e in self.scene.events.get(ordinal, ()))

    def _told(self, event: EventMention, before: tuple[int, int]) -> _Told:
        laid = [c for c in self._charges.get(event.event_mention_id, ()) if (c.tree.ordinal, c.cue) < before]
        if laid and laid[-1].frames and laid[-1].frames[-1].voices:  # "police blamed a spy service"
            return _Told(event, laid[-1].frames[-1].voices[-1].key, True, laid[-1].culprit)
        frames = [f for f in self.speech.over(event.sentence, event.trigger_token) if f.voices]
        speaker = frames[-1].voices[-1].key if frames else None
        charge = next((f for f in reversed(frames) if f.type == "accuse"), None)
        parent = self.scene.event.get(event.parent_id) if event.parent_id else None
        if charge is None and (parent is None or parent.event_type != "ACCUSE"):
            return _Told(event, speaker, False, None)
        if charge is not None and charge.accused is not None:
            there = self.scene.by_ordinal[charge.sentence]
            return _Told(event, speaker, True, name_of(there, charge.accused))
        return _Told(event, speaker, True, event.actors[0].text if event.actors else None)
