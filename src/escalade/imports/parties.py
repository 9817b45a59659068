"""Who an actor of another data set is: country, sectors, CAMEO-style code, and our own actor where it is surely it.

A `Who` is (id, name, country, cameo, sectors). An id is given only for a listed name that one actor alone bears, and
for a country's institutions by code ("IRNMIL"); who else it may be stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from escalade.imports.sheet import VOID
from escalade.vocab import actors, peers

Who = tuple[str | None, str | None, str | None, str | None, tuple[str, ...]]
NOBODY: Who = (None, None, None, None, ())
_ROLE = re.compile(r"^[A-Z]{3}$")
_YEARS = re.compile(r"\s*\((?:\d{4})?\s*-\s*(?:\d{4})?\)")
_INSTITUTIONS = (
    (re.compile(r"^(?:Military Forces|Armed Forces|Military) of (?P<of>.+)$", re.I), "MIL"),
    (re.compile(r"^(?:Police Forces|Police) of (?P<of>.+)$", re.I), "COP"),
    (re.compile(r"^Government of (?P<of>.+)$", re.I), "GOV"),
)
_BODIES = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))  # institutions that every country has
_BARE = {"government": "GOV", "police": "COP", "military": "MIL"}


@cache
def _pack() -> actors.Pack:
    return actors.load()


@lru_cache(maxsize=1 << 16)
def named(name: str) -> str | None:
    """Our actor who alone bears the name; None if there is none or several."""
    pack = _pack()
    shouted = name.isupper() and not any(a.use == "name" for a in pack.phrases.get(name))
    found = {a.actor_id for a in pack.phrases.get(name.title() if shouted else name) if a.use == "name"}
    return next(iter(found)) if len(found) == 1 else None


def by_code(code: str) -> str | None:
    """Our actor for a CAMEO code that is a country or one of its institutions."""
    if len(code) == 3 and code in peers.load().by_code:
        return peers.load().by_code[code]
    if len(code) == 6 and code[3:] in _BODIES and code[:3] in peers.load().by_code:
        return peers.load().by_code[code[:3]] + code[3:]
    return None


def _ordered(sectors: Iterable[str]) -> tuple[str, ...]:
    rank = peers.load().rank
    return tuple(sorted(set(sectors), key=lambda s: (rank.get(s, len(rank)), s)))


def _code(country: str | None, sectors: tuple[str, ...]) -> str | None:
    """CAMEO-style code of a country and the first sector."""
    if country is None:
        return None
    first = next((s for s in sectors if s in peers.load().rank), "")
    return country + first


def of_gdelt(code: str, name: str, country: str, *types: str) -> Who:
    """An actor of GDELT: CAMEO code, name in capitals, CAMEO country code, up to three role codes."""
    code, name = ("" if c in VOID else c for c in (code, name))
    if not code and not name:
        return NOBODY
    iso = peers.load().by_code.get(country or code[:3])
    sectors = tuple(dict.fromkeys(t for t in types if _ROLE.match(t)))
    found = by_code(code)
    if found is None or len(found) > 3:
        listed = named(name) if name else None
        found = listed if listed and listed not in peers.load().by_code else found
    return found, name or None, iso, code or None, sectors


def of_code(code: str, entity: str, roles: str) -> Who:
    """An actor of Phoenix: full code, its first three letters, its roles."""
    if code in VOID:
        return NOBODY
    found = [r for r in re.split(r"[;,]", roles) if _ROLE.match(r)]
    iso = peers.load().by_code.get(entity or code[:3])
    return by_code(code), None, iso, code, tuple(dict.fromkeys(found))


def of_petrarch(code: str) -> Who:
    """An actor that is a CAMEO code and nothing else."""
    roles = [code[i : i + 3] for i in range(3, len(code) - 2, 3)]
    iso = peers.load().by_code.get(code[:3])
    return of_code(code, code[:3], ";".join(r for r in roles if r in peers.load().rank) if iso else "")


def of_icews(name: str, sectors: str, country: str) -> Who:
    """An actor of ICEWS: "Police (India)", its sectors (unordered, at times quoted), its country in English."""
    name, sectors, country = ("" if c in VOID else c for c in (name, sectors, country))
    if not name:
        return NOBODY
    known = peers.load()
    iso = known.country(country) if country else None
    found = _ordered(known.by_icews[s] for s in _split_icews(sectors) if s in known.by_icews)
    return _icews_id(name, country, iso), name, iso, _code(iso, found), found


def _split_icews(sectors: str) -> list[str]:
    return [part.strip().strip('"').lower() for part in sectors.strip('"').split(",")]


def _icews_id(name: str, country: str, iso: str | None) -> str | None:
    parts = peers.bracketed(name)
    if parts is None:
        return iso if iso and name == country else named(name)
    sector = _BARE.get(parts[0].lower())
    return iso + sector if sector and iso and peers.load().country(parts[1]) == iso else named(name)


def of_polecat(name: str, country: str, primary: str, sectors: str) -> Who:
    """An actor of POLECAT: resolved name, country, primary sector and all sectors (PLOVER's codes)."""
    name, country, primary, sectors = ("" if c in VOID else c for c in (name, country, primary, sectors))
    if not name and not country:
        return NOBODY
    iso = peers.load().country(country.split(";")[0].strip()) if country else None
    found = [s.strip() for s in [primary, *sectors.split(";")] if _ROLE.match(s.strip()) and s.strip() != "UNK"]
    ordered = tuple(dict.fromkeys(found))
    return (named(name) if name else None), name or None, iso, _code(iso, ordered), ordered


def of_acled(name: str, inter: str) -> Who:
    """An actor of ACLED: "Police Forces of Iraq (2014-)", and what sort of actor it is, as text or number."""
    if name in VOID:
        return NOBODY
    known = peers.load()
    body = _YEARS.sub("", name).strip()
    sector = known.by_inter.get(inter.strip().lower())
    for pattern, institution in _INSTITUTIONS:
        if match := pattern.match(body):
            iso = known.country(match["of"].strip())
            return (iso + institution if iso else None), name, iso, _code(iso, (institution,)), (institution,)
    parts = peers.bracketed(body)
    iso = known.country(parts[1]) if parts else None
    sectors = (sector,) if sector else ()
    return named(body) or (named(parts[0]) if parts else None), name, iso, _code(iso, sectors), sectors


def of_ged(name: str, violence: str, side: str, gwno: str) -> Who:
    """A side of UCDP GED: "Government of Iraq", a group, "Civilians". Violence 1: a state takes part."""
    if name in VOID:
        return NOBODY
    known = peers.load()
    if name == "Civilians":
        return None, name, None, None, ("CVL",)
    if match := _INSTITUTIONS[2][0].match(name):
        iso = known.by_gw.get(gwno) or known.country(match["of"].strip())
        return (iso + "GOV" if iso else None), name, iso, _code(iso, ("GOV",)), ("GOV",)
    rebels = violence == "1" and side == "b"
    return named(name), name, None, None, (("REB",) if rebels else ())
