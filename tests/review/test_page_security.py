"""The page: who is let in, what is refused, and articles that attack."""

from __future__ import annotations

import re
import socket
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import lxml.html
import msgspec
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from xref.errors import UsageError
from xref.model import Alert, Document, Evidence, Mention, Name
from xref.page.guard import HEADERS, Guard
from xref.page.links import filter_of, query_of
from xref.page.queue import Filter
from xref.page.server import PageServer, is_loopback
from xref.page.texts import marked, name, snippet, spoken, visible, web
from xref.review.history import History
from xref.review.log import DecisionLog

from .conftest import alert, designation, subject, write_run
from .served import Browser, serving

ONE = alert("2026-01-05/wire/a.txt", score=0.95)
VERDICT = "false_positive:different_person"
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}\u202egnp.exe"


#: Asks without a session.
fetch = partial(requests.get, timeout=30)


def hostile() -> Alert:
    """An alert all of whose texts attack."""
    listed = subject(
        designation(
            names=(Name(EVIL), Name(f"alias {EVIL}", "weak")), programmes=(EVIL,),
            titles=(EVIL * 40,), url="javascript:alert(3)", remarks=EVIL,
        ),
        designation("2", url='https://example.org/"onmouseover="alert(4)'),
        designation("3", url="data:text/html,<script>alert(5)</script>"),
    )  # fmt: skip
    document = Document(
        f"x/{EVIL}/../../etc/passwd", "", EVIL, "<2026>", f"x/{EVIL}", (), EVIL, "\"><b>",
        "javascript:alert(6)",
    )  # fmt: skip
    base = alert(document.id, of=listed, score=0.95)
    return msgspec.structs.replace(
        base,
        document=document,
        evidence=(Evidence("name", 0.8, EVIL), Evidence("<b>", -0.1, EVIL)),
        mentions=(Mention(0, len(EVIL), EVIL, "body", f"{EVIL} said {EVIL}."),),
        homonyms=(EVIL,),
        copies=(EVIL,),
        copy_count=1,
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PageServer]:
    """A page of an ordinary and a hostile alert."""
    run = write_run(tmp_path / "run", [ONE, hostile()])
    with serving(run, tmp_path / "log", reviewer="A. Lee") as found:
        yield found


def decisions(folder: Path) -> int:
    """How many the log holds."""
    return History(DecisionLog(folder / "log")).head.count


PATHS = ["/", f"/alerts/{ONE.alert_id}", "/dashboard", "/help", "/reviewer", "/nothing"]


@pytest.mark.parametrize("path", PATHS)
def test_without_the_token_there_is_nothing(server: PageServer, path: str) -> None:
    """Neither without, nor with a wrong one; and no text of the run is given away."""
    base = f"http://127.0.0.1:{server.port}"
    for query in ("", "?token=", "?token=guess", f"?token={server.sessions.token[:-1]}"):
        for cookies in ({}, {f"xref-{server.port}": "guess"}):
            found = fetch(base + path + query, cookies=cookies, allow_redirects=False)
            assert found.status_code == 401
            assert "KIM" not in found.text
            assert "set-cookie" not in found.headers


def test_the_token_does_not_stay_in_the_address(server: PageServer) -> None:
    """It opens a session, whose cookie no script and no other site can use."""
    found = fetch(server.address, allow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/")
    cookie = found.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert server.sessions.token not in cookie
    browser = Browser(server)
    assert browser.get(f"/?token={server.sessions.token}").url == browser.base + "/"
    assert server.sessions.token not in browser.text


@pytest.mark.parametrize("path", [*PATHS, "/static/page.js", "/static/page.css"])
def test_every_answer_has_the_headers(server: PageServer, path: str) -> None:
    """Also those to strangers."""
    browser = Browser(server)
    for found in (browser.get(path), fetch(browser.base + path)):
        for header, value in HEADERS.items():
            assert found.headers[header] == value
        assert "server" not in found.headers
        if not path.startswith("/static"):
            assert found.headers["cache-control"] == "no-store"
    policy = HEADERS["content-security-policy"]
    assert "'unsafe-inline'" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")


HOSTS = [
    ("127.0.0.1:{port}", 200), ("localhost:{port}", 200), ("LOCALHOST:{port}", 200),
    ("evil.example:{port}", 421), ("127.0.0.1", 421), ("127.0.0.1:1", 421),
    ("127.0.0.1.evil.example:{port}", 421), ("user@127.0.0.1:{port}", 421), ("", 421),
    ("127.0.0.1:{port}x", 421),
]  # fmt: skip


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_other_names_are_refused(server: PageServer, host: str, status: int) -> None:
    """A name of somebody else's DNS that points here is not this server."""
    browser = Browser(server)
    own = host.format(port=server.port)
    cookie = "; ".join(f"{key}={value}" for key, value in browser.session.cookies.items())
    found = fetch(browser.base + "/", headers={"Host": own, "Cookie": cookie})
    assert found.status_code == status
    assert Guard(None, port=server.port).is_own(own) is (status == 200)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_another_page_is_refused(
    server: PageServer, tmp_path: Path, headers: dict[str, str]
) -> None:
    """Even with everything else right."""
    browser = Browser(server)
    browser.get(f"/alerts/{ONE.alert_id}")
    fields = {"csrf": browser.field("csrf"), "seen": "", "verdict": VERDICT, "comment": ""}
    path = f"{browser.base}/alerts/{ONE.alert_id}"
    assert browser.session.post(path, fields, headers=headers).status_code == 403
    assert decisions(tmp_path) == 0
    own = {"Origin": browser.base, "Sec-Fetch-Site": "same-origin"}
    assert browser.session.post(path, fields, headers=own).status_code == 200
    assert decisions(tmp_path) == 2  # the listing, and the decision


@pytest.mark.parametrize("csrf", [None, "", "guess", "김"])
def test_a_form_without_the_sessions_value_is_refused(
    server: PageServer, tmp_path: Path, csrf: str | None
) -> None:
    """Of every form; also with another session's value."""
    browser, other = Browser(server), Browser(server)
    other.get(f"/alerts/{ONE.alert_id}")
    browser.get(f"/alerts/{ONE.alert_id}")
    fields = {"seen": "", "verdict": VERDICT, "alert": ONE.alert_id, "reviewer": "Mallory"}
    for value in (csrf, other.field("csrf")):
        sent = fields if value is None else {**fields, "csrf": value}
        for path in (f"/alerts/{ONE.alert_id}", "/undo", "/reviewer", "/keys"):
            assert browser.session.post(browser.base + path, sent).status_code == 403
    assert decisions(tmp_path) == 0


def test_other_methods_and_bodies_are_refused(server: PageServer, tmp_path: Path) -> None:
    """Each with a status that says why; nothing is recorded."""
    browser = Browser(server)
    browser.get(f"/alerts/{ONE.alert_id}")
    csrf = browser.field("csrf")
    base, session = browser.base, browser.session
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"):
        assert session.request(method, f"{base}/alerts/{ONE.alert_id}").status_code == 405
    assert session.post(f"{base}/dashboard", {"csrf": csrf}).status_code == 405
    assert session.get(f"{base}/undo").status_code == 405
    path = f"{base}/alerts/{ONE.alert_id}"
    assert session.post(path, {"csrf": csrf, "comment": "x" * 70_000}).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1_000

    assert session.post(path, pieces()).status_code == 400  # too long, and no length told
    assert session.post(path, b"a&" * 100).status_code in (400, 403)
    assert session.post(path, b"\xff\xfe").status_code in (400, 403)
    assert session.post(path, json={"csrf": csrf}).status_code == 403
    assert session.post(f"{base}/alerts/0000", {"csrf": csrf}).status_code == 404
    assert session.post(f"{base}/undo", {"csrf": csrf, "alert": "../x"}).status_code == 404
    assert decisions(tmp_path) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/server.py",
        "/static//etc/passwd", "/static/page.css%00", "/static/", "/static/templates",
        "/alerts/../../etc/passwd", "/alerts/..%2f..%2fmanifest.json", "/manifest.json",
    ],
)  # fmt: skip
def test_no_other_file_can_be_had(server: PageServer, path: str) -> None:
    """Whatever the path, spelled as it is."""
    browser = Browser(server)
    cookie = "; ".join(f"{key}={value}" for key, value in browser.session.cookies.items())
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
        wire.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {cookie}\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        answer = b""
        while piece := wire.recv(65536):
            answer += piece
    assert b" 404 " in answer.split(b"\r\n")[0]
    assert b"root:" not in answer
    assert b"import" not in answer


def test_an_article_that_attacks_is_text(server: PageServer) -> None:
    """Nothing of it becomes mark-up, a template, a link or a hidden direction."""
    browser = Browser(server)
    one = hostile()
    for path in ("/", f"/alerts/{one.alert_id}", f"/?document={EVIL}", f"/?words={EVIL}"):
        text = browser.get(path).text
        elements = list(lxml.html.fromstring(text).iter())
        names = Counter(each.tag for each in elements)
        assert not {"img", "iframe", "object", "embed", "style"} & set(names)
        assert names["script"] == 1
        attributes = [pair for each in elements for pair in each.attrib.items()]
        assert not [key for key, _ in attributes if key.startswith("on") or key == "style"]
        for key, value in attributes:
            if key in ("href", "src", "action", "formaction"):
                assert re.match("/(?!/)|#main|https://example.org/1$", value), value
        assert path == "/" or "{{7*7}}" in text
        assert "\u202e" not in "".join(lxml.html.fromstring(text).itertext())
    assert "[U+202E]" in browser.get(f"/alerts/{one.alert_id}").text
    browser.decide(one.alert_id, "true_match:other_true_match", EVIL)
    assert "<script>alert" not in browser.get(f"/alerts/{one.alert_id}").text


def test_a_reviewer_s_name_that_attacks_is_text(server: PageServer) -> None:
    """It stands on every page."""
    browser = Browser(server)
    browser.get("/reviewer")
    browser.post("/reviewer", reviewer="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in browser.text
    browser.get("/reviewer")
    browser.post("/reviewer", reviewer=" ")
    assert browser.page.status_code == 422
    browser.post("/reviewer", reviewer="x" * 101)
    assert "At most 100" in browser.words


def test_other_computers_are_refused_unless_asked_for(tmp_path: Path) -> None:
    """The message says what it would mean."""
    run = write_run(tmp_path / "run", [ONE])
    for host in ("0.0.0.0", "::", "192.0.2.1", "example.org"):  # noqa: S104
        with (
            pytest.raises(UsageError, match="let other computers in") as caught,
            serving(run, tmp_path / "log", host=host),
        ):
            pass
        assert "--listen-beyond-this-computer" in str(caught.value.hint)
    with serving(run, tmp_path / "log", host="0.0.0.0", beyond=True) as server:  # noqa: S104
        assert server.address.startswith(f"http://127.0.0.1:{server.port}/?token=")
        assert "Who reviews?" in Browser(server).words


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    """With what to do."""
    run = write_run(tmp_path / "run", [ONE])
    with serving(run, tmp_path / "log") as server:
        with (
            pytest.raises(UsageError, match=r"cannot listen to 127\.0\.0\.1") as caught,
            serving(run, tmp_path / "log", port=server.port),
        ):
            pass
        assert "--port" in str(caught.value.hint)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.3.2.1", "::1", "localhost", "LocalHost"])
def test_loopback(host: str) -> None:
    """All of 127/8 is this computer."""
    assert is_loopback(host)


@given(st.text())
def test_any_text_becomes_harmless_html(text: str) -> None:
    """Escaping leaves no mark-up but our own, and loses no visible letter."""
    own = re.compile(r'</?(?:mark|bdi(?: dir="rtl")?|span(?: lang="(?:ko|ja|zh|ru)")?)>')
    for html in (spoken(text), name(text), snippet(text, text[:3]), marked(text, [(0, 1)])):
        plain = own.sub("", str(html))
        assert "<" not in plain
        assert '"' not in plain
        unescaped = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
        assert unescaped.replace("&#39;", "'").replace("&amp;", "&") == visible(text)


@given(st.text() | st.from_regex(r"(https?|javascript|data|file):.{0,20}"))
def test_a_link_is_http_or_none(url: str) -> None:
    """And holds nothing that could end an attribute."""
    found = web(url)
    assert found is None or re.fullmatch(r"https?://[^\s\"'<>]+", found)


@given(st.dictionaries(st.sampled_from([*Filter.__struct_fields__, "page"]), st.text()))
def test_any_query_is_a_filter_and_back(query: dict[str, str]) -> None:
    """What is unknown is left out; a filter's own query gives it again."""
    from urllib.parse import parse_qsl

    wanted = filter_of(query)
    again = dict(parse_qsl(query_of(wanted).removeprefix("?"), keep_blank_values=True))
    assert filter_of(again) == wanted


@given(st.text())
def test_any_host_header_is_answered(host: str) -> None:
    """Only addresses in digits and our own names are ours."""
    guard = Guard(None, port=8000)  # type: ignore[arg-type]
    if guard.is_own(host):
        assert re.fullmatch(r"(localhost|[\d.]+|\[[0-9a-fA-F:.%\w]+\]):8000", host, re.IGNORECASE)
