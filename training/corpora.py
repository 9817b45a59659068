"""The corpora the weights are trained on, read into one shape. Only sets whose licence lets weights ship.

DATA is a folder laid out as its README says; see docs/model_card.md for sources and licences.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from escalade.reading.tokens import tokenize
from training import kinds
from training.conllu import Document, Sentence, documents

# wikiHow and fiction are non-commercial; the licence file does not cover the other genres of GUM one by one.
OPEN_GENRES = ("news", "interview", "bio", "voyage", "textbook", "vlog", "speech", "conversation")
NER_OF = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC",
    "politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG",
    "country": "LOC", "location": "LOC",
}  # fmt: skip


def jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def ewt(data: Path, part: str) -> list[Document]:
    """UD English Web Treebank: train, dev or test. The dev part carries UNER's named entities."""
    name = f"en_ewt-ud-{part}.conllu"
    path = data / "a_syntax/ud_ewt" / name
    docs = list(documents(path if path.exists() else path.with_name(name + ".gz")))
    if part == "dev":
        names = {row["id"]: row["tags"] for row in jsonl(data / "b_entities/uner_ewt/dev.jsonl")}
        for s in (s for d in docs for s in d.sentences):
            tags = names.get(s.id)
            if tags and len(tags) == len(s.words):
                s.ner = [t if t[2:] in ("PER", "ORG", "LOC") else "O" for t in tags]
    return docs


def gum(data: Path, part: str) -> list[Document]:
    """GUM's open genres with named entities and mentions made of its entity layer."""
    name = f"en_gum-ud-{part}.conllu"
    path = data / "a_syntax/ud_gum" / name
    layer_path = data / "b_entities/gum_entities_coref" / f"{part}.jsonl"
    layer = {r["id"]: r for r in jsonl(layer_path if layer_path.exists() else layer_path.with_suffix(".jsonl.gz"))}
    docs = []
    for doc in documents(path if path.exists() else path.with_name(name + ".gz")):
        if doc.id.split("_")[1] not in OPEN_GENRES:
            continue
        row = layer.get(doc.id)
        if row and row["tokens"] == [w for s in doc.sentences for w in s.words]:
            at = 0
            for s in doc.sentences:
                end = at + len(s.words)
                found = [
                    (m["b"] - at, m["e"] - at, m["type"]) for m in row["mentions"] if at <= m["b"] and m["e"] <= end
                ]
                s.mention = kinds.gum_mentions(s, found)
                s.ner = kinds.gum_names(s, found)
                at = end
        docs.append(doc)
    return docs


def names(data: Path) -> list[Sentence]:
    """Sentences that carry named entities only: WikiGold and CrossNER politics."""
    files = ("wikigold/all.jsonl", "crossner_politics/train.jsonl", "crossner_politics/dev.jsonl")
    out = []
    for row in (r for f in files for r in jsonl(data / "b_entities" / f)):
        tags, before = [], "O"
        for tag in row["tags"]:
            kind = NER_OF.get(tag[2:])
            tags.append(f"{'I' if tag[0] == 'I' and before == kind else 'B'}-{kind}" if kind else "O")
            before = kind or "O"
        out.append(Sentence(words=row["tokens"], ner=tags))
    return out


_END = re.compile(r"(?<=[.!?])[\"”’)\]\d]*\s+(?=[\"“(\[A-Z])|\n\s*\n|\n")
_NOT_END = re.compile(r"\b(?:Gen|Maj|Lt|Col|Sgt|Capt|Mr|Mrs|Dr|Jan|Feb|Dec|Nov|Oct|Sept?|Aug|U\.S|No|St|[A-Z])\.$")


def re3d(data: Path) -> list[Document]:
    """Conflict reports with actors, places and weapons, named and nominal. Rows of every source here are open."""
    docs = []
    for row in jsonl(data / "b_entities/re3d/docs.jsonl"):
        text, start, sentences = row["text"], 0, []
        ends = [m.end() for m in _END.finditer(text) if not _NOT_END.search(text[: m.start()])] + [len(text)]
        found = []
        for e in row["entities"]:
            if text[e["begin"] : e["end"]] == e["value"] and e["value"].strip():
                value = e["value"]
                found.append((e["end"] - len(value.lstrip()), e["begin"] + len(value.rstrip()), e["type"]))
        for end in ends:
            spans = tokenize(text, start, end)
            if spans:
                s = Sentence(words=[text[a:b] for a, b in spans], spans=spans, doc=row["id"])
                s.mention = kinds.re3d_mentions(s, [f for f in found if start <= f[0] and f[1] <= end])
                if any(
                    t != "O" for t in s.mention
                ):  # a sentence repeated over documents is annotated once, then left bare
                    sentences.append(s)
            start = end
        docs.append(Document(row["id"], text, sentences))
    return docs
