"""E-warong and other merchants: goods, prices, purchases, vouchers, settlement, signals of misuse."""

from importlib import import_module

from django.apps import AppConfig


class ShopsConfig(AppConfig):
    """E-warong and other merchants."""

    name = "lumbung.shops"
    label = "shops"

    def ready(self) -> None:
        """Shows itself on the pages of others, and makes its work of the night and its tallies known."""
        for room in ("panels", "waiting", "jobs", "tally"):
            import_module(f"{self.name}.{room}")
