"""Perturbations: listed names as a clerk, a newsroom or another romanization would write them.

Owns the classes of manipulation and the measurement of how many are still found. Invariants:
the same seed gives the same names; a manipulated name differs from the listed one; a name that
a class cannot change is left out of that class and not counted. Refuses to judge: it counts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import msgspec

from xref.match.matcher import Matcher
from xref.model import Name, Subject
from xref.names.fold import fold, script_of
from xref.names.korean_spelling import spell
from xref.rules import Rules

Make = Callable[["Perturber", str, str, random.Random], str | None]


class Manipulated(msgspec.Struct, frozen=True):
    """One manipulated name and what came back for it.

    Attributes:
        kind_of_change: The class.
        kind: Of the subject.
        listed: The name as the list prints it.
        written: As it was manipulated.
        subject: Whose it is.
        score: Of the right subject; 0 if it did not come back.
        band: Likewise.
        others: Wrong subjects at the review border and above.
    """

    kind_of_change: str
    kind: str
    listed: str
    written: str
    subject: str
    score: float
    band: str | None
    others: int


class Recall(msgspec.Struct, frozen=True):
    """Recall of one class and kind: how many were tried, found at `possible`, and at `weak`."""

    kind_of_change: str
    kind: str
    tried: int
    possible: int
    weak: int
    others: int


class Perturber:
    """Manipulates names under the tables of rules.

    Args:
        rules: The rules.
        matcher: For what a Korean name can be in Hangul.

    Example:
        >>> import xref
        >>> matcher = xref.Matcher(xref.load_lists("reported"))
        >>> perturber = Perturber(matcher.rules, matcher)
        >>> perturber.changed("order", "KIM, Yong Chol", "person", random.Random(1))
        'Yong Chol KIM'
    """

    def __init__(self, rules: Rules, matcher: Matcher) -> None:
        self._rules = rules.perturbations
        self._tables = rules.korean
        self._korean = matcher.comparer.korean
        self._least = rules.evidence.korean_plausible

    def changed(
        self, kind_of_change: str, name: str, kind: str, chance: random.Random
    ) -> str | None:
        """The name as the class writes it, or None if it cannot change it."""
        found = CLASSES[kind_of_change](self, name, kind, chance)
        return found if found and found != name else None

    def case(self, name: str, kind: str, chance: random.Random) -> str | None:  # noqa: ARG002
        """All capitals, no capitals, or Title Case."""
        return chance.choice([name.upper(), name.lower(), name.title()])

    def spacing(self, name: str, kind: str, chance: random.Random) -> str | None:
        """Two words written as one; of a person, two of the given name."""
        surname, comma, given = name.partition(",")
        words = (given if comma else name).replace("-", " ").split()
        first = 1 if kind == "person" and not comma else 0
        if len(words) - first < 2:
            return None
        at = chance.randrange(first, len(words) - 1)
        joined = words[at] + words[at + 1].lower()
        whole = " ".join([*words[:at], joined, *words[at + 2 :]])
        return f"{surname}, {whole}" if comma else whole

    def hyphen(self, name: str, kind: str, chance: random.Random) -> str | None:  # noqa: ARG002
        """Hyphens for spaces between given names, or the other way round."""
        if "-" in name:
            return name.replace("-", " ")
        surname, comma, given = name.partition(",")
        words = (given if comma else name).split()
        if len(words) < 2:
            return None
        whole = "-".join(words[-2:])
        rest = " ".join([*words[:-2], whole])
        return f"{surname}, {rest}" if comma else rest

    def order(self, name: str, kind: str, chance: random.Random) -> str | None:  # noqa: ARG002
        """Surname last instead of first, or the other way round; persons only."""
        if kind != "person":
            return None
        surname, comma, given = name.partition(",")
        if comma:
            return f"{given.strip()} {surname}"
        words = name.split()
        if len(words) < 2:
            return None
        korean = self._korean
        if korean is not None and korean.is_korean(name) >= self._least:
            first = korean.parses(name)[0].order == "first"
            return " ".join([*words[1:], words[0]] if first else [words[-1], *words[:-1]])
        return " ".join([words[-1], *words[:-1]])

    def diacritics(self, name: str, kind: str, chance: random.Random) -> str | None:  # noqa: ARG002
        """Marks on letters that have none, or none on those that have."""
        if not name.isascii():
            plain = fold(name)
            return plain.title() if plain.isascii() else None
        table = self._rules.marks.letters
        places = [n for n, letter in enumerate(name) if letter.lower() in table]
        if not places:
            return None
        at = chance.choice(places)
        marked = chance.choice(table[name[at].lower()])
        return name[:at] + (marked.upper() if name[at].isupper() else marked) + name[at + 1 :]

    def typo(self, name: str, kind: str, chance: random.Random) -> str | None:  # noqa: ARG002
        """One slip in a word of four letters and more: neighbour, turned, dropped, doubled."""
        table = self._rules.neighbours.letters
        places = [
            n
            for n in range(1, len(name) - 1)
            if name[n - 1 : n + 2].isalpha() and name[n].lower() in table
        ]
        if not places:
            return None
        at = chance.choice(places)
        letter = name[at]
        slip = chance.choice(("neighbour", "turned", "dropped", "doubled"))
        if slip == "neighbour":
            other = chance.choice(table[letter.lower()])
            return name[:at] + (other.upper() if letter.isupper() else other) + name[at + 1 :]
        if slip == "turned":
            return name[:at] + name[at + 1] + letter + name[at + 2 :]
        return name[:at] + (letter * 2 if slip == "doubled" else "") + name[at + 1 :]

    def romanization(self, name: str, kind: str, chance: random.Random) -> str | None:
        """The given name of a Korean in another romanization system; persons only."""
        if kind != "person" or self._korean is None or script_of(name) != "latin":
            return None
        if self._korean.is_korean(name) < self._least:
            return None
        parse = self._korean.parses(name)[0]
        system = self._tables.systems[chance.choice(self._rules.systems.names)]
        written = []
        for position in parse.given:
            hangul = max(position.readings, key=lambda h: (position.readings[h], h))
            weights = spell(hangul, system, 0.01)
            if not weights:
                return None
            letters = sorted(weights)
            written.append(chance.choices(letters, [weights[each] for each in letters])[0])
        given = "-".join(written).capitalize()
        found = f"{parse.surname.letters.title()} {given}"
        return found if fold(found) != fold(name) else None

    def transliteration(self, name: str, kind: str, chance: random.Random) -> str | None:
        """A sound of another alphabet written in another way; no Koreans."""
        korean = self._korean is not None and self._korean.is_korean(name) >= self._least
        if kind != "person" or korean or script_of(name) != "latin":
            return None
        lowered = name.lower()
        ways = [
            (old, new)
            for each in self._rules.transliterations
            for old, new in ((each.left, each.right), (each.right, each.left))
            # "h" is not made "kh" where the name has "kh" already.
            if old in lowered and not (old in new and new in lowered)
        ]
        if not ways:
            return None
        old, new = chance.choice(ways)
        at = lowered.index(old)
        printed = name[at : at + len(old)]
        new = new.upper() if printed.isupper() else new.capitalize() if printed.istitle() else new
        return name[:at] + new + name[at + len(old) :]


#: All take the same arguments, whether they need them or not.
CLASSES: dict[str, Make] = {
    "case": Perturber.case,
    "spacing": Perturber.spacing,
    "hyphen": Perturber.hyphen,
    "order": Perturber.order,
    "diacritics": Perturber.diacritics,
    "typo": Perturber.typo,
    "romanization": Perturber.romanization,
    "transliteration": Perturber.transliteration,
}


def manipulate(
    matcher: Matcher, *, sample: int, seed: int, progress: Callable[[int], None] = lambda _: None
) -> Iterator[Manipulated]:
    """Manipulate names of a sample of listed subjects in every class, and look them up.

    Args:
        matcher: On the lists.
        sample: Subjects; all if there are not so many.
        seed: Of the sample and of the changes.
        progress: Called with how many subjects are done.
    """
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    subjects: Sequence[Subject] = sorted(matcher.lists.subjects, key=lambda each: each.id)
    if len(subjects) > sample:
        subjects = sorted(chance.sample(subjects, sample), key=lambda each: each.id)
    perturber = Perturber(matcher.rules, matcher)
    for done, subject in enumerate(subjects, start=1):
        names = [name for name, _ in subject.names() if _usable(name)]
        for kind_of_change in CLASSES:
            # A generator of its own, so that a class more changes nothing in the others.
            own = random.Random(f"{seed} {subject.id} {kind_of_change}")  # noqa: S311
            made = _first(perturber, kind_of_change, names, subject.kind, own)
            if made is not None:
                yield _look_up(matcher, kind_of_change, subject, *made)
        progress(done)


def _usable(name: Name) -> bool:
    """Weak aliases are not screened alone, and other scripts have no letters to slip on."""
    return name.quality != "weak" and name.script == "latin" and len(fold(name.text)) > 3


def _first(
    perturber: Perturber,
    kind_of_change: str,
    names: Sequence[Name],
    kind: str,
    chance: random.Random,
) -> tuple[str, str] | None:
    for name in names:
        written = perturber.changed(kind_of_change, name.text, kind, chance)
        if written is not None:
            return name.text, written
    return None


def _look_up(
    matcher: Matcher, kind_of_change: str, subject: Subject, listed: str, written: str
) -> Manipulated:
    found = matcher.match(written, kind=subject.kind, limit=None)
    own = next((match for match in found if match.subject.id == subject.id), None)
    others = sum(
        match.band in ("strong", "possible") and match.subject.id != subject.id for match in found
    )
    return Manipulated(
        kind_of_change,
        subject.kind,
        listed,
        written,
        subject.id,
        own.score if own is not None else 0.0,
        own.band if own is not None else None,
        others,
    )


def recalls(tried: Sequence[Manipulated]) -> list[Recall]:
    """Recall by class and kind, then by class over all kinds (`all`)."""
    found = []
    for kind_of_change in CLASSES:
        own = [each for each in tried if each.kind_of_change == kind_of_change]
        for kind in [*sorted({each.kind for each in own}), "all"]:
            part = [each for each in own if kind in ("all", each.kind)]
            found.append(
                Recall(
                    kind_of_change,
                    kind,
                    len(part),
                    sum(each.band in ("strong", "possible") for each in part),
                    sum(each.band is not None for each in part),
                    sum(each.others for each in part),
                )
            )
    return found
