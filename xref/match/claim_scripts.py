"""Claims in Korean, Russian, Chinese and Japanese, by words alone.

Owns telling that a sentence of another script says that somebody is sanctioned. Invariant: one
word that denies, asks or plans is enough for no claim. Refuses grammar: whoever is named in such
a sentence, and is neither speaker nor a party to the talk, is its target.
"""

from __future__ import annotations

import re

from xref.match.claim_marks import Marked
from xref.match.claim_statements import UNKNOWN, Statement
from xref.rules.claims import ClaimRules, Script

_CYRILLIC = re.compile("[а-яё]")
#: Any of these scripts; most that is not ASCII is a curly quote.
_OTHER = re.compile("[а-яё가-힣ぁ-ヿ\u3400-\u9fff]")
_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[ぁ-ヿ]")
_HAN = re.compile("[\u3400-\u9fff]")
_NAME = re.compile(r"N(\d+)")
_BODY = re.compile(r"[AL](\d+)")
_SAYS = {
    "korean": re.compile(r"N(\d+)(?:\s?\S+)?\s?(?:기자|대변인|장관|대통령)"),
    "russian": re.compile(
        r"\b(?:сообщил\w*|заявил\w*|сказал\w*|отметил\w*|по словам)\s+(?:\w+\s+){0,3}N(\d+)"
    ),
    "chinese": re.compile(r"N(\d+)(?:说|表示|称)"),
    "japanese": re.compile(r"N(\d+)(?:氏)?(?:は|が)(?:述べ|語)"),
}  # fmt: skip
#: Behind these the target of an active verb stands; what is named before it acts.
_AGAINST = {
    "russian": re.compile(r"санкции (?:против|в отношении)(.*)|список(.*)"),
    "chinese": re.compile(r"制裁(N.*)"),
}


class Scripts:
    """Reads sentences of other scripts; immutable."""

    def __init__(self, rules: ClaimRules) -> None:
        self._scripts = rules.scripts

    def language(self, text: str) -> str | None:
        """The language a sentence is read as, or None for Latin letters."""
        if text.isascii() or _OTHER.search(text) is None:
            return None
        if _HANGUL.search(text):
            return "korean"
        if _KANA.search(text):
            return "japanese"
        if _HAN.search(text):
            return "chinese"
        return "russian" if len(_CYRILLIC.findall(text)) > 20 else None

    def statements(self, marked: Marked, language: str) -> list[Statement]:
        """The statement of a sentence, if it makes one."""
        script: Script = self._scripts[language]
        text = f" {marked.text}"
        if not any(word in text for word in script.says) or any(w in text for w in script.not_so):
            return []
        posts = "|".join(map(re.escape, script.posts))
        if posts:
            text = re.sub(rf"N\d+(?=\s?(?:{posts})\s?N\d)", "", text)
        resolutions = "|".join(map(re.escape, script.resolutions))
        text = re.sub(rf"[AL]\d+(?=\s?(?:{resolutions}))", "", text)
        text = re.sub(rf"((?:{resolutions})[а-я]*\s)[AL]\d+", r"\1", text)
        names = [int(number) for number in _NAME.findall(text)]
        speakers = {int(number) for number in _SAYS[language].findall(text)}
        if language in _AGAINST:
            behind = _AGAINST[language].search(text)
            ahead = (
                [int(n) for n in _NAME.findall("".join(filter(None, behind.groups())))]
                if behind
                else []
            )
            names = ahead or names
        targets = tuple(dict.fromkeys(n for n in names if n not in speakers))
        meant = next((word for said, word in script.stand_ins.items() if said in text), "")
        if not targets and not meant:
            return []
        codes = marked.codes([int(number) for number in _BODY.findall(text)])
        if not codes and "X" in text:
            return []
        return [Statement(targets, "" if targets else meant, codes or (UNKNOWN,))]
