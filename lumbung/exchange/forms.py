"""What people fill in: a partner, the last day of a key, a channel to pay."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PartnerForm(forms.Form):
    """An agency whose program may ask for payments."""

    name = forms.CharField(label=_("Nama lembaga"), max_length=120)
    source_bb = forms.CharField(
        label=_("Pengenal sistem (SourceBBID)"), max_length=12, help_text=_("Tepat 12 huruf atau angka, dari mitra.")
    )
    key = forms.CharField(
        label=_("Nama pendek program"),
        max_length=30,
        help_text=_("Huruf kecil, misalnya zakat. Menjadi nama program dan akun mesinnya."),
    )
    fund_id = forms.TypedChoiceField(
        label=_("Dana"), coerce=int, help_text=_("Mitra hanya bisa membayar dari dana ini, di wilayah dana ini.")
    )

    def __init__(self, *given: Any, funds: list[tuple[str, str]], **told: Any) -> None:
        super().__init__(*given, **told)
        self.fields["fund_id"].choices = funds  # type: ignore[attr-defined]


class KeyForm(forms.Form):
    """Until when a key opens the door."""

    expires_on = forms.DateField(
        label=_("Berlaku sampai"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Paling lama satu tahun."),
    )


class VouchersForm(forms.Form):
    """What a partner may give out."""

    limit = forms.IntegerField(
        label=_("Nilai kupon paling banyak"),
        min_value=0,
        max_value=10**15,
        help_text=_("Rupiah, untuk semua kupon yang belum dipakai. Tulis 0 untuk menutup kupon."),
    )
    days = forms.IntegerField(
        label=_("Masa berlaku kupon, hari"),
        min_value=1,
        max_value=366,
        help_text=_("Sesudahnya uangnya kembali ke dana."),
    )


class PayoutForm(forms.Form):
    """A channel of a released cycle."""

    channel = forms.ChoiceField(label=_("Siklus dan bank"), widget=forms.RadioSelect)

    def __init__(self, *given: Any, choices: list[tuple[str, str]], **told: Any) -> None:
        super().__init__(*given, **told)
        self.fields["channel"].choices = choices  # type: ignore[attr-defined]

    def clean_channel(self) -> tuple[int, str]:
        """The cycle and the channel."""
        cycle_id, _colon, channel = self.cleaned_data["channel"].partition(":")
        return int(cycle_id), channel


def a_year_from(today: date) -> date:
    """What a key is given where nobody says otherwise."""
    return date.fromordinal(today.toordinal() + 180)
