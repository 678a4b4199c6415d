"""Finds the data of a form in any workbook, whatever was moved in it."""

from danvan_xl.submissions.locating.locate import locate

__all__ = ["locate"]
