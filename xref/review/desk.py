"""The desk: where a verdict on an alert becomes a decision in the log.

Owns what a verdict must have, and the four-eyes rule. Invariants: a decision carries the
fingerprints of what its reviewer saw, not of today's lists; verdicts given together are
recorded together or not at all. Refuses to read a clock: the time is passed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from xref.errors import FourEyesError, ReviewError
from xref.model import Alert, Subject
from xref.review.decisions import Decision, ListingSeen, Record, texts, texts_digest
from xref.review.fingerprints import (
    Facts,
    document_key,
    facts_of,
    listing_fingerprint,
    mention_fingerprint,
    sentence_keys,
    source_key,
    source_of,
)
from xref.review.history import History
from xref.review.recorded import RecordedRun
from xref.review.suppression import subject_ids
from xref.rules import Rules
from xref.rules.review import DISPOSITIONS, ReviewRules

#: A comment is a remark, not a file.
MAX_COMMENT = 4_000
MAX_REVIEWER = 100


class Verdict(msgspec.Struct, frozen=True):
    """What a reviewer says about one alert.

    Attributes:
        second_reviewer: Somebody else who said the same at the same time.
    """

    alert_id: str
    disposition: str
    reason_code: str
    comment: str
    reviewer: str
    second_reviewer: str | None = None


def verdict_problems(verdict: Verdict, rules: ReviewRules) -> list[tuple[str, str]]:
    """What is wrong with a verdict, each with the field it is about.

    Example:
        >>> from xref.rules import load_rules
        >>> verdict_problems(Verdict("0" * 16, "maybe", "", "", "A."), load_rules().review)
        [('disposition', "'maybe' is no disposition; use true_match, false_positive, escalate, \
pending")]
    """
    found = []
    if verdict.disposition not in DISPOSITIONS:
        known = ", ".join(DISPOSITIONS)
        return [("disposition", f"{verdict.disposition!r} is no disposition; use {known}")]
    codes = rules.codes(verdict.disposition)
    if verdict.reason_code not in codes:
        what = (
            f"{verdict.reason_code!r} is no reason for {verdict.disposition}"
            if verdict.reason_code
            else f"{verdict.disposition} needs a reason"
        )
        found.append(("reason_code", f"{what}; use {', '.join(codes)}"))
    elif rules.reasons[verdict.reason_code].comment and not verdict.comment.strip():
        found.append(("comment", f"{verdict.reason_code} needs a comment; say why"))
    if not verdict.reviewer.strip():
        found.append(("reviewer", "nobody has signed; fill it in, or say --reviewer NAME"))
    for field, text, most in (
        ("comment", verdict.comment, MAX_COMMENT),
        ("reviewer", verdict.reviewer, MAX_REVIEWER),
    ):
        if len(text) > most:
            found.append((field, f"{len(text)} characters; at most {most} are kept: shorten it"))
    return found


def same_person(one: str, other: str) -> bool:
    """Whether two signatures are one reviewer's, capitals and spaces aside.

    Example:
        >>> same_person("A. Lee", "a.  lee ")
        True
    """
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


class Desk:
    """Turns verdicts on the alerts of a run into decisions.

    Args:
        history: Decisions so far; refreshed after each `decide`.
        rules: Reasons, expiry, who must agree.
        run: The run that shows the alerts.
    """

    def __init__(self, history: History, rules: Rules, run: RecordedRun) -> None:
        self.history = history
        self.rules = rules
        self.run = run
        self._listings: dict[str, tuple[str, tuple[Facts, ...]]] = {}

    def decide(
        self, verdicts: Sequence[Verdict], *, at: str, via: str, expect: str | None = None
    ) -> list[Decision]:
        """Record verdicts, all or none.

        Args:
            verdicts: At most one for each alert.
            at: UTC time, `2026-01-05T10:00:00Z`.
            via: How they came in: `csv`, `xlsx`, `page`.
            expect: Hash of the log's head that the reviewer saw; None writes in any case.

        Returns:
            The decisions as recorded, in the same order.

        Raises:
            ReviewError: A verdict is wrong, or its alert is not in the run.
            FourEyesError: A second reviewer is asked for, and this is the first one again.
            LogMovedError: Somebody else decided since `expect`.
            DecisionLogError: The log cannot be written.
        """
        with self.history.log.locked():
            head = self.history.refresh()
            records: list[Record] = []
            listed: set[str] = set()
            for verdict in verdicts:
                records += self.records(verdict, at=at, via=via, listed=listed)
            written = self.history.log.append(records, expect=expect or head.hash)
        self.history.refresh()
        return [each for each in written if isinstance(each, Decision)]

    def records(self, verdict: Verdict, *, at: str, via: str, listed: set[str]) -> list[Record]:
        """The records of one verdict, not yet in the log.

        Args:
            verdict: What was said.
            at: UTC time.
            via: How it came in.
            listed: Fingerprints of listings that this batch records already; added to.

        Raises:
            ReviewError: As `decide` does.
        """
        for field, what in verdict_problems(verdict, self.rules.review):
            raise ReviewError(f"alert {verdict.alert_id}: {field}: {what}")
        recorded = self.run.alert(verdict.alert_id)
        if recorded is None:
            raise ReviewError(
                f"{verdict.alert_id}: no such alert in {self.run.folder}",
                hint="name the run that the alert stands in",
            )
        alert = recorded.alert
        fingerprint, facts = self._listing(alert.subject)
        found: list[Record] = []
        if fingerprint not in listed and self.history.listing(fingerprint) is None:
            found.append(
                ListingSeen(
                    at=at, fingerprint=fingerprint, subject_id=alert.subject.id, designations=facts
                )
            )
        listed.add(fingerprint)
        made = self._decision(verdict, alert, fingerprint, at=at, via=via)
        return [*found, self._agreed(made, verdict.second_reviewer)]

    def _listing(self, subject: Subject) -> tuple[str, tuple[Facts, ...]]:
        found = self._listings.get(subject.id)
        if found is None:
            facts = tuple(facts_of(each) for each in subject.designations)
            found = self._listings[subject.id] = (listing_fingerprint(facts), facts)
        return found

    def _decision(
        self, verdict: Verdict, alert: Alert, fingerprint: str, *, at: str, via: str
    ) -> Decision:
        rules = self.rules.review
        source = source_of(alert.document.id, alert.document.path, alert.document.url)
        own = texts(
            comment=verdict.comment.strip(),
            document=alert.document.id,
            source=source,
            title=alert.document.title,
            mentions=tuple(each.text for each in alert.mentions),
        )
        clears = verdict.disposition == "false_positive"
        scope = rules.reasons[verdict.reason_code].scope if clears else "document"
        days = getattr(rules.expiry, scope).value
        return Decision(
            at=at,
            alert_id=alert.alert_id,
            document_key=document_key(alert.document.id),
            source_key=source_key(source),
            subject_id=alert.subject.id,
            subject_ids=subject_ids(alert.subject),
            disposition=verdict.disposition,  # type: ignore[arg-type]
            reason_code=verdict.reason_code,
            reviewer=" ".join(verdict.reviewer.split()),
            second_needed=rules.second_reviewer.needed(verdict.disposition, alert.score),
            scope=scope,
            listing=fingerprint,
            mention=mention_fingerprint(alert.mentions, alert.evidence, rules.mention.neutral),
            sentences=sentence_keys(alert.mentions),
            against=any(
                each.effect < 0 and each.feature not in rules.mention.neutral
                for each in alert.evidence
            ),
            homonyms=alert.homonyms,
            expires=(date.fromisoformat(at[:10]) + timedelta(days)).isoformat() if clears else None,
            run_id=self.run.run_id,
            run_key=self.run.run_key,
            rules_digest=self.rules.digest,
            rules_major=rules.major.value,
            via=via,
            texts_digest=texts_digest(own),
            texts=own,
        )

    def _agreed(self, made: Decision, second: str | None) -> Decision:
        """The decision as a second reviewer's, if it repeats one that waits for that."""
        if not made.second_needed:
            return made
        if second is not None and not same_person(second, made.reviewer):
            return msgspec.structs.replace(made, second_reviewer=" ".join(second.split()))
        waiting = self.waiting(made.alert_id)
        if waiting is None or waiting.disposition != made.disposition:
            return made
        if (waiting.listing, waiting.mention) != (made.listing, made.mention):
            # They did not look at the same thing: this is a first opinion again.
            return made
        if same_person(waiting.reviewer, made.reviewer):
            raise FourEyesError(
                f"alert {made.alert_id}: {made.disposition} waits for a second person; "
                f"{made.reviewer} is the first",
                hint="somebody else must look at it",
            )
        return msgspec.structs.replace(
            made, reviewer=waiting.reviewer, second_reviewer=made.reviewer, confirms=waiting.id
        )

    def waiting(self, alert_id: str) -> Decision | None:
        """The latest decision on an alert, if it waits for a second reviewer."""
        before = self.history.on_alert(alert_id)
        return before[-1] if before and not before[-1].is_approved else None
