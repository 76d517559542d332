"""Sources: the files that arguments name.

Owns how folders, globs and `-` become files, in a fixed order. Invariant: every argument
yields at least one source or one problem, and a file named twice is read once. Refuses to
follow symbolic links to folders.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from xref.rules.articles import ReadingRules, Suffixes

STDIN = "stdin"
_PACKED_SUFFIXES = (".gz", ".xz", ".bz2", ".zst")


class Skipped(msgspec.Struct, frozen=True):
    """Something of an input that could not be read as it stands.

    Attributes:
        path: Relative like `Document.path`, or the argument as given.
        line: Line, row, entry or message in the file, from 1; None for a whole file.
        reason: One sentence without a full stop.
        hint: What the reader can do about it.
        kept: True if the document was read all the same, and this only says how.
    """

    path: str
    line: int | None
    reason: str
    hint: str | None = None
    kept: bool = False


#: Files by which a folder of results is known: articles were read to make them.
_RESULTS = frozenset(("manifest.json", "alerts.jsonl", "claims.jsonl"))

OnProblem = Callable[[Skipped], None]


class Source(msgspec.Struct, frozen=True):
    """One file to read.

    Attributes:
        file: Where it is; None for standard input.
        path: How results call it: relative to the argument, `/`-separated.
        named: True if an argument named the very file, so that its suffix may be unknown.
    """

    file: Path | None
    path: str
    named: bool


def find_sources(
    arguments: Iterable[str | Path],
    rules: ReadingRules,
    on_problem: OnProblem,
    *,
    output: Path | None = None,
) -> Iterator[Source]:
    """Turn arguments into files, in the order of the arguments, sorted within each.

    Args:
        arguments: Files, folders (read recursively, hidden files and runs of xref left out),
            globs, or `-`.
        rules: Known suffixes; other files of a folder are reported, but for its README.
        on_problem: Called with each argument or file that is not read.
        output: The folder that the results of this run go to; it is left out, too.
    """
    seen: set[tuple[int, int]] = set()
    for argument in arguments:
        for source in _expand(str(argument), on_problem, output):
            if source.file is not None:
                try:
                    status = source.file.stat()
                except OSError as error:
                    on_problem(Skipped(source.path, None, why(error)))
                    continue
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
            if not source.named and Path(source.path).stem.lower() in rules.ignored:
                continue
            if not source.named and suffix_format(source.path, rules) is None:
                on_problem(
                    Skipped(
                        source.path,
                        None,
                        f"the suffix {Path(source.path).suffix or '(none)'} is no article format",
                        "name the file itself to have it read",
                    )
                )
                continue
            yield source


def suffix_format(path: str, rules: ReadingRules) -> str | None:
    """Tell the format that a file name promises: a field of `Suffixes`, or None.

    Example:
        >>> from xref.rules import load_rules
        >>> suffix_format("news.jsonl.xz", load_rules().articles.reading)
        'json_lines'
    """
    name = path.lower()
    for suffix in _PACKED_SUFFIXES:
        name = name.removesuffix(suffix)
    for format_name in Suffixes.__struct_fields__:
        if name.endswith(getattr(rules.suffixes, format_name)):
            return format_name
    return None


def why(error: OSError) -> str:
    """Say why a file cannot be read."""
    return f"cannot be read: {error.strerror or error}"


def _expand(argument: str, on_problem: OnProblem, output: Path | None) -> Iterator[Source]:
    if argument == "-":
        yield Source(None, STDIN, True)
        return
    path = Path(argument)
    try:
        if path.is_dir():
            yield from _walk(path, on_problem, output)
        elif os.path.lexists(path):
            yield Source(path, path.name, True)
        elif glob.has_magic(argument):
            yield from _glob(argument, on_problem)
        else:
            hint = "check the spelling; quote names that hold blanks"
            on_problem(Skipped(argument, None, "there is no such file or folder", hint))
    except (OSError, ValueError) as error:  # a name that is too long, or holds a NUL
        on_problem(Skipped(argument, None, f"is no file name: {error}"))


def files_of_a_run(names: Iterable[str]) -> bool:
    """Whether the files of a folder are the results of a run.

    Example:
        >>> files_of_a_run(["alerts.jsonl", "claims.jsonl", "manifest.json", "review.csv"])
        True
    """
    return _RESULTS.issubset(names)


def _walk(folder: Path, on_problem: OnProblem, output: Path | None) -> Iterator[Source]:
    def report(error: OSError) -> None:
        on_problem(Skipped(Path(error.filename or folder).name, None, why(error)))

    found: list[tuple[str, Path]] = []
    for root, folders, files in os.walk(folder, onerror=report):
        own = output is not None and Path(root).resolve() == output.resolve()
        if (own or files_of_a_run(files)) and Path(root) != folder:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith("."):
                file = Path(root) / name
                found.append((file.relative_to(folder).as_posix(), file))
    if not found:
        on_problem(Skipped(str(folder), None, "the folder holds no files"))
    for relative, file in sorted(found):
        yield Source(file, relative, False)


def _glob(pattern: str, on_problem: OnProblem) -> Iterator[Source]:
    """Expand a pattern the shell left as it was; ids are relative to its fixed part."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed]) if fixed else Path()
    matches = sorted(Path(match) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207 - absolute patterns
    if not matches:
        on_problem(Skipped(pattern, None, "no file matches this pattern"))
    for match in matches:
        if not match.is_dir():
            yield Source(match, match.relative_to(base).as_posix(), True)
