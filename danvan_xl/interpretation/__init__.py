"""What the cells of a returned form mean: the raw values of ``submissions``, typed.

What is certain is converted and told as an info, what may mean several things is asked back as an
error, and nothing is dropped or changed without a word. What a cell *should* hold (required,
range, list, period) is the business of ``validation``.
"""

from __future__ import annotations

from danvan_xl.interpretation.asked import Asked
from danvan_xl.interpretation.facts import understand_facts
from danvan_xl.interpretation.tables import Understood, understand_table

__all__ = ["Asked", "Understood", "understand_facts", "understand_table"]
