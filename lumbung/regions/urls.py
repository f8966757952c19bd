"""Addresses of the areas."""

from django.urls import path

from lumbung.regions import views

app_name = "regions"
urlpatterns = [
    path("wilayah/", views.browse, name="browse"),
    path("wilayah/<str:code>/", views.browse, name="area"),
]
