"""Addresses of cases: lists, one case, its acts; conferences and waves."""

from django.urls import path

from lumbung.cases.views import acts, care, cases, conferences

app_name = "cases"
urlpatterns = [
    path("kasus/", cases.cases, name="cases"),
    path("kasus/baru/", cases.new, name="new"),
    path("kasus/darurat/", care.break_glass, name="break_glass"),
    path("kasus/darurat/<int:pk>", acts.review_glass, name="review_glass"),
    path("kasus/mendesak/<int:pk>", acts.finish_urgent_task, name="finish_urgent_task"),
    path("kasus/kontak/<int:pk>", acts.note_contact, name="note_contact"),
    path("kasus/tim/<int:pk>", acts.remove_member, name="remove_member"),
    path("kasus/persetujuan/<int:pk>", acts.withdraw_consent, name="withdraw_consent"),
    path("kasus/<int:pk>/", cases.case, name="case"),
    path("kasus/<int:pk>/selesai", acts.finish_step, name="finish_step"),
    path("kasus/<int:pk>/lewati", acts.skip_step, name="skip_step"),
    path("kasus/<int:pk>/rahasia", acts.set_secret, name="set_secret"),
    path("kasus/<int:pk>/berhenti", acts.withdraw_case, name="withdraw_case"),
    path("kasus/<int:pk>/persetujuan/", care.agree, name="agree"),
    path("kasus/<int:pk>/kesepakatan.pdf", care.agreement, name="agreement"),
    path("kasus/<int:pk>/cara/", care.change_mode, name="change_mode"),
    path("kasus/<int:pk>/tim/<slug:place>/", care.team, name="team"),
    path("kasus/<int:pk>/terminasi/", care.end, name="end"),
    path("kasus/<int:pk>/pembahasan/", conferences.put_case, name="put_case"),
    path("pembahasan/", conferences.conferences, name="conferences"),
    path("pembahasan/baru/", conferences.plan, name="plan_conference"),
    path("pembahasan/<int:pk>/", conferences.conference, name="conference"),
    path("pembahasan/<int:pk>/peserta", conferences.seat, name="seat"),
    path("pembahasan/<int:pk>/tutup", conferences.close, name="close_minutes"),
    path("pembahasan/<int:pk>/berita-acara.pdf", conferences.minutes, name="minutes"),
    path("pembahasan/putusan/<int:pk>/", conferences.decide, name="decide"),
    path("gelombang/baru/", conferences.new_wave, name="new_wave"),
    path("gelombang/<int:pk>/", conferences.wave, name="wave"),
    path("gelombang/<int:pk>/panggil", conferences.call_up, name="call_up"),
    path("gelombang/<int:pk>/panggilan.pdf", conferences.call_list, name="call_list"),
]
