"""The house itself."""

from importlib import import_module

from django.apps import AppConfig

from lumbung.core import logs


class CoreConfig(AppConfig):
    """Audit, jobs, states, secrets, bulk, files, tables, components."""

    name = "lumbung.core"
    label = "core"

    def ready(self) -> None:
        """Logs go one way, scrubbed; the house's own work of the night."""
        logs.configure()
        import_module(f"{self.name}.nightly")
