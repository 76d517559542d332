"""Names as the EU prints them: one cell to the names it holds.

The cells of an annex keep the printed wording: a foreign spelling behind the Latin one,
variants in brackets, labels (`Korean:`), notes. Owns the cutting. Invariant: every name
given out is made of printed words only, in printed order; a bracket that is a note is
no name. Refuses to guess: a text that fits no rule stays whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

import msgspec

from xref.lists.readers.base import tidy
from xref.lists.readers.eu_labels import eu_country, labels
from xref.lists.readers.eu_pieces import TRIM, at_commas, listed, patterns, runs_of, trimmed
from xref.model import Kind, Name, Order, Quality
from xref.names.fold import script_of

MAX_VARIANTS = 24
"""Names that one cell with variants of several of its words can stand for; beyond it
only one word is varied at a time. The largest cell read has 16."""


_WORDS = re.compile(r"[A-Za-z0-9 '’-]+|[Ѐ-ӿ0-9 '’-]+|[가-힣 ]+")


class _Part(msgspec.Struct, frozen=True):
    """A stretch of a cell: text, or what stands in brackets."""

    text: str
    bracket: bool


def names_in(cell: str, quality: Quality, kind: Kind, *, primary: bool = False) -> list[Name]:
    """Cut one printed name into the names it holds.

    Args:
        cell: As printed, one value of a list of aliases or the name itself.
        quality: Of the names that carry no mark of their own.
        kind: Of the target: brackets mean other things on a person, a body and a ship.
        primary: Whether it is the cell of the name: it is not cut at commas, because
            surnames stand before them.

    Example:
        >>> [name.text for name in names_in("KIM Kwang Yon 김광연", "primary", "person")]
        ['KIM Kwang Yon', '김광연']
        >>> [name.text for name in names_in("Iyad (a.k.a. Eyad) MAKHLOUF", "primary", "person")]
        ['Iyad MAKHLOUF', 'Eyad MAKHLOUF']
        >>> [(n.text, n.quality) for n in names_in("STORM (ex KRITI)", "primary", "vessel")]
        [('STORM', 'primary'), ('KRITI', 'former')]
        >>> names_in("Text of image", "unknown", "person")
        []
    """
    found: dict[str, Name] = {}
    whole = unicodedata.normalize("NFC", tidy(cell))
    pieces = [(whole, None)] if _is_one(whole) else _cut(whole, kind, primary)
    for text, own in pieces:
        spelling = trimmed(text)
        if sum(map(str.isalpha, spelling)) + sum(map(str.isdigit, spelling)) < 2:
            continue
        mark = own or quality
        if mark == "primary" and found:
            mark = "unknown"
        found.setdefault(spelling, Name(spelling, mark, script_of(spelling)))
    return list(found.values())


def ordered(name: Name, *, korean: bool) -> Order | None:
    """Tell where the surname stands, by its capitals or the comma after it.

    A surname in capitals behind the given names of a Korean tells nothing: the EU printed
    `Kang Sun NAM` for Kang Sun Nam, whose surname is Kang.

    Example:
        >>> ordered(Name("KIM Yong Bok"), korean=True), ordered(Name("SIM, Kum-Chol"), korean=True)
        ('surname_first', 'surname_first')
        >>> ordered(Name("Kang Sun NAM"), korean=True), ordered(Name("Petr ORLOV"), korean=False)
        (None, 'surname_last')
    """
    if name.script not in ("latin", "cyrillic"):
        return None
    if name.text.count(",") == 1 and re.fullmatch(r"[^,]*\w, \w.*", name.text):
        return "surname_first"
    words = [word for word in re.split(r"[\s,]+", name.text) if any(map(str.isalpha, word))]
    capitals = [word.isupper() and sum(map(str.isalpha, word)) > 1 for word in words]
    if not any(capitals) or all(capitals):
        return None
    if all(capitals[: capitals.count(True)]):
        return "surname_first"
    if all(capitals[-capitals.count(True) :]):
        return None if korean else "surname_last"
    return None


def _is_one(text: str) -> bool:
    """Tell whether nothing in a text could be cut at: words of one script and no label."""
    return (
        _WORDS.fullmatch(text) is not None
        and text.lower() not in labels().junk
        and patterns()["mark"].search(text) is None
    )


def _cut(text: str, kind: Kind, primary: bool) -> Iterator[tuple[str, Quality | None]]:
    for junk in labels().junk:
        text = re.sub(re.escape(junk), ";", text, flags=re.IGNORECASE)
    text = patterns()["enumerator"].sub(";", text)
    text = re.sub(r"(\w{3,})/\s+(\w+)$", r"\1/\2", text)
    for segment in _outside(text, ";"):
        before = ""
        for piece, quality in _labelled(segment):
            if quality == "former" and kind == "person" and len(piece.split()) < 2:
                # A birth name alone takes the place of the surname before it.
                given = before.rpartition(" ")[0]
                if not given or not piece.strip() or script_of(given) != script_of(piece):
                    continue
                yield f"{given} {piece.strip()}", quality
                continue
            if quality == "former" and any(map(str.isdigit, piece)):
                break
            yield from _bracketed(piece, quality, kind, primary)
            before = piece.strip(TRIM + "() ")


def _outside(text: str, mark: str) -> list[str]:
    """Split at a mark that stands outside brackets."""
    pieces = [""]
    depth = 0
    for char in text:
        depth = max(0, depth + (char == "(") - (char == ")"))
        if char == mark and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += char
    return pieces


def _labelled(segment: str) -> Iterator[tuple[str, Quality | None]]:
    """Cut at `Korean:`, at `a.k.a.` and the like outside brackets, and at a birth name."""
    table = patterns()
    depth = 0
    plain = []
    for char in table["language"].sub("\0", segment):
        depth += (char == "(") - (char == ")")
        plain.append("\1" if char == "\0" and depth > 0 else char)
    for piece in "".join(plain).replace("\1", "").split("\0"):
        start = 0
        quality: Quality | None = None
        for mark in table["mark"].finditer(piece):
            if _inside_brackets(piece, mark.start()):
                continue
            yield piece[start : mark.start()], quality
            word = mark[1].lower().rstrip(":")
            quality = "former" if word in labels().former + labels().birth_names else "unknown"
            start = mark.end()
        yield piece[start:], quality


def _inside_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)


def _bracketed(
    text: str, quality: Quality | None, kind: Kind, primary: bool
) -> Iterator[tuple[str, Quality | None]]:
    parts = _parts(text)
    # Each word with its variants; a bracket of another script or of a whole name ends it.
    words: list[list[str]] = []
    others: list[tuple[str, Quality | None]] = []
    for index, part in enumerate(parts):
        if not part.bracket:
            words += [[word] for word in part.text.split()]
            continue
        rest = " ".join(item.text for item in parts[index + 1 :] if not item.bracket)
        before = " ".join(word[0] for word in words)
        if _only_former(part.text):
            quality = "former"
        elif not before:
            yield from _plain(part.text, quality, kind, primary)
        elif _foreign(part.text, before):
            others += [
                (item, quality and "unknown")
                for piece, _ in _labelled(part.text)
                for item in re.split(r"[,،/]", piece)
            ]
            if rest and script_of(rest) == script_of(before) and len(rest.split()) > 1:
                yield from _variants(words, quality, kind, primary)
                words = []
        else:
            others += _same_script(part.text, rest, words, kind)
    yield from _variants(words, quality, kind, primary)
    yield from others


def _parts(text: str) -> list[_Part]:
    """Split at outer brackets that stand free; `(香港)` inside a word stays."""
    parts: list[_Part] = []
    start = depth = opened = 0
    for place, char in enumerate(text):
        if char == "(" and (depth or place == 0 or text[place - 1].isspace()):
            if depth == 0:
                parts.append(_Part(text[start:place], False))
                opened = place + 1
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if depth == 0:
                parts.append(_Part(text[opened:place], True))
                start = place + 1
    rest = _Part(text[opened:], True) if depth else _Part(text[start:], False)
    return [part for part in [*parts, rest] if part.text.strip()]


def _only_former(text: str) -> bool:
    """Tell whether a bracket says only that the name before it is an old one."""
    return text.strip(TRIM).lower() in labels().former


def _foreign(text: str, before: str) -> bool:
    if re.match(r"[a-z]+ [A-Z]?[a-z]+$", text.strip()):
        return False
    script = script_of("".join(piece for piece, _ in _labelled(text)))
    return script not in ("other", script_of(before)) or (
        script == "other" and any(ord(char) > 0x024F and char.isalpha() for char in text)
    )


def _same_script(
    text: str, rest: str, words: list[list[str]], kind: Kind
) -> list[tuple[str, Quality | None]]:
    """Read a bracket: variants go to the last word; names of their own are returned."""
    table = patterns()
    text = text.strip()
    mark = table["first_mark"].match(text)
    word = mark[1].lower().rstrip(":") if mark else ""
    quality: Quality | None = None
    if mark and mark.end() == len(text):
        return []
    if word in labels().former or word in labels().birth_names:
        quality = "former"
    content = text[mark.end() :] if mark else text
    content = content.replace("(", ", ").replace(")", "")
    items = [item.strip() for item in re.split(r",|/|;| or ", content) if item.strip()]
    if kind != "person":
        return _of_body(
            text if not mark else content, rest, words, kind, quality=quality, marked=bool(mark)
        )
    if any(map(str.isdigit, content)):
        return []
    names: list[tuple[str, Quality | None]] = []
    for item in items:
        last = words[-1][0]
        single = len(item.split()) <= (2 if "-" in last or "-" in item else 1)
        if word in labels().birth_names and single:
            names.append((" ".join([w[0] for w in words[:-1]] + [item]), "former"))
        elif single and (rest or (item.isupper() and last.isupper())) and item[:1].isupper():
            words[-1].append(item)
        elif (mark and item[:1].isupper()) or (
            len(item.split()) > 1 and all(w[:1].isupper() or w[:2] == "al" for w in item.split())
        ):
            names.append((item, quality or "unknown"))
    return names


def _of_body(
    content: str,
    rest: str,
    words: list[list[str]],
    kind: Kind,
    *,
    marked: bool,
    quality: Quality | None,
) -> list[tuple[str, Quality | None]]:
    """Bodies and ships: a bracket at the end is a name of its own, one inside stays."""
    bare = content.strip()
    if not marked and not rest and eu_country(bare) is not None:
        words.append([f"({bare})"])
        return []
    if not marked and (rest and kind != "vessel"):
        words.append([f"({bare})"])
        return []
    if not marked and (bare.lower() in labels().legal_forms or bare[:1].isdigit()):
        words.append([f"({bare})"])
        return []
    if not marked and bare[:1].islower():
        return []
    if not marked and any(w.islower() and len(w) > 4 for w in bare.split()):
        # `Al-Haramain (Bangladesh branch)`: what tells it from its namesakes.
        words.append([f"({bare})"])
        return []
    names = list(at_commas(bare)) if marked else [bare]
    return [(name, quality or "unknown") for name in names]


def _variants(
    words: list[list[str]], quality: Quality | None, kind: Kind, primary: bool
) -> Iterator[tuple[str, Quality | None]]:
    if kind == "person":
        words = [_slashed(word) for word in words]
    total = 1
    for word in words:
        total *= len(word)
    if total <= MAX_VARIANTS:
        texts = [" ".join(choice) for choice in product(*words)] if words else []
    else:
        base = [word[0] for word in words]
        texts = [" ".join(base)] + [
            " ".join([*base[:place], other, *base[place + 1 :]])
            for place, word in enumerate(words)
            for other in word[1:]
        ]
    for text in texts:
        yield from _plain(text, quality, kind, primary)
        quality = quality or (None if not primary else "unknown")


def _slashed(word: list[str]) -> list[str]:
    """`VARABEI/VERABEI` is one word with a variant."""
    first = word[0].split("/")
    if len(word) == 1 and len(first) == 2 and all(len(item) > 2 for item in first):
        return first
    return word


def _plain(
    text: str, quality: Quality | None, kind: Kind, primary: bool
) -> Iterator[tuple[str, Quality | None]]:
    """Cut a text without brackets at slashes between names, at commas, and between scripts."""
    pieces = re.split(r"\s+/\s+|(?<=\w)/\s+(?=\w+\s)", text) if kind == "person" else [text]
    for piece in pieces:
        items = [piece]
        if kind == "person":
            items = listed(piece, primary)
        elif not primary and kind == "organisation":
            items = list(at_commas(piece))
        for item in items:
            for run in runs_of(item):
                again = kind == "person" and script_of(run) not in ("latin", "cyrillic")
                for name in listed(run, primary=False) if again else [run]:
                    yield name, quality
