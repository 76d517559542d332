"""Sessions: which browser is whose, and that a form came from our own page.

Owns the token of the address that is printed, session cookies, and the value that every form
carries. Invariants: who has not opened the printed address gets nothing; secrets are compared in
constant time and never written anywhere. Refuses to keep decisions or anything that must last.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

import msgspec

#: Sessions that are kept; the one that was idle longest gives way.
MAX_SESSIONS = 200
#: Decisions of a session that can be undone one after another.
MAX_UNDO = 100


class Done(msgspec.Struct, frozen=True):
    """A decision that its reviewer may undo.

    Attributes:
        decision: Its id, and the alert's.
        about: What it was, for the button.
    """

    decision: str
    alert: str
    about: str


class Notice(msgspec.Struct, frozen=True):
    """A sentence that is shown once, on the next page.

    Attributes:
        tone: `done`, `note` or `problem`.
        undo: The sentence is about the latest decision, and undoing is offered beside it.
    """

    text: str
    tone: str = "done"
    undo: bool = False


class Session:
    """One browser: its reviewer, what it was told, and what it may undo.

    Args:
        reviewer: Who sits there; empty until they have said so.
    """

    def __init__(self, reviewer: str) -> None:
        self.id = secrets.token_urlsafe(24)
        self.csrf = secrets.token_urlsafe(24)
        self.reviewer = reviewer
        self.keys = True
        self._notices: list[Notice] = []
        self._done: list[Done] = []
        self._guard = threading.Lock()

    def tell(self, notice: Notice) -> None:
        """Show a sentence on the next page."""
        with self._guard:
            self._notices.append(notice)

    def told(self) -> list[Notice]:
        """What is to be shown now; it is not shown again."""
        with self._guard:
            found, self._notices = self._notices, []
        return found

    def remember(self, done: Done) -> None:
        """Note a decision that can be undone."""
        with self._guard:
            self._done = [*self._done[1 - MAX_UNDO :], done]

    def forget(self, decision: str) -> None:
        """A decision was undone, or cannot be any more."""
        with self._guard:
            self._done = [each for each in self._done if each.decision != decision]

    @property
    def last(self) -> Done | None:
        """The latest decision that can be undone."""
        return self._done[-1] if self._done else None


class Sessions:
    """All sessions of a server.

    Args:
        reviewer: Who reviews, if the command line says it.

    Example:
        >>> sessions = Sessions("A. Lee")
        >>> sessions.opened("a guess") is None
        True
        >>> session = sessions.opened(sessions.token)
        >>> sessions.get(session.id) is session, sessions.get("other") is None
        (True, True)
    """

    def __init__(self, reviewer: str = "") -> None:
        self.token = secrets.token_urlsafe(24)
        self._reviewer = reviewer
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._guard = threading.Lock()

    def opened(self, token: str) -> Session | None:
        """A new session for who knows the token, else None."""
        if not same_secret(token, self.token):
            return None
        session = Session(self._reviewer)
        with self._guard:
            self._sessions[session.id] = session
            while len(self._sessions) > MAX_SESSIONS:
                self._sessions.popitem(last=False)
        return session

    def get(self, session_id: str) -> Session | None:
        """The session of a cookie, or None."""
        with self._guard:
            found = self._sessions.get(session_id)
            if found is not None:
                self._sessions.move_to_end(session_id)
        return found


def same_secret(given: str, own: str) -> bool:
    """Compare secrets in constant time; any text at all is answered.

    Example:
        >>> same_secret("김", "x"), same_secret("x", "x")
        (False, True)
    """
    return secrets.compare_digest(given.encode("utf-8", "replace"), own.encode())
