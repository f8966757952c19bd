"""Accounts, roles, reach."""

from importlib import import_module

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Accounts, roles, reach."""

    name = "lumbung.staff"
    label = "staff"

    def ready(self) -> None:
        """Shows itself on the pages of others."""
        import_module(f"{self.name}.panels")
