"""What repeated corrections say about the vocabulary, as a unified diff that a person may apply, or not.

Only what was decided at least twice, in different reports, is proposed. A rule that was often rejected gets the share
of its mentions that persons found right as its score (with one of either kind added, so that few cases say little);
one whose mentions were given another type gets that type; one that was told to be a plan or a possibility counts as
done only where the words around say so; a phrase that was told to be an actor becomes its alias in the casebook's own
pack; a place name that was corrected becomes an alias of the site it means. What was said of an event is said of each
of its mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from escalade.errors import VocabularyError
from escalade.model.decisions import Decision
from escalade.vocab import loader
from escalade.vocab.actors import ADDED, AddedEntry
from escalade.vocab.loader import DATA
from escalade.vocab.places import SiteEntry
from escalade.vocab.predicates import PredicateEntry

TWICE = 2
ARTICLE = re.compile(r"(?i)^(?:the|an?)\s+")
ROOT = DATA.parents[2]  # the folder that `escalade` lies in: `patch -p1 -d` there
UNREAL = frozenset({"intended", "possible", "conditional"})
Mentions = Callable[[Collection[str]], Iterable[Mapping[str, Any]]]  # event mentions by their ids, as the machine coded
Said = tuple[Decision, Mapping[str, Any]]  # a decision, and a mention that it speaks of
PREDICATES, SITES = DATA / "predicates", DATA / "places" / "sites.yaml"


@dataclass
class Seen:
    """What persons said of the mentions that one rule coded; each report counts once."""

    right: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    retyped: dict[tuple[str, str | None], set[str]] = field(default_factory=lambda: defaultdict(set))
    unreal: set[str] = field(default_factory=set)  # told as done, and was a plan or a possibility
    real: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Proposal:
    """A change of one vocabulary file, and why."""

    path: Path
    root: Path
    why: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """As a unified diff; the reason stands above it, where `patch` does not look."""
        name = self.path.relative_to(self.root).as_posix()
        old = f"a/{name}" if self.before else "/dev/null"
        lines = unified_diff(
            self.before.splitlines(keepends=True), self.after.splitlines(keepends=True), old, f"b/{name}"
        )
        ended = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
        return "".join(f"# {line}\n" for line in self.why.splitlines()) + "".join(ended)


def suggest(decisions: Iterable[Decision], casebook: Path, pack: Any, mentions: Mentions) -> list[Proposal]:
    """Proposed changes, by file. `decisions` are those that stand; `pack` the actors that the vocabulary knows."""
    said = [(decision, row) for decision in decisions for row in _rows(decision, mentions)]
    return [*_rules(said), *_sites(said), *_aliases(said, casebook, pack)]


def _rows(decision: Decision, mentions: Mentions) -> Iterable[Mapping[str, Any]]:
    """Event mentions that a decision speaks of, as they stood when the person decided."""
    if decision.about_kind not in ("event_mention", "event") or decision.action not in ("accept", "reject", "edit"):
        return
    for row in (decision.was or {}).values():
        if row.get("rule"):
            yield row
        elif row.get("event_mention_ids"):  # an event: what it was given holds for all that tell of it
            yield from (mention for mention in mentions(row["event_mention_ids"]) if mention.get("rule"))


def _seen(said: Sequence[Said]) -> Mapping[str, Seen]:
    """What persons said of each rule's mentions: of one mention type or rejection count before all else."""
    seen: dict[str, Seen] = defaultdict(Seen)
    mistaken = {row["event_mention_id"] for decision, row in said if _mistaken(decision, row)}
    for decision, row in said:
        of, document = seen[str(row["rule"]).split("+")[0]], row["document_id"]
        if decision.action == "reject":
            of.wrong.add(document)
        elif _mistaken(decision, row):
            of.retyped[decision.value["event_type"], decision.value["mode"]].add(document)
        elif row["event_mention_id"] not in mistaken:
            of.right.add(document)
        if decision.field == "status" and decision.value in UNREAL and row["modality"] == "actual":
            of.unreal.add(document)
        elif decision.action == "accept" or decision.field == "status":
            of.real.add(document)
    return seen


def _mistaken(decision: Decision, row: Mapping[str, Any]) -> bool:
    """Whether a decision says that the rule coded what it should not: no event, or one of another type."""
    return decision.action == "reject" or (decision.field == "event_type" and not _same_type(decision.value, row))


def _rules(said: Sequence[Said]) -> Iterable[Proposal]:
    changed: dict[Path, tuple[str, list[str]]] = {}
    for rule, found in sorted(_seen(said).items()):
        file, _, name = rule.partition(".")
        path = PREDICATES / f"{file}.yaml"
        if not path.exists() or not name:
            continue
        text, why = changed.get(path, (path.read_text(encoding="utf-8"), []))
        text, reason = _rule(text, name, file.upper(), found)
        if reason:
            changed[path] = text, [*why, f"{rule}: {reason}"]
    for path, (text, why) in changed.items():
        _check(text, PredicateEntry, path)
        yield Proposal(path, ROOT, "\n".join(why), path.read_text(encoding="utf-8"), text)


def _same_type(value: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a mention has that type already, and the mode if one is given."""
    return bool(value["event_type"] == row["event_type"] and value["mode"] in (None, row["mode"]))


def _rule(text: str, name: str, file_type: str, said: Seen) -> tuple[str, str]:
    """The file with one rule changed as persons would have it, and why; unchanged and "" if there is no cause."""
    line = next((n for n in text.splitlines() if re.match(rf"- \{{rule: {re.escape(name)}[,}}]", n)), None)
    if line is None:
        return text, ""
    kind, documents = max(said.retyped.items(), key=lambda item: len(item[1]), default=((None, None), set()))
    if kind[0] is not None and len(documents) >= max(TWICE, len(said.right) + 1):
        new = _with(line, "type", None if kind[0] == file_type else kind[0])
        new = _with(_with(new, "mode", kind[1]), "cameo", None)
        told = " ".join(filter(None, kind))
        return text.replace(line, new), f"given the type {told} in {len(documents)} reports"
    if len(said.wrong) >= TWICE:
        share = (len(said.right) + 1) / (len(said.right) + len(said.wrong) + 2)
        held = re.search(r"\bscore: ([\d.]+)", line)
        score = round(share, 2)
        if score < (float(held[1]) if held else PredicateEntry.model_fields["score"].default):
            counted = f"rejected in {len(said.wrong)} of {len(said.wrong | said.right)} reports that were looked at"
            return text.replace(line, _with(line, "score", str(score))), counted
    if len(said.unreal) >= max(TWICE, len(said.real) + 1) and "irrealis: true" not in line:
        told = f"told to be a plan or a possibility in {len(said.unreal)} reports"
        return text.replace(line, _with(line, "irrealis", "true")), told
    return text, ""


def _with(line: str, key: str, value: str | None) -> str:
    """A flow-style entry with a key set, or taken out (None)."""
    held = re.search(rf", {key}: [^,}}\[]+", line)
    if held:
        return line.replace(held[0], f", {key}: {value}" if value else "")
    return re.sub(r"\}\s*$", f", {key}: {value}}}", line) if value else line


def _sites(said: Sequence[Said]) -> Iterable[Proposal]:
    """Names that persons said to mean another place."""
    meaning: dict[tuple[str, str], set[str]] = defaultdict(set)
    places: dict[str, Mapping[str, Any]] = {}
    for decision, row in said:
        before, place = row.get("place"), decision.value
        if decision.field != "place" or not before or not place or place.get("latitude") is None:
            continue
        if before["name"] != place["name"]:
            meaning[before["name"], place["name"]].add(row["document_id"])
            places[place["name"]] = place
    text, why = SITES.read_text(encoding="utf-8"), []
    before_text = text
    for (name, meant), documents in sorted(meaning.items()):
        if len(documents) < TWICE:
            continue
        line = next((n for n in text.splitlines() if n.startswith(f"- {{name: {meant},")), None)
        if line is not None and "aliases: [" in line:
            text = text.replace(line, line.replace("aliases: [", f"aliases: [{_flow(name)}, ", 1))
        else:
            place = places[meant]
            entry = {"name": meant, "country": place["country"], "at": [place["latitude"], place["longitude"]]}
            entry |= {"precision": place["precision"], "aliases": [name]}
            text = text.rstrip("\n") + f"\n- {_flow({k: v for k, v in entry.items() if v is not None})}\n"
        why.append(f"“{name}” was said to mean {meant} in {len(documents)} reports")
    if why:
        _check(text, SiteEntry, SITES)
        yield Proposal(SITES, ROOT, "\n".join(why), before_text, text)


def _aliases(said: Sequence[Said], casebook: Path, pack: Any) -> Iterable[Proposal]:
    """Phrases of parties that persons said to be an actor of the vocabulary or the casebook."""
    meaning: dict[tuple[str, str], set[str]] = defaultdict(set)
    for decision, row in said:
        if decision.field in ("actors", "recipients"):
            for named in _renamed(row.get(decision.field, ()), decision.value):
                meaning[named].add(row["document_id"])
    path = casebook / "packs" / ADDED
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    known = {(name, e["id"]) for e in yaml.safe_load(before) or () for name in e.get("aliases") or ()}
    new: dict[str, list[str]] = defaultdict(list)
    why = []
    for (text, actor), documents in sorted(meaning.items()):
        told = len(documents) >= TWICE and pack.get(actor) is not None and (text, actor) not in known
        if told and not pack.phrases.get(text):
            new[actor].append(text)
            why.append(f"“{text}” was said to be {actor} in {len(documents)} reports")
    if why:  # behind what the user wrote, which stays as it is
        lines = "".join(f"- {_flow({'id': actor, 'aliases': names})}\n" for actor, names in new.items())
        after = before + ("\n" if before and not before.endswith("\n") else "") + lines
        _check(after, AddedEntry, path)
        yield Proposal(path, casebook, "\n".join(why), before, after)


def _renamed(parties: Iterable[Mapping[str, Any]], given: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    """(name, actor that it was said to be), where one named party gave way to one other."""
    before, now = {p["text"]: p["id"] for p in parties}, {p["id"] for p in given if p["id"]}
    held = [text for text, actor in before.items() if actor is None or actor not in now]
    new = now - set(before.values())
    if len(held) == 1 and len(new) == 1:
        name = ARTICLE.sub("", held[0], count=1)
        if any(c.isupper() for c in name):
            yield name, new.pop()


def _flow(value: Any) -> str:
    """A value in YAML's flow style, on one line."""
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...").strip()


def _check(text: str, kind: Any, path: Path) -> None:
    """Raise VocabularyError if the changed file could not be read: a proposal must be one that works."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_text(text, encoding="utf-8")
        try:
            loader.load(copy, kind)
        except VocabularyError as error:
            raise VocabularyError(f"{path}: the change that decisions call for cannot be read: {error}") from error
