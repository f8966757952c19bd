"""Official areas and their codes."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Official areas and their codes."""

    name = "lumbung.regions"
    label = "regions"
