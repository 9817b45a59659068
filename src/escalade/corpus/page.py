"""Web pages: the text that a reader sees, cut into pieces, and which of them are the article."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from escalade.corpus.layout import Piece, piece
from escalade.corpus.metadata import article_body

UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "iframe",
        "object",
        "select",
        "option",
        "button",
        "textarea",
        "input",
        "-comment",
        "math",
        "canvas",
        "audio",
        "video",
    }
)
BLOCK_TAGS = """address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
thead tr ul"""
BLOCKS = frozenset(BLOCK_TAGS.split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
COMMENT_BOX = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|comment-?(?:list|body|content|text|thread|section|area|wrapper|form|respond)|disqus(?:_thread)?|respond|replies|discussion|livefyre|user-?comments?|reader-?comments?|talkbacks?|coral)(?:$|[\s_-])",
    re.I,
)
NO_COMMENT_BOX = re.compile(
    r"(?:has|with|no|show|hide|open|count|link|allow|single|post|entry)[-_]comments?|comments?[-_](?:count|link|num|number|open|closed|enabled|off|icon|button|status)|commentary",
    re.I,
)
AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|footer|masthead|share(?:d?daddy)?|sharing|social|related|recommend(?:ed|ations?)?|newsletter|subscribe|signup|promo|advert(?:isement)?s?|ads?|cookie|banner|popular|most-?read|trending|tags?|taboola|outbrain)(?:$|[\s_-])",
    re.I,
)
CAPTION_BOX = re.compile(
    r"(?:^|[\s_-])(?:caption|wp-caption-text|image-?caption|photo-?(?:caption|credit)|credits?|img-?caption)(?:$|[\s_-])",
    re.I,
)
LINKED = 0.9  # share of a short line that stands in links, from which it is no part of an article
WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.I)
SPACE = re.compile(r"\s+")
WORD = re.compile(r"\w+")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read shows in its result
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class _Line:
    """A run of visible text inside one block element, and the boxes it stands in."""

    text: str
    heading: str | None = None
    quoted: bool = False
    box: str | None = None  # comment | around | caption | links


def page_pieces(source: str, url: str | None) -> tuple[str, list[Piece]]:
    """Visible text of a page, one line a block element with an empty line between, and its pieces.

    The pieces that belong to the article have no kind yet, all others are dropped with the rule that says why.
    """
    lines = _lines(source)
    article = _article(source) if WHOLE_PAGE.search(source) else _all(lines)
    if 2 * sum(line.text.count(" ") + 1 for line in lines if article.has(line.text)) < article.length:
        lines = [line for line in lines if not article.has(line.text)]  # the rest is written by a script
        lines += [_Line(text) for text in article.lines]
    boxed = sum(line.text.count(" ") + 1 for line in lines if line.box == "comment" and article.has(line.text))
    if 2 * boxed > article.length:  # no comments but the article itself, in a box with a misleading name
        lines = [
            replace(line, box=None) if line.box == "comment" and article.has(line.text) else line for line in lines
        ]
    if any(line.box is None and line.heading is None and article.has(line.text) for line in lines):
        lines = [replace(line, box=None) if line.box == "links" else line for line in lines]  # no mere list of links
    found, shown, start = [], [], 0
    for line in lines:
        p = piece(line.text, 0, len(line.text), heading=line.heading is not None, quoted=line.quoted)
        if p is not None:
            p.start, p.end = p.start + start, p.end + start
            _place(p, line, article)
            found.append(p)
            shown.append(line)
        start += len(line.text) + 2
    _headline(found, shown, source)
    return "\n\n".join(line.text for line in lines), found


def _place(p: Piece, line: _Line, article: _Article) -> None:
    if line.box == "comment":
        p.kind, p.kept, p.rule = "comment", False, "comment.section"
    elif line.box == "caption":
        p.kind, p.kept, p.rule = "caption", False, "caption.element"
    elif line.box == "links" or not article.has(p.text):
        p.kind, p.kept, p.rule = "boilerplate", False, f"boilerplate.{line.box or 'outside_article'}"


def _headline(found: list[Piece], lines: list[_Line], source: str) -> None:
    """The first main heading, else the line that repeats the page's title, is the title."""
    tree = LexborHTMLParser(source)
    node = tree.css_first("title")
    title = _flat(node.text()) if node is not None else ""
    best: Piece | None = None
    for p, line in zip(found, lines, strict=True):
        if line.heading == "h1" and p.words > 2 and (best is None or (title and _flat(p.text) in title)):
            best = p
            if title and _flat(p.text) in title:
                break
    if best is None and title:
        best = next((p for p in found if p.words > 3 and p.heading and _flat(p.text) in title), None)
    if best is not None:
        best.kind, best.kept, best.rule = "title", True, "title.heading"


@dataclass(frozen=True, slots=True)
class _Article:
    """What is taken for the article: its lines, and its words in a row."""

    lines: tuple[str, ...]
    words: str
    length: int  # words

    def has(self, text: str) -> bool:
        """Whether a block stands in the article, or nearly all of it (a link text less, a footnote mark more)."""
        words = WORD.findall(text.lower())
        if not words:
            return False
        if f" {' '.join(words)} " in self.words:
            return True
        if len(words) < 8:
            return False
        grams = [f" {' '.join(words[i : i + 4])} " for i in range(len(words) - 3)]
        return sum(g in self.words for g in grams) >= 0.7 * len(grams)


def _article(source: str) -> _Article:
    """The article as trafilatura finds it, or as the page tells it to machines where that is much longer."""
    import trafilatura  # half a second to import, and most runs read no page

    try:
        text = trafilatura.extract(source, include_comments=False, include_tables=True) or ""
    except Exception:  # a third-party parser on hostile input: then only what the page tells machines is left
        text = ""
    told = article_body(source)
    if len(told) > 2 * len(text) and len(told) > 600:
        text = told
    words = WORD.findall(text.lower())
    lines = tuple(flat for line in text.splitlines() if (flat := SPACE.sub(" ", line).strip()))
    return _Article(lines, f" {' '.join(words)} ", len(words))


def _all(lines: list[_Line]) -> _Article:
    """A fragment, as feeds and databases hold it, is all article but for what stands in boxes around it."""
    texts = tuple(line.text for line in lines if line.box is None)
    words = WORD.findall(" ".join(texts).lower())
    return _Article(texts, f" {' '.join(words)} ", len(words))


def _lines(source: str) -> list[_Line]:
    """Visible lines of the page in reading order."""
    tree = LexborHTMLParser(source)
    root = tree.body or tree.root
    if root is None:
        return []
    out: list[_Line] = []
    current: list[str] = []
    linked: list[str] = []  # the part of it that stands in links
    state: list[dict[str, Any]] = [{"heading": None, "quoted": False, "box": None, "link": False}]

    def flush() -> None:
        text = SPACE.sub(" ", "".join(current)).strip()
        links = len(SPACE.sub(" ", "".join(linked)).strip())
        current.clear()
        linked.clear()
        if text:
            inside = state[-1]
            box = inside["box"]
            if box is None and inside["heading"] is None and links > LINKED * len(text) and text.count(" ") < 25:
                box = "links"
            out.append(_Line(text, inside["heading"], inside["quoted"], box))

    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag
        if leaving:
            if tag in BLOCKS:
                flush()
            state.pop()
            continue
        if tag == "-text":
            current.append(node.text_content or "")
            if state[-1]["link"]:
                linked.append(current[-1])
            continue
        if tag in UNSEEN or tag is None or _is_hidden(node):
            continue
        if tag in BLOCKS:
            flush()
        state.append(_inside(node, tag, state[-1]))
        stack.append((node, True))
        children = []
        child = node.child
        while child is not None:
            children.append((child, False))
            child = child.next
        stack.extend(reversed(children))
    flush()
    return out


def _inside(node: Any, tag: str, outer: dict[str, Any]) -> dict[str, Any]:
    """What is known of the text inside an element."""
    inner = dict(outer)
    if tag in HEADINGS:
        inner["heading"] = tag
    elif tag == "blockquote":
        inner["quoted"] = True
    elif tag == "a":
        inner["link"] = True
    if outer["box"] == "comment" or tag in ("body", "html"):
        return inner
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if names.strip() and COMMENT_BOX.search(names) and not NO_COMMENT_BOX.search(names):
        inner["box"] = "comment"
    elif tag in ("nav", "footer", "aside", "form") or (names.strip() and AROUND.search(names)):
        inner["box"] = "around"
    elif tag == "figcaption" or (names.strip() and CAPTION_BOX.search(names)):
        inner["box"] = "caption"
    return inner


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def _flat(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))
