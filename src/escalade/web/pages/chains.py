"""Chains and tripwires: what answered what, a lane an actor; conditional threats with their window and standing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from escalade.brief.wording import when
from escalade.hand.ties import LINK_KINDS, STANDINGS
from escalade.web.page import Ask, Page, Pager
from escalade.web.pages.choices import ordinal
from escalade.web.store import ReadModel, Row

_DATES = tuple(f"{end}_{which}" for end in ("cause", "effect") for which in ("start", "until"))
BASES = ("stated", "inferred", "analyst")
LANES = 14  # actors with a lane of their own; events of others share the last one
DRAWN = 80  # links that are drawn; the table lists all
WIDTH, LANE, LEFT, TOP = 1100, 46, 190, 34
QUIET = 12  # days without any event from which the axis is broken
ROOM = 84  # of a date over the lanes


def chains(ask: Ask, model: ReadModel) -> Page:
    """Links in the window, and the tripwires."""
    parts, values = ["1"], []
    for name, known in (("kind", LINK_KINDS), ("basis", BASES)):
        if chosen := ask.among(name, known):
            parts.append(f"l.{name} = ?")
            values.append(chosen)
    for sign, value in zip((">=", "<="), ask.window(), strict=True):
        if value:
            parts.append(f"l.day {sign} ?")
            values.append(value)
    if value := ask.one("actor"):
        condition = "(SELECT event_id FROM event e JOIN party p ON p.n = e.n WHERE p.actor = ?)"
        parts.append(f"(l.cause_event_id IN {condition} OR l.effect_event_id IN {condition})")
        values += [value, value]
    where = " AND ".join(parts)
    select = (
        f"SELECT l.*, {_end('c', 'cause')}, {_end('e', 'effect')} FROM link l "
        "JOIN event c ON c.event_id = l.cause_event_id JOIN event e ON e.event_id = l.effect_event_id "
        f"WHERE {where} ORDER BY l.day IS NULL, l.day DESC, l.link_id"
    )
    total = model.value(f"SELECT count(*) AS n FROM link l WHERE {where}", values) or 0
    rows = model.paged(select, values, ask.page, ask.size)
    standing = ask.among("standing", STANDINGS) or None
    wires = model.rows(
        "SELECT * FROM tripwire WHERE (? IS NULL OR standing = ?) ORDER BY CASE standing WHEN 'met' THEN 0 "
        "WHEN 'carried_out' THEN 1 WHEN 'armed' THEN 2 ELSE 3 END, valid_to IS NULL, valid_to, tripwire_id LIMIT 200",
        [standing, standing],
    )
    data: dict[str, Any] = {
        "links": [{k: v for k, v in row.items() if k not in ("record", *_DATES)} | _whens(row) for row in rows],
        "total": total,
        "pager": Pager(ask.page, ask.size, total),
        "bases": model.remembered("SELECT basis AS value, count(*) AS n FROM link GROUP BY 1 ORDER BY 2 DESC"),
        "kinds": model.remembered("SELECT kind AS value, count(*) AS n FROM link GROUP BY 1 ORDER BY 2 DESC"),
        "tripwires": [{k: v for k, v in wire.items() if k != "record"} for wire in wires],
        "standings": model.remembered(
            "SELECT standing AS value, count(*) AS n FROM tripwire GROUP BY 1 ORDER BY 2 DESC"
        ),
    }
    extra = {"lanes": lanes(model, rows[:DRAWN])}
    table = [{k: v for k, v in row.items() if k not in ("cause_n", "effect_n")} for row in data["links"]]
    return Page("chains.html", "Chains and tripwires", data, table or data["tripwires"], "chains", extra)


def _end(alias: str, end: str) -> str:
    """What is asked of the event at an end of a link."""
    fields = {"text": "", "day": "_day", "standing": "_standing", "lead": "_lead", "n": "_n", "quad_class": "_quad"}
    fields |= {"date_start": "_start", "date_end": "_until"}
    return ", ".join(f"{alias}.{field} AS {end}{name}" for field, name in fields.items())


def _whens(row: Row) -> dict[str, str]:
    """When the two events are told to have been, no finer than that; of undated ones, when they were reported."""
    out = {}
    for end in ("cause", "effect"):
        told = {"date_start": row[f"{end}_start"], "date_end": row[f"{end}_until"]}
        reported = f"reported {row[f'{end}_day']}" if row[f"{end}_day"] else "undated"
        out[f"{end}_when"] = when(told) if told["date_start"] else reported
    return out


def lanes(model: ReadModel, links: list[Row]) -> dict[str, Any] | None:
    """Where each event and link of the swim lanes is drawn; None if no link has a date at both ends."""
    dated = [k for k in links if k["cause_day"] and k["effect_day"]]
    if not dated:
        return None
    actor = _first_actors(model, [k[f"{end}_n"] for k in dated for end in ("cause", "effect")])
    counts: dict[str, int] = {}
    for k in dated:
        for end in ("cause", "effect"):
            name = actor.get(k[f"{end}_n"], ("", "nobody named"))[1]
            counts[name] = counts.get(name, 0) + 1
    names = sorted(counts, key=lambda name: (name == "nobody named", -counts[name], name))[:LANES]
    at = _axis(sorted({k[f"{end}_day"] for k in dated for end in ("cause", "effect")}))

    def spot(k: Row, end: str) -> dict[str, Any]:
        name = actor.get(k[f"{end}_n"], ("", "nobody named"))[1]
        lane = names.index(name) if name in names else len(names)
        return {
            "x": at[k[f"{end}_day"]], "y": TOP + lane * LANE + LANE // 2, "event": k[f"{end}_event_id"],
            "quad": k[f"{end}_quad"],
            "text": k[end], "when": _whens(k)[f"{end}_when"], "standing": k[f"{end}_standing"],
            "lead": k[f"{end}_lead"],
        }  # fmt: skip

    arcs = [{"from": spot(k, "cause"), "to": spot(k, "effect"), "basis": k["basis"], "kind": k["kind"],
             "id": k["link_id"], "disputed": "disputed" in (k["cause_standing"], k["effect_standing"])}
            for k in dated]  # fmt: skip
    over = any(actor.get(k[f"{e}_n"], ("", "nobody named"))[1] not in names for k in dated for e in ("cause", "effect"))
    shown = [*names, "others"] if over else names
    events = {(a[e]["event"]): a[e] for a in arcs for e in ("from", "to")}
    return {
        "names": shown, "arcs": arcs, "events": list(events.values()), "width": WIDTH,
        "height": TOP + LANE * len(shown) + 16, "lane": LANE, "left": LEFT, "top": TOP,
        "ticks": _ticks(at, _labels(dated)), "breaks": _breaks(at),
    }  # fmt: skip


def _axis(days: list[str]) -> dict[str, float]:
    """Where each day stands. A stretch without events is drawn as a short one, and marked (`_breaks`)."""
    steps = [min(ordinal(b) - ordinal(a), QUIET) for a, b in pairwise(days)]
    width, at, out = WIDTH - LEFT - 80, 0, {}
    for day, step in zip(days, [0, *steps], strict=True):
        at += step
        out[day] = round(LEFT + 30 + width * at / max(sum(steps), 1), 1)
    return out


def _breaks(at: Mapping[str, float]) -> list[dict[str, Any]]:
    """The stretches that are drawn short: where, and how long they are."""
    out = []
    for (a, left), (b, right) in pairwise(at.items()):
        gap = ordinal(b) - ordinal(a)
        if gap > QUIET:
            words = (
                f"{gap} days" if gap < 60 else f"{round(gap / 30.44)} months" if gap < 730 else f"{gap // 365} years"
            )
            out.append({"x": round((left + right) / 2, 1), "words": words})
    return out


def _labels(links: list[Row]) -> dict[str, str]:
    """What to write over each day: the finest date of its events; for want of one, that they were reported then."""
    found: dict[str, set[str]] = {}
    for k in links:
        for end in ("cause", "effect"):
            found.setdefault(k[f"{end}_day"], set()).add(_whens(k)[f"{end}_when"])
    return {
        day: max(said, key=lambda told: (told == day, told[:4] == day[:4], -len(told))) for day, said in found.items()
    }


def _ticks(at: Mapping[str, float], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Days that are written over the lanes, as many as there is room for; the last one is always there."""
    out: list[dict[str, Any]] = []
    last = max(at.values())
    for day, x in at.items():
        if x == last or (last - x >= ROOM and (not out or x - out[-1]["x"] >= ROOM)):
            reported = labels[day].startswith("reported")
            label = day if reported else labels[day].partition(" to ")[0]
            out.append({"x": x, "day": label, "reported": reported})
    return out


def _first_actors(model: ReadModel, numbers: list[int]) -> dict[int, tuple[str, str]]:
    marks = ",".join("?" * len(numbers))
    rows = model.rows(f"SELECT n, actor, name FROM party WHERE role = 'actor' AND n IN ({marks})", numbers)
    return {row["n"]: (row["actor"], row["name"]) for row in reversed(rows)}
