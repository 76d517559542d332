"""Pieces of printed EU names: where a text without brackets holds several names.

Owns the cuts at commas and between scripts, what is trimmed, and the patterns of labels
made from `lists/eu-labels.yml`. Invariant: no word is lost or moved. Refuses to cut at a
comma that may stand behind a surname, or before a legal form.
"""

from __future__ import annotations

import re
from functools import cache

from xref.lists.readers.base import tidy
from xref.lists.readers.eu_labels import labels
from xref.names.fold import script_of

TRIM = " \t,;:/.-–—"
# Letters that look the same in Latin and Cyrillic: a word of them alone says nothing.
_LOOKALIKES = frozenset("ABCEHKMOPTXYaceopxyАВСЕНКМОРТХУасеорху")


def listed(text: str, primary: bool) -> list[str]:
    """Split names of persons at commas; keep a comma behind a surname.

    Args:
        text: One alias, or the name itself.
        primary: The name itself is split only if each piece is a whole name in mixed case.

    Example:
        >>> listed("KIM Yong-Nam, KIM Young-Nam", primary=False)
        ['KIM Yong-Nam', 'KIM Young-Nam']
        >>> listed("SIM, Kum-Chol", primary=False)
        ['SIM, Kum-Chol']
    """
    items = [item.strip() for item in re.split(r"[,،]", text) if item.strip()]
    if len(items) < 2:
        return [text]
    full = [len(item.split()) > 1 for item in items]
    if primary:
        cased = all(re.search(r"[^\W\d_]{2}", item) and not item.isupper() for item in items)
        capitals = all(any(w.isupper() and len(w) > 1 for w in i.split()) for i in items)
        return items if all(full) and cased and capitals else [text]
    if (
        all(full)
        or items[0][:1].islower()
        or (len(items) > 2 and (sum(full) * 2 >= len(items) or not any(full)))
    ):
        return items
    return [text]


def at_commas(text: str) -> list[str]:
    """Split names of bodies at commas, if each is one: a legal form marks it.

    Example:
        >>> at_commas("Han LLC, JSC Sol"), at_commas("Almaz, JSC")
        (['Han LLC', 'JSC Sol'], ['Almaz, JSC'])
    """
    items = [item.strip() for item in text.split(",") if item.strip()]
    forms = labels().legal_forms

    def whole(item: str) -> bool:
        return item.lower() not in forms and not item[:1].islower()

    def formed(item: str) -> bool:
        words = item.lower().split()
        return words[0] in forms or words[-1] in forms or (len(words) == 1 and item.isupper())

    quoted = all(item[:1] in "'‘“«\"" for item in items)
    if len(items) > 1 and (quoted or (all(map(whole, items)) and any(map(formed, items)))):
        return items
    return [text]


def runs_of(text: str) -> list[str]:
    """Split where the script changes, if each part can be a name.

    Example:
        >>> runs_of("KIM Kwang Yon 김광연"), runs_of("ЛИ Чхан Xo")
        (['KIM Kwang Yon', '김광연'], ['ЛИ Чхан Xo'])
    """
    runs: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for word in text.split():
        letters = [char for char in word if char.isalpha()]
        if not letters or all(char in _LOOKALIKES for char in letters):
            (runs[-1][1] if runs else waiting).append(word)
            continue
        script = script_of(word)
        if runs and runs[-1][0] == script:
            runs[-1][1].append(word)
        else:
            runs.append((script, [*waiting, word]))
            waiting = []
    if len(runs) < 2:
        return [text]
    scripts = [script for script, _ in runs]
    alphabets = {"latin", "cyrillic"}
    long = all(len(words) > 1 for script, words in runs if script in alphabets)
    apart = len(set(scripts)) == len(scripts)
    if (apart and (long or not alphabets.issuperset(scripts))) or (
        long and alphabets.issuperset(scripts) and not _quoted(runs)
    ):
        return [" ".join(words) for _, words in runs]
    return [text]


def _quoted(runs: list[tuple[str, list[str]]]) -> bool:
    """Tell whether a run ends inside quotation marks: `ООО «Nord Stream»` is one name."""
    return any(
        sum(map(text.count, "«“‘")) > sum(map(text.count, "»”’"))
        for text in (" ".join(words) for _, words in runs)
    )


def trimmed(text: str) -> str:
    """Take off what is no part of a name: marks at its ends, half a bracket.

    Example:
        >>> trimmed("– Sol Corp., "), trimmed("(金铁三)"), trimmed("KOSTERINA/")
        ('Sol Corp.', '金铁三', 'KOSTERINA')
    """
    spelling = text.strip(TRIM + '"')
    # A full stop belongs to a short form (`Ltd.`, `Co.`), not to `DPRK.`
    if text.strip(TRIM.replace(".", "") + '"').endswith(".") and re.search(
        r"(?:\b\w{1,4}|\b\w\.\w)$", spelling
    ):
        spelling += "."
    if spelling.count(")") != spelling.count("("):
        spelling = spelling.replace("(", " ").replace(")", " ")
    if re.fullmatch(r"\([^()]+\)", spelling):
        spelling = spelling[1:-1]
    return re.sub(r"\s+([,;»])", r"\1", tidy(spelling))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of labels.

    Returns:
        `enumerator` (`(a)`), `language` (`Korean:`), `mark` (`a.k.a.` between names),
        `first_mark` (the same at the start of a bracket).
    """
    table = labels()

    def either(words: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    marks = either(table.aliases + table.former + table.birth_names)
    inline = either(
        tuple(w for w in table.aliases if w != "alias")
        + tuple(w for w in table.former if w.startswith(("f.k", "fka", "formerly known")))
        + table.birth_names
    )
    dotted = tuple(word for word in table.languages if word.endswith("."))
    flags = re.IGNORECASE
    return {
        "enumerator": re.compile(
            r"(?:(?<=^)|(?<=[\s,;\"]))(?:\(?[a-z]\)|\([ivx]+\))\s*(?=\S)"
            r"|[.,]?\s+(?i:date of birth)\b[^;]*"
        ),
        "language": re.compile(
            rf"(?<!\w)(?:(?:{either(table.languages)})(?: spelling)?\s*:|{either(dotted)})", flags
        ),
        "mark": re.compile(rf"(?<!\w)({inline})(?!\w):?\s*", flags),
        "first_mark": re.compile(rf"({marks})(?!\w)[:.]?\s*", flags),
    }
