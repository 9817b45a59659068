"""What two moments of a casebook do not share: rows are compared by their columns, records made of those that differ.

A watch that goes on for long asks for changes again and again: it should cost what changed, not what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from escalade.hand.applied import Applied
from escalade.hand.state import KEYS
from escalade.model.casebook import Event, TripwireStanding
from escalade.model.codings import Tripwire
from escalade.model.documents import Document

Record = dict[str, Any]
Tables = Callable[[str], list[Record]]


class Moment(Protocol):
    """The tables of a casebook at one moment."""

    @property
    def applied(self) -> Applied: ...

    def some(self, name: str, ids: Iterable[str]) -> Iterator[Record]: ...


def apart(before: Moment, after: Moment) -> tuple[Tables, Tables]:
    """Of each moment the tables of which changes are told, without what is the same in both.

    Of the documents there were before only ids and addresses are given, of those that are new the records.
    """
    old, new = before.applied, after.applied
    told = dict(old.columns(Document, "uri"))
    came = {identity for (identity,) in new.columns(Document)} - told.keys()
    events = _unlike(old, new, Event) | _changed(old, new, "events") | _moved(old, new)
    wires = _unlike(old, new, Tripwire) | _unlike(old, new, TripwireStanding) | _changed(old, new, "tripwires")
    was, now = (
        {"events": _records(at, "events", Event, events), "tripwires": _records(at, "tripwires", Tripwire, wires)}
        for at in (before, after)
    )
    was["documents"] = [{"document_id": identity, "uri": uri} for identity, uri in told.items()]
    now["documents"] = _records(after, "documents", Document, came)
    return was.__getitem__, now.__getitem__


def _records(moment: Moment, name: str, cls: Any, ids: Collection[str]) -> list[Record]:
    """Some records in the order of the whole table; what a person added comes last of its report."""
    if not ids:
        return []
    applied, machine, key = moment.applied, moment.applied.machine, KEYS[cls]
    own = applied.untouched or cls is not Event
    place = _places(machine.table(cls), key) if own else machine.mention_order
    report = {} if cls is Event else machine.document_order

    def order(record: Record) -> tuple[int, int]:
        return report.get(record.get("document_id") or "", -1), place.get(record[key], len(place))

    return sorted(moment.some(name, ids), key=order)


def _places(table: pa.Table, key: str) -> dict[str, int]:
    return {identity: i for i, identity in enumerate(table.column(key).to_pylist())}


def _changed(old: Applied, new: Applied, name: str) -> frozenset[str]:
    """Rows that some decision changed at either moment."""
    return old.changed.get(name, frozenset()) | new.changed.get(name, frozenset())


def _moved(old: Applied, new: Applied) -> set[str]:
    """Events with a party that stands for another actor than it did."""
    was, now = old.clusters["actor"], new.clusters["actor"]
    moved = {a for a in was.keys() | now.keys() if was.get(a, a) != now.get(a, a)}
    return {e for applied in (old, new) for e in applied.machine.of_actors(moved, Event)} if moved else set()


def _unlike(old: Applied, new: Applied, cls: Any) -> set[str]:
    """Keys of the machine's rows that only one moment has, or has otherwise than the other."""
    key, one, other = KEYS[cls], old.machine.table(cls), new.machine.table(cls)
    at = pc.index_in(one.column(key), value_set=other.column(key).combine_chunks())
    shared = pc.is_valid(at)
    only = {*one.column(key).to_pylist()} ^ {*other.column(key).to_pylist()}
    one, other = one.filter(shared), other.take(at.filter(shared))
    found = pa.repeat(False, one.num_rows)
    for name in one.column_names:
        found = pc.or_(found, differing(*(_whole(table.column(name)) for table in (one, other))))
    return only | set(one.column(key).filter(found).to_pylist())


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    found = column.combine_chunks()
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def differing(one: pa.Array, other: pa.Array) -> pa.BooleanArray:
    """Whether the values of two columns of one type and length differ, row by row; lists, structs by what they hold."""
    absent = pc.xor(pc.is_null(one), pc.is_null(other))
    if pa.types.is_struct(one.type):
        for i in range(one.type.num_fields):
            absent = pc.or_(absent, differing(pc.struct_field(one, i), pc.struct_field(other, i)))
        return absent
    if not pa.types.is_list(one.type):
        return pc.or_(absent, pc.fill_null(pc.not_equal(one, other), fill_value=False))
    lengths = [pc.fill_null(pc.list_value_length(lists), 0) for lists in (one, other)]
    found = pc.or_(absent, pc.not_equal(*lengths))
    alike = pc.indices_nonzero(pc.invert(found))  # only lists of one length can be held against each other
    one, other = one.take(alike), other.take(alike)
    inside = differing(pc.list_flatten(one), pc.list_flatten(other))
    rows = alike.take(pc.unique(pc.list_parent_indices(one).filter(inside)))
    return pc.or_(found, pc.is_in(pa.array(range(len(found)), type=rows.type), value_set=rows))
