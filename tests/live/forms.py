"""What units send a second time."""

from __future__ import annotations

import dataclasses

import pandas as pd

from danvan_xl.demo.answers import Answer


def another_initiative(answer: Answer) -> Answer:
    """The same answer with another initiative in place of the first."""
    names = answer.initiatives["name"].tolist()
    changed = pd.Series(["Tổ dân phố không rác thải nhựa", *names[1:]], index=range(len(names)))
    initiatives = answer.initiatives.reset_index(drop=True).assign(name=changed)
    return dataclasses.replace(answer, initiatives=initiatives)
