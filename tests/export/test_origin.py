"""Quoted words are found again in the raw bytes, whatever the format did to them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from escalade import api
from escalade.export import origin
from escalade.model.documents import Document, Raw
from escalade.model.tables import Tables
from escalade.pipeline import Resources, pipeline
from escalade.runner.guard import run_stages

SENTENCE = 'The minister said: "We won’t yield" — and 5 < 7 million zł went to Kraków & Łódź.'
OTHER = "Rebels in the hills near the border town shelled an army post on Tuesday, officials said."
PARAGRAPHS = [OTHER, SENTENCE, "Nobody was hurt in the shelling, which lasted for about an hour until the rain came."]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("’", "&rsquo;").replace("—", "&#8212;")


def write(folder: Path, form: str) -> Path:
    text = "\n\n".join(PARAGRAPHS)
    path = folder / f"in.{form.partition('-')[0]}"
    if form == "txt-cp1252":
        path.write_bytes(text.replace("Łódź", "Lodz").replace("zł", "euros").encode("cp1252"))
    elif form == "txt-bom":
        path.write_bytes(text.encode("utf-8-sig"))
    elif form == "txt-crlf":
        path.write_bytes(text.replace("\n", "\r\n").encode())
    elif form in ("txt", "md"):
        path.write_text(text)
    elif form == "html":
        body = "".join(f"<p>{escaped(p).replace('minister', '<b>minister</b>')}</p>\n" for p in PARAGRAPHS)
        path.write_text(f"<html><body><article><h1>Talks</h1>{body}</article></body></html>")
    elif form.startswith("jsonl"):
        rows = [{"id": "a", "text": f"Another story. {SENTENCE}"}, {"id": "b", "text": text}]
        path.write_text("".join(json.dumps(r, ensure_ascii=form.endswith("ascii")) + "\n" for r in rows))
    elif form == "csv":
        with path.open("w", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerows([["id", "text"], ["a", f"Another story.\n{SENTENCE}"], ["b", text]])
    return path


@pytest.mark.parametrize(
    "form", ["txt", "txt-cp1252", "txt-bom", "txt-crlf", "md", "html", "jsonl", "jsonl-ascii", "csv"]
)
def test_words_are_found_in_the_bytes(tmp_path: Path, form: str) -> None:
    case = api.create(tmp_path / "case")
    case.add(write(tmp_path, form))
    tables = Tables({Raw: case.ledger.read(Raw)})
    tables, _ = run_stages(pipeline()[0].stages, tables, Resources(), case.settings, {})
    document = tables.rows(Document)[-1]
    raw = next(r for r in tables.rows(Raw) if r.document_id == document.document_id)
    for words in ("shelled", "minister", "We won’t yield", "Kraków", "hurt in the shelling", "Kraków &"):
        start = document.text.index(words)
        end = start + len(words)
        found = origin.find(case.folder / "inbox", case.ledger.manifest.inbox, raw, document, start, end)
        assert found is not None
        assert found.exact, words
        assert found.offset is not None
        assert found.length is not None
        content = (tmp_path / f"in.{form.partition('-')[0]}").read_bytes()
        cut = content[found.offset : found.offset + found.length].decode("cp1252" if "cp1252" in form else "utf-8")
        for mark, plain in (("&rsquo;", "’"), ("&amp;", "&"), ('\\"', '"'), ('""', '"')):
            cut = cut.replace(mark, plain)
        if form == "jsonl-ascii":
            cut = json.loads(f'"{cut}"')
        assert cut == words
        if form in ("jsonl", "jsonl-ascii", "csv"):
            assert found.row == 1
            assert found.offset > content.index(b"Another story")
