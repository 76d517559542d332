"""Comparison of two names of any kind, explained.

Owns the choice of the comparer (persons, Koreans, ships, organisations) and the bands.
Invariants: symmetric; 0..1; a name equals itself with 1.0 unless it is empty; any
string at all is answered, never refused. Refuses to look at anything but the names and
what they name: dates, countries and texts are evidence of a match.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from xref.errors import UsageError
from xref.model import KINDS, Band, Comparison, check_kind
from xref.names.agreement import Agreement, Part
from xref.names.fold import fold
from xref.names.foreign_chinese import ForeignChinese
from xref.names.foreign_hangul import ForeignHangul
from xref.names.foreign_katakana import ForeignKatakana
from xref.names.hangul import is_hangul
from xref.names.organisations import OrganisationNames
from xref.names.organisations_words import OrganisationName
from xref.names.persons import PersonNames
from xref.names.persons_chinese import ChineseName, ChineseNames
from xref.names.persons_korean import SurnameGate
from xref.names.persons_units import PersonName
from xref.names.vessels import VesselNames
from xref.names.vessels_agree import VesselName
from xref.names.vessels_scripts import ShipScripts
from xref.rules.names import NameRules, ScoringRules

if TYPE_CHECKING:
    from xref.names.korean import KoreanComparison, KoreanModel
    from xref.names.korean_parse import Parse


class PreparedPerson(msgspec.Struct, frozen=True, gc=False):
    """A person's name made ready for comparison by letters and by Korean readings.

    Attributes:
        folded: The whole name folded.
        parsed: Its units.
        bare: The name as printed, without titles in front.
        plausible: True if it is likely enough Korean for the Korean model to decide.
        divides: True if it can be cut into a Korean surname and syllables at all.
        chinese: The ways to read it as a Chinese name.
        hangul: It is written in Hangul.
    """

    folded: str
    parsed: PersonName
    bare: str
    plausible: bool
    divides: bool
    chinese: tuple[ChineseName, ...]
    hangul: bool


class Closeness(NamedTuple):
    """What tells names of one score apart; the greater, the nearer.

    Attributes:
        same: Letter by letter the same.
        system: Korean names that are likeliest written in one system.
        order: Korean names with the surname in the same place.
        ratio: Logarithm of the likelihood ratio of two Korean names; 0 for others.
    """

    same: bool
    system: bool
    order: bool
    ratio: float


Prose = Literal["everyday", "word"]
Prepared = PreparedPerson | VesselName | OrganisationName


class NameComparer:
    """Compares, expands and indexes names of every kind. Immutable and picklable.

    Args:
        rules: The rule files on names.
        korean: The model that decides between Korean names, or None to do without.
    """

    def __init__(self, rules: NameRules, korean: KoreanModel | None = None) -> None:
        self._rules = rules
        self.korean = korean
        self.foreign = ForeignHangul(rules.foreign_hangul, rules.chinese, korean)
        self.transcribed = ForeignChinese(rules.foreign_chinese, rules.chinese)
        self.persons = PersonNames(rules.persons, rules.titles, self.foreign, self.transcribed)
        self.chinese = ChineseNames(rules.chinese)
        # Ships and bodies in Hangul are read as Korean words, never by the sound of a letter.
        skeletons = self.persons.skeletons.plain or self.persons.skeletons
        katakana = ForeignKatakana(rules.foreign_katakana)
        scripts = ShipScripts(rules.ship_scripts, self.foreign, katakana, self.chinese, korean)
        self.vessels = VesselNames(rules.vessels, skeletons, korean, scripts)
        self.organisations = OrganisationNames(rules.organisations, skeletons, korean)
        self._everyday = rules.words.all()
        #: Words of prose, and places, that nobody is called by.
        self.no_first_names = rules.words.no_first_names()
        self._surnames = None if korean is None else SurnameGate(korean.tables)
        self._person = lru_cache(maxsize=1 << 16)(self._prepare_person)
        self._agreement = lru_cache(maxsize=1 << 15)(self._compare)

    def __reduce__(self) -> tuple[type[NameComparer], tuple[NameRules, KoreanModel | None]]:
        return (NameComparer, (self._rules, self.korean))

    def compare(self, left: str, right: str, kind: str = "person") -> Comparison:
        r"""Compare two names.

        Args:
            left: A name.
            right: Another.
            kind: `person`, `vessel`, `organisation` or `aircraft`.

        Raises:
            UsageError: The kind is unknown.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> comparer = NameComparer(load_names(data_folder("rules")))
            >>> comparison = comparer.compare("Sergei Shoigu", "SHOYGU, Sergey Kuzhugetovich")
            >>> comparison.band, comparison.same
            ('strong', True)
            >>> print(*comparison.reasons, sep="\n")
            2 of 3 parts agree, one name is shorter
            "sergei" = "sergey": the same name in another spelling
            "shoigu" = "shoygu": the same name in another spelling
            "kuzhugetovich": a father's name, often left out
        """
        agreement = self.agreement(left, right, kind)
        band = self.band(agreement.score)
        return Comparison(
            score=agreement.score,
            band=band,
            same=band in ("strong", "possible"),
            reasons=agreement.reasons(),
        )

    def agreement(self, left: str, right: str, kind: str = "person") -> Agreement:
        """The comparison as rows for a side-by-side view; see `compare`."""
        return self._agreement(left, right, _known(kind))

    @property
    def borders(self) -> ScoringRules:
        """The borders between the bands."""
        return self._rules.scoring

    def band(self, score: float) -> Band | None:
        """The band of a score, or None below the floor."""
        borders = self._rules.scoring
        if score >= borders.strong.value:
            return "strong"
        if score >= borders.possible.value:
            return "possible"
        return "weak" if score >= borders.floor.value else None

    def forms(self, name: str, kind: str) -> tuple[str, ...]:
        """Folded forms in which running text may print a listed name."""
        kind = _known(kind)
        if kind == "person":
            return self.persons.forms(name, whole=self.plausibly_korean(name))
        if kind == "organisation":
            return self.organisations.forms(name)
        return self.vessels.forms(name)

    def prepare(self, name: str, kind: str) -> Prepared:
        """Make a name ready for `score` and for the index.

        Raises:
            UsageError: The kind is unknown.
        """
        kind = _known(kind)
        if kind == "organisation":
            return self.organisations.parse(name)
        if kind != "person":
            return self.vessels.parse(name)
        return self._person(name)

    def score(self, left: Prepared, right: Prepared) -> float:
        """The score of `compare` for two prepared names of one kind, without reasons.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> comparer = NameComparer(load_names(data_folder("rules")))
            >>> names = "Sergei Shoigu", "SHOYGU, Sergey Kuzhugetovich"
            >>> left, right = (comparer.prepare(name, "person") for name in names)
            >>> comparer.score(left, right) == comparer.compare(*names).score
            True
        """
        if isinstance(left, PreparedPerson) and isinstance(right, PreparedPerson):
            return self._score_persons(left, right)
        if isinstance(left, VesselName) and isinstance(right, VesselName):
            return self.vessels.measure(left, right)
        if isinstance(left, OrganisationName) and isinstance(right, OrganisationName):
            return self.organisations.measure(left, right)
        raise TypeError("names of two kinds are not compared")

    def closeness(self, left: Prepared, right: Prepared) -> Closeness:
        """How near two names of one score are to each other: what breaks a tie.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.names.korean import KoreanModel
            >>> from xref.rules.korean import load_korean
            >>> from xref.rules.names import load_names
            >>> korean = KoreanModel(load_korean(data_folder("rules") / "korean"))
            >>> comparer = NameComparer(load_names(data_folder("rules")), korean)
            >>> names = ("Kim Yong-chol", "Yong Chol KIM", "KIM Yong Chol")
            >>> asked, turned, same = (comparer.prepare(name, "person") for name in names)
            >>> comparer.closeness(asked, same) > comparer.closeness(asked, turned)
            True
        """
        same = left.folded == right.folded
        if isinstance(left, PreparedPerson) and isinstance(right, PreparedPerson):
            found = None if self.korean is None else self.korean.compare(left.bare, right.bare)
            if found is not None:
                ratio = round(found.log_likelihood_ratio, 4)
                return Closeness(same, found.same_system, found.same_order, ratio)
        return Closeness(same, system=False, order=False, ratio=0.0)

    def surname(self, name: str) -> str | None:
        """The folded surname of a listed person, if the name tells it."""
        return self.persons.surname(name)

    def needs_support(self, name: str, kind: str) -> bool:
        """Tell whether a name alone is too common a word to be looked for in prose."""
        kind = _known(kind)
        if kind == "organisation":
            return self.organisations.is_single_word(name)
        return kind != "person" and self.vessels.is_common(name)

    def prose(self, name: str, kind: str) -> Prose | None:
        """What makes a name that needs support a word of prose for all that it says itself.

        Returns:
            `everyday` if all its words are such as `words.yml` knows; `word` for other ships, which
            are named by words; None for a body like Bluenoroff, and for names that need nothing.
        """
        if not self.needs_support(name, kind):
            return None
        body = kind == "organisation"
        words: Iterable[str]
        if body:
            words = (word.text for word in self.organisations.parse(name).words)
        else:
            words = self.vessels.parse(name).words
        if self._everyday.issuperset(words):
            return "everyday"
        return None if body else "word"

    def plausibly_korean(self, name: str) -> bool:
        """Tell whether a person's name is likely enough Korean for the Korean model to decide."""
        return self._person(name).plausible

    def _compare(self, left: str, right: str, kind: str) -> Agreement:
        if kind == "organisation":
            return self.organisations.compare(left, right)
        if kind != "person":
            return self.vessels.compare(left, right)
        return self._compare_persons(left, right)

    def _compare_persons(self, left: str, right: str) -> Agreement:
        one, two = self._person(left), self._person(right)
        if not one.folded or not two.folded:
            return Agreement(0.0, "nothing to compare: a name without letters")
        if one.folded == two.folded:
            return Agreement(1.0, "the same name, letter by letter")
        decided = self._decided(one, two)
        found = _korean_agreement(decided) if decided else self._by_letters(one, two)
        chinese = self._chinese(one, two)
        if chinese > found.score:
            note = "each syllable is read alike in pinyin; characters and tones are unknown"
            return Agreement(chinese, "compared as Chinese names", (), (note,))
        if decided or one.hangul != two.hangul or not (one.plausible or two.plausible):
            return found
        cap = self._rules.persons.caps.only_one_korean.value
        full = all(part.how in ("same", "spelling", "joined") for part in found.parts)
        if found.score <= cap or (full and found.parts):
            return found
        note = "only one of the names can be Korean, and not every part agrees"
        return Agreement(cap, found.summary, found.parts, (*found.notes, note))

    def _score_persons(self, one: PreparedPerson, two: PreparedPerson) -> float:
        """As `_compare_persons`, without the words."""
        if not one.folded or not two.folded:
            return 0.0
        if one.folded == two.folded:
            return 1.0
        decided = self._decided(one, two)
        if decided is not None:
            score, full = min(1.0, max(0.0, decided.score)), True
        else:
            score, full = self.persons.measure(one.parsed, two.parsed)
            if one.hangul != two.hangul:
                score, full = min(score, self._hangul_cap(one, two, score)), True
        chinese = self._chinese(one, two)
        if chinese > score:
            return chinese
        if full or not (one.plausible or two.plausible):
            return score
        return min(score, self._rules.persons.caps.only_one_korean.value)

    def _by_letters(self, one: PreparedPerson, two: PreparedPerson) -> Agreement:
        """Persons by their letters; names in Hangul and in other letters are never strong."""
        found = self.persons.compare(one.parsed.printed, two.parsed.printed)
        if one.hangul == two.hangul:
            return found
        cap = self._hangul_cap(one, two, found.score)
        if found.score <= cap:
            return found
        note = "Hangul leaves open which of several letters a sound was"
        return Agreement(cap, found.summary, found.parts, (*found.notes, note))

    def _hangul_cap(self, one: PreparedPerson, two: PreparedPerson, score: float) -> float:
        """The most that a name in Hangul and one in other letters are worth by their sound."""
        worths = self._rules.foreign_hangul.worths
        if not (one.plausible if one.hangul else two.plausible):
            return worths.letters.value
        # A Korean name has no part that is a foreign one: all of it is, or nothing.
        whole = score >= self._rules.scoring.possible.value
        return worths.may_be_korean.value if whole else worths.korean_part.value

    def _chinese(self, one: PreparedPerson, two: PreparedPerson) -> float:
        """How well two names agree as Chinese ones; two that are likely Korean hardly do."""
        if not (one.chinese and two.chinese):
            return 0.0
        if one.plausible and two.plausible:
            return self._beside_pinyin(one, two)
        return self.chinese.compare_read(one.chinese, two.chinese)

    def _beside_pinyin(self, one: PreparedPerson, two: PreparedPerson) -> float:
        """Characters beside their pinyin: 张洪河 is ZHANG Honghe, whom Korean readings fit, too."""
        han, latin = (one, two) if two.folded[0].isascii() else (two, one)
        if han.folded[0].isascii() or han.hangul or not latin.folded[0].isascii():
            return 0.0
        pinyin = tuple(way for way in latin.chinese if way.pinyin)
        return self.chinese.compare_read(han.chinese, pinyin)

    def _decided(self, one: PreparedPerson, two: PreparedPerson) -> KoreanComparison | None:
        """What the Korean model says, where it decides; else letters do."""
        if self.korean is None:
            return None
        plausible = one.plausible or two.plausible
        if not plausible and not (one.divides and two.divides):
            return None
        decided = self.korean.compare(one.bare, two.bare)
        if decided is not None and not plausible and self.band(decided.score) != "strong":
            # Chinese and Burmese names that happen to divide into Korean syllables.
            return None
        return decided

    def _prepare_person(self, name: str) -> PreparedPerson:
        parsed = self.persons.parse(name)
        bare = self.persons.without_titles(name)
        if parsed.transcribed:
            return PreparedPerson(fold(name), parsed, bare, False, False, (), False)
        parses: tuple[Parse, ...] = ()
        if self.korean is not None and self._surnames is not None and not self._surnames.shut(bare):
            parses = self.korean.parses(bare)
        chance, divides = (parses[0].plausible if parses else 0.0), bool(parses)
        plausible = chance >= self._rules.persons.limits.korean_plausible.value
        letters = "".join([unit.text for unit in parsed.units])
        hangul = is_hangul(letters)
        chinese = self.foreign.chinese(letters) if hangul else self.chinese.read(parsed)
        return PreparedPerson(fold(name), parsed, bare, plausible, divides, chinese, hangul)


def _korean_agreement(decided: KoreanComparison) -> Agreement:
    parts = tuple(
        Part(
            pair.left,
            pair.right,
            "conflict" if not pair.agreement else "same" if pair.agreement == 1 else "spelling",
            pair.agreement,
            pair.note or "the same",
        )
        for pair in decided.syllables
    )
    score = min(1.0, max(0.0, decided.score))
    summary = "compared as Korean names, syllable by syllable"
    return Agreement(score, summary, parts, decided.reasons)


def _known(kind: str) -> str:
    known = check_kind(kind)
    if known is None:
        raise UsageError("a kind is needed", hint=f"one of: {', '.join(KINDS)}")
    return known
