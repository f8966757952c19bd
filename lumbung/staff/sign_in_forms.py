"""The forms of signing in, with our words on the fields of the sign-in library."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

CODE = _("Enam angka dari aplikasi pembuat kode")


class OurWords(forms.Form):
    """Labels instead of placeholders, which vanish while one writes."""

    words: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            if name == "code":
                field.widget.attrs["inputmode"] = "numeric"


class SignIn(OurWords, account.LoginForm):
    """User name and password."""

    words = {"login": _("Nama pengguna"), "password": _("Kata sandi")}


class ChangePassword(OurWords, account.ChangePasswordForm):
    """The old password, and the new one twice."""

    words = {
        "oldpassword": _("Kata sandi sekarang"),
        "password1": _("Kata sandi baru"),
        "password2": _("Kata sandi baru sekali lagi"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Paling sedikit 12 huruf, angka, atau tanda. Kalimat pendek lebih baik.")


class PasswordAgain(OurWords, account.ReauthenticateForm):
    """The password once more."""

    words = {"password": _("Kata sandi")}


class Code(OurWords, mfa.AuthenticateForm):
    """The code after the password."""

    words = {"code": CODE}


class CodeAgain(OurWords, mfa.ReauthenticateForm):
    """The code once more."""

    words = {"code": CODE}


class FirstCode(OurWords, totp.ActivateTOTPForm):
    """The first code of a new second factor."""

    words = {"code": CODE}
