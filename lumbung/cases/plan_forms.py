"""What people fill in for a plan, a session, an aid, a supervision and a hand-over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.cases import plan_words, words
from lumbung.cases.models import Aid, Attendance, Goal, Session
from lumbung.payments.models import Fund

LONGEST = 2_000
POINTS = 3
_DAY = {"type": "date"}


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **more)


class PlanForm(forms.Form):
    """What the person wishes, until when the plan holds, and what it may give."""

    wish = _words(
        _("Apa yang diinginkan orangnya?"), help_text=_("Dengan kata-katanya sendiri. Jangan tulis NIK atau nomor KK.")
    )
    until = _day(_("Ditinjau paling lambat"))
    budget = forms.IntegerField(
        label=_("Anggaran (rupiah)"),
        min_value=0,
        required=False,
        help_text=_("Kosongkan bila tidak ada yang diberikan."),
    )
    fund = forms.ChoiceField(label=_("Dana"), required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        funds = Fund.objects.visible_to(viewer).filter(status="open").order_by("-fiscal_year", "name")
        choices = [("", _("Tanpa dana")), *((str(one.pk), str(one)) for one in funds)]
        self.fields["fund"].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        fund = int(given["fund"]) if given["fund"] else None
        return {"wish": given["wish"], "until": given["until"], "budget": given["budget"] or 0, "fund_id": fund}


class GoalForm(forms.Form):
    """One goal: what, measured by what, who, how often, until when."""

    component = forms.ChoiceField(label=_("Komponen ATENSI"), choices=plan_words.component_choices)
    therapy = forms.ChoiceField(
        label=_("Terapi"),
        choices=plan_words.therapy_choices,
        required=False,
        help_text=_("Terapi penghidupan termasuk pelatihan vokasional; tiga lainnya termasuk komponen terapi."),
    )
    aim = _words(_("Tujuannya"))
    measure = _words(_("Ukuran keberhasilannya"))
    who = forms.CharField(label=_("Siapa yang melakukan"), max_length=200)
    times = forms.IntegerField(label=_("Berapa kali"), min_value=1, max_value=1_000, initial=1)
    per = forms.ChoiceField(label=_("Dalam"), choices=Goal.Per.choices, initial=Goal.Per.WEEK)
    until = _day(_("Sampai kapan"))


class ProgressForm(forms.Form):
    """How far a goal has come."""

    reached = forms.ChoiceField(label=_("Capaian"))
    words = _words(_("Catatan kemajuan"))

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reached"].choices = choices  # type: ignore[attr-defined]


class _WhenForm(forms.Form):
    title = forms.CharField(label=_("Judul"), max_length=200)
    starts_at = forms.DateTimeField(
        label=_("Mulai"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    minutes = forms.IntegerField(label=_("Lama (menit)"), min_value=1, max_value=720, initial=60)
    times = forms.IntegerField(
        label=_("Berapa minggu"), min_value=1, initial=1, help_text=_("Hari dan jam yang sama setiap minggu.")
    )
    worker = forms.ChoiceField(label=_("Petugas"))
    room = forms.ChoiceField(
        label=_("Ruang"), required=False, help_text=_("Pengelola fasilitas menyetujui ruangnya, seperti pesanan lain.")
    )
    place = forms.CharField(label=_("Tempat"), max_length=200, required=False)

    def __init__(self, *args: Any, workers: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tanpa ruang")), *((str(one.pk), f"{one.facility}: {one.name}") for one in rooms)]
        self.fields["room"].choices = choices  # type: ignore[attr-defined]
        self.fields["worker"].choices = [(str(one.pk), one.name) for one in workers]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """As the actions take it."""
        given = self.cleaned_data
        names = ("title", "starts_at", "minutes", "times", "place")
        room = int(given["room"]) if given["room"] else None
        return {name: given[name] for name in names} | {"worker_id": int(given["worker"]), "room_id": room}


class SessionForm(_WhenForm):
    """A session of one person, once or weekly."""

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=[(one, one.label) for one in (Session.Kind.SINGLE, Session.Kind.VISIT)]
    )
    goal = forms.ChoiceField(label=_("Untuk tujuan"), required=False)
    field_order = ("goal", "kind", "title", "starts_at", "minutes", "times", "worker", "room", "place")

    def __init__(self, *args: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tanpa tujuan tertentu")), *((str(one.pk), one.aim) for one in goals)]
        self.fields["goal"].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        goal = self.cleaned_data["goal"]
        return super().told() | {"kind": self.cleaned_data["kind"], "goal_id": int(goal) if goal else None}


class GroupForm(_WhenForm):
    """A session of many."""

    cases = forms.MultipleChoiceField(label=_("Peserta"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(str(one.pk), f"{words.masked(one)} · {one.pk}") for one in cases]  # type: ignore[attr-defined]
        self.fields["title"].help_text = _("Jangan sebut nama atau keadaan siapa pun di judul dan tempatnya.")

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        return super().told() | {"case_ids": [int(one) for one in self.cleaned_data["cases"]]}


class NoteForm(forms.Form):
    """Whether one person came, and what is to be kept of it."""

    state = forms.ChoiceField(
        label=_("Kehadiran"), choices=[(one, one.label) for one in Attendance.NOTED], widget=forms.Select
    )
    note = _words(_("Catatan"), required=False, help_text=_("Jangan tulis NIK atau nomor KK."))


class AidForm(forms.Form):
    """What is given."""

    kind = forms.ChoiceField(label=_("Bentuk"), choices=Aid.Kind.choices)
    what = forms.CharField(label=_("Yang diberikan"), max_length=200)
    rupiah = forms.IntegerField(label=_("Nilai (rupiah)"), min_value=1)
    goal = forms.ChoiceField(label=_("Untuk tujuan"), required=False)

    def __init__(self, *args: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tanpa tujuan tertentu")), *((str(one.pk), one.aim) for one in goals)]
        self.fields["goal"].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        given = dict(self.cleaned_data)
        goal = given.pop("goal")
        return given | {"goal_id": int(goal) if goal else None}


class PayForm(forms.Form):
    """From which fund, for which region."""

    fund_id = forms.TypedChoiceField(label=_("Dana"), coerce=int)
    region_code = forms.CharField(label=_("Kode wilayah"), max_length=13)

    def __init__(self, *args: Any, funds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund_id"].choices = [(one["fund"], one["name"]) for one in funds]  # type: ignore[attr-defined]


class SupervisionForm(forms.Form):
    """What was talked about, and up to three points that were agreed on."""

    words = _words(
        _("Catatan supervisi"), help_text=_("Jangan sebut nama klien. Hanya petugas ini dan Anda yang membacanya.")
    )
    again_on = _day(_("Supervisi berikutnya"), required=False)

    def __init__(self, *args: Any, both: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = [(one.pk, one.name) for one in both]
        for at in range(1, POINTS + 1):
            told = {"n": at}
            self.fields[f"what_{at}"] = forms.CharField(
                label=_("Kesepakatan %(n)s") % told, max_length=LONGEST, required=False
            )
            self.fields[f"who_{at}"] = forms.TypedChoiceField(
                label=_("Yang mengerjakan kesepakatan %(n)s") % told, choices=who, coerce=int, required=False
            )
            self.fields[f"until_{at}"] = _day(_("Paling lambat kesepakatan %(n)s") % told, required=False)

    def clean(self) -> dict[str, Any]:
        """What is agreed on has a day."""
        given = super().clean() or self.cleaned_data
        for at in range(1, POINTS + 1):
            if given.get(f"what_{at}") and not given.get(f"until_{at}") and f"until_{at}" not in self.errors:
                self.add_error(f"until_{at}", _("Isi tanggalnya."))
        return given

    def points(self) -> list[dict[str, Any]]:
        """What was agreed on, by whom, until when."""
        given = self.cleaned_data
        rows = [(given[f"what_{at}"], given[f"who_{at}"], given[f"until_{at}"]) for at in range(1, POINTS + 1)]
        return [{"what": what, "who_id": who, "until": until} for what, who, until in rows if what]


class HandOverForm(forms.Form):
    """To whom, and why."""

    taker = forms.ChoiceField(label=_("Alihkan kepada"))
    reason = _words(_("Alasan"), help_text=_("Dibaca kedua petugas. Jangan sebut nama klien."))

    def __init__(self, *args: Any, takers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].choices = [(str(one.pk), one.name) for one in takers]  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """Between which days cases came in."""

    sejak = _day(_("Masuk sejak"))
    sampai = _day(_("sampai"))
