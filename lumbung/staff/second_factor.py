"""The second factor: one-time codes by time (RFC 6238), set up by the person or, for demonstrations, by the system."""

import base64
import hmac
import struct
import time
from datetime import datetime
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto
from lumbung.core.actors import acting
from lumbung.core.logs import scrub
from lumbung.core.refusals import NotFound
from lumbung.staff.models import User

SECONDS = 30
DIGITS = 6
JUST_NOW = 300


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Nama pengguna atau kata sandi salah. Periksa, lalu coba lagi."),
        "enter_current_password": _("Kata sandi sekarang salah. Tulis sekali lagi."),
        "incorrect_password": _("Kata sandi salah. Tulis sekali lagi."),
        "too_many_login_attempts": _("Terlalu banyak percobaan masuk. Tunggu 15 menit, lalu coba lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Signing in is an act of one's own, and told as such by the trail."""
        with acting(user, via="web"):
            super().login(request, user)

    def set_password(self, user: User, password: str) -> None:
        """A password that the person chose is no longer temporary."""
        user.set_password(password)
        user.password_is_temporary = False
        user.save(update_fields=["password", "password_is_temporary"])

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The password once more before touching the second factor, except right after signing in."""
        signed_in = get_authentication_records(self.request, self.request.user)
        just_now = bool(signed_in) and time.time() - signed_in[-1]["at"] < JUST_NOW
        return not just_now and has_second_factor(self.request.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to work, or to the next first step."""
        return reverse("staff:account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the shared secret encrypted and draws its QR code."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode salah atau sudah lewat. Tulis kode yang tampil sekarang."),
        "cannot_delete_authenticator": _("Kode kedua tidak bisa dilepas sendiri. Minta administrator."),
    }

    def encrypt(self, text: str) -> str:
        """As every secret at rest."""
        return crypto.encrypt(text) or ""

    def decrypt(self, encrypted_text: str) -> str:
        """Back to the shared secret."""
        return crypto.decrypt(encrypted_text) or ""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Never by oneself: an administrator resets the sign-in of somebody who lost the telephone."""
        return False

    def build_totp_svg(self, url: str) -> str:
        """The address of the secret as a QR code."""
        return segno.make(url, error="m").svg_inline(scale=5, border=2, dark="#241D16", light="#FFFEFB")


def tried_username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whose account somebody tries to open; the count of mistakes goes by it. A number of a person is not kept."""
    tried = str((credentials or {}).get("username") or request.POST.get("login", ""))
    return scrub(tried.strip().lower())


def has_second_factor(user: User) -> bool:
    """Whether the account asks for a code at sign-in."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def set_second_factor(*, user: User, secret: str) -> None:
    """Set up the account with a secret (base32) that is known already, as demonstration accounts are."""
    sealed = SecondFactorAdapter().encrypt(secret)
    Authenticator.objects.update_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": sealed}}
    )


def secret_of(user: User) -> str:
    """The shared secret of an account; raises NotFound when none is set up."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if found is None:
        raise NotFound(user)
    return SecondFactorAdapter().decrypt(found.data["secret"])


def code_of(secret: str, *, at: datetime) -> str:
    """The code that an authenticator shows at that moment."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at.timestamp()) // SECONDS), "sha1")
    place = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)
