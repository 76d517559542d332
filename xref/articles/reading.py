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
from xref.articles.digests import Digests
from xref.articles.formats import records
from xref.articles.heads import headline, published_date
from xref.articles.packing import OpenSource
from xref.articles.records import Context, Options, author_name, language_code, web_address
from xref.articles.sources import OnProblem, Skipped, Source, find_sources
from xref.errors import InputError
from xref.model import Document
from xref.rules.articles import ArticleRules


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
    text_column: str | None = None,
) -> Iterator[Document]:
    """Read articles from files, folders, globs or standard input.

    Args:
        paths: What the user named; `-` is standard input.
        rules: The whole of `rules/articles.yml`.
        on_problem: Called with everything that could not be read as it stands.
        on_input: Called when an input was read to its end, also one that failed.
        text_column: Name of the column or field that holds the text, instead of those in
            `columns` of the rules.

    Yields:
        Documents in the order of the arguments, files of a folder sorted. Zones are set for
        mark-up only; `zones.with_zones` adds the others.

    Example:
        >>> from xref.rules import load_rules
        >>> problems = []
        >>> articles = load_rules().articles
        >>> list(read_documents(["no-such-file"], rules=articles, on_problem=problems.append))
        []
        >>> problems[0].reason
        'there is no such file or folder'
    """
    reader = _Reader(rules, on_problem, Options(text_column))
    for source in find_sources(paths, rules.reading, on_problem):
        yield from reader.read(source, on_input)


def read_source(
    source: Source,
    *,
    rules: ArticleRules,
    on_problem: OnProblem,
    on_input: Callable[[InputFile], None],
    on_open: Callable[[OpenSource], None] = lambda _: None,
    text_column: str | None = None,
) -> Iterator[Document]:
    """Read the articles of one source, for runs that divide sources among processes.

    Args:
        source: From `find_sources`.
        rules: The whole of `rules/articles.yml`.
        on_problem: Called with everything that could not be read as it stands.
        on_input: Called when the source was read to its end.
        on_open: Called with the open source, whose `stored.count` tells how far it was read.
        text_column: As for `read_documents`.

    Yields:
        Documents with ids as the source gives them, which may stand twice: only the whole
        run can make them unique.
    """
    reader = _Reader(rules, on_problem, Options(text_column), numbered=False)
    yield from reader.read(source, on_input, on_open)


def document_from_text(
    text: str,
    *,
    id: str = "text",  # noqa: A002 - the name of the field
    title: str | None = None,
    published: str | None = None,
    path: str | None = None,
    author: str | None = None,
    language: str | None = None,
    url: str | None = None,
    rules: ArticleRules,
) -> Document:
    r"""Make a document of a text, unchanged, with title and date as far as it shows them.

    Args:
        text: Any text; offsets refer to exactly this string.
        id: Id of the document.
        title: Headline; None looks for it at the top of the text.
        published: ISO date; None looks for it at the top of the text.
        path: Where it was read.
        author: Who wrote it.
        language: Two letters.
        url: Where it was published.
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
        author=author,
        language=language,
        url=url,
    )


class _Reader:
    """Reads sources one after another and keeps ids unique."""

    def __init__(
        self,
        rules: ArticleRules,
        on_problem: OnProblem,
        options: Options,
        *,
        numbered: bool = True,
    ) -> None:
        self._rules = rules
        self._on_problem = on_problem
        self._options = options
        self._numbered = numbered
        self._ids = Digests()
        self._skipped = 0

    def read(
        self,
        source: Source,
        on_input: Callable[[InputFile], None],
        on_open: Callable[[OpenSource], None] = lambda _: None,
    ) -> Iterator[Document]:
        self._skipped = 0
        documents = 0
        context = Context(source.path, self._rules, self._problem, self._options)
        try:
            opened = OpenSource(source, self._rules.reading)
        except InputError as error:
            context.problem(error.message, hint=error.hint)
            return
        on_open(opened)
        with opened:
            try:
                for document in self._documents(source, opened, context):
                    documents += 1
                    yield document
                if not documents and not self._skipped:
                    raise InputError("the file holds no records")
                opened.finish()
            except InputError as error:
                context.problem(error.message, hint=error.hint)
            on_input(
                InputFile(
                    source.path,
                    opened.stored.count,
                    opened.stored.hexdigest(),
                    documents,
                    self._skipped,
                )
            )

    def _problem(self, problem: Skipped) -> None:
        self._skipped += not problem.kept
        self._on_problem(problem)

    def _documents(
        self, source: Source, opened: OpenSource, context: Context
    ) -> Iterator[Document]:
        content = opened.content()
        for record in records(content, source.path, context):
            path = f"{source.path}/{record.member}" if record.member else source.path
            inside = context.inside(record.member) if record.member else context
            published = record.published and iso_date(record.published, self._rules.dates)
            if record.published and not published:
                reason = f"the date is none: {record.published[:40]!r}"
                inside.problem(reason, number=record.number, hint="write 2025-05-09", kept=True)
            wanted = record.id or (f"{path}#{record.number}" if record.number else path)
            ident = self._unique(inside, record.number, wanted)
            author = author_name(record.author)
            language = language_code(record.language)
            url = web_address(record.url)
            if record.zones:
                yield Document(
                    ident,
                    record.text,
                    record.title,
                    published or None,
                    path,
                    record.zones,
                    author,
                    language,
                    url,
                )
                continue
            yield document_from_text(
                record.text,
                id=ident,
                title=record.title,
                published=published or None,
                path=path,
                author=author,
                language=language,
                url=url,
                rules=self._rules,
            )

    def _unique(self, context: Context, number: int | None, wanted: str) -> str:
        """Return the id, with `#2`, `#3` … behind it where it was used before."""
        if not self._numbered or self._ids.add(wanted):
            return wanted
        copy = 2
        while not self._ids.add(f"{wanted}#{copy}"):
            copy += 1
        found = f"{wanted}#{copy}"
        reason = f"the id {wanted!r} was used before; this document is {found!r}"
        context.problem(reason, number=number, kept=True)
        return found
