"""What a village proposes, and everybody who decides about it."""

from importlib import import_module

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """What a village proposes, and everybody who decides about it."""

    name = "lumbung.proposals"
    label = "proposals"

    def ready(self) -> None:
        """What registers itself with core: jobs, what waits, what stands on a family's page."""
        for room in ("jobs", "panels", "waiting"):
            import_module(f"{self.name}.{room}")
