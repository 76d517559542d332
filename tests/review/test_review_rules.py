"""`rules/review.yml`: strict, and complete enough to decide with."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.data import data_folder
from xref.errors import RulesError
from xref.rules import Rules
from xref.rules.review import DISPOSITIONS, load_review

TEXT = (data_folder("rules") / "review.yml").read_text(encoding="utf-8")

#: Replaced, by what, and the words of the problem.
BROKEN = [
    ("    scope: document\n", "    scope: world\n", "one of document, source"),
    ("    for: [escalate]\n", "    for: []\n", "names no disposition"),
    ("    for: [escalate]\n", "    for: [clear]\n", "expected one of"),
    ("    value: 365\n", "    value: 0\n", "between 1 and 3650"),
    ("    value: 365\n", "    value: 5000\n", "between 1 and 3650"),
    ("  needs_authority:\n", "  needs authority:\n", "letters, digits"),
    ("  pending: Not", "  open: Not", "unknown field 'open'"),
    ("    comment: true\n", "    comment: perhaps\n", "true or false"),
    ("    text: Another company or body of that name\n", "    text: ''\n", "'text' is empty"),
]


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_mistakes_are_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    """Each with its file and what is expected."""
    assert old in TEXT
    (tmp_path / "review.yml").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError, match=r"review\.yml") as caught:
        load_review(tmp_path)
    assert words in str(caught.value)


def test_a_disposition_without_a_reason(tmp_path: Path) -> None:
    """Nobody could use it."""
    text = TEXT.replace("for: [escalate, pending]", "for: [escalate]")
    text = text.replace("for: [pending]", "for: [escalate]")
    (tmp_path / "review.yml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match="no reason is for pending"):
        load_review(tmp_path)


def test_every_disposition_can_be_chosen(rules: Rules) -> None:
    """Each has reasons; a reason that covers a source is one for a false positive."""
    for disposition in DISPOSITIONS:
        assert rules.review.codes(disposition)
    for reason in rules.review.reasons.values():
        assert reason.scope == "document" or reason.used_for == ("false_positive",)


def test_neutral_features_move_no_score_across_a_border(rules: Rules) -> None:
    """What a fingerprint leaves out is no contradiction, and no evidence of who is meant."""
    neutral = set(rules.review.mention.neutral)
    assert not neutral & set(rules.evidence.contradictions)
    for feature in neutral & set(rules.evidence.effects):
        assert rules.evidence.effect(feature) == 0.0
