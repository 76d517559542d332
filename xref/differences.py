"""Differences between two runs: what went in, what came out, and why.

Owns the comparison of two manifests and of their alerts. Invariant: every alert that is on one
side only, or in another band, has at least one reason, and a reason is something that differs
between the two manifests. Refuses to screen: it reads what the runs wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from xref.errors import ConfigError, RulesError
from xref.lists.home import home
from xref.manifest import InputRecord, ListRecord, Manifest, Run
from xref.rules.copies import COPY, RulesCopy, find_copy
from xref.yamlfile import Node, read_nodes

Move = Literal["appeared", "went", "moved", "changed"]
#: Values of a rule file that are told one by one; more are counted.
_VALUES = 40


class ListChange(msgspec.Struct, frozen=True):
    """A list that only one run used, or in another copy."""

    name: str
    before: str | None
    after: str | None

    def line(self) -> str:
        """For readers."""
        if self.before is None:
            return f"{self.name}: new, {self.after}"
        if self.after is None:
            return f"{self.name}: no longer used, was {self.before}"
        return f"{self.name}: {self.before} -> {self.after}"


class RuleChange(msgspec.Struct, frozen=True):
    """A value of a rule file that differs; None where it is not there."""

    file: str
    key: str
    before: str | None
    after: str | None

    def line(self) -> str:
        """For readers."""
        return f"{self.file} {self.key}: {_shown(self.before)} -> {_shown(self.after)}"


class AlertChange(msgspec.Struct, frozen=True):
    """An alert that is not the same on both sides, and why it may be so."""

    move: Move
    alert_id: str
    document: str
    subject: str
    name: str
    before: str | None
    after: str | None
    reasons: tuple[str, ...]

    def line(self) -> str:
        """For readers."""
        way = " -> ".join(each for each in (self.before, self.after) if each)
        return (
            f"{self.move} {self.alert_id} {way}: {self.name} ({self.subject}) in {self.document}"
            f" [{'; '.join(self.reasons)}]"
        )


class RunDifference(msgspec.Struct, frozen=True):
    """All that differs between two runs.

    Attributes:
        program: Version or code of xref, and settings.
        rules_files: Rule files that differ, if their values cannot be told.
    """

    program: tuple[str, ...]
    lists: tuple[ListChange, ...]
    rules: tuple[RuleChange, ...]
    rules_files: tuple[str, ...]
    inputs_added: tuple[str, ...]
    inputs_gone: tuple[str, ...]
    inputs_changed: tuple[str, ...]
    alerts: tuple[AlertChange, ...]
    unchanged: int


def compare_runs(before: Run, after: Run) -> RunDifference:
    """Compare two finished runs.

    Raises:
        UsageError: An output of a run is missing or damaged.
    """
    one, two = before.manifest, after.manifest
    rules, files = _rules(before, after)
    left, right = _inputs(one), _inputs(two)
    causes = _Causes(before, after)
    alerts, unchanged = _alerts(before, after, causes)
    return RunDifference(
        tuple(_program(one, two)),
        tuple(_lists(one, two)),
        rules,
        files,
        tuple(path for path in right if path not in left),
        tuple(path for path in left if path not in right),
        tuple(p for p in right if p in left and left[p].sha256 != right[p].sha256),
        alerts,
        unchanged,
    )


def _program(one: Manifest, two: Manifest) -> Iterator[str]:
    if one.xref != two.xref:
        yield f"xref {one.xref} -> {two.xref}"
    elif one.code != two.code:
        yield f"code of xref {one.xref}: {_shown(one.code)} -> {_shown(two.code)}"
    if one.python != two.python:
        yield f"Python {one.python} -> {two.python}"
    for name in sorted({*one.settings, *two.settings}):
        if one.setting(name) != two.setting(name):
            yield f"setting {name}: {_shown(one.setting(name))} -> {_shown(two.setting(name))}"


def _lists(one: Manifest, two: Manifest) -> Iterator[ListChange]:
    left = {each.name: each for each in one.lists}
    right = {each.name: each for each in two.lists}
    for name in dict.fromkeys([*left, *right]):
        old, new = left.get(name), right.get(name)
        if old is None or new is None or old.sha256 != new.sha256:
            yield ListChange(name, _copy(old), _copy(new))


def _copy(record: ListRecord | None) -> str | None:
    if record is None:
        return None
    date = f" of {record.published}" if record.published else ""
    counts = ", ".join(f"{count:,} {kind}" for kind, count in record.counts.items())
    return f"{record.sha256[:12]}{date} ({counts})"


def _inputs(manifest: Manifest) -> dict[str, InputRecord]:
    return {each.path: each for each in manifest.inputs}


def _rules(before: Run, after: Run) -> tuple[tuple[RuleChange, ...], tuple[str, ...]]:
    one, two = before.manifest.rules, after.manifest.rules
    if one.digest == two.digest:
        return (), ()
    files = tuple(
        name
        for name in sorted({*one.files, *two.files})
        if one.files.get(name) != two.files.get(name)
    )
    try:
        left, right = rules_copy(before), rules_copy(after)
    except ConfigError:
        return (), files
    changes: list[RuleChange] = []
    for name in files:
        try:
            old, new = _flat(left, name), _flat(right, name)
        except RulesError:
            return (), files
        changes += [
            RuleChange(name, key, old.get(key), new.get(key))
            for key in dict.fromkeys([*old, *new])
            if old.get(key) != new.get(key)
        ]
    return tuple(changes), files


def rules_copy(run: Run) -> RulesCopy:
    """The rules of a run.

    Raises:
        ConfigError: They are not at hand.
    """
    digest = run.manifest.rules.digest
    return find_copy(digest, files=[run.folder / COPY, home() / "rules" / f"{digest}.json"])


def _flat(copy: RulesCopy, name: str) -> dict[str, str]:
    """Every value of a rule file by its path (`strong.value`, `surnames[3].share`)."""
    found: dict[str, str] = {}

    def walk(node: Node, path: str) -> None:
        if isinstance(node.value, str):
            found[path] = node.value
        elif isinstance(node.value, list):
            for position, item in enumerate(node.value):
                walk(item, f"{path}[{position}]")
        else:
            for key, item in node.value.items():
                walk(item, f"{path}.{key}" if path else key)

    if name in copy.files:
        walk(read_nodes(copy.files[name], name), "")
    return found


class _Causes:
    """Why an alert may differ: what differs between the runs and touches it."""

    def __init__(self, before: Run, after: Run) -> None:
        one, two = before.manifest, after.manifest
        self._left, self._right = _inputs(one), _inputs(two)
        self._lists = {change.name for change in _lists(one, two)}
        self._rules = one.rules.digest != two.rules.digest
        self._program = (one.xref, one.code) != (two.xref, two.code)
        self._settings = one.setting("text_column") != two.setting("text_column")

    def of(self, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> tuple[str, ...]:
        """Reasons, the likeliest first; at least one."""
        either = new or old or {}
        found = list(self._article(either["document"]))
        own = {item["list"] for each in (old, new) if each for item in each["designations"]}
        if old and new and old["designations"] != new["designations"]:
            found.append("its designations changed")
        elif changed := sorted(own & self._lists):
            found.append(f"list changed: {', '.join(changed)}")
        if self._rules:
            found.append("rules changed")
        if self._program:
            found.append("another xref")
        if self._settings:
            found.append("another text column")
        if not found and self._lists:
            found.append(f"other subjects changed: {', '.join(sorted(self._lists))}")
        return tuple(found) or ("its outputs were edited, or the order of inputs differs",)

    def _article(self, document: Mapping[str, Any]) -> Iterator[str]:
        path = document["path"] or document["id"]
        left, right = (_of_input(path, side) for side in (self._left, self._right))
        if left is None and right is not None:
            yield "new article"
        elif right is None and left is not None:
            yield "article gone"
        elif left is not None and right is not None and left.sha256 != right.sha256:
            yield "article changed"


def _of_input(path: str, inputs: Mapping[str, InputRecord]) -> InputRecord | None:
    """The input that a document was read from: its path, or the file that holds it."""
    while path:
        if path in inputs:
            return inputs[path]
        path = path.rpartition("/")[0]
    return None


def _alerts(before: Run, after: Run, causes: _Causes) -> tuple[tuple[AlertChange, ...], int]:
    left, right = _all(before), _all(after)
    changes, unchanged = [], 0
    for alert_id in dict.fromkeys([*left, *right]):
        old, new = left.get(alert_id), right.get(alert_id)
        if old == new:
            unchanged += 1
            continue
        either = new or old
        assert either is not None  # noqa: S101 - it stands on one side
        move: Move = "changed"
        if old is None or new is None:
            move = "went" if new is None else "appeared"
        elif old["band"] != new["band"]:
            move = "moved"
        changes.append(
            AlertChange(
                move,
                alert_id,
                either["document"]["id"],
                either["subject"]["id"],
                either["subject"]["name"],
                _band(old),
                _band(new),
                causes.of(old, new),
            )
        )
    changes.sort(key=lambda c: (_MOVES.index(c.move), c.document, c.subject))
    return tuple(changes), unchanged


_MOVES = ("appeared", "went", "moved", "changed")


def _all(run: Run) -> dict[str, dict[str, Any]]:
    return {line["alert_id"]: line for line in run.alerts()}


def _band(alert: Mapping[str, Any] | None) -> str | None:
    return f"{alert['band']} {alert['score']:.2f}" if alert else None


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = str(value)
    return text if len(text) <= 80 else text[:77] + "…"
