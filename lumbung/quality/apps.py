"""Imports, checks, duplicates."""

from importlib import import_module

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Imports, checks, duplicates."""

    name = "lumbung.quality"
    label = "quality"

    def ready(self) -> None:
        """What registers itself with core: jobs, what waits, what stands in a family's timeline, merges."""
        for room in ("jobs", "panels", "following"):
            import_module(f"{self.name}.{room}")
