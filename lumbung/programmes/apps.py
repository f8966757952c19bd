"""Kinds, runs, decisions."""

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Kinds, runs, decisions."""

    name = "lumbung.programmes"
    label = "programmes"

    def ready(self) -> None:
        """What registers itself with core: the job, and what the family page shows."""
        for room in ("jobs", "panels", "waiting", "gate"):
            import_module(f"{self.name}.{room}")
