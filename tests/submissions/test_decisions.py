from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.submissions.decisions import Candidate, Decision, Preference, decide
from danvan_xl.submissions.form_data import FormData


def candidate(text: str, file: str = "") -> Candidate:
    """Read ``522 right 12 7`` as: a right form of unit 522, received on 12 September, signed on 7.

    The day of signing may be left out.
    """
    unit, verdict, received, *signed = text.split()
    form = FormData(file or text, "", "xlsx", {}, {}, {})
    return Candidate(
        Path(file or text),
        form,
        "" if unit == "?" else unit,
        verdict == "right",
        date(2022, 9, int(received)),
        *(date(2022, 9, int(day)) for day in signed),
    )


@pytest.mark.parametrize(
    ("forms", "since", "accepted", "returned", "superseded", "conflicts"),
    [
        (["522 right 12"], {}, [0], [], [], []),
        (["522 wrong 12"], {}, [], [0], [], []),
        (["522 wrong 12", "522 wrong 12"], {}, [], [0, 1], [], []),
        (["522 wrong 12", "522 wrong 14"], {}, [], [0, 1], [], []),
        (["522 right 12", "522 right 12", "522 wrong 12"], {}, [], [2], [], [[0, 1]]),
        (["? wrong 12"], {}, [], [0], [], []),
        (["522 right 12", "522 right 14"], {}, [1], [], [0], []),
        (["522 right 12", "522 right 12"], {}, [], [], [], [[0, 1]]),
        (["522 right 10", "522 right 12", "522 right 12"], {}, [], [], [0], [[1, 2]]),
        (["522 wrong 12", "522 right 14"], {}, [1], [], [0], []),
        (["522 wrong 14", "522 right 14"], {}, [1], [], [0], []),
        (["522 wrong 15", "522 right 14"], {}, [1], [0], [], []),
        (["522 right 12"], {"522": 10}, [0], [], [], []),
        (["522 right 12"], {"522": 12}, [0], [], [], []),
        (["522 right 12"], {"522": 13}, [], [], [0], []),
        (["522 wrong 12"], {"522": 13}, [], [], [0], []),
        (["522 wrong 14"], {"522": 13}, [], [0], [], []),
        (["522 right 12", "524 right 12"], {}, [0, 1], [], [], []),
    ],
)
def test_the_form_received_last_counts(
    forms: list[str],
    since: dict[str, int],
    accepted: list[int],
    returned: list[int],
    superseded: list[int],
    conflicts: list[list[int]],
) -> None:
    candidates = [candidate(text) for text in forms]
    decision = decide(candidates, {unit: date(2022, 9, day) for unit, day in since.items()})

    def numbers(found: list[Candidate]) -> list[int]:
        return [next(i for i, c in enumerate(candidates) if c is one) for one in found]

    outcome: Any = (
        numbers(decision.accepted),
        numbers(decision.returned),
        numbers(decision.superseded),
        [numbers(group) for group in decision.conflicts],
    )
    assert outcome == (accepted, returned, superseded, conflicts)


NEWEST = Preference.parse("newest", "bản sau ký ngày 9")


def names(decision: Decision) -> dict[str, Any]:
    return {
        "accepted": [one.form.file for one in decision.accepted],
        "superseded": [one.form.file for one in decision.superseded],
        "conflicts": [[one.form.file for one in forms] for forms in decision.conflicts],
        "preferred": [
            (winner.form.file, [one.form.file for one in losers])
            for winner, losers in decision.preferred
        ],
    }


def test_the_newest_is_the_one_signed_last() -> None:
    forms = [candidate("522 right 12 7", "a"), candidate("522 right 12 9", "b")]
    assert names(decide(forms, {}, NEWEST)) == {
        "accepted": ["b"],
        "superseded": ["a"],
        "conflicts": [],
        "preferred": [("b", ["a"])],
    }


@pytest.mark.parametrize(
    "forms",
    [
        ["522 right 12 9", "522 right 12 9"],
        ["522 right 12", "522 right 12"],
        ["522 right 12 7", "522 right 12 9", "522 right 12 9"],
    ],
)
def test_the_newest_of_forms_signed_on_one_day_is_for_a_person_to_say(forms: list[str]) -> None:
    decision = decide(map(candidate, forms), {}, NEWEST)
    assert names(decision)["conflicts"] == [forms]
    assert not decision.accepted
    assert not decision.preferred


def test_a_form_that_is_signed_is_newer_than_one_that_does_not_say() -> None:
    forms = [candidate("522 right 12", "a"), candidate("522 right 12 1", "b")]
    assert names(decide(forms, {}, NEWEST))["accepted"] == ["b"]


def test_the_day_of_signing_never_counts_before_the_day_received() -> None:
    forms = [candidate("522 right 12 11", "a"), candidate("522 right 14 7", "b")]
    assert names(decide(forms, {}, NEWEST)) == {
        "accepted": ["b"],
        "superseded": ["a"],
        "conflicts": [],
        "preferred": [],
    }


FOUR = [
    candidate("522 right 12 9", "a.xlsx"),
    candidate("522 right 12 7", "phiếu b.xlsx"),
    candidate("524 right 12", "c.xlsx"),
    candidate("524 right 12", "d.xlsx"),
    candidate("522 wrong 12", "e.xlsx"),
]


@pytest.mark.parametrize("name", ["phiếu b.xlsx", "PHIẾU B.XLSX", "phie\u0302\u0301u b.xlsx"])
def test_a_named_file_settles_the_conflict_of_its_unit_alone(name: str) -> None:
    decision = decide(FOUR, {}, Preference.parse(f"file:{name}", "đã hỏi đơn vị"))
    assert names(decision) == {
        "accepted": ["phiếu b.xlsx"],
        "superseded": ["a.xlsx", "e.xlsx"],
        "conflicts": [["c.xlsx", "d.xlsx"]],
        "preferred": [("phiếu b.xlsx", ["a.xlsx"])],
    }
    assert not decision.returned


@pytest.mark.parametrize("name", ["x.xlsx", "e.xlsx"])
def test_a_name_that_is_in_no_conflict_is_told_with_those_that_are(name: str) -> None:
    with pytest.raises(DanVanError) as told:
        decide(FOUR, {}, Preference.parse(f"file:{name}", "lý do"))
    for file in ("a.xlsx", "phiếu b.xlsx", "c.xlsx", "d.xlsx", name):
        assert f"«{file}»" in str(told.value)


def test_a_name_where_nothing_is_to_be_chosen_is_told() -> None:
    with pytest.raises(DanVanError, match="không phải chọn «a»"):
        decide([candidate("522 right 12", "a")], {}, Preference.parse("file:a", "lý do"))
    assert names(decide([candidate("522 right 12", "a")], {}, NEWEST))["accepted"] == ["a"]


def test_a_name_that_two_files_have_is_told() -> None:
    forms = [candidate("522 right 12", "a"), candidate("522 right 12", "a")]
    with pytest.raises(DanVanError, match="2 tệp cùng tên «a»"):
        decide(forms, {}, Preference.parse("file:a", "lý do"))


def test_a_preference_is_read_from_what_is_typed() -> None:
    assert Preference.parse(" newest ", " vì  sao ") == Preference(True, "", "vì sao")
    assert Preference.parse("file: a b.xlsx", "x") == Preference(False, "a b.xlsx", "x")


@pytest.mark.parametrize("text", ["", "mới nhất", "file:", "file", "newest file:a"])
def test_another_preference_is_told_how_to_write_it(text: str) -> None:
    with pytest.raises(DanVanError, match="--prefer newest"):
        Preference.parse(text, "lý do")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_preference_needs_a_reason(reason: str) -> None:
    with pytest.raises(DanVanError, match="--reason"):
        Preference.parse("newest", reason)
