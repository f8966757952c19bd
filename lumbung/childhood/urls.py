"""Addresses of Dream Start: discovery, starts and their acts, reports of suspected abuse, figures."""

from django.urls import path

from lumbung.childhood.views import acts, discovery, reports, starts

app_name = "childhood"
urlpatterns = [
    path("dreamstart/", starts.starts, name="starts"),
    path("dreamstart/angka/", starts.figures, name="figures"),
    path("dreamstart/penemuan/", discovery.discoveries, name="discoveries"),
    path("dreamstart/penemuan/<int:pk>/", discovery.discovery, name="discovery"),
    path("dreamstart/calon/<int:pk>/", discovery.candidate, name="candidate"),
    path("dreamstart/masuk/", discovery.enter, name="enter"),
    path("dreamstart/<int:pk>/", starts.start, name="start"),
    path("dreamstart/<int:pk>/kebutuhan", acts.note_needs, name="note_needs"),
    path("dreamstart/<int:pk>/layanan", acts.note_service, name="note_service"),
    path("dreamstart/<int:pk>/akhiri", acts.end_start, name="end_start"),
    path("dreamstart/<int:pk>/tutup", acts.close_start, name="close_start"),
    path("dreamstart/<int:pk>/perpanjang", acts.let_stay, name="let_stay"),
    path("dreamstart/kontak/<int:pk>", acts.note_contact, name="note_contact"),
    path("dreamstart/tinjauan/<int:pk>", acts.write_review, name="write_review"),
    path("dreamstart/tinjauan/<int:pk>/tanda-tangan", acts.sign_review, name="sign_review"),
    path("lapor-kekerasan-anak/", reports.tell_us, name="tell_us"),
    path("dreamstart/lapor/", reports.new, name="new_report"),
    path("dreamstart/laporan/", reports.reports, name="reports"),
    path("dreamstart/laporan/<int:pk>/", reports.report, name="report"),
    path("dreamstart/laporan/<int:pk>/putusan", reports.decide, name="decide"),
    path("dreamstart/laporan/<int:pk>/rujukan", reports.tell, name="tell"),
    path("dreamstart/laporan/<int:pk>/saudara/<int:sibling>", reports.look_at, name="look_at"),
    path("dreamstart/laporan/<int:pk>/berkas", reports.keep_paper, name="keep_paper"),
    path("dreamstart/laporan/<int:pk>/garis-waktu", reports.court, name="court"),
    path("dreamstart/laporan/berkas/<int:pk>/", reports.show_paper, name="paper"),
]
