"""Names in a polars frame, matched in one call.

Owns the batch form of `Matcher.match`: polars in, polars out, in batches, on all cores.
Invariant: at the review border and above, the rows are exactly those that `match` gives
name by name, in the order of the frame. Refuses to guess a column, and to hold a frame that
streams.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from xref.errors import UsageError
from xref.match.queries import query
from xref.model import check_kind

if TYPE_CHECKING:
    import polars as pl

    from xref.match.matcher import Matcher

#: Output columns of `match_frame`, in order.
COLUMNS = (
    "row", "name", "subject_id", "subject_name", "kind", "score", "band", "status", "designations",
)  # fmt: skip

#: Rows taken from the frame at a time.
_BATCH = 20_000
#: Distinct names below which a second process costs more than it saves.
_PARALLEL_FROM = 5_000
#: Names handed to a process at a time.
_CHUNK = 1_000

# One match of one name: position of the subject and its score.
_Answer = tuple[tuple[int, float], ...]


def match_frame(
    matcher: Matcher,
    frame: pl.DataFrame | pl.LazyFrame,
    column: str,
    *,
    kind: str | None = None,
    limit: int | None = 10,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> pl.DataFrame:
    """Match every name of `column`; see `Matcher.match_frame`."""
    import polars as pl

    wanted = check_kind(kind)
    lazy = frame.lazy()
    _check(lazy.collect_schema(), column)
    parts = [_empty()]
    row = 0
    with _pool(matcher, wanted, limit, workers) as answers:
        for batch in lazy.select(column).collect_batches(chunk_size=_BATCH):
            names = batch.get_column(column).cast(pl.String).to_list()
            parts.append(_rows(matcher, names, answers(_distinct(names)), row))
            row += len(names)
            if progress is not None:
                progress(row)
    return pl.concat(parts)


def _check(schema: pl.Schema, column: str) -> None:
    import polars as pl

    if column not in schema:
        raise UsageError(
            f"the frame has no column {column!r}", hint=f"columns: {', '.join(schema.names())}"
        )
    if schema[column] not in (pl.String, pl.Null, pl.Categorical):
        raise UsageError(
            f"column {column!r} holds {schema[column]}, not text",
            hint="cast it to pl.String first",
        )


def _distinct(names: Sequence[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name is not None))


def _answer(matcher: Matcher, name: str, kind: str | None, limit: int | None) -> _Answer:
    """Subjects and scores of one name, best first, without the evidence nobody asked for."""
    found = matcher.queries.found(query(name, kind, None, (), None))
    if len(found) > 1:
        found = matcher.queries.ranked(name, found)
    return tuple([(each.subject, each.score) for each in found[:limit]])


def _rows(
    matcher: Matcher, names: Sequence[str | None], answers: dict[str, _Answer], first: int
) -> pl.DataFrame:
    import polars as pl

    subjects, band = matcher.index.subjects, matcher.queries.band
    values: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for row, name in enumerate(names, start=first):
        for position, score in answers[name] if name is not None else ():
            subject = subjects[position]
            values["row"].append(row)
            values["name"].append(name)
            values["subject_id"].append(subject.id)
            values["subject_name"].append(subject.name)
            values["kind"].append(subject.kind)
            values["score"].append(score)
            values["band"].append(band(score))
            values["status"].append(subject.status)
            values["designations"].append([each.id for each in subject.designations])
    return pl.DataFrame(values, schema=_schema())


def _schema() -> dict[str, Any]:
    import polars as pl

    return {
        "row": pl.UInt32,
        "name": pl.String,
        "subject_id": pl.String,
        "subject_name": pl.String,
        "kind": pl.String,
        "score": pl.Float64,
        "band": pl.String,
        "status": pl.String,
        "designations": pl.List(pl.String),
    }


def _empty() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(schema=_schema())


# Processes

# Set in the processes of a pool, never in the caller's.
_task: list[tuple[Matcher, str | None, int | None]] = []


def _start(matcher: Matcher, kind: str | None, limit: int | None) -> None:
    # The process lives for this task: nothing of the matcher will be garbage, and pages that
    # the collector does not touch stay shared with the parent.
    gc.freeze()
    gc.disable()
    _task.append((matcher, kind, limit))


def _work(names: list[str]) -> list[_Answer]:
    matcher, kind, limit = _task[0]
    return [_answer(matcher, name, kind, limit) for name in names]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking the whole index time and again.

    Answering a name makes no cycles; a fifth of the time went into looking for them.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _pool(
    matcher: Matcher, kind: str | None, limit: int | None, workers: int | None
) -> Iterator[Callable[[list[str]], dict[str, _Answer]]]:
    """A function from distinct names to answers, on one core or on all.

    Processes are forked, so that they share the matcher without copying it and a caller's
    script needs no `if __name__ == "__main__"`; where there is no fork, one core does it.
    They never touch polars, whose threads do not survive a fork.
    """
    count = workers if workers is not None else os.cpu_count() or 1
    executor: ProcessPoolExecutor | None = None

    def answers(names: list[str]) -> dict[str, _Answer]:
        nonlocal executor
        if executor is None and (count < 2 or len(names) < _PARALLEL_FROM):
            with _collector_paused():
                return {name: _answer(matcher, name, kind, limit) for name in names}
        if executor is None:
            matcher.index.lookups.whole()  # made or read once, and shared with all processes
            # Under fork, initargs are inherited and not pickled.
            executor = ProcessPoolExecutor(
                count,
                multiprocessing.get_context("fork"),
                initializer=_start,
                initargs=(matcher, kind, limit),
            )
        chunks = [names[at : at + _CHUNK] for at in range(0, len(names), _CHUNK)]
        with warnings.catch_warnings():
            # Python 3.12 and later warn of forking beside threads; see above.
            warnings.simplefilter("ignore", DeprecationWarning)
            found = [each for part in executor.map(_work, chunks) for each in part]
        return dict(zip(names, found, strict=True))

    if sys.platform != "linux":
        # Elsewhere a fork is missing (Windows) or unsafe beside system libraries (macOS).
        count = 1
    try:
        yield answers
    finally:
        if executor is not None:
            executor.shutdown(cancel_futures=True)
