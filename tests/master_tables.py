"""What the tables of a master hold: the columns that the program writes, not calculated ones."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from danvan_xl.blocks import Block
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import LOG, MASTER


def stored(book: xw.Book, table: Table) -> Block:
    """Return the cells of the stored columns of ``table``."""
    return _stored(Register(book), table)


def _stored(register: Register, table: Table) -> Block:
    headers, block = register.block(table)
    positions = [headers.index(column.header) for column in table.stored]
    return [[row[position] for position in positions] for row in block]


def tables(book: xw.Book | Path) -> dict[str, Block]:
    """Return key → cells of every table but the log, which only ever grows."""
    if isinstance(book, Path):
        with open_book(book) as opened:
            return tables(opened)
    register = Register(book)
    return {table.key: _stored(register, table) for table in MASTER if table is not LOG}
