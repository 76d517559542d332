"""The real notices of export bans, counted independently; skipped without XREF_DEV_DATA."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xref.lists import load_lists


@pytest.mark.parametrize(("name", "bodies"), [("daisangoku", 56), ("russia", 561)])
def test_every_body_is_read(dev_data: Path, name: str, bodies: int) -> None:
    """As many bodies as seats, each with a Latin and a Japanese name; nothing is refused."""
    path = dev_data / "lists" / "jp-meti" / f"2025-09-12.list_{name}_tokutei.pdf.txt"
    text = path.read_text(encoding="utf-8")
    lists = load_lists(path)
    assert len(lists.designations) == len(re.findall(r"所\s*在\s*地", text)) == bodies
    assert (lists.versions[0].refused, lists.versions[0].published) == (0, "2025-09-12")
    for item in lists.designations:
        assert item.names[0].script == "latin"
        assert any(re.search("[ぁ-ヿ一-鿿]", found.text) for found in item.names)
        assert item.addresses


def test_announced_aliases_are_there(dev_data: Path) -> None:
    """A text says how many Latin aliases follow: no fewer are read."""
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
    path = dev_data / "lists" / "jp-meti" / "2025-09-12.list_daisangoku_tokutei.pdf.txt"
    flat = " ".join(path.read_text(encoding="utf-8").split())
    found = re.findall(r"following ?(one|two|three|four|five|six|seven)", flat)
    announced = [words[word] for word in found]
    assert len(announced) > 40
    read = {
        item.reference: sum(found.script == "latin" for found in item.names) - 1
        for item in load_lists(path).designations
    }
    assert sum(announced) <= sum(read.values()) <= sum(announced) + 60
