"""How fast the whole job is: codes generated reports on two processes; prints words/s, the share of each stage, memory.

    python bench/speed.py [--reports 2000] [--words 500] [--processes 2]

The reports are sentences of the bundled samples in a new order, each opened with a day and a place and its numbers
changed, the same at every run: no sentence comes twice, so nothing is gained by remembering one.
"""

from __future__ import annotations

import argparse
import calendar
import json
import random
import re
import resource
import shutil
import tempfile
import time
from pathlib import Path

import escalade
from escalade.settings import RunnerSettings

SAMPLES = Path(escalade.__file__).parent / "sample"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
NUMBER = re.compile(r"\b\d{1,3}\b")
MONTHS = calendar.month_name[1:]
PLACES = (
    "Gao",
    "Kherson",
    "Taipei",
    "Srinagar",
    "Caracas",
    "Basra",
    "Goma",
    "Aden",
    "Tripoli",
    "Juba",
    "Odesa",
    "Idlib",
)
MB = 1024  # ru_maxrss counts kilobytes


def sentences() -> list[str]:
    """Sentences of the samples' plain reports, roughly cut."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*/*.txt"))]
    pieces = [piece.strip() for text in texts for line in text.splitlines() for piece in SENTENCE_END.split(line)]
    return sorted({piece for piece in pieces if 6 <= len(piece.split()) <= 60})


def varied(sentence: str, chance: random.Random) -> str:
    """The sentence with other numbers, on another day, elsewhere."""
    other = NUMBER.sub(lambda match: str(chance.randrange(10 ** (len(match[0]) - 1), 10 ** len(match[0]))), sentence)
    return f"On {chance.randrange(1, 29)} {chance.choice(MONTHS)} in {chance.choice(PLACES)}, {other}"


def write_reports(path: Path, reports: int, words: int) -> int:
    """JSON lines of generated reports; returns the number of words."""
    known = sentences()
    chance = random.Random(0)
    total = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(reports):
            body: list[str] = []
            while sum(len(s.split()) for s in body) < words:
                body.append(varied(chance.choice(known), chance))
            paragraphs = [" ".join(body[i : i + 3]) for i in range(0, len(body), 3)]
            total += sum(len(s.split()) for s in body)
            day = f"2020-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            row = {"id": f"bench-{number}", "published": day, "publisher": "Bench", "text": "\n\n".join(paragraphs)}
            out.write(json.dumps(row) + "\n")
    return total


def main() -> None:
    """Generate, code, print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, default=2000)
    arguments.add_argument("--words", type=int, default=500)
    arguments.add_argument("--processes", type=int, default=2)
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="escalade-bench-"))
    try:
        words = write_reports(folder / "reports.jsonl", given.reports, given.words)
        case = escalade.create(folder / "casebook")
        runner = RunnerSettings(processes=given.processes)
        case.settings = case.settings.model_copy(update={"runner": runner})
        started = time.perf_counter()
        case.add(folder / "reports.jsonl")
        added = time.perf_counter()
        seconds = case.run()
        ended = time.perf_counter()
        print(f"{given.reports:,} reports, {words:,} words, {given.processes} processes")
        print(f"whole job    {ended - started:8.1f} s  {words / (ended - started):8,.0f} words/s")
        print(f"  taking in  {added - started:8.1f} s")
        print(f"  coding     {ended - added:8.1f} s")
        total = sum(seconds.values())
        print(f"seconds of all processes by stage (sum {total:.1f} s):")
        for stage, spent in sorted(seconds.items(), key=lambda item: -item[1]):
            print(f"  {stage:22}{spent:8.1f} s  {spent / total:6.1%}  {spent / words * 1e6:7.1f} microseconds a word")
        own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(f"peak memory: {own / MB:,.0f} MB this process, {children / MB:,.0f} MB the largest worker")
        print("rows: " + ", ".join(f"{n:,} {name}" for name, n in case.counts().items()))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
