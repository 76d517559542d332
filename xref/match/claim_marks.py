# ruff: noqa: E501  # a pattern is read as one line
"""A sentence marked: names and bodies stand as codes in its lower-cased text.

Owns finding the bodies that a sentence names and writing it so that clauses can be read with
patterns: `N0` is its first name, `A0` a body that acts, `L0` a body that is only a place ("in
Seoul"), `X0` a state whose measures are no designation. Invariant: all else is in small
letters, so that no word is taken for a code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from xref.articles.phrases import is_unspaced
from xref.articles.sentences import Span
from xref.match.claim_lone import names_due
from xref.match.claim_named import Named
from xref.match.claim_wording import Wording
from xref.rules.claims import ClaimRules

# Where a body can begin: bodies are printed with a capital, but for "the bloc".
_CAPITAL = re.compile(r"[A-Z0-9][\w]*|[А-Яа-яЁёІі]+|the ")
_PLACE = re.compile(
    r"\b(?:in|at|near|(?<![Aa]ccording )to|outside|across|toward|towards|into|via)\s+(?:the\s+)?$"
)
_MONTH = re.compile(r"(?<=[a-z,.] )May\b")
_ADJECTIVE = re.compile(r"-(?:sanctioned|blacklisted|designated|listed)\b", re.I)
#: The point of `N. Koreans` ends no sentence.
_COMPASS = re.compile(r"\b([NS])\.(?= ?Korea)")
_NEXT_WORD = re.compile(r"['’]s?\s+|\s+")
#: A court or the police of a place act for themselves: `frozen by a London court`.
_JUSTICE = re.compile(
    r"(?:['’]s)?(?:\s(?:high|supreme|district|federal|regional|appeals))*"
    r"\s(?:courts?|judges?|police)\b",
    re.I,
)
_DASHES = re.compile(r"(?<!-)\s[—–-]{1,2}\s([^—–]{1,90}?)\s[—–-]{1,2}\s")
_BODY = re.compile(r"[AL]\d+")
#: `the Committee on Foreign Affairs`.
_OF_ITS_OWN = re.compile(r" (?:on|for|of)\b")
_NEAR = 120  # letters behind a short form in which its text may be told
_BESIDE = 2000  # letters looked back for the name in full of a body that is named in short
#: `SEOUL, Dec. 17 (Yonhap) --`, `Kyiv, June 3 -`.
_DATELINE = re.compile(
    r"(?:[^\n.!?]{0,90}\n\s*)?"
    r"(?:[A-Z][A-Z. /]{2,25}(?:,\s[\w., ]{2,20})?(?:\s?\([^)\n]{2,30}\))?"
    r"|[A-Z][\w ]{2,25}(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:\s?\([^)\n]{2,30}\))?|\s?\([A-Z][^)\n]{1,30}\)))"
    r"\s?(?:--|—|–|(?<=\s)-(?=\s))\s?"
)
_DATELINE_WITHIN = 160  # letters from the beginning of an article
#: `N, or N,`: two names of one.
_ALIAS = re.compile(
    r"(N\d+), (?:or|also known as|commonly known as|better known as|known as|formerly|previously|aka|a\.k\.a\.) (?:the )?\"?[NM]\d+\"?(?=,)"
)
#: `N's chief, N, and the bank itself`: the body named before.
_ITSELF = re.compile(
    r"(?<=\band )((?:on |by |against )?)the (?:bank|company|firm|lender|group|exchange|party|ministry|fund|agency|institute|plant|shipyard|carrier|airline) itself\b"
)
#: `N, head of N, and the bank itself`.
_HEAD_AND_ITSELF = re.compile(r"(N\d+), [^,;N]{1,60} of (?:the )?(N\d+), and the [a-z]+ itself\b")
#: `N, N and N; the last two are under`.
_LATTER = re.compile(
    r"(?<=[;,] )(?:and |while )?the (?:latter|last)( two)?(?= (?:is|was|are|were|has|have|had)\b)"
)
#: `sanctioned by A but not by A`.
_BUT_NOT = re.compile(r",? but not by (?:the )?[ALX]\d+(?: (?:and|or) (?:the )?[ALX]\d+)*")
_NAME = re.compile(r"N(\d+)")
_GOES_ON = re.compile(r"\s(?:[A-Z][\w-]+\s){0,3}([A-Z][\w-]+)")


#: Code of a body that is the one named last: `the same department`.
SAME = "same"


class BodySpan(msgspec.Struct, frozen=True):
    """Where a body is named.

    Attributes:
        code: Its code; empty for states that are none of ours.
        office: Whether it is an office that keeps a list, and no state.
    """

    start: int
    end: int
    code: str
    office: bool = False


class Marked(msgspec.Struct, frozen=True):
    """A sentence with codes for names and bodies."""

    text: str
    names: tuple[Named, ...]
    bodies: tuple[BodySpan, ...]

    def codes(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Codes of bodies by their numbers, each once."""
        found = dict.fromkeys(self.bodies[number].code for number in numbers)
        return tuple(code for code in found if code)


class Marker:
    """Marks sentences; immutable."""

    def __init__(self, rules: ClaimRules, wording: Wording) -> None:
        self._wording = wording
        self._codes: dict[str, str] = {}
        self._offices = frozenset(map(_key, rules.offices))
        nouns, adjectives, exact, inside, heads, measures = [], [], [], [], [], []
        shorts: list[str] = []
        #: Code -> what must have stood before a short form of its name.
        self._beside: dict[str, re.Pattern[str]] = {}
        for body in rules.bodies:
            for phrase in (
                *body.nouns,
                *body.adjectives,
                *body.exact,
                *body.heads,
                *body.of_measures,
                *body.short,
            ):
                self._codes[_key(phrase)] = body.code
            nouns += [phrase for phrase in body.nouns if not is_unspaced(phrase)]
            inside += [phrase for phrase in body.nouns if is_unspaced(phrase)]
            adjectives += body.adjectives
            exact += body.exact
            heads += body.heads
            measures += body.of_measures
            shorts += body.short
            if body.short:
                beside = "|".join(map(re.escape, body.beside))
                self._beside[body.code] = re.compile(rf"\b(?:{beside})\b", re.I)
        #: First letter -> phrases that begin with it, each with what they are.
        self._latin = {
            letter: [
                (pattern, kind)
                for phrases, kind in (
                    (nouns + exact, "noun"),
                    (adjectives, "adjective"),
                    (measures, "measure"),
                    (shorts, "short"),
                    (heads, "head"),
                )
                if (
                    pattern := _words(
                        [p for p in phrases if p[0].upper() == letter], [*exact, *heads]
                    )
                )
            ]
            for letter in sorted(
                {p[0].upper() for p in (*nouns, *exact, *adjectives, *heads, *measures, *shorts)}
            )
        }
        self._inside = re.compile("|".join(sorted(map(re.escape, inside), key=len, reverse=True)))
        self._institutions = re.compile(
            rf"['’]?s?[\s-]+(?:[a-z]+\s+)?(?:{'|'.join(map(re.escape, rules.institutions))})\b(?!(?<=\band)\s(?:of|his|her|its|their)\b)"
            r"|\s*(?:,|and)\s+(?=(?-i:[A-Z]))",
            re.IGNORECASE,
        )
        self._before_measure = re.compile(
            rf"[\s-]+(?:[a-z]+\s)?(?:{'|'.join(map(re.escape, rules.measures))})\b", re.I
        )
        self._before_institution = re.compile(
            rf"(?:['’]?s?[\s-]+|['’]s (?:[\w-]+ ){{1,3}})(?:{'|'.join(w for w in rules.institutions if w != 'and')})\b",
            re.I,
        )
        self._longer = frozenset(rules.organisation_words) - {"ministry", "department", "agency"}
        self._longer |= {"post", "times", "embassy"}

    def bodies(self, text: str, sentence: Span) -> list[BodySpan]:
        """The bodies a sentence names, in order; none overlaps another."""
        start, end = sentence
        found = []
        for capital in _CAPITAL.finditer(text, start, end):
            low = capital.start()
            for pattern, kind in self._latin.get(text[low].upper(), ()):
                match = pattern.match(text, low, end)
                if match is None:
                    continue
                if self._is_named(text, low, match.end(), kind):
                    key = _key(match.group())
                    office = key in self._offices
                    found.append(BodySpan(low, match.end(), self._codes[key], office))
                    break
        if not text[start:end].isascii():
            found += [
                BodySpan(*match.span(), self._codes[_key(match.group())])
                for match in self._inside.finditer(text, start, end)
            ]
        found.sort(key=lambda span: (span.start, -span.end))
        kept: list[BodySpan] = []
        for span in found:
            if not kept or span.start > kept[-1].end + 1:
                kept.append(span)
            elif span.start >= kept[-1].end and not (
                "가" <= text[span.start] <= "힣" or text[span.start] in "政財外"
            ):
                kept.append(span)  # `일본 정부는` is Japan's government, not Seoul's
        acts = self._wording.government.match(text, start, end)
        if acts is not None:
            place = acts.span(acts.lastindex or 0)
            home = self._at_home(text)
            if {span.code for span in kept if span.code and span.start < place[0]} <= set(home):
                kept += [BodySpan(*place, code) for code in home]
                kept.sort(key=lambda span: span.start)
        return kept

    @staticmethod
    def behind_dateline(text: str, sentence: Span) -> Span:
        """A sentence without the dateline of its article: nobody acts in that."""
        if sentence[0] >= _DATELINE_WITHIN:
            return sentence
        line = _DATELINE.match(text, 0, _DATELINE_WITHIN)
        if line is None or not sentence[0] <= line.end() < sentence[1]:
            return sentence
        return line.end(), sentence[1]

    def _at_home(self, text: str) -> tuple[str, ...]:
        """The body that "the government" means: of the place in the dateline of the article."""
        line = _DATELINE.match(text, 0, _DATELINE_WITHIN)
        codes = {body.code for body in self.bodies(text, (0, line.end()))} if line else set()
        return tuple(codes) if len(codes) == 1 and "" not in codes else ()

    def _is_named(self, text: str, low: int, high: int, kind: str) -> bool:
        """Whether a phrase names the body it is a word of, by what stands behind it."""
        if kind == "head":
            return self._wording.head_acts.match(text, high) is not None
        if kind == "short":
            beside = self._beside[self._codes[_key(text[low:high])]]
            further = _OF_ITS_OWN.match(text, high) is not None
            return (
                not further and beside.search(text, max(0, low - _BESIDE), high + _NEAR) is not None
            )
        if kind == "measure":
            return self._before_measure.match(text, high) is not None
        if kind == "adjective":
            return bool(self._institutions.match(text, high) or _ADJECTIVE.match(text, high))
        return not self._is_longer(text, low, high)

    def _is_longer(self, text: str, low: int, high: int) -> bool:
        """Whether a body's name is a piece of another: `United States Cycling Federation`."""
        if _JUSTICE.match(text, high):
            return True
        goes_on = _GOES_ON.match(text, high)
        if goes_on and goes_on.group(1).lower() in self._longer:
            return True
        if goes_on and text[low:high].endswith(" South") and text[low].islower():
            return True  # the South China Sea
        if text[max(0, low - 9) : low] == "National " and text[low] == "S":
            return True  # the National Security Council
        return text[max(0, low - 9) : low].endswith(("Bank of ", "sity of ", "anti-", "pro-"))

    def marked(
        self, text: str, sentence: Span, names: Sequence[Named], bodies: Sequence[BodySpan]
    ) -> Marked:
        """The sentence with codes in place of names and bodies."""
        bodies = [
            body
            for body in bodies
            if not any(name.start < body.end and body.start < name.end for name in names)
        ]
        spans = [
            (n.start, n.end, f"{'M' if n.kind == 'lone' else 'N'}{i}") for i, n in enumerate(names)
        ]
        for i, body in enumerate(bodies):
            letter = "A" if body.code else "X"
            if (
                body.code
                and _PLACE.search(text[max(sentence[0], body.start - 24) : body.start])
                and not self._before_institution.match(text, body.end)
                and not _ADJECTIVE.match(text, body.end)
            ):
                letter = "L"
            spans.append((body.start, body.end, f"{letter}{i}"))
        parts = []
        position = sentence[0]
        for start, end, code in sorted(spans):
            if start < position:
                continue
            # A number directly behind a code would read as a part of it: `政府は15日`.
            parts += [_plain(text, position, start), code, " " * text[end : end + 1].isdecimal()]
            position = end
        parts.append(_plain(text, position, sentence[1]))
        marked = " ".join("".join(parts).split())
        if _DASHES.search(marked):  # `two firms — N and N — were`
            marked = _DASHES.sub(r", \1, ", marked)
        if " as " in marked or "named" in marked or "called" in marked:
            marked = self._wording.known_as.sub(r"\g<noun> \g<name>", marked)
        if _ALIAS.search(marked):
            marked = _ALIAS.sub(r"\1", marked)
        if "M" in marked:
            marked = names_due(marked, names)
        if " itself" in marked:
            marked = _HEAD_AND_ITSELF.sub(r"\1 and \2", marked)
            marked = _ITSELF.sub(lambda match: _itself(marked, match, names), marked)
        if "the latter" in marked or "the last two" in marked:
            marked = _LATTER.sub(lambda match: _latter(marked, match), marked)
        if " but not by " in marked:
            marked = _BUT_NOT.sub("", marked)
        if " same " in marked:
            marked = self._same_body(marked, bodies)
        return Marked(marked, tuple(names), tuple(bodies))

    def _same_body(self, marked: str, bodies: list[BodySpan]) -> str:
        """`the same department`: the body before it in the sentence, or of the one before."""
        while (same := self._wording.same_body.search(marked)) is not None:
            before = _BODY.findall(marked, 0, same.start())
            if not before:
                bodies.append(BodySpan(0, 0, SAME))
            code = before[-1] if before else f"A{len(bodies) - 1}"
            marked = f"{marked[: same.start()]}{code}{marked[same.end() :]}"
        return marked


def _itself(marked: str, match: re.Match[str], names: Sequence[Named]) -> str:
    """The code of the last body before "the bank itself", or the words as they stand."""
    before = [int(n) for n in _NAME.findall(marked, 0, match.start())]
    bodies = [n for n in before if names[n].kind not in ("person", "vessel")]
    bodies = bodies or [int(n) for n in re.findall(r"N(\d+)'s", marked[: match.start()])]
    return f"{match.group(1)}N{bodies[-1]}" if bodies else match.group()


def _latter(marked: str, match: re.Match[str]) -> str:
    """The codes of the last names before "the last two", or the words as they stand."""
    count = 2 if match.group(1) else 1
    before = _NAME.findall(marked, 0, match.start())
    if len(before) < 2 or len(before) == count:
        return match.group() if len(before) < count else f"N{' and N'.join(before[-count:])}"
    return f"N{' and N'.join(before[-count:])}"


def _plain(text: str, start: int, end: int) -> str:
    """Words that are neither, in small letters, with plain quotes; May is a month."""
    plain = _MONTH.sub("month", text[start:end]) if "May" in text[start:end] else text[start:end]
    plain = _COMPASS.sub(r"\1", plain)
    return plain.lower().replace("’", "'").replace("“", '"').replace("”", '"').replace("‑", "-")


def _key(phrase: str) -> str:
    """A phrase without what may be written differently."""
    return re.sub(r"[\W_]+", "", phrase.lower())


def _words(phrases: list[str], exact: list[str]) -> re.Pattern[str] | None:
    """A pattern of phrases as whole words; `u s` is also `U.S.`, and `exact` keep their case."""
    if not phrases:
        return None
    forms = []
    for phrase in sorted(set(phrases), key=len, reverse=True):
        form = re.escape(phrase).replace(r"\ ", r"[\s.'’&-]{1,3}")
        form = re.sub(r"^([un])\[[^]]*\]\{1,3\}([sn])(?![a-z])", r"\1\\.?\2\\.?", form)
        forms.append(form if phrase in exact else f"(?i:{form})")
    # Letters of Han and Kana stand beside a word without a space: `EUの制裁リスト`.
    return re.compile(
        rf"(?<![A-Za-z0-9_À-ɏЀ-ӿ])(?<!(?<!-)-)(?:{'|'.join(forms)})(?![A-Za-z0-9_À-ɏЀ-ӿ])"
    )
