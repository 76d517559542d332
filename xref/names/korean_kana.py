"""Katakana to capital letters, so that the tables can spell Korean names in it.

Owns one reading of each kana: チ is CI, ジ is JI, ッ is Q, ン is N. Invariant: the result
holds only capitals and the borders of the input. Refuses to know Korean: what ヨン can
stand for is in `rules/korean/systems.yml`.
"""

from __future__ import annotations

import re

_ROWS = {
    "": "アイウエオ", "K": "カキクケコ", "G": "ガギグゲゴ", "S": "サシスセソ", "Z": "ザ_ズゼゾ",
    "T": "タ__テト", "D": "ダ__デド", "N": "ナニヌネノ", "H": "ハヒフヘホ", "B": "バビブベボ",
    "P": "パピプペポ", "M": "マミムメモ", "R": "ラリルレロ",
}  # fmt: skip
_SINGLE = {
    kana: row + vowel
    for row, line in _ROWS.items()
    for kana, vowel in zip(line, "AIUEO", strict=True)
    if kana != "_"
} | {
    "チ": "CI", "ジ": "JI", "ヂ": "JI", "ツ": "TSU", "ヅ": "ZU", "ヤ": "YA", "ユ": "YU", "ヨ": "YO",
    "ワ": "WA", "ヲ": "O", "ン": "N", "ッ": "Q", "ヴ": "BU", "ー": "",
}  # fmt: skip
_SMALL = {"ャ": "YA", "ュ": "YU", "ョ": "YO", "ァ": "A", "ィ": "I", "ゥ": "U", "ェ": "E", "ォ": "O"}
# What a kana leaves before a small vowel: ウォ is WO, グァ is GWA, フィ is FI.
_STEMS = {
    "ウ": "W",
    "フ": "F",
    "グ": "GW",
    "ク": "KW",
    "ホ": "HW",
    "イ": "Y",
    "ヒ": "HY",
    "シ": "SY",
}
_KANA = re.compile("[ぁ-ゖァ-ヺー]")


def has_kana(text: str) -> bool:
    """Tell whether `text` holds any kana.

    Example:
        >>> has_kana("キム・ヨンボク"), has_kana("金")
        (True, False)
    """
    return _KANA.search(text) is not None


def kana_letters(text: str) -> str:
    """Write the kana of `text` in capitals; other characters stay.

    Example:
        >>> kana_letters("チェ・リョンヘ"), kana_letters("ファン ウォンジュ")
        ('CE・RYONHE', 'FAN WONJU')
    """
    found: list[str] = []
    last = ""
    for char in text:
        # Hiragana stands 0x60 below katakana.
        kana = chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char
        small = _SMALL.get(kana)
        if small is not None and found and last in _SINGLE:
            stem = found.pop()[:-1]
            if small[0] != "Y":
                stem = _STEMS.get(last, stem)
            elif stem in ("C", "J"):
                small = small[1:]
            found.append(stem + small)
        else:
            found.append(_SINGLE.get(kana, small or kana))
        last = kana
    return "".join(found)
