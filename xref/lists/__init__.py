"""Lists: files of authorities and of users, to designations and subjects.

Owns `load_lists`. Invariant: a list is used whole or not at all, and every result says
which copy of which list it came from. Refuses a missing, empty, broken or unknown file
with a `ListError`; it never screens against nothing.
"""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

from xref.errors import ListError
from xref.lists.catalogue import catalogue
from xref.lists.home import home
from xref.lists.load import load_source
from xref.lists.loaded import Loaded
from xref.lists.subjects import build_subjects, designation_order
from xref.model import KINDS, Designation, Lists

__all__ = ["assemble", "load_lists"]

log = logging.getLogger(__name__)

# From this many entries on, which of them are one subject is kept on disk.
_WORTH_KEEPING = 5_000


def load_lists(
    *sources: str | Path, rules: str | Path | None = None, cache: str | Path | None = None
) -> Lists:
    """Load lists and group their designations into subjects.

    Args:
        sources: Each is a name of the catalogue (`us-ofac-sdn`), `builtin` for the whole
            built-in list, or the path of a file or folder. A text that is a name of the
            catalogue is that list; write `./us-ofac-sdn` for a folder of that name. The
            format of a file is told by its content. Without any source the built-in
            list is loaded.
        rules: A rules folder; its `subjects.yml` says which entries are one subject. None
            for the packaged one.
        cache: A folder in which it is kept which entries are one, so that it is computed
            once for the same lists and rules; made if it is missing. Without it, that of
            the user's data folder (`XREF_HOME`), for lists of 5,000 entries and more: to
            resolve fewer takes a second.

    Returns:
        Designations and subjects in the fixed order of lists. A designation that stands
        in several sources is taken from the last official file that has it; lists
        compiled by hand, the built-in one first, only fill gaps.

    Raises:
        ListError: A source is missing, empty, of an unknown format, or not at hand.
        ListParseError: A file is broken; nothing of it is used.
        RulesError: The rules folder has a problem.

    Example:
        >>> lists = load_lists()
        >>> ship = lists.subject("reported:IMO9004073")
        >>> ship.name, ship.status
        ('KUM YA', 'reported')
    """
    loaded: list[Loaded] = []
    for source in dict.fromkeys(sources or ("builtin",)):
        loaded.extend(load_source(source))
    return assemble(loaded, rules=rules, cache=cache)


def assemble(
    loaded: list[Loaded],
    *,
    rules: str | Path | None = None,
    cache: str | Path | None = None,
) -> Lists:
    """Make one of loaded sources, in the order in which they were named; see `load_lists`.

    Raises:
        ListError: They hold no designation, or two of the user's lists have one name.
    """
    # What is compiled by hand comes first, so that every official file replaces its entries.
    loaded.sort(key=lambda item: (not item.builtin, not item.by_hand))
    _check_copies(loaded)
    latest: dict[str, Designation] = {}
    for item in loaded:
        latest.update((designation.id, designation) for designation in item.designations)
    if not latest:
        raise ListError("the lists hold no designation", hint="check the files given")
    designations = tuple(sorted(latest.values(), key=designation_order))
    versions = tuple(version for item in loaded for version in item.versions)
    subjects = build_subjects(
        (item.designations for item in loaded),
        rules=rules,
        cache=_cache_folder(cache, len(designations)),
        versions=versions,
    )
    counts = Counter(designation.kind for designation in designations)
    log.info(
        "%d designations (%s), %d subjects",
        len(designations),
        ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind]),
        len(subjects),
    )
    return Lists(designations, subjects, versions)


def _cache_folder(given: str | Path | None, size: int) -> Path | None:
    if given is not None:
        return Path(given)
    return home() / "subjects" if size >= _WORTH_KEEPING else None


def _check_copies(loaded: list[Loaded]) -> None:
    """Warn of two copies of one official list; refuse two lists of the user's of one name.

    Two copies hold the same entries under the same references. Two lists that merely have
    the same name do not, and one would silently replace entries of the other.
    """
    copies: dict[str, list[str]] = {}
    for item in loaded:
        for version in item.versions:
            if not version.builtin:
                copies.setdefault(version.name, []).append(version.path)
    for name, paths in copies.items():
        if len(paths) > 1 and name not in catalogue():
            raise ListError(
                f"{len(paths)} lists are called {name}: {', '.join(paths)}",
                hint="an entry is named by its list: give one of the files another name",
            )
        if len(paths) > 1:
            log.warning(
                "%d copies of %s are loaded (%s): an entry in several is taken from the last;"
                " entries that a newer copy dropped stay",
                *(len(paths), name, ", ".join(paths)),
            )
