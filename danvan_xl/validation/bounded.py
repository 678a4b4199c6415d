"""No more findings of a kind than a person reads: a form may have the same mistake everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from danvan_xl.findings import Finding
from danvan_xl.schema.findings import AND_MORE
from danvan_xl.schema.text import vn_number

MOST = {"error": 20, "warning": 20, "info": 5}
"""Severity → findings of one code about one column of a form."""


def bounded(findings: Iterable[Finding]) -> list[Finding]:
    """Return the first findings of each code and column; the last of them says how many follow."""
    findings = list(findings)
    counts = Counter(map(_kind, findings))
    seen = Counter[tuple[str, str, str]]()
    kept = []
    for item in findings:
        kind = _kind(item)
        seen[kind] += 1
        most = MOST[item.severity]
        if seen[kind] == most and counts[kind] > most:
            item = _and_more(item, counts[kind] - most)
        if seen[kind] <= most:
            kept.append(item)
    return kept


def _kind(item: Finding) -> tuple[str, str, str]:
    return item.code, item.table, item.column


def _and_more(item: Finding, count: int) -> Finding:
    more = AND_MORE[bool(item.column)].format(count=vn_number(count))
    return replace(item, message=f"{item.message.rstrip('.')} {more}")
