"""Addresses of partners, payouts, and messages to telephones."""

from django.urls import path

from lumbung.exchange import message_views, views

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
    path("uji-petik/pesan/", message_views.sendings, name="sendings"),
    path("uji-petik/pesan/<int:pk>/", message_views.sending, name="sending"),
    path("uji-petik/pesan/<int:pk>/kirim", message_views.send, name="send_messages"),
    path("gerbang-pesan/kabar", message_views.told_by_gateway, name="message_events"),
]
