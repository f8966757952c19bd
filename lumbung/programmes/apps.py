"""Kinds, runs, decisions."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Kinds, runs, decisions."""

    name = "lumbung.programmes"
    label = "programmes"
