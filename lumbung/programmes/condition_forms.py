"""Plain forms of conditions, sanctions, mentoring and leaving."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.core import formats
from lumbung.programmes import conditions
from lumbung.programmes.conditions import lists, rules, wording
from lumbung.programmes.models import Appeal, Departure, Duty, DutyList, Recertification

NOT_A_DAY = {"invalid": _("Tulis hari sebagai tahun-bulan-hari, misalnya 2026-01-10.")}


def month_of(text: str, today: date) -> date:
    """The month behind `2026-03`; without one the month before today, which is reported now."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)


def quarter_before(today: date) -> str:
    """The quarter that was over last, as the house writes it."""
    nth = (today.month - 1) // 3
    return f"{today.year}-Q{nth}" if nth else f"{today.year - 1}-Q4"


class DayField(forms.DateField):
    """A day as year-month-day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d")
        super().__init__(input_formats=["%Y-%m-%d"], widget=widget, error_messages=NOT_A_DAY, **kwargs)


class MonthForm(forms.Form):
    """Which month."""

    bulan = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$", label=_("Bulan"), help_text=_("Tahun-bulan, misalnya 2026-03.")
    )


class QuarterForm(forms.Form):
    """Which quarter is verified."""

    quarter = forms.CharField(label=_("Triwulan"), help_text=_("Misalnya 2026-Q1. Triwulannya harus sudah selesai."))


class DutyForm(forms.Form):
    """What is known of one duty; every question may stay empty, which means not known."""

    effective_days = forms.IntegerField(label=_("Hari efektif"), required=False, min_value=0, max_value=31)
    present_days = forms.IntegerField(label=_("Hari hadir"), required=False, min_value=0, max_value=31)
    sick_days = forms.IntegerField(label=_("Hari sakit"), required=False, min_value=0, max_value=31)
    kept = forms.TypedChoiceField(
        label=_("Dipenuhi bulan ini?"),
        required=False,
        choices=[("", _("Belum diketahui")), ("1", _("Ya")), ("0", _("Tidak"))],
        coerce=lambda text: text == "1",
        empty_value=None,
    )
    pregnancy_month = forms.IntegerField(label=_("Umur kehamilan (bulan)"), required=False, min_value=1, max_value=10)
    exemption = forms.ChoiceField(label=_("Pengecualian"), required=False)
    evidence = forms.ChoiceField(
        label=_("Bukti"), required=False, choices=[("", _("Tidak ada")), *Duty.Evidence.choices]
    )

    def __init__(self, data: Any = None, *, duty: Duty) -> None:
        told = {name: getattr(duty, name) for name in self.base_fields}
        told["kept"] = {True: "1", False: "0", None: ""}[duty.kept]
        super().__init__(data, prefix=str(duty.pk), initial=told)
        self.duty = duty
        school = duty.condition == rules.SCHOOL
        unasked = ["kept"] if school else ["effective_days", "present_days", "sick_days"]
        if duty.condition != rules.ANTENATAL:
            unasked.append("pregnancy_month")
        for name in unasked:
            del self.fields[name]
        excused = conditions.in_force(duty.month).exemptions
        named = [(code, wording.name("exemptions", code)) for code in excused]
        self.fields["exemption"].choices = [("", _("Tidak ada")), *named]  # type: ignore[attr-defined]


class ProofForm(forms.Form):
    """A photo or scan for one of a family's duties."""

    duty = forms.ChoiceField(label=_("Kewajiban"))
    kind = forms.ChoiceField(label=_("Apa yang ditunjukkan"), choices=Duty.Evidence.choices)
    file = forms.FileField(
        label=_("Foto atau hasil pindai"), help_text=_("JPEG, PNG, atau PDF. Tempat dan waktu di dalam foto dihapus.")
    )

    def __init__(self, *args: Any, duties: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = duties  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A list of a school or a health post."""

    kind = forms.ChoiceField(
        label=_("Jenis daftar"), choices=[one for one in DutyList.Kind.choices if one[0] != DutyList.Kind.SESSION]
    )
    condition = forms.ChoiceField(
        label=_("Kewajiban"), required=False, help_text=_("Untuk daftar posyandu atau faskes. Sekolah tidak perlu.")
    )
    month = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$", label=_("Bulan"), help_text=_("Tahun-bulan, misalnya 2026-03.")
    )
    file = forms.FileField(
        label=_("Berkas"), help_text=_("CSV, XLSX, Parquet, atau JSON, dengan susunan kolom apa pun.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        health = [(key, said) for key, said in wording.choices("conditions") if key != rules.SCHOOL]
        self.fields["condition"].choices = [("", _("Tidak ada")), *health]  # type: ignore[attr-defined]


class SessionListForm(forms.Form):
    """Who came to a meeting, as a file."""

    file = forms.FileField(label=_("Berkas daftar hadir"), help_text=_("NIK atau nama dan tanggal lahir, lalu hadir."))


class ColumnsForm(forms.Form):
    """What each column of a list is; a column nobody needs stays without."""

    def __init__(self, *args: Any, duty_list: DutyList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = list(duty_list.columns["columns"])
        asked = [(name, LABELS[name]) for name in lists.asked_of(duty_list.kind)]
        choices = [("", _("Tidak dipakai")), *WHO, *asked]
        for place, heading in enumerate(self.headings):
            self.fields[f"k{place}"] = forms.ChoiceField(
                label=heading, required=False, choices=choices, initial=duty_list.columns["columns"][heading]
            )
        if duty_list.kind == DutyList.Kind.SCHOOL:
            self.fields["effective_days"] = forms.IntegerField(
                label=_("Hari efektif bulan itu"), required=False, min_value=0, max_value=31,
                help_text=_("Bila daftarnya tidak punya kolom hari efektif."),
            )  # fmt: skip

    @property
    def columns(self) -> dict[str, str]:
        """Heading → what it is."""
        return {heading: self.cleaned_data[f"k{place}"] for place, heading in enumerate(self.headings)}


WHO = [("nik", _("NIK")), ("name", _("Nama")), ("birth_date", _("Tanggal lahir"))]
LABELS = {
    "nisn": _("NISN"),
    "effective_days": _("Hari efektif"),
    "present_days": _("Hari hadir"),
    "sick_days": _("Hari sakit"),
    "kept": _("Hadir atau dipenuhi"),
    "pregnancy_month": _("Umur kehamilan (bulan)"),
    "exemption": _("Pengecualian"),
}


class AppealForm(forms.Form):
    """Why a family objects."""

    words = forms.CharField(
        label=_("Isi keberatan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tulis apa yang terjadi. Jangan menulis nomor NIK atau KK."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("Dari"), choices=Appeal.Channel.choices)
    exemption = forms.ChoiceField(label=_("Pengecualian"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exemption"].choices = [("", _("Tidak ada")), *wording.choices("exemptions")]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A reason that the family may read."""

    why = forms.CharField(
        label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tulis dalam kalimat yang bisa dibaca keluarga."),
    )  # fmt: skip


class CareForm(forms.Form):
    """Which area goes into whose care."""

    region_code = forms.CharField(label=_("Kode wilayah"), help_text=_("Desa atau kecamatan, misalnya 33.23.01.2001."))
    facilitator = forms.ChoiceField(label=_("Pendamping"))

    def __init__(self, *args: Any, facilitators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].choices = [(one.username, str(one)) for one in facilitators]  # type: ignore[attr-defined]


class SessionForm(forms.Form):
    """A meeting about a module."""

    module = forms.ChoiceField(label=_("Modul"))
    on = DayField(label=_("Hari"), help_text=_("Tahun-bulan-hari, misalnya 2026-01-10."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].choices = wording.choices("modules")  # type: ignore[attr-defined]


class DepartureForm(forms.Form):
    """Why a family leaves, with the village's minutes where the village decided."""

    route = forms.ChoiceField(
        label=_("Jalur"), choices=[one for one in Departure.Route.choices if one[0] not in ("natural", "removal")]
    )
    minutes = forms.CharField(label=_("Nomor berita acara"), required=False, max_length=80)
    minutes_on = DayField(label=_("Tanggal berita acara"), required=False)


class RecertificationForm(forms.Form):
    """What a visit found."""

    outcome = forms.ChoiceField(label=_("Hasil kunjungan"), choices=Recertification.Outcome.choices)
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


def months_named(months: list[date]) -> list[tuple[str, str]]:
    """Months as choices of an address."""
    return [(f"{one:%Y-%m}", formats.month(one)) for one in months]
