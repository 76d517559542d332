"""A page on a socket of its own, and a browser without a screen to ask it: for tests."""

from __future__ import annotations

import html
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import requests

from xref.explanation import Explainer
from xref.names import comparer_for
from xref.page.server import PageServer
from xref.review.log import DecisionLog
from xref.review.recorded import RecordedRun
from xref.rules import Rules, load_rules

NOW = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


@cache
def _rules() -> Rules:
    return load_rules()


@cache
def _explainer() -> Explainer:
    return Explainer(_rules(), comparer_for(_rules()))


@contextmanager
def serving(
    folder: Path, log: Path, *, rules: Rules | None = None, **options: Any
) -> Iterator[PageServer]:
    """Serve a run until the block ends."""
    rules = rules or _rules()
    options.setdefault("clock", lambda: NOW)
    server = PageServer(RecordedRun(folder), DecisionLog(log), rules, _explainer(), **options)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until = time.monotonic() + 30
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        assert server.started
        yield server
    finally:
        server.stop()
        thread.join(30)
        assert not thread.is_alive()


class Browser:
    """Follows links and fills in forms, as a browser without JavaScript does."""

    def __init__(self, server: PageServer, *, reviewer: str = "") -> None:
        self.base = f"http://127.0.0.1:{server.port}"
        self.session = requests.Session()
        self.session.trust_env = False
        self.csrf = ""
        self.page = self.session.get(server.address)
        if reviewer:
            self.post("/reviewer", reviewer=reviewer)

    @property
    def text(self) -> str:
        """The page."""
        return self.page.text

    @property
    def words(self) -> str:
        """The page without its mark-up."""
        blocks = r"</?(?:p|li|ul|ol|div|h[1-6]|t[dhr]|br|label|option)\b[^>]*>"
        apart = re.sub(blocks, " ", self.text)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", "", apart)).split())

    def get(self, path: str) -> requests.Response:
        """Open a page."""
        self.page = self.session.get(self.base + path)
        return self.page

    def field(self, name: str) -> str:
        """The value of a hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found is not None, name
        return html.unescape(found[1])

    def post(self, path: str, **fields: str) -> requests.Response:
        """Send a form of the page, which carries the session's value."""
        if 'name="csrf"' in self.text:
            self.csrf = self.field("csrf")
        self.page = self.session.post(self.base + path, {"csrf": self.csrf, **fields})
        return self.page

    def decide(self, alert_id: str, verdict: str, comment: str = "", query: str = "") -> None:
        """Open an alert and press a reason."""
        self.get(f"/alerts/{alert_id}{query}")
        self.press(alert_id, verdict, comment, query)

    def press(self, alert_id: str, verdict: str, comment: str = "", query: str = "") -> None:
        """Press a reason of the alert that is open."""
        seen = re.search(r'class="verdict">.*?name="seen" value="([^"]*)"', self.text, re.DOTALL)
        assert seen is not None
        self.post(f"/alerts/{alert_id}{query}", seen=seen[1], verdict=verdict, comment=comment)
