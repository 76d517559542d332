"""The lines of an article, and what each line that is not body shows itself to be.

Owns the tests for headlines, captions, boilerplate, lists of other articles and datelines.
Invariant: a line is body unless something speaks for another zone. Refuses to look at long
lines that end in a full stop, but for copyright notices: prose is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, islice
from typing import Any

import msgspec
from daachorse import DoubleArrayAhoCorasick

from xref.articles.bylines import byline_kind
from xref.articles.dates import find_dates
from xref.model import Zone, ZoneName
from xref.rules.articles import ArticleRules

_STOPS = frozenset('.?!…。！？"”’»;—–,')
_HEADING = 40  # letters; a longer line that ends in a colon announces what follows
_SENTENCE = 20  # letters that follow a dateline at least
_SITE = re.compile(r"\s+(?:[|–—»]|-)\s+[^|–—»]{2,40}$")
_AGE = re.compile(
    r"\b\d{1,3}\s*(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?)\s+ago\b|\byesterday\b", re.I
)


_BULLETS = " :|-–—#*•»>"


class _Tables(msgspec.Struct, frozen=True):
    """Word lists compiled for one set of rules."""

    headings: frozenset[str]
    lines: frozenset[str]
    related: re.Pattern[str]
    caption: re.Pattern[str]
    boilerplate: re.Pattern[str]
    notices: tuple[bytes, ...]
    any_notice: Any
    dateline: re.Pattern[str]


def _any(starts: Iterable[str], parts: Iterable[str], ends: Iterable[str]) -> re.Pattern[str]:
    """Build a pattern for lower-case lines: one of `starts`, `parts` or `ends` where it says."""
    options = [
        *(rf"\A{re.escape(word)}" for word in starts),
        *map(re.escape, parts),
        *(rf"{re.escape(word)}\Z" for word in ends),
    ]
    return re.compile("|".join(options))


@lru_cache(maxsize=8)
def page_tables(rules: ArticleRules) -> _Tables:
    """The word lists of `rules`, ready for look-up."""
    zones = rules.zones
    notices = tuple(notice.encode() for notice in zones.boilerplate.sentences)
    return _Tables(
        headings=frozenset(zones.related.headings),
        lines=frozenset(zones.boilerplate.lines),
        related=_any(zones.related.starts, (), ()),
        caption=_any(zones.captions.starts, zones.captions.parts, zones.captions.ends),
        boilerplate=_any(zones.boilerplate.starts, zones.boilerplate.parts, zones.boilerplate.ends),
        notices=notices,
        any_notice=DoubleArrayAhoCorasick(list(notices) or [b"\xff"]),
        dateline=re.compile("|".join(f"(?:{dateline.pattern})" for dateline in zones.datelines)),
    )


class Page:
    """The lines of one text, and the zone of each line that is not body.

    Attributes:
        kinds: Zone of a line, by its number.
        datelines: Length of the dateline that opens a line, and its zone (`byline` if it names
            a reporter), by the number of the line.
    """

    def __init__(self, text: str, title: str | None, rules: ArticleRules) -> None:
        self.text = text
        self.rules = rules
        self.tables = page_tables(rules)
        self.lines = text.split("\n")
        self.title = title
        self.kinds: dict[int, ZoneName] = {}
        self.datelines: dict[int, tuple[int, ZoneName]] = {}
        limit = rules.zones.headline_length
        # Lines worth a look: short and without a full stop. Few lines of prose are.
        self.short = {
            number: stripped
            for number, line in enumerate(self.lines)
            if line and (stripped := short_line(line, limit))
        }

    def mark(self) -> None:
        """Give every line that is not body its zone."""
        self.mark_lines()
        self._mark_titles()
        self._mark_datelines()

    def mark_lines(self) -> None:
        """Mark all that is neither headline nor dateline."""
        self._mark_notices()
        self._mark_related(self._mark_short())

    def _mark_notices(self) -> None:
        # Bytes are searched at twice the speed of strings; a newline is one byte in both.
        lowered = self.text.lower().encode("utf-8", "replace")
        longest = self.rules.zones.boilerplate_length
        for notice in self.tables.notices:
            number = counted = 0
            place = lowered.find(notice)
            while place >= 0:
                number += lowered.count(b"\n", counted, place)
                counted = place
                if len(self.lines[number]) <= longest:
                    self.kinds[number] = "boilerplate"
                line_end = lowered.find(b"\n", place)
                place = lowered.find(notice, line_end) if line_end >= 0 else -1

    def _mark_short(self) -> list[int]:
        """Mark what a line shows by itself; return the lines that head a list of articles."""
        tables = self.tables
        headings = []
        dated = []
        for number, line in self.short.items():
            if number in self.kinds:
                continue
            low = line.lower()
            bare = bare_line(low)
            if bare in tables.headings:
                self.kinds[number] = "related"
                headings.append(number)
            elif bare in tables.lines or (
                len(low) <= self.rules.zones.button_length and tables.boilerplate.search(low)
            ):
                self.kinds[number] = "boilerplate"
            elif tables.caption.search(low):
                self.kinds[number] = "caption"
            elif tables.related.match(low):
                self.kinds[number] = "related"
            elif kind := byline_kind(line, self.rules):
                self.kinds[number] = "byline"
                if kind == "dated":
                    dated.append(number)
        self._unmark_tables(dated)
        return headings

    def _unmark_tables(self, dated: list[int]) -> None:
        """Names and dates directly under one another are a table of people: body."""
        run: list[int] = []
        for number in [*dated, len(self.lines)]:
            if run and any(map(str.strip, self.lines[run[-1] + 1 : number + 1][:-1])):
                self._unmark_run(run)
                run = []
            run.append(number)
        self._unmark_run(run[:-1])

    def _unmark_run(self, run: list[int]) -> None:
        if len(run) >= self.rules.zones.table_rows:
            for number in run:
                del self.kinds[number]

    def _mark_related(self, headings: list[int]) -> None:
        if not headings:
            return
        limits = self.rules.zones
        first_prose = next(
            (n for n, line in enumerate(self.lines) if len(line) >= limits.prose_length),
            len(self.lines),
        )
        for heading in headings:
            following = (n for n in range(heading + 1, len(self.lines)) if self.lines[n].strip())
            feed = heading > first_prose and any(
                _AGE.search(self.lines[n]) or self.kinds.get(n) == "byline"
                for n in islice(following, limits.feed_lines)
                if len(self.lines[n]) <= limits.headline_length
            )
            last = heading
            for number in range(heading + 1, len(self.lines)):
                if not self.lines[number].strip():
                    continue
                gap = number - last > 1 and last > heading
                if not feed and (gap or number not in self.short):
                    break
                if number not in self.kinds:
                    self.kinds[number] = "related"
                last = number
            if feed:  # all that follows is marked
                break

    def _mark_titles(self) -> None:
        limits = self.rules.zones
        seen: dict[str, int] = {}
        for number, line in self.short.items():
            if number in self.kinds or line.count(" ") + 1 < limits.repeated_headline_words:
                continue
            key = fold(line)
            before = seen.get(key)
            if before is not None and number - before <= limits.repeated_headline_lines:
                self.kinds[before] = self.kinds[number] = "title"
            seen[key] = number
        title = fold(self.title or self.headline() or "")
        if not title:
            return
        top = range(min(limits.headline_lines, len(self.lines)))
        # The last line is where a reader puts a title that the text does not hold.
        for number in (*top, *self.short, len(self.lines) - 1):
            line = self.lines[number]
            if number not in self.kinds and len(title) <= len(line) <= 2 * limits.headline_length:
                at_top = number < limits.headline_lines
                if fold(clean_headline(line, self.rules) if at_top else line) == title:
                    self.kinds[number] = "title"

    def headline(self) -> str | None:
        """Return the first line from the top that looks like a headline, cleaned."""
        limits = self.rules.zones
        candidates: dict[str, str] = {}
        looked_at = 0
        for number, line in enumerate(self.lines):
            if not line or line.isspace():
                continue
            looked_at += 1
            if looked_at > limits.headline_lines or len(line) > limits.headline_length:
                break
            if number in self.kinds:
                continue
            clean = clean_headline(line, self.rules)
            if clean[:1].islower():  # the second line of a paragraph, in a text cut into lines
                continue
            if not _is_headline(clean, limits.headline_words):
                continue
            key = fold(clean)
            if key in candidates:  # it stands twice: a sentence would not
                return candidates[key]
            candidates[key] = clean
        # A headline may end in a question or a quote; prose that ends so is longer.
        lines = candidates.values()
        return next((line for line in lines if not ends_as_prose(line.rstrip('?!”’"'))), None)

    def _mark_datelines(self) -> None:
        """A dateline opens the first paragraph under a headline, a byline or nothing."""
        for mark in (-1, *self.kinds):
            number = self._prose_from(mark + 1)
            if number is None:
                continue
            line = self.lines[number]
            match = self.tables.dateline.match(line)
            if match and len(line) - match.end() >= _SENTENCE:
                reporter = byline_kind(match.group(), self.rules) == "named"
                self.datelines[number] = (match.end(), "byline" if reporter else "dateline")

    def _prose_from(self, number: int) -> int | None:
        """Return the next paragraph, over blank lines and short ones; None before a marked line."""
        while number < len(self.lines) and number not in self.kinds:
            if number not in self.short and self.lines[number].strip():
                return number
            number += 1
        return None

    def zones(self) -> tuple[Zone, ...]:
        """Join lines of one zone; a blank line belongs to the zone above it."""
        if not self.kinds and not self.datelines:
            return (Zone(0, len(self.text), "body"),)
        ends = list(accumulate(map(len, self.lines)))
        bounds: list[tuple[int, ZoneName]] = []
        after = 0
        for number in sorted({*self.kinds, *self.datelines}):
            if number > after and (first := self._text_from(after, number)) is not None:
                _extend(bounds, ends[first] - len(self.lines[first]) + first, "body")
            start = ends[number] - len(self.lines[number]) + number
            if number in self.datelines:
                length, name = self.datelines[number]
                _extend(bounds, start, name)
                _extend(bounds, start + length, "body")
            else:
                _extend(bounds, start, self.kinds[number])
            after = number + 1
        if (first := self._text_from(after, len(self.lines))) is not None:
            _extend(bounds, ends[first] - len(self.lines[first]) + first, "body")
        limits = [start for start, _ in bounds[1:]] + [len(self.text)]
        return tuple(
            Zone(start, end, name) for (start, name), end in zip(bounds, limits, strict=True)
        )

    def _text_from(self, start: int, end: int) -> int | None:
        """Return the first line from `start` up to `end` that is not blank."""
        return next((n for n in range(start, end) if self.lines[n].strip()), None)


def short_line(line: str, limit: int) -> str:
    """A line without white space around it, if it is short and does not end as prose; else ""."""
    if len(line) > limit or not line or line[-1] in _STOPS:
        return ""
    stripped = line.strip()
    return stripped if stripped and not ends_as_prose(stripped) else ""


def bare_line(line: str) -> str:
    """A line without bullets and marks around it."""
    return line.strip(_BULLETS)


def heads_articles(text: str, position: int, rules: ArticleRules) -> bool:
    """Tell whether the line of a position heads a list of other articles, by itself."""
    low = text.rfind("\n", 0, position) + 1
    high = text.find("\n", position)
    line = short_line(text[low : high if high >= 0 else None], rules.zones.headline_length)
    return bare_line(line.lower()) in page_tables(rules).headings


def is_notice(line: str, rules: ArticleRules) -> bool:
    """Tell whether a line is a copyright notice or the like, whatever stands around it."""
    if len(line) > rules.zones.boilerplate_length:
        return False
    lowered = line.lower().encode("utf-8", "replace")
    return bool(page_tables(rules).any_notice.find(lowered))


def ends_as_prose(line: str) -> bool:
    """Tell whether a line ends as prose does.

    Example:
        >>> [ends_as_prose(line) for line in ("Parade in Moscow", "That is so. (Applause.)")]
        [False, True]
    """
    last = line.rstrip(" \t)]")[-1:]
    return last in _STOPS or (last == ":" and len(line) > _HEADING)


def _extend(bounds: list[tuple[int, ZoneName]], start: int, name: ZoneName) -> None:
    """Begin a zone, unless it goes on; blank lines above the first belong to it."""
    if not bounds:
        bounds.append((0, name))
    elif bounds[-1][1] != name:
        bounds.append((start, name))


def fold(line: str) -> str:
    """Bring a headline to the form in which its copies are equal."""
    return " ".join(line.replace("’", "'").replace("‘", "'").split()).strip(" #*").lower()


def clean_headline(line: str, rules: ArticleRules) -> str:
    """Take the date before a headline and the site's name behind it away.

    Example:
        >>> from xref.rules import load_rules
        >>> clean_headline(" date 2025-05-07  Why allies part | NK News", load_rules().articles)
        'Why allies part'
    """
    line = line.strip()
    dates = find_dates(line[:60], rules.dates)
    if dates and line[: dates[0].start].strip(" :|-–—").lower() in ("", *rules.dates.labels):
        line = line[dates[0].end :].strip(" |:–—-") or line
    return _SITE.sub("", line).strip(" #*\t")


def _is_headline(line: str, words: int) -> bool:
    """Tell by length: that many words, or twice the letters of a script that needs fewer."""
    return line.count(" ") + 1 >= words or (
        not line.isascii() and sum(char >= "\u1100" for char in line) >= 2 * words
    )
