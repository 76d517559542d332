"""Batches: many sources read and screened by several processes into a work file.

Owns how sources become tasks, and what is written down of each. Invariants: every document of
every source is either finished or reported; a source is never held whole; what is written does
not depend on how many processes there are. Refuses to order results: the order is restored
when they are written.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from xref import work_lines as lines
from xref.articles.copies import fingerprint
from xref.articles.packing import OpenSource
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
_CHEAP = frozenset({"json_lines", "table", "parquet"})
_LARGE = 4 << 20
#: polars reads these with threads, which do not survive a fork.
_THREADED = frozenset({"parquet"})


class Progress(msgspec.Struct):
    """How far a run has come.

    Attributes:
        documents: Finished, those of an earlier start included.
        bytes: Read of the sources, as stored.
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


class _Files(msgspec.Struct, frozen=True):
    """A task: sources that are read where they are screened."""

    files: tuple[_File, ...]
    text_column: str | None


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
        text_column: As for `read_documents`.
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
        text_column: str | None = None,
        method: str | None = None,
    ) -> None:
        self._matcher = matcher
        self._work = work
        self._workers = workers
        self._limit = limit
        self._on_problem = on_problem
        self._on_progress = on_progress
        self._text_column = text_column
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
            elif isinstance(event, Lost) and event.place is None:
                self._give_up(task, event.reason)
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
                    yield _Files(tuple(files), self._text_column)
                    files, size = [], 0
                yield from self._read(source, known)
                continue
            opened = known.opened
            files.append(_File(opened.s, source, opened.size, known.done()))
            size += opened.size
            if len(files) >= _FILES or size >= _BYTES:
                yield _Files(tuple(files), self._text_column)
                files, size = [], 0
        if files:
            yield _Files(tuple(files), self._text_column)

    def _is_read_here(self, source: Source, size: int) -> bool:
        promised = suffix_format(source.path, self._matcher.rules.articles.reading)
        if source.file is None or promised in _THREADED:
            return True
        share = size * 2 * self._workers > self._progress.total
        return promised in _CHEAP and size >= _LARGE and share

    def _read(self, source: Source, known: SourceWork) -> Iterator[_Documents]:
        """Read a source here; documents that are finished are passed over."""
        reader = _Reader(source, self._matcher, self._text_column, known.opened.size)
        batch: list[Document] = []
        letters = 0
        done = known.done()
        for n, document in enumerate(reader):
            finished = any(first <= n < end for first, end in done)
            if not finished:
                batch.append(document)
                letters += len(document.text)
            if batch and (finished or letters >= _LETTERS or len(batch) >= _DOCUMENTS):
                self._progress.bytes += reader.taken()
                yield _Documents(known.opened.s, n + (not finished) - len(batch), batch)
                batch, letters = [], 0
        if batch:
            yield _Documents(known.opened.s, reader.documents - len(batch), batch)
        self._end(reader.end(known.opened.s))
        self._progress.bytes += reader.taken(rest=True)

    def _end(self, end: lines.End) -> None:
        self._work.add(lines.encode([end]))
        for problem in end.problems:
            self._on_problem(problem)

    def _give_up(self, task: _Files | _Documents, reason: str) -> None:
        """Write down a task that no process could even begin."""
        if isinstance(task, _Files):
            for file in task.files:
                known = self._work.sources[file.s]
                if known.end is None:
                    read = sum(count for _, count, _ in known.parts)
                    self._end(_unread(file.s, file.source, read, reason))
            return
        places = range(task.first, task.first + len(task.documents))
        found: list[lines.Line] = [lines.Lost(task.s, n, reason) for n in places]
        ids = tuple(document.id for document in task.documents)
        self._work.add(lines.encode([*found, lines.Part(task.s, task.first, ids)]))


def _unread(s: int, source: Source, read: int, reason: str) -> lines.End:
    """The last line of a file that kills whoever reads on."""
    rest = f"; {read} documents before were read, the rest was not" if read else ""
    problem = Skipped(source.path, None, f"could not be read: {reason}{rest}")
    account = None
    if source.file is not None:
        with contextlib.suppress(OSError), source.file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            account = InputFile(source.path, stream.tell(), digest, read, 1)
    return lines.End(s, read, account, (problem,))


class _Reader:
    """The documents of one source, whatever happens while it is read."""

    def __init__(
        self, source: Source, matcher: Matcher, text_column: str | None, size: int
    ) -> None:
        self._source = source
        self._size = size
        self._told = 0
        self._opened: list[OpenSource] = []
        self._problems: list[Skipped] = []
        self._inputs: list[InputFile] = []
        self._matcher = matcher
        self._text_column = text_column
        self._documents = self._read()
        self.documents = 0

    def _read(self) -> Iterator[Document]:
        """Begin to read when the first document is asked for."""
        yield from read_source(
            self._source,
            rules=self._matcher.rules.articles,
            on_problem=self._problems.append,
            on_input=self._inputs.append,
            on_open=self._opened.append,
            text_column=self._text_column,
        )

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

    def taken(self, *, rest: bool = False) -> int:
        """Bytes that were read since this was last asked, as stored; or all that are left."""
        read = self._opened[0].stored.count if self._opened else 0
        read = self._size if rest else min(read, self._size)
        read, self._told = read - self._told, read
        return read

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
    lost: Mapping[Place, Lost],
    note: Note,
) -> Iterator[tuple[Place, Any]]:
    """Do one task; what went wrong with a document is written down like what was found."""
    if isinstance(task, _Files):
        yield from _screen_files(matcher, task, start, lost, note)
        return
    out = _Out()
    for position in range(start[0], len(task.documents)):
        place, n, document = (position, 0), task.first + position, task.documents[position]
        found: lines.Found | lines.Lost | None
        if place in lost:
            found = lines.Lost(task.s, n, lost[place].reason)
        else:
            note(place, False)
            found = _screened(matcher, task.s, n, document)
        out.add(task.s, n, document, found)
    yield (len(task.documents), 0), out.take()


def _screen_files(
    matcher: Matcher,
    task: _Files,
    start: Place,
    lost: Mapping[Place, Lost],
    note: Note,
) -> Iterator[tuple[Place, Any]]:
    out = _Out()
    for position in range(start[0], len(task.files)):
        file = task.files[position]
        first = start[1] if position == start[0] else 0
        reader = _Reader(file.source, matcher, task.text_column, file.size)
        while True:
            place = (position, reader.documents)
            if place in lost and lost[place].reading:
                end = _unread(file.s, file.source, place[1], lost[place].reason)
                break
            note(place, True)
            document = next(reader, None)
            if document is None:
                end = reader.end(file.s)
                break
            n = place[1]
            if n < first:
                reader.taken()  # was counted before the process died that read it first
                continue
            if any(low <= n < high for low, high in file.done):
                continue
            found: lines.Found | lines.Lost | None
            if place in lost:
                found = lines.Lost(file.s, n, lost[place].reason)
            else:
                note(place, False)
                found = _screened(matcher, file.s, n, document)
            out.add(file.s, n, document, found)
            if out.is_full():
                out.bytes += reader.taken()
                yield (position, n + 1), out.take()
        out.end(end)
        out.bytes += reader.taken(rest=True)
    yield (len(task.files), 0), out.take()


class _Out:
    """Lines of finished documents until they are handed over."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._lines: list[lines.Line] = []
        self._part: tuple[int, int, list[str]] | None = None
        self._documents = 0
        self.bytes = 0
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

    def end(self, line: lines.End) -> None:
        """Note that a source was read to its end."""
        self._close()
        self._lines.append(line)
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
            lines.encode(self._lines), self._documents, self.bytes, tuple(self._problems)
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
    marks = fingerprint(document, matcher.rules.articles)
    return found_line(s, n, document, alerts, claims, marks)


def found_line(  # noqa: PLR0917 - what a line is made of
    s: int, n: int, document: Document, alerts: list[Alert], claims: list[Claim], marks: bytes
) -> lines.Found:
    """The line of the work file that tells what a document holds."""
    return lines.Found(
        s,
        n,
        document.title,
        document.published,
        document.path,
        document.author,
        document.language,
        document.url,
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
        marks,
    )
