"""The API root: every context's router under one roof, one way to say no."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from ninja.security import django_auth

from lumbung.core.api import OneWayToSayNo, register_refusals
from lumbung.staff.api import token_key

api = OneWayToSayNo(title="Lumbung", version="1", auth=[token_key, django_auth], urls_namespace="api")
register_refusals(api)

for name in settings.CONTEXTS:
    if name != "site" and find_spec(f"lumbung.{name}.api") and name != "core":
        api.add_router("", import_module(f"lumbung.{name}.api").router)
