"""Lives: ages, births and deaths that a text prints beside a name.

Owns reading them and deciding that they are said of this name. Invariant: between the name and
the date stands no other name and no relative. Refuses to compare with lists.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec

_REACH = 130
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января", "february feb февраля", "march mar марта", "april apr апреля",
            "may мая", "june jun июня", "july jul июля", "august aug августа",
            "september sep sept сентября", "october oct октября", "november nov ноября",
            "december dec декабря",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR = r"(?P<y>(?:1[0-9]|20)\d\d)"
_DATE = (
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s(?P<m1>[^\W\d_]+)\.?,?\s"
    r"|(?P<m2>[A-Za-z]+)\.?\s(?P<d2>\d{1,2}),?\s|(?P<m3>[A-Za-z]+)\.?\s)?" + _YEAR
)
_BORN = re.compile(
    r"\b(?:born|b\.)\s(?:(?:on|in)\s)?(?:[A-Z][\w.-]+\s(?:on|in)\s)?" + _DATE + r"\b"
    r"|\bродил(?:ся|ась)\s(?:в\s)?" + _DATE.replace("?P<", "?P<r") + r"\b"
    r"|(?P<ky>(?:1[89]|20)\d\d)\s?(?:년생|г\.\s?р|года рождения)"
    r"|(?P<jy>(?:1[89]|20)\d\d)年生",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\(\s*(?:c\.\s?)?(1\d{3}|20\d\d)\s?(?:-|–|—|~|∼|to)\s?(1\d{3}|20\d\d|\d\d)\s*\)"
)
_DIED = re.compile(
    r"\b(?:died|was killed|was executed|was assassinated|was murdered|passed away|was shot dead)\b"
    r"[^.;!?\n]{0,40}?\b(?:in|on)\s(?:[^\W\d_]+\.?\s)?(?:\d{1,2},?\s)?(?:[^\W\d_]+\s)?"
    r"((?:1\d|20)\d\d)\b"
)
_AGE = re.compile(
    r"(?:,\s*(?:aged?\s+)?(?P<a>[1-9]\d?)\s*(?=[,;)]|\.\s)"
    r"|\b(?P<b>[1-9]\d)[-\s]year[-\s]olds?\b|\(\s*(?P<c>[1-9]\d)\s*\)"
    r"|\baged\s(?P<d>[1-9]\d)\b|\b(?P<e>[1-9]\d)\s?세|\b(?P<f>[1-9]\d)-летн"
    r"|,\s?(?P<g>[1-9]\d)\s(?:лет|года?)\b|(?P<h>[1-9]\d)\s?[歳岁歲살]"
    r"|[·、，](?P<i>[1-9]\d)\s?[)）]|（\s?(?P<j>[1-9]\d)\s?）|＝(?P<k>[1-9]\d)＝)"
)
_AGE_LATER = re.compile(
    r"\b(?:at the age of|aged|died\b[^.;!?\n]{0,40}?\bat)\s(?P<i>[1-9]\d)\b"
    r"(?!\s?(?:a\.m|p\.m|percent|%|:))"
)
_BEFORE = re.compile(
    r"\bborn\s(?:in|on)\s(?:\d{1,2}\s)?(?:[A-Z][a-z]+\s)?(?:\d{1,2},\s)?((?:1[89]|20)\d\d)"
    r"(?:\s(?:in|at|near)\s[^,.;\d]{2,40})?,\s$",
    re.IGNORECASE,
)
_INSERTED = re.compile(r"^\s?,\s(?:who|a|an|the|then)\s[^,]*,")
_WHO = re.compile(r"^\s?,\swho\s[^,.;]{1,60}\sand\s(?:who\s)?$")
_PLACE = re.compile(r"^\s(?:of|from)\s(?:the\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2}")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[;!?\n]|\.(?=\s+[A-Z“\"]|\s*$)")
#: Between a name and a date they tell that the date is of somebody else.
_OTHERS = frozenset(
    (
        "son", "daughter", "wife", "husband", "brother", "sister", "father", "mother", "child",
        "children", "nephew", "niece", "cousin", "grandson", "uncle", "aunt", "whose", "and",
        "heirs", "widow", "when", "after", "before", "since",
    )
)  # fmt: skip


#: Of the sentence behind that of the name, what tells his death, birth or age ("He died in 1987").
_HE_DIED = re.compile(
    r"(?:He|She) (?:died|was killed|was executed|was assassinated|was murdered|passed away)\b"
    r"[^.;!?\n]{0,40}?\b(?:in|on) (?:[^\W\d_]+\.? )?(?:\d{1,2},? )?(?:[^\W\d_]+ )?"
    r"((?:1\d|20)\d\d)\b"
)
_HE_BORN = re.compile(
    r"(?:He|She) was born (?:(?:in|on|at|near) [^.;!?\n\d]{1,40}? )?(?:(?:in|on) )?"
    r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2},? )?((?:1[89]|20)\d\d)\b"
)
_HE_IS = re.compile(r"(?:He|She) (?:is|was|turned|turns) ([1-9]\d)(?=[.,;]| (?:years old|and\b))")
_OTHER_NAME = re.compile(r"\b[A-Z][a-z]+[ -][A-Z][a-z]+")


class Life(msgspec.Struct, frozen=True):
    """Dates said of a name.

    Attributes:
        born: ISO date, partial allowed, or None.
        died: Year, or None.
        age: Years, or None.
    """

    born: str | None = None
    died: int | None = None
    age: int | None = None


def life_at(text: str, start: int, end: int, not_names: Collection[str]) -> Life:
    """What the text beside a name tells of its bearer's life.

    Args:
        text: The article.
        start: Offset of the name.
        end: Offset behind it.
        not_names: Words in lower case that are capitalised and no names.

    Example:
        >>> life_at("Pak, born on 18 February 1962, and Ri", 0, 3, ())
        Life(born='1962-02-18', died=None, age=None)
        >>> life_at("Pak (1912-1976) met Ri", 0, 3, ()).died
        1976
        >>> life_at("Pak and his son, born in 1962", 0, 3, ()).born is None
        True
    """
    behind = text[end : end + _REACH]
    low = max(0, start - _REACH)
    digits = any(map(str.isdigit, behind)) or any(map(str.isdigit, text[low:start]))
    if not digits:
        return Life()
    stop = _STOP.search(behind)
    later = _next_sentence(behind, stop)
    behind = behind[: stop.start()] if stop else behind
    born: str | None = None
    died: int | None = None
    span = _SPAN.search(behind)
    if span is not None and _own(behind[: span.start()], not_names):
        # Two digits are of the same century: "(1910-87)" ends in 1987.
        born, last = span.group(1), span.group(2)
        died = int(born[: 4 - len(last)] + last)
    found = _BORN.search(behind)
    if found is not None and _own(behind[: found.start()], not_names):
        born = _iso(found)
    death = _DIED.search(behind)
    if death is not None and _own(behind[: death.start()], not_names):
        died = int(death.group(1))
    if born is None and (before := _BEFORE.search(text, low, start)):
        born = before.group(1)
    age = _age(text, start, end, behind, not_names)
    if later:
        if died is None and (told := _HE_DIED.match(later)):
            died = int(told.group(1))
        if born is None and (told := _HE_BORN.match(later)):
            born = told.group(1)
        if age is None and (told := _HE_IS.match(later)):
            age = int(told.group(1))
    return Life(born, died, age)


def _next_sentence(behind: str, stop: re.Match[str] | None) -> str:
    """The sentence behind that of a name, if it goes on about the bearer; else nothing."""
    if stop is None or behind[: stop.start()][:2] in ("’s", "'s"):
        return ""
    later = behind[stop.end() :].lstrip(' ”"’')
    if not later.startswith(("He ", "She ")) or _OTHER_NAME.search(behind, 0, stop.start()):
        return ""
    return later


def _own(gap: str, not_names: Collection[str]) -> bool:
    """Whether a stretch behind a name still speaks of its bearer."""
    if gap[:2] in ("’s", "'s"):
        return False
    # What stands between two commas is said of the name as well ("X, who founded Y, died").
    gap = _INSERTED.sub("", "" if _WHO.match(gap) else _PLACE.sub("", gap))
    # "ruled for years and died in 2025" goes on about him.
    gap = gap.removesuffix(" and ")
    for word in _WORD.findall(gap):
        lower = word.lower()
        if lower in _OTHERS:
            return False
        if word[0].isupper() and lower not in not_names and len(word) > 1:
            return False
    return True


def _age(text: str, start: int, end: int, behind: str, not_names: Collection[str]) -> int | None:
    """An age directly behind or before a name (`Park Yong-sik, 31,`), or one it died at."""
    near = _AGE.search(text, end, end + 24)
    if near is not None and _own(text[end : near.start()], not_names):
        return _number(near)
    before = list(_AGE.finditer(text, max(0, start - 24), start))
    # An age behind a comma is of whoever stands before the comma.
    if before and not before[-1].group().startswith(","):
        return _number(before[-1])
    later = _AGE_LATER.search(behind)
    if later is not None and _own(behind[: later.start()], not_names):
        return int(later.group("i"))
    return None


def _number(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups() if group))


def _iso(match: re.Match[str]) -> str:
    """The date of a match as ISO, partial where the text is."""
    groups = {key.removeprefix("r"): value for key, value in match.groupdict().items() if value}
    year = groups.get("y") or groups.get("ky") or groups["jy"]
    month = _MONTHS.get((groups.get("m1") or groups.get("m2") or groups.get("m3") or "").lower())
    day = groups.get("d1") or groups.get("d2")
    if month is None:
        return year
    return (
        f"{year}-{month:02}-{int(day):02}" if day and 1 <= int(day) <= 31 else f"{year}-{month:02}"
    )
