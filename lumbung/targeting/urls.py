"""Addresses of targeting."""

from django.urls import path

from lumbung.targeting import views

app_name = "targeting"
urlpatterns = [
    path("peringkat/", views.home, name="home"),
    path("peringkat/<int:pk>/pergeseran/", views.movements, name="movements"),
    path("peringkat/nilai", views.score, name="score"),
    path("peringkat/nilai/<int:pk>/", views.job, name="job"),
    path("peringkat/model/", views.models, name="models"),
    path("peringkat/model/latih", views.train, name="train"),
    path("peringkat/model/acuan", views.refer_to_registry, name="refer_to_registry"),
    path("peringkat/model/<int:pk>/", views.model, name="model"),
    path("peringkat/model/<int:pk>/aktifkan", views.activate, name="activate"),
    path("peringkat/kuota/", views.quotas, name="quotas"),
    path("peringkat/kuota/tetapkan", views.set_quota, name="set_quota"),
]
