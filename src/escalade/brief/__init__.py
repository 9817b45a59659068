"""The situation brief: what a casebook says, every line with the quoted words it rests on."""

from escalade.brief.compose import compose
from escalade.brief.content import Brief
from escalade.brief.html import page
from escalade.brief.markdown import markdown
from escalade.brief.terminal import show

__all__ = ["Brief", "compose", "markdown", "page", "show"]
