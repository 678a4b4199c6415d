"""What goes back to units, and what a person decides by: marked copies, e-mails, comparisons."""
