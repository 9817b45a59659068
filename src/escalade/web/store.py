"""The read model at hand: found, brought up to date or built for what the casebook holds, and asked read-only."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TypeVar

import numpy as np

from escalade import api
from escalade.errors import EscaladeError
from escalade.hand.applied import Applied
from escalade.ledger.parts import replacing
from escalade.web.build import Say, build, put_fitted
from escalade.web.columns import Numbers, parsed
from escalade.web.filling import slices
from escalade.web.patch import changed_before, patch, remember
from escalade.web.schema import VERSION

Row = dict[str, Any]
FITTED = ("exports/forecasts.jsonl", "exports/outlook.jsonl")
STAMPED = ("ledger/manifest.json", "decisions/log.jsonl", "settings.toml", *FITTED)
FOLDER = "explorer"  # of the casebook; may be removed at any time
KEPT = 4  # read models that are left lying: the current one and some of older moments
REMEMBERED = 512  # answers over many rows (counts, facets) that are kept
LARGE = 24  # large answers (numbers of all events that fit) that are kept


At = Callable[[str], "ReadModel"]
_T = TypeVar("_T")


class ReadModel:
    """One SQLite file, open for reading; a connection a thread. `moment`: what it shows, as "GENERATION.DECISION".

    `at(moment)` gives the read model of another moment of the same casebook.
    """

    def __init__(self, path: Path, moment: str, at: At | None = None) -> None:
        self.path = path
        self.moment = moment
        self.at = at
        self._local = threading.local()
        self._answers: OrderedDict[tuple[str, tuple[Any, ...]], list[Row]] = OrderedDict()
        self._large: OrderedDict[Any, Any] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        if not hasattr(self._local, "connection"):
            connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
            connection.row_factory = _as_dict
            connection.executescript(
                "PRAGMA cache_size = -32000; PRAGMA mmap_size = 1000000000; PRAGMA temp_store = 2;"
            )
            connection.create_function("found", 1, self._found, deterministic=True)
            connection.create_function("missed", 1, self._missed, deterministic=True)
            self._local.connection = connection
        return self._local.connection  # type: ignore[no-any-return]

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        return self.connection.execute(sql, tuple(values)).fetchall()

    def tuples(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The same as bare tuples: a third of the time where there are very many."""
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, tuple(values)).fetchall()

    def numbers(self, sql: str, values: Sequence[Any] = ()) -> Numbers:
        """The one column `n` of a query, of whole numbers; as one text, which takes half the time of very many rows."""
        found = self.tuples(f"SELECT group_concat(n) FROM ({sql})", values)[0][0]
        return parsed(found)

    def hits(self, match: str) -> Numbers:
        """The events, coded and imported, in which the words of a full-text query stand; a page asks several times."""
        return self.kept(("hits", match), lambda: self._hits(match))

    def _hits(self, match: str) -> Numbers:
        return self.numbers("SELECT rowid AS n FROM event_search WHERE event_search MATCH ?", [match])

    def _found(self, match: str) -> str:
        """The coded ones among them as JSON: `found` in SQL."""
        hits = self.hits(match)
        return self.kept(("found", match), lambda: str(hits[hits > 0].tolist()))

    def in_most(self, match: str) -> bool:
        """Whether the words stand in more than half of the coded events."""
        return bool(2 * np.count_nonzero(self.hits(match) > 0) > self.last)

    @property
    def last(self) -> int:
        """The highest number of a coded event."""
        return int(self.value("SELECT max(n) AS n FROM event") or 0)

    def _missed(self, match: str) -> str:
        """The coded events without the words as JSON: `missed` in SQL."""
        return self.kept(("missed", match), lambda: str(self._others(self.hits(match)).tolist()))

    def _others(self, hits: Numbers) -> Numbers:
        """Numbers that a coded event may have, without those that are in `hits`."""
        others = np.ones(self.last + 1, np.bool_)
        others[hits[(hits >= 0) & (hits <= self.last)]] = False
        others[0] = False
        return np.flatnonzero(others)

    def among(self, sql: str, ids: Sequence[Any]) -> list[Row]:
        """Rows of a query about any number of ids: "... IN ({}) ..."; in its order within each slice of them."""
        return [row for some in slices(ids) for row in self.rows(sql.format(",".join("?" * len(some))), some)]

    def paged(self, sql: str, values: Sequence[Any], page: int, size: int) -> list[Row]:
        """One page of the rows of a query; pages count from 1."""
        return self.rows(f"{sql} LIMIT ? OFFSET ?", [*values, size, (page - 1) * size])

    def remembered(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The same for small answers over many rows: what is shown of one moment never changes, so they hold."""
        return self._held(self._answers, REMEMBERED, (sql, tuple(values)), lambda: self.rows(sql, values))

    def kept(self, key: Any, make: Callable[[], _T]) -> _T:
        """The same for large answers, of which fewer are kept."""
        found: _T = self._held(self._large, LARGE, key, make)
        return found

    def _held(self, answers: OrderedDict[Any, _T], most: int, key: Any, make: Callable[[], _T]) -> _T:
        with self._lock:
            if key in answers:
                answers.move_to_end(key)
                return answers[key]
        found = make()
        with self._lock:
            answers[key] = found
            if len(answers) > most:
                answers.popitem(last=False)
        return found

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        found: Row | None = self.connection.execute(sql, tuple(values)).fetchone()
        return found

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The one value of a query, or None."""
        found = self.remembered(sql, values)
        return next(iter(found[0].values())) if found else None


class Shelf:
    """Read models of one casebook. The current one follows the decisions log; those of older moments stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._now: ReadModel | None = None
        self._seen: tuple[Any, ...] = ()
        self._base = ""
        self._case: api.Casebook | None = None
        self._then: OrderedDict[str, ReadModel] = OrderedDict()
        self._ahead: tuple[api.Casebook, threading.Thread] | None = None
        self._lock = threading.RLock()

    def current(self, as_of: str | None = None, say: Say = lambda what: None) -> ReadModel:
        """The read model of the casebook as it stands, or as it stood at a moment; built if it is not there.

        Raises UsageError for a moment that it never had, CasebookError for a damaged casebook.
        """
        with self._lock:
            if as_of is not None:
                return self._of_moment(as_of, say)
            seen = self._stamps()
            if self._now is None or seen != self._seen:
                self._now, self._seen = self._refreshed(say), seen
            return self._now

    @property
    def case(self) -> api.Casebook:
        """The casebook, to write decisions to; kept open as long as its generation stands."""
        with self._lock:
            if self._case is None:
                self._case = api.open(self.folder)
            return self._case

    def read_ahead(self) -> threading.Thread:
        """Read in the background what a decision needs beside the read model, once a generation."""
        with self._lock:
            case = self.case
            if self._ahead is None or self._ahead[0] is not case:
                self._ahead = case, threading.Thread(target=_read_ahead, args=(case.views.applied,), daemon=True)
                self._ahead[1].start()
            return self._ahead[1]

    def _stamps(self) -> tuple[Any, ...]:
        """What tells that something was written: a run, a decision, settings."""
        paths = [self.folder / name for name in STAMPED]
        return tuple((p.name, s.st_size, s.st_mtime_ns) for p in paths if p.exists() for s in [p.stat()])

    def _refreshed(self, say: Say) -> ReadModel:
        base = self._digest("manifest.json")
        if base != self._base or self._case is None:
            self._case, self._base = api.open(self.folder), base
        case = self._case
        with self._held() as place:
            path = place / f"now-{base}.sqlite"
            if path.exists():
                say("decisions")
                _write(path, case, fresh=False)
            else:
                _build(case, path, say)
        return ReadModel(path, str(case.as_of), self.current)

    def _of_moment(self, as_of: str, say: Say) -> ReadModel:
        case = api.open(self.folder, as_of)
        moment = str(case.as_of)
        key = f"{moment}-{self._digest(f'generations/{case.ledger.manifest.generation:06}.json')}"
        path = self._place() / f"then-{key}.sqlite"
        if key not in self._then or not path.exists():  # a forgotten report takes the read models with it
            with self._held():
                if not path.exists():
                    _build(case, path, say)
            self._then[key] = ReadModel(path, moment, self.current)
            if len(self._then) > KEPT:
                self._then.popitem(last=False)
        return self._then[key]

    @contextmanager
    def _held(self) -> Iterator[Path]:
        """The folder of the read models, held against whoever would make or change one of them at the same time."""
        place = self._place()
        place.mkdir(exist_ok=True)
        with (place / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield place

    def _digest(self, manifest: str) -> str:
        """Digest of what a read model is made of, decisions aside: manifest, settings, packs, its own shape."""
        digest = blake2b(f"{VERSION}".encode(), digest_size=8)
        files = [self.folder / "ledger" / manifest, self.folder / "settings.toml"]
        files += sorted(path for path in (self.folder / "packs").rglob("*.yaml") if path.is_file())
        for path in files:
            if path.exists():
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def _place(self) -> Path:
        """Where read models lie: in the casebook, or where that cannot be written to, in a folder of this user's."""
        if os.access(self.folder, os.W_OK):
            return self.folder / FOLDER
        name = blake2b(str(self.folder.resolve()).encode(), digest_size=8).hexdigest()
        folder = Path(gettempdir()) / f"escalade-{os.getuid()}-{name}"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder


def _read_ahead(applied: Applied) -> None:
    with suppress(EscaladeError, OSError):  # whoever decides is told
        applied.read_ahead()


def _build(case: api.Casebook, path: Path, say: Say) -> None:
    """A new read model, whole or not at all; older ones that lie too long, and what killed builders left, go."""
    for left in path.parent.glob(".*.sqlite.*"):
        left.unlink(missing_ok=True)
    with replacing(path) as temporary:
        build(case, temporary, say)
        _write(temporary, case, fresh=True)
    held = sorted(path.parent.glob("*.sqlite"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in held[KEPT:]:
        for name in (old, old.with_name(old.name + "-wal"), old.with_name(old.name + "-shm")):
            name.unlink(missing_ok=True)


def _write(path: Path, case: api.Casebook, *, fresh: bool) -> None:
    """Put in what decisions changed, in one transaction; a fresh read model has them in it already."""
    moment = str(case.as_of)
    db = sqlite3.connect(path)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        if fresh:
            remember(db, {table: set(ids) for table, ids in case.views.applied.changed.items()})
        elif _shown(db) != moment:
            remember(db, patch(case, db, changed_before(db)))
        else:
            put_fitted(db, case.views)
        db.execute("INSERT OR REPLACE INTO meta VALUES ('moment', ?)", (moment,))
        db.commit()
    finally:
        db.close()


def _shown(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT value FROM meta WHERE key = 'moment'").fetchone()
    return str(row[0]) if row else None


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
