"""Japan's export bans, as the text of METI's PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Designation

NOTICE = "令和九十年外務省告示第九百九十九号"


def _entries(path: Path) -> dict[str, Designation]:
    return {item.reference.rpartition(" ")[2]: item for item in load_lists(path).designations}


def test_notice(data: Path) -> None:
    """Number and notice make the reference; the day of the last change is the copy's date."""
    lists = load_lists(data / "jp" / "notice.txt")
    entry = _entries(data / "jp" / "notice.txt")["1"]
    assert entry.id == f"jp-meti:{NOTICE} 1"
    assert (entry.authority, entry.kind, entry.status) == ("JP", "organisation", "designated")
    assert entry.legal_basis == (NOTICE,)
    assert entry.listed_on is None, "the notice prints one day for all, and grew since"
    assert entry.addresses == ("1 Harbour Street, Example City 101001, Exampleland",)
    assert lists.versions[0].published == "2031-09-12"
    assert lists.versions[0].counts == {"organisation": 4}


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("1", [("Example Shipyard JSC", "primary"), ("株式会社例示造船所", "primary")]),
        (
            "2",
            [
                ("Example Technology Ltd.", "primary"),
                ("例示技術有限会社（例示科技有限公司）", "primary"),
                ("Reiji Technology", "unknown"),
                ("Reiji FZCO", "unknown"),
                ("Example Science and Technology Co., Ltd.", "unknown"),
                ("レイジ・テクノロジー", "unknown"),
                ("レイジ FZCO", "unknown"),
                ("例示科技有限公司", "unknown"),
            ],
        ),
        (
            "3",
            [("Example Trading House", "primary"), ("例示商事", "primary"), ("ETH", "unknown")],
        ),
        (
            "4",
            [
                ("Ix Example Ic Ve Dis Ticaret Limited Sirketi", "primary"),
                ("イクス・レイジ有限会社", "primary"),
                ("Ix Example Domestic and Foreign Trade Limited", "unknown"),
                ("Ix Ltd. Sti.", "unknown"),
                ("Ix Example", "unknown"),
                ("イクス・レイジ", "unknown"),
                ("イクス", "unknown"),
            ],
        ),
    ],
)
def test_names(data: Path, number: str, names: list[tuple[str, str]]) -> None:
    """Aliases are listed with dashes, semicolons or brackets, in Latin, Japanese and Chinese."""
    entry = _entries(data / "jp" / "notice.txt")[number]
    assert [(name.text, name.quality) for name in entry.names] == names


def test_seats(data: Path) -> None:
    """A seat broken over lines is one; a number at the end of its line starts the next body."""
    assert _entries(data / "jp" / "notice.txt")["2"].addresses == (
        "2 Pier Street, Example City 3 Block, Exampleland",
        "4 Hill Street, Example City",
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("3 例示商事", "例示商事"), "body 2 has 3 seats"),
        (lambda text: text[: text.index("所 在 地")], "body 3 has 0 seats"),
        (lambda text: text.replace("告示第九百九十九号", "告示"), "the number of the notice"),
        (lambda text: text.replace("１ 株式会社", "株式会社"), "no numbered body|body 1 has"),
        (lambda text: text.replace("Ticaret", "Tic\x00aret"), "a NUL byte"),
    ],
)
def test_a_text_with_a_gap_gives_nothing(
    data: Path, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """A lost page, number or seat is noticed."""
    text = (data / "jp" / "notice.txt").read_text(encoding="utf-8")
    assert change(text) != text
    (tmp_path / "n.txt").write_text(change(text), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "n.txt")


def test_wrong_encoding(data: Path, tmp_path: Path) -> None:
    """A text in another encoding is not taken for a notice, nor read."""
    text = (data / "jp" / "notice.txt").read_text(encoding="utf-8")
    raw = text.encode() + "例".encode("shift_jis") + b"\n"
    (tmp_path / "n.txt").write_bytes(raw)
    with pytest.raises(ListParseError, match=r"n\.txt:25: not UTF-8"):
        load_lists(tmp_path / "n.txt")
