"""Addresses of aid in goods: requests, waiting lists, stock."""

from django.urls import path

from lumbung.in_kind.views import acts, lists, requests, stock

app_name = "in_kind"
urlpatterns = [
    path("barang/", lists.requests, name="requests"),
    path("barang/putuskan", lists.decide, name="decide"),
    path("barang/jenis/<slug:kind>/", lists.kind, name="kind"),
    path("barang/jenis/<slug:kind>/daftar-tunggu/", lists.waiting_list, name="waiting_list"),
    path("barang/jenis/<slug:kind>/alokasi", lists.allot, name="allot"),
    path("barang/baru/keluarga/<int:family_id>/", requests.new, name="new"),
    path("barang/<int:pk>/", requests.request, name="request"),
    path("barang/<int:pk>/asesmen/", requests.assess, name="assess"),
    path("barang/<int:pk>/foto", acts.add_evidence, name="add_evidence"),
    path("barang/<int:pk>/cabut", acts.withdraw, name="withdraw"),
    path("barang/<int:pk>/ulang", acts.reopen, name="reopen"),
    path("barang/<int:pk>/bebaskan", acts.free, name="free"),
    path("barang/<int:pk>/pasang", acts.note_step, name="note_step"),
    path("barang/<int:pk>/serah-terima/", requests.hand_over, name="hand_over"),
    path("barang/<int:pk>/berita-acara/", requests.minutes, name="minutes"),
    path("barang/kunjungan/<int:pk>", acts.note_visit, name="note_visit"),
    path("barang/foto/<int:pk>/", acts.evidence, name="evidence"),
    path("stok/", stock.stock, name="stock"),
    path("stok/terima/", stock.receive, name="receive"),
    path("stok/impor/", stock.import_stock, name="import_stock"),
    path("stok/<int:pk>/", stock.lot, name="lot"),
    path("stok/<int:pk>/koreksi", stock.ask_correction, name="ask_correction"),
    path("stok/koreksi/<int:pk>", stock.decide_correction, name="decide_correction"),
]
