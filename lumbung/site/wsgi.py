"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.site.settings")


def settle() -> None:
    """Load every page, then leave what is loaded out of Python's clearing of memory, which would look through all of it
    again and again and hold every request up for a quarter of a second each time."""
    get_resolver().url_patterns  # noqa: B018  asking loads them
    gc.collect()
    gc.freeze()


application = get_wsgi_application()
settle()
