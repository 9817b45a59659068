"""Characters that reorder or hide text, written out wherever people read a page."""

from __future__ import annotations

REORDERING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]  # embeddings, overrides, isolates
CONTROLS = [c for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n\r"]
SHOWN = {c: f"⟦U+{c:04X}⟧" for c in (*REORDERING, *CONTROLS)}
