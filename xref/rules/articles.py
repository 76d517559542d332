"""Shape of `rules/articles.yml`: how articles are read, zoned and cut into sentences.

Owns the structs and their checks. Invariant: every field is a tuple, a number or a string,
so that rules are hashable and what is compiled from them can be cached; every dateline
pattern matches all of its own examples.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from xref.errors import RulesError
from xref.yamlfile import read_struct

Words = tuple[str, ...]


class Suffixes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which file names are which format; each begins with a dot, in lower case."""

    text: Words
    html: Words
    json_lines: Words
    json: Words
    feed: Words
    pdf: Words
    mail: Words
    mailbox: Words
    table: Words
    parquet: Words
    warc: Words
    zip: Words


class ColumnRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Under which names tables and JSON objects hold what, best first; lower case."""

    text: Words
    id: Words
    title: Words
    published: Words
    author: Words
    language: Words
    url: Words


class ReadingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits and formats of inputs."""

    max_document_bytes: int
    max_stream_bytes: int
    max_ratio: int
    ratio_from_bytes: int
    sniff_bytes: int
    binary_share: float
    damaged_share: float
    suffixes: Suffixes
    ignored: Words
    encodings: Words


class HtmlRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which elements and class names of a page mean what."""

    max_extractor_bytes: int
    dropped: Words
    blocks: Words
    boilerplate_elements: Words
    related_elements: Words
    byline_words: Words
    related_words: Words
    boilerplate_words: Words
    long_paragraph: int
    title_names: Words
    date_names: Words
    author_names: Words


class DateRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Month names (twelve rows) and words that stand before a date."""

    months: tuple[Words, ...]
    labels: Words
    lines: int

    def __post_init__(self) -> None:
        if len(self.months) != 12:
            raise ValueError(f"'months' needs twelve rows, found {len(self.months)}")


class Dateline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place, agency or date before the first sentence, as a regular expression."""

    pattern: str
    examples: Words

    def __post_init__(self) -> None:
        try:
            compiled = re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"pattern is no regular expression: {error}") from None
        for example in self.examples:
            if not compiled.fullmatch(example):
                raise ValueError(f"pattern does not match its example {example!r}")


class Captions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a picture's legend begins, ends, or what it holds; lower case."""

    starts: Words
    parts: Words
    ends: Words


class Related(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headings and beginnings of lines that name other articles; lower case."""

    headings: Words
    starts: Words


class Boilerplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines, parts and beginnings of text that belongs to the page; lower case."""

    lines: Words
    parts: Words
    sentences: Words
    starts: Words
    ends: Words


class ZoneRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the lines of a text are told apart."""

    headline_length: int
    headline_lines: int
    headline_words: int
    repeated_headline_words: int
    repeated_headline_lines: int
    byline_length: int
    credits_length: int
    button_length: int
    boilerplate_length: int
    prose_length: int
    table_rows: int
    feed_lines: int
    byline_words: Words
    affiliations: Words
    newsrooms: Words
    korean_posts: Words
    particles: Words
    not_names: Words
    clock_words: Words
    datelines: tuple[Dateline, ...]
    captions: Captions
    related: Related
    boilerplate: Boilerplate


class RepeatRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many letters and digits on a sentence that recurs is a copy."""

    min_letters: int


class CopyRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When two articles are copies of one another."""

    min_letters: int
    min_fragment: int
    min_share: float
    most_days: int
    probes: int
    most_documents: int
    most_named: int


class SentenceRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Abbreviations, and the size of a snippet."""

    before_names: Words
    maybe_last: Words
    starters: Words
    snippet_width: int
    max_length: int


class ArticleRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/articles.yml`."""

    schema: int
    reading: ReadingRules
    columns: ColumnRules
    copies: CopyRules
    html: HtmlRules
    dates: DateRules
    zones: ZoneRules
    repeats: RepeatRules
    sentences: SentenceRules


def load_articles(folder: Path) -> ArticleRules:
    """Read `articles.yml` of a rules folder.

    Raises:
        RulesError: With every problem of the file.

    Example:
        >>> from xref.data import data_folder
        >>> load_articles(data_folder("rules")).sentences.snippet_width
        120
    """
    path = folder / "articles.yml"
    rules = read_struct(path, ArticleRules)
    if rules.schema != 1:
        raise RulesError([f"{path.name}: schema {rules.schema} is not known; this xref reads 1"])
    return rules
