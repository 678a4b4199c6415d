from __future__ import annotations

from tests.demo.forms import checked
from tests.seeded import YEAR, many_forms, many_units


def test_very_many_forms_are_faultless_and_unlike_one_another() -> None:
    forms = list(many_forms(6))
    names: list[str] = []
    for one, given in zip(many_units(6), forms, strict=True):
        found = checked(one, given.data, YEAR)
        assert found.findings == ()
        assert (found.unit_code, len(found.initiatives)) == (one.code, 15)
        names += list(found.initiatives["name"])
    assert len(set(names)) == 6 * 15
    assert len({given.file for given in forms}) == 6


def test_the_same_forms_are_made_each_time() -> None:
    assert [given.data for given in many_forms(2)] == [given.data for given in many_forms(2)]
