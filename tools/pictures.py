"""Take the pictures of the explorer in docs/explorer: every screen of the bundled sample, light and dark, wide and narrow.

    python tools/pictures.py                        # codes the sample first; needs Chromium (CHROMIUM=path)
    python tools/pictures.py --casebook iran -o /tmp/pictures --screens desk events

Pictures are the size of a window and reduced to a palette, so that all of them together stay small. Look at them before
they go into the documents: the tests find what is too wide, unreadable or out of reach, not what is ugly.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

import escalade
from escalade import api
from escalade.web.app import make
from escalade.web.store import ReadModel, Shelf

TARGET = Path(__file__).parents[1] / "docs" / "explorer"
SAMPLE = Path(escalade.__file__).parent / "sample" / "iran"
SIZES = {1280: 860, 390: 844}  # width and height of a window, pixels
SCHEMES = ("light", "dark")
COLOURS = 60  # of a picture
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def addresses(model: ReadModel) -> dict[str, str]:
    """What is taken, by name: the screens on what the casebook has most to tell of."""
    event = model.value("SELECT event_id FROM event WHERE weak = 0 ORDER BY origins_low DESC, reports DESC, n LIMIT 1")
    report = model.value("SELECT document_id FROM document ORDER BY mentions DESC, n LIMIT 1")
    actor = model.value("SELECT actor_id FROM actor ORDER BY events DESC, n LIMIT 1")
    return {
        "desk": "/desk",
        "events": "/events",
        "map": "/events?view=map#results",
        "matrix": "/events?view=matrix#results",
        "dossier": f"/events/{event}",
        "evidence": f"/events?open=event:{event}",
        "reader": "/reader",
        "report": f"/reader/{report}",
        "adding": f"/reader/{report}#adding",
        "actors": "/actors",
        "actor": f"/actors/{quote(str(actor), safe='')}",
        "chains": "/chains",
        "outlook": "/outlook",
        "sources": "/sources",
        "review": "/review",
    }


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A running explorer of a casebook; gives its address."""
    server = uvicorn.Server(uvicorn.Config(make(folder), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise SystemExit("the explorer did not start")
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


def take(page: Page, address: str) -> bytes:
    """A picture of a page with its charts drawn; `#adding` opens the form of a threat, `#results` goes down to a view."""
    path, _, part = address.partition("#")
    page.goto(path)
    page.locator("[data-chart] .plot:not(:has(svg))").first.wait_for(state="detached")
    if part == "adding":
        page.locator(".adding summary").nth(2).click()
        page.locator(".passage.is-body").first.scroll_into_view_if_needed()
    elif part:
        page.locator(f".{part}").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 90)")
    page.wait_for_timeout(150)
    return reduced(page.screenshot())


def reduced(picture: bytes) -> bytes:
    """A picture with a palette of few colours."""
    out = io.BytesIO()
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def coded(folder: Path) -> Path:
    """The bundled sample, coded."""
    case = api.create(folder / "iran")
    case.add(SAMPLE)
    case.run()
    return folder / "iran"


def main() -> None:
    """Take all pictures, tell their sizes."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--casebook", type=Path, help="a casebook that is coded; else the sample is")
    arguments.add_argument("-o", "--output", type=Path, default=TARGET)
    arguments.add_argument("--screens", nargs="*", help="only these")
    given = arguments.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    total = 0
    with TemporaryDirectory() as place, serving(given.casebook or coded(Path(place))) as server:
        folder = given.casebook or Path(place) / "iran"
        wanted = {
            n: a for n, a in addresses(Shelf(folder).current()).items() if not given.screens or n in given.screens
        }
        with sync_playwright() as playwright:
            browser: Any = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for width, height in SIZES.items():
                for scheme in SCHEMES:
                    viewport = {"width": width, "height": height}
                    context = browser.new_context(viewport=viewport, color_scheme=scheme, base_url=server)
                    page = context.new_page()
                    for name, address in wanted.items():
                        picture = take(page, address)
                        total += len(picture)
                        (given.output / f"{name}-{scheme}-{width}.png").write_bytes(picture)
                    context.close()
            browser.close()
    print(f"{len(wanted) * len(SIZES) * len(SCHEMES)} pictures, {total / 1e6:.2f} MB, in {given.output}")


if __name__ == "__main__":
    main()
