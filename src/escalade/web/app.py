"""The explorer as an ASGI app: addresses to page functions, three forms of each page, errors in one shape."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from escalade import api
from escalade.errors import EscaladeError, unable
from escalade.web import hand, render, twins
from escalade.web.hand import RefusedError
from escalade.web.page import Ask, NotFoundError, Page
from escalade.web.pages import PAGES
from escalade.web.pages.evidence import evidence
from escalade.web.security import Guard
from escalade.web.store import ReadModel, Shelf

STATIC = Path(__file__).with_name("static")
BY = "escalade_by"  # cookie: the name that corrections are signed with
MEDIA = {"html": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv; charset=utf-8"}
PageFunction = Callable[..., Page]


@dataclass(frozen=True)
class Explorer:
    """One casebook on the web."""

    shelf: Shelf
    csrf: str

    def answer(self, function: PageFunction, form: str, request: Request) -> Response:
        """The page that a function makes, in one of its forms."""
        ask = self.ask(request, form)
        model = self.shelf.current(ask.as_of)
        page = function(ask, model, **request.path_params)
        if form == "html" and ask.as_of is None and (function is evidence or ask.one("open")):
            self.shelf.read_ahead()  # whoever opens a drawer may decide next
        if form == "json":
            return Response(twins.as_json(page, model.moment), media_type=MEDIA[form])
        if form == "csv":
            name = ask.path.strip("/").replace("/", "-") or "desk"
            headers = {"Content-Disposition": f'attachment; filename="{_ascii(name)}.csv"'}
            return Response(twins.as_csv(page.rows), media_type=MEDIA[form], headers=headers)
        return Response(self.html(page, ask, model, "hx-request" in request.headers), media_type=MEDIA[form])

    def html(self, page: Page, ask: Ask, model: ReadModel, fragment: bool = False) -> bytes:
        """A page with its frame, and in it the drawer that its address asks for; a drawer's own page without frame."""
        drawer = None
        if (ref := ask.one("open")) and not fragment:
            try:
                drawer = evidence(Ask("/evidence", (*ask.params, ("ref", ref)), by=ask.by, csrf=ask.csrf), model)
            except NotFoundError:
                drawer = Page("evidence_none.html", "No such record", {"ref": ref})
        title = self.shelf.folder.resolve().name
        if drawer is not None:
            frame = {"drawer": drawer, "drawer_ask": ask}
            inner = render.html(drawer, ask, model, casebook=title, fragment=True)
            return render.html(page, ask, model, casebook=title, fragment=False, drawer_html=inner.decode(), **frame)
        return render.html(page, ask, model, casebook=title, fragment=fragment)

    def ask(self, request: Request, form: str = "html") -> Ask:
        """What a request asks for."""
        raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
        path = raw.decode("ascii", "replace").partition("?")[0].removesuffix(f".{form}")
        by = unquote(request.cookies.get(BY, ""))
        return Ask(path, tuple(request.query_params.multi_items()), form, by, self.csrf)

    async def decide(self, request: Request) -> Response:
        """Take in a decision; answer with the drawer as it is now, or go back to the page that it was sent from."""
        form = hand.read_form(await request.body(), request.headers, self.csrf)
        return await run_in_threadpool(self._decided, form, request)

    def _decided(self, form: hand.Form, request: Request) -> Response:
        made = hand.decide(self.shelf.case, form)
        added = hand.about(made)
        by, ref = hand.one(form, "by"), added or hand.one(form, "ref") or "sel:x"
        said = hand.in_words(self.shelf.case, made)
        answer: Response
        if "hx-request" in request.headers:
            ask = Ask("/evidence", (("ref", ref),), "html", by, self.csrf)
            model = self.shelf.current()
            try:
                page = evidence(ask, model)
            except NotFoundError:
                page = Page("evidence_none.html", "Gone", {"ref": ref})
            answer = Response(self.html(page, ask, model, fragment=True), media_type=MEDIA["html"])
            answer.headers["HX-Trigger-After-Settle"] = json.dumps(
                {"decided": {"said": said, "action": made.action, "ref": ref}}
            )
        else:
            back = urlsplit(hand.one(form, "back"))
            own = back.path.startswith("/") and not (back.scheme or back.netloc)
            state = [(k, v) for k, v in parse_qsl(back.query) if k != "open" or not added]
            to = Ask(back.path if own else "/review", tuple(state)).here(**({"open": added} if added else {}))
            answer = RedirectResponse(to, 303)
        answer.set_cookie(BY, quote(by), max_age=365 * 86_400, httponly=True, samesite="strict")
        return answer

    def export(self, request: Request) -> Response:
        """A whole table as a file."""
        ask = self.ask(request)
        table, form = ask.one("table") or "events", ask.one("format") or "csv"
        case = self.shelf.case if ask.as_of is None else api.open(self.shelf.folder, ask.as_of)
        pieces = hand.table_file(case, table, form)
        headers = {"Content-Disposition": f'attachment; filename="{_ascii(table)}.{_ascii(form)}"'}
        return StreamingResponse(pieces, media_type="application/octet-stream", headers=headers)

    def share(self, request: Request) -> Response:
        """The brief with its evidence as one page that needs no server."""
        ask = self.ask(request)
        case = self.shelf.case if ask.as_of is None else api.open(self.shelf.folder, ask.as_of)
        with_text, unmasked = ask.one("with_text") == "1", ask.one("unmasked") == "1"
        text = hand.one_file(case, with_text=with_text, unmasked=unmasked, since=ask.one("since"))
        headers = {"Content-Disposition": f'attachment; filename="{_ascii(self.shelf.folder.resolve().name)}.html"'}
        return Response(text.encode("utf-8", "replace"), media_type="application/octet-stream", headers=headers)

    def error(self, request: Request, error: Exception) -> Response:
        """An error as a page, or as JSON where JSON was asked for."""
        status, message = _told(error)
        path = request.url.path
        if "hx-request" in request.headers:
            return Response(message, status, media_type="text/plain; charset=utf-8")
        if path.endswith((".json", ".csv")):
            body = json.dumps({"error": {"status": status, "message": message}})
            return Response(body, status, media_type=MEDIA["json"])
        page = Page("error.html", message, {"status": status, "message": message})
        title = self.shelf.folder.resolve().name
        ask = Ask(path, (), "html", "", self.csrf)
        blank = ReadModel(Path(), "")
        return Response(render.html(page, ask, blank, casebook=title, fragment=False), status, media_type=MEDIA["html"])

    def routes(self) -> list[BaseRoute]:
        """Every page in its three forms, forms last."""
        out: list[BaseRoute] = [Route("/", lambda request: RedirectResponse("/desk", 307))]
        for path, function in PAGES:
            for form in ("json", "csv"):
                out.append(Route(f"{path}.{form}", self._endpoint(function, form)))
            out.append(Route(path, self._endpoint(function, "html")))
        out.append(Route("/decide", self.decide, methods=["POST"]))
        out += [Route("/export", self.export), Route("/share", self.share)]
        out.append(Mount("/static", StaticFiles(directory=STATIC)))
        return out

    def _endpoint(self, function: PageFunction, form: str) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            return self.answer(function, form, request)

        return endpoint


def make(folder: Path, token: str | None = None, shelf: Shelf | None = None) -> Starlette:
    """The app of a casebook. With a token only who knows it is answered; without, only loopback addresses are."""
    explorer = Explorer(shelf or Shelf(folder), secrets.token_urlsafe(24))
    handlers = dict.fromkeys(
        (HTTPException, NotFoundError, RefusedError, EscaladeError, OSError, Exception), explorer.error
    )
    return Starlette(
        routes=explorer.routes(),
        middleware=[Middleware(Guard, token=token), Middleware(GZipMiddleware, minimum_size=2_000, compresslevel=4)],
        exception_handlers=handlers,
    )


def _told(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, "There is no such page." if error.status_code == 404 else str(error.detail)
    if isinstance(error, NotFoundError):
        return 404, str(error)
    if isinstance(error, RefusedError):
        return 403, str(error)
    if isinstance(error, EscaladeError):
        return 400, str(error)
    if isinstance(error, OSError):
        return 500, f"{unable(error)}. Nothing in the casebook was changed."
    return 500, f"The explorer failed: {type(error).__name__}. Nothing in the casebook was changed."


def _ascii(name: str) -> str:
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_."))[:80] or "page"
