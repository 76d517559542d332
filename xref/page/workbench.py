"""The workbench: what reviewers do to the alerts of a run, through the log of decisions.

Owns how the queue keeps up with the log, and what becomes of a verdict given on the page.
Invariants: nobody's decision is replaced by somebody who has not seen it; what the queue says of
an alert is what the log says of it. Refuses to keep decisions of its own: the log is the truth.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from xref.errors import DecisionLogError, LogMovedError, ReviewError
from xref.model import Alert
from xref.page.queue import Filter, Queue, state_of
from xref.review.decisions import Decision
from xref.review.desk import Desk, Verdict, same_person
from xref.review.history import History
from xref.review.recorded import RecordedAlert, RecordedRun
from xref.review.suppression import Memory, Standing
from xref.rules import Rules

#: Alerts that are passed over in one step since a decision on another article answers them.
MAX_PASSED = 25
_TRIES = 5


class Shown(msgspec.Struct, frozen=True):
    """An alert with what is decided on it.

    Attributes:
        recorded: As the run has it.
        past: All decisions on it, oldest first.
        standing: What decisions, also on other articles, mean for it now.
    """

    recorded: RecordedAlert
    past: tuple[Decision, ...]
    standing: Standing

    @property
    def alert(self) -> Alert:
        """The alert."""
        return self.recorded.alert

    @property
    def latest(self) -> Decision | None:
        """The latest decision on it."""
        return self.past[-1] if self.past else None

    @property
    def seen(self) -> str:
        """Id of the latest decision, which a form sends back; empty if there is none."""
        return self.past[-1].id if self.past else ""


class Overtaken(msgspec.Struct, frozen=True):
    """Somebody decided while a reviewer looked; nothing was recorded.

    Attributes:
        shown: The alert as it is now.
    """

    shown: Shown


class Workbench:
    """The alerts of one run and the log, for any number of reviewers at once.

    Args:
        run: The run.
        history: The decisions.
        rules: Reasons, expiry, who must agree.
        clock: Tells the time in UTC.

    Raises:
        ReviewError: The run is damaged.
        DecisionLogError: The log is broken.
    """

    def __init__(
        self, run: RecordedRun, history: History, rules: Rules, clock: Callable[[], datetime]
    ) -> None:
        self.run = run
        self.rules = rules
        self.queue = Queue(run.folder)
        self._history = history
        self._desk = Desk(history, rules, run)
        self._clock = clock
        self._guard = threading.RLock()
        self._loaded = [version.name for version in run.versions]
        self._entries = frozenset(
            each.id for one in run.subjects.values() for each in one.designations
        )
        self._memory: Memory | None = None
        self._day = ""
        self._known = history.refresh().count
        self._broken: DecisionLogError | None = None
        self._take_over()

    @property
    def history(self) -> History:
        """The decisions."""
        return self._history

    def now(self) -> datetime:
        """The time in UTC."""
        return self._clock()

    @property
    def log_name(self) -> str:
        """Where the log is."""
        return str(self._history.log.path)

    def _take_over(self) -> None:
        """Set the states of alerts that somebody decided upon before the page was opened."""
        for alert_id, number in self._history.latest():
            row = self.queue.row_of.get(alert_id)
            decision = None if row is None else self._history.numbered(number)
            if row is not None and decision is not None:
                self._learn(row, decision)

    def _learn(self, row: int, decision: Decision) -> None:
        """Take in the latest decision on an alert."""
        shown = self.queue.earlier.get(row)
        if shown is not None and shown.id == decision.id:
            return  # the run knew it, and what it meant
        if decision.run_key != self.run.run_key and decision.disposition == "false_positive":
            # It was given on another run: does it hold for what this one shows?
            recorded = self.run.alert(decision.alert_id)
            if recorded is not None and not self.memory().standing(recorded.alert).suppressed:
                self.queue.set_state(row, "reopened" if decision.is_approved else "waiting")
                return
        state = state_of(decision.disposition, is_approved=decision.is_approved)
        self.queue.set_state(row, state)

    def sync(self) -> None:
        """Take in what others wrote to the log.

        Raises:
            DecisionLogError: It is broken, cut off, or cannot be read.
        """
        with self._guard:
            try:
                head = self._history.refresh()
            except DecisionLogError as error:
                self._broken = error
                raise
            self._broken = None
            if head.count == self._known:
                return
            self._take_in(self._history.after(self._known))
            self._known = head.count

    def _take_in(self, decisions: list[Decision]) -> None:
        self._memory = None
        for decision in decisions:
            row = self.queue.row_of.get(decision.alert_id)
            if row is not None:
                self._learn(row, decision)
        # What another article's decision answered is asked again if that is taken back.
        decided = {decision.alert_id for decision in decisions}
        for row, by in list(self.queue.answered_by.items()):
            answer = self._history.decision(by)
            if answer is not None and answer.alert_id in decided and answer.id == by:
                self._ask_again(row)

    def _ask_again(self, row: int) -> None:
        del self.queue.answered_by[row]
        if self.queue.state(row) == "answered":
            self.queue.set_state(row, "open")
            self.answered(row)

    def memory(self) -> Memory:
        """What earlier decisions mean, as of today."""
        with self._guard:
            day = f"{self._clock():%Y-%m-%d}"
            if self._memory is None or day != self._day:
                self._day = day
                self._memory = Memory(
                    self._history, self.rules.review, as_of=day, loaded=self._loaded,
                    entries=self._entries,
                )  # fmt: skip
            return self._memory

    def shown(self, alert_id: str) -> Shown | None:
        """An alert and what is decided on it, or None if the run has no such alert.

        Raises:
            DecisionLogError: What was decided cannot be told.
        """
        recorded = self.run.alert(alert_id)
        if recorded is None:
            return None
        if self._broken is not None:
            raise self._broken
        past = tuple(self._history.on_alert(alert_id))
        return Shown(recorded, past, self.memory().standing(recorded.alert))

    def answered(self, row: int) -> bool:
        """Whether a decision on another article answers an open alert; it is then no more to do."""
        if self.queue.state(row) not in ("open", "reopened"):
            return False
        recorded = self.run.alert(self.queue.ids[row])
        if recorded is None:
            return False
        standing = self.memory().standing(recorded.alert)
        by = standing.decision
        if not standing.suppressed or by is None or by.alert_id == recorded.alert.alert_id:
            return False
        with self._guard:
            self.queue.answered_by[row] = by.id
            self.queue.set_state(row, "answered")
        return True

    def next_row(self, row: int, wanted: Filter) -> tuple[int | None, int]:
        """The row to show after a decision, and how many were passed over as answered."""
        passed = 0
        for each in self.queue.following(row, wanted):
            if passed == MAX_PASSED or not self.answered(each):
                return each, passed
            passed += 1
        return None, passed

    def decide(self, verdict: Verdict, *, seen: str) -> Decision | Overtaken:
        """Record a verdict, unless somebody decided on the alert since the reviewer saw it.

        Args:
            verdict: What the reviewer says.
            seen: `Shown.seen` of what the reviewer looked at.

        Returns:
            The decision; one that says the same of the same reviewer is not written twice.

        Raises:
            ReviewError: The verdict is wrong, or the alert is not in the run.
            FourEyesError: The second reviewer is the first one.
            DecisionLogError: The log is broken or cannot be written.
        """
        with self._guard:
            for _ in range(_TRIES):
                self.sync()
                shown = self.shown(verdict.alert_id)
                if shown is None:
                    raise ReviewError(f"{verdict.alert_id}: no such alert in this run")
                if shown.seen != seen:
                    latest = shown.latest
                    if latest is not None and _repeats(verdict, latest):
                        return latest
                    return Overtaken(shown)
                head = self._history.head.hash
                try:
                    (made,) = self._desk.decide(
                        [verdict], at=f"{self._clock():%Y-%m-%dT%H:%M:%SZ}", via="page",
                        expect=head,
                    )  # fmt: skip
                except LogMovedError:
                    continue
                self.sync()
                return made
            raise LogMovedError(
                f"{self._history.log.path}: others write to it all the time; nothing was recorded",
                hint="try again",
            )

    def take_back(self, alert_id: str, *, reviewer: str, seen: str) -> Decision | Overtaken:
        """Undo a reviewer's own latest decision: the alert is open again.

        Raises:
            ReviewError: There is nothing to take back, or it is somebody else's.
        """
        shown = self.shown(alert_id)
        latest = None if shown is None else shown.latest
        if latest is not None and latest.id == seen:
            signed = (latest.reviewer, latest.second_reviewer or latest.reviewer)
            if not any(same_person(reviewer, each) for each in signed):
                raise ReviewError(
                    f"this decision is {latest.reviewer}'s, not {reviewer}'s",
                    hint="decide anew if you see it otherwise",
                )
            if latest.disposition == "pending":
                raise ReviewError("this decision was taken back before")
        verdict = Verdict(alert_id, "pending", "taken_back", "", reviewer)
        return self.decide(verdict, seen=seen)

    def decisions(self) -> Iterator[Decision]:
        """All decisions of the log on alerts of this run, oldest first."""
        for decision in self._history.search():
            if decision.alert_id in self.queue.row_of:
                yield decision


def _repeats(verdict: Verdict, latest: Decision) -> bool:
    """Whether a form was sent twice."""
    return (
        verdict.disposition == latest.disposition
        and verdict.reason_code == latest.reason_code
        and verdict.comment.strip() == latest.comment
        and same_person(verdict.reviewer, latest.second_reviewer or latest.reviewer)
    )
