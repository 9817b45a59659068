"""`escalade explore`: the local web explorer."""

from __future__ import annotations

import errno
import secrets
import sys
import threading
import webbrowser
from typing import Annotated

import typer

from escalade.cli.kit import CasebookPath, note
from escalade.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def explore(
    casebook: CasebookPath,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8377,
    host: Annotated[str, typer.Option(help="Address to listen on. Any but this machine's own asks for a token.")] = (
        "127.0.0.1"
    ),
    token: Annotated[
        str | None, typer.Option(help="Token that a browser must show; made up where one is needed.")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Open the explorer: seven screens on the casebook in your browser, served from this machine. Stop with Ctrl-C."""
    import socket

    import uvicorn

    from escalade.web.app import make
    from escalade.web.store import Shelf

    if host not in LOOPBACK and token is None:
        token = secrets.token_urlsafe(18)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # it is taken from now on, also while the read model is made
    except OSError as error:
        hint = "; another --port?" if error.errno in (errno.EADDRINUSE, errno.EACCES) else ""
        raise UsageError(f"{host}:{port}: {error.strerror or error}{hint}") from error
    shelf = Shelf(casebook)
    told = sys.stderr.isatty()
    shelf.current(say=(lambda what: note(f"reading {what}")) if told else (lambda what: None))
    shown = f"[{host}]" if ":" in host else "127.0.0.1" if host in ("0.0.0.0", "") else host
    address = f"http://{shown}:{listener.getsockname()[1]}/desk" + (f"?token={token}" if token else "")
    note(f"{casebook}: {address}")
    if token and host not in LOOPBACK:
        note("Others on this network can read the casebook with this address, unencrypted.")
    if browser:
        threading.Timer(0.6, webbrowser.open, [address]).start()
    config = uvicorn.Config(make(casebook, token, shelf), log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])
