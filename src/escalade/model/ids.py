"""Identity from content: the same input gives the same id on every machine, in every order."""

from __future__ import annotations

from hashlib import blake2b


def content_id(prefix: str, *parts: str | int | bytes | None) -> str:
    """Id `prefix` + 20 hex digits (80 bits) of the parts; None and "" are told apart.

    Prefixes: d document, m entity mention, e event mention, c claim, w tripwire, r relation, l link, j judgement,
    a actor, i issue.
    """
    raws = [b"\x00" if p is None else p if isinstance(p, bytes) else str(p).encode() for p in parts]
    whole = b"".join([len(raw).to_bytes(8, "big") + raw for raw in raws])
    return f"{prefix}{blake2b(whole, digest_size=10).hexdigest()}"


def document_id(uri: str, raw: bytes) -> str:
    """Id of a document: its address and its bytes, no metadata."""
    return content_id("d", uri, raw)
