"""Addresses of proposals, meetings, letters and dockets."""

from django.urls import path

from lumbung.proposals.views import dockets, lists, meetings, proposal

app_name = "proposals"
urlpatterns = [
    path("usulan/", lists.proposals, name="proposals"),
    path("usulan/antrean/", lists.queue, name="queue"),
    path("usulan/antrean/<slug:act>", lists.act_on_chosen, name="act_on_chosen"),
    path("usulan/gugurkan", dockets.lapse, name="lapse"),
    path("usulan/peringkat-ulang", dockets.rerank, name="rerank"),
    path("usulan/keluarga/<int:family_id>/", proposal.new, name="new"),
    path("usulan/<int:pk>/", proposal.proposal, name="proposal"),
    path("usulan/<int:pk>/langkah/<slug:act>", proposal.act, name="act"),
    path("usulan/<int:pk>/bukti", proposal.add_paper, name="add_paper"),
    path("bukti/<int:pk>/", proposal.paper, name="paper"),
    path("musyawarah/", meetings.meetings, name="meetings"),
    path("musyawarah/baru/", meetings.new, name="new_meeting"),
    path("musyawarah/<int:pk>/", meetings.meeting, name="meeting"),
    path("musyawarah/<int:pk>/hadir", meetings.note_attendance, name="note_attendance"),
    path("musyawarah/<int:pk>/keputusan", meetings.decide, name="decide"),
    path("musyawarah/<int:pk>/berkas", meetings.add_paper, name="add_meeting_paper"),
    path("musyawarah/<int:pk>/acara", meetings.refill, name="refill"),
    path("musyawarah/<int:pk>/tutup", meetings.close, name="close_meeting"),
    path("musyawarah/<int:pk>/batal", meetings.cancel, name="cancel_meeting"),
    path("sptjm/baru/", meetings.new_letter, name="new_letter"),
    path("sptjm/<int:pk>/", meetings.letter, name="letter"),
    path("berita-acara/", dockets.dockets, name="dockets"),
    path("berita-acara/<int:pk>/", dockets.docket, name="docket"),
    path("berita-acara/<int:pk>/<slug:act>", dockets.act_on_docket, name="act_on_docket"),
]
