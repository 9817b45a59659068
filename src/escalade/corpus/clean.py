"""What is the report, and what stands around it: each block of the visible text gets a kind, and a rule as reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from escalade.corpus import authors, comments, quotations
from escalade.corpus.dates import FULL_DATE
from escalade.corpus.layout import Piece, key, markdown_text, pieces
from escalade.corpus.page import page_pieces
from escalade.model.documents import Block, Raw
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.vocab.furniture import Phrases
from escalade.vocab.outlets import Outlets
from escalade.vocab.voice import Voices

KEPT_KINDS = ("title", "lead", "body", "quotation")
LONGEST_TITLE = 26  # words
LONGEST_CROSSHEAD = 14
LONGEST_LEAD = 45
NO_HEADLINE_END = ("?", "!", "”", '"', "…")
FULL_STOP = (".", "!", "?", "”", '"', ")")
HEAD_WORDS = 40
MANY = 400  # paragraphs, from which on pull quotes are not looked for: the search is quadratic
TITLE_END = re.compile(r"(?:\w|[)\]?!%’'\"”…])$|\b(?:U\.S\.|U\.N\.|U\.K\.)$")
DATE_NOISE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d[\d:.]*\s?(?:[ap]\.?m\.?|gmt|utc|est|edt|bst|°[fc])?\b|[^\w\s]",
    re.I,
)
SITE_END = re.compile(r"\.(?:com|org|net|info|co\.\w\w|\w\w)$")
SENTENCE_BREAK = re.compile(r"[a-z\d)”\"][.!?]\s+[A-Z“\"]")
SPEECH = re.compile(r"[“\"]|''|\b(?:said|says|told|according to)\b")


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Blocks of each raw report."""
    words = Words(resources["furniture"], resources["voices"], resources["outlets"])
    return {Block: [block for raw in tables.rows(Raw) for block in blocks(raw, words)]}


class Words(NamedTuple):
    """The vocabulary of cleaning."""

    phrases: Phrases
    voices: Voices
    outlets: Outlets


def blocks(raw: Raw, words: Words) -> Iterator[Block]:
    """Blocks of one report in text order. Their offsets count in `visible_text(raw)`."""
    _, found = view(raw)
    page = raw.media_type == "text/html"
    for ordinal, p in enumerate(classify(found, raw.title, words, page=page, names=_names(raw))):
        yield Block(raw.document_id, ordinal, p.kind or "body", p.kept, p.start, p.end, p.rule, p.text)


def visible_text(raw: Raw) -> str:
    """The text that blocks point into: the raw text; of a page what a reader sees, of Markdown less its marks."""
    return view(raw)[0]


def view(raw: Raw) -> tuple[str, list[Piece]]:
    """The visible text and its pieces."""
    if raw.media_type == "text/html":
        return page_pieces(raw.text, raw.url)
    if raw.media_type == "text/markdown":
        text = markdown_text(raw.text)
        return text, pieces(text, markdown=True)
    return raw.text, pieces(raw.text)


def _names(raw: Raw) -> tuple[str, ...]:
    """What readers may call the outlet and the authors: the name, a site without its ending, a surname."""
    outlet = SITE_END.sub("", raw.publisher.split(" (")[0].removeprefix("The ")) if raw.publisher else ""
    surnames = (author.split()[-1] for author in raw.authors if " " in author)
    return tuple(name for name in (outlet, *surnames) if len(name) > 3)


def classify(
    found: list[Piece], title: str | None, words: Words, *, page: bool = False, names: tuple[str, ...] = ()
) -> list[Piece]:
    """The pieces, each with kind, `kept` and rule. Passes go from what is surest to what is left: body.

    `title` is the one given with the report; `names` those of its outlet and authors.
    """
    markers, tools = _furniture(found, words.phrases)
    _date_lines(found)
    _title_and_lead(found, title)
    _repeats(found)
    _pull_quotes(found)
    _authors(found)
    _comments(found, markers, tools, words.voices, names, page)
    _quotations(found, words.outlets)
    _crossheads(found)
    for p in found:
        if p.kind is None:
            p.kind, p.rule = "body", p.rule or "body.paragraph"
    return found


def _set(p: Piece, kind: str, rule: str) -> None:
    p.kind, p.rule, p.kept = kind, rule, kind in KEPT_KINDS


def _furniture(found: list[Piece], phrases: Phrases) -> tuple[list[bool], list[bool]]:
    """Sets what known phrases tell; returns which pieces open a comment section, and which are its furniture."""
    markers, tools = [False] * len(found), [False] * len(found)
    for i, p in enumerate(found):
        if p.kind is not None:
            markers[i] = p.rule == "comment.section"
            outside = phrases.of(p.text, p.words) if p.rule == "boilerplate.outside_article" else None
            if outside is not None and outside.kind in ("byline", "caption"):
                _set(p, outside.kind, f"{outside.kind}.{outside.id}")
            continue
        entry = phrases.of(p.text, p.words)
        if entry is None or p.quoted:
            continue
        markers[i], tools[i] = entry.kind == "comments", entry.kind == "comment"
        if tools[i] and p.words > 2:
            continue  # "X says:", "5 May 2020 at 7:10": only among others of their kind, see `comments.find`
        kind = "boilerplate" if entry.kind in ("comments", "comment") else entry.kind
        _set(p, kind, f"{kind}.{entry.id}")
    return markers, tools


def _title_and_lead(found: list[Piece], given: str | None) -> None:
    """The headline: as given, or a first short line without full stop over longer text; the deck below it likewise."""
    open_pieces = [i for i, p in enumerate(found) if p.kind is None]
    if any(p.kind == "title" for p in found):
        return
    wanted = key(given) if given else None
    for i in open_pieces[:6]:
        if wanted and key(found[i].text) == wanted:
            _set(found[i], "title", "title.given")
            _lead(found, i)
            return
    if len(open_pieces) < 2:
        return
    i, following = open_pieces[0], [found[j] for j in open_pieces[1:4]]
    p = found[i]
    short = p.words <= LONGEST_TITLE and TITLE_END.search(p.text) is not None and len(p.text) > 3
    if p.heading or (short and not p.quoted and any(f.words >= max(8, p.words) for f in following)):
        _set(p, "title", "title.first_line")
        _lead(found, i)


def _lead(found: list[Piece], title: int) -> None:
    """A deck: the next line, if it is short, has no full stop and longer text follows."""
    after = [p for p in found[title + 1 : title + 6] if p.kind is None]
    if len(after) < 2:
        return
    p = after[0]
    dated = FULL_DATE.search(p.text) is not None and p.words < 14
    if (
        4 <= p.words <= LONGEST_LEAD
        and not p.text.endswith((".", ":", "”", '"'))
        and not dated
        and after[1].words > 20
        and not p.quoted
    ):
        _set(p, "lead", "lead.deck")


def _date_lines(found: list[Piece]) -> None:
    """Lines that hold a date, perhaps a place, and nothing else."""
    for p in found:
        if p.kind is not None or p.words > 12:
            continue
        match = FULL_DATE.search(p.text)
        if match is None:
            continue
        rest = DATE_NOISE.sub(" ", p.text[: match.start()] + " " + p.text[match.end() :]).split()
        lower = sum(w[0].islower() for w in rest)
        if lower <= 2 and len(rest) <= 6 and not (p.text.endswith(".") and lower):
            _set(p, "byline", "byline.date_line")


def _repeats(found: list[Piece]) -> None:
    """A block that says again what another says: a caption under the same caption, the headline, a pull quote."""
    seen: dict[str, Piece] = {}
    before: list[Piece] = []  # the last few, latest first: a credit may stand between a caption and its repetition
    for p in found:
        if p.kind in ("boilerplate", "byline", "comment"):
            continue
        words = key(p.text)
        first = seen.get(words) if p.words >= 4 else None
        if first is not None:
            _repeated(first, p, neighbours=before[:1] == [first])
        elif p.kind in (None, "caption"):
            for n, q in enumerate(before):
                near = q.kind == "caption" or (n == 0 and q.kind is None)
                if near and not q.kind == p.kind == "caption" and _told_twice(q, p):
                    _repeated(q, p, neighbours=n == 0)
                    break
        seen.setdefault(words, p)
        before = [p, *before[:2]]


def _pull_quotes(found: list[Piece]) -> None:
    """Short blocks that stand word for word inside a longer paragraph."""
    body = [(p, key(p.text)) for p in found if p.kind is None]
    if len(body) > MANY:
        return
    everything = "\n".join(words for _, words in body)
    alike = Counter(words for _, words in body)
    for p, words in body:
        if 4 <= p.words <= LONGEST_LEAD and everything.count(words) > alike[words]:
            _set(p, "boilerplate", "boilerplate.pull_quote")


def _repeated(first: Piece, again: Piece, *, neighbours: bool) -> None:
    """Sets what a block and its repetition are: captions, or one that goes (the shorter, of two alike the second)."""
    caption = neighbours and first.kind is None and _is_one_sentence(first) and _is_one_sentence(again)
    if caption or "caption" in (first.kind, again.kind):
        _set(first, "caption", first.rule or "caption.repeated_below")
        _set(again, "caption", "caption.repeats")
    elif again.kind is None:
        _set(first if first.kind is None and first.words < again.words else again, "boilerplate", "boilerplate.repeats")


def _told_twice(first: Piece, second: Piece) -> bool:
    """Whether two neighbours are one photo caption told twice, perhaps once with the credit."""
    if first.words > 70 or second.words > 70 or min(first.words, second.words) < 4:
        return False
    one, two = key(first.text).split(), key(second.text).split()
    short, long = sorted((one, two), key=len)
    if len(short) < 0.5 * len(long) and first.kind != "caption":
        return False
    grams = {tuple(long[i : i + 3]) for i in range(len(long) - 2)}
    shared = sum(tuple(short[i : i + 3]) in grams for i in range(len(short) - 2))
    return len(short) > 3 and shared >= 0.75 * (len(short) - 2)


def _is_one_sentence(p: Piece) -> bool:
    """Whether a block is no more than a caption may be: short, one sentence (a credit may follow), nobody speaking."""
    rest = SENTENCE_BREAK.split(p.text, maxsplit=1)[1:]
    return p.words <= 60 and sum(map(_words, rest)) <= 6 and SPEECH.search(p.text) is None


def _words(text: str) -> int:
    return text.count(" ") + 1


def _authors(found: list[Piece]) -> None:
    for i in authors.notes(found):
        _set(found[i], "byline", "byline.about_the_author")


def _comments(
    found: list[Piece], markers: list[bool], tools: list[bool], voices: Voices, names: tuple[str, ...], page: bool
) -> None:
    """Reader comments. A page marks them somehow: without any trace of a comment section its voice is not judged."""
    marked = not page or any(markers) or any(p.kind == "comment" for p in found)
    start = comments.find(found, markers, tools, voices, by_voice=marked, names=names)
    if start is None:
        return
    for p in found[start.index :]:
        if p.kind in (None, "lead", "title", "quotation", "caption", "comment", "byline"):
            _set(p, "comment", start.rule)


def _quotations(found: list[Piece], outlets: Outlets) -> None:
    """Passages of another outlet: marked as quoted, below a line that names author, piece and date, or introduced."""
    below_line = introduced = False
    above = 0  # words of the report itself so far: a line at its head tells of the report, not of a quotation
    for p in found:
        above += p.words if p.kind is None else 0
        if p.rule == "byline.date_line" and above > HEAD_WORDS and quotations.dated_line(p.text, outlets.is_outlet):
            p.rule = "quotation.source_line"
            below_line, introduced = True, False
        elif p.kind is not None:
            if p.kind == "title" or (p.kind == "boilerplate" and p.rule != "boilerplate.more"):
                below_line = False
        elif quotations.source_line(p.text) is not None:
            _set(p, "byline", "quotation.source_line")
            below_line, introduced = True, False
        elif p.quoted:
            _set(p, "quotation", "quotation.marked")
            introduced = False
        elif below_line:
            _set(p, "quotation", "quotation.below_source_line")
        elif _names_outlet(p.text, outlets):
            introduced = True
        elif introduced:
            _set(p, "quotation", "quotation.introduced")
            introduced = False


def _crossheads(found: list[Piece]) -> None:
    """Headlines inside the text: headings, and short lines without full stop between paragraphs that have one."""
    kept = [p for p in found if p.kind in KEPT_KINDS or p.kind is None]
    for before, p, after in zip([None, *kept], kept, kept[1:], strict=False):
        if p.kind is not None or p.words > LONGEST_CROSSHEAD or after.words < 2 * p.words or after.words < 12:
            continue
        line = TITLE_END.search(p.text) is not None and p.text[0].isupper() and not p.text.endswith(NO_HEADLINE_END)
        if p.heading or (line and before is not None and (before.kind == "title" or before.text.endswith(FULL_STOP))):
            _set(p, "title", "title.crosshead")


def _names_outlet(text: str, outlets: Outlets) -> bool:
    """Whether an introduction hands over to an outlet: a person's words are no report of another."""
    source = quotations.introduction(text, outlets.is_outlet)
    return source is not None and outlets.is_outlet(source.who)


CLEAN = Stage(
    name="corpus.clean",
    question="what is the report; what is byline, caption, embedded quotation, reader comment, furniture",
    apply=apply,
    reads=(Raw,),
    writes=(Block,),
    resources=("furniture", "voices", "outlets"),
)
