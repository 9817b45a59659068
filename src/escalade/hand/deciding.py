"""What a person may decide on what: checks a decision before it is written down, and puts it into its plain form.

A decision that makes no sense is refused here with what would; nothing that is in the log is ever refused later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from escalade.errors import UsageError
from escalade.hand import actors, anchors, events, mentions, ties, values
from escalade.hand.applied import Applied
from escalade.model.casebook import Actor, ActorCode, Event
from escalade.model.codings import Claim, EventMention
from escalade.model.decisions import Anchor
from escalade.model.documents import Document
from escalade.model.groundings import Reference
from escalade.model.ids import content_id
from escalade.model.readings import Mention
from escalade.model.row import plain
from escalade.vocab.names import pieces

ALLOWED = {
    "document": ("accept", "reject", "edit"),
    "event_mention": ("accept", "reject", "edit", "add"),
    "event": ("accept", "reject", "edit", "merge", "split"),
    "actor": ("accept", "edit", "alias", "merge", "split", "role", "relation"),
    "relation": ("accept", "reject", "edit", "add"),
    "link": ("accept", "reject", "add"),
    "tripwire": ("accept", "reject", "edit", "add", "close"),
}
FIELDS: dict[str, tuple[str, ...]] = {
    "document": mentions.DOCUMENT_FIELDS,
    "event_mention": mentions.FIELDS,
    "event": events.FIELDS,
    "actor": actors.FIELDS,
    "relation": ties.RELATION_FIELDS,
    "tripwire": ties.TRIPWIRE_FIELDS,
}
EXAMPLE = 8  # spellings or ids that a message names


@dataclass(frozen=True)
class Prepared:
    """A decision in its plain form, ready for the log."""

    about_kind: str
    about_id: str
    anchors: tuple[Anchor, ...]
    field: str | None
    value: Any
    was: Any


class Deciding:
    """Prepares decisions on the rows as they stand."""

    def __init__(self, applied: Applied, resources: Mapping[str, Any]) -> None:
        self.applied = applied
        self.resources = resources

    def prepare(self, action: str, kind: str, identity: str | None, field: str | None, value: Any) -> Prepared:
        """Check a decision. Raises UsageError with what is wrong and what would do."""
        values.plain_text(value)
        if identity is not None and not isinstance(identity, str):
            raise UsageError(f"{identity!r} is no id")
        if kind not in ALLOWED:
            raise UsageError(f"nothing to decide on a {kind!r}; decide on {', '.join(ALLOWED)}")
        if action not in ALLOWED[kind]:
            raise UsageError(f"{action!r} is not for {kind}; there {_are(ALLOWED[kind])}")
        if (action == "edit") != (field is not None):
            raise UsageError("edit needs a field" if action == "edit" else f"{action} takes no field")
        if field is not None and field not in FIELDS[kind]:
            raise UsageError(f"{kind} has no field {field!r} to edit; there {_are(FIELDS[kind])}")
        if action == "add" or (kind, action) == ("actor", "relation"):
            return self._add(kind if action == "add" else "relation", identity, dict(_mapping(value)))
        if identity is None:
            raise UsageError(f"{action} needs the id of the {kind}")
        return getattr(self, f"_{kind}")(action, identity, field, value)  # type: ignore[no-any-return]

    # what is there

    def _document(self, action: str, identity: str, field: str | None, value: Any) -> Prepared:
        row = self._row(Document, "document", identity)
        anchor = Anchor(identity, identity, row.uri)
        if field == "published":
            value = values.dates(value)["date_start"]
        elif field is not None:
            value = None if value in (None, "") else str(value)
        return Prepared("document", identity, (anchor,), field, value, {identity: _facts(row)})

    def _event_mention(self, action: str, identity: str, field: str | None, value: Any) -> Prepared:
        row = self._row(EventMention, "event_mention", identity)
        if field is not None:
            value = self._value(field, value)
            if (field, value) == ("status", "claimed") and not self._attributed(row):
                raise UsageError("nobody is named who claims it: edit attribution first")
        return Prepared("event_mention", identity, (self._anchor(row),), field, value, {identity: plain(row)})

    def _event(self, action: str, identity: str, field: str | None, value: Any) -> Prepared:
        row = self.event(identity)
        rows = self._mentions(row.event_mention_ids)
        if action in ("accept", "reject"):
            was = {m.event_mention_id: plain(m) for m in rows}
            return Prepared("event", row.event_id, tuple(map(self._anchor, rows)), None, None, was)
        if action == "edit":
            if field == "standing" and value not in events.STANDINGS:
                raise UsageError(f"no standing {value!r}; there {_are(events.STANDINGS)}")
            value = value if field == "standing" else self._value(str(field), value)
            return Prepared("event", row.event_id, (self._anchor(rows[0]),), field, value, {row.event_id: plain(row)})
        if action == "merge":
            others = [self.event(other) for other in values.ids(value)]
            ids = list(dict.fromkeys([row.event_id, *(other.event_id for other in others)]))
            if len(ids) < 2:
                raise UsageError("merge needs the ids of other events")
            every = [*rows, *(m for o in others if o.event_id in ids[1:] for m in self._mentions(o.event_mention_ids))]
            every = list({m.event_mention_id: m for m in every}.values())
            value = {"events": ids, "members": [m.event_mention_id for m in every]}
            return Prepared("event", row.event_id, tuple(map(self._anchor, every)), None, value, None)
        return self._split(row, rows, value)

    def _split(self, row: Event, rows: list[EventMention], value: Any) -> Prepared:
        ids = [m.event_mention_id for m in rows]
        taken = list(dict.fromkeys(values.ids(value)))
        strange = [m for m in taken if m not in ids]
        if strange or not taken:
            raise UsageError(f"split needs event mentions of {row.event_id}: {', '.join(ids[:EXAMPLE])}")
        rest = [m for m in ids if m not in taken]
        if not rest:
            raise UsageError("split must leave at least one event mention where it is")
        anchored = tuple(map(self._anchor, rows))
        return Prepared("event", row.event_id, anchored, None, {"taken": taken, "rest": rest}, None)

    def _actor(self, action: str, identity: str, field: str | None, value: Any) -> Prepared:
        row = self.actor(identity)
        anchor, was = self._named(row), {row.actor_id: plain(row)}
        if action == "edit":
            if field == "kind" and value not in actors.KINDS:
                raise UsageError(f"no kind {value!r}; there {_are(actors.KINDS)}")
            if field == "name" and not value:
                raise UsageError("an actor needs a name")
            return Prepared("actor", row.actor_id, (anchor,), field, value or None, was)
        if action == "merge":
            others = {o.actor_id: o for o in map(self.actor, values.ids(value)) if o.actor_id != row.actor_id}
            if not others:
                raise UsageError("merge needs the ids of other actors")
            every = (anchor, *map(self._named, others.values()))
            return Prepared("actor", row.actor_id, every, None, {"actors": list(others)}, was)
        if action == "alias":
            text = str((value.get("text") if isinstance(value, Mapping) else value) or "").strip()
            if not text:
                raise UsageError("alias needs the spelling, as a report has it")
            return Prepared("actor", row.actor_id, (anchor,), None, {"text": text, "text_id": text_id(text)}, was)
        if action == "split":
            return self._split_actor(row, anchor, value)
        if action == "role":
            value = self._role(dict(_mapping(value)))
        return Prepared("actor", row.actor_id, (anchor,), None, value, was)

    def _split_actor(self, row: Actor, anchor: Anchor, value: Any) -> Prepared:
        """What of an actor is somebody else: spellings, or ids of actors that were merged into it."""
        items = values.ids(value)
        names = {name.text.casefold(): name.text for name in row.names}
        members = [m for m in self.applied.machine.clusters["actor"] if self.applied.actor(m) == row.actor_id]
        spellings = [names[item.casefold()] for item in items if item.casefold() in names]
        ids = [item for item in items if item in members and item != row.actor_id]
        if not items or len(spellings) + len(ids) != len(items):
            known = [*names.values(), *(m for m in members if m != row.actor_id)]
            raise UsageError(f"split needs spellings or members of {row.actor_id}: {'; '.join(known[:EXAMPLE])}")
        own = {text: text_id(text) for text in spellings}
        ids += [i for i in own.values() if i in members and len(members) > 1 and i not in ids]
        given = {
            "spellings": [text for text in spellings if own[text] not in ids],
            "members": ids,
            "rest": [m for m in members if m not in ids],
        }
        every = (anchor, *(Anchor(m) for m in ids))
        return Prepared("actor", row.actor_id, every, None, given, {row.actor_id: plain(row)})

    def _role(self, value: dict[str, Any]) -> dict[str, Any]:
        lexicon = self.resources["lexicon"]
        if value.get("role") not in lexicon.roles:
            raise UsageError(f"no role {value.get('role')!r}; there {_are(sorted(lexicon.roles))}")
        if not isinstance(value.get("of"), str) or lexicon.get(value["of"]) is None:
            raise UsageError(f"no such body {value.get('of')!r}: `of` is an actor's id of the vocabulary (USA, irgc)")
        out = {"role": value["role"], "of": value["of"]}
        for side, bound in (("start", "date_start"), ("end", "date_end")):
            out[side] = values.dates(value[side])[bound] if value.get(side) else None
        if out["start"] and out["end"] and out["start"] > out["end"]:
            raise UsageError("the role ends before it begins")
        return out

    def _link(self, action: str, identity: str, field: str | None, value: Any) -> Prepared:
        return self._tie("link", action, identity, field, value)

    def _relation(self, action: str, identity: str, field: str | None, value: Any) -> Prepared:
        if field == "kind" and value not in ties.RELATION_KINDS:
            raise UsageError(f"no relation {value!r}; there {_are(ties.RELATION_KINDS)}")
        if field == "stance" and value not in ("affirms", "denies", "doubts"):
            raise UsageError(f"no stance {value!r}; there are affirms, denies, doubts")
        return self._tie("relation", action, identity, field, value)

    def _tripwire(self, action: str, identity: str, field: str | None, value: Any) -> Prepared:
        if action == "close":
            given = dict(value) if isinstance(value, Mapping) else {"standing": value or "expired"}
            if given.get("standing") not in ties.STANDINGS:
                raise UsageError(f"no standing {given.get('standing')!r}; there {_are(ties.STANDINGS)}")
            met_by = self.event(given["met_by"]).event_id if given.get("met_by") else None
            value = {"standing": given["standing"], "met_by": met_by}
        elif field in ("issuer", "addressee"):
            value = next(iter(self.parties(value)), None)
        elif field in ("condition_type", "consequence_type"):
            value = values.kind(value, self.resources["ontology"])["event_type"] if value else None
        return self._tie("tripwire", action, identity, field, value)

    def _tie(self, kind: str, action: str, identity: str, field: str | None, value: Any) -> Prepared:
        cls, _ = ties.KEYS[kind]
        row = self._row(cls, kind, identity)
        if field in ("valid_from", "valid_to"):
            value = values.dates(value)["date_start" if field == "valid_from" else "date_end"]
        start, end, _ = anchors.SPANNED[kind][2]
        document = self.applied.one(Document, row.document_id)
        anchor = (
            anchors.cut(identity, document, getattr(row, start), getattr(row, end)) if document else Anchor(identity)
        )
        return Prepared(kind, identity, (anchor,), field, value, {identity: plain(row)})

    # what is new

    def _add(self, kind: str, identity: str | None, value: dict[str, Any]) -> Prepared:
        if kind == "link":
            return self._new_link(value)
        document = self._row(Document, "document", value.get("document_id") or "")
        if kind == "tripwire":
            return self._new_tripwire(document, value)
        start, end = _words(value, document)
        if kind == "relation":
            return self._new_relation(document, start, end, identity, value)
        taken = {m.event_mention_id for m in self.applied.rows(EventMention) if m.document_id == document.document_id}
        ordinal = 0
        while (new := content_id("e", document.document_id, start, end, ordinal)) in taken:
            ordinal += 1
        if "event_type" not in value:
            raise UsageError("an event mention needs at least an event_type")
        given = {f: self._value(f, value[f]) for f in mentions.FIELDS if f in value}
        if "mode" in value:
            given["event_type"] = values.kind(
                {**given["event_type"], "mode": value["mode"]}, self.resources["ontology"]
            )
        strange = set(value) - set(mentions.FIELDS) - {"document_id", "char_start", "char_end", "words", "mode"}
        if strange:
            raise UsageError(
                f"an event mention has no {', '.join(sorted(strange))}; it has {', '.join(mentions.FIELDS)}"
            )
        return Prepared("event_mention", new, (anchors.cut(new, document, start, end),), None, given, None)

    def _new_link(self, value: dict[str, Any]) -> Prepared:
        if value.get("kind") not in ties.LINK_KINDS:
            raise UsageError(f"no link {value.get('kind')!r}; there {_are(ties.LINK_KINDS)}")
        ends = {side: self.event(value.get(f"{side}_event_id") or "") for side in ("cause", "effect")}
        if ends["cause"].event_id == ends["effect"].event_id:
            raise UsageError("an event is no answer to itself")
        if value.get("words") or value.get("char_start") is not None:
            document = self._row(Document, "document", value.get("document_id") or "")
            start, end = _words(value, document)
        else:  # the words that tell of the answer
            told = self._mentions(ends["effect"].event_mention_ids)[0]
            document = self._row(Document, "document", told.document_id)
            start, end = told.char_start, told.char_end
        given = {f"{side}_mention": row.event_mention_ids[0] for side, row in ends.items()} | {"kind": value["kind"]}
        new = content_id("l", given["cause_mention"], given["effect_mention"], value["kind"], "analyst")
        own = [self._anchor(self._mentions([given[f"{side}_mention"]])[0]) for side in ends]
        return Prepared("link", new, (anchors.cut(new, document, start, end), *own), None, given, None)

    def _new_relation(
        self, document: Document, start: int, end: int, source: str | None, value: dict[str, Any]
    ) -> Prepared:
        if value.get("kind") not in ties.RELATION_KINDS:
            raise UsageError(f"no relation {value.get('kind')!r}; there {_are(ties.RELATION_KINDS)}")
        given: dict[str, Any] = {"kind": value["kind"], "stance": value.get("stance") or "affirms"}
        for side, who in (("source", source or value.get("source_id")), ("target", value.get("target_id"))):
            found = self.parties([who] if who else [])
            if not found:
                raise UsageError(f"a relation needs a {side}: {side}_id is an actor's id")
            given[side] = found[0]
        for side in ("valid_from", "valid_to"):
            given[side] = values.dates(value.get(side))["date_start" if side == "valid_from" else "date_end"]
        key = (given["source"]["id"] or given["source"]["name"], given["target"]["id"] or given["target"]["name"])
        new = content_id("r", document.document_id, start, end, value["kind"], *key)
        return Prepared("relation", new, (anchors.cut(new, document, start, end),), None, given, None)

    def _new_tripwire(self, document: Document, value: dict[str, Any]) -> Prepared:
        condition, consequence = (values.span(value.get(w), document.text) for w in ("condition", "consequence"))
        new = content_id("w", document.document_id, condition[0], consequence[0])
        given: dict[str, Any] = {}
        for side in ("issuer", "addressee"):
            given[side] = next(iter(self.parties(value.get(side))), None)
        for side in ("condition_type", "consequence_type"):
            kind = values.kind(value[side], self.resources["ontology"]) if value.get(side) else {"event_type": None}
            given[side] = kind["event_type"]
        for side in ("valid_from", "valid_to"):
            given[side] = values.dates(value.get(side))["date_start" if side == "valid_from" else "date_end"]
        own = (anchors.cut(new, document, *condition), anchors.cut(f"{new}:consequence", document, *consequence))
        return Prepared("tripwire", new, own, None, given, None)

    # what they share

    def _value(self, field: str, value: Any) -> Any:
        """Plain form of a field's value."""
        if field == "event_type":
            return values.kind(value, self.resources["ontology"])
        if field in ("actors", "recipients"):
            return self.parties(value)
        if field == "date":
            return values.dates(value)
        if field == "place":
            return values.place(value, self.resources["gazetteer"])
        if field == "status":
            return values.status(value)
        if field in ("killed", "injured"):
            return values.toll(value)
        if field == "attribution":
            return values.speakers(value)
        if not isinstance(value, bool):
            raise UsageError(f"{field} is true or false")
        return value

    def parties(self, value: Any) -> list[dict[str, Any]]:
        """Parties as a person names them: ids of actors, names, or mappings with id, name, codes and text."""
        out = []
        for item in values.listed(value):
            given = {"id": item} if isinstance(item, str) and self._known(item) else item
            given = {"name": given} if isinstance(given, str) else dict(given)
            if given.get("id") and not self._known(given["id"]):
                raise UsageError(f"no actor {given['id']!r}")
            name, codes = self._known(given.get("id") or "") or (given.get("name"), ())
            if not name or not isinstance(name, str):
                raise UsageError("a party needs an id or a name")
            out.append(
                {
                    "id": given.get("id"),
                    "name": name,
                    "codes": list(given.get("codes") or codes),
                    "text": given.get("text") or given.get("name") or name,
                }
            )
        return out

    def _known(self, identity: str) -> tuple[str, tuple[str, ...]] | None:
        """Name and codes of an actor that the casebook or the vocabulary has under an id."""
        if not isinstance(identity, str):
            return None
        row = self.applied.one(Actor, self.applied.actor(identity)) if identity else None
        if row is not None:
            return row.name, tuple(code.code for code in row.codes)
        found = self.resources["lexicon"].get(identity) if identity else None
        return (found.name, found.codes) if found is not None else None

    def _attributed(self, row: EventMention) -> bool:
        claims = self.applied.machine.some(Claim, "about_id", [row.event_mention_id])
        return any(len(c.chain) > 1 for c in claims) or row.rule == mentions.ANALYST_RULE

    def event(self, identity: str) -> Event:
        """The event that an id stands for. Raises UsageError if none does."""
        found: Event = self._row(Event, "event", self.applied.event(_named(identity, "event")))
        return found

    def actor(self, identity: str) -> Actor:
        """The actor that an id stands for, also one that only the vocabulary knows. Raises UsageError if none does."""
        identity = _named(identity, "actor")
        known = (
            self.resources["lexicon"].get(identity)
            if self.applied.one(Actor, self.applied.actor(identity)) is None
            else None
        )
        if known is not None:
            codes = tuple(map(ActorCode.of, known.codes))
            return Actor(identity, known.name, (), known.kind, known.country, codes, "pack")
        found: Actor = self._row(Actor, "actor", self.applied.actor(identity))
        return found

    def _row(self, cls: Any, kind: str, identity: str) -> Any:
        row = self.applied.one(cls, _named(identity, kind))
        if row is None:
            raise UsageError(f"no {kind.replace('_', ' ')} {identity!r} in this casebook")
        return row

    def _mentions(self, ids: Iterable[str]) -> list[EventMention]:
        rows = (self.applied.one(EventMention, identity) for identity in ids)
        return [row for row in rows if row is not None]

    def _anchor(self, row: EventMention) -> Anchor:
        document = self._row(Document, "document", row.document_id)
        return anchors.cut(row.event_mention_id, document, row.char_start, row.char_end)

    def _named(self, row: Actor) -> Anchor:
        """Anchor of an actor: its name, at its first mention by name where there is one."""
        machine = self.applied.machine
        references = machine.some(Reference, "actor_id", [row.actor_id])[:EXAMPLE]
        for mention in machine.some(Mention, "mention_id", {r.mention_id for r in references}):
            document = self.applied.one(Document, mention.document_id)
            if mention.level == "named" and document is not None:
                return anchors.cut(row.actor_id, document, mention.char_start, mention.char_end)
        return Anchor(row.actor_id, quote=row.name)


def text_id(text: str) -> str:
    """Id of the actor that only texts know by this name."""
    return content_id("a", *pieces(text))


def _named(identity: Any, kind: str) -> str:
    """An id, which JSON may have as something else. Raises UsageError then."""
    if not isinstance(identity, str):
        raise UsageError(f"{identity!r} is no id of {kind.replace('_', ' ')}")
    return identity


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError("a mapping (JSON object) was expected as the value")
    return value


def _words(value: Mapping[str, Any], document: Document) -> tuple[int, int]:
    """Where the words stand that something added rests on: by offsets (`char_start`, `char_end`) or as `words`."""
    given = [value.get("char_start"), value.get("char_end")]
    return values.span(value.get("words") if given == [None, None] and value.get("words") else given, document.text)


def _facts(row: Document) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("uri", *mentions.DOCUMENT_FIELDS, "kept", "reason")}


def _are(words: Iterable[str]) -> str:
    words = list(words)
    return f"{'is' if len(words) == 1 else 'are'} {', '.join(words)}"


__all__ = ["ALLOWED", "FIELDS", "Deciding", "Prepared", "text_id"]
