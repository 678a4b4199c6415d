"""Names of what goes back."""

from __future__ import annotations

import pytest

from danvan_xl.returns.names import TO_CORRECT, returned_name

SHA, OTHER = "0123456789abcdef" * 4, "fedcba9876543210" * 4


@pytest.mark.parametrize(
    ("unit", "file", "name"),
    [
        ("522", "phieu.xlsx", "522_phieu_01234567_can-sua"),
        ("522", "thư.eml › phiếu.xls", "522_phiếu_01234567_can-sua"),
        ("522", "522_Thanh_pho_2022.xlsx", "522_Thanh_pho_2022_01234567_can-sua"),
        ("stc", "STC phiếu.xlsx", "STC phiếu_01234567_can-sua"),
        ("522", "5221.xlsx", "522_5221_01234567_can-sua"),
        ("522", "522.xlsx", "522_01234567_can-sua"),
        ("", "phieu.xlsx", "khong-ro_phieu_01234567_can-sua"),
        ("", "_can-sua.xlsx", "khong-ro_01234567_can-sua"),
        ("SNV", "p\u202excod\x07.xlsx", "SNV_pxcod_01234567_can-sua"),
        ("SNV", "a:b?.xlsx", "SNV_a_b_01234567_can-sua"),
        ("522", f"{'x' * 90}.xlsx", f"522_{'x' * 60}_01234567_can-sua"),
    ],
)
def test_a_name_tells_the_unit_and_the_file(unit: str, file: str, name: str) -> None:
    assert returned_name(unit, file, SHA, TO_CORRECT) == name


@pytest.mark.parametrize("file", ["phieu.xlsx", "522_phieu.xlsx", f"{'x' * 90}.xlsx", "a.b.xlsx"])
@pytest.mark.parametrize("before", ["522", ""])
def test_a_copy_that_comes_back_keeps_its_name_but_for_the_digits(file: str, before: str) -> None:
    first = returned_name(before, file, SHA, TO_CORRECT)
    second = returned_name("522", f"{first}.xlsx", OTHER, TO_CORRECT)
    third = returned_name("522", f"{second}.xlsx", SHA, TO_CORRECT)
    assert second.endswith("_fedcba98_can-sua")
    assert "01234567" not in second
    assert "khong-ro" not in second
    fourth = returned_name("522", f"{third}.xlsx", SHA, TO_CORRECT)
    assert fourth == third


@pytest.mark.parametrize("copied", ["{} (1).xlsx", "{} - Copy.xlsx", "FW {}.xlsx"])
def test_what_programs_add_to_the_name_of_a_copy_stays(copied: str) -> None:
    first = returned_name("522", "phieu.xlsx", SHA, TO_CORRECT)
    again = returned_name("522", copied.format(first), OTHER, TO_CORRECT)
    assert again.count("can-sua") == 1
    assert "01234567" not in again
    assert "phieu" in again


def test_eight_digits_of_a_files_own_name_stay() -> None:
    assert returned_name("522", "bc_20220915.xlsx", SHA, "_gui-lai") == (
        "522_bc_20220915_01234567_gui-lai"
    )
