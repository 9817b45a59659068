"""Fingerprints: a stored part is used again only if what made it is the same, down to the bytes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def digest(*parts: str) -> str:
    """Digest of strings, each told apart from its neighbours."""
    state = blake2b(digest_size=16)
    for part in parts:
        raw = part.encode()
        state.update(len(raw).to_bytes(8, "big") + raw)
    return state.hexdigest()


@cache
def tree_digest(path: Path) -> str:
    """Digest of the names and bytes of every file below `path`, compiled files left out."""
    state = blake2b(digest_size=16)
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc")
    for file in files:
        content = blake2b(file.read_bytes(), digest_size=16).hexdigest()
        state.update(f"{file.relative_to(path.parent).as_posix()}\0{content}\n".encode())
    return state.hexdigest()


def rooms_digest(rooms: Iterable[str]) -> str:
    """Digest of the code and data of some rooms of the package ("reading", "vocab")."""
    return digest(*(f"{room}:{tree_digest(PACKAGE / room)}" for room in sorted(set(rooms))))
