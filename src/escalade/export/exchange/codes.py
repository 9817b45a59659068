"""Phoenix and what PETRARCH itself writes: one day, two CAMEO codes and a third for the deed; no names, no header.

What has no day, or was done by nobody with a CAMEO code, does not fit in. An event with several sides is a row a pair.
"""

from __future__ import annotations

from escalade.export.exchange.dyads import NO_CODE, Cells, day_and_kind, marked, number, pairs, text
from escalade.export.exchange.happenings import Happening, Place, Side

NO_CODED_DOER = "nobody with a CAMEO code is known to have done it"
NEUTRAL = ("01", "02")  # roots of statements and appeals: class 0 of Phoenix


def phoenix(h: Happening) -> list[Cells] | str:
    """Rows of Phoenix."""
    found = _pairs(h)
    if isinstance(found, str):
        return found
    day, cameo, sides = found
    base = {
        "Date": day,
        "Year": day[:4],
        "Month": day[4:6].lstrip("0"),
        "Day": day[6:].lstrip("0"),
        "EventCode": cameo,
        "EventRootCode": cameo[:2],
        "PentaClass": "0" if cameo[:2] in NEUTRAL else text(h.quad_class),
        "GoldsteinScore": text(h.goldstein),
        "URLs": next(iter(h.urls), ""),
        "NewsSources": marked(h),
        **_place(h.place),
    }
    return [
        {"EventID": str(number(h.event_id, i)), **base, **_side("Source", a), **_side("Target", b)}
        for i, (a, b) in enumerate(sides)
    ]


def petrarch(h: Happening) -> list[Cells] | str:
    """Rows of PETRARCH's own output; a row has no id, the story stands for it."""
    found = _pairs(h)
    if isinstance(found, str):
        return found
    day, cameo, sides = found
    base = {"Date": day, "EventCode": cameo, "NewsSource": marked(h)}
    return [
        {**base, "Source": _code(a), "Target": _code(b), "Story": str(number(h.event_id, i))}
        for i, (a, b) in enumerate(sides)
    ]


def _pairs(h: Happening) -> tuple[str, str, list[tuple[Side, Side]]] | str:
    """Day, CAMEO code, and who did it to whom, as far as CAMEO has codes for them; or why it stays out."""
    found = day_and_kind(h, h.cameo, NO_CODE)
    if isinstance(found, str):
        return found
    sides = [(a, b) for a, b in pairs(h) if _code(a)]
    return (found[0].replace("-", ""), found[1], sides) if sides else NO_CODED_DOER


def _code(who: Side) -> str:
    """Its CAMEO code; of a country's body without one, what country and first sector make."""
    return who.code or (who.country + "".join(who.sectors[:1]) if who.country else "")


def _side(side: str, who: Side) -> Cells:
    code = _code(who)
    cells = {"Full": code, "Entity": who.country or code[:3], "Role": ";".join(who.sectors)}
    return {f"{side}Actor{name}": cell for name, cell in cells.items()}


def _place(place: Place | None) -> Cells:
    """Where it was: a town by its own name, what is larger by the state's column, a country by its code alone."""
    if place is None or place.precision in (None, "region"):
        return {}
    cells = {"CountryCode": place.country or ""}
    if place.precision != "country":
        cells["StateName" if place.precision in ("province", "district") else "LocationName"] = place.name or ""
    if place.point:
        cells |= {"Lat": text(place.point[0]), "Lon": text(place.point[1])}
    return cells
