"""Addresses of the dashboard."""

from django.urls import path

from lumbung.insight import views

app_name = "insight"
urlpatterns = [path("angka/", views.dashboard, name="dashboard")]
