"""Conditional threats: if this happens (by then), that one will do this."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from escalade.claims.attribution import READS, claim, publishers, speech_of
from escalade.claims.frames import Frame
from escalade.claims.parties import party, party_at, side_at
from escalade.claims.scene import ACTORS, Scene, scenes
from escalade.claims.speech import Speech
from escalade.claims.stance import modality
from escalade.claims.syntax import agent_of, case_of, is_passive, parenthesis, subject
from escalade.claims.voices import FIRST_PERSON, Voice, is_outlet
from escalade.model.codings import Claim, Party, Tripwire
from escalade.model.ids import content_id
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

MODALS = frozenset({"will", "would", "shall", "'ll", "’ll", "could", "may", "might", "can", "wo", "must"})
OPENERS = frozenset({"if", "unless"})
INVERTED = frozenset({"should", "were"})
BEFORE = frozenset({"by", "before", "until", "till"})
ANY = frozenset({"any", "every", "another", "further", "a", "an"})
WHOEVER = frozenset({"any", "every", "anyone", "anybody", "everyone", "whoever", "all", "those"})
DRAWS = frozenset({"meet", "bring", "draw", "trigger", "face", "provoke", "invite", "prompt", "lead", "result"})
DURATION = re.compile(r"P(\d+)([DWMY])")
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
DEMANDS = frozenset({"not", "n't", "unless", "fail", "fails", "refuse", "refuses", "no"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
PLACED = frozenset({"in", "at", "near", "around", "from", "inside", "outside", "over", "off", "along"})
HIT = frozenset({"on", "against", "upon"})
RISKS = frozenset({"face", "risk", "suffer"})
COMMITS = frozenset({"threaten", "vow", "pledge", "promise", "swear", "warn"})
SUFFERS = frozenset({"pay", "suffer", "face", "regret", "see", "bear", "meet"})
ENOUGH = 2
ARTICLE = 4  # characters of "the " before an unnamed speaker: "state" is not who "secretary of state" is


def conditionals(tree: Tree) -> Iterator[tuple[int, int, range, range]]:
    """(opener, verb of the consequence, condition tokens, consequence tokens) of each conditional in the sentence."""
    modals = [i for i in range(len(tree)) if tree.lower[i] in MODALS and tree.upos[i] == "AUX"]
    modals += [i for i in range(len(tree)) if _vowed(tree, i)]
    yield from _or_else(tree)
    if not modals and not {"threaten", "warn"}.intersection(tree.lemma):
        return
    modals.sort()
    openers = [
        i for i in range(len(tree)) if tree.lower[i] in OPENERS and tree.lower[max(i - 1, 0)] not in ("as", "even")
    ]
    if not openers and modals and tree.lower[modals[0]] in INVERTED:
        modals = modals[1:]
    inverted = [i for i in range(len(tree)) if _inverted(tree, i)]
    for i in openers or inverted:
        if tree.rel(i) == "mark" and tree.rel(tree.head[i]) in ("ccomp", "csubj") and not _comma_after(tree, i):
            continue
        found = _main_after(tree, i, modals) or _main_before(tree, i, modals) or _threatened_with(tree, i)
        if found is not None:
            yield (i, *found)
    if not openers and not inverted:
        yield from _bare(tree, modals)


def _or_else(tree: Tree) -> Iterator[tuple[int, int, range, range]]:
    """ "Withdraw or face war": what is asked is the condition left unmet."""
    for verb in range(2, len(tree)):
        joined = tree.kid(verb, "cc") if tree.lemma[verb] in RISKS and tree.rel(verb) == "conj" else None
        if joined is None or tree.lower[joined] != "or" or tree.head[verb] >= joined:
            continue
        inside = [t for t in tree.subtree(tree.head[verb]) if t < joined]
        while inside and (tree.upos[inside[0]] in ("PUNCT", "CCONJ", "SCONJ")):
            inside = inside[1:]
        end = max(tree.subtree(verb)) + 1
        aside = next((s for v in range(verb + 1, len(tree)) if (s := parenthesis(tree, v))), None)
        end = min(end, aside[0]) if aside else end
        while end > verb and tree.upos[end - 1] == "PUNCT":
            end -= 1
        if inside and end - verb > 1:
            yield tree.head[verb], verb, range(inside[0], joined), range(verb, end)


def _vowed(tree: Tree, i: int) -> bool:
    """The "to" of what is vowed or threatened: as good as a "will"."""
    verb = tree.head[i]
    if tree.lower[i] != "to" or tree.rel(i) != "mark" or verb < 0 or tree.rel(verb) != "xcomp":
        return False
    return tree.lemma[tree.head[verb]] in COMMITS


def _inverted(tree: Tree, i: int) -> bool:
    """ "Should Tehran harm an American, ...": an auxiliary that opens its clause and is no question."""
    opens = i == 0 or tree.words[i - 1] in (",", '"', "“", ";", ":") or tree.lower[i - 1] == "that"
    return tree.lower[i] in INVERTED and opens and tree.words[-1] != "?" and tree.upos[i] == "AUX"


def _comma_after(tree: Tree, i: int) -> bool:
    return any(tree.words[k] == "," for k in range(i + 2, len(tree)))


def _main_after(tree: Tree, i: int, modals: list[int]) -> tuple[int, range, range] | None:
    """The main clause behind its condition: it opens after the last comma before its modal, asides skipped."""
    modal = next((q for q in modals if q > i + 2 and any(tree.words[k] == "," for k in range(i + 2, q))), None)
    if modal is None:
        return None
    commas = [k for k in range(i + 2, modal) if tree.words[k] == "," and not _quoted_list(tree, k, modal)]
    if not commas:
        return None
    start = commas[-1] + 1
    if tree.lower[start] in ("or", "and", "but"):
        return None
    end = len(tree)
    while end > start and tree.upos[end - 1] == "PUNCT" and tree.words[end - 1] not in ('"', "”"):
        end -= 1
    inside = sum(tree.words[k] in ('"', "“", "”") for k in range(start)) % 2 == 1
    closed = next((k for k in range(start + 1, end) if inside and tree.words[k] in ("”", '"')), None)
    if closed is not None and any(tree.upos[k] == "VERB" for k in range(closed, end)):
        end = closed  # what follows the quotation is who said it
    after = (parenthesis(tree, v) for v in range(modal, end) if tree.upos[v] == "VERB")
    end = min([end, *(s[0] for s in after if s and s[0] > modal and s[1] >= end)])
    while end > start and tree.words[end - 1] == ",":
        end -= 1
    aside = next(
        (s for v in range(i, start) if tree.upos[v] == "VERB" and (s := parenthesis(tree, v)) and s[0] > i + 2), None
    )
    stop = min(aside[0] if aside else commas[-1], commas[-1])
    verb = tree.head[modal] if tree.head[modal] >= start else modal
    return verb, range(i, stop), range(start, end)


def _quoted_list(tree: Tree, comma: int, modal: int) -> bool:
    """Whether a comma stands inside quotation marks that open before it and close before the modal."""
    marks = [k for k in range(modal) if tree.words[k] in ('"', "“", "”")]
    return sum(k < comma for k in marks) % 2 == 1 and any(comma < k < modal for k in marks)


def _main_before(tree: Tree, i: int, modals: list[int]) -> tuple[int, range, range] | None:
    """The main clause before its condition: from its subject, or the "that" that opens it, to the condition."""
    modal = next((q for q in reversed(modals) if q < i), None)
    if modal is None:
        return None
    verb = tree.head[modal] if tree.head[modal] >= 0 else modal
    start = modal
    for k in range(modal - 1, -1, -1):
        if (
            (tree.lower[k] == "that" and tree.upos[k] == "SCONJ")
            or tree.words[k] in (";", ":")
            or tree.upos[k] == "VERB"
        ):
            break
        start = k
    while start < modal and (tree.upos[start] in ("PUNCT", "CCONJ") or tree.lower[start] == "that"):
        start += 1
    end = len(tree)
    while end > i + 1 and tree.upos[end - 1] == "PUNCT":
        end -= 1
    aside = next(
        (s for v in range(i + 1, end) if tree.upos[v] == "VERB" and (s := parenthesis(tree, v)) and s[0] > i + 1), None
    )
    end = min(end, aside[0]) if aside else end
    stop = i
    while stop > start and tree.upos[stop - 1] == "PUNCT":
        stop -= 1
    return (verb, range(i, end), range(start, stop)) if stop - start >= 2 else None


def _threatened_with(tree: Tree, i: int) -> tuple[int, range, range] | None:
    """ "Threatened the city with a siege if ..."."""
    for verb in range(i):
        preposition = {"threaten": "with", "warn": "of"}.get(tree.lemma[verb])
        if preposition is None:
            continue
        for c in tree.kids(verb, "obl", "nmod", "obj"):
            inside = [t for t in tree.subtree(c) if t < i]
            bare = preposition == "with" and tree.rel(c) == "obj" and tree.upos[c] == "NOUN"
            if verb < c < i and inside and (bare or case_of(tree, c) == preposition):
                end = len(tree)
                while end > i + 1 and tree.upos[end - 1] == "PUNCT":
                    end -= 1
                return c, range(i, end), range(inside[0] + (not bare), inside[-1] + 1)
    return None


def _bare(tree: Tree, modals: list[int]) -> Iterator[tuple[int, int, range, range]]:
    """ "Any attack will be met with force", "another launch would bring sanctions"."""
    for modal in modals:
        verb = tree.head[modal]
        if verb <= modal:
            continue
        thing = subject(tree, verb, inherit=False)
        if thing is None or thing > modal or tree.upos[thing] not in ("NOUN", "PRON"):
            continue
        inside = [t for t in tree.subtree(thing) if t < modal]
        opener = tree.lower[inside[0]]
        doing = tree.kid(thing, "acl") is not None and opener in WHOEVER
        drawing = tree.lemma[verb] in DRAWS and opener in ANY and tree.kid(verb, "obl", "obj") is not None
        if not doing and (not drawing or (opener in ("a", "an") and tree.lemma[verb] != "meet")):
            continue
        end = max(t for t in tree.subtree(verb)) + 1
        while end > verb and tree.upos[end - 1] == "PUNCT":
            end -= 1
        yield inside[0], verb, range(inside[0], inside[-1] + 1), range(modal, end)


class Threats:
    """Tells threats from promises and predictions, and who threatens whom."""

    def __init__(self, scene: Scene, speech: Speech, cues: Cues) -> None:
        self.scene, self.speech, self.cues = scene, speech, cues

    def of(self, tree: Tree) -> Iterator[tuple[Tripwire, Claim]]:
        """Tripwires of one sentence with the claim of whoever speaks."""
        for opener, verb, condition, consequence in conditionals(tree):
            condition, consequence = (self._told_on(tree, r) for r in (condition, consequence))
            frames = self.speech.over(tree.ordinal, verb) or self.speech.over(tree.ordinal, opener)
            if not condition or not consequence or not self._is_threat(tree, verb, condition, consequence, frames):
                continue
            yield self._rows(tree, verb, condition, consequence, frames)

    def _told_on(self, tree: Tree, tokens: range) -> range:
        """The tokens up to where the reporting clause goes on: "..., and said that ..."."""
        for i in tokens[1:]:
            if tree.upos[i] != "CCONJ":
                continue
            verb = next((k for k in range(i + 1, tokens.stop) if tree.upos[k] != "ADV"), i)
            if tree.xpos[verb] == "VBD" and tree.upos[verb] == "VERB" and self.cues.asserts(tree.lemma[verb]):
                stop = i
                while stop > tokens.start and tree.upos[stop - 1] == "PUNCT":
                    stop -= 1
                return range(tokens.start, stop)
        return tokens

    def _tone(self, tree: Tree, tokens: range, tone: str) -> int:
        return sum(tree.lemma[t] in self.cues.threats[tone] for t in tokens)

    def _hostile_event(self, tree: Tree, tokens: range) -> bool:
        events = (e for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in tokens)
        return any(e.quad_class >= 3 and e.polarity == "positive" for e in events)

    def _is_threat(
        self, tree: Tree, verb: int, condition: range, consequence: range, frames: tuple[Frame, ...]
    ) -> bool:
        """Whether somebody with a side foretells harm that his own side will do."""
        voice = self._voice(frames)
        own = any(tree.lower[t] in FIRST_PERSON for t in (*condition, *consequence))
        if voice is None and not (own and self._own_voice()):
            return False
        if voice is not None and voice.speaker.name.split()[-1].lower().rstrip("s") in self.cues.threats["bystander"]:
            return False
        side = self._side(voice, frames)
        doer = subject(tree, verb, inherit=False)
        if doer is not None and tree.lower[doer] in ("you", "one") and tree.lemma[verb] not in SUFFERS:
            return False
        doer_side = side_at(self.scene, tree, doer) if not is_passive(tree, verb) else None
        if side and doer_side and doer_side != side and tree.lemma[verb] not in SUFFERS:
            return False
        friendly, weather = self._tone(tree, consequence, "friendly"), self._tone(tree, consequence, "weather")
        own_deed = doer is not None and (own or (side is not None and doer_side == side))
        against = self._against(tree, condition, side)
        hostile = bool(self._tone(tree, consequence, "hostile")) or self._hostile_event(tree, consequence)
        provoked = bool(self._tone(tree, condition, "hostile")) or self._hostile_event(tree, condition)
        hostile = hostile or ((own_deed or against or provoked) and bool(self._tone(tree, consequence, "harsh")))
        negated = any(tree.lower[c] in ("not", "n't", "n’t", "never") for c in tree.kids(verb, "advmod"))
        relents = tree.lemma[verb] in self.cues.threats["friendly"] or (negated and not hostile)
        if relents or (not hostile and (friendly or weather)):
            return False
        warned = bool(frames) and frames[-1].type == "warn"
        demand = any(tree.lower[t] in DEMANDS for t in condition)
        answer = own_deed and (provoked or (demand and against))
        return (hostile or warned or answer) and 2 * hostile + 2 * warned + 2 * answer + against + provoked >= ENOUGH

    def _side(self, voice: Voice | None, frames: tuple[Frame, ...]) -> str | None:
        """The speaker's side; a person known only from the text has none that could be against anybody."""
        if voice is None:
            return None
        spoken = self._mention_within(voice.start, voice.end, frames[-1].sentence)
        alone = voice.speaker.side == voice.speaker.actor_id and spoken is not None and spoken.kind == "person"
        return None if alone else voice.speaker.side

    def _against(self, tree: Tree, tokens: range, side: str | None) -> bool:
        """Whether the tokens name an actor of another side."""
        for m in self.scene.mentions.get(tree.ordinal, ()):
            if m.token_start in tokens and m.kind in (*ACTORS, "place"):
                reference = self.scene.resolve(m)[1]
                if reference is not None and reference.side and reference.side != side:
                    return True
        return False

    def _rows(
        self, tree: Tree, verb: int, condition: range, consequence: range, frames: tuple[Frame, ...]
    ) -> tuple[Tripwire, Claim]:
        issuer = self._issuer(tree, verb, frames)
        spans = [tree.span(r.start, r.stop) for r in (condition, consequence)]
        (c_start, c_end), (q_start, q_end) = spans
        valid_from, valid_to = self._window(tree, condition, frames)
        speakers = tuple(v.speaker for v in self.speech.chain(frames))
        row_id = content_id("w", self.scene.document.document_id, c_start, q_start)
        tripwire = Tripwire(
            tripwire_id=row_id,
            document_id=self.scene.document.document_id,
            sentence=tree.ordinal,
            issuer=issuer,
            addressee=self._addressee(tree, condition, consequence, issuer, frames),
            condition=tree.quote(condition.start, condition.stop),
            consequence=tree.quote(consequence.start, consequence.stop),
            condition_start=c_start,
            condition_end=c_end,
            consequence_start=q_start,
            consequence_end=q_end,
            condition_type=self._type(tree, condition),
            consequence_type=self._type(tree, consequence),
            valid_from=valid_from,
            valid_to=valid_to,
            attribution=(*publishers(self.scene, tree), *speakers),
        )
        held = modality(tree, verb, self.cues)
        return tripwire, claim(self.scene, tree, verb, ("tripwire", row_id), frames, speakers, modality=held)

    def _issuer(self, tree: Tree, verb: int, frames: tuple[Frame, ...]) -> Party | None:
        """Who would do it where the speaker's side is not against him, else the speaker, else the publisher."""
        voice = self._voice(frames)
        doer = agent_of(tree, verb) if is_passive(tree, verb) else subject(tree, verb, inherit=False)
        found = party_at(self.scene, tree, doer) if doer is not None and tree.lemma[verb] not in SUFFERS else None
        mention = self.scene.heads.get((tree.ordinal, doer)) if doer is not None else None
        sovereign = mention is not None and self.scene.resolve(mention)[0].kind != "organisation"
        if found is not None and found.id is not None and (sovereign or voice is None):
            side = side_at(self.scene, tree, doer)
            if voice is None or side is None or self._side(voice, frames) in (None, side):
                return found
        if voice is not None:
            spoken = self._mention_within(voice.start, voice.end, frames[-1].sentence)
            known = party(self.scene, spoken) if spoken else None
            if spoken and known and spoken.level == "pronoun" and known.id != voice.speaker.actor_id:
                known = None  # "he said" as speech reads it
            if known is not None and known.id is None:
                known = self._owner(voice.start, voice.end, frames[-1].sentence) or known
            return known or Party(voice.speaker.actor_id, voice.speaker.name, (), voice.speaker.name)
        name = self._own_voice()
        return found or (Party(None, name, (), name) if name else None)

    def _voice(self, frames: tuple[Frame, ...]) -> Voice | None:
        """The innermost speaker; a script's label of who is on air is none."""
        voice = frames[-1].voices[-1] if frames else None
        return None if voice and voice.speaker.name.lower() in self.cues.outlets["own_person"] else voice

    def _own_voice(self) -> str | None:
        """The publisher where it speaks for itself, as a ministry does; a news outlet threatens nobody."""
        name = self.scene.document.publisher
        return None if name is None or is_outlet(name, self.cues) else name

    def _owner(self, start: int, end: int, sentence: int) -> Party | None:
        """The actor behind an unnamed office: "their commander" speaks for them."""
        for m in self.scene.mentions.get(sentence, ()):
            if m.char_start == start and m.char_end < end and m.level == "pronoun":
                found = party(self.scene, m)
                return found if found is not None and found.id is not None else None
        return None

    def _mention_within(self, start: int, end: int, sentence: int) -> Any:
        inside = [m for m in self.scene.mentions.get(sentence, ()) if start <= m.char_start and m.char_end <= end]
        inside = [m for m in inside if m.kind in ACTORS and (m.level != "nominal" or m.char_start <= start + ARTICLE)]
        return max(inside, key=lambda m: m.char_end - m.char_start, default=None)

    def _addressee(
        self, tree: Tree, condition: range, consequence: range, issuer: Party | None, frames: tuple[Frame, ...]
    ) -> Party | None:
        """Whom the consequence would hit, else whose deed the condition is, else who was told; never a mere place."""
        reference = self.scene.reference.get(issuer.mention_id or "") if issuer else None
        side = reference.side if reference else None
        places: list[tuple[Tree, int]] = [(tree, t) for t in self._hit(tree, consequence)]
        places += [(tree, t) for t in condition if tree.rel(t) == "nsubj" or tree.deprel[t] == "obl:agent"]
        if frames and frames[-1].hearer is not None:
            places.append((self.scene.by_ordinal[frames[-1].sentence], frames[-1].hearer))
        places += [(tree, t) for t in condition if case_of(tree, t) not in PLACED]
        places += [(tree, t) for t in consequence]
        for where, token in places:
            found = party_at(self.scene, where, token)
            if found is None or found.id is None or (issuer and found.id == issuer.id):
                continue
            if is_outlet(found.text or "", self.cues):  # "told The Washington Post"
                continue
            theirs = side_at(self.scene, where, token)
            if theirs is None or theirs != side:
                return found
        return None

    def _hit(self, tree: Tree, consequence: range) -> Iterator[int]:
        """What a hostile consequence is done to: objects, "on X", "against X", and passive subjects."""
        for t in consequence:
            governor = tree.head[t]
            if governor not in consequence:
                continue
            struck = tree.lemma[governor] in self.cues.threats["hostile"] and tree.lemma[governor] not in SUFFERS
            done = tree.rel(t) == "obj" or tree.deprel[t] == "nsubj:pass"
            if (struck and done) or case_of(tree, t) in HIT:
                yield t

    def _type(self, tree: Tree, tokens: range) -> str | None:
        return next((e.event_type for e in self.scene.events.get(tree.ordinal, ()) if e.trigger_token in tokens), None)

    def _window(self, tree: Tree, condition: range, frames: tuple[Frame, ...]) -> tuple[str | None, str | None]:
        """Days from which and up to which the condition counts; None = open."""
        valid_from = valid_to = None
        said = next((f.said_on for f in reversed(frames) if f.said_on), None) or self.scene.document.published
        for time in self.scene.times.get(tree.ordinal, ()):
            if time.token_start not in condition:
                continue
            before = {tree.lower[k] for k in range(max(time.token_start - 4, condition.start), time.token_start)}
            inside = {tree.lower[k] for k in range(time.token_start, time.token_end)}
            span = DURATION.fullmatch(time.value or "")
            if span and {"within", "in", "next"} & (before | inside):
                end = _after(said, int(span.group(1)) * DAYS[span.group(2)])
                valid_to = end or time.date_end or valid_to
            elif time.date_end and (BEFORE & (before | inside) or "between" in before):
                valid_to = time.date_end
            elif time.date_start and {"after", "from", "since"} & before:
                valid_from = time.date_start
            elif time.date_end and time.precision == "day":
                valid_to = time.date_end
            if valid_to and said and valid_to < said[:10] and not any(w.isdigit() and len(w) == 4 for w in inside):
                valid_to = _after(valid_to, 7) if inside & WEEKDAYS else _next_year(valid_to)
        return valid_from, valid_to


def _next_year(day: str) -> str:
    """The same day a year on: a deadline without a year lies ahead."""
    return f"{int(day[:4]) + 1}{day[4:]}" if not day.endswith("02-29") else f"{int(day[:4]) + 1}-03-01"


def _after(day: str | None, days: int) -> str | None:
    """The day so many days later, ISO; None without a day."""
    if not day:
        return None
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()
    except ValueError:
        return None


def tripwires(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Mapping[Any, Any]:
    """Conditional threats of every report, with the claim of their speakers."""
    wires: list[Tripwire] = []
    said: list[Claim] = []
    cues: Cues = resources["cues"]
    for scene in scenes(tables):
        threats = Threats(scene, speech_of(scene, cues), cues)
        for tree in scene.trees:
            for wire, spoken in threats.of(tree):
                wires.append(wire)
                said.append(spoken)
    return {Tripwire: wires, Claim: said}


TRIPWIRES = Stage(
    name="claims.tripwires",
    question="what is threatened if what happens, until when",
    apply=tripwires,
    reads=READS,
    writes=(Tripwire, Claim),
    resources=("cues",),
)
