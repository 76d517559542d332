"""What one source of lists gave: designations, and which copies of which lists they are.

Owns `Loaded`, which readers, the store and `load_lists` hand to each other. Invariant: its
designations stand in its versions' files, and nowhere else.
"""

from __future__ import annotations

import msgspec

from xref.lists.readers import xref_yaml
from xref.model import Designation, ListVersion


class Loaded(msgspec.Struct, frozen=True):
    """What one source gave.

    Attributes:
        designations: Those of one file, or of all files of the built-in list: a
            `subject_key` means the same within them.
    """

    designations: tuple[Designation, ...]
    versions: tuple[ListVersion, ...]
    builtin: bool = False

    @property
    def by_hand(self) -> bool:
        """Whether somebody compiled it in our own format, rather than an authority."""
        return all(version.format == xref_yaml.FORMAT for version in self.versions)
