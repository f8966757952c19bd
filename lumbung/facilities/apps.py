"""Facilities: houses where people stay, learn and are cared for."""

from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    """Houses, beds, stays, bookings and the air inside."""

    name = "lumbung.facilities"
    label = "facilities"
