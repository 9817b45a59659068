"""Denials of what was told before: "Ankara denies it", "rejected the charge", "said the accusation was groundless".

They name no deed, so they are no mention of one; they are a claim on the mention that they take up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from escalade.claims.culprits import HOSTILE, NEAR, Charge
from escalade.claims.deeds import kindred
from escalade.claims.denying import DID, Denying, Pointing
from escalade.claims.disowning import NOBODY, OWN
from escalade.claims.frame import Frame
from escalade.claims.parties import side_at
from escalade.claims.pointing import POINTING, whole
from escalade.claims.scene import ACTORS, Scene
from escalade.claims.speech import Speech
from escalade.claims.syntax import case_of, has_not, mark_of, name_of, subject
from escalade.claims.voices import Voice
from escalade.claims.weapons import NEUTRAL, WEAPONS, by_chance, deed, owner_name, owners
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

NO = frozenset({"no", "not", "none"})
ARTICLES = frozenset({"the", "a", "an"})
FAR = 6  # sentences back that "the accusation" points
PLACED = frozenset({"in", "at", "near", "around", "along", "on", "off"})
KINDS = {  # words for what was lost, and for what it may have been
    "aircraft": frozenset("drone jet plane helicopter warplane fighter bomber airliner uav gunship".split()),
    "plane": frozenset("jet warplane fighter bomber aircraft".split()),
    "ship": frozenset("frigate destroyer corvette cutter gunboat cruiser warship boat trawler freighter".split()),
    "vessel": frozenset("ship frigate destroyer corvette cutter gunboat boat trawler warship submarine".split()),
    "vehicle": frozenset("tank lorry truck jeep car bus".split()),
    "man": frozenset("soldier officer fighter guard gunman policeman sailor marine".split()),
    "soldier": frozenset("officer guard marine paratrooper conscript".split()),
}
ALL = frozenset({"all", "every", "each", "both"})
FLYING = frozenset({"drone", "missile", "rocket", "shell", "uav", "projectile", "mortar", "bomb"})
HOLDS = frozenset({"hold", "control"})
STILL = frozenset({"still", "firmly", "fully"})
TAKES = frozenset("capture seize take overrun enter occupy conquer storm control fall".split())
GROUND = frozenset("town city base airport village area district it them island port camp headquarters bridge".split())
VERBAL = (1, 3)  # quad classes of words: what is denied is what they say, not that they were said


@dataclass(frozen=True, slots=True)
class Denial:
    """Who denies (`voices`, outermost first), by which cue, and which mention; `part`: the field that alone is denied,
    whose doing it was or that it hit what it was aimed at."""

    tree: Tree
    cue: int
    voices: tuple[Voice, ...]
    frames: tuple[Frame, ...]
    mention: EventMention
    part: str | None
    accused: str | None


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
        self._denying = Denying(scene, cues, speech)
        self._charges: dict[str, list[Charge]] = {}  # on each mention, in text order
        for charge in charges:
            self._charges.setdefault(charge.mention.event_mention_id, []).append(charge)
        self._last: tuple[int, _Told] | None = None  # what was denied last, in which sentence

    def of(self, tree: Tree) -> Iterator[Denial]:
        """Denials of one sentence in the order of their cues. Sentences are asked in text order."""
        for cue, frames, told, part, accused in self._named(tree):
            yield Denial(tree, cue, self.speech.chain(frames), frames, told.mention, part, accused)
        for pointing in (*self._denying.pointing(tree), *self._denying.withdrawals(tree)):
            cue, frames, own, sort, _ = pointing
            held = self._taken_up(tree, pointing)
            if held is None and sort == "it" and self._last is not None and self._goes_on(tree, cue):
                held = self._last[1]
            if held is not None:
                self._last = tree.ordinal, held
                theirs = self.speech.over(held.mention.sentence, held.mention.trigger_token)
                frames = tuple(f for f in frames if f not in theirs)  # nobody hands on the denial of his own word
                voices = (*self.speech.chain(frames), *own)
                if sort == "withdrawn":  # he takes back what he said himself
                    voices = self.speech.chain(theirs) or voices
                whose = sort in ("involvement", "own") or (sort in ("charge", "aside") and held.charged)
                accused = self._disowned_by(tree, pointing, held)
                yield Denial(tree, cue, voices, frames, held.mention, "actor" if whose else None, accused)

    def _goes_on(self, tree: Tree, cue: int) -> bool:
        """Whether a sentence opens with a denial and the one before denied something: "Baku dismissed it, too"."""
        opens = not any(tree.upos[i] == "VERB" for i in range(cue))
        return opens and self._last is not None and self._last[0] == tree.ordinal - 1

    # -- what denies and names what it denies -----------------------------------------------------------------------

    def _named(self, tree: Tree) -> Iterator[tuple[int, tuple[Frame, ...], _Told, str | None, str | None]]:
        """Denials of one sentence that name a party, the means or the deed: cue, frames, what they deny, of it what,
        and who is said not to have done it."""
        for i in range(len(tree)):
            up, part, verb = tree.head[i], None, tree.upos[i] == "VERB"
            disowned = list(self._not_whose(tree, i))
            for told, accused in disowned:
                yield i, self.speech.over(tree.ordinal, i), told, "actor", accused
            if disowned:
                continue
            if (held := self._mischance(tree, i) or self._still_held(tree, i)) is not None:
                pass
            elif verb and (held := self._stopped(tree, i)) is not None:
                part = "recipient"
            elif tree.rel(i) == "nsubj" and up >= 0 and self._of_being(tree, up):
                held = self._missing(tree, i, up)
            elif verb and self._had_none(tree, i):
                held = self._with_side(tree, i, self._voice(tree, i))
            elif verb and self._not_done(tree, i):
                held = self._repeated(tree, i) or self._unused(tree, i) or self._undone(tree, i)
            else:
                continue
            if held is not None:
                frames = self.speech.over(tree.ordinal, i)
                yield frames[-1].cue if frames else i, frames, held, part, None

    def _not_whose(self, tree: Tree, i: int) -> Iterator[tuple[_Told, str]]:
        """Of which deed somebody says that the weapon was not whose it was said to be, and whose: the speaker's own
        ("the drone was not Sudanese"), of one who was accused, or with what it was instead."""
        for owner in owners(self.scene, tree, i):
            event = deed(self.scene, tree, owner.kind, i) if owner.denied != self._denied(tree, i) else None
            voice = self._voice(tree, i) if event is not None else None
            if event is None or voice is None:
                continue
            told = self._told(event, (tree.ordinal, i))
            if owner.token is None:
                yield told, voice.speaker.name
                continue
            name, side = owner_name(tree, owner.token), side_at(self.scene, tree, owner.token)
            named = {w for p in event.actors for w in p.text.lower().split()} | set(
                (told.accused or "").lower().split()
            )
            accused = name.lower() in named or any(side and c.startswith(side) for p in event.actors for c in p.codes)
            if owner.instead or accused or (side is not None and side == voice.speaker.side):
                yield told, name

    def _mischance(self, tree: Tree, i: int) -> _Told | None:
        """The attack that somebody else told of, where one says that it was an accident."""
        voice = self._voice(tree, i) if by_chance(tree, i) else None
        if voice is None or self._denied(tree, i):
            return None
        told = (t for t in self._before(tree, i, "it") if t.speaker != voice.key)
        return next((t for t in told if _hostile(t.mention) and self._meant(t.mention)), None)

    def _still_held(self, tree: Tree, i: int) -> _Told | None:
        """The capture that somebody else told of, where one says that he holds what was taken: "it was still in control
        of the town", "its troops hold Walikale", "the airport remains in our hands"."""
        held = tree.lemma[i] in HOLDS if tree.upos[i] == "VERB" else tree.lemma[i] == "control"
        if not held or has_not(tree, i) or (tree.upos[i] == "NOUN" and case_of(tree, i) not in ("in", "under")):
            return None
        above = {i, tree.head[i]}
        still = any(tree.lower[c] in STILL for k in above if k >= 0 for c in tree.kids(k, "advmod"))
        still = still or any(k >= 0 and tree.lemma[k] == "remain" for k in above)
        voice = self._voice(tree, i) if still else None
        if voice is None:
            return None
        there = {
            tree.lower[c] for k in above if k >= 0 for c in tree.subtree(k) if tree.upos[c] in ("PROPN", "NOUN", "PRON")
        }
        for told in self._before(tree, i, "it"):
            place = {w for p in told.mention.recipients for w in p.text.lower().split()} - ARTICLES
            taken = self._lemma(told.mention) in TAKES and told.speaker not in (None, voice.key)
            if taken and (there & place or there & GROUND):
                return told
        return None

    def _meant(self, mention: EventMention) -> bool:
        """Whether a blow is told as somebody's, or as that of a weapon; not a mere "explosion"."""
        there = self.scene.by_ordinal[mention.sentence]
        return bool(mention.actors) or self._lemma(mention) not in NEUTRAL or not WEAPONS.isdisjoint(there.lemma)

    def _missing(self, tree: Tree, i: int, up: int) -> _Told | None:
        """The deed told of those who are said not to have been there: "no submarine was there", "there were no troops
        in the town", "none of its aircraft was there", "his men were never near it"; without a speaker
        only "there was no such drone"."""
        no = {tree.lower[c] for c in tree.kids(i, "det", "amod")}
        voice = self._voice(tree, i)
        coded = any(e.trigger_token in tree.subtree(up) for e in self.scene.events.get(tree.ordinal, ()))
        if coded or (voice is None and not {"no", "such"} <= no):
            return None
        if tree.upos[i] == "NOUN" and "no" in no:
            held = self._with_party(tree, i, voice)
            if held is None and self.cues.revisions.get(tree.lemma[i]) == "encounter":  # "there was no contact"
                held = self._said(tree, i, voice)
            if held is not None:
                return held
        nowhere = tree.lower[up] == "nowhere" or any(tree.lower[c] == "nowhere" for c in tree.children[up])
        if nowhere and not self._own(tree, i) and tree.upos[i] == "NOUN":
            return self._with_party(tree, i, voice)
        away = self._none(tree, i) or has_not(tree, up) or nowhere
        away = away != self._denied(tree, i)  # "denied that any of its men had been there"
        return self._with_side(tree, i, voice) if away and self._own(tree, i) else None

    def _had_none(self, tree: Tree, v: int) -> bool:
        """ "It had no troops in the area": none of those who could have done it."""
        if tree.lemma[v] not in ("have", "keep", "deploy"):
            return False
        who, thing = tree.kid(v, "nsubj"), tree.kid(v, "obj")
        if who is None or thing is None or tree.upos[who] != "PRON":
            return False
        there = any(case_of(tree, c) in PLACED for k in (v, thing) for c in tree.kids(k, "obl", "nmod"))
        there = there or any(tree.lower[c] in ("there", "nearby") for k in (v, thing) for c in tree.kids(k, "advmod"))
        known = self.scene.heads.get((tree.ordinal, thing))
        armed = known is not None and known.kind in ("group", "organisation", "person", "weapon")
        return there and armed and self._none(tree, thing)

    def _denied(self, tree: Tree, i: int) -> bool:
        frames = self.speech.over(tree.ordinal, i)
        return bool(frames) and frames[-1].type == "deny"

    def _voice(self, tree: Tree, i: int) -> Voice | None:
        """Who says what a token stands in, the innermost."""
        frames = self.speech.over(tree.ordinal, i)
        return frames[-1].voices[-1] if frames else None

    def _none(self, tree: Tree, i: int) -> bool:
        """ "Nobody", "no soldier", "not one of them"."""
        return tree.lower[i] in NOBODY or tree.lower[min(tree.subtree(i))] in NO

    def _own(self, tree: Tree, i: int) -> bool:
        """ "Our guns", "no ship of ours", "none of its men"."""
        return any(tree.lower[k] in OWN for c in tree.kids(i, "nmod", "nmod:poss") for k in (c, *tree.children[c]))

    def _not_done(self, tree: Tree, v: int) -> bool:
        """Whether a verb says that something was not done: "nobody shot it", "sent nothing"."""
        told = (e.trigger_token == v and e.polarity == "positive" for e in self.scene.events.get(tree.ordinal, ()))
        if any(told) or tree.xpos[v] == "VBG":
            return False
        if any(tree.upos[c] == "AUX" and tree.lower[c] not in DID for c in tree.children[v]):
            return False
        none = any(self._none(tree, c) for c in tree.kids(v, "nsubj", "nsubj:pass", "obj"))
        none = none or has_not(tree, v)
        return none and mark_of(tree, v) not in ("if", "unless", "whether")

    def _repeated(self, tree: Tree, v: int) -> _Told | None:
        """The last deed told by the same verb, by the same doer, on the same target or on "it".

        "Lost no drone" denies that one was struck.
        """
        voice = self._voice(tree, v)
        for told in self._before(tree, v, "it"):
            there, words = self.scene.by_ordinal[told.mention.sentence], _words(told.mention)
            doer, target = tree.kid(v, "nsubj"), tree.kid(v, "obj", "nsubj:pass")
            again = there.lemma[told.mention.trigger_token] == tree.lemma[v] and told.mention.sentence < tree.ordinal
            if tree.lemma[v] == "lose":
                lost = {p.text.split()[-1].lower() for p in told.mention.recipients if p.text}
                kind = KINDS.get(tree.lemma[target], frozenset()) if target is not None else frozenset()
                again = target is not None and (
                    tree.lower[target] in lost or not kind.isdisjoint(w.removesuffix("s") for w in lost)
                )
                doer = None
            if again and (voice is None or told.speaker != voice.key):
                fits = doer is None or self._may_be(tree, doer, words[0])
                return told if fits and (target is None or self._may_be(tree, target, words[1])) else None
        return None

    def _unused(self, tree: Tree, v: int) -> _Told | None:
        """What somebody else said was done, where nothing was used that it is done with: "no explosives were used"."""
        stage, means = self.cues.revisions.get, tree.kid(v, "obj", "nsubj:pass")
        if means is None or stage(tree.lemma[v]) != "act" or not (self._none(tree, means) or has_not(tree, v)):
            return None
        known = self.scene.heads.get((tree.ordinal, means))
        weapon = known is not None and known.kind == "weapon"
        used = weapon or "means" in (stage(tree.lemma[means]), stage(tree.lower[means]))
        whose = [c for c in tree.kids(v, "nsubj") if c != means]
        voice = self._voice(tree, v)
        if not used or not all(tree.upos[c] == "PRON" or self._own(tree, c) or self._none(tree, c) for c in whose):
            return None
        return self._said(tree, v, voice)

    def _said(self, tree: Tree, i: int, voice: Voice | None) -> _Told | None:
        """The last blow that somebody else said was struck, in this sentence or the one before."""
        told = (t for t in self._before(tree, i, "it") if t.mention.sentence >= tree.ordinal - 1)
        others = (t for t in told if t.speaker is not None and voice is not None and t.speaker != voice.key)
        return next((t for t in others if _hostile(t.mention)), None)

    def _stopped(self, tree: Tree, v: int) -> _Told | None:
        """What was fired at something, as somebody tells it, where another says that it did not get there: "all were
        shot down", "every missile was intercepted", "none of them got through", "the shells missed"."""
        if (voice := self._voice(tree, v)) is None:
            return None
        thing = tree.kid(v, "nsubj:pass", "obj", "nsubj")
        verb = whole(tree, v)
        if thing is None or has_not(tree, v):
            return None
        words = {tree.lower[k] for k in tree.subtree(thing)}
        verbs = (verb, tree.lemma[v], " ".join([tree.lemma[v], *tree.lower[v + 1 : v + 2]]))  # "shot down short of it"
        if any(self.cues.revisions.get(word) == "stopped" for word in verbs):
            fired = bool(words & ALL) or (tree.deprel[thing] != "nsubj" and bool(words & {"the", "them", "they"}))
        elif verb in ("get through", "reach", "hit", "arrive"):
            fired = bool(words & {"none", "neither"})
        else:
            fired = tree.lemma[v] == "miss" and tree.rel(thing) == "nsubj"
        if not fired:
            return None
        told = (t for t in self._before(tree, v, "it") if t.mention.sentence >= tree.ordinal - 1)
        shot = (t for t in told if t.mention.trigger_token != v or t.mention.sentence != tree.ordinal)
        return next((t for t in shot if t.speaker != voice.key and self._flew(t.mention, tree.ordinal)), None)

    def _flew(self, mention: EventMention, ordinal: int) -> bool:
        """Whether a blow is told, by that sentence or up to this one, of what flies: drones, missiles, shells."""
        there = self.scene.by_ordinal[mention.sentence]
        return _hostile(mention) and not FLYING.isdisjoint(there.lemma)

    def _undone(self, tree: Tree, v: int) -> _Told | None:
        """The last deed of violence told of the speaker's men, who did nothing of what any deed takes: "it never
        touched the boat", "no shell was fired from its positions", "none of its jets had left the base"."""
        voice, target = self._voice(tree, v), tree.kid(v, "obj", "nsubj:pass")
        doer = next((c for c in tree.kids(v, "nsubj") if c != target), None)
        if doer is None and tree.rel(v) == "conj":
            doer = subject(tree, v)
        stage = self.cues.revisions.get
        acts = {stage(tree.lemma[v]), stage(f"{tree.lemma[v]} {tree.lemma[target]}") if target is not None else None}
        acts |= {stage(f"{tree.lemma[v]} {tree.lower[c]}") for c in tree.kids(v, "compound:prt")}
        nobody = target is not None and self._none(tree, target)
        if acts.isdisjoint(("act", "move", *(["harm"] if nobody else []))) or not (
            doer is not None or self._ours(tree, v, target)
        ):
            return None
        if voice is None:
            return self._unseen(tree, v, doer) or self._not_ours(tree, v, doer)
        for told in self._before(tree, v, "it"):
            if told.mention.quad_class != HOSTILE or told.speaker == voice.key or not _of_side(told, voice):
                continue
            struck = set().union(*_words(told.mention))
            fits = "move" in acts or target is None or self._may_be(tree, target, struck)
            return told if fits and (doer is None or self._done_by(tree, doer, voice, told)) else None
        return None

    def _unseen(self, tree: Tree, v: int, doer: int | None) -> _Told | None:
        """What others told of a place where the report says that nothing came down, or that nobody entered."""
        if doer is None or tree.lower[doer] not in NOBODY or tree.kids(doer, "nmod"):
            return None
        there = {tree.lower[c] for c in tree.kids(v, "obl", "obj") if tree.upos[c] == "PROPN"}
        told = (t for t in self._before(tree, v, "it") if t.speaker is not None and t.mention.quad_class == HOSTILE)
        return next((t for t in told if there & _words(t.mention)[1]), None)

    def _not_ours(self, tree: Tree, v: int, doer: int | None) -> _Told | None:
        """What others told, where whoever publishes the report speaks for itself: "Our agents set off nothing"."""
        if doer is None or not any(tree.lower[c] == "our" for c in tree.kids(doer, "nmod:poss")):
            return None
        return next((t for t in self._before(tree, v, "it") if t.speaker is not None and _hostile(t.mention)), None)

    def _ours(self, tree: Tree, v: int, thing: int | None) -> bool:
        """Whether what was not done by anybody named was not done with, or from, what is the speaker's."""
        own = thing is not None and self._own(tree, thing)
        return own or any(case_of(tree, c) == "from" for c in tree.kids(v, "obl"))

    def _may_be(self, tree: Tree, i: int, words: Collection[str]) -> bool:
        """Whether a word is a pronoun, says that there was none, is one of the words of a party told before, or means
        somebody or something told before that is no known actor: "the ship"."""
        if tree.upos[i] == "PRON" or tree.lower[i] in words or tree.lower[i] == "one" or self._none(tree, i):
            return True
        known = self.scene.heads.get((tree.ordinal, i))
        anybody = known is None or known.kind not in ACTORS
        return anybody and any(tree.lower[c] == "the" for c in tree.kids(i, "det"))

    def _of_being(self, tree: Tree, i: int) -> bool:
        """Whether a predicate only says that something is, or where."""
        where = tree.lower[i] in ("there", "here", "nowhere") or any(tree.rel(c) == "case" for c in tree.children[i])
        return tree.lemma[i] in ("be", "exist") or (where and tree.kid(i, "cop") is not None)

    # -- what is denied ---------------------------------------------------------------------------------------------

    def _taken_up(self, tree: Tree, pointing: Pointing) -> _Told | None:
        """The mention denied: the last that somebody else told; for a charge, what somebody was accused of first."""
        cue, frames, own, sort, doer = pointing
        voice = (own or frames[-1].voices)[-1] if own or frames else None
        if sort == "withdrawn":
            return next((t for t in self._before(tree, cue, "charge") if _own_word(t, voice)), None)
        told = [t for t in self._before(tree, cue, sort, words=True) if voice is None or t.speaker != voice.key]
        if sort == "aside":
            told = [t for t in told if t.mention.sentence == tree.ordinal and _hostile_or_done(t.mention)]
            return next((t for t in told if t.speaker is not None), told[0] if told else None)
        told = [t for t in told if t.mention.quad_class not in VERBAL or (voice is not None and _theirs(t, voice))]
        if sort == "it" and self._uncoded(tree, cue):
            return None
        if sort == "it":
            last = [t for t in told if t.mention.sentence == told[0].mention.sentence]
            return next((t for t in last if t.speaker is not None), last[0] if last else None)
        if sort == "own":
            told = [t for t in told if voice is not None and self._accused(t, voice)]
            return next((t for t in told if t.mention.quad_class == HOSTILE), None)
        if sort == "involvement" and voice is not None:
            told = [t for t in told if self._done_by(tree, doer, voice, t) and (t.charged or _of_side(t, voice))]
        told = self._named_again(tree, cue, told)
        if sort == "charge" and voice is not None:
            told = [t for t in told if self._from_whom(tree, cue, t, voice)]
        charges = (t for t in told if t.charged)
        if sort == "involvement" and told and _hostile(told[0].mention):  # whoever told of the deed last
            told = [t for t in told if t.mention.sentence == told[0].mention.sentence]
        bare = told[0] if told and (sort == "involvement" or voice is None) else None
        return next(charges, next((t for t in told if t.speaker is not None), bare))

    def _named_again(self, tree: Tree, cue: int, told: list[_Told]) -> list[_Told]:
        """Of what was told what the noun under a cue means: "disowned the killings"; of a noun that is none of those
        words, blows and riots: "denied a role in the fire"."""
        nouns = [
            i
            for i in tree.subtree(cue)
            if tree.upos[i] == "NOUN" and any(tree.lower[c] in ("the", "that", "this") for c in tree.kids(i, "det"))
            and self.cues.revisions.get(tree.lemma[i]) != "charge"
            and (tree.rel(i) == "obj" or case_of(tree, i) in ("in", "for", "to", "with", "from", "behind", "of"))
        ]  # fmt: skip
        lemma = {t.mention.event_mention_id: self._lemma(t.mention) for t in told}
        meant = [t for t in told for i in nouns if kindred(tree.lemma[i], lemma[t.mention.event_mention_id])]
        blows = [t for t in told if t.mention.event_type in ("ASSAULT", "PROTEST")]
        return meant or (blows if nouns and blows else told)

    def _from_whom(self, tree: Tree, cue: int, told: _Told, voice: Voice) -> bool:
        """Whether a charge may be that told by somebody: not by one of the denier's side; of "Washington's version"
        only what Washington told."""
        side, teller = voice.speaker.side, self._side_of(told)
        if side is not None and teller == side:
            return False
        whose = [
            c
            for i in tree.subtree(cue)
            if self.cues.revisions.get(tree.lemma[i]) == "charge"
            for c in tree.kids(i, "nmod:poss")
            if tree.upos[c] == "PROPN"
        ]
        owner = side_at(self.scene, tree, whose[0]) if whose else None
        return owner is None or teller is None or owner == teller

    def _side_of(self, told: _Told) -> str | None:
        """The side of who told it last."""
        frames = [f for f in self.speech.over(told.mention.sentence, told.mention.trigger_token) if f.voices]
        return frames[-1].voices[-1].speaker.side if frames else None

    def _lemma(self, mention: EventMention) -> str:
        return self.scene.by_ordinal[mention.sentence].lemma[mention.trigger_token]

    def _disowned_by(self, tree: Tree, pointing: Pointing, held: _Told) -> str | None:
        """Who is said not to have done it, for a denial of whose doing it was; himself, of what was laid to others."""
        voice = (pointing.own or pointing.frames[-1].voices)[-1] if pointing.own or pointing.frames else None
        side = side_at(self.scene, tree, pointing.doer) if voice is not None else None
        if side is not None and voice is not None and side == voice.speaker.side and pointing.sort == "involvement":
            return name_of(tree, pointing.doer) if pointing.doer is not None else None
        his = pointing.doer is None or self._own(tree, pointing.doer) or tree.upos[pointing.doer] == "PRON"
        if pointing.sort != "involvement" or voice is None or not his or held.accused is None:
            return held.accused
        return held.accused if self._accused(held, voice) else voice.speaker.name

    def _accused(self, told: _Told, voice: Voice) -> bool:
        """Whether somebody else has said that it was the speaker, or one of his side."""
        speaker, named = voice.speaker, set(voice.speaker.name.lower().split()) - ARTICLES
        if told.speaker is None and not told.charged:
            return False
        if not told.charged or told.accused is None:
            return (bool(speaker.side) or not named.isdisjoint(_words(told.mention)[0])) and bool(
                told.mention.actors and _of_side(told, voice)
            )
        parties = (p for es in self.scene.events.values() for e in es for p in (*e.actors, *e.recipients))
        codes = (p.codes[-1] for p in parties if p.text == told.accused and p.codes)
        theirs = any(speaker.side and code.startswith(speaker.side) for code in codes)
        return theirs or bool(named & set(told.accused.lower().split()))

    def _done_by(self, tree: Tree, doer: int | None, voice: Voice, told: _Told) -> bool:
        """Whether who is said to have had no part in it is the speaker, his men, or who is said to have done it."""
        if doer is None or self._own(tree, doer) or (tree.upos[doer] == "PRON" and not tree.kids(doer, "nmod")):
            return True
        if voice.speaker.side is not None and side_at(self.scene, tree, doer) == voice.speaker.side:
            return True  # "Russia had nothing to do with it", the Kremlin says
        named = f"{told.accused or ''} {voice.speaker.name}".lower().split()
        return not {tree.lower[k] for k in tree.subtree(doer)}.isdisjoint({*named, *_words(told.mention)[0]} - ARTICLES)

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
        if voice is None:
            return None
        told = (t for t in self._before(tree, missing, "it") if t.speaker != voice.key)
        return next((t for t in told if self._accused(t, voice) or (t.mention.actors and _of_side(t, voice))), None)

    def _before(self, tree: Tree, cue: int, sort: str, words: bool = False) -> list[_Told]:
        """Deeds told as having happened before the cue, the nearest first; with `words`, of a sentence that tells no
        deed what somebody is said to have threatened, refused, promised."""
        found = []
        reach = NEAR if sort == "it" else FAR
        for ordinal in range(tree.ordinal, tree.ordinal - reach - 1, -1):
            for event in sorted(self.scene.events.get(ordinal, ()), key=lambda e: -e.trigger_token):
                real = _hostile_or_done(event)
                if real and (ordinal < tree.ordinal or event.trigger_token < cue):
                    found.append(self._told(event, (tree.ordinal, cue)))
            if words and not any(t.mention.sentence == ordinal for t in found):
                said = [e for e in self.scene.events.get(ordinal, ()) if e.event_type != "ACCUSE" and e.happened]
                said = [e for e in said if ordinal < tree.ordinal or e.trigger_token < cue]
                found += (t for e in said if (t := self._told(e, (tree.ordinal, cue))).speaker is not None)
            if sort == "it" and not found and ordinal < tree.ordinal and self._plans(ordinal):
                break  # "France prepares a raid." "It plans no such thing": no deed is denied
        return found or self._below(tree)

    def _below(self, tree: Tree) -> list[_Told]:
        """Deeds that the sentences under a headline tell, the first told first: "RSF denies role" heads their story."""
        if tree.ordinal > 0 or not (tree.row.block == "title" or tree.words[-1] not in (".", "!", "?", '"', "”")):
            return []
        under = (e for ordinal in range(1, NEAR) for e in self.scene.events.get(ordinal, ()))
        return [self._told(e, (NEAR, 0)) for e in under if _hostile(e)]

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


def _hostile_or_done(event: EventMention) -> bool:
    return event.quad_class not in VERBAL and event.happened


def _hostile(event: EventMention) -> bool:
    return event.quad_class == HOSTILE and event.happened


def _own_word(told: _Told, voice: Voice | None) -> bool:
    """Whether what was told is what the speaker said himself: "police in Goma", "the police"."""
    if told.speaker is None or voice is None:
        return False
    return told.speaker == voice.key or told.speaker.startswith(f"{voice.key} ")


def _theirs(told: _Told, voice: Voice) -> bool:
    """Whether the speaker, or one of his side, is told to have done it or to have been told so."""
    speaker, side = voice.speaker, voice.speaker.side
    named = set(speaker.name.lower().split()) - ARTICLES
    return any(
        (p.id is not None and p.id == speaker.actor_id)
        or (side is not None and any(code.startswith(side) for code in p.codes))
        or not named.isdisjoint(p.text.lower().split())
        for p in (*told.mention.actors, *told.mention.recipients)
    )


def _words(mention: EventMention) -> tuple[set[str], set[str]]:
    """The words of those who did it, and of those who suffered it."""
    actors, recipients = (
        {w for p in role for w in p.text.lower().split()} for role in (mention.actors, mention.recipients)
    )
    return actors, recipients


def _of_side(told: _Told, voice: Voice) -> bool:
    """Whether what was told may be of the speaker's side: nobody of another side is named as having done it."""
    speaker, actors = voice.speaker, [p for p in told.mention.actors if p.codes]
    named = set(speaker.name.lower().split())
    theirs = (
        p.id == speaker.actor_id or p.codes[-1].startswith(speaker.side or "") or named & set(p.text.lower().split())
        for p in actors
    )  # fmt: skip
    return not actors or not speaker.side or any(theirs)
