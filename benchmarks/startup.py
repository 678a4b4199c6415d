"""What a click costs before anything is done: importing the ribbon beside importing xlwings alone.

``python benchmarks/startup.py`` starts new interpreters in turn and prints the median time of a
processor that each took. The ribbon may cost at most 0.15 s more than xlwings alone.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

RUNS = 15
PROGRAMS = {
    "python alone": "pass",
    "xlwings": "import xlwings",
    "danvan_xl.ribbon": "from danvan_xl import ribbon",
    "danvan_xl.cli": "from danvan_xl import cli",
}


def main() -> None:
    """Start each program in turn, so that a busy moment hits all, and print the medians."""
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(RUNS):
        for name, program in PROGRAMS.items():
            start = _children()
            subprocess.run([sys.executable, "-c", program], check=True)
            times[name].append(_children() - start)
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print(f"{name:18} {median:6.3f} s")
    more = medians["danvan_xl.ribbon"] - medians["xlwings"]
    print(f"the ribbon over xlwings: {more:+.3f} s")


def _children() -> float:
    """Return the seconds of a processor that finished child processes took."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    main()
