"""How fast stored lists load: 60,000 designations with 250,000 names, cold and warm.

Usage: python benchmarks/store_speed.py [--designations N] [--names N]
An invented list of that size is imported into a store in a temporary folder. Cold is the
first load after the import with nothing kept (parse and resolve); warm is a load in a new
process with the parsed list and its subjects kept. Prints seconds of CPU and wall time and
the peak of resident memory of each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import peak_megabytes

_SYLLABLES = (
    "bak", "bok", "bom", "chan", "dal", "dok", "gang", "ha", "hyon", "il", "jun", "kwan", "kyong",
    "mal", "min", "mun", "nam", "pil", "rak", "rim", "ryo", "sang", "sik", "sol", "song", "tae",
    "tok", "won", "yol", "yun", "zhen",
)  # fmt: skip


def write_list(path: Path, designations: int, names: int) -> None:
    """Write a list of invented persons and ships, as evenly named as the numbers say."""
    pick = random.Random(1)
    aliases = names // designations - 1

    def name() -> str:
        first, *rest = ("".join(pick.choices(_SYLLABLES, k=2)).title() for _ in range(3))
        return f"{first} {' '.join(rest)}"

    with path.open("w", encoding="utf-8") as file:
        file.write("reference,name,kind,aliases,dob,country,programme,imo\n")
        for number in range(designations):
            others = ";".join(name() for _ in range(aliases + (number < names % designations)))
            born = f"{pick.randint(1940, 1990)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
            file.write(f"{number},{name()},person,{others},{born},KP,DPRK{number % 4},\n")


def load(sources: list[str]) -> dict[str, float]:
    """Load the stored lists in this process and measure it."""
    started, used = time.perf_counter(), time.process_time()
    from xref.lists import load_lists

    imported, imported_used = time.perf_counter(), time.process_time()
    lists = load_lists(*sources)
    return {
        "designations": len(lists.designations),
        "names": sum(len(item.names) for item in lists.designations),
        "subjects": len(lists.subjects),
        "import": imported_used - used,
        "cpu": time.process_time() - imported_used,
        "wall": time.perf_counter() - imported,
        "from start": time.perf_counter() - started,
        "peak MB": peak_megabytes(),
    }


def main() -> None:
    """Print one line for a cold load and one for each of three warm ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--designations", type=int, default=60_000)
    parser.add_argument("--names", type=int, default=250_000)
    parser.add_argument("--load", nargs="*")
    options = parser.parse_args()
    if options.load is not None:
        print(json.dumps(load(options.load)))
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XREF_HOME": str(Path(folder) / "home")}
        path = Path(folder) / "watch.csv"
        write_list(path, options.designations, options.names)
        command = [sys.executable, "-m", "xref", "lists", "import", str(path)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        for label in ("cold", "warm", "warm", "warm"):
            done = subprocess.run(
                [sys.executable, __file__, "--load", "watch"],
                env=environment, check=False, capture_output=True, text=True,
            )  # fmt: skip
            if done.returncode:
                sys.exit(done.stderr)
            found = json.loads(done.stdout)
            print(
                f"{label}: {found['designations']:,} designations, {found['names']:,} names, "
                f"{found['subjects']:,} subjects: {found['cpu']:.2f} s of CPU, "
                f"{found['wall']:.2f} s by the clock ({found['import']:.2f} s to import), "
                f"peak {found['peak MB']:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
