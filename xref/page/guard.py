"""The guard: what is refused before any page is made, and the headers of every answer.

Owns the checks of host, method, origin and size, and the content security policy. Invariants:
only who speaks to this server by an address of this computer is answered (no name that somebody
else's DNS can point here); only our own pages can post; nothing is loaded from elsewhere and no
script runs but our one file. Refuses to know what pages say.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: A form holds a comment of 4,000 letters and a few short fields.
MAX_BODY = 64 * 1024
_MAX_FIELDS = 40
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    # With no-referrer, browsers send `Origin: null` with our own forms, too.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-robots-tag": "noindex",
}


class Guard:
    """Checks requests and completes answers.

    Args:
        app: What answers requests that pass.
        port: The port that is listened to.
        names: Host names that are this server's; addresses in digits and `localhost` are so
            anyway, as nobody's DNS can make them point elsewhere.
    """

    def __init__(self, app: ASGIApp, *, port: int, names: Collection[str] = ()) -> None:
        self._app = app
        self._port = port
        self._names = {"localhost", *(name.casefold() for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_complete)
            return
        await self._app(scope, receive, send_complete)

    def _refusal(self, scope: MutableMapping[str, Any]) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.is_own(host):
            return PlainTextResponse(
                "This name is not this server's. Open the address that xref printed.\n", 421
            )
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse(
                "Only GET and POST.\n", 405, headers={"allow": "GET, HEAD, POST"}
            )
        if scope["method"] == "POST":
            origin = headers.get("origin")
            site = headers.get("sec-fetch-site", "same-origin")
            if site != "same-origin" or (
                origin is not None and urlsplit(origin).netloc.casefold() != host.casefold()
            ):
                return PlainTextResponse("This form is not from this page.\n", 403)
            try:
                length = int(headers.get("content-length", "0"))
            except ValueError:
                length = MAX_BODY + 1
            if length > MAX_BODY:
                return PlainTextResponse("The form is too long.\n", 413)
        return None

    def is_own(self, host: str) -> bool:
        """Whether a `Host` header names this server.

        Example:
            >>> guard = Guard(None, port=8000)
            >>> [guard.is_own(h) for h in ("127.0.0.1:8000", "[::1]:8000", "evil.example:8000",
            ...     "127.0.0.1:80", "")]
            [True, True, False, False, False]
        """
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname, parts.port
        except ValueError:
            return False
        if name is None or (port or 80) != self._port or parts.username is not None:
            return False
        if name in self._names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


async def form_of(receive: Receive) -> dict[str, str] | None:
    """The fields of a form, each by its last value; None if it is too long or no form.

    Args:
        receive: Of a POST request with an urlencoded body.
    """
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            return None
        if not message.get("more_body"):
            break
    try:
        fields = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MAX_FIELDS,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except ValueError:
        return None
    return dict(fields)
