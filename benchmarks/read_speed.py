"""How fast each format is read, and in how much memory; and copies found in the corpus.

Usage: XREF_DEV_DATA=… python benchmarks/read_speed.py [--articles N]
Writes the articles of the corpus in every format to a temporary folder and reads each in a
process of its own: CPU seconds of the fastest of three passes, so that other work on the
machine counts little, and peak memory, imports and rules included. MB are those of the file
as stored; HTML is written as pages usually come: menu, scripts, styles and lists of other
articles around the text, 57 kB a page.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import lzma
import random
import subprocess
import sys
import tempfile
import textwrap
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from common import dev_data, peak_megabytes

Article = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--read", type=Path, help="read one file or folder, and print JSON")
    options = parser.parse_args()
    if options.read:
        print(json.dumps(measure(options.read)))
        return
    articles = corpus()
    print(f"{'format':16}{'articles/s':>12}{'MB/s':>8}{'stored MB':>11}{'peak MB':>9}  problems")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in WRITERS.items():
            # Articles of a usual length: speeches of an hour would make pages look slow.
            usual = [a for a in articles if 1500 < len(a["text"]) < 9000][: options.articles]
            path = Path(folder) / name
            write(path, usual)
            command = [sys.executable, __file__, "--read", str(path)]
            found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            rate = found["articles"] / found["seconds"]
            print(
                f"{name:16}{rate:12.0f}{found['megabytes'] / found['seconds']:8.1f}"
                f"{found['megabytes']:11.1f}{found['peak']:9.0f}  {found['problems']}"
            )
    print_copies(articles)


def corpus() -> list[Article]:
    with lzma.open(dev_data("corpus", "news.jsonl.xz"), "rt", encoding="utf-8") as stream:
        articles: list[Article] = [json.loads(line) for line in stream]
    random.Random(1).shuffle(articles)
    return articles


def measure(path: Path) -> dict[str, float]:
    from xref.articles.reading import read_documents
    from xref.rules import load_rules

    rules = load_rules().articles
    # What is imported or compiled once is no part of the speed.
    warm = [path] if path.is_file() else [next(path.iterdir())]
    next(iter(read_documents(warm, rules=rules, on_problem=lambda _: None)))
    passes = []
    for _ in range(3):
        problems: list[object] = []
        inputs: list[Any] = []
        started = time.process_time()
        count = sum(
            1
            for _ in read_documents(
                [path], rules=rules, on_problem=problems.append, on_input=inputs.append
            )
        )
        passes.append(time.process_time() - started)
    return {
        "articles": count,
        "seconds": min(passes),
        "megabytes": sum(each.bytes for each in inputs) / 1e6,
        "peak": own_peak_megabytes(),
        "problems": len(problems),
    }


def own_peak_megabytes() -> float:
    """Peak of this program; `getrusage` counts what its parent had when it was started."""
    status = Path("/proc/self/status")
    if not status.exists():
        return peak_megabytes()
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


def print_copies(articles: list[Article]) -> None:
    from xref import Document
    from xref.articles.copies import Copies
    from xref.rules import load_rules

    copies = Copies(load_rules().articles)
    documents = [Document(a["id"], a["text"], a["title"]) for a in articles]
    megabytes = sum(len(d.text.encode("utf-8", "replace")) for d in documents) / 1e6
    started = time.process_time()
    originals = [document for document in documents if copies.seen(document) is None]
    seconds = time.process_time() - started
    print(
        f"\ncopies: {copies.count} of {len(documents)} articles, "
        f"{megabytes / seconds:.0f} MB/s, {1000 * seconds / len(documents):.2f} ms an article"
    )
    sample = [d for d in originals if len(d.text) > 1500][:1500]
    for what, change in CHANGES.items():
        copies = Copies(load_rules().articles)
        for document in sample:
            copies.seen(document)
        found = sum(
            copies.seen(Document("copy", change(document.text))) == document.id
            for document in sample
        )
        print(f"  {what:42}{found:6} of {len(sample)} found")


CHANGES: dict[str, Callable[[str], str]] = {
    "with a dateline": lambda text: f"SEOUL (Reuters) - {text}",
    "under another headline and byline": lambda text: f"Ships saluted\nBy Anna Weller\n{text}",
    "without its last sixth": lambda text: text[: len(text) * 5 // 6],
    "in capitals": str.upper,
    "with two sentences more": lambda text: (
        f"{text}\n\nThe ministry declined to comment. A spokesman said more would follow."
    ),
    "with 'said' and 'United States' changed": lambda text: text.replace("said", "says").replace(
        "the United States", "the U.S."
    ),
}


def each_file(suffix: str, make: Callable[[Article, int], bytes]) -> Callable[..., None]:
    def write(folder: Path, articles: list[Article]) -> None:
        folder.mkdir()
        for number, article in enumerate(articles):
            (folder / f"{number:05}{suffix}").write_bytes(make(article, number))

    return write


def as_page(article: Article, number: int) -> bytes:
    rnd = random.Random(number)
    title = html.escape(article["title"])
    body = "".join(
        f'<p class="css-{rnd.randrange(999)} text">{html.escape(part)}</p>\n'
        for part in article["text"].split("\n")
        if part.strip()
    ).replace("U.S.", "<a href=/us>U.S.</a>")
    sections = ["Home", "World", "Asia", "Korea", "Markets", "Opinion", "Sports", "Culture"]
    menu = "".join(f'<li class="nav-item"><a href="/{s}">{s}</a></li>' for s in sections)
    cards = "".join(
        f'<div class="card"><a href="/a/{n}"><img src="/i/{n}.jpg" alt=""><span>Another headline '
        f"about ships and ports {n}</span></a><span>{n} hours ago</span></div>"
        for n in range(12)
    )
    script = json.dumps({f"key{n}": rnd.random() for n in range(600)})
    style = "".join(f".c{n}{{margin:{n}px;color:#{n:06x}}}" for n in range(300))
    data = json.dumps({"@type": "NewsArticle", "headline": article["title"]})
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Ledger'
        f'</title><meta property="og:title" content="{title}">'
        '<meta property="article:published_time" content="2025-05-09T08:00:00Z">'
        f'<script type="application/ld+json">{data}</script><style>{style}</style>'
        f"<script>window.__D={script}</script></head><body><header><nav><ul>{menu}</ul></nav>"
        '</header><div class="cookie-banner">We use cookies. <button>Accept</button></div>'
        f'<main><article><h1>{title}</h1><div class="byline">By <a href=/w>Anna Weller</a> '
        '<time datetime="2025-05-09">May 9, 2025</time></div><figure><img src=x.jpg>'
        f'<figcaption>The port. Photo: Reuters</figcaption></figure><div class="text">{body}</div>'
        f'</article></main><aside class="related"><h2>Related articles</h2>{cards}</aside>'
        f'<div class="grid"><h3>More from the paper</h3>{cards}</div><footer><ul>{menu}</ul>'
        f"<p>© 2025 The Ledger. All rights reserved.</p></footer><script>{script}</script>"
        "</body></html>"
    ).encode()


def as_pdf(article: Article, _: int) -> bytes:
    lines = [
        line for part in article["text"].split("\n") for line in (textwrap.wrap(part, 95) or [""])
    ]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for start in range(0, len(lines), 50):
        shown = "\n".join(
            f"BT /F 10 Tf 50 {780 - 14 * row} Td <{line.encode('cp1252', 'replace').hex()}> Tj ET"
            for row, line in enumerate(lines[start : start + 50])
            if line
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n".encode()
    return bytes(out + b"%%EOF\n")


def as_mail(article: Article, number: int) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = " ".join(article["title"].split())
    mail["From"], mail["Message-ID"] = "a@example.org", f"<{number}@example.org>"
    mail.set_content(article["text"])
    return mail.as_bytes()


def write_feed(path: Path, articles: list[Article]) -> None:
    entries = "".join(
        f"<item><guid>{n}</guid><title>{html.escape(a['title'])}</title><description>"
        f"{html.escape('<p>' + html.escape(a['text']) + '</p>')}</description></item>\n"
        for n, a in enumerate(articles)
    )
    path.write_text(f"<rss><channel>{entries}</channel></rss>", encoding="utf-8", errors="replace")


def write_mailbox(path: Path, articles: list[Article]) -> None:
    with path.open("wb") as file:
        for number, article in enumerate(articles):
            file.write(b"From a@example.org Fri May  9 08:00:00 2025\n")
            file.write(as_mail(article, number).replace(b"\nFrom ", b"\n>From ") + b"\n\n")


def write_warc(path: Path, articles: list[Article]) -> None:
    with path.open("wb") as file:
        for number, article in enumerate(articles):
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            answer += as_page(article, number)
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Target-URI: https://example.org/{number}\r\n"
                f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + answer + b"\r\n\r\n"))


def write_lines(path: Path, articles: list[Article]) -> None:
    path.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")


def write_packed_lines(path: Path, articles: list[Article]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(a) + "\n" for a in articles)


def write_csv(path: Path, articles: list[Article]) -> None:
    frame(articles).write_csv(path)


def write_parquet(path: Path, articles: list[Article]) -> None:
    frame(articles).write_parquet(path)


def frame(articles: list[Article]) -> Any:
    import polars as pl

    return pl.DataFrame([{key: a[key] for key in ("id", "title", "text")} for a in articles])


def write_zip(path: Path, articles: list[Article]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, article in enumerate(articles):
            archive.writestr(f"{number}.txt", article["text"])


WRITERS: dict[str, Callable[[Path, list[Article]], None]] = {
    "text": each_file(".txt", lambda article, _: article["text"].encode()),
    "html": each_file(".html", as_page),
    "pdf": each_file(".pdf", as_pdf),
    "eml": each_file(".eml", as_mail),
    "news.mbox": write_mailbox,
    "news.rss": write_feed,
    "news.jsonl": write_lines,
    "news.jsonl.xz": write_packed_lines,
    "news.csv": write_csv,
    "news.parquet": write_parquet,
    "news.warc.gz": write_warc,
    "news.zip": write_zip,
}

if __name__ == "__main__":
    main()
