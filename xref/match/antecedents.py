"""Antecedents: whom a lone surname means among the full names that bear it.

Owns the choice: the last full name before it, unless a title, a form of address or a generation
at the surname tells another one. Invariant: "the late Kim" and "another Kim" mean nobody named.
Refuses to look for surnames: that is `lone_surnames`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence

from xref.match.bearers import Bearers
from xref.match.full_names import FullName
from xref.match.lone_surnames import word_end
from xref.match.name_phrases import said_before
from xref.match.tables import ending, words_of
from xref.names.fold import fold
from xref.rules import Rules

#: A title in apposition behind a surname ("Mr Kim, the leader, smiled").
_TITLE_BEHIND = re.compile(r",\s(?:the\s)?(?:[\w-]+\s){0,2}?([\w-]+)(?=[,.;])")
#: A Korean post behind a surname or name: "김 위원장은", "김정은 위원장".
_HANGUL_POST = re.compile(r"\s?([가-힣]{2,7}?)(?:은|는|이|가|을|를|과|와|의|도|에게)?(?![가-힣])")
_CLAUSE = re.compile(r", whose? ")
_CLOSED = re.compile(r"[^,.;:!?()\n]{1,60}, [a-z]")
#: What opens an apposition in which another full name stands, up to that name.
_WITHIN = re.compile(r"(?:, | \()[a-z][^,.;:!?()\n]* ")
_STOP = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘A-Z])|\n")
#: "Kim Jong Un was seven when Kim Jong Nam, his half-brother, was smoking" goes on about the first.
_HIS = re.compile(r",? (?:who was |who is )?(?:his|her) (?:[a-z-]+ )?[a-z-]+(?=[,.;])")
_QUOTED_END = re.compile(r"[”\"][^”\"]*,? and ")
#: Letters of a sentence in which a speaker is looked for.
_SENTENCE = 240
#: Words of a title between "together with" and a name.
_TITLE_WORDS = 4
_TITLE_REACH = 40
_WORD_REACH = 24
#: Letters of a Russian surname at least; "Lin" and "Shin" end like one.
_LONG = 5
_LONGEST_TITLE = 3
#: Full names on each side that a title is compared with; pages name one man 5,000 times.
_FARTHEST = 40


class Antecedents:
    """Chooses full names for surnames; immutable.

    Args:
        rules: Titles by role, and words that tell another bearer of the name.
        roles: The roles that the listings of a subject print, by its position.
    """

    def __init__(self, rules: Rules, roles: Callable[[int], frozenset[str]]) -> None:
        evidence = rules.evidence
        self._roles = roles
        self._titles = {
            fold(word): name for name, cue in evidence.roles.items() for word in cue.words
        }
        self._men = tuple(evidence.men_endings)
        self._other = words_of(evidence.other_bearers)
        self._beside = words_of(evidence.named_beside)
        self._others_titles = frozenset(evidence.others_titles)
        verbs = "|".join(evidence.speaking)
        adverb = r"(?:also |later |then )?"
        self._speaker = re.compile(
            rf"\b(?:[Tt]he|[Hh]is|[Hh]er) ((?:[a-z-]+ )?[a-z-]+),? {adverb}(?:{verbs})\b"
        )
        self._says = re.compile(rf" {adverb}(?:{verbs})\b")
        self._younger = [[word] for word in evidence.younger_bearers]
        self._elder = [[word] for word in evidence.elder_bearers]
        self._bearers = Bearers(evidence, [*rules.names.titles.before, *self._titles])

    def of(
        self, text: str, names: list[FullName], position: int, women: frozenset[str]
    ) -> tuple[int, ...]:
        """Subjects of the last full name before a position, else of the first."""
        last = self._last(text, names, position)
        if len(names) > 1 and (spoken := self._spoken_of(text, names, last, position)) is not None:
            return spoken.subjects
        if not self._bearers.may_tell(text, position) and (
            len(names) < 2 or not self._title_behind(text, position)
        ):
            return names[last].subjects
        said = fold(text[max(0, position - _WORD_REACH) : position]).split()
        before = said[-1:]
        nearest = self._nearest(text, names, position)
        # "... was late. Medvedev left", but "Sen. Kim left"
        close = text[position - 2 : position - 1].isalpha() or (
            said[-1:] and said[-1] in self._others_titles
        )
        if not close:
            before = []
        if before in self._younger or before in self._elder:
            return self._of_generation(text, nearest, younger=before in self._younger)
        if (close or text[position - 2 : position] == ", ") and ending(self._other, said):
            return ()
        address = self._bearers.addressed(text, position)
        # "Mrs Putin" is his wife: a Russian woman's surname has another ending.
        word = text[position : word_end(text, position)].lower()
        if address == "woman" and len(word) >= _LONG and word.endswith(self._men):
            return ()
        if before and before[0] in self._others_titles:
            return self._otherwise_titled(text, nearest, before[0])
        if len(names) < 2:
            return names[last].subjects
        if address is not None:
            nearest = self._addressed(text, nearest, address, women)
        named = self._by_title(text, nearest, position) or nearest[:1]
        return named[0].subjects if named else ()

    def _otherwise_titled(
        self, text: str, nearest: Sequence[FullName], title: str
    ) -> tuple[int, ...]:
        """Whom "Professor Kim" means: who is called so, else somebody on no list, else nobody."""
        told = (
            n for n in nearest if n.end and self._bearers.is_called(text, n.start, n.end, title)
        )
        meant = next(told, None)
        return meant.subjects if meant is not None else ()

    def _spoken_of(
        self, text: str, names: Sequence[FullName], last: int, position: int
    ) -> FullName | None:
        """Of whom somebody speaks who bears the surname himself; None where nobody does.

        "The minister said that Kim had closed the door" is not about Minister Kim.
        """
        speaker = names[last]
        if not speaker.end or speaker.start > position or not last:
            return None
        low = max(0, position - _SENTENCE)
        stop = max((m.end() for m in _STOP.finditer(text, low, position + 1)), default=low)
        said = text[stop:position]
        if speaker.end <= stop:
            told = self._speaker.search(said)
            if told is None or not self._bearers.is_called(
                text, speaker.start, speaker.end, told.group(1).rpartition(" ")[2].lower()
            ):
                return None
        elif self._says.match(text, speaker.end) is None:
            return None
        if _QUOTED_END.search(said):
            return None  # '“We came,” the minister said, and Kim left'
        printed = text[speaker.start : speaker.end]
        others = (n for n in reversed(names[:last]) if text[n.start : n.end] != printed)
        return next(others, None)

    def women(
        self,
        text: str,
        names: dict[str, list[FullName]],
        lone: Sequence[tuple[int, str, str]],
    ) -> frozenset[str]:
        """Full names that "Ms" and a surname mean, so that "Mr" and the surname is another."""
        found: set[str] = set()
        for start, _, key in lone:
            if len(names[key]) > 1 and self._bearers.addressed(text, start) == "woman":
                nearest = self._nearest(text, names[key], start)
                meant = self._addressed(text, nearest, "woman", frozenset())
                found.update(text[name.start : name.end] for name in meant[:1])
        return frozenset(found)

    def _nearest(self, text: str, names: list[FullName], position: int) -> list[FullName]:
        """Full names, the last before a position first, then those before it, then the rest."""
        last = self._last(text, names, position)
        before = names[max(0, last - _FARTHEST) : last]
        return [names[last], *reversed(before), *names[last + 1 : last + 1 + _FARTHEST]]

    def _by_title(self, text: str, nearest: Sequence[FullName], position: int) -> list[FullName]:
        """Of the full names, nearest first, those that a title at the surname tells."""
        if post := _post_behind(text, position + 1):
            told = [name for name in nearest if _post_behind(text, name.end) == post]
            if told:
                return told
        if title := self._bearers.title(text, position):
            told = [
                name
                for name in nearest
                if name.end and self._bearers.is_called(text, name.start, name.end, title)
            ]
            if told:
                return told
        role = self._title(text, position) or self._title_behind(text, position)
        return [name for name in nearest if self._bears(text, name, role)] if role else []

    def _last(self, text: str, names: list[FullName], position: int) -> int:
        """Index of the last full name before a position that is not said of another, else 0.

        "Kim Yo-jong, the sister of leader Kim Jong-un, spoke" goes on about her.
        """
        last = max(0, bisect_left(names, position, key=lambda name: name.start) - 1)
        if last and names[last].end and names[last].start < position:
            inner, outer = names[last], names[last - 1]
            said = text[outer.end : inner.start] if outer.end else ""
            if _WITHIN.fullmatch(said) and (
                text[inner.end : inner.end + 1] in (",", ")")
                or (_CLAUSE.match(said) and _CLOSED.match(text, inner.end))
            ):
                return last - 1
            if (
                text[inner.start : inner.end] != text[outer.start : outer.end]
                and outer.end
                and not _STOP.search(text, outer.end, inner.start)
                and (self._stands_beside(text, inner.start) or _HIS.match(text, inner.end))
            ):
                return last - 1
            # "a Kim Jong Un impersonator" is not he.
            if text[max(0, inner.start - 4) : inner.start].endswith((" a ", " an ")):
                return last - 1
        return last

    def _stands_beside(self, text: str, start: int) -> bool:
        """Whether words before a name make its bearer one beside whom another is spoken of."""
        tokens = said_before(text, start)
        return any(
            ending(self._beside, tokens[: len(tokens) - titled])
            for titled in range(min(_TITLE_WORDS, len(tokens)))
        )

    def _addressed(
        self, text: str, nearest: Sequence[FullName], address: str, women: frozenset[str]
    ) -> list[FullName]:
        """Whom "Mr" or "Ms" can mean: a man unless told a woman, and a woman that is told one."""
        sexes = [
            self._bearers.sex(text, name.start, name.end) if name.end else None for name in nearest
        ]
        sexes = [
            "woman" if sex is None and text[name.start : name.end] in women else sex
            for name, sex in zip(nearest, sexes, strict=True)
        ]
        told = [name for name, sex in zip(nearest, sexes, strict=True) if sex == address]
        if address == "woman" and told:
            return told
        return [n for n, sex in zip(nearest, sexes, strict=True) if sex in (None, address)]

    def _of_generation(
        self, text: str, nearest: Sequence[FullName], *, younger: bool
    ) -> tuple[int, ...]:
        """Whom "the elder" or "the younger" means, where the text tells father and son."""
        groups: dict[str | None, dict[str, FullName]] = defaultdict(dict)
        for name in nearest:
            told = self._bearers.generation(text, name.start, name.end) if name.end else None
            groups[told].setdefault(text[name.start : name.end], name)
        if not groups["younger"] and not groups["elder"]:
            return ()
        meant = groups["younger" if younger else "elder"]
        if not meant:
            named = {*groups["younger"], *groups["elder"]}
            meant = {printed: n for printed, n in groups[None].items() if printed not in named}
        return next(iter(meant.values())).subjects if len(meant) == 1 else ()

    def _title(self, text: str, start: int) -> str | None:
        """The title that stands directly before a name, folded, if it is one of a role."""
        if not start or text[start - 1] not in " \u00a0":
            return None
        if text[start - 2 : start - 1] == ",":  # "The spymaster, Ri, wore glasses."
            opened = text.rfind("he ", max(0, start - _TITLE_REACH), start - 2)
            if opened < 0 or text[opened - 1 : opened] not in "tT":
                return None
        tokens = fold(text[max(0, start - _TITLE_REACH) : start]).split()
        for size in range(min(_LONGEST_TITLE, len(tokens)), 0, -1):
            title = " ".join(tokens[-size:])
            if title in self._titles:
                return title
        return None

    def _title_behind(self, text: str, position: int) -> str | None:
        """The title that a comma opens behind the surname at a position, folded."""
        found = _TITLE_BEHIND.match(text, word_end(text, position))
        title = fold(found.group(1)) if found is not None else None
        return title if title in self._titles else None

    def _bears(self, text: str, name: FullName, title: str) -> bool:
        """Whether the text or a listing gives a full name the role of a title."""
        role = self._titles[title]
        printed = self._title(text, name.start)
        if printed is not None and self._titles[printed] == role:
            return True
        return any(role in self._roles(subject) for subject in name.subjects)


def _post_behind(text: str, end: int) -> str | None:
    """A Korean post that stands behind a name that ends here, without its particle."""
    if not "가" <= text[end - 1 : end] <= "힣":
        return None
    found = _HANGUL_POST.match(text, end)
    return found.group(1) if found is not None else None
