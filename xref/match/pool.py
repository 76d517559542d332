"""Pools: processes that share one matcher and outlive whatever one document does to them.

Owns starting, feeding, watching and ending worker processes. Invariants: every task ends once,
with all its results or with the items that were lost; a process that dies, or takes too long
with one item, costs that item and no other; no process outlives the caller. Refuses to know
what a task is: a work function does.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import queue
import signal
import struct
import sys
import tempfile
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

if TYPE_CHECKING:
    from xref.match.matcher import Matcher

#: Place of an item within a task: a file and a document, or a document and 0.
Place = tuple[int, int]
Note = Callable[[Place, bool], None]

#: Tasks a process holds: one in work and one to go on with.
_HELD = 2
#: How often the caller looks for items that take too long, in seconds.
_LOOK = 1.0
#: Task, place (two), whether it was being read, since when (monotonic seconds, 0 for idle).
_SLOT = struct.Struct("=qqqqd")


class Work(Protocol):
    """Does one task; runs in a worker process, or in the caller's own."""

    def __call__(
        self, matcher: Matcher, task: Any, start: Place, lost: Mapping[Place, Lost], note: Note
    ) -> Iterator[tuple[Place, Any]]:
        """Yield results, each with the place to go on from.

        Args:
            matcher: The shared matcher.
            task: As given to `Pool.run`.
            start: The first item that no result covers yet.
            lost: Items that killed a process before; not to be tried again.
            note: To be called before each item, with whether it is read or screened.
        """


class Lost(msgspec.Struct, frozen=True):
    """An item whose process died.

    Attributes:
        place: Which item of the task; None if the process died before it began any.
        reading: It died while the item was read, so that what follows in the same file
            cannot be reached.
        reason: What happened, without a full stop.
    """

    place: Place | None
    reading: bool
    reason: str


class Ended(msgspec.Struct, frozen=True):
    """The last event of every task.

    Attributes:
        error: What the work function raised, if it did not end well.
    """

    error: BaseException | None = None


class _Given(msgspec.Struct):
    number: int
    task: Any
    start: Place = (0, 0)
    lost: dict[Place, Lost] = {}
    tries: int = 0


def alone(
    matcher: Matcher, work: Work, tasks: Iterable[Any]
) -> Iterator[tuple[int, Any, object | Ended]]:
    """Do tasks in this very process, with the events that a pool gives.

    Nothing survives what kills a process here, and no item takes too long.
    """
    for number, task in enumerate(tasks):
        for _, value in work(matcher, task, (0, 0), {}, lambda *_: None):
            yield number, task, value
        yield number, task, Ended()


class Pool:
    """Worker processes around one matcher.

    On Linux they are forked and share the matcher's memory. Elsewhere they are spawned, each
    reads the matcher from one temporary file, and a script needs `if __name__ == "__main__":`.

    Args:
        matcher: Shared by all.
        work: A module-level function.
        count: Processes at most; they start as there is work.
        limit: Seconds one item may take; None for as long as it likes.
        method: `fork` or `spawn`; None for what the system is best at.
    """

    def __init__(
        self,
        matcher: Matcher,
        work: Work,
        *,
        count: int,
        limit: float | None = None,
        method: str | None = None,
    ) -> None:
        self._matcher = matcher
        self._work = work
        self._count = count
        self._limit = limit
        self._method = method or ("fork" if sys.platform == "linux" else "spawn")
        self._workers: list[_Worker] = []
        self._file: Path | None = None

    def run(
        self, tasks: Iterable[Any], *, ahead: int | None = None
    ) -> Iterator[tuple[int, Any, object]]:
        """Do tasks; yields events as they come, those of one task in order.

        Args:
            tasks: Taken one by one, as processes get free.
            ahead: Begin no task that comes so far behind the oldest unfinished one; bounds
                what a caller must hold to restore the order.

        Yields:
            Number of the task, the task, and a result of the work function, a `Lost`, or,
            last, an `Ended`. If taking a task raises, that is raised when all before it are done.
        """
        tasks = enumerate(tasks)
        waiting: deque[_Given] = deque()
        open_tasks: set[int] = set()
        failure: BaseException | None = None
        more = True
        try:
            while True:
                while more or waiting:
                    worker = self._free()
                    if worker is None:
                        break
                    if waiting:
                        worker.give(waiting.popleft())
                        continue
                    if ahead is not None and open_tasks and self._taken - min(open_tasks) >= ahead:
                        break
                    try:
                        number, task = next(tasks)
                    except StopIteration:
                        more = False
                        break
                    except Exception as error:  # noqa: BLE001 - raised below, in its turn
                        failure, more = error, False
                        break
                    self._taken = number + 1
                    open_tasks.add(number)
                    worker.give(_Given(number, task))
                if not open_tasks:
                    break
                for number, task, event in self._events(waiting):
                    if isinstance(event, Ended):
                        open_tasks.discard(number)
                    yield number, task, event
            if failure is not None:
                raise failure
        finally:
            self._stop()

    _taken = 0

    def _free(self) -> _Worker | None:
        """The process with the least to do, a new one if all have something."""
        best = min(self._workers, key=lambda each: len(each.given), default=None)
        if (best is None or best.given) and len(self._workers) < self._count:
            best = self._start()
        return best if best is not None and len(best.given) < _HELD else None

    def _start(self) -> _Worker:
        source: Matcher | Path = self._matcher
        if self._method != "fork":
            if self._file is None:
                handle, name = tempfile.mkstemp(prefix="xref-", suffix=".matcher")
                self._file = Path(name)
                with os.fdopen(handle, "wb") as stream:
                    pickle.dump(self._matcher, stream, protocol=5)
            source = self._file
        worker = _Worker(self._method, source, self._work, self._workers)
        self._workers.append(worker)
        return worker

    def _events(self, waiting: deque[_Given]) -> Iterator[tuple[int, Any, object]]:
        """What the processes have said by now; waits a moment if they have said nothing."""
        busy = {each.connection: each for each in self._workers if each.given}
        for ready in wait(list(busy), _LOOK):
            worker = busy[ready]
            try:
                kind, number, place, value = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._died(worker, waiting)
                continue
            given = worker.given[0]
            assert given.number == number  # noqa: S101 - a worker does its tasks in turn
            if kind == "result":
                given.start = place
                yield number, given.task, value
            else:
                worker.given.popleft()
                yield number, given.task, Ended(value)
        self._hurry()

    def _hurry(self) -> None:
        """End processes that take too long with one item; they count as dead."""
        if self._limit is None:
            return
        for worker in self._workers:
            since = worker.state()[4]
            if since and time.monotonic() - since > self._limit and worker.given:
                worker.late = True
                worker.process.kill()

    def _died(
        self, worker: _Worker, waiting: deque[_Given]
    ) -> Iterator[tuple[int, Any, Lost | Ended]]:
        """Account for a dead process: the item it was at is lost, the rest is done again."""
        worker.process.join()
        self._workers.remove(worker)
        worker.connection.close()
        number, major, minor, reading, since = worker.state()
        first, *others = worker.given
        waiting.extendleft(reversed(others))
        reason = worker.why(self._limit)
        if number == first.number and since and (major, minor) not in first.lost:
            lost = Lost((major, minor), bool(reading), reason)
            yield number, first.task, lost
            first.lost[major, minor] = lost
        elif first.tries:
            # Twice dead without an item to blame: the task cannot be done.
            yield first.number, first.task, Lost(None, False, reason)
            yield first.number, first.task, Ended()
            return
        else:
            first.tries += 1
        waiting.appendleft(first)

    def _stop(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()
        if self._file is not None:
            self._file.unlink(missing_ok=True)
            self._file = None


class _Worker:
    """One process, seen from the caller."""

    def __init__(
        self, method: str, source: Matcher | Path, work: Work, others: list[_Worker]
    ) -> None:
        context: Any = multiprocessing.get_context(method)
        self.connection, theirs = context.Pipe()
        self.given: deque[_Given] = deque()
        self.late = False
        self._slot: Any = context.RawArray("b", _SLOT.size)
        # A forked process inherits the caller's ends of all pipes, and would keep the other
        # processes from noticing that the caller has gone.
        inherited = [self.connection, *(each.connection for each in others)]
        self.process = context.Process(
            target=_serve,
            args=(theirs, inherited if method == "fork" else [], source, work, self._slot),
            daemon=True,
        )
        with warnings.catch_warnings():
            # Python 3.12 and later warn of forking beside threads; the workers use none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        theirs.close()

    def give(self, given: _Given) -> None:
        """Hand a task over; a process that died meanwhile is noticed when it is listened to."""
        self.given.append(given)
        try:
            self.connection.send((given.number, given.task, given.start, given.lost))
        except (BrokenPipeError, ConnectionResetError):
            return

    def state(self) -> tuple[int, int, int, int, float]:
        """What the process is at."""
        number, major, minor, reading, since = _SLOT.unpack(bytes(self._slot))
        return number, major, minor, reading, since

    def why(self, limit: float | None) -> str:
        """Why it died, in words."""
        if self.late:
            return f"it took longer than {limit:g} seconds"
        code = self.process.exitcode or 0
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
            memory = ", perhaps for want of memory" if name == "SIGKILL" else ""
            return f"the process that worked on it was ended by {name}{memory}"
        return f"the process that worked on it ended with code {code}"


# In the worker process


def _serve(
    connection: Connection[Any, Any],
    inherited: list[Connection[Any, Any]],
    source: Matcher | Path,
    work: Work,
    slot: Any,
) -> None:
    """Do tasks until the caller closes the pipe."""
    # Ctrl-C goes to the whole group; the caller decides what it means. Its own handler of
    # SIGTERM means nothing here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for each in inherited:
        each.close()
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # A thread takes tasks in, so that the caller never waits for a busy process, and ends
    # the process when the caller has gone, whatever it is at.
    threading.Thread(target=_receive, args=(connection, inbox), daemon=True).start()
    if isinstance(source, Path):
        with source.open("rb") as stream:
            matcher: Matcher = pickle.load(stream)  # noqa: S301 - written by the caller for us
    else:
        matcher = source
    # Nothing of the matcher will be garbage, and pages that the collector does not touch
    # stay shared.
    gc.freeze()
    number = 0

    def note(place: Place, reading: bool) -> None:
        _SLOT.pack_into(slot, 0, number, *place, reading, time.monotonic())

    while True:
        number, task, start, lost = pickle.loads(inbox.get())  # noqa: S301 - from the caller
        error = None
        try:
            for place, value in work(matcher, task, start, lost, note):
                _SLOT.pack_into(slot, 0, number, 0, 0, 0, 0.0)
                connection.send(("result", number, place, value))
        except Exception as raised:  # noqa: BLE001 - raised in the caller
            error = raised
        _SLOT.pack_into(slot, 0, number, 0, 0, 0, 0.0)
        connection.send(("end", number, start, error))


def _receive(connection: Connection[Any, Any], inbox: queue.SimpleQueue[bytes]) -> None:
    try:
        while True:
            inbox.put(connection.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)
