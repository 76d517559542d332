"""Parquet: rows of a file as tuples, some hundred at a time.

Owns the use of polars for reading, and where it runs: its threads do not survive a fork, so a
process that was forked reads through a fresh one. Invariant: both ways give the same rows.
Refuses nested columns.
"""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from collections.abc import Generator, Iterator
from typing import IO, Any, cast

import msgspec

from xref.errors import InputError

_ROWS = 512  # some megabytes of news
#: A header first; then rows, once the columns were sent.
Rows = Generator[Any, list[str] | None, None]


def parquet_rows(path: str) -> Rows:
    """Read a Parquet file.

    Args:
        path: Where it is.

    Yields:
        The names of its flat columns; then, when the wanted ones were sent (`send` gives
        None), a tuple of their values for each row.

    Raises:
        InputError: Not Parquet, or broken; rows before were yielded.

    Example:
        >>> import polars, tempfile
        >>> with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        ...     polars.DataFrame({"text": ["Kim", "Ri"], "n": [1, 2]}).write_parquet(file.name)
        ...     rows = parquet_rows(file.name)
        ...     next(rows), rows.send(["text"]), list(rows)
        (['text', 'n'], None, [('Kim',), ('Ri',)])
    """
    # A worker that was forked after polars had started its threads would wait for them forever.
    forked = multiprocessing.parent_process() is not None
    return _helped(path) if forked else _direct(path)


def _direct(path: str) -> Rows:
    import polars as pl

    try:
        frame = pl.scan_parquet(path, glob=False)
        schema = frame.collect_schema()
        chosen = yield [
            name for name, kind in schema.items() if not kind.is_nested() and kind != pl.Null
        ]
        yield None
        texts = frame.select(pl.col(chosen or []).cast(pl.String, strict=False))
        # `collect_batches` gathers the whole table first (polars 2.1); slices do not.
        start = 0
        while batch := texts.slice(start, _ROWS).collect().rows():
            yield from batch
            start += _ROWS
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as error:
        first = str(error).split("\n", 1)[0]
        raise InputError(f"not a Parquet file, or broken: {first}") from None


def _helped(path: str) -> Rows:
    """Read through a process of its own, which `serve` is the other end of."""
    command = [sys.executable, "-c", "from xref.articles.parquet import serve; serve()", path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as helper:  # noqa: S603 - ourselves
        assert helper.stdin is not None  # noqa: S101 - a pipe was asked for
        assert helper.stdout is not None  # noqa: S101
        try:
            messages = _messages(helper.stdout)
            chosen = yield next(messages)
            helper.stdin.write(msgspec.json.encode(chosen) + b"\n")
            helper.stdin.close()
            yield None
            for rows in messages:
                yield from map(tuple, rows)
        finally:
            helper.kill()


def _messages(stream: IO[bytes]) -> Iterator[Any]:
    while True:
        length = stream.read(8)
        if len(length) < 8:
            raise InputError("not a Parquet file, or broken: reading it ended a process")
        value = msgspec.msgpack.decode(stream.read(int.from_bytes(length)))
        if value is None:
            return
        if isinstance(value, str):
            raise InputError(value)
        yield value


def serve() -> None:
    """Write the rows of the file that the command line names to stdout; for `_helped`."""
    out = sys.stdout.buffer

    def send(value: object) -> None:
        data = msgspec.msgpack.encode(value)
        out.write(len(data).to_bytes(8) + data)

    try:
        rows = _direct(sys.argv[1])
        send(next(rows))
        out.flush()
        rows.send(cast("list[str]", msgspec.json.decode(sys.stdin.buffer.readline())))
        batch: list[Any] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _ROWS:
                send(batch)
                batch = []
        send(batch)
        send(None)
    except InputError as error:
        send(error.message)
    out.flush()
