"""The house itself."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Audit, jobs, states, secrets, bulk, files, tables, components."""

    name = "lumbung.core"
    label = "core"
