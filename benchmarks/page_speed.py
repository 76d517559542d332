"""How quickly the page answers in a run of 100,000 alerts, and how much memory it takes.

    python benchmarks/page_speed.py [ALERTS] [DECISIONS]

Makes a run (as review_scale.py does) and a log that holds DECISIONS of it, starts
`xref review serve` as a process of its own, and asks each page many times over one connection.
Beside it stands, measured in turns in the same minutes, a bare Starlette route that returns a
constant: what HTTP itself costs here.
"""

from __future__ import annotations

import html
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import requests
from review_scale import AT, make_run

from xref.review.desk import Desk, Verdict
from xref.review.history import History
from xref.review.log import DecisionLog
from xref.review.recorded import RecordedRun
from xref.rules import load_rules

ROUNDS = 100
TARGET_MS, TARGET_MB = 100.0, 500.0
BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
async def page(request): return HTMLResponse("<p>constant</p>")
uvicorn.run(Starlette(routes=[Route("/", page)]), port=int(sys.argv[1]), log_level="error",
            access_log=False)
"""
PORT = 8497


def decide(folder: Path, count: int) -> None:
    """Decisions on every second alert, so that the queue has gaps."""
    run, history, rules = RecordedRun(folder), History(DecisionLog(folder / "log")), load_rules()
    ids = list(run.places)[::2][:count]
    said = [Verdict(one, "false_positive", "name_only", "not him", "A. Lee") for one in ids]
    Desk(history, rules, run).decide(said, at=AT, via="csv")


@contextmanager
def process(
    arguments: list[str], ready: Callable[[subprocess.Popen[str]], str]
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process that serves, and the address it serves at."""
    started = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    try:
        yield started, ready(started)
    finally:
        started.terminate()
        started.wait(30)


def printed(served: subprocess.Popen[str]) -> str:
    """The address that `xref review serve` prints."""
    assert served.stdout is not None
    line = served.stdout.readline().strip()
    wait_for(line)
    return line


def wait_for(address: str) -> None:
    """Wait until something answers."""
    for _ in range(600):
        try:
            requests.get(address.partition("?")[0], timeout=5)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    sys.exit(f"{address} does not answer")


def bare(_: subprocess.Popen[str]) -> str:
    """The address of the bare route."""
    wait_for(f"http://127.0.0.1:{PORT}/")
    return f"http://127.0.0.1:{PORT}/"


class Reviewer:
    """Asks pages over one connection, and knows the form of the alert it looks at."""

    def __init__(self, address: str, ids: list[str]) -> None:
        self.base = "http://" + urlsplit(address).netloc
        self.session = requests.Session()
        self.session.get(address)
        self.chance = random.Random(7)
        self.ids = ids
        self.page = ""
        self.csrf = ""

    def get(self, path: str) -> float:
        """Seconds until a page was there."""
        before = time.perf_counter()
        answer = self.session.get(self.base + path)
        took = time.perf_counter() - before
        assert answer.status_code == 200, (path, answer.status_code)
        self.page = answer.text
        self.csrf = self.field("csrf", self.csrf)
        return took

    def field(self, name: str, otherwise: str = "", behind: str = "") -> str:
        """The value of a hidden field."""
        text = self.page.partition(behind)[2] if behind else self.page
        found = re.search(rf'name="{name}" value="([^"]*)"', text)
        return html.unescape(found[1]) if found else otherwise

    def post(self, path: str, **fields: str) -> float:
        """Seconds until a form was taken; the page that follows is not counted."""
        before = time.perf_counter()
        answer = self.session.post(
            self.base + path, {"csrf": self.csrf, **fields}, allow_redirects=False
        )
        took = time.perf_counter() - before
        assert answer.status_code == 303, (path, answer.status_code, answer.text[:2000])
        return took

    def some(self) -> str:
        """An alert."""
        return self.chance.choice(self.ids)

    def decision(self, verdict: str, query: str = "") -> float:
        """A decision on an alert of the view."""
        one = self.chance.choice(self.ids[1::2])
        self.get(f"/alerts/{one}{query}")
        seen = self.field("seen", behind='class="verdict"')
        return self.post(f"/alerts/{one}{query}", seen=seen, verdict=verdict, comment="not him")

    def undo(self) -> float:
        """An undo of the latest decision."""
        self.decision("true_match:details_agree")
        self.get("/help")
        return self.post("/undo", alert=self.field("alert"), seen=self.field("seen"))


def steps(one: Reviewer, pages: int) -> dict[str, Callable[[], float]]:
    """Every page, each time with another view, alert or word."""
    chance = one.chance
    words = ["kim", "talks end", "yong chol", "00123", "wire3 4", "ministry", "ri"]
    return {
        "queue, first page": lambda: one.get("/"),
        "queue, some page of all": lambda: one.get(f"/?tab=all&page={chance.randint(1, pages)}"),
        "queue by band and authority": lambda: one.get(
            "/?band=strong&authority=US-OFAC&sort=newest"
        ),
        "queue, words": lambda: one.get(
            f"/?tab=all&words={chance.choice(words)}+{chance.randint(0, 999)}"
        ),
        "queue of one subject": lambda: one.get("/?tab=all&subject=us-ofac-sdn:52114&sort=article"),
        "alert": lambda: one.get(f"/alerts/{one.some()}"),
        "alert within words": lambda: one.get(f"/alerts/{one.some()}?tab=all&words=kim"),
        "decision, one article": lambda: one.decision("false_positive:name_only"),
        "decision, whole source": lambda: one.decision("false_positive:different_person"),
        "decision within words": lambda: one.decision("escalate:needs_facts", "?words=kim"),
        "undo": one.undo,
        "dashboard": lambda: one.get("/dashboard"),
        "help": lambda: one.get("/help"),
    }


def line(name: str, times: list[float], base: float) -> str:
    """A row of the table, in milliseconds."""
    times = sorted(1000 * each for each in times)
    middle = statistics.median(times)
    late = times[int(0.95 * len(times))]
    return f"| {name} | {middle:.1f} | {late:.1f} | {times[-1]:.1f} | {middle / base:.1f} |"


def memory(pid: int) -> float:
    """The most memory a process took, MB (of 1024 * 1024 bytes)."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+)", text)[0]) / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    decided = int(sys.argv[2]) if len(sys.argv) > 2 else count // 5
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_run(folder, count)
        manifest = folder / "manifest.json"
        whole = msgspec.json.decode(manifest.read_bytes())
        manifest.write_bytes(msgspec.json.encode({"schema": 1, **whole}))
        decide(folder, decided)
        command = [
            sys.executable, "-m", "xref", "review", "serve", place, "--log", str(folder / "log"),
            "--reviewer", "B. Cho", "--no-open",
        ]  # fmt: skip
        began = time.perf_counter()
        with (
            process([sys.executable, "-c", BARE, str(PORT)], bare) as (_, constant),
            process(command, printed) as (served, address),
        ):
            opened = time.perf_counter() - began
            one = Reviewer(address, list(RecordedRun(folder).places))
            base = requests.Session()
            pages = steps(one, count // 50)
            taken: dict[str, list[float]] = {name: [] for name in pages}
            plain: list[float] = []
            for round_ in range(ROUNDS + 3):
                before = time.perf_counter()
                base.get(constant)
                spent = {"": time.perf_counter() - before}
                spent |= {name: ask() for name, ask in pages.items()}
                if round_ >= 3:  # the first ones are not what a reviewer waits for all day
                    plain.append(spent.pop(""))
                    for name, took in spent.items():
                        taken[name].append(took)
            most = memory(served.pid)
        middle = statistics.median(plain) * 1000
        print(f"{count} alerts, {decided} decided before; opened in {opened:.1f} s; "
              f"at most {most:.0f} MB\n")  # fmt: skip
        print("| page | median ms | 95 of 100 ms | longest ms | median to a constant |")
        print("|---|---|---|---|---|")
        print(line("a constant from a bare Starlette route", plain, middle))
        for name, times in taken.items():
            print(line(name, times, middle))
        for name, times in taken.items():
            if statistics.median(times) * 1000 > TARGET_MS:
                print(f"{name}: beyond {TARGET_MS:.0f} ms", file=sys.stderr)
        if most > TARGET_MB:
            print(f"memory: beyond {TARGET_MB:.0f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
