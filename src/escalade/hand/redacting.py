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

from escalade.hand import naming
from escalade.model.decisions import Anchor, Decision

BLOCK = "█"
GAP = (
    r"(?:[\s\-_+.]|<[^<>]*>|&nbsp;|&#160;|%20)+"  # what may stand between the words of a name, in markup and addresses
)
_WORD = re.compile(r"\w+")


class Redactor:
    """Blots names out: full names everywhere, first and last names alone in the reports that name the person."""

    def __init__(
        self,
        names: Iterable[str],
        documents: Collection[str],
        actors: Collection[str],
        firsts: Iterable[str] = (),
        others: Iterable[str] = (),
    ) -> None:
        """`names`: all that the person is called, whole; `firsts`: first names that mean nobody else.

        `others`: whole names of others, which stay though they share a word with the person's.
        """
        names = {name.strip() for name in names if name.strip()}
        full = sorted((n for n in names if len(n.split()) > 1), key=len, reverse=True)
        last = {w for name in names for w in naming.last(name)}
        alone = [naming.spelled(w) for w in sorted(last, key=len, reverse=True)]
        alone += [f"{naming.spelled(w)}(?!{GAP}[A-Z])" for w in sorted(firsts)]  # "Awa Diallo" may be another Awa
        self._full = _pattern((GAP.join(map(naming.spelled, n.split())) for n in full), re.I)
        self._words = _pattern(alone, re.NOFLAG)
        shared = sorted(set(others) - names, key=len, reverse=True) if alone else ()
        self._others = _pattern((GAP.join(map(naming.spelled, n.split())) for n in shared), re.NOFLAG)
        self._single = {w.casefold() for name in names for w in _WORD.findall(name) if len(w) >= naming.SHORTEST}
        self._documents = documents
        self.ids = {actor: f"a{secrets.token_hex(10)}" for actor in actors}  # they were made of the name

    def text(self, text: str, document: str | None = None) -> str:
        """A text without the name, as long as before."""
        if text in self.ids:
            return self.ids[text]
        text = self.whole(text)
        return self.alone(text) if document in self._documents else text

    def whole(self, text: str) -> str:
        """A text without the full name."""
        return text if self._full is None else self._full.sub(_blot, text)

    def alone(self, text: str) -> str:
        """A text of which it is known that it speaks of the person: without the first and last name either."""
        text = self.whole(text)
        if self._words is None or self._others is None:
            return text if self._words is None else self._words.sub(_blot, text)
        out, at = [], 0
        for other in self._others.finditer(text):
            out += [self._words.sub(_blot, text[at : other.start()]), other.group()]
            at = other.end()
        return "".join((*out, self._words.sub(_blot, text[at:])))

    def speaks(self, text: str) -> bool:
        """Whether a text has the full name, or an id made of it."""
        return (self._full is not None and self._full.search(text) is not None) or any(i in text for i in self.ids)

    def rows(self, table: str, rows: pa.Table, document: str | None = None) -> pa.Table:
        """Rows of a part without the name; the same object if they never had it.

        `document`: the report that all of them are of, where no column says it.
        """
        changed, columns = False, []
        documents = rows.column("document_id").to_pylist() if "document_id" in rows.column_names else None
        encodings = rows.column("encoding").to_pylist() if "encoding" in rows.column_names else None
        if documents is None and "actor_id" in rows.column_names:  # an actor's spellings are of no one report
            own = next(iter(self._documents), None)
            documents = [own if actor in self.ids else None for actor in rows.column("actor_id").to_pylist()]
        for name, column in zip(rows.column_names, rows.columns, strict=True):
            if not _wordy(column.type):
                columns.append(column)
                continue
            before = column.to_pylist()
            after: list[Any] = []
            for i, value in enumerate(before):
                of = documents[i] if documents else document
                if isinstance(value, bytes):
                    after.append(self.content(value, encodings[i] if encodings else "utf-8", of))
                elif (table, name) == ("sentence", "lemma") and of in self._documents:
                    after.append([BLOCK * len(w) if w.casefold() in self._single else w for w in value])
                else:
                    after.append(self.value(value, of))
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
            if value.get("id") in self.ids or value.get("actor_id") in self.ids:  # their spellings are of no report
                inner = next(iter(self._documents), inner)
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

    def lines(self, content: bytes, records: Collection[int | None], document: str) -> bytes:
        """A file of a record a line; `records` are those of the report."""
        split = content.split(b"\n")
        return b"\n".join(self.content(c, "utf-8", document if i in records else None) for i, c in enumerate(split))

    def parquet(self, content: bytes, document: str | None = None) -> bytes:
        """A Parquet file without the name."""
        table = pq.read_table(io.BytesIO(content))
        after = self.rows("", table, document)
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
        own = {a.document_id for a in decision.anchors} & set(self._documents)
        document = next(iter(sorted(filter(None, own))), None)
        after = {**before, "value": self.value(before["value"], document), "was": self.value(before["was"], document)}
        after["reason"] = self.alone(before["reason"])  # a person's own words, who may mean this person by any name
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
