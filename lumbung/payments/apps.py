"""Funds, cards, cycles, bank files."""

from importlib import import_module

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Funds, cards, cycles, bank files."""

    name = "lumbung.payments"
    label = "payments"

    def ready(self) -> None:
        """Shows itself on the pages of others, and makes its jobs known to the worker."""
        for room in ("panels", "waiting", "actions", "following", "nights", "jobs"):
            import_module(f"{self.name}.{room}")
