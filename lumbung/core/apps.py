"""The house itself."""

from django.apps import AppConfig

from lumbung.core import logs


class CoreConfig(AppConfig):
    """Audit, jobs, states, secrets, bulk, files, tables, components."""

    name = "lumbung.core"
    label = "core"

    def ready(self) -> None:
        """Logs go one way, scrubbed."""
        logs.configure()
