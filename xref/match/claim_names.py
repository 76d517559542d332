"""Names in a sentence that makes a claim, on a list or not.

Owns finding persons, ships and bodies by their capitals and the words around them; only such
sentences are read so, for most articles hold none. Invariant: a span found by the scanner stays
as it is, unless it is a part of a body's name. Refuses single words that nothing introduces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from xref.articles.sentences import Span
from xref.match.claim_kinds import Kinds
from xref.match.claim_name_words import PARTICLES, NameWords
from xref.match.claim_named import Named
from xref.match.claim_stretches import Stretches
from xref.match.claim_tokens import LEGAL_FORMS, introduced, tokens_of
from xref.rules import Rules

#: Names of Japanese and Chinese sentences that tell themselves: `キム・チョルサム`, `朴正天氏`,
#: `大連海浜公司` behind a word or mark that no name holds.
_HAN = re.compile("[一-鿿]")
_KANA_NAME = re.compile("([ァ-ヴー]+(?:[・＝=][ァ-ヴー]+)+)")
_SHI_NAME = re.compile("(?<![一-鿿])(?:[一-鿿]{2,5}の)?([一-鿿]{2,4})氏")
_HAN_FIRM = re.compile(
    "(?:制裁(?:了|名单)?|冻结了?|包括|列入|对于?|将|把|和|及|与|、|，|の|や)"
    "((?:(?!制裁|宣布|包括|[和及与将把对的、のや])[一-鿿ァ-ヴー]){2,20}?"
    "(?:有限公司|公司|银行|銀行|集团|会社))"
)
#: A name in quotes behind a word for a body or ship: `компания «Гудзон»`, `銀行「東方銀行」`.
_QUOTED = re.compile(
    r"(?:компани|фирм|банк|судн|танкер|групп|завод|холдинг|концерн|корпораци|предприяти|организаци)\w*\s«([^»\n]{2,40})»"
    "|(?:銀行|会社|企業|機関|団体|船|タンカー|グループ|集団|組織|商社)「([^」\n]{2,30})」"
)
_SHIP = re.compile("судн|танкер|船|タンカー")
_HANGUL_FIRM = re.compile(
    "(?<![가-힣])([가-힣]{2,12} 그룹|[가-힣]{2,12}(?:그룹|은행|총회사|회사|무역|공사|상사|해운))(?=(?:을|를|은|는|이|가|과|와|에|의|도|등|,))"
)
#: Words of a Korean sentence that only say what kind of body it is.
_NO_HANGUL_FIRM = re.compile(
    "(?:중국|러시아|북한|외국|관련|유령|위장|선박|건설|무역|해운|보험|통신|에너지|정유|민간|국영|해당|이들|현지|제3국|일본|한국|미국)(?: ?(?:그룹|은행|회사|무역|공사|상사|해운))?$"
)
_OF_HAN = ((_KANA_NAME, "person"), (_SHI_NAME, "person"), (_HAN_FIRM, "organisation"))
_HANGUL_NAME = re.compile("(?<![가-힣])([가-힣]{3})(?=([가-힣]{1,2}))")


class ClaimNames:
    """Finds names in sentences; immutable."""

    def __init__(self, rules: Rules) -> None:
        self._words = NameWords(rules)
        self._stretches = Stretches(self._words)
        self._kinds = Kinds(self._words)
        #: Words in small letters that are no part of a name, nor a single word that is one.
        self.no_names = self._words.no_names

    def find(
        self, text: str, sentence: Span, known: Sequence[Named], bodies: Sequence[Span]
    ) -> list[Named]:
        """Names of a sentence, in order; none overlaps another.

        Args:
            text: The article; offsets are into it.
            sentence: Offsets of the sentence.
            known: What the scanner found in it, and surnames attributed.
            bodies: Spans that name a sanctioning body.
        """
        tokens = tokens_of(text, *sentence)
        found: list[Named] = []
        index = 0
        while index < len(tokens):
            taken = (
                self._stretches.reach(text, tokens, index, bodies, known)
                if tokens[index].capital
                else 0
            )
            if taken:
                name = self._kinds.name(text, sentence, tokens, (index, index + taken), found)
                if name is None and taken == 1:
                    name = self._kinds.lone(text, tokens, index)
                if name is not None:
                    found.append(name)
            index += max(1, taken)
        found += self._unspaced(text, sentence)
        # "The UN" reads as a Korean name, and "So" at the head of a sentence as a surname.
        known = [
            name
            for name in known
            if not (name.kind == "person" and name.text.lower().rstrip(".") in self._words.bodies)
        ]
        known = [
            name
            for name in known
            if name.subjects
            or not (
                name.text.lower() in self._words.stop
                or self._words.begins_with_no_name(name.text.partition(" ")[0])
                or name.text.lower().rpartition(" ")[2] in self._words.places  # Hong Kong
                or any(name.start < high and low < name.end for low, high in bodies)
            )
        ]
        return self._merged(text, sentence, found, known)

    def _unspaced(self, text: str, sentence: Span) -> list[Named]:
        """Names in Hangul before a particle or form of address; in Kana and Han, what tells itself."""
        script = text[slice(*sentence)]
        if script.isascii():
            return []
        found = [
            Named(match.start(1), match.end(1), match.group(1))
            for match in _HANGUL_NAME.finditer(text, *sentence)
            if match.group(1)[0] in self._words.surnames
            and match.group(1) not in self._words.no_surnames
            and match.group(2).startswith(self._words.endings)
        ]
        for match in _QUOTED.finditer(text, *sentence):
            group = match.lastindex or 0
            kind = "vessel" if _SHIP.match(match.group()) else "organisation"
            found.append(Named(*match.span(group), match.group(group), (), kind))
        found += [
            Named(match.start(1), match.end(1), match.group(1), (), "organisation")
            for match in _HANGUL_FIRM.finditer(text, *sentence)
            if not _NO_HANGUL_FIRM.match(match.group(1))
        ]
        if _HAN.search(script):
            for pattern, kind in _OF_HAN:
                found += [
                    Named(match.start(1), match.end(1), match.group(1), (), kind)
                    for match in pattern.finditer(text, *sentence)
                ]
        return found

    def _merged(
        self, text: str, sentence: Span, found: list[Named], known: Sequence[Named]
    ) -> list[Named]:
        """Names of both kinds, in order; of two that overlap one."""
        kept: list[Named] = []
        for name in known:
            longer = next(
                (o for o in found if o.start <= name.start and name.end <= o.end
                 and (o.start, o.end) != (name.start, name.end)), None
            )  # fmt: skip
            if longer is not None and name.text.lower() in PARTICLES:
                # A surname is taken for its first word: `El` of `El Aissami`.
                kept.append(msgspec.structs.replace(longer, subjects=name.subjects, kind=name.kind))
                continue
            if longer is not None and self._is_another(name, longer):
                continue
            kind = name.kind
            before = text[max(sentence[0], name.start - 40) : name.start]
            if introduced(before) in self._words.ships:
                kind = "vessel"
            kept.append(msgspec.structs.replace(name, kind=kind))
        for name in found:
            if not any(other.start < name.end and name.start < other.end for other in kept):
                kept.append(name)
        return sorted(kept, key=lambda name: name.start)

    def _is_another(self, name: Named, longer: Named) -> bool:
        """Whether a span is only a piece of a longer name: `Jinlong` in `Jinlong Freight`."""
        if "가" <= name.text[0] <= "힣":
            return True
        if longer.kind == "person":
            # A pair of syllables that only reads like a Korean name: `Goh Teck` of `Goh Teck Huat`.
            more = longer.text[len(name.text) :].split()
            ahead = longer.text[: -len(name.text)].split()
            if (
                not name.subjects
                and longer.end == name.end
                and len(ahead) == 1
                and not self._words.prose.intersection(word.lower() for word in ahead)
            ):
                return True  # `Li Ming` of `Chen Li Ming`
            if (
                more
                and longer.start == name.start
                and not self._words.prose.intersection(word.lower() for word in more)
            ):
                return True
            return (
                not name.subjects
                and longer.start == name.start
                and len(more) == 1
                and re.fullmatch(r"\w+ \w+", name.text) is not None
            )
        rest = longer.text.replace(name.text, "").lower().replace(",", " ").replace(".", " ")
        return not name.subjects or bool(set(rest.split()) - LEGAL_FORMS)
