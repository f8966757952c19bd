"""Referrals: from a need to whoever can meet it, and back with what came of it."""

from importlib import import_module

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Needs, the directory of services, referrals, escalations."""

    name = "lumbung.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Shows itself on the page of a person, tells what waits, and reminds at night."""
        for room in ("panels", "waiting", "jobs"):
            import_module(f"{self.name}.{room}")
