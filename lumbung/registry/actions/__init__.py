"""Writes to the registry: whoever brings people in, corrects, removes or looks at them, comes through here."""

from lumbung.registry.actions.opening import Numbers, open_family, open_person, show_numbers

__all__ = ["Numbers", "open_family", "open_person", "show_numbers"]
