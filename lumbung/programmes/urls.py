"""Addresses of programmes."""

from django.urls import path

from lumbung.programmes import control_pages, scenario_views, views

app_name = "programmes"
urlpatterns = [
    path("penetapan/", views.runs, name="runs"),
    path("penetapan/mulai", views.start, name="start"),
    path("penetapan/<int:pk>/", views.run, name="run"),
    path("penetapan/<int:pk>/kemajuan", views.progress, name="progress"),
    path("penetapan/<int:pk>/hentikan", views.abandon, name="abandon"),
    path("penetapan/<int:pk>/siklus", views.prepare, name="prepare"),
    path("penetapan/<int:pk>/segel", views.verify, name="verify"),
    path("penetapan/<int:pk>/keluarga/", views.families, name="families"),
    path("penetapan/<int:pk>/keluarga/<int:family_id>/", views.why, name="why"),
    path("penetapan/<int:pk>/ditahan/", control_pages.held, name="held"),
    path("temuan/", control_pages.report, name="findings"),
    path("temuan/periksa", control_pages.check, name="check_controls"),
    path("temuan/<int:pk>/", control_pages.finding, name="finding"),
    path("temuan/<int:pk>/jelaskan", control_pages.explain, name="explain_finding"),
    path("temuan/<int:pk>/alihkan", control_pages.hand_over, name="hand_over_finding"),
    path("temuan/<int:pk>/sahkan", control_pages.settle, name="settle_finding"),
    path("temuan/<int:pk>/kembalikan", control_pages.give_back, name="return_finding"),
    path("penetapan/<int:pk>/rancangan", scenario_views.attempt, name="attempt"),
    path("skenario/", scenario_views.scenarios, name="scenarios"),
    path("skenario/<int:pk>/", scenario_views.scenario, name="scenario"),
    path("skenario/<int:pk>/kemajuan", scenario_views.progress, name="scenario_progress"),
    path("skenario/<int:pk>/keluarga/", scenario_views.families, name="scenario_families"),
    path("program/<slug:name>/", views.kind, name="kind"),
    path("keluarga/<int:family_id>/tetapkan/<slug:name>", views.decide_family, name="decide_family"),
]
