"""What one kind of finding is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindingType:
    """One kind of finding."""

    code: str
    severity: str
    """``error``, ``warning`` or ``info``."""
    place: str
    """What it is about: ``file``, ``form``, ``cell``, ``row`` or ``rule``."""
    title: str
    message: str
    remedy: str
    example: str
    """A case in which it is found, in one sentence."""
