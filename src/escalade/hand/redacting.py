"""Blotting a person's name out of rows and files: each sign becomes a block, so that all offsets still fit."""

from __future__ import annotations

import io
import json
import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from escalade.model.decisions import Anchor, Decision

BLOCK = "█"
GAP = (
    r"(?:[\s\-_+.]|<[^<>]*>|&nbsp;|&#160;|%20)+"  # what may stand between the words of a name, in markup and addresses
)
SHORTEST = 3  # letters of a last name that is blotted where it stands alone
_WORD = re.compile(r"\w+")


class Redactor:
    """Blots names out: full names everywhere, last names in the reports that name the person."""

    def __init__(self, names: Iterable[str], documents: Collection[str], actors: Collection[str]) -> None:
        names = {name.strip() for name in names if name.strip()}
        full = sorted((n for n in names if len(n.split()) > 1), key=len, reverse=True)
        last = {w for name in names for w in _WORD.findall(name)[-1:] if len(w) >= SHORTEST and w[:1].isupper()}
        self._full = _pattern((GAP.join(map(re.escape, n.split())) for n in full), re.I)
        self._words = _pattern(map(re.escape, sorted(last, key=len, reverse=True)), re.NOFLAG)
        self._single = {w.casefold() for name in names for w in _WORD.findall(name) if len(w) >= SHORTEST}
        self._documents = documents
        self.ids = {actor: f"a{secrets.token_hex(10)}" for actor in actors}  # they were made of the name

    def text(self, text: str, document: str | None = None) -> str:
        """A text without the name, as long as before."""
        if text in self.ids:
            return self.ids[text]
        if self._full is not None:
            text = self._full.sub(_blot, text)
        if document in self._documents and self._words is not None:
            text = self._words.sub(_blot, text)
        return text

    def speaks(self, text: str) -> bool:
        """Whether a text has the full name, or an id made of it."""
        return (self._full is not None and self._full.search(text) is not None) or any(i in text for i in self.ids)

    def rows(self, table: str, rows: pa.Table) -> pa.Table:
        """Rows of a part without the name; the same object if they never had it."""
        changed, columns = False, []
        documents = rows.column("document_id").to_pylist() if "document_id" in rows.column_names else None
        encodings = rows.column("encoding").to_pylist() if "encoding" in rows.column_names else None
        for name, column in zip(rows.column_names, rows.columns, strict=True):
            if not _wordy(column.type):
                columns.append(column)
                continue
            before = column.to_pylist()
            after: list[Any] = []
            for i, value in enumerate(before):
                document = documents[i] if documents else None
                if isinstance(value, bytes):
                    after.append(self.content(value, encodings[i] if encodings else "utf-8", document))
                elif (table, name) == ("sentence", "lemma") and document in self._documents:
                    after.append([BLOCK * len(w) if w.casefold() in self._single else w for w in value])
                else:
                    after.append(self.value(value, document))
            if after != before:
                changed = True
                column = pa.chunked_array([pa.array(after, type=column.type)])
            columns.append(column)
        return pa.Table.from_arrays(columns, schema=rows.schema) if changed else rows

    def value(self, value: Any, document: str | None = None) -> Any:
        """A nested value without the name."""
        if isinstance(value, str):
            return self.text(value, document)
        if isinstance(value, list | tuple):
            return [self.value(item, document) for item in value]
        if isinstance(value, dict):
            inner = value.get("document_id") or document
            return {self.text(str(key)): self.value(item, inner) for key, item in value.items()}
        return value

    def content(self, content: bytes, encoding: str, document: str | None = None) -> bytes:
        """Bytes of a file without the name."""
        try:
            text = content.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            encoding, text = "latin-1", content.decode("latin-1")
        after = self.text(text, document)
        if after == text:
            return content
        try:
            return after.encode(encoding)
        except UnicodeEncodeError:
            return after.replace(BLOCK, "#").encode(encoding)

    def parquet(self, content: bytes) -> bytes:
        """A Parquet file without the name."""
        table = pq.read_table(io.BytesIO(content))
        after = self.rows("", table)
        if after is table:
            return content
        out = io.BytesIO()
        pq.write_table(after, out)
        return out.getvalue()

    def decision(self, decision: Decision, members: Collection[str]) -> Decision | None:
        """A decision without the name; None if it was on the person's own record."""
        if decision.about_kind == "actor" and decision.about_id in members:
            return None
        if decision.action == "forget":
            return decision
        before = json.loads(json.dumps(asdict(decision)))
        after = {**before, "value": self.value(before["value"]), "was": self.value(before["was"])}
        after["reason"] = self.text(before["reason"])
        after["anchors"] = [self.value(anchor) for anchor in before["anchors"]]
        if after == before:
            return decision
        return Decision(**{**after, "anchors": tuple(Anchor(**anchor) for anchor in after["anchors"])})


def _wordy(kind: pa.DataType) -> bool:
    """Whether a column can hold words."""
    if pa.types.is_list(kind):
        return _wordy(kind.value_type)
    if pa.types.is_struct(kind):
        return any(_wordy(kind.field(i).type) for i in range(kind.num_fields))
    return bool(pa.types.is_string(kind) or pa.types.is_binary(kind))


def _pattern(spelled: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    found = list(spelled)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", flags) if found else None


def _blot(match: re.Match[str]) -> str:
    return "".join(c if c.isspace() else BLOCK for c in match.group())
