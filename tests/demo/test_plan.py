from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from danvan_xl.demo.fill import fill
from danvan_xl.demo.mistakes import MISTAKES, spoil
from danvan_xl.demo.plan import (
    GOOD_IN_TIME,
    GOOD_LATE,
    MISSING,
    WRONG,
    Step,
    plan,
)
from danvan_xl.schema.findings import FINDING_TYPES
from tests.demo.forms import COMMUNES_2026, RULES, UNITS_2022, answer, asked_of, checked, form, unit

LAST_DAY = date(2022, 9, 19)
STEPS = plan(UNITS_2022)
RETURNED = [step for step in STEPS if step.kind != MISSING]


def test_most_units_report_in_time_and_the_others_fail_in_every_way() -> None:
    last = {step.unit_code: step for step in STEPS if not step.copy}
    kinds = Counter(step.kind for step in last.values())
    assert kinds == {GOOD_IN_TIME: 28, GOOD_LATE: 4, WRONG: 4, MISSING: 5}
    assert list(last) == [one.code for one in UNITS_2022]


def test_at_least_thirty_files_come_back() -> None:
    assert len(RETURNED) == 38
    files = [(step.unit_code, step.suffix) for step in RETURNED]
    assert len(set(files)) == len(files)


def test_one_unit_returns_a_wrong_form_and_then_a_good_one() -> None:
    numbers = Counter(step.unit_code for step in RETURNED if not step.copy)
    (code,) = [code for code, number in numbers.items() if number == 2]
    first, second = [step for step in RETURNED if step.unit_code == code]
    assert (first.kind, second.kind) == (WRONG, GOOD_IN_TIME)
    assert first.mistakes
    assert not second.mistakes
    assert first.received < second.received <= LAST_DAY  # type: ignore[operator]
    assert second.suffix


def test_one_unit_sends_its_form_twice() -> None:
    (copy,) = [step for step in STEPS if step.copy]
    before = STEPS[STEPS.index(copy) - 1]
    assert before.unit_code == copy.unit_code
    assert before.received == copy.received
    assert before.suffix != copy.suffix
    assert before.kind == GOOD_IN_TIME


@pytest.mark.parametrize("step", RETURNED, ids=lambda step: step.unit_code + step.suffix)
def test_a_form_is_received_on_a_working_day_after_it_was_signed(step: Step) -> None:
    assert step.received
    assert step.signed
    assert date(2022, 9, 5) <= step.signed <= step.received
    assert step.received.weekday() < 5
    if step.kind == GOOD_LATE:
        assert date(2022, 9, 21) <= step.received <= date(2022, 9, 24)
    else:
        assert step.received <= LAST_DAY


def test_what_is_missing_has_no_dates() -> None:
    assert all(
        (step.received, step.signed, step.mistakes) == (None, None, ())
        for step in STEPS
        if step.kind == MISSING
    )


@pytest.mark.parametrize(
    "step", [step for step in STEPS if step.mistakes], ids=lambda step: step.unit_code
)
def test_a_form_with_mistakes_gives_the_findings_it_should(step: Step) -> None:
    one = unit(step.unit_code)
    spoiled = spoil(answer(one.code), step.mistakes, asked_of(one.kind), RULES)
    found = checked(one, fill(form(one), spoiled.answer))
    assert tuple(sorted(item.code for item in found.findings)) == spoiled.codes
    assert 1 <= len(step.mistakes) <= 4
    assert found.is_right == (step.kind != WRONG)


def test_wrong_forms_show_many_different_mistakes() -> None:
    wrong = [name for step in STEPS if step.kind == WRONG for name in step.mistakes]
    assert len(set(wrong)) == len(wrong) >= 10


def test_some_good_forms_leave_a_doubt() -> None:
    doubts = {name for step in STEPS if step.kind == GOOD_IN_TIME for name in step.mistakes}
    assert doubts == {"similar_name", "decision_missing", "subordinates_differ"}
    assert {FINDING_TYPES[code].severity for code in ("M04", "M07", "Q03")} == {"warning"}


def test_the_same_plan_is_made_each_time_and_another_for_another_seed() -> None:
    assert plan(UNITS_2022) == STEPS
    assert plan(UNITS_2022, seed=1) != STEPS


@pytest.mark.parametrize("number", [0, 1, 3, 10, 96])
def test_any_number_of_units_can_be_planned_for(number: int) -> None:
    steps = plan(COMMUNES_2026[:number], date(2026, 9, 19))
    assert {step.unit_code for step in steps} == {one.code for one in COMMUNES_2026[:number]}
    assert all(set(step.mistakes) <= set(MISTAKES) for step in steps)
    assert all(step.received.year == 2026 for step in steps if step.received)
