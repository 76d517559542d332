"""Evidence of things: what the text at the name of a ship, aircraft or body says of it.

Owns words that tell what a name stands for, numbers and flags of ships, and other things of the
same name. Invariant: a name that is a word of prose counts only with a word that tells it.
Refuses numbers: effects come from `rules/evidence.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from xref.articles.hits import Hit
from xref.articles.phrases import Phrases
from xref.articles.ship_marks import ShipMarks
from xref.articles.wording import is_wrapped
from xref.match.context import Context
from xref.match.facts import Facts
from xref.match.nations import Nations
from xref.match.ship_phrases import ShipPhrases
from xref.match.things import Things
from xref.model import Evidence, Name, Subject
from xref.names.compare import NameComparer
from xref.names.imo import is_imo
from xref.rules.evidence import EvidenceRules

_IMO_NEAR = re.compile(
    r"(?<![A-Za-z])(?:IMO|ИМО)(?:\s*(?:number|no\.?|:|#|\)|№|номер|번호|番号|番號|编号|編號|号码|號碼))*"
    r"\s*(\d{7})(?!\d)",
    re.IGNORECASE,
)
#: "met the Sin Phyong 2 (IMO": the name that stands right before a number has it.
_NEXT_SHIP = re.compile(
    r"(?:,|\b(?:[Tt]he|and|MV|M/V|M/T|vessel|ship|tanker|freighter))\s[“\"]?"
    r"[A-Z][\w’'-]*(?:[ -][A-Z\d][\w’'-]*){0,3}[”\"]?,?\s?[(–—-]?\s?$"
)
_MMSI_NEAR = re.compile(r"\bMMSI(?:[\s:#]|number|no\.?)*(\d{9})(?!\d)", re.IGNORECASE)


class ThingEvidence:
    """Weighs what stands around names of ships, aircraft and bodies; immutable.

    Args:
        rules: Words, windows and effects.
        comparer: Knows names that are words of prose.
        things: Knows ties, and whose body is meant.
        nations: Knows the countries of flags.
        needs_support: Why a name alone is not enough, or None.
        marks: Knows what marks a ship in other scripts.
    """

    def __init__(
        self,
        rules: EvidenceRules,
        comparer: NameComparer,
        things: Things,
        nations: Nations,
        needs_support: Callable[[Subject, Name], str | None],
        *,
        marks: ShipMarks,
    ) -> None:
        self._rules = rules
        self._things = things
        self._needs_support = needs_support
        self._ship_words = Phrases(rules.ship_words)
        self._aircraft_words = Phrases(rules.aircraft_words)
        self._organisation_words = Phrases(rules.organisation_words)
        self._phrases = ShipPhrases(rules, nations)
        self._marks = marks
        self._prose = lru_cache(maxsize=1 << 14)(comparer.prose)

    def around(
        self, hit: Hit, subject: Subject, name: Name, facts: Facts, context: Context
    ) -> Iterable[Evidence]:
        """Evidence on ships, aircraft and bodies."""
        found = list(self._near_thing(hit, subject, name, facts, context))
        yield from found
        # Where a word right beside the name makes it a name, its use elsewhere tells nothing.
        printed = context.text[hit.start : hit.end]
        tied = any(item.feature in ("ship_tied", "organisation_tied") for item in found)
        cased = printed.isalpha() and printed != printed.lower()
        if cased and not tied and context.has_lower(printed):
            yield self._rules.item(
                "common_word", f"{printed.lower()!r} stands in the article as a word"
            )

    def _near_thing(
        self, hit: Hit, subject: Subject, name: Name, facts: Facts, context: Context
    ) -> Iterable[Evidence]:
        window = self._rules.ship_window
        said = None
        if subject.kind == "vessel" and hit.how != "mmsi":
            said = self._beside(hit, "vessel", self._ship_words, window, context)
            mark = self._mark(hit, context)
            if said:
                yield self._rules.item(
                    "ship_word", f"{said!r} within {window} characters of the name"
                )
            elif mark:
                said = mark
                yield self._rules.item("ship_word", f"{mark!r} at the name")
            told = list(self._things.ship(hit, name, said, context, mark))
            yield from (self._rules.item(*each) for each in told)
            tied = any(feature in ("ship_tied", "ship_word") for feature, _ in told)
            said = said or ("" if tied else None)
            if hit.how == "name" and (said or self._needs_support(subject, name) is None):
                yield from self._other_thing(hit, subject, facts, context)
            if hit.how == "imo" or context.may_print_imo:
                yield from self._imo(subject, hit, context)
            if context.may_print_mmsi:
                yield from self._mmsi(subject, hit, context)
            yield from self._flag(hit, facts, context)
        elif subject.kind == "vessel":
            yield self._rules.item("mmsi_agrees", "the text prints the listed MMSI number")
            yield from self._flag(hit, facts, context)
        elif subject.kind == "aircraft":
            said = self._beside(hit, "aircraft", self._aircraft_words, window, context)
            if said:
                yield self._rules.item("aircraft_word", f"{said!r} near the name")
        else:
            yield from self._body(hit, subject, name, facts, context)
            return
        if said is not None or hit.how in ("imo", "mmsi"):
            return
        yield from self._lacking(subject, name)

    def _mark(self, hit: Hit, context: Context) -> str | None:
        """What of another script than Latin marks a name as a ship's."""
        text = context.text
        if hit.how != "name" or text.isascii():
            return None
        if text[hit.start : hit.end].isascii():
            return self._marks.suffix(text, hit.end)
        return self._marks.at(text, hit.start, hit.end)

    def _body(
        self, hit: Hit, subject: Subject, name: Name, facts: Facts, context: Context
    ) -> Iterable[Evidence]:
        """Evidence on bodies."""
        said = None
        if self._needs_support(subject, name) is not None:
            width = self._rules.beside_window
            said = self._beside(hit, "organisation", self._organisation_words, width, context)
        if said:
            yield self._rules.item("organisation_word", f"{said!r} beside the name")
        told = list(self._things.body(hit, subject, name, said, facts.countries, context=context))
        yield from (self._rules.item(*each) for each in told)
        if said is None and not any(feature == "organisation_word" for feature, _ in told):
            yield from self._lacking(subject, name)

    def _lacking(self, subject: Subject, name: Name) -> Iterable[Evidence]:
        """That nothing beside a word of prose tells what it stands for."""
        prose = self._prose(name.text, subject.kind)
        if subject.kind == "organisation" and self._things.prose.body(name.text) == 1:
            prose = "everyday"  # abbreviations that prose is full of are among them
        if prose is not None:
            feature = "everyday_word" if prose == "everyday" else "unsupported"
            yield self._rules.item(feature, "no word beside the name tells what it stands for")

    def _beside(
        self, hit: Hit, kind: str, words: Phrases, width: int, context: Context
    ) -> str | None:
        """The first of some words around a mention; many ships bear one name."""
        return context.said_of(
            hit.start, hit.end, kind, lambda: words.first(self._beside_of(hit, width, context))
        )

    def _beside_of(self, hit: Hit, width: int, context: Context) -> bytes:
        """Folded text on both sides of a mention; no phrase reaches over it."""
        low, high = context.window(hit.start, hit.end, width)
        return context.folded(low, hit.start) + b"\n" + context.folded(hit.end, high)

    def _imo(self, subject: Subject, hit: Hit, context: Context) -> Iterable[Evidence]:
        if hit.how == "imo":
            yield self._rules.item("imo_agrees", "the text prints the listed IMO number")
            return
        _, high = context.window(hit.start, hit.end, self._rules.ship_window)
        behind = context.text[hit.end : high]
        printed = _IMO_NEAR.search(unicodedata.normalize("NFKC", behind))
        if printed is None or not is_imo(printed.group(1)):
            return
        if _is_of_next(context.text, hit.end, hit.end + printed.start()):
            return
        listed = subject.numbers("imo")
        if printed.group(1) in listed:
            yield self._rules.item("imo_agrees", f"IMO {printed.group(1)} is the listed number")
        elif listed:
            numbers = ", ".join(sorted(listed))
            yield self._rules.item(
                "imo_differs", f"IMO {printed.group(1)} in the text; the list says {numbers}"
            )

    def _other_thing(
        self, hit: Hit, subject: Subject, facts: Facts, context: Context
    ) -> Iterable[Evidence]:
        """Words at a ship's name that make it something else's."""
        start, end = hit.start, hit.end
        other = context.said_of(
            start, end, "other", lambda: self._phrases.of_other_thing(context.text, start, end)
        )
        if other:
            yield self._rules.item("other_thing", f"{other!r} at the name")
            return
        craft = self._phrases.craft(context.text, start, end)
        if craft is None:
            return
        name, words = craft
        rules = self._rules.crafts[name]
        if not any(word in kind for kind in facts.types for word in rules.listed):
            if facts.types:
                detail = f"{words!r} at the name; the list says {', '.join(facts.types)}"
                yield self._rules.item("other_thing", detail)
            elif rules.unnumbered and subject.numbers("imo"):
                detail = (
                    f"{words!r} at the name; the list prints an IMO number, which such have not"
                )
                yield self._rules.item("other_thing", detail)

    def _mmsi(self, subject: Subject, hit: Hit, context: Context) -> Iterable[Evidence]:
        listed = subject.numbers("mmsi")
        if not listed:
            return
        _, high = context.window(hit.start, hit.end, self._rules.ship_window)
        printed = _MMSI_NEAR.search(context.text[hit.end : high])
        if printed is None:
            return
        number = printed.group(1)
        if number in listed:
            yield self._rules.item("mmsi_agrees", f"MMSI {number} is the listed number")
        else:
            shown = ", ".join(sorted(listed))
            yield self._rules.item(
                "mmsi_differs", f"MMSI {number} in the text; the list says {shown}"
            )

    def _flags_told(self, hit: Hit, context: Context) -> list[tuple[str, str]]:
        """The flags that the sentence of a mention tells near it."""
        in_latin, text = context.may_name_flag, context.text
        if not in_latin and text.isascii():
            return []
        low, high = context.sentence(hit.start)
        window = self._rules.ship_window
        low, high = max(low, hit.start - window), min(high, hit.end + window)
        around = text[low:high].lower()
        told = [] if around.isascii() else self._marks.flags(text, low, high)
        if "flag" in around or "registered" in around:
            told += self._phrases.flags(text, low, hit.start)
            told += self._phrases.flags(text, hit.end, high)
        return told

    def _flag(self, hit: Hit, facts: Facts, context: Context) -> Iterable[Evidence]:
        """The flag the text names, beside those listed."""
        if not facts.flags:
            return
        told = self._flags_told(hit, context)
        if not told:
            return
        listed = ", ".join(sorted(facts.flags))
        for code, words in told:
            if code in facts.flags:
                yield self._rules.item("flag_agrees", f"{words!r} ({code}); the list says {listed}")
                return
        code, words = told[0]
        yield self._rules.item("flag_differs", f"{words!r} ({code}); the list says {listed}")


def _is_of_next(text: str, end: int, number: int) -> bool:
    """Whether a number behind a ship's name is that of a ship named between them."""
    line = text.find("\n", end, number)
    if line >= 0 and not is_wrapped(text, line):
        return True  # the next row of a table
    return _NEXT_SHIP.search(text, end, number) is not None
