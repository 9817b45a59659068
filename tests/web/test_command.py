"""`escalade explore` as it is started."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from escalade.cli import app
from escalade.errors import CasebookError, UsageError


def test_what_is_no_casebook_is_said_so(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["explore", str(tmp_path), "--no-browser", "--port", "0"])
    assert isinstance(answer.exception, CasebookError)
    assert "not a casebook" in str(answer.exception)


def test_a_port_that_is_taken_or_a_host_that_is_none_is_said_so(own: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for host, said in (("127.0.0.1", r"in use; another --port\?$"), ("300.1.1.1", r"300\.1\.1\.1:\d+: [^;]+$")):
            options = ["explore", str(own), "--no-browser", "--host", host, "--port", str(taken.getsockname()[1])]
            answer = CliRunner().invoke(app, options)
            assert isinstance(answer.exception, UsageError)
            assert re.search(said, str(answer.exception))


@contextmanager
def running(*options: str) -> Iterator[str]:
    """The explorer in a process of its own; gives the address that it prints."""
    command = [sys.executable, "-m", "escalade.cli", "explore", *options, "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stderr is not None
        found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stderr)))
        yield found[0]
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.slow
def test_it_prints_an_address_that_answers(own: Path) -> None:
    with running(str(own)) as address:
        assert address.startswith("http://127.0.0.1:")
        assert "Machine-coded" in httpx.get(address).text


@pytest.mark.slow
def test_elsewhere_it_makes_up_a_token(own: Path) -> None:
    with running(str(own), "--host", "0.0.0.0") as address:
        base, _, token = address.partition("?token=")
        assert len(token) > 20
        assert httpx.get(base).status_code == 403
        with httpx.Client(follow_redirects=True) as browser:
            assert "Machine-coded" in browser.get(address).text
            assert browser.get(base).status_code == 200
