"""Whom a name means that no pack lists in this spelling.

`Directory.find("Gen. Qassim Soleymani", person=True)` is "soleimani". A name is tried as it is, without its bracket,
without what only says what sort of actor it is ("militants", "Gen.", "Lebanese" before a group of Lebanon), then letter
by letter as transliterations differ, and for persons with initials, middle names and family name first. What is left
must be the whole of a listed name: "Ali Soleimani" is nobody listed, nor is "Bahraini Hezbollah", since others bear
"Hezbollah" after the name of their country.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from escalade.vocab.names import pieces
from escalade.vocab.spelling import is_sons, same_word, same_words, skeleton, words

Words = tuple[str, ...]

SPACE = re.compile(r"[\s_]+")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\u00ad": None, "\u200b": None})
POSSESSIVE = re.compile(r"(?:['’]s?|\s['’]\s?s?)$")
BRACKET = re.compile(r"^(?P<outer>[^()\[\]]+?)\s*[(\[](?P<inner>[^()\[\]]+)[)\]]$")
NICKNAME = re.compile(r"\s[\"“”‘'][^\"“”‘’']+[\"“”’']\s")
DETERMINER = re.compile(r"^(?:the\s+)?(?:so-called\s+)?(?=\S)", re.I)
FAMILY_FIRST = frozenset(("CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "JPN", "HUN", "KHM"))
# where a person has a second family name that reports may add or leave out
TWO_SURNAMES = frozenset("ESP MEX GTM SLV HND NIC CRI PAN CUB DOM COL VEN ECU PER BOL CHL ARG URY PRY PRI GNQ".split())
ALSO_GIVEN = frozenset("amir emir sultan prince king major marshal bishop judge justice father malik".split())
ARMED = ("REB", "PRM", "UAF", "CRM")
POLITICAL = ("PTY", "OPP")
FORCES = frozenset("group forces force troops pmc".split())
KINDS = frozenset(
    "organization organisation movement network units unit regime insurgent rebel militant terrorist terror mercenary "
    "separatist guerrilla jihadist private military company paramilitary armed criminal drug cult sect agency "
    "brigade battalion".split()
)
HANGING = frozenset(("of", "the", "for", "and", "in", "&"))
COMMON = 3  # bearers that make a word of a group's name one that says little of whose it is
SHORTEST_PLURAL, LONGEST_IN_IS = 3, 6  # letters: "Arms", "ISIS"; "Haqqanis" is plural
LONGEST_PARTICLE = 3  # letters of words that say little: "new", "of"


@dataclass(frozen=True, slots=True)
class Bearer:
    """One listed name: whose, whether that is a person, the country of its bearer."""

    name: str
    actor_id: str
    person: bool
    country: str | None
    acronym: bool = False  # written in capitals only


@dataclass(frozen=True, slots=True)
class Sorts:
    """Words that tell of what sort an actor is: before a person's name, after or before a group's."""

    titles: Collection[str]  # "gen", "leader"
    armed: Collection[Words]  # "militia", "militants", "drug cartel"
    groups: Collection[Words]  # these and "party", "movement"
    country: Callable[[str], Collection[str]]  # "Lebanese" -> its countries; () if it is no word for one


@dataclass(eq=False)
class Directory:
    """Listed names by how they sound."""

    bearers: Iterable[Bearer]
    sorts: Sorts
    _by_sound: dict[tuple[bool, str], list[tuple[Words, Bearer]]] = field(init=False, default_factory=dict)
    _by_surname: dict[str, list[tuple[Words, Bearer]]] = field(init=False, default_factory=dict)
    _lone: set[tuple[str, str]] = field(init=False, default_factory=set)  # (surname, who is known by it alone)
    _contested: dict[Words, set[str]] = field(init=False, default_factory=dict)
    _bearers_of: dict[str, set[str]] = field(init=False, default_factory=dict)
    _found: dict[tuple[str, bool | None], str | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for bearer in self.bearers:
            form = _form(bearer.name, bearer.person)
            if not form:
                continue
            key = (bearer.person, _sound(form))
            self._by_sound.setdefault(key, []).append((form, bearer))
            if bearer.person and len(form) > 1:
                self._by_surname.setdefault(skeleton(form[-1]), []).append((form, bearer))
            elif bearer.person:
                self._lone.add((form[0], bearer.actor_id))
            else:
                for word in form:
                    self._bearers_of.setdefault(word, set()).add(bearer.actor_id)
                rest = self._after_country(bearer.name)
                if rest:
                    self._contested.setdefault(_form(rest, False), set()).add(bearer.actor_id)

    def find(self, name: str, person: bool | None = None) -> str | None:
        """Id of the one actor that the name means; None if nobody listed or several. `person`: None if not known."""
        key = (name, person)
        if key not in self._found:
            self._found[key] = self._seek(_tidy(name), person)
        return self._found[key]

    def _seek(self, name: str, person: bool | None) -> str | None:
        for kind in (person,) if person is not None else (False, True):
            for reading in self._readings(name, kind):
                found = self._bearer(reading, kind)
                if found is not None:
                    return found.actor_id if kind or self._compatible(name, reading, found) else None
        return None

    def _compatible(self, name: str, reading: str, found: Bearer) -> bool:
        """Whether the country before a group's name is its own, or the name says by itself whose it is."""
        countries = self.sorts.country(name.split(" ")[0])
        kept = reading.split(" ")[0] == name.split(" ")[0]
        if kept or not countries or found.country in (None, *countries):
            return True
        form = _form(reading, False)
        common = all(len(self._bearers_of.get(word, ())) >= COMMON for word in form)
        return not common and not self._contested.get(form, set()) - {found.actor_id}

    def _readings(self, name: str, person: bool) -> Iterator[str]:
        """The name as it is, then with less and less of what is beside it."""
        yield name
        bracket = BRACKET.match(name)
        if bracket:
            outer, inner = bracket["outer"], bracket["inner"]
            yield from self._readings(outer, person)
            if _abbreviates(inner, outer) and self._related(inner, outer, person):
                yield inner
            return
        if person:
            yield from self._persons_readings(name)
        else:
            yield from self._groups_readings(name)

    def _persons_readings(self, name: str) -> Iterator[str]:
        plain = NICKNAME.sub(" ", name)
        if "," in plain:
            family, _, given = plain.partition(",")
            plain = f"{given.strip()} {family.strip()}"
        if plain != name:
            yield plain
        parts = plain.split(" ")
        if len(parts) > 2 and self._is_title(parts[1]) and self._bearer(parts[0], False):
            parts = parts[1:]  # "Hezbollah leader ..."
        while len(parts) > 1 and self._is_title(parts[0]):
            lone_after_given = len(parts) == 2 and parts[0].lower() in ALSO_GIVEN
            parts = parts[1:]
            if not lone_after_given:
                yield " ".join(parts)

    def _is_title(self, word: str) -> bool:
        return word.lower().rstrip(".,") in self.sorts.titles or bool(self.sorts.country(word))

    def _groups_readings(self, name: str) -> Iterator[str]:
        """Without the nouns after it ("militia", "drug cartel"), its country or nouns before it, or both."""
        parts = name.split(" ")
        ends = [len(parts), *(k for k in range(len(parts) - 1, 0, -1) if self._is_sort(parts[k:]))]
        ends = [k for k in ends if parts[k - 1].lower() not in HANGING]
        starts = [0, *(k for k in range(1, len(parts)) if self._is_opening(parts[:k]))]
        if len(parts) > 2 and parts[-1].islower():
            inner = [w for w in parts[:-1] if not (w.islower() and self._is_sort([w]))]  # "Sinaloa (drug) cartel"
            if len(inner) + 1 < len(parts):
                yield " ".join([*inner, parts[-1]])
        for end in ends:
            for start in starts:
                if start < end and (start or end < len(parts)):
                    yield " ".join(parts[start:end])

    def _is_sort(self, parts: list[str]) -> bool:
        """Whether words are no part of a group's name: "militia", also "Militia"; "party", but not "Party"."""
        if tuple(w.lower() for w in parts) in self.sorts.armed or all((w.lower(),) in self.sorts.armed for w in parts):
            return True
        plain = all(w.islower() for w in parts)
        return plain and (tuple(parts) in self.sorts.groups or all((w,) in self.sorts.groups for w in parts))

    def _is_opening(self, parts: list[str]) -> bool:
        apposed = len(parts) > 1 and parts[-1].islower() and self._is_sort(parts[-1:])  # "separatist group ..."
        return apposed or all(self.sorts.country(w) or (w.islower() and self._is_sort([w])) for w in parts)

    def _after_country(self, name: str) -> str | None:
        first, _, rest = name.partition(" ")
        return rest if rest and self.sorts.country(first) else None

    def _related(self, acronym: str, full: str, person: bool) -> bool:
        """Whether the full name of the acronym's bearer has a word in common with the one given."""
        holder = self._bearer(acronym, person)
        said = {skeleton(w) for w in _form(full, person) if len(w) > LONGEST_PARTICLE}
        return holder is not None and any(
            b.actor_id == holder.actor_id and said & {skeleton(w) for w in form}
            for forms in self._by_sound.values()
            for form, b in forms
        )

    def _bearer(self, name: str, person: bool) -> Bearer | None:
        """Whose spelling the whole name is; None if it is nobody's, or that of several who fit equally."""
        form = _form(name, person)
        if not form:
            return None
        heard = [(f, b) for f, b in self._by_sound.get((person, _sound(form)), ()) if not b.acronym or name.isupper()]
        if person and len(form) == 1:
            heard = [(f, b) for f, b in heard if is_sons(name) == is_sons(b.name)]
        exact = [b for f, b in heard if f == form] or [b for f, b in heard if "".join(f) == "".join(form)]
        alike = exact or [b for f, b in heard if not b.acronym and same_words(form, f)]
        if not alike and person:
            alike = list(self._by_parts(form))
        return alike[0] if len({b.actor_id for b in alike}) == 1 else None

    def _by_parts(self, form: Words) -> Iterator[Bearer]:
        """Persons of whose name it has the outer parts: initials, middle names, a second family name, family first."""
        if len(form) < 2:
            return
        for other, bearer in self._by_surname.get(skeleton(form[-1]), ()):
            if same_word(form[-1], other[-1]) and self._given_fits(form, other, bearer):
                yield bearer
        if len(form) > 2:
            for other, bearer in self._by_surname.get(skeleton(form[-2]), ()):
                if bearer.country in TWO_SURNAMES and same_words(form[:-1], other):
                    yield bearer
        if len(form) == 2:
            for other, bearer in self._by_surname.get(skeleton(form[0]), ()):
                if bearer.country in FAMILY_FIRST and same_words(form[::-1], other):
                    yield bearer

    def _given_fits(self, form: Words, other: Words, bearer: Bearer) -> bool:
        """Whether given names agree: initials of somebody known by the family name alone, middle names left out."""
        given, listed = form[:-1], other[:-1]
        known = (other[-1], bearer.actor_id) in self._lone
        if all(len(w) == 1 for w in given):
            return known and len(given) <= len(listed) and all(g == w[0] for g, w in zip(given, listed, strict=False))
        if bearer.country in FAMILY_FIRST or not same_word(given[0], listed[0]):
            return False
        middle = [w for w in given[1:] if len(w) > 1]
        return (len(listed) == 1 and (known or not middle)) or (not middle and len(listed) > len(given) > 0 and known)


def _tidy(name: str) -> str:
    plain = SPACE.sub(" ", name.translate(DASHES)).strip(' ,;:."“”')
    plain = POSSESSIVE.sub("", plain)
    return DETERMINER.sub("", plain)


def _form(name: str, person: bool) -> Words:
    """Words to compare; of other names than persons' each in the singular."""
    found = words(name)
    return found if person else tuple(map(_singular, found))


def _singular(word: str) -> str:
    if len(word) <= SHORTEST_PLURAL or not word.endswith("s") or word[-2] in "su":
        return word
    return word if word[-2] == "i" and len(word) <= LONGEST_IN_IS else word[:-1]


def _sound(form: Words) -> str:
    return skeleton("".join(form))


def _abbreviates(acronym: str, full: str) -> bool:
    """Whether the letters of an acronym are the first letters of the name's words, in order."""
    letters = "".join(c for c in acronym.lower() if c.isalnum())
    initials = iter("".join(w[0] for w in pieces(full)))
    return acronym.isupper() and len(letters) > 1 and all(c in initials for c in letters)


def group_nouns(nouns: Mapping[Words, tuple[str, str]], sectors: Collection[str]) -> frozenset[Words]:
    """Of nouns (-> sector, form) those of the sectors that say what sort of group somebody is; people in the plural."""
    out: set[Words] = set()
    for noun, (sector, form) in nouns.items():
        if form == "institution" and sector in sectors:
            out |= {noun, _plural(noun)}
        elif form == "people" and sector in ARMED:
            out.add(_plural(noun))
    return frozenset(out)


def sorts(
    nouns: Mapping[Words, tuple[str, str]], titles: Collection[str], country: Callable[[str], Collection[str]]
) -> Sorts:
    """Words that tell of what sort an actor is, out of a pack's nouns (-> sector, form) and titles."""
    offices = {noun[0] for noun, (_, form) in nouns.items() if len(noun) == 1 and form == "people"}
    armed = group_nouns(nouns, ARMED) | {(w,) for w in FORCES}
    groups = group_nouns(nouns, (*ARMED, *POLITICAL)) | armed | {(w,) for w in KINDS}
    return Sorts(frozenset(titles) | offices, armed, groups, country)


def _plural(noun: Words) -> Words:
    last = noun[-1]
    if last.endswith("man"):
        return (*noun[:-1], last[:-3] + "men")
    return (*noun[:-1], last[:-1] + "ies" if last.endswith("y") else last + "s")
