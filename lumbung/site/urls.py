"""All addresses. Each context brings its own `urls.py`; only this place knows them all."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.urls")),
]
