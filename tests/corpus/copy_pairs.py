"""Labelled pairs of reports, copies and near misses: `python -m tests.corpus.copy_pairs` prints F1, recipes, misses.

The pairs are made from reports written for the purpose (`copies/reports.yaml`) by the recipes below, and by hand
(`copies/hand.yaml`). Each pair is judged by itself; what comes of it when all lie in one casebook is printed too: there
an excerpt is an excerpt of the first report and of its update alike, and goes to one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from escalade.corpus.assemble import document
from escalade.corpus.clean import Words, blocks
from escalade.corpus.copies import COPIES, FIGURES
from escalade.model.casebook import Membership
from escalade.model.documents import Document
from escalade.model.tables import Tables
from escalade.settings import Settings
from escalade.vocab import furniture, outlets, voice
from tests.corpus.conftest import make_raw

HERE = Path(__file__).parent / "copies"
NUMBERS = {
    "2": "two",
    "9": "nine",
    "11": "eleven",
    "14": "fourteen",
    "16": "sixteen",
    "18": "eighteen",
    "27": "twenty-seven",
}
REWRITING = (  # what a desk changes by habit; each breaks the runs of words around it
    (" said", " stated"), ("wounded", "hurt"), (" after ", " following "), ("blamed", "accused"),
    (" the army ", " the military "), (" two ", " a pair of "), ("near ", "close to "), (" had been ", " was "),
    (" early on ", " in the early hours of "), (" nobody ", " no one "), ("Nobody ", "No one "),
    ("denied", "rejected claims"), ("asked for", "sought"),
)  # fmt: skip
NAV = "Northern Courier\n\nHome | News | Opinion | Weather\n\n"
COUNCIL = (
    "Council paints the bridge\n\nThe council voted on Monday to paint the old bridge green after a debate that lasted "
    "four hours and ended in song. The mayor, who had wanted blue, left before the vote.\n\n"
)
GOATS = (
    "\n\nGoats win the cup\n\nThe Goats beat the Rams two to one in a match that the referee stopped twice because of "
    "dust. Their keeper saved a penalty in the last minute.\n\nSign up for our newsletter."
)
COMMENTS = "\n\n3 comments\n\nold_salt: We have read all this before.\n\nMina: They never learn.\n\npk7: First!"
MUSINGS = (
    "I have read the dispatch below three times and I do not trust it. Who counted? Who looked? An agency that has one "
    "man in the whole country prints a figure by nightfall, and by morning the figure is a fact.",
    "It is not that they lie. They are in a hurry, and so are the people who talk to them, and so am I, which is why I "
    "write this on a train with half a signal and no way to ring anybody who was there.",
    "What I should like to know is what was said in the week before, and by whom, and who did not pick up the phone. "
    "Nobody prints that, because nobody asks. Ask, and you will be told that it is being looked into.",
)


@dataclass(frozen=True)
class Pair:
    """Two texts, by which recipe, and whether they are one report."""

    recipe: str
    left: str
    right: str
    same: bool
    name: str


def _swap(text: str, swaps: Sequence[Sequence[object]]) -> str:
    for old, new in ((str(a), str(b)) for a, b in swaps):
        assert old in text, (old, text[:60])
        text = text.replace(old, new)
    return text


def _there(title: str, names: Sequence[Sequence[object]]) -> str:
    """A headline with another day's names, as far as it has any."""
    for old, new in names:
        title = title.replace(str(old), str(new))
    return title


def _paragraphs(text: str) -> list[str]:
    return text.strip().split("\n\n")


def _house_style(text: str) -> str:
    """Another paper's typography: dashes, quotes, abbreviations."""
    return text.replace(" - ", " — ").replace("'", "’").replace("United States", "U.S.").replace("United Nations", "UN")


def _rewritten(text: str) -> str:
    for old, new in REWRITING:
        text = text.replace(old, new)
    return text


def _in_words(text: str) -> str:
    return " ".join(NUMBERS.get(word, word) for word in text.split(" "))


def _copies(r: dict[str, Any], text: str) -> Iterator[tuple[str, str]]:
    parts = _paragraphs(text)
    body = text.split(" - ", 1)[1]
    yield "retitled", f"{r['retitled']}\n\n{text}"
    yield "without its dateline", f"{r['retitled']}\n\n{body}"
    yield "in house style", f"{r['title']}\n\n{_house_style(text)}"
    yield "sub-edited", f"{r['retitled']}\n\n{_swap(text, r['edits'])}"
    yield "cut from the end", f"{r['title']}\n\n" + "\n\n".join(parts[:2])
    yield "without the third paragraph", f"{r['retitled']}\n\n" + "\n\n".join([*parts[:2], *parts[3:]])
    yield "its lead alone", parts[0]
    yield "rewritten by a desk", f"{r['retitled']}\n\n{_rewritten(text)}"
    yield "figures in words", f"{r['retitled']}\n\n{_in_words(text)}"
    yield "on a page with others", f"{NAV}{COUNCIL}{r['title']}\n\n{text}{GOATS}"
    yield "with comments", f"{r['title']}\n\n{text}\n\nRepublished with permission.{COMMENTS}"


def _counts(phrase: str) -> bool:
    """Whether a phrase holds a figure or a number in words."""
    return any(word[0].isdigit() or word in FIGURES or word in ("One", "one") for word in phrase.lower().split())


def _near_misses(r: dict[str, Any], text: str, other: dict[str, Any]) -> Iterator[tuple[str, str]]:
    parts, theirs = _paragraphs(text), _paragraphs(other["text"])
    later = _swap(text, r["toll"])
    edited = _swap(later, [edit for edit in r["edits"] if edit[0] in later])
    yield "later count", f"{r['title']}\n\n{later}"
    yield "later count, sub-edited", f"{r['retitled']}\n\n{edited}"
    names = [swap for swap in r["elsewhere"] if not _counts(str(swap[0]))]
    yield "elsewhere, the same figures", f"{_there(r['title'], names)}\n\n{_swap(text, names)}"
    yield "another day's", f"{_there(r['title'], names)}\n\n{_swap(text, r['elsewhere'])}"
    yield "next day's story on the old one's end", f"{r['lead']}\n\n" + "\n\n".join(parts[1:])
    yield "next day's story with the old background", f"{r['lead']}\n\n{theirs[1]}\n\n{parts[2]}\n\n{parts[3]}"
    yield "told by somebody else", r["alone"]
    yield "quoted in a blog", f"{MUSINGS[0]}\n\n{MUSINGS[1]}\n\n{parts[1]}\n\n{MUSINGS[2]}"
    yield "another story, one paragraph shared", "\n\n".join([*theirs[:3], parts[3]])


def pairs() -> list[Pair]:
    """All labelled pairs, in a fixed order."""
    reports = yaml.safe_load((HERE / "reports.yaml").read_text(encoding="utf-8"))
    out = []
    for i, r in enumerate(reports):
        text = r["text"].strip()
        first = f"{r['title']}\n\n{text}"
        out += [Pair(recipe, first, made.strip(), True, r["id"]) for recipe, made in _copies(r, text)]
        other = reports[(i + 1) % len(reports)]
        out += [Pair(recipe, first, made.strip(), False, r["id"]) for recipe, made in _near_misses(r, text, other)]
    for row in yaml.safe_load((HERE / "hand.yaml").read_text(encoding="utf-8")):
        out.append(Pair("by hand", row["left"].strip(), row["right"].strip(), row["same"], row["id"]))
    return out


def judged(labelled: Sequence[Pair], *, together: bool = False) -> list[bool]:
    """Whether each pair is held to be one report, by itself or, `together`, with all others in one casebook."""
    words, known = Words(furniture.load(), voice.load(), outlets.load()), outlets.load()
    made: dict[str, Document] = {}
    for text in dict.fromkeys(t for pair in labelled for t in (pair.left, pair.right)):
        raw = make_raw(text, uri=f"{len(made)}.txt")
        made[text] = document(raw, list(blocks(raw, words)), known)
    every = _sets(list(made.values())) if together else {}
    out = []
    for left, right in ((made[pair.left], made[pair.right]) for pair in labelled):
        held = every or _sets([left, right])
        out.append(held[left.document_id] == held[right.document_id])
    return out


def _sets(documents: list[Document]) -> dict[str, str]:
    tables = Tables()
    tables.add(Document, documents)
    held = {m.member_id: m.cluster_id for m in COPIES.apply(tables, {}, Settings())[Membership]}
    return {d.document_id: held.get(d.document_id, d.document_id) for d in documents}


def f1(labelled: Sequence[Pair], found: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of "same"."""
    right = sum(pair.same and same for pair, same in zip(labelled, found, strict=True))
    precision, recall = right / max(1, sum(found)), right / max(1, sum(pair.same for pair in labelled))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Print F1, how many of each recipe are right, and every miss."""
    labelled = pairs()
    found = judged(labelled)
    same = sum(p.same for p in labelled)
    print(f"{len(labelled)} pairs, {same} copies, {len(labelled) - same} near misses")
    print("precision {:.3f} recall {:.3f} F1 {:.3f}".format(*f1(labelled, found)))
    everything = f1(labelled, judged(labelled, together=True))
    print("in one casebook: precision {:.3f} recall {:.3f} F1 {:.3f}".format(*everything))
    asked, right = Counter(p.recipe for p in labelled), Counter[str]()
    for pair, verdict in zip(labelled, found, strict=True):
        right[pair.recipe] += pair.same == verdict
    for recipe, n in asked.items():
        print(f"  {right[recipe]:3} of {n:3}  {recipe}")
    for pair, verdict in zip(labelled, found, strict=True):
        if pair.same != verdict:
            print(f"MISS {pair.name}: {pair.recipe}, {'a copy' if pair.same else 'no copy'}")


if __name__ == "__main__":
    main()
