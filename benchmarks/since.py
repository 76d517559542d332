"""What `xref screen --since` saves, and that it loses nothing.

Takes the news corpus, the OFAC list of 2021-07 and two copies of the UN list a year apart below
`$XREF_DEV_DATA`. A full run on the older copies, then the same articles on the newer ones, in
full and since the first; all outputs must be the same. Prints CPU seconds of one process for
reading, for screening in full, and for screening since, with changed and with unchanged lists.

    XREF_DEV_DATA=... python benchmarks/since.py
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from common import dev_data

OUTPUTS = ("alerts.jsonl", "below.jsonl", "claims.jsonl", "review.csv")


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        os.environ["XREF_HOME"] = f"{place}/home"
        os.chdir(place)
        measure(Path(place))


def screen(*arguments: str) -> None:
    from xref.cli import run

    usual = ["screen", "news.jsonl", "--allow-stale", "-q", "--workers", "1"]
    assert run([*usual, *arguments]) == 0


def measure(place: Path) -> None:
    import lzma

    from xref.articles.reading import read_documents
    from xref.cli import run
    from xref.cli.options import load
    from xref.manifest import read_run
    from xref.match.matcher import Matcher
    from xref.since import DeltaMatcher, Since

    with lzma.open(dev_data("corpus", "news.jsonl.xz")) as packed:
        (place / "news.jsonl").write_bytes(packed.read())
    lists = dev_data("lists")
    assert run(["lists", "import", str(lists / "us-ofac-sdn" / "2021-07.sdn.csv")]) == 0
    assert run(["lists", "import", str(lists / "un-sc" / "2025-04-19.UN_consolidated.xml")]) == 0
    screen("-o", "a")
    assert run(["lists", "import", str(lists / "un-sc" / "2026-02-27.UN_consolidated.xml")]) == 0
    screen("-o", "full")
    screen("-o", "b", "--since", "a")
    for name in OUTPUTS:
        assert Path("full", name).read_bytes() == Path("b", name).read_bytes(), name
    print("all outputs since the first run are those of a full run, byte for byte")

    loaded, rules = load((), None, allow_stale=True)
    matcher = Matcher(loaded, rules)
    started = time.process_time()
    documents = list(
        read_documents(["news.jsonl"], rules=rules.articles, on_problem=lambda _: None)
    )
    print(f"{len(documents):,} articles read in {time.process_time() - started:.1f} s")
    started = time.process_time()
    for document in documents:
        matcher.document_alerts(document)
    print(f"screened in full in {time.process_time() - started:.1f} s")
    for run_name, what in (("a", "changed lists"), ("full", "unchanged lists")):
        started = time.process_time()
        since = Since(read_run(run_name), matcher, ("us-ofac-sdn", "un-sc"), None)
        prepared = time.process_time() - started
        assert since.full is None
        delta = DeltaMatcher(matcher, since._delta, since._earlier, frozenset(["news.jsonl"]))
        started = time.process_time()
        for document in documents:
            delta.document_alerts(document)
        spent = time.process_time() - started
        touched = sum(delta.is_touched(document) for document in documents)
        print(
            f"since, {what}: {spent:.1f} s and {prepared:.1f} s to prepare; {since.changed} "
            f"subjects changed, {touched:,} articles screened again"
        )


if __name__ == "__main__":
    main()
