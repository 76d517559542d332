"""Reading: from arguments to documents.

Owns which reader an input gets, the ids of documents, and the account of what was read.
Invariant: every input is either read or reported; one that fails costs no other. Ids are
unique within a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from xref.articles.dates import iso_date
from xref.articles.decoding import decode
from xref.articles.heads import headline, published_date
from xref.articles.html import read_page
from xref.articles.jsonl import Record, read_lines, read_value, text_with_title
from xref.articles.sources import (
    OnProblem,
    OpenSource,
    Skipped,
    Source,
    find_sources,
    read_all,
    suffix_format,
    unpacking,
)
from xref.errors import InputError
from xref.model import Document
from xref.rules.articles import ArticleRules

_HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<?xml")


class InputFile(msgspec.Struct, frozen=True):
    """The account of one input, for the manifest of a run.

    Attributes:
        path: As in `Document.path`.
        bytes: Size as stored, packed files packed.
        sha256: Of the bytes as stored; of those that could be read, if it broke off.
        documents: How many documents were read.
        skipped: How many problems cost a document.
    """

    path: str
    bytes: int
    sha256: str
    documents: int
    skipped: int


def read_documents(
    paths: Iterable[str | Path],
    *,
    rules: ArticleRules,
    on_problem: OnProblem,
    on_input: Callable[[InputFile], None] = lambda _: None,
) -> Iterator[Document]:
    """Read articles from files, folders, globs or standard input.

    Args:
        paths: What the user named; `-` is standard input.
        rules: The whole of `rules/articles.yml`.
        on_problem: Called with everything that could not be read as it stands.
        on_input: Called when an input was read to its end, also one that failed.

    Yields:
        Documents in the order of the arguments, files of a folder sorted. Zones are set for
        HTML only; `zones.with_zones` adds the others.

    Example:
        >>> from xref.rules import load_rules
        >>> problems = []
        >>> articles = load_rules().articles
        >>> list(read_documents(["no-such-file"], rules=articles, on_problem=problems.append))
        []
        >>> problems[0].reason
        'there is no such file or folder'
    """
    reader = _Reader(rules, on_problem)
    for source in find_sources(paths, rules.reading, on_problem):
        yield from reader.read(source, on_input)


def read_source(
    source: Source,
    *,
    rules: ArticleRules,
    on_problem: OnProblem,
    on_input: Callable[[InputFile], None],
    on_open: Callable[[OpenSource], None] = lambda _: None,
) -> Iterator[Document]:
    """Read the articles of one source, for runs that divide sources among processes.

    Args:
        source: From `find_sources`.
        rules: The whole of `rules/articles.yml`.
        on_problem: Called with everything that could not be read as it stands.
        on_input: Called when the source was read to its end.
        on_open: Called with the open source, whose `stored.count` tells how far it was read.

    Yields:
        Documents with ids as the source gives them, which may stand twice: only the whole
        run can make them unique.
    """
    yield from _Reader(rules, on_problem, numbered=False).read(source, on_input, on_open)


def document_from_text(
    text: str,
    *,
    id: str = "text",  # noqa: A002 - the name of the field
    title: str | None = None,
    published: str | None = None,
    path: str | None = None,
    rules: ArticleRules,
) -> Document:
    r"""Make a document of a text, unchanged, with title and date as far as it shows them.

    Args:
        text: Any text; offsets refer to exactly this string.
        id: Id of the document.
        title: Headline; None looks for it at the top of the text.
        published: ISO date; None looks for it at the top of the text.
        path: Where it was read.
        rules: The whole of `rules/articles.yml`.

    Example:
        >>> from xref.rules import load_rules
        >>> text = "Putin meets general\nMay 9, 2025\nHe came."
        >>> document = document_from_text(text, rules=load_rules().articles)
        >>> document.title, document.published
        ('Putin meets general', '2025-05-09')
    """
    return Document(
        id=id,
        text=text,
        title=title or headline(text, rules),
        published=published or published_date(text, rules),
        path=path,
    )


class _Reader:
    """Reads sources one after another and keeps ids unique."""

    def __init__(
        self, rules: ArticleRules, on_problem: OnProblem, *, numbered: bool = True
    ) -> None:
        self._rules = rules
        self._on_problem = on_problem
        self._numbered = numbered
        self._ids: set[str] = set()
        self._skipped = 0

    def read(
        self,
        source: Source,
        on_input: Callable[[InputFile], None],
        on_open: Callable[[OpenSource], None] = lambda _: None,
    ) -> Iterator[Document]:
        self._skipped = 0
        documents = 0
        try:
            opened = OpenSource(source, self._rules.reading)
        except InputError as error:
            self._problem(source, None, error.message, error.hint)
            return
        on_open(opened)
        with opened:
            try:
                for document in self._documents(source, opened):
                    documents += 1
                    yield document
                opened.finish()
            except InputError as error:
                self._problem(source, None, error.message, error.hint)
            on_input(
                InputFile(
                    source.path,
                    opened.stored.count,
                    opened.stored.hexdigest(),
                    documents,
                    self._skipped,
                )
            )

    def _problem(
        self, source: Source, line: int | None, reason: str, hint: str | None, kept: bool = False
    ) -> None:
        self._skipped += not kept
        self._on_problem(Skipped(source.path, line, reason, hint, kept))

    def _documents(self, source: Source, opened: OpenSource) -> Iterator[Document]:
        stream = opened.unpacked()
        promised = suffix_format(source.path, self._rules.reading)
        if promised is None:
            with unpacking():
                head = stream.peek(self._rules.reading.sniff_bytes)
            promised = "json_lines" if _is_json_lines(head) else "text"
        if promised == "json_lines":
            yield from self._from_lines(
                source, read_lines(stream, self._rules.reading, self._on(source))
            )
            return
        data = read_all(stream, self._rules.reading.max_document_bytes)
        if not data:
            raise InputError("the file is empty")
        if promised == "json":
            yield from self._from_lines(source, read_value(data, self._on(source)))
            return
        text, notice = decode(data, self._rules.reading, html=promised == "html")
        if notice:
            self._problem(source, None, notice, None, kept=True)
        if not text.strip():
            raise InputError("the file holds no text")
        start = text[:1000].lstrip("\ufeff \t\n").lower()
        if start.startswith(_HTML_STARTS) or (promised == "html" and "<" in text):
            page = read_page(text, self._rules)
            yield Document(
                id=self._unique(source, None, source.path),
                text=page.text,
                title=page.title,
                published=page.published,
                path=source.path,
                zones=page.zones,
            )
            return
        yield document_from_text(
            text,
            id=self._unique(source, None, source.path),
            path=source.path,
            rules=self._rules,
        )

    def _on(self, source: Source) -> Callable[[int, str, str | None, bool], None]:
        def report(line: int, reason: str, hint: str | None, kept: bool) -> None:
            self._problem(source, line, reason, hint, kept)

        return report

    def _from_lines(self, source: Source, records: Iterable[Record]) -> Iterator[Document]:
        empty = True
        for record in records:
            empty = False
            published = record.published and iso_date(record.published, self._rules.dates)
            if record.published and not published:
                reason = f"'published' is no date: {record.published[:40]!r}"
                self._problem(source, record.line, reason, "write 2025-05-09", kept=True)
            yield document_from_text(
                text_with_title(record.text, record.title),
                id=self._unique(source, record.line, record.id or f"{source.path}:{record.line}"),
                title=record.title,
                published=published or None,
                path=source.path,
                rules=self._rules,
            )
        if empty and not self._skipped:
            raise InputError("the file holds no records")

    def _unique(self, source: Source, line: int | None, wanted: str) -> str:
        """Return the id, with `#2`, `#3` … behind it where it was used before."""
        if not self._numbered:
            return wanted
        if wanted not in self._ids:
            self._ids.add(wanted)
            return wanted
        number = 2
        while f"{wanted}#{number}" in self._ids:
            number += 1
        found = f"{wanted}#{number}"
        self._ids.add(found)
        reason = f"the id {wanted!r} was used before; this document is {found!r}"
        self._problem(source, line, reason, None, kept=True)
        return found


def _is_json_lines(head: bytes) -> bool:
    """Tell by the first line: a JSON object."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].rstrip()
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(msgspec.json.decode(first), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # The first line may be longer than what was looked at.
        return b"\n" not in head and first.startswith((b'{"', b"{ "))
