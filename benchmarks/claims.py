"""Precision and recall of claims: who is said to be sanctioned, and by whom.

Usage: [XREF_DEV_DATA=…] python benchmarks/claims.py [--misses] [--corpus N [LIST…]]
Counts (passage, name, authority) triples against `tests/data/claims.csv`, whose rows are
development or held out: rules are never tuned on the held-out half, and its misses are not
printed. `tests/data/claims_rounds.csv` holds the rounds of passages that were written, labelled
and counted one after the other while the rules were mended. With the development data also
against the claims labelled in its articles (`tests/data/claims_articles.csv`; a sentence printed
four times counts once). The lists are the built-in ones. `--misses` lists what is wrong in the
development parts. `--corpus N` prints every claim of every N-th article of the news corpus
against the lists named, to be judged by hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from common import dev_data

import xref
from xref.names.fold import fold

DATA = Path(__file__).parent.parent / "tests" / "data"
Triple = tuple[str, str, str]


def expected(row: dict[str, str]) -> set[Triple]:
    """The triples of a row: `name=AUTHORITY+AUTHORITY; name=AUTHORITY`."""
    found = set()
    for claim in filter(None, row["claims"].split("; ")):
        name, _, authorities = claim.rpartition("=")
        found |= {(row["text"], fold(name), authority) for authority in authorities.split("+")}
    return found


def claimed(matcher: xref.Matcher, text: str) -> set[Triple]:
    """The triples found in a passage."""
    _, claims = matcher.document_alerts(xref.Document("", text))
    return {(text, fold(claim.name), claim.authority) for claim in claims}


def figures(title: str, wanted: set[Triple], found: set[Triple]) -> None:
    """One line: precision, recall and F1 of a set of triples."""
    right = len(wanted & found)
    precision, recall = right / max(1, len(found)), right / max(1, len(wanted))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{title:22} precision {precision:.3f} ({right} of {len(found)})  "
        f"recall {recall:.3f} ({right} of {len(wanted)})  F1 {f1:.3f}"
    )


def misses(wanted: set[Triple], found: set[Triple]) -> None:
    """Print what was missed (-) and what was wrong (+), with its passage."""
    for text in sorted({triple[0] for triple in wanted ^ found}):
        print(text[:300])
        for sign, extra in (("-", wanted - found), ("+", found - wanted)):
            for _, name, authority in sorted(t for t in extra if t[0] == text):
                print(f"    {sign} {name}: {authority}")


def article_triples(matcher: xref.Matcher) -> tuple[set[Triple], set[Triple]]:
    """Labelled and found triples of all development articles, by article and sentence."""
    wanted, found = set(), set()
    labels: dict[str, list[dict[str, str]]] = {}
    with (DATA / "claims_articles.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels.setdefault(row["article_file"], []).append(row)
    for path in sorted(dev_data("articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for row in labels.get(path.name, ()):
            sentence = " ".join(text[int(row["char_start"]) : int(row["char_end"])].split())
            wanted.add((f"{path.name}: {sentence}", fold(row["name"]), row["authority"]))
        places = [key for key, _, _ in wanted if key.startswith(path.name)]
        for claim in matcher.document_alerts(xref.Document(path.name, text))[1]:
            # A label may be a clause of the sentence that is printed with a claim.
            within = [key for key in places if key.partition(": ")[2] in claim.text]
            key = within[0] if within else f"{path.name}: {claim.text}"
            found.add((key, fold(claim.name), claim.authority))
    return wanted, found


def corpus(step: int, sources: Iterable[str]) -> None:
    """Print the claims of every `step`-th article of the corpus."""
    matcher = xref.Matcher(xref.load_lists(*sources))
    counts: Counter[str] = Counter()
    with lzma.open(dev_data("corpus", "news.jsonl.xz"), "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if number % step:
                continue
            record = json.loads(line)
            counts["articles"] += 1
            for claim in matcher.document_alerts(xref.Document(str(number), record["text"]))[1]:
                counts["claims"] += 1
                counts[f"on_list {claim.on_list}"] += 1
                shown = f"{claim.authority} | {claim.name} | {claim.subject_id} {claim.on_list}"
                print(f"{number} | {shown} | {claim.text}")
    print(dict(counts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--corpus", type=int, metavar="N")
    parser.add_argument("lists", nargs="*")
    options = parser.parse_args()
    if options.corpus:
        corpus(options.corpus, options.lists)
        return
    matcher = xref.Matcher(xref.load_lists())
    with (DATA / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for part, title in (("dev", "development"), ("held", "held out")):
        own = [row for row in rows if row["part"] == part]
        wanted = {triple for row in own for triple in expected(row)}
        found = {triple for row in own for triple in claimed(matcher, row["text"])}
        figures(f"{title} ({len(own)})", wanted, found)
        if options.misses and part == "dev":
            misses(wanted, found)
    with (DATA / "claims_rounds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {triple for row in rows for triple in expected(row)}
    found = {triple for row in rows for triple in claimed(matcher, row["text"])}
    figures(f"rounds ({len(rows)})", wanted, found)
    if options.misses:
        misses(wanted, found)
    if os.environ.get("XREF_DEV_DATA"):
        wanted, found = article_triples(matcher)
        figures("articles (32)", wanted, found)
        if options.misses:
            misses(wanted, found)
    else:
        print("the articles need the development data: set XREF_DEV_DATA to its folder")


if __name__ == "__main__":
    main()
