"""Copies: syndicated articles are recognised, and different articles are not."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.copies import Copies
from xref.model import Document, Zone
from xref.rules import load_rules
from xref.rules.articles import ArticleRules

RULES = load_rules().articles
STORY = "\n".join(
    f"General number {n} stood at the yard in Chongjin on day {n} and saluted fleet {n}."
    for n in range(30)
)
OTHER = STORY.replace("yard", "school").replace("saluted", "praised")


def limits(**changes: object) -> ArticleRules:
    return msgspec.structs.replace(RULES, copies=msgspec.structs.replace(RULES.copies, **changes))


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.upper(),
        "SEOUL (Reuters) - " + STORY,
        "Ships saluted\nBy Anna Weller\nMay 9, 2025\n\n" + STORY,
        STORY + "\nThe ministry had no comment.",
        STORY[: len(STORY) * 3 // 4],
        STORY.replace("\n", "\n\n").replace(" ", "  "),
        STORY.replace("General number 7 stood", "“General number 7 sat"),
    ],
)
def test_copy(copy: str) -> None:
    """The same text under another headline, dateline or cut is a copy of the first."""
    copies = Copies(RULES)
    assert copies.seen(Document("a", STORY)) is None
    assert copies.seen(Document("b", copy)) == "a"
    assert copies.seen(Document("c", copy)) == "a"
    assert copies.count == 2


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        STORY + "\n" + OTHER,
        "Kim came.",
        "",
        STORY[: len(STORY) // 2] + OTHER[len(OTHER) // 2 :],
    ],
)
def test_other(other: str) -> None:
    """Another article, one that says half as much again, and a short text are no copies."""
    copies = Copies(RULES)
    copies.seen(Document("a", STORY))
    assert copies.seen(Document("b", other)) is None


def test_short_texts_are_never_copies() -> None:
    """Notices of one line recur without being copies."""
    copies = Copies(RULES)
    assert [copies.seen(Document(str(n), "Photo of the day: Pyongyang")) for n in range(3)] == [
        None
    ] * 3


def test_dates() -> None:
    """A notice renewed a year later is an article of its own; one without a date may be a copy."""
    copies = Copies(RULES)
    copies.seen(Document("a", STORY, published="2025-05-09"))
    assert copies.seen(Document("b", STORY, published="2026-05-09")) is None
    assert copies.seen(Document("c", STORY, published="2026-05-12")) == "b"
    assert copies.seen(Document("d", STORY)) is not None


def test_pages_of_one_site() -> None:
    """What every page of a site shows makes no copies of its articles."""
    copies = Copies(RULES)
    menu = "\n".join(f"Section {n} of the paper and all that is in it" for n in range(60))
    first, second = f"{menu}\n{STORY}", f"{menu}\n{OTHER}"
    zones = (Zone(0, len(menu) + 1, "boilerplate"), Zone(len(menu) + 1, len(first), "body"))
    copies.seen(Document("a", first, zones=zones))
    assert copies.seen(Document("b", second, zones=zones)) is None
    assert copies.seen(Document("c", STORY)) == "a"


def test_memory_is_bounded() -> None:
    """The oldest articles are forgotten, and nothing of them is kept."""
    copies = Copies(limits(most_documents=3))
    texts = [STORY.replace("Chongjin", f"port {n}") for n in range(10)]
    for number, text in enumerate(texts):
        assert copies.seen(Document(str(number), text)) is None
    assert copies.seen(Document("new", texts[9])) == "9"
    assert copies.seen(Document("new", texts[0])) is None
    assert len(copies._known) == 3
    assert len(copies._by_probe) <= 3 * RULES.copies.probes


@given(st.lists(st.text(max_size=400), max_size=8))
def test_any_texts(texts: list[str]) -> None:
    """A copy is always of an earlier article, and the same run gives the same answers."""
    documents = [Document(str(n), text * 3) for n, text in enumerate(texts)]
    first, second = Copies(RULES), Copies(RULES)
    answers = [first.seen(document) for document in documents]
    assert answers == [second.seen(document) for document in documents]
    for document, answer in zip(documents, answers, strict=True):
        assert answer is None or int(answer) < int(document.id)
