"""Pages of proposals: lists, one case, meetings, letters, dockets."""
