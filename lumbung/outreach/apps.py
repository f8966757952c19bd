"""Outreach: the centre goes to the person, through trained neighbours."""

from importlib import import_module

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Persons found, cadres, visits, groups, workshops and mobile days."""

    name = "lumbung.outreach"
    label = "outreach"

    def ready(self) -> None:
        """Shows itself on the page of a case, and tells what waits."""
        for room in ("panels", "waiting"):
            import_module(f"{self.name}.{room}")
