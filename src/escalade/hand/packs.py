"""Learning from the hand: aliases and roles that persons confirmed, as the casebook's own pack of actors.

The pack is a pure function of the decisions that stand: it is written anew before every run, so that a decision taken
back is unlearned. What a user keeps in `packs/` by hand is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

import yaml

from escalade.ledger.parts import write_text
from escalade.model.decisions import Decision
from escalade.vocab.actors import ADDED, Kind

FOLDER = "learned"  # of the casebook's packs
NEW = "actors.yaml"
HEAD = (
    "# Written by Escalade from the casebook's decisions; changes here are lost. Keep your own entries one folder up.\n"
)
SHORTEST = 2  # letters of an alias that is worth knowing
USES = ("name", "metonym", "shared", "short", "demonym")


def learned(decisions: Iterable[Decision], pack: Any) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """(entries added to known actors, entries of new actors, what could not be learned and why), by actor id.

    `pack` is the vocabulary without what was learned. A name that means another actor there is not learned: it would
    make every report ambiguous; the decision itself still holds for this casebook's rows.
    """
    added: dict[str, dict[str, Any]] = {}
    new: dict[str, dict[str, Any]] = {}
    refused: list[str] = []
    taken: dict[str, str] = {}
    for decision in decisions:
        if decision.about_kind != "actor" or decision.action not in ("alias", "role"):
            continue
        actor = decision.about_id
        known = pack.get(actor)
        entry = added.setdefault(actor, {"id": actor}) if known is not None else _entry(new, decision)
        if decision.action == "role":
            if known is not None and known.kind == "country":
                refused.append(f"{actor}: a country holds no office")
            else:
                _append(entry, "roles", _role(decision.value))
            continue
        text = decision.value["text"]
        owners = {alias.actor_id for alias in pack.phrases.get(text) or () if alias.use in USES}
        owners |= {taken.setdefault(text.casefold(), actor)}
        if owners - {actor}:
            refused.append(f"{text!r} already means {', '.join(sorted(owners - {actor}))}, not {actor}")
        elif (
            len(text) >= SHORTEST
            and text != entry.get("name")
            and actor not in {alias.actor_id for alias in pack.phrases.get(text) or ()}
        ):
            _append(entry, "aliases", text)
    return {a: e for a, e in added.items() if len(e) > 1}, new, refused


def _entry(new: dict[str, dict[str, Any]], decision: Decision) -> dict[str, Any]:
    """Entry of an actor that only reports know, as it stood when the person decided."""
    if decision.about_id not in new:
        was = (decision.was or {}).get(decision.about_id) or {}
        kind = was.get("kind")
        entry: dict[str, Any] = {"id": decision.about_id, "name": was.get("name") or decision.about_id}
        entry["kind"] = kind if kind in get_args(Kind) and kind != "country" else "organisation"
        if was.get("country"):
            entry["country"] = was["country"]
        codes = [c["code"] for c in was.get("codes") or () if c["scheme"] != "iso3166"]
        if codes:
            entry["codes"] = codes
        new[decision.about_id] = entry
    return new[decision.about_id]


def _append(entry: dict[str, Any], field: str, value: str) -> None:
    held = entry.setdefault(field, [])
    if value not in held:
        held.append(value)


def _role(value: Mapping[str, Any]) -> str:
    start, end = value.get("start"), value.get("end")
    return f"{value['role']} of {value['of']}" + (f" {start or ''}..{end or ''}" if start or end else "")


def write(folder: Path, decisions: Iterable[Decision], pack: Any) -> list[str]:
    """Bring `folder`/learned up to date with the decisions. Returns what could not be learned, and why."""
    added, new, refused = learned(decisions, pack)
    for name, entries in ((ADDED, added), (NEW, new)):
        path = folder / FOLDER / name
        if not entries:
            path.unlink(missing_ok=True)
            continue
        text = HEAD + yaml.safe_dump(list(entries.values()), allow_unicode=True, sort_keys=False, width=120)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_text(path, text)
    return refused
