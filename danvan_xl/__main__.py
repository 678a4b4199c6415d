"""``python -m danvan_xl``: the command line."""

import sys

try:
    from danvan_xl.cli import main
except Exception:  # of whatever kind a missing or damaged file makes; others go on below
    from danvan_xl.installation.program import damage

    if not (told := damage()):
        raise
    sys.stderr.buffer.write(f"{told}\n".encode())
    sys.exit(2)

main()
