"""Repeats: sentences that stand in a text for the second time.

Pages print a headline twice, and aggregators print whole articles four times. Owns which
sentences are copies, so that a mention in them is counted once. Invariant: the first
occurrence of a sentence is never a repeat. Refuses near-copies: two sentences are the same
only if their letters are, case and white space aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from xref.articles.folded import FoldedText, fold_bytes
from xref.articles.sentences import Span, stop_at
from xref.rules.articles import ArticleRules

# All white space of Unicode but the space and the newline, each replaced by one space.
_ODD_SPACES = (
    "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)

# What may stand between a full stop and the next sentence: '…," he said.") Then'.
_CLOSERS = " \"'”’»)]"

# A sentence ends behind one of these, so what stands between two belongs to one sentence.
_CUTS = ".!?…\n。！？"
_LOOK = 80  # letters on each side of a word in which the words around it are looked for
_WORDS = 5  # so many of them on each side are compared

# The words before a place, and those from there on; None where they cannot be told.
_Around = tuple[tuple[bytes, ...], tuple[bytes, ...]] | None


def suspects(folded: FoldedText, places: Sequence[int]) -> list[int]:
    """Tell cheaply which of some words may stand in a copy of a sentence of another of them.

    Args:
        folded: The text.
        places: Offsets of the first letter of each, in order.

    Returns:
        Those whose neighbours, up to the next full stops, are the same as those of one before.

    Example:
        >>> folded = FoldedText("Putin met Kim there. Kim left. Putin met  Kim there.")
        >>> suspects(folded, [10, 21, 42])
        [42]
    """
    if len(places) < 2:
        return []
    if not folded.aligned:  # folding agrees with lower case in Latin letters only
        return list(places[1:])
    known: set[_Around] = set()
    found = []
    for place in places:
        around = _around(folded.text, place)
        if known and (around is None or around in known or None in known):
            found.append(place)
        known.add(around)
    return found


def _around(text: str, place: int) -> _Around:
    """The words around a place that belong to its sentence whatever ends one."""
    low, high = max(0, place - _LOOK), min(len(text), place + _LOOK)
    before, behind = text[low:place], text[place:high]
    begin = max(before.rfind(mark) for mark in _CUTS) + 1
    ends = [end for mark in _CUTS if (end := behind.find(mark)) >= 0]
    words_before = fold_bytes(before[begin:]).split()
    words_behind = fold_bytes(behind[: min(ends)] if ends else behind).split()
    # Where the look ended within the sentence, the word there is perhaps cut.
    cut = (not begin and low > 0, not ends and high < len(text))
    for is_cut, words in zip(cut, (words_before, words_behind), strict=True):
        if is_cut and len(words) <= _WORDS:
            return None
    return tuple(words_before[-_WORDS:]), tuple(words_behind[:_WORDS])


def repeats(text: str, rules: ArticleRules) -> tuple[Span, ...]:
    """Find the sentences (and so the paragraphs) that repeat an earlier one.

    Args:
        text: Clean text.
        rules: Gives the shortest sentence that counts, and how sentences end.

    Returns:
        Spans in order without overlap; neighbours that both repeat are one span.

    Example:
        >>> from xref.rules import load_rules
        >>> text = "Putin met Kim Yong-bok. He smiled. PUTIN met  Kim Yong-bok. The end."
        >>> [text[a:b] for a, b in repeats(text, load_rules().articles)]
        ['PUTIN met  Kim Yong-bok.']
    """
    least = rules.repeats.min_letters
    # A sentence can only recur if its fragments between full stops do ("Gen. Kim Jong Un left."
    # falls into "gen" and "kim jong un left"), so whole texts are cut at every full stop first,
    # which is cheap, and sentences are looked at only where a fragment recurs.
    fragments = _fragments(text)
    keys = [part.strip(_CLOSERS) for part in fragments]
    if "  " in "\n".join(keys):
        keys = [" ".join(key.split()) for key in keys]
    long_keys = [key for key in keys if len(key) >= least]
    if len(set(long_keys)) == len(long_keys):
        return ()
    suspects = {key for key, count in Counter(long_keys).items() if count > 1}
    seen: set[str] = set()
    found: list[Span] = []
    marks = [end + number for number, end in enumerate(accumulate(map(len, fragments)))]
    style = rules.sentences
    done = 0
    for number in [number for number, key in enumerate(keys) if key in suspects]:
        if marks[number] < done:
            continue
        # Walk over the full stops that end no sentence; never back into the one before.
        low = done
        for mark in range(number - 1, -1, -1):
            if marks[mark] < done:
                break
            if (stop := stop_at(text, marks[mark], style)) is not None:
                low = stop
                break
        ends = (stop_at(text, marks[mark], style) for mark in range(number, len(marks)))
        high = done = next((end for end in ends if end is not None), len(text))
        sentence = text[low:high]
        key = " ".join(sentence.lower().split())
        if key not in seen:
            seen.add(key)
            continue
        low += len(sentence) - len(sentence.lstrip())
        high = low + len(sentence.strip())
        if found and not text[found[-1][1] : low].strip():
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return tuple(found)


def _fragments(text: str) -> list[str]:
    """Cut a text at every full stop and newline, in lower case, offsets kept."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ becomes two characters
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    for mark in "!?…\n。！？":
        lowered = lowered.replace(mark, ".")
    for space in _ODD_SPACES:
        if space in lowered:
            lowered = lowered.replace(space, " ")
    return lowered.split(".")
