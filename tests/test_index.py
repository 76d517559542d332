"""The index loses nothing: beside it stands a reference that compares with every name."""

from __future__ import annotations

import csv
import pickle
import random
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xref
from xref.index import Index
from xref.match.queries import Found
from xref.model import Designation, Kind, Lists, Name, Subject
from xref.names import comparer_for
from xref.names.organisations import OrganisationNames
from xref.names.persons import PersonNames
from xref.names.persons_korean import SurnameGate
from xref.names.postings import Neighbours, Postings, count_one_more, mask_of, positions
from xref.names.translit import Skeletons
from xref.names.words import KoreanGate
from xref.rules import load_rules

DATA = Path(__file__).parent / "data"
COMPARER = comparer_for(load_rules())
POSSIBLE = load_rules().names.scoring.possible.value
KINDS: tuple[Kind, ...] = ("person", "vessel", "organisation")
TOKENS = (DATA / "awkward_tokens.txt").read_text(encoding="utf-8").split()


def lists_of(names: list[str], kind: Kind) -> Lists:
    """A list on which every name is a subject of its own."""
    entries = tuple(
        Designation(
            id=f"made:{at}",
            list="made",
            reference=str(at),
            authority="XX",
            kind=kind,
            names=(Name(name),),
        )
        for at, name in enumerate(names)
    )
    subjects = tuple(Subject(e.id, e.name, kind, "designated", (e,)) for e in entries)
    return Lists(entries, subjects, ())


def listed(kind: str) -> list[str]:
    """All names of a table of pairs."""
    with (DATA / f"{kind}_pairs.csv").open(encoding="utf-8", newline="") as file:
        return sorted({row[side] for row in csv.DictReader(file) for side in ("left", "right")})


def by_comparing_all(index: Index, name: str, kind: Kind) -> dict[int, float]:
    """The reference: every listed name that compares as `possible` or better."""
    asked = COMPARER.prepare(name, kind)
    scores = {
        at: COMPARER.score(asked, index.prepared(at))
        for at, entry in enumerate(index.entries)
        if entry.kind == kind
    }
    return {at: score for at, score in scores.items() if score >= POSSIBLE}


def lost(index: Index, names: list[str], kind: Kind) -> list[tuple[str, str]]:
    """Listed names that the reference finds and the index does not."""
    return [
        (name, index.entries[at].name.text)
        for name in names
        for at in set(by_comparing_all(index, name, kind)) - set(index.candidates(name, kind))
    ]


def changed(name: str, chance: random.Random) -> str:
    """A name as somebody else might write it: order, joins, initials, typos, parts left out."""
    words = name.replace(",", " ").split()
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(words))
        what = chance.randrange(6)
        if what == 0:
            chance.shuffle(words)
        elif what == 1 and len(words) > 1:
            words[at - 1 : at + 1] = ["".join(words[at - 1 : at + 1])] if at else [words[0]]
        elif what == 2:
            words[at] = words[at][:1]
        elif what == 3 and len(words) > 2:
            del words[at]
        elif len(words[at]) > 2:
            place = chance.randrange(len(words[at]) - 1)
            letters = words[at]
            swapped = letters[place + 1] + letters[place]
            slip = chance.choice([swapped, letters[place], chance.choice("aeioukhsyz") + "n"])
            words[at] = letters[:place] + slip + letters[place + 2 :]
        words = [word for word in words if word] or ["x"]
    return " ".join(words)


@pytest.fixture(scope="module")
def indexes() -> dict[str, Index]:
    """One index for the names of each table of pairs."""
    return {kind: Index(lists_of(listed(kind), kind), COMPARER) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_on_the_tables(indexes, kind):
    """Every name of the tables finds all that comparing with each would find."""
    names = listed(kind)
    assert lost(indexes[kind], names, kind) == []
    assert all(by_comparing_all(indexes[kind], name, kind) for name in names)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_on_changed_names(indexes, kind):
    """The same for names in another order, joined, shortened or misspelt."""
    chance = random.Random(20260301)  # noqa: S311 - no secret
    names = [changed(name, chance) for name in listed(kind) * 2]
    assert lost(indexes[kind], names, kind) == []


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(KINDS), st.data())
def test_nothing_is_lost_on_made_names(kind, data):
    """The same for names made of awkward tokens, and a query made of one of them."""
    name = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=5)
    names = data.draw(st.lists(name, min_size=1, max_size=6))
    index = Index(lists_of([" ".join(tokens) for tokens in names], kind), COMPARER)
    tokens = data.draw(st.permutations(data.draw(st.sampled_from(names))))
    query = data.draw(st.sampled_from([" ", "", "-", ", "])).join(tokens)
    if query and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(query) - 1))
        query = query[:at] + data.draw(st.sampled_from("aeiokhs ")) + query[at + 1 :]
    assert lost(index, [query], kind) == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(KINDS))
def test_any_string_is_looked_up(listed_name, query, kind):
    """Any string is looked up, and a string finds itself unless it has no letter."""
    index = Index(lists_of([listed_name], kind), COMPARER)
    assert lost(index, [query, listed_name], kind) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_on_real_lists(dev_data, kind):
    """On OFAC and UN names, changed at random, the index finds what the reference finds."""
    lists = xref.load_lists(
        dev_data / "lists" / "us-ofac-sdn" / "2023-01.sdn.with-header.csv",
        dev_data / "lists" / "un-sc" / "2026-02-27.UN_consolidated.xml",
    )
    index = Index(lists, COMPARER)
    chance = random.Random(20260302)  # noqa: S311 - no secret
    names = [entry.name.text for entry in index.entries if entry.kind == kind]
    queries = [changed(name, chance) for name in chance.sample(names, 300)]
    assert lost(index, queries, kind) == []
    found = sum(len(index.candidates(name, kind)) for name in queries)
    assert found / len(queries) < 60


@pytest.mark.parametrize("kind", KINDS)
def test_queries_are_answered_as_by_comparing_all(kind):
    """Subjects, scores and order of a query are those of a comparison with every listed name."""
    matcher = xref.Matcher(lists_of(listed(kind), kind))
    queries, index = matcher.queries, matcher.index
    prepared = [index.prepared(at) for at in range(len(index.entries))]
    chance = random.Random(20260303)  # noqa: S311 - no secret
    names = chance.sample(listed(kind), 60)
    names += [changed(name, chance) for name in names]
    slow = []
    for row, name in enumerate(names):
        asked = COMPARER.prepare(name, kind)
        scores = [COMPARER.score(asked, other) for other in prepared]
        every = [
            Found(at, at, queries.worth(score, "primary"), agreement=score)
            for at, score in enumerate(scores)
        ]
        ranked = queries.ranked(name, queries.rated(name, every))
        slow += [(row, f"made:{e.subject}", e.score) for e in ranked if e.score >= POSSIBLE]
    frame = pl.DataFrame({"name": names})
    fast = matcher.match_frame(frame, "name", kind=kind, limit=None, workers=1)
    fast = fast.filter(pl.col("score") >= POSSIBLE).select("row", "subject_id", "score")
    assert list(fast.iter_rows()) == slow
    assert len(slow) > len(names) / 2


REWRITES = load_rules().names.persons.rewrites


@settings(max_examples=300, deadline=None)
@given(st.text("abcdeghijklnoqrstuvwxyz", min_size=1, max_size=12))
def test_rewrites_do_what_all_steps_in_order_do(token):
    """Leaving out the steps that have nothing to do changes no skeleton."""
    slow = token
    for step in REWRITES:
        slow = re.sub(step.pattern, step.becomes, slow)
    # Groups of given names are no rewrites: `sound` is the skeleton without them.
    assert Skeletons(load_rules().names.persons).sound(token) == (slow or token)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=5), st.sampled_from(" -,"))
def test_what_is_remembered_of_tokens_changes_no_name(tokens, between):
    """A name is divided alike by a parser that has read thousands and by one that has read none."""
    names = load_rules().names
    name = between.join(tokens)
    fresh = PersonNames(names.persons, names.titles)
    bodies = OrganisationNames(names.organisations, fresh.skeletons, COMPARER.korean)
    plain = PersonNames(names.persons, names.titles)
    for each in TOKENS:
        plain.parse(each)
    assert plain.parse(name) == fresh.parse(name)
    assert COMPARER.organisations.parse(name) == bodies.parse(name)


NAME_WORDS = tuple((DATA / "korean_name_words.txt").read_text(encoding="utf-8").split())


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(NAME_WORDS), min_size=1, max_size=4), st.data())
def test_the_gate_of_surnames_turns_no_korean_name_away(words, data):
    """A name that the Korean model can read passes, whatever separates its words."""
    name = words[0]
    for word in words[1:]:
        name += data.draw(st.sampled_from([" ", ", ", " - ", "-", ". ", ",", " ,"])) + word
    assert COMPARER.korean is not None
    if COMPARER.korean.parses(name):
        assert not SURNAMES.shut(name)


SURNAMES = SurnameGate(load_rules().korean)
KOREAN_WORDS = [
    *("tae dong gang", "chon ma san", "kung nyol", "sam nyon", "chol lima", "ryu gyong"),
    *("kang nam", "pyong yang", "jang su bong", "un ha su", "mun su", "kum gang won"),
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(sorted({s for w in KOREAN_WORDS for s in w.split()})),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["", " "]),
)
def test_the_gate_turns_no_korean_words_away(syllables, between):
    """Words that share a Korean reading with a listed run always pass."""
    korean = COMPARER.korean
    assert korean is not None
    runs = [korean.word_keys(words) for words in KOREAN_WORDS]
    words = between.join(syllables).split()
    if any(not run.isdisjoint(korean.word_keys(" ".join(words))) for run in runs):
        assert GATE.open(words)


GATE = KoreanGate(COMPARER.korean, [COMPARER.korean.word_keys(words) for words in KOREAN_WORDS])


def test_a_bare_surname_still_shows_its_bearers(indexes):
    """One unit of several stays weak, and whoever asks for it alone is shown the bearers."""
    names = [
        indexes["person"].entries[at].name.text
        for at in indexes["person"].candidates("Putin", "person")
    ]
    assert "PUTIN, Vladimir Vladimirovich" in names


def test_common_names_find_few():
    """Two common units do not bring along everybody who bears one of them."""
    first, second = ("Mohammed", "Ali", "Hassan", "Ahmed"), ("Omar", "Karim", "Salim", "Tariq")
    names = [f"{one} {two} Al-{three}i" for one in first for two in second for three in second]
    index = Index(lists_of(names, "person"), COMPARER)
    assert len(index.candidates("Mohamed Omar Al-Tarik", "person")) < len(names) / 8
    assert index.candidates("Mohamed Boris Smith", "person") == []


def test_candidates_are_ordered_and_of_their_kind(matcher):
    """Candidates come in list order, each once, and only of the kind asked for."""
    index = matcher.index
    for kind in KINDS:
        for name in ("Kim Jong Un", "Lady R", "Korea Mining Development Trading Corporation"):
            found = index.candidates(name, kind)
            assert found == sorted(set(found))
            assert all(index.entries[at].kind == kind for at in found)


def test_korean_candidates_share_a_reading(matcher):
    """The scanner's look-up finds Korean names by reading, and no others."""
    index = matcher.index
    names = {index.entries[at].name.text for at in index.korean_candidates("Kim Young-bok")}
    assert "KIM, Yong Bok" in names
    assert index.korean_candidates("Vladimir Putin") == []


def test_an_index_pickles(indexes):
    """An index crosses process borders and answers the same."""
    copy = pickle.loads(pickle.dumps(indexes["person"]))  # noqa: S301 - our own bytes
    for name in ("Sergei Schoigu", "Putin"):
        assert copy.candidates(name, "person") == indexes["person"].candidates(name, "person")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 300)), max_size=40))
def test_postings_hold_what_was_put_in(pairs):
    """A key has exactly the positions it was given, few or many."""
    postings = Postings(pairs)
    for key in "abcd":
        assert set(positions(postings.mask(key))) == {at for held, at in pairs if held == key}


@given(st.lists(st.sets(st.integers(0, 20)), max_size=6))
def test_hits_are_counted(sets):
    """Counting in bit sets is counting."""
    hits: list[int] = []
    for held in sets:
        count_one_more(hits, mask_of(held))
    counts = [sum(at in held for held in sets) for at in range(21)]
    for number in range(1, 7):
        found = set(positions(hits[number - 1])) if number <= len(hits) else set()
        assert found == {at for at, count in enumerate(counts) if count >= number}


@given(st.text("abcd", min_size=4, max_size=8), st.integers(0, 7), st.sampled_from("abcd"))
def test_neighbours_are_found(key, at, letter):
    """A key with one letter added, lost, changed or swapped has the key as neighbour."""
    at = min(at, len(key) - 2)
    others = {
        key[:at] + letter + key[at:],
        key[:at] + key[at + 1 :],
        key[:at] + letter + key[at + 1 :],
        key[:at] + key[at + 1] + key[at] + key[at + 2 :],
    }
    near = Neighbours([key], shortest=3)
    assert all(near.of(other) == ([key] if other != key else []) for other in others)
