"""``python -m danvan_xl``: the command line."""

from danvan_xl.cli import main

main()
