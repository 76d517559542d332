"""Listed persons in Chinese and Japanese sentences: who is found, and who is not there?

    XREF_DEV_DATA=... python benchmarks/chinese_sentences.py [--misses] [--tagged FILE]

Sentences of `chinese_sentences.csv`, `katakana_sentences.csv` and `transcribed_sentences.csv`
(foreign persons in Chinese characters) of the tests against the built-in list and OFAC 2023-01;
held-out halves give sums only. Names of two characters should be found, and stay below the line.
Homophones are other people whose characters are read like a listed name: nothing parts them. Then,
as text in which nobody is listed, Chinese and Japanese manual pages and the names of bodies in
katakana.

`--tagged` takes news of which the words are tagged (`江/nr 泽民/nr`, as in the corpus of the
People's Daily of January 1998): 3,000 names drawn from it are listed in pinyin, and looked for.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from common import dev_data

import xref
from xref.articles.chinese_spans import ChineseSpans
from xref.articles.katakana_spans import KatakanaSpans

TABLES = Path(__file__).parents[1] / "tests" / "data"
OFAC = "lists/us-ofac-sdn/2023-01.sdn.with-header.csv"
PAGES = ("zh_CN", "zh_TW", "ja")
NAMES = 3_000
_COMPOUND = re.compile("[ァ-ヺー]{2,}(?:[・＝][ァ-ヺー]{2,})+")


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show those of the open half")
    parser.add_argument("--tagged", type=Path, help="tagged news")
    options = parser.parse_args()
    matcher = xref.Matcher(xref.load_lists("builtin", dev_data() / OFAC))
    for table in ("chinese", "katakana", "transcribed"):
        with (TABLES / f"{table}_sentences.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for half in dict.fromkeys(row["half"] for row in rows):
            part = [row for row in rows if row["half"] == half]
            _sentences(matcher, part, f"{table} {half}", show=options.misses and half != "held")
    for language in PAGES:
        _pages(matcher, language, show=options.misses)
    _bodies(matcher)
    if options.tagged:
        _tagged(matcher, options.tagged, show=options.misses)


def _sentences(matcher: xref.Matcher, rows: list[dict[str, str]], half: str, *, show: bool) -> None:
    wanted: Counter[str] = Counter()
    met: Counter[str] = Counter()
    others = 0
    for row in rows:
        kind, names = row["kind"], row["names"].split("|") if row["names"] else []
        found = matcher.scan(row["sentence"])
        above = [alert.subject.name for alert in found if alert.band != "weak"]
        below = [alert.subject.name for alert in found if alert.band == "weak"]
        looked = below if kind == "short" else above
        hits = sum(any(name in each for each in looked) for name in names)
        wrong = [each for each in above if not any(name in each for name in names)]
        wanted[kind] += len(names)
        met[kind] += hits
        others += len(wrong)
        if show and (wrong or hits < len(names)):
            print("  ", kind, row["names"], row["sentence"], wrong)
    hits, alike = met["listed"], met["homophone"]
    print(
        f"{half}: {hits} of {wanted['listed']} found, {others} others in {len(rows)} sentences; "
        f"precision {hits / (hits + others):.2f}, with {alike} of {wanted['homophone']} homophones "
        f"{hits / (hits + others + alike):.2f}; {met['short']} of {wanted['short']} names of two "
        "characters below the line"
    )


def _pages(matcher: xref.Matcher, language: str, *, show: bool) -> None:
    text = "\n".join(
        gzip.decompress(page.read_bytes()).decode("utf-8", "replace")
        for page in sorted(Path("/usr/share/man", language).rglob("*.gz"))
    )
    if not text:
        return
    before = time.process_time()
    alerts = matcher.scan(text)
    seconds = time.process_time() - before
    size = len(text.encode()) / 1e6
    print(f"pages {language}: {size:.2f} MB, {seconds / size:.2f} s/MB, {len(alerts)} alerts")
    if show:
        for alert in alerts:
            print("  ", alert.band, alert.subject.name, alert.mentions[0].snippet)


def _bodies(matcher: xref.Matcher) -> None:
    """Katakana joined by dots in the notices of METI, which list bodies alone."""
    spans = KatakanaSpans(matcher.index, matcher.comparer, matcher.rules)
    names: set[str] = set()
    found: dict[str, str] = {}
    for path in sorted((dev_data() / "lists" / "jp-meti").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        names.update(_COMPOUND.findall(text))
        for hit in spans.hits(text):
            listed = matcher.index.entries[hit.entry].name.text
            found[text[hit.start : hit.end]] = listed
    print(f"katakana in notices on bodies: {len(names)} names, persons found in {found}")


def _tagged(matcher: xref.Matcher, path: Path, *, show: bool) -> None:
    lines = list(_lines(path))
    readings = matcher.comparer.chinese.readings
    surnames = set(matcher.rules.chinese_texts.surnames)
    names = sorted({
        name for _, spans in lines for name in spans.values()
        if len(name) in (2, 3) and name[0] in surnames and all(map(readings, name))
    })  # fmt: skip
    drawn = set(random.Random(1).sample(names, min(NAMES, len(names))))
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "drawn.csv")
        with listed.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "name", "type"])
            for name in sorted(drawn):
                first, *given = (min(readings(character)) for character in name)
                latin = f"{first.upper()}, {''.join(given).capitalize()}"
                rows.writerow([name, latin, "person"])
        other = xref.Matcher(xref.load_lists(listed))
    spans = ChineseSpans(other.index, other.comparer, other.rules.chinese_texts, other.rules.posts)
    counts: Counter[tuple[str, int]] = Counter()
    before = time.process_time()
    for text, tagged in lines:
        hits = {(hit.start, hit.end) for hit in spans.hits(text)}
        for start, end in hits:
            name = tagged.get((start, end))
            kind = "homophones"
            if text[start:end] in drawn:
                # A name within a word is still the name (邓小平理论 is tagged as one word).
                kind = "drawn" if name else "drawn, within a word"
            elif name is None:
                kind = "no name"
            counts[kind, end - start] += 1
            if show and kind == "no name":
                print("  ", text[start:end], "|", text[max(0, start - 8) : end + 8])
        for name in tagged.values():
            counts["of", len(name)] += name in drawn
    size = sum(len(text.encode()) for text, _ in lines) / 1e6
    seconds = time.process_time() - before
    print(f"tagged news: {size:.2f} MB, {seconds / size:.2f} s/MB (spans alone)")
    for length in (3, 2):
        kinds = ("drawn", "of", "drawn, within a word", "homophones", "no name")
        told = ", ".join(f"{kind} {counts[kind, length]}" for kind in kinds)
        print(f"  {length} characters: {told}")


def _lines(path: Path) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """Lines of tagged news: their text, and the persons named in full by their places."""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = [word.rsplit("/", 1) for word in line.split() if "/" in word]
        text, spans, at = "", {}, 0
        while at < len(words):
            word, tag = words[at]
            at += 1
            if tag == "nr":
                start = len(text)
                if len(word) <= 2 and at < len(words) and words[at][1] == "nr":
                    following = words[at][0]
                    if len(following) <= 2 and len(word + following) <= 4:
                        word += following
                        at += 1
                spans[start, start + len(word)] = word
            text += word
        yield text, spans


if __name__ == "__main__":
    main()
