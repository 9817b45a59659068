"""What was parsed of a shipped vocabulary file is kept in the user's cache folder: YAML is parsed once an edit.

Only the parser's work is kept, as JSON; every entry is still checked. A copy that cannot be written or read, or that is
of another content, is as good as none. The folder: $XDG_CACHE_HOME/escalade or ~/.cache/escalade.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

Row = tuple[int, Any]  # line, value


def rows(path: Path, content: bytes, parse: Callable[[bytes], list[Row]]) -> list[Row]:
    """What `parse` makes of the content: strings, lists and mappings only."""
    mark = blake2b(content, digest_size=16).hexdigest()
    place = _folder() / f"{path.parent.name}-{path.stem}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(place.read_bytes())
        if kept["of"] == mark:
            return [(int(line), value) for line, value in kept["rows"]]
    found = parse(content)
    with suppress(OSError):
        _write(place, json.dumps({"of": mark, "rows": found}, ensure_ascii=False))
    return found


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "escalade" / "vocabulary"


def _write(place: Path, text: str) -> None:
    """Write at once or not at all: other processes may read meanwhile."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(f".{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(place)
