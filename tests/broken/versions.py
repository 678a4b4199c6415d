"""The same file again, newer and older ones, different ones at once."""

from __future__ import annotations

from tests.broken.editing import edit, write_figure
from tests.broken.kind import Kind, accepted, as_it_is, returned
from tests.rounds import figures

FIRST = "{number} trước.xlsx"
"""Name of the other file of the unit, which is the untouched form."""
THIS = "phieu-{number}.xlsx"

KINDS: dict[str, Kind] = {
    "the same file again": Kind(
        as_it_is, "duplicate", name="z {number} lần hai.xlsx", beside={FIRST: "accepted"}
    ),
    "a corrected file a week later": accepted(
        write_figure(77, "CT101"),
        says=figures(CT101=77),
        beside={FIRST: "superseded"},
        days={FIRST: 8, THIS: 15},
    ),
    "an older file": Kind(
        write_figure(77, "CT101"),
        "superseded",
        beside={FIRST: "accepted"},
        days={FIRST: 15, THIS: 8},
    ),
    "two different files at once": returned(
        write_figure(77, "CT101"), "T03", beside={FIRST: "returned"}
    ),
    "the same saved again by another program": Kind(
        edit(), "duplicate", beside={FIRST: "accepted"}
    ),
    "the same saved again and sent a week later": Kind(
        edit(), "duplicate", beside={FIRST: "accepted"}, days={FIRST: 8, THIS: 15}
    ),
    "a wrong file beside the right one": Kind(
        write_figure("nhiều", "CT101"), "superseded", beside={FIRST: "accepted"}
    ),
    "a wrong file after the right one": returned(
        write_figure("nhiều", "CT101"), "O02", beside={FIRST: "accepted"}, days={FIRST: 8, THIS: 15}
    ),
}
"""Name → kind; beside it lies the untouched form."""
