"""Addresses of the desk: needs, referrals, answers, the directory, escalations, figures."""

from django.urls import path

from lumbung.referrals.views import acts, answers, desk, directory, papers, referrals

app_name = "referrals"
urlpatterns = [
    path("meja-rujukan/", desk.desk, name="desk"),
    path("meja-rujukan/baru/", desk.new, name="new"),
    path("meja-rujukan/ingatkan", acts.remind, name="remind"),
    path("meja-rujukan/angka/", desk.figures, name="figures"),
    path("meja-rujukan/eskalasi/", desk.escalations, name="escalations"),
    path("meja-rujukan/eskalasi/<int:pk>", acts.decide_escalation, name="decide_escalation"),
    path("meja-rujukan/kebutuhan/<int:pk>/", desk.need, name="need"),
    path("meja-rujukan/kebutuhan/<int:pk>/rujuk/", referrals.refer, name="refer"),
    path("meja-rujukan/kebutuhan/<int:pk>/selesai", acts.solve, name="solve"),
    path("meja-rujukan/kebutuhan/<int:pk>/tutup", acts.close, name="close"),
    path("meja-rujukan/kebutuhan/<int:pk>/naik", acts.escalate, name="escalate"),
    path("meja-rujukan/kebutuhan/<int:pk>/pembaca", acts.set_readers, name="set_readers"),
    path("meja-rujukan/persetujuan/<int:pk>/cabut", acts.withdraw_consent, name="withdraw_consent"),
    path("meja-rujukan/masuk/", answers.received, name="received"),
    path("meja-rujukan/masuk/<int:pk>/", answers.answer, name="answer"),
    path("meja-rujukan/direktori/", directory.institutions, name="institutions"),
    path("meja-rujukan/direktori/baru/", directory.new, name="new_institution"),
    path("meja-rujukan/direktori/impor/", directory.take_in, name="import_directory"),
    path("meja-rujukan/direktori/<int:pk>/", directory.change, name="institution"),
    path("meja-rujukan/direktori/<int:pk>/buka", directory.set_open, name="set_open"),
    path("meja-rujukan/<int:pk>/", referrals.referral, name="referral"),
    path("meja-rujukan/<int:pk>/balasan/", referrals.reply, name="reply"),
    path("meja-rujukan/<int:pk>/persetujuan/", referrals.consent, name="consent"),
    path("meja-rujukan/<int:pk>/tambah", acts.give_more, name="give_more"),
    path("meja-rujukan/<int:pk>/tarik", acts.withdraw, name="withdraw"),
    path("meja-rujukan/<int:pk>/dibaca", acts.read_result, name="read_result"),
    path("meja-rujukan/<int:pk>/surat.pdf", papers.letter, name="letter"),
    path("meja-rujukan/<int:pk>/surat-warga.pdf", papers.slip, name="slip"),
]
