"""Addresses of imports and duplicates."""

from django.urls import path

from lumbung.quality.views import duplicates, imports

app_name = "quality"
urlpatterns = [
    path("impor/", imports.batches, name="batches"),
    path("impor/<int:pk>/", imports.batch, name="batch"),
    path("impor/<int:pk>/kemajuan", imports.progress, name="progress"),
    path("impor/<int:pk>/masukkan", imports.take_in, name="take_in"),
    path("impor/<int:pk>/batalkan", imports.cancel, name="cancel"),
    path("impor/<int:pk>/kembalikan", imports.undo, name="undo"),
    path("impor/<int:pk>/temuan", imports.findings, name="findings"),
    path("impor/<int:pk>/disisihkan", imports.set_aside, name="set_aside"),
    path("impor/<int:pk>/baris/<int:row>", imports.correct, name="correct"),
    path("ganda/", duplicates.pairs, name="duplicates"),
    path("ganda/<int:pk>/", duplicates.pair, name="pair"),
]
