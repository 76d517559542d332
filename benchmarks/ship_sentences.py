"""Ships in Russian, Korean, Japanese and Chinese sentences of our own, and Hangul names of lists.

`XREF_DEV_DATA=… python benchmarks/ship_sentences.py` prints, for each file of sentences in
`tests/data`, how many listed ships are found and how many others are taken for listed ones; and how
many of the names in Hangul on the built-in list agree with a Latin name of the same ship.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import xref

DATA = Path(__file__).parents[1] / "tests" / "data"
FILES = {"first": "ship_sentences.csv", "second": "ship_sentences_second.csv"}


def main() -> None:
    """Print a line for each file, and one for the built-in list."""
    path = Path(os.environ["XREF_DEV_DATA"]) / "lists/us-ofac-sdn/2023-01.sdn.with-header.csv"
    lists = {"first": xref.load_lists("builtin"), "second": xref.load_lists("builtin", path)}
    for half, name in FILES.items():
        matcher = xref.Matcher(lists[half])
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        named = found = others = 0
        for row in rows:
            sentence, _, more = row["sentence"].partition("|")
            names = {each for each in (row["names"], more) if each}
            told: set[str] = set()
            for alert in matcher.scan(sentence):
                if alert.subject.kind == "vessel" and alert.band != "weak":
                    own = {listed.text.upper() for listed, _ in alert.subject.names()}
                    told |= own & names
                    others += not own & names
            named += len(names)
            found += len(told)
        print(f"{half}: {found} of {named} found, {others} others in {len(rows)} sentences")
    pairs = agree = 0
    for subject in lists["first"].subjects:
        if subject.kind != "vessel":
            continue
        names_of = dict.fromkeys(listed.text for listed, _ in subject.names())
        latin = [each for each in names_of if each.isascii()]
        for each in names_of:
            if latin and not each.isascii():
                pairs += 1
                agree += any(xref.compare_names(each, one, kind="vessel").same for one in latin)
    print(f"names in Hangul on the built-in list: {agree} of {pairs} agree with a Latin one")


if __name__ == "__main__":
    main()
