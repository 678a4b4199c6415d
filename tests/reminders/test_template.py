"""The committed templates of the letters, and the page that explains them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from danvan_xl.building.letter_template import FILE, JOINT_FILE, build, build_joint
from danvan_xl.reminders.letter import joint_context, letter_context
from danvan_xl.reports.language import environment
from danvan_xl.resources import folder
from tests.reminders.reminded import BINH_SON, again, occasion
from tests.reports.effective import Word

SINGLE = letter_context(again(BINH_SON), occasion())
JOINT = joint_context([again(BINH_SON)], occasion())
_, _BOTH, _SINGLE, _JOINT = re.split(
    r"^## .+$", (folder("report_templates") / "don-doc.md").read_text("utf-8"), flags=re.MULTILINE
)


def names(section: str) -> list[str]:
    """The names that the first column of a section's table explains."""
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


@pytest.mark.parametrize("make", [build, build_joint])
def test_a_template_is_built_the_same_each_time(make: Callable[[], bytes]) -> None:
    assert make() == make()


@pytest.mark.parametrize("name", [FILE, JOINT_FILE])
def test_a_person_can_read_the_tags_in_word(name: str) -> None:
    word = Word(folder("report_templates") / name)
    runs = [run.text for para in word.paragraphs for run in para.runs]
    assert all(run.count("{{") == run.count("}}") for run in runs)
    assert all(run.count("{%") == run.count("%}") for run in runs)


@pytest.mark.parametrize(
    ("section", "context"), [(_BOTH + _SINGLE, SINGLE), (_BOTH + _JOINT, JOINT)]
)
def test_the_guide_names_every_variable_and_no_other(section: str, context: dict[str, Any]) -> None:
    assert {name.split(".")[0] for name in names(section)} == set(context)
    for name in names(section):
        value = environment().compile_expression(name, undefined_to_none=False)
        assert value(context) is not None


def test_the_items_of_the_list_have_what_the_guide_says() -> None:
    (row,) = [line for line in _JOINT.splitlines() if line.startswith("| `ds_don_vi`")]
    keys = re.findall(r"`(\w+)`", row.split(" | ")[1])
    assert set(keys) == set(JOINT["ds_don_vi"][0])
