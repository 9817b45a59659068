"""Reports made by hand, cleaned and assembled without the pipeline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from escalade.corpus.assemble import document
from escalade.corpus.clean import Words, blocks
from escalade.model.documents import Block, Document, Raw
from escalade.model.ids import document_id
from escalade.vocab import furniture, outlets, voice


def make_raw(text: str, *, media: str = "text/plain", uri: str = "a.txt", **told: object) -> Raw:
    values: dict[str, object] = {
        "title": None,
        "published": None,
        "publisher": None,
        "url": None,
        "authors": (),
        "language": None,
    }
    content = text.encode()
    return Raw(document_id(uri, content), uri, uri, None, media, "utf-8", content, text, **(values | told))  # type: ignore[arg-type]


Cleaned = Callable[..., list[Block]]
Made = Callable[..., Document]


@pytest.fixture(scope="session")
def clean() -> Cleaned:
    words = Words(furniture.load(), voice.load(), outlets.load())

    def run(text: str, **told: object) -> list[Block]:
        return list(blocks(make_raw(text, **told), words))  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def make(clean: Cleaned) -> Made:
    def run(text: str, **told: object) -> Document:
        return document(make_raw(text, **told), clean(text, **told), outlets.load())  # type: ignore[arg-type]

    return run
