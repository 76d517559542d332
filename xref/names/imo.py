"""IMO ship numbers: the seven digits that identify a hull for life.

Owns the check digit and the finding of numbers in text. Invariant: `is_imo` is true
only for seven digits whose check digit agrees. Refuses to repair a number.
"""

from __future__ import annotations

import re

# IMO resolution A.1117(30): the first six digits weighted 7 down to 2; the last digit of
# the sum is the seventh.
_WEIGHTS = (7, 6, 5, 4, 3, 2)
_LABELLED = re.compile(r"\bIMO(?:\s*(?:number|no\.?|#|:))*[\s:#-]*(\d{7})(?!\d)", re.IGNORECASE)


def is_imo(text: str) -> bool:
    """Tell whether `text` is seven ASCII digits with a right check digit.

    Example:
        >>> is_imo("9004073"), is_imo("9004074"), is_imo("IMO 9004073")
        (True, False, False)
    """
    if len(text) != 7 or not (text.isascii() and text.isdigit()):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return total % 10 == int(text[6]) and text != "0000000"


def find_imo(text: str) -> list[tuple[int, int, str]]:
    """Find numbers that the text itself calls IMO numbers, right check digit or not.

    Returns:
        `(start, end, digits)`; the offsets are those of the seven digits.

    Example:
        >>> find_imo("the Kum Ya (IMO: 9004073)")
        [(17, 24, '9004073')]
        >>> find_imo("call 9004073")
        []
    """
    return [(m.start(1), m.end(1), m.group(1)) for m in _LABELLED.finditer(text)]
