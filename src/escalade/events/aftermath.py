"""What is told of after a threat: events by day, found by what a threat may speak of.

A casebook holds every threat against what came after it; without an index that grows with threats times events. Where
only a few threats are asked about, the index is made of the months in which they are looked for and no others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain

from escalade.events.fulfilment import MATERIAL_CONFLICT, Deed, Told, kin

Key = Hashable
BLOWS, UNDATED = "blow", "undated"  # what is found by the words of its sentences


class Aftermath:
    """Events in order of day and id.

    `under`: other events, of which some are `replaced` by those given, or by none.
    """

    def __init__(
        self, events: Iterable[Told], under: Aftermath | None = None, replaced: Collection[str] = frozenset()
    ) -> None:
        self._events = sorted(events, key=_place)
        self._days = [told.day for told in self._events]
        self._under = under
        self._replaced = replaced
        self._by: dict[Key, list[int]] = defaultdict(list)
        for i, told in enumerate(self._events):
            for key in _keys(told):
                self._by[key].append(i)
        self._at = {told.event.event_id: i for i, told in enumerate(self._events)}

    def event(self, identity: str) -> Told | None:
        """The event of an id."""
        if identity in self._at:
            return self._events[self._at[identity]]
        return None if self._under is None or identity in self._replaced else self._under.event(identity)

    def but(self, changed: Mapping[str, Told | None]) -> Aftermath:
        """The same with some events told otherwise, new, or (None) not at all."""
        return Aftermath((told for told in changed.values() if told is not None), self, frozenset(changed))

    def of(self, keys: Iterable[Key], first: str, last: str) -> Iterator[Told]:
        """Events of any of some keys, from one day to another, in order."""
        return self._found([*keys], first, last)

    def alike(self, deed: Deed, first: str, last: str) -> Iterator[Told]:
        """Events that may be a deed by their type, their event word, or as a blow, from one day to another."""
        keys: set[Key] = {("type", kind) for kind in deed.types | kin(deed.types)}
        keys.update(("word", word) for word in deed.stems)
        if deed.any_blow and not deed.types:
            keys.add(BLOWS)
        return self._found(keys, first, last)

    def telling(self, sort: str, stems: Collection[str], least: int, first: str, last: str) -> Iterator[Told]:
        """Blows or undated events of which a mention may take up so many of some words.

        Whatever has so many of them has one of all but the commonest few: only those are looked for.
        """
        rarest = sorted(((sort, stem) for stem in stems), key=lambda key: (self._common(key), key))
        return self._found(rarest[: max(0, len(rarest) - least + 1)], first, last)

    def all(self, first: str, last: str) -> Iterator[Told]:
        """Events from one day to another, in order."""
        within = self._events[bisect_left(self._days, first) : bisect_right(self._days, last)]
        return self._laid_over(within, self._under.all(first, last) if self._under else None)

    def _found(self, keys: Collection[Key], first: str, last: str) -> Iterator[Told]:
        low, high = bisect_left(self._days, first), bisect_right(self._days, last)
        places: set[int] = set()
        for key in keys:
            held = self._by.get(key, [])
            places.update(held[bisect_left(held, low) : bisect_left(held, high)])
        here = (self._events[i] for i in sorted(places))
        return self._laid_over(here, self._under._found(keys, first, last) if self._under else None)

    def _laid_over(self, here: Iterable[Told], under: Iterable[Told] | None) -> Iterator[Told]:
        if under is None:
            return iter(here)
        return merge(here, (told for told in under if told.event.event_id not in self._replaced), key=_place)

    def _common(self, key: Key) -> int:
        return len(self._by.get(key, ())) + (self._under._common(key) if self._under else 0)


class Unfolding(Aftermath):
    """The same of many events, of which those of a month are made when it is first asked for.

    `make`: the events that begin in a month ("2019-06"), or on no day ("": they may be first told in any month);
    `one`: the event of an id.
    """

    def __init__(
        self, months: Iterable[str], make: Callable[[str], Iterable[Told]], one: Callable[[str], Told | None]
    ) -> None:
        super().__init__(())
        self._months = sorted(months)
        self._make, self._one = make, one
        self._made: dict[str, Aftermath] = {}

    def event(self, identity: str) -> Told | None:
        """The event of an id."""
        return self._one(identity)

    def all(self, first: str, last: str) -> Iterator[Told]:
        """Events from one day to another, in order."""
        return self._unfolded(lambda piece: piece.all(first, last), first, last)

    def _found(self, keys: Collection[Key], first: str, last: str) -> Iterator[Told]:
        if all(key == UNDATED or (isinstance(key, tuple) and key[0] == UNDATED) for key in keys):
            return self._piece("")._found(keys, first, last)
        return self._unfolded(lambda piece: piece._found(keys, first, last), first, last)

    def _unfolded(self, ask: Callable[[Aftermath], Iterator[Told]], first: str, last: str) -> Iterator[Told]:
        within = self._months[bisect_left(self._months, first[:7]) : bisect_right(self._months, last[:7])]
        dated = chain.from_iterable(ask(self._piece(month)) for month in within)
        return merge(ask(self._piece("")), dated, key=_place)

    def _piece(self, month: str) -> Aftermath:
        if month not in self._made:
            self._made[month] = Aftermath(self._make(month))
        return self._made[month]

    def _common(self, key: Key) -> int:
        """As far as is known: which of several words are looked for decides how long it takes, not what is found."""
        return sum(piece._common(key) for piece in self._made.values())


def _place(told: Told) -> tuple[str, str]:
    return told.day, told.event.event_id


def _keys(told: Told) -> Iterator[Key]:
    """What an event is found by; blows and undated events by the words of their sentences as well."""
    yield "type", told.event.event_type
    for word in told.words:
        yield "word", word
    sorts = [BLOWS] * (told.event.quad_class == MATERIAL_CONFLICT) + [UNDATED] * (told.event.date_start is None)
    yield from sorts
    for stem in frozenset(chain.from_iterable(told.taking_up)) if sorts else ():
        for sort in sorts:
            yield sort, stem
