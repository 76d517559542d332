"""xref: possible matches between the names in articles and sanctions lists.

The public API; everything else is private or documented where it stands. Attributes are
imported on first use, so that `import xref` costs next to nothing.

Example:
    >>> import xref
    >>> xref.compare_names("Kim Yong-bok", "김영복").same
    True
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xref.bundle import load_bundle, write_bundle
    from xref.errors import (
        ConfigError,
        InputError,
        ListError,
        ListFormatError,
        ListParseError,
        OutputError,
        RulesError,
        UsageError,
        XrefError,
    )
    from xref.lists import load_lists
    from xref.match.matcher import Matcher
    from xref.model import (
        Alert,
        Claim,
        Comparison,
        Designation,
        Document,
        Evidence,
        Identifier,
        Lists,
        ListVersion,
        Match,
        Mention,
        Name,
        Subject,
    )
    from xref.names import compare_names
    from xref.rules import Rules, load_rules

_HOMES = {
    "xref.bundle": ("load_bundle", "write_bundle"),
    "xref.errors": (
        "ConfigError",
        "InputError",
        "ListError",
        "ListFormatError",
        "ListParseError",
        "OutputError",
        "RulesError",
        "UsageError",
        "XrefError",
    ),
    "xref.lists": ("load_lists",),
    "xref.match.matcher": ("Matcher",),
    "xref.model": (
        "Alert",
        "Claim",
        "Comparison",
        "Designation",
        "Document",
        "Evidence",
        "Identifier",
        "ListVersion",
        "Lists",
        "Match",
        "Mention",
        "Name",
        "Subject",
    ),
    "xref.names": ("compare_names",),
    "xref.rules": ("Rules", "load_rules"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [  # noqa: RUF022 - grouped as the documentation is
    "load_lists", "load_rules", "compare_names", "Matcher",
    "load_bundle", "write_bundle",
    "Alert", "Claim", "Comparison", "Designation", "Document", "Evidence", "Identifier",
    "ListVersion", "Lists", "Match", "Mention", "Name", "Rules", "Subject",
    "ConfigError", "InputError", "ListError", "ListFormatError", "ListParseError",
    "OutputError", "RulesError", "UsageError", "XrefError",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'xref' has no attribute {name!r}")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
