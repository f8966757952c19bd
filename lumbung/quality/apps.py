"""Imports, checks, duplicates."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Imports, checks, duplicates."""

    name = "lumbung.quality"
    label = "quality"
