from __future__ import annotations

import pytest

from danvan_xl.demo.fill import fill
from danvan_xl.demo.mistakes import MISTAKES, spoil
from danvan_xl.schema.findings import FINDING_TYPES
from tests.demo.forms import RULES, answer, asked_of, checked, form, unit

ALL_AT_ONCE = tuple(name for name in MISTAKES if name not in ("date_in_words", "similar_name"))
EXPECTED = {
    "reason_missing": ["M02"],
    "row_too_many": ["Q02", "Q02", "Q02"],
    "text_for_number": ["O02"],
    "not_whole": ["O03"],
    "out_of_range": ["O04"],
    "answer_missing": ["O01"],
    "error_cell": ["O08"],
    "resolved_exceeds_received": ["Q01"],
    "date_outside_period": ["O07"],
    "date_in_words": ["O06"],
    "reporter_missing": ["O10"],
    "level_missing": ["M01"],
    "same_name_twice": ["M03"],
    "similar_name": ["M04"],
    "word_not_in_list": ["O05"],
    "decision_missing": ["M07"],
    "subordinates_differ": ["Q03"],
}


def found_in(code: str, *mistakes: str) -> tuple[str, ...]:
    one = unit(code)
    spoiled = spoil(answer(code), mistakes, asked_of(one.kind), RULES)
    found = checked(one, fill(form(one), spoiled.answer)).findings
    codes = tuple(sorted(item.code for item in found))
    assert codes == spoiled.codes
    return codes


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gives_its_findings_and_no_others(mistake: str) -> None:
    assert list(found_in("524", mistake)) == EXPECTED[mistake]


@pytest.mark.parametrize("code", ["STC", "BQN", "STTTT", "DHPVD"])
def test_bodies_make_mistakes_too(code: str) -> None:
    assert len(found_in(code, *[m for m in ALL_AT_ONCE if m != "subordinates_differ"])) == 16


@pytest.mark.parametrize("code", ["522", "529"])
def test_many_mistakes_in_one_form_do_not_hide_one_another(code: str) -> None:
    assert sorted(found_in(code, *ALL_AT_ONCE)) == sorted(
        finding for mistake in ALL_AT_ONCE for finding in EXPECTED[mistake]
    )


def test_the_same_mistake_is_made_in_another_place_the_second_time() -> None:
    assert found_in("524", "text_for_number", "text_for_number") == ("O02", "O02")


def test_the_order_in_which_mistakes_are_named_does_not_matter() -> None:
    assert found_in("524", *reversed(ALL_AT_ONCE)) == found_in("524", *ALL_AT_ONCE)


def test_the_answer_itself_stays_as_it_was() -> None:
    given = answer("524")
    figures, rows = dict(given.figures), given.initiatives.copy()
    spoil(given, ALL_AT_ONCE, asked_of("district"), RULES)
    assert given.figures == figures
    assert given.initiatives.equals(rows)


def test_every_mistake_leads_to_findings_that_there_are() -> None:
    assert set(EXPECTED) == set(MISTAKES)
    assert {code for codes in EXPECTED.values() for code in codes} <= set(FINDING_TYPES)


def test_a_mistake_that_cannot_be_made_is_refused() -> None:
    with pytest.raises(ValueError, match="no units"):
        spoil(answer("SNV"), ["subordinates_differ"], asked_of("provincial_body"), RULES)
    with pytest.raises(ValueError, match="wrong already"):
        spoil(answer("SNV"), ["date_in_words"] * 2, asked_of("provincial_body"), RULES)
    with pytest.raises(KeyError, match="nonsense"):
        spoil(answer("SNV"), ["nonsense"], asked_of("provincial_body"), RULES)
