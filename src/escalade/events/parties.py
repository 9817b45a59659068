"""What a party of an event is taken for when mentions are compared: its side, its number, its noun, its name."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from escalade.model.codings import EventMention, Party
from escalade.model.words import NUMBERS

STATE_BODIES = frozenset({"", "GOV", "MIL", "COP", "SPY", "LEG", "JUD"})  # CAMEO roles that act for their state
SECTORS = STATE_BODIES | frozenset(  # roles that may stand without a country
    "OPP SOC REB PTY PRM MED LAB JRN EDU CRM BUS UAF REL REF IGO CVL AGR NGO MNC ELI INS SEP".split()
)
ARMED = frozenset({"PRM", "REB", "INS", "SEP"})
STATE, ROLE = 3, 6  # letters of a CAMEO code that tell the country, and the role with it
AFTER_NOUN = re.compile(r"\s+(?:of|in|on|at|near|off|from|with|for|to|by|aboard|inside|outside|who|that|which)\s+")
# how many of a kind: "dozens of drones", "48 of 70 drones", "two of its soldiers"
SHARE_OF = re.compile(
    rf"^(?:(?:at least|about|some|the|a|as many as|more than|nearly|almost|several|many) )*"
    rf"(?:\d[\d,.]*|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|dozens?|scores?|hundreds?|thousands?|several"
    rf"|many|most|all|some|both|half|none|number|majority) of ",
    re.I,
)
NAME_WORDS = r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|\d+))*"
PROPER = re.compile(r"\s+((?:[A-Z][\w’'-]+)(?:\s+(?:[A-Z][\w’'-]+|\d+))*)")
CAPITAL = re.compile(r"\b[A-Z][\w'’-]*|\b\d+\b")
ARTICLES = frozenset(("the", "a", "an", "of", "in", "on", "at", "off", "near", "from", "and", "by", "for", "to"))
POINTERS = frozenset(("the", "this", "that"))  # before a noun that takes up what was named
DENYING = POINTERS | {"no", "any"}
SINGLE = re.compile(r"(?:an?|the|one|its|his|her|their|our)\s(?:.*[^s])?$", re.I)
CALENDAR = frozenset(name for names in (day_name, month_name) for name in names)
SUFFIXES = ("ings", "ing", "ers", "er", "ies", "ied", "ions", "ion", "ed", "es", "s", "e")


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Rough stem: "bombings", "bombed" and "bombs" are one."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


GROUNDS = frozenset(
    stem(noun)
    for noun in (
        "ridge hill height mountain pass valley plain island base camp airbase airfield airport port harbour barracks "
        "garrison post checkpoint crossing bridge dam plant refinery pipeline terminal depot field mine prison "
        "hospital village town district quarter enclave"
    ).split()
)  # what a name may stand before
VESSELS = (
    "ship vessel boat tanker ferry freighter frigate destroyer corvette trawler carrier submarine cutter tug barge "
    "yacht liner bulker dhow"
)
CALLED = re.compile(
    rf"\b(?P<noun>{VESSELS.replace(' ', '|')})(?:, the)? (?P<name>{NAME_WORDS})"
    rf"|\b[Tt]he (?P<first>{NAME_WORDS}), an? (?:[\w'’-]+ ){{0,4}}?(?P<kind>{VESSELS.replace(' ', '|')})\b"
)  # "the ferry Golden Reef", "a freighter, the Hai Sheng 9", "the Golden Reef, a ferry"
VESSEL_STEMS = frozenset(map(stem, VESSELS.split()))
CRAFT = frozenset(map(stem, f"jet warplane bomber helicopter gunship warship gunboat tank fleet {VESSELS}".split()))
# What people are known by; members of one class may be taken for one another (an "opposition lawmaker"), of two not.
CALLINGS = {
    **dict.fromkeys(("GOV", "LEG", "OPP", "PTY", "JUD", "SPY"), "power"),
    **dict.fromkeys(("MIL", "COP", "PRM", "REB", "INS", "SEP", "UAF"), "arms"),
    "IGO": "bodies", "JRN": "press", "MED": "health", "BUS": "business", "EDU": "schools", "REL": "faith",
    "REF": "flight", "AGR": "land", "LAB": "labour",
}  # fmt: skip
WORLD_BODIES = ("UNO", "IGO")
# Buildings that no account takes for one another, by their noun or its last two words. Of a depot, a camp or a
# headquarters its foes may tell that it was a market, so that these are of no class.
SITES = {
    " ".join((*noun.split("_")[:-1], stem(noun.split("_")[-1]))): kind
    for kind, nouns in {
        "health": "hospital clinic", "faith": "mosque church temple monastery cathedral shrine",
        "prison": "prison jail", "police": "police_station", "money": "central_bank",
        "schools": "school university college seminary", "trade": "market bazaar mall", "air": "airport",
        "sea": "port harbour", "road": "bridge", "rail": "railway_station train_station metro_station",
        "power": "plant refinery pipeline dam factory mill substation power_station", "mission": "embassy consulate",
        "rule": "parliament courthouse palace legislature", "stay": "hotel", "sport": "stadium",
    }.items()
    for noun in nouns.split()
}  # fmt: skip
# What no account takes for another of these either: what stands, drives, sails, hovers, flies as a warplane or a liner.
# Of what may be several (a car on its bridge, a ship in its port, a jet on its base) all are told.
KINDS: dict[str, tuple[str, ...]] = {
    stem(noun): tuple(kinds.split())
    for kinds, nouns in {
        "stands": "hospital clinic mosque church temple monastery cathedral shrine prison jail school university "
        "college market bazaar mall embassy consulate plant refinery factory mill substation dam parliament courthouse "
        "palace hotel stadium camp barracks post garrison headquarters depot warehouse house home building office shop",
        "stands drives": "bridge crossing checkpoint station", "stands sails": "port harbour",
        "stands flies hovers": "base airbase airfield", "stands flies hovers liner": "airport",
        "drives": "bus minibus lorry truck train convoy car vehicle motorcade", "drives sails": "patrol",
        "sails": f"{VESSELS} craft", "hovers": "helicopter", "flies hovers": "aircraft machine",
        "flies": "warplane bomber", "liner": "airliner", "flies liner": "jet plane",
    }.items()
    for noun in nouns.split()
}  # fmt: skip
AIRBORNE = frozenset(("flies", "hovers", "liner"))  # kinds that are of the nation they are told of; ships bear flags
DEEDS = frozenset(
    map(stem, "attack strike airstrike raid assault bombing shelling killing murder massacre ambush blast".split())
)  # which somebody condemns or praises
UPON = re.compile(r"\b(?:on|upon|against|of|at|in)\s+(?P<whom>.+)$")
FLYING = frozenset(map(stem, "drone uav quadcopter missile rocket projectile".split()))  # arms that are brought down
# Nouns by which a report takes up what it told of before by another noun: "the vehicle" a car
GENERIC = frozenset(map(stem, "vehicle ship vessel boat craft plane aircraft machine".split()))
PRONOUNS = frozenset("he she it they them him her us those these who whom".split())


def side_of(party: Party) -> str | None:
    """What a party belongs to: its state for states and their bodies, a group for its men, itself for others.

    None if unknown: civilians, "militants", what only its place ties to a country ("a base in Iraq").
    """
    code = party.codes[0] if party.codes else ""
    if code in SECTORS:  # a guard, a brigade of no country
        return party.id
    if len(code) >= STATE and code[STATE:ROLE] in STATE_BODIES:
        return code[:STATE] if party.id or len(code) > STATE else None
    return code if len(code) > ROLE else party.id if code else None


def sort_of(party: Party) -> str | None:
    """Sort of armed group in a country ("IRQPRM": an Iraqi militia); None for states, civilians and unknown parties."""
    code = party.codes[0][:ROLE] if party.codes else ""
    return code if code[STATE:] in ARMED else None


def noun_of(party: Party) -> str:
    """Stem of the noun of a party's phrase; "" for an empty phrase."""
    return _noun(party.text)


@lru_cache(maxsize=1 << 14)
def _noun(text: str) -> str:
    words = _up_to_noun(text.strip()).split()
    if words and words[-1].lower() in ("officer", "officers"):  # who is no office
        return "officer"
    if words and stem(words[-1]) in DEEDS and (upon := UPON.search(text)):  # "the attack on the train", on the police
        return f"{stem(words[-1])} {_noun(upon['whom'])}"
    return stem(" ".join(words[-2:]) if words[-1].isdecimal() else words[-1]) if words else ""


@lru_cache(maxsize=1 << 14)
def _up_to_noun(text: str) -> str:
    """A phrase without what follows its noun: "two oil tankers" of "two oil tankers off Oman"; "drones" of "dozens of
    drones"."""
    return AFTER_NOUN.split(SHARE_OF.sub("", text, count=1), maxsplit=1)[0]


def number_of(party: Party) -> int | None:
    """How many a party's phrase tells of ("the four men", "at least 30 miners"); None if it does not tell."""
    words = party.text.lower().replace("-", " ").split()
    if words[:1] == ["the"]:
        words = words[1:]
    found = [NUMBERS[w] if w in NUMBERS else int(w) for w in takewhile(lambda w: w in NUMBERS or w.isdecimal(), words)]
    if not found or any(
        word in ("of", "hundred", "thousand", "more", "other") for word in words[len(found) : len(found) + 1]
    ):
        return None
    return sum(found)


def unidentified(party: Party) -> bool:
    """Whether a party's words alone tell which it is; a state they tie it to ("a Greek tanker") does not."""
    return party.id is None and all(len(code) <= STATE for code in party.codes)


def bare_craft(party: Party) -> bool:
    """Whether a party is nothing but craft that may be anybody's: "jets", "a helicopter"."""
    return party.id is None and not party.codes and noun_of(party) in CRAFT


def proper_name(party: Party, mention: EventMention) -> str | None:
    """Stem of the last word of the name by which a party is told that nobody identified: "Jamal Williams"."""
    words = party.text.split()
    if not words:
        return None
    if words[-1][0].isupper():
        return None if party.codes else noun_of(party)
    found = named_after(party, mention)
    return noun_of(replace(party, text=found[1])) if found else None


def named_after(party: Party, mention: EventMention) -> tuple[str, str] | None:
    """Noun and name of a party told by both: "the ferry Golden Reef", in its phrase or right after it, "Baba ridge"."""
    known = not unidentified(party) or not party.text.strip()
    return None if known else _noun_and_name(party.text, mention.sentence_text)


@lru_cache(maxsize=1 << 14)
def _noun_and_name(text: str, sentence: str) -> tuple[str, str] | None:
    words = text.split()
    if stem(words[-1]) in GROUNDS and words[-1].islower():
        name = [w for w in words[:-1] if w[0].isupper() and w != "The"]
        return (words[-1], " ".join(name)) if name and words[-2] == name[-1] else None
    after_noun = (i for i in range(1, len(words)) if words[i - 1].islower() and words[i - 1] not in ARTICLES)
    first = next((i for i in after_noun if words[i][0].isupper()), 0)
    if first:
        rest = words[first:]
        return (words[first - 1], " ".join(rest)) if all(w[0].isupper() or w.isdigit() for w in rest) else None
    at = sentence.find(text) if words[-1].islower() else -1
    found = PROPER.match(sentence, at + len(text)) if at >= 0 else None
    return (words[-1], found.group(1)) if found and found.group(1) not in CALENDAR else None


def _called(party: Party, mention: EventMention) -> str:
    """What a party may go by: its name where that stands beside its noun, else its phrase."""
    found = named_after(party, mention)
    return found[1] if found else party.text.removeprefix("the ").removeprefix("The ")


def nouns_beside_names(mentions: Iterable[EventMention]) -> dict[str, set[str]]:
    """Stems of the nouns that names of targets stand beside somewhere: "Golden Reef" -> ferry."""
    out: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        for p in m.recipients:
            if (found := named_after(p, m)) is not None:
                out[found[1]].add(stem(found[0]))
    for sentence in dict.fromkeys(m.sentence_text for m in mentions):
        for match in CALLED.finditer(sentence):
            noun, name = match.group("noun", "name") if match["noun"] else match.group("kind", "first")
            if name not in CALENDAR:
                out[name].add(stem(noun))
    return out


def names_meant(
    mentions: Iterable[EventMention], called: Mapping[str, Collection[str]]
) -> Callable[[Party, EventMention], list[str]]:
    """From a target told by a bare noun to the stem of its name, where its report names one such thing: "the ship" of a
    report on the Golden Reef, which some report calls a ship."""
    by_noun: dict[tuple[str, str], set[str]] = defaultdict(set)
    ending: dict[str, list[str]] = defaultdict(list)
    for name in called:
        ending[name.split()[-1]].append(name)
    for document, sentence in dict.fromkeys((m.document_id, m.sentence_text) for m in mentions if ending):
        for name in (n for word in CAPITAL.findall(sentence) for n in ending.get(word, ()) if n in sentence):
            for noun in called[name]:
                by_noun[document, noun].add(stem(name.split()[-1]))

    def meant(party: Party, mention: EventMention) -> list[str]:
        words = party.text.split()
        if party.codes or len(words) < 2 or words[0].lower() not in POINTERS or not party.text[1:].islower():
            return []
        found = by_noun.get((mention.document_id, stem(words[-1])), ())
        return list(found) if len(found) == 1 else []

    return meant


def things_meant(mentions: Iterable[EventMention]) -> Callable[[Party, EventMention], list[str]]:
    """From a target told by a bare noun for its kind to the stem of the noun of the target of that kind that its report
    told of last: "the vehicle" of a report on a patrol car, "attacked no ship" after that on a tanker."""
    told: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for m in mentions:
        told[m.document_id] += [
            (m.char_start, n) for p in m.recipients if (n := noun_of(p)) in KINDS and n not in GENERIC
        ]

    def meant(party: Party, mention: EventMention) -> list[str]:
        noun, words = noun_of(party), party.text.lower().split()
        pointing = POINTERS if mention.polarity == "positive" else DENYING
        if noun not in GENERIC or len(words) != 2 or words[0] not in pointing:
            return []
        before = [
            (at, n)
            for at, n in told[mention.document_id]
            if at < mention.char_start and set(KINDS[n]) & set(KINDS[noun])
        ]
        return [max(before)[1]] if before else []

    return meant


def also_called(party: Party, mention: EventMention, called: Mapping[str, Collection[str]]) -> list[str]:
    """Stems of further nouns that tell a party: the name beside its noun, the nouns that its name stands beside."""
    if not unidentified(party) or not called:
        return []
    name = _called(party, mention)
    own = [noun_of(replace(party, text=name))] if named_after(party, mention) else []
    return [*own, *sorted(called.get(name, ()))]


def calling_of(party: Party) -> str | None:
    """The class of what a person or body is known by ("a colonel" arms, "two reporters" press); None for states,
    civilians, and whom only a pronoun tells."""
    code = party.codes[0] if party.codes else ""
    if party.text.lower() in PRONOUNS or (party.id is not None and len(code) <= STATE):
        return None
    if code[:STATE] in WORLD_BODIES:
        return CALLINGS["IGO"]
    return CALLINGS.get(code[STATE:ROLE] if len(code) >= ROLE else code)


def site_of(party: Party) -> str | None:
    """The class of building that a target is ("a clinic" and "the hospital" are of one); None for other targets."""
    noun, words = noun_of(party), _up_to_noun(party.text.lower()).split()
    return SITES.get(f"{words[-2]} {noun}" if len(words) > 1 else noun) or SITES.get(noun)


def capitals_of(party: Party) -> list[str]:
    """Stems of the words of the name by which a target is told that is no group: "Quissanga", "Seoul" for a state."""
    words = party.text.split()
    city = party.id in party.codes and party.text != party.name
    people = bool(party.codes) and party.text.endswith(("s", "ese"))  # "Ethiopians", "the Chinese"
    known = party.id is not None and bool(party.codes) and not city
    if not words or not words[-1][0].isupper() or known or people or calling_of(party) is not None:
        return []
    return [stem(word) for word in words if word[0].isupper() and word != "The"]


def band_of(party: Party) -> list[str]:
    """Stems of the name that tells whose men a party is that nobody identified: "CODECO fighters"; things may bear the
    names of their makers, flags and owners."""
    words = _up_to_noun(party.text.strip()).split()
    men = party.id is None and len(words) > 1 and words[-1].islower() and noun_of(party) not in KINDS
    return [stem(word) for word in words[:-1] if word[0].isupper() and word != "The"] if men else []


def single(parties: Collection[Party]) -> bool:
    """Whether one being is told of, and no other: "a priest", "the mayor of Djibo"."""
    return len(parties) == 1 and all(SINGLE.match(_up_to_noun(p.text)) for p in parties)


def vessel_of(party: Party, mention: EventMention, called: Mapping[str, Collection[str]]) -> str | None:
    """Stem of the last word of a ship's name, where some report sets it beside what the ship is."""
    name = _called(party, mention)
    return stem(name.split()[-1]) if unidentified(party) and VESSEL_STEMS & set(called.get(name, ())) else None
