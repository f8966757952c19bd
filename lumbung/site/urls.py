"""All addresses. Each context brings its own `urls.py`; only this place knows them all."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from lumbung.site import views
from lumbung.site.api import api

handler404 = "lumbung.site.views.not_there"
urlpatterns = [
    path("", views.home, name="home"),
    path("bahasa/", views.choose_language, name="choose_language"),
    path("tampilan/", views.choose_theme, name="choose_theme"),
    path("api/v1/", api.urls),
    *(
        path("", include(f"lumbung.{name}.urls"))
        for name in settings.CONTEXTS
        if name != "site" and find_spec(f"lumbung.{name}.urls")
    ),
]
