"""The yearly "Dân vận khéo" reporting round, from blank form to signed report, in Excel.

Read ``schema/`` first (what a master workbook holds), then one module of ``commands/``.
"""

__version__ = "0.5.0"
