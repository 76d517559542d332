"""Slips: names that agree only if one of them is misprinted.

Owns the near comparison of letters and the transposed given name. Invariant: it speaks only
where one side is no Korean name, or one that hardly anybody writes so; two proper names one
letter apart (song, sang) are two names. Refuses to reach `possible`.
"""

from __future__ import annotations

from xref.names.korean_agreement import Scorer
from xref.names.korean_comparison import KoreanComparison
from xref.names.korean_parse import Parse, Position
from xref.names.korean_readings import Reader, one_letter_apart
from xref.names.korean_spelling import strip_marks
from xref.names.korean_tokens import split_name


class Slips:
    """Looks for slips between two names that do not agree.

    Args:
        reader: Reads the tables.
        scorer: Scores parses.
    """

    def __init__(self, reader: Reader, scorer: Scorer) -> None:
        self._reader = reader
        self._scorer = scorer

    def find(
        self, left: str, right: str, lefts: tuple[Parse, ...], rights: tuple[Parse, ...]
    ) -> KoreanComparison | None:
        """Find a parse of one name that the other prints with a slip.

        Args:
            left: One name.
            right: The other.
            lefts: Parses of the left name.
            rights: Parses of the right name.

        Returns:
            A comparison below `possible`, or None.
        """
        limits = self._scorer.limits
        pair = None
        if not rights:
            pair = self._after(lefts, right)
        elif not lefts:
            made = self._after(rights, left)
            pair = made and (made[1], made[0])
        else:
            pair = self._unlikely(lefts, rights)
            if pair is None:
                turned = self._transposed(lefts[0], rights[0])
                if turned is not None:
                    return self._scorer.slip(*turned, "transposed", limits.transposed_gap)
        return pair and self._scorer.slip(*pair, "misprint", limits.misprint_gap)

    def _unlikely(
        self, lefts: tuple[Parse, ...], rights: tuple[Parse, ...]
    ) -> tuple[Parse, Parse] | None:
        """Two names a letter apart of which one is far less likely."""
        ratio = self._scorer.limits.misprint_ratio
        for a in lefts:
            for b in rights:
                low, high = sorted((a.likelihood, b.likelihood))
                if not 0 < low <= ratio * high:
                    continue
                if a.surname.southern.keys().isdisjoint(b.surname.southern):
                    continue
                if _near(_given(a), _given(b)):
                    if a.likelihood < b.likelihood:
                        return self._misprint(b, a), b
                    return a, self._misprint(a, b)
        return None

    def _misprint(self, name: Parse, slip: Parse) -> Parse:
        letters = "".join(position.letters for position in slip.given)
        return _made_up(name, slip.surname.letters, letters, slip.order)

    def _transposed(self, a: Parse, b: Parse) -> tuple[Parse, Parse] | None:
        """Two given names of the same two syllables in the other order."""
        if len(a.positions) != 3 or len(b.positions) != 3:
            return None
        for place, other in ((0, 0), (1, 2), (2, 1)):
            if a.positions[place].southern.keys().isdisjoint(b.positions[other].southern):
                return None
        turned = Parse(
            (b.positions[0], b.positions[2], b.positions[1]),
            b.weight,
            b.plausible,
            near=True,
            system=b.system,
            order=b.order,
        )
        least = self._scorer.limits.strong_position
        if min(self._scorer.agreements(a, turned)) < least:
            return None
        return a, turned

    def _after(self, parses: tuple[Parse, ...], name: str) -> tuple[Parse, Parse] | None:
        """Read `name` after one of `parses`, one letter off."""
        words = split_name(name, self._reader.tables.titles)
        if words is None or len(words.words) < 2:
            return None
        pieces = [strip_marks("".join(word)) for word in words.words]
        orders = {
            (pieces[0], "".join(pieces[1:]), "first"),
            (pieces[-1], "".join(pieces[:-1]), "last"),
        }
        for parse in parses:
            surname = strip_marks(parse.surname.letters)
            given = _given(parse)
            for other_surname, other_given, order in sorted(orders):
                same_surname = self._share(parse.surname, other_surname)
                if (same_surname and _near(given, other_given)) or (
                    given == other_given and one_letter_apart(surname, other_surname)
                ):
                    return parse, _made_up(parse, other_surname, other_given, order)
        return None

    def _share(self, surname: Position, letters: str) -> bool:
        entry = self._reader.spellings.surname(letters)
        return entry is not None and any(h in surname.readings for h in entry.hangul[:3])


def _given(parse: Parse) -> str:
    return strip_marks("".join([position.letters for position in parse.given]))


def _near(given: str, other: str) -> bool:
    # Equal letters with the hyphen in an impossible place (B-ohyun) are a misprint too.
    return given == other or one_letter_apart(given, other)


def _made_up(parse: Parse, surname: str, given: str, order: str) -> Parse:
    """The misprinted letters with the readings of the proper name."""
    made = [Position(surname, parse.surname.readings, parse.surname.southern)]
    rest = given
    for place, position in enumerate(parse.given):
        size = len(strip_marks(position.letters))
        last = place == len(parse.given) - 1
        made.append(Position(rest if last else rest[:size], position.readings, position.southern))
        rest = rest[size:]
    return Parse(tuple(made), 1.0, 0.0, near=True, system=parse.system, order=order)
