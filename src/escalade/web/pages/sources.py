"""Sources and audit: outlets, copies, hearsay depth, what was set aside, run log, corrections log, export builder."""

from __future__ import annotations

import json
from typing import Any

from escalade.export.files import FORMATS
from escalade.export.schemas import SCHEMAS
from escalade.web.columns import Mask
from escalade.web.page import Ask, Page, Pager
from escalade.web.pages.desk import states
from escalade.web.sides import sides
from escalade.web.store import ReadModel, Row

TABS = ("outlets", "copies", "speakers", "runs", "corrections", "imports", "aside", "export")


def sources(ask: Ask, model: ReadModel) -> Page:
    """One tab of the audit."""
    tab = ask.among("tab", TABS, "outlets")
    made: dict[str, Any] = MAKERS[tab](ask, model)
    data = {"tab": tab, "tabs": TABS, **made}
    return Page("sources.html", f"Sources and audit: {tab}", data, made["rows"], "sources")


def _outlets(ask: Ask, model: ReadModel) -> dict[str, Any]:
    """Outlets with how much of theirs is a copy, how much only they tell, how often they are contradicted."""
    rows = model.remembered(
        "SELECT d.publisher AS outlet, count(*) AS documents, count(DISTINCT d.report_id) AS reports, "
        "sum(d.copies > 1) AS copied, sum(d.mentions) AS mentions, min(d.published) AS first, max(d.published) AS last "
        "FROM document d WHERE d.kept = 1 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 300"
    )
    told = model.kept("told by outlet", lambda: _told(model))
    mouths = {
        row["publisher"]: row["mouths"] / row["claims"]
        for row in model.remembered(
            "SELECT publisher, count(*) AS mouths, sum(depth = 0) AS claims FROM speaker GROUP BY 1"
        )
    }
    out = []
    for row in rows:
        counts = {name: found.get(row["outlet"] or "", 0) for name, found in told.items()}
        out.append({**row, **counts, "depth": round(mouths.get(row["outlet"], 0), 2)})
    return {"rows": out}


def _told(model: ReadModel) -> dict[str, dict[str, int]]:
    """How many events each outlet tells: in all, alone, and against others."""
    held = sides(model)

    def those(condition: str) -> Mask:
        return held.mask(model.numbers(f"SELECT n FROM event WHERE {condition}"))

    shown = those("weak = 0")
    masks = {
        "events": shown,
        "alone": shown & ~those("origins_low >= 2"),
        "contradicted": those("standing IN ('disputed', 'denied') AND weak = 0"),
    }
    return {name: held.outlets.counts(mask) for name, mask in masks.items()}


def _copies(ask: Ask, model: ReadModel) -> dict[str, Any]:
    """Copy sets: reports that are one text, and how that was found."""
    total = model.value("SELECT count(*) AS n FROM (SELECT 1 FROM document WHERE copies > 1 GROUP BY report_id)") or 0
    sets = model.paged(
        "SELECT report_id, count(*) AS copies, min(published) AS first, max(published) AS last, "
        "max(title) AS title FROM document WHERE copies > 1 GROUP BY 1 ORDER BY 2 DESC, 1",
        [],
        ask.page,
        ask.size,
    )
    marks = ",".join("?" * len(sets))
    members = model.rows(
        f"SELECT document_id, report_id, publisher, published, title, uri FROM document WHERE report_id IN ({marks}) "
        "ORDER BY published, n",
        [row["report_id"] for row in sets],
    )
    for row in sets:
        row["members"] = [m for m in members if m["report_id"] == row["report_id"]]
    judged = model.rows("SELECT * FROM judgement WHERE kind = 'report' ORDER BY verdict = 'same', score DESC LIMIT 40")
    return {"rows": sets, "judged": judged, "pager": Pager(ask.page, ask.size, total)}


def _speakers(ask: Ask, model: ReadModel) -> dict[str, Any]:
    """Who is quoted, through how many mouths, by how many outlets."""
    depths = model.remembered("SELECT depth, count(*) AS n FROM claim GROUP BY 1 ORDER BY 1")
    rows = model.remembered(
        "SELECT name, min(actor_id) AS actor_id, count(*) AS claims, count(DISTINCT publisher) AS outlets, "
        "round(avg(depth), 2) AS depth FROM speaker WHERE depth > 0 GROUP BY name ORDER BY 3 DESC, 1 LIMIT 200"
    )
    return {"rows": rows, "depths": depths}


def _runs(ask: Ask, model: ReadModel) -> dict[str, Any]:
    """The run log: each generation with what it held and the fingerprints of what coded it."""
    rows = model.rows("SELECT * FROM generation ORDER BY generation DESC LIMIT 200")
    return {"rows": [row | {"stamps": json.loads(row["stamps"])} for row in rows]}


def _corrections(ask: Ask, model: ReadModel) -> dict[str, Any]:
    """The corrections log: who decided what, when and why."""
    total = model.value("SELECT count(*) AS n FROM decision") or 0
    rows = model.paged("SELECT record FROM decision ORDER BY seq DESC", [], ask.page, ask.size)
    return {"rows": [json.loads(row["record"]) for row in rows], "pager": Pager(ask.page, ask.size, total)}


def _imports(ask: Ask, model: ReadModel) -> dict[str, Any]:
    """Files of event data from elsewhere."""
    rows = model.rows("SELECT * FROM imported_file ORDER BY source_format, first_day, file_id")
    return {"rows": [{name: value for name, value in row.items() if name != "columns"} for row in rows]}


def _aside(ask: Ask, model: ReadModel) -> dict[str, Any]:
    """What was set aside, and why: inputs, and what was left out of the reports."""
    total = model.value("SELECT count(*) AS n FROM issue") or 0
    rows = model.paged("SELECT * FROM issue", [], ask.page, ask.size)
    blocks = model.remembered(
        "SELECT kind, rule, count(*) AS n, count(DISTINCT document_id) AS documents FROM block WHERE kept = 0 "
        "GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 60"
    )
    return {"rows": rows, "blocks": blocks, "pager": Pager(ask.page, ask.size, total)}


def _export(ask: Ask, model: ReadModel) -> dict[str, Any]:
    """Tables that can be written out, with their columns."""
    tables: list[Row] = [{"table": name, "columns": schema.names} for name, schema in SCHEMAS.items()]
    return {"rows": tables, "formats": FORMATS, "states": states(model)}


MAKERS = {
    "outlets": _outlets,
    "copies": _copies,
    "speakers": _speakers,
    "runs": _runs,
    "corrections": _corrections,
    "imports": _imports,
    "aside": _aside,
    "export": _export,
}
