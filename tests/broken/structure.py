"""The form's shape: rows, columns, sheets, headers, names and tables changed by units."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from io import BytesIO

import openpyxl

from danvan_xl.schema.form import INITIATIVES_AREA, RESULTS_AREA
from tests.broken.editing import Maker, OpenForm, after, edit
from tests.broken.kind import Kind, accepted, as_it_is, initiative, returned


def rename_sheets(form: OpenForm) -> None:
    titles = ("TT chung", "Sheet2", "MH 2022", "HD")
    for sheet, title in zip(form.book.worksheets, titles, strict=True):
        for name in form.book.defined_names.values():
            name.attr_text = name.attr_text.replace(f"'{sheet.title}'!", f"'{title}'!")
        sheet.title = title


def reorder_sheets(form: OpenForm) -> None:
    form.book.move_sheet(form.initiatives, -2)
    form.book.move_sheet(form.info, 3)


def own_lines_above(form: OpenForm) -> None:
    for sheet in (form.info, form.results, form.initiatives):
        form.insert_rows(sheet, 1, 3)
        sheet["A1"] = "ỦY BAN NHÂN DÂN"
        sheet["A2"] = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        sheet["A3"] = "Độc lập - Tự do - Hạnh phúc"


def number_the_columns(form: OpenForm) -> None:
    """The line (1), (2), (3) … below the headers."""
    for sheet, name in ((form.results, RESULTS_AREA), (form.initiatives, INITIATIVES_AREA)):
        where = form.area(name)
        form.insert_rows(sheet, where.first_row + 1)
        for number in range(where.first_column, where.last_column + 1):
            sheet.cell(where.first_row + 1, number).value = f"({number - where.first_column + 1})"


def empty_rows_within(form: OpenForm) -> None:
    form.insert_rows(form.results, form.figure("CT201").row, 2)
    form.insert_rows(form.initiatives, form.initiative(1).row, 3)


def row_with_a_heading(form: OpenForm) -> None:
    row = form.figure("CT201").row
    form.insert_rows(form.results, row)
    form.results.cell(row, form.column(RESULTS_AREA, "text")).value = "Phần II"


def own_column(form: OpenForm) -> None:
    where = form.area(INITIATIVES_AREA)
    at = form.column(INITIATIVES_AREA, "field")
    form.insert_column(form.initiatives, at, "Phòng phụ trách", where.first_row)
    form.initiatives.cell(where.first_row + 1, at).value = "Phòng Hành chính"


def swap_figures_and_notes(form: OpenForm) -> None:
    form.swap_columns(form.results, RESULTS_AREA, "value", "note")


def swap_texts(form: OpenForm) -> None:
    form.swap_columns(form.initiatives, INITIATIVES_AREA, "goals", "results")
    form.swap_columns(form.initiatives, INITIATIVES_AREA, "money", "beneficiaries")
    form.swap_columns(form.initiatives, INITIATIVES_AREA, "name", "kind")


def headers(**changes: str) -> Maker:
    """Other headers: of figures for ``value`` and ``text``, else of initiatives."""

    def change(form: OpenForm) -> None:
        for key, text in changes.items():
            area = RESULTS_AREA if key in ("value", "text", "note") else INITIATIVES_AREA
            form.header(area, key).value = text
        form.name_table_columns(form.results)
        form.name_table_columns(form.initiatives)

    return edit(change)


def named_like_a_fact(form: OpenForm) -> None:
    """The name of an initiative begins as a question of the first sheet does."""
    form.initiative(0).value = f"Điện thoại: {form.initiative(0).value}"


def numbered_name_alone(form: OpenForm) -> None:
    """An initiative with nothing but a name that is numbered like a heading."""
    last = form.initiative(max(form.initiative_rows()) + 1)
    last.value = "II. Camera an ninh"


def shout_headers(form: OpenForm) -> None:
    for name in (RESULTS_AREA, INITIATIVES_AREA):
        sheet = form.results if name == RESULTS_AREA else form.initiatives
        where = form.area(name)
        for column in range(where.first_column, where.last_column + 1):
            cell = sheet.cell(where.first_row, column)
            cell.value = f" {str(cell.value).upper()} :"
        form.name_table_columns(sheet)


def headers_in_two_lines(form: OpenForm) -> None:
    """A merged title over two columns, and their own headers below it."""
    where = form.area(INITIATIVES_AREA)
    form.insert_rows(form.initiatives, where.first_row)
    first = form.column(INITIATIVES_AREA, "decision_number")
    form.initiatives.cell(where.first_row, first).value = "Công nhận"
    form.initiatives.merge_cells(
        start_row=where.first_row, end_row=where.first_row, start_column=first, end_column=first + 2
    )


def total_below_figures(form: OpenForm) -> None:
    row = form.area(RESULTS_AREA).last_row + 1
    form.results.cell(row, form.column(RESULTS_AREA, "text")).value = "Tổng cộng"
    form.results.cell(row, form.column(RESULTS_AREA, "value")).value = 4321


def total_below_initiatives(form: OpenForm) -> None:
    last = max(form.initiative_rows())
    form.initiative(last + 1).value = "Tổng cộng"
    form.initiative(last + 1, "money").value = 99_000_000


def signature_below(form: OpenForm) -> None:
    row = form.area(RESULTS_AREA).last_row + 2
    form.results.cell(row, 2).value = "Người lập biểu"
    form.results.cell(row, 5).value = "THỦ TRƯỞNG ĐƠN VỊ"
    form.results.cell(row + 1, 5).value = "(Ký tên, đóng dấu)"


def merge_fields(form: OpenForm) -> None:
    """One field for the first two initiatives, which are of that field."""
    first, second = form.initiative(0, "field"), form.initiative(1, "field")
    second.value = None
    form.initiatives.merge_cells(f"{first.coordinate}:{second.coordinate}")


def same_field(form: OpenForm) -> None:
    form.initiative(1, "field").value = form.initiative(0, "field").value
    merge_fields(form)


def merge_figures(form: OpenForm) -> None:
    first, second = form.figure("CT101"), form.figure("CT102")
    form.results.merge_cells(f"{first.coordinate}:{second.coordinate}")


def hide_rows(form: OpenForm) -> None:
    form.results.row_dimensions[form.figure("CT102").row].hidden = True
    form.initiatives.row_dimensions[form.initiative(0).row].hidden = True


def hide_sheet(form: OpenForm) -> None:
    form.initiatives.sheet_state = "hidden"


def hide_sheet_deep(form: OpenForm) -> None:
    form.results.sheet_state = "veryHidden"


def hide_columns(form: OpenForm) -> None:
    form.initiatives.column_dimensions["I"].hidden = True


def initiative_below(form: OpenForm) -> None:
    """The first initiative stands below the table, where Excel's table no longer reaches."""
    where = form.area(INITIATIVES_AREA)
    for column in range(where.first_column, where.last_column + 1):
        cell = form.initiatives.cell(where.first_row + 1, column)
        form.initiatives.cell(where.last_row + 1, column).value = cell.value
        cell.value = None


def paste_over(form: OpenForm) -> None:
    """The table of figures is copied to a new sheet and its own sheet deleted."""
    new = form.book.create_sheet("Sheet5")
    for row in form.results.iter_rows():
        for cell in row:
            new[cell.coordinate].value = cell.value
    form.results.tables.clear()
    del form.book.defined_names[RESULTS_AREA]
    form.book.remove(form.results)


def copied_sheet(form: OpenForm) -> None:
    copied = form.book.copy_worksheet(form.results)
    copied.title = "Kết quả (2)"


def copied_sheet_with_other_figures(form: OpenForm) -> None:
    copied_sheet(form)
    form.book["Kết quả (2)"][form.figure("CT101").coordinate].value = 499


def own_sheets(form: OpenForm) -> None:
    people = form.book.create_sheet("Danh sách dự họp", 0)
    people.append(["STT", "Họ và tên", "Chức vụ"])
    people.append([1, "Nguyễn Văn A", "Chuyên viên"])


def first_sheet_of_another_unit(form: OpenForm) -> None:
    copied = form.book.copy_worksheet(form.info)
    copied.title = "Thông tin STC"
    for name, value in (("unit_code", "STC"), ("unit_name", "Sở Tài chính")):
        copied[form.fact(name).coordinate].value = value


def without_headers(form: OpenForm) -> None:
    where = form.area(RESULTS_AREA)
    for column in range(where.first_column, where.last_column + 1):
        form.results.cell(where.first_row, column).value = None
    form.forget_tables()


def row_over_headers(form: OpenForm) -> None:
    """The first row of figures is copied over the headers."""
    where = form.area(RESULTS_AREA)
    for column in range(where.first_column, where.last_column + 1):
        cell = form.results.cell(where.first_row + 1, column)
        form.results.cell(where.first_row, column).value = cell.value
    form.forget_tables()


def without_money(form: OpenForm) -> None:
    """The cells of a column are cleared, its header too."""
    where = form.area(INITIATIVES_AREA)
    at = form.column(INITIATIVES_AREA, "money")
    for row in range(where.first_row, where.last_row + 1):
        form.initiatives.cell(row, at).value = None
    form.forget_tables()


def without_initiatives(form: OpenForm) -> None:
    form.initiatives.tables.clear()
    del form.book.defined_names[INITIATIVES_AREA]
    form.book.remove(form.initiatives)


def second_column_of_figures(form: OpenForm) -> None:
    where = form.area(RESULTS_AREA)
    at = form.column(RESULTS_AREA, "value")
    form.insert_column(form.results, at, "Số liệu ", where.first_row)
    for row in range(where.first_row + 1, where.last_row + 1):
        form.results.cell(row, at).value = 7


def delete_an_indicator(form: OpenForm) -> None:
    """Its cells are emptied; a table in Excel then keeps an empty row."""
    for cell in form.results[form.figure("CT302").row]:
        if not isinstance(cell, openpyxl.cell.cell.MergedCell):
            cell.value = None


def forget_a_code(form: OpenForm) -> None:
    form.figure("CT302", "indicator").value = None


def own_row(form: OpenForm) -> None:
    row = form.area(RESULTS_AREA).last_row + 1
    form.results.cell(row, form.column(RESULTS_AREA, "text")).value = "Số buổi văn nghệ"
    form.results.cell(row, form.column(RESULTS_AREA, "value")).value = 4


def repeat_an_indicator(form: OpenForm) -> None:
    where, row = form.area(RESULTS_AREA), form.figure("CT101").row
    for column in range(where.first_column, where.last_column + 1):
        value = form.results.cell(row, column).value
        form.results.cell(where.last_row + 1, column).value = value


def indicator_of_others(form: OpenForm) -> None:
    row = form.area(RESULTS_AREA).last_row + 1
    for key, value in (("indicator", "CT701"), ("text", "Số tin"), ("value", 12)):
        form.results.cell(row, form.column(RESULTS_AREA, key)).value = value


def sorted_otherwise(form: OpenForm) -> None:
    """The rows of figures stand upside down."""
    where = form.area(RESULTS_AREA)
    rows = range(where.first_row + 1, where.last_row + 1)
    columns = range(where.first_column, where.last_column + 1)
    values = [[form.results.cell(row, column).value for column in columns] for row in rows]
    for row, line in zip(rows, reversed(values), strict=True):
        for column, value in zip(columns, line, strict=True):
            form.results.cell(row, column).value = value


def values_only(form: bytes) -> bytes:
    """Everything copied as values into a new workbook, sheet by sheet."""
    old, new = openpyxl.load_workbook(BytesIO(form)), openpyxl.Workbook()
    new.remove(new.worksheets[0])
    for sheet in old.worksheets:
        copied = new.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    copied[cell.coordinate].value = cell.value
                    copied[cell.coordinate].number_format = copy(cell.number_format)
    out = BytesIO()
    new.save(out)
    return out.getvalue()


def one_under_another(form: bytes) -> bytes:
    """Everything copied as values onto one sheet."""
    old, new = openpyxl.load_workbook(BytesIO(form)), openpyxl.Workbook()
    one = new.worksheets[0]
    for sheet in old.worksheets[:3]:
        for row in sheet.iter_rows():
            values = ["" if cell.data_type == "f" else cell.value for cell in row]
            if any(values):
                one.append(values)
        one.append([])
    out = BytesIO()
    new.save(out)
    return out.getvalue()


def moved_to_the_right(form: OpenForm) -> None:
    """Empty columns before the tables."""
    for sheet, name in ((form.results, RESULTS_AREA), (form.initiatives, INITIATIVES_AREA)):
        where = form.area(name)
        sheet.move_range(str(where).replace("$", ""), cols=2)
        for table in sheet.tables.values():
            sheet.tables.pop(table.name)
            break
        del form.book.defined_names[name]


KINDS: dict[str, Kind] = {
    "the form as it is": accepted(as_it_is),
    "saved by another program": accepted(edit()),
    "sheets renamed": accepted(edit(rename_sheets)),
    "sheets in another order": accepted(edit(reorder_sheets)),
    "three lines above everything": accepted(edit(own_lines_above)),
    "a line of column numbers": accepted(edit(number_the_columns)),
    "empty rows within the tables": accepted(edit(empty_rows_within)),
    "a heading within the figures": accepted(edit(row_with_a_heading)),
    "a column of its own": accepted(edit(own_column), "P23"),
    "figures and notes change places": accepted(edit(swap_figures_and_notes)),
    "six columns of initiatives change places": accepted(edit(swap_texts)),
    "headers reworded": accepted(headers(value="Kết quả thực hiện", name="Tên mô hình"), "P13"),
    "headers without marks": accepted(headers(value="so lieu", name="ten mo hinh, dien hinh")),
    "headers in capitals": accepted(edit(shout_headers)),
    "headers in two lines": accepted(edit(headers_in_two_lines)),
    "figures of last year": returned(headers(value="Số liệu năm 2021"), "P29"),
    "figures of this year": accepted(headers(value="Số liệu năm 2022"), "P13"),
    "an initiative named like a question": accepted(
        edit(named_like_a_fact),
        says=lambda a: initiative(name=f"Điện thoại: {a.initiatives['name'].iloc[0]}")(a),
    ),
    "a numbered name alone in its row": returned(edit(numbered_name_alone), "O10 Q02"),
    "money in millions": returned(headers(money="Kinh phí (triệu đồng)"), "P28"),
    "a total below the figures": accepted(edit(total_below_figures), "P17"),
    "a total below the initiatives": accepted(edit(total_below_initiatives), "P17"),
    "signatures below the figures": accepted(edit(signature_below), "P17"),
    "a field merged over two initiatives": accepted(
        edit(same_field), "P18", says=lambda a: initiative(1, field=a.initiatives["field"][0])(a)
    ),
    "a figure merged over two indicators": returned(edit(merge_figures), "P19"),
    "hidden rows": accepted(edit(hide_rows), "P16"),
    "hidden columns": accepted(edit(hide_columns)),
    "a hidden sheet": accepted(edit(hide_sheet), "P15"),
    "a sheet that only macros show": accepted(edit(hide_sheet_deep), "P15"),
    "an initiative below the table": accepted(edit(initiative_below), "P20"),
    "no defined names": accepted(edit(OpenForm.forget_names)),
    "no tables": accepted(edit(OpenForm.forget_tables)),
    "neither names nor tables": accepted(
        edit(OpenForm.forget_names, OpenForm.forget_tables), "P14"
    ),
    "columns pushed to the right": accepted(edit(moved_to_the_right), "P14"),
    "figures pasted to a new sheet": accepted(edit(paste_over), "P14"),
    "a copy of a sheet": accepted(edit(copied_sheet)),
    "a copy of a sheet with other figures": returned(edit(copied_sheet_with_other_figures), "P31"),
    "another unit's first sheet": returned(edit(first_sheet_of_another_unit), "P31"),
    "sheets of its own": accepted(edit(own_sheets), "P32"),
    "a header that says nothing": accepted(headers(value="Tới nay", name="Việc hay"), "P13"),
    "no row of headers": accepted(edit(without_headers), "P14"),
    "a row pasted over the headers": accepted(edit(row_over_headers), "P14 P17"),
    "a column of initiatives cleared": accepted(
        edit(without_money),
        "P32",
        says=lambda a: replace(a, initiatives=a.initiatives.assign(money=None)),
    ),
    "values copied to a new workbook": accepted(values_only, "P14"),
    "everything on one sheet": accepted(one_under_another, "P14"),
    "no initiatives' sheet": returned(edit(without_initiatives), "P27"),
    "two columns of figures": returned(edit(second_column_of_figures), "P22 Q01 Q02"),
    "an indicator deleted": returned(edit(delete_an_indicator), "P07"),
    "an indicator without its code": accepted(edit(forget_a_code), "P24"),
    "a row of its own among the figures": returned(edit(own_row), "P20 P25"),
    "an indicator twice": returned(edit(repeat_an_indicator), "P06 P20"),
    "an indicator of other units": returned(edit(indicator_of_others), "P08 P20"),
    "figures in another order": accepted(edit(sorted_otherwise)),
    "a mess of all this": accepted(
        after(
            edit(own_lines_above, swap_figures_and_notes, hide_rows),
            edit(own_column, total_below_initiatives, rename_sheets, OpenForm.forget_tables),
        ),
        "P16 P17 P23",
    ),
}
"""Name → kind. Figures and initiatives are those of the untouched form unless said otherwise."""
