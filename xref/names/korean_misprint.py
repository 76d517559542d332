"""Misprints: a name that is no Korean name, but is one with a letter put right.

Owns the near comparison of letters. Invariant: it speaks only where one side holds no
Korean syllable in the place that differs; two proper names one letter apart (song, sang)
are two names. Refuses to reach `possible`: the caller puts the score below it.
"""

from __future__ import annotations

from xref.names.korean_parse import Parse, Position
from xref.names.korean_readings import Reader, one_letter_apart
from xref.names.korean_spelling import strip_marks
from xref.names.korean_tokens import split_name


def misprint(
    reader: Reader, left: str, right: str, lefts: tuple[Parse, ...], rights: tuple[Parse, ...]
) -> tuple[Parse, Parse] | None:
    """Find a parse of one name that the other prints with one letter wrong.

    Args:
        reader: Reads the tables.
        left: One name.
        right: The other.
        lefts: Parses of the left name.
        rights: Parses of the right name.

    Returns:
        The two parses, the misprinted one made up after the other; or None.
    """
    if lefts and not rights:
        made = _after(reader, lefts, right)
        return made and (made[0], made[1])
    if rights and not lefts:
        made = _after(reader, rights, left)
        return made and (made[1], made[0])
    return None


def _after(reader: Reader, parses: tuple[Parse, ...], name: str) -> tuple[Parse, Parse] | None:
    """Read `name` after one of `parses`, one letter off."""
    words = split_name(name, reader.tables.titles)
    if words is None or len(words.words) < 2:
        return None
    pieces = [strip_marks("".join(word)) for word in words.words]
    orders = {
        (pieces[0], "".join(pieces[1:])),
        (pieces[-1], "".join(pieces[:-1])),
    }
    for parse in parses:
        surname = strip_marks(parse.surname.letters)
        given = strip_marks("".join(p.letters for p in parse.given))
        for other_surname, other_given in sorted(orders):
            same_surname = _share(reader, parse.surname, other_surname)
            if (same_surname and _near(given, other_given)) or (
                given == other_given and one_letter_apart(surname, other_surname)
            ):
                positions = _made_up(parse, other_surname, other_given)
                return parse, Parse(positions, 1.0, 0.0, near=True)
    return None


def _near(given: str, other: str) -> bool:
    # Equal letters with the hyphen in an impossible place (B-ohyun) are a misprint too.
    return given == other or one_letter_apart(given, other)


def _share(reader: Reader, surname: Position, letters: str) -> bool:
    entry = reader.spellings.surname(letters)
    return entry is not None and any(hangul in surname.readings for hangul in entry.hangul[:3])


def _made_up(parse: Parse, surname: str, given: str) -> tuple[Position, ...]:
    """Positions with the misprinted letters and the readings of the proper name."""
    first = Position(surname, parse.surname.readings, parse.surname.southern)
    made = [first]
    rest = given
    for place, position in enumerate(parse.given):
        size = len(strip_marks(position.letters))
        last = place == len(parse.given) - 1
        made.append(Position(rest if last else rest[:size], position.readings, position.southern))
        rest = rest[size:]
    return tuple(made)
