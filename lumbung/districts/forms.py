"""What people fill in: a need for care, a call, a visit, a warning, a wish, a harvest, a major, a start."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.core.places import Placed, PlacesField
from lumbung.districts.models import Activity, Alert, Attempt, CareDecision, Major, StartUp, Visit, Watch
from lumbung.in_kind import kinds
from lumbung.payments.models import Fund
from lumbung.referrals import queries as referrals
from lumbung.regions import queries as regions

LONGEST = 1_000
MOST = 100_000_000


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, **more)


def _words(label: Any, **more: Any) -> forms.CharField:
    return _line(label, widget=forms.Textarea(attrs={"rows": 2}), **more)


def _rupiah(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def sectors() -> list[tuple[str, Any]]:
    """The sectors of the referral desk, and that it is not clear yet."""
    return [("", _("Belum jelas")), *referrals.sector_choices()]


def goods(language: str) -> list[tuple[str, str]]:
    """What the stores give for a living."""
    return [(one.name, one.words[language]) for one in kinds.find("usaha").askable()]


class AssessForm(forms.Form):
    """What somebody needs, and which services are asked for."""

    needs = forms.MultipleChoiceField(
        label=_("Perlu bantuan dalam"), choices=CareDecision.Need.choices, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(label=_("Tingkat"), choices=CareDecision.Level.choices, widget=forms.RadioSelect)
    services = forms.MultipleChoiceField(label=_("Layanan yang diminta"), widget=forms.CheckboxSelectMultiple)
    found = _words(_("Yang ditemukan"), help_text=_("Jangan tulis NIK atau nomor KK."))

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = services  # type: ignore[attr-defined]


class SaidForm(forms.Form):
    """One sentence."""

    said = _words(_("Alasan"))


class AdviceForm(forms.Form):
    """What mentor and learner talked about."""

    said = _words(_("Catatan mentor"))


class ObjectionForm(forms.Form):
    """Somebody doesn't agree."""

    objection = _words(_("Keberatan"))
    told_by = _line(_("Disampaikan oleh"))


class AnswerForm(forms.Form):
    """What becomes of an objection."""

    answer = forms.ChoiceField(label=_("Jawaban"), choices=CareDecision.Answer.choices, widget=forms.RadioSelect)
    said = _words(_("Penjelasan jawaban"))


class WatchForm(forms.Form):
    """Somebody to call and visit regularly."""

    risk = forms.TypedChoiceField(label=_("Risiko"), choices=Watch.Risk.choices, coerce=int, widget=forms.RadioSelect)
    why = _words(_("Mengapa dipantau"))


class CallForm(forms.Form):
    """How somebody is."""

    result = forms.ChoiceField(label=_("Hasil"), choices=Attempt.Result.choices, widget=forms.RadioSelect)
    said = _words(_("Catatan"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class VisitForm(forms.Form):
    """What was found at home."""

    result = forms.ChoiceField(label=_("Hasil"), choices=Visit.Result.choices, widget=forms.RadioSelect)
    sector = forms.ChoiceField(
        label=_("Layanan di sektor mana"), choices=sectors, required=False,
        help_text=_("Untuk yang perlu layanan: meja rujukan langsung menerimanya. Kosong bila belum jelas."),
    )  # fmt: skip
    said = _words(_("Catatan"), required=False)


class AlertForm(Placed):
    """A warning that an officer knows of."""

    hazard = forms.ChoiceField(label=_("Bahaya"), choices=Alert.Hazard.choices, widget=forms.RadioSelect)
    measure = forms.DecimalField(
        label=_("Terukur"), min_value=-20, max_value=2_000, decimal_places=1, localize=True,
        help_text=_("Suhu dalam °C, atau hujan dalam milimeter sehari untuk banjir."),
    )  # fmt: skip
    regions = PlacesField(
        find=regions.meant,
        label=_("Wilayah"),
        help_text=_("Beberapa nama dipisah titik koma, misalnya: Wonoboyo; Tretep."),
    )
    headline = _line(_("Isi peringatan"))


class AlertFileForm(forms.Form):
    """A warning as the weather office sends it."""

    file = forms.FileField(label=_("Berkas CAP"), help_text=_("XML CAP 1.2 dari BMKG atau pengirim lain."))


class WishForm(forms.Form):
    """What somebody wants to grow or make."""

    kind = forms.ChoiceField(label=_("Jenis usaha"), choices=Activity.Kind.choices, widget=forms.RadioSelect)
    wish = _words(_("Keinginannya"), help_text=_("Dengan kata-katanya sendiri."))


class NeedForm(forms.Form):
    """One thing that is needed."""

    what = _line(_("Yang diperlukan"))
    rupiah = _rupiah(_("Perkiraan biaya (rupiah)"))


class PlanForm(forms.Form):
    """Given from the budget of a plan."""

    case_id = forms.TypedChoiceField(label=_("Rencana kasus"), coerce=int)
    rupiah = _rupiah(_("Biaya sebenarnya (rupiah)"))

    def __init__(self, *args: Any, cases: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case_id"].choices = cases  # type: ignore[attr-defined]


class GoodsForm(forms.Form):
    """Asked for from the stores."""

    item = forms.ChoiceField(label=_("Barang dari gudang"))

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]


class HarvestForm(forms.Form):
    """How much of what."""

    on = _day(_("Tanggal panen"))
    what = _line(_("Hasil"))
    amount = forms.DecimalField(label=_("Banyaknya"), min_value=0, max_digits=9, decimal_places=2, localize=True)
    unit = _line(_("Satuan"), help_text=_("Misalnya kg, ikat, atau butir."))
    sold = _rupiah(_("Terjual seharga (rupiah)"), required=False)
    said = _words(_("Catatan"), required=False)
    photo = forms.FileField(label=_("Foto"), required=False, help_text=_("JPEG atau PNG; tempat dan waktunya dihapus."))


class MajorForm(forms.Form):
    """What is learnt or offered."""

    kind = forms.ChoiceField(label=_("Jalur"), choices=Major.Kind.choices, widget=forms.RadioSelect)
    audience = forms.ChoiceField(label=_("Untuk"), choices=Major.Audience.choices, widget=forms.RadioSelect)
    name = _line(_("Jurusan"))
    about = _words(_("Isinya"), required=False)


class CohortForm(forms.Form):
    """People who begin together."""

    major_id = forms.TypedChoiceField(label=_("Jurusan"), coerce=int)
    name = _line(_("Angkatan"))
    seats = forms.IntegerField(label=_("Banyaknya tempat"), min_value=1, max_value=1_000)
    starts_on = _day(_("Mulai"))
    ends_on = _day(_("Selesai"))
    where = _line(_("Tempat"), required=False)

    def __init__(self, *args: Any, majors: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["major_id"].choices = majors  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """Somebody for a cohort."""

    person_id = forms.IntegerField(label=_("Nomor orang di data"), min_value=1)


class StartUpForm(forms.Form):
    """Aid to begin with: money for something, or goods from the store."""

    kind = forms.ChoiceField(label=_("Bentuk"), choices=StartUp.Kind.choices, widget=forms.RadioSelect)
    item = forms.ChoiceField(label=_("Barang dari gudang"), required=False)
    what = _line(_("Untuk apa uangnya"), required=False)
    rupiah = _rupiah(_("Nilai (rupiah)"))

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the action is given."""
        clean = self.cleaned_data
        what = clean["item"] if clean["kind"] == StartUp.Kind.GOODS else clean["what"]
        return {"kind": clean["kind"], "what": what, "rupiah": clean["rupiah"]}


class PayForm(forms.Form):
    """From which fund start-up money is paid."""

    region_code = _line(_("Kode wilayah"))
    fund_id = forms.ModelChoiceField(label=_("Dana"), queryset=Fund.objects.none())

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_funds = Fund.objects.visible_to(viewer).filter(status=Fund.Status.OPEN)
        self.fields["fund_id"].queryset = open_funds.order_by("name")  # type: ignore[attr-defined]
