"""Accounts, roles, reach."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Accounts, roles, reach."""

    name = "lumbung.staff"
    label = "staff"
