"""The pictures of the documents can be taken again: every page that is photographed is there, with what is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from escalade.web.store import Shelf

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("PIL", reason="pillow is not installed")
DOCS = Path(__file__).parents[2] / "docs"


def test_every_page_that_is_photographed_is_there(client: TestClient, casebook: Path) -> None:
    from tools.pictures import addresses

    for name, address in addresses(Shelf(casebook).current()).items():
        path, _, part = address.partition("#")
        answer = client.get(path)
        assert answer.status_code == 200, name
        assert "No such record" not in answer.text, name
        page = LexborHTMLParser(answer.text)
        if part == "adding":  # the third form, of a threat, is opened and the text scrolled to
            assert len(page.css(".adding summary")) >= 3
            assert page.css(".passage.is-body")
        elif part:
            assert page.css(f".{part}"), name


def test_the_documents_show_what_is_photographed(casebook: Path) -> None:
    from tools.pictures import SCHEMES, SIZES, TARGET, addresses

    names = addresses(Shelf(casebook).current())
    taken = {f"{name}-{scheme}-{width}.png" for name in names for scheme in SCHEMES for width in SIZES}
    shown = set(re.findall(r"\(explorer/([^)]+\.png)\)", (DOCS / "explorer.md").read_text(encoding="utf-8")))
    assert shown
    assert shown <= taken
    assert {path.name for path in TARGET.glob("*.png")} == taken
