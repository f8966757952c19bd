"""What people fill in: a proposal, changed answers, a paper, a meeting and its decisions, a letter, a reason."""

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.proposals import reasons, rules
from lumbung.proposals.models import AgendaItem, Paper, Proposal
from lumbung.proposals.queries import Asked
from lumbung.registry import identity

LONGEST = 1_000
_YES_OR_NO = [("", _("Belum diketahui")), ("true", _("Ya")), ("false", _("Tidak"))]
_COORDINATE: dict[str, Any] = {"required": False, "max_digits": 9, "decimal_places": 6, "localize": True}


def _words(label: Any, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, **more)


class ProposalForm(forms.Form):
    """What everybody is asked, whatever the kind of proposal."""

    channel = forms.ChoiceField(label=_("Siapa yang menyampaikan"), choices=Proposal.Channel.choices)
    told_by = forms.CharField(label=_("Nama yang menyampaikan"), max_length=120)
    statement = _words(
        _("Pernyataannya"),
        help_text=_("Tulis seperti yang diucapkan warga. Jangan tulis NIK atau nomor KK."),
    )

    def __init__(self, *args: Any, kind: str, members: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != Proposal.Kind.UPDATE:
            known = [(name, name.upper()) for name in rules.in_force(on).programmes]
            self.fields["programme"] = forms.ChoiceField(
                label=_("Bantuan"), required=False, choices=[("", _("Semua bantuan")), *known]
            )
        if kind == Proposal.Kind.OBJECTION:
            self.fields["objector"] = forms.CharField(
                label=_("NIK yang menyanggah"),
                help_text=_(
                    "Warga desa yang sama, dari keluarga lain. Keluarga yang disanggah tidak diberi tahu siapa."
                ),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
        else:
            people = [("", _("Tidak ada, disampaikan orang lain")), *((one.pk, one.name) for one in members)]
            self.fields["citizen"] = forms.TypedChoiceField(
                label=_("Anggota keluarga yang meminta"),
                choices=people,
                required=kind == Proposal.Kind.RESIGNATION,
                coerce=int,
                empty_value=None,
            )

    def clean_objector(self) -> str:
        """Sixteen digits, however they were grouped."""
        return identity.tidy_one(self.cleaned_data["objector"]) or ""


class AnswersForm(ProposalForm):
    """A proposal with the answers of one record as they stand; whatever is written otherwise is proposed."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for name in asked.fields:
            self.fields[f"a_{name}"] = _field(asked.instance, name)

    def answers(self) -> dict[str, Any]:
        """Field → what was written."""
        found = {name: self.cleaned_data[f"a_{name}"] for name in self.asked.fields}
        return {name: None if value == "" else value for name, value in found.items()}


def _field(instance: models.Model, name: str) -> forms.Field:
    described: Any = instance._meta.get_field(name)
    value = getattr(instance, name)
    common: dict[str, Any] = {"label": described.verbose_name, "required": False, "initial": value}
    kind = described.get_internal_type()
    if kind == "BooleanField":
        common["initial"] = {True: "true", False: "false"}.get(value, "")
        return forms.TypedChoiceField(
            choices=_YES_OR_NO, coerce=lambda text: text == "true", empty_value=None, **common
        )
    if described.choices:
        number = kind.endswith("IntegerField")
        choices = [("", _("Belum diketahui")), *described.flatchoices]
        return forms.TypedChoiceField(choices=choices, coerce=int if number else str, empty_value=None, **common)
    if kind.endswith("IntegerField"):
        return forms.IntegerField(min_value=0, max_value=32_000, **common)
    if kind == "DateField":
        return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d"), help_text=_("Tahun-bulan-tanggal."), **common)
    return forms.CharField(max_length=described.max_length or LONGEST, **common)


class PaperForm(forms.Form):
    """A photo or a scan, and where a photo was taken."""

    kind = forms.ChoiceField(label=_("Apa yang ditunjukkan"))
    file = forms.FileField(
        label=_("Foto atau hasil pindai"), help_text=_("JPEG, PNG, atau PDF. Tempat dan waktu di dalam foto dihapus.")
    )
    latitude = forms.DecimalField(label=_("Lintang"), help_text=_("Misalnya -7,316100"), **_COORDINATE)
    longitude = forms.DecimalField(label=_("Bujur"), help_text=_("Misalnya 110,175800"), **_COORDINATE)

    def __init__(self, *args: Any, kinds: Any, placed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, Paper.Kind(kind).label) for kind in kinds]  # type: ignore[attr-defined]
        if not placed:
            del self.fields["latitude"], self.fields["longitude"]


class ReasonForm(forms.Form):
    """A reason and a sentence, for a way back or an end."""

    reason = forms.ChoiceField(label=_("Alasan"), choices=[("", _("Pilih alasan")), *reasons.CHOICES])
    said = _words(_("Penjelasan untuk warga dan petugas"))


class SaidForm(forms.Form):
    """One sentence."""

    said = _words(_("Apa yang ditemukan"))


class MeetingForm(forms.Form):
    """A meeting to be held."""

    region_code = forms.CharField(label=_("Kode desa"), max_length=13)
    held_on = forms.DateField(
        label=_("Tanggal musyawarah"),
        help_text=_("Tahun-bulan-tanggal, misalnya 2026-12-08."),
        widget=forms.DateInput(format="%Y-%m-%d"),
    )
    place = forms.CharField(label=_("Tempat"), max_length=120)
    chair = forms.CharField(label=_("Pemimpin musyawarah"), max_length=120)


class AttendanceForm(forms.Form):
    """Who came."""

    people = forms.CharField(
        label=_("Peserta"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Satu orang satu baris: nama, lalu koma, lalu jabatannya."),
    )


class DecisionForm(forms.Form):
    """What the meeting said about one proposal."""

    decision = forms.ChoiceField(
        label=_("Keputusan"), required=False, choices=[("", _("Belum diputuskan")), *AgendaItem.Decision.choices]
    )
    reason = forms.ChoiceField(
        label=_("Alasan penolakan"), required=False, choices=[("", _("Tidak ditolak")), *reasons.CHOICES]
    )
    said = forms.CharField(label=_("Penjelasan penolakan"), required=False, max_length=LONGEST)


class LetterForm(forms.Form):
    """A signed letter over chosen proposals."""

    number = forms.CharField(label=_("Nomor surat"), max_length=60)
    signer = forms.CharField(label=_("Nama penanda tangan"), max_length=120)
    office = forms.CharField(label=_("Jabatan"), max_length=120, initial=_("Kepala desa"))
    signed_on = forms.DateField(
        label=_("Tanggal surat"),
        help_text=_("Tahun-bulan-tanggal, misalnya 2026-12-08."),
        widget=forms.DateInput(format="%Y-%m-%d"),
    )
    proposals = forms.TypedMultipleChoiceField(
        label=_("Usulan yang dipertanggungjawabkan"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(label=_("SPTJM yang sudah ditandatangani"), help_text=_("JPEG, PNG, atau PDF."))

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposals"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.pk} · {one.family.head_name} · {one.get_kind_display()}") for one in waiting
        ]
