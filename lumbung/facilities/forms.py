"""What people fill in: a house, rooms, somebody at the door, daily life, bookings, courses."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.facilities.models import Belonging, Facility, Incident, Meal, Room, Sex, Stay, Waiting

LONGEST = 1_000
PERSON_SEX = [(value, label) for value, label in Sex.choices if value]
DAYS = [
    *((1, _("Senin")), (2, _("Selasa")), (3, _("Rabu")), (4, _("Kamis")), (5, _("Jumat")), (6, _("Sabtu"))),
    (7, _("Minggu")),
]


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, help_text=_("Seperti 2026-11-22."), **more)


def _hour(label: Any, **more: Any) -> forms.TimeField:
    formats = ["%H:%M", "%H.%M"]
    return forms.TimeField(label=label, input_formats=formats, **{"help_text": _("Seperti 14.30."), **more})


def _number(label: Any, least: int = 0, most: int = 10_000, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


class FacilityForm(forms.Form):
    """A house, whom it is for, and when it is open."""

    name = _line(_("Nama"))
    kind = forms.ChoiceField(label=_("Jenis"), choices=Facility.Kind.choices)
    address = _line(_("Alamat"), required=False)
    sex = forms.ChoiceField(label=_("Untuk"), choices=Sex.choices, required=False)
    age_from = _number(_("Umur dari"), most=120, initial=0)
    age_to = _number(_("Umur sampai"), most=120, initial=120)
    services = forms.MultipleChoiceField(
        label=_("Layanan"), choices=Facility.Service.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    opens_at = _hour(_("Buka pukul"), required=False, help_text=_("Kosong berarti buka 24 jam."))
    closes_at = _hour(_("Tutup pukul"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Hari buka"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    staff = _number(_("Petugas yang berjaga"), most=1_000, initial=0)
    house_rules = forms.CharField(
        label=_("Tata tertib"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Satu aturan satu baris; dicetak untuk penghuni."),
    )  # fmt: skip


class RoomForm(forms.Form):
    """A room, with beds where it is to sleep in."""

    name = _line(_("Nama ruang"))
    kind = forms.ChoiceField(label=_("Guna ruang"), choices=Room.Kind.choices)
    area = forms.DecimalField(label=_("Luas (m²)"), min_value=0, max_digits=7, decimal_places=2, required=False)
    seats = _number(_("Paling banyak orang"), most=1_000, required=False)
    bookable = forms.BooleanField(label=_("Boleh dipesan"), required=False)
    opens_at = _hour(_("Buka pukul"), required=False)
    closes_at = _hour(_("Tutup pukul"), required=False)
    step_free = forms.BooleanField(label=_("Bisa dengan kursi roda"), required=False)
    window = forms.BooleanField(label=_("Jendelanya digerakkan motor"), required=False)
    equipment = _line(_("Perlengkapan"), required=False)
    beds = _line(_("Tempat tidur"), required=False, help_text=_("Tanda setiap tempat tidur, dipisah koma: 1, 2, 3."))
    bed_sex = forms.ChoiceField(label=_("Tempat tidur untuk"), choices=Sex.choices, required=False)


class ArrivalForm(forms.Form):
    """Somebody at the door. A name that they give is enough."""

    called = _line(_("Nama panggilan"), help_text=_("Nama yang disebutnya sendiri cukup; surat tidak perlu."))
    sex = forms.ChoiceField(label=_("Jenis kelamin"), choices=PERSON_SEX, widget=forms.RadioSelect)
    age = _number(_("Umur"), most=120, help_text=_("Kira-kira, bila tidak tahu."))
    reason = _words(_("Mengapa datang"), help_text=_("Dengan kata-katanya sendiri. Jangan tulis NIK atau nomor KK."))
    stay_type = forms.ChoiceField(label=_("Jenis tinggal"), choices=Stay.Type.choices, widget=forms.RadioSelect)
    youth = forms.ChoiceField(label=_("Remaja"), choices=Stay.Youth.choices, widget=forms.RadioSelect)
    urgency = forms.ChoiceField(label=_("Mendesak"), choices=Waiting.Urgency.choices, widget=forms.RadioSelect)
    brought_by = _line(_("Diantar oleh"), required=False)
    person_id = forms.IntegerField(
        label=_("Nomor orang di data"), required=False, help_text=_("Bila sudah tercatat; boleh menyusul.")
    )
    case_number = _line(_("Nomor kasus"), required=False)
    step_free = forms.BooleanField(label=_("Perlu kursi roda"), required=False)
    secret = forms.BooleanField(
        label=_("Rahasiakan: hanya saya yang tahu siapa dia"), required=False,
        help_text=_("Orang lain hanya melihat satu tempat tidur terisi. Pembaca lain bisa ditambah."),
    )  # fmt: skip


class LeaveForm(forms.Form):
    """Out for a while."""

    where = _line(_("Ke mana dan dengan siapa"))
    due_on = _day(_("Kembali tanggal"))
    due_hour = _hour(_("Kembali pukul"))

    def due_at(self) -> datetime:
        """The hour of return as a moment."""
        told = self.cleaned_data
        return timezone.make_aware(datetime.combine(told["due_on"], told["due_hour"]))


class SignForm(forms.Form):
    """A signature, or who stands for it."""

    sign = forms.ChoiceField(label=_("Tanda terima"), choices=Belonging.Sign.choices)
    witness = _line(_("Saksi"), required=False)


class BelongingForm(SignForm):
    """A thing to keep."""

    what = _line(_("Barang"))
    count = _number(_("Banyaknya"), least=1, initial=1)
    place = _line(_("Disimpan di"))
    field_order = ["what", "count", "place", "sign", "witness"]


class SaidForm(forms.Form):
    """One sentence."""

    said = _words(_("Alasan"))


class DecideForm(forms.Form):
    """The minutes that a decision stands in."""

    conference = _line(_("Nomor notula rapat kasus"), required=False)


class DischargeForm(forms.Form):
    """Where to, and how."""

    to = forms.ChoiceField(label=_("Pulang ke"), choices=Stay.To.choices)
    said = _words(_("Catatan kepulangan"))


class MoveForm(forms.Form):
    """Another bed."""

    bed_id = forms.ChoiceField(label=_("Tempat tidur"))

    def __init__(self, *args: Any, beds: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bed_id"].choices = [(bed.pk, f"{bed.room.name} {bed.label}") for bed in beds]  # type: ignore[attr-defined]


class NamedForm(forms.Form):
    """Who somebody is in the registry."""

    person_id = forms.IntegerField(label=_("Nomor orang di data"), min_value=1)


class ReadersForm(forms.Form):
    """Who may know of a stay."""

    usernames = _line(
        _("Nama akun yang boleh tahu"), required=False, help_text=_("Dipisah koma. Anda selalu termasuk.")
    )
    everybody = forms.BooleanField(label=_("Tidak dirahasiakan lagi"), required=False)


class GlassForm(forms.Form):
    """Whose stay has to be read now, told by the bed, and why."""

    stay_id = forms.TypedChoiceField(label=_("Tempat tidur"), coerce=int)
    reason = _words(_("Mengapa harus dibaca sekarang"), help_text=_("Yang boleh tahu langsung diberi tahu."))

    def __init__(self, *args: Any, taken: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = [(one.stay_id, f"{one.bed.room.name} {one.bed.label}") for one in taken]
        self.fields["stay_id"].choices = marks  # type: ignore[attr-defined]


class IncidentForm(forms.Form):
    """What happened, and what was done."""

    kind = forms.ChoiceField(label=pgettext_lazy("facility", "Kejadian"), choices=Incident.Kind.choices)
    told = _words(_("Apa yang terjadi"))
    done = _words(_("Apa yang dilakukan"))


class MealForm(forms.Form):
    """How many ate."""

    kind = forms.ChoiceField(label=_("Waktu makan"), choices=Meal.Kind.choices)
    eaten = _number(_("Yang makan"))


class BookingForm(forms.Form):
    """A room for some hours."""

    title = _line(_("Kegiatan"))
    day = _day(_("Hari"))
    begins = _hour(_("Mulai pukul"))
    ends = _hour(_("Selesai pukul"))
    people = _number(_("Banyaknya orang"), least=1, most=1_000)
    club = forms.BooleanField(label=_("Kelompok tetap"), required=False)

    def moments(self) -> dict[str, datetime]:
        """Both hours as moments."""
        told = self.cleaned_data
        return {
            name: timezone.make_aware(datetime.combine(told["day"], told[field]))
            for name, field in (("begins_at", "begins"), ("ends_at", "ends"))
        }


class CourseForm(forms.Form):
    """A course of a house."""

    facility_id = forms.ChoiceField(label=_("Fasilitas"))
    name = _line(_("Program kegiatan"))
    skill = _line(_("Keterampilan"))
    hours = _number(_("Jam pelajaran"), least=1, most=5_000)
    seats = _number(_("Tempat"), least=1, most=1_000)
    starts_on = _day(_("Mulai"))
    ends_on = _day(_("Selesai"))
    teacher = _line(_("Pengajar"), required=False)

    def __init__(self, *args: Any, houses: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility_id"].choices = [(house.pk, house.name) for house in houses]  # type: ignore[attr-defined]


class LearnerForm(forms.Form):
    """Somebody who takes part."""

    name = _line(_("Nama pada sertifikat"))
    person_id = forms.IntegerField(label=_("Nomor orang di data"), required=False)
    stay_id = forms.IntegerField(
        label=_("Nomor tinggal"),
        required=False,
        help_text=_("Bila ia tinggal di sini; yang rahasia tetap rahasia."),
    )
