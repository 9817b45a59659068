"""A plot as PNG, by resvg (MIT and Apache-2.0; `escalade[png]`).

Where resvg finds no font it leaves the words out and does not tell. A plot without its words says nothing, so a font is
looked for that draws some, and there is an error where there is none.
"""

from __future__ import annotations

from typing import Any

from escalade.errors import MissingExtraError

WIDTH = 1520  # pixels: twice what the plots are drawn in
FONTS = ("Arial", "Helvetica", "Liberation Sans", "DejaVu Sans", "Noto Sans", "Roboto", "Ubuntu", "Cantarell")
_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" font-family="sans-serif">{}</svg>'


def png(svg: str) -> bytes:
    """The picture of an SVG text. Raises MissingExtraError without resvg, or without a font that draws its words."""
    try:
        import resvg_py
    except ImportError as error:
        raise MissingExtraError("PNG needs resvg-py: pip install 'escalade[png]'; --svg needs nothing") from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH, sans_serif_family=_font(resvg_py)))


def _font(resvg: Any) -> str:
    """The first font of FONTS that leaves a mark."""
    blank = resvg.svg_to_bytes(svg_string=_PROBE.format(""))
    word = _PROBE.format('<text x="1" y="15">E</text>')
    for name in FONTS:
        if resvg.svg_to_bytes(svg_string=word, sans_serif_family=name) != blank:
            return name
    raise MissingExtraError(f"PNG needs one of the fonts {', '.join(FONTS)} on this machine; --svg needs none")
