"""Scores, deciles, quotas."""

from importlib import import_module

from django.apps import AppConfig


class TargetingConfig(AppConfig):
    """Scores, deciles, quotas."""

    name = "lumbung.targeting"
    label = "targeting"

    def ready(self) -> None:
        """What registers itself with core: the scoring job, the panel on the family page."""
        for room in ("jobs", "panels"):
            import_module(f"{self.name}.{room}")
