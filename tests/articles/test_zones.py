"""Zones: the phenomena of real pages, and what holds for any text."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.zones import ZoneFinder, with_zones, zone_at, zones
from xref.model import Document
from xref.rules import load_rules

RULES = load_rules().articles
SAMPLES = Path(__file__).parents[1] / "data" / "articles"

LINES = st.sampled_from(
    [
        "Parade in Moscow on Friday",
        "By Anna Weller",
        "Anna Weller May 7, 2025",
        "MOSCOW — Putin met Kim Yong-bok after the parade on Friday, the agency said.",
        "Related Articles",
        "3 hours ago",
        "© 2025 Northern Ledger. All rights reserved.",
        "A parade | Image: Kremlin",
        "Also read: Another story",
        "",
        "  ",
        "김영복은 갔다.",
        "x" * 400,
    ]
)
PROSE = st.sampled_from(
    [
        "SEOUL (Reuters) - Kim spoke to reporters.",
        "Kim left.",
        "The paper said so. All rights reserved.",
        "• Read more",
        "x " * 150,
        "Kim " * 120 + "left.",
    ]
)


def named(text: str, zone: str, title: str | None = None) -> list[str]:
    """The stretches of `text` that are `zone`, stripped."""
    return [text[z.start : z.end].strip() for z in zones(text, title, RULES) if z.name == zone]


def check_cover(text: str, title: str | None = None) -> None:
    found = zones(text, title, RULES)
    assert "".join(text[zone.start : zone.end] for zone in found) == text
    assert all(zone.start < zone.end for zone in found)
    assert all(left.name != right.name for left, right in pairwise(found))


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\n\n"]))
def test_cover_of_lines(lines: list[str], join: str) -> None:
    """Zones cover a page in order, without gap, overlap or empty zone."""
    check_cover(join.join(lines))


@given(st.text(), st.none() | st.text())
def test_cover_of_anything(text: str, title: str | None) -> None:
    """Zones cover any text."""
    check_cover(text, title)


@pytest.mark.parametrize("name", ["parade.txt", "listing.txt", "golf.txt", "korean.txt"])
def test_cover_of_samples(name: str) -> None:
    """Zones cover the sample articles."""
    check_cover((SAMPLES / name).read_text(encoding="utf-8"))


def test_parade() -> None:
    """A plain article has title, byline, caption, dateline and footer told apart."""
    text = (SAMPLES / "parade.txt").read_text(encoding="utf-8")
    assert named(text, "title") == [
        "Three generals and a handshake: Pyongyang's officers in Moscow"
    ]
    assert named(text, "byline") == ["By Anna Weller\n9 May 2025"]
    assert named(text, "dateline") == ["MOSCOW —"]
    assert named(text, "caption") == [
        "Officers in the front row on Red Square | Image: Northern Ledger"
    ]
    assert named(text, "boilerplate") == ["© 2025 Northern Ledger. All rights reserved."]


def test_listing() -> None:
    """In a page of headlines reporters are bylines; headlines and decks are not."""
    text = (SAMPLES / "listing.txt").read_text(encoding="utf-8")
    assert "Jo Yong-wonJo Yong-won | Piet Harmsen June 2, 2025" in named(text, "byline")
    for content in ("Lady R", "Kum Ya", "Old coal carrier"):
        assert zone_at(zones(text, None, RULES), text.index(content)) in ("title", "body")


def test_korean() -> None:
    """A Korean reporter is a byline, also inside the dateline; the generals are body."""
    text = (SAMPLES / "korean.txt").read_text(encoding="utf-8")
    found = zones(text, None, RULES)
    assert zone_at(found, text.rindex("홍가람")) == "byline"
    assert zone_at(found, text.index("홍가람")) == "byline"
    assert zone_at(found, text.index("김영복")) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Kim Yong Bok 16 December 2024\nSin Kum Chol 16 December 2024",
        "Kim Yong Bok 16 December 2024\n\nSin Kum Chol 16 December 2024\n\nRi Chang Ho 17 May 2024",
        "Kim Yong-bok",
        "Lady R",
        "By Kim Jong Un's order, the ships left",
        "The Lady R — a cargo ship — sailed for Rason on Friday, the agency in Seoul said.",
        "Kim Jong Un said that all rights of the workers were reserved to the party, and that he"
        " had read the newspaper and the related articles before he went to see the parade in town",
        "US sanctions: Kim Yong-bok, Sin Kum-chol",
        "He asked people to subscribe to the view that Kim Yong-bok had left.",
    ],
)
def test_content_stays_body(line: str) -> None:
    """Tables of people, lone names and sentences are never bylines or boilerplate."""
    text = f"A story with a headline\n\nIt was said on Friday.\n\n{line}\n\nIt was over."
    found = zones(text, None, RULES)
    for number in range(text.index(line), text.index(line) + len(line)):
        assert zone_at(found, number) == "body"


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Also Read: A man was charged in another town", "related"),
        ("Menu  Search  Newsletter", "boilerplate"),
        ("Copy link iconCOPY LINK Share icon SHARE", "boilerplate"),
        ("Try unlimited access. Only $1 for four weeks", "boilerplate"),
        ("무단 전재 및 재배포 금지", "boilerplate"),
        ("Photo: KCNA", "caption"),
        ("사진=연합뉴스", "caption"),
        ("(Reporting by Anna Weller; Editing by Piet Harmsen)", "byline"),
    ],
)
def test_marked_lines(line: str, zone: str) -> None:
    """Lines that belong to the page are told from the article."""
    text = f"A story with a headline\n\nIt was said on Friday.\n{line}\nIt was over."
    assert named(text, zone) == [line]


def test_feed_of_other_articles() -> None:
    """After "Related Articles" and the age of the first, all that follows is related."""
    text = (
        "A story with a headline\n" + "The story was told at length on Friday. " * 5 + "\n"
        "Related Articles\n\nThe Gazette\n3 hours ago\nBoxer invites Putin\n" + "He said so. " * 40
    )
    assert zones(text, None, RULES)[-1].name == "related"
    assert named(text, "related")[0].startswith("Related Articles")


def test_list_above_the_article() -> None:
    """A list of headlines at the top ends where the article begins."""
    text = (
        "Latest headlines\nFerry back\nDestroyer seen\n\nWho runs the purse?\n\nJo sat down there."
    )
    assert named(text, "related") == ["Latest headlines\nFerry back\nDestroyer seen"]


@pytest.mark.parametrize(
    "opening",
    ["SEOUL — ", "MOSCOW (Reuters) - ", "PYONGYANG, May 9 (KCNA) -- ", "МОСКВА, 9 мая — "],
)
def test_datelines(opening: str) -> None:
    """A dateline ends where the sentence begins."""
    text = f"{opening}Putin met Kim Yong-bok after the parade on Friday."
    assert named(text, "dateline") == [opening.strip()]


def test_speakers_have_no_dateline() -> None:
    """A hyphenated speaker of a transcript is no place."""
    text = "MS. JEAN-PIERRE: I have nothing to say on that, as I said before to all of you."
    assert named(text, "dateline") == []


def test_title_behind_the_text() -> None:
    """A title that a reader put behind the text is title, even if it ends in a question mark."""
    assert named("He came.\n\nWho is Kim?", "title", "Who is Kim?") == ["Who is Kim?"]


def test_known_zones_are_kept() -> None:
    """Zones that a reader has set are not looked for again."""
    document = with_zones(Document("1", "By Anna Weller\nPutin came."), RULES)
    assert document.zones[0].name == "byline"
    assert with_zones(document, RULES) is document


def test_development_articles(dev_data: Path) -> None:
    """In the labelled articles all reporters and no other designated name are bylines."""
    wrong = []
    texts: dict[str, str] = {}
    labels = (dev_data / "articles" / "labels.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(labels.splitlines()):
        name = row["article_file"]
        if name not in texts:
            texts[name] = (dev_data / "articles" / name).read_text(encoding="utf-8")
        zone = zone_at(zones(texts[name], None, RULES), int(row["char_start"]))
        is_byline = row["kind"] == "byline"
        if (zone == "byline") != is_byline:
            wrong.append((name, row["mention_text"], zone))
    assert wrong == []


@given(st.lists(st.one_of(LINES, PROSE), max_size=14), st.sampled_from([None, "Kim left."]))
def test_single_positions_agree_with_the_whole(lines: list[str], title: str | None) -> None:
    """The zone told by the line alone is the zone of the whole division, wherever a word stands."""
    text = "\n".join(lines)
    whole = zones(text, title, RULES)
    headings = [m.start() for m in re.finditer("(?i)related|read more", text)]
    for known in (None, headings):
        finder = ZoneFinder(text, title, RULES, headings=known)
        for match in re.finditer(r"\w+", text):
            assert finder.at(match.start()) == zone_at(whole, match.start())
