"""A made-up reporting round to show and try the program with; no person or figure in it is real."""
