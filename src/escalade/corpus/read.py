"""What did we get, from where, when: files and folders to raw reports. The only part of the corpus that opens files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from escalade.corpus.archives import warc_pages
from escalade.corpus.dates import parse_date
from escalade.corpus.encoding import decode
from escalade.corpus.records import Problem, Record, csv_rows, feed_items, is_broken, json_lines, parquet_rows
from escalade.errors import InputError
from escalade.model.casebook import Issue
from escalade.model.documents import Raw
from escalade.model.ids import content_id, document_id

MANIFEST = "manifest.csv"
LARGEST = 10_000_000  # bytes or characters of one report: more is no report, and would not fit the memory promised
MEDIA = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
TABLES: dict[str, Callable[[Path, int, Problem], Iterator[tuple[int, Record]]]] = {
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": csv_rows,
    ".parquet": parquet_rows,
    ".xml": feed_items,
    ".rss": feed_items,
    ".atom": feed_items,
    ".warc": warc_pages,
    ".warc.gz": warc_pages,
}
READ = "text or HTML (read are .txt .md .html .jsonl .csv .parquet .warc and feeds)"
PAGE_START = re.compile(r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)
PARAGRAPH_TAG = re.compile(r"</p>|<br\s*/?>|</div>", re.I)
FRAGMENT = 20_000  # characters of a record's text in which tags show that it is html
AUTHOR_SEPARATOR = re.compile(r"\s*;\s*|\s*\|\s*")


def read(paths: Iterable[Path | str], *, largest: int = LARGEST) -> tuple[Iterator[Raw], list[Issue]]:
    """Reports of files and folders, and what was set aside.

    The reports come one at a time; the list of issues grows while they are taken, and is complete when they end.
    Folders are walked in name order. `uri` is a record's id, else the path below the folder given (or the file's name),
    with "#row" for a record without id. A `manifest.csv` adds date, publisher, title, url and authors. `largest` is the
    greatest size of one report, in bytes of a file or characters of a record. Nothing raises for the sake of one input.
    """
    inbox = _Inbox(largest)
    return inbox.reports([Path(p) for p in paths]), inbox.issues


@dataclass
class _Inbox:
    largest: int
    issues: list[Issue] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # document ids
    record_ids: dict[str, str] = field(default_factory=dict)  # id of a record -> where it stood first
    manifests: dict[Path, dict[str, Record]] = field(default_factory=dict)

    def reports(self, paths: list[Path]) -> Iterator[Raw]:
        done: set[Path] = set()
        for path, root in self._files(paths):
            real = path.resolve()
            if real in done:
                continue
            done.add(real)
            uri = path.relative_to(root).as_posix()
            try:
                yield from self._file(path, uri, root)
            except InputError as error:
                self._set_aside(uri, error.code, str(error))
            except OSError as error:
                self._set_aside(uri, "unreadable", error.strerror or "cannot be read")
            except UnicodeError:
                self._set_aside(uri, "encoding", "bytes further down do not fit the encoding it starts with")

    def _files(self, paths: list[Path]) -> Iterator[tuple[Path, Path]]:
        """Each file with the folder its name counts from."""
        for path in paths:
            if path.is_dir():
                files = sorted(p for p in path.rglob("*") if not p.is_dir() and not _hidden(p.relative_to(path)))
                for folder in sorted({path, *(p.parent for p in files)}):
                    self._check_manifest(folder, path)
                yield from ((p, path) for p in files if p.name != MANIFEST)
            elif path.name == MANIFEST and path.exists():
                self._check_manifest(path.parent, path.parent)
            elif path.exists():
                yield path, path.parent
            else:
                self._set_aside(path.name, "unreadable", f"no such file or folder: {path}")

    def _file(self, path: Path, uri: str, root: Path) -> Iterator[Raw]:
        suffix = ".warc.gz" if path.name.lower().endswith(".warc.gz") else path.suffix.lower()
        if suffix in TABLES:
            yield from self._table(path, uri, TABLES[suffix])
        elif suffix in MEDIA:
            if path.stat().st_size > self.largest:
                raise InputError("too_large", f"larger than {self.largest:,} bytes")
            content = path.read_bytes()
            media = MEDIA[suffix]
            text, encoding = decode(content, page=media == "text/html")
            if media == "text/plain" and PAGE_START.match(text):
                media = "text/html"
                text, encoding = decode(content, page=True)
            yield from self._once(uri, uri, None, media, encoding, content, text, self._told(path, root))
        else:
            raise InputError("format", f"{suffix or 'a file without an ending'} is not read; save it as {READ}")

    def _table(self, path: Path, uri: str, rows: Callable[..., Iterator[tuple[int, Record]]]) -> Iterator[Raw]:
        def problem(row: int | None, code: str, message: str) -> None:
            self._set_aside(uri if row is None else f"{uri}#{row}", code, message)

        for row, record in rows(path, self.largest, problem):
            try:
                yield from self._record(record, row, uri)
            except InputError as error:
                problem(row, error.code, str(error))

    def _record(self, record: Record, row: int, source: str) -> Iterator[Raw]:
        text = next((record[k] for k in ("text", "html") if isinstance(record.get(k), str) and record[k].strip()), None)
        if text is None:
            raise InputError("empty", f"record {row} has no text and no html")
        if len(text) > self.largest:
            raise InputError("too_large", f"record {row} is longer than {self.largest:,} characters")
        if is_broken(text) or "\x00" in text:
            raise InputError("encoding", f"record {row} holds bytes that fit no encoding")
        given = _word(record.get("id"))
        uri = given or f"{source}#{row}"
        if given:
            first = self.record_ids.setdefault(given, f"{source}#{row}")
            if first != f"{source}#{row}":
                raise InputError("duplicate_id", f"id {given!r} was given before, in {first}")
        page = text is record.get("html") or PAGE_START.match(text) or len(PARAGRAPH_TAG.findall(text[:FRAGMENT])) > 1
        yield from self._once(
            uri, source, row, "text/html" if page else "text/plain", "utf-8", text.encode(), text, record
        )

    def _once(
        self, uri: str, source: str, row: int | None, media: str, encoding: str, content: bytes, text: str, told: Record
    ) -> Iterator[Raw]:
        identity = document_id(uri, content)
        if identity in self.seen:
            raise InputError("duplicate_id", "the same name and the same bytes were given before")
        self.seen.add(identity)
        yield Raw(
            document_id=identity,
            uri=uri,
            source_file=source,
            row=row,
            media_type=media,
            encoding=encoding,
            content=content,
            text=text,
            title=_word(told.get("title")),
            published=self._date(told.get("published"), uri),
            publisher=_word(told.get("publisher")),
            url=_word(told.get("url")),
            authors=_authors(told.get("authors") or told.get("author")),
            language=_word(told.get("language")),
        )

    def _date(self, value: Any, uri: str) -> str | None:
        if value is None or not str(value).strip():
            return None
        day = parse_date(str(value))
        if day is None:
            self._set_aside(uri, "date", f"published {str(value)[:40]!r} is no date; the report is read without it")
        return day

    def _told(self, path: Path, root: Path) -> Record:
        """What the manifest of the file's folder, else of a folder above it up to `root`, says of a file."""
        folder = path.parent
        while True:
            entry = self._manifest(folder).get(path.relative_to(folder).as_posix())
            if entry is not None:
                return entry
            if folder == root or root not in folder.parents:
                return {}
            folder = folder.parent

    def _manifest(self, folder: Path) -> dict[str, Record]:
        if folder not in self.manifests:
            self.manifests[folder] = {}
            file = folder / MANIFEST
            if file.is_file():
                try:
                    self.manifests[folder] = _manifest_entries(file)
                except (InputError, OSError, csv.Error) as error:
                    code = error.code if isinstance(error, InputError) else "unreadable"
                    self._set_aside(MANIFEST, code, f"{file.parent.name}/{MANIFEST}: {error}")
        return self.manifests[folder]

    def _check_manifest(self, folder: Path, root: Path) -> None:
        for name in self._manifest(folder):
            if not (folder / name).is_file():
                self._set_aside(
                    (folder / name).relative_to(root).as_posix(),
                    "manifest",
                    f"{MANIFEST} names it, but there is no such file",
                )

    def _set_aside(self, uri: str, code: str, message: str) -> None:
        self.issues.append(
            Issue(content_id("i", "corpus.read", uri, code, message), "corpus.read", None, uri, code, message)
        )


def _manifest_entries(file: Path) -> dict[str, Record]:
    text, _ = decode(file.read_bytes())
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = {n: (n or "").strip().lower() for n in reader.fieldnames or ()}
    if "file" not in names.values():
        raise InputError("columns", f"no column file among {', '.join(names.values())}")
    rows = ({names[k]: v for k, v in row.items() if k in names} for row in reader)
    return {
        row["file"].strip().replace("\\", "/").removeprefix("./"): row
        for row in rows
        if (row.get("file") or "").strip()
    }


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def _word(value: Any) -> str | None:
    """A given value as text on one line; None if there is none."""
    if value is None:
        return None
    return " ".join(str(value).encode("utf-8", "replace").decode().split()) or None


def _authors(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    values = (
        AUTHOR_SEPARATOR.split(value)
        if isinstance(value, str)
        else value
        if isinstance(value, list | tuple)
        else [value]
    )
    return tuple(dict.fromkeys(a for v in values if (a := _word(v))))
