"""What people fill in: somebody found, a home, a cadre, a visit, a group, a workshop, a mobile day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.places import Placed, PlaceField
from lumbung.outreach.models import Alone, Cadre, Evaluation, Outreach, Service, Trade, Visit, Workshop, WorkshopMember
from lumbung.payments.models import Fund
from lumbung.referrals import queries as referrals
from lumbung.regions import queries as regions

LONGEST = 1_000
MOST = 2**62
SEX = [("", _("Tidak ada keinginan khusus")), ("P", _("Perempuan")), ("L", _("Laki-laki"))]
SIDES = [("daily", _("Kegiatan sehari-hari")), ("social", _("Bergaul")), ("work", _("Bekerja"))]


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=_("Seperti 2026-11-22."), widget=widget, **more)


def _number(label: Any, least: int = 0, most: int = 10_000, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


def _degrees(label: Any, example: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=12, required=False, help_text=example)


def _region(**more: Any) -> PlaceField:
    return PlaceField(find=regions.meant, **more)


def _choices(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)


def _alone(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Alone.choices, required=False)


def _sectors() -> list[tuple[str, Any]]:
    return [("", _("Belum jelas")), *referrals.sector_choices()]


def _sector() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Layanan di sektor mana"), choices=_sectors, required=False)


class FindForm(Placed):
    """Who was found, where, and who led the way. A name is enough."""

    called = forms.CharField(
        label=_("Nama panggilan"), max_length=120, help_text=_("Nama yang dipakai di rumah cukup; surat tidak perlu.")
    )
    region_code = _region(
        required=False, help_text=_("Nama atau kodenya, misalnya: Langgeng, Tlogomulyo. Kosong berarti wilayah Anda.")
    )
    source = forms.ChoiceField(
        label=_("Siapa yang menemukan atau merujuk"), choices=Outreach.Source.choices, widget=forms.RadioSelect
    )
    told = _words(_("Apa yang diceritakan"), help_text=_("Jangan tulis NIK atau nomor KK."))
    elsewhere = _words(
        _("Yang diperlukan dari layanan lain sekarang"), required=False,
        help_text=_("Misalnya KTP, obat, atau kursi roda: meja rujukan langsung menerimanya. Boleh kosong."),
    )  # fmt: skip
    sector = _sector()

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["called"], self.fields["region_code"]


class HomeForm(forms.Form):
    """The first visit."""

    home = _words(_("Keadaan rumah dan keluarga"), help_text=_("Jangan tulis NIK atau nomor KK."))
    wished_sex = forms.ChoiceField(label=_("Kader yang diinginkan"), choices=SEX, required=False)
    latitude = _degrees(_("Lintang rumah"), _("Misalnya −7,31667; boleh kosong."))
    longitude = _degrees(_("Bujur rumah"), _("Misalnya 110,175; boleh kosong."))


class AskForm(forms.Form):
    """What somebody needs from others."""

    words = _words(_("Yang diperlukan dari layanan lain"), help_text=_("Jangan tulis NIK atau nomor KK."))
    sector = _sector()


class PersonForm(forms.Form):
    """Who somebody is in the registry."""

    person_id = _number(_("Nomor orang di data"), least=1, most=MOST)


class ReasonForm(forms.Form):
    """One sentence."""

    said = _words(_("Penjelasan"))


class ScheduleForm(forms.Form):
    """A series of visits."""

    first_on = _day(_("Kunjungan pertama"))
    times = _number(_("Banyak kunjungan"), least=1, most=100, initial=8)
    every_days = _number(_("Tiap berapa hari"), least=1, most=60, initial=7)


class PlanForm(forms.Form):
    """The plan at home."""

    wish = _words(_("Yang diinginkan orangnya, dengan kata-katanya sendiri"))
    sides = _choices(_("Sisi yang dilatih"), SIDES)
    until = _day(_("Ditinjau paling lambat"))
    fund = forms.ChoiceField(label=_("Dana"), required=False)
    budget = _number(_("Anggaran (rupiah)"), most=10**12, required=False, help_text=_("Untuk bantuan kemandirian."))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        funds = Fund.objects.visible_to(viewer).filter(status="open").order_by("-fiscal_year", "name")
        choices = [("", _("Tanpa dana")), *((str(one.pk), str(one)) for one in funds)]
        self.fields["fund"].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        fund = given.pop("fund")
        return given | {"budget": given["budget"] or 0, "fund_id": int(fund) if fund else None}


class EvaluationForm(forms.Form):
    """How somebody fares."""

    daily = _alone(_("Kegiatan sehari-hari"))
    social = _alone(_("Bergaul"))
    work = _alone(_("Bekerja"))
    outcome = forms.ChoiceField(label=_("Hasil evaluasi"), choices=Evaluation.Outcome.choices, widget=forms.RadioSelect)
    said = _words(_("Penjelasan"))


class EntryForm(forms.Form):
    """Into a workshop."""

    workshop = forms.TypedChoiceField(label=_("Sanggar kerja"), coerce=int)
    trade = forms.ChoiceField(label=_("Keterampilan"), choices=Trade.choices)
    wish = _words(_("Apa yang ia inginkan, dengan kata-katanya sendiri"))

    def __init__(self, *args: Any, workshops: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workshop"].choices = [(one.pk, f"{one.name}, {one.village}") for one in workshops]  # type: ignore[attr-defined]


class VisitForm(forms.Form):
    """What was seen at a visit; kept answer by answer."""

    state = forms.ChoiceField(
        label=_("Bertemu?"), choices=[(one.value, one.label) for one in Visit.NOTED], widget=forms.Select
    )
    daily = _alone(_("Mandi, berpakaian, makan"))
    social = _alone(_("Bergaul dengan tetangga"))
    work = _alone(_("Bekerja atau belajar"))
    note = _words(_("Catatan"), required=False, help_text=_("Jangan tulis NIK atau nomor KK."))


class MoveForm(forms.Form):
    """Another day."""

    to = _day(_("Hari baru"))
    said = _words(_("Mengapa dipindah"))


class PhotoForm(forms.Form):
    """A photo of a visit."""

    photo = forms.FileField(
        label=_("Foto"), widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
    )
    words = _line(_("Keterangan"), required=False)


class CadreForm(forms.Form):
    """Somebody of the registry becomes a cadre."""

    person_id = _number(_("Nomor orang di data"), least=1, most=MOST)
    user_id = forms.TypedChoiceField(
        label=_("Akun kader"), required=False, coerce=int, empty_value=None, help_text=_("Boleh menyusul.")
    )
    latitude = _degrees(_("Lintang rumah"), _("Misalnya −7,31667; boleh kosong."))
    longitude = _degrees(_("Bujur rumah"), _("Misalnya 110,175; boleh kosong."))

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.pk, f"{one.name} ({one.username})") for one in accounts]
        self.fields["user_id"].choices = [("", _("Belum ada")), *named]  # type: ignore[attr-defined]


class TrainingForm(forms.Form):
    """Hours that were learned."""

    title = _line(_("Pelatihan"))
    hours = _number(_("Jam"), least=1, most=400, initial=16)
    on = _day(_("Selesai pada"))
    certificate = _line(_("Nomor sertifikat"), required=False)


class CadreStateForm(forms.Form):
    """Rests, comes back, leaves."""

    status = forms.ChoiceField(label=_("Keadaan"), choices=Cadre.Status.choices)
    said = _words(_("Penjelasan"))


class PayForm(Placed):
    """A month of allowances."""

    month = forms.DateField(label=_("Bulan"), input_formats=["%Y-%m"], help_text=_("Seperti 2026-10."))
    fund = forms.TypedChoiceField(label=_("Dana"), coerce=int)
    region_code = _region()

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, within=viewer.region_code, **kwargs)
        funds = Fund.objects.visible_to(viewer).filter(status="open").order_by("-fiscal_year", "name")
        self.fields["fund"].choices = [(one.pk, str(one)) for one in funds]  # type: ignore[attr-defined]


class GroupForm(Placed):
    """Parents who meet."""

    name = _line(_("Nama kelompok"))
    place = _line(_("Tempat bertemu"))
    region_code = _region()


class MemberForm(forms.Form):
    """A parent comes."""

    outreach = forms.TypedChoiceField(label=_("Untuk siapa"), coerce=int)
    name = _line(_("Nama orang tua"))
    relation = _line(_("Hubungan"), help_text=_("Misalnya ibu, ayah, nenek."))

    def __init__(self, *args: Any, persons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outreach"].choices = [(one.pk, one.case.called) for one in persons]  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    """A day and a topic."""

    on = _day(_("Pada"))
    topic = _line(_("Bahan pembicaraan"))


class HoldForm(forms.Form):
    """What was talked about, and who came."""

    came = forms.TypedMultipleChoiceField(
        label=_("Yang hadir"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    said = _words(_("Yang dibicarakan"))

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(one.pk, f"{one.name} ({one.relation})") for one in members]  # type: ignore[attr-defined]


class WorkshopForm(Placed):
    """A place to work."""

    name = _line(_("Nama sanggar"))
    address = _line(_("Alamat"), required=False)
    region_code = _region()
    trades = _choices(_("Keterampilan"), Trade.choices)
    places = _number(_("Banyak tempat"), least=1, most=100, required=False, help_text=_("Kosong berarti batasnya."))
    latitude = _degrees(_("Lintang"), _("Misalnya −7,31667; boleh kosong."))
    longitude = _degrees(_("Bujur"), _("Misalnya 110,175; boleh kosong."))


class DecideForm(forms.Form):
    """May somebody enter."""

    agree = forms.TypedChoiceField(
        label=_("Keputusan"),
        choices=[("1", pgettext_lazy("answer", "Diterima")), ("0", _("Belum"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    conference_id = _number(_("Nomor pembahasan kasus"), least=1, most=MOST, required=False)
    said = _words(_("Alasan"))


class WorkDayForm(forms.Form):
    """Who came on a day."""

    on = _day(_("Pada"))
    came = forms.TypedMultipleChoiceField(
        label=_("Yang hadir"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(one.pk, one.case.called) for one in members]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Out of a workshop."""

    to = forms.ChoiceField(label=_("Keluar ke"), choices=WorkshopMember.To.choices)
    said = _words(_("Penjelasan"))


class DayForm(Placed):
    """A mobile day."""

    on = _day(_("Pada"))
    place = _line(_("Tempat"))
    region_code = _region()
    services = _choices(_("Layanan"), Service.choices)


class ServeForm(forms.Form):
    """Somebody was served."""

    called = forms.CharField(label=_("Nama panggilan"), max_length=120)
    services = _choices(_("Layanan"), Service.choices)
    secret = forms.BooleanField(
        label=_("Tidak ingin diketahui orang lain"), required=False, help_text=_("Hanya Anda yang melihat namanya.")
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = [one for one in Service.choices if one[0] in offered]  # type: ignore[attr-defined]


class WorkshopStateForm(forms.Form):
    """Opens again, or closes."""

    status = forms.ChoiceField(choices=Workshop.Status.choices, widget=forms.HiddenInput)


class CloseForm(forms.Form):
    """The day is over."""

    unnamed = _number(_("Dilayani tanpa dicatat namanya"), initial=0)
    said = _words(_("Catatan"), required=False)


class PeriodForm(forms.Form):
    """Between two days."""

    sejak = _day(_("Sejak"), required=False)
    sampai = _day(_("Sampai"), required=False)
