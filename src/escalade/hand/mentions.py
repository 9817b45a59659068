"""Decisions on documents and event mentions: accepted, taken out, put right, added by selected words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from escalade.hand.anchors import Found
from escalade.hand.state import State, where
from escalade.model.codings import Claim, EventMention, Speaker
from escalade.model.decisions import Decision
from escalade.model.documents import Document
from escalade.model.ids import content_id
from escalade.model.readings import Sentence
from escalade.model.row import from_plain

ANALYST_RULE = "analyst"
FIELDS = (
    "event_type", "actors", "recipients", "date", "place", "status", "killed", "injured", "attribution", "cumulative",
)  # fmt: skip
DOCUMENT_FIELDS = ("published", "publisher", "title")
POLARITY = {"negated": "negative"}
MODALITY = {"conditional": "conditional", "intended": "intended", "possible": "possible"}


def apply(state: State, decision: Decision) -> None:
    """Apply a decision on a document, an event mention, or (accept, reject) on all mentions of an event."""
    if decision.about_kind == "document":
        _document(state, decision)
    elif decision.action == "add":
        _added(state, decision)
    else:
        for anchor in decision.anchors:
            found = _settled(state, decision, state.finder.row("event_mention", anchor), anchor.id)
            if found is not None:
                _one(state, decision, found)
            heir = state.finder.heir("event_mention", anchor)
            if heir is not None and state.one(EventMention, heir) is not None:
                _one(state, decision, Found("moved", heir))


def _settled(state: State, decision: Decision, found: Found, identity: str) -> Found | None:
    """The mention as it stands now; one that the machine no longer gives is put back as the person saw it."""
    if identity in state.patches[EventMention].rows:  # added or put back by an earlier decision
        found = Found("same", identity)
    elif found.how == "words":
        if decision.action == "reject":
            state.settle(decision, Found("moot", identity, note="the machine gives no such row any more"))
            return None
        row = _as_it_was(decision, identity)
        if row is None:
            found = Found("broken", identity, note="no such row any more")
        else:
            state.patches[EventMention].put(_moved(state, row, found))
    state.settle(decision, found)
    return None if found.how == "broken" else found


def _one(state: State, decision: Decision, found: Found) -> None:
    identity = found.id
    row = state.one(EventMention, identity) or state.rejected.get(("event_mention", identity))
    if row is None:
        state.settle(decision, Found("moot", identity, note="taken out by a later decision"))
        return
    state.touched["event"].add(state.cluster("event", identity))
    if decision.action == "reject":
        state.rejected["event_mention", identity] = row
        state.patches[EventMention].drop(identity)
        return
    state.rejected.pop(("event_mention", identity), None)
    mark = state.reviews.get(("event_mention", identity))
    if decision.action == "edit":
        row = edited(state, row, decision.field or "", decision.value, decision.decision_id)
        mark = "added" if mark == "added" else "edited"
    state.patches[EventMention].put(row)
    state.reviews["event_mention", identity] = mark or "accepted"


def edited(state: State, row: EventMention, field: str, value: Any, decision_id: str) -> EventMention:
    """The mention with a field as a person has it."""
    if field in ("event_type", "actors", "recipients"):
        return replace(row, **state.deed(field, value))
    if field == "date":
        return replace(row, **value, date_basis="analyst" if value["date_start"] else "none")
    if field == "place":
        return replace(row, place=where(value))
    if field == "status":
        if value == "asserted":
            attribute(state, row, [], decision_id)
        return replace(row, polarity=POLARITY.get(value, "positive"), modality=MODALITY.get(value, "actual"))
    if field in ("killed", "injured"):
        return replace(row, **{f"{field}_min": value[0], f"{field}_max": value[1]})
    if field == "attribution":
        attribute(state, row, value, decision_id)
        return row
    return replace(row, **{field: value})


def attribute(state: State, row: EventMention, speakers: list[Mapping[str, Any]], decision_id: str) -> None:
    """Give the mention the speakers a person names, in place of those that the machine read."""
    claims = state.patches[Claim]
    for claim in state.some(Claim, "about_id", [row.event_mention_id]):
        if claim.field is None:
            claims.drop(claim.claim_id)
    document = state.one(Document, row.document_id)
    assert document is not None
    chain = [Speaker(document.publisher, None, None)] if document.publisher else []
    chain += [_speaker(state, given) for given in speakers]
    claims.put(
        Claim(
            claim_id=content_id("c", row.event_mention_id, "analyst", decision_id), document_id=row.document_id,
            sentence=row.sentence, about_kind="event_mention", about_id=row.event_mention_id, field=None, value=None,
            stance="affirms", modality="certain", chain=tuple(chain), source_start=None, source_end=None,
            cue_start=None, cue_end=None, content_start=None, content_end=None, said_on=None, revises_id=None,
        )
    )  # fmt: skip


def _speaker(state: State, given: Mapping[str, Any]) -> Speaker:
    lexicon = state.resources.get("lexicon")
    known = lexicon.get(given["actor_id"]) if lexicon is not None and given.get("actor_id") else None
    return Speaker(given["name"], given.get("actor_id"), given.get("verb"), known.side if known else None)


def _document(state: State, decision: Decision) -> None:
    """A report that a person sets aside, or whose date or publisher a person knows better."""
    found = state.finder.words(decision.anchors[0])
    state.settle(decision, found)
    row = state.one(Document, found.id) if found.how != "broken" else None
    if row is None:
        return
    mentions = state.some(EventMention, "document_id", [row.document_id])
    state.touched["event"].update(state.cluster("event", m.event_mention_id) for m in mentions)
    if decision.action == "accept":
        state.reviews["document", row.document_id] = "accepted"
    elif decision.action == "reject":
        state.patches[Document].put(replace(row, kept=False, reason=f"set aside by {decision.by}: {decision.reason}"))
        for mention in mentions:
            state.rejected["event_mention", mention.event_mention_id] = mention
            state.patches[EventMention].drop(mention.event_mention_id)
    else:
        changes = {decision.field or "": decision.value}
        if decision.field == "published":
            changes["published_basis"] = "given" if decision.value else "unknown"
        state.patches[Document].put(replace(row, **changes))
        state.reviews["document", row.document_id] = "edited"
        if decision.field == "publisher":
            _renamed(state, row, decision.value)


def _renamed(state: State, document: Document, publisher: str | None) -> None:
    """The claims of a report in its publisher's right name."""
    for claim in state.some(Claim, "document_id", [document.document_id]):
        first = claim.chain[0] if claim.chain else None
        if first is not None and first.verb is None and first.name == document.publisher:
            named = (replace(first, name=publisher),) if publisher else ()
            state.patches[Claim].put(replace(claim, chain=(*named, *claim.chain[1:])))


def _added(state: State, decision: Decision) -> None:
    """A mention that a person marked in the text."""
    found = state.finder.words(decision.anchors[0])
    state.settle(decision, Found("same", decision.about_id) if _unmoved(decision, found) else found)
    if found.how != "words" or found.document_id is None or found.char_start is None or found.char_end is None:
        return
    value = decision.value
    row = blank(state, decision.about_id, found)
    for field in FIELDS:
        if field in value:
            row = edited(state, row, field, value[field], decision.decision_id)
    if "attribution" not in value and value.get("status") != "asserted":
        attribute(state, row, [], decision.decision_id)
    state.patches[EventMention].put(row)
    state.reviews["event_mention", row.event_mention_id] = "added"
    state.touched["event"].add(state.cluster("event", row.event_mention_id))


def _unmoved(decision: Decision, found: Found) -> bool:
    anchor = decision.anchors[0]
    same = (found.document_id, found.char_start) == (anchor.document_id, anchor.char_start)
    return found.how == "words" and same


def blank(state: State, identity: str, found: Found) -> EventMention:
    """A mention of which only the words are known; the rest is unknown until a person says."""
    document = state.one(Document, found.document_id or "")
    assert document is not None
    start, end = found.char_start or 0, found.char_end or 0
    ordinal, first, last = sentence_at(state, document, start)
    return EventMention(
        event_mention_id=identity, parent_id=None, document_id=document.document_id, sentence=ordinal,
        event_type="", mode=None, contexts=(), cameo="", quad_class=0, goldstein=0.0, actors=(), recipients=(),
        date_start=None, date_end=None, date_precision="unknown", date_basis="none", place=None, polarity="positive",
        modality="actual", killed_min=None, killed_max=None, injured_min=None, injured_max=None, cumulative=False,
        sentence_text=document.text[first : max(last, end)], trigger=document.text[start:end],
        trigger_start=start - first, trigger_token=0, char_start=start, char_end=end, rule=ANALYST_RULE, score=1.0,
    )  # fmt: skip


def sentence_at(state: State, document: Document, start: int) -> tuple[int, int, int]:
    """Ordinal and span of the sentence that an offset lies in; the line of text where nothing was parsed."""
    for row in state.machine.some(Sentence, "document_id", [document.document_id]):
        if row.char_start <= start < row.char_end:
            return row.ordinal, row.char_start, row.char_end
    first = document.text.rfind("\n", 0, start) + 1
    last = document.text.find("\n", start)
    return 0, first, len(document.text) if last < 0 else last


def _as_it_was(decision: Decision, identity: str) -> EventMention | None:
    held = (decision.was or {}).get(identity)
    return from_plain(EventMention, held) if held else None


def _moved(state: State, row: EventMention, found: Found) -> EventMention:
    """A mention at the place where its words are now."""
    fresh = blank(state, row.event_mention_id, found)
    names = ("document_id", "sentence", "sentence_text", "trigger", "trigger_start", "char_start", "char_end")
    return replace(row, **{name: getattr(fresh, name) for name in names})


def close(state: State) -> None:
    """After all decisions: what was said about mentions that are out is out too."""
    gone = state.patches[EventMention].gone
    for claim in state.some(Claim, "about_id", gone):
        state.patches[Claim].drop(claim.claim_id)
    for mention in state.some(EventMention, "parent_id", gone):
        state.patches[EventMention].put(replace(mention, parent_id=None))
