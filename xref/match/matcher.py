"""The matcher: names and articles in, possible matches with evidence out.

Owns wiring index, queries and screening. Invariants: it is immutable, picklable and safe to
share between threads; the same input gives the same output in the same order. Refuses to
decide: it returns scores and bands, never a disposition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xref.articles.patterns import StoredAutomaton
from xref.errors import UsageError
from xref.index import Index
from xref.match.evidence import Weigher
from xref.match.queries import NameQueries, query
from xref.match.screening import ArticleScreener
from xref.model import Alert, Claim, Document, Lists, Match
from xref.names import comparer_for
from xref.names.compare import NameComparer
from xref.rules import Rules, load_rules

if TYPE_CHECKING:
    import polars as pl


class Matcher:
    """Matches names and articles against loaded lists.

    Args:
        lists: From `xref.load_lists`.
        rules: A `Rules`, a rules folder, or None for the packaged rules.

    Example:
        >>> import xref
        >>> matcher = xref.Matcher(xref.load_lists())
        >>> [match.subject.name for match in matcher.match("Kim Young-bok", limit=1)]
        ['KIM, Yong Bok']
    """

    def __init__(self, lists: Lists, rules: Rules | str | Path | None = None) -> None:
        rules = rules if isinstance(rules, Rules) else load_rules(rules)
        comparer = comparer_for(rules)
        self._wire(lists, rules, comparer, Index(lists, comparer))

    def _wire(
        self,
        lists: Lists,
        rules: Rules,
        comparer: NameComparer,
        index: Index,
        automaton: StoredAutomaton | None = None,
    ) -> None:
        self.lists = lists
        self.rules = rules
        self.comparer = comparer
        self.index = index
        weigher = Weigher(rules, comparer, index.bearers, cache(partial(newest_year, lists)))
        self.queries = NameQueries(index, comparer, weigher)
        self.articles = ArticleScreener(index, comparer, weigher, rules, automaton)

    # A copy takes index and automaton along: to build them takes several times as long.

    def __getstate__(self) -> dict[str, Any]:
        return {
            "lists": self.lists,
            "rules": self.rules,
            "comparer": self.comparer,
            "index": self.index,
            "automaton": self.articles.stored(),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._wire(**state)

    def match(
        self,
        name: str,
        *,
        kind: str | None = None,
        birth_date: str | None = None,
        countries: Iterable[str] = (),
        imo: str | int | None = None,
        limit: int | None = 10,
    ) -> list[Match]:
        """Possible matches of one name, best first, in all bands.

        Args:
            name: A name in any script the rules know.
            kind: Only subjects of this kind; None for all.
            birth_date: ISO date, partial allowed (`1957`).
            countries: ISO 3166 alpha-2 codes.
            imo: IMO number of a ship; decides where both sides have one.
            limit: At most so many; None for all.

        Raises:
            UsageError: Unknown kind, a birth date that is no date, an IMO number that is none.
        """
        return self.queries.matches(query(name, kind, birth_date, countries, imo), limit)

    def match_frame(
        self,
        frame: pl.DataFrame | pl.LazyFrame,
        column: str,
        *,
        kind: str | None = None,
        limit: int | None = 10,
        workers: int | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> pl.DataFrame:
        """Possible matches of every name in a column: one row per name and match.

        All matches at the review border and above, as `match` gives them; below it, slips of
        the pen in Korean names are left out.

        Args:
            frame: Any polars frame; a LazyFrame is streamed, so it may exceed memory.
            column: Name of the text column.
            kind: Only subjects of this kind.
            limit: At most so many matches per name.
            workers: Processes; None for one a core once there are thousands of names.
            progress: Called after each batch with the number of rows done.

        Returns:
            Columns `row` (0-based), `name`, `subject_id`, `subject_name`, `kind`, `score`,
            `band`, `status`, `designations` (ids). Nulls and names without a match have
            no row.

        Raises:
            UsageError: No such column, or not a text column; unknown kind.
        """
        from xref.match.frames import match_frame

        return match_frame(
            self, frame, column, kind=kind, limit=limit, workers=workers, progress=progress
        )

    def scan(self, text: str) -> list[Alert]:
        """Alerts of one article given as text, best first, in all bands.

        Offsets of mentions are code points into exactly `text`.

        Raises:
            UsageError: `text` is no string.

        Example:
            >>> import xref
            >>> matcher = xref.Matcher(xref.load_lists())
            >>> alert = matcher.scan("The cargo ship Lady R left Rason.")[0]
            >>> alert.subject.name, alert.mentions[0].text, alert.status
            ('LADY R', 'Lady R', 'designated')
        """
        if not isinstance(text, str):
            raise UsageError(f"scan needs a text, not {type(text).__name__}")
        return self.document_alerts(Document("", text))[0]

    def screen(
        self, documents: Iterable[Document], *, workers: int | None = None
    ) -> Iterator[Alert]:
        """Alerts of many articles, article by article, in all bands.

        Streams: documents are taken as alerts are asked for, with workers a few hundred
        ahead.

        Args:
            documents: Any iterable.
            workers: Processes that share the work; the alerts and their order stay the same.
                None or 1 for this process alone.

        Raises:
            InputError: An article made its process die (with workers; without, the caller's).

        Example:
            >>> import xref
            >>> matcher = xref.Matcher(xref.load_lists())
            >>> articles = [xref.Document("a", "The cargo ship Lady R left.")]
            >>> [(alert.document_id, alert.subject.name) for alert in matcher.screen(articles)]
            [('a', 'LADY R')]
        """
        if workers is not None and workers > 1:
            from xref.match.parallel import screen

            yield from screen(self, documents, workers)
            return
        for document in documents:
            yield from self.document_alerts(document)[0]

    def document_alerts(self, document: Document) -> tuple[list[Alert], list[Claim]]:
        """Alerts and claims of one article; claims include those about no subject."""
        return self.articles.screen(document)


def newest_year(lists: Lists) -> int | None:
    """The newest year that lists print as their date or a listing's, or None."""
    dates = [version.published for version in lists.versions]
    dates += [designation.listed_on for designation in lists.designations]
    return max((int(each[:4]) for each in dates if each and each[:4].isdigit()), default=None)
