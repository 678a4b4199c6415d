"""What a click costs on Windows before anything is done, with and without compiled packages.

``python benchmarks/windows_startup.py`` needs what the tests on Windows need. It starts the Python
of the setup under Wine in turn: alone, with the ribbon, and with the ribbon when the setup had not
brought bytecode. Prints medians and ratios.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.windows.computer import Computer
from tests.windows.machine import machine
from tools.setup.program import build_wheel, complete

RUNS = 9
RIBBON = "from danvan_xl import ribbon"


def main() -> None:
    """Time all in turn, so that a busy moment hits all."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shipped, bare = work / "shipped", work / "bare"
        shutil.copytree(machine().foundation, shipped)
        complete(shipped, build_wheel(work))
        shutil.copytree(shipped, bare, ignore=shutil.ignore_patterns("__pycache__"))
        windows = Computer(machine(), work / "pc", shipped, bare=True)
        windows.switch_on()
        programs = {
            "Python alone": (shipped, "pass"),
            "the ribbon": (shipped, RIBBON),
            "the ribbon without bytecode": (bare, RIBBON),
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(RUNS):
            for name, (home, code) in programs.items():
                begun = time.perf_counter()
                assert windows.run(home / "python.exe", "-B", "-c", code).code == 0
                times[name].append(time.perf_counter() - begun)
        windows.switch_off()
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print(f"{name:28} {median:6.2f} s ({min(times[name]):.2f}–{max(times[name]):.2f})")
    alone, ribbon, without = medians.values()
    print(
        f"more than Python alone: {ribbon - alone:.2f} s; without bytecode × {without / ribbon:.1f}"
    )


if __name__ == "__main__":
    main()
