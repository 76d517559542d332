"""Copies in the news corpus: how many, how many alerts they repeat, and what telling costs.

    XREF_DEV_DATA=... python benchmarks/copies.py

All articles are compared with all before them, then only those with alerts, as a run does
(built-in list). Times are CPU time of this process.
"""

from __future__ import annotations

import argparse
import time

from common import dev_data

import xref
from xref.articles.copies import Copies, fingerprint
from xref.articles.reading import read_documents
from xref.syndication import repeats


def main() -> None:
    """Print the measures."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    matcher = xref.Matcher(xref.load_lists())
    rules = matcher.rules.articles
    path = dev_data() / "corpus" / "news.jsonl.xz"
    articles = list(read_documents([path], rules=rules, on_problem=print))
    size = sum(len(article.text.encode()) for article in articles) / 1e6
    copies: Copies[str] = Copies(rules)
    before = time.process_time()
    for article in articles:
        copies.seen(article)
    taken = (time.process_time() - before) / len(articles) * 1e3
    print(f"{len(articles)} articles, {size:.1f} MB: {copies.count} copies, {taken:.2f} ms each")

    before = time.process_time()
    alerts = list(matcher.screen(articles))
    print(f"screening: {(time.process_time() - before) / size * 1e3:.1f} ms a MB")
    found = {alert.document_id: alert.document for alert in alerts}
    before = time.process_time()
    marks = [fingerprint(article, rules) for article in found.values()]
    taken = (time.process_time() - before) / size * 1e3
    mean = sum(map(len, marks)) / len(marks)
    print(f"{len(found)} with alerts: fingerprints {taken:.2f} ms a MB, {mean:.0f} bytes each")
    repeated = sum(earlier is not None for _, earlier in repeats(alerts, matcher.rules))
    print(f"{repeated} of {len(alerts)} alerts are repeats")


if __name__ == "__main__":
    main()
