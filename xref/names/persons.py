"""Names of persons that are not Korean: text forms and comparison.

Owns what the rest of xref asks of such names; `persons_parse` divides them,
`persons_align` compares and `persons_forms` expands them. Invariants: comparison is
symmetric, never raises and lies in 0..1; one unit of several, or a different given
name, never reaches `possible`. Refuses to decide on Korean names and on how common a
name is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xref.names.agreement import Agreement
from xref.names.persons_align import align, measure
from xref.names.persons_beginnings import Beginnings
from xref.names.persons_forms import text_forms
from xref.names.persons_pairs import pair_units
from xref.names.persons_parse import PersonParser
from xref.names.persons_respelled import Respellings
from xref.names.persons_transcribed import Transcriptions
from xref.names.persons_units import PersonName
from xref.names.titles import Titles
from xref.names.translit import Skeletons
from xref.rules.names import TitleRules
from xref.rules.persons import PersonRules

if TYPE_CHECKING:
    from xref.names.foreign_chinese import ForeignChinese
    from xref.names.foreign_hangul import ForeignHangul


class PersonNames:
    """Parses, expands, indexes and compares names of persons.

    Args:
        rules: From `rules/persons.yml`.
        titles: From `rules/titles.yml`.
        hangul: Reads foreign names in Hangul, or None to leave Hangul alone.
        chinese: Reads foreign names in Chinese characters; likewise.
    """

    def __init__(
        self,
        rules: PersonRules,
        titles: TitleRules,
        hangul: ForeignHangul | None = None,
        chinese: ForeignChinese | None = None,
    ) -> None:
        self._arguments = (rules, titles, hangul, chinese)
        self.rules = rules
        self.skeletons = Skeletons(rules, hangul)
        transcriptions = Transcriptions(chinese, self.skeletons) if chinese is not None else None
        self._parser = PersonParser(rules, Titles(titles), self.skeletons, transcriptions)
        self.parse = lru_cache(maxsize=1 << 16)(self._parser.parse)
        self.beginnings = Beginnings(rules, self.skeletons.key)
        self.respellings = Respellings(rules, self.skeletons)

    def __reduce__(self) -> tuple[object, ...]:
        return (PersonNames, self._arguments)

    def key(self, token: str) -> str:
        """The skeleton of one folded token; see `Skeletons`."""
        return self.skeletons.key(token)

    def compare(self, left: str, right: str) -> Agreement:
        """Compare two names by their units, whatever their order.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> persons = PersonNames(rules.persons, rules.titles)
            >>> persons.compare("Sergei Shoigu", "SHOYGU, Sergey Kuzhugetovich").score > 0.9
            True
            >>> persons.compare("Sergey Lavrov", "KOZLOV, Sergey").score < 0.5
            True
        """
        one, two = self.parse(left), self.parse(right)
        # The order of the arguments must not matter, so the work is done in one order.
        if (one.folded, left) <= (two.folded, right):
            return align(one, two, self.rules, self.beginnings)
        return align(two, one, self.rules, self.beginnings).turned()

    def measure(self, left: PersonName, right: PersonName) -> tuple[float, bool]:
        """The score of `compare` alone, and whether every part of both names agrees in full."""
        if (left.folded, left.printed) <= (right.folded, right.printed):
            return measure(left, right, self.rules, self.beginnings)
        return measure(right, left, self.rules, self.beginnings)

    def begins(self, printed: str, listed: str) -> bool:
        """Whether a printed name is the beginning of a longer listed one; see `Beginnings`.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> persons = PersonNames(rules.persons, rules.titles)
            >>> persons.begins("Gul Agha Sherzai", "GUL AGHA SHERZAI ABDUL LATIF")
            True
            >>> persons.begins("Abdul Latif", "GUL AGHA SHERZAI ABDUL LATIF")
            False
        """
        short, long = self.parse(printed), self.parse(listed)
        if len(short.units) >= len(long.units):
            return False
        return self.beginnings.begins(pair_units(short, long, self.rules))

    def forms(self, name: str, *, whole: bool = False) -> tuple[str, ...]:
        """Folded token sequences in which running text may print a listed name.

        Args:
            name: A listed name.
            whole: Leave no part out; for Korean names, where every syllable counts.

        Returns:
            At most `limits.forms` forms, each of two tokens or more; nothing for a name
            of one token.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> PersonNames(rules.persons, rules.titles).forms("PUTIN, Vladimir Vladimirovich")
            ('vladimir vladimirovich putin', 'putin vladimir vladimirovich', \
'vladimir putin', 'putin vladimir', 'vladimir v putin')
        """
        limit = self.rules.limits.forms.value
        return text_forms(self.parse(name), name, limit, whole=whole)

    def without_titles(self, name: str) -> str:
        """The name as printed, without ranks and posts in front.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> PersonNames(rules.persons, rules.titles).without_titles("Lt. Gen. Kim Yong Bok")
            'Kim Yong Bok'
        """
        return self._parser.without_titles(name)

    def surname(self, name: str) -> str | None:
        """The folded surname of a listed name, if comma, capitals or patronymic tell it.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> persons = PersonNames(rules.persons, rules.titles)
            >>> persons.surname("AL-ASSAD, Bashar"), persons.surname("Bashar Assad")
            ('al assad', None)
        """
        parsed = self.parse(name)
        if not parsed.known:
            return None
        return " ".join(u.full for u in parsed.units if u.role == "surname") or None
