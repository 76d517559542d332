"""Shape of `rules/review.yml`: how decisions are made, how long they hold, what ends them.

Owns the structs and their checks. Invariant: every disposition has a reason code, every
number a reason. Refuses to know any alert.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import msgspec

from xref.rules.subjects import Count
from xref.yamlfile import read_struct

Disposition = Literal["true_match", "false_positive", "escalate", "pending"]
Scope = Literal["document", "source"]

DISPOSITIONS: tuple[Disposition, ...] = get_args(Disposition)


class DispositionTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each disposition means, in a sentence."""

    true_match: str
    false_positive: str
    escalate: str
    pending: str


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"used_for": "for"}):
    """A reason that a reviewer can pick.

    Attributes:
        text: What it says.
        used_for: Dispositions it explains.
        scope: What a false positive for this reason covers: the `document`, or also other
            documents of the same `source` under the conditions of `xref.review.suppression`.
        comment: Whether a comment must be given.
    """

    text: str
    used_for: tuple[Disposition, ...]
    scope: Scope
    comment: bool

    def __post_init__(self) -> None:
        if not self.used_for:
            raise ValueError("'for' names no disposition")
        if not self.text.strip():
            raise ValueError("'text' is empty")


class Expiry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days that a false positive holds, by scope."""

    document: Count
    source: Count

    def __post_init__(self) -> None:
        for name in ("document", "source"):
            if not 1 <= getattr(self, name).value <= 3650:
                raise ValueError(f"{name}: days must be between 1 and 3650")


class SecondReviewer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which decisions count only after a second, different reviewer.

    Attributes:
        dispositions: These always.
        false_positive_from: False positives of alerts with this score or more.
    """

    dispositions: tuple[Disposition, ...]
    false_positive_from: float
    why: str

    def needed(self, disposition: str, score: float) -> bool:
        """Whether a decision waits for a second person.

        Example:
            >>> rule = SecondReviewer(("true_match",), 0.95, "policy")
            >>> rule.needed("true_match", 0.7), rule.needed("false_positive", 0.94)
            (True, False)
        """
        return disposition in self.dispositions or (
            disposition == "false_positive" and score >= self.false_positive_from
        )


class MentionRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Features that the fingerprint of a mention leaves out, and why."""

    neutral: tuple[str, ...]
    why: str


class ReviewRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/review.yml`.

    Attributes:
        major: Raised by hand when rules change so much that old clears are asked again.
        dispositions: What each means.
        reasons: Reason code to what it says.
    """

    schema: int
    major: Count
    dispositions: DispositionTexts
    reasons: dict[str, Reason]
    expiry: Expiry
    second_reviewer: SecondReviewer
    mention: MentionRules

    def __post_init__(self) -> None:
        explained = {each for reason in self.reasons.values() for each in reason.used_for}
        for disposition in DISPOSITIONS:
            if disposition not in explained:
                raise ValueError(f"no reason is for {disposition}")
        for code in self.reasons:
            if not code.isidentifier() or not code.isascii():
                raise ValueError(f"reason {code!r}: use letters, digits and _ only")

    def codes(self, disposition: str) -> tuple[str, ...]:
        """The reason codes of one disposition, in the order of the file."""
        return tuple(code for code, each in self.reasons.items() if disposition in each.used_for)


def load_review(folder: Path) -> ReviewRules:
    """Read `review.yml` of a rules folder.

    Raises:
        RulesError: With every problem of the file.

    Example:
        >>> from xref.data import data_folder
        >>> load_review(data_folder("rules")).reasons["not_a_name"].scope
        'source'
    """
    return read_struct(folder / "review.yml", ReviewRules)
