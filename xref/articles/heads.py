"""The top of an article: its headline and its date.

Owns both where a source does not give them. Invariant: the cost does not grow with the text.
Refuses dates inside sentences and captions, which date something else.
"""

from __future__ import annotations

from xref.articles.bylines import byline_kind
from xref.articles.dates import find_dates
from xref.articles.pages import Page, ends_as_prose
from xref.rules.articles import ArticleRules


def headline(text: str, rules: ArticleRules) -> str | None:
    r"""Find the headline of a text without one: the first line that looks like one.

    Args:
        text: Clean text.
        rules: How many lines are looked at, and how long a headline is.

    Returns:
        The headline without date and site name, or None where the text starts with prose.

    Example:
        >>> from xref.rules import load_rules
        >>> text = "Analysis\n\nWho runs the purse?\nBy Anna Weller\n"
        >>> headline(text, load_rules().articles)
        'Who runs the purse?'
    """
    page = Page("\n".join(top_lines(text, rules.zones.headline_lines, blank=True)), None, rules)
    page.mark_lines()
    return page.headline()


def published_date(text: str, rules: ArticleRules) -> str | None:
    r"""Find the date of publication at the top of a text.

    Args:
        text: Clean text.
        rules: How many lines are looked at, month names, words before a date.

    Returns:
        An ISO date from a line that is a byline or a date, or that a date opens; None
        otherwise. A date inside a sentence or a caption is the date of something else.

    Example:
        >>> from xref.rules import load_rules
        >>> rules = load_rules().articles
        >>> published_date("Parade\nIvan Petrenko May 7, 2025\nOn 9 May 2017 he came.", rules)
        '2025-05-07'
        >>> published_date("On 9 May 2017 he came.", rules)
    """
    labels = ("", *rules.dates.labels)
    for line in top_lines(text, rules.dates.lines):
        if len(line) > rules.zones.headline_length:
            continue
        dates = [date for date in find_dates(line, rules.dates) if date.iso]
        if not dates:
            continue
        opened = line[: dates[0].start].strip(" :|-–—").lower()
        if (opened in labels and not ends_as_prose(line)) or byline_kind(line, rules):
            return dates[0].iso
    return None


def top_lines(text: str, count: int, *, blank: bool = False) -> list[str]:
    """Return the first `count` lines that are not blank; with `blank`, those between them too.

    A line is cut after 1,000 letters, so that the cost does not grow with the text.
    """
    found: list[str] = []
    position = 0
    while count and position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position : min(end, position + 1000)].strip()
        if line or blank:
            found.append(line)
        count -= bool(line)
        position = end + 1
    return found
