"""What the care contexts hold in a benchmark, and the pages that are timed on it: one module for each context."""
