"""Addresses of plans, sessions, workload and results."""

from django.urls import path

from lumbung.cases.views import plans, sessions, workload

urlpatterns = [
    path("kasus/<int:case_id>/rencana/", plans.plan_of_case, name="plan"),
    path("kasus/<int:case_id>/rencana/susun/", plans.draft, name="draft_plan"),
    path("kasus/<int:case_id>/rencana/pemberian", plans.give, name="give"),
    path("kasus/<int:case_id>/pertemuan/baru/", sessions.book, name="book"),
    path("kasus/rencana/<int:pk>/tujuan/", plans.add_goal, name="add_goal"),
    path("kasus/rencana/<int:pk>/ajukan", plans.submit, name="submit_plan"),
    path("kasus/rencana/<int:pk>/putusan", plans.decide, name="decide_plan"),
    path("kasus/rencana/<int:pk>/batal", plans.withdraw, name="withdraw_plan"),
    path("kasus/rencana/<int:pk>/cetak/", plans.paper, name="plan_paper"),
    path("kasus/tujuan/<int:pk>/hapus", plans.drop_goal, name="drop_goal"),
    path("kasus/tujuan/<int:pk>/kemajuan", plans.note_progress, name="note_progress"),
    path("kasus/pemberian/bayar/", plans.pay_aids, name="pay_aids"),
    path("kasus/pemberian/<int:pk>/batal", plans.cancel_aid, name="cancel_aid"),
    path("kasus/pertemuan/", sessions.week, name="week"),
    path("kasus/pertemuan/kelompok/", sessions.book_group, name="book_group"),
    path("kasus/pertemuan/<int:pk>/", sessions.session, name="session"),
    path("kasus/pertemuan/<int:pk>/batal", sessions.cancel, name="cancel_session"),
    path("kasus/pertemuan/<int:pk>/catatan/<int:case_id>/", sessions.note, name="note"),
    path("kasus/hari/", workload.day, name="day"),
    path("kasus/beban/", workload.loads, name="loads"),
    path("kasus/beban/<int:pk>/", workload.worker, name="worker"),
    path("kasus/supervisi/<int:pk>/dibaca", workload.see_supervision, name="see_supervision"),
    path("kasus/supervisi/kesepakatan/<int:pk>", workload.finish_point, name="finish_point"),
    path("kasus/alih-tugas/<int:pk>/", workload.move, name="move"),
    path("kasus/alih-tugas/<int:pk>/dibaca", workload.read_move, name="read_move"),
    path("kasus/hasil/", workload.results, name="results"),
]
