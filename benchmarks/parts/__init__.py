"""One file per kind of work. Each has `TITLE`, `NEEDS_REGISTRY` and `measure(size, repeat)`, which yields figures."""
