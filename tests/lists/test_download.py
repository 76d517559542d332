"""Fetching: every way in which a server can fail, on a real one on the loopback."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import socket
import ssl
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from xref.errors import ExitCode
from xref.lists.catalogue import Link
from xref.lists.store import Validators
from xref.lists.transfers import DownloadError, UnreachableError, retry_after

DATA = b"<CONSOLIDATED_LIST>" + b"x" * 5000 + b"</CONSOLIDATED_LIST>"


def test_a_file_is_fetched_whole(publisher: Any, tmp_path: Path) -> None:
    """Its bytes, its sha256, and what the server gave to ask again."""
    publisher.give("/a", DATA, ETag='"1"', Last_Modified="Fri, 20 Nov 2026 10:00:00 GMT")
    seen: list[tuple[int, int | None]] = []
    found = publisher.client().fetch(
        f"{publisher.base}/a", tmp_path / "a", progress=lambda *each: seen.append(each)
    )
    assert (tmp_path / "a").read_bytes() == DATA
    assert found.sha256 == hashlib.sha256(DATA).hexdigest()
    assert (found.bytes, found.whole) == (len(DATA), True)
    assert found.validators.etag == '"1"'
    assert found.validators.last_modified == "Fri, 20 Nov 2026 10:00:00 GMT"
    assert seen[-1] == (len(DATA), len(DATA))
    headers = publisher.seen[0][1]
    assert headers["User-Agent"].startswith("xref/")
    assert "Authorization" not in headers


def test_what_is_at_hand_is_not_fetched_again(publisher: Any, tmp_path: Path) -> None:
    """304 gives nothing and leaves no file; the validators of another address are not sent."""
    publisher.give("/a", b"", status=304)
    url = f"{publisher.base}/a"
    known = Validators(url=url, etag='"1"', last_modified="Fri, 20 Nov 2026 10:00:00 GMT")
    assert publisher.client().fetch(url, tmp_path / "a", validators=known) is None
    assert not (tmp_path / "a").exists()
    assert publisher.seen[0][1]["If-None-Match"] == '"1"'
    assert publisher.seen[0][1]["If-Modified-Since"] == "Fri, 20 Nov 2026 10:00:00 GMT"
    publisher.give("/b", DATA)
    publisher.client().fetch(f"{publisher.base}/b", tmp_path / "b", validators=known)
    assert "If-None-Match" not in publisher.seen[1][1]


def test_304_without_a_question_is_refused(publisher: Any, tmp_path: Path) -> None:
    """A server that says "unchanged" to somebody who has nothing is broken."""
    publisher.give("/a", b"", status=304)
    with pytest.raises(DownloadError, match="HTTP 304"):
        publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")


@pytest.mark.parametrize(
    ("status", "attempts"), [(404, 1), (403, 1), (410, 1), (400, 1), (500, 3), (503, 3), (429, 3)]
)
def test_status(publisher: Any, tmp_path: Path, status: int, attempts: int) -> None:
    """What may pass is tried again, with growing waits; what will not is not."""
    publisher.give("/a", b"sorry", status=status)
    with pytest.raises(DownloadError, match=f"HTTP {status}") as caught:
        publisher.client(attempts=3).fetch(f"{publisher.base}/a", tmp_path / "a")
    assert caught.value.exit_code == ExitCode.LISTS
    assert len(publisher.seen) == attempts
    assert publisher.waits == [2.0, 4.0][: attempts - 1]


def test_it_works_the_second_time(publisher: Any, tmp_path: Path, answer_body: Any) -> None:
    """A 503 that passes; nothing of the first answer stays in the file."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        first = len(publisher.seen) == 1
        answer_body(handler, b"sorry, later" * 1000 if first else DATA, 503 if first else 200)

    publisher.routes["/a"] = answer
    publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == DATA


def test_retry_after_is_obeyed(publisher: Any, tmp_path: Path) -> None:
    """The wait that the server asks for, and a little more; not if it is too long."""
    publisher.give("/a", b"", status=429, Retry_After="7")
    with pytest.raises(DownloadError, match="too many requests"):
        publisher.client(attempts=3).fetch(f"{publisher.base}/a", tmp_path / "a")
    assert publisher.waits == [7.5, 7.5]
    publisher.give("/a", b"", status=503, Retry_After="86400")
    with pytest.raises(DownloadError, match="asks to wait 86400 seconds"):
        publisher.client(attempts=3).fetch(f"{publisher.base}/a", tmp_path / "a")
    assert len(publisher.waits) == 2


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(None, None), ("", None), ("soon", None), ("-5", None), ("12", 12.0), ("9" * 40, None),
     ("Fri, 20 Nov 2020 10:00:00 GMT", 0.0), ("Fri, 20 Nov 2020 10:00:00", 0.0)],
)  # fmt: skip
def test_retry_after_forms(value: str | None, seconds: float | None) -> None:
    """Seconds or a date; a date that has passed is now; nonsense is nothing."""
    assert retry_after(value) == seconds


def test_redirects_are_followed_to_a_point(publisher: Any, tmp_path: Path) -> None:
    """One is followed; a circle, too many, and one to nowhere are refused."""
    publisher.give("/a", b"", status=302, Location="/b")
    publisher.give("/b", DATA)
    publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == DATA
    publisher.give("/b", b"", status=301, Location="/a")
    with pytest.raises(DownloadError, match="in a circle"):
        publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")
    for step in range(9):
        publisher.give(f"/{step}", b"", status=307, Location=f"/{step + 1}")
    with pytest.raises(DownloadError, match="more than 5 redirects"):
        publisher.client().fetch(f"{publisher.base}/0", tmp_path / "a")
    assert not publisher.waits


@pytest.mark.parametrize(
    "address",
    ["http://publisher.example/list.xml", "ftp://publisher.example/list.xml",
     "file:///etc/passwd", "https://user:secret@publisher.example/", "https:///list.xml",
     "list.xml"],
)  # fmt: skip
def test_only_https(publisher: Any, tmp_path: Path, address: str) -> None:
    """Other schemes are refused, as an address and as the aim of a redirect."""
    with pytest.raises(DownloadError, match="over https only"):
        publisher.client().fetch(address, tmp_path / "a")
    if "://" in address and not address.startswith("https:///"):
        publisher.give("/a", b"", status=302, Location=address)
        with pytest.raises(DownloadError, match="over https only"):
            publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")


def test_http_is_for_tests_only(publisher: Any, tmp_path: Path) -> None:
    """Without the hook even the loopback is refused over http; nothing is sent."""
    publisher.give("/a", DATA)
    with pytest.raises(DownloadError, match="over https only"):
        publisher.client(allow_http=False).fetch(f"{publisher.base}/a", tmp_path / "a")
    assert not publisher.seen


def test_a_body_that_is_cut_off(publisher: Any, tmp_path: Path, answer_body: Any) -> None:
    """Fewer bytes than announced are never a list; another attempt may get them all."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        answer_body(handler, DATA[:-9], Content_Length=str(len(DATA)))
        handler.close_connection = True

    publisher.routes["/a"] = answer
    with pytest.raises(DownloadError, match=r"connection broke|cut off"):
        publisher.client(attempts=2).fetch(f"{publisher.base}/a", tmp_path / "a")
    assert len(publisher.seen) == 2


def test_chunks_that_are_cut_off(publisher: Any, tmp_path: Path) -> None:
    """A body in chunks ends with an empty one, or was cut off."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(DATA), DATA))
        if handler.path == "/whole":
            handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = True

    publisher.routes["/a"] = publisher.routes["/whole"] = answer
    with pytest.raises(DownloadError, match=r"connection broke|cut off"):
        publisher.client(attempts=1).fetch(f"{publisher.base}/a", tmp_path / "a")
    found = publisher.client().fetch(f"{publisher.base}/whole", tmp_path / "a")
    assert (found.bytes, found.whole) == (len(DATA), True)


def test_a_body_without_an_end(publisher: Any, tmp_path: Path, answer_body: Any) -> None:
    """Without a length nobody can tell that it is whole, and it is marked so."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        answer_body(handler, DATA, Content_Length="")
        handler.close_connection = True

    publisher.routes["/a"] = answer
    assert not publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a").whole


@pytest.mark.parametrize("where", ["body", "headers"])
def test_slow_drip(publisher: Any, tmp_path: Path, where: str) -> None:
    """A byte now and then resets every timeout of a socket, but not the time for the file."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if where == "body":
            handler.send_response(200)
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"HTTP/1.1 200 OK"[:1] if where == "headers" else b"x")
            handler.wfile.flush()
            time.sleep(0.02)

    publisher.routes["/a"] = answer
    with pytest.raises(DownloadError, match=r"took longer than 0\.2 seconds"):
        publisher.client(seconds=0.2).fetch(f"{publisher.base}/a", tmp_path / "a")
    assert len(publisher.seen) == 1


def test_a_server_that_says_nothing(publisher: Any, tmp_path: Path) -> None:
    """Silence is a timeout, and after the last attempt nobody answers."""
    publisher.routes["/a"] = lambda _: time.sleep(0.3)
    with pytest.raises(UnreachableError, match=r"does not answer \(timeout\)"):
        publisher.client(read_seconds=0.1, attempts=2).fetch(f"{publisher.base}/a", tmp_path / "a")
    assert len(publisher.waits) == 1


def test_offline(publisher: Any, tmp_path: Path) -> None:
    """Nobody listens, or the name is not known: no answer, with a hint and no traceback."""
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1 does not answer") as caught:
        publisher.client(attempts=1).fetch("http://127.0.0.1:9/a", tmp_path / "a")
    assert "offline" in (caught.value.hint or "")
    with pytest.raises(UnreachableError, match=r"no-such-host\.invalid does not answer"):
        publisher.client(attempts=1).fetch("https://no-such-host.invalid/a", tmp_path / "a")


def test_names_of_hosts_come_slowly(
    publisher: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a network the look-up of a name may wait longer than a file may take."""

    def look_up(*_: object, **__: object) -> None:
        time.sleep(0.3)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(UnreachableError, match=r"lists\.example does not answer"):
        publisher.client(attempts=1, seconds=0.1).fetch("https://lists.example/a", tmp_path / "a")


def test_offline_is_found_out_once(publisher: Any, tmp_path: Path) -> None:
    """The first host gets all attempts, the others one each until somebody answers."""
    client = publisher.client(attempts=3)
    for _ in range(3):
        with pytest.raises(UnreachableError):
            client.fetch("http://127.0.0.1:9/a", tmp_path / "a")
    assert len(publisher.waits) == 2
    publisher.give("/a", DATA)
    client.fetch(f"{publisher.base}/a", tmp_path / "a")
    with pytest.raises(UnreachableError):
        client.fetch("http://127.0.0.1:9/a", tmp_path / "a")
    assert len(publisher.waits) == 4


def test_too_large(publisher: Any, tmp_path: Path, answer_body: Any) -> None:
    """Refused when it is announced, else at the first byte too many."""
    publisher.give("/a", DATA)
    with pytest.raises(DownloadError, match="the most is 1000"):
        publisher.client(max_bytes=1000).fetch(f"{publisher.base}/a", tmp_path / "a")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        answer_body(handler, DATA * 100, Content_Length="")
        handler.close_connection = True

    publisher.routes["/b"] = answer
    with pytest.raises(DownloadError, match="the most is 70000"):
        publisher.client(max_bytes=70_000).fetch(f"{publisher.base}/b", tmp_path / "a")
    assert (tmp_path / "a").stat().st_size <= 70_000


def test_an_empty_file(publisher: Any, tmp_path: Path) -> None:
    """Nothing is no list."""
    publisher.give("/a", b"")
    with pytest.raises(DownloadError, match="the file is empty"):
        publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")


def test_a_compressed_answer_is_unpacked(publisher: Any, tmp_path: Path) -> None:
    """What travels compressed arrives as it was; also in several members."""
    publisher.give(
        "/a", gzip.compress(DATA[:100]) + gzip.compress(DATA[100:]), Content_Encoding="gzip"
    )
    found = publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == DATA
    assert found.bytes == len(DATA)


def test_a_compressed_answer_that_is_broken(publisher: Any, tmp_path: Path) -> None:
    """Cut off, damaged, or in another way than was asked for: refused."""
    packed = gzip.compress(DATA)
    publisher.give("/a", packed[:-6], Content_Encoding="gzip")
    with pytest.raises(DownloadError, match="cut off"):
        publisher.client(attempts=1).fetch(f"{publisher.base}/a", tmp_path / "a")
    publisher.give("/a", b"no gzip at all", Content_Encoding="gzip")
    with pytest.raises(DownloadError, match="cannot be unpacked"):
        publisher.client(attempts=1).fetch(f"{publisher.base}/a", tmp_path / "a")
    publisher.give("/a", DATA, Content_Encoding="br")
    with pytest.raises(DownloadError, match="compressed as 'br'"):
        publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")


def test_a_bomb_is_refused_while_it_unpacks(publisher: Any, tmp_path: Path) -> None:
    """A small answer that unpacks a thousandfold never fills the disk."""
    publisher.give("/a", gzip.compress(bytes(20_000_000)), Content_Encoding="gzip")
    with pytest.raises(DownloadError, match="looks like a bomb"):
        publisher.client().fetch(f"{publisher.base}/a", tmp_path / "a")
    assert (tmp_path / "a").stat().st_size < 8_000_000


def test_a_link_is_found_on_its_page(publisher: Any) -> None:
    """The address of a file that changes is read from the page that links it."""
    page = (
        '<html><a href="/media/65f/UK-Sanctions-List.csv">CSV</a>'
        '<a href="/media/65f/UK-Sanctions-List.xml?x=1">XML</a>'
        '<a href="/media/65f/UK-Sanctions-List.xml?x=1">XML again</a><a>no address</a></html>'
    )
    publisher.give("/old", b"", status=301, Location="/page")
    publisher.give("/page", page.encode())
    link = Link(page=f"{publisher.base}/old", name=r"UK-Sanctions-List\.xml")
    assert publisher.client().find_link(link) == (
        f"{publisher.base}/media/65f/UK-Sanctions-List.xml?x=1"
    )


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (b"<html><a href='/other.xml'>other</a></html>", "0 links to a file"),
        (b"<html><a href='/1/List.xml'>a</a><a href='/2/List.xml'>b</a></html>", "2 links"),
        (b"<!-- nothing -->", "is no web page"),
        (b"<html>" + b" " * 9_000 + b"</html>", "the most is 8000"),
    ],
)
def test_a_page_without_the_link(publisher: Any, page: bytes, said: str) -> None:
    """Not one link, or no page at all, is an error that says what to do."""
    publisher.give("/page", page)
    with pytest.raises(DownloadError, match=said):
        publisher.client(page_bytes=8_000).find_link(
            Link(page=f"{publisher.base}/page", name=r"List\.xml")
        )


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server with a certificate of its own making, and the file of that certificate."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not there to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, capture_output=True, timeout=60,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl cannot make a certificate here")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(DATA)))
            self.end_headers()
            if self.path == "/slow":
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.02)
            self.wfile.write(DATA)

        def log_message(self, *arguments: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *arguments: object) -> None:
            pass  # refused handshakes are what the test is about

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    server = Quiet(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"https://localhost:{server.server_port}", str(folder / "cert.pem")
    server.shutdown()
    server.server_close()


def test_a_certificate_that_nobody_vouches_for(
    publisher: Any, tmp_path: Path, secure: tuple[str, str]
) -> None:
    """Refused at once, never tried again; with the certificate trusted the file comes."""
    address, certificate = secure
    with pytest.raises(DownloadError, match="certificate of localhost is refused") as caught:
        publisher.client().fetch(f"{address}/a", tmp_path / "a")
    assert not isinstance(caught.value, UnreachableError)
    assert not publisher.waits
    strict = publisher.client(allow_http=False, ca_file=certificate)
    strict.fetch(f"{address}/a", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == DATA
    wrong_name = address.replace("localhost", "127.0.0.1")
    with pytest.raises(DownloadError, match=r"certificate of 127\.0\.0\.1 is refused"):
        strict.fetch(f"{wrong_name}/a", tmp_path / "a")


def test_slow_drip_over_tls(publisher: Any, tmp_path: Path, secure: tuple[str, str]) -> None:
    """The time for the file also ends an encrypted connection."""
    address, certificate = secure
    with pytest.raises(DownloadError, match=r"took longer than 0\.3 seconds"):
        publisher.client(ca_file=certificate, seconds=0.3).fetch(f"{address}/slow", tmp_path / "a")


def test_the_network_is_loaded_late() -> None:
    """Neither `import xref` nor help nor looking at lists costs the libraries of the network."""
    code = (
        "import sys, xref.cli.lists, xref.lists.status, xref.lists.updates, xref.lists.imports;"
        "sys.exit(any(name in sys.modules for name in ('requests', 'urllib3', 'filelock')))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
