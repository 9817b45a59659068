"""Check the marked passages: marks that close, ids that exist, kinds and stances of the vocabulary.

usage: python annotation/relations/validate.py [FILE ...]; default: all files of this folder.

Prints one line of counts. Exit code 1 and one line a fault (file, block, what) if anything is wrong.
"""

from __future__ import annotations

import pathlib
import re
import sys
from collections import Counter
from collections.abc import Iterator

KINDS = set("sponsors serves part_of leads allied_with opposes".split())
STANCES = set("affirms denies doubts".split())
MARK = re.compile(r"\{([a-z]\d*):([^{}]+)\}")


def blocks(path: pathlib.Path) -> list[list[str]]:
    """The lines of each block: a text, then its ties."""
    parts = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    return [lines for part in parts if (lines := part.strip("\n").split("\n")) and lines[0].strip()]


def faults(block: list[str]) -> Iterator[str]:
    """What is wrong with a block."""
    ids = {m[1] for m in MARK.finditer(block[0])}
    if set("{}") & set(MARK.sub(r"\2", block[0])):
        yield "a mark that does not close"
    if len(ids) < 2:
        yield "fewer than two actors"
    for line in block[1:]:
        parts = line.split()
        if len(parts) != 4 or parts[1] not in KINDS or parts[3] not in STANCES:
            yield f"no tie: {line}"
        elif not {parts[0], parts[2]} <= ids or parts[0] == parts[2]:
            yield f"ends that are not marked: {line}"


def main() -> int:
    """Check the files of the command line."""
    given = [pathlib.Path(a) for a in sys.argv[1:]] or sorted(pathlib.Path(__file__).parent.glob("*.txt"))
    counts: Counter[str] = Counter()
    wrong = 0
    for path in given:
        for number, block in enumerate(blocks(path), 1):
            counts["blocks"] += 1
            counts["without ties"] += len(block) == 1
            counts.update(line.split()[1] for line in block[1:] if len(line.split()) == 4)
            for fault in faults(block):
                wrong += 1
                print(f"{path.name}, block {number}: {fault}")
    print(", ".join(f"{n} {what}" for what, n in counts.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
