"""Lone surnames of real articles, drawn with a seed, to be judged by reading.

Usage: XREF_DEV_DATA=… python benchmarks/drawn_surnames.py [--seed N] [--draws N] [--not NAME…]

All snapshots as lists, the news corpus as articles. Of each article at most three surnames are
drawn, each once; every draw is printed with the letters around it and whom it is taken to mean.
`--not` leaves out the surnames that fill the corpus.
"""

from __future__ import annotations

import argparse
import random
import re

from common import dev_data
from scan_speed import SNAPSHOTS, corpus

_SHOWN = 160


def main() -> None:
    import xref

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--draws", type=int, default=60)
    parser.add_argument("--not", dest="without", nargs="*", default=[])
    options = parser.parse_args()
    rng = random.Random(options.seed)
    matcher = xref.Matcher(xref.load_lists(*[str(dev_data("lists", each)) for each in SNAPSHOTS]))
    left_out = {name.lower() for name in options.without}
    found = []
    for document in corpus(None):
        text = document.text
        alerts, _ = matcher.document_alerts(document)
        if not any(alert.subject.kind == "person" for alert in alerts):
            continue
        surnames = {}
        for start, subjects in matcher.articles.attributions(text).items():
            word = re.split(r"[^\w-]", text[start : start + 30], maxsplit=1)[0].lower()
            if subjects and word not in left_out:
                surnames.setdefault(word, []).append((start, subjects))
        for word in rng.sample(sorted(surnames), min(3, len(surnames))):
            start, subjects = rng.choice(surnames[word])
            found.append((document.id, text, start, subjects))
    print(f"{len(found):,} surnames, of which {min(options.draws, len(found))} are drawn")
    for article, text, start, subjects in rng.sample(found, min(options.draws, len(found))):
        around = f"{text[max(0, start - _SHOWN) : start]}>>>{text[start : start + _SHOWN // 2]}"
        names = ", ".join(matcher.index.subjects[position].name for position in subjects[:3])
        print(f"\n{article}\n  {' '.join(around.split())}\n  -> {names}")


if __name__ == "__main__":
    main()
