"""Scores, deciles, quotas."""

from django.apps import AppConfig


class TargetingConfig(AppConfig):
    """Scores, deciles, quotas."""

    name = "lumbung.targeting"
    label = "targeting"
