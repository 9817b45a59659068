"""Which reports are one text: reprinted, syndicated, scraped twice, with or without what stands around it.

Measured is containment: the share of the shorter report's words that stand in runs of four words which the longer has
too. Two reprints, cut and framed differently, share little of their union but nearly all of the shorter. Not copies,
though they overlap: an update or correction (other figures in the same sentences, or another opening in place of the
old one), another day's report of the same make (other names in the same sentences), a report that only quotes the
other, and two reports that merely stand on one page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from escalade.merging import clusters, judgement
from escalade.model.casebook import Judgement, Membership
from escalade.model.documents import Document
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.model.words import NUMBERS

N = 4  # words of a shingle
LEAST = 12  # shingles of a report that can be compared at all
SAMPLE = 8  # one shingle in so many (by its hash, so the same ones in every report) finds the candidates
CROWD = 40  # reports that share one shingle, beyond which they are only compared with the first ones
NEAR = 0.5  # share of sampled shingles in common from which a pair is looked at closely
OPENING = 40  # words that open a report
OPENING_SHARED = 0.4  # share of the shorter report's opening that a copy has too
ALIKE = 0.6  # share of their words in common from which two sentences tell one thing, but for figures or names
NAMES = 2  # names on either side that the other report lacks, from which two like reports tell of two things
SPELLING = 0.6  # likeness of two spellings of one name
BY = "corpus.copies"

Hashes = npt.NDArray[np.uint64]
WORD = re.compile(r"\w+(?:['’]\w+)?")
SENTENCE = re.compile(r"(?<=[a-z\d)”\"’])[.!?][”\"’)]?\s+|\n+")
FIGURES = {word: str(number) for word, number in NUMBERS.items() if number > 1}
POWERS = np.array([pow(0x9E3779B97F4A7C15, N - i, 1 << 64) for i in range(N)], dtype=np.uint64)


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """A judgement for each pair that overlaps much, and the copy set of each report. A person's judgements go first."""
    documents = [d for d in tables.rows(Document) if d.kept]
    found = judge(documents, settings.corpus.copy_containment)
    held = [j for j in tables.rows(Judgement) if j.kind == "report"]
    sets = clusters([d.document_id for d in documents], [*held, *found])
    return {Judgement: found, Membership: [Membership("report", member, first) for member, first in sets.items()]}


def judge(documents: Sequence[Document], threshold: float) -> list[Judgement]:
    """Judgements on all pairs of reports that overlap from `NEAR` on, sorted by id."""
    texts = [_Text(d) for d in sorted(documents, key=lambda d: d.document_id)]
    rows = []
    same: dict[int, list[int]] = defaultdict(list)  # longer report -> shorter ones it contains
    judged: set[tuple[int, int]] = set()
    for i, j in candidates([t.shingles for t in texts]):
        short, long = sorted((i, j), key=lambda k: (len(texts[k].shingles), texts[k].document_id))
        verdict, score, reason = _verdict(texts[short], texts[long], threshold)
        rows.append(judgement("report", texts[i].document_id, texts[j].document_id, verdict, score, BY, reason))
        judged.add((i, j))
        if verdict == "same":
            same[long].append(short)
    for long, parts in sorted(same.items()):
        for i, j in _strangers(parts, texts, judged):
            reason = f"both stand in {texts[long].document_id}, but have nothing in common"
            rows.append(judgement("report", texts[i].document_id, texts[j].document_id, "different", 0.0, BY, reason))
    return sorted(rows, key=lambda r: (r.left_id, r.right_id))


@dataclass
class _Text:
    """A report's text for comparison. Quotations of other outlets are left out, unless there is little else."""

    document: Document

    @property
    def document_id(self) -> str:
        return self.document.document_id

    @property
    def prose(self) -> str:
        d = self.document
        own = "\n\n".join(d.text[s.char_start : s.char_end] for s in d.segments if s.kind not in ("title", "quotation"))
        return own if own.count(" ") > 60 or not any(s.kind == "quotation" for s in d.segments) else d.text

    @cached_property
    def runs(self) -> Hashes:
        """Hash of the N words from each position on."""
        return runs(normal_words(self.prose))

    @cached_property
    def shingles(self) -> Hashes:
        return np.unique(self.runs)

    @cached_property
    def told(self) -> list[tuple[str, list[str]]]:
        """Sentences of five words and more, with their words."""
        found = ((sentence, normal_words(sentence)) for sentence in SENTENCE.split(self.prose))
        return [(sentence, words) for sentence, words in found if len(words) > 4]

    @cached_property
    def sentences(self) -> list[tuple[frozenset[str], tuple[str, ...]]]:
        """Words and figures of each sentence."""
        return [(frozenset(words), tuple(sorted(_figures(words)))) for _, words in self.told]

    @cached_property
    def names(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Words of each sentence, and which of them are names: with a capital inside the sentence."""
        out = []
        for sentence, words in self.told:
            capital = {w for w in WORD.findall(sentence.replace(".", ""))[1:] if w[0].isupper() and len(w) > 2}
            out.append((frozenset(words), frozenset(normal_words(" ".join(sorted(capital))))))
        return out

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the report, its headline too."""
        return frozenset(normal_words(self.document.text))


def normal_words(text: str) -> list[str]:
    """Words in lower case, without full stops and possessives: "U.S." is "US", spelling habits do not count."""
    return [w.replace("’", "'").removesuffix("'s") for w in WORD.findall(text.lower().replace(".", ""))]


def runs(words: Sequence[str]) -> Hashes:
    """Hashes of the runs of N words from each position on; the same on every machine."""
    if len(words) < N:
        return np.empty(0, dtype=np.uint64)
    cache: dict[str, int] = {}
    codes = np.array(
        [cache[w] if w in cache else cache.setdefault(w, crc32(w.encode())) for w in words], dtype=np.uint64
    )
    total = np.zeros(len(words) - N + 1, dtype=np.uint64)
    for i in range(N):
        total += codes[i : len(words) - N + 1 + i] * POWERS[i]
    total ^= total >> np.uint64(29)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(32)
    return total


def candidates(sets: Sequence[Hashes]) -> list[tuple[int, int]]:
    """Pairs (i < j) that share at least NEAR of the sampled shingles of the smaller one."""
    sampled = [
        s[s % np.uint64(SAMPLE) == 0] if len(s) > 40 * SAMPLE else s[s % np.uint64(2) == 0] if len(s) > 80 else s
        for s in sets
    ]
    wide = [s[s % np.uint64(SAMPLE) == 0] for s in sets]
    sizes = np.array([len(s) for s in wide])
    pairs = _shared(wide)
    small = [i for i, s in enumerate(sets) if len(s) >= LEAST and sizes[i] < 5]
    out = {
        (i, j)
        for (i, j), n in pairs.items()
        if min(len(sets[i]), len(sets[j])) >= LEAST and n >= NEAR * 0.8 * min(sizes[i], sizes[j])
    }
    out.update(_of_small(small, sets, sampled))
    return sorted(out)


def _shared(sets: Sequence[Hashes]) -> dict[tuple[int, int], int]:
    """How many hashes each pair shares, for pairs that share any."""
    if not sets:
        return {}
    hashes = np.concatenate(sets)
    owners = (
        np.concatenate([np.full(len(s), i, dtype=np.int64) for i, s in enumerate(sets)])
        if len(hashes)
        else np.empty(0, np.int64)
    )
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.empty(0, np.int64)
    ends = np.r_[starts[1:], len(hashes)]
    codes = []
    size = len(sets)
    lengths = ends - starts
    for length in np.unique(lengths[lengths > 1]):
        rows = owners[starts[lengths == length][:, None] + np.arange(length)]
        firsts = range(length) if length <= CROWD else range(CROWD // 4)
        for a in firsts:
            left = rows[:, a : a + 1]
            codes.append((left * size + rows[:, a + 1 :]).ravel())
    if not codes:
        return {}
    values, counts = np.unique(np.concatenate(codes), return_counts=True)
    return {(int(v) // size, int(v) % size): int(c) for v, c in zip(values, counts, strict=True)}


def _of_small(small: Sequence[int], sets: Sequence[Hashes], sampled: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs of reports too short to be sampled: their shingles are looked up whole."""
    if not small:
        return
    probes = np.unique(np.concatenate([sets[i] for i in small]))
    shared = _shared([s if i in set(small) else s[np.isin(s, probes)] for i, s in enumerate(sets)])
    inside = set(small)
    for (i, j), n in shared.items():
        if (
            (i in inside or j in inside)
            and min(len(sets[i]), len(sets[j])) >= LEAST
            and n >= NEAR * min(len(sets[i]), len(sets[j]))
        ):
            yield i, j


def containment(runs_of_one: Hashes, other: Hashes) -> float:
    """Share of the words of a text that stand in a run which the other has too. `other`: sorted hashes."""
    if not len(runs_of_one):
        return 0.0
    shared = np.isin(runs_of_one, other)
    words = np.zeros(len(runs_of_one) + N - 1, dtype=bool)
    for i in range(N):
        words[i : i + len(shared)] |= shared
    return float(words.mean())


def _told_anew(short: _Text, long: _Text) -> float:
    """Containment, where a sentence that the other report tells in nearly the same words is counted as being there."""
    shared = total = 0.0
    for _, words in short.told:
        known = frozenset(words)
        alike = any(len(known & other) >= ALIKE * len(known | other) for other, _ in long.sentences)
        shared += len(words) * (1.0 if alike else containment(runs(words), long.shingles))
        total += len(words)
    return shared / max(1.0, total)


def _verdict(short: _Text, long: _Text, threshold: float) -> tuple[str, float, str]:
    score = containment(short.runs, long.shingles)
    said = f"{score:.2f} of the shorter text is in the longer one"
    if NEAR <= score < threshold and (told := _told_anew(short, long)) >= threshold:
        score, said = told, f"{said}, {told:.2f} with what is only worded anew"
    if score < threshold:
        return "unsure", score, said  # no bar to being one through a third that is a copy of both
    if changed := _changed_figures(short, long):
        return "different", score, f"{said}, but figures differ: {changed}"
    if changed := _changed_names(short, long):
        return "different", score, f"{said}, but names differ: {changed}"
    if containment(short.runs[:OPENING], long.shingles) < OPENING_SHARED:
        return "different", score, f"{said}, but another opening stands in place of the shorter one's"
    return "same", score, said


def _changed_figures(short: _Text, long: _Text) -> str:
    """Figures of a sentence that the other report tells with other figures; "" if there are none."""
    theirs = {words for words, _ in long.sentences}
    for words, figures in short.sentences:
        if not figures or words in theirs:
            continue
        plain = words - set(figures)
        best = 0.0
        found: tuple[str, ...] = ()
        for other, others in long.sentences:
            if others and abs(len(other) - len(words)) <= 0.6 * len(words):
                alike = len(plain & other) / max(1, len(plain | (other - set(others))))
                if alike > best:
                    best, found = alike, others
        if best >= ALIKE and _figures_clash(figures, found):
            return f"{', '.join(figures)} against {', '.join(found)}"
    return ""


def _changed_names(short: _Text, long: _Text) -> str:
    """Names that like sentences of the two reports do not share, NAMES or more on either side; "" if fewer."""
    ours: set[str] = set()
    theirs: set[str] = set()
    exact = {sentence for sentence, _ in long.names}
    for words, names in short.names:
        if words in exact:
            continue
        alike = ((len(words & other) / len(words | other), found) for other, found in long.names)
        best, found = max(alike, key=lambda pair: pair[0], default=(0.0, frozenset()))
        if best >= ALIKE:
            mine, other = names - long.vocabulary, found - short.vocabulary
            ours |= {n for n in mine if not any(_spelt_alike(n, o) for o in other)}
            theirs |= {o for o in other if not any(_spelt_alike(n, o) for n in mine)}
    if min(len(ours), len(theirs)) < NAMES:
        return ""
    return f"{', '.join(sorted(ours))} against {', '.join(sorted(theirs))}"


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two words may be one name, spelt or cut differently: "Suleimani", "Col."; no two days are."""
    if one.endswith("day") and other.endswith("day"):
        return False
    return one[:3] == other[:3] or SequenceMatcher(None, one, other).ratio() >= SPELLING


def _figures_clash(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each side has a figure that the other lacks: not so when one merely leaves some out."""
    return bool(set(one) - set(other)) and bool(set(other) - set(one))


def _figures(words: Sequence[str]) -> set[str]:
    return {FIGURES.get(w, w) for w in words if w in FIGURES or w[0].isdigit()}


def _strangers(parts: Sequence[int], texts: Sequence[_Text], judged: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs among the parts of one longer report that were never found alike."""
    ordered = sorted(set(parts))
    for n, i in enumerate(ordered):
        for j in ordered[n + 1 :]:
            if (i, j) not in judged and _overlap(texts[i], texts[j]) < NEAR:
                yield i, j


def _overlap(one: _Text, other: _Text) -> float:
    short, long = sorted((one, other), key=lambda t: len(t.shingles))
    return containment(short.runs, long.shingles)


COPIES = Stage(
    name="corpus.copies",
    question="which reports are one text (containment, not only Jaccard)",
    apply=apply,
    reads=(Document, Judgement),
    writes=(Judgement, Membership),
)
