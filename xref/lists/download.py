"""Fetching files: the only module of xref that uses the network.

Owns HTTP: conditional requests, retries, redirects, links on pages. Invariants: only https
is spoken, redirects included; a body that is shorter than announced, or grows beyond the
limits, is never handed on; credentials (`.netrc`) are never sent. Refuses to judge what
was fetched: that is for the readers and checks.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import random
import re
import ssl
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urljoin, urlsplit

import msgspec
import requests
import urllib3
from requests.adapters import HTTPAdapter

from xref.lists.catalogue import Link
from xref.lists.store import Validators
from xref.lists.transfers import (
    DownloadError,
    Fetched,
    Gunzip,
    Policy,
    Progress,
    UnreachableError,
    Watch,
    check_address,
    retry_after,
)
from xref.version import version

_CHUNK = 1 << 16
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_AGAIN = frozenset([408, 425, 429, 500, 502, 503, 504])
_TITLES = {404: "not found", 403: "refused", 410: "gone", 429: "too many requests"}

# The connection was there, and then was not.
_BROKEN = (urllib3.exceptions.ProtocolError, requests.exceptions.SSLError, ssl.SSLError)

_BY_HAND = "fetch the file by hand and use `xref lists import FILE`"
_MOVED = f"the address may be wrong by now; {_BY_HAND}"
_LATER = "try later; the copy in use stays as it is"


class _AgainError(Exception):
    """Worth another attempt, perhaps after `seconds`."""

    def __init__(self, error: DownloadError, seconds: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.seconds = seconds


class Client:
    """Fetches files under one policy.

    Args:
        rule: What is allowed.
        sleep: Waits between attempts.
        jitter: 0..1, so that many users do not come back in the same second.
    """

    def __init__(
        self,
        rule: Policy,
        *,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.rule = rule
        self._sleep = sleep
        self._jitter = jitter
        # Nobody answered so far, after all attempts: then every further host gets one only.
        self._offline = False

    def fetch(
        self,
        url: str,
        target: Path,
        *,
        validators: Validators | None = None,
        progress: Progress | None = None,
    ) -> Fetched | None:
        """Fetch one file.

        Args:
            url: An https address.
            target: Where to write; it is whole and on the disk when this returns.
            validators: Of the copy at hand: ask only for something newer.
            progress: Called with the bytes so far, and how many there will be if known.

        Returns:
            None if the copy at hand is the newest (304); there is no target then.

        Raises:
            UnreachableError: Nobody answered.
            DownloadError: It was refused, is too large, too slow, cut off, or not https.
            OSError: The disk failed.
        """
        if validators is not None and validators.url != url:
            validators = None
        with target.open("wb") as sink:
            found, _ = self._attempts(url, sink, validators, progress)
            sink.flush()
            os.fsync(sink.fileno())
        if found is None:
            target.unlink()
        return found

    def find_link(self, link: Link) -> str:
        """Look up the address of a file on the page that links it.

        Raises:
            DownloadError: The page cannot be fetched, or does not link exactly one such
                file.
        """
        import lxml.etree
        import lxml.html

        page = io.BytesIO()
        caps = msgspec.structs.replace(self.rule.limits, max_bytes=self.rule.limits.page_bytes)
        small = Client(
            msgspec.structs.replace(self.rule, limits=caps), sleep=self._sleep, jitter=self._jitter
        )
        _, base = small._attempts(link.page, page, None, None)
        hint = f"the publisher changed its page: {_BY_HAND}"
        try:
            tree = lxml.html.document_fromstring(page.getvalue())
        except (lxml.etree.LxmlError, ValueError):
            raise DownloadError(f"{link.page}: is no web page", hint=hint) from None
        addresses = (urljoin(base, href) for a in tree.iter("a") if (href := a.get("href")))
        named = dict.fromkeys(a for a in addresses if re.fullmatch(link.name, _file_name(a)))
        if len(named) != 1:
            raise DownloadError(
                f"{link.page}: {len(named)} links to a file {link.name}, not one", hint=hint
            )
        return next(iter(named))

    def _attempts(
        self, url: str, sink: IO[bytes], validators: Validators | None, progress: Progress | None
    ) -> tuple[Fetched | None, str]:
        """Try until it works, or trying again is of no use."""
        caps = self.rule.limits
        attempt = 1
        while True:
            sink.seek(0)
            sink.truncate()
            try:
                found = self._attempt(url, sink, validators, progress)
            except _AgainError as again:
                silent = isinstance(again.error, UnreachableError)
                if attempt >= caps.attempts or (silent and self._offline):
                    self._offline = silent
                    raise again.error from None
                wait = again.seconds
                if wait is None:
                    wait = caps.backoff_seconds * 2 ** (attempt - 1) * (0.5 + self._jitter())
                    wait = min(wait, caps.max_wait_seconds)
                elif wait > caps.max_wait_seconds:
                    raise DownloadError(
                        f"{again.error.message}; it asks to wait {wait:.0f} seconds", hint=_LATER
                    ) from None
                else:
                    wait += self._jitter()
            else:
                self._offline = False
                return found
            self._sleep(wait)
            attempt += 1

    def _attempt(
        self, url: str, sink: IO[bytes], validators: Validators | None, progress: Progress | None
    ) -> tuple[Fetched | None, str]:
        """Follow redirects to the file and write it; gives the final address, too."""
        caps = self.rule.limits
        address = url
        seen = set()
        with Watch(caps.seconds) as watch, self._session(watch) as session:
            for _ in range(caps.redirects + 1):
                check_address(address, self.rule)
                seen.add(address)
                with self._answer(session, address, validators, watch) as response:
                    if response.status_code in _REDIRECTS and "Location" in response.headers:
                        address = urljoin(address, response.headers["Location"])
                        if address in seen:
                            raise DownloadError(f"{url}: redirects in a circle", hint=_MOVED)
                        continue
                    if response.status_code == 304 and validators is not None:
                        return None, address
                    _check_status(response, address)
                    return self._body(response, sink, url, watch, progress), address
        raise DownloadError(f"{url}: more than {caps.redirects} redirects", hint=_MOVED)

    def _session(self, watch: Watch) -> requests.Session:
        session = requests.Session()
        adapter = _Adapter(watch)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        session.auth = _no_credentials
        session.headers.update(
            {"User-Agent": f"xref/{version()}", "Accept": "*/*", "Accept-Encoding": "gzip"}
        )
        return session

    @contextlib.contextmanager
    def _answer(
        self,
        session: requests.Session,
        address: str,
        validators: Validators | None,
        watch: Watch,
    ) -> Iterator[requests.Response]:
        """Ask, and turn the many ways of failing into ours."""
        headers = {}
        if validators is not None and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators is not None and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        caps = self.rule.limits
        try:
            response = session.get(
                address,
                headers=headers,
                stream=True,
                allow_redirects=False,
                timeout=(caps.connect_seconds, caps.read_seconds),
                # Here, as REQUESTS_CA_BUNDLE would win over the session's.
                verify=self.rule.ca_file,
            )
            with response:
                yield response
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            if watch.expired and watch.connected:
                raise _too_slow(address, watch) from None
            if type(error) is OSError or isinstance(error, PermissionError):
                raise  # the disk: errors of the network are of more special kinds
            raise _translated(address, error) from None

    def _body(
        self,
        response: requests.Response,
        sink: IO[bytes],
        url: str,
        watch: Watch,
        progress: Progress | None,
    ) -> Fetched:
        """Write the body within the caps; compressed answers unpack within safe ratios."""
        caps = self.rule.limits
        length = response.headers.get("Content-Length", "")
        announced = int(length) if length.isascii() and length.isdigit() else None
        if announced is not None and announced > caps.max_bytes:
            raise _too_large(url, announced, caps.max_bytes)
        packing = response.headers.get("Content-Encoding", "identity").strip().lower()
        if packing not in ("identity", "", "gzip", "x-gzip"):
            raise DownloadError(f"{url}: is compressed as {packing!r}, which was not asked for")
        unpack = Gunzip(url, caps) if packing.endswith("gzip") else None
        sha = hashlib.sha256()
        came = size = 0
        while not watch.expired and (chunk := response.raw.read1(_CHUNK, decode_content=False)):
            came += len(chunk)
            if came > caps.max_bytes:
                raise _too_large(url, came, caps.max_bytes)
            for part in unpack.parts(chunk) if unpack else (chunk,):
                sink.write(part)
                sha.update(part)
                size += len(part)
            if progress:
                progress(came, announced)
        if watch.expired:
            raise _too_slow(url, watch)
        if (announced is not None and came != announced) or (unpack and not unpack.ended):
            of = f" of {announced}" if announced is not None else ""
            raise _AgainError(
                DownloadError(f"{url}: was cut off after {came}{of} bytes", hint=_LATER)
            )
        if not size:
            raise DownloadError(f"{url}: the file is empty", hint=_LATER)
        chunked = "chunked" in response.headers.get("Transfer-Encoding", "").lower()
        return Fetched(
            bytes=size,
            sha256=sha.hexdigest(),
            whole=announced is not None or chunked or unpack is not None,
            validators=Validators(
                url=url,
                etag=response.headers.get("ETag"),
                last_modified=response.headers.get("Last-Modified"),
            ),
        )


class _Adapter(HTTPAdapter):
    """Shows every connection to the watch."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        watch = self._watch

        class Plain(urllib3.connection.HTTPConnection):
            def connect(self) -> None:
                super().connect()
                watch.add(self.sock)

        class Secure(urllib3.connection.HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                watch.add(self.sock)

        class PlainPool(urllib3.HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(urllib3.HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}


def _no_credentials(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An authentication that adds nothing: requests would look into `.netrc` otherwise."""
    return request


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path.rsplit("/", 1)[-1])


def _check_status(response: requests.Response, address: str) -> None:
    """Refuse what is no answer of success.

    Raises:
        DownloadError: As the status says.
        _AgainError: The server may answer better later.
    """
    code = response.status_code
    if code == 200:
        return
    title = _TITLES.get(code) or response.reason or "no success"
    error = DownloadError(
        f"{address}: HTTP {code} ({title})", hint=_MOVED if code in (403, 404, 410) else _LATER
    )
    if code in _AGAIN:
        raise _AgainError(error, retry_after(response.headers.get("Retry-After")))
    raise error


def _translated(address: str, error: Exception) -> Exception:
    """Our error for one of the libraries'."""
    text = str(error)
    host = urlsplit(address).hostname
    if "certificate verify failed" in text:
        reason = re.search(r"certificate verify failed: ([^()]+)", text)
        return DownloadError(
            f"{address}: the certificate of {host} is refused"
            + (f": {reason[1].strip()}" if reason else ""),
            hint="somebody may stand between you and the publisher; nothing was fetched",
        )
    if isinstance(error, requests.exceptions.InvalidURL):
        return DownloadError(f"{address}: is no address", hint=_MOVED)
    if isinstance(error, _BROKEN):
        return _AgainError(
            DownloadError(f"{address}: the connection broke ({_reason(error)})", hint=_LATER)
        )
    return _AgainError(
        UnreachableError(
            f"{host} does not answer ({_reason(error)})",
            hint="is this computer offline?",
        )
    )


def _reason(error: BaseException) -> str:
    """The innermost reason in words, without addresses of objects."""
    if isinstance(error, requests.exceptions.Timeout | urllib3.exceptions.TimeoutError):
        return "timeout"
    found = re.search(r"\[Errno -?\d+\] ([^'\")\]]+)", str(error))
    return found[1].strip() if found else type(error).__name__


def _too_slow(address: str, watch: Watch) -> DownloadError:
    return DownloadError(
        f"{address}: took longer than {watch.seconds:g} seconds",
        hint=f"try later, or {_BY_HAND}",
    )


def _too_large(url: str, size: int, most: int) -> DownloadError:
    return DownloadError(
        f"{url}: {size} bytes or more, the most is {most}",
        hint="no list is that large; look at what the address gives",
    )
