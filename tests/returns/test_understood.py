from __future__ import annotations

from dataclasses import replace

import pandas as pd

from danvan_xl.returns.understood import as_understood
from tests.returns.forms import filled, read


def test_what_was_understood_takes_the_place_of_what_was_written() -> None:
    raw = read(filled(CT101="12 cuộc", CT102="3 hoặc 4"))
    raw = replace(
        raw,
        facts={**raw.facts, "reporter_name": "NguyÔn V¨n A", "reporter_phone": None},
        percents=frozenset({("results", 5, "value"), ("results", 6, "value")}),
        fonts={("results", 5, "value"): ".VnTime", ("results", 6, "note"): ".VnTime"},
    )
    frame = pd.DataFrame({"value": [12.0, float("nan")], "note": ["đã rà soát", ""]}, index=[5, 6])
    form = as_understood(
        raw, {"reporter_name": "Nguyễn Văn A", "document_date": None}, {"results": frame}
    )
    rows = form.tables["results"].rows
    assert rows[5]["value"] == 12.0
    assert rows[5]["note"] == "đã rà soát"
    assert rows[6] == raw.tables["results"].rows[6]
    assert form.facts["reporter_name"] == "Nguyễn Văn A"
    assert form.facts["document_date"] == raw.facts["document_date"]
    assert form.percents == {("results", 6, "value")}
    assert form.fonts == {("results", 6, "note"): ".VnTime"}
    assert form.tables["initiatives"] == raw.tables["initiatives"]


def test_rows_that_the_form_does_not_have_are_not_made() -> None:
    raw = read(filled())
    frame = pd.DataFrame({"value": [1.0]}, index=[900])
    assert as_understood(raw, {}, {"results": frame}).tables == raw.tables
