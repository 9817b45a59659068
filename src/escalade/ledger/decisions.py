"""The decisions log: one JSON line a decision, only ever appended to, each line chained to the one before.

A line is written in one go and synced before `append` returns: a process killed at any moment leaves at most one
unfinished line at the end, which readers leave out and the next writer cuts off. A line is
`{"seq", "salt", "body", "digest", "chain"}`: `digest` is that of salt and body, `chain` that of the chain before and
the digest. What must be forgotten loses its body, or gets one without the words, whose digest is `now`; the first
digest stays as its tombstone, and the chain still holds.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from escalade.errors import CasebookError
from escalade.ledger.parts import replacing
from escalade.model.decisions import Anchor, Decision

FORGOTTEN = "forgotten"  # action of a line whose words were erased
_DIGEST = 20  # bytes
_ID = 20  # hex digits of a decision's id


class DecisionLog:
    """The log of one casebook, in `folder`/log.jsonl."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "log.jsonl"
        self._seen: tuple[int, int, int] | None = None
        self._lines: tuple[dict[str, Any], ...] = ()
        self._decisions: tuple[Decision, ...] = ()

    def read(self, up_to: int | None = None) -> tuple[Decision, ...]:
        """Decisions in the order they were taken, those up to number `up_to`.

        Raises CasebookError, naming the line, if the log is damaged; an unfinished last line is none.
        """
        self._refresh()
        return self._decisions if up_to is None else self._decisions[: max(up_to, 0)]

    def append(
        self,
        *,
        generation: int,
        action: str,
        about_kind: str,
        about_id: str,
        by: str,
        reason: str,
        anchors: tuple[Anchor, ...] = (),
        field: str | None = None,
        value: Any = None,
        was: Any = None,
    ) -> Decision:
        """Write a decision down for good. When it returns, the line is on the disk."""
        body = {
            "generation": generation,
            "action": action,
            "about_kind": about_kind,
            "about_id": about_id,
            "anchors": [asdict(anchor) for anchor in anchors],
            "field": field,
            "value": value,
            "was": was,
            "by": by,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "reason": reason,
        }
        with self._locked():
            self._refresh()
            line = _line(len(self._lines) + 1, body, self._lines[-1]["chain"] if self._lines else "")
            _append(self.path, json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n")
            self._refresh()
        return self._decisions[-1]

    def redact(self, change: Callable[[Decision], Decision | None]) -> int:
        """Take words out of decisions for good: `change` gives a decision back as it is, without some words, or None.

        Returns how many changed. What is None loses its body; of each, number, id and digest stay as they were.
        """
        with self._locked():
            self._refresh()
            kept, changed = [], 0
            for line, decision in zip(self._lines, self._decisions, strict=True):
                after = decision if decision.action == FORGOTTEN else change(decision)
                changed += after is not decision
                kept.append(line if after is decision else _redacted(line, after))
            if changed:
                text = "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in kept)
                with replacing(self.path) as temporary:
                    temporary.write_text(text, encoding="utf-8")
                self._refresh()
        return changed

    def _refresh(self) -> None:
        """Read the file again if it has changed."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._seen, self._lines, self._decisions = None, (), ()
            return
        seen = (found.st_size, found.st_mtime_ns, found.st_ino)
        if seen == self._seen:
            return
        lines = tuple(_checked(self.path, self.path.read_bytes()))
        self._lines, self._decisions = lines, tuple(map(_decision, lines))
        self._seen = seen

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time; others wait, since a line takes milliseconds."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with (self.path.parent / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _append(path: Path, line: bytes) -> None:
    """Cut off what a killed writer left unfinished, then write the line and see it onto the disk."""
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        end = _finished(path.read_bytes())
        if os.fstat(handle).st_size != end:
            os.ftruncate(handle, end)
        os.lseek(handle, end, os.SEEK_SET)
        while line:
            line = line[os.write(handle, line) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    if new:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _finished(content: bytes) -> int:
    """Length of the finished lines."""
    return content.rfind(b"\n") + 1


def _line(seq: int, body: dict[str, Any], chain: str) -> dict[str, Any]:
    salt = secrets.token_hex(16)  # so that a tombstone's digest cannot be guessed from a short text
    digest = _digest(salt, _canonical(body))
    return {"seq": seq, "salt": salt, "body": body, "digest": digest, "chain": _digest(chain, digest)}


def _redacted(line: dict[str, Any], after: Decision | None) -> dict[str, Any]:
    """A line without its body, or with another one: `digest` stays that of the first, `now` is that of what is left."""
    bare = {k: v for k, v in line.items() if k not in ("salt", "body", "now")}
    if after is None:
        return bare
    salt, body = secrets.token_hex(16), {k: v for k, v in asdict(after).items() if k not in ("decision_id", "seq")}
    body = json.loads(json.dumps(body))
    return {**bare, "salt": salt, "body": body, "now": _digest(salt, _canonical(body))}


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=_DIGEST).hexdigest()


def _canonical(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _checked(path: Path, content: bytes) -> Iterator[dict[str, Any]]:
    """The finished lines, each checked against its digest and the chain."""
    chain = ""
    for number, raw in enumerate(content[: _finished(content)].split(b"\n")[:-1], 1):
        try:
            line = json.loads(raw)
            whole = "body" not in line or _whole(line)
            good = whole and line["seq"] == number and line["chain"] == _digest(chain, line["digest"])
        except (ValueError, KeyError, TypeError) as error:
            raise CasebookError(f"{path}:{number}: damaged line: {error}") from error
        if not good:
            raise CasebookError(f"{path}:{number}: the line was changed after it was written")
        chain = line["chain"]
        yield line


def _whole(line: dict[str, Any]) -> bool:
    """Whether a line's body is the one that was written, or what was left of it."""
    return bool(line.get("now", line["digest"]) == _digest(line["salt"], _canonical(line["body"])))


def _decision(line: dict[str, Any]) -> Decision:
    identity = f"x{line['digest'][:_ID]}"
    body = line.get("body")
    if body is None:
        return Decision(identity, line["seq"], 0, FORGOTTEN, FORGOTTEN, "", (), None, None, None, "", "", "")
    anchors = tuple(Anchor(**anchor) for anchor in body["anchors"])
    return Decision(identity, line["seq"], **{**body, "anchors": anchors})
