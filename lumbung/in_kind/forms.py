"""What people fill in: a request, an assessment, a photo, a hand-over, a visit, a delivery."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.in_kind import kinds, words
from lumbung.in_kind.kinds import NUMBER, Kind
from lumbung.in_kind.models import Evidence, FollowUp, Handover

LONGEST = 1_000


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **more)


class RequestForm(forms.Form):
    """What is asked for, and on whose word."""

    item = forms.ChoiceField(label=_("Barang yang diminta"))
    told_by = forms.CharField(label=_("Nama yang menyampaikan"), max_length=120)
    statement = _words(_("Mengapa diperlukan"), help_text=_("Jangan tulis NIK atau nomor KK."))

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goods = [(one.name, words.said(one.words)) for one in kind.askable()]
        self.fields["item"].choices = goods  # type: ignore[attr-defined]


class AssessmentForm(forms.Form):
    """The questions of a kind for one good, each with its limits."""

    def __init__(self, *args: Any, kind: Kind, item: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in kind.asked_of(item):
            told: dict[str, Any] = {"label": words.said(question.words), "help_text": words.said(question.help)}
            if question.kind == NUMBER:
                told["label"] += f" ({question.unit})"
                field: forms.Field = forms.IntegerField(min_value=question.least, max_value=question.most, **told)
            else:
                choices = [(value, words.said(said)) for value, said in question.choices.items()]
                field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
            self.fields[question.name] = field

    def answers(self) -> dict[str, str]:
        """Every answer as the instrument writes it."""
        return {name: str(value) for name, value in self.cleaned_data.items()}


class EvidenceForm(forms.Form):
    """A photo or a scan."""

    kind = forms.ChoiceField(label=_("Apa yang ditunjukkan"))
    file = forms.FileField(
        label=_("Foto atau hasil pindai"), help_text=_("JPEG, PNG, atau PDF. Tempat dan waktu di dalam foto dihapus.")
    )

    def __init__(self, *args: Any, shows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one, Evidence.Kind(one).label) for one in shows]  # type: ignore[attr-defined]


class SaidForm(forms.Form):
    """One sentence."""

    said = _words(_("Alasan"))


class StepForm(forms.Form):
    """A step that is done."""

    step = forms.ChoiceField(label=_("Langkah yang selesai"), widget=forms.RadioSelect)
    said = forms.CharField(label=_("Catatan"), max_length=LONGEST, required=False)

    def __init__(self, *args: Any, steps: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(one.name, words.said(one.words)) for one in steps]  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """Who received it and how it was signed."""

    receiver = forms.CharField(label=_("Diterima oleh"), max_length=120)
    relation = forms.ChoiceField(label=_("Hubungan dengan penerima bantuan"), choices=Handover.Relation.choices)
    sign = forms.ChoiceField(
        label=_("Cara menandatangani"), choices=[one for one in Handover.Sign.choices if one[0] != Handover.Sign.DRAWN],
        widget=forms.RadioSelect, initial=Handover.Sign.SIGNATURE,
    )  # fmt: skip
    witness = forms.CharField(
        label=_("Nama saksi"),
        max_length=120,
        required=False,
        help_text=_("Wajib untuk cap jempol dan nama yang diketik."),
    )
    drawn = forms.CharField(required=False, widget=forms.HiddenInput)


class VisitForm(forms.Form):
    """What was found at a visit."""

    outcome = forms.ChoiceField(label=_("Yang ditemukan"), choices=FollowUp.Outcome.choices, widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("Alasan"), max_length=LONGEST, required=False, help_text=_("Wajib bila barangnya tidak dipakai baik.")
    )


class _IntoStore(forms.Form):
    """Where goods go."""

    kind = forms.ChoiceField(label=_("Jenis bantuan"))
    region_code = forms.RegexField(
        label=_("Kode wilayah gudang"),
        regex=r"^\d{2}(\.\d{2}){0,2}(\.\d{4})?$",
        error_messages={"invalid": _("Tulis kode seperti 33.23.")},
    )
    store = forms.CharField(label=_("Gudang"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.kind_choices()  # type: ignore[attr-defined]


class DeliveryForm(_IntoStore):
    """One line of a delivery note."""

    item = forms.ChoiceField(label=_("Barang"))
    quantity = forms.IntegerField(label=_("Banyaknya"), min_value=1, max_value=1_000_000, initial=1)
    size = forms.IntegerField(label=_("Ukuran (mm)"), min_value=0, max_value=10_000, required=False)
    supplier = forms.CharField(label=_("Pemasok"), max_length=120)
    batch = forms.CharField(label=_("Partai"), max_length=60, required=False)
    serial = forms.CharField(label=_("Nomor seri"), max_length=60, required=False)
    note = forms.CharField(label=_("Nomor surat jalan"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goods = [
            (one.name, words.said(one.words))
            for name in kinds.names()
            for one in kinds.find(name).items.values()
            if kinds.find(name).of == kinds.PERSON or not one.asked
        ]
        self.fields["item"].choices = goods  # type: ignore[attr-defined]


class StockFileForm(_IntoStore):
    """A list of goods."""

    file = forms.FileField(
        label=_("Daftar barang"),
        help_text=_("CSV atau XLSX dengan kolom barang, pemasok, jumlah; boleh ukuran, partai, nomor_seri."),
    )


class CorrectionForm(forms.Form):
    """A count that differs from the books."""

    difference = forms.IntegerField(
        label=_("Selisih"), min_value=-1_000_000, max_value=1_000_000, help_text=_("Kurang ditulis dengan tanda minus.")
    )
    reason = _words(_("Alasan"))
