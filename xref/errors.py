"""What can go wrong, and the exit code each failure has on the command line.

Every error xref raises on purpose is an `XrefError`. Each carries a message that
names the file, line or field, and a `hint` that says what to do::

    XrefError
    ├── UsageError          the call itself is wrong (exit 2)
    ├── ConfigError         settings or rules are wrong (exit 3)
    │   └── RulesError      a rules or list-definition file; holds all problems at once
    ├── ListError           a list is missing, refused or too old (exit 4)
    │   ├── ListFormatError no reader knows the file
    │   └── ListParseError  the file is broken; nothing of it is used
    ├── InputError          one document cannot be read; the others go on (exit 5)
    ├── ReviewError         a review cannot be taken over as it stands (exit 6)
    │   ├── DecisionLogError  the log of decisions is broken, cut, in use or not writable
    │   ├── LogMovedError   somebody else decided in the meantime; look again
    │   ├── FourEyesError   the second reviewer is the first one
    │   └── SheetError      a sheet has problems; holds all of them at once
    └── OutputError         a result cannot be written (exit 2)

Owns the taxonomy; refuses to catch anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the `xref` command; stable, and listed in `docs/cli.md`."""

    DONE = 0
    ALERTS = 1
    USAGE = 2
    CONFIG = 3
    LISTS = 4
    PARTIAL = 5
    REVIEW = 6
    INTERNAL = 70
    INTERRUPTED = 130


class XrefError(Exception):
    """Root of all errors that xref raises on purpose.

    Args:
        message: One sentence that names the file, line or field.
        hint: What the reader can do about it; shown on a line of its own.

    Example:
        >>> error = XrefError("no list is called 'us-ofc-sdn'", hint="did you mean us-ofac-sdn?")
        >>> error.hint
        'did you mean us-ofac-sdn?'
    """

    exit_code: ExitCode = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.__dict__))


def _rebuild(cls: type[XrefError], message: str, state: dict[str, object]) -> XrefError:
    error = cls.__new__(cls)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class UsageError(XrefError):
    """The call itself is wrong: an unknown kind, a column that is not there."""


class ConfigError(XrefError):
    """Settings or rules are wrong."""

    exit_code = ExitCode.CONFIG


class RulesError(ConfigError):
    """One or more YAML files break their schema.

    Attributes:
        problems: Every problem found, each as `file:line:column: what`.
    """

    def __init__(self, problems: Sequence[str], *, hint: str | None = None) -> None:
        self.problems = tuple(problems)
        head = f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''} in YAML files"
        super().__init__("\n  ".join([head, *self.problems]), hint=hint)


class ListError(XrefError):
    """A list cannot be used."""

    exit_code = ExitCode.LISTS


class ListFormatError(ListError):
    """The file is in no format that a reader knows."""


class ListParseError(ListError):
    """The file is broken or hostile; nothing of it is used."""


class InputError(XrefError):
    """One document or record cannot be read; others go on."""

    exit_code = ExitCode.PARTIAL


class OutputError(XrefError):
    """A result cannot be written."""


class ReviewError(XrefError):
    """A review cannot be taken over as it stands; nothing of it was."""

    exit_code = ExitCode.REVIEW


class DecisionLogError(ReviewError):
    """The log of decisions is broken, cut off, in use or not writable."""


class LogMovedError(ReviewError):
    """Somebody else has decided since the log was read; nothing was written."""


class FourEyesError(ReviewError):
    """A decision needs a second person, and the second is the first."""


class SheetError(ReviewError):
    """A review sheet has problems, so nothing of it is applied.

    Attributes:
        problems: Every problem found, each as `file:row:column: what; what to do`.
    """

    def __init__(self, problems: Sequence[str], *, hint: str | None = None) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"nothing was applied: {count} problem{'s' if count != 1 else ''}"
        super().__init__("\n  ".join([head, *self.problems]), hint=hint)
