"""GDELT, ICEWS, POLECAT: one day, who did what to whom. What has no day or no doer does not fit in.

GDELT and ICEWS know one actor and one recipient: an event with more is a row a pair, as they do it themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from itertools import product

from escalade.export.exchange.happenings import Happening, Place, Side
from escalade.vocab import peers

Cells = dict[str, str]
NO_DAY = "its day is not known"
NO_DOER = "it has no known actor"
NO_DIRECTION = "the source does not say who did it to whom"
NO_CODE = "it has no CAMEO code"
NO_TYPE = "PLOVER has no type for it"
NOBODY = Side(None, "", None, None, ())


def day_and_kind(h: Happening, kind: str | None, no_kind: str) -> tuple[str, str] | str:
    """The day and what was done in a format's terms, where both fit in and it has a direction; else why not."""
    if h.date_precision != "day" or h.date_start is None:
        return NO_DAY
    if not h.directed:
        return NO_DIRECTION
    return (h.date_start, kind) if kind else no_kind


def gdelt(h: Happening) -> list[Cells] | str:
    """Rows of GDELT 2.0 (1.0 has the same columns but three)."""
    found = day_and_kind(h, h.cameo, NO_CODE)
    if isinstance(found, str):
        return found
    day, cameo = found[0].replace("-", ""), found[1]
    base = {
        "SQLDATE": day,
        "MonthYear": day[:6],
        "Year": day[:4],
        "IsRootEvent": "1",
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": text(h.quad_class),
        "GoldsteinScale": text(h.goldstein),
        "NumSources": text(len(h.publishers) or None),
        "NumArticles": text(h.n_documents or None),
        "DATEADDED": h.published.replace("-", "") + "000000" if h.published else "",
        "SOURCEURL": _marked_url(h),
        **_geo(h.place),
    }
    return _a_row_a_pair(h, "GLOBALEVENTID", base, _gdelt_side, ("Actor1", "Actor2"))


def _a_row_a_pair(
    h: Happening, ident: str, base: Cells, cells: Callable[[str, Side], Cells], sides: tuple[str, str]
) -> list[Cells] | str:
    """A row for each who did it to whom, the same but for the two and the number."""
    rows = [
        {ident: str(number(h.event_id, i)), **base, **cells(sides[0], a), **cells(sides[1], b)}
        for i, (a, b) in enumerate(pairs(h))
    ]
    return rows or NO_DOER


def number(event_id: str, pair: int) -> int:
    """An event id of GDELT or ICEWS: a whole number under 2^60, the same for the same event; theirs are far smaller."""
    return int.from_bytes(blake2b(event_id.encode(), digest_size=7).digest()) * 16 + pair


def pairs(h: Happening) -> list[tuple[Side, Side]]:
    """At most 16 pairs; none if nobody is known to have done it."""
    return list(product(h.actors, h.recipients or (NOBODY,)))[:16]


def _marked_url(h: Happening) -> str:
    """The report's address; one that we coded says so."""
    url = next(iter(h.urls), "")
    return url if h.origin == "imported" or not url else f"{url}#machine-coded-by-escalade"


def marked(h: Happening) -> str:
    """Who told it first; of what we coded, with a word on that."""
    mark = "" if h.origin == "imported" else " [machine-coded by Escalade]"
    return f"{next(iter(h.publishers), '')}{mark}".strip()


def _gdelt_side(side: str, who: Side) -> Cells:
    types = dict(zip(("Type1Code", "Type2Code", "Type3Code"), who.sectors, strict=False))
    cells = {"Code": who.code or "", "Name": who.name.upper(), "CountryCode": who.country or "", **types}
    return {f"{side}{name}": cell for name, cell in cells.items()}


def _geo(place: Place | None) -> Cells:
    """Where it was; GDELT's classes are coarser than ours: what is no country or town is a state."""
    if place is None or place.precision is None or place.precision == "region":
        return {}
    home = place.country == "USA"
    town, state = ("3", "2") if home else ("4", "5")
    kind = {"country": "1", "province": state, "district": state}.get(place.precision, town)
    point = place.point
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": place.name or "",
        "ActionGeo_CountryCode": peers.load().fips.get(place.country or "", ""),
        "ActionGeo_Lat": text(point[0] if point else None),
        "ActionGeo_Long": text(point[1] if point else None),
    }


def icews(h: Happening) -> list[Cells] | str:
    """Rows of ICEWS."""
    found = day_and_kind(h, h.cameo, NO_CODE)
    if isinstance(found, str):
        return found
    day, cameo = found
    entry = peers.load().ontology.cameo.get(cameo)
    base = {
        "Event Date": day,
        "Event Text": entry.name if entry else "",
        "CAMEO Code": cameo,
        "Intensity": text(h.goldstein),
        "Publisher": marked(h),
        **_named_place(h.place),
    }
    return _a_row_a_pair(h, "Event ID", base, _icews_side, ("Source", "Target"))


def _icews_side(side: str, who: Side) -> Cells:
    known = peers.load()
    names = {s.sector: s.icews[0] for s in known.sectors if s.icews}
    return {
        f"{side} Name": who.name,
        f"{side} Sectors": ",".join(names[s] for s in who.sectors if s in names),
        f"{side} Country": known.country_names.get(who.country or "", ""),
    }


_COLUMN = {
    "point": "City", "facility": "City", "settlement": "City", "district": "District", "province": "Province",
}  # fmt: skip


def _named_place(place: Place | None) -> Cells:
    if place is None or place.precision is None:
        return {}
    cells = {"Country": peers.load().country_names.get(place.country or "", "")}
    column = _COLUMN.get(place.precision)
    if column:
        cells[column] = place.name or ""
    if place.point and column:
        cells |= {"Latitude": text(place.point[0]), "Longitude": text(place.point[1])}
    return cells


_QUAD = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_FEATURE = {"settlement": "PPL", "district": "ADM2", "province": "ADM1", "country": "PCLI"}


def polecat(h: Happening) -> list[Cells] | str:
    """The row of POLECAT: lists stay lists."""
    found = day_and_kind(h, h.event_type, NO_TYPE)
    if isinstance(found, str):
        return found
    day, kind = found
    if not h.actors:
        return NO_DOER
    place = h.place
    mark = "imported through Escalade" if h.origin == "imported" else "machine-coded by Escalade, unreviewed"
    if h.review:
        mark = f"machine-coded by Escalade, {h.review} by a person"
    geonames = text(place.geonames_id) if place and place.precision not in (None, "region") else ""
    return [
        {
            "Event ID": h.event_id,
            "Event Date": day,
            "Event Type": kind,
            "Event Mode": h.mode or "",
            "Quad Code": _QUAD.get(h.quad_class or 0, ""),
            "Contexts": ";".join(h.contexts),
            **_polecat_side("Actor", h.actors),
            **_polecat_side("Recipient", h.recipients),
            "Placename": place.name or "" if place and place.precision else "",
            **_named_place(place),
            "GeoNames ID": geonames,
            "Feature Type": _FEATURE.get(place.precision or "", "") if place else "",
            "Source": ";".join(h.publishers),
            "Publication Date": h.published or "",
            "Version": f"{mark}; standing: {h.standing}",
        }
    ]


def _polecat_side(side: str, who: tuple[Side, ...]) -> Cells:
    sectors = [s for one in who for s in one.sectors]
    gw = peers.load().gw
    return {
        f"{side} Name": ";".join(one.name.replace(";", ",") for one in who),
        f"{side} Country": ";".join(dict.fromkeys(one.country for one in who if one.country)),
        f"{side} COW": ";".join(str(gw[c]) for c in dict.fromkeys(one.country for one in who) if c in gw),
        f"Primary {side} Sector": sectors[0] if sectors else "",
        f"{side} Sectors": ";".join(dict.fromkeys(sectors)),
    }


def text(value: float | int | None) -> str:
    return (
        ""
        if value is None
        else f"{value:g}"
        if isinstance(value, float) and abs(value) < 1e4 and value == round(value, 4)
        else str(value)
    )
