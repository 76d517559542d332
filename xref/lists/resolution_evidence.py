"""What speaks for and against two entries being one target.

Owns conflicts and the sum of points of a pair. Invariants: symmetric; made of the two
entries alone, whatever other lists are loaded; every point has a reason in words. Refuses
to join: whether two entries may be one also depends on the others of their lists.
"""

from __future__ import annotations

from xref.lists.resolution_births import Births, compare_births
from xref.lists.resolution_facts import Facts
from xref.lists.resolution_names import NameJudge, Reason
from xref.rules.subjects import Points, SubjectRules

#: Telling words that the reasons of two bodies share before it counts.
_WORDS_OF_REASONS = 4


#: Share of the words of two posts from which they are one post.
_POST_SHARE = 0.7


class Weigher:
    """Compares facts.

    Args:
        rules: From `rules/subjects.yml`.
        names: Judges names.
    """

    def __init__(self, rules: SubjectRules, names: NameJudge) -> None:
        self.rules = rules
        self.names = names
        self._themes = frozenset(rules.themes)

    def conflict(self, one: Facts, two: Facts) -> str | None:
        """What makes it impossible that two entries are one target; None if nothing does."""
        if one.kind != two.kind:
            return f"{one.kind} and {two.kind}"
        left, right = one.numbers.imos, two.numbers.imos
        if left and right and left.isdisjoint(right):
            return f"IMO {'/'.join(sorted(left))} and {'/'.join(sorted(right))}"
        if one.kind != "person":
            return None
        relation = self._births(one, two)
        if relation == "conflict":
            return f"born {_dates(one)} and {_dates(two)}"
        if one.gender and two.gender and one.gender != two.gender:
            return f"{one.gender} and {two.gender}"
        # Belarusian lists print Piatrovich and Petrovich, Aleh and Oleg, of one birth date.
        return None if relation == "day" else self.names.fathers_differ(one, two)

    def _births(self, one: Facts, two: Facts) -> Births | None:
        if not one.births or not two.births:
            return None
        return compare_births(one.births, two.births, years=self.rules.limits.years.value)

    def support(self, one: Facts, two: Facts) -> list[Reason]:
        """Everything but the name that two entries of one kind have in common, or not."""
        found: list[Reason] = []
        if one.kind == "person":
            self._of_person(one, two, found)
        elif one.kind in ("vessel", "aircraft"):
            self._of_craft(one, two, found)
        self._shared(
            found, "contact", one.numbers.contacts, two.numbers.contacts, "the same contact"
        )
        self._documents(found, one.numbers.documents, two.numbers.documents)
        self._shared(found, "owner", one.owners, two.owners, "linked to")
        self._shared(found, "address", one.towns, two.towns, "addresses share")
        self._sides(found, "nationality", one.nationalities, two.nationalities)
        self._causes(found, one, two)
        if one.kind == "person":
            self._foreign(found, one, two)
        if one.listed_on and one.listed_on == two.listed_on and len(one.listed_on) == 10:
            found.append(self._reason("listed_on", f"both listed on {one.listed_on}"))
        self._titles(found, one, two)
        return found

    def _of_person(self, one: Facts, two: Facts, found: list[Reason]) -> None:
        relation = self._births(one, two)
        if relation is not None and relation != "conflict":
            shown = f"{_BIRTHS[relation]} ({_dates(one)} and {_dates(two)})"
            found.append(self._reason(f"birth_{relation}", shown))
        self._shared(found, "birth_place", one.places, two.places, "born in")

    def _of_craft(self, one: Facts, two: Facts, found: list[Reason]) -> None:
        self._shared(found, "flag", one.flags, two.flags, "flag")
        doubtful = (one.numbers.imos | one.numbers.doubtful_imos) & (
            two.numbers.imos | two.numbers.doubtful_imos
        )
        self._shared(found, "doubtful_imo", doubtful, doubtful, "IMO, not verified,")
        radio = one.numbers.radio & two.numbers.radio
        if radio:
            found.append(self._reason("document", "the same " + " ".join(sorted(radio)[0])))
        if one.vessel_type and one.vessel_type == two.vessel_type:
            found.append(self._reason("vessel_type", f"both {one.vessel_type}"))

    def _documents(
        self,
        found: list[Reason],
        left: frozenset[tuple[str, str]],
        right: frozenset[tuple[str, str]],
    ) -> None:
        """A number is shared if its issuers are not in conflict."""
        shared = sorted(
            value
            for value, country in left
            for other, issuer in right
            if value == other and not (country and issuer and country != issuer)
        )
        if shared:
            found.append(self._reason("document", f"the same number {shared[0]}"))

    def _titles(self, found: list[Reason], one: Facts, two: Facts) -> None:
        """Posts are compared with posts and with the reasons of the other side."""
        best: tuple[float, frozenset[str]] = (0.0, frozenset())
        for left, right in ((one.titles, two.words), (one.words, two.titles)):
            shared = left & right
            if shared:
                part = len(shared) / min(len(left), len(right))
                best = max(best, (part, shared), key=lambda item: (item[0], sorted(item[1])))
        part, shared = best
        if one.kind != "person" and len(shared) < 2:
            part, shared = 0.0, one.words & two.words
            if len(shared) < _WORDS_OF_REASONS:
                return
        if shared and _same_post(one, two):
            name = "title"
        elif len(shared) > 1:
            name = "title" if part >= 0.5 else "title_part"
        elif shared and part == 1.0:
            name = "title_part"
        else:
            return
        found.append(self._reason(name, f"both speak of {', '.join(sorted(shared)[:4])}"))

    def _causes(self, found: list[Reason], one: Facts, two: Facts) -> None:
        """The same cause; another country's speaks against, another theme does not."""
        shared = one.regimes & two.regimes
        if shared:
            found.append(self._reason("regime", f"both for {', '.join(sorted(shared))}"))
            return
        left, right = one.regimes - self._themes, two.regimes - self._themes
        for here, causes in ((one, right), (two, left)):
            home = {code for cause in causes for code in self.rules.home.get(cause, ())}
            if one.kind == "person" and (found_home := sorted(here.nationalities & home)):
                text = f"of {', '.join(found_home)}, as those designated for {', '.join(causes)}"
                found.append(self._reason("regime_home", text))
                return
        # North Koreans are listed for North Korea here and for Russia there.
        if left and right and not one.nationalities & two.nationalities:
            other = f"for {', '.join(sorted(left))} and for {', '.join(sorted(right))}"
            found.append(self._reason("regime_other", other))

    def _foreign(self, found: list[Reason], one: Facts, two: Facts) -> None:
        """A nationality that is not the rule under the cause tells more than one that is."""
        shared = one.nationalities & two.nationalities
        causes = (one.regimes & two.regimes) - self._themes
        if shared and causes:
            home = {code for cause in causes for code in self.rules.home.get(cause, ())}
            if home and (abroad := sorted(shared - home)):
                text = f"few of {', '.join(abroad)} are designated for {', '.join(sorted(causes))}"
                found.append(self._reason("foreign", text))

    def _sides(
        self, found: list[Reason], name: str, left: frozenset[str], right: frozenset[str]
    ) -> None:
        """A fact that both sides print: shared, or another one."""
        if not left or not right:
            return
        if shared := left & right:
            found.append(self._reason(name, f"{name} {', '.join(sorted(shared))}"))
        else:
            other = f"{name}: {', '.join(sorted(left))} and {', '.join(sorted(right))}"
            found.append(self._reason(f"{name}_other", other))

    def _shared(
        self, found: list[Reason], name: str, left: frozenset[str], right: frozenset[str], text: str
    ) -> None:
        if shared := left & right:
            found.append(self._reason(name, f"{text} {', '.join(sorted(shared)[:3])}"))

    def _reason(self, name: str, text: str) -> Reason:
        points: Points = getattr(self.rules.points, name)
        return Reason(name, points.value, text)


def _same_post(one: Facts, two: Facts) -> bool:
    """Tell whether two posts are printed in nearly the same words, general ones included."""
    return any(
        len(left & right) >= _POST_SHARE * len(left | right)
        for left in one.posts
        for right in two.posts
    )


_BIRTHS: dict[Births, str] = {
    "day": "the same birth date",
    "slip": "birth dates a slip apart",
    "month": "the same birth month",
    "year": "the same birth year",
    "range": "birth years overlap",
    "near": "birth years near each other",
    "other_day": "the same birth year, another day",
    "year_slip": "the same birthday, one digit of the year differs",
}


def _dates(facts: Facts) -> str:
    shown = []
    for birth in facts.births[:3]:
        text = str(birth.first)
        if birth.last != birth.first:
            text += f"/{birth.last}"
        if birth.month:
            text += f"-{birth.month:02}"
        if birth.day:
            text += f"-{birth.day:02}"
        shown.append(text)
    return " or ".join(shown)
