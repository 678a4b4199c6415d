"""The files of a program from the setup."""

from __future__ import annotations

from danvan_xl.installation.checks.check import Check, Situation, Topic
from danvan_xl.installation.program import compared, remedy
from danvan_xl.schema.text import vn_number


def program(situation: Situation) -> Check | None:
    """Look whether all files are there as the setup brought them."""
    topic = Topic("program", "Tệp của chương trình")
    folder = situation.machine.setup_folder
    found = compared(folder) if folder else None
    if folder is None or found is None:
        return None
    if not found.problem:
        return topic.ok(f"Đủ {vn_number(found.files)} tệp, đúng như bộ cài.")
    return topic.error(f"{found.problem[0].upper()}{found.problem[1:]}.", remedy(folder))
