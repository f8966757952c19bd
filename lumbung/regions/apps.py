"""Official areas and their codes."""

from importlib import import_module

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Official areas and their codes."""

    name = "lumbung.regions"
    label = "regions"

    def ready(self) -> None:
        """Shows the way down from the nation to whatever is counted region by region."""
        import_module(f"{self.name}.nights")
