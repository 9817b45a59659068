"""Who holds, denies or doubts a relation: the speakers over it, who rejects their claim, who denies it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from escalade.claims.denying import Denying, Pointing
from escalade.claims.frame import Frame
from escalade.claims.relations_arguments import negated
from escalade.claims.relations_predication import CALLS
from escalade.claims.relations_tie import Half, Tie
from escalade.claims.scene import Scene
from escalade.claims.speech import Speech
from escalade.claims.stance import doubted
from escalade.claims.syntax import case_of, subject
from escalade.claims.voices import Voice
from escalade.model.codings import Speaker
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

PROVES = frozenset({"prove", "show", "establish", "demonstrate", "substantiate", "verify", "corroborate", "confirm"})
SHOWS = PROVES | {"suggest", "indicate", "believe", "think", "suppose", "assume"}  # "nothing to", "no reason to"
UNLIKELY = frozenset({"unlikely", "doubtful", "improbable", "implausible", "questionable"})
UNPROVEN = frozenset(
    "unproven unconfirmed unverified unsubstantiated uncorroborated undocumented open unresolved".split()
)
HEARSAY = frozenset({"rumour", "rumor", "speculation", "gossip"})
WITHDRAWS = frozenset({"withdraw", "retract", "recant"})
PROOF = frozenset({"evidence", "proof", "indication", "sign"})
SPURNS = frozenset(
    "laugh scoff mock ridicule deride shrug wave reject dismiss deny refute contest dispute repudiate rebut".split()
)
LOOKS = frozenset({"look", "seem", "appear", "become", "grow"})
THIN = frozenset("less thin shaky weak weaker flimsy shakier thinner doubtful dubious".split())
CUTS = frozenset({"cut", "sever", "break"})
TIES = frozenset({"tie", "link", "connection", "contact"})
POINTS = frozenset({"this", "that", "it", "these", "idea", "notion", "suspicion", "link", "connection", "tie"})
AS_IF = frozenset({"if", "though"})
NEAR = 1  # sentences back that a denial without content points


@dataclass(frozen=True, slots=True)
class Held:
    """How one chain of speakers, inside the publisher, stands to a tie."""

    stance: str
    frames: tuple[Frame, ...]
    speakers: tuple[Speaker, ...]


class RelationStances:
    """Answers who stands how to the ties of one report. Sentences are asked in text order."""

    def __init__(self, scene: Scene, speech: Speech, cues: Cues) -> None:
        self.scene, self.speech, self.cues = scene, speech, cues
        self._denying = Denying(scene, cues, speech)

    def of(self, tree: Tree, tie: Tie) -> Iterator[Held]:
        """Who says the tie, in what stance; where a claim of it is rejected in one breath, both sides of it."""
        at = (tree.ordinal, tie.cue)
        frames = tuple(
            f for f in self.speech.over(*at) if (f.sentence, f.cue) != at and not self._afterwards(tree, f, tie.cue)
        )
        rejection = self._rejection(tree, frames)
        if rejection is not None:
            inner, voice = rejection
            outer = tuple(f for f in frames if f.type == "deny" or f.cue == inner.cue)
            rest = tuple(f for f in frames if f not in outer)
            if inner.voices:
                yield Held("affirms", (*rest, inner), self._speakers((*rest, inner)))
            yield Held("denies", rest, (*self._speakers(rest), voice.speaker))
            return
        spurned = self._untrue(tree, tie.cue) or self._weak(tree, tie.cue)
        if frames and frames[-1].type == "claim" and frames[-1].voices and spurned:
            yield Held("affirms", frames[-1:], self._speakers(frames[-1:]))  # "X's claim that ... is a lie, Y said"
            frames = frames[:-1]
        yield Held(self._stance(tree, tie, frames), frames, self._speakers(frames))

    def _afterwards(self, tree: Tree, frame: Frame, cue: int) -> bool:
        """Whether a denial only follows a tie: "holds that X arms Y, a claim (that) Z denies" has two who differ."""
        if frame.type != "deny" or frame.sentence != tree.ordinal or frame.cue < cue:
            return False
        if (charge := self._charge(tree, frame.cue)) is not None:
            return cue < charge
        return tree.rel(frame.cue) == "acl" and cue not in tree.subtree(tree.head[frame.cue])

    def _charge(self, tree: Tree, v: int) -> int | None:
        """The noun before the subject of a verb that says what is turned down: "..., a charge Z denies"."""
        head = tree.kid(v, "nsubj")
        noun = tree.phrase(head)[0] - 1 if head is not None else -1
        opens = noun > 1 and tree.lower[noun - 1] in ("a", "an") and tree.words[noun - 2] == ","
        return noun if opens and self.cues.revisions.get(tree.lemma[noun]) == "charge" else None

    def _speakers(self, frames: tuple[Frame, ...]) -> tuple[Speaker, ...]:
        return tuple(v.speaker for v in self.speech.chain(frames))

    def _stance(self, tree: Tree, tie: Tie | Half, frames: tuple[Frame, ...]) -> str:
        inner = frames[-1].type if frames else ""
        if isinstance(tie, Tie) and tie.doubted:
            return "doubts"
        if inner == "doubt" or doubted(tree, tie.cue, self.cues) or _open(tree, tie.cue):
            return "doubts"
        if self._withdrawn(tree, tie.cue) or self._weak(tree, tie.cue):
            return "doubts"
        suspected = any(tree.lemma[i] == "suspect" for i in tree.ancestors(tie.cue))
        if (_scare_quoted(tree, tie.cue) or suspected) and not frames:
            return "doubts"
        denied = tie.denied or inner == "deny" or self._untrue(tree, tie.cue)
        return "denies" if denied else "affirms"

    def _withdrawn(self, tree: Tree, cue: int) -> bool:
        """ "Withdrew its report that X belongs to Y"."""
        nouns = (i for i in tree.ancestors(cue) if self.cues.revisions.get(tree.lemma[i]) == "charge")
        return any(tree.head[i] >= 0 and tree.lemma[tree.head[i]] in WITHDRAWS for i in nouns)

    def _weak(self, tree: Tree, cue: int) -> bool:
        """ "The claim that X arms Y looked less solid", "the theory that X runs Y seems thin"."""
        nouns = [i for i in tree.ancestors(cue) if self.cues.revisions.get(tree.lemma[i]) == "charge" and i < cue]
        looks = [v for i in nouns for v in (tree.head[i], *tree.children[i]) if v > cue and tree.lemma[v] in LOOKS]
        said = {k for v in looks for c in tree.kids(v, "xcomp") for k in (c, *tree.kids(c, "advmod"))}
        return any(tree.lower[k] in THIN for k in said)

    def _untrue(self, tree: Tree, cue: int) -> bool:
        """ "The claim that X arms Y is false", "called the claim that X arms Y a lie"."""
        stage = self.cues.revisions.get
        for i in tree.ancestors(cue):
            up = tree.head[i]
            slander = stage(tree.lemma[i]) == "untrue" and tree.rel(i) in ("obj", "xcomp") and i != cue
            if slander and up >= 0 and tree.lemma[up] in CALLS and not negated(tree, up):
                return True  # "calls it slander that X pays Y"
            if up < 0 or stage(tree.lemma[i]) != "charge" or negated(tree, up):
                continue
            if tree.rel(i) == "nsubj" and "untrue" in (stage(tree.lemma[up]), stage(tree.lower[up])):
                return True
            called = tree.rel(i) in ("obj", "iobj") and tree.lemma[up] in CALLS
            words = range(cue + 1, len(tree)) if called else ()
            if any("untrue" in (stage(tree.lemma[w]), stage(tree.lower[w])) for w in words):
                return True
        return False

    def _rejection(self, tree: Tree, frames: tuple[Frame, ...]) -> tuple[Frame, Voice] | None:
        """The claim that holds a tie, and who laughs at it: "A rejected B's claim that ..."."""
        for frame in reversed(frames):
            up = tree.head[frame.cue] if frame.sentence == tree.ordinal and tree.upos[frame.cue] == "NOUN" else -1
            if up < 0 or tree.rel(frame.cue) not in ("obj", "obl") or not self._spurns(tree, up):
                continue
            if frame.type != "claim" or negated(tree, up):
                continue
            head = subject(tree, up)
            voice = self.speech.voices.voice(tree, head, tree.lemma[up]) if head is not None else None
            if voice is not None:
                return frame, voice
        return None

    def _spurns(self, tree: Tree, v: int) -> bool:
        """Whether a verb turns something down, also where the parser did not know its form ("denies")."""
        return self.cues.lemma(tree.lower[v], tree.lemma[v]) in SPURNS

    def half(self, tree: Tree, half: Half, told: dict[int, list[tuple[Tie, Held]]]) -> Iterator[tuple[Tie, int, Held]]:
        """The tie told before that is denied with one end of it: "Iran arms nobody", "denies paying them"."""
        at = (tree.ordinal, half.cue)
        frames = tuple(f for f in self.speech.over(*at) if (f.sentence, f.cue) != at)
        if self._stance(tree, half, frames) != "denies":
            return
        speakers = self._speakers(frames)
        names = {s.actor_id or s.name for s in speakers[-1:]}
        earlier = [
            (tie, held)
            for ordinal in sorted((o for o in told if o <= tree.ordinal), reverse=True)
            for tie, held in reversed(told[ordinal])
            if ordinal < tree.ordinal or tie.cue < half.cue
        ]
        earlier.sort(key=lambda pair: pair[0].kind != half.kind)  # the same kind before its mirror
        for tie, held in earlier:
            own = names & {s.actor_id or s.name for s in held.speakers}
            if held.stance == "affirms" and half.fits(tie) and not own:
                yield tie, half.cue, Held("denies", frames, speakers)
                return

    # -- denials without content --------------------------------------------------------------------------------------

    def denied(self, tree: Tree, told: dict[int, list[tuple[Tie, Held]]]) -> Iterator[tuple[Tie, int, Held]]:
        """Ties told before that somebody denies with a word that only points: "Kigali denies it", "calls that a lie".

        `told` holds the ties of this and earlier sentences; the one denied is the nearest, by preference of the denier.
        """
        if not any(told.get(ordinal) for ordinal in range(tree.ordinal - NEAR, tree.ordinal + 1)):
            return
        found = [*self._denying.pointing(tree), *self._relative(tree)]
        found += self._spurning(tree, {d.cue for d in found})
        for denial in found:
            voice = (denial.own or denial.frames[-1].voices)[-1]
            held = self._nearest(tree, denial.cue, voice, told)
            if held is not None:
                tie, before = held
                frames = tuple(f for f in denial.frames if f not in before.frames)
                speakers = (*self._speakers(frames), *(v.speaker for v in denial.own))
                yield tie, denial.cue, Held("denies", frames, speakers)

    def _spurning(self, tree: Tree, seen: set[int]) -> Iterator[Pointing]:
        """ "Has ridiculed the idea", "laughed at this", "repeatedly rejected the charge", "cut every tie"."""
        for v in range(len(tree)):
            cuts = tree.lemma[v] in CUTS and _cuts(tree, v)
            if tree.upos[v] != "VERB" or not (cuts or self._spurns(tree, v)) or v in seen or negated(tree, v):
                continue
            things = [c for c in tree.kids(v, "obj", "obl") if c > v and tree.kid(c, "acl") is None]
            if not any(self._points(tree, c) for c in things):
                continue
            head = _doer(tree, v)
            voice = self.speech.voices.voice(tree, head, tree.lemma[v]) if head is not None else None
            if voice is not None:
                yield Pointing(v, (), (voice,), "it")

    def _points(self, tree: Tree, c: int) -> bool:
        definite = tree.upos[c] == "PRON" or any(tree.lower[k] in ("the", "this", "that") for k in tree.kids(c, "det"))
        charge = self.cues.revisions.get(tree.lemma[c]) == "charge"
        return tree.lower[c] in POINTS or tree.lemma[c] in POINTS or (charge and definite)

    def _relative(self, tree: Tree) -> Iterator[Pointing]:
        """ "..., which Kigali denies", "a charge that Kigali rejects"."""
        for v in range(len(tree)):
            kinds = self.cues.verbs.get(self.cues.lemma(tree.lower[v], tree.lemma[v]), ())
            noun = self._charge(tree, v)
            follows = noun is not None or tree.rel(v) in ("acl", "advcl", "ccomp")
            if tree.upos[v] != "VERB" or not follows or negated(tree, v):
                continue
            spurned = (
                self._spurns(tree, v) or any(entry.type == "deny" for entry in kinds) or self._called_untrue(tree, v)
            )
            if not spurned:
                continue
            which = any(tree.lower[c] == "which" for c in tree.subtree(v) if c < v)
            noun = tree.head[v] if noun is None else noun
            opens = tree.phrase(noun)[0]
            apposed = tree.rel(noun) in ("appos", "parataxis") or (opens > 0 and tree.words[opens - 1] == ",")
            charge = self.cues.revisions.get(tree.lemma[noun]) == "charge" and apposed
            head = tree.kid(v, "nsubj") if which or charge else None
            voice = self.speech.voices.voice(tree, head, tree.lemma[v]) if head is not None else None
            if voice is not None:
                yield Pointing(v, (), (voice,), "it")

    def _called_untrue(self, tree: Tree, v: int) -> bool:
        """ "A charge that Cairo calls absurd"."""
        said = tree.kids(v, "xcomp", "obj") if tree.lemma[v] in CALLS else []
        stage = self.cues.revisions.get
        return any("untrue" in (stage(tree.lemma[c]), stage(tree.lower[c])) for c in said)

    def _is_person(self, tie: Tie) -> bool:
        """Whether a tie is that of a person to his office or body: nobody denies it by the way."""
        mention = self.scene.mention.get(tie.source.mention_id or "")
        return mention is not None and mention.kind == "person"

    def _nearest(
        self, tree: Tree, cue: int, voice: Voice, told: dict[int, list[tuple[Tie, Held]]]
    ) -> tuple[Tie, Held] | None:
        for ordinal in range(tree.ordinal, tree.ordinal - NEAR - 1, -1):
            here = [
                (t, h)
                for t, h in told.get(ordinal, ())
                if h.stance == "affirms"
                and (ordinal < tree.ordinal or t.cue < cue)
                and not _says(h, voice)
                and ((h.speakers and t.kind != "serves") or not self._is_person(t))
            ]
            between = [e.trigger_token for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token < cue]
            if ordinal < tree.ordinal and between:
                return None  # what is denied is the deed told between
            spoken = [(t, h) for t, h in here if h.speakers]
            own = [(t, h) for t, h in here if _is_end(voice, t)]
            if own or spoken:
                return (own or spoken)[-1]
        return None


def _is_end(voice: Voice, tie: Tie) -> bool:
    """Whether a voice is one of the two of a tie, or of the country that is: "the Afghan government" for Kabul."""
    speaker = voice.speaker.actor_id
    ends = [p.id for p in (tie.source, tie.target) if p.id]
    return speaker is not None and any(speaker == e or (len(e) == 3 and speaker.startswith(e)) for e in ends)


def _cuts(tree: Tree, v: int) -> bool:
    """ "Cut every tie", "severed all links with the group", but not "cut ties with India"."""
    ties = [c for c in tree.kids(v, "obj") if tree.lemma[c] in TIES]
    others = [k for c in (v, *ties) for k in tree.kids(c, "obl", "nmod") if case_of(tree, k) in ("with", "to")]
    return bool(ties) and not any(tree.upos[k] == "PROPN" for k in others)


def _doer(tree: Tree, v: int) -> int | None:
    """Who does what a verb tells; of "the army says it cut every tie" the army."""
    own = subject(tree, v)
    said = own is not None and tree.lower[own] in ("it", "they") and tree.rel(v) == "ccomp" and tree.head[v] >= 0
    return (subject(tree, tree.head[v]) if said else None) or own


def _says(held: Held, voice: Voice) -> bool:
    return any((s.actor_id or s.name) == (voice.speaker.actor_id or voice.speaker.name) for s in held.speakers)


def _scare_quoted(tree: Tree, i: int) -> bool:
    """Whether one word alone stands in quotation marks."""
    return i > 0 and tree.words[i - 1] in ('"', "“") and i + 1 < len(tree) and tree.words[i + 1] in ('"', "”")


def _open(tree: Tree, cue: int) -> bool:
    """Whether a tie is left open: "whether X leads Y we cannot say", "as if X were", "nobody has shown that", "reports
    that X leads Y remain unproven"."""
    if _asked(tree, cue) or _no_proof(tree, cue) or _maybe(tree, cue):
        return True
    for i in range(cue + 1, len(tree)):
        if tree.upos[i] == "CCONJ" or tree.words[i] == ";":
            break
        if tree.lower[i] in UNPROVEN and tree.rel(i) != "amod" and any(tree.lower[k] == "that" for k in range(cue)):
            return True
    for i in (cue, *tree.ancestors(cue)):
        marks, up = {tree.lower[k] for k in tree.kids(i, "mark")}, tree.head[i]
        if "whether" in marks:
            return not any(tree.lower[k : k + 2] == ("or", "not") for k in range(len(tree)))
        if marks & AS_IF and any(tree.lower[k] in AS_IF and tree.lower[k - 1] == "as" for k in range(1, i)):
            return True
        if tree.lower[i] in ("certain", "clear") and "far" in tree.lower[: i + 1]:
            return True
        if tree.lower[i] in UNLIKELY or tree.lemma[i] in HEARSAY:
            return True
        if tree.lemma[i] in PROOF and negated(tree, i):
            return True
        if tree.lemma[i] == "doubt" and i != cue and not negated(tree, i):
            return True  # "I doubt that X is Y's tool"
        if tree.lemma[i] in SHOWS and tree.rel(i) == "acl" and up >= 0 and negated(tree, up):
            return True
        proves = up >= 0 and tree.upos[up] == "VERB" and tree.lemma[up] in PROVES
        if proves and negated(tree, up, tree.kid(up, "nsubj")):
            return True
    return False


def _asked(tree: Tree, cue: int) -> bool:
    """Whether a question asks for the tie, and does not take it for granted: "what use is it, if X arms Y?"."""
    if not tree.words or tree.words[-1] != "?":
        return False
    path = (cue, *tree.ancestors(cue))
    return not any(tree.rel(i) in ("advcl", "acl", "appos", "nmod") for i in path) and not (
        tree.rel(cue) == "nsubj" and tree.kid(tree.head[cue], "expl") is None
    )


def _no_proof(tree: Tree, cue: int) -> bool:
    """ "No evidence has come to light that X arms Y", wherever the tree hung the clause."""
    that = next((i for i in range(cue - 1, 0, -1) if tree.lower[i] == "that" and tree.upos[i] == "SCONJ"), 0)
    return any(tree.lemma[i] in PROOF and tree.lower[i - 1] == "no" for i in range(1, that))


def _maybe(tree: Tree, cue: int) -> bool:
    """ "May or may not arm X"."""
    return any(tree.lower[i : i + 4] == ("may", "or", "may", "not") for i in range(max(cue - 5, 0), cue))
