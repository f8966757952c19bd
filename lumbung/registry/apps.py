"""Persons, families, dwellings."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Persons, families, dwellings."""

    name = "lumbung.registry"
    label = "registry"
