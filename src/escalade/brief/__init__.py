"""The situation brief: what a casebook says, every line with the quoted words it rests on."""

from escalade.brief.compose import Brief, compose
from escalade.brief.html import page
from escalade.brief.markdown import markdown
from escalade.brief.render import FORMATS, render
from escalade.brief.terminal import show

__all__ = ["FORMATS", "Brief", "compose", "markdown", "page", "render", "show"]
