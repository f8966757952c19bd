"""Pages of cases: the list, one case, its acts."""
