"""Make the pictures of the review page that docs/review.md shows.

    python docs/images/pictures.py [FOLDER]

Screens articles of its own against the built-in list, serves the run, decides on a few alerts, and
takes the pictures with Chromium (and playwright) into FOLDER, by default this one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

SIZE = {"width": 1200, "height": 1000}
ARTICLES = {
    "2025-05-09-parade.txt": (
        "Generals from Pyongyang at the parade",
        "May 9, 2025",
        "MOSCOW - Col. Gen. Kim Yong-bok of North Korea stood in the second row when the columns "
        "passed. Beside him was Shin Kum-chul, a major general who directs a section of the "
        "general staff of the Korean People's Army. President Vladimir Putin thanked them in "
        "person. Kim then spoke with No Kwang-chol, the North Korean defence minister, who is "
        "under sanctions of the United States and the European Union.",
    ),
    "2025-06-04-harbour.txt": (
        "A freighter that nobody wants to insure",
        "June 4, 2025",
        "RASON - The cargo ship Lady R (IMO 9161003) left the harbour at dawn. Her owner has been "
        "designated by the United States. Two days earlier the tanker Kum Ya had come in; the UN "
        "Panel of Experts named her years ago, and no authority has listed her.",
    ),
    "2025-06-11-golf.txt": (
        "Kim Yong-chol wins by a stroke",
        "June 11, 2025",
        "JEJU - The 24-year-old golfer Kim Yong-chol birdied the last hole to win his first title "
        "on the tour on Sunday. “I only looked at the flag,” Kim said.",
    ),
    "2025-05-10-korea.txt": (
        "북한 장성, 모스크바 열병식 참석",
        "2025-05-10",
        "모스크바에서 열린 전승절 열병식에 북한군 김영복 부총참모장이 참석했다. "
        "김영복 상장은 러시아 대통령과 악수했다.",
    ),
}
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def serve(folder: Path) -> subprocess.Popen[str]:
    """Screen the articles and serve the run."""
    articles = folder / "articles"
    articles.mkdir()
    for name, lines in ARTICLES.items():
        (articles / name).write_text("\n\n".join(lines), encoding="utf-8")
    xref = [sys.executable, "-m", "xref"]
    home = {**os.environ, "XREF_HOME": str(folder / "home")}
    subprocess.run(  # noqa: S603 - our own command
        [*xref, "screen", "articles", "-o", "today", "-q"], cwd=folder, env=home, check=True
    )
    command = [*xref, "review", "serve", "today", "--reviewer", "A. Lee", "--no-open"]
    return subprocess.Popen(  # noqa: S603 - likewise
        command, cwd=folder, env=home, stdout=subprocess.PIPE, text=True
    )


def opened(page: Any) -> None:
    """Open the first alert of the queue; keys count only once its script is there."""
    page.click("a.open")
    page.wait_for_url("**/alerts/*")


def take(page: Any, target: Path) -> None:
    """Decide on two alerts, and take the queue and one alert."""
    page.goto("/?words=lady")
    opened(page)
    page.keyboard.press("t")
    page.keyboard.press("1")
    page.wait_for_selector(".notice.done")
    page.goto("/")
    page.screenshot(path=target / "page-queue.png")
    page.goto("/?words=shin+kum+chul")
    opened(page)
    page.keyboard.press("t")
    page.wait_for_selector("details.true_match[open]")
    page.screenshot(path=target / "page-alert.png")


def main() -> None:
    """Make both pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    chromium = next(filter(None, map(shutil.which, _NAMES)), None)
    if chromium is None:
        sys.exit("needs Chromium: apt-get install chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as place:
        served = serve(Path(place))
        try:
            assert served.stdout is not None  # noqa: S101 - it was asked for
            address = served.stdout.readline().strip()
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium, args=arguments)
                page = browser.new_context(
                    viewport=SIZE, base_url=address.partition("?")[0], color_scheme="light"
                ).new_page()
                page.goto(address)
                take(page, target)
                browser.close()
        finally:
            served.terminate()
            served.wait(30)


if __name__ == "__main__":
    main()
