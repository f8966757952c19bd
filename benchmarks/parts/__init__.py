"""One file per kind of work. Each has `TITLE` and `measure(families | persons, repeat)`, which yields figures."""
