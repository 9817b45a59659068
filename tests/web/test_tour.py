"""A tour in a real browser, on the bundled sample: every screen, every correction, by keyboard alone; and axe-core.

Needs Chromium (CHROMIUM=path, else /usr/bin/chromium or `playwright install chromium`).
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import escalade
from escalade import api
from escalade.web.app import make
from escalade.web.render import SCREENS
from escalade.web.store import Shelf
from tests.imports.rows import ROWS, text
from tests.web.fitted import keep_all

pytestmark = pytest.mark.slow
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
SAMPLE = Path(escalade.__file__).parent / "sample" / "iran"
CHROMIUM = next(
    filter(None, (os.environ.get("CHROMIUM"), shutil.which("chromium"), shutil.which("chromium-browser"))), None
)
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except sync_api.Error as error:
            pytest.skip(f"no Chromium to tour with (set CHROMIUM): {str(error).splitlines()[0]}")
        yield found
        found.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample, coded once."""
    folder = tmp_path_factory.mktemp("tour") / "iran"
    case = api.create(folder)
    case.add(SAMPLE)
    case.run()
    path = folder.with_name("acled.csv")
    path.write_text(text("acled", [ROWS["acled"]]), encoding="utf-8")
    case.import_events(path, "acled")
    Shelf(folder).current()  # no page waits for it
    return folder


@pytest.fixture(scope="module")
def server(sample: Path) -> Iterator[str]:
    """A running explorer; gives its address."""
    import uvicorn

    config = uvicorn.Config(make(sample), port=0, log_level="warning")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not running.started:
        assert time.monotonic() < deadline, "the explorer did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join(timeout=10)


def drawn(page: Any) -> None:
    """Wait until every chart is there."""
    page.locator("[data-chart] .plot:not(:has(svg))").first.wait_for(state="detached")


class Tourist:
    """A page that keeps what went wrong: errors of scripts and policy, and requests to elsewhere."""

    def __init__(self, browser: Any, server: str, **options: Any) -> None:
        self.server = server
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.trouble: list[str] = []
        self.away: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", lambda m: self.trouble.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("request", lambda r: None if r.url.startswith((server, "data:")) else self.away.append(r.url))

    def go(self, path: str) -> None:
        self.page.goto(self.server + path)
        drawn(self.page)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def drawer(self) -> Any:
        """The open drawer, settled."""
        self.page.wait_for_selector("#drawer .evidence")
        self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")
        return self.page.locator("#drawer")

    def said(self, words: str) -> None:
        self.page.locator("#say").filter(has_text=words).wait_for(state="attached")


@pytest.fixture
def tourist(browser: Any, server: str) -> Iterator[Tourist]:
    found = Tourist(browser, server)
    yield found
    found.context.close()
    assert found.trouble == []
    assert found.away == [], "the explorer asked something of another machine"


def every_page(sample: Path) -> list[str]:
    model = Shelf(sample).current()
    event = model.value("SELECT event_id FROM event ORDER BY reports DESC LIMIT 1")
    report = model.value("SELECT document_id FROM document ORDER BY mentions DESC LIMIT 1")
    copy = model.value("SELECT document_id FROM document WHERE copies > 1 LIMIT 1")
    other = model.value("SELECT document_id FROM document WHERE copies > 1 AND document_id != ? AND report_id = "
                        "(SELECT report_id FROM document WHERE document_id = ?)", [copy, copy])  # fmt: skip
    drawers = [
        f"/keys?open={kind}:{quote(str(model.value(f'SELECT {kind}_id FROM {kind} LIMIT 1')), safe='')}"
        for kind in ("claim", "relation", "tripwire", "link", "document", "judgement")
    ]
    drawers += ["/keys?open=sel:q%3Diran", f"/keys?open=mention:{model.value('SELECT event_mention_id FROM mention')}"]
    drawers += ["/keys?open=" + quote("day:all|" + str(model.value("SELECT max(date) AS d FROM index_day")), safe="")]
    tabs = [
        f"/sources?tab={tab}" for tab in ("copies", "speakers", "runs", "corrections", "imports", "aside", "export")
    ]
    taken = quote(model.value("SELECT event_id FROM imported_event"), safe="")
    return [
        *(path for _, _, path in SCREENS), *tabs, *drawers,
        "/events?view=map", "/events?view=matrix", f"/events/{event}",
        f"/events?open=event:{event}", f"/reader/{report}", f"/reader/{copy}?against={other}", "/actors?view=matrix",
        "/actors/IRN?open=actor:IRN", "/review", "/search?q=iran", "/keys", "/desk?as_of=2",
        "/outlook?series=IRN~USA", "/outlook?tab=backtest", "/outlook?tab=whatif&scenario=a&scenario=b",
        "/events?made=both", f"/events/{taken}", f"/desk?open=event:{taken}", "/desk?changed=1",
    ]  # fmt: skip


def test_every_screen_by_its_number(tourist: Tourist) -> None:
    tourist.go("/desk")
    for number, (_, name, path) in enumerate(SCREENS, 1):
        tourist.press(str(number))
        tourist.page.wait_for_url(f"**{path}")
        assert tourist.page.locator(".top nav [aria-current]").inner_text() == name


def test_lines_evidence_search_and_help_by_keyboard(tourist: Tourist) -> None:
    page = tourist.page
    tourist.go("/events")
    tourist.press("j", "j", "k", "o")
    heading = tourist.drawer().locator("h2").inner_text()
    assert heading
    assert "open=event" in page.url
    page.reload()
    assert tourist.drawer().locator("h2").inner_text() == heading, "the address holds what is open"
    tourist.press("Escape")
    page.locator(".body.open").wait_for(state="detached")
    assert "open=" not in page.url
    tourist.press("/")
    page.keyboard.type("soleimani")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=soleimani*")
    tourist.press("j", "Enter")
    page.wait_for_url("**/actors/*")
    tourist.press("?")
    page.wait_for_selector("dialog#keys[open] kbd")
    tourist.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    page.go_back()
    page.wait_for_url("**/search?q=soleimani*")


def test_a_key_that_lacks_a_name_asks_for_it(tourist: Tourist) -> None:
    tourist.go("/review")
    tourist.press("j", "o")
    tourist.drawer()
    tourist.press("u")
    tourist.said("Your name first")
    tourist.page.locator("#drawer [data-act=undo] [name=by]:focus").wait_for()


def test_review_by_keyboard_alone(tourist: Tourist, sample: Path) -> None:
    page = tourist.page
    tourist.go("/review")
    rows = page.locator("main [data-row]")
    first = rows.nth(0).get_attribute("data-ref")
    tourist.press("j", "a")  # the first time the drawer opens and asks who decides
    tourist.drawer()
    page.locator("#drawer [name=by]:focus").wait_for()
    page.keyboard.type("Ann")
    page.keyboard.press("Enter")
    tourist.said("accept")
    assert "accepted" in tourist.drawer().inner_text()
    tourist.press("j", "r")  # the name is known now
    tourist.said("reject")
    tourist.press("u")
    tourist.said("undo")
    tourist.press("j", "e")
    page.locator("#drawer [name=field]:focus").wait_for()
    page.keyboard.type("killed")
    page.keyboard.press("Tab")
    page.keyboard.type("3-5")
    page.keyboard.press("Enter")
    tourist.said("edit")
    decisions = [(d.action, d.by) for d in api.open(sample).decisions()]
    assert decisions == [("accept", "Ann"), ("reject", "Ann"), ("undo", "Ann"), ("edit", "Ann")]
    page.reload()
    assert first not in [row.get_attribute("data-ref") for row in rows.all()], "what was accepted waits no more"


def test_merge_and_split_by_keyboard(tourist: Tourist, sample: Path) -> None:
    page = tourist.page
    tourist.context.add_cookies([{"name": "escalade_by", "value": "Ann", "url": tourist.server}])
    model = Shelf(sample).current()
    one, other = (
        r["event_id"] for r in model.rows("SELECT event_id FROM event WHERE reports = 1 AND weak = 0 LIMIT 2")
    )
    tourist.go(f"/desk?open=event:{one}")
    tourist.drawer()
    tourist.press("m")
    page.locator("#drawer [name=value]:focus").wait_for()
    page.keyboard.type(other)
    page.keyboard.press("Enter")
    tourist.said("merge")
    mentions = tourist.drawer().locator("input[type=checkbox][name=value]")
    assert mentions.count() >= 2
    tourist.press("x")
    page.locator("#drawer [type=checkbox]:focus").wait_for()
    tourist.press("Space", "Enter")
    tourist.said("split")
    assert [d.action for d in api.open(sample).decisions()][-2:] == ["merge", "split"]


SELECT = """([words, nth]) => {
  const walker = document.createTreeWalker(document.querySelector('.report'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, start = node.data.indexOf(words);
    if (start < 0 || !node.parentElement.closest('.passage:not(.dropped)') || nth-- > 0) continue;
    getSelection().setBaseAndExtent(node, start, node, start + words.length);
    return true;
  }
  return false;
}"""


def long_words(page: Any, most: int = 2) -> list[str]:
    """Words that stand once in the report that is shown, each in one piece of it."""
    pieces = page.locator(".report .passage:not(.dropped) span[data-at]").all_inner_texts()
    text = page.locator(".report").inner_text()
    found = [w for piece in pieces for w in piece.split() if w.isalpha() and len(w) > 7 and text.count(w) == 1]
    return list(dict.fromkeys(found))[:most]


def longest(sample: Path) -> str:
    value = Shelf(sample).current().value("SELECT document_id FROM document WHERE kept ORDER BY words DESC LIMIT 1")
    return str(value)


def test_the_keys_work_on_the_event_that_a_page_is_about(tourist: Tourist, sample: Path) -> None:
    """No line is chosen, no drawer is open: the dossier's own event is meant, the actor's page means its actor."""
    tourist.context.add_cookies([{"name": "escalade_by", "value": "Ann", "url": tourist.server}])
    event = Shelf(sample).current().value("SELECT event_id FROM event ORDER BY reports DESC LIMIT 1")
    tourist.go(f"/events/{event}")
    tourist.press("e")
    tourist.drawer().locator("[data-act=edit] select[name=field]:focus").wait_for()
    assert tourist.page.locator("#drawer .evidence").get_attribute("data-ref") == f"event:{event}"
    tourist.go("/actors/IRN")
    tourist.press("o")
    tourist.drawer()
    assert tourist.page.locator("#drawer .evidence").get_attribute("data-ref") == "actor:IRN"


def test_a_threat_is_closed_by_enter_in_the_list(tourist: Tourist, sample: Path) -> None:
    wire = next(w["tripwire_id"] for w in api.open(sample).records("tripwires") if w["standing"] == "armed")
    tourist.go(f"/chains?open=tripwire:{wire}")
    tourist.drawer()
    tourist.press("c")
    drawer = tourist.drawer()
    by = drawer.locator("[data-act=close] input[name=by]")
    by.wait_for()
    by.fill("Ann")
    listed = drawer.locator("[data-act=close] select")
    listed.select_option("expired")
    listed.focus()
    tourist.press("Enter")
    tourist.said("close tripwire")
    assert {w["tripwire_id"]: w["standing"] for w in api.open(sample).records("tripwires")}[wire] == "expired"
    tourist.press("u")
    tourist.said("taken back")


def test_an_event_is_added_by_selecting_its_words(tourist: Tourist, sample: Path) -> None:
    page = tourist.page
    report = longest(sample)
    tourist.context.add_cookies([{"name": "escalade_by", "value": "Ann", "url": tourist.server}])
    tourist.go(f"/reader/{report}")
    (words,) = long_words(page, 1)
    assert page.evaluate(SELECT, [words, 0])
    page.wait_for_selector(".adding details[open]")
    form = page.locator(".adding details[open] form")
    assert form.locator("[data-words]").input_value() == words
    below = form.evaluate("e => e.getBoundingClientRect().bottom - innerHeight")
    assert below <= 0, "the open form does not stay in view beside the words"
    start = int(form.locator("[name='part.char_start']").input_value())
    text = next(d["text"] for d in api.open(sample).records("documents") if d["document_id"] == report)
    assert text[start : start + len(words)] == words
    form.locator("[name='part.event_type']").select_option("CONSULT")
    form.locator("button").click()
    tourist.said("add event mention")
    assert words in tourist.drawer().locator("h2").inner_text()
    page.locator(f".report a.mk.event:text-is('{words}')").wait_for()
    assert "open=mention" in page.url
    tourist.press("u")
    tourist.said("undo")
    page.locator(f".report a.mk.event:text-is('{words}')").wait_for(state="detached")


def test_a_tie_and_a_threat_are_added_by_keyboard_and_selection(tourist: Tourist, sample: Path) -> None:
    page = tourist.page
    tourist.context.add_cookies([{"name": "escalade_by", "value": "Ann", "url": tourist.server}])
    tourist.go(f"/reader/{longest(sample)}")
    one, other = long_words(page)
    tourist.press("n", "n")  # the second kind: a tie between actors
    summary = page.locator(".adding summary:focus")
    assert summary.inner_text() == "A tie between actors"
    tourist.press("Tab")
    page.keyboard.type("USA")
    tourist.press("Tab", "Tab")
    page.keyboard.type("IRN")
    tourist.press("Tab")
    page.keyboard.type(one)
    tourist.press("Enter")
    tourist.said("add relation")
    assert "“" in tourist.drawer().locator("blockquote").first.inner_text()
    page.locator(".report a.mk.relation").filter(has_text=one).first.wait_for()
    tourist.press("u")
    tourist.said("undo")
    page.locator(".report a.mk.relation").filter(has_text=one).first.wait_for(state="detached")  # the page is new
    page.locator("main").focus()
    tourist.press("n", "n", "n")
    assert page.locator(".adding summary:focus").inner_text() == "A conditional threat"
    assert page.evaluate(SELECT, [one, 0])
    fields = page.locator(".adding details[open] [data-words]")
    page.wait_for_function("() => document.querySelector('.adding details[open] [data-words]').value")
    assert page.evaluate(SELECT, [other, 0])
    page.wait_for_function("() => document.querySelectorAll('.adding details[open] [data-words]')[1].value")
    assert [field.input_value() for field in fields.all()] == [one, other]
    page.locator(".adding details[open] button").click()
    tourist.said("add tripwire")
    assert other in tourist.drawer().locator(".pairs").inner_text()
    tourist.press("c")
    page.locator("#drawer [name='part.standing']:focus").wait_for()
    page.keyboard.type("carried out")
    tourist.press("Tab", "Enter")
    tourist.said("close tripwire")
    assert "carried out" in tourist.drawer().locator(".pairs").inner_text()
    tourist.press("u")
    tourist.said("undo")
    actions = [(d.action, d.about_kind) for d in api.open(sample).decisions()][-5:]
    assert actions == [("add", "relation"), ("undo", "decision"), ("add", "tripwire"), ("close", "tripwire"),
                       ("undo", "decision")]  # fmt: skip


def test_a_link_is_added_and_rejected_by_keyboard(tourist: Tourist, sample: Path) -> None:
    page = tourist.page
    tourist.context.add_cookies([{"name": "escalade_by", "value": "Ann", "url": tourist.server}])
    model = Shelf(sample).current()
    one, other = (
        r["event_id"] for r in model.rows("SELECT event_id FROM event WHERE dated AND weak = 0 ORDER BY n LIMIT 2")
    )
    tourist.go(f"/events/{one}?open=event:{one}")
    tourist.drawer()
    page.locator("#drawer h2").focus()
    tourist.press("n")
    assert page.locator("#drawer summary:focus").inner_text() == "It answered, or led to"
    tourist.press("Tab", "Tab")
    page.keyboard.type(other)
    tourist.press("Enter")
    tourist.said("add link")
    assert "an analyst" in tourist.drawer().locator("h2").inner_text()
    page.locator("main [data-ref^='link:']").first.wait_for()
    tourist.press("r")
    tourist.said("reject")
    tourist.press("u")
    tourist.said("undo")
    tie = api.open(sample).records("links")
    assert [k["effect_event_id"] for k in tie if k["basis"] == "analyst"] == [one]


def test_an_actor_takes_a_spelling_a_role_and_another_by_keyboard(tourist: Tourist, sample: Path) -> None:
    page = tourist.page
    tourist.context.add_cookies([{"name": "escalade_by", "value": "Ann", "url": tourist.server}])
    model = Shelf(sample).current()
    person = "SELECT actor_id FROM actor WHERE kind = 'person' ORDER BY events DESC, n LIMIT 2"
    people = [row["actor_id"] for row in model.rows(person)]
    decided = len(api.open(sample).decisions())
    tourist.go(f"/actors/IRN?open=actor:{quote(people[0])}")

    def fill(heading: str, *typed: str) -> None:
        tourist.drawer().locator("summary", has_text=heading).first.focus()
        tourist.press("Enter")
        for words in typed:
            tourist.press("Tab")
            page.keyboard.type(words)
        tourist.press("Enter")

    fill("Another spelling", "the shadow commander")
    tourist.said("alias")
    tourist.press("u")
    tourist.said("undo")
    tourist.drawer()
    fill("Role", "president", "IRN")
    tourist.said("role")
    tourist.drawer()
    page.locator("#drawer h2").focus()
    tourist.press("m")
    page.locator("#drawer [name=value]:focus").wait_for()
    page.keyboard.type(people[1])
    tourist.press("Enter")
    tourist.said("merge")
    tourist.drawer()
    tourist.press("u")
    tourist.said("undo")
    tourist.drawer()
    page.locator("#drawer h2").focus()
    tourist.press("x")
    page.locator("#drawer [name=value]:focus").wait_for()
    page.keyboard.type(Shelf(sample).current().value("SELECT name FROM actor WHERE actor_id = ?", [people[0]]))
    tourist.press("Enter")
    tourist.said("split")
    actions = [(d.action, d.about_kind) for d in api.open(sample).decisions()][decided:]
    assert actions == [("alias", "actor"), ("undo", "decision"), ("role", "actor"), ("merge", "actor"),
                       ("undo", "decision"), ("split", "actor")]  # fmt: skip


@pytest.mark.parametrize("kind", ["relation", "tripwire"])
def test_a_tie_and_a_threat_are_rejected_by_keyboard(tourist: Tourist, sample: Path, kind: str) -> None:
    tourist.context.add_cookies([{"name": "escalade_by", "value": "Ann", "url": tourist.server}])
    held = f"SELECT {kind}_id FROM {kind} WHERE review IS NULL ORDER BY 1 LIMIT 1"
    identity = Shelf(sample).current().value(held)
    tourist.go(f"/chains?open={kind}:{identity}")
    tourist.drawer()
    tourist.press("r")
    tourist.said(f"reject {kind}")
    gone = f"SELECT count(*) AS n FROM {kind} WHERE {kind}_id = ?"
    assert Shelf(sample).current().value(gone, [identity]) == 0
    tourist.press("u")
    tourist.said("undo")
    assert Shelf(sample).current().value(gone, [identity]) == 1


def test_what_changed_is_said_and_shared(tourist: Tourist) -> None:
    page = tourist.page
    tourist.go("/desk")
    page.locator("[name=changed]").fill("2.0")
    page.keyboard.press("Enter")
    page.wait_for_url("**changed=2.0*")
    assert page.locator("h2", has_text="What changed since state 2.0").count() == 1
    tourist.go("/sources?tab=export")
    page.locator("[name=since]").fill("2.0")
    with page.expect_download() as download:
        page.locator("text=Save the report").click()
    assert "What changed since state 2.0" in Path(download.value.path()).read_text(encoding="utf-8")


def test_charts_are_drawn_and_open_the_drawer(tourist: Tourist) -> None:
    page = tourist.page
    tourist.go("/events?view=map")
    page.wait_for_selector(".map .spot")
    assert page.locator(".map .land").count() > 150
    page.locator(".timeline .bar rect").first.click()
    assert "event" in tourist.drawer().locator("h2").inner_text()
    tourist.press("Escape")
    page.locator(".map .spot").first.dispatch_event("click")
    assert tourist.drawer().locator(".found li").count() >= 1
    tourist.go("/events?view=matrix")
    page.locator(".matrix a.ev").first.click()
    assert tourist.drawer().locator("blockquote").count() >= 1
    tourist.go("/outlook")
    page.wait_for_selector(".chart svg .bar")


def test_the_outlook_draws_what_was_fitted(tourist: Tourist, sample: Path) -> None:
    page = tourist.page
    keep_all(sample, ("IRN", "USA"), "one more strike", "two more")
    tourist.go("/outlook?series=IRN~USA")
    bar = page.locator("[data-chart=fan] .bar rect").last
    stretch = bar.locator("title").text_content().split(":")[0]
    bar.dispatch_event("click")
    heading = tourist.drawer().locator("h2").inner_text()
    assert f", {stretch}: " in heading, "the events of that stretch alone"
    assert "of material conflict, either way" in heading
    tourist.press("Escape")
    page.get_by_role("link", name="Back-test").click()
    page.wait_for_url("**tab=backtest")
    drawn(page)
    assert page.locator("[data-chart=transform] svg").count() == 2
    page.get_by_role("link", name="What if").click()
    page.locator("[name=scenario]").nth(1).select_option("two more")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**scenario=two*")
    drawn(page)
    assert page.locator("[data-chart=difference] svg").count() == 2
    assert page.locator(".scenario h2").all_inner_texts() == ["one more strike", "two more"]


def test_all_of_it_works_without_script(browser: Any, server: str, sample: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/events")
    page.locator("[data-row] .stand a.ev").first.click()
    assert page.locator("#drawer blockquote").count() >= 1
    page.locator("#drawer [data-act=accept] [name=by]").fill("Ben")
    page.locator("#drawer [data-act=accept] button").click()
    assert "Ben" in page.locator("#drawer .decisions").inner_text()
    page.locator("#drawer [data-close]").click()
    assert page.locator("#drawer blockquote").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(browser: Any, server: str, sample: Path, scheme: str, width: int) -> None:
    keep_all(sample, ("IRN", "USA"), "a", "b")
    # axe itself is put into the page; a drawer that is still fading in would be too pale
    options = {"color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce"}
    context = browser.new_context(viewport={"width": width, "height": 850}, **options)
    page = context.new_page()
    away: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((server, "data:")) else away.append(r.url))
    found = []
    for path in every_page(sample):
        answer = page.goto(server + path)
        assert answer.ok, path
        assert page.locator("#drawer .evidence h2").count() == path.count("open="), path
        drawn(page)
        page.evaluate(AXE.read_text())
        for violation in page.evaluate("axe.run(document)")["violations"]:
            if violation["impact"] in SERIOUS:
                found.append((path, violation["id"], violation["nodes"][0]["html"][:120]))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the window"
    context.close()
    assert found == []
    assert away == [], "a page asked something of another machine"
