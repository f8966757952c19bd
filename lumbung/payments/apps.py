"""Funds, cards, cycles, bank files."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Funds, cards, cycles, bank files."""

    name = "lumbung.payments"
    label = "payments"
