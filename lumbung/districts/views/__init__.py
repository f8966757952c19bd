"""Pages of care near home: what is decided, called, visited, warned of, grown and learnt."""
