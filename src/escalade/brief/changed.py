"""What a brief says of the time since an earlier one: each change as a line, with what it was before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from escalade.brief.content import Line, Section, plural
from escalade.brief.wording import Record, when
from escalade.hand.changes import Change, Changes
from escalade.model.words import toll

LABELS = {"event_type": "kind", "actors": "by", "recipients": "to", "place": "in"}


class Composer(Protocol):
    """What is asked of the brief's composer."""

    @property
    def by_id(self) -> Mapping[str, Record]: ...

    def line(self, event: Record) -> Line: ...

    def threats(self, wires: list[Record]) -> tuple[Line, ...]: ...


def changed(composer: Composer, changes: Changes) -> Section:
    """The section on what changed; it says so where nothing that the brief shows did.

    Threats that were met come first, then what is contradicted, revised, newly threatened, new.
    """
    lines = [
        *_threats(composer, changes.tripwires, "was {}"),
        *_events(composer, changes.contradicted, "now contradicted"),
        *_events(composer, changes.revised, "revised"),
        *_threats(composer, changes.threats, "new"),
        *_events(composer, changes.new, "new"),
    ]
    said = about(changes) if lines else f"{about(changes)} Nothing that is shown here changed."
    return Section(f"What changed since state {changes.since}", said, tuple(lines))


def about(changes: Changes) -> str:
    """How much came in, and what is no longer told by itself."""
    kept = sum(bool(d["kept"]) for d in changes.documents)
    parts = [f"{plural(kept, 'document')} came in since"]
    if changes.merged:
        parts.append(f"{plural(len(changes.merged), 'event')} became part of another")
    if changes.gone:
        parts.append(f"{plural(len(changes.gone), 'event')} no longer told")
    return "; ".join(parts) + "."


def _events(composer: Composer, changes: tuple[Change, ...], label: str) -> Iterator[Line]:
    """Those that the brief shows, in time order."""
    shown = [c for c in changes if c.id in composer.by_id]
    for change in sorted(shown, key=lambda c: (c.now["date_start"] or "9999", c.id)):
        line = composer.line(composer.by_id[change.id])
        yield replace(line, note=" · ".join(filter(None, (note(change, label), line.note))))


def note(change: Change, label: str) -> str:
    """What became of an event, and what was told of it before."""
    before = "; ".join(_before(change))
    if label == "new":
        return label
    return f"{label}: {before}" if before else label if change.before else f"{label}, not told before"


def _before(change: Change) -> Iterator[str]:
    """What was told before of each field that changed."""
    was = change.before
    if was is None:
        return
    fields = set(change.fields)
    for kind in ("killed", "injured"):
        if fields & {f"{kind}_min", f"{kind}_max"}:
            yield f"was {toll(was[f'{kind}_min'], was[f'{kind}_max'], kind) or f'no number {kind}'}"
    if fields & {"date_start", "date_end"}:
        yield f"was {when(was)}"
    if "standing" in fields:
        yield f"was {was['standing'].replace('_', ' ')}"
    for field in ("event_type", "mode", "place", "actors", "recipients"):
        if field in fields:
            yield f"{LABELS.get(field, field)} was {_told(was[field])}"


def _told(value: object) -> str:
    """A type, place or list of parties in words; "unknown" for none."""
    if isinstance(value, Mapping):
        return str(value["name"])
    if isinstance(value, list | tuple):
        return ", ".join(str(party["name"]) for party in value) or "unknown"
    return str(value) if value else "unknown"


def _threats(composer: Composer, changes: tuple[Change, ...], label: str) -> Iterator[Line]:
    """Conditional threats, one line for those of equal words."""
    before = {c.id: c.before["standing"].replace("_", " ") for c in changes if c.before is not None}
    for line in composer.threats([dict(c.now) for c in changes]):
        yield replace(line, note=label.format(before[line.id]) if line.id in before else "new")
