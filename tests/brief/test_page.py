"""The page as a browser sees it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.sample.score import SAMPLE

from escalade import api
from escalade.brief import compose, page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
MARKS = {"event", "condition", "relation", "link"}
WIDTHS = (1280, 390)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the smaller sample."""
    case = api.create(tmp_path_factory.mktemp("case") / "karabakh")
    case.add(SAMPLE / "karabakh")
    case.run()
    threshold = case.settings.coding.brief_score
    file = tmp_path_factory.mktemp("page") / "brief.html"
    brief = compose(case.records, title="karabakh", threshold=threshold)
    file.write_text(page(brief, case.records, with_text=True), encoding="utf-8")
    return file


def browse(file: Path, *options: str, script: str = "") -> str:
    """What headless Chromium makes of the page; `script` runs at its end, in a copy without the page's policy."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("no Chromium here: install one (apt-get install chromium) to test the page in a browser")
    if script:
        text = re.sub(r"<meta http-equiv=[^>]*>", "", file.read_text(encoding="utf-8"))
        file = file.with_name("scripted.html")
        file.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={file.parent / 'profile'}"]
    done = subprocess.run(
        [*command, *options, "--dump-dom", file.as_uri()], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_every_line_of_the_brief_leads_to_a_marked_span_of_the_reader(html: Path) -> None:
    tree = LexborHTMLParser(browse(html))
    lines = [line for line in tree.css("article.line") if line.css("blockquote mark, a.evidence")]
    assert len(lines) > 30
    for line in lines:
        links = [a.attributes["href"] or "" for a in line.css("a.evidence")]
        assert links, line.text()
        for link in links:
            anchors = tree.css(f"#reader [id='{link.removeprefix('#')}']")
            assert len(anchors) == 1, f"{link} of {line.text()!r}"
            mark = anchors[0].next
            while mark is not None and mark.tag == "a":  # overlapping marks share a span
                mark = mark.next
            assert mark is not None
            assert mark.tag == "span"
            assert MARKS & set((mark.attributes["class"] or "").split()), link


def test_the_page_asks_for_nothing_and_runs_nothing(html: Path) -> None:
    tree = LexborHTMLParser(browse(html))
    assert not tree.css("script, link, img, iframe, object, embed, form")
    assert not re.search(r"\son\w+=|url\(|@import", html.read_text(encoding="utf-8").split("</style>")[0])
    assert "default-src 'none'" in html.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_its_window(html: Path, width: int) -> None:
    said = "document.title = document.documentElement.scrollWidth + ' ' + window.innerWidth"
    tree = LexborHTMLParser(browse(html, f"--window-size={width},900", script=said))
    title = tree.css_first("title")
    assert title is not None
    needed, there = map(int, title.text().split())
    assert needed <= there
