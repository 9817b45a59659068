"""The evidence drawer: what any number, pin, edge or cell rests on. One shape for every kind of record.

A reference is `kind:id` (`event:e12...`, `claim:c34...`), `sel:QUERY` for what a count counts, or `day:SERIES|DATE`
for a value of the index.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl

from escalade.model.words import as_set
from escalade.web import imported
from escalade.web.page import Ask, NotFoundError, Page
from escalade.web.pages import choices
from escalade.web.pages.disputes import against
from escalade.web.render import QUADS
from escalade.web.selection import Selection
from escalade.web.store import ReadModel, Row

LISTED = 12  # events of a selection that the drawer shows; the rest are a link away
QUOTES = 30  # quotes of one record; the rest are counted
AROUND, LONGEST = 600, 1_500  # signs of a sentence before and after what is quoted, and of that
CLASSES = {str(quad): name for quad, (_, name) in QUADS.items()}
SPELT = 40  # places where an actor is named


def evidence(ask: Ask, model: ReadModel) -> Page:
    """What a reference rests on: `parts`, each with a heading, its quotes and where they stand."""
    ref = ask.one("ref") or ask.one("open") or ""
    kind, _, identity = ref.partition(":")
    make = KINDS.get(kind)
    if make is None or not identity:
        raise NotFoundError(f"No record is called {ref[:80]!r}.")
    data = {"ref": ref, "kind": kind, "id": identity, **make(ask, model, identity)}
    extra = _offered(ask, model, data)
    return Page("evidence.html", data["heading"], data, data["quotes"] or data.get("events") or [], extra=extra)


def _offered(ask: Ask, model: ReadModel, data: dict[str, Any]) -> dict[str, Any]:
    """What the forms of the drawer offer to choose from; nothing where nothing can be decided."""
    if ask.as_of is not None or ask.form != "html":
        return {}
    out = choices.kinds()
    if data["kind"] == "event" and not data.get("imported"):
        out["offered_events"] = choices.events_near(model, data["event"])
    elif data["kind"] == "tripwire":
        out["offered_events"] = choices.since(model, data["wire"])
    elif data["kind"] == "actor" and data["actor"]:
        out["offered_actors"] = choices.actors_often(model)
        out["offered_reports"] = choices.reports_naming(model, data["actor"]["actor_id"])
    return out


def quote_of(mention: Row) -> Row:
    """An event mention as a quote: its sentence, the words that name the event, who says so, where it stands."""
    record = json.loads(mention["record"])
    return {
        "id": mention["event_mention_id"],
        "what": "event",
        "text": record["sentence"],
        "start": record["trigger_start"],
        "length": len(record["trigger"]),
        "said": mention["said"],
        "origin": mention["origin_name"],
        "status": record["status"],
        "review": record["review"],
        "document_id": mention["document_id"],
        "at": mention["char_start"],
        "to": mention["char_end"],
        "title": mention["title"],
        "publisher": mention["publisher"],
        "published": mention["published"],
        "uri": mention["uri"],
        "rule": mention["rule"],
        "score": mention["score"],
    }


MENTIONS = (
    "SELECT m.*, d.title, d.publisher, d.published, d.uri, d.report_id FROM mention m "
    "LEFT JOIN document d USING (document_id)"
)


def mentions_of(model: ReadModel, event_id: str, limit: int = 100_000) -> list[Row]:
    """Mentions of an event with their reports, earliest report first."""
    return model.rows(
        f"{MENTIONS} WHERE m.event_id = ? ORDER BY d.published IS NULL, d.published, m.n LIMIT ?", [event_id, limit]
    )


def folded(quotes: list[Row]) -> list[Row]:
    """The first of quotes with equal words, with who else tells it so (`also`): copies quote alike."""
    out: dict[tuple[Any, ...], Row] = {}
    for quote in quotes:
        key = (as_set(quote["text"]), quote["start"], quote["status"])
        if key in out:
            out[key]["also"].append({name: quote[name] for name in ("id", "said", "document_id")})
        else:
            out[key] = quote | {"also": []}
    return list(out.values())


def best_quote(model: ReadModel, event_id: str) -> Row | None:
    """The quote of an event's surest mention by the teller that its wording names."""
    by = "m.said IS NOT (SELECT lead FROM event WHERE event_id = m.event_id)"
    order = f"ORDER BY {by}, m.score DESC, m.event_mention_id LIMIT 1"
    found = model.row(f"{MENTIONS} WHERE m.event_id = ? {order}", [event_id])
    return quote_of(found) if found else None


def event_of(model: ReadModel, identity: str) -> Row:
    """The event of that id, or of the mention of that id. NotFoundError if there is none."""
    event = model.row("SELECT * FROM any_event WHERE event_id = ?", [identity])
    if event is None:
        mention = model.row("SELECT event_id FROM mention WHERE event_mention_id = ?", [identity])
        event = mention and model.row("SELECT * FROM event WHERE event_id = ?", [mention["event_id"]])
    if event is None:
        raise NotFoundError(f"No event has the id {identity[:40]}.")
    return event


def _event(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    event = event_of(model, identity)
    if event["origin"] == "imported":
        return {"heading": event["text"], "event": event, "imported": imported.record(model, event), "quotes": []}
    mentions = mentions_of(model, event["event_id"])
    ids = [m["event_mention_id"] for m in mentions]
    claims = _claims_about(model, ids[:QUOTES])
    return {
        "heading": event["text"],
        "event": event,
        "quotes": folded([quote_of(m) for m in mentions[:QUOTES]]),
        "against": against(mentions[:QUOTES], claims, {}) if event["standing"] == "disputed" else [],
        "more": max(0, len(mentions) - QUOTES),
        "claims": claims,
        "judgements": judgements_on(model, ids[:200]),
        "history": history(model, event["event_id"]),
        "decisions": decisions_on(model, [event["event_id"], *ids]),
    }


def _mention(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    mention = model.row(f"{MENTIONS} WHERE m.event_mention_id = ?", [identity])
    if mention is None:
        raise NotFoundError(f"No event mention has the id {identity}.")
    event = model.row("SELECT * FROM event WHERE event_id = ?", [mention["event_id"]])
    record = json.loads(mention["record"])
    fields = (
        "event_type mode cameo quad_class actors recipients date_start date_end date_precision date_basis place "
        "polarity modality status killed_min killed_max injured_min injured_max cumulative rule score"
    ).split()
    return {
        "heading": f"“{record['trigger']}”, as this report tells it",
        "event": event,
        "coded": [(name, _worded(record[name])) for name in fields if record[name] not in (None, [], "")],
        "quotes": [quote_of(mention)],
        "claims": _claims_about(model, [identity]),
        "judgements": judgements_on(model, [identity]),
        "decisions": decisions_on(model, [identity]),
    }


def _claim(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    claim = _one(model, "claim", "claim_id", identity)
    quotes = []
    for what in ("source", "cue", "content"):
        start, end = claim[f"{what}_start"], claim[f"{what}_end"]
        if start is not None and end is not None:
            quotes.append(passage(model, claim["document_id"], start, end, claim["said"]) | {"what": what})
    about = {"event_mention": "mention"}.get(claim["about_kind"], claim["about_kind"])
    return {
        "heading": claim_in_words(claim),
        "claim": claim | {"chain": json.loads(claim["chain"])},
        "about": f"{about}:{claim['about_id']}",
        "quotes": quotes or [passage(model, claim["document_id"], 0, 0, claim["said"])],
        "decisions": decisions_on(model, [identity]),
    }


def _relation(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    one = _one(model, "relation", "relation_id", identity)
    alike = model.rows(
        "SELECT * FROM relation WHERE source_id IS ? AND target_id IS ? AND kind = ? AND source_name = ? "
        "ORDER BY relation_id",
        [one["source_id"], one["target_id"], one["kind"], one["source_name"]],
    )
    held = f"{one['source_name']} {one['kind'].replace('_', ' ')} {one['target_name']}"
    quotes = []
    for row in alike[:QUOTES]:
        said = _claims_about(model, [row["relation_id"]])
        told = said[0]["said"] if said else None
        quote = passage(model, row["document_id"], row["char_start"], row["char_end"], told)
        quotes.append(quote | {"id": row["relation_id"], "what": f"relation · {row['stance']}"})
    return {
        "heading": f"{held}, it is said" if one["standing"] != "contested" else f"{held}: contested",
        "relation": one,
        "quotes": quotes,
        "more": max(0, len(alike) - QUOTES),
        "claims": _claims_about(model, [row["relation_id"] for row in alike[:QUOTES]]),
        "decisions": decisions_on(model, [row["relation_id"] for row in alike]),
    }


def _link(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    link = _one(model, "link", "link_id", identity)
    ends = [model.row("SELECT * FROM event WHERE event_id = ?", [link[f"{e}_event_id"]]) for e in ("cause", "effect")]
    quotes = []
    if link["char_end"] > link["char_start"]:
        quotes.append(passage(model, link["document_id"], link["char_start"], link["char_end"]) | {"what": "link"})
    for end in ends:
        quotes += [quote_of(m) for m in mentions_of(model, end["event_id"], 3)] if end else []
    basis = {"stated": "a report states it", "inferred": "inferred by rule", "analyst": "an analyst's"}
    return {
        "heading": f"{link['kind'].replace('_', ' ')} ({basis.get(link['basis'], link['basis'])})",
        "link": link,
        "ends": ends,
        "quotes": quotes,
        "decisions": decisions_on(model, [identity]),
    }


def _tripwire(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    wire = _one(model, "tripwire", "tripwire_id", identity)
    quote = passage(model, wire["document_id"], wire["char_start"], wire["char_end"], wire["said"])
    met = wire["met_by"] and model.row("SELECT * FROM event WHERE event_id = ?", [wire["met_by"]])
    return {
        "heading": f"Conditional threat, {wire['standing'].replace('_', ' ')}",
        "wire": wire,
        "met": met,
        "quotes": [quote | {"what": "tripwire"}],
        "claims": _claims_about(model, [identity]),
        "decisions": decisions_on(model, [identity]),
    }


def _actor(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    """Where an actor is named; `identity` may go on with `|` and one spelling."""
    actor_id, _, spelling = identity.partition("|")
    actor = model.row("SELECT * FROM actor WHERE actor_id = ?", [actor_id])
    condition, values = ("AND substr(quote, 1, 200) = ?", [spelling]) if spelling else ("", [])
    named = model.rows(
        f"SELECT * FROM entity WHERE actor_id = ? {condition} ORDER BY level, document_id, char_start LIMIT ?",
        [actor_id, *values, SPELT],
    )
    if actor is None and not named:
        raise NotFoundError(f"No actor has the id {actor_id}.")
    total = model.value(f"SELECT count(*) AS n FROM entity WHERE actor_id = ? {condition}", [actor_id, *values]) or 0
    quotes = [
        passage(model, m["document_id"], m["char_start"], m["char_end"]) | {"id": m["mention_id"], "what": m["level"]}
        for m in named
    ]
    name = actor["name"] if actor else actor_id
    return {
        "heading": f"“{spelling}” for {name}" if spelling else f"{name}: where it is named",
        "actor": actor,
        "quotes": quotes,
        "more": max(0, total - len(quotes)),
        "judgements": judgements_on(model, [actor_id]),
        "decisions": decisions_on(model, [actor_id]),
    }


def _document(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    document = model.row("SELECT * FROM document WHERE document_id = ?", [identity])
    if document is None:
        raise NotFoundError(f"No report has the id {identity}.")
    copies = model.rows("SELECT * FROM document WHERE report_id = ? ORDER BY published, n", [document["report_id"]])
    ids = [d["document_id"] for d in copies]
    return {
        "heading": document["title"] or document["uri"],
        "document": document,
        "copies": copies if len(copies) > 1 else [],
        "quotes": [],
        "judgements": judgements_on(model, ids),
        "decisions": decisions_on(model, [identity]),
    }


def _judgement(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    row = _one(model, "judgement", "judgement_id", identity)
    quotes = []
    for side in ("left_id", "right_id"):
        found = model.row(f"{MENTIONS} WHERE m.event_mention_id = ?", [row[side]])
        if found:
            quotes.append(quote_of(found))
    return {"heading": f"{row['verdict']}: {row['reason']}", "judgements": [row], "quotes": quotes}


def _selection(ask: Ask, model: ReadModel, query: str) -> dict[str, Any]:
    """The events behind a count: a cell, a bar, a pin."""
    inner = Ask("/events", (*parse_qsl(query), *(p for p in ask.params if p[0] == "as_of")))
    chosen = Selection(inner)
    total = chosen.total(model)
    rows = chosen.rows(model, LISTED)
    for row in rows:
        row["quote"] = best_quote(model, row["event_id"])
    noun = "event" if total == 1 else "events"
    return {
        "heading": f"{total:,} {noun}",
        "filters": chosen.active,
        "events": rows,
        "more": max(0, total - len(rows)),
        "all": inner.here(),
        "quotes": [row["quote"] for row in rows if row["quote"]],
    }


def _day(ask: Ask, model: ReadModel, identity: str) -> dict[str, Any]:
    """A value of the index (SERIES|DAY), and its events; of a stretch of days (SERIES|FROM|TO) the events alone, of one
    quad class where one is asked for (SERIES|FROM|TO|CLASS)."""
    if identity.count("|") > 1:
        series, first, last, *quad = identity.split("|")
        if len(quad) > 1 or not set(quad) <= CLASSES.keys():
            raise NotFoundError(f"No stretch of the index is called {identity[:60]!r}.")
        return _days(model, series, first, last, *quad)
    series, _, day = identity.rpartition("|")
    value = model.row("SELECT * FROM index_day WHERE series = ? AND date = ?", [series, day])
    if value is None:
        raise NotFoundError(f"The index has no value for {series} on {day}.")
    told = json.loads(value.pop("events")), json.loads(value.pop("perhaps"))
    listed = _listed(model, [*told[0], *told[1]])
    for row in listed["events"]:
        row["only_high"] = row["event_id"] not in told[0]
    return {"heading": f"{series_name(model, series)}, {day}: {value['value']:g}", "value": value, **listed}


def _days(model: ReadModel, series: str, first: str, last: str, quad: str = "") -> dict[str, Any]:
    """The events that a series of the index has on some days, of a class or all of them, in both directions."""
    held = model.rows(
        "SELECT events FROM index_day WHERE series = ? AND date BETWEEN ? AND ? ORDER BY date", [series, first, last]
    )
    if not held and model.value("SELECT 1 AS n FROM index_day WHERE series = ?", [series]) is None:
        raise NotFoundError(f"The index has no series {series[:60]}.")
    ids = list(dict.fromkeys(i for row in held for i in json.loads(row["events"])))
    if quad:
        found = model.among("SELECT event_id, quad_class FROM any_event WHERE event_id IN ({})", ids)
        classes = {row["event_id"]: row["quad_class"] for row in found}
        ids = [i for i in ids if classes.get(i) == int(quad)]
    what = f"{len(ids)} {'event' if len(ids) == 1 else 'events'} of {CLASSES[quad] if quad else 'all classes'}"
    heading = f"{series_name(model, series)}, {first} to {last}: {what}, either way"
    return {"heading": heading, **_listed(model, ids)}


def _listed(model: ReadModel, ids: Sequence[str]) -> dict[str, Any]:
    """Events by id, the first of them with their best quotes."""
    asked = [("ids", i) for i in ids[:200]]
    chosen = Selection(Ask("/events", (*asked, ("weak", "1"), ("made", "both"))))
    rows = chosen.rows(model, 50) if ids else []
    for row in rows:
        row["quote"] = best_quote(model, row["event_id"])
    quotes = [row["quote"] for row in rows if row["quote"]]
    return {"events": rows, "all": chosen.ask.here(), "quotes": quotes}


def series_name(model: ReadModel, series: str) -> str:
    """How a series of the index is called: "IRN~USA" -> "Iran and United States"."""
    return " and ".join(_side_name(model, side) for side in series.split("~"))


def directed(model: ReadModel, source: str, target: str) -> str:
    """How one direction of a pair is called: "Iran → United States"."""
    return f"{_side_name(model, source)} → {_side_name(model, target)}"


def _side_name(model: ReadModel, side: str) -> str:
    return model.value("SELECT name FROM actor WHERE actor_id = ?", [side]) or side


KINDS: dict[str, Callable[[Ask, ReadModel, str], dict[str, Any]]] = {
    "event": _event,
    "mention": _mention,
    "claim": _claim,
    "relation": _relation,
    "link": _link,
    "tripwire": _tripwire,
    "actor": _actor,
    "document": _document,
    "judgement": _judgement,
    "sel": _selection,
    "day": _day,
}


def passage(model: ReadModel, document_id: str, start: int, end: int, said: str | None = None) -> Row:
    """Words of a report in their sentence, as a quote; of a very long one, or where none is known, in their context."""
    document = model.row("SELECT * FROM document WHERE document_id = ?", [document_id]) or {}
    end = min(end, start + LONGEST)
    first, last = _sentence(model, document_id, start), _sentence(model, document_id, max(start, end - 1))
    low = max(first[0], start - AROUND) if first else max(0, start - AROUND)
    high = min(last[1], end + AROUND) if last else end + AROUND
    text = model.row(
        "SELECT substr(text, ?, ?) AS text FROM document_text WHERE document_id = ?", [low + 1, high - low, document_id]
    )
    return {
        "id": document_id,
        "what": "passage",
        "text": text["text"] if text else "",
        "start": start - low,
        "length": end - start,
        "said": said or document.get("publisher"),
        "document_id": document_id,
        "at": start,
        "to": end,
        **{name: document.get(name) for name in ("title", "publisher", "published", "uri")},
    }


def _sentence(model: ReadModel, document_id: str, at: int) -> tuple[int, int] | None:
    """Where the sentence that an offset lies in begins and ends; None if it lies in none (a heading left out)."""
    found = model.row(
        "SELECT char_start, char_end FROM sentence WHERE document_id = ? AND char_start <= ? "
        "ORDER BY char_start DESC LIMIT 1",
        [document_id, at],
    )
    return (found["char_start"], found["char_end"]) if found and at < found["char_end"] else None


def claim_in_words(claim: Row) -> str:
    """A claim as a sentence that asserts no more than that it was made."""
    verb = {"affirms": "says so", "denies": "denies it", "doubts": "doubts it", "revises": "revises it"}
    who = claim["said"] or "An unnamed publisher"
    what = f" ({claim['field']}: {claim['value']})" if claim["field"] else ""
    return f"{who} {verb.get(claim['stance'], claim['stance'])}{what}"


def judgements_on(model: ReadModel, ids: list[str]) -> list[Row]:
    """Why things were merged or kept apart."""
    marks = ",".join("?" * len(ids))
    return model.rows(
        f"SELECT * FROM judgement WHERE left_id IN ({marks}) OR right_id IN ({marks}) "
        "ORDER BY verdict = 'same' DESC, score DESC LIMIT 40",
        [*ids, *ids],
    )


def decisions_on(model: ReadModel, ids: list[str]) -> list[Row]:
    """What people decided about these records, oldest first."""
    ids = ids[:500]
    marks = ",".join("?" * len(ids))
    found = model.rows(
        f"SELECT record FROM decision WHERE about_id IN ({marks}) OR now_id IN ({marks}) ORDER BY seq", [*ids, *ids]
    )
    return [json.loads(row["record"]) for row in found]


def history(model: ReadModel, event_id: str) -> list[Row]:
    """What later generations said otherwise of an event."""
    return model.rows(
        "SELECT c.*, g.written FROM change c LEFT JOIN generation g USING (generation) "
        "WHERE c.event_id = ? ORDER BY c.generation, c.field",
        [event_id],
    )


def _claims_about(model: ReadModel, ids: list[str]) -> list[Row]:
    marks = ",".join("?" * len(ids))
    rows = model.rows(f"SELECT * FROM claim WHERE about_id IN ({marks}) ORDER BY claim_id LIMIT 60", ids)
    return [row | {"words": claim_in_words(row), "chain": json.loads(row["chain"])} for row in rows]


def _one(model: ReadModel, table: str, key: str, identity: str) -> Row:
    row = model.row(f"SELECT * FROM {table} WHERE {key} = ?", [identity])
    if row is None:
        raise NotFoundError(f"No {table} has the id {identity}.")
    return row


def _worded(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(v["name"] if isinstance(v, dict) else str(v) for v in value)
    if isinstance(value, dict):
        return f"{value.get('name')} ({value.get('precision')})"
    return str(value)
