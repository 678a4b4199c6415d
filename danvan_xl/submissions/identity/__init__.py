"""Which unit, year and version a returned form is of."""

from danvan_xl.submissions.identity.identify import Identity, Known, identify, unit_of_name

__all__ = ["Identity", "Known", "identify", "unit_of_name"]
