"""Addresses of funds, cycles and bank files."""

from django.urls import path

from lumbung.payments import card_views, handing_views, layout_views, opening_views, sample_views, views

app_name = "payments"
urlpatterns = [
    path("siklus/", views.cycles, name="cycles"),
    path("siklus/<int:pk>/", views.cycle, name="cycle"),
    path("siklus/<int:pk>/baris/", views.lines, name="lines"),
    path("siklus/<int:pk>/batal/", views.cancel, name="cancel"),
    path("siklus/<int:pk>/langkah/<slug:act>/", views.sign, name="sign"),
    path("siklus/<int:pk>/kemajuan/<int:job_pk>/", views.progress, name="progress"),
    path("laporan-bank/", views.upload, name="upload"),
    path("laporan-bank/<int:pk>/", views.answer, name="answer"),
    path("laporan-bank/<int:pk>/bukukan/", views.book, name="book"),
    path("susunan-berkas/", layout_views.list_layouts, name="layouts"),
    path("susunan-berkas/<slug:bank>/", layout_views.one_layout, name="layout"),
    path("berkas-bank/<int:pk>/", views.download, name="download"),
    path("kartu/", card_views.cards, name="cards"),
    path("kartu/<int:pk>/", card_views.card, name="card"),
    path("kartu/<int:pk>/<slug:act>/", card_views.act, name="act_on_card"),
    path("kartu/burekol/", opening_views.openings, name="openings"),
    path("kartu/burekol/baru/", opening_views.prepare, name="prepare_opening"),
    path("kartu/burekol/jawaban/", opening_views.answer, name="opening_answer"),
    path("kartu/burekol/<int:pk>/", opening_views.opening, name="opening"),
    path("kartu/burekol/<int:pk>/berkas/", opening_views.download, name="opening_file"),
    path("kartu/burekol/<int:pk>/<slug:act>/", opening_views.act, name="act_on_opening"),
    path("kartu/serah/", handing_views.hand_overs, name="hand_overs"),
    path("kartu/serah/<str:code>/", handing_views.hand_over, name="hand_over"),
    path("kartu/berita-acara/<int:pk>/", handing_views.minutes, name="minutes"),
    path("kartu/periksa/", card_views.check, name="check_card"),
    path("kartu/kunci.json", card_views.keys, name="card_keys"),
    path("kartu/pembaca.html", card_views.offline_reader, name="card_reader"),
    path("kartu/dicabut.cwt", card_views.revoked, name="revoked_cards"),
    path("uji-petik/", sample_views.samples, name="samples"),
    path("uji-petik/siklus/<int:pk>/", sample_views.draw, name="draw_sample"),
    path("uji-petik/tugas/", sample_views.tasks, name="sample_tasks"),
    path("uji-petik/tugas/<int:pk>/", sample_views.answer, name="sample_entry"),
    path("uji-petik/impor/", sample_views.import_answers, name="import_answers"),
    path("uji-petik/temuan/<int:pk>", sample_views.settle, name="settle_sample"),
    path("uji-petik/<int:pk>/", sample_views.sample, name="sample"),
    path("uji-petik/pesan/terkirim", sample_views.note_sent, name="note_sent"),
    path("dana/", views.funds, name="funds"),
    path("dana/baru/", views.new_fund, name="new_fund"),
    path("dana/<int:pk>/", views.fund, name="fund"),
]
