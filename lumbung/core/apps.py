"""The house itself."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from lumbung.core import logs, migrating


class CoreConfig(AppConfig):
    """Audit, jobs, states, secrets, bulk, files, tables, components."""

    name = "lumbung.core"
    label = "core"

    def ready(self) -> None:
        """Logs go one way, scrubbed; the house's own work of the night; triggers without fingerprints."""
        logs.configure()
        import_module(f"{self.name}.nightly")
        import_module(f"{self.name}.counted_ahead")
        post_migrate.connect(migrating.forget_fingerprints, sender=self)
