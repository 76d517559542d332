"""Strict YAML: every scalar is a string, nothing is silently dropped.

Owns reading a YAML file into typed structs. YAML 1.1 reads the surname `No` and the
syllable `On` as booleans and keeps the last of two equal keys; a romanization table
cannot live with either. So scalars stay strings until a struct field says otherwise,
duplicate keys, aliases, anchors, tags and unknown fields are refused, and all
problems of a file are reported at once, each with file, line and column.

Refuses to guess: a field with the wrong type is a problem, never a default.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import msgspec.inspect
import yaml

from xref.errors import RulesError

T = TypeVar("T")

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 40

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Node(msgspec.Struct):
    """A value with the place it was read from: a string, a list of nodes or a mapping."""

    value: str | list[Node] | dict[str, Node]
    line: int
    column: int


class _Reader:
    """Builds nodes from parser events and collects problems."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[str] = []

    def problem(self, mark: Any, what: str) -> None:
        line, column = (mark.line, mark.column) if mark is not None else (0, 0)
        self.problems.append(f"{self.where}:{line + 1}:{column + 1}: {what}")

    def document(self, text: str) -> Node | None:
        events = yaml.parse(text, Loader=_Loader)
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.problem(event.start_mark, "a second document in one file")
                    break
                root = self._node(next(events), events, 0)
        return root

    def _node(self, event: Any, events: Any, depth: int) -> Node:
        mark = event.start_mark
        if depth > MAX_DEPTH:
            raise _TooDeepError(mark)
        if isinstance(event, yaml.AliasEvent):
            self.problem(mark, f"alias *{event.anchor} is not allowed: write the value out")
            return Node("", mark.line, mark.column)
        if event.anchor is not None:
            self.problem(mark, f"anchor &{event.anchor} is not allowed")
        if event.tag not in (None, "!"):
            self.problem(mark, f"tag {event.tag} is not allowed")
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, mark.line, mark.column)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self._node(inner, events, depth + 1))
            return Node(items, mark.line, mark.column)
        return Node(self._mapping(events, depth), mark.line, mark.column)

    def _mapping(self, events: Any, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self._node(inner, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key.value, str):
                self.problem(inner.start_mark, "a key must be a plain word")
                continue
            if key.value in found:
                self.problem(
                    inner.start_mark,
                    f"key {key.value!r} stands twice (first in line {found[key.value].line + 1})",
                )
                continue
            found[key.value] = value
        return found


class _TooDeepError(Exception):
    def __init__(self, mark: Any) -> None:
        self.mark = mark


def read_nodes(text: str, where: str) -> Node:
    r"""Parse YAML text into nodes.

    Args:
        text: The whole file.
        where: File name for messages.

    Raises:
        RulesError: With every problem found.

    Example:
        >>> read_nodes("surnames: [No, On]", "x.yml").value["surnames"].value[0].value
        'No'
        >>> read_nodes("a: 1\na: 2", "x.yml")
        Traceback (most recent call last):
        xref.errors.RulesError: 1 problem in YAML files
          x.yml:2:1: key 'a' stands twice (first in line 1)
    """
    reader = _Reader(where)
    root: Node | None = None
    try:
        root = reader.document(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        # Newer parsers count for themselves, and may come first.
        deep = "nesting depth" in what
        said = f"nested deeper than {MAX_DEPTH} levels" if deep else f"not YAML: {what}"
        reader.problem(mark, said)
    except _TooDeepError as error:
        reader.problem(error.mark, f"nested deeper than {MAX_DEPTH} levels")
    if root is None and not reader.problems:
        reader.problems.append(f"{where}:1:1: the file is empty")
    if reader.problems:
        raise RulesError(reader.problems)
    assert root is not None  # noqa: S101 - either a root or a problem
    return root


def read_text(path: Path) -> str:
    """Read a YAML file as UTF-8 within `MAX_BYTES`.

    Raises:
        RulesError: Missing, unreadable, too large or not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RulesError([f"{path}: cannot be read: {error.strerror}"]) from None
    if len(data) > MAX_BYTES:
        raise RulesError([f"{path}: larger than {MAX_BYTES} bytes"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RulesError([f"{path}:{line}:1: not UTF-8 (byte {error.start})"]) from None


def read_struct(path: Path, cls: type[T]) -> T:
    """Read a YAML file into the msgspec struct `cls`.

    Raises:
        RulesError: With every problem of the file.
    """
    return convert(read_nodes(read_text(path), path.name), cls, path.name)


def convert(node: Node, cls: type[T], where: str) -> T:
    """Turn nodes into `cls`; strings become numbers where a field asks for one.

    Raises:
        RulesError: With every problem: unknown or missing fields, wrong types.

    Example:
        >>> class Limits(msgspec.Struct, forbid_unknown_fields=True):
        ...     floor: float
        >>> convert(read_nodes("floor: 0.5", "x.yml"), Limits, "x.yml")
        Limits(floor=0.5)
        >>> convert(read_nodes("treshold: 0.5", "x.yml"), Limits, "x.yml")
        Traceback (most recent call last):
        xref.errors.RulesError: 2 problems in YAML files
          x.yml:1:11: unknown field 'treshold'; known: floor
          x.yml:1:1: field 'floor' is missing
    """
    problems: list[str] = []
    value = _convert(node, msgspec.inspect.type_info(cls), where, problems)
    if problems:
        raise RulesError(problems)
    return value  # type: ignore[no-any-return]


def _convert(node: Node, kind: Any, where: str, problems: list[str]) -> Any:
    inspect = msgspec.inspect
    value = node.value
    if isinstance(kind, inspect.StructType):
        if not isinstance(value, dict):
            return _bad(node, "a mapping", where, problems)
        return _struct(node, value, kind, where, problems)
    if isinstance(kind, inspect.DictType):
        if not isinstance(value, dict):
            return _bad(node, "a mapping", where, problems)
        keyed = {}
        for key, item in value.items():
            new_key = _scalar(Node(key, item.line, item.column), kind.key_type, where, problems)
            keyed[new_key] = _convert(item, kind.value_type, where, problems)
        return keyed
    if isinstance(kind, inspect.ListType | inspect.VarTupleType | inspect.SetType):
        if not isinstance(value, list):
            return _bad(node, "a list", where, problems)
        items = [_convert(item, kind.item_type, where, problems) for item in value]
        return tuple(items) if isinstance(kind, inspect.VarTupleType) else items
    if isinstance(kind, inspect.TupleType):
        if not isinstance(value, list) or len(value) != len(kind.item_types):
            return _bad(node, f"a list of {len(kind.item_types)}", where, problems)
        return tuple(
            _convert(item, item_kind, where, problems)
            for item, item_kind in zip(value, kind.item_types, strict=True)
        )
    if isinstance(kind, inspect.UnionType):
        return _union(node, kind, where, problems)
    if not isinstance(value, str):
        return _bad(node, "a single value", where, problems)
    return _scalar(node, kind, where, problems)


def _struct(node: Node, found: dict[str, Node], kind: Any, where: str, problems: list[str]) -> Any:
    fields = {field.encode_name: field for field in kind.fields}
    before = len(problems)
    values = {}
    for key, item in found.items():
        if key not in fields:
            known = ", ".join(fields)
            problems.append(
                f"{where}:{item.line + 1}:{item.column + 1}: unknown field {key!r}; known: {known}"
            )
            continue
        values[fields[key].name] = _convert(item, fields[key].type, where, problems)
    for name, field in fields.items():
        if field.required and name not in found:
            problems.append(f"{where}:{node.line + 1}:{node.column + 1}: field {name!r} is missing")
    if len(problems) > before:
        return None
    try:
        return kind.cls(**values)
    except (ValueError, TypeError) as error:
        problems.append(f"{where}:{node.line + 1}:{node.column + 1}: {error}")
        return None


def _union(node: Node, kind: Any, where: str, problems: list[str]) -> Any:
    inspect = msgspec.inspect
    nullable = any(isinstance(member, inspect.NoneType) for member in kind.types)
    if nullable and node.value in ("", "~"):
        return None
    members = [m for m in kind.types if not isinstance(m, inspect.NoneType)]
    attempts: list[list[str]] = []
    for member in members:
        attempt: list[str] = []
        value = _convert(node, member, where, attempt)
        if not attempt:
            return value
        attempts.append(attempt)
    problems.extend(attempts[0])
    return None


def _scalar(node: Node, kind: Any, where: str, problems: list[str]) -> Any:
    inspect = msgspec.inspect
    text = str(node.value)
    try:
        if isinstance(kind, inspect.FloatType):
            number = float(text)
            if not math.isfinite(number):
                raise ValueError
            return number
        if isinstance(kind, inspect.IntType):
            return int(text)
    except ValueError:
        return _bad(node, "a number", where, problems)
    if isinstance(kind, inspect.BoolType):
        if text in ("true", "false"):
            return text == "true"
        return _bad(node, "true or false", where, problems)
    if isinstance(kind, inspect.LiteralType):
        if text in kind.values:
            return text
        return _bad(node, "one of " + ", ".join(map(str, kind.values)), where, problems)
    if isinstance(kind, inspect.StrType | inspect.AnyType):
        return text
    return _bad(node, f"a {type(kind).__name__}", where, problems)


def _bad(node: Node, wanted: str, where: str, problems: list[str]) -> None:
    shown = repr(node.value) if isinstance(node.value, str) else "a list or mapping"
    problems.append(f"{where}:{node.line + 1}:{node.column + 1}: expected {wanted}, found {shown}")
