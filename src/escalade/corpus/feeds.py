"""Fetching a feed that the user named: the only place where the product opens a connection.

What came last time is kept beside its ETag, so that an unchanged feed costs one answer without a body; the file then
goes the way of every feed that lies in a folder.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

from escalade.errors import InputError, MissingExtraError
from escalade.ledger.parts import replacing, write_text

TIMEOUT = 30.0  # seconds
LARGEST = 20_000_000  # bytes
AGENT = "Escalade (reads this feed for its user)"


def fetch(url: str, folder: Path) -> Path | None:
    """The feed as a file of `folder`; None if it is as it was last time.

    Raises MissingExtraError without httpx, InputError if the address gives no feed.
    """
    try:
        import httpx
    except ImportError as error:
        raise MissingExtraError("feeds need httpx: pip install 'escalade[watch]'") from error
    name = blake2b(url.encode(), digest_size=8).hexdigest()
    path, marks = folder / f"{name}.xml", folder / f"{name}.json"
    held = json.loads(marks.read_text(encoding="utf-8")) if marks.exists() and path.exists() else {}
    headers = {"User-Agent": AGENT, "Accept": "application/rss+xml, application/atom+xml, application/xml, text/xml"}
    headers |= {
        k: v for k, v in (("If-None-Match", held.get("etag")), ("If-Modified-Since", held.get("modified"))) if v
    }
    try:
        with httpx.stream("GET", url, headers=headers, timeout=TIMEOUT, follow_redirects=True) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return None
            answer.raise_for_status()
            content = b""
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > LARGEST:
                    raise InputError("too_large", f"{url}: larger than {LARGEST:,} bytes")
            etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    except httpx.HTTPError as error:
        raise InputError("unreadable", f"{url}: {error}") from error
    same = path.exists() and path.read_bytes() == content
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    write_text(marks, json.dumps({"url": url, "etag": etag, "modified": modified}))
    return None if same else path
