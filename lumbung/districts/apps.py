"""Districts: what a district does for its elderly, its single parents and its persons with disabilities."""

from importlib import import_module

from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    """Care decisions, calls and visits, warnings, activities, tracks."""

    name = "lumbung.districts"
    label = "districts"

    def ready(self) -> None:
        """Shows itself on the page of a person, tells what waits, and works by night."""
        for room in ("panels", "waiting", "jobs"):
            import_module(f"{self.name}.{room}")
