"""What the workbook holds: tables, columns, words, indicators, units, settings and messages."""
