"""The master workbook and the forms, built from the schema."""
