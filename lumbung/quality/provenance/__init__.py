"""Where a fact came from: which file and row, which person, when; and how long the files themselves are kept."""
