"""CoNLL-U files as sentences: words, annotation and, where asked for, the running text with offsets."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO


@dataclass
class Frame:
    """A predicate and the head words of its arguments with their roles; token indices are 0-based."""

    token: int
    roles: dict[int, str]


@dataclass
class Sentence:
    """One sentence. Lists run over syntactic words; heads are 1-based, 0 is the root.

    `spans` are half-open offsets into the document's text as `documents` builds it.
    `ner` and `mention` are BIO labels, None where a corpus has none, "_" for "not known here"; `extra` and `frames`
    hold labels and predicates for the heads that read events, by head.
    """

    words: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    ner: list[str] | None = None
    mention: list[str] | None = None
    doc: str = ""
    id: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    extra: dict[str, list[str]] = field(default_factory=dict)  # labels of further word heads, "_" for not known
    frames: dict[str, list[Frame]] = field(default_factory=dict)


@dataclass
class Document:
    """A document's running text and its sentences; paragraphs are separated by blank lines."""

    id: str
    text: str
    sentences: list[Sentence]


def _open(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def documents(path: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file, with the text as it was before it was cut into words."""
    doc, text = Document("", "", []), ""
    sentence = Sentence()
    surface: tuple[int, int, str, bool] | None = None  # a multiword token: last word, start offset, form, space
    with _open(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                if doc.sentences:
                    doc.text = text
                    yield doc
                doc, text = Document(line.split("=", 1)[1].strip(), "", []), ""
            elif line.startswith("# newpar") and "=" not in line.split("newpar", 1)[1][:2] and text:
                text = text.rstrip() + "\n\n"
            elif line.startswith("# sent_id"):
                sentence.id = line.split("=", 1)[1].strip()
            elif not line:
                if sentence.words:
                    sentence.doc = doc.id
                    doc.sentences.append(sentence)
                sentence, surface = Sentence(), None
            elif line[0] != "#":
                c = line.split("\t")
                space = "" if "SpaceAfter=No" in c[9] else " "
                if "-" in c[0]:
                    surface = (int(c[0].split("-")[1]), len(text), c[1], bool(space))
                    text += c[1] + space
                elif "." not in c[0]:
                    start = len(text)
                    if surface:
                        last, begin, form, _ = surface
                        done = sentence.spans[-1][1] if sentence.spans and sentence.spans[-1][1] > begin else begin
                        final = int(c[0]) == last
                        sentence.spans.append(
                            (done, begin + len(form) if final else min(done + len(c[1]), begin + len(form)))
                        )
                        surface = None if final else surface
                    else:
                        text += c[1] + space
                        sentence.spans.append((start, start + len(c[1])))
                    _add(sentence, c)
    if doc.sentences:
        doc.text = text
        yield doc


def _add(s: Sentence, c: list[str]) -> None:
    s.words.append(c[1])
    s.lemmas.append(c[2] if c[2] != "_" or c[1] == "_" else c[1])
    s.upos.append(c[3])
    s.xpos.append(c[4])
    s.heads.append(int(c[6]))
    s.deprels.append(c[7])
