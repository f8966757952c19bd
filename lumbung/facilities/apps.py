"""Facilities: houses where people stay, learn and are cared for."""

from importlib import import_module

from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    """Houses, beds, stays, bookings and the air inside."""

    name = "lumbung.facilities"
    label = "facilities"

    def ready(self) -> None:
        """Shows itself on the page of a person, and tells what waits."""
        for room in ("panels", "waiting"):
            import_module(f"{self.name}.{room}")
