"""Batches: many sources read and screened by several processes into a work file.

Owns how sources become tasks, and what is written down of each. Invariants: every document of
every source is either finished or reported; a source is never held whole; what is written does
not depend on how many processes there are. Refuses to order results: the order is restored
when they are written.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from xref import work as lines
from xref.articles.reading import InputFile, read_source
from xref.articles.sources import Skipped, Source, suffix_format
from xref.match.matcher import Matcher
from xref.match.pool import Ended, Lost, Note, Place, Pool, alone
from xref.model import Alert, Claim, Document
from xref.work import SourceWork, WorkFile

#: Files that one task takes, and the bytes at which it is full: some 0.1 s of work.
_FILES = 64
_BYTES = 1 << 20
#: Documents of one task, and letters, where the caller reads.
_DOCUMENTS = 200
_LETTERS = 400_000
#: Longest time between two results of a process, so that little is done twice after a stop.
_SECONDS = 1.0
#: Formats that cost little to read, so that one file of them keeps several processes busy: if
#: the file is a good part of all there is, the caller reads and the others screen.
_CHEAP = frozenset({"json_lines", "csv", "parquet"})
_LARGE = 4 << 20
#: polars reads these with threads, which do not survive a fork.
_THREADED = frozenset({"parquet"})


class Progress(msgspec.Struct):
    """How far a run has come.

    Attributes:
        documents: Finished, those of an earlier start included.
        bytes: Of sources that were read to their end, as stored.
        total: Bytes of all sources, as stored.
        earlier: Documents that were finished before this start.
        earlier_bytes: Likewise.
    """

    total: int
    documents: int = 0
    bytes: int = 0
    earlier: int = 0
    earlier_bytes: int = 0


class _File(msgspec.Struct, frozen=True):
    s: int
    source: Source
    size: int
    done: tuple[tuple[int, int], ...]
    lost: tuple[int, ...]


class _Files(msgspec.Struct, frozen=True):
    """A task: sources that are read where they are screened."""

    files: tuple[_File, ...]


class _Documents(msgspec.Struct, frozen=True):
    """A task: documents `first` and following of a source, read by the caller."""

    s: int
    first: int
    documents: list[Document]


class _Result(msgspec.Struct, frozen=True):
    """What a process has finished: lines for the work file, and what to tell at once."""

    lines: bytes
    documents: int
    bytes: int
    problems: tuple[Skipped, ...]


class Batch:
    """Screens sources into a work file.

    Args:
        matcher: Lists and rules.
        work: Where finished documents are written, and known of an earlier start.
        workers: Processes; 1 for this one alone, which a document can then bring down.
        limit: Seconds that reading or screening one document may take; None for any time.
        on_problem: Called with each problem as it is met.
        on_progress: Called as documents are finished.
        method: `fork` or `spawn`; None for what the system is best at.
    """

    def __init__(
        self,
        matcher: Matcher,
        work: WorkFile,
        *,
        workers: int,
        limit: float | None,
        on_problem: Callable[[Skipped], None],
        on_progress: Callable[[Progress], None] = lambda _: None,
        method: str | None = None,
    ) -> None:
        self._matcher = matcher
        self._work = work
        self._workers = workers
        self._limit = limit
        self._on_problem = on_problem
        self._on_progress = on_progress
        self._method = method
        self._progress = Progress(0)

    def run(self, sources: list[Source]) -> list[SourceWork]:
        """Finish all sources; returns what is known of each, in their order.

        Raises:
            UsageError: A file has changed, or gone, since an earlier start read it.
            OutputError: The work file cannot be written.
        """
        work = self._work
        work.check(sources)
        known = [work.source(source) for source in sources]
        progress = self._progress
        progress.total = sum(each.opened.size for each in known)
        for each in known:
            progress.earlier += sum(count for _, count, _ in each.parts)
            progress.earlier_bytes += each.opened.size if each.is_complete() else 0
        progress.documents, progress.bytes = progress.earlier, progress.earlier_bytes
        tasks = self._tasks(list(zip(sources, known, strict=True)))
        if self._workers > 1:
            pool = Pool(
                self._matcher, screen_task, count=self._workers, limit=self._limit,
                method=self._method,
            )  # fmt: skip
            events: Iterable[tuple[int, Any, object]] = pool.run(tasks)
        else:
            events = alone(self._matcher, screen_task, tasks)
        for _, task, event in events:
            if isinstance(event, _Result):
                work.add(event.lines)
                progress.documents += event.documents
                progress.bytes += event.bytes
                for problem in event.problems:
                    self._on_problem(problem)
                self._on_progress(progress)
            elif isinstance(event, Lost):
                self._lost(task, event)
            elif isinstance(event, Ended) and event.error is not None:
                raise event.error
        work.sync()
        return known

    # Dividing the work

    def _tasks(self, sources: list[tuple[Source, SourceWork]]) -> Iterator[_Files | _Documents]:
        files: list[_File] = []
        size = 0
        for source, known in sources:
            if known.is_complete():
                continue
            if self._is_read_here(source, known.opened.size):
                if files:
                    yield _Files(tuple(files))
                    files, size = [], 0
                yield from self._read(source, known)
                continue
            opened = known.opened
            files.append(
                _File(opened.s, source, opened.size, known.done(), tuple(sorted(known.lost)))
            )
            size += opened.size
            if len(files) >= _FILES or size >= _BYTES:
                yield _Files(tuple(files))
                files, size = [], 0
        if files:
            yield _Files(tuple(files))

    def _is_read_here(self, source: Source, size: int) -> bool:
        promised = suffix_format(source.path, self._matcher.rules.articles.reading)
        if source.file is None or promised in _THREADED:
            return True
        share = size * 2 * self._workers > self._progress.total
        return promised in _CHEAP and size >= _LARGE and share

    def _read(self, source: Source, known: SourceWork) -> Iterator[_Documents]:
        """Read a source here; documents that are finished are passed over."""
        reader = _Reader(source, self._matcher)
        batch: list[Document] = []
        letters = 0
        done = known.done()
        for n, document in enumerate(reader):
            finished = any(first <= n < end for first, end in done)
            if not finished:
                batch.append(document)
                letters += len(document.text)
            if batch and (finished or letters >= _LETTERS or len(batch) >= _DOCUMENTS):
                yield _Documents(known.opened.s, n + (not finished) - len(batch), batch)
                batch, letters = [], 0
        if batch:
            yield _Documents(known.opened.s, reader.documents - len(batch), batch)
        self._end(known, reader.end(known.opened.s))

    def _end(self, known: SourceWork, end: lines.End) -> None:
        self._work.add(lines.encode([end]))
        self._progress.bytes += known.opened.size
        for problem in end.problems:
            self._on_problem(problem)

    # What processes lose

    def _lost(self, task: _Files | _Documents, lost: Lost) -> None:
        """Write down what a dead process was at: one document, or the rest of a file."""
        if isinstance(task, _Documents):
            first = task.first + lost.place[0] if lost.place else task.first
            count = 1 if lost.place else len(task.documents)
            for n in range(first, first + count):
                self._work.add(lines.encode([lines.Lost(task.s, n, lost.reason)]))
            if lost.place is None:
                ids = tuple(document.id for document in task.documents)
                self._work.add(lines.encode([lines.Part(task.s, first, ids)]))
            return
        for position, file in enumerate(task.files):
            if lost.place is None or (lost.place[0] == position and lost.reading):
                self._lost_file(file, lost.place[1] if lost.place else 0, lost.reason)
            elif lost.place[0] == position:
                line = lines.Lost(file.s, lost.place[1], lost.reason)
                self._work.add(lines.encode([line]))

    def _lost_file(self, file: _File, read: int, reason: str) -> None:
        known = self._work.sources[file.s]
        rest = f"; {read} documents before were read, the rest was not" if read else ""
        problem = Skipped(file.source.path, None, f"could not be read: {reason}{rest}")
        account = None
        if file.source.file is not None:
            try:
                with file.source.file.open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
                account = InputFile(file.source.path, file.size, digest, read, 1)
            except OSError:
                account = None
        self._end(known, lines.End(file.s, read, account, (problem,)))


class _Reader:
    """The documents of one source, whatever happens while it is read."""

    def __init__(self, source: Source, matcher: Matcher) -> None:
        self._source = source
        self._problems: list[Skipped] = []
        self._inputs: list[InputFile] = []
        self._documents = read_source(
            source,
            rules=matcher.rules.articles,
            on_problem=self._problems.append,
            on_input=self._inputs.append,
        )
        self.documents = 0

    def __iter__(self) -> Iterator[Document]:
        return self

    def __next__(self) -> Document:
        try:
            document = next(self._documents)
        except StopIteration:
            raise
        except Exception as error:  # noqa: BLE001 - one file must not cost the others
            self._problems.append(
                Skipped(self._source.path, None, f"could not be read: {_said(error)}")
            )
            raise StopIteration from None
        self.documents += 1
        return document

    def end(self, s: int) -> lines.End:
        """The last line of the source."""
        account = self._inputs[0] if self._inputs else None
        return lines.End(s, self.documents, account, tuple(self._problems))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


# In worker processes


def screen_task(
    matcher: Matcher,
    task: _Files | _Documents,
    start: Place,
    skip: frozenset[Place],
    note: Note,
) -> Iterator[tuple[Place, Any]]:
    """Do one task; what went wrong with a document is written down like what was found."""
    if isinstance(task, _Files):
        yield from _screen_files(matcher, task.files, start, skip, note)
        return
    out = _Out()
    for position in range(start[0], len(task.documents)):
        found = None
        if (position, 0) not in skip:
            note((position, 0), False)
            found = _screened(matcher, task.s, task.first + position, task.documents[position])
        out.add(task.s, task.first + position, task.documents[position], found)
    yield (len(task.documents), 0), out.take()


def _screen_files(
    matcher: Matcher,
    files: tuple[_File, ...],
    start: Place,
    skip: frozenset[Place],
    note: Note,
) -> Iterator[tuple[Place, Any]]:
    out = _Out()
    for position in range(start[0], len(files)):
        file = files[position]
        first = start[1] if position == start[0] else 0
        reader = _Reader(file.source, matcher)
        while True:
            n = reader.documents
            note((position, n), True)
            document = next(reader, None)
            if document is None:
                break
            if n < first or any(low <= n < high for low, high in file.done):
                continue
            found = None
            if (position, n) not in skip and n not in file.lost:
                note((position, n), False)
                found = _screened(matcher, file.s, n, document)
            out.add(file.s, n, document, found)
            if out.is_full():
                yield (position, n + 1), out.take()
        out.end(reader.end(file.s), file.size)
    yield (len(files), 0), out.take()


class _Out:
    """Lines of finished documents until they are handed over."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._lines: list[lines.Line] = []
        self._part: tuple[int, int, list[str]] | None = None
        self._documents = 0
        self._bytes = 0
        self._problems: list[Skipped] = []
        self._since = time.monotonic()

    def add(
        self, s: int, n: int, document: Document, found: lines.Found | lines.Lost | None
    ) -> None:
        """Note a finished document."""
        part = self._part
        if part is None or part[0] != s or part[1] + len(part[2]) != n:
            self._close()
            part = self._part = (s, n, [])
        part[2].append(document.id)
        if found is not None:
            self._lines.append(found)
        self._documents += 1

    def end(self, line: lines.End, size: int) -> None:
        """Note that a source was read to its end."""
        self._close()
        self._lines.append(line)
        self._bytes += size
        self._problems.extend(line.problems)

    def _close(self) -> None:
        if self._part is not None:
            s, first, ids = self._part
            self._lines.append(lines.Part(s, first, tuple(ids)))
            self._part = None

    def is_full(self) -> bool:
        """Whether it is time to hand over."""
        return self._documents >= _DOCUMENTS or time.monotonic() - self._since > _SECONDS

    def take(self) -> _Result:
        """All that was noted since the last time."""
        self._close()
        result = _Result(
            lines.encode(self._lines), self._documents, self._bytes, tuple(self._problems)
        )
        self._clear()
        return result


def _screened(
    matcher: Matcher, s: int, n: int, document: Document
) -> lines.Found | lines.Lost | None:
    try:
        alerts, claims = matcher.document_alerts(document)
    except Exception as error:  # noqa: BLE001 - one document must not cost the others
        return lines.Lost(s, n, _said(error))
    if not alerts and not claims:
        return None
    return _found(s, n, document, alerts, claims)


def _found(
    s: int, n: int, document: Document, alerts: list[Alert], claims: list[Claim]
) -> lines.Found:
    return lines.Found(
        s,
        n,
        document.title,
        document.published,
        document.path,
        tuple(
            lines.FoundAlert(
                alert.subject.id,
                alert.score,
                alert.band or "",
                alert.evidence,
                alert.matched_name,
                alert.mentions,
                alert.claims,
                alert.homonyms,
            )
            for alert in alerts
        ),
        tuple(claims),
    )
