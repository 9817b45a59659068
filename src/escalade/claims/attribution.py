"""Who says so, and through whom: at least one claim for every event mention, and one for every other statement.

What somebody says that tells of no event ("the border is calm, the governor said") is kept as a claim about the
statement itself: an account of a crisis is made of these too, and nobody's word is lost because it names no deed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from escalade.claims.culprits import HOSTILE, Charge, charges, mutual
from escalade.claims.denials import Denials
from escalade.claims.frame import Frame
from escalade.claims.frame_content import AGAINST, SINCE
from escalade.claims.revision import Revisions
from escalade.claims.scene import Scene, scenes
from escalade.claims.speech import Speech
from escalade.claims.stance import modality, stance
from escalade.claims.syntax import mark_of, name_of
from escalade.claims.voices import same_publisher
from escalade.claims.vouching import vouched
from escalade.model.codings import Claim, EventMention, Speaker
from escalade.model.documents import Document
from escalade.model.groundings import Place, Reference, Time
from escalade.model.ids import content_id
from escalade.model.readings import Mention, Sentence, TieInkling
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

BESIDE = AGAINST | SINCE | {"when"}  # open what is told beside
PROCLAIMS = frozenset({"announce", "declare", "proclaim"})
SAID = frozenset({"REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "AGREE", "REJECT", "CONCEDE"})  # "said it condemned"
COMMITS = frozenset({"would", "will", "shall", "wo"})
STANCE = {"deny": "denies", "doubt": "doubts"}  # of a statement, by the sort of its cue
READS = (Document, Sentence, TieInkling, Mention, Reference, Time, Place, EventMention)


def speech_of(scene: Scene, cues: Cues) -> Speech:
    """The frames of a report, found once and kept with its scene.

    They know the rows by a copy of the scene: two that know one another wait for the garbage collector.
    """
    if scene.speech is None:
        scene.speech = Speech(copy(scene), cues)
    found: Speech = scene.speech
    return found


def publishers(scene: Scene, tree: Tree) -> tuple[Speaker, ...]:
    """The report's publisher, and the outlet of an embedded quotation inside it, as far as they are known. The agency
    whose copy a paper prints is no link between them: its words are the paper's, though they start with the agency."""
    quoted = tree.row.block == "quotation"
    publisher, inner = scene.document.publisher, scene.segment_publisher(tree) if quoted else None
    names = [publisher, None if inner and same_publisher(inner, publisher) else inner]
    return tuple(Speaker(n, None, None, None, True) for n in names if n)


def claim(
    scene: Scene,
    tree: Tree,
    token: int,
    about: tuple[str, str],
    frames: tuple[Frame, ...],
    speakers: tuple[Speaker, ...],
    *,
    field: str | None = None,
    value: str | None = None,
    stance: str = "affirms",
    modality: str = "certain",
) -> Claim:
    """A claim row about (kind, id), said by `speakers` behind the publisher; spans are those of the innermost frame."""
    chain = (*publishers(scene, tree), *speakers)
    inner = frames[-1] if frames else None
    source, cue, content = (inner.source, inner.cue_span, inner.content_span) if inner else (None, None, None)
    key = [f"{s.name}|{s.actor_id}" for s in chain]
    row_id = content_id("c", scene.document.document_id, *about, field, value, stance, str(cue), *key)
    return Claim(
        claim_id=row_id, document_id=scene.document.document_id, sentence=tree.ordinal,
        about_kind=about[0], about_id=about[1], field=field, value=value, stance=stance, modality=modality, chain=chain,
        source_start=source[0] if source else None, source_end=source[1] if source else None,
        cue_start=cue[0] if cue else None, cue_end=cue[1] if cue else None,
        content_start=content[0] if content else None, content_end=content[1] if content else None,
        said_on=inner.said_on if inner else None, revises_id=None,
    )  # fmt: skip


def performed(speech: Speech, event: EventMention, frame: Frame) -> bool:
    """Whether saying it did it: "Iran announced it would no longer abide by the accord" is no claim, but the breach."""
    if event.quad_class not in (1, 3) or event.modality != "actual" or event.polarity != "positive" or not frame.voices:
        return False
    speaker = frame.voices[-1].speaker
    own = any(speaker.actor_id == p.id if p.id else speaker.name in (p.name, p.text) for p in event.actors)
    tree = speech.scene.by_ordinal[event.sentence]
    helpers = {tree.lower[c] for c in tree.kids(event.trigger_token, "aux")}
    announced = frame.lemma in PROCLAIMS or event.event_type in SAID
    done = announced and not tree.perfect(event.trigger_token)
    quoted = frame.sentence != event.sentence  # "The Ministry condemns ...", in the War Ministry's own statement
    own = own or (quoted and any(p.id is None and p.name and p.name in speaker.name for p in event.actors))
    return own and (done if quoted else done or bool(helpers & COMMITS))


def laid(speech: Speech, event: EventMention, frame: Frame) -> bool:
    """Whether a charge is told of as what somebody turns down: "Kigali rejected Kinshasa's accusations". They were
    made; a bare "the charge" only points back to where that was told."""
    tree, token = speech.scene.by_ordinal[event.sentence], event.trigger_token
    if event.event_type != "ACCUSE" or frame.type != "deny" or frame.sentence != event.sentence:
        return False
    if tree.upos[token] != "NOUN" or token not in tree.kids(frame.cue, "obj", "nsubj:pass"):
        return False
    anew = any(tree.rel(c) not in ("det", "punct") for c in tree.children[token])
    return anew and event.happened


def turned_down(speech: Speech, event: EventMention, parent: EventMention) -> bool:
    """Whether what somebody turns down is itself a deed, and no word of his: "rejected the court's order"."""
    tree, token = speech.scene.by_ordinal[event.sentence], event.trigger_token
    thing = tree.upos[token] == "NOUN" and token in tree.kids(parent.trigger_token, "obj", "nsubj:pass")
    return parent.event_type == "REJECT" and thing and speech.cues.revisions.get(tree.lemma[token]) != "charge"


def beside(speech: Speech, event: EventMention, parent: EventMention) -> bool:
    """Whether an event is told beside a speech act: "they agreed to a truce, though shelling was heard"."""
    tree = speech.scene.by_ordinal[event.sentence]
    up = (event.trigger_token, *tree.ancestors(event.trigger_token))
    below = up[: up.index(parent.trigger_token)] if parent.trigger_token in up else ()
    return any(tree.rel(i) == "advcl" and mark_of(tree, i) in BESIDE for i in below)


def speakers_of(speech: Speech, event: EventMention) -> tuple[tuple[Frame, ...], tuple[Speaker, ...]]:
    """Frames that hold an event mention and its speakers outermost first, the speaker of its speech act among them."""
    at = (event.sentence, event.trigger_token)
    frames = tuple(f for f in speech.over(*at) if (f.sentence, f.cue) != at)
    if frames and (performed(speech, event, frames[-1]) or laid(speech, event, frames[-1])):
        frames = frames[:-1]
    speakers = tuple(v.speaker for v in speech.chain(frames))
    parent = speech.scene.event.get(event.parent_id) if event.parent_id else None
    if parent is None or parent.sentence != event.sentence:
        return frames, speakers
    if turned_down(speech, event, parent) or beside(speech, event, parent):
        return frames, speakers
    if any((f.sentence, f.cue) == (parent.sentence, parent.trigger_token) for f in frames):
        return frames, speakers
    tree = speech.scene.by_ordinal[parent.sentence]
    lemma = speech.cues.lemma(tree.lower[parent.trigger_token], tree.lemma[parent.trigger_token])
    if speech.cues.asserts(lemma) and parent.actors and parent.actors[0].text:
        teller = parent.actors[0]
        held = speech.scene.mention.get(teller.mention_id) if teller.mention_id else None
        known = speech.scene.reference.get(teller.mention_id) if teller.mention_id else None
        last = speakers[-1] if speakers else None
        if last is None or (last.actor_id or last.name) not in (teller.id, teller.name, teller.text):
            speakers = (
                *speakers,
                Speaker(
                    teller.text, teller.id, lemma, known.side if known else None, held is None or held.level == "named"
                ),
            )
    return frames, speakers


def with_others(
    frames: tuple[Frame, ...], speakers: tuple[Speaker, ...]
) -> Iterator[tuple[tuple[Frame, ...], tuple[Speaker, ...]]]:
    """The same said by each who speaks with the innermost speaker: "the mayor and two doctors said"."""
    inner = frames[-1] if frames and frames[-1].voices else None
    if inner is None or not speakers or speakers[-1] != inner.voices[-1].speaker:
        return
    for voice in inner.others:
        yield (*frames[:-1], inner.said_by(voice)), (*speakers[:-1], voice.speaker)


def claims_of(scene: Scene, cues: Cues) -> list[Claim]:
    """The claims of one report, in text order: on each event mention that it happened, then its parts; then what else
    its speakers say."""
    speech, out = speech_of(scene, cues), []
    spoken = {e.event_mention_id: speakers_of(speech, e) for es in scene.events.values() for e in es}
    told = [scene.event[i] for i, (_, speakers) in spoken.items() if not speakers and scene.event[i].happened]
    heard: set[tuple[int, tuple[int, int]]] = set()  # frames that a claim about an event holds
    for tree in scene.trees:
        for event in scene.events.get(tree.ordinal, ()):
            frames, speakers = spoken[event.event_mention_id]
            if speakers and event.happened and vouched(scene, event, told):
                frames, speakers = (), ()
            at = event.trigger_token
            held = modality(tree, at, cues, event)
            side = stance(tree, at, frames, event, cues)
            about = ("event_mention", event.event_mention_id)
            heard.update((f.sentence, f.cue_span) for f in frames[-1:])
            out.append(claim(scene, tree, at, about, frames, speakers, stance=side, modality=held))
            for others, chain in with_others(frames, speakers):
                out.append(claim(scene, tree, at, about, others, chain, stance=side, modality=held))
                if others and mutual(tree, others[-1]):  # the first of those who blame one another
                    part = {"field": "actor", "value": speakers[-1].name}
                    out.append(claim(scene, tree, at, about, others, chain, modality=held, **part))
            for field, value, on in _parts(tree, event, frames, speakers, side, cues):
                out.append(
                    claim(scene, tree, at, about, frames, speakers, field=field, value=value, stance=on, modality=held)
                )
    laid = list(charges(scene, speech))
    denied = list(_denials(scene, speech, cues, heard, laid))
    charged = list(_charges(scene, speech, cues, heard, laid))
    said = [*Revisions(scene, cues).of(out, charged), *denied, *_statements(scene, speech, cues, heard)]
    return list({c.claim_id: c for c in said}.values())  # who says it twice in one breath claims it once


def _denials(
    scene: Scene, speech: Speech, cues: Cues, heard: set[tuple[int, tuple[int, int]]], laid: Sequence[Charge]
) -> Iterator[Claim]:
    """Claims that deny what was told before, its happening or whose doing it was."""
    finder = Denials(scene, cues, speech, laid)
    for tree in scene.trees:
        for d in finder.of(tree):
            heard.update((f.sentence, f.cue_span) for f in d.frames[-1:])
            about = ("event_mention", d.mention.event_mention_id)
            speakers = tuple(v.speaker for v in d.voices)
            named = [d.accused, *(p.text for p in d.mention.actors), *(s.name for s in speakers[-1:])]
            if d.part == "recipient":
                named = [p.text for p in d.mention.recipients]
            value = next(filter(None, named), None) if d.part else None
            part = {"field": d.part, "value": value} if d.part and value else {}
            yield claim(scene, tree, d.cue, about, d.frames, speakers, stance="denies", **part)
            for others, chain in with_others(d.frames, speakers):
                yield claim(scene, tree, d.cue, about, others, chain, stance="denies", **part)


def _charges(
    scene: Scene, speech: Speech, cues: Cues, heard: set[tuple[int, tuple[int, int]]], laid: Sequence[Charge]
) -> Iterator[Claim]:
    """Claims on whose doing it was that was told before."""
    for c in laid:
        heard.update((f.sentence, f.cue_span) for f in c.frames[-1:])
        about, held = ("event_mention", c.mention.event_mention_id), modality(c.tree, c.cue, cues)
        speakers = tuple(v.speaker for v in speech.chain(c.frames))
        yield claim(scene, c.tree, c.cue, about, c.frames, speakers, field="actor", value=c.culprit, modality=held)


def _statements(
    scene: Scene, speech: Speech, cues: Cues, heard: Container[tuple[int, tuple[int, int]]]
) -> Iterator[Claim]:
    """One claim for every frame with a speaker and a content that no claim on an event holds as its innermost."""
    for tree in scene.trees:
        for frame in speech.frames.get(tree.ordinal, ()):
            if not frame.voices or frame.content_span is None or (tree.ordinal, frame.cue_span) in heard:
                continue
            frames = speech.around(frame)
            speakers = tuple(v.speaker for v in speech.chain(frames))
            row_id = content_id("s", scene.document.document_id, tree.ordinal, str(frame.cue_span))
            side = STANCE.get(frame.type, "affirms")
            yield claim(scene, tree, frame.cue, ("statement", row_id), frames, speakers, stance=side)


def _over(tree: Tree, i: int) -> bool:
    """Whether a verb tells of what is over, by a modal: "may have fired"; "has fired" is told as a fact."""
    return any(tree.rel(c) == "aux" and tree.lower[c] == "have" for c in tree.children[i])


def _parts(
    tree: Tree,
    event: EventMention,
    frames: tuple[Frame, ...],
    speakers: tuple[Speaker, ...],
    side: str,
    cues: Cues,
) -> Iterator[tuple[str, str, str]]:
    """(field, value, stance) of what a speaker holds of a part: who did it, how many died or were hurt."""
    accusation = next((f for f in reversed(frames) if f.type == "accuse" and f.accused is not None), None)
    if accusation is not None and accusation.accused is not None:
        if not mutual(tree, frames[-1]):
            yield "actor", name_of(tree, accusation.accused), "affirms"
        elif accusation.beside:
            yield "actor", accusation.beside[0].speaker.name, "affirms"
    elif speakers and event.quad_class == HOSTILE and event.modality == "possible" and _over(tree, event.trigger_token):
        for party in event.actors:  # "the Pentagon said ISIS may have fired them"
            yield "actor", party.text, "affirms"
    involved = any(cues.revisions.get(tree.lemma[i]) == "involvement" for i in tree.ancestors(event.trigger_token))
    if side == "denies" and involved:
        name = event.actors[0].text if event.actors else speakers[-1].name if speakers else None
        if name:
            yield "actor", name, "denies"
    if speakers and side == "affirms":
        for field, low, high in (
            ("killed", event.killed_min, event.killed_max),
            ("injured", event.injured_min, event.injured_max),
        ):
            if low is not None:
                yield field, str(low) if low == high else f"{low}+" if high is None else f"{low}-{high}", "affirms"


def attribute(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Mapping[Any, Any]:
    """Claims about every event mention: publisher first, then speakers outermost to innermost."""
    return {Claim: [c for scene in scenes(tables) for c in claims_of(scene, resources["cues"])]}


ATTRIBUTE = Stage(
    name="claims.attribute",
    question="who says so, through whom, how surely",
    apply=attribute,
    reads=READS,
    writes=(Claim,),
    resources=("cues",),
)
