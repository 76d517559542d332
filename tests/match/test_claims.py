"""Claims: who is said to be sanctioned by whom, in sentences written for it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import xref
from xref.data import data_folder
from xref.errors import RulesError
from xref.names.fold import fold
from xref.rules import load_rules
from xref.rules.claims import load_claims

TABLE = Path(__file__).parents[1] / "data" / "claims.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
DEVELOPMENT = [row for row in ROWS if row["part"] == "dev"]

#: Sentences that are not read right, and why; one that is must leave the table.
KNOWN_MISSES = {
    "The Security Council's 1718 Committee designated Munitions Research Bureau Seven and "
    "Paek Se-ung.": "a number word at the end of a body's name",
    "The bank, Zolotoy Most Bank, was sanctioned by Ukraine a month before the EU acted.": (
        "a foreign word in a name that is also an English word of no name"
    ),
    "Washington sanctioned Dmitry Azarov; London, his brother Pavel Azarov.": (
        "a clause without a verb"
    ),
}


def wanted(row: dict[str, str]) -> set[tuple[str, str]]:
    pairs = set()
    for claim in filter(None, row["claims"].split("; ")):
        name, _, authorities = claim.rpartition("=")
        pairs |= {(fold(name), authority) for authority in authorities.split("+")}
    return pairs


def found(matcher: xref.Matcher, text: str) -> set[tuple[str, str]]:
    claims = matcher.document_alerts(xref.Document("", text))[1]
    return {(fold(claim.name), claim.authority) for claim in claims}


def claims(matcher: xref.Matcher, text: str) -> list[tuple[str, str, bool | None]]:
    return [
        (claim.name, claim.authority, claim.on_list)
        for claim in matcher.document_alerts(xref.Document("", text))[1]
    ]


@pytest.mark.parametrize("row", DEVELOPMENT, ids=[row["text"] for row in DEVELOPMENT])
def test_sentence(row: dict[str, str], matcher: xref.Matcher) -> None:
    """Exactly the labelled names and bodies, unless the sentence is a known miss."""
    right = found(matcher, row["text"]) == wanted(row)
    assert right != (row["text"] in KNOWN_MISSES)


def test_known_misses_are_sentences_of_the_table() -> None:
    assert set(KNOWN_MISSES) <= {row["text"] for row in DEVELOPMENT}


def test_held_out_sentences(matcher: xref.Matcher) -> None:
    """The targets hold on the half that rules are never tuned on; its misses are not printed."""
    right = said = told = 0
    for row in ROWS:
        if row["part"] == "held":
            pairs, labels = found(matcher, row["text"]), wanted(row)
            right += len(pairs & labels)
            said += len(pairs)
            told += len(labels)
    assert right / said >= 0.90
    assert right / told >= 0.85


def test_variations(matcher: xref.Matcher) -> None:
    """Sentences written while mending, to see that a mend holds for other words: all right."""
    with TABLE.with_name("claims_variations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 400
    assert not [row["text"] for row in rows if found(matcher, row["text"]) != wanted(row)]


def test_rounds(matcher: xref.Matcher) -> None:
    """Passages that were written to be new to the rules, and then mended; see docs/claims.md."""
    right = said = told = 0
    with TABLE.with_name("claims_rounds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs, labels = found(matcher, row["text"]), wanted(row)
            right += len(pairs & labels)
            said += len(pairs)
            told += len(labels)
    assert right / said >= 0.97
    assert right / told >= 0.93


def test_at_least_a_third_of_the_sentences_make_no_claim() -> None:
    assert 3 * sum(not row["claims"] for row in ROWS) >= len(ROWS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The EU sanctioned Kim Yong-bok.", [("Kim Yong-bok", "EU", True)]),
        ("The UN Security Council blacklisted Kim Yong-bok.", [("Kim Yong-bok", "UN-SC", False)]),
        ("New Zealand sanctioned Kim Yong-bok.", [("Kim Yong-bok", "NZ", None)]),
        ("The EU sanctioned Viktor Smirnov.", [("Viktor Smirnov", "EU", False)]),
        ("Sanctioned tycoon Viktor Smirnov left.", [("Viktor Smirnov", "unknown", None)]),
        ("Sanctioned ship Lady R left Rason.", [("Lady R", "unknown", True)]),
    ],
)
def test_lists(
    text: str, expected: list[tuple[str, str, bool | None]], matcher: xref.Matcher
) -> None:
    """What the article says stands beside what the lists show; None where none can."""
    assert list(dict.fromkeys(claims(matcher, text))) == expected


def test_state_department_is_checked_against_ofac(matcher: xref.Matcher) -> None:
    text = "The State Department blacklisted Kim Yong-bok."
    assert claims(matcher, text) == [("Kim Yong-bok", "US-OFAC", True)]


@pytest.mark.parametrize(
    ("body", "feature"),
    [
        ("EU", "claim_agrees"),
        ("United Nations", "claim_differs"),
        ("New Zealand", "claim_unchecked"),
    ],
)
def test_evidence(body: str, feature: str, matcher: xref.Matcher) -> None:
    """An alert shows what its article claims; only an agreement moves its score."""
    plain, told = (
        next(a for a in matcher.scan(text) if a.subject.id == "us-ofac-sdn:52114")
        for text in (
            f"Kim Yong-bok met officials of the {body}.",
            f"Kim Yong-bok was sanctioned by the {body}.",
        )
    )
    item = next(e for e in told.evidence if e.feature.startswith("claim_"))
    assert item.feature == feature
    assert (told.score > plain.score) == (item.effect > 0) == (feature == "claim_agrees")


def test_article_without_listed_names_makes_claims(matcher: xref.Matcher) -> None:
    """The answer "claimed, not found" is an answer, and needs no alert."""
    text = "The Treasury sanctioned the tanker Blue Heron and the trader Omar Haddad."
    alerts, made = matcher.document_alerts(xref.Document("a", text))
    assert not alerts
    assert {(c.name, c.authority, c.subject_id) for c in made} == {
        ("Blue Heron", "US-OFAC", None),
        ("Omar Haddad", "US-OFAC", None),
    }


def test_a_repeated_sentence_is_one_claim(matcher: xref.Matcher) -> None:
    text = "The EU sanctioned Viktor Smirnov in May.\n\n"
    assert len(claims(matcher, text * 3)) == 1


def test_claims_of_labelled_articles(matcher: xref.Matcher, dev_data: Path) -> None:
    """Every labelled claim of the development articles is found, and no other."""
    labels: dict[str, set[tuple[str, str]]] = {}
    with TABLE.with_name("claims_articles.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels.setdefault(row["article_file"], set()).add((fold(row["name"]), row["authority"]))
    for path in sorted((dev_data / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert found(matcher, text) == labels.get(path.name, set()), path.name


def test_words_of_bodies_belong_to_one_body() -> None:
    """A phrase names one body; two readings would depend on their order."""
    seen: dict[str, str] = {}
    for body in load_rules().claims.bodies:
        for phrase in (*body.nouns, *body.adjectives, *body.exact):
            assert seen.setdefault(phrase.lower(), body.code) == body.code


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("telling: [", "telling: [Sanctioned, ", r"telling: 'Sanctioned' is no word in small"),
        ("adding: [added,", "adding: [added, added,", r"adding: 'added' stands twice"),
        ("imposing: [announc*", "imposing: ['announc(e|ed)'", r"imposing: .* is no word"),
        ("  seats: [", "  chairs: [", r"unknown field 'chairs'"),
    ],
)
def test_words_of_clauses_are_checked(old: str, new: str, message: str, tmp_path: Path) -> None:
    """A word that could not stand in a pattern is refused, with its kind."""
    source = (data_folder("rules") / "claims.yml").read_text(encoding="utf-8")
    assert old in source
    (tmp_path / "claims.yml").write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError, match=message):
        load_claims(tmp_path)
