"""Addresses of cases: lists, one case, its acts."""

from django.urls import path

from lumbung.cases.views import acts, cases

app_name = "cases"
urlpatterns = [
    path("kasus/", cases.cases, name="cases"),
    path("kasus/baru/", cases.new, name="new"),
    path("kasus/<int:pk>/", cases.case, name="case"),
    path("kasus/<int:pk>/selesai", acts.finish_step, name="finish_step"),
    path("kasus/<int:pk>/lewati", acts.skip_step, name="skip_step"),
    path("kasus/mendesak/<int:pk>", acts.finish_urgent_task, name="finish_urgent_task"),
]
