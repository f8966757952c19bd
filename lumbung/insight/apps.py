"""Dashboards."""

from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Dashboards."""

    name = "lumbung.insight"
    label = "insight"

    def ready(self) -> None:
        """The panel on the home page."""
        import_module(f"{self.name}.panels")
