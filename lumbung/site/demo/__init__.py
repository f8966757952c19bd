"""A made-up regency: its families, its files, and the main job driven from end to end."""
