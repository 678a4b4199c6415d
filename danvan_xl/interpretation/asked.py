"""What a cell should hold, as far as it helps to read it."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.lists import LISTS

_FIRST_YEAR = 1900


@dataclass(frozen=True)
class Asked:
    """What a cell should hold. A limit that is None is no limit."""

    type: Type
    whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()

    @classmethod
    def of_column(cls, column: Column) -> Asked:
        """Return what every cell of ``column`` should hold."""
        return cls(
            column.type,
            column.type is Type.INTEGER,
            column.minimum,
            column.maximum,
            LISTS.get(column.choices, ()),
        )

    @property
    def is_whole(self) -> bool:
        """Whether a fraction makes no sense: đồng have none."""
        return self.whole or self.type in (Type.INTEGER, Type.MONEY)

    @property
    def is_percentage(self) -> bool:
        """Whether the number is a share in percent: a number from 0 to 100, not a count."""
        return not self.is_whole and self.maximum == 100

    @property
    def is_year(self) -> bool:
        """Whether the number is a year."""
        return self.is_whole and self.minimum is not None and self.minimum >= _FIRST_YEAR

    def allows(self, number: float) -> bool:
        """Whether ``number`` lies between the limits."""
        low = self.minimum is None or self.minimum != self.minimum or number >= self.minimum
        high = self.maximum is None or self.maximum != self.maximum or number <= self.maximum
        return low and high
