"""What is told about the letters of a column: decoded, in doubt, repaired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_xl.findings import Finding
from danvan_xl.interpretation.cells import ColumnCells
from danvan_xl.interpretation.encoding import ENCODING_NAMES, Decoded
from danvan_xl.interpretation.repairs import Repaired
from danvan_xl.schema.values import quoted


def told_of_letters(
    column: ColumnCells, decoded: Mapping[int, Decoded], repaired: Mapping[int, Repaired]
) -> Iterator[Finding]:
    """Yield one info for all decoded texts of a column, one for all repaired, each at the first.

    ``decoded`` and ``repaired`` have the texts by their places in the column; numbers and days,
    which are told one by one, are not in ``repaired``. A text in doubt has a warning of its own,
    but for words of a list, which decides.
    """
    for encoding, name in ENCODING_NAMES.items():
        if places := [i for i in repaired if decoded[i].encoding == encoding]:
            yield column.finding(
                places[0],
                "O16",
                {
                    "count": len(places),
                    "name": column.header,
                    "encoding": name,
                    "before": quoted(column.cells[places[0]]),
                    "after": quoted(repaired[places[0]].text),
                },
            )
    for i in repaired:
        doubt = decoded[i].doubt
        if doubt and not column.asked[i].choices:
            texts = {
                "value": quoted(decoded[i].text),
                "encoding": ENCODING_NAMES[doubt],
                "proposed": quoted(decoded[i].proposed),
            }
            yield column.finding(i, "O17", texts)
    if places := [i for i, text in repaired.items() if text.is_changed]:
        yield column.finding(
            places[0],
            "O18",
            {
                "count": len(places),
                "name": column.header,
                "before": quoted(decoded[places[0]].text),
                "after": quoted(repaired[places[0]].text),
            },
        )
