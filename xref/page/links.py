"""Addresses of the page: a filter of the queue as a query, and back.

Owns how a view of the queue is written in an address. Invariant: any query at all gives a
filter; what is unknown is left out. Refuses to know alerts.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

import msgspec

from xref.model import KINDS
from xref.page.queue import BANDS, SORTS, TABS, Filter

_CHOICES = {"tab": tuple(TABS), "band": BANDS, "kind": KINDS, "sort": SORTS}
#: Fields that take any text, and the most letters of it.
_FREE = {"authority": 100, "words": 200, "subject": 2_000, "document": 2_000}


def filter_of(query: Mapping[str, str]) -> Filter:
    """The filter that a query asks for.

    Example:
        >>> filter_of({"tab": "all", "band": "gold", "words": " Kim "})
        Filter(tab='all', band='', kind='', authority='', words='Kim', subject='', document='', \
sort='band')
    """
    given = {name: query[name] for name, known in _CHOICES.items() if query.get(name) in known}
    given |= {name: query[name].strip()[:limit] for name, limit in _FREE.items() if name in query}
    return msgspec.convert(given, Filter)


def query_of(wanted: Filter, **changes: str | int) -> str:
    """A filter as a query with its `?`; empty for the usual view.

    Args:
        wanted: The filter.
        changes: Fields that differ, and `page`.

    Example:
        >>> query_of(Filter(tab="all", words="Kim"), band="strong", page=2)
        '?tab=all&band=strong&words=Kim&page=2'
        >>> query_of(Filter())
        ''
    """
    own = {name: str(value) for name, value in changes.items() if name != "page"}
    fields = msgspec.to_builtins(msgspec.structs.replace(wanted, **own))
    if int(changes.get("page", 1)) > 1:
        fields["page"] = changes["page"]
    return "?" + urlencode(fields) if fields else ""


def alert_path(alert_id: str, wanted: Filter) -> str:
    """The address of an alert within a view of the queue.

    Example:
        >>> alert_path("b3d52482d11b7225", Filter(kind="vessel"))
        '/alerts/b3d52482d11b7225?kind=vessel'
    """
    return f"/alerts/{quote(alert_id, safe='')}{query_of(wanted)}"
