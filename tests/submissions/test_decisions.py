from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from danvan_xl.commands.decision_texts import told
from danvan_xl.errors import DanVanError
from danvan_xl.submissions.candidates import Candidate, Held
from danvan_xl.submissions.decisions import Decision, decide
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.preferences import Preference

_NUMBERS = count()


def candidate(text: str, file: str = "", content: str = "") -> Candidate:
    """Read ``522 right 12 7`` as: a right form of unit 522, received on 12 September, signed on 7.

    The day of signing may be left out. It says what no other form says, or ``content``.
    """
    unit, verdict, received, *signed = text.split()
    form = FormData(file or text, "", "xlsx", {}, {}, {})
    number = next(_NUMBERS)
    return Candidate(
        Path(str(number)),
        form,
        "" if unit == "?" else unit,
        verdict == "right",
        day(received),
        day(signed[0]) if signed else None,
        content or str(number),
    )


def day(text: str) -> date:
    return date(2022, 9, int(text))


def held(text: str, content: str = "held", *, wanted: bool = False) -> dict[str, Held]:
    """Read ``522 12 7`` as: the form of 522 in the master came on 12 September, signed on 7."""
    if not text:
        return {}
    unit, received, *signed = text.split()
    form = Held("h.xlsx", day(received), day(signed[0]) if signed else None, content, wanted)
    return {unit: form}


@pytest.mark.parametrize(
    ("forms", "in_master", "accepted", "returned", "superseded", "conflicts"),
    [
        (["522 right 12"], "", [0], [], [], []),
        (["522 wrong 12"], "", [], [0], [], []),
        (["522 wrong 12", "522 wrong 12"], "", [], [0, 1], [], []),
        (["522 wrong 12", "522 wrong 14"], "", [], [1], [0], []),
        (["522 right 12", "522 right 12", "522 wrong 12"], "", [], [2], [], [[0, 1]]),
        (["? wrong 12"], "", [], [0], [], []),
        (["522 right 12", "522 right 14"], "", [1], [], [0], []),
        (["522 right 12", "522 right 12"], "", [], [], [], [[0, 1]]),
        (["522 right 10", "522 right 12", "522 right 12"], "", [], [], [0], [[1, 2]]),
        (["522 wrong 12", "522 right 14"], "", [1], [], [0], []),
        (["522 wrong 14", "522 right 14"], "", [1], [], [0], []),
        (["522 wrong 15", "522 right 14"], "", [1], [0], [], []),
        (["522 right 12"], "522 10", [0], [], [], []),
        (["522 right 12"], "522 12", [0], [], [], []),
        (["522 right 12"], "522 13", [], [], [0], []),
        (["522 wrong 12"], "522 13", [], [], [0], []),
        (["522 wrong 14"], "522 13", [], [0], [], []),
        (["522 right 12 7"], "522 12 8", [], [], [0], []),
        (["522 right 12 8"], "522 12 7", [0], [], [], []),
        (["522 right 12 8"], "522 12 8", [0], [], [], []),
        (["522 right 12 6", "522 right 12 8"], "522 12 7", [1], [], [0], []),
        (["522 right 12"], "522 12 7", [], [], [0], []),
        (["522 wrong 14 9", "522 right 14 7"], "", [1], [0], [], []),
        (["522 wrong 14 7", "522 right 14 9"], "", [1], [], [0], []),
        (["522 wrong 14 9"], "522 14 7", [], [0], [], []),
        (["522 wrong 10", "522 right 12", "522 right 12"], "", [], [], [0], [[1, 2]]),
        (["522 wrong 12", "522 right 10"], "522 14", [], [], [1, 0], []),
        (["522 right 12", "524 right 12"], "", [0, 1], [], [], []),
    ],
)
def test_the_form_received_last_counts(
    forms: list[str],
    in_master: str,
    accepted: list[int],
    returned: list[int],
    superseded: list[int],
    conflicts: list[list[int]],
) -> None:
    candidates = [candidate(text) for text in forms]
    decision = decide(candidates, held(in_master))

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
        "preferred": [(choice.winner, list(choice.losers)) for choice in decision.preferred],
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
    assert ("còn lỗi" in str(told.value)) == (name == "e.xlsx")


def test_a_name_where_nothing_is_to_be_chosen_is_told() -> None:
    with pytest.raises(DanVanError, match="không phải chọn «a»"):
        decide([candidate("522 right 12", "a")], {}, Preference.parse("file:a", "lý do"))
    assert names(decide([candidate("522 right 12", "a")], {}, NEWEST))["accepted"] == ["a"]


def test_a_named_file_counts_whenever_it_was_received() -> None:
    forms = [candidate("522 right 9", "a"), candidate("522 right 14", "b")]
    chosen = Preference.parse("file:a", "phiếu b gửi nhầm")
    assert names(decide(forms, held("522 12"), chosen)) == {
        "accepted": ["a"],
        "superseded": ["b"],
        "conflicts": [],
        "preferred": [("a", ["b", "h.xlsx"])],
    }


def test_what_is_in_the_master_stays_when_it_is_the_one_that_was_named() -> None:
    forms = [candidate("522 right 14", "b"), candidate("524 right 14", "c")]
    assert names(decide(forms, held("522 12", wanted=True))) == {
        "accepted": ["c"],
        "superseded": ["b"],
        "conflicts": [],
        "preferred": [("h.xlsx", ["b"])],
    }


def test_what_says_the_same_is_one_form_received_on_the_first_day() -> None:
    forms = [candidate("522 right 14 7", "b", "same"), candidate("522 right 12 7", "a", "same")]
    decision = decide(forms, {})
    assert [one.form.file for one in decision.duplicate] == ["b"]
    (accepted,) = decision.accepted
    assert (accepted.form.file, accepted.received) == ("a", day("12"))


def test_what_comes_again_after_another_counts_again() -> None:
    forms = [
        candidate("522 right 14 7", "a again", "same"),
        candidate("522 right 12 7", "a", "same"),
        candidate("522 right 13 7", "b"),
    ]
    for taken, in_master in ((forms, {}), ([forms[0], forms[2]], held("522 12 7", "same"))):
        decision = decide(taken, in_master)
        assert names(decision)["accepted"] == ["a again"]
        assert decision.duplicate == []


def test_on_one_day_what_the_one_before_says_gives_way_to_another() -> None:
    forms = [candidate("522 right 14 7", "a again", "same"), candidate("522 right 14 7", "b")]
    decision = decide(forms, held("522 12 7", "same"))
    assert names(decision)["accepted"] == ["b"]
    assert [one.form.file for one in decision.duplicate] == ["a again"]


def test_one_of_a_conflict_that_comes_again_settles_it() -> None:
    forms = [
        candidate("522 right 12", "a", "x"),
        candidate("522 right 12", "b", "y"),
        candidate("522 right 14", "a again", "x"),
    ]
    assert names(decide(forms, {}))["accepted"] == ["a again"]
    assert names(decide(forms, {}))["superseded"] == ["a", "b"]


def test_naming_what_says_what_the_master_says_keeps_the_master_as_it_is() -> None:
    forms = [candidate("522 right 14", "a again", "same"), candidate("522 right 14", "b")]
    decision = decide(forms, held("522 12", "same"), Preference.parse("file:a again", "lý do"))
    assert not decision.accepted
    assert [one.form.file for one in decision.duplicate] == ["a again"]
    assert names(decision)["superseded"] == ["b"]
    assert names(decision)["preferred"] == [("h.xlsx", ["b"])]


def test_a_duplicate_of_a_later_day_does_not_make_a_wrong_form_old() -> None:
    forms = [candidate("522 right 14", "a again", "same"), candidate("522 wrong 12", "w")]
    assert [one.form.file for one in decide(forms, held("522 10", "same")).returned] == ["w"]


def test_what_the_master_says_already_is_a_duplicate_whenever_it_comes() -> None:
    forms = [candidate("522 right 14 9", "b", "same"), candidate("522 right 10 1", "a", "same")]
    decision = decide(forms, held("522 12 7", "same"))
    assert {one.form.file for one in decision.duplicate} == {"a", "b"}
    assert not decision.accepted + decision.superseded


def test_of_the_same_forms_the_named_one_is_taken() -> None:
    forms = [
        candidate("522 right 12", "a", "same"),
        candidate("522 right 14", "b", "same"),
        candidate("522 right 14", "c"),
    ]
    decision = decide(forms, {}, Preference.parse("file:b", "lý do"))
    assert names(decision)["preferred"] == [("b", ["c"])]
    assert [one.form.file for one in decision.duplicate] == ["a"]


@pytest.mark.parametrize(
    ("forms", "in_master", "prefer", "said"),
    [
        (["522 right 12 7"], "522 12 8", None, "ký ngày 07/09/2022, cũ hơn"),
        (["522 right 12"], "522 12 8", None, "không ghi ngày ký, cũ hơn"),
        (["522 wrong 12 7"], "522 12 8", None, "không trả lại"),
        (["522 right 12 7", "522 right 12 7"], "", NEWEST, "ký cùng ngày"),
    ],
)
def test_what_does_not_count_for_its_day_of_signing_is_told(
    forms: list[str], in_master: str, prefer: Preference | None, said: str
) -> None:
    (remark,) = decide(map(candidate, forms), held(in_master), prefer).remarks
    assert said in told(remark)
    assert forms[0] in told(remark)


def test_nothing_is_told_of_forms_that_came_on_another_day() -> None:
    forms = [candidate("522 right 11 9"), candidate("522 wrong 10 9")]
    assert decide(forms, held("522 12 8")).remarks == []


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
