"""Plain forms about families."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """One box for names and numbers. It is posted, so that no number ends up in an address or a log."""

    q = forms.CharField(label=_("Nama, NIK, atau KK"), max_length=120)


class RevealForm(forms.Form):
    """Why somebody needs the full numbers."""

    REASONS = [
        ("match", _("Mencocokkan dengan KTP atau kartu keluarga di depan orangnya")),
        ("correct", _("Memperbaiki nomor yang salah")),
        ("complaint", _("Menindaklanjuti pengaduan")),
        ("payment", _("Menelusuri pembayaran yang gagal")),
    ]
    purpose = forms.ChoiceField(
        label=_("Untuk apa Anda perlu nomor lengkap?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasan melihat nomor lengkap.")},
    )

    def reason(self) -> str:
        """The chosen reason in words, as it is noted."""
        return str(dict(self.REASONS)[self.cleaned_data["purpose"]])
