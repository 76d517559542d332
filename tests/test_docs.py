"""The documents: what they promise is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xref.cli import COMMANDS
from xref.errors import ExitCode
from xref.review.sheet import COLUMNS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_quick_start_is_two_commands() -> None:
    """Exactly two fenced commands, each of which makes its own environment."""
    section = README.split("## Quick start", 1)[1].split("\n## ", 1)[0]
    commands = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    assert len(commands) == section.count("```") // 2 == 2
    assert all(command.count("\n") == 1 for command in commands)
    assert all("python3 -m venv .venv" in command for command in commands)
    assert "screen tests/data/articles" in commands[0]
    assert "pytest" in commands[1]


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link of a document is a file of the project."""
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_commands_codes_and_columns_are_documented() -> None:
    """docs/cli.md names every command, exit code and column of the sheet."""
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`xref {command}" in text
    for code in ExitCode:
        assert re.search(rf"^\| {int(code)} \|", text, re.MULTILINE), code
    for column in COLUMNS:
        assert f"`{column}`" in text, column


def test_the_changelog_has_a_matching_section() -> None:
    """Changes that move scores have their own heading."""
    assert "### Matching" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
