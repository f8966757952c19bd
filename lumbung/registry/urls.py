"""Addresses of families and persons."""

from django.urls import path

from lumbung.registry import views

app_name = "registry"
urlpatterns = [
    path("keluarga/", views.families, name="families"),
    path("keluarga/<int:family_id>/", views.family, name="family"),
    path("keluarga/<int:family_id>/nomor", views.numbers, name="numbers"),
    path("orang/<int:person_id>/", views.person, name="person"),
    path("cari/", views.search, name="search"),
]
