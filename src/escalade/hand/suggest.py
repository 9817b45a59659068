"""What repeated corrections say about the vocabulary, as a unified diff that a person may apply, or not.

Only what was decided at least twice, in different reports, is proposed. A rule that was often rejected gets the share
of its mentions that persons found right as its score (with one of either kind added, so that few cases say little);
one whose mentions were given another type gets that type; a phrase that was told to be an actor becomes its alias in
the casebook's own pack; a place name that was corrected becomes an alias of the site it means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
ROOT = DATA.parents[2]  # the folder that `escalade` lies in: `patch -p1 -d` there
PREDICATES, SITES = DATA / "predicates", DATA / "places" / "sites.yaml"


@dataclass
class Seen:
    """What persons said of the mentions that one rule coded; each report counts once."""

    right: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    retyped: dict[tuple[str, str | None], set[str]] = field(default_factory=lambda: defaultdict(set))


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
        return "".join(f"# {line}\n" for line in self.why.splitlines()) + "".join(lines)


def suggest(decisions: Iterable[Decision], casebook: Path, pack: Any) -> list[Proposal]:
    """Proposed changes, by file. `decisions` are those that stand; `pack` the actors that the vocabulary knows."""
    decisions = list(decisions)
    return [*_rules(decisions), *_sites(decisions), *_aliases(decisions, casebook, pack)]


def _rows(decision: Decision) -> Iterable[Mapping[str, Any]]:
    """Event mentions as they stood when the person decided on them."""
    if decision.about_kind in ("event_mention", "event") and decision.action in ("accept", "reject", "edit"):
        yield from (row for row in (decision.was or {}).values() if row.get("rule"))


def _rules(decisions: Sequence[Decision]) -> Iterable[Proposal]:
    seen: dict[str, Seen] = defaultdict(Seen)
    for decision in decisions:
        for row in _rows(decision):
            rule = str(row["rule"]).split("+")[0]
            document = row["document_id"]
            if decision.action == "reject":
                seen[rule].wrong.add(document)
            elif decision.field == "event_type":
                seen[rule].retyped[decision.value["event_type"], decision.value["mode"]].add(document)
            else:
                seen[rule].right.add(document)
    changed: dict[Path, tuple[str, list[str]]] = {}
    for rule, said in sorted(seen.items()):
        file, _, name = rule.partition(".")
        path = PREDICATES / f"{file}.yaml"
        if not path.exists() or not name:
            continue
        text, why = changed.get(path, (path.read_text(encoding="utf-8"), []))
        text, reason = _rule(text, name, file.upper(), said)
        if reason:
            changed[path] = text, [*why, f"{rule}: {reason}"]
    for path, (text, why) in changed.items():
        _check(text, PredicateEntry, path)
        yield Proposal(path, ROOT, "\n".join(why), path.read_text(encoding="utf-8"), text)


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
    return text, ""


def _with(line: str, key: str, value: str | None) -> str:
    """A flow-style entry with a key set, or taken out (None)."""
    held = re.search(rf", {key}: [^,}}\[]+", line)
    if held:
        return line.replace(held[0], f", {key}: {value}" if value else "")
    return re.sub(r"\}\s*$", f", {key}: {value}}}", line) if value else line


def _sites(decisions: Sequence[Decision]) -> Iterable[Proposal]:
    """Names that persons said to mean another place."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    places: dict[str, Mapping[str, Any]] = {}
    for decision in decisions:
        for row in _rows(decision):
            before, place = row.get("place"), decision.value
            if decision.field != "place" or not before or not place or place.get("latitude") is None:
                continue
            if before["name"] != place["name"]:
                said[before["name"], place["name"]].add(row["document_id"])
                places[place["name"]] = place
    text, why = SITES.read_text(encoding="utf-8"), []
    before_text = text
    for (name, meant), documents in sorted(said.items()):
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


def _aliases(decisions: Sequence[Decision], casebook: Path, pack: Any) -> Iterable[Proposal]:
    """Phrases of parties that persons said to be an actor of the vocabulary or the casebook."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for decision in decisions:
        if decision.field not in ("actors", "recipients"):
            continue
        for row in _rows(decision):
            before = {p["text"]: p["id"] for p in row.get(decision.field, ())}
            held = [text for text, actor in before.items() if actor not in {p["id"] for p in decision.value}]
            new = [p["id"] for p in decision.value if p["id"] and p["id"] not in before.values()]
            if len(held) == 1 and len(new) == 1 and any(c.isupper() for c in held[0]):
                said[held[0], new[0]].add(row["document_id"])
    path = casebook / "packs" / ADDED
    before_text = path.read_text(encoding="utf-8") if path.exists() else ""
    entries: list[dict[str, Any]] = yaml.safe_load(before_text) or []
    why = []
    for (text, actor), documents in sorted(said.items()):
        if len(documents) >= TWICE and pack.get(actor) is not None and not pack.phrases.get(text):
            entry = next((e for e in entries if e["id"] == actor), None)
            if entry is None:
                entries.append(entry := {"id": actor})
            if text not in entry.setdefault("aliases", []):
                entry["aliases"] = [*entry["aliases"], text]
                why.append(f"“{text}” was said to be {actor} in {len(documents)} reports")
    if why:
        after = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=120)
        _check(after, AddedEntry, path)
        yield Proposal(path, casebook, "\n".join(why), before_text, after)


def _flow(value: Any) -> str:
    """A value in YAML's flow style, on one line."""
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000)
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
