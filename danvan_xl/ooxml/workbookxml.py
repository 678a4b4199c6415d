"""Bytes of the workbook part and of sheets' views that say what shows and what is calculated."""

from __future__ import annotations

from danvan_xl.ooxml import xmlbytes

_BEFORE_CALCULATION = (b"sheets", b"functionGroups", b"externalReferences", b"definedNames")
"""What stands before ``calcPr``, in this order; only ``sheets`` is always there."""


def recalculated_on_load(workbook: bytes) -> bytes:
    """The workbook part asking the program that opens it to calculate everything."""
    found = xmlbytes.any_opening(b"calcPr").search(workbook)
    if found:
        tag = xmlbytes.with_attribute(found[0], b"fullCalcOnLoad", b"1")
        return workbook[: found.start()] + tag + workbook[found.end() :]
    position, prefix = 0, b""
    for name in _BEFORE_CALCULATION:
        if opened := xmlbytes.any_opening(name).search(workbook):
            position, prefix = opened.end(), opened[1]
            if not opened[2] and (
                closed := xmlbytes.closing(prefix, name).search(workbook, position)
            ):
                position = closed.end()
    element = b'<%scalcPr fullCalcOnLoad="1"/>' % prefix
    return workbook[:position] + element + workbook[position:]


def with_active_sheet(workbook: bytes, position: int) -> bytes:
    """The workbook part opening at the sheet with this position, counted from 0."""
    number = b"%d" % position
    view = xmlbytes.any_opening(b"workbookView")
    if found := view.search(workbook):
        tag = xmlbytes.with_attribute(found[0], b"activeTab", number)
        first = xmlbytes.attribute(tag, b"firstSheet")
        if first and first.isdigit() and int(first) > position:
            tag = xmlbytes.with_attribute(tag, b"firstSheet", number)
        return workbook[: found.start()] + tag + workbook[found.end() :]
    sheets = xmlbytes.any_opening(b"sheets").search(workbook)
    assert sheets is not None
    prefix, start = sheets[1], sheets.start()
    empty = xmlbytes.any_opening(b"bookViews").search(workbook)
    end = start
    if empty:
        start, end = empty.span()
        if not empty[2] and (closed := xmlbytes.closing(empty[1], b"bookViews").search(workbook)):
            end = closed.end()
    views = b'<%sbookViews><%sworkbookView activeTab="%s"/></%sbookViews>' % (
        prefix,
        prefix,
        number,
        prefix,
    )
    return workbook[:start] + views + workbook[end:]


def with_selected_tab(sheet: bytes, selected: bool) -> bytes:
    """A sheet part, or what stands before its rows, with its tab selected or not.

    Two selected tabs are a group in Excel: what is typed into one goes into both.
    """

    def changed(tag: bytes) -> bytes:
        if selected:
            return xmlbytes.with_attribute(tag, b"tabSelected", b"1")
        return xmlbytes.without_attribute(tag, b"tabSelected")

    return xmlbytes.any_opening(b"sheetView").sub(lambda found: changed(found[0]), sheet)
