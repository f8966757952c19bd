"""Dream Start in the regency: a list that is asked, children and a mother who are served, a report decided on."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.childhood import actions
from lumbung.childhood.models import Candidate, Start
from lumbung.core.actors import acting
from lumbung.law import days
from lumbung.registry.models import Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CARE_SUPERVISOR, CARE_WORKER, FACILITATOR
from lumbung.staff.models import Declaration, User

TITLE = _("Dream Start dan perlindungan anak")
GONE = {"child": 40, "second": 12, "mother": 350}
"""Days since each of them entered; the mother is in her fourth quarter."""
TWELVE, HEARD = 200, 50
"""Days since a child of twelve entered, and since a conference let the child stay beyond that age."""
NEED = {
    "child": "Jarang ditimbang, ibunya bekerja sampai malam.",
    "second": "Sering tidak masuk sekolah.",
    "mother": "Hamil muda, tinggal bersama mertua.",
    "older": "Sering membolos, ingin bekerja ikut pamannya.",
}
GOALS = {
    "mother": "Periksa ke bidan tiap bulan, tabungan bersalin mulai ada.",
    "older": "Masuk sekolah tiap hari; belajar malam ditemani kakaknya.",
}
LONGER = "Tinggal sampai lulus SMP; sekolah dan pendampingannya jangan terputus."
AT_TWELVE = (("home_interview", "Pekerja sosial", ""), ("health_check", "Puskesmas", "APBD"), ("rights", "SMP", ""))
GIVEN = (("home_interview", "Pekerja sosial", ""), ("growth", "Posyandu Melati", "APBD"), ("rearing", "Puskesmas", ""))
FOUND = (("worry", "Berat badan turun."), ("absent", "Rumah kosong."), ("well", ""))
ASKED = (("willing", ""), ("refused", "Anaknya sudah diurus neneknya."), ("not_found", ""), ("no_need", ""))


def is_done(demo: Demonstration) -> bool:
    """Whether anybody is in Dream Start; where nobody lives but relatives of officers nobody is."""
    return Start.objects.exists() or len(_people(demo)) < len(GONE)


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        work = _Childhood(demo)
        starts = {name: work.enter(name, person) for name, person in _people(demo).items()}
        bar.part(1, 3)
        for name in ("child", "mother"):
            work.accept(starts[name])
        work.serve(starts["child"])
        work.go_on(starts["mother"], 3, GOALS["mother"])
        work.stay_on(_older(demo, list(starts.values())))
        bar.part(2, 3)
        work.ask()
        work.protect()
        bar.part(3, 3)


def _people(demo: Demonstration) -> dict[str, Person]:
    """Two small children and a woman of different families, none of an officer's."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.regency}.")
    found = found.exclude(family__members__nik_index__in=relatives).order_by("family", "pk").distinct("family")
    born = (days.years_after(demo.today, -4), days.years_after(demo.today, -1))
    children = list(found.filter(birth_date__range=born)[:2])
    women = found.filter(sex="P", birth_date__year__range=(demo.today.year - 35, demo.today.year - 22), cases=None)
    mothers = list(women.exclude(family__in=[one.family_id for one in children])[:1])
    return dict(zip(GONE, [*children, *mothers], strict=False))


def _older(demo: Demonstration, starts: list[Start]) -> Person | None:
    """A child who was still twelve when the conference met, of another family; the oldest."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.regency}.", cases=None)
    found = found.exclude(family__members__nik_index__in=relatives)
    found = found.exclude(family__in=[one.person.family_id for one in starts])
    heard = demo.today - timedelta(days=HEARD)
    born = (days.years_after(heard, -13) + timedelta(days=2), days.years_after(heard, -12))
    return found.filter(birth_date__range=born).order_by("birth_date", "pk").first()


class _Childhood:
    """A worker, the supervisor who signs, and a facilitator who reports."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo = demo
        self.people: dict[str, User] = {name: demo.person(name) for name in (CARE_WORKER, CARE_SUPERVISOR, FACILITATOR)}

    def enter(self, name: str, person: Person) -> Start:
        """Somebody enters, some weeks back."""
        told = {"person_id": person.pk, "need": NEED[name], "pregnant": name == "mother"}
        return self._as(CARE_WORKER, actions.enter, on=self._day(GONE.get(name, TWELVE)), **told)

    def accept(self, start: Start) -> None:
        """Agreed to, assessed elsewhere, accepted by a conference within the thirty days."""
        on = start.entered_on + timedelta(days=9)
        of_case: dict[str, Any] = {"case_id": start.case_id, "on": on}
        self._as(CARE_WORKER, cases.finish_step, step="access", **of_case)
        agreement = cases.Agreement(
            given_by=start.person.mother_name or start.person.name, relation="parent", scopes=["service"],
            sign="thumb", witness="Bidan desa",
        )  # fmt: skip
        self._as(CARE_WORKER, cases.record_consent, agreement=agreement, **of_case)
        self._as(CARE_WORKER, cases.finish_step, step="approach", **of_case)
        why = "Asesmen keluarga dari puskesmas dipakai."
        self._as(CARE_SUPERVISOR, cases.skip_step, step="assessment", reason=why, **of_case)
        self._confer(start, on, question="intake", outcome="accept", said="Diterima di Dream Start.")

    def _confer(self, start: Start, on: date, *, question: str, **decided: Any) -> int:
        """A conference on one case with closed minutes; its decision."""
        told: dict[str, Any] = {"region_code": self.demo.regency, "on": on, "place": "Aula kecamatan"}
        meeting = self._as(CARE_SUPERVISOR, cases.plan_conference, **told)
        for name, function in (("dr. Wening Astuti", "Dokter puskesmas"), ("Retno Palupi", "Guru TK")):
            seat = {"conference_id": meeting.pk, "name": name, "function": function, "on": on}
            self._as(CARE_SUPERVISOR, cases.add_attendant, **seat)
        asked = {"conference_id": meeting.pk, "case_id": start.case_id, "question": question, "on": on}
        line = self._as(CARE_WORKER, cases.put_case, **asked)
        self._as(CARE_SUPERVISOR, cases.decide, decision_id=line.pk, **decided)
        self._as(CARE_SUPERVISOR, cases.close_minutes, conference_id=meeting.pk, on=on)
        return int(line.pk)

    def serve(self, start: Start) -> None:
        """Needs found, services given and one refused, contacts made."""
        on = start.entered_on + timedelta(days=12)
        at: dict[str, Any] = {"start_id": start.pk, "on": on}
        self._as(CARE_WORKER, actions.note_needs, needs=["delay", "parenting"], risk="high", **at)
        for service, giver, source in GIVEN:
            told = {"service": service, "status": "given", "giver": giver, "source": source}
            self._as(CARE_WORKER, actions.note_service, **told, **at)
        refused = {"service": "parent_group", "status": "refused", "said": "Ibunya bekerja pada jam pertemuan."}
        self._as(CARE_WORKER, actions.note_service, **refused, **at)
        for week, (found, said) in enumerate(
            (("worry", "Berat badan turun."), ("absent", "Rumah kosong."), ("well", ""))
        ):
            day = on + timedelta(days=7 * week)
            given = {"contact_id": start.contacts.get(on=None).pk, "found": found, "said": said}
            self._as(CARE_WORKER, actions.note_contact, on=day, at=self._noon(day), **given)

    def go_on(self, start: Start, quarters: int, goals: str) -> None:
        """So many quarters, each written by the worker and signed by the supervisor."""
        for quarter in range(1, quarters + 1):
            review = start.reviews.get(quarter=quarter)
            on = min(review.due_on, self.demo.today)
            told = {"review_id": review.pk, "goals": goals, "risk": "low", "verdict": "go_on", "on": on}
            self._as(CARE_WORKER, actions.write_review, **told)
            self._as(CARE_SUPERVISOR, actions.sign_review, review_id=review.pk, on=on)
            self._call(start, on)
        self._call(start, self._day(10))

    def stay_on(self, person: Person | None) -> None:
        """A child who grew too old for the programme stays a year longer, as a conference decided before."""
        if person is None or person.birth_date is None:
            return
        start = self.enter("older", person)
        self.accept(start)
        for service, giver, source in AT_TWELVE:
            told = {"service": service, "status": "given", "giver": giver, "source": source}
            self._as(CARE_WORKER, actions.note_service, start_id=start.pk, on=self._day(TWELVE - 20), **told)
        self.go_on(start, 2, GOALS["older"])
        until = days.years_after(person.birth_date, 14) - timedelta(days=1)
        decided: dict[str, Any] = {"outcome": "extend", "said": LONGER, "until": until}
        decision = self._confer(start, self._day(HEARD), question="review", **decided)
        self._as(CARE_SUPERVISOR, actions.let_stay, start_id=start.pk, decision_id=decision, on=self._day(HEARD))

    def _call(self, start: Start, on: date) -> None:
        given = {"contact_id": start.contacts.get(on=None).pk, "found": "well"}
        self._as(CARE_WORKER, actions.note_contact, on=on, at=self._noon(on), **given)

    def ask(self) -> None:
        """A list of the regency of last month, its first lines asked."""
        on = self._day(30)
        made = self._as(CARE_WORKER, actions.discover, region_code=self.demo.regency, on=on)
        waiting = made.candidates.filter(status=Candidate.Status.WAITING).order_by("-points", "pk")
        for one, (answer, said) in zip(waiting, ASKED, strict=False):
            told = {"candidate_id": one.pk, "answer": answer, "said": said}
            self._as(CARE_WORKER, actions.note_answer, on=on + timedelta(days=2), **told)

    def protect(self) -> None:
        """A street child: reported by the facilitator, decided on by the supervisor after forty minutes."""
        at = self._noon(self._day(20))
        facilitator = self.people[FACILITATOR]
        told = actions.Told(
            happened="Tidur di emper pasar, ada bekas sundutan di tangan.", kinds=["physical", "neglect"],
            danger="yes", suspect_is_guardian="yes", called="Ucil", age=10, region_code=facilitator.region_code,
        )  # fmt: skip
        report = self._as(FACILITATOR, actions.take_report, told=told, at=at)
        of: dict[str, Any] = {"report_id": report.pk}
        given = {"risk": "high", "decision": "safe_place", "said": "Tidak ada orang dewasa yang aman malam ini."}
        self._as(CARE_SUPERVISOR, actions.decide_safety, at=at + timedelta(minutes=40), **of, **given)
        police = {"sector": "police", "place": "Polres Temanggung", "child": "yes", "guardian": "not_asked"}
        self._as(CARE_SUPERVISOR, actions.tell, said="Dugaan kekerasan.", at=at + timedelta(hours=1), **of, **police)

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _day(self, before: int) -> date:
        return self.demo.today - timedelta(days=before)

    def _noon(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(12)))
