"""Agreement: what several reviewers say of one alert, and what the log says already.

Owns the plan that comes of comparing sheets, and when verdicts contradict each other. Invariant:
nobody's decision is replaced by somebody who did not know of it. Refuses to choose between two
people.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from xref.errors import SheetError
from xref.review.decisions import Decision
from xref.review.desk import Verdict, same_person
from xref.review.history import History
from xref.review.recorded import RecordedRun

#: Problems that are shown; the rest is counted.
MAX_PROBLEMS = 200


class Change(msgspec.Struct, frozen=True):
    """A verdict that a sheet asks for, and what stands in the log.

    Attributes:
        where: File and row.
        via: `csv` or `xlsx`.
        about: Mention and article, for the reader.
        before: The latest decision on the alert.
    """

    verdict: Verdict
    where: str
    via: str
    about: str
    before: Decision | None = None

    def line(self) -> str:
        """One line of the diff."""
        new = f"{self.verdict.disposition} ({self.verdict.reason_code})"
        second = self.verdict.second_reviewer
        by = self.verdict.reviewer + (f" and {second}" if second else "")
        old = f"{self.before.disposition} by {self.before.reviewer}" if self.before else "open"
        return f"{self.where}: {self.about}: {old} -> {new} by {by}"


class Plan(msgspec.Struct):
    """What sheets ask for.

    Attributes:
        changes: What would be recorded.
        problems: Why nothing can be; empty if it can.
        notes: What is unusual and does no harm.
        unchanged: Rows that the log holds already.
        left_open: Rows without a disposition.
        head: Of the log that this was compared with.
    """

    changes: list[Change] = []
    problems: list[str] = []
    notes: list[str] = []
    unchanged: int = 0
    left_open: int = 0
    head: str = ""

    def refuse(self) -> None:
        """Raise what is wrong, if anything is.

        Raises:
            SheetError: With every problem; the first `MAX_PROBLEMS` of them in words.
        """
        if not self.problems:
            return
        shown = self.problems[:MAX_PROBLEMS]
        if len(self.problems) > len(shown):
            shown = [*shown, f"… and {len(self.problems) - len(shown)} more like these"]
        error = SheetError(shown, hint="correct the sheet and apply it again")
        error.problems = tuple(self.problems)
        raise error


class Agreement:
    """Settles what was said of alerts.

    Args:
        run: The run they stand in.
        history: The decisions so far.
        plan: Takes changes, problems and notes.
        overrule: Decide anew what somebody else decided since the sheet was written.
    """

    def __init__(self, run: RecordedRun, history: History, plan: Plan, *, overrule: bool) -> None:
        self._run = run
        self._history = history
        self._plan = plan
        self._overrule = overrule

    def settle(self, said: Sequence[Change]) -> None:
        """Compare what was said of one alert with each other, and with the log."""
        first = said[0]
        verdict = first.verdict
        for each in said[1:]:
            other = each.verdict
            if other.disposition != verdict.disposition:
                self._plan.problems.append(
                    f"{each.where}:disposition: {other.reviewer} says {other.disposition}, and "
                    f"{verdict.reviewer} says {verdict.disposition} in {first.where}; agree on one"
                )
                return
            if not same_person(other.reviewer, verdict.reviewer):
                verdict = msgspec.structs.replace(verdict, second_reviewer=other.reviewer)
        past = self._history.on_alert(verdict.alert_id) if self._history.head.count else []
        before = past[-1] if past else None
        if before is not None:
            if self._is_known(verdict, before):
                self._plan.unchanged += 1
                return
            if self._is_overruled(verdict, before) and not self._overrule:
                self._plan.problems.append(
                    f"{first.where}:disposition: {before.reviewer} decided {before.disposition} "
                    f"on {before.at[:10]}, after this sheet was written; agree with them, or say "
                    "--overrule"
                )
                return
        self._plan.changes.append(msgspec.structs.replace(first, verdict=verdict, before=before))

    def _is_known(self, verdict: Verdict, before: Decision) -> bool:
        """Whether the log holds a verdict already."""
        if verdict.disposition != before.disposition:
            return False
        signed = filter(None, (before.reviewer, before.second_reviewer))
        mine = any(same_person(verdict.reviewer, each) for each in signed)
        if not before.is_approved:
            if not mine or verdict.second_reviewer is not None:
                return False
            self._plan.notes.append(
                f"alert {verdict.alert_id}: {before.disposition} by {before.reviewer} still "
                "waits for a second reviewer"
            )
            return True
        same = verdict.reason_code == before.reason_code and (
            before.texts is None or verdict.comment == before.comment
        )
        # What the sheet showed as decided, and is decided again, is a new decision.
        return mine and same and not self._was_shown(before)

    def _is_overruled(self, verdict: Verdict, before: Decision) -> bool:
        """Whether a verdict contradicts what somebody else decided behind its back."""
        return (
            verdict.disposition != before.disposition
            and not same_person(verdict.reviewer, before.reviewer)
            and not self._was_shown(before)
        )

    def _was_shown(self, decision: Decision) -> bool:
        """Whether the sheet showed a decision, so that its reviewer knew of it."""
        recorded = self._run.alert(decision.alert_id)
        return (
            recorded is not None
            and recorded.earlier is not None
            and recorded.earlier.get("id") == decision.id
        )
