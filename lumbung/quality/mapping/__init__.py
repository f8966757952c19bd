"""From a table with anybody's headings to the canonical frame: what each column is, what its words mean."""
