"""Pages of imports and duplicates."""
