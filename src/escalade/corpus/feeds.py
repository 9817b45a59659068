"""Fetching a feed that the user named: the only place where the product opens a connection.

What came last time is kept beside its ETag, so that an unchanged feed costs one answer without a body; the file then
goes the way of every feed that lies in a folder.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from escalade.errors import InputError, MissingExtraError
from escalade.ledger.parts import replacing, write_text

TIMEOUT = 30.0  # seconds
LARGEST = 20_000_000  # bytes
AGENT = "Escalade (reads this feed for its user)"


@dataclass(frozen=True)
class Fetched:
    """A feed that came as `path`. `settle` once its reports are coded: killed before that, all of it comes again."""

    path: Path
    marks: Path
    said: str  # what tells an unchanged feed, as JSON

    def settle(self) -> None:
        """The next look need not fetch this again."""
        write_text(self.marks, self.said)


def fetch(url: str, folder: Path) -> Fetched | None:
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
    same = bool(held) and path.read_bytes() == content
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    fetched = Fetched(path, marks, json.dumps({"url": url, "etag": etag, "modified": modified}))
    if same:
        fetched.settle()
        return None
    marks.unlink(missing_ok=True)
    return fetched
