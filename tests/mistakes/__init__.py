"""Whole rounds of forms with known mistakes, or with none: what import finds in them."""
