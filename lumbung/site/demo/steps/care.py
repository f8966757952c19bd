"""Care in the regency: an elderly man who wants to farm, a young woman who learns, one case known to its team only."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions
from lumbung.cases.models import Case, Session
from lumbung.core.actors import acting
from lumbung.registry.models import Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CARE_SUPERVISOR, CARE_WORKER, SECOND_CARE_WORKER
from lumbung.staff.models import Declaration, User

TITLE = _("Layanan kasus")
ELDERLY = ("lansia", "lansia_telantar", "Hidup sendiri, kebunnya tidak terurus sejak istrinya meninggal.")
YOUNG = ("disabilitas", "disabilitas", "Ingin bekerja, belum pernah keluar rumah sendiri.")
SECRET = ("tuna_sosial", "korban_perdagangan_orang", "Dijanjikan pekerjaan, pulang tanpa upah dan surat.")
FARMING = {
    "component": "vocation", "therapy": "livelihood", "aim": "Menanam cabai di pekarangan dan menjual hasilnya",
    "measure": "Sepuluh kilogram cabai terjual pada panen pertama", "who": "Bersama penyuluh pertanian",
    "times": 1, "per": "week",
}  # fmt: skip
COMPANY = {
    "component": "family", "aim": "Anak yang merantau menelepon dan pulang", "measure": "Dua kali telepon seminggu",
    "who": "Keluarga, diingatkan pekerja sosial", "times": 2, "per": "week",
}  # fmt: skip
BATIK = {
    "component": "vocation", "therapy": "livelihood", "aim": "Belajar batik ciprat di dekat rumah",
    "measure": "Satu kain selesai tanpa bantuan", "who": "Kader dan kelompok batik", "times": 2, "per": "week",
}  # fmt: skip


def is_done(demo: Demonstration) -> bool:
    """Whether anybody is cared for; where nobody lives but relatives of officers nobody is."""
    return Case.objects.exists() or len(_people(demo)) < len((ELDERLY, YOUNG, SECRET))


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        care = _Care(demo)
        elderly, young, secret = (
            care.opened(person, told) for person, told in zip(_people(demo), (ELDERLY, YOUNG, SECRET), strict=True)
        )
        bar.part(1, 3)
        for case in (elderly, young):
            care.accept(case)
        bar.part(2, 3)
        care.farm(elderly)
        care.learn(young)
        care.meet([elderly, young, secret])
        care.supervise()
        bar.part(3, 3)


def _people(demo: Demonstration) -> list[Person]:
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.regency}.")
    found = found.exclude(family__members__nik_index__in=relatives)
    oldest = list(found.order_by(F("birth_date").asc(nulls_last=True), "pk")[:1])
    younger = found.filter(birth_date__year__range=(1998, 2004)).exclude(family__in=[one.family_id for one in oldest])
    return [*oldest, *younger.order_by("family", "pk").distinct("family")[:2]]


class _Care:
    """Two workers and their supervisor, some weeks back."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo = demo
        self.start = demo.today - timedelta(days=60)
        self.people: dict[str, User] = {
            name: demo.person(name) for name in (CARE_WORKER, SECOND_CARE_WORKER, CARE_SUPERVISOR)
        }

    def opened(self, person: Person, told: tuple[str, str, str]) -> Case:
        """Somebody is found, and the first worker takes the case."""
        cluster, ppks, need = told
        given = {"cluster": cluster, "ppks": ppks, "need": need, "person_id": person.pk, "on": self.start}
        return self._as(CARE_WORKER, actions.open_case, **given)

    def accept(self, case: Case) -> None:
        """Agreed to, assessed, accepted by a conference."""
        of_case: dict[str, Any] = {"case_id": case.pk, "on": self._day(3)}
        self._as(CARE_WORKER, actions.finish_step, step="access", **of_case)
        agreement = actions.Agreement(
            given_by=case.called, relation="self", scopes=["service", "referral"], sign="thumb", witness="Ketua RT 02"
        )
        self._as(CARE_WORKER, actions.record_consent, agreement=agreement, **of_case)
        self._as(CARE_WORKER, actions.finish_step, step="approach", **of_case)
        reason = "Asesmen puskesmas bulan ini dipakai."
        self._as(CARE_SUPERVISOR, actions.skip_step, step="assessment", reason=reason, **of_case)
        told: dict[str, Any] = {"region_code": self.demo.regency, "on": self._day(10), "place": "Ruang rapat dinas"}
        meeting = self._as(CARE_SUPERVISOR, actions.plan_conference, **told)
        for name, function in (("dr. Ratna Dewi", "Dokter puskesmas"), ("Endah Puspita", "Psikolog")):
            seat = {"conference_id": meeting.pk, "name": name, "function": function, "on": self._day(10)}
            self._as(CARE_SUPERVISOR, actions.add_attendant, **seat)
        asked = {"conference_id": meeting.pk, "case_id": case.pk, "question": "intake", "on": self._day(10)}
        line = self._as(CARE_WORKER, actions.put_case, **asked)
        said = "Diterima, layanan di rumah dan di lingkungannya."
        self._as(CARE_SUPERVISOR, actions.decide, decision_id=line.pk, outcome="accept", said=said)
        self._as(CARE_SUPERVISOR, actions.close_minutes, conference_id=meeting.pk, on=self._day(10))

    def farm(self, case: Case) -> None:
        """A plan, weekly visits, and the first harvest."""
        first, _second = self._planned(case, "Saya ingin bertani lagi, supaya tidak hanya menunggu.", FARMING, COMPANY)
        told = {"case_id": case.pk, "goal_id": first, "title": "Kunjungan penyuluh", "kind": "visit", "minutes": 90}
        series = self._as(CARE_WORKER, actions.book, starts_at=self._hour(15, 9), times=8, place="Di rumah", **told)
        notes = (
            "Tanah digemburkan, bibit ditanam.",
            "Bibit tumbuh.",
            "Hujan deras, tidak ada di rumah.",
            "Mulai berbunga.",
        )
        for session, note in zip(series, notes, strict=False):
            came = "absent" if "tidak ada" in note else "came"
            self._noted(session, case, came, note)
        words = "Panen pertama dua belas kilogram, delapan terjual di pasar."
        told = {"goal_id": first, "reached": "partly", "words": words, "on": self._day(55)}
        self._as(CARE_WORKER, actions.note_progress, **told)

    def learn(self, case: Case) -> None:
        """A plan and the first lessons."""
        [goal] = self._planned(case, "Saya mau bikin batik seperti Mbak Tini.", BATIK)
        told = {"case_id": case.pk, "goal_id": goal, "title": "Latihan batik ciprat", "minutes": 120}
        series = self._as(CARE_WORKER, actions.book, starts_at=self._hour(16, 13), times=8, place="Balai desa", **told)
        self._noted(series[0], case, "came", "Datang diantar ibunya, mencoba warna biru.")

    def meet(self, cases: list[Case]) -> None:
        """A group whose title tells of nobody; who of it is secret is known to the team."""
        told: dict[str, Any] = {"case_ids": [case.pk for case in cases], "title": "Temu keluarga", "minutes": 120}
        at = self._hour(40, 10)
        [session] = self._as(CARE_WORKER, actions.book_group, starts_at=at, place="Aula dinas sosial", **told)
        came = {case.pk: "came" for case in cases}
        given = {"session_id": session.pk, "states_of": came, "at": at + timedelta(hours=3)}
        self._as(CARE_WORKER, actions.note_group, **given)

    def supervise(self) -> None:
        """What the supervisor and the worker talked about."""
        told = {"worker_id": self.people[CARE_WORKER].pk, "words": "Kunjungan teratur; catatannya perlu lebih singkat."}
        self._as(CARE_SUPERVISOR, actions.note_supervision, on=self._day(45), again_on=self._day(75), **told)

    def _planned(self, case: Case, wish: str, *goals: dict[str, Any]) -> list[int]:
        until = self._day(190)
        told = {"case_id": case.pk, "wish": wish, "until": until, "on": self._day(11)}
        plan = self._as(CARE_WORKER, actions.draft_plan, **told)
        made = [self._as(CARE_WORKER, actions.add_goal, plan_id=plan.pk, until=until, **goal).pk for goal in goals]
        self._as(CARE_WORKER, actions.submit_plan, plan_id=plan.pk)
        self._as(CARE_SUPERVISOR, actions.approve_plan, plan_id=plan.pk, on=self._day(12))
        self._as(CARE_WORKER, actions.finish_step, case_id=case.pk, step="plan", on=self._day(12))
        return made

    def _noted(self, session: Session, case: Case, state: str, note: str) -> None:
        told = {"session_id": session.pk, "case_id": case.pk, "state": state, "note": note}
        self._as(CARE_WORKER, actions.note_attendance, at=session.ends_at, **told)

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _day(self, after: int) -> date:
        return self.start + timedelta(days=after)

    def _hour(self, after: int, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(self._day(after), time(hour)))
