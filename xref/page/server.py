"""The server: one socket on this computer, until somebody stops it.

Owns which addresses are listened to and what is said of it. Invariants: only this computer is
listened to unless more was asked for by name; a server that cannot work (a log that is broken or
not writable, a port in use) says so before anybody begins. Refuses to reach out to any network.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn
from starlette.types import ASGIApp

from xref.errors import UsageError
from xref.explanation import Explainer
from xref.page.app import Assets, application
from xref.page.article import Articles
from xref.page.pages import Pages
from xref.page.sessions import Sessions
from xref.page.workbench import Workbench
from xref.review.history import History
from xref.review.log import DecisionLog
from xref.review.recorded import RecordedRun
from xref.rules import Rules

_BACKLOG = 128


class PageServer:
    """A run and a log, served.

    Args:
        run: The run.
        log: The decisions; made if there are none.
        rules: Reasons, expiry, who must agree.
        explainer: Under the rules of the run.
        clock: Tells the time in UTC.
        reviewer: Who reviews; empty asks each browser.
        host: Address or name to listen to.
        port: Port; 0 takes a free one.
        beyond: Listen to others than this computer, if `host` says so.
        notes: What reviewers must know of the run.

    Raises:
        UsageError: The address is not this computer's, or cannot be listened to.
        ReviewError: The run is damaged.
        DecisionLogError: The log is broken or cannot be written.
    """

    def __init__(
        self,
        run: RecordedRun,
        log: DecisionLog,
        rules: Rules,
        explainer: Explainer,
        *,
        clock: Callable[[], datetime],
        reviewer: str = "",
        host: str = "127.0.0.1",
        port: int = 0,
        beyond: bool = False,
        notes: tuple[str, ...] = (),
    ) -> None:
        if not beyond and not is_loopback(host):
            raise UsageError(
                f"--host {host} would let other computers in",
                hint="the page is made for this computer alone; from elsewhere, use an SSH tunnel "
                "(ssh -L), or say --listen-beyond-this-computer as well: there is no encryption, "
                "and whoever reads the address on the way can read and decide",
            )
        log.verify()
        with log.locked():
            pass  # tells at once whether decisions can be recorded
        self.bench = Workbench(run, History(log), rules, clock)
        self.sessions = Sessions(reviewer)
        self._socket = listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        assets = Assets()
        pages = Pages(
            self.bench, explainer, Articles(run.manifest, rules), notes=notes, assets=assets.digest
        )
        names = (host, socket.gethostname()) if beyond else (host,)
        self.app: ASGIApp = application(pages, self.sessions, assets, port=self.port, names=names)
        self._server = uvicorn.Server(
            uvicorn.Config(
                self.app, log_level="error", access_log=False, server_header=False,
                date_header=True, lifespan="off", backlog=_BACKLOG, ws="none", http="h11",
                proxy_headers=False, timeout_graceful_shutdown=2,
            )
        )  # fmt: skip
        self._host = host

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        host = "127.0.0.1" if self._host in ("0.0.0.0", "") else self._host  # noqa: S104
        host = "::1" if host == "::" else host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}/?token={self.sessions.token}"

    def run(self) -> None:
        """Serve until `stop`, or until the process is interrupted."""
        try:
            with contextlib.suppress(KeyboardInterrupt):
                self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()

    def stop(self) -> None:
        """Make `run` end, from another thread."""
        self._server.should_exit = True

    @property
    def started(self) -> bool:
        """Whether it answers."""
        return self._server.started


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach an address.

    Example:
        >>> [is_loopback(h) for h in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "x.org")]
        [True, True, True, False, False]
    """
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        UsageError: The address is unknown, or the port is in use.
    """
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, proto)
        try:
            # Without this, a port whose connections have just been closed is refused for a minute.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
            found.listen(_BACKLOG)
        except BaseException:
            found.close()
            raise
    except OSError as error:
        raise UsageError(
            f"cannot listen to {host}:{port}: {error.strerror or error}",
            hint="another program uses the port: take another with --port, or 0 for a free one",
        ) from None
    found.set_inheritable(False)
    return found
