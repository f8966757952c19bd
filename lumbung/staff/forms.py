"""Plain forms about accounts: dictionaries in, clean values out."""

import datetime as dt

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.regions.models import Region
from lumbung.staff import roles
from lumbung.staff.models import Declaration, User
from lumbung.staff.models.user import USERNAME

NIK_DIGITS = 16


class RoleForm(forms.Form):
    """A role and the region it is bound to."""

    role = forms.ChoiceField(label=_("Peran"), choices=[("", _("Pilih peran")), *roles.choices()])
    region_code = forms.CharField(
        label=_("Kode wilayah"),
        required=False,
        max_length=13,
        help_text=_("Misalnya 33.23 atau 33.23.04.2001. Kosong berarti seluruh Indonesia."),
    )

    def clean_region_code(self) -> str:
        """An area that exists."""
        code = self.cleaned_data["region_code"].strip()
        if code and not Region.objects.in_force().filter(pk=code).exists():
            raise forms.ValidationError(_("Tidak ada wilayah dengan kode ini. Periksa kodenya di daftar wilayah."))
        return code


class AccountForm(RoleForm):
    """A new account."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    username = forms.RegexField(
        label=_("Nama pengguna"),
        regex=USERNAME,
        help_text=_("Huruf kecil, misalnya siti.aminah. Akun dipakai satu orang saja."),
        error_messages={"invalid": _("Tulis 3 sampai 60 huruf kecil, angka, titik, atau garis, mulai dengan huruf.")},
    )
    field_order = ["name", "username", "role", "region_code"]


class PreferencesForm(forms.Form):
    """How pages look for this person."""

    language = forms.ChoiceField(label=_("Bahasa"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Tampilan"), choices=User.Theme.choices, required=False)
    dense_tables = forms.BooleanField(label=_("Tabel rapat"), required=False)


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("Nama program"), max_length=80)
    expires_on = forms.DateField(
        label=_("Berlaku sampai"),
        help_text=_("Tahun-bulan-tanggal, misalnya 2027-06-30. Paling lama satu tahun."),
        initial=lambda: timezone.localdate() + dt.timedelta(days=90),
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": _("Tulis tanggal seperti 2027-06-30.")},
    )


class DeclarationForm(forms.Form):
    """One's own or a relative's identity number, or the card of their family."""

    kind = forms.ChoiceField(label=_("Milik siapa"), choices=Declaration.Kind.choices)
    what = forms.ChoiceField(
        label=_("Nomor apa"),
        choices=[("nik", _("NIK")), ("kk", _("Nomor kartu keluarga"))],
        initial="nik",
        required=False,
    )
    nik = forms.CharField(
        label=_("Nomornya"),
        help_text=_("16 angka. Disimpan terenkripsi, hanya untuk mencegah benturan kepentingan."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_nik(self) -> str:
        """Sixteen digits, however they were grouped."""
        plain = "".join(self.cleaned_data["nik"].split()).replace(".", "").replace("-", "")
        if not plain.isdigit() or len(plain) != NIK_DIGITS:
            raise forms.ValidationError(
                _("Tulis nomor dengan 16 angka. Yang Anda tulis %(digits)s angka."), params={"digits": len(plain)}
            )
        return plain
