"""Addresses of signing in, of one's own account, of accounts of others, and of the audit trail."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import include, path
from django.views.generic import RedirectView

from lumbung.staff.views import administration, audit, nights, own

staff_patterns = [
    path("akun/", own.account, name="account"),
    path("akun/tampilan", own.save_preferences, name="save_preferences"),
    path("akun/keluar-semua", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("akun/kunci", own.issue_token, name="issue_token"),
    path("akun/kunci/<int:token_id>/cabut", own.revoke_token, name="revoke_token"),
    path("akun/pernyataan", own.declare, name="declare"),
    path("petugas/", administration.accounts, name="accounts"),
    path("petugas/baru", administration.open_account, name="open_account"),
    path("petugas/<int:user_id>/", administration.person, name="person"),
    path("petugas/<int:user_id>/peran", administration.assign, name="assign"),
    path("petugas/<int:user_id>/hentikan", administration.end, name="end"),
    path("petugas/<int:user_id>/atur-ulang", administration.reset, name="reset"),
    path("jejak/", audit.events, name="audit"),
    path("jejak/<str:table>/<str:record_id>/", audit.record, name="record_history"),
    path("malam/", nights.turns, name="nights"),
    path("malam/jalankan", nights.run, name="run_night"),
]

urlpatterns = [
    path("", include((staff_patterns, "staff"))),
    path("akun/masuk/", account.login, name="account_login"),
    path("akun/keluar/", account.logout, name="account_logout"),
    path("akun/dihentikan/", account.account_inactive, name="account_inactive"),
    path("akun/daftar/", account.signup, name="account_signup"),
    path("akun/pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/kata-sandi/", account.password_change, name="account_change_password"),
    path("akun/kode/kedua/", RedirectView.as_view(pattern_name="staff:account"), name="mfa_index"),
    path("akun/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("akun/kode/pastikan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("akun/kode/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("akun/kode/terpasang/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("akun/kode/cadangan/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/kode/cadangan/baru/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
