"""Is a workbook file sound for Excel? What the Open XML validator does not look at.

Reads with lxml and zipfile only, so that it shares nothing with the code it judges.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from openxml_audit import OpenXmlValidator

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")
_RELATIONSHIP = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
LONGEST_LIST = LONGEST_PROMPT = 255
LONGEST_TITLE = 32
LONGEST_SHEET_NAME = 31

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def audit(path: Path) -> list[str]:
    """What the Open XML validator says about a file; it is slow from about 100 KB on."""
    result = OpenXmlValidator().validate(path)
    return [f"{e.part_uri}: {getattr(e, 'id', '')} {e.description}" for e in result.errors]


def problems(data: bytes) -> list[str]:
    """Sentences about what Excel would repair, refuse or read differently; none when sound."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        doubled = [name for name, n in Counter(map(str.lower, opened.namelist())).items() if n > 1]
        if doubled:
            return [f"parts are there twice: {doubled}"]
        broken = opened.testzip()
        if broken:
            return [f"the part {broken} has a wrong checksum"]
        parts = {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
    trees: dict[str, etree._Element] = {}
    found: list[str] = []
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            try:
                trees[name] = etree.fromstring(part)
            except etree.XMLSyntaxError as error:
                found.append(f"{name} is malformed: {error}")
    if found:
        return found
    return [*_content_types(parts, trees), *_links(parts, trees), *_workbook(trees)]


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else [child for child in element if _local(child) == name]


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next(iter(_children(element, name)), None)


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (found for found in element.iter() if _local(found) == name)


def _true(text: str | None) -> bool:
    return text in ("1", "true", "on")


def _cell(text: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _box(text: str) -> Box:
    first, _, last = text.partition(":")
    return (*_cell(first), *_cell(last or first))


def _inside(row: int, column: int, box: Box) -> bool:
    return box[0] <= row <= box[2] and box[1] <= column <= box[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _content_types(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    types = trees.get("[Content_Types].xml")
    if types is None:
        yield "there is no list of content types"
        return
    there = {name.lower().replace("\\", "/") for name in parts}
    said = {
        unquote(o.get("PartName", "")).lstrip("/").lower() for o in _children(types, "Override")
    }
    suffixes = {d.get("Extension", "").lower() for d in _children(types, "Default")}
    yield from (f"a content type is declared for {name}, which is missing" for name in said - there)
    for name in there - said - {"[content_types].xml"}:
        if name.rpartition(".")[2] not in suffixes:
            yield f"{name} has no content type"


def _owner(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _target(owner: str, target: str) -> str:
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    base = "/" if path.startswith("/") else posixpath.join("/", posixpath.dirname(owner))
    return posixpath.normpath(posixpath.join(base, path.lstrip("/"))).lstrip("/")


def _relations(trees: dict[str, etree._Element], owner: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, target part) of the links inside the package."""
    folder, file = posixpath.split(owner)
    tree = trees.get(posixpath.join(folder, "_rels", file + ".rels"))
    links = [] if tree is None else list(tree)
    return {
        link.get("Id", ""): (
            link.get("Type", "").rpartition("/")[2],
            _target(owner, link.get("Target", "")),
        )
        for link in links
        if link.get("TargetMode") != "External" and not link.get("Target", "").startswith("#")
    }


def _links(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    there = {name.lower().replace("\\", "/") for name in parts}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        owner = _owner(name)
        if owner and owner.lower() not in there:
            yield f"{name} belongs to no part"
        ids = Counter(link.get("Id") for link in tree)
        yield from (f"{name} has {key} twice" for key, count in ids.items() if count > 1)
        for key, (_, target) in _relations(trees, owner).items():
            if target and target.lower() not in there:
                yield f"{name}: {key} leads to {target}, which is missing"
        if owner in trees:
            for element in trees[owner].iter():
                for attribute, value in element.attrib.items():
                    if (
                        str(attribute).startswith(tuple(f"{{{ns}}}" for ns in _RELATIONSHIP))
                        and value
                        and value not in ids
                    ):
                        yield f"{owner} uses {value}, which {name} does not have"


def _workbook(trees: dict[str, etree._Element]) -> Iterator[str]:
    root = next((t for kind, t in _relations(trees, "").values() if kind == "officeDocument"), "")
    book = trees.get(root)
    if book is None:
        yield "there is no workbook part"
        return
    links = _relations(trees, root)
    styles = next((trees[t] for kind, t in links.values() if kind == "styles" and t in trees), None)
    formats = len(_children(_child(styles, "cellXfs"), "xf")) if styles is not None else 1
    texts = next((trees[t] for k, t in links.values() if k == "sharedStrings" and t in trees), None)
    strings = [_text(item) for item in _children(texts, "si")]
    sheets = _children(_child(book, "sheets"), "sheet")
    names = [sheet.get("name", "") for sheet in sheets]
    yield from (f"the sheet name {n!r} is too long" for n in names if len(n) > LONGEST_SHEET_NAME)
    if len({name.casefold() for name in names}) < len(names):
        yield f"two sheets share a name: {names}"
    selected, formulas, tables = [], {}, []
    for position, sheet in enumerate(sheets):
        key = next(
            (
                v
                for k, v in sheet.attrib.items()
                if etree.QName(k).localname == "id" and k[0] == "{"
            ),
            "",
        )
        kind, part = links.get(str(key), ("", ""))
        tree = trees.get(part)
        if tree is None:
            yield f"the sheet {names[position]!r} has no part"
            continue
        if any(_true(view.get("tabSelected")) for view in _all(tree, "sheetView")):
            selected.append(position)
        if kind != "worksheet":
            continue
        cells = Cells(tree, strings)
        formulas[sheet.get("sheetId", "")] = cells.formulas
        for problem in (*cells.problems, *_styles(cells, formats), *_validations(tree)):
            yield f"{names[position]}: {problem}"
        for link, target in _relations(trees, part).values():
            if link == "table" and target in trees:
                tables.append((names[position], trees[target]))
                yield from _table(names[position], trees[target], cells)
    yield from _tables(tables)
    view = next(_all(book, "workbookView"), None)
    active = int(view.get("activeTab", "0")) if view is not None else 0
    if len(selected) > 1:
        yield f"several sheets are selected and would be edited together: {selected}"
    elif selected and selected != [active]:
        yield f"sheet {selected[0]} is selected but {active} is active"
    if active >= len(sheets):
        yield f"the active sheet {active} does not exist"
    elif sheets[active].get("state", "visible") != "visible":
        yield f"the active sheet {names[active]!r} is hidden"
    chain = next((trees[t] for k, t in links.values() if k == "calcChain" and t in trees), None)
    yield from _chain(chain, formulas)


def _chain(
    chain: etree._Element | None, formulas: dict[str, set[tuple[int, int]]]
) -> Iterator[str]:
    sheet, listed = "", set()
    for link in [] if chain is None else chain:
        sheet = link.get("i", sheet)
        listed.add((sheet, _cell(link.get("r", ""))))
        if _cell(link.get("r", "")) not in formulas.get(sheet, set()):
            yield f"the calculation chain lists {link.get('r')} of sheet {sheet}: no formula there"
    if chain is not None:
        there = {(sheet, cell) for sheet, cells in formulas.items() for cell in cells}
        if there - listed:
            yield f"the calculation chain misses formulas: {sorted(there - listed)[:3]}"


def _text(item: etree._Element | None) -> str:
    """The text of a shared or inline string, without its phonetic guide."""
    if item is None:
        return ""
    runs = [child for child in item if _local(child) in ("t", "r")]
    return "".join(
        t.text or "" for run in runs for t in ([run] if _local(run) == "t" else _all(run, "t"))
    )


class Cells:
    """The cells of a worksheet by (row, column), and what is wrong with order and formulas."""

    def __init__(self, sheet: etree._Element, strings: list[str]) -> None:
        self.problems: list[str] = []
        self.texts: dict[tuple[int, int], str] = {}
        self.filled: set[tuple[int, int]] = set()
        self.formulas: set[tuple[int, int]] = set()
        self.styles: list[int] = []
        self._strings = strings
        self._heads: set[str] = set()
        self._whole: list[tuple[tuple[int, int], Box]] = []
        row = 0
        for element in _children(_child(sheet, "sheetData"), "row"):
            row = self._row(element, row)
        self._check_arrays()
        self._check_dimension(sheet)

    def _row(self, element: etree._Element, last: int) -> int:
        number = int(element.get("r", last + 1))
        if number <= last:
            self.problems.append(f"row {number} stands after row {last}")
        self.styles.append(int(element.get("s", "0")))
        column, columns = 0, []
        for cell in _children(element, "c"):
            at = cell.get("r")
            row, new = _cell(at) if at else (number, column + 1)
            if row != number:
                self.problems.append(f"cell {at} stands in row {number}")
            if new <= column:
                self.problems.append(f"row {number}: column {new} stands after column {column}")
            column = new
            columns.append(column)
            self._read(cell, number, column)
        spans = element.get("spans")
        if spans and columns:
            first, _, end = spans.partition(" ")[0].partition(":")
            if columns[0] < int(first) or columns[-1] > int(end):
                self.problems.append(f"row {number}: spans {spans} do not hold its cells")
        return number

    def _read(self, cell: etree._Element, row: int, column: int) -> None:
        self.styles.append(int(cell.get("s", "0")))
        value, formula, kind = _child(cell, "v"), _child(cell, "f"), cell.get("t", "n")
        if value is not None or formula is not None or kind == "inlineStr":
            self.filled.add((row, column))
        if kind == "inlineStr":
            self.texts[row, column] = _text(_child(cell, "is"))
        elif kind == "s" and value is not None:
            number = int(value.text or "0")
            if number >= len(self._strings):
                self.problems.append(f"row {row}, column {column}: no shared string {number}")
            else:
                self.texts[row, column] = self._strings[number]
        elif kind == "str" and value is not None:
            self.texts[row, column] = value.text or ""
        if formula is None:
            return
        self.formulas.add((row, column))
        type_, group = formula.get("t", "normal"), formula.get("si", "")
        if type_ in ("array", "dataTable"):
            self._whole.append(((row, column), _box(formula.get("ref", ""))))
        elif type_ == "shared" and formula.text:
            self._heads.add(group)
        elif type_ == "shared" and group not in self._heads:
            self.problems.append(f"row {row}, column {column}: its shared formula is gone")
        elif type_ == "normal" and not (formula.text or "").strip():
            self.problems.append(f"row {row}, column {column}: an empty formula")

    def _check_arrays(self) -> None:
        for head, box in self._whole:
            if not _inside(*head, box):
                self.problems.append(f"an array formula in {head} lies outside its area {box}")
            for cell in self.formulas - {head}:
                if _inside(*cell, box):
                    self.problems.append(f"the formula in {cell} lies inside the array {box}")

    def _check_dimension(self, sheet: etree._Element) -> None:
        dimension = _child(sheet, "dimension")
        if dimension is None:
            return
        box = _box(dimension.get("ref", "A1"))
        outside = [cell for cell in self.filled if not _inside(*cell, box)]
        if outside:
            self.problems.append(f"the dimension {dimension.get('ref')} leaves out {outside[0]}")


def _styles(cells: Cells, formats: int) -> Iterator[str]:
    high = max(cells.styles, default=0)
    if high >= max(formats, 1):
        yield f"a cell has style {high} of {formats}"


def _validations(sheet: etree._Element) -> Iterator[str]:
    for rule in _all(sheet, "dataValidation"):
        where = rule.get("sqref") or (_text_of(rule, "sqref"))
        for name, longest in (
            ("prompt", LONGEST_PROMPT),
            ("error", LONGEST_PROMPT),
            ("promptTitle", LONGEST_TITLE),
            ("errorTitle", LONGEST_TITLE),
        ):
            if len(rule.get(name, "")) > longest:
                yield f"validation of {where}: {name} is longer than {longest}"
        formula = _text_of(rule, "formula1").strip()
        if formula.startswith('"') and len(formula) - 2 > LONGEST_LIST:
            yield f"validation of {where}: the list is longer than {LONGEST_LIST}"


def _text_of(element: etree._Element, name: str) -> str:
    return "".join("".join(found.itertext()) for found in _children(element, name))


def _table(sheet: str, table: etree._Element, cells: Cells) -> Iterator[str]:
    name, box = table.get("displayName", ""), _box(table.get("ref", ""))
    columns = [
        re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), c.get("name", ""))
        for c in _children(_child(table, "tableColumns"), "tableColumn")
    ]
    if len(columns) != box[3] - box[1] + 1:
        yield f"{sheet}: table {name} has {len(columns)} columns on an area {table.get('ref')}"
    if len({column.casefold() for column in columns}) < len(columns):
        yield f"{sheet}: table {name} has a column name twice"
    count = _child(table, "tableColumns")
    if count is not None and count.get("count", str(len(columns))) != str(len(columns)):
        yield f"{sheet}: table {name} counts its columns wrongly"
    if table.get("headerRowCount", "1") != "0":
        for column, header in enumerate(columns, box[1]):
            if cells.texts.get((box[0], column)) != header:
                yield f"{sheet}: table {name}: header cell of column {header!r} differs"
    totals = int(table.get("totalsRowCount", "0"))
    rows = box[2] - box[0] + 1 - int(table.get("headerRowCount", "1")) - totals
    if rows < 1:
        yield f"{sheet}: table {name} has no data row"
    filters = _child(table, "autoFilter")
    if filters is not None and filters.get("ref"):
        wanted = (box[0], box[1], box[2] - totals, box[3])
        if _box(filters.get("ref", "")) != wanted:
            yield f"{sheet}: table {name}: its filter covers {filters.get('ref')}"


def _tables(tables: list[tuple[str, etree._Element]]) -> Iterator[str]:
    for key in ("id", "displayName"):
        values = Counter(table.get(key, "").casefold() for _, table in tables)
        yield from (f"two tables share the {key} {v}" for v, count in values.items() if count > 1)
    for number, (sheet, table) in enumerate(tables):
        for other_sheet, other in tables[number + 1 :]:
            if sheet == other_sheet and _overlap(
                _box(table.get("ref", "")), _box(other.get("ref", ""))
            ):
                yield f"{sheet}: tables {table.get('name')} and {other.get('name')} overlap"
