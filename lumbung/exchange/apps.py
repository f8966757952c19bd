"""Partners, their calls and batches, payouts through a bank's API."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Partners, their calls and batches, payouts through a bank's API, messages to telephones."""

    name = "lumbung.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Makes its jobs known to the worker, and its tally to the books."""
        for module in ("actions", "jobs", "tally"):
            import_module(f"{self.name}.{module}")
