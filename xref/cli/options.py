"""Options and helpers that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xref.errors import ConfigError
from xref.model import KINDS

if TYPE_CHECKING:
    from xref.model import Lists
    from xref.rules import Rules

F = TypeVar("F", bound=Callable[..., Any])


def lists_option(function: F) -> F:
    """`--lists`, repeatable."""
    return click.option(
        "--lists", "sources", multiple=True, metavar="NAME|FILE",
        help="A list from the catalogue, or a file in an official format; repeat for more. "
        "Without it: the built-in list.",
    )(function)  # fmt: skip


def rules_option(function: F) -> F:
    """`--rules FOLDER`."""
    return click.option(
        "--rules", "rules_folder", metavar="FOLDER", type=click.Path(),
        help="A rules folder of your own; see `xref rules check`.",
    )(function)  # fmt: skip


def kind_option(function: F) -> F:
    """`--kind`."""
    return click.option("--kind", type=click.Choice(KINDS), help="Only subjects of this kind.")(
        function
    )


def quiet_option(function: F) -> F:
    """`-q`."""
    return click.option("-q", "--quiet", is_flag=True, help="No progress on stderr.")(function)


def load(sources: Sequence[str], rules_folder: str | None) -> tuple[Lists, Rules]:
    """Rules first, then lists: a typo in the rules costs no list loading."""
    from xref.lists import load_lists
    from xref.rules import load_rules

    rules = load_rules(rules_folder)
    return load_lists(*sources), rules


def builtin_notice(lists: Lists) -> str | None:
    """What to say when the built-in list is used, or None."""
    dates = sorted({v.published or "" for v in lists.versions if v.builtin})
    if not dates:
        return None
    return (
        f"this is the built-in list of {dates[-1]}: a help to start, no substitute for the "
        "official lists (see `xref lists show`; use --lists for others)"
    )


def now() -> datetime:
    """The time, or SOURCE_DATE_EPOCH where a reproducible build sets it.

    Raises:
        ConfigError: SOURCE_DATE_EPOCH is no number.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError):
        raise ConfigError(
            f"SOURCE_DATE_EPOCH is {fixed!r}", hint="it must be seconds since 1970"
        ) from None
