"""What a column and a table are: the vocabulary in which the whole workbook is described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class Type(Enum):
    """What a column holds; decides its cell format, its drop-down and its checks."""

    CODE = "code"  # short text such as "021" whose leading zeros count
    TEXT = "text"
    LONG_TEXT = "long_text"  # wrapped, several lines
    CHOICE = "choice"  # one word of a list
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"  # đồng
    DATE = "date"
    MOMENT = "moment"  # date and time
    ANY = "any"  # the value column of the settings: every row has its own type
    FORMULA = "formula"  # calculated in the workbook, never read by Python

    @property
    def is_text(self) -> bool:
        """Whether cells have the format ``@``, so that Excel changes nothing typed or written."""
        return self in (Type.CODE, Type.TEXT, Type.LONG_TEXT, Type.CHOICE)

    @property
    def is_number(self) -> bool:
        """Whether cells hold numbers that may be added up."""
        return self in (Type.INTEGER, Type.NUMBER, Type.MONEY)


@dataclass(frozen=True)
class Column:
    """One column of one table: the only place where it is described.

    From it derive the sheet, the form, drop-downs and in-cell messages, the checks and the guide.
    """

    key: str
    """Name in code and in DataFrames."""
    header: str
    """Header cell in the workbook, unique in its table."""
    type: Type = Type.TEXT
    width: float = 14
    """Width in characters of the default font."""
    help: str = ""
    """What to enter, shown beside the cell and in the guide; at most 255 characters."""
    unit: str = ""
    """Unit of measure, as users read it."""
    required: bool = False
    choices: str = ""
    """Key of a list in ``lists.LISTS``."""
    minimum: float | None = None
    maximum: float | None = None
    formula: str = ""
    """For ``Type.FORMULA``: English names, commas, ``tbl[[#This Row],[Header]]``."""
    format: str = ""
    """Excel number format, where the one of the type does not do."""
    in_form: bool = False
    """Units fill it in on their form."""
    yearly: bool = False
    """Said anew each year: left blank when last year's row is filled into this year's form."""
    printed: bool = True
    """Part of the print area; the rest stays on screen only."""
    one_line: bool = False
    """Its texts are not broken into lines, so that rows keep their height."""
    synonyms: tuple[str, ...] = ()
    """What units write in its place as the header on their form; none fits two columns."""

    @property
    def is_grouped(self) -> bool:
        """Whether its numbers are written with separators of thousands; years have none."""
        return self.type.is_number and (self.type is not Type.INTEGER or bool(self.unit))


@dataclass(frozen=True)
class Table:
    """One Excel table of the master workbook."""

    key: str
    """Name in code."""
    name: str
    """Name of the Excel table; other programs rely on it."""
    sheet: str
    title: str
    """Heading above the table."""
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    """Keys of the columns that tell rows apart. A row whose identity is blank is an empty row."""
    help: str = ""
    """One sentence under the heading: what the sheet is for and who fills it."""
    lines: int = 1
    """Height of a new row, in lines of text."""
    marks: str = ""
    """Key of the helper column that lists the headers of a row's wrong cells, if there is one."""
    _by_key: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key.update({column.key: column for column in self.columns})

    def __getitem__(self, key: str) -> Column:
        """Return the column called ``key`` in code; ``KeyError`` when there is none."""
        return self._by_key[key]

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that hold values: all but the calculated ones, which stand at the right."""
        return tuple(column for column in self.columns if column.type is not Type.FORMULA)

    @property
    def calculated(self) -> tuple[Column, ...]:
        """The columns that the workbook calculates."""
        return tuple(column for column in self.columns if column.type is Type.FORMULA)

    @property
    def form_columns(self) -> tuple[Column, ...]:
        """The columns that units fill in on their form, in the form's order."""
        return tuple(column for column in self.columns if column.in_form)
