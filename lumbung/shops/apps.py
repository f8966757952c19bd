"""E-warong and other merchants: goods, prices, purchases, vouchers, settlement, signals of misuse."""

from django.apps import AppConfig


class ShopsConfig(AppConfig):
    """E-warong and other merchants."""

    name = "lumbung.shops"
    label = "shops"
