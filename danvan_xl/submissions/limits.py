"""How large a returned file may be before it is no longer read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one file may take of an office PC.

    For scale: a filled form is 60 KB, unpacks to less than 1 MB, and has a few thousand cells.
    """

    file_bytes: int = 20_000_000
    """Size of the file; a form with a dozen photographs pasted in has less."""
    unpacked_bytes: int = 100_000_000
    """What the parts of a package really unpack to, all together; pictures count too."""
    parts: int = 2_000
    """Files in a package."""
    xml_bytes: int = 40_000_000
    """All XML of a file together, unpacked."""
    marks: int = 3_000_000
    """Tags and attributes of all XML in a file, or records of a binary workbook: what a tree in
    memory and the time for a look at each grow with. A form has some 25,000."""
    cells: int = 2_000_000
    """Rows × columns from A1 to the last filled cell, empty ones between too, over all sheets."""
    text_bytes: int = 60_000_000
    """Text of all cells together: a text that is kept once may stand in many cells."""
    form_characters: int = 5_000_000
    """Text of what was found of the form: each character costs the program time later on."""
    cell_characters: int = 32_767
    """Text in one cell, as Excel itself has it."""
    seconds: float = 10
    """Time for one file in a worker process."""
    memory_bytes: int = 400_000_000
    """Memory of the worker process that reads the file."""


LIMITS = Limits()
"""What import uses."""
