"""``python -m tools.setup``: the setup built, and the list of its wheels made anew."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tools.setup.archives import pack_program, pack_wheels
from tools.setup.errors import SetupError
from tools.setup.interpreter import read
from tools.setup.nsis import build_setup, compiler
from tools.setup.program import build_wheel, check_python, complete, lay_foundation, version_of
from tools.setup.wheels import PINS, gather, pinned, renew

app = typer.Typer(help="The setup for Windows PCs without Python.", no_args_is_help=True)


@app.command()
def build(
    python: Annotated[
        Path,
        typer.Option("--python-embed", metavar="ZIP", help="The archive from python.org."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Where the files go.")
    ],
    wheels: Annotated[
        Path | None,
        typer.Option(
            "--wheels",
            metavar="DIR",
            file_okay=False,
            help="Where the wheels are kept; with all in it, no network is needed.",
        ),
    ] = None,
) -> None:
    """Build the setup, the archive for offices that forbid setups, and the archive of wheels."""
    check_python()
    interpreter = read(python)
    compiler()
    with tempfile.TemporaryDirectory() as work:
        program, unfinished = Path(work, "program"), Path(work, "out")
        packages = gather(wheels or Path(work, "wheels"), pinned())
        lay_foundation(program, interpreter, packages)
        own = build_wheel(Path(work))
        complete(program, own)
        version = version_of(own)
        unfinished.mkdir()
        files = [
            build_setup(program, version, unfinished),
            pack_program(program, version, unfinished),
            pack_wheels(program, [*packages, own], version, unfinished),
        ]
        out.mkdir(parents=True, exist_ok=True)
        made = [Path(shutil.move(file, out / file.name)) for file in files]
    for path in made:
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


@app.command()
def pin() -> None:
    """Make the list of wheels anew, with the newest versions that pyproject.toml allows."""
    print(f"{PINS}: {len(renew())} wheels")


def main() -> None:
    """Run the command; a problem is one sentence, and the exit code 2."""
    try:
        app()
    except SetupError as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
