"""Bylines: lines that hold reporters' names, dates and newsrooms, and nothing else.

Owns the test that a line is a byline. Invariant: every word of a byline is accounted for;
one unknown word in lower case makes the line text. Refuses to guess from a name alone: a
listed person's name on a line of its own is no byline, since hiding it would hide a match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from xref.articles.dates import FoundDate, find_dates
from xref.rules.articles import ArticleRules

LineKind = Literal["named", "dated", "date"]

_EDGES = " \t\u00a0\u200b\ufeff•·|–—-*#:,;/()[]{}"
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|(?<!\w)@\w+|www\.\S+")
_SEPARATORS = re.compile(r"\s*(?:[|,;•·/&、]|\s[–—-]\s|[\s\u3000]{2,}|\b(?:and|und|et|и)\b|$)\s*")
# "By Anna Weller on", before a date.
_BEFORE_DATE = re.compile(r"\s+(?:on|at|am|le)$", re.IGNORECASE)
_FOR = re.compile(r"\s+for\s+(?:the\s+)?", re.IGNORECASE)
# Where a reporter was: "By Anna Weller in Seoul". Whatever place it is, it begins with a capital.
_WHERE = re.compile(r"\s+(?i:in|at|from)\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}$")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d){1,2}|\d+")
_WORD_EDGES = ".,:;'’\"“”()[]"
_MOST_WORDS = 5


class _Words(msgspec.Struct, frozen=True):
    """The word lists of the rules, ready for look-up."""

    openings: re.Pattern[str]
    korean: re.Pattern[str]
    affiliations: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    fillers: frozenset[str]
    newsrooms: frozenset[str]
    posted: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(rules: ArticleRules) -> _Words:
    zones = rules.zones
    openings = "|".join(sorted(map(re.escape, zones.byline_words), key=len, reverse=True))
    posts = "|".join(sorted(map(re.escape, zones.korean_posts), key=len, reverse=True))
    name = r"[가-힣]{2,4}"
    return _Words(
        openings=re.compile(
            rf"\s*(?:{openings})(?:\s*[:：=]\s*|\s+|(?<=[一-龥])(?=[一-龥]))", re.I
        ),
        korean=re.compile(
            rf"(?:[\[(][^\])]{{1,20}}[\])]\s*)?(?:글\s*[=:]\s*)?(?:[가-힣]{{2,6}}=)?"
            rf"{name}(?:\s*[·,]\s*{name})*\s+(?:[가-힣]{{2,6}}\s+)?(?:{posts})\s*=?"
        ),
        affiliations=frozenset(zones.affiliations),
        particles=frozenset(zones.particles),
        not_names=frozenset(zones.not_names),
        fillers=frozenset(zones.clock_words) | frozenset(rules.dates.labels),
        newsrooms=frozenset(zones.newsrooms),
        posted=re.compile(rf"({name})\s+(?:[가-힣]{{2,6}}\s+)?(?:{posts})(?![가-힣])"),
    )


def byline_kind(line: str, rules: ArticleRules) -> LineKind | None:
    """Tell whether a line is a byline, and on what ground.

    Args:
        line: One line of a text.
        rules: Word lists and the longest byline.

    Returns:
        `named` (opened by "By" or the like, a post, or a name printed twice), `dated` (names
        and a date: also how a row of a table looks, which the caller must rule out), `date`
        (nothing but a date), or None.

    Example:
        >>> from xref.rules import load_rules
        >>> rules = load_rules().articles
        >>> byline_kind("Dana O'NealDana O'Neal | Min Ha Park March 14, 2024", rules)
        'named'
        >>> byline_kind("Jo Yong-chol 3 June", rules), byline_kind("May 07, 2025", rules)
        ('dated', 'date')
        >>> byline_kind("By Kim Jong Un's order, the troops went", rules)
    """
    words = _words(rules)
    rest = line.strip(_EDGES)
    # Agencies name everybody who worked on a report: "(Reporting by …; Editing by …)".
    credited = words.openings.match(rest) is not None
    longest = rules.zones.credits_length if credited else rules.zones.byline_length
    if not 2 < len(line) <= longest or not _may_be(rest, words):
        return None
    dates = find_dates(rest, rules.dates)
    rest = _without(rest, dates)
    rest = _ADDRESS.sub("|", rest).strip(_EDGES)
    if words.korean.fullmatch(rest) or words.korean.fullmatch(line.strip(" =·|")):
        return "named"
    opened = False
    while found := words.openings.match(rest):
        opened, rest = True, rest[found.end() :]
    # "No. 5 Ltd." apart, a full stop at the end is a sentence's.
    if rest.endswith((".", "!", "?", "”", '"', "…")) and not line.lstrip().startswith("("):
        return None
    grounds = _grounds(rest, words, opened=opened)
    if grounds is None:
        return None
    if grounds & _NAMED:
        # "Kim Jong Un and Vladimir Putin, September 13, 2023" is the legend of a picture.
        dates = [] if _DATE_BY_COMMA.search(rest) else dates
        return "named" if opened or grounds & (_DOUBLED | _POSTED) else ("dated" if dates else None)
    return "date" if dates and not opened else None


def _may_be(rest: str, words: _Words) -> bool:
    """Look cheaply for a date, an opening, a post or a name printed twice."""
    return bool(
        not rest.isascii()
        or any(map(str.isdigit, rest))
        or words.openings.match(rest)
        or "," in rest
        or " for " in rest
        or _undoubled(rest) != rest
    )


_NAMED, _DOUBLED, _POSTED = 1, 2, 4
_DATE_BY_COMMA = re.compile(r",\s*\|")  # dates were replaced by bars


def _grounds(rest: str, words: _Words, *, opened: bool) -> int | None:
    """Account for every part of a line: what it shows, or None if a part is no name or post."""
    grounds = 0
    for piece in _SEPARATORS.split(rest.rstrip(".")):
        # "Reporting by A; Editing by B" opens twice.
        part = _BEFORE_DATE.sub("", piece.strip(_EDGES))
        found = words.openings.match(part)
        name = part[found.end() :] if found else part
        if _is_filler(name, words):
            continue
        if _is_post(name, words, opened=opened):
            grounds |= _POSTED if grounds & _NAMED and "|" not in rest else 0
            continue
        if opened or found is not None:
            name = _WHERE.sub("", name)
        name, *newsroom = _FOR.split(name, maxsplit=1)
        single = _undoubled(name)
        if newsroom and newsroom[0].lower() not in words.affiliations:
            return None
        if not _is_name(single, words, opened=opened or found is not None):
            return None
        grounds |= _NAMED | (_POSTED if newsroom or found else 0)
        grounds |= _DOUBLED if single != name else 0
    return grounds


def _without(line: str, dates: list[FoundDate]) -> str:
    parts = []
    position = 0
    for date in dates:
        parts.append(line[position : date.start])
        position = date.end
    return "|".join([*parts, line[position:]])


def _is_post(part: str, words: _Words, *, opened: bool) -> bool:
    """Tell a newsroom or a post; behind "By …" also one with a place ("Seoul correspondent")."""
    low = part.lower()
    return low in words.affiliations or (
        opened and " " in part and low.rsplit(" ", 1)[1] in words.affiliations
    )


def _is_filler(part: str, words: _Words) -> bool:
    """Tell an empty part, a time of day ("6:12 pm KST") or an age ("3 hours ago")."""
    rest = part.lower().split()
    bare = [word.strip(_WORD_EDGES) for word in rest if not _CLOCK.fullmatch(word)]
    if not all(word in words.fillers for word in bare) and " ".join(bare) not in words.fillers:
        return False
    return bool(bare) or not rest or ":" in part  # a bare number is neither


def _undoubled(name: str) -> str:
    """Return the half of a name that is printed twice, else the name.

    Example:
        >>> _undoubled("Ivan PetrenkoIvan Petrenko"), _undoubled("Ivan Petrenko")
        ('Ivan Petrenko', 'Ivan Petrenko')
    """
    half, odd = divmod(len(name), 2)
    if half < 4:
        return name
    if name[:half] == name[half + odd :] and (not odd or name[half] == " "):
        return name[:half]
    return name


def _is_name(name: str, words: _Words, *, opened: bool) -> bool:
    tokens = name.split()
    if not 2 <= len(tokens) <= _MOST_WORDS:
        # 记者 王超: one word, in a script without capitals.
        return (
            opened and len(tokens) == 1 and len(name) >= 2 and name.isalpha() and not _cased(name)
        )
    capitals = 0
    for token in tokens:
        if any(map(str.isdigit, token)) or token.endswith(("'s", "’s")):
            return False
        folded = token.lower().strip(_WORD_EDGES)
        if folded in words.not_names:
            return False
        if token[0].isupper() or (opened and not _cased(token)):
            capitals += 1
        elif folded not in words.particles:
            return False
    return capitals >= 2


def _cased(text: str) -> bool:
    return text.lower() != text.upper()


def byline_names(line: str, rules: ArticleRules) -> list[str]:
    """The names in a line that its surroundings call a byline.

    Args:
        line: One line: names, with or without "By", dates, posts and newsrooms.
        rules: The whole of `rules/articles.yml`.

    Example:
        >>> from xref.rules import load_rules
        >>> articles = load_rules().articles
        >>> byline_names("By Anna Weller, Harbour Press | 9 May 2025", articles)
        ['Anna Weller']
        >>> byline_names("박용식 기자 정치부", articles), byline_names("Our newsletter", articles)
        (['박용식'], [])
    """
    words = _words(rules)
    if not line.isascii() and (posted := words.posted.findall(line)):
        return list(dict.fromkeys(posted))
    rest = _without(line.strip(_EDGES), find_dates(line.strip(_EDGES), rules.dates))
    found: list[str] = []
    strange = opened = False
    for piece in _SEPARATORS.split(_ADDRESS.sub("|", rest)):
        part = _BEFORE_DATE.sub("", piece.strip(_EDGES))
        opening = words.openings.match(part)
        name = _WHERE.sub("", part[opening.end() :] if opening else part).strip(_EDGES)
        name = _undoubled(_FOR.split(name, maxsplit=1)[0])
        if _is_filler(name, words) or _is_post(name, words, opened=True):
            continue
        opened = opened or opening is not None
        if name.lower().split()[-1] in words.newsrooms:
            continue
        if _is_name(name, words, opened=opening is not None):
            found.append(name)
        else:
            strange = True
    # "Remarks on a Case and Stolen Goods" beside a date is another article.
    return list(dict.fromkeys(found)) if opened or not strange else []


def author_names(author: str | None, rules: ArticleRules) -> list[str]:
    """The names in a field that names the authors of an article.

    Args:
        author: As printed: one name or several, with or without "By" and posts.
        rules: The whole of `rules/articles.yml`.

    Returns:
        The field, and its parts: a comma may stand within a name or between two.

    Example:
        >>> from xref.rules import load_rules
        >>> articles = load_rules().articles
        >>> author_names("By Kim Jong-un and Anna Weller", articles)
        ['Kim Jong-un and Anna Weller', 'Kim Jong-un', 'Anna Weller']
        >>> author_names("KIM, Jong Un", articles), author_names("박용식 기자", articles)
        (['KIM, Jong Un', 'Jong Un'], ['박용식'])
    """
    if not author:
        return []
    words = _words(rules)
    found = []
    for part in (author, *_SEPARATORS.split(author)):
        kept = words.openings.sub("", part, count=1).strip(_EDGES).split()
        while len(kept) > 1 and kept[-1] in rules.zones.korean_posts:
            kept.pop()
        # A surname alone is nobody's name; names without blanks are written in Asia.
        if len(kept) > 1 or (kept and not kept[0].isascii()):
            found.append(" ".join(kept))
    return list(dict.fromkeys(found))
