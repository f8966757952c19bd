"""Persons, families, dwellings."""

from importlib import import_module

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Persons, families, dwellings."""

    name = "lumbung.registry"
    label = "registry"

    def ready(self) -> None:
        """Shows itself on the pages of others."""
        import_module(f"{self.name}.panels")
