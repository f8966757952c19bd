"""What people fill in along the chain: a document's number, an answer about accounts, a repair, a list of words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.payments.forms import LARGEST
from lumbung.payments.models import StageEvent


class DocumentForm(forms.Form):
    """SPM or SP2D."""

    stage = forms.ChoiceField(
        label=_("Surat"), choices=[(stage.value, stage.label) for stage in StageEvent.WITH_DOCUMENT]
    )
    number = forms.CharField(label=_("Nomor surat"), max_length=60)
    on = forms.DateField(label=_("Tanggal surat"), widget=forms.DateInput(attrs={"type": "date"}))


class _FileForm(forms.Form):
    def clean_file(self) -> object:
        """A list larger than half a gigabyte is taken in by command."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Berkas ini lebih dari 512 MB. Masukkan dengan perintah."))
        return file


class CheckAnswerForm(_FileForm):
    """A bank's answer about accounts."""

    file = forms.FileField(
        label=_("Jawaban bank tentang rekening"),
        help_text=_("CSV dengan baris pertama: rujukan; hasil_rekening; alasan; tanggal."),
        error_messages={"required": _("Pilih berkas dulu."), "empty": _("Berkas ini kosong.")},
    )


class WordsForm(_FileForm):
    """A list of status words."""

    file = forms.FileField(
        label=_("Daftar kata status"),
        help_text=_("CSV dengan kolom: nomor_kk, program, status, tanggal."),
        error_messages={"required": _("Pilih berkas dulu."), "empty": _("Berkas ini kosong.")},
    )


class RepairForm(forms.Form):
    """How an account was put right."""

    how = forms.CharField(
        label=_("Bagaimana rekening ini diperbaiki?"),
        max_length=300,
        error_messages={"required": _("Tulis bagaimana rekening itu diperbaiki.")},
    )
