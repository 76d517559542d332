"""Run as a program: a command of xref that dies by itself at a chosen step on disk.

`python week_process.py STEP ROOT COUNT ARGUMENT…` runs `xref ARGUMENT…` and sends itself SIGKILL
right before its STEP-th step: opening a file below ROOT for writing, renaming, removing,
truncating or making one, opening a database, and before and after each fsync. With STEP 0 it lives.
A process that comes to its end writes the number of its steps into the file COUNT.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES = {"os.rename", "os.remove", "os.truncate", "os.mkdir", "os.rmdir", "sqlite3.connect"}


class _Steps:
    def __init__(self, last: int, root: str) -> None:
        self.last = last
        self.root = root
        self.count = 0
        self.process = os.getpid()

    def step(self) -> None:
        if os.getpid() != self.process:
            return
        self.count += 1
        if self.count == self.last:
            os.kill(self.process, signal.SIGKILL)

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and self._is_ours(path):
                self.step()
        elif event in _CHANGES and self._is_ours(arguments[0]):
            self.step()

    def _is_ours(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        return str(Path(os.fsdecode(path)).absolute()).startswith(self.root)


def main() -> int:
    """Do what the arguments say."""
    last, root, count, *arguments = sys.argv[1:]
    from xref.cli import run

    steps = _Steps(int(last), root)
    real = os.fsync

    def fsync(handle: int) -> None:
        steps.step()
        real(handle)
        steps.step()

    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(steps.watch)
    sys.argv = ["xref", *arguments]
    code = run(arguments)
    made = steps.count
    steps.last = -1
    Path(count).write_text(str(made), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
