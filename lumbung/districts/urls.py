"""Addresses of care near home."""

from django.urls import path

from lumbung.districts.views import alerts, care, living, overview, safety, tracks

app_name = "districts"
urlpatterns = [
    path("layanan/", overview.overview, name="overview"),
    path("layanan/keputusan/", care.decisions, name="decisions"),
    path("layanan/keputusan/<int:pk>/", care.decision, name="decision"),
    path("layanan/keputusan/<int:pk>/putuskan", care.decide, name="decide"),
    path("layanan/keputusan/<int:pk>/hentikan", care.end, name="end_care"),
    path("layanan/keputusan/<int:pk>/keberatan", care.objection, name="object"),
    path("layanan/keputusan/<int:pk>/jawab", care.answer, name="answer"),
    path("layanan/keputusan/<int:pk>/surat.pdf", care.letter, name="letter"),
    path("layanan/orang/<int:person_id>/nilai/", care.assess, name="assess"),
    path("layanan/orang/<int:person_id>/pantau/", safety.watch, name="watch"),
    path("layanan/orang/<int:person_id>/usaha/", living.wish, name="wish"),
    path("layanan/pantauan/<int:pk>/akhiri", safety.end_watch, name="end_watch"),
    path("layanan/telepon/", safety.calls, name="calls"),
    path("layanan/telepon/susun", safety.plan, name="plan_contacts"),
    path("layanan/telepon/<int:pk>/", safety.call, name="call"),
    path("layanan/kunjungan/", safety.visits, name="visits"),
    path("layanan/kunjungan/peristiwa", safety.life_events, name="life_events"),
    path("layanan/kunjungan/<int:pk>/", safety.visit, name="visit"),
    path("layanan/peringatan/", alerts.alerts, name="alerts"),
    path("layanan/peringatan/berkas", alerts.read, name="read_alert"),
    path("layanan/peringatan/<int:pk>/", alerts.alert, name="alert"),
    path("layanan/peringatan/<int:pk>/cabut", alerts.cancel, name="cancel_alert"),
    path("layanan/peringatan/teruskan", alerts.escalate, name="escalate"),
    path("layanan/usaha/", living.activities, name="activities"),
    path("layanan/usaha/<int:pk>/", living.activity, name="activity"),
    path("layanan/usaha/<int:pk>/perlu", living.need, name="need"),
    path("layanan/usaha/<int:pk>/panen", living.harvest, name="harvest"),
    path("layanan/usaha/<int:pk>/berhenti", living.end, name="end_activity"),
    path("layanan/perlu/<int:pk>/rencana", living.give_by_plan, name="give_by_plan"),
    path("layanan/perlu/<int:pk>/gudang", living.ask_goods, name="ask_goods"),
    path("layanan/panen/<int:pk>/foto", living.photo, name="photo"),
    path("layanan/angkatan/", tracks.cohorts, name="cohorts"),
    path("layanan/angkatan/jurusan", tracks.new_major, name="new_major"),
    path("layanan/angkatan/<int:pk>/", tracks.cohort, name="cohort"),
    path("layanan/angkatan/<int:pk>/peserta", tracks.join, name="join"),
    path("layanan/angkatan/<int:pk>/hadir", tracks.attendance, name="attendance"),
    path("layanan/angkatan/bayar", tracks.pay, name="pay_start_ups"),
    path("layanan/peserta/<int:pk>/", tracks.place, name="place"),
    path("layanan/peserta/<int:pk>/<slug:act>", tracks.act, name="place_act"),
    path("layanan/bantuan-awal/<int:pk>", tracks.decide, name="decide_start_up"),
]
