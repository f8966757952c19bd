"""Addresses of partners and payouts."""

from django.urls import path

from lumbung.exchange import views

app_name = "exchange"
urlpatterns = [
    path("mitra/", views.partners, name="partners"),
    path("mitra/baru/", views.new_partner, name="new_partner"),
    path("mitra/panggilan/", views.calls, name="calls"),
    path("mitra/<int:pk>/", views.partner, name="partner"),
    path("mitra/<int:pk>/kunci/", views.issue_key, name="issue_key"),
    path("mitra/<int:pk>/kupon/", views.agree_vouchers, name="agree_vouchers"),
    path("mitra/<int:pk>/langkah/<slug:act>/", views.move_partner, name="move_partner"),
    path("mitra/kiriman/<int:pk>/", views.batch, name="batch"),
    path("pembayaran-api/", views.payouts, name="payouts"),
    path("pembayaran-api/mulai/", views.start_payout, name="start_payout"),
    path("pembayaran-api/<int:pk>/", views.payout, name="payout"),
    path("pembayaran-api/<int:pk>/lanjut/", views.go_on, name="go_on"),
]
