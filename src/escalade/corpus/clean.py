"""What is the report, and what stands around it: every block of the visible text gets a kind, and a rule that says why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from escalade.corpus import comments, quotations
from escalade.corpus.dates import FULL_DATE
from escalade.corpus.layout import Piece, markdown_text, pieces
from escalade.corpus.page import page_pieces
from escalade.model.documents import Block, Raw
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.vocab.furniture import Phrases
from escalade.vocab.voice import Voices

KEPT_KINDS = ("title", "lead", "body", "quotation")
LONGEST_TITLE = 26  # words
LONGEST_LEAD = 45
MANY = 400  # paragraphs, from which on pull quotes are not looked for: the search is quadratic
TITLE_END = re.compile(r"(?:\w|[)\]?!%’'\"”…])$|\b(?:U\.S\.|U\.N\.|U\.K\.)$")
DATE_NOISE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d[\d:.]*\s?(?:[ap]\.?m\.?|gmt|utc|est|edt|bst|°[fc])?\b|[^\w\s]",
    re.I,
)
PERSON_IS = re.compile(
    r"(?P<name>(?:Dr\.? |Prof\.? |Professor )?[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|al-\w+|de|van|von|bin|el|la)){0,4}|(?:[Tt]he|[Oo]ur) (?:author|writer)|He|She)"
    r",?(?: (?P<verb>is|was|has been|has|covers|writes|edits|reports|teaches|serves|works|tweets|blogs|can be|leads|directs|heads|hosts|contributes|joined)\b|, (?=an? |the ))"
)
POST = re.compile(
    r"\b(?:editor|reporter|correspondent|columnist|journalist|freelancer?|writer|author of|contributor|contributing|fellow|professor|lecturer|scholar|analyst|researcher|"
    r"historian|blogger|podcast|host of|bureau chief|staff|retired|former|Ph\.?D|postdoctoral|student|activist|novelist|director of|based in|@\w{3,})\b"
)
REACH = re.compile(
    r"(?i)\b(?:follow (?:him|her|them|me|us)\b|(?:he|she|they) tweets?\b|tweets (?:at|too|about|as)|on twitter|on x (?:at|@)|can be (?:reached|followed|contacted|found)|(?:his|her|their|my|latest|most recent|new|forthcoming) (?:\w+ )?(?:book|novel)s?\b|"
    r"is the author of|(?:his|her|their) (?:work|writing|reporting|articles|research) (?:has|have) (?:appeared|been)|(?:writes|blogs|tweets|edits) (?:for|at|about|on)\b)|(?<![\w.])@\w{3,}"
)
SPACES = re.compile(r"\s+")


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Blocks of each raw report."""
    phrases, voices = resources["furniture"], resources["voices"]
    return {Block: [block for raw in tables.rows(Raw) for block in blocks(raw, phrases, voices)]}


def blocks(raw: Raw, phrases: Phrases, voices: Voices) -> Iterator[Block]:
    """Blocks of one report in text order. Their offsets count in `visible_text(raw)`."""
    _, found = view(raw)
    page = raw.media_type == "text/html"
    for ordinal, p in enumerate(classify(found, raw.title, phrases, voices, page=page)):
        yield Block(raw.document_id, ordinal, p.kind or "body", p.kept, p.start, p.end, p.rule, p.text)


def visible_text(raw: Raw) -> str:
    """The text that blocks point into: the raw text itself, for a page what a reader sees of it, for Markdown without marks."""
    return view(raw)[0]


def view(raw: Raw) -> tuple[str, list[Piece]]:
    """The visible text and its pieces."""
    if raw.media_type == "text/html":
        return page_pieces(raw.text, raw.url)
    if raw.media_type == "text/markdown":
        text = markdown_text(raw.text)
        return text, pieces(text, markdown=True)
    return raw.text, pieces(raw.text)


def classify(
    found: list[Piece], title: str | None, phrases: Phrases, voices: Voices, *, page: bool = False
) -> list[Piece]:
    """The pieces, each with kind, `kept` and rule. Passes go from what is surest to what is left: body."""
    markers = _furniture(found, phrases)
    _title_and_lead(found, title)
    _date_lines(found)
    _repeats(found)
    _authors(found)
    _comments(found, markers, voices, page)
    _quotations(found)
    for p in found:
        if p.kind is None:
            p.kind, p.rule = "body", p.rule or "body.paragraph"
    return found


def _set(p: Piece, kind: str, rule: str) -> None:
    p.kind, p.rule, p.kept = kind, rule, kind in KEPT_KINDS


def _furniture(found: list[Piece], phrases: Phrases) -> list[bool]:
    """Sets what known phrases tell; returns which pieces open a comment section."""
    markers = [False] * len(found)
    for i, p in enumerate(found):
        if p.kind is not None:
            markers[i] = p.rule == "comment.section"
            continue
        entry = phrases.of(p.text, p.words)
        if entry is None or p.quoted:
            continue
        markers[i] = entry.kind == "comments"
        kind = "boilerplate" if entry.kind == "comments" else entry.kind
        _set(p, kind, f"{kind}.{entry.id}")
    return markers


def _title_and_lead(found: list[Piece], given: str | None) -> None:
    """The headline: as given, or a first short line without full stop over longer text; the deck below it likewise."""
    open_pieces = [i for i, p in enumerate(found) if p.kind is None]
    if any(p.kind == "title" for p in found):
        return
    wanted = _key(given) if given else None
    for i in open_pieces[:6]:
        if wanted and _key(found[i].text) == wanted:
            _set(found[i], "title", "title.given")
            _lead(found, i)
            return
    if len(open_pieces) < 2:
        return
    i, following = open_pieces[0], [found[j] for j in open_pieces[1:4]]
    p = found[i]
    short = p.words <= LONGEST_TITLE and TITLE_END.search(p.text) is not None and len(p.text) > 3
    if p.heading or (short and not p.quoted and any(f.words >= max(12, p.words) for f in following)):
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
    """A block that says again what a block before it said: a caption under the same caption, a headline, a pull quote."""
    seen: dict[str, Piece] = {}
    before: Piece | None = None
    body: list[str] = []
    for p in found:
        if p.kind in ("boilerplate", "byline", "comment"):
            continue
        key = _key(p.text)
        if p.words >= 4 and key in seen:
            first = seen[key]
            if (
                p.kind == "caption"
                or first.kind == "caption"
                or (before is first and first.kind is None and p.words <= 60)
            ):
                _set(first, "caption", first.rule or "caption.repeated_below")
                _set(p, "caption", "caption.repeats")
            elif p.kind is None:
                _set(p, "boilerplate", "boilerplate.repeats")
        elif p.kind is None and before is not None and before.kind in (None, "caption") and _one_caption(before, p):
            if before.kind is None:
                _set(before, "caption", "caption.repeated_below")
            _set(p, "caption", "caption.repeats")
        elif p.kind is None and 4 <= p.words <= 45 and len(body) <= MANY and any(key in other for other in body):
            _set(p, "boilerplate", "boilerplate.pull_quote")
        seen.setdefault(key, p)
        if p.kind is None:
            body.append(key)
        before = p


def _one_caption(first: Piece, second: Piece) -> bool:
    """Whether two neighbours are one photo caption told twice, perhaps once with the credit."""
    if first.words > 70 or second.words > 70 or min(first.words, second.words) < 4:
        return False
    one, two = _key(first.text).split(), _key(second.text).split()
    short, long = sorted((one, two), key=len)
    if len(short) < 0.5 * len(long) and first.kind != "caption":
        return False
    grams = {tuple(long[i : i + 3]) for i in range(len(long) - 2)}
    shared = sum(tuple(short[i : i + 3]) in grams for i in range(len(short) - 2))
    return len(short) > 3 and shared >= 0.75 * (len(short) - 2)


def _authors(found: list[Piece]) -> None:
    """Notes on the author at the end (or under the headline): who they are, what they wrote, where they can be reached."""
    names = [_key(p.text) for p in found if p.kind == "byline"]
    own = [i for i, p in enumerate(found) if p.kind is None]
    total = sum(found[i].words for i in own)
    below = 0
    for i in reversed(own):
        p = found[i]
        if below > 0.25 * total and below > 120:
            break
        below += p.words
        if p.words > 90 or p.quoted:
            continue
        match = PERSON_IS.match(p.text)
        reach = REACH.search(p.text) is not None
        named = match is not None and any(f" {_key(match['name'])} " in f" {n} " for n in names)
        post = POST.search(p.text[: 400 if match is None else match.end() + 160]) is not None
        if match is not None and not named and (match["name"] in ("He", "She") or " " not in match["name"]):
            match = match if match["name"] in ("He", "She") and reach and post else None
        last = all(q.kind not in (None, "quotation", "lead") for q in found[i + 1 :])
        if match is not None and (named or (reach and (post or last)) or (post and last and _is_note(p, match))):
            _set(p, "byline", "byline.about_the_author")
            below -= p.words


def _is_note(p: Piece, match: re.Match[str]) -> bool:
    """Whether "NAME is a POST" is a note: present tense, nobody else says or does anything in it."""
    if match["verb"] not in (
        "is",
        "covers",
        "writes",
        "edits",
        "reports",
        "teaches",
        "serves",
        "works",
        "hosts",
        "contributes",
    ):
        return False
    return (
        p.words <= 60
        and re.search(
            r"\b(?:said|told|says|killed|attacked|arrested|warned|accused|according|wanted|responsible)\b|[“\"]", p.text
        )
        is None
    )


def _comments(found: list[Piece], markers: list[bool], voices: Voices, page: bool) -> None:
    """Reader comments. A page marks them somehow: without any trace of a comment section its voice is not judged."""
    marked = not page or any(markers) or any(p.kind == "comment" for p in found)
    start = comments.find(found, markers, voices, by_voice=marked)
    if start is None:
        return
    for p in found[start.index :]:
        if p.kind in (None, "lead", "title", "quotation", "caption", "comment", "byline"):
            _set(p, "comment", start.rule)


def _quotations(found: list[Piece]) -> None:
    """Passages of another outlet: marked as quoted, or below a line that names author, piece and date."""
    inside = False
    for p in found:
        if p.kind is None and quotations.source_line(p.text) is not None:
            _set(p, "byline", "quotation.source_line")
            inside = True
        elif p.kind is None and p.quoted:
            _set(p, "quotation", "quotation.marked")
        elif p.kind is None and inside:
            _set(p, "quotation", "quotation.below_source_line")
        elif p.kind == "title" or (p.kind == "boilerplate" and p.rule != "boilerplate.more"):
            inside = False


def _key(text: str) -> str:
    """For comparison: words in lower case without marks."""
    return SPACES.sub(" ", re.sub(r"[^\w\s]", "", text.lower())).strip()


CLEAN = Stage(
    name="corpus.clean",
    question="what is the report; what is byline, caption, embedded quotation, reader comment, furniture",
    apply=apply,
    reads=(Raw,),
    writes=(Block,),
    resources=("furniture", "voices"),
)
