"""Addresses of the desk: needs, referrals, answers, the directory, escalations, figures."""

from django.urls import path

from lumbung.referrals.views import acts, answers, desk, directory, papers, referrals

app_name = "referrals"
urlpatterns = [
    path("rujukan/", desk.desk, name="desk"),
    path("rujukan/baru/", desk.new, name="new"),
    path("rujukan/angka/", desk.figures, name="figures"),
    path("rujukan/eskalasi/", desk.escalations, name="escalations"),
    path("rujukan/eskalasi/<int:pk>", acts.decide_escalation, name="decide_escalation"),
    path("rujukan/kebutuhan/<int:pk>/", desk.need, name="need"),
    path("rujukan/kebutuhan/<int:pk>/rujuk/", referrals.refer, name="refer"),
    path("rujukan/kebutuhan/<int:pk>/selesai", acts.solve, name="solve"),
    path("rujukan/kebutuhan/<int:pk>/tutup", acts.close, name="close"),
    path("rujukan/kebutuhan/<int:pk>/naik", acts.escalate, name="escalate"),
    path("rujukan/kebutuhan/<int:pk>/pembaca", acts.set_readers, name="set_readers"),
    path("rujukan/persetujuan/<int:pk>/cabut", acts.withdraw_consent, name="withdraw_consent"),
    path("rujukan/masuk/", answers.received, name="received"),
    path("rujukan/masuk/<int:pk>/", answers.answer, name="answer"),
    path("rujukan/direktori/", directory.institutions, name="institutions"),
    path("rujukan/direktori/baru/", directory.new, name="new_institution"),
    path("rujukan/direktori/impor/", directory.take_in, name="import_directory"),
    path("rujukan/direktori/<int:pk>/", directory.change, name="institution"),
    path("rujukan/direktori/<int:pk>/buka", directory.set_open, name="set_open"),
    path("rujukan/<int:pk>/", referrals.referral, name="referral"),
    path("rujukan/<int:pk>/balasan/", referrals.reply, name="reply"),
    path("rujukan/<int:pk>/persetujuan/", referrals.consent, name="consent"),
    path("rujukan/<int:pk>/tambah", acts.give_more, name="give_more"),
    path("rujukan/<int:pk>/tarik", acts.withdraw, name="withdraw"),
    path("rujukan/<int:pk>/dibaca", acts.read_result, name="read_result"),
    path("rujukan/<int:pk>/surat.pdf", papers.letter, name="letter"),
    path("rujukan/<int:pk>/surat-warga.pdf", papers.slip, name="slip"),
]
