"""What developers run by hand: pictures and generated tables of the handbook."""
