"""Proxy means as pure functions over columns: survey in, formula out; facts in, scores and reasons out."""
