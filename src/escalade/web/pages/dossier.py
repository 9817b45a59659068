"""Dossier of one event: attributes as rows, independent origins as columns; whether a cell agrees or contradicts."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from escalade.brief.wording import names, when
from escalade.model.words import toll
from escalade.web import imported
from escalade.web.page import Ask, Page
from escalade.web.pages.choices import events_near, kinds
from escalade.web.pages.disputes import against, sides_of
from escalade.web.pages.evidence import decisions_on, event_of, history, judgements_on, mentions_of, quote_of
from escalade.web.render import clip
from escalade.web.store import ReadModel, Row

COLUMNS = 12  # origins side by side; the rest stand in the list of quotes
ATTRIBUTES = ("happened", "kind", "who", "whom", "when", "where", "killed", "injured", "who did it, by claim")
REAL = frozenset({"told as fact", "claimed"})  # ways to tell that it happened
EXCLUSIVE = ("when", "where", "killed", "injured", "happened")  # values that exclude one another


def dossier(ask: Ask, model: ReadModel, event_id: str) -> Page:
    """All that is held about one event, and by whom."""
    event = event_of(model, event_id)
    if event["origin"] == "imported":
        return _imported(model, event)
    mentions = mentions_of(model, event["event_id"])
    ids = [m["event_mention_id"] for m in mentions]
    claims = _claims(model, ids)
    origins = _origins(mentions, claims)
    attributes = _table(origins, rivals=event["standing"] == "disputed")
    record = model.row("SELECT record FROM event_record WHERE event_id = ?", [event["event_id"]])
    data: dict[str, Any] = {
        "event": event,
        "record": json.loads(record["record"]) if record else {},
        "origins": [{k: o[k] for k in ("origin", "name", "outlets", "mentions")} for o in origins],
        "attributes": attributes,
        "against": against(mentions, claims, _differing(attributes)) if event["standing"] == "disputed" else [],
        "tolls": _tolls(mentions, claims),
        "blame": [c for c in claims if c["field"] == "actor" and c["value"]],
        "quotes": [quote_of(m) for m in mentions],
        "judgements": judgements_on(model, ids),
        "history": history(model, event["event_id"]),
        "links": _links(model, event["event_id"]),
        "decisions": decisions_on(model, [event["event_id"], *ids]),
    }
    extra = {**kinds(), "offered_events": events_near(model, event)}
    return Page("dossier.html", clip(event["text"], 200), data, data["quotes"], "events", extra)


def _imported(model: ReadModel, event: Row) -> Page:
    """An imported event: what its data set says, in our words and in its own cells, and where it came from."""
    held = imported.record(model, event)
    rows = [{"of": "escalade", "field": name, "value": value} for name, value in held["fields"].items()]
    rows += [{"of": event["data_set"], "field": name, "value": value} for name, value in held["cells"]]
    data = {"event": event, **held}
    return Page("imported.html", clip(event["text"], 200), data, rows, "events")


def _claims(model: ReadModel, ids: Sequence[str]) -> list[Row]:
    return model.among("SELECT * FROM claim WHERE about_id IN ({}) ORDER BY said_on, claim_id", ids)


def _origins(mentions: Sequence[Row], claims: Sequence[Row]) -> list[dict[str, Any]]:
    """Columns: each independent origin with what its mentions and claims say. `low` keys, as the events count them."""
    groups: dict[str, dict[str, Any]] = {}
    by_mention: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        by_mention[claim["about_id"]].append(claim)
    for mention in mentions:
        told: list[Any] = [*by_mention[mention["event_mention_id"]]] or [None]
        for claim in told:  # None: nothing is claimed, the publisher tells it
            key = (claim and claim["origin"]) or mention["origin"] or f"report:{mention['report_id']}"
            name = (claim and claim["origin_name"]) or mention["origin_name"] or mention["publisher"] or "unnamed"
            group = groups.setdefault(
                key,
                {
                    "origin": key,
                    "name": name,
                    "outlets": {},
                    "mentions": {},
                    "values": defaultdict(dict),
                    "sides": set(),
                },
            )
            group["sides"] |= sides_of(mention)
            group["outlets"][mention["publisher"] or "an unnamed publisher"] = None
            group["mentions"][mention["event_mention_id"]] = None
            for attribute, value in _values(json.loads(mention["record"]), claim).items():
                group["values"][attribute][value] = mention["event_mention_id"]
    out = sorted(groups.values(), key=lambda g: -len(g["mentions"]))[:COLUMNS]
    for group in out:
        group["outlets"], group["mentions"] = list(group["outlets"]), list(group["mentions"])
    return out


def _values(m: Mapping[str, Any], claim: Row | None) -> dict[str, str]:
    """What one claim on a mention says of each attribute; what it does not say is left out."""
    if claim is not None and claim["field"] == "actor" and claim["value"]:
        wording = {"denies": "not {}", "doubts": "doubtful: {}"}.get(claim["stance"], "{}")
        return {"who did it, by claim": wording.format(claim["value"])}
    if claim is not None and claim["field"] in ("killed", "injured") and claim["value"]:
        figure = claim["value"]
        return {claim["field"]: figure if any(c.isalpha() for c in figure) else f"{figure} {claim['field']}"}
    stance = claim["stance"] if claim is not None else "affirms"
    happened = {"denies": "denied", "doubts": "doubted", "revises": "revised"}.get(stance)
    happened = happened or {"asserted": "told as fact", "negated": "said not to have happened"}.get(
        m["status"], m["status"]
    )
    out = {
        "happened": happened,
        "kind": " ".join(filter(None, (m["event_type"], m["mode"]))),
        "who": names(m["actors"]),
        "whom": names(m["recipients"]),
        "when": "" if not m["date_start"] else when(m),
        "where": m["place"]["name"] if m["place"] else "",
        "killed": toll(m["killed_min"], m["killed_max"], "killed"),
        "injured": toll(m["injured_min"], m["injured_max"], "injured"),
    }
    return {name: value for name, value in out.items() if value}


def _differing(attributes: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """What origins contradict one another in: attribute -> (what is said, who says it), denials aside."""
    out = {}
    for row in attributes:
        if row["attribute"] != "happened" and any(cell["verdict"] == "differs" for cell in row["cells"]):
            told = sorted(
                (cell for cell in row["cells"] if cell["values"]), key=lambda cell: cell["verdict"] == "differs"
            )
            out[row["attribute"]] = [
                (", ".join(v["text"] for v in cell["values"]), f"mention:{cell['values'][0]['mention']}")
                for cell in told
            ]
    return out


def _table(origins: Sequence[Mapping[str, Any]], *, rivals: bool) -> list[dict[str, Any]]:
    """Rows of the table; a cell `agrees`, `differs`, stands `alone` or is `silent`.

    `rivals`: doers of whom no other origin names the actor or the state contradict what the others say.
    """
    out = []
    for attribute in ATTRIBUTES:
        cells = [origin["values"].get(attribute, {}) for origin in origins]
        if not any(cells):
            continue
        row = []
        for i, cell in enumerate(cells):
            others = {value for j, other in enumerate(cells) if j != i for value in other}
            verdict = _verdict(attribute, set(cell), others)
            if rivals and attribute == "who" and verdict == "other words":
                named = {side for j, other in enumerate(origins) if j != i for side in other["sides"]}
                apart = origins[i]["sides"] and named and not origins[i]["sides"] & named
                verdict = "differs" if apart else verdict
            row.append({"verdict": verdict, "values": [{"text": v, "mention": m} for v, m in cell.items()]})
        out.append({"attribute": attribute, "cells": row})
    return out


def _verdict(attribute: str, own: set[str], others: set[str]) -> str:
    """How what an origin says of an attribute stands to what the others say."""
    if not own:
        return "silent"
    if not others:
        return "alone"
    if own & others or any(_compatible(a, b) for a in own for b in others):
        return "agrees"
    return "differs" if attribute in EXCLUSIVE else "other words"


def _compatible(a: str, b: str) -> bool:
    """Whether two values may both be true: "2020-01" and "2020-01-03", "Baghdad" and "Baghdad Airport", "told as fact"
    and "claimed", "at least 2 killed" and "3 killed"."""
    if a in REAL and b in REAL:
        return True
    low, high = _range(a), _range(b)
    if low and high:
        return low[0] <= high[1] and high[0] <= low[1]
    return a.startswith(b) or b.startswith(a)


def _range(words: str) -> tuple[int, int] | None:
    """Bounds of a toll as it is worded; None if it is none."""
    if not words.endswith(("killed", "injured")):
        return None
    numbers = [int(n) for n in re.findall(r"\d+", words.replace(",", ""))] or [0]
    if words.startswith("at least") or "+" in words:
        return numbers[0], 10**9
    if words.startswith("up to"):
        return 0, numbers[0]
    return min(numbers), max(numbers)


def _tolls(mentions: Sequence[Row], claims: Sequence[Row]) -> list[dict[str, Any]]:
    """Killed and injured by claimant: a range a claimant, with the mention that gives it."""
    out: dict[tuple[str, str, int | None, int | None], dict[str, Any]] = {}
    for mention in mentions:
        record = json.loads(mention["record"])
        for kind in ("killed", "injured"):
            low, high = record[f"{kind}_min"], record[f"{kind}_max"]
            if low is None and high is None:
                continue
            out.setdefault(
                (kind, mention["said"], low, high),
                {
                    "kind": kind,
                    "low": low,
                    "high": high,
                    "words": toll(low, high, kind),
                    "said": mention["said"],
                    "published": mention["published"],
                    "mention": mention["event_mention_id"],
                    "cumulative": record["cumulative"],
                },
            )
    return sorted(out.values(), key=lambda t: (t["kind"] != "killed", t["published"] or "9999"))


def _links(model: ReadModel, event_id: str) -> list[Row]:
    return model.rows(
        "SELECT l.*, c.text AS cause, e.text AS effect FROM link l "
        "LEFT JOIN event c ON c.event_id = l.cause_event_id LEFT JOIN event e ON e.event_id = l.effect_event_id "
        "WHERE l.cause_event_id = ? OR l.effect_event_id = ? ORDER BY l.day",
        [event_id, event_id],
    )
