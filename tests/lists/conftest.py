"""Where the fixtures and the real lists are, and a publisher of lists on the loopback."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

if TYPE_CHECKING:
    from xref.lists.download import Client

Answer = Callable[[BaseHTTPRequestHandler], None]

DATA = Path(__file__).resolve().parent.parent / "data" / "lists"


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of our own fixtures, written in the official formats."""
    return DATA


@pytest.fixture(scope="session")
def dev_data() -> Path:
    """Return the folder of real lists and facts, or skip."""
    base = os.environ.get("XREF_DEV_DATA")
    if not base:
        pytest.skip("XREF_DEV_DATA is not set: it names the folder with lists/ and facts/")
    return Path(base)


HOST = "https://lists.test"
"""Stands for the publisher in definitions; `Publisher.client` leads it to the loopback."""


class Publisher:
    """A web server on the loopback that answers as each test says.

    Attributes:
        routes: Path to what answers it.
        seen: Requests so far: path and headers.
        waits: Seconds that the client would have slept between attempts.
    """

    def __init__(self) -> None:
        self.routes: dict[str, Answer] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.waits: list[float] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.seen.append((self.path, dict(self.headers)))
                answer = outer.routes.get(self.path)
                with contextlib.suppress(OSError):  # the client may have left
                    if answer is None:
                        self.send_error(404)
                    else:
                        answer(self)

            def log_message(self, *arguments: object) -> None:
                pass

        self.handler = Handler

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *arguments: object) -> None:
                pass  # clients that leave in the middle are what the tests are about

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def give(self, path: str, data: bytes, status: int = 200, **headers: str) -> None:
        """Answer a path with a body."""
        self.routes[path] = lambda handler: body(handler, data, status, **headers)

    def give_with_etag(self, path: str, data: bytes) -> None:
        """Answer a path as a well-behaved server: 304 to whoever has it."""
        etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'

        def answer(handler: BaseHTTPRequestHandler) -> None:
            if handler.headers.get("If-None-Match") == etag:
                handler.send_response(304)
                handler.send_header("Content-Length", "0")
                handler.end_headers()
            else:
                body(handler, data, ETag=etag)

        self.routes[path] = answer

    def client(
        self, *, allow_http: bool = True, ca_file: str | None = None, **caps: float
    ) -> Client:
        """A client that does not really wait, and for which `HOST` is this server."""
        from xref.lists.download import Client
        from xref.lists.limits import limits
        from xref.lists.transfers import Policy

        base, waits = self.base, self.waits

        class Local(Client):
            def fetch(self, url: str, target: Path, **more: Any) -> Any:
                return super().fetch(url.replace(HOST, base), target, **more)

            def find_link(self, link: Any) -> str:
                return super().find_link(
                    msgspec.structs.replace(link, page=link.page.replace(HOST, base))
                )

        # Nothing here waits for a publisher; a machine under load may be slow to answer itself.
        small = {"seconds": 60.0, "connect_seconds": 30.0, "read_seconds": 30.0, **caps}
        rule = Policy(
            limits=msgspec.structs.replace(limits().download, **small),
            allow_http=allow_http,
            ca_file=ca_file,
        )
        return Local(rule, sleep=waits.append, jitter=lambda: 0.5)


def body(handler: BaseHTTPRequestHandler, data: bytes, status: int = 200, **headers: str) -> None:
    """Send a whole answer; a header given as `Content_Length` replaces the true one."""
    handler.send_response(status)
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    for key, value in {"Content-Length": str(len(data)), **named}.items():
        if value:
            handler.send_header(key, value)
    handler.end_headers()
    handler.wfile.write(data)


@pytest.fixture(scope="session")
def _server() -> Iterator[Publisher]:
    publisher = Publisher()
    yield publisher
    publisher.server.shutdown()
    publisher.server.server_close()


@pytest.fixture
def publisher(_server: Publisher, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """A publisher without anything yet."""
    monkeypatch.setenv("NO_PROXY", "*")
    _server.routes.clear()
    _server.seen.clear()
    _server.waits.clear()
    return _server


def un_list(numbers: Iterable[int], date: str = "2026-02-27") -> bytes:
    """A UN list in the official format, with invented entries; from 700 on they are bodies."""

    def entry(n: int, tag: str, rest: str) -> str:
        return (
            f"<{tag}><DATAID>{n}</DATAID><FIRST_NAME>EXAMPLE</FIRST_NAME>{rest}"
            f"<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KP{tag[0].lower()}.{n:03}"
            f"</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON></{tag}>\n"
        )

    wanted = list(numbers)
    persons = "".join(
        entry(n, "INDIVIDUAL", f"<SECOND_NAME>PERSON {n}</SECOND_NAME>") for n in wanted if n < 700
    )
    bodies = "".join(entry(n, "ENTITY", "") for n in wanted if n >= 700)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<CONSOLIDATED_LIST dateGenerated="{date}T00:00:00.000Z"><INDIVIDUALS>\n{persons}'
        f"</INDIVIDUALS><ENTITIES>{bodies}</ENTITIES></CONSOLIDATED_LIST>\n"
    ).encode()


@pytest.fixture(scope="session")
def make_un_list() -> Callable[..., bytes]:
    """The maker of UN lists."""
    return un_list


@pytest.fixture(scope="session")
def answer_body() -> Callable[..., None]:
    """The sender of whole answers."""
    return body
