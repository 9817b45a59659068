"""Who is who: countries, institutions, groups, offices, persons with dated roles; what they are called.

Data: vocab/data/actors/*.yaml. `load()` gives a `Pack`, which answers "who is called this?" (`phrases`), "who held
that office on that day?" (`holder`), "what codes did this actor have then?" (`codes`), "what sort of actor is that
noun?" (`nouns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from pydantic import field_validator

from escalade.errors import VocabularyError
from escalade.model.unswept import unswept
from escalade.vocab.loader import DATA, Entry
from escalade.vocab.loader import load as load_entries
from escalade.vocab.names import Phrases, is_acronym, pieces
from escalade.vocab.whois import Bearer, Directory, sorts

Kind = Literal["country", "government", "organisation", "group", "person", "media"]
_DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_ROLE = re.compile(rf"^(?P<role>.+?) of (?P<of>\S+)(?: (?P<start>{_DATE})?\.\.(?P<end>{_DATE})?)?$")
_TIE = re.compile(rf"^(?P<of>\S+)(?: (?P<start>{_DATE})?\.\.(?P<end>{_DATE})?)?$")
_INSTITUTIONS = {
    "GOV": "government",
    "MIL": "military",
    "COP": "police",
    "SPY": "intelligence services",
    "LEG": "parliament",
    "JUD": "courts",
}
_STATE = frozenset(_INSTITUTIONS)
ADDED = "added.yaml"


def _body_name(adjective: str, sector: str) -> str:
    return f"{adjective} {_INSTITUTIONS[sector]}"


class CountryEntry(Entry):
    """A country: `capital` and `metonyms` also stand for its government."""

    id: str
    name: str
    capital: str | None = None
    demonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    metonym_of_capital: bool = True
    first: tuple[str, ...] = ()  # names shared with another country that mean this one if nothing else tells


class _TiedEntry(Entry):
    """What an actor was, and belonged to, from when to when."""

    id: str
    roles: tuple[str, ...] = ()  # "president of USA 2017-01-20..2021-01-20"
    part_of: tuple[str, ...] = ()  # "irgc 1990..2020-01-03"

    @field_validator("roles")
    @classmethod
    def _roles(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            _dated(_ROLE, value)
        return values

    @field_validator("part_of")
    @classmethod
    def _ties(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            _dated(_TIE, value)
        return values


class ActorEntry(_TiedEntry):
    """Any other actor. `short`: forms that count only where the text has the full name too, or a title before them."""

    name: str
    kind: Kind
    country: str | None = None
    codes: tuple[str, ...] = ()
    side: str | None = None
    gender: Literal["m", "f"] | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()  # adjectives and people: "European ministers"
    metonyms: tuple[str, ...] = ()  # places that stand for it where they act: "Brussels froze the assets"
    common: bool = False  # others have this full name too: it counts as `shared`
    short: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()  # names that other actors have too
    source: str | None = None  # where the entry's facts come from; by default what the file says


class AddedEntry(_TiedEntry):
    """What a casebook's own pack adds to an actor that is known already (file added.yaml of the pack)."""

    aliases: tuple[str, ...] = ()


class RoleEntry(Entry):
    """An office and its usual wordings."""

    id: str
    sector: str
    names: tuple[str, ...]


class TitleEntry(Entry):
    """Titles before a name, other words for persons, and the gender that they tell."""

    gender: Literal["m", "f"] | None = None
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class NounEntry(Entry):
    """Common nouns for actors of one sector; see nouns.yaml for `form`."""

    sector: str
    form: Literal["institution", "office", "people", "equipment"]
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """`role` in actor `of`, on the days start..end (ISO dates or their beginnings, inclusive; None = open)."""

    role: str
    of: str
    start: str | None
    end: str | None

    def on(self, day: str | None) -> bool:
        """Whether it was held on that day; an unknown day falls into no closed term."""
        if day is None:
            return self.end is None
        return (self.start or "") <= day and (self.end is None or day <= self.end + "~")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the pack. `side` is what counts as one origin."""

    id: str
    name: str
    kind: str
    country: str | None
    codes: tuple[str, ...]
    side: str
    gender: str | None = None
    roles: tuple[Role, ...] = ()
    part_of: tuple[Role, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """How a name stands for an actor."""

    actor_id: str
    use: str  # name | demonym | metonym | short | shared


@dataclass(frozen=True, slots=True)
class Noun:
    """What sort of actor a common noun names."""

    sector: str
    form: str  # institution | office | people | equipment


@dataclass(frozen=True, eq=False)
class Pack:
    """All actors that are known beforehand."""

    actors: Mapping[str, Actor]
    phrases: Phrases[Alias]
    roles: Mapping[str, RoleEntry]
    role_names: Phrases[str]
    nouns: Mapping[tuple[str, ...], Noun]
    titles: frozenset[str]  # "gen", "mr": lower case, without the dot
    genders: Mapping[str, str]  # "mr" -> "m", "woman" -> "f"
    adjectives: Mapping[str, str]  # "IRQ" -> "Iraqi"
    role_words: frozenset[str]  # single words of office names
    _holders: Mapping[tuple[str, str], tuple[tuple[Role, str], ...]] = field(default_factory=dict)
    _names: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> Mapping[str, str]:
        """Every listed name as usually written -> kind of mention (person, organisation, group, country)."""
        return self._names

    def get(self, actor_id: str) -> Actor | None:
        """An actor by id, also the regular institutions of a country ("IRQLEG")."""
        found = self.actors.get(actor_id)
        if found is None and actor_id[3:] in _INSTITUTIONS and actor_id[:3] in self.actors:
            return self.institution(actor_id[:3], actor_id[3:])
        return found

    def called(self, name: str, person: bool | None = None) -> Actor | None:
        """The listed actor, no country, that a whole name means, also in spellings that no list has (see `whois`).

        None if it means nobody listed, or several. `person`: whether it names a person; None if that is not known.
        """
        found = self._directory.find(name, person)
        return self.actors[found] if found else None

    @cached_property
    def _directory(self) -> Directory:
        bearers = [
            Bearer(name, actor.id, actor.kind == "person", actor.country, is_acronym(name))
            for name in self._names
            for alias in self.phrases.get(name)
            if alias.use == "name" and (actor := self.actors[alias.actor_id]).kind != "country"
        ]
        nouns = {noun: (kind.sector, kind.form) for noun, kind in self.nouns.items()}
        return Directory(bearers, sorts(nouns, self.titles | self.role_words, self._countries_of))

    def _countries_of(self, word: str) -> frozenset[str]:
        """Countries that an adjective ("Lebanese") means; none of other words."""
        return frozenset(a.actor_id for a in self.phrases.get(word) if a.use == "demonym")

    def institution(self, country: str, sector: str) -> Actor:
        """The body of that sector in a country ("IRQ", "LEG" -> the parliament of Iraq)."""
        name = _body_name(self.adjectives.get(country, self.actors[country].name), sector)
        return Actor(country + sector, name, "organisation", country, (country + sector, country), country)

    def holder(self, role: str, of: str, day: str | None) -> str | None:
        """Id of who held the office `role` in `of` on that day; None if unknown or more than one."""
        held = {actor for term, actor in self._holders.get((role, of), ()) if term.on(day)}
        return held.pop() if len(held) == 1 else None

    def codes(self, actor_id: str, day: str | None) -> tuple[str, ...]:
        """Codes of an actor on a day, most specific first; those of an office only while it is held."""
        actor = self.get(actor_id)
        if actor is None:
            return ()
        codes = [self._office_code(term) for term in actor.roles if term.on(day)]
        if not codes and actor.country and any(term.end and day and term.end < day for term in actor.roles):
            codes = [actor.country + "ELI"]  # PLOVER: former officials
        return tuple(dict.fromkeys([*filter(None, codes), *actor.codes]))

    def _office_code(self, term: Role) -> str | None:
        body = self.get(term.of)
        if body is None:
            return None
        if body.kind != "country":
            return next(iter(body.codes), None)
        sector = self.roles[term.role].sector
        return body.id + sector if sector else None


@lru_cache(maxsize=1 << 15)
def _dated(pattern: re.Pattern[str], value: str) -> re.Match[str]:
    """Match of a dated tie. Raises ValueError if it is malformed or ends before it begins."""
    match = pattern.match(value)
    if match is None:
        raise ValueError(f"{value!r} is not of the form 'office of ID FROM..TO'")
    start, end = match["start"], match["end"]
    for date in (start, end):
        if date and not all(1 <= int(p) <= top for p, top in zip(date.split("-")[1:], (12, 31), strict=False)):
            raise ValueError(f"{date!r} in {value!r} is no date")
    if start and end and start > end + "~":
        raise ValueError(f"{value!r} ends before it begins")
    return match


def load(*folders: Path) -> Pack:
    """The pack that ships, with users' own packs (folders of .yaml) added to the actors.

    A pack's file added.yaml adds names and roles to actors that are known already. Raises VocabularyError for malformed
    entries, unknown ids and names that clash.
    """
    return _load(folders, digest(folders))


def digest(folders: Iterable[Path]) -> str:
    """Digest of the files of users' own packs: they may change while a process runs."""
    state = blake2b(digest_size=16)
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            content = path.read_bytes()
            state.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return state.hexdigest()


@lru_cache(maxsize=4)
@unswept()
def _load(folders: tuple[Path, ...], _: str) -> Pack:
    base = DATA / "actors"
    roles = {entry.id: entry for entry in load_entries(base / "roles.yaml", RoleEntry)}
    titles = load_entries(base / "titles.yaml", TitleEntry)
    nouns = {
        pieces(noun): Noun(entry.sector, entry.form)
        for entry in load_entries(base / "nouns.yaml", NounEntry)
        for noun in entry.nouns
    }
    book = _Book(roles)
    for country in load_entries(base / "countries.yaml", CountryEntry):
        book.add_country(base / "countries.yaml", country)
    skip = {"roles.yaml", "nouns.yaml", "countries.yaml", "titles.yaml", ADDED}
    files = [path for folder in (base, *folders) for path in sorted(folder.glob("*.yaml")) if path.name not in skip]
    for path in files:
        for entry in load_entries(path, ActorEntry):
            book.add(path, entry)
    for path in [folder / ADDED for folder in folders if (folder / ADDED).exists()]:
        for added in load_entries(path, AddedEntry):
            book.extend(path, added)
    book.check()
    return Pack(
        actors=book.actors(),
        phrases=Phrases(book.aliases()),
        roles=roles,
        role_names=Phrases((name.title(), role.id) for role in roles.values() for name in role.names),
        nouns=nouns,
        titles=frozenset(title for entry in titles for title in entry.titles),
        adjectives=book.adjectives(),
        genders={word: entry.gender for entry in titles if entry.gender for word in (*entry.titles, *entry.words)},
        role_words=frozenset(word for role in roles.values() for name in role.names for word in name.split()),
        _holders=book.holders(),
        _names=book.names(),
    )


class _Book:
    """Collects entries while a pack is being loaded, and checks them against each other."""

    def __init__(self, roles: Mapping[str, RoleEntry]) -> None:
        self._roles = roles
        self._countries: dict[str, CountryEntry] = {}
        self._entries: dict[str, tuple[Path, ActorEntry]] = {}
        self._aliases: list[tuple[str, Alias, Path]] = []
        self._first: list[tuple[str, Alias]] = []

    def add_country(self, path: Path, entry: CountryEntry) -> None:
        self._countries[entry.id] = entry
        uses = [("name", (entry.name, *entry.aliases)), ("metonym", entry.metonyms)]
        if entry.capital and entry.metonym_of_capital:
            uses.append(("metonym", (entry.capital,)))
        people = tuple(p for d in entry.demonyms for p in (d, d + "s") if p == d or d[-1] in "nisktbBdegro")
        uses.append(("demonym", (*people, *entry.people, *entry.adjectives)))
        for use, names in uses:
            for name in names:
                if name in entry.first:
                    self._first.append((name, Alias(entry.id, "shared")))
                self._aliases.append((name, Alias(entry.id, use), path))

    def add(self, path: Path, entry: ActorEntry) -> None:
        if entry.id in self._entries or entry.id in self._countries:
            raise self._error(path, entry.id, f"id {entry.id!r} twice")
        self._entries[entry.id] = (path, entry)
        names_by_use = {
            "name": entry.aliases if entry.common else (entry.name, *entry.aliases),
            "demonym": entry.demonyms,
            "metonym": entry.metonyms,
            "short": entry.short,
            "shared": (entry.name, *entry.shared) if entry.common else entry.shared,
        }
        for use, names in names_by_use.items():
            self._aliases.extend((name, Alias(entry.id, use), path) for name in names)

    def extend(self, path: Path, added: AddedEntry) -> None:
        """More names and roles of an actor that is known already."""
        self._aliases.extend((name, Alias(added.id, "name"), path) for name in added.aliases)
        if added.id not in self._entries and self._institution(added.id):
            self._entries[added.id] = path, self._body(added.id[:3], added.id[3:])
        if added.id in self._entries:
            held, entry = self._entries[added.id]
            more = {"roles": (*entry.roles, *added.roles), "part_of": (*entry.part_of, *added.part_of)}
            self._entries[added.id] = held, entry.model_copy(update=more)
        elif added.id not in self._countries:
            raise self._error(path, added.id, f"unknown id {added.id!r}")
        elif added.roles or added.part_of:
            raise self._error(path, added.id, "a country has no roles and is part of nothing")

    def _institution(self, identity: str) -> bool:
        """Whether an id is that of a regular body of a country ("IRQLEG"), which needs no entry to be known."""
        return identity[3:] in _INSTITUTIONS and identity[:3] in self._countries

    def _body(self, country: str, sector: str) -> ActorEntry:
        """Entry of such a body."""
        name = _body_name(self.adjectives().get(country, self._countries[country].name), sector)
        return ActorEntry(
            id=country + sector, name=name, kind="organisation", country=country, codes=(country + sector,)
        )

    def check(self) -> None:
        """Raises VocabularyError for unknown ids and offices, and for a full name that two actors have."""
        known = {*self._entries, *self._countries}
        for path, entry in self._entries.values():
            ties = [_dated(_ROLE, r) for r in entry.roles] + [_dated(_TIE, t) for t in entry.part_of]
            bodies = [match["of"] for match in ties] + ([entry.country] if entry.country else [])
            for of in bodies:
                if of not in known and not (of[3:] in _INSTITUTIONS and of[:3] in known):
                    raise self._error(path, entry.id, f"unknown id {of!r}")
            for match in ties[: len(entry.roles)]:
                if match["role"] not in self._roles:
                    raise self._error(path, entry.id, f"unknown office {match['role']!r}")
        owner: dict[tuple[str, ...], str] = {}
        for name, alias, path in self._aliases:
            if alias.use in ("name", "metonym"):
                key = pieces(name)
                other = owner.setdefault((*key, "A" if name.isupper() else ""), alias.actor_id)
                if other != alias.actor_id:
                    raise self._error(path, alias.actor_id, f"name {name!r} is also that of {other!r}")

    def aliases(self) -> Iterable[tuple[str, Alias]]:
        return [*self._first, *((name, alias) for name, alias, _ in self._aliases)]

    def adjectives(self) -> dict[str, str]:
        return {c.id: found[0] for c in self._countries.values() if (found := (*c.adjectives, *c.demonyms))}

    def names(self) -> dict[str, str]:
        kinds = {"government": "organisation", "media": "organisation"}
        out: dict[str, str] = {}
        for name, alias, _ in self._aliases:
            if alias.use in ("name", "metonym"):
                found = self._entries.get(alias.actor_id)
                kind = found[1].kind if found else "country" if alias.use == "name" else "place"
                out.setdefault(name, kinds.get(kind, kind))
        return out

    def actors(self) -> dict[str, Actor]:
        out = {c.id: Actor(c.id, c.name, "country", c.id, (c.id,), c.id) for c in self._countries.values()}
        for _, e in self._entries.values():
            codes = e.codes
            if e.country and e.country not in codes:
                codes = (*codes, e.country)
            out[e.id] = Actor(
                e.id,
                e.name,
                e.kind,
                e.country,
                codes,
                self._side(e),
                e.gender,
                _terms(_ROLE, e.roles),
                _terms(_TIE, e.part_of),
                e.source,
            )
        return out

    def _side(self, entry: ActorEntry, depth: int = 0) -> str:
        """A state's organs and people are of its side; members of a group are of the group's."""
        if entry.side:
            return entry.side
        for tie in (*entry.part_of, *entry.roles):
            of = _dated(_TIE if tie in entry.part_of else _ROLE, tie)["of"]
            if of in self._entries and depth < 5:
                return self._side(self._entries[of][1], depth + 1)
            if of[:3] in self._countries:
                return of[:3]
        if entry.kind in ("person", "government") and entry.country:
            return entry.country
        state = any(code[3:6] in _STATE and code[:3] == entry.country for code in entry.codes)
        return entry.country if state and entry.country else entry.id

    def holders(self) -> dict[tuple[str, str], tuple[tuple[Role, str], ...]]:
        out: dict[tuple[str, str], list[tuple[Role, str]]] = {}
        for _, entry in self._entries.values():
            for term in _terms(_ROLE, entry.roles):
                out.setdefault((term.role, term.of), []).append((term, entry.id))
        return {key: tuple(held) for key, held in out.items()}

    def _error(self, path: Path, entry_id: str, message: str) -> VocabularyError:
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [n for n, line in enumerate(lines, 1) if re.search(rf"\bid: {re.escape(entry_id)}\b", line)]
        return VocabularyError(f"{path}:{found[-1] if found else 1}: {message}")


def _terms(pattern: re.Pattern[str], values: Iterable[str]) -> tuple[Role, ...]:
    return tuple(_term(pattern, value) for value in values)


@lru_cache(maxsize=1 << 15)
def _term(pattern: re.Pattern[str], value: str) -> Role:
    match = _dated(pattern, value)
    return Role(match.groupdict().get("role") or "", match["of"], match["start"], match["end"])
