"""Running the programs that a build needs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.setup.errors import SetupError


def run(*command: str | Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it printed. Raises ``SetupError`` when it fails.

    ``env``: what is added to the environment.
    """
    try:
        ended = subprocess.run(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | (env or {}),
            check=False,
        )
    except FileNotFoundError as missing:
        raise SetupError(f"{command[0]} is not installed.") from missing
    printed = ended.stdout.decode("utf-8", "replace").strip()
    if ended.returncode:
        raise SetupError(f"{' '.join(map(str, command))} failed:\n{printed}")
    return printed
