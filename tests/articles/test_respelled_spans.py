"""Listed people in another Latin spelling than the lists print."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec
import pytest

import xref
from xref.names.persons_respelled import Respellings
from xref.names.translit import Skeletons
from xref.rules import load_rules
from xref.rules.persons import PersonRules
from xref.rules.values import Rewrite

CASES = Path(__file__).parents[1] / "data" / "respelled_names.csv"
RULES = load_rules().names.persons


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['listed']}: {row['text'][:40]}")
def test_names_in_texts(row: dict[str, str], tmp_path: Path) -> None:
    """A name is found as a whole, and with its listed spelling; near names are not."""
    path = tmp_path / "watch.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("name", "kind"), (row["listed"], "person")])
    alerts = xref.Matcher(xref.load_lists(str(path))).scan(row["text"])
    found = [mention.text for alert in alerts for mention in alert.mentions]
    assert found == ([row["found"]] if row["found"] else [])


def test_spellings_keep_the_key() -> None:
    """What a text is searched for is a spelling of the same name, and the listed one among them."""
    skeletons = Skeletons(RULES)
    respellings = Respellings(RULES, skeletons)
    for given in ("dmitriy", "sergey", "mariya", "aleksey", "muhammad", "hasan", "rostam", "qasem"):
        spellings = respellings.of_given(given)
        assert given in spellings
        assert {skeletons.key(spelling) for spelling in spellings} == {skeletons.key(given)}


@pytest.mark.parametrize("step", RULES.respellings, ids=lambda step: step.pattern)
def test_every_respelling_is_of_use(step: Rewrite) -> None:
    """Some given name of the groups is spelled otherwise by it."""
    respellings = Respellings(RULES, Skeletons(RULES))
    names = {word for group in RULES.groups for word in group if word.isascii()}
    # Names of no group.
    names |= {"zulfiya", "tolebay", "emil"}
    alone = Respellings(_without(step), Skeletons(RULES))
    assert any(respellings.of_given(name) != alone.of_given(name) for name in names)


def _without(step: Rewrite) -> PersonRules:
    steps = [each for each in RULES.respellings if each is not step]
    return msgspec.structs.replace(RULES, respellings=steps)
