"""Kinds, runs, decisions."""

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Kinds, runs, decisions."""

    name = "lumbung.programmes"
    label = "programmes"

    def ready(self) -> None:
        """What registers itself with core: jobs, what the family page shows, and what follows a merge."""
        for room in ("jobs", "panels", "waiting", "gate", "following"):
            import_module(f"{self.name}.{room}")
