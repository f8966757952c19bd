"""Plain forms: what is asked to start a run and to prepare a cycle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.law import BadPeriod, Period
from lumbung.payments import queries as payments
from lumbung.programmes import kinds, words


class RunForm(forms.Form):
    """Which programme, for which day, where."""

    kind = forms.ChoiceField(label=_("Program"))
    on = forms.DateField(
        label=_("Hari penetapan"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        help_text=_("Tahun-bulan-hari, misalnya 2026-01-10. Angka dan umur dihitung pada hari ini."),
        error_messages={"invalid": _("Tulis hari sebagai tahun-bulan-hari, misalnya 2026-01-10.")},
    )
    region_code = forms.CharField(
        label=_("Kode wilayah"), required=False, help_text=_("Misalnya 33.23. Kosong berarti seluruh wilayah Anda.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, kinds.find(name).words["full_title"][words.language()]) for name in kinds.names()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class CycleForm(forms.Form):
    """For which period, and from which fund."""

    period = forms.CharField(
        label=_("Masa"), help_text=_("2026-03 untuk satu bulan, 2026-B2 untuk dua bulan, 2026-Q1 untuk triwulan.")
    )
    fund = forms.TypedChoiceField(label=_("Dana"), coerce=int)
    hold_back = forms.BooleanField(
        label=_("Tahan dulu keluarga dengan temuan audit yang belum diselesaikan"),
        required=False,
        help_text=_("Tanpa ini, siklus tidak disusun selama ada temuan seperti itu di antara penerimanya."),
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not payments.funds(viewer=viewer).exists():
            self.fields["fund"].help_text = _("Belum ada dana. Minta bendahara membukanya lebih dulu.")
        self.fields["fund"].choices = [(fund.pk, str(fund)) for fund in payments.funds(viewer=viewer)]  # type: ignore[attr-defined]

    def clean_period(self) -> str:
        """The period as the house writes it."""
        try:
            return str(Period.of(self.cleaned_data["period"]))
        except BadPeriod:
            raise forms.ValidationError(
                _("Tulis masa seperti 2026-03 (bulan), 2026-B2 (dua bulan), atau 2026-Q1 (triwulan).")
            ) from None
