"""What a right form says, whatever program saved it: two forms that say the same are one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from danvan_xl.schema.form import FACTS
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.values import to_cell

_OF_UNIT = tuple(fact.name for fact in FACTS if not fact.prefilled)
_SAID = {
    RESULTS.key: ("indicator", "value", "note"),
    INITIATIVES.key: tuple(column.key for column in INITIATIVES.form_columns),
}
"""Table → columns in which a unit says something."""


def content_of(facts: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]) -> str:
    """Return a SHA-256 over the typed values of a form; the order of rows does not count.

    ``frames``: ``results`` and ``initiatives``, with the columns of the form.
    """
    digest = hashlib.sha256(_bytes(_said(facts[name] for name in _OF_UNIT)))
    for table, columns in _SAID.items():
        for row in sorted(_rows(frames[table], columns)):
            digest.update(_bytes(row))
        digest.update(_bytes(table))
    return digest.hexdigest()


def _rows(frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[str]:
    for row in zip(*(frame[column].tolist() for column in columns), strict=True):
        yield _said(row)


def _said(values: Iterable[Any]) -> str:
    return repr([_plain(to_cell(value)) for value in values])


def _plain(value: Any) -> Any:
    """Return a value as every program writes it: some keep 15 digits only."""
    if isinstance(value, float):
        return f"{value + 0.0:.15g}"
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
