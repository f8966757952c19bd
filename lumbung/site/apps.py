"""The only place that knows everybody."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The only place that knows everybody."""

    name = "lumbung.site"
    label = "site"
