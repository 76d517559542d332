"""Purge: dropping what names people, keeping what was decided.

Owns which texts of the log go and when. Invariant: the chain still verifies, and the log says
that, when and by whom texts were dropped. Refuses to drop a decision.
"""

from __future__ import annotations

import contextlib

import msgspec

from xref.errors import UsageError
from xref.review.decisions import Decision, Purged
from xref.review.history import INDEX
from xref.review.log import DecisionLog


def count_purgeable(log: DecisionLog, before: str) -> int:
    """How many decisions older than a day still have their texts.

    Raises:
        DecisionLogError: The log is broken.
    """
    return sum(
        isinstance(record, Decision) and record.texts is not None and record.at < before
        for _, record in log.records()
    )


def purge(log: DecisionLog, *, before: str, reviewer: str, at: str) -> Purged | None:
    """Drop the texts of decisions that were taken before a day.

    Comment, article, source, headline and spellings go; disposition, reason, reviewers, times
    and fingerprints stay, so a false positive goes on to hold for its own article.

    Args:
        log: The log.
        before: ISO date; decisions of that day keep their texts.
        reviewer: Who does it.
        at: UTC time of the purge.

    Returns:
        What the log says about it; None if there was nothing to drop.

    Raises:
        UsageError: The day lies in the future.
        DecisionLogError: The log is broken or cannot be written; it is untouched.
    """
    if before > at[:10]:
        raise UsageError(f"{before} lies in the future", hint="give a day up to today")
    with log.locked():
        count = count_purgeable(log, before)
        if not count:
            return None

        def without_texts(decision: Decision) -> Decision:
            if decision.at < before:
                return msgspec.structs.replace(decision, texts=None)
            return decision

        # The index holds places in the old file; it is made anew.
        with contextlib.suppress(OSError):
            (log.folder / INDEX).unlink(missing_ok=True)
        said = log.rewrite(
            without_texts, Purged(at=at, before=before, reviewer=reviewer, count=count)
        )
    assert isinstance(said, Purged)  # noqa: S101 - what was given
    return said
