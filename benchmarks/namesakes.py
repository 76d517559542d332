"""Compare all different designated Koreans with each other, and rank true namesakes.

Loads the OFAC lists of 2021-07 and 2023-01, the UN list of 2026-02-27 below
`$XREF_DEV_DATA/lists` and the built-in list. Entries of one man on several lists (joined,
or with one birth date and an equal name) are left out. For the rest prints every pair that
`xref.compare_names` puts at `strong`, both ways, and whether the two print one name; then,
for `facts/homonyms.csv`, the place of the right man when his birth date is given.

    XREF_DEV_DATA=... python benchmarks/namesakes.py [--possible]
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from itertools import combinations

from common import dev_data

import xref
from xref.model import Lists, Subject
from xref.names import comparer_for
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules import load_rules

_SOURCES = (
    ("us-ofac-sdn", "2021-07.sdn.csv"),
    ("us-ofac-sdn", "2023-01.sdn.with-header.csv"),
    ("un-sc", "2026-02-27.UN_consolidated.xml"),
)


def koreans(lists: Lists, comparer: NameComparer) -> list[Subject]:
    return [
        subject
        for subject in lists.subjects
        if subject.kind == "person"
        and any(comparer.plausibly_korean(name.text) for name, _ in subject.names())
        and any("DPRK" in p or "1718" in p for d in subject.designations for p in programmes(d))
    ]


def programmes(designation: object) -> tuple[str, ...]:
    codes = getattr(designation, "programmes", ())
    north = "KP" in getattr(designation, "nationalities", ())
    return (*codes, "DPRK") if north else tuple(codes)


def one_man(left: Subject, right: Subject) -> bool:
    """Two entries that are rather one man: a common birth date, or none on one side.

    Entries of one list are two men. Without a birth date an equal name on two lists is
    taken for one man: such pairs can be checked by nobody from the lists alone.
    """
    if {d.list for d in left.designations} & {d.list for d in right.designations}:
        return False
    one, two = births(left), births(right)
    if one and two:
        return bool(one & two)
    return True


def births(subject: Subject) -> set[str]:
    return {
        date[:4]
        for d in subject.designations
        for date in re.split("[|/]", "|".join(d.birth_dates))
        if date
    }


def spellings(subject: Subject) -> list[str]:
    return list(dict.fromkeys(name.text for name, _ in subject.names() if name.script == "latin"))


def pairs(subjects: list[Subject], comparer: NameComparer) -> set[tuple[int, int]]:
    """Positions of subjects that share an index key: the only ones that can be near."""
    by_key: dict[str, set[int]] = defaultdict(set)
    for position, subject in enumerate(subjects):
        for text in spellings(subject):
            for key in comparer.korean.keys(text) if comparer.korean is not None else ():
                by_key[key].add(position)
    return {pair for found in by_key.values() for pair in combinations(sorted(found), 2)}


def compare_all(subjects: list[Subject], comparer: NameComparer) -> None:
    bands: Counter[str] = Counter()
    left_out = 0
    for i, j in sorted(pairs(subjects, comparer)):
        left, right = subjects[i], subjects[j]
        best = max(
            (
                (max(forth.score, back.score), one, two, forth.score == back.score)
                for one in spellings(left)
                for two in spellings(right)
                for forth, back in [(comparer.compare(one, two), comparer.compare(two, one))]
            ),
            default=(0.0, "", "", True),
        )
        score, one, two, symmetric = best
        band = comparer.band(score) or "below"
        if band == "strong" and one_man(left, right):
            left_out += 1
            continue
        bare = fold(one).split(), fold(two).split()
        identical = sorted(bare[0]) == sorted(bare[1])
        bands[f"{band}, one name" if identical else band] += 1
        if band == "strong" or (band == "possible" and "--possible" in sys.argv):
            what = "one name" if identical else "NOT one spelling"
            print(
                f"  {score:.3f} {what}: {left.id} {one} ({', '.join(sorted(births(left)))}) | "
                f"{right.id} {two} ({', '.join(sorted(births(right)))})"
                + ("" if symmetric else " NOT SYMMETRIC")
            )
    print(f"pairs of different men that share a key: {dict(bands)}; taken for one man: {left_out}")


def homonyms(matcher: xref.Matcher) -> None:
    """Ask for each listed homonym of the facts with the birth date that the facts give."""
    found: Counter[str] = Counter()
    by_reference = {
        re.sub(r"\W", "", d.reference): s for s in matcher.lists.subjects for d in s.designations
    }
    with dev_data("facts", "homonyms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        dates = [
            re.search(r"born (\d{4}(?:-\d\d-\d\d)?)|^(\d{4}-\d\d-\d\d)", fact.strip())
            for fact in row["distinguishing_fact"].split(" / ")
        ]
        references = [re.sub(r"\W", "", ref.split()[-1]) for ref in row["listed_ref"].split(";")]
        right = {by_reference[ref].id for ref in references if ref in by_reference}
        persons = [matcher.lists.subject(key) for key in right]
        if len(dates) < 2 or not all(dates[:2]) or not right or persons[0].kind != "person":
            continue
        own, other = (
            matcher.match(row["listed_name"], kind="person", birth_date=date[1] or date[2])
            for date in dates[:2]
            if date
        )
        first = bool(own) and own[0].subject.id in right
        behind = not other or other[0].subject.id not in right or other[0].band == "weak"
        found["first with his own birth date"] += first
        found["behind, weak or absent with the other's"] += behind
        found["rows"] += 1
        if not (first and behind):
            shown = [(m.subject.id, m.score) for m in (own if not first else other)[:3]]
            print(
                f"  {row['listed_name']} ({row['listed_ref']}) own {first} other {behind}: {shown}"
            )
    print(f"homonyms with two birth dates: {dict(found)}")


def main() -> None:
    lists = xref.load_lists("builtin", *(dev_data("lists", *source) for source in _SOURCES))
    comparer = comparer_for(load_rules())
    subjects = koreans(lists, comparer)
    print(
        f"{len(lists.subjects):,} subjects, {len(subjects)} of them Koreans under DPRK programmes"
    )
    compare_all(subjects, comparer)
    homonyms(xref.Matcher(lists))


if __name__ == "__main__":
    main()
