"""Dashboards."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Dashboards."""

    name = "lumbung.insight"
    label = "insight"
