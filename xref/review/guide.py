"""The Guide: how a reviewer assesses a possible match, in the sheet itself.

Owns the texts of the Guide sheet. Invariant: the reason codes stand in its first rows, where
the drop-down looks for them. Refuses to decide: it asks questions in a useful order.
"""

from __future__ import annotations

from collections.abc import Iterator

from xref.rules.review import DISPOSITIONS, ReviewRules

#: The steps OFAC asks for before anybody calls (FAQ 5), in our words and with our columns.
STEPS = (
    ("1. What is the list?", "Look at `authorities`, `list` and `status`. `reported` is no "
     "sanction; `delisted` is one no more. Open `listing_url` and read the whole entry."),
    ("2. Same kind?", "Compare `kind` with what the article speaks of. A person is no ship and no "
     "company: a false positive (different_person, different_vessel, different_body, not_a_name)."),
    ("3. How much of the name?", "Compare `mention` with `listed_name`, and see `parts_matched`. "
     "If only one of two or more names agrees, it is a false positive."),
    ("4. Which kind of name?", "See `name_kind`. A weak alias is broad: it confirms, and is never "
     "enough alone. A former name may have gone to another ship."),
    ("5. Compare the rest.", "Set the entry beside the article: birth date, nationality, place, "
     "post, former names; for ships the IMO number, flag, type and owner. `agrees`, `conflicts` "
     "and `unknown` tell what xref found; read the article itself (`article_url`)."),
    ("6. Namesakes.", "See `homonyms` and how common the name is (`agrees`). Most people who bear "
     "a listed name are not the listed person."),
    ("7. Many differences?", "If the entry and the article differ in several of these, it is a "
     "false positive. Say in the comment who is meant: the next reviewer will be glad of it."),
    ("8. Several likenesses, or exact?", "Then it is a true match, or a case for somebody who can "
     "ask the authority: escalate. Without enough facts: pending or escalate, never a guess."),
    ("9. Was it decided before?", "See `earlier`. If it was reopened, the cell says what has "
     "changed since; decide upon that change, and not out of habit."),
)  # fmt: skip

RULES = (
    ("What to fill in", "disposition, reason_code and reviewer, in the green columns; a comment "
     "where it helps. Leave a row empty to leave it open. Nothing else can be edited; to sort in "
     "Excel, first take off the protection (Review, Unprotect Sheet: there is no password)."),
    ("How to hand it in", "Save, and run `xref review apply` on the file: first it only shows what "
     "would change. CSV and XLSX are both read."),
    ("What a clear does", "A false positive keeps the same article and subject off later sheets "
     "while listing, namesakes, wording and rules stay as they are, until it expires. Reasons "
     "marked `source` reach further: see the third column and docs/review.md."),
)  # fmt: skip


def guide_rows(rules: ReviewRules) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the Guide sheet; the first is its header.

    Example:
        >>> from xref.rules import load_rules
        >>> next(guide_rows(load_rules().review))
        ('reason_code', 'what it says', 'for (what a clear covers)')
    """
    yield ("reason_code", "what it says", "for (what a clear covers)")
    for code, reason in rules.reasons.items():
        covers = f" ({reason.scope})" if "false_positive" in reason.used_for else ""
        yield (code, reason.text, ", ".join(reason.used_for) + covers)
    yield ("",)
    yield ("disposition",)
    for disposition in DISPOSITIONS:
        yield (disposition, getattr(rules.dispositions, disposition))
    yield ("",)
    yield ("How to assess a possible match",)
    yield from STEPS
    yield ("",)
    yield ("How to use this sheet",)
    yield from RULES
