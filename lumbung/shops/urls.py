"""Addresses of shops, tills, vouchers, settlements and signals."""

from django.urls import path

from lumbung.shops.views import settlements, shops, signals, till, vouchers

app_name = "shops"
urlpatterns = [
    path("toko/", shops.shops, name="shops"),
    path("toko/baru/", shops.new, name="new"),
    path("toko/<int:pk>/", shops.shop, name="shop"),
    path("toko/<int:pk>/langkah/<slug:act>/", shops.step, name="step"),
    path("toko/<int:pk>/harga/", shops.price, name="price"),
    path("toko/<int:pk>/penjaga/", shops.attendant, name="attendant"),
    path("toko/<int:pk>/kunci/", shops.key, name="key"),
    path("penjaga-toko/<int:pk>/akhiri/", shops.end_attendant, name="end_attendant"),
    path("toko/barang/", shops.permitted, name="goods"),
    path("toko/barang/harga-acuan/", shops.reference, name="reference"),
    path("kasir/<int:pk>/", till.till, name="till"),
    path("belanja/<int:pk>/", till.purchase, name="purchase"),
    path("belanja/<int:pk>/kembali/", till.give_back, name="give_back"),
    path("kupon/", till.redemptions, name="redemptions"),
    path("kupon/unggah/", till.upload, name="upload"),
    path("kupon/kartu/<int:pk>/", vouchers.card, name="card"),
    path("kupon/kartu/<int:pk>/kode/", vouchers.code, name="code"),
    path("kupon/kartu/<int:pk>/buku/", vouchers.new_book, name="new_book"),
    path("kupon/buku/<int:pk>/", vouchers.book, name="book"),
    path("pelunasan/", settlements.settlements, name="settlements"),
    path("pelunasan/siapkan/", settlements.prepare, name="prepare"),
    path("pelunasan/<int:pk>/", settlements.settlement, name="settlement"),
    path("pelunasan/<int:pk>/langkah/<slug:act>/", settlements.step, name="settlement_step"),
    path("pelunasan/<int:pk>/berkas/", settlements.file, name="settlement_file"),
    path("pelunasan/<int:pk>/laporan/", settlements.answer, name="settlement_answer"),
    path("tanda/", signals.report, name="signals"),
    path("tanda/periksa/", signals.look, name="look"),
    path("tanda/<int:pk>/", signals.signal, name="signal"),
    path("tanda/<int:pk>/langkah/<slug:act>/", signals.step, name="signal_step"),
]
