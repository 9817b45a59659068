"""One report as it is looked back over: its sentences, days, places and parties, and whose story it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from escalade.coding.attach import dateline_length, top_of
from escalade.model.codings import EventMention, Where
from escalade.model.groundings import Place, Reference, Time
from escalade.model.headings import day_of, days
from escalade.model.readings import Mention
from escalade.model.tree import Tree

HOME = 0.4  # share of the countries a report speaks of that its date line's has in a domestic story
ALONE = 0.7  # share that another country, or one without a date line, has in its story
ABROAD = 0.1  # share of its date line's country from which a report is not another country's alone
FEW = 3  # mentions of a country below which a report is not its story without a date line
_QUOTES = {'"': None, "“": True, "”": False, "``": True, "''": False}
NEWS = 14  # days before a report that its news happened in
_HERE = frozenset(("city", "capital", "town"))


@dataclass(frozen=True, eq=False)
class Report:
    """One document as it is looked back over.

    `times` by sentence; `country` gives a country, by its ISO code, as a place; `items`: where those of a digest begin.
    """

    trees: Sequence[Tree]
    times: Mapping[int, Sequence[Time]]
    mentions: Sequence[Mention]
    references: Mapping[str, Reference]
    places: Mapping[str, Place]
    country: Callable[[str], Where | None]
    published: str | None = None
    items: Sequence[int] = ()

    def in_another_item(self, a: EventMention, b: EventMention) -> bool:
        """Whether two items of a digest or a live page tell them: each tells of something else."""
        one, other = (bisect_right(self.items, row.char_start) for row in (a, b))
        return one != other and one > 0 and other > 0

    @cached_property
    def tree(self) -> dict[int, Tree]:
        """Trees by sentence."""
        return {t.ordinal: t for t in self.trees}

    @cached_property
    def headed(self) -> dict[int, Time]:
        """The day of the heading that a sentence stands under ("Tuesday, May 14"), by sentence."""
        return days(self.trees, self.times, day_of(self.published))

    @cached_property
    def located(self) -> dict[int, list[tuple[Mention, Place]]]:
        """Placed mentions by sentence."""
        out: dict[int, list[tuple[Mention, Place]]] = {}
        for m in self.mentions:
            if m.mention_id in self.places:
                out.setdefault(m.sentence, []).append((m, self.places[m.mention_id]))
        return out

    @cached_property
    def named(self) -> dict[str, Place]:
        """Towns and the like by the names of one word that the report gives them."""
        found = (pair for here in self.located.values() for pair in here)
        return {m.quote: p for m, p in found if not p.metonym and p.precision not in ("country", "region")}

    def standing_places(self, tree: Tree) -> Iterator[tuple[int, Place]]:
        """Towns, provinces and the like that a sentence names, with the token each hangs by; "this city" is that of
        the date line."""
        line, length = self.dateline
        here: Place | None = None
        for sentence in {line, tree.ordinal}:
            for m, place in self.located.get(sentence, ()):
                fine = not place.metonym and place.precision not in ("country", "region")
                if sentence == line and m.head < length:
                    here = place if fine else here
                elif fine and sentence == tree.ordinal:
                    yield top_of(tree, m.token_start, m.token_end), place
        for token, word in enumerate(tree.lower):
            if here is not None and word in _HERE and any(tree.lower[c] == "this" for c in tree.children[token]):
                yield token, here

    @cached_property
    def quoted(self) -> dict[int, frozenset[int]]:
        """Tokens in quotation marks, by sentence: another voice speaks there."""
        out, inside, segment = {}, False, -1
        for tree in self.trees:
            if tree.row.segment != segment:
                inside, segment = False, tree.row.segment
            found = set()
            for i, word in enumerate(tree.words):
                if word in _QUOTES:
                    turn = _QUOTES[word]
                    inside = not inside if turn is None else turn
                elif inside:
                    found.add(i)
            out[tree.ordinal] = frozenset(found)
        return out

    @cached_property
    def actors(self) -> dict[int, frozenset[int]]:
        """Heads of mentions of people and bodies, by sentence."""
        out: dict[int, set[int]] = {}
        for m in self.mentions:
            if m.kind in ("person", "organisation", "group"):
                out.setdefault(m.sentence, set()).add(m.head)
        return {n: frozenset(heads) for n, heads in out.items()}

    @cached_property
    def persons(self) -> frozenset[str]:
        """Mentions of persons, by id."""
        return frozenset(m.mention_id for m in self.mentions if m.kind == "person")

    def in_quotes(self, row: EventMention) -> bool:
        """Whether the words of an event are quoted."""
        return row.trigger_token in self.quoted.get(row.sentence, ())

    @cached_property
    def dateline(self) -> tuple[int, int]:
        """Sentence and number of tokens of the date line; (-1, 0) without one."""
        for tree in self.trees[:3]:
            if (n := dateline_length(tree)) > 0:
                return tree.ordinal, n
        return -1, 0

    def days(self, sentence: int) -> list[Time]:
        """Time expressions of a sentence that stand for a known time, that of the date line left out."""
        line, length = self.dateline
        dated = (t for t in self.times.get(sentence, ()) if t.date_start is not None)
        return [t for t in dated if sentence != line or t.token_start >= length]

    def is_news(self, row: EventMention) -> bool:
        """Whether a dated event lies in the days before the report came out, as far as that is known."""
        if self.published is None or row.date_start is None:
            return row.date_start is not None
        told, day = date.fromisoformat(self.published[:10]), date.fromisoformat(row.date_start)
        return 0 <= (told - day).days <= NEWS

    def past(self, day: str | None) -> bool:
        """Whether a day lies before the report came out, or it is not known when that was."""
        return self.published is None or (day or "") <= self.published[:10]

    @cached_property
    def home(self) -> str | None:
        """Country of the date line: the one it names, else that of its town."""
        line, length = self.dateline
        inside = [m for m in self.mentions if m.sentence == line and m.head < length]
        named = [p.country for m in inside if (p := self.places.get(m.mention_id)) and p.precision == "country"]
        return next((land for land in (*named, *map(self.land, inside)) if land), None)

    def land(self, mention: Mention) -> str | None:
        """The country that a mention is of or lies in."""
        place, reference = self.places.get(mention.mention_id), self.references.get(mention.mention_id)
        return place.country if place else reference.country if reference else None

    @cached_property
    def lands(self) -> dict[int, Counter[str]]:
        """Countries that each sentence speaks of, by its places and parties, the date line left out."""
        line, length = self.dateline
        out: dict[int, Counter[str]] = {t.ordinal: Counter() for t in self.trees}
        for m in self.mentions:
            land = self.land(m)
            if land and m.level != "pronoun" and not (m.sentence == line and m.head < length):
                out[m.sentence][land] += 1
        return out

    def abroad(self, sentence: int, home: str) -> set[str]:
        """Other countries than `home` that a sentence names as ground, not by their people or bodies."""
        tree = self.tree[sentence]
        here = ((m, place) for m, place in self.located.get(sentence, ()) if not place.metonym)
        ground = {
            place.country
            for m, place in here
            if tree.upos[m.head] in ("PROPN", "NOUN") and case_of(tree, top_of(tree, m.token_start, m.token_end))
        }
        return {land for land in ground if land is not None and land != home}

    @cached_property
    def told(self) -> Counter[str]:
        """Countries that the report speaks of."""
        return sum(self.lands.values(), Counter())

    @cached_property
    def setting(self) -> str | None:
        """The country whose story a report is: that of its date line, if the text speaks of it as much as of any other;
        else the one that it speaks of nearly alone."""
        total = sum(self.told.values())
        if self.home and self.told[self.home] >= HOME * total:
            return self.home
        most, n = self.told.most_common(1)[0] if total else ("", 0)
        abroad = self.home is not None and self.told[self.home] > ABROAD * total
        return most if n >= max(FEW, ALONE * total) and most in self.grounds and not abroad else None

    @cached_property
    def grounds(self) -> set[str | None]:
        """Countries in which a town or the like lies that the text names."""
        line, length = self.dateline
        pairs = (pair for here in self.located.values() for pair in here)
        return {
            place.country
            for m, place in pairs
            if not place.metonym
            and place.precision not in ("country", "region")
            and not (m.sentence == line and m.head < length)
        }


def case_of(tree: Tree, token: int) -> set[str]:
    """The prepositions of a phrase, in lower case."""
    return {tree.lower[c] for c in tree.children[token] if tree.rel(c) == "case"}
