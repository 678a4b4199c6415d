"""A small editor for .xlsx files that changes values in place and loses nothing.

A package is a dictionary of parts as bytes. Only the rows that are written are made anew; every
other part, and every other byte of the sheet, stays as it was. What cannot be done rightly is
refused.
"""

from danvan_xl.ooxml.areas import Area, column_letter, column_number
from danvan_xl.ooxml.opensheet import Patch
from danvan_xl.ooxml.refusals import BadFile, FileChanged, FileInUse, Refused
from danvan_xl.ooxml.saving import who_has_open
from danvan_xl.ooxml.structure import SheetInfo
from danvan_xl.ooxml.table import TableInfo
from danvan_xl.ooxml.values import Formula, Value
from danvan_xl.ooxml.workbook import Workbook

__all__ = [
    "Area",
    "BadFile",
    "FileChanged",
    "FileInUse",
    "Formula",
    "Patch",
    "Refused",
    "SheetInfo",
    "TableInfo",
    "Value",
    "Workbook",
    "column_letter",
    "column_number",
    "who_has_open",
]
