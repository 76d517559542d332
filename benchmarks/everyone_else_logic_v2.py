"""Score pairs of names with nomenklatura's logic-v2; called by everyone_else.py.

Runs under a Python in which nomenklatura is installed (it needs PyICU, so it is no
dependency). Reads CSV with `left,right,kind` on stdin, writes one score a line.
"""

from __future__ import annotations

import csv
import sys

from followthemoney import EntityProxy, model
from nomenklatura.matching import LogicV2, ScoringConfig

SCHEMATA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel"}


def entity(name: str, kind: str, number: str) -> EntityProxy:
    """An entity of which nothing but the name is known."""
    made = model.make_entity(SCHEMATA[kind])
    made.id = number
    made.add("name", name)
    return made


def main() -> None:
    config = ScoringConfig.defaults()
    for number, row in enumerate(csv.DictReader(sys.stdin)):
        # nomenklatura remembers names by the id of their entity: each needs its own.
        left = entity(row["left"], row["kind"], f"left{number}")
        right = entity(row["right"], row["kind"], f"right{number}")
        print(LogicV2.compare(left, right, config).score)


if __name__ == "__main__":
    main()
