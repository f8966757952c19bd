"""A way back: a drug-abuse survivor in a centre through therapy, relapse, a longer stay and after-care; a street child
who has just been referred; a wave of a course that a conference fills; old people whose case has ended."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions
from lumbung.cases.models import Case, Contact
from lumbung.core.actors import acting
from lumbung.registry.models import Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CARE_SUPERVISOR, CARE_WORKER, CENTRE_HEAD
from lumbung.staff.models import Declaration, User

TITLE = _("Pemulihan di sentra")
CENTRE = "Sentra Terpadu Kartini"
SURVIVOR: dict[str, Any] = {
    "cluster": "napza", "ppks": "korban_napza", "need": "Ingin lepas dari obat dan bekerja lagi.",
    "mode": "residential", "mode_reason": "Lingkungan rumah masih memakai.", "centre": CENTRE,
}  # fmt: skip
OLD = {"cluster": "lansia", "ppks": "lansia_telantar", "need": "Jatuh di rumah, lama tidak dijenguk."}
ENDED = (
    ("reunified", "Tinggal lagi bersama anaknya."), ("independent", "Mengurus rumah dan kebunnya sendiri."),
    ("reunified", "Dijemput adiknya ke rumah keluarga."), ("long_term_care", "Perawat datang ke rumah tiap pekan."),
    ("independent", "Berjualan lagi di pasar."), ("moved", "Pindah mengikuti anaknya ke kota."),
)  # fmt: skip
CHILD = {"cluster": "anak", "ppks": "anak_jalanan", "need": "Tidur di terminal dan berhenti sekolah."}


def is_done(demo: Demonstration) -> bool:
    """Whether somebody is on the way back; where nobody lives but relatives of officers nobody is."""
    return Case.objects.filter(cluster="napza").exists() or len(_people(demo)) < len((SURVIVOR, CHILD, SURVIVOR))


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        centre = _Centre(demo)
        survivor, child, second = _people(demo)
        case = centre.opened(survivor, SURVIVOR)
        centre.opened(child, CHILD)
        therapy = centre.opened(second, {**SURVIVOR, "need": "Mulai lagi sesudah dua kali berhenti."})
        bar.part(1, 3)
        centre.accept(case)
        centre.begin(therapy)
        bar.part(2, 3)
        centre.carry_on(case)
        for person, (outcome, said) in zip(_old(demo), ENDED, strict=False):
            centre.end(centre.opened(person, OLD), outcome, said)
        bar.part(3, 3)


def _people(demo: Demonstration) -> list[Person]:
    """Two grown-ups and a child between them, none of an officer's own, nobody who is cared for already."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.regency}.", cases=None)
    found = found.exclude(family__members__nik_index__in=relatives).order_by("pk")
    grown = list(found.filter(birth_date__year__range=(1980, 2002))[:2])
    child = list(found.filter(birth_date__year__range=(2010, 2018))[:1])
    return [*grown[:1], *child, *grown[1:]]


def _old(demo: Demonstration) -> list[Person]:
    """Old people of whom nobody else tells in the demonstration, as many as ended."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.regency}.", cases=None)
    found = found.exclude(family__members__nik_index__in=relatives).filter(birth_date__year__lte=demo.today.year - 60)
    return list(found.order_by("-pk")[: len(ENDED)])


class _Centre:
    """A worker, a supervisor and the head of a centre, over two months."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo = demo
        self.start = demo.today - timedelta(days=60)
        self.people: dict[str, User] = {name: demo.person(name) for name in (CARE_WORKER, CARE_SUPERVISOR, CENTRE_HEAD)}

    def opened(self, person: Person, told: dict[str, Any]) -> Case:
        """What a cadre of the village refers, and the worker takes on."""
        given = {"person_id": person.pk, "referred_by": "Kader desa", **told}
        return self._as(CARE_WORKER, actions.open_case, on=self._day(0), **given)

    def begin(self, case: Case) -> None:
        """Another one in the same centre, who has just begun with therapy."""
        self._reached(case)
        self._confer(case, 12, outcome="accept", question="intake")
        self._skip(case, "plan", "Rencana balai dipakai.", 14)

    def accept(self, case: Case) -> None:
        """Reached, and accepted by a conference into a wave of a course."""
        self._reached(case)
        told: dict[str, Any] = {"course": "Bengkel motor", "year": self._day(0).year, "number": 2, "places": 20}
        place = {"region_code": self.demo.regency, "centre": CENTRE}
        wave = self._as(CENTRE_HEAD, actions.open_wave, **place, **told, starts_on=self._day(90))
        self._confer(case, 12, outcome="accept", question="wave", wave_id=wave.pk)
        self._as(CENTRE_HEAD, actions.call_up, wave_id=wave.pk, on=self._day(13))

    def carry_on(self, case: Case) -> None:
        """Therapy, a relapse and services again, a longer stay, after-care."""
        self._skip(case, "plan", "Rencana balai dipakai.", 14)
        self._finish(case, "implementation", 25)
        self._finish(case, "monitoring", 30, to="implementation", said="Kambuh saat pulang; terapi diulang.")
        case.refresh_from_db()
        until = (case.limit_on or self._day(180)) + timedelta(days=60)
        self._confer(case, 35, outcome="extend", question="extension", until=until)
        self._finish(case, "implementation", 50)
        self._finish(case, "monitoring", 55)
        contact = Contact.objects.filter(case=case).earliest("due_on")
        told = {"contact_id": contact.pk, "found": "well", "said": "Sudah bekerja di bengkel.", "at": timezone.now()}
        self._as(CARE_WORKER, actions.note_contact, on=self._day(58), **told)

    def end(self, case: Case, outcome: str, said: str) -> None:
        """Care at home that has come to its end, as a conference agreed."""
        self._reached(case)
        self._confer(case, 12, outcome="accept", question="intake")
        self._skip(case, "plan", "Rencana tahun lalu diteruskan.", 14)
        self._finish(case, "implementation", 30)
        self._finish(case, "monitoring", 35)
        contact = Contact.objects.filter(case=case).earliest("due_on")
        told = {"contact_id": contact.pk, "found": "well", "said": said, "at": timezone.now()}
        self._as(CARE_WORKER, actions.note_contact, on=self._day(45), **told)
        self._confer(case, 50, outcome="end", question="termination")
        self._finish(case, "aftercare", 52)
        self._as(CARE_WORKER, actions.end_case, case_id=case.pk, outcome=outcome, said=said, on=self._day(54))

    def _reached(self, case: Case) -> None:
        """Reached, agreed to by thumb, assessed elsewhere."""
        self._finish(case, "access", 2)
        agreement = actions.Agreement(case.called, "self", ["service", "assessment"], "thumb", witness="Ketua RT 02")
        self._as(CARE_WORKER, actions.record_consent, case_id=case.pk, agreement=agreement, on=self._day(4))
        self._finish(case, "approach", 4)
        self._skip(case, "assessment", "Asesmen BNN kabupaten dipakai.", 10)

    def _confer(self, case: Case, day: int, *, outcome: str, until: date | None = None, **asked: Any) -> None:
        place = {"region_code": self.demo.regency, "place": f"Ruang rapat {CENTRE}"}
        meeting = self._as(CENTRE_HEAD, actions.plan_conference, on=self._day(day), **place).pk
        for name, function in (("dr. Ratna Dewanti", "Dokter"), ("Endah Palupi", "Psikolog")):
            seat = {"conference_id": meeting, "name": name, "function": function}
            self._as(CENTRE_HEAD, actions.add_attendant, on=self._day(day), **seat)
        given = {"conference_id": meeting, "case_id": case.pk, **asked}
        line = self._as(CARE_WORKER, actions.put_case, on=self._day(day), **given)
        told = {"decision_id": line.pk, "outcome": outcome, "said": "Disepakati bersama.", "until": until}
        self._as(CENTRE_HEAD, actions.decide, **told)
        self._as(CENTRE_HEAD, actions.close_minutes, conference_id=meeting, on=self._day(day))

    def _finish(self, case: Case, step: str, day: int, **told: Any) -> None:
        self._as(CARE_WORKER, actions.finish_step, case_id=case.pk, step=step, on=self._day(day), **told)

    def _skip(self, case: Case, step: str, reason: str, day: int) -> None:
        given = {"case_id": case.pk, "step": step, "reason": reason}
        self._as(CARE_SUPERVISOR, actions.skip_step, on=self._day(day), **given)

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _day(self, after: int) -> date:
        return self.start + timedelta(days=after)
