from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from danvan_xl.submissions.decisions import Candidate, decide
from danvan_xl.submissions.form_data import FormData


def candidate(text: str) -> Candidate:
    """Read ``522 right 12`` as: a right form of unit 522, received on 12 September."""
    unit, verdict, day = text.split()
    form = cast(FormData, None)
    return Candidate(
        Path(text), form, "" if unit == "?" else unit, verdict == "right", date(2022, 9, int(day))
    )


@pytest.mark.parametrize(
    ("forms", "since", "accepted", "returned", "superseded", "conflicts"),
    [
        (["522 right 12"], {}, [0], [], [], []),
        (["522 wrong 12"], {}, [], [0], [], []),
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
