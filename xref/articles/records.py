r"""Records: articles as their source gives them, before a run names and dates them.

Owns what every format hands over, and how its problems are told. Invariant: the text of a
record is final: offsets into it are offsets into the document. Refuses to decide ids: a
record without one is numbered by the run.
"""

from __future__ import annotations

import re
from html import escape

import msgspec

from xref.articles.html import read_page
from xref.articles.sources import OnProblem, Skipped
from xref.model import Zone
from xref.rules.articles import ArticleRules, ColumnRules

_TITLE_BREAK = "\n\n"
_TOP = 2000  # letters in which a title is looked for
_ADDRESS = re.compile(r"https?://[^\s/<>\"]+[^\s<>\"]*", re.IGNORECASE)
# Browsers and servers agree on no more.
_LONGEST_ADDRESS = 2000
_LONGEST_NAME = 200
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8})*")


class Record(msgspec.Struct, frozen=True):
    """An article of a source.

    Attributes:
        text: Clean text; `zones` refer to it.
        id: The source's own id.
        title: Headline, where the source gives one.
        published: As printed.
        number: Line, row, entry or message in its source, from 1; None for the only one.
        member: Path inside an archive.
        zones: As far as the format knows them.
        author: As the source says, like `language` and `url`, which a run makes uniform.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    number: int | None = None
    member: str | None = None
    zones: tuple[Zone, ...] = ()
    author: str | None = None
    language: str | None = None
    url: str | None = None


class Options(msgspec.Struct, frozen=True):
    """What the user said about the inputs.

    Attributes:
        text_column: The field or column that holds the text, against the rules' table.
    """

    text_column: str | None = None


class Context(msgspec.Struct, frozen=True):
    """What every reader of a format needs: rules, options, and where problems go.

    Attributes:
        path: Name of the source, or of the member of an archive, in problems.
        on_problem: Called with what could not be read as it stands.
    """

    path: str
    rules: ArticleRules
    on_problem: OnProblem
    options: Options = Options()

    def problem(
        self,
        reason: str,
        *,
        number: int | None = None,
        hint: str | None = None,
        kept: bool = False,
    ) -> None:
        """Tell of a problem; `kept` if the document was read all the same."""
        self.on_problem(Skipped(self.path, number, reason, hint, kept))

    def inside(self, member: str) -> Context:
        """The context of a member of an archive."""
        return msgspec.structs.replace(self, path=f"{self.path}/{member}")

    def columns(self) -> ColumnRules:
        """The names of columns, the user's own instead of the table's for the text."""
        known = self.rules.columns
        if self.options.text_column is None:
            return known
        return msgspec.structs.replace(known, text=(self.options.text_column,))


def web_address(value: str | None) -> str | None:
    """An address that may be a link: http or https, with a host and no blanks; else None.

    Example:
        >>> web_address(" https://example.org/a "), web_address("javascript:alert(1)")
        ('https://example.org/a', None)
    """
    found = (value or "").strip()
    return found if _ADDRESS.fullmatch(found) and len(found) <= _LONGEST_ADDRESS else None


def language_code(value: str | None) -> str | None:
    """The two letters of a language tag, in lower case; None for what is none.

    Example:
        >>> language_code("ko-KR"), language_code("EN_us"), language_code("Korean")
        ('ko', 'en', None)
    """
    match = _LANGUAGE.fullmatch((value or "").strip())
    return match.group(1).lower() if match else None


def author_name(value: str | None) -> str | None:
    """A name in one line, shortened; None where none is left.

    Example:
        >>> author_name("  Anna  Weller ")
        'Anna Weller'
    """
    return " ".join((value or "").split())[:_LONGEST_NAME] or None


def text_with_title(text: str, title: str | None) -> str:
    r"""Append a title that the text does not hold, so that names in it are found too.

    Behind the text, since offsets into the text of a record must hold.

    Example:
        >>> text_with_title("Putin met him.", "Kim Yong-bok in Moscow")
        'Putin met him.\n\nKim Yong-bok in Moscow'
        >>> text_with_title("A parade\nPutin met him.", "A parade")
        'A parade\nPutin met him.'
    """
    if not title or title in text[: len(title) + _TOP]:
        return text
    return f"{text}{_TITLE_BREAK}{' '.join(title.split())}"


def titled_text(text: str, title: str | None) -> str:
    r"""Put a title above a text that does not hold it: for texts that are composed here.

    Example:
        >>> titled_text("Putin met him.", "Kim Yong-bok in Moscow")
        'Kim Yong-bok in Moscow\n\nPutin met him.'
    """
    if not title or title in text[: len(title) + _TOP]:
        return text
    return f"{' '.join(title.split())}{_TITLE_BREAK}{text}"


def page_record(
    markup: str,
    rules: ArticleRules,
    *,
    id: str | None = None,  # noqa: A002 - the name of the field
    title: str | None = None,
    published: str | None = None,
    number: int | None = None,
    url: str | None = None,
    author: str | None = None,
    language: str | None = None,
) -> Record:
    """Make a record of a page, or of a piece of one.

    Args:
        markup: The page, decoded; a text without any tag is taken as it is.
        rules: The whole of `rules/articles.yml`.
        id: The source's own id.
        title: Headline where the source gives one; else the page's.
        published: Date where the source gives one, as printed; else the page's.
        number: As in `Record`.
        url: Where the page stood; else the address that it names itself.
        author: Where the source gives one; else the page's.
        language: Likewise.

    Raises:
        InputError: It shows no text.
    """
    page = read_page(markup if "<" in markup else escape(markup), rules, title=title, url=url)
    return Record(
        page.text,
        id=id,
        title=page.title,
        published=published or page.published,
        number=number,
        zones=page.zones,
        author=author or page.author,
        language=language or page.language,
        url=url or page.url,
    )
