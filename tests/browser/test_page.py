"""The page in a real browser: by keyboard, by two at once, under attack, large, without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from xref.model import Alert, Document, Evidence, Mention, Name
from xref.page.pages import PAGE_ROWS
from xref.page.server import PageServer
from xref.review.history import History
from xref.review.log import DecisionLog

from ..review.conftest import alert, designation, subject, write_run
from ..review.served import serving
from .conftest import Open, Watched

ALERTS = [
    alert("2026-01-05/wire/a.txt", score=0.95),
    alert("2026-01-05/other/b.txt", score=0.9),
    alert("2026-01-05/third/c.txt", score=0.8),
    alert("2026-01-05/fourth/d.txt", score=0.75),
]
EVIL = (
    "<script>document.title='owned';alert(1)</script><img src=x onerror=alert(2)>"
    "\"'><svg onload=alert(3)>{{7*7}}"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PageServer]:
    """A page of four alerts of four sources."""
    with serving(write_run(tmp_path / "run", ALERTS), tmp_path / "log") as found:
        yield found


@pytest.fixture
def lee(server: PageServer, browse: Open) -> Watched:
    """A. Lee at the queue."""
    return named(browse(server.address), "A. Lee")


def named(watched: Watched, name: str) -> Watched:
    """Say who reviews, by keyboard: the field has the focus."""
    watched.page.wait_for_selector("#reviewer:focus")
    watched.page.keyboard.type(name)
    assert watched.page.input_value("#reviewer") == name
    watched.keys("Enter")
    watched.page.wait_for_selector("nav.tabs")
    return watched


def log_of(folder: Path) -> list[tuple[str, str, str]]:
    """Reviewer, disposition and reason of each decision."""
    found = History(DecisionLog(folder / "log")).search()
    return [(each.reviewer, each.disposition, each.reason_code) for each in found]


def alert_page(watched: Watched) -> str:
    """Id of the alert that is shown."""
    watched.page.wait_for_selector("#decide")
    return str(watched.page.url).split("/alerts/")[1].split("?")[0]


def at(watched: Watched, one: Alert) -> None:
    """Wait until an alert is shown."""
    watched.page.wait_for_url(f"**/alerts/{one.alert_id}*")
    watched.page.wait_for_selector("#decide")


def test_a_full_review_by_keyboard(lee: Watched, tmp_path: Path) -> None:
    """From the queue through every alert, with a comment and an undo, without the mouse."""
    lee.keys("j", "j", "k", "Enter")
    at(lee, ALERTS[0])
    lee.keys("f", "1")
    at(lee, ALERTS[1])
    assert "Recorded: false positive" in lee.text
    lee.keys("c")
    lee.page.keyboard.type("ftu1 is the yard's own number")  # letters in a field are letters
    lee.keys("Escape", "t", "2")
    at(lee, ALERTS[2])
    lee.keys("j")
    at(lee, ALERTS[3])
    lee.keys("k")
    at(lee, ALERTS[2])
    lee.keys("e", "1")
    at(lee, ALERTS[3])
    lee.keys("u")
    at(lee, ALERTS[2])
    assert "Taken back" in lee.text
    lee.keys("e", "2")
    at(lee, ALERTS[3])
    lee.keys("f", "5")
    lee.page.wait_for_selector(".empty")
    assert "Nothing is left to do" in lee.text
    assert log_of(tmp_path) == [
        ("A. Lee", "false_positive", "different_person"),
        ("A. Lee", "true_match", "details_agree"),
        ("A. Lee", "escalate", "needs_facts"),
        ("A. Lee", "pending", "taken_back"),
        ("A. Lee", "escalate", "needs_authority"),
        ("A. Lee", "false_positive", "name_only"),
    ]
    made = History(DecisionLog(tmp_path / "log")).on_alert(ALERTS[1].alert_id)
    assert made[0].comment == "ftu1 is the yard's own number"
    assert lee.complaints == []


def test_undo_restores(lee: Watched, tmp_path: Path) -> None:
    """After an undo the alert is to do as before, and a second undo takes the one before."""
    lee.keys("j", "Enter")
    at(lee, ALERTS[0])
    lee.keys("f", "5")
    at(lee, ALERTS[1])
    lee.keys("f", "5")
    at(lee, ALERTS[2])
    lee.keys("u")
    at(lee, ALERTS[1])
    lee.keys("u")
    at(lee, ALERTS[0])
    lee.keys("q")
    lee.page.wait_for_selector("nav.tabs")
    assert "To do 4 of 4 alerts" in lee.text
    lee.keys("u")
    assert len(log_of(tmp_path)) == 4


def test_nothing_is_decided_by_accident(lee: Watched, tmp_path: Path) -> None:
    """Digits alone, held keys, keys with Ctrl, keys in fields, keys after a decision."""
    lee.keys("j", "Enter")
    at(lee, ALERTS[0])
    lee.keys("1", "2", "Control+f", "Alt+t", "x", "9")
    lee.keys("f", "f", "1")  # opened and folded again
    lee.keys("t", "Escape", "1")
    assert log_of(tmp_path) == []
    lee.page.evaluate(
        """() => { for (const [key, repeat] of [["f", false], ["1", true]])
        document.body.dispatchEvent(new KeyboardEvent("keydown", {key, repeat, bubbles: true})) }"""
    )
    lee.keys("Escape")
    lee.page.evaluate(
        """() => { for (const key of ["f", "5", "5", "f", "5"])
        document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true})) }"""
    )
    at(lee, ALERTS[1])
    assert len(log_of(tmp_path)) == 1


@pytest.mark.parametrize(("key", "code"), [("ㄹ", "KeyF"), ("а", "KeyF"), ("Process", "KeyF")])
def test_keys_work_in_other_layouts(lee: Watched, key: str, code: str) -> None:
    """Under a Korean or Russian layout the place of the key counts."""
    lee.keys("j", "Enter")
    at(lee, ALERTS[0])
    lee.page.evaluate(
        """([key, code]) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", {key, code, bubbles: true}))""",
        [key, code],
    )
    assert lee.page.locator("details.false_positive[open]").count() == 1


def test_a_reason_that_needs_a_comment_asks_for_it(lee: Watched, tmp_path: Path) -> None:
    """The field gets the focus, and a sentence says why."""
    lee.keys("j", "Enter")
    at(lee, ALERTS[0])
    lee.keys("f", "6")
    assert lee.page.evaluate("document.activeElement.id") == "comment"
    assert "This reason needs a comment" in lee.text
    lee.page.keyboard.type("a play")
    lee.keys("Escape", "6")
    at(lee, ALERTS[1])
    assert log_of(tmp_path) == [("A. Lee", "false_positive", "other_false_positive")]


def test_two_reviewers_at_once(server: PageServer, browse: Open, tmp_path: Path) -> None:
    """The second sees what the first decided, keeps their words, and decides knowing of it."""
    lee = named(browse(server.address), "A. Lee")
    cho = named(browse(server.address), "B. Cho")
    for each in (lee, cho):
        each.keys("j", "Enter")
        at(each, ALERTS[0])
    lee.keys("f", "1")
    at(lee, ALERTS[1])
    cho.keys("c")
    cho.page.wait_for_selector("#comment:focus")
    cho.page.keyboard.type("his passport <b>agrees</b>")
    cho.keys("Escape", "t", "1")
    cho.page.wait_for_selector("[role=alert]")
    assert "Somebody decided while you looked." in cho.text
    assert "false positive by A. Lee" in cho.text
    assert cho.page.input_value("#comment") == "his passport <b>agrees</b>"
    assert [who for who, _, _ in log_of(tmp_path)] == ["A. Lee"]
    cho.page.click("text=Record mine as well")
    at(cho, ALERTS[1])
    assert log_of(tmp_path)[1:] == [("B. Cho", "true_match", "identifier_agrees")]
    # Lee's undo of what Cho has decided since takes nothing back.
    lee.keys("u")
    at(lee, ALERTS[0])
    assert "Nothing was taken back: B. Cho has decided since." in lee.text
    assert len(log_of(tmp_path)) == 2
    refused = "the server responded with a status of 409 (Conflict)"
    assert lee.complaints == []
    assert all(refused in each for each in cho.complaints)


def hostile() -> Alert:
    """An alert all of whose texts attack."""
    listed = subject(
        designation(
            names=(Name(EVIL), Name("<b>x</b>", "weak")), programmes=(EVIL,), titles=(EVIL,),
            url="javascript:alert(4)", remarks=EVIL,
        )
    )  # fmt: skip
    document = Document(
        f"x/{EVIL}", "", EVIL, None, f"x/{EVIL}", (), EVIL, None, "javascript:alert(5)"
    )
    return msgspec.structs.replace(
        alert(document.id, of=listed, score=0.95),
        document=document,
        evidence=(Evidence("name", 0.8, EVIL), Evidence("age_differs", -0.1, EVIL)),
        mentions=(Mention(0, len(EVIL), EVIL, "body", f"{EVIL} said {EVIL * 30}."),),
        homonyms=(EVIL,),
    )


def test_an_article_full_of_scripts(browse: Open, tmp_path: Path) -> None:
    """No script of it runs, nothing is fetched for it, the policy had nothing to stop."""
    one = hostile()
    with serving(write_run(tmp_path / "run", [one]), tmp_path / "log") as server:
        page = named(browse(server.address), f"A. {EVIL}"[:100])
        page.keys("j", "Enter")
        at(page, one)
        page.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
        page.page.wait_for_timeout(300)
        for link in page.page.locator("main a").all():
            assert not str(link.get_attribute("href")).startswith("javascript")
        page.keys("f", "1")
        page.page.wait_for_selector(".empty")
        page.page.goto(f"http://127.0.0.1:{server.port}/?tab=all&words=<script>")
        base = f"http://127.0.0.1:{server.port}/"
        assert all(each.startswith(base) for each in page.requests)
        kinds = {
            re.sub(r"\?.*", "", each.removeprefix(base)).split("/")[0] for each in page.requests
        }
        assert kinds <= {"", "alerts", "reviewer", "static"}
    assert page.complaints == []
    assert page.page.title() != "owned"


def test_the_policy_stops_what_escaping_would_let_through(lee: Watched) -> None:
    """Mark-up that is put into the page by force runs nothing and fetches nothing."""
    lee.page.evaluate(
        """() => { document.querySelector("main").innerHTML =
        `<img src=x onerror="window.owned=1"><iframe src="javascript:parent.owned=1"></iframe>
        <p style="color:red">x</p><a href="javascript:window.owned=1">y</a>`;
        const script = document.createElement("script"); script.textContent = "window.owned=1";
        document.body.append(script) }"""
    )
    lee.page.click("text=y")
    lee.page.wait_for_timeout(300)
    assert lee.page.evaluate("window.owned") is None
    assert any("Content Security Policy" in each for each in lee.complaints)


def test_ten_thousand_alerts(browse: Open, tmp_path: Path) -> None:
    """The page grows with what is shown, not with the run; each step is one request."""
    many = [
        alert(f"2026/{n:05}.txt", score=round(0.99 - n / 40_000, 6), title=f"Talks end, {n}")
        for n in range(10_000)
    ]
    with serving(write_run(tmp_path / "run", many), tmp_path / "log") as server:
        page = named(browse(server.address), "A. Lee")
        assert "To do 10,000 of 10,000 alerts" in page.text
        assert page.page.locator(".row").count() == PAGE_ROWS
        size = page.page.evaluate("document.getElementsByTagName('*').length")
        assert size < 60 * PAGE_ROWS
        page.keys("]")
        page.page.wait_for_url("**/?page=2")
        page.keys(*["j"] * 3, "Enter")
        at(page, many[PAGE_ROWS + 2])
        assert page.page.evaluate("document.getElementsByTagName('*').length") < 1_500
        page.requests.clear()
        page.keys("j")
        at(page, many[PAGE_ROWS + 3])
        page.keys("f", "5")
        at(page, many[PAGE_ROWS + 4])
        asked = [each for each in page.requests if "/static/" not in each]
        assert len(asked) == 3  # next; the decision and the page behind it
        page.keys("/")
        page.page.wait_for_selector("nav.tabs")
        page.keys("/")
        page.page.keyboard.type("talks 7777")
        page.keys("Enter")
        page.page.wait_for_selector("text=1 of 10,000 alerts")
    assert page.complaints == []


def test_everything_works_without_javascript(
    server: PageServer, browse: Open, tmp_path: Path
) -> None:
    """By clicks alone: name, filter, reasons behind their headings, undo, help."""
    page = browse(server.address, java_script_enabled=False).page
    page.fill("#reviewer", "A. Lee")
    page.click("text=Begin")
    page.select_option("#sort", "newest")
    page.fill("#words", "yong chol")
    page.click("button:text('Show')")
    page.click("a.open >> nth=0")
    assert not page.locator("details.false_positive button").first.is_visible()
    page.click("details.false_positive summary")
    page.fill("#comment", "a spokesman")
    page.click("details.false_positive button >> nth=0")
    page.wait_for_selector(".notice.done")
    page.click("button:text('Undo')")
    page.wait_for_selector("text=Taken back")
    page.click("text=Help")
    page.wait_for_selector("h1:text('Help')")
    assert [what for _, what, _ in log_of(tmp_path)] == ["false_positive", "pending"]


def test_the_focus_can_be_seen_and_goes_in_order(lee: Watched) -> None:
    """Tab goes to the skip link first, through the page once, and shows where it is."""
    lee.keys("j", "Enter")
    at(lee, ALERTS[0])
    seen: list[Any] = []
    for _ in range(60):
        lee.page.keyboard.press("Tab")
        found = lee.page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            const a = getComputedStyle(e, "::after");
            return [e.tagName, (e.textContent || e.name || "").trim().slice(0, 30),
              e.getBoundingClientRect().width > 0,
              s.outlineStyle !== "none" || a.outlineStyle !== "none"] }"""
        )
        if found[0] == "BODY":
            break
        seen.append(found)
    assert all(visible and outlined for _, _, visible, outlined in seen), seen
    words = [text for _, text, _, _ in seen]
    order = [next(n for n, each in enumerate(words) if each.startswith(start))
             for start in ("xref review", "Next", "True match", "False positive", "Escalate",
                           "comment")]  # fmt: skip
    assert order == sorted(order)
    skip = lee.page.locator("a.skip")
    skip.focus()
    lee.keys("Enter")
    assert lee.page.evaluate("document.activeElement.id") == "main"


def test_single_keys_can_be_switched_off(lee: Watched, tmp_path: Path) -> None:
    """For who dictates, or presses keys by mistake."""
    lee.page.click("text=Help")
    lee.page.click("text=Switch single keys off")
    lee.page.wait_for_selector("text=Keyboard shortcuts are off")
    lee.page.click("nav >> text=Queue")
    lee.page.click("a.open >> nth=0")
    at(lee, ALERTS[0])
    lee.keys("f", "1")
    assert lee.page.locator("details.choice[open]").count() == 0
    assert log_of(tmp_path) == []


def test_the_list_of_keys(lee: Watched) -> None:
    """`?` shows it over the page, Esc takes it away."""
    lee.keys("?")
    assert lee.page.locator("dialog[open]").is_visible()
    lee.keys("Escape")
    assert lee.page.locator("dialog[open]").count() == 0


def test_dark_and_still(server: PageServer, browse: Open) -> None:
    """Who wants a dark page, or one that does not move, gets it."""
    dark = named(browse(server.address, color_scheme="dark", reduced_motion="reduce"), "A. Lee")
    light = named(browse(server.address, color_scheme="light"), "A. Lee")
    script = "getComputedStyle(document.body).backgroundColor"
    shades = [sum(map(int, re.findall(r"\d+", each.page.evaluate(script))))
              for each in (dark, light)]  # fmt: skip
    assert shades[0] < 150
    assert shades[1] > 600
    moving = "getComputedStyle(document.querySelector('.row')).transitionDuration"
    assert dark.page.evaluate(moving) == "0s"
    assert light.page.evaluate(moving) != "0s"


@pytest.mark.parametrize("width", [320, 768])
def test_small_screens(server: PageServer, browse: Open, width: int) -> None:
    """Nothing of a page is wider than the screen."""
    watched = named(browse(server.address, viewport={"width": width, "height": 700}), "A. Lee")
    base = f"http://127.0.0.1:{server.port}"
    for path in ("/", f"/alerts/{ALERTS[0].alert_id}", "/help", "/dashboard", "/reviewer"):
        watched.page.goto(base + path)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_page_says_what_happened(lee: Watched) -> None:
    """A message is put into the live region after the page is there, so that it is read out."""
    lee.keys("j", "Enter")
    at(lee, ALERTS[0])
    lee.keys("f", "5")
    at(lee, ALERTS[1])
    region = lee.page.locator("#messages[role=status][aria-live=polite]")
    region.locator("text=Recorded: false positive").wait_for()
