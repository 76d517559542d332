"""Query every listed alias of a North Korean against a list that no longer has it.

Reads the OFAC list of 2021-07 with its aliases and the UN list of 2026-02-27 below
`$XREF_DEV_DATA/lists`. Each alias of a person under a DPRK programme is handed to
`Matcher.match` against all individuals of the OFAC list, without the aliases of his entry
that fold to the same letters (the primary name stays). A UN alias counts for the OFAC entry
of the same man (same birth date and a name that agrees, or joined in the built-in list).
Prints recall at rank one (ties counted as first), the wrong subjects returned a query at the
score that finds 90 %, and the misses; aliases that are another name altogether
(`truth/korean_alias_different_names.csv`) apart.

    XREF_DEV_DATA=... python benchmarks/listed_aliases.py [--misses]
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from common import dev_data

import xref
from xref.model import Designation, Lists, Name, Subject
from xref.names.fold import fold


class Query(NamedTuple):
    """An alias, whose it is, and what else is known of it."""

    text: str
    subject: str
    source: str
    different: bool


class Outcome(NamedTuple):
    """What came back for a query: the score of the right subject and of all wrong ones."""

    query: Query
    right: float
    wrong: list[tuple[float, str]]

    @property
    def first(self) -> bool:
        """The right subject came back, and nobody above it."""
        return self.right > 0 and not any(score > self.right for score, _ in self.wrong)


def north_korean(designation: Designation) -> bool:
    return designation.kind == "person" and any("DPRK" in p for p in designation.programmes)


def different_pairs() -> set[frozenset[str]]:
    path = dev_data("truth", "korean_alias_different_names.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {frozenset((fold(r["name1"]), fold(r["name2"]))) for r in csv.DictReader(file)}


def other_name(alias: Name, subject: Subject, pairs: set[frozenset[str]]) -> bool:
    """Tell whether an alias is known to be another name than the primary one."""
    names = (subject.designations[0].name, subject.name)
    return any(frozenset((fold(alias.text), fold(name))) in pairs for name in names)


def ofac_queries(subjects: Iterable[Subject], pairs: set[frozenset[str]]) -> list[Query]:
    found = []
    for subject in subjects:
        entry = subject.designations[0]
        if not north_korean(entry):
            continue
        found += [
            Query(name.text, subject.id, "OFAC", other_name(name, subject, pairs))
            for name in entry.names[1:]
        ]
    return found


def un_queries(
    un: Lists, subjects: dict[str, Subject], pairs: set[frozenset[str]]
) -> tuple[list[Query], int]:
    """The aliases of UN persons that are on the OFAC list, and how many of the rest there are."""
    joined = {}
    for subject in xref.load_lists().subjects:
        ids = [designation.id for designation in subject.designations]
        own = [i for i in ids if i in subjects]
        joined.update({i: own[0] for i in ids if own})
    found, unknown = [], 0
    for entry in un.designations:
        if entry.kind != "person" or not entry.reference.startswith("KPi"):
            continue
        target = joined.get(entry.id) or same_man(entry, subjects)
        if target is None:
            unknown += len(entry.names) - 1
            continue
        for name in entry.names[1:]:
            different = other_name(name, subjects[target], pairs)
            found.append(Query(name.text, target, "UN", different))
    return found, unknown


def same_man(entry: Designation, subjects: dict[str, Subject]) -> str | None:
    ids = []
    for key, subject in subjects.items():
        listed = subject.designations[0]
        if set(listed.birth_dates) & set(entry.birth_dates) and any(
            xref.compare_names(one.text, two.text).same
            for one in entry.names
            for two in listed.names
        ):
            ids.append(key)
    return ids[0] if len(ids) == 1 else None


def without(subject: Subject, alias: str, number: int) -> Subject:
    """A copy of the subject that lacks the alias, under an id of its own."""
    gone = fold(alias)
    entry = subject.designations[0]
    kept = entry.names[:1] + tuple(n for n in entry.names[1:] if fold(n.text) != gone)
    entry = msgspec.structs.replace(entry, id=f"{number}:{entry.id}", names=kept)
    return msgspec.structs.replace(subject, id=entry.id, designations=(entry,))


def run(lists: Lists, subjects: dict[str, Subject], queries: list[Query]) -> list[Outcome]:
    everybody = xref.Matcher(lists)
    copies = [without(subjects[q.subject], q.text, i) for i, q in enumerate(queries)]
    entries = tuple(copy.designations[0] for copy in copies)
    lacking = xref.Matcher(
        msgspec.structs.replace(lists, designations=entries, subjects=tuple(copies))
    )
    outcomes = []
    for query, copy in zip(queries, copies, strict=True):
        found = lacking.match(query.text, kind="person", limit=None)
        right = next((m.score for m in found if m.subject.id == copy.id), 0.0)
        wrong = [
            (match.score, match.subject.name)
            for match in everybody.match(query.text, kind="person", limit=None)
            if match.subject.id != query.subject
        ]
        outcomes.append(Outcome(query, right, wrong))
    return outcomes


def report(title: str, outcomes: list[Outcome]) -> None:
    if not outcomes:
        print(f"{title}: none")
        return
    total = len(outcomes)
    first = sum(outcome.first for outcome in outcomes)
    same = sum(outcome.right >= 0.70 for outcome in outcomes)
    scores = sorted((outcome.right for outcome in outcomes), reverse=True)
    cut = scores[-(-9 * total // 10) - 1]
    line = f"{title:34} {total:4} queries  R@1 {first / total:.3f}  at possible {same / total:.3f}"
    if cut > 0:
        wrong = sum(score >= cut for outcome in outcomes for score, _ in outcome.wrong)
        line += f"  wrong a query at 90 % recall (score {cut:.2f}) {wrong / total:.2f}"
    else:
        wrong = sum(len(outcome.wrong) for outcome in outcomes)
        line += f"  90 % are not reached; wrong a query in all {wrong / total:.2f}"
    print(line)


def main() -> None:
    lists = xref.load_lists(dev_data("lists", "us-ofac-sdn", "2021-07.sdn.csv"))
    un = xref.load_lists(dev_data("lists", "un-sc", "2026-02-27.UN_consolidated.xml"))
    persons = tuple(s for s in lists.subjects if s.kind == "person")
    entries = tuple(d for d in lists.designations if d.kind == "person")
    lists = msgspec.structs.replace(lists, subjects=persons, designations=entries)
    subjects = {subject.id: subject for subject in persons}
    pairs = different_pairs()
    queries = ofac_queries(persons, pairs)
    more, unknown = un_queries(un, subjects, pairs)
    # One spelling of one man is asked once, whoever prints it.
    queries = list({(fold(q.text), q.subject): q for q in queries + more}.values())
    print(
        f"{len(persons):,} individuals on the list; "
        f"{unknown} UN aliases of persons who are not on it are left out"
    )
    outcomes = run(lists, subjects, queries)
    plain = [o for o in outcomes if not o.query.different]
    report("all", outcomes)
    report("same name, another spelling", plain)
    for source in ("OFAC", "UN"):
        report(f"  of these, {source}", [o for o in plain if o.query.source == source])
    report("another name than the primary", [o for o in outcomes if o.query.different])
    if "--misses" in sys.argv:
        for outcome in outcomes:
            if not outcome.first:
                query = outcome.query
                above = [f"{n} {s:.2f}" for s, n in outcome.wrong if s > outcome.right][:3]
                kind = "other name" if query.different else "missed"
                names = " | ".join(n.text for n in subjects[query.subject].designations[0].names)
                line = f"{kind}: {query.text} ({query.source}) {outcome.right:.2f} of {names}"
                print(f"{line}; above: {above}")


if __name__ == "__main__":
    main()
