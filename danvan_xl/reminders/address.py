"""How a letter of the office addresses a unit."""

from __future__ import annotations

from danvan_xl.reports.language import in_sentence
from danvan_xl.schema.lists import KINDS
from danvan_xl.schema.text import spelling_key

COMMITTEE = "Ủy ban nhân dân"
_SHORT = ("UBND ", "Uỷ ban nhân dân ", "Ủy ban Nhân dân ")
_GOVERNED = (KINDS["district"], KINDS["commune"])
"""Kinds of unit for which their People's Committee answers."""


def addressed(name: str, kind: str, office: str) -> str:
    """Return the unit ``name`` of ``kind`` as it stands after "Kính gửi:".

    A district or commune is addressed through its People's Committee, which is written out. The
    ``office`` that writes the letter turns to its own divisions.
    """
    if spelling_key(name) == spelling_key(office):
        return f"Các phòng, đơn vị thuộc {name}"
    for short in _SHORT:
        if name.startswith(short):
            return f"{COMMITTEE} {in_sentence(name.removeprefix(short))}"
    if kind in _GOVERNED and not name.startswith(COMMITTEE):
        return f"{COMMITTEE} {in_sentence(name)}"
    return name


def mentioned(name: str, kind: str, office: str) -> str:
    """Return what :func:`addressed` does, inside a sentence."""
    whole = addressed(name, kind, office)
    return whole if whole == name or whole.startswith(COMMITTEE) else f"c{whole[1:]}"
