"""The brief on a terminal."""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from escalade.brief.content import Brief, Line

COLOURS = {"corroborated": "green", "disputed": "magenta", "denied": "magenta", "revised": "yellow", "armed": "red"}


def show(brief: Brief, console: Console) -> None:
    """Print the brief; plain text when the console is no terminal."""
    console.print(Text(brief.title, style="bold"))
    console.print(Panel(brief.warning, border_style="yellow"))
    for item in brief.summary:
        console.print(Text(f"• {item}"))
    for section in brief.sections:
        console.print()
        console.print(Text(section.title.upper(), style="bold cyan"), Text(section.about, style="dim italic"))
        for line in section.lines:
            console.print(_line(line))
    if brief.set_aside:
        console.print()
        console.print(Text("SET ASIDE", style="bold cyan"))
        for item in brief.set_aside:
            console.print(Text(f"• {item}", style="red"))


def _line(line: Line) -> Group:
    head = Text()
    if line.when:
        head.append(f"{line.when}  ", style="bold")
    if line.lead:
        head.append(f"{line.lead} ", style="dim")
    head.append(line.text)
    if line.remarks:
        head.append(f"  [{line.remarks}]", style=COLOURS.get(line.standing, "dim"))
    head.append(f"  {line.id}", style="dim")
    quotes = [Text(f"“{' '.join(e.quote.split())}”  {e.source}", style="dim italic") for e in line.evidence]
    if line.more:
        quotes.append(Text(f"and {line.more} more (escalade trace CASEBOOK {line.id})", style="dim"))
    return Group(head, *(Padding(q, (0, 0, 0, 4)) for q in quotes))
