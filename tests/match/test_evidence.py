"""Evidence at the name: what counts, what does not, and what it does to the band."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.match.lives import Life, life_at
from xref.match.screening import _apart
from xref.rules.evidence import FEATURES

DATA = Path(__file__).parents[1] / "data"
CASES = list(csv.DictReader((DATA / "evidence_cases.csv").read_text("utf-8").splitlines()))
#: The date of all passages: ages are checked against it.
PUBLISHED = "2025-03-01"

SHIPS = """\
schema: 1
kind: list
name: ships
title: Ships
date: 2026-01-01
subjects:
- key: one
  kind: vessel
  designations:
  - {list: us-ofac-sdn, reference: "1", name: SON BONG 8, imo: "9161003", flags: [KP],
     former_flags: [TG], identifiers: [{type: mmsi, value: "445123456"}]}
"""


def alerts_on(matcher: xref.Matcher, name: str, text: str) -> list[xref.Alert]:
    """Alerts on the subjects of a name."""
    document = xref.Document("a.txt", text, published=PUBLISHED)
    return [alert for alert in matcher.screen([document]) if alert.subject.name == name]


def features(alert: xref.Alert) -> dict[str, str]:
    return {item.feature: item.detail for item in alert.evidence}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_feature(case: dict[str, str], matcher: xref.Matcher) -> None:
    """A feature stands in the evidence, or (`!`) does not, and contradictions end a match."""
    alerts = alerts_on(matcher, case["subject"], case["text"])
    wanted = case["feature"]
    assert alerts, "the name itself is found"
    found = {feature for alert in alerts for feature in features(alert)}
    if wanted.startswith("!"):
        assert wanted[1:] not in found
        return
    assert wanted in found
    if wanted in matcher.rules.evidence.contradictions:
        assert {alert.band for alert in alerts if wanted in features(alert)} == {"weak"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pak, born 3 March 1960, left", Life("1960-03-03")),
        ("Pak, born in March 1960, left", Life("1960-03")),
        ("Pak (1946-2013) acted", Life("1946", 2013)),
        ("Pak, who founded Acme in 1938, died in 1987.", Life(None, 1987)),
        ("Pak’s father, born in 1930, left", Life()),
        ("Pak left. Born in 1960, Ri stayed", Life()),
        ("Pak (31) left", Life(age=31)),
        ("박영식 씨(가명·47)는", Life(age=47)),
        ("박영식（47）は", Life(age=47)),
        ("朴永植さん＝47＝は", Life(age=47)),
        ("朴永植、47歳、は", Life(age=47)),
        ("박영식 3명은", Life()),
        ("Pak died at the age of 84", Life(age=84)),
        ("Pak ruled for years and died in November 2025 at 97", Life(None, 2025, 97)),
        ("Pak died on Monday at 10 a.m.", Life()),
        ("Pak of the Red Army, born in 1921 in Ryazan", Life("1921")),
        ("Pak has 31 ships", Life()),
    ],
)
def test_lives(text: str, expected: Life) -> None:
    """What is said of the bearer of a name, and not of those beside him."""
    assert life_at(text, 0, 3, ()) == expected


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> xref.Matcher:
    path = tmp_path_factory.mktemp("lists") / "ships.yml"
    path.write_text(SHIPS, encoding="utf-8")
    return xref.Matcher(xref.load_lists(path))


@pytest.mark.parametrize(
    ("text", "feature", "band"),
    [
        ("The ship with the MMSI number 445123456 was seen.", "mmsi_agrees", "possible"),
        ("The Son Bong 8 (MMSI: 445123456) was seen.", "mmsi_agrees", "strong"),
        ("The ship Son Bong 8 (MMSI 273000000) was seen.", "mmsi_differs", "strong"),
        ("The ship Son Bong 8 sails under the flag of Togo.", "flag_agrees", "strong"),
        ("The ship Son Bong 8 (IMO 9161015) was seen.", "imo_differs", "weak"),
        ("The ship Son Bong 8, a Togo-flagged tanker (IMO 9161015), sank.", "imo_differs", "weak"),
    ],
)
def test_ships(ships: xref.Matcher, text: str, feature: str, band: str) -> None:
    """MMSI numbers and flags: an MMSI number alone is possible, and another one moves nothing."""
    (alert,) = ships.scan(text)
    assert feature in features(alert)
    assert alert.band == band


@pytest.mark.parametrize(
    "text",
    [
        "Ships seen at Nampo:\nSon Bong 8 — at anchor\nMU RIM 4 — IMO 9161015 — one call\n",
        "The ship Son Bong 8 met the Mu Rim 4 (IMO 9161015) at night.",
        "The Son Bong 8 and the tanker Mu Rim 4, IMO 9161015, were seen.",
    ],
)
def test_another_ship_has_the_number(ships: xref.Matcher, text: str) -> None:
    """The number of the next row, or of a ship that is named before it, tells nothing."""
    (alert,) = ships.scan(text)
    assert "imo_differs" not in features(alert)
    assert alert.band in ("possible", "strong")


def test_nine_digits_alone_are_no_ship(ships: xref.Matcher) -> None:
    assert not ships.scan("The ship paid invoice 445123456 at once.")


def test_a_second_listed_name(tmp_path: Path) -> None:
    """The text itself says that two listed names are one bearer's."""
    path = tmp_path / "two.csv"
    path.write_text("name,kind,aliases\nKim Chang Hyok,person,James Jin Kim\n", encoding="utf-8")
    matcher = xref.Matcher(xref.load_lists(path))
    (alert,) = matcher.scan("Kim Chang Hyok, also known as “James Jin Kim”, left.")
    assert "James Jin Kim" in features(alert)["alias_agrees"]


@pytest.mark.parametrize(
    ("article", "listing", "words"),
    [
        ("2024-03-17", "2024-12-17", "9 months"),
        ("2024-03-18", "2024-12-17", "8 months"),
        ("2024-12-16", "2024-12-17", "1 day"),
        ("2024", "2025-01-01", "1 year"),
        ("2019-06", "2024-12-17", "5 years"),
    ],
)
def test_time_to_the_listing(article: str, listing: str, words: str) -> None:
    assert _apart(article, listing) == words


def test_an_article_before_the_listing_says_so(matcher: xref.Matcher) -> None:
    """The wait is told in words, and moves nothing."""
    document = xref.Document("a", "General Kim Yong-bok saluted.", published="2024-03-01")
    alert = next(a for a in matcher.screen([document]) if a.subject.name == "KIM, Yong Bok")
    (item,) = [item for item in alert.evidence if item.feature == "listed_later"]
    assert item.effect == 0
    assert "months after this article" in item.detail


def test_the_table_of_features_is_complete() -> None:
    """Every feature with an effect stands in the table of docs/rules.md."""
    page = (DATA.parents[1] / "docs" / "rules.md").read_text("utf-8")
    assert not [feature for feature in FEATURES if f"`{feature}`" not in page]


SENTENCES = [
    row
    for row in csv.DictReader((DATA / "homonym_sentences.csv").read_text("utf-8").splitlines())
    if row["part"] != "held"
]
#: What is not told: deeds in the past of a group, a play's title, a substitute, fame that only
#: readers know, leaders who do sport and are on no list with their post, and ships of which the
#: sentence says nothing that only ships do.
LEFT = frozenset(
    (
        "221-other", "413-other", "435-other", "456-listed", "554-listed", "617-other",
        "V17-other", "V18-other", "V37-other", "W41-other", "X01-other", "X02-other", "X13-other",
        "X15-other", "X30-other", "X36-other", "Y03-listed", "Y06-listed", "Y09-listed",
        "Y11-listed", "B12-other", "B22-other", "B45-listed", "E007",
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def namesakes() -> xref.Matcher:
    return xref.Matcher(xref.load_lists("builtin", DATA / "homonym_subjects.yml"))


@pytest.mark.parametrize("row", SENTENCES, ids=[row["case"] for row in SENTENCES])
def test_sentence(
    row: dict[str, str], namesakes: xref.Matcher, request: pytest.FixtureRequest
) -> None:
    """A listed subject is at the line or above; a namesake is below where the text contradicts."""
    if row["case"] in LEFT:
        request.applymarker(pytest.mark.xfail(strict=True))
    document = xref.Document(row["case"], row["text"], published=row["published"] or None)
    above = any(
        alert.band in ("strong", "possible")
        for alert in namesakes.screen([document])
        if row["subject"] in {d.id for d in alert.subject.designations}
    )
    assert above != (row["contradiction"] == "yes")


def test_undated_articles_are_of_the_time_of_the_lists(tmp_path: Path) -> None:
    """Without a date an article is of the years around the newest listing, and no clock is read."""
    path = tmp_path / "one.csv"
    path.write_text(
        'name,kind,birth_date,listed_on\n"KIM, Yong Bok",person,1957,2004-05-01\n', "utf-8"
    )
    matcher = xref.Matcher(xref.load_lists(path))
    for age, differs in ((20, True), (23, False), (56, False), (62, True)):
        alerts = matcher.scan(f"Kim Yong Bok, {age}, spoke.")
        assert ("age_differs" in features(alerts[0])) is differs, age
