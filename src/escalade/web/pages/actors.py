"""Actors: spellings with their evidence, roles as dated bars, relations with who asserts them, whom they deal with."""

from __future__ import annotations

import json
from collections import defaultdict
from math import cos, pi, sin
from typing import Any

from escalade.web.page import Ask, NotFoundError, Page, Pager
from escalade.web.pages.choices import actors_often, kinds, reports_naming
from escalade.web.pages.events import matrix, timeline
from escalade.web.pages.evidence import decisions_on, judgements_on
from escalade.web.render import clip
from escalade.web.selection import Selection, fts
from escalade.web.store import ReadModel, Row

SORTS = {
    "-events": "a.events DESC, a.n",
    "name": "a.name COLLATE NOCASE, a.n",
    "spellings": "a.spellings DESC, a.n",
}
NEIGHBOURS = 12  # actors around one in the network


def actors(ask: Ask, model: ReadModel) -> Page:
    """The actors of the casebook."""
    parts, values = ["1"], []
    if match := fts(ask.one("q") or ""):
        parts.append("a.n IN (SELECT rowid FROM actor_search WHERE actor_search MATCH ?)")
        values.append(match)
    kinds_there = model.remembered("SELECT kind AS value, count(*) AS n FROM actor GROUP BY 1 ORDER BY 2 DESC")
    ask.among("kind", [row["value"] for row in kinds_there])
    for name in ("kind", "country", "origin"):
        if value := ask.one(name):
            parts.append(f"a.{name} = ?")
            values.append(value)
    where = " AND ".join(parts)
    order = SORTS[ask.among("sort", SORTS, "-events")]
    rows = model.paged(f"SELECT a.* FROM actor a WHERE {where} ORDER BY {order}", values, ask.page, ask.size)
    total = model.value(f"SELECT count(*) AS n FROM actor a WHERE {where}", values) or 0
    data: dict[str, Any] = {
        "view": ask.among("view", ("list", "matrix"), "list"),
        "actors": [_listed(row) for row in rows],
        "pager": Pager(ask.page, ask.size, total),
        "total": total,
        "kinds": kinds_there,
    }
    if data["view"] == "matrix":
        data["matrix"] = matrix(Selection(ask), model, 18)
    return Page("actors.html", "Actors", data, data["actors"], "actors")


def _listed(row: Row) -> Row:
    record = json.loads(row["record"])
    return {
        **{name: row[name] for name in ("actor_id", "name", "kind", "country", "origin", "events", "spellings")},
        "names": [name["text"] for name in record["names"]][:6],
        "codes": list(dict.fromkeys(c["code"] for c in record["codes"]))[:4],
    }


def actor(ask: Ask, model: ReadModel, actor_id: str) -> Page:
    """One actor. `from`, `to` bound what is counted of its dealings."""
    row = model.row("SELECT * FROM actor WHERE actor_id = ?", [actor_id])
    if row is None:
        raise NotFoundError(f"No actor has the id {actor_id[:60]}.")
    record = json.loads(row["record"])
    chosen = Selection(Ask("/events", (*_window(ask), ("actor", actor_id))))
    dealings = _dealings(ask, model, actor_id)
    data: dict[str, Any] = {
        "actor": record | {"events": row["events"]},
        "spellings": _spellings(model, actor_id, record),
        "roles": _roles(record),
        "relations": _relations(model, actor_id),
        "total": chosen.total(model),
        "events": chosen.rows(model, 15),
        "timeline": timeline(chosen, model),
        "dealings": dealings,
        "judgements": judgements_on(model, [actor_id]),
        "decisions": decisions_on(model, [actor_id]),
    }
    extra = {
        **kinds(),
        "network": _network(row, dealings),
        "offered_actors": actors_often(model),
        "offered_reports": reports_naming(model, actor_id),
    }
    return Page("actor.html", clip(row["name"], 200), data, data["spellings"], "actors", extra)


def _window(ask: Ask) -> list[tuple[str, str]]:
    return [(name, value) for name, value in zip(("from", "to"), ask.window(), strict=True) if value]


def _spellings(model: ReadModel, actor_id: str, record: dict[str, Any]) -> list[Row]:
    """How the reports spell the name: counts from the reports, and whether the pack knows the spelling."""
    found = model.rows(
        "SELECT quote AS text, level, count(*) AS n, count(DISTINCT document_id) AS reports, "
        "min(d.published) AS first, max(d.published) AS last FROM entity LEFT JOIN document d USING (document_id) "
        "WHERE actor_id = ? GROUP BY 1, 2 ORDER BY level = 'named' DESC, n DESC LIMIT 200",
        [actor_id],
    )
    counted = {name["text"] for name in record["names"]}
    return [row | {"name": row["text"] in counted} for row in found]


def _roles(record: dict[str, Any]) -> list[Row]:
    """Codes with the days they hold; open ends stay open."""
    bars: dict[tuple[str, str], Row] = {}
    for code in record["codes"]:
        key = (code["scheme"], code["code"])
        bars.setdefault(key, {**code})
    return list(bars.values())


def _relations(model: ReadModel, actor_id: str) -> list[dict[str, Any]]:
    """Relations, one entry a pair and kind, each with everybody who asserts or denies it."""
    rows = model.rows(
        "SELECT r.*, d.publisher, d.published FROM relation r LEFT JOIN document d USING (document_id) "
        "WHERE source_id = ? OR target_id = ? ORDER BY d.published, r.relation_id",
        [actor_id, actor_id],
    )
    said = _said(model, [row["relation_id"] for row in rows])
    groups: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["source_id"] or row["source_name"], row["kind"], row["target_id"] or row["target_name"])
        group = groups.setdefault(key, {**row, "asserted": [], "first": row["published"], "last": row["published"]})
        group.pop("record", None)
        held = said.get(row["relation_id"]) or [row["publisher"] or "an unnamed publisher"]
        group["asserted"] += [
            {"by": by, "stance": row["stance"], "ref": f"relation:{row['relation_id']}"} for by in held
        ]
        group["last"] = row["published"] or group["last"]
    return list(groups.values())


def _said(model: ReadModel, ids: list[str]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for claim in model.among("SELECT about_id, said FROM claim WHERE about_id IN ({})", ids):
        if claim["said"] and claim["said"] not in out[claim["about_id"]]:
            out[claim["about_id"]].append(claim["said"])
    return out


def _dealings(ask: Ask, model: ReadModel, actor_id: str) -> list[Row]:
    """With whom it deals, in both directions, by class."""
    conditions, values = ["e.weak = 0"], [actor_id, actor_id]
    for sign, value in zip((">=", "<="), ask.window(), strict=True):
        if value:
            conditions.append(f"e.day {sign} ?")
            values.append(value)
    return model.remembered(
        "SELECT q.actor AS other, min(q.name) AS name, max(q.known) AS known, count(*) AS n, "
        "sum(p.role = 'actor') AS out, sum(p.role = 'recipient') AS inward, "
        "sum(e.quad_class = 1) AS q1, sum(e.quad_class = 2) AS q2, sum(e.quad_class = 3) AS q3, "
        "sum(e.quad_class = 4) AS q4 FROM party p JOIN party q ON q.n = p.n AND q.role != p.role AND q.actor != ? "
        f"JOIN event e ON e.n = p.n WHERE p.actor = ? AND q.known AND {' AND '.join(conditions)} "
        "GROUP BY 1 ORDER BY n DESC, 1 LIMIT 30",
        values,
    )


def _network(row: Row, dealings: list[Row]) -> dict[str, Any]:
    """The nearest neighbours in a circle: more events, thicker line; more conflict than cooperation, another line."""
    around = dealings[:NEIGHBOURS]
    most = max((d["n"] for d in around), default=1)
    nodes = []
    for i, d in enumerate(around):
        angle = 2 * pi * i / len(around) - pi / 2
        x, y = 320 + 190 * cos(angle), 210 + 145 * sin(angle)
        conflict = d["q3"] + d["q4"] > d["q1"] + d["q2"]
        side = "middle" if abs(cos(angle)) < 0.3 else "start" if cos(angle) > 0 else "end"
        label_x = x + (0 if side == "middle" else 12 if side == "start" else -12)
        label_y = y + (4 if side != "middle" else 22 if sin(angle) > 0 else -12)
        nodes.append(
            {**d, "x": round(x, 1), "y": round(y, 1), "width": round(1 + 5 * d["n"] / most, 1), "conflict": conflict,
             "side": side, "label_x": round(label_x, 1), "label_y": round(label_y, 1)}
        )  # fmt: skip
    return {"name": row["name"], "nodes": nodes}
