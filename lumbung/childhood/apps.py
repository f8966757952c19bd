"""Childhood: Dream Start for children and expectant mothers, and reports of suspected abuse."""

from importlib import import_module

from django.apps import AppConfig


class ChildhoodConfig(AppConfig):
    """Discovery, services, contacts and reviews on the case of a child; danger that somebody reports."""

    name = "lumbung.childhood"
    label = "childhood"

    def ready(self) -> None:
        """Shows itself on the pages of persons and cases and tells what waits."""
        for room in ("panels", "waiting"):
            import_module(f"{self.name}.{room}")
