"""Transfers: what fetching may do, and what came of it.

Owns the rules of a transfer that need no network: which addresses are allowed, how long it
may take, how far a compressed answer may unpack. Invariant: a limit holds at every byte,
not at the end. Refuses to connect to anything: `xref.lists.download` does.
"""

from __future__ import annotations

import contextlib
import email.utils
import ipaddress
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec

from xref.errors import ListError
from xref.lists.limits import DownloadLimits, limits
from xref.lists.store import Validators

_CHUNK = 1 << 16
# Below this an answer that unpacks far is no bomb, whatever its ratio.
_SMALL = 1 << 20

Progress = Callable[[int, int | None], None]


class DownloadError(ListError):
    """A file could not be fetched; what is in the store stays as it is."""


class UnreachableError(DownloadError):
    """Nobody answered: this computer is offline, or the publisher's server is away."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What may be fetched.

    Attributes:
        limits: Caps on size, time and attempts.
        allow_http: Speak http to this very computer: for tests, and never from a setting.
        ca_file: Certificates to trust instead of the usual ones.
    """

    limits: DownloadLimits
    allow_http: bool = False
    ca_file: str | None = None


def policy() -> Policy:
    """The policy of the packaged limits: https only."""
    return Policy(limits=limits().download)


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came.

    Attributes:
        whole: The server told where the end is. If not, a cut-off body looks like a
            whole one, and only the content can tell.
    """

    bytes: int
    sha256: str
    whole: bool
    validators: Validators


def check_address(address: str, rule: Policy) -> None:
    """Refuse whatever is not https.

    Raises:
        DownloadError: It is another scheme, or carries a password.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        local = rule.allow_http and parts.scheme == "http" and _is_loopback(host)
        if host and (parts.scheme == "https" or local) and parts.username is None:
            return
    except ValueError:
        pass
    raise DownloadError(
        f"{address}: is refused: lists are fetched over https only",
        hint="fetch the file by hand and use `xref lists import FILE`",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Watch:
    """Ends a request when its time is up, wherever it is waiting at that moment.

    Timeouts of sockets begin anew with every byte; a server that sends one now and then
    would hold us for days.
    """

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self.seconds = seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Watch:
        self._timer.start()
        return self

    def __exit__(self, *details: object) -> None:
        self._timer.cancel()

    @property
    def connected(self) -> bool:
        """Whether somebody answered at all before the time was up."""
        return bool(self._sockets)

    def add(self, connection: object) -> None:
        """Watch a connection, too."""
        if isinstance(connection, socket.socket):
            self._sockets.append(connection)

    def _expire(self) -> None:
        self.expired = True
        for each in self._sockets:
            with contextlib.suppress(OSError):
                # Not the method of a TLS socket: that would change it under its reader.
                socket.socket.shutdown(each, socket.SHUT_RDWR)


def retry_after(value: str | None) -> float | None:
    """Seconds to wait, from a number or a date; None if there is none that makes sense.

    Example:
        >>> retry_after("120"), retry_after("soon")
        (120.0, None)
    """
    if value is None:
        return None
    if value.strip().isdigit() and len(value.strip()) <= 9:
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


class Gunzip:
    """Unpacks a compressed answer piece by piece, within the caps."""

    def __init__(self, url: str, caps: DownloadLimits) -> None:
        self._url = url
        self._caps = caps
        self._stream = zlib.decompressobj(wbits=31)
        self._in = self._out = 0

    @property
    def ended(self) -> bool:
        """Whether the stream came to its end mark."""
        return self._stream.eof

    def parts(self, chunk: bytes) -> Iterator[bytes]:
        """Unpacked pieces of one chunk, none of them large.

        Raises:
            DownloadError: It is damaged, or unpacks to far more than it should.
        """
        self._in += len(chunk)
        while chunk:
            if self._stream.eof:  # gzip may consist of several members
                self._stream = zlib.decompressobj(wbits=31)
            try:
                part = self._stream.decompress(chunk, _CHUNK)
            except zlib.error as error:
                raise DownloadError(f"{self._url}: cannot be unpacked: {error}") from None
            chunk = self._stream.unconsumed_tail or self._stream.unused_data
            self._out += len(part)
            if self._out > self._caps.max_bytes or self._out > max(
                _SMALL, self._in * self._caps.max_ratio
            ):
                raise DownloadError(
                    f"{self._url}: {self._in} bytes unpack to more than {self._out}: "
                    "it looks like a bomb",
                    hint="nothing was kept; look at what the address gives",
                )
            if part:
                yield part
