"""What a page says of itself: JSON-LD, meta elements, microdata, <time>."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from escalade.corpus.dates import parse_date

DATES = (
    'meta[property="article:published_time"]',
    'meta[name="article:published_time"]',
    'meta[property="og:article:published_time"]',
    'meta[property="og:published_time"]',
    'meta[itemprop="datePublished"]',
    'meta[name="datePublished"]',
    'meta[name="pubdate"]',
    'meta[name="publishdate"]',
    'meta[name="publish-date"]',
    'meta[name="publish_date"]',
    'meta[name="publication_date"]',
    'meta[name="published_time"]',
    'meta[name="parsely-pub-date"]',
    'meta[name="sailthru.date"]',
    'meta[name="cXenseParse:recs:publishtime"]',
    'meta[name="dcterms.created"]',
    'meta[name="dcterms.date"]',
    'meta[name="DC.date.issued"]',
    'meta[name="dc.date"]',
    'meta[name="DC.date"]',
    'meta[name="article.published"]',
    'meta[name="article_date_original"]',
    'meta[name="original-publish-date"]',
    'meta[name="OriginalPublicationDate"]',
    'meta[name="citation_publication_date"]',
    'meta[name="citation_date"]',
    'meta[name="rnews:datePublished"]',
    'meta[property="rnews:datePublished"]',
    'meta[name="date"]',
    'meta[property="bt:pubDate"]',
    'meta[name="weibo:article:create_at"]',
)
TIMES = (
    '[itemprop="datePublished"]',
    "time[pubdate]",
    "abbr.published",
    ".published[title]",
    "time.entry-date",
    "time.published",
    "time.post-date",
    "article time[datetime]",
    "header time[datetime]",
    ".date-header",
    ".post-date",
    ".entry-date",
    ".article-date",
    ".published-date",
    ".pubdate",
    ".date-published",
    ".article__date",
    ".post-meta",
    ".entry-meta",
    ".posted-on",
    ".byline",
    ".dateline",
    ".timestamp",
    ".article-meta",
    ".article-info",
    ".date",
    "time[datetime]",
)
PUBLISHERS = (
    'meta[property="og:site_name"]',
    'meta[name="application-name"]',
    'meta[name="publisher"]',
    'meta[name="dc.publisher"]',
    'meta[name="DC.publisher"]',
    'meta[name="apple-mobile-web-app-title"]',
)
AUTHORS = (
    'meta[name="author"]',
    'meta[property="author"]',
    'meta[name="parsely-author"]',
    'meta[name="sailthru.author"]',
    'meta[name="dc.creator"]',
    'meta[name="DC.creator"]',
    'meta[name="byl"]',
    'meta[name="citation_author"]',
    'meta[property="article:author"]',
)
AUTHOR_NODES = ('[rel="author"]', '[itemprop="author"]', ".author-name", ".byline-name", ".author", ".byline")
ARTICLE_TYPES = re.compile(r"Article|Posting|Report|Review|WebPage|Recipe|TechArticle|CreativeWork")
URL_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)|/((?:19|20)\d\d)(0\d|1[0-2])([0-2]\d|3[01])(?:[/_-]|$)|[/-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[/_-]|\.|$)"
)
WESTERNMOST, EASTERNMOST = 10, 12  # UTC hours before / from which it is another day at UTC-10 / UTC+12
UTC = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d+)?\s?(?:Z|[+-]00:?00|UTC|GMT)"
)
OFFSET = re.compile(
    r"(?P<day>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d))[T ](?P<time>(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d+)?"
    r"(?P<hours>[+-](?:0\d|1[0-3])):?(?P<minutes>[0-5]\d)"
)
MARKUP = re.compile(r"<[^>]{1,80}>")
BY = re.compile(r"^\s*(?:view all posts by|by|written by|author|posted by|from)\b:?\s+", re.I)
NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|\b(?:profile|profil|staff|edited by|newsroom|no author)\b"
    r"|^(?:admin|editors?|guest|author|unknown|by|view all posts|ph\.?d|m\.?d|reuters|cnn|afp|ap|bbc)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None or empty where it is silent. `published` is an ISO day."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None


def metadata(source: str, url: str | None) -> Metadata:
    """Metadata of a page's source. The day is that of the page's own clock, as it writes it."""
    tree = LexborHTMLParser(source)
    told = list(_linked_data(tree))
    address = (
        url
        or _attribute(tree, ('link[rel="canonical"]',), "href")
        or _attribute(tree, ('meta[property="og:url"]',), "content")
    )
    html = tree.css_first("html")
    return Metadata(
        title=_title(tree, told),
        published=_published(tree, told, address, source),
        publisher=_publisher(tree, told),
        authors=_authors(tree, told),
        url=address,
        language=((html.attributes.get("lang") or "")[:2].lower() or None) if html is not None else None,
    )


def article_body(source: str) -> str:
    """Text of the article that a page's JSON-LD carries, "" if none."""
    if '"articleBody"' not in source:
        return ""
    bodies = [d["articleBody"] for d in _linked_data(LexborHTMLParser(source)) if isinstance(d.get("articleBody"), str)]
    text = max(bodies, key=len, default="")
    return LexborHTMLParser(text).text(separator="\n") if "<p" in text else text


def url_date(url: str | None) -> str | None:
    """ISO day in an address such as /2020/01/03/title, else None."""
    match = URL_DATE.search(url or "")
    if match is None:
        return None
    year, month, day = (g for g in match.groups() if g is not None)
    return parse_date(f"{year}-{month}-{day}")


def _linked_data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Objects of the page's JSON-LD, those of an article first."""
    found: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        source = (node.text() or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            stack: list[Any] = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack:
            value = stack.pop(0)
            if isinstance(value, list):
                stack = [*value, *stack]
            elif isinstance(value, dict):
                found.append(value)
                stack = [
                    *(
                        value.get(k)
                        for k in ("@graph", "mainEntity", "mainEntityOfPage")
                        if isinstance(value.get(k), dict | list)
                    ),
                    *stack,
                ]
    yield from sorted(
        found,
        key=lambda d: not (ARTICLE_TYPES.search(_word(d.get("@type"))) and "WebPage" not in _word(d.get("@type"))),
    )


def _published(tree: LexborHTMLParser, told: list[dict[str, Any]], url: str | None, source: str) -> str | None:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for item in told:
            if (
                key in item
                and ARTICLE_TYPES.search(_word(item.get("@type")))
                and (day := _local(item[key], url, source))
            ):
                return day
    for selector in DATES:
        for node in tree.css(selector):
            if day := _local(node.attributes.get("content"), url, source):
                return day
    if day := url_date(url):
        return day
    for selector in TIMES:
        for node in tree.css(selector)[:3]:
            values = (node.attributes.get(a) for a in ("datetime", "content", "title"))
            for value in (*values, node.text(separator=" ")[:80]):
                if value and (day := _local(value, url, source)):
                    return day
    return None


def _local(value: Any, url: str | None, source: str) -> str | None:
    """The publisher's own day of a time stamp.

    A stamp in UTC may lie on the day after (or before) the one that the publisher prints: the address of the page, or
    the same moment written with an offset elsewhere in its source, tells.
    """
    day = parse_date(_word(value))
    if day is None:
        return None
    stamp = UTC.search(_word(value))
    if stamp is None:
        return day
    moment = datetime.fromisoformat(f"{stamp['day']}T{stamp['time']}+00:00")
    for other in OFFSET.finditer(source):
        local = datetime.fromisoformat(f"{other['day']}T{other['time']}{other['hours']}:{other['minutes']}")
        if local == moment and local.utcoffset():
            return local.date().isoformat()
    address = url_date(url)
    shift = (date.fromisoformat(address) - moment.date()).days if address else 0
    may_be = (shift == -1 and moment.hour < WESTERNMOST) or (shift == 1 and moment.hour >= EASTERNMOST)
    return address if may_be else day


def _publisher(tree: LexborHTMLParser, told: list[dict[str, Any]]) -> str | None:
    name = _attribute(tree, PUBLISHERS[:1], "content")
    for item in told:
        value = item.get("publisher")
        value = value[0] if isinstance(value, list) and value else value
        if not name and isinstance(value, dict):
            name = _clean(value.get("name"))
    return name or _attribute(tree, PUBLISHERS, "content")


def _title(tree: LexborHTMLParser, told: list[dict[str, Any]]) -> str | None:
    for item in told:
        if item.get("headline") and "Page" not in _word(item.get("@type")):
            return _clean(item["headline"])
    if title := _attribute(tree, ('meta[property="og:title"]', 'meta[name="twitter:title"]'), "content"):
        return title
    headings = [t for n in tree.css("h1") if (t := _clean(n.text(separator=" ")))]
    if len(headings) == 1:
        return headings[0]
    node = tree.css_first("title")
    return _clean(node.text()) if node is not None else None


def _authors(tree: LexborHTMLParser, told: list[dict[str, Any]]) -> tuple[str, ...]:
    for item in told:
        values = item.get("author")
        if ARTICLE_TYPES.search(_word(item.get("@type"))) and values:
            names = [
                v.get("name") if isinstance(v, dict) else v for v in (values if isinstance(values, list) else [values])
            ]
            if found := _names(names):
                return found
    for selector in AUTHORS:
        if found := _names([n.attributes.get("content") for n in tree.css(selector)]):
            return found
    for selector in AUTHOR_NODES:
        if found := _names([n.text(separator=" ") for n in tree.css(selector)[:3]]):
            return found
    return ()


def _names(values: list[Any]) -> tuple[str, ...]:
    out: list[str] = []
    for value in values:
        for part in value if isinstance(value, list) else [value]:
            name = BY.sub("", _clean(part) or "")
            for single in re.split(r"\s*;\s*|\s+and\s+|\s*,\s+(?=[A-Z][\w.'’-]+ [A-Z])", name):
                if (
                    2 < len(single) <= 50
                    and single.count(" ") <= 5
                    and not NO_NAME.search(single)
                    and single not in out
                ):
                    out.append(single)
    return tuple(out)


def _attribute(tree: LexborHTMLParser, selectors: tuple[str, ...], attribute: str) -> str | None:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None and (value := _clean(node.attributes.get(attribute))):
            return value
    return None


def _word(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _clean(value: Any) -> str | None:
    """Text of a value on one line, without markup and character references."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return " ".join(unescape(MARKUP.sub("", value)).split()) or None
