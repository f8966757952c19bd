"""Aid in goods: assistive devices, housing repair, and whatever kind is added as a folder."""

from importlib import import_module

from django.apps import AppConfig


class InKindConfig(AppConfig):
    """Aid in goods, from the request to the visits after the hand-over."""

    name = "lumbung.in_kind"
    label = "in_kind"

    def ready(self) -> None:
        """Shows itself on the pages of families and persons, and tells what waits."""
        for room in ("panels", "waiting"):
            import_module(f"{self.name}.{room}")
