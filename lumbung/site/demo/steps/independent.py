"""Out of outreach: a young man whom a cadre visited goes on alone, with independence aid, and somebody looks in."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.cases.models import Contact
from lumbung.core.actors import acting
from lumbung.outreach import actions
from lumbung.outreach.models import Cadre, Outreach, Visit
from lumbung.payments import actions as payments
from lumbung.payments.models import Fund
from lumbung.registry.models import Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CADRE, CARE_SUPERVISOR, CARE_WORKER, TREASURER
from lumbung.site.demo.steps.fund import PAYER, confirmed
from lumbung.staff.models import Declaration, User

TITLE = _("Dari jangkauan sampai mandiri")
FUND, HOLDS, BUDGET = "DIPA Rehabilitasi Sosial", 250_000_000, 2_500_000
YOUNG = (timedelta(days=45 * 365), timedelta(days=18 * 365))
FOUND, VISITED, AGREED, HEARD, PLANNED, FIRST, READY, ALONE = 260, 255, 250, 245, 240, 235, 62, 55
"""Days since he was found, visited, agreed, was accepted, had a plan, a first visit; was ready, went on alone."""
SIDES = ("daily", "social", "work")
NOTES = (
    ("1", "1", "1", "Mandi dan makan masih disuapi ibunya."),
    ("2", "1", "1", "Makan sendiri, belum mau keluar rumah."),
    ("2", "2", "1", "Ikut membeli pakan ayam ke warung."),
    ("2", "2", "2", "Memberi makan ayam pagi dan sore, diingatkan."),
    ("3", "2", "3", "Menghitung telur dan mencatatnya sendiri."),
    ("3", "3", "3", "Menjual telur ke tetangga tanpa ditemani."),
)


def is_done(demo: Demonstration) -> bool:
    """Whether anybody goes on alone; where no trained cadre lives near anybody nobody does."""
    return Outreach.objects.filter(status="aftercare").exists() or _cadre(demo) is None or _neighbour(demo) is None


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    person, cadre = _neighbour(demo), _cadre(demo)
    if person is None or cadre is None:
        return
    with transaction.atomic():
        way = _Way(demo)
        found = way.find(person)
        bar.part(1, 4)
        way.accept(found, person.mother_name or "Ibunya")
        way.plan(found)
        bar.part(2, 4)
        way.accompany(found, cadre)
        bar.part(3, 4)
        way.let_go(found)
        bar.part(4, 4)


def _cadre(demo: Demonstration) -> Cadre | None:
    """The one with an account, who was trained."""
    return Cadre.objects.filter(user=demo.person(CADRE), trainings__isnull=False).first()


def _neighbour(demo: Demonstration) -> Person | None:
    """Somebody young of the cadre's district whom nobody cares for yet, of a family where nobody is a cadre."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.person(CADRE).region_code}.")
    found = found.filter(cases=None, birth_date__range=[demo.today - age for age in YOUNG], sex="L")
    found = found.exclude(family__members__in=Cadre.objects.values("person"))
    return found.exclude(family__members__nik_index__in=relatives).order_by("-region_code", "pk").first()


class _Way:
    """A worker, her supervisor and a cadre, over eight months."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo = demo
        self.people: dict[str, User] = {name: demo.person(name) for name in (CARE_WORKER, CARE_SUPERVISOR, CADRE)}

    def find(self, person: Person) -> Outreach:
        """Found by his school's former teacher, and visited at home."""
        told = {"person_id": person.pk, "source": "school", "told": "Sejak keluar dari SLB tidak pernah ke mana-mana."}
        made = self._as(CARE_WORKER, actions.find, on=self._day(FOUND), **told)
        home = {"home": "Tinggal dengan ibunya; ada kandang ayam kosong di belakang.", "on": self._day(VISITED)}
        self._as(CARE_WORKER, actions.visit_home, outreach_id=made.pk, at=self._at(VISITED), **home)
        return made

    def accept(self, found: Outreach, mother: str) -> None:
        """Agreed to by his mother, accepted by a conference."""
        of_case: dict[str, Any] = {"case_id": found.case_id, "on": self._day(AGREED)}
        self._as(CARE_WORKER, cases.finish_step, step="access", **of_case)
        agreement = cases.Agreement(mother, "parent", ["service"], "thumb", witness="Ketua RT 03")
        self._as(CARE_WORKER, cases.record_consent, agreement=agreement, **of_case)
        self._as(CARE_WORKER, cases.finish_step, step="approach", **of_case)
        why = "Asesmen SLB tahun ini dipakai."
        self._as(CARE_SUPERVISOR, cases.skip_step, step="assessment", reason=why, **of_case)
        on = self._day(HEARD)
        place = {"region_code": self.demo.regency, "place": "Balai desa"}
        meeting = self._as(CARE_SUPERVISOR, cases.plan_conference, on=on, **place).pk
        for name, function in (("dr. Ratna Dewi", "Dokter puskesmas"), ("Sugeng Riyadi", "Guru SLB")):
            seat = {"conference_id": meeting, "name": name, "function": function}
            self._as(CARE_SUPERVISOR, cases.add_attendant, on=on, **seat)
        asked = {"conference_id": meeting, "case_id": found.case_id, "question": "intake"}
        line = self._as(CARE_WORKER, cases.put_case, on=on, **asked)
        said = "Diterima; dilayani di rumah oleh kader."
        self._as(CARE_SUPERVISOR, cases.decide, decision_id=line.pk, outcome="accept", said=said)
        self._as(CARE_SUPERVISOR, cases.close_minutes, conference_id=meeting, on=on)

    def plan(self, found: Outreach) -> None:
        """Daily living, company and work, with a budget from the fund of care."""
        told = {"wish": "Saya ingin punya ayam sendiri.", "sides": SIDES, "until": self._day(-120)}
        paid = {"budget": BUDGET, "fund_id": self._fund().pk}
        on = self._day(PLANNED)
        plan = self._as(CARE_WORKER, actions.plan, outreach_id=found.pk, on=on, **told, **paid)
        self._as(CARE_SUPERVISOR, cases.approve_plan, plan_id=plan.pk, on=on)
        self._as(CARE_WORKER, cases.finish_step, case_id=found.case_id, step="plan", on=on)

    def accompany(self, found: Outreach, cadre: Cadre) -> None:
        """The cadre came every month, and wrote what he learned."""
        self._as(CARE_WORKER, actions.match, outreach_id=found.pk, cadre_id=cadre.pk, on=self._day(PLANNED))
        told = {"first_on": self._day(FIRST), "times": len(NOTES), "every_days": 28, "on": self._day(PLANNED)}
        self._as(CARE_WORKER, actions.schedule_visits, outreach_id=found.pk, **told)
        visits = Visit.objects.filter(outreach=found).order_by("due_on")
        for visit, (daily, social, work, note) in zip(visits, NOTES, strict=True):
            at = self._at((self.demo.today - visit.due_on).days)
            told = {"visit_id": visit.pk, "daily": daily, "social": social, "work": work, "note": note}
            self._as(CADRE, actions.note_visit, at=at, **told)

    def let_go(self, found: Outreach) -> None:
        """Evaluated as ready, given a pen of hens, on his own; the first look-in found him well."""
        of: dict[str, Any] = {"outreach_id": found.pk}
        at = self._day(READY)
        self._as(CARE_WORKER, cases.finish_step, case_id=found.case_id, step="implementation", on=at)
        seen = {"outcome": "ready", "said": "Mengurus ayam dan menjual telur sendiri.", "daily": "3", "social": "3"}
        self._as(CARE_WORKER, actions.evaluate, on=at, work="3", **seen, **of)
        on = self._day(ALONE)
        self._as(CARE_WORKER, actions.give_independence_aid, kind="goods", on=on, **of)
        self._as(CARE_WORKER, actions.go_on_alone, on=on, **of)
        contact = Contact.objects.filter(case=found.case, on=None).earliest("due_on")
        told = {"contact_id": contact.pk, "found": "well", "said": "Dua puluh ekor, telurnya laku di warung."}
        ago = max((self.demo.today - contact.due_on).days, 0)
        self._as(CARE_WORKER, cases.note_contact, on=self._day(ago), at=self._at(ago), **told)

    def _fund(self) -> Fund:
        """The fund of care: one treasurer asks, another confirms."""
        treasurer = self.demo.person(TREASURER)
        known = Fund.objects.filter(name=FUND, fiscal_year=self.demo.today.year, status=Fund.Status.OPEN).first()
        if known is not None:
            return known
        with acting(treasurer, reason=str(TITLE)):
            asked = payments.open_fund(
                name=FUND, source=Fund.Source.STATE, fiscal_year=self.demo.today.year, budget=HOLDS,
                region_code=self.demo.regency, payer_name=PAYER, payer_account=f"9000{self.demo.today.year}0007",
                by=treasurer,
            )  # fmt: skip
        return confirmed(asked, self.demo)

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _day(self, ago: int) -> date:
        return self.demo.today - timedelta(days=ago)

    def _at(self, days_ago: int) -> datetime:
        return timezone.make_aware(datetime.combine(self._day(days_ago), time(10)))
