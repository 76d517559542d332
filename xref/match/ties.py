"""Ties: words whose place tells that a common word is the name of a ship or body here.

Owns the patterns in which a ship or body is introduced ("the tanker Hope", "Hope, a Panamanian
tanker", "Hope LLC"), in which a name is a place, and in which an abbreviation is explained.
Invariant: a tie stands directly before or behind the name, within its sentence. Refuses to
say what a tie is worth: see `rules/evidence.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xref.articles.borders import NameBorders
from xref.articles.wording import any_of, name_goes_on, title_case, units_before
from xref.match.prose import is_acronym
from xref.names.fold import fold
from xref.rules import Rules

_REACH = 70
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|a dozen|several|some|many)"
_QUOTES = "\"'“”‘’«»"
# "ships Hope, Liberty and ": names that stand between the noun and the one looked at.
_OTHERS = (
    rf"(?:(?:the )?[{_QUOTES}]?[A-Z][\w'’-]*(?: [A-Z0-9][\w'’-]*){{0,3}}[{_QUOTES}]?"
    r"(?:,? and |, )(?:the )?){0,8}"
)
_INTRODUCED = (
    rf"(?:,? (?:called|named|known as|dubbed|identified as))?,?(?: the)?[ \u00a0][{_QUOTES}]?"
)
_SAID = r"(?:,| \(| –| —| is| was)[ \u00a0](?:an? |the |one of )[^.;:!?\n]{0,45}?"
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|across|throughout)[ \u00a0]$")
_PLACE_BEHIND = re.compile(
    r"[ \u00a0](?:County|Counties|Street|Avenue|City|Park|Beach|Island|University|College)\b"
)
_INSIDE = re.compile(r"\b([Ii]n|[Oo]utside|[Aa]cross|[Tt]hroughout|[Ff]rom) $")
_TO = re.compile(r" to [A-Z]")
_INITIALS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_GENITIVE = re.compile(r"['’](?:s)?$")
_SMALL = frozenset(("of", "for", "and", "the", "on", "in", "to", "de", "a", "an", "at", "with"))


class Ties:
    """Finds ties around spans; immutable."""

    def __init__(self, rules: Rules) -> None:
        prose = rules.prose
        self._borders = NameBorders(rules)
        self._peoples = frozenset(prose.peoples.split())
        nouns = any_of(prose.ship_nouns)
        marks = any_of(prose.ship_marks)
        deeds = any_of(prose.ship_deeds)
        bodies = any_of(rules.evidence.organisation_words)
        # Most names have none of these before them, which one look tells.
        self._ship_noun = re.compile(rf"(?i:\b{nouns})")
        self._ship_introduced = (
            re.compile(rf"(?i:\b{nouns}s?){_INTRODUCED}{_OTHERS}[{_QUOTES}]?$"),
            # Behind a plural and a dash, a colon or a bracket: "Its vessels — Hope and Angara".
            re.compile(
                rf"(?i:\b{nouns}s)(?: ?[–—:]|,? -| \() ?(?:the )?[{_QUOTES}]?{_OTHERS}[{_QUOTES}]?$"
            ),
            re.compile(rf"(?i:\b{nouns}s) of [^,.;:!?\n]{{1,40}}, (?:the )?{_OTHERS}$"),
        )
        self._ship_mark = re.compile(rf"(?<!\w){marks}[ \u00a0][{_QUOTES}]?$")
        self._before_the = (
            re.compile(rf"(?i:\b(?:aboard|on board) the )[{_QUOTES}]?$"),
            re.compile(rf"(?i:\b{any_of(prose.ship_of)}),? (?:of )?the [{_QUOTES}]?$"),
            re.compile(rf"(?i:\b{any_of(prose.ship_handling)}) the [{_QUOTES}]?$"),
        )
        self._ship_behind = re.compile(
            rf"[{_QUOTES}]?(?:{_SAID}\b{nouns}\b"
            rf"|, (?:one|two|three) of [^.;:!?,\n]{{0,45}}?\b{nouns}s\b"
            rf"|, {_NUMBER} (?:more|further|other) (?:[\w-]+ ){{0,2}}{nouns}s\b"
            rf"|[ \u00a0]{nouns}\b|,? \w+-flagged\b"
            rf"|[ \u00a0]{deeds}\b|,? \(?IMO\b|['’]s {any_of(prose.ship_parts)}\b"
            rf"|(?:, [A-Z][^.;:!?\n,]{{0,25}})*,? and (?:[\w-]+ ){{0,3}}other (?:[\w-]+ ){{0,3}}"
            rf"{nouns}s\b)"
        )
        self._body_deeds = re.compile(
            rf"[ \u00a0](?:has |have |had )?{any_of(prose.body_deeds)}\b"
            rf"|,? (?:an? |the )(?:[\w’'-]+ ){{0,3}}{any_of(prose.body_nouns)}\b"
            rf"|,? which (?:is |was )?(?:works for|belongs to|run by|part of|owned by|reports to"
            rf"|answers to|controlled by|an arm of|based in|registered in|set up|founded)\b"
        )
        self._body_of = re.compile(rf"\b{any_of(prose.body_of)} $")
        # A capital before it makes one name of the two: "University Alliance".
        self._body_before = re.compile(rf"\b{bodies}{_INTRODUCED}$")
        # "GRU hackers"; behind a word ("Alliance members") a noun tells nothing.
        self._noun_behind = re.compile(rf"[ \u00a0]{bodies}\b")
        self._body_behind = re.compile(
            rf"[{_QUOTES}]?(?:{_SAID}\b{bodies}\b"
            rf"|,? (?=[A-Z])(?i:{any_of(prose.body_forms)})(?!\w))"
        )

    def ship(self, text: str, start: int, end: int) -> str | None:
        """The words that make a ship of a span, or None.

        Example:
            >>> from xref.rules import load_rules
            >>> ties = Ties(load_rules())
            >>> ties.ship("The tanker Hope left.", 11, 15), ties.ship("We hope. Hope ships", 9, 13)
            ('tanker', None)
        """
        before = text[max(0, start - _REACH) : start]
        patterns: tuple[re.Pattern[str], ...] = (self._ship_mark,)
        if self._ship_noun.search(before):
            patterns = (*self._ship_introduced, *patterns)
        if before.rstrip(_QUOTES)[-4:].lower() == "the ":
            patterns += self._before_the
        for pattern in patterns:
            found = pattern.search(before)
            if found:
                return found.group().strip(_QUOTES + " ,")
        if self._borders.began_before(text, start):
            return None
        behind = self._ship_behind.match(text, end, end + _REACH)
        return behind.group().strip(_QUOTES + " ,(") if behind else None

    def body_deed(self, text: str, start: int, end: int) -> str | None:
        """What tells at a name of one word that it is a body ("members of", "broke into")."""
        found = self._body_deeds.match(text, end)
        found = found or self._body_of.search(text, max(0, start - _REACH), start)
        return found.group().strip(" ,") if found else None

    def body(self, text: str, start: int, end: int) -> str | None:
        """The words that make a body of a span, or None."""
        before = self._body_before.search(text[max(0, start - _REACH) : start])
        if before and not name_goes_on(text, end):
            return before.group().strip(_QUOTES + " ,")
        if self._borders.began_before(text, start):
            return None
        behind = self._body_behind.match(text, end, end + _REACH)
        if behind is None and is_acronym(text[start:end]):
            behind = self._noun_behind.match(text, end, end + _REACH)
        return behind.group().strip(_QUOTES + " ,(") if behind else None

    def place(self, text: str, start: int, end: int) -> str | None:
        """The words that make a place of a span ("in Buena Vista", "Buena Vista County")."""
        before = _PLACE_BEFORE.search(text, max(0, start - 12), start)
        behind = _PLACE_BEHIND.match(text, end)
        found = before or behind
        return found.group().strip() if found else None

    def inside(self, text: str, start: int, end: int) -> str | None:
        """The "in" that makes a place of a span; ships are in nothing."""
        found = _INSIDE.search(text, max(0, start - 12), start)
        if found is None or (found.group(1).lower() == "from" and not _TO.match(text, end)):
            return None
        return found.group(1)

    def longer(self, text: str, start: int, end: int) -> bool:
        """Whether a capitalised word beside a span makes it a part of a longer name.

        In a line that capitalises every word, capitals tell nothing.
        """
        if title_case(text, start):
            return False
        behind = re.match(r"[ \u00a0]([A-Z][^\W\d_]+)", text[end : end + 30])
        if behind is not None and not self._borders.is_no_name(behind.group(1)):
            return True
        units = units_before(text, start)
        if not units or _GENITIVE.search(units[0][1]) or fold(units[0][1]) in self._peoples:
            return False  # "Iran's", "Russian": whose it is, and no part of its name
        return self._borders.began_before(text, start)


def explained(text: str, acronym: str) -> Iterator[str]:
    """The names that an article says an abbreviation stands for.

    Example:
        >>> list(explained("the National Security Council (NSC); NSC, the Natal Sea Club", "NSC"))
        ['National Security Council', 'Natal Sea Club']
    """
    place = text.find(acronym)
    while place >= 0:
        end = place + len(acronym)
        if text[place - 1 : place] == "(" and text[end : end + 1] == ")":
            words = list(_INITIALS.finditer(text, max(0, place - 120), place))
            yield from _spelled(text, words[::-1], acronym[::-1])
        else:
            behind = re.match(
                r"(?:, | \(|, which is |, or )(?:the )?(?=[A-Z])", text[end : end + 20]
            )
            if behind:
                start = end + behind.end()
                words = list(_INITIALS.finditer(text, start, start + 120))
                yield from _spelled(text, words, acronym)
        place = text.find(acronym, end)


def _spelled(text: str, words: list[re.Match[str]], letters: str) -> Iterator[str]:
    """The words whose capitals spell the letters, with the small words between."""
    taken: list[re.Match[str]] = []
    at = 0
    for word in words:
        if at == len(letters):
            break
        small = word.group().lower() in _SMALL and word.group()[0].islower()
        if not small:
            if word.group()[0].upper() != letters[at]:
                break
            at += 1
        taken.append(word)
    if at == len(letters):
        spans = [word.span() for word in taken]
        low, high = min(spans)[0], max(end for _, end in spans)
        yield " ".join(text[low:high].split())


def beside(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Folded words that tell whose a body is: two words before, one before, one behind "of".

    Example:
        >>> beside("South Korea’s Ministry of Defence", 14, 33), beside("the Army of Syria", 4, 8)
        (('south korea', 'korea', ''), ('the', 'the', 'syria'))
    """
    before = fold(re.sub(r"['’]s?[ \u00a0]$", " ", text[max(0, start - 40) : start])).split()
    if re.search(r"[.;:!?,)\n][ \u00a0]?$", text[max(0, start - 2) : start]):
        before = []
    behind = re.match(r" of (?:the )?(?:Republic of )?([^\W\d_]+)", text[end : end + 40])
    return " ".join(before[-2:]), " ".join(before[-1:]), fold(behind.group(1)) if behind else ""
