"""The checks a careful officer makes, as pure functions over DataFrames."""
