"""What people fill in about children, mothers and reports."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.childhood import words
from lumbung.childhood.models import (
    AbuseReferral,
    AbuseReport,
    Candidate,
    ChildContact,
    ChildService,
    QuarterReview,
    SafetyDecision,
    SiblingLook,
    Start,
)
from lumbung.childhood.models.start import Risk
from lumbung.core.places import Placed, PlaceField
from lumbung.payments.models import Fund
from lumbung.regions import queries as regions

LONGEST = 1_000
OLDEST = 17


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


class ReportForm(Placed):
    """A child in danger: as short as it can be. No time is asked; the server knows it."""

    called = forms.CharField(label=_("Nama panggilan anak, atau ciri-cirinya"), max_length=120)
    age = forms.IntegerField(label=_("Kira-kira umurnya"), required=False, min_value=0, max_value=OLDEST)
    region_code = PlaceField(find=regions.meant, label=_("Tempat anak berada"))
    happened = _words(_("Apa yang terlihat atau terdengar"), help_text=_("Jangan tulis NIK atau nomor KK."))
    kinds = forms.MultipleChoiceField(
        label=_("Yang diduga"), choices=AbuseReport.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    danger = _one_of(_("Apakah anak dalam bahaya sekarang"), AbuseReport.Known.choices)
    suspect_is_guardian = _one_of(
        _("Apakah terduga pelaku orang tua atau walinya"), AbuseReport.Known.choices, initial="unknown"
    )
    told_by = forms.CharField(
        label=_("Pelapor"), max_length=120, required=False, help_text=_("Kosongkan bila tidak mau disebut.")
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["called"], self.fields["age"], self.fields["region_code"]


class DiscoverForm(Placed):
    """Which region is looked through."""

    region_code = PlaceField(find=regions.meant)


class AnswerForm(forms.Form):
    """What a family said at the door."""

    answer = _one_of(_("Jawaban keluarga"), [(one.value, one.label) for one in Candidate.ANSWERS])
    said = _words(_("Kata keluarga"), required=False, help_text=_("Wajib bila menolak."))


class EnterForm(forms.Form):
    """Somebody enters Dream Start."""

    need = _words(_("Apa yang terjadi dan apa yang diperlukan"), help_text=_("Jangan tulis NIK atau nomor KK."))
    pregnant = forms.BooleanField(label=_("Sedang hamil, terlihat atau dikatakan saat kunjungan"), required=False)
    risk = _one_of(_("Tingkat risiko"), Risk.choices, initial=Risk.MIDDLE)


class CitizenForm(ReportForm):
    """What anybody tells of a child, without an account: the same, and the place by its names."""

    where = forms.CharField(
        label=_("Desa, kampung, jalan, atau petunjuk tempatnya"), max_length=200, required=False
    )  # fmt: skip
    field_order = ("called", "age", "region_code", "where")

    def __init__(self, *args: Any, places: Iterable[tuple[str, Iterable[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((province, list(areas)) for province, areas in places)]
        self.fields["region_code"] = forms.ChoiceField(
            label=_("Kabupaten atau kota tempat anak berada"), choices=choices
        )
        self.order_fields(self.field_order)

    def told(self) -> dict[str, Any]:
        """What was told; the place goes with what happened, for whoever looks for the child."""
        given = dict(self.cleaned_data)
        where = given.pop("where").strip()
        return given | {"happened": f"{given['happened']} ({where})" if where else given["happened"]}


class NeedsForm(forms.Form):
    """What the family assessment found."""

    needs = forms.MultipleChoiceField(
        label=_("Kebutuhan yang ditemukan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    risk = _one_of(_("Tingkat risiko"), Risk.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = words.needs()  # type: ignore[attr-defined]


class ServiceForm(forms.Form):
    """A service that was given or refused."""

    service = forms.CharField(widget=forms.HiddenInput)
    status = _one_of(_("Hasilnya"), ChildService.Status.choices, initial=ChildService.Status.GIVEN)
    giver = forms.CharField(
        label=_("Siapa yang memberi"), max_length=200, required=False, help_text=_("Wajib bila diberikan.")
    )
    source = forms.ChoiceField(label=_("Sumber dana"), choices=[("", "–"), *Fund.Source.choices], required=False)
    said = forms.CharField(label=_("Catatan"), max_length=LONGEST, required=False, help_text=_("Wajib bila ditolak."))


class ContactForm(forms.Form):
    """How a child or a mother was."""

    found = _one_of(_("Yang ditemukan"), ChildContact.Found.choices)
    said = _words(_("Catatan"), required=False, help_text=_("Wajib bila tidak baik-baik saja."))


class ReviewForm(forms.Form):
    """Goals and risk of a quarter."""

    goals = _words(_("Kemajuan tujuan keluarga"))
    risk = _one_of(_("Tingkat risiko"), Risk.choices)
    verdict = _one_of(_("Kesimpulan"), QuarterReview.Verdict.choices)


class EndForm(forms.Form):
    """Why services end."""

    ending = _one_of(_("Sebab berakhir"), Start.Ending.choices)
    said = _words(_("Catatan akhir"))


class SafetyForm(forms.Form):
    """Where the child is safe tonight."""

    risk = _one_of(_("Tingkat risiko"), Risk.choices)
    decision = _one_of(_("Putusan keselamatan"), SafetyDecision.Decision.choices)
    said = _words(_("Alasan"))


class TellForm(forms.Form):
    """Who is told of a child, and who was asked before."""

    sector = _one_of(_("Kepada"), AbuseReferral.Sector.choices)
    institution_id = forms.TypedChoiceField(
        label=_("Lembaga di direktori"), coerce=int, required=False, empty_value=None,
        help_text=_("Lembaga di direktori menjawab lewat meja rujukan."),
    )  # fmt: skip
    place = forms.CharField(label=_("Atau nama lembaga lain"), max_length=200, required=False)
    child = _one_of(_("Kata anak"), AbuseReferral.Asked.choices)
    guardian = _one_of(
        _("Kata orang tua atau wali"),
        [one for one in AbuseReferral.Asked.choices if one[0] != AbuseReferral.Asked.TOO_YOUNG],
    )
    said = _words(_("Yang disampaikan"))

    def __init__(self, *args: Any, places: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution_id"].choices = [("", "–"), *((one.pk, one.name) for one in places)]  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """How another child of the household is."""

    answer = _one_of(_("Keadaan anak lain"), SiblingLook.Answer.choices)
    said = _words(_("Catatan"))


class PaperForm(forms.Form):
    """A paper about a report."""

    what = forms.CharField(label=_("Berkas apa"), max_length=200)
    file = forms.FileField(label=_("Foto, hasil pindai, atau PDF"))


class PrintForm(forms.Form):
    """For whom the timeline is printed."""

    why = forms.CharField(label=_("Untuk siapa dan mengapa dicetak"), max_length=200)
