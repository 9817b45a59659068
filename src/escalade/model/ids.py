"""Identity from content: the same input gives the same id on every machine, in every order."""

from __future__ import annotations

from hashlib import blake2b


def content_id(prefix: str, *parts: str | int | bytes | None) -> str:
    """Id `prefix` + 20 hex digits (80 bits) of the parts; None and "" are told apart.

    Prefixes: d document, m entity mention, e event mention, c claim, w tripwire, r relation, l link, j judgement,
    a actor, i issue.
    """
    digest = blake2b(digest_size=10)
    for part in parts:
        raw = b"\x00" if part is None else part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return f"{prefix}{digest.hexdigest()}"


def document_id(uri: str, raw: bytes) -> str:
    """Id of a document: its address and its bytes, no metadata."""
    return content_id("d", uri, raw)
