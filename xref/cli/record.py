"""What a run of `xref screen` records of itself: settings with their origin, times, rules.

Owns turning the command line into facts of the manifest. Invariant: with SOURCE_DATE_EPOCH
nothing that depends on the clock is recorded.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from xref.match.matcher import Matcher
    from xref.runs import RunFolder

log = logging.getLogger(__name__)

#: Options that say where results go and how the terminal looks; the command line has them.
_LEFT_OUT = frozenset({"paths", "output", "resume", "force", "quiet", "since"})
_ENVIRONMENT = ("XREF_HOME", "SOURCE_DATE_EPOCH")


def settings(sources: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Every value that is in effect for the present command, with its origin."""
    from xref.manifest import without_secrets

    context = click.get_current_context()
    found: dict[str, dict[str, Any]] = {}
    for name, value in sorted(context.params.items()):
        if name in _LEFT_OUT:
            continue
        origin = context.get_parameter_source(name)
        said = origin.name.lower().replace("_", " ") if origin is not None else "default"
        found[name] = {"value": value, "origin": said.replace("commandline", "command line")}
    used, origin_of_lists = used_lists(sources)
    found["sources"] = {"value": without_secrets(used), "origin": origin_of_lists}
    for name in _ENVIRONMENT:
        if name in os.environ:
            found[name] = {"value": os.environ[name], "origin": "environment"}
    return found


def used_lists(sources: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The lists that are used, in order, and why these."""
    from xref.lists.store import Store

    if sources:
        return tuple(sources), "command line"
    stored = tuple(Store().names())
    if stored:
        return stored, "lists updated or imported"
    return ("builtin",), "default"


class RunRecord:
    """Collects what the manifest tells beyond the results.

    Args:
        sources: Lists as named on the command line.
        rules_folder: The user's own rules, if any.
        settings: From `settings`.
    """

    def __init__(
        self, sources: Sequence[str], rules_folder: str | None, settings: dict[str, dict[str, Any]]
    ) -> None:
        self._sources = used_lists(sources)[0]
        self._rules_folder = rules_folder
        self._settings = settings
        self._times: dict[str, float] = {}
        self._last = time.monotonic()

    def passed(self, what: str) -> None:
        """Note how long a part took, since the last one."""
        moment = time.monotonic()
        if "SOURCE_DATE_EPOCH" not in os.environ:
            self._times[f"{what}_s"] = round(moment - self._last, 3)
        self._last = moment

    def complete(
        self, whole: dict[str, Any], folder: RunFolder, matcher: Matcher, paths: Sequence[str]
    ) -> None:
        """Complete a manifest, and keep the rules where they can be had again."""
        from xref.lists.store import Store
        from xref.manifest import complete

        complete(
            whole,
            versions=matcher.lists.versions,
            store=Store(),
            paths=paths,
            directory=Path.cwd().as_posix(),
            sources=self._sources,
            settings=self._settings,
            timings=self._times,
            rules=self._keep_rules(folder, matcher.rules.digest),
        )

    def _keep_rules(self, folder: RunFolder, digest: str) -> dict[str, Any]:
        """Keep a copy by digest; of rules that are not the packaged ones also in the run."""
        from xref.lists.home import home, write_whole
        from xref.rules import load_rules
        from xref.rules.copies import COPY, copy_bytes, folder_copy

        own = Path(self._rules_folder) if self._rules_folder else None
        copy = folder_copy(own)
        packaged = own is None or load_rules().digest == digest
        facts: dict[str, Any] = {"packaged": packaged, "folder": self._rules_folder}
        if copy.digest != digest:
            # Somebody edited the rules while the run went on.
            log.warning("the rules were changed during the run; no copy of them is kept")
            return facts
        kept = home() / "rules" / f"{digest}.json"
        if not kept.exists():
            try:
                kept.parent.mkdir(parents=True, exist_ok=True)
                write_whole(kept, copy_bytes(copy))
            except OSError as error:
                log.warning("%s: not written: %s", kept, error)
        if not packaged:
            folder.write(COPY, copy_bytes(copy))
            facts["copy"] = COPY
        return facts
