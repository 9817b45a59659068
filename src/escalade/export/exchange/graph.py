"""Who did what to whom as a network that changes with time: GEXF 1.3 (Gephi) and GraphML (yEd, NetworkX, igraph).

A node an actor, an edge an event and pair, directed where the source says who did it. Edges have the days of the event;
an undated one has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from escalade.export.exchange.happenings import Happening, Side

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0
_NODE = {"name": "string", "country": "string", "sectors": "string"}
_EDGE = {
    "event_id": "string",
    "event_type": "string",
    "mode": "string",
    "cameo": "string",
    "quad_class": "integer",
    "goldstein": "double",
    "date_start": "string",
    "date_end": "string",
    "date_precision": "string",
    "killed_min": "integer",
    "standing": "string",
    "status": "string",
    "origin": "string",
    "note": "string",
}
Values = dict[str, str | int | float | None]
Edge = tuple[str, str, str, bool, Values]  # id, source, target, directed, values


def _network(events: Iterator[Happening], left_out: Counter[str]) -> tuple[dict[str, Values], list[Edge], int]:
    """Nodes, edges, and how many events they come from. An event with one side only is no edge."""
    nodes: dict[str, Values] = {}
    edges: list[Edge] = []
    written = 0
    for event in events:
        pairs = [(a, b) for a in event.actors for b in event.recipients]
        if not pairs:
            left_out["only one side of it is known"] += 1
            continue
        written += 1
        for i, (a, b) in enumerate(pairs):
            ends = [_key(side) for side in (a, b)]
            for key, side in zip(ends, (a, b), strict=True):
                nodes.setdefault(key, {"name": side.name, "country": side.country, "sectors": " ".join(side.sectors)})
            edges.append((f"{event.event_id}-{i}", ends[0], ends[1], event.directed, _values(event)))
    return nodes, edges, written


def _key(side: Side) -> str:
    return side.id or f"name:{side.name}"


def _values(h: Happening) -> Values:
    return {
        "event_id": h.event_id,
        "event_type": h.event_type,
        "mode": h.mode,
        "cameo": h.cameo,
        "quad_class": h.quad_class,
        "goldstein": h.goldstein,
        "date_start": h.date_start,
        "date_end": h.date_end,
        "date_precision": h.date_precision,
        "killed_min": h.killed[0],
        "standing": h.standing,
        "status": h.status,
        "origin": h.origin,
        "note": h.note,
    }


class _Xml:
    """Elements written one after another."""

    def __init__(self, out: BinaryIO) -> None:
        self._made = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._made.startDocument()

    def open(self, name: str, **attributes: str | None) -> None:
        """Start an element; attributes that are None are left out, a trailing _ is taken off their names."""
        found = {k.rstrip("_"): _clean(v) for k, v in attributes.items() if v is not None}
        self._made.startElement(name, AttributesImpl(found))

    def close(self, name: str, text: str = "") -> None:
        """End an element, its text before."""
        if text:
            self._made.characters(_clean(text))
        self._made.endElement(name)

    def empty(self, name: str, **attributes: str | None) -> None:
        """An element with attributes only."""
        self.open(name, **attributes)
        self.close(name)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def gexf(events: Iterator[Happening], out: BinaryIO, left_out: Counter[str]) -> int:
    """Write GEXF; returns the events written. Gephi's timeline reads start and end, and the spells."""
    nodes, edges, written = _network(events, left_out)
    xml = _Xml(out)
    xml.open("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    xml.open("meta")
    xml.open("creator")
    xml.close("creator", "Escalade: machine-coded or imported, see each edge's note")
    xml.close("meta")
    xml.open("graph", mode="dynamic", defaultedgetype="directed", timeformat="date", timerepresentation="interval")
    for kind, columns in (("node", _NODE), ("edge", _EDGE)):
        xml.open("attributes", class_=kind)
        for name, type_ in columns.items():
            xml.empty("attribute", id=name, title=name, type=type_)
        xml.close("attributes")
    xml.open("nodes")
    for key, values in nodes.items():
        xml.open("node", id=key, label=str(values["name"]))
        _attvalues(xml, values)
        xml.close("node")
    xml.close("nodes")
    xml.open("edges")
    for edge_id, source, target, directed, values in edges:
        days = {name: _day(values[f"date_{name}"]) for name in ("start", "end")}
        type_ = "directed" if directed else "undirected"
        label = str(values["event_type"] or "")
        xml.open("edge", id=edge_id, source=source, target=target, type=type_, label=label, **days)
        _attvalues(xml, values)
        if any(days.values()):
            xml.open("spells")
            xml.empty("spell", **days)
            xml.close("spells")
        xml.close("edge")
    for name in ("edges", "graph", "gexf"):
        xml.close(name)
    return written


def _day(value: str | int | float | None) -> str | None:
    return None if value is None else str(value)


def _attvalues(xml: _Xml, values: Values) -> None:
    said = {name: value for name, value in values.items() if value not in (None, "")}
    if said:
        xml.open("attvalues")
        for name, value in said.items():
            xml.empty("attvalue", for_=name, value=str(value))
        xml.close("attvalues")


def graphml(events: Iterator[Happening], out: BinaryIO, left_out: Counter[str]) -> int:
    """Write GraphML; returns the events written."""
    nodes, edges, written = _network(events, left_out)
    types = {"integer": "int", "double": "double", "string": "string"}
    xml = _Xml(out)
    xml.open("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, columns in (("node", _NODE), ("edge", _EDGE)):
        for name, type_ in columns.items():
            xml.empty("key", id=f"{kind}-{name}", for_=kind, **{"attr.name": name, "attr.type": types[type_]})
    xml.open("graph", id="events", edgedefault="directed")
    for key, values in nodes.items():
        xml.open("node", id=key)
        _data(xml, "node", values)
        xml.close("node")
    for edge_id, source, target, directed, values in edges:
        xml.open("edge", id=edge_id, source=source, target=target, directed="true" if directed else "false")
        _data(xml, "edge", values)
        xml.close("edge")
    xml.close("graph")
    xml.close("graphml")
    return written


def _data(xml: _Xml, kind: str, values: Values) -> None:
    for name, value in values.items():
        if value not in (None, ""):
            xml.open("data", key=f"{kind}-{name}")
            xml.close("data", str(value))
