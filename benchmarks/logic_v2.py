"""nomenklatura's logic-v2 beside xref: the caller's side and the process that scores.

nomenklatura needs PyICU, so it is no dependency: it runs under a Python of its own, in which this
file is the script. That reads CSV with `left,right,kind` on stdin and writes one score a line.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

SCHEMATA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel"}

#: The threshold that nomenklatura and yente advise.
THRESHOLD = 0.70


def scores(pairs: Iterable[tuple[str, str, str]], python: str) -> list[float]:
    """Score pairs of names.

    Args:
        pairs: Left name, right name, kind.
        python: A Python that has nomenklatura installed.
    """
    given = io.StringIO()
    writer = csv.writer(given)
    writer.writerow(["left", "right", "kind"])
    writer.writerows(pairs)
    done = subprocess.run(
        [python, __file__], input=given.getvalue(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{python}: logic-v2 did not run:\n{done.stderr}")
    return [float(line) for line in done.stdout.split()]


def main() -> None:
    from followthemoney import model
    from nomenklatura.matching import LogicV2, ScoringConfig

    def entity(name: str, kind: str, number: str) -> Any:
        """An entity of which nothing but the name is known."""
        made = model.make_entity(SCHEMATA[kind])
        made.id = number
        made.add("name", name)
        return made

    config = ScoringConfig.defaults()
    for number, row in enumerate(csv.DictReader(sys.stdin)):
        # nomenklatura remembers names by the id of their entity: each needs its own.
        left = entity(row["left"], row["kind"], f"left{number}")
        right = entity(row["right"], row["kind"], f"right{number}")
        print(LogicV2.compare(left, right, config).score)


if __name__ == "__main__":
    main()
