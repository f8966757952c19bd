"""Addresses of families and persons."""

from django.urls import path

from lumbung.registry import merge_views as merging
from lumbung.registry import views

app_name = "registry"
urlpatterns = [
    path("keluarga/", views.families, name="families"),
    path("keluarga/<int:family_id>/", views.family, name="family"),
    path("keluarga/<int:family_id>/nomor", views.numbers, name="numbers"),
    path("keluarga/<int:family_id>/gabung", merging.other_card, name="other_card"),
    path("keluarga/<int:family_id>/gabung/<int:other_id>", merging.merge_families, name="merge_families"),
    path("penggabungan/", merging.merges, name="merges"),
    path("penggabungan/<int:merge_id>/", merging.merge, name="merge"),
    path("penggabungan/<int:merge_id>/setujui", merging.approve, name="approve_merge"),
    path("penggabungan/<int:merge_id>/tolak", merging.refuse, name="refuse_merge"),
    path("penggabungan/<int:merge_id>/pisahkan", merging.take_back, name="take_back_merge"),
    path("orang/<int:person_id>/", views.person, name="person"),
    path("cari/", views.search, name="search"),
]
