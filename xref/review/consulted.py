"""The decisions that a run consulted: its log, as it was then.

Owns finding that log again. Invariants: what was decided after the run is out of sight; a log that
does not hold the recorded head at the recorded place is not that log, whatever it is called.
Refuses to write to a log.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from xref.errors import DecisionLogError
from xref.review.chain import Head
from xref.review.history import History
from xref.review.log import DecisionLog


class Consulted(msgspec.Struct, frozen=True):
    """What a manifest tells of the log of decisions.

    Attributes:
        count: Records that it held.
        head: Hash of the last one.
        as_of: The day for which decisions counted, ISO.
    """

    count: int
    head: str
    as_of: str


def history_of(consulted: Consulted, folders: Iterable[Path]) -> History:
    """The decisions of a log up to where a run found its end.

    Args:
        consulted: What the run recorded.
        folders: Where the log may be; the first that holds the recorded head is taken.

    Raises:
        DecisionLogError: None of them does, or the log is broken before that head.
    """
    tried = list(dict.fromkeys(folders))
    for folder in tried:
        log = DecisionLog(folder)
        if _holds(log, consulted):
            return History(log, until=Head(consulted.count, consulted.head))
    raise DecisionLogError(
        f"no log of decisions with the {consulted.count} records that the run consulted (head "
        f"{consulted.head[:12]}) in {', '.join(map(str, tried)) or 'any folder'}",
        hint="name its folder with --log, or restore the log from a backup",
    )


def _holds(log: DecisionLog, consulted: Consulted) -> bool:
    """Whether a log has the recorded head; the chain up to there is checked on the way."""
    for _, record in log.records():
        if record.n == consulted.count:
            return record.hash == consulted.head
    return False
