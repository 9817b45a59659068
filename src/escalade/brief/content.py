"""What a brief is made of, as plain data: sections of lines, each line with its quotes."""

from __future__ import annotations

from dataclasses import dataclass, field


def plural(n: int, noun: str) -> str:
    """ "1 report", "2 reports"."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


@dataclass(frozen=True)
class Evidence:
    """A quote: the words, where they stand, and who says so (publisher first)."""

    record_id: str
    document_id: str
    report: str
    quote: str
    said_by: str
    words: tuple[int, int] | None = None  # the words in the quote that name the event, half-open
    also: tuple[str, ...] = ()  # others with the same words (copies)

    @property
    def source(self) -> str:
        """Who says so, copies included."""
        return f"{self.said_by} (also {'; '.join(self.also)})" if self.also else self.said_by


@dataclass(frozen=True)
class Line:
    """One statement of the brief, told by `lead` (empty where several do).

    `id` can be traced; `standing` and `note` say how well attested it is; `kind` is the event's type and mode, `quad`
    its class from verbal cooperation (1) to material conflict (4), 0 where it has none.
    """

    id: str
    when: str
    text: str
    standing: str
    note: str
    evidence: tuple[Evidence, ...]
    more: int = 0  # further quotes not shown
    lead: str = ""
    kind: str = ""
    quad: int = 0

    @property
    def remarks(self) -> str:
        """What stands in brackets behind the line: kind and the word that it rests on, standing, note."""
        first = self.evidence[0] if self.kind and self.evidence else None
        word = f"“{first.quote[slice(*first.words)]}”" if first is not None and first.words else ""
        kind = " ".join(part for part in (self.kind, word) if part)
        return " · ".join(part for part in (kind, self.standing, self.note) if part)


@dataclass(frozen=True)
class Section:
    """A heading, what its lines are, and the lines."""

    title: str
    about: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Brief:
    """A whole brief."""

    title: str
    warning: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    set_aside: tuple[str, ...] = field(default=())
