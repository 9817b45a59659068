"""Private persons in what is handed on: victims, protesters, suspects, bystanders, without their names.

Public is who the vocabulary knows, whom a person gave a role, or whom the reports give an office, unless they are named
as somebody harmed or as a protester; outlets, and names with a figure in them ("the Hong Tai 58"), are nobody.
Everybody else is private: when in doubt, a name is left out. In running text a name becomes blocks of its own length,
so that every offset and quote still fits; where a row names somebody, a number stands in. Ids made of a private name
are replaced too, since a name could be guessed from them.
"""

from __future__ import annotations

import json
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from escalade.hand import naming

Record = dict[str, Any]
Table = Callable[[str], Iterable[Mapping[str, Any]]]
OFFICES = frozenset({"GOV", "LEG", "JUD", "ELI", "IGO"})  # sectors of codes that are an office; arms are none
CIVIL = ("minister", "mayor", "governor", "senator", "ambassador", "lawmaker", "deputy", "judge")  # offices in words
NOBODY = frozenset(("god", "allah", "satan"))  # called upon, never at home
FAMILY = " family"
BLOCK = "█"
HARMED_QUAD = 4  # material conflict: whoever is at its receiving end was harmed, held or searched
SECTOR = slice(3, 6)
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d")


class Named(NamedTuple):
    """What is needed of a mention of somebody or of some place."""

    document_id: str
    kind: str
    level: str
    quote: str
    actor_id: str | None


def _tells(mention: Mapping[str, Any]) -> bool:
    return (
        mention["actor_id"] is not None or mention["kind"] in ("person", "place") or mention["quote"].endswith(FAMILY)
    )


class Mask:
    """Leaves private persons out of records; `table(name)` gives the casebook's tables, unmasked."""

    def __init__(self, table: Table, lexicon: Any, outlets: Any, roles: Iterable[str], salt: bytes) -> None:
        self._table = table
        self._salt = salt
        mentions = [Named(*(m[f] for f in Named._fields)) for m in table("entity_mentions") if _tells(m)]
        self._known, self._titles = lexicon.phrases.get, lexicon.titles
        press = _press(table, outlets)
        towns = _towns(mentions)
        persons = list(_private(table, lexicon, frozenset(roles), towns, press))
        self.ids = {actor["actor_id"]: self._alias(actor["actor_id"]) for actor in persons}
        self.labels = {actor["actor_id"]: f"person {n} (name withheld)" for n, actor in enumerate(persons, 1)}
        unnamed = _unnamed(
            table, mentions, (*lexicon.roles, *CIVIL), towns, lambda name: self._known(name) or press(name)
        )
        whole = {form for actor in persons for name in _names(actor) for form in self._forms(name)}
        whole |= {a["name"] for a in persons if " " in a["name"] and not naming.own(a["name"])}
        whole |= {form for names in unnamed.values() for name in names for form in self._forms(name)}
        self._whole = _pattern(whole, anywhere=True)
        self._single = self._of_documents(persons, unnamed, mentions)
        told = table("event_mentions") if self._single else ()
        self._told = {m["event_mention_id"]: m["document_id"] for m in told if m["document_id"] in self._single}
        self._identity = _pattern(self.ids, anywhere=False)

    def _forms(self, name: str) -> set[str]:
        """What of a spelling is masked wherever it stands: two words or more."""
        own = naming.own(name)
        return {own, *naming.forms(own, self._known)} if " " in own else set()

    def _alone(self, name: str) -> set[str]:
        """What of a spelling is masked where it stands alone, in the reports that name the person."""
        own = naming.own(name)
        return {*naming.last(own), *naming.first(own, self._known, self._titles)}

    def _alias(self, actor_id: str) -> str:
        return f"a{blake2b(actor_id.encode(), key=self._salt, digest_size=10).hexdigest()}"

    def _of_documents(
        self, persons: Sequence[Mapping[str, Any]], unnamed: Mapping[str, set[str]], mentions: Iterable[Named]
    ) -> dict[str, re.Pattern[str]]:
        """Document -> pattern of names of the private persons it names, unless somebody public has them."""
        short = {a["actor_id"]: {w for t in _names(a) for w in self._alone(t)} for a in persons}
        words: dict[str, set[str]] = defaultdict(set)
        for document, names in unnamed.items():
            words[document] |= {w for name in names for w in self._alone(name)}
        public: dict[str, set[str]] = defaultdict(set)
        for mention in mentions if short or words else ():
            actor = mention.actor_id
            if actor in short:
                words[mention.document_id] |= short[actor]
            elif actor is not None and mention.level == "named":
                public[mention.document_id].update(_WORD.findall(mention.quote))
        found = {d: _pattern(held - public[d], anywhere=False) for d, held in words.items()}
        return {document: pattern for document, pattern in found.items() if pattern is not None}

    def records(self, name: str) -> Iterator[Record]:
        """Records of a table, masked."""
        for record in self._table(name):
            yield self.record(record)

    def record(self, record: Mapping[str, Any]) -> Record:
        """One record, masked."""
        if not (self.ids or self._whole or self._single):
            return dict(record)
        documents = [record.get("document_id")]
        if "event_mention_ids" in record:  # an event is of the reports of its mentions
            documents += dict.fromkeys(self._told[m] for m in record["event_mention_ids"] if m in self._told)
        out = {key: self._value(value, documents) for key, value in record.items()}
        for key in ("actor_id", "source_id", "target_id"):
            label = self.labels.get(record.get(key) or "")
            if label is None:
                continue
            named = {"actor_id": "name", "source_id": "source_name", "target_id": "target_name"}[key]
            if named in out:
                out[named] = label
            if key == "actor_id" and "names" in out:
                out["names"] = []
        return out

    def _value(self, value: Any, documents: Sequence[str | None]) -> Any:
        if isinstance(value, str):
            return self.text(value, *documents)
        if isinstance(value, list | tuple):
            return [self._value(item, documents) for item in value]
        if not isinstance(value, dict):
            return value
        out = {key: self._value(item, documents) for key, item in value.items()}
        label = self.labels.get(value.get("id") or value.get("actor_id") or "")
        if label is not None and "name" in out:
            out["name"] = label
        return out

    def text(self, text: str, *documents: str | None) -> str:
        """A text with private names as blocks of the same length, and ids made of them replaced."""
        if self._whole is not None:
            text = self._whole.sub(_blocks, text)
        for document in documents:
            single = self._single.get(document or "")
            if single is not None:
                text = single.sub(_blocks, text)
        if self._identity is not None:
            text = self._identity.sub(lambda match: self.ids[match.group()], text)
        return text


def _names(actor: Mapping[str, Any]) -> set[str]:
    return {actor["name"], *(name["text"] for name in actor["names"])}


def _blocks(match: re.Match[str]) -> str:
    return "".join(c if c.isspace() else BLOCK for c in match.group())


def _pattern(texts: Iterable[str], *, anywhere: bool) -> re.Pattern[str] | None:
    """Pattern of whole words; `anywhere`: in any case, and with other signs than spaces between them (addresses)."""
    found = sorted({t.strip() for t in texts if t.strip()}, key=lambda t: (-len(t), t))
    if not found:
        return None
    spelled = (r"(?:[\s\-_+.]|%20)+".join(map(re.escape, t.split())) if anywhere else re.escape(t) for t in found)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.I if anywhere else 0)


def _towns(mentions: Iterable[Named]) -> frozenset[str]:
    """What the reports name as a place, in small letters."""
    return frozenset(m.quote.casefold() for m in mentions if m.kind == "place" and m.level == "named")


def _is_town(actor: Mapping[str, Any], towns: frozenset[str]) -> bool:
    """Whether one word is all that is told of a person, and it is a place elsewhere: "Gondar fell to the militia"."""
    return not actor["codes"] and all(" " not in name and name.casefold() in towns for name in _names(actor))


def _press(table: Table, outlets: Any) -> naming.Known:
    """Whether a name is that of an outlet that is listed, or that published a report; or has a figure in it."""
    publishers = {f" {(d['publisher'] or '').casefold()} " for d in table("documents")}

    def known(name: str) -> bool:
        printed = any(f" {name.casefold()} " in publisher for publisher in publishers)
        return printed or bool(_FIGURE.search(name)) or outlets.named(name) is not None

    return known


def _private(
    table: Table, lexicon: Any, roles: frozenset[str], towns: frozenset[str], press: naming.Known
) -> Iterator[Mapping[str, Any]]:
    """Actors that are persons without public office, or that were harmed or protest."""
    exposed: set[str] = set()
    for mention in table("event_mentions"):
        parties = [*(mention["recipients"] if _harms(mention) else ())]
        parties += mention["actors"] if mention["event_type"] == "PROTEST" else ()
        exposed.update(p["id"] for p in parties if p["id"])
    for actor in table("actors"):
        if actor["kind"] != "person" or actor["actor_id"] in roles or lexicon.get(actor["actor_id"]) is not None:
            continue
        if actor["name"].lower() in NOBODY or _is_town(actor, towns):
            continue
        if press(actor["name"]) and actor["actor_id"] not in exposed:
            continue
        office = any(_sector(c["code"]) in OFFICES for c in actor["codes"])
        if not office or actor["actor_id"] in exposed:
            yield actor


def _sector(code: str) -> str:
    """Of a code of a country's ("MLIGOV") or of no country's ("GOV")."""
    return code[SECTOR] or code


def _unnamed(
    table: Table, mentions: Iterable[Named], offices: tuple[str, ...], towns: frozenset[str], known: naming.Known
) -> dict[str, set[str]]:
    """Document -> names of persons whom no actor was made of ("his sister Awa Sow"), or who stand for a body of theirs
    ("Indian soldier Sunil Rathore"); offices not harmed left out.
    """
    persons = {actor["actor_id"] for actor in table("actors") if actor["kind"] == "person"}
    out: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.quote.endswith(FAMILY) and mention.actor_id is None:
            out[mention.document_id] |= {name for name in _family(mention.quote) if not known(name)}
        if mention.kind != "person" or mention.actor_id in persons:
            continue
        name = naming.introduced(mention.quote)
        if name and mention.quote[: -len(name)].strip().lower().endswith(offices):
            continue
        if not name and mention.level == "named" and mention.actor_id is None:
            name = _capital(mention.quote, offices)
        if name and not known(name):
            out[mention.document_id].add(name)
    for told in table("event_mentions"):
        for party in told["recipients"] if _harms(told) else ():
            name = naming.introduced(party["text"]) if party["id"] not in persons else ""
            if name and name.casefold() not in towns and not known(name):  # "the border town Paju"
                out[told["document_id"]].add(name)
    return out


def _family(quote: str) -> set[str]:
    """The name of a family, if it has one: "the Camara family"."""
    name = naming.own(quote.removesuffix(FAMILY))
    return {name} if name[:1].isupper() else set()


def _capital(quote: str, offices: tuple[str, ...]) -> str:
    """A name of two words or more, all capitalised ("Protester Irena Kovac"), unless an office stands before it."""
    name = naming.own(quote)
    return name if " " in name and not quote.lower().startswith(offices) else ""


def _harms(mention: Mapping[str, Any]) -> bool:
    """Whether those at the receiving end were harmed."""
    return bool(mention["quad_class"] == HARMED_QUAD or mention["killed_min"] or mention["injured_min"])


def salt(folder: Path) -> bytes:
    """The casebook's secret for stand-in ids, made when it is first needed; it never leaves the folder."""
    path = folder / "mask.json"
    if path.exists():
        return bytes.fromhex(json.loads(path.read_text(encoding="utf-8"))["salt"])
    made = secrets.token_bytes(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"salt": made.hex()}) + "\n", encoding="utf-8")
        path.chmod(0o600)
    except OSError:  # a casebook that cannot be written to: the stand-ins hold for this process only
        return made
    return made
