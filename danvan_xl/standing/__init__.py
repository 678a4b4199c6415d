"""What units owe, until when, and how they stand: logic on dates and DataFrames."""
