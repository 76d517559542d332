"""Options and helpers that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xref.errors import ConfigError, ListError
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
        "Without it: the lists updated or imported, else the built-in list.",
    )(function)  # fmt: skip


def stale_option(function: F) -> F:
    """`--allow-stale`."""
    return click.option(
        "--allow-stale", is_flag=True,
        help="Use lists that are past their maximum age, too.",
    )(function)  # fmt: skip


def rules_option(function: F) -> F:
    """`--rules FOLDER`."""
    return click.option(
        "--rules", "rules_folder", metavar="FOLDER", type=click.Path(),
        help="A rules folder of your own; see `xref rules check`.",
    )(function)  # fmt: skip


def log_option(function: F) -> F:
    """`--log DIR`."""
    return click.option(
        "--log", metavar="DIR", type=click.Path(file_okay=False),
        help="Folder of the log of decisions.  [default: decisions/ in the user's data folder]",
    )(function)  # fmt: skip


def log_folder(given: str | None) -> Path:
    """The folder of the log: as given, else the user's own."""
    from xref.review.log import default_folder

    return Path(given) if given else default_folder()


def kind_option(function: F) -> F:
    """`--kind`."""
    return click.option("--kind", type=click.Choice(KINDS), help="Only subjects of this kind.")(
        function
    )


def quiet_option(function: F) -> F:
    """`-q`."""
    return click.option("-q", "--quiet", is_flag=True, help="No progress on stderr.")(function)


def load(
    sources: Sequence[str], rules_folder: str | None, *, allow_stale: bool = False
) -> tuple[Lists, Rules]:
    """Rules first, then lists: a typo in the rules costs no list loading.

    Args:
        sources: What was asked for; without it the lists that the user has updated or
            imported, else the built-in list.
        rules_folder: The user's own rules.
        allow_stale: Use lists past their maximum age.

    Raises:
        ListError: A list is missing, broken, or past its maximum age.
    """
    from xref.lists import load_lists
    from xref.lists.checks import too_old
    from xref.lists.store import Store
    from xref.rules import load_rules

    rules = load_rules(rules_folder)
    store = Store()
    stored = store.names()
    lists = load_lists(*(sources or stored), rules=rules_folder)
    # A run may be dated in the past, to be reproduced; its lists are as old as they are.
    old = too_old(lists.versions, max(now(), datetime.now(UTC)))
    if old and not allow_stale:
        raise ListError(
            "; ".join(old), hint="run `xref lists update`, or say --allow-stale to use it as it is"
        )
    return lists, rules


def notices(lists: Lists, sources: Sequence[str]) -> list[str]:
    """What the reader of a result must know about the lists it rests on."""
    from xref.lists.catalogue import catalogue
    from xref.lists.checks import published_long_ago, too_old

    found = []
    builtin = builtin_notice(lists)
    if builtin:
        found.append(builtin)
    loaded = {version.name for version in lists.versions}
    if not sources and any(version.checked_at for version in lists.versions):
        missing = [
            item.name
            for item in catalogue().values()
            if item.status == "active" and (item.files or item.builtin) and item.name not in loaded
        ]
        if missing:
            found.append(
                f"no copy of {', '.join(missing)}: not screened against these "
                "(see `xref lists show`)"
            )
    old = too_old(lists.versions, max(now(), datetime.now(UTC)))
    found += [f"past its maximum age: {each}" for each in old]
    found += [f"imported: {each}" for each in published_long_ago(lists.versions, now())]
    return found


def builtin_notice(lists: Lists) -> str | None:
    """What to say when the built-in list is used, or None."""
    builtin = [version for version in lists.versions if version.builtin]
    if not builtin:
        return None
    date = max(version.published or "" for version in builtin)
    if len(builtin) < len(lists.versions):
        names = ", ".join(dict.fromkeys(version.name for version in builtin))
        return f"built-in, compiled by hand, of {date}: {names}"
    return (
        f"this is the built-in list of {date}: a help to start, no substitute for the "
        "official lists (run `xref lists update`, or see `xref lists show`)"
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
