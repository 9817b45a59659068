"""The inbox: what was added, byte for byte, under the digest of its bytes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from escalade.errors import CasebookError
from escalade.ledger.manifest import Held
from escalade.ledger.parts import replacing


def take(folder: Path, path: Path, source_file: str, intake: int) -> Held:
    """Copy a file into the inbox, if its bytes are not there yet."""
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    target = location(folder, digest)
    if not target.exists():
        with replacing(target) as temporary:
            shutil.copyfile(path, temporary)
    return Held(source_file=source_file, sha256=digest, bytes=target.stat().st_size, intake=intake)


def location(folder: Path, sha256: str) -> Path:
    """Where bytes with this digest lie."""
    return folder / sha256[:2] / sha256


def raw_bytes(folder: Path, held: Held) -> bytes:
    """Bytes of a file as they came in. Raises CasebookError if they are gone or changed."""
    path = location(folder, held.sha256)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CasebookError(f"{path}: raw bytes of {held.source_file} cannot be read: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != held.sha256:
        raise CasebookError(f"{path}: raw bytes of {held.source_file} have changed")
    return content
