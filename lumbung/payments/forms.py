"""What people fill in: a report of a bank, a reason, a fund."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from lumbung.core import files
from lumbung.payments.models import Fund
from lumbung.payments.models.ledger import NATION

LARGEST = 512 * 2**20


def uploaded(file: Any) -> str:
    """Small uploads stay in memory; readers want a path."""
    return (
        file.temporary_file_path()
        if hasattr(file, "temporary_file_path")
        else str(files.path(files.store(file.read())))
    )


class AnswerForm(forms.Form):
    """One report of a bank or of the post."""

    file = forms.FileField(
        label=_("Berkas laporan bank"),
        help_text=_("Pesan pain.002, camt.053, atau camt.054 dari bank (XML), atau berkas menurut susunan penyalur."),
        error_messages={"required": _("Pilih berkas laporan dulu."), "empty": _("Berkas ini kosong.")},
    )

    def clean_file(self) -> object:
        """A report larger than half a gigabyte is taken in by command, not through a browser."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Berkas ini lebih dari 512 MB. Masukkan dengan perintah lumbung cycle read."))
        return file


class LayoutForm(forms.Form):
    """A file to be read by a layout, and which kind of file it is."""

    kind = forms.ChoiceField(label=_("Jenis berkas"))
    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("Berkas dibaca di sini saja: tidak disimpan dan tidak dibukukan."),
        error_messages={"required": _("Pilih berkas dulu."), "empty": _("Berkas ini kosong.")},
    )

    def __init__(self, *given: Any, kinds: list[tuple[str, Any]], **told: Any) -> None:
        super().__init__(*given, **told)
        self.fields["kind"] = forms.ChoiceField(label=_("Jenis berkas"), choices=kinds)

    clean_file = AnswerForm.clean_file


class CodeForm(forms.Form):
    """The text of a card's code, as a telephone reads it."""

    code = forms.CharField(
        label=_("Isi kode QR"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Tempelkan isi kode QR dulu.")},
    )


class FundForm(forms.Form):
    """A fund and the account it is paid from."""

    name = forms.CharField(label=_("Nama dana"), max_length=120)
    source = forms.ChoiceField(label=_("Sumber"), choices=Fund.Source.choices)
    fiscal_year = forms.IntegerField(label=_("Tahun anggaran"), min_value=2017, max_value=2100)
    budget = forms.IntegerField(label=_("Pagu dalam rupiah"), min_value=1, max_value=10**15)
    region_code = forms.RegexField(
        label=_("Kode wilayah"),
        regex=r"^\d{2}(\.\d{2}){0,2}$",
        required=False,
        help_text=_("Kosongkan untuk seluruh Indonesia."),
        error_messages={"invalid": _("Tulis kode seperti 33 atau 33.23.")},
    )
    payer_name = forms.CharField(label=_("Nama pembayar"), max_length=120)
    payer_account = forms.RegexField(
        label=_("Nomor rekening pembayar"),
        regex=r"^\d{6,34}$",
        error_messages={"invalid": _("Tulis nomor rekening dengan angka saja.")},
    )

    def clean_region_code(self) -> str:
        """No code means the nation."""
        return self.cleaned_data["region_code"] or NATION


class CorrectionForm(forms.Form):
    """Why a movement should be undone; of a purchase, how much of it."""

    reason = forms.CharField(
        label=_("Mengapa ini perlu dibetulkan?"),
        max_length=300,
        error_messages={"required": _("Tulis alasannya, supaya yang menandatangani tahu.")},
    )
    amount = forms.IntegerField(
        label=_("Hanya sebagian, dalam rupiah"),
        min_value=1,
        required=False,
        help_text=_("Kosongkan untuk membatalkan seluruhnya."),
    )

    def __init__(self, *args: Any, whole: int, in_parts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if in_parts:
            self.fields["amount"].validators.append(MaxValueValidator(whole))
        else:
            del self.fields["amount"]


class RaiseForm(forms.Form):
    """How much a budget should grow, and why."""

    amount = forms.IntegerField(label=_("Tambahan pagu dalam rupiah"), min_value=1, max_value=10**15)
    reason = forms.CharField(
        label=_("Dasar penambahan"),
        max_length=300,
        help_text=_("Misalnya nomor DIPA revisi."),
        error_messages={"required": _("Tulis alasannya, supaya yang menandatangani tahu.")},
    )


class RevisionForm(forms.Form):
    """Why a cycle is revised, and which families its next version leaves out."""

    reason = forms.CharField(
        label=_("Mengapa siklus ini direvisi?"), max_length=300, error_messages={"required": _("Tulis alasannya dulu.")}
    )
    leave_out = forms.CharField(
        label=_("Nomor keluarga yang tidak ikut"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "inputmode": "numeric"}),
        help_text=_("Satu nomor di setiap baris, seperti pada alamat halaman keluarga. Boleh kosong."),
    )

    def clean_leave_out(self) -> list[int]:
        """The numbers, one a line."""
        words = self.cleaned_data["leave_out"].replace(",", " ").split()
        if not all(word.isdigit() for word in words):
            raise forms.ValidationError(_("Tulis nomor keluarga dengan angka saja, satu di setiap baris."))
        return [int(word) for word in words]
