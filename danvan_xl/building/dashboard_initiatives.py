"""The dashboard's block about initiatives: by field and by stage."""

from __future__ import annotations

from danvan_xl.building import dashboard_formulas as formulas
from danvan_xl.building import palette
from danvan_xl.building.dashboard_charts import bars
from danvan_xl.building.dashboard_grid import (
    BOTTOM,
    CHART,
    CHART_END,
    COUNT,
    FIELD_HEAD,
    FIELD_ROWS,
    LABEL,
    SHARE,
    STAGE_ROWS,
    Page,
    at,
    pixels,
)
from danvan_xl.schema.lists import FIELDS, STAGES


def add_initiatives(page: Page) -> None:
    """Write how many initiatives there are in each field and stage, with their charts."""
    page.section(FIELD_HEAD, LABEL, CHART_END, "MÔ HÌNH, ĐIỂN HÌNH")
    total = BOTTOM - 1
    blocks = (
        (FIELD_ROWS, "Lĩnh vực", FIELDS, page.figures.fields, palette.NAVY),
        (STAGE_ROWS, "Giai đoạn", STAGES, page.figures.stages, palette.GOLD),
    )
    for first, header, words, counts, colour in blocks:
        for column, text in ((LABEL, header), (COUNT, "Số"), (SHARE, "Tỷ lệ")):
            page.head(first - 1, column, text)
        for index, word in enumerate(words):
            row = first + index
            count = formulas.initiative_count(header, at(row, LABEL), counts.get(word, 0))
            page.label(row, word)
            page.count(row, count)
            page.share(row, count, at(total, COUNT), page.figures.initiatives)
        bars(
            page.book,
            page.sheet,
            at=(first - 1, CHART),
            size=(pixels(CHART, CHART_END) - 10, (len(words) + 1) * 27 - 4),
            rows=(first, first + len(words) - 1),
            columns=(LABEL, COUNT),
            colours=[colour] * len(words),
            description=f"Số mô hình, điển hình theo {header.lower()}",
        )
    page.total(total, (LABEL, COUNT, SHARE), "Tổng số mô hình, điển hình", LABEL)
    page.total_count(total, COUNT, formulas.initiatives(page.figures))
