"""Templates: text always escaped, characters that reorder or hide text always shown as what they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from escalade.brief.wording import tolls, when
from escalade.model.shown import SHOWN
from escalade.model.words import toll
from escalade.web.page import Ask, Page
from escalade.web.store import ReadModel

CLIP = 320  # characters of a quote in a list
SCREENS = (
    ("desk", "Desk", "/desk"),
    ("events", "Events", "/events"),
    ("reader", "Reader", "/reader"),
    ("actors", "Actors", "/actors"),
    ("chains", "Chains", "/chains"),
    ("outlook", "Outlook", "/outlook"),
    ("sources", "Sources", "/sources"),
)
QUADS = {
    1: ("○", "verbal cooperation"),
    2: ("●", "material cooperation"),
    3: ("△", "verbal conflict"),
    4: ("▲", "material conflict"),
}
STANDINGS = {
    "corroborated": ("●●", "told by two or more independent origins, none against"),
    "single_origin": ("●", "told by one origin"),
    "disputed": ("⇄", "accounts exclude one another, or a party denies"),
    "revised": ("↺", "a side took back its own word"),
    "denied": ("⊘", "only denials are left"),
    "hypothetical": ("◌", "not told as having happened"),
}


def shown(value: Any) -> Any:
    """Text as it may be shown: control characters and bidirectional overrides in words. Markup stays markup."""
    if isinstance(value, Markup):
        return Markup(value.translate(SHOWN))
    if isinstance(value, str):
        return value.translate(SHOWN)
    return "" if value is None else value


def clip(text: str | None, size: int = CLIP) -> str:
    """Text on one line, cut with an ellipsis."""
    line = " ".join((text or "")[: size * 4].split())
    return line if len(line) <= size else line[: size - 1].rstrip() + "…"


def around(text: str, start: int, length: int, size: int = CLIP) -> Markup:
    """A sentence with some of its words marked; a long one is cut around them."""
    lo, hi = max(0, start - size), min(len(text), start + length + size)
    before, words, after = text[lo:start], clip(text[start : start + length], size * 3), text[start + length : hi]
    if lo:  # not inside a word
        before = before.partition(" ")[2] or before
    if hi < len(text):
        after = after.rpartition(" ")[0] or after
    whole = Markup("{}{}<mark>{}</mark>{}{}")
    return whole.format("… " if lo else "", before, words, after, " …" if hi < len(text) else "")


def words(value: str | None) -> str:
    """A code as words: "single_origin" -> "single origin"."""
    return (value or "").replace("_", " ").replace("-", " ")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,}"


def _toll_of(row: dict[str, Any]) -> str:
    return ", ".join(filter(None, (toll(row[f"{k}_min"], row[f"{k}_max"], k) for k in ("killed", "injured"))))


def _part(identity: str) -> str:
    """An id as one part of a path, whatever is in it: those of imported events are their publishers'."""
    return quote(identity, safe="")


@cache
def environment() -> Environment:
    """The template environment."""
    made = Environment(
        loader=PackageLoader("escalade.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    made.filters["part"] = _part
    made.filters |= {"clip": clip, "around": around, "words": words, "number": _number, "when": when, "toll": _toll_of}
    made.globals |= {
        "quads": QUADS,
        "standings": STANDINGS,
        "screens": SCREENS,
        "tolls": tolls,
        "year": date.today().year,
    }
    return made


def html(page: Page, ask: Ask, model: ReadModel, **more: Any) -> bytes:
    """The page as HTML."""
    context = {
        **page.data,
        **page.extra,
        **more,
        "ask": ask,
        "page_title": page.title,
        "screen": page.screen,
        "here": ask.here,
        "to": ask.to,
        "ev": _evidence_link(ask),
        "moment": model.moment,
    }
    return environment().get_template(page.template).render(context).encode("utf-8", "replace")


def _evidence_link(ask: Ask) -> Callable[..., Markup]:
    def ev(ref: str, label: Any, css: str = "", title: str = "") -> Markup:
        """A number, name or mark that opens the evidence drawer."""
        told = Markup(' title="{}"').format(shown(title)) if title else ""
        link = Markup('<a class="ev {}" href="{}" data-open="{}"{}>{}</a>')
        return link.format(css, ask.here(open=ref), ref, told, shown(label))

    return ev
