"""What is filled in for a sample: how sure it has to be, and what a recipient says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.payments.models import Sample, SampleEntry

_RUPIAH: dict[str, Any] = {"required": False, "min_value": 0, "max_value": 10**12}


class DrawForm(forms.Form):
    """Margin, confidence, seed and way."""

    margin = forms.DecimalField(
        label=_("Batas kesalahan (persen)"), min_value=0, max_value=25, decimal_places=2, localize=True
    )
    confidence = forms.DecimalField(
        label=_("Tingkat kepercayaan (persen)"), min_value=80, max_value=100, decimal_places=2, localize=True
    )
    way = forms.ChoiceField(
        label=_("Cara bertanya"),
        choices=Sample.Way.choices,
        widget=forms.RadioSelect,
        initial=Sample.Way.VISIT,
        help_text=_("Pesan ditulis di sini dan dikirim sendiri; belum ada gerbang SMS. Yang tanpa telepon dikunjungi."),
    )
    seed = forms.CharField(
        label=_("Benih pengundian"), max_length=60, help_text=_("Dicatat, supaya siapa pun bisa mengundi ulang.")
    )

    def told(self) -> dict[str, Any]:
        """As the action takes it: hundredths of a percent."""
        given = self.cleaned_data
        return {
            "margin_bp": int(given["margin"] * 100),
            "confidence_bp": int(given["confidence"] * 100),
            "seed": given["seed"],
            "way": given["way"],
        }


class AnswerForm(forms.Form):
    """Received? How much, when? A cut? Who keeps the card?"""

    received = forms.ChoiceField(
        label=_("Apakah uangnya sudah diterima?"), choices=SampleEntry.Received.choices, widget=forms.RadioSelect
    )
    amount = forms.IntegerField(label=_("Berapa rupiah yang diterima?"), **_RUPIAH)
    received_on = forms.DateField(
        label=_("Kapan diterima?"),
        required=False,
        help_text=_("Tahun-bulan-tanggal."),
        widget=forms.DateInput(format="%Y-%m-%d"),
    )
    cut = forms.IntegerField(
        label=_("Berapa potongan atau biaya yang diminta?"), help_text=_("Nol bila tidak ada."), **_RUPIAH
    )
    held_by = forms.ChoiceField(
        label=_("Siapa yang memegang kartunya?"),
        required=False,
        choices=[("", _("Tidak ditanyakan")), *SampleEntry.Holder.choices],
    )
    said = forms.CharField(
        label=_("Kata penerima"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswersForm(forms.Form):
    """A sheet of answers."""

    file = forms.FileField(
        label=_("Lembar jawaban"),
        help_text=_("CSV dengan kolom nomor, diterima, jumlah, tanggal, potongan, pemegang_kartu, kata_penerima."),
    )
