"""The brief as Markdown, and as styled terminal lines."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.brief.content import Brief, Line


def markdown(brief: Brief) -> str:
    """The whole brief, every line with its quotes and its id."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {brief.title}"
    yield from ("", f"> {brief.warning}", "")
    yield from (f"- {item}" for item in brief.summary)
    for section in brief.sections:
        yield from ("", f"## {section.title}", "", f"*{section.about}*", "")
        for line in section.lines:
            yield from _line(line)
    if brief.set_aside:
        yield from ("", "## Set aside", "")
        yield from (f"- {item}" for item in brief.set_aside)


def _line(line: Line) -> Iterator[str]:
    head = " · ".join(p for p in (line.when, f"{line.lead} {line.text}".strip()) if p)
    note = f" ({line.remarks})" if line.remarks else ""
    yield f"- {head}{note} `{line.id}`"
    for proof in line.evidence:
        yield f"    - “{' '.join(proof.quote.split())}” ({proof.source}; {proof.report}) `{proof.record_id}`"
    if line.more:
        yield f"    - and {line.more} more: `escalade trace CASEBOOK {line.id}`"
