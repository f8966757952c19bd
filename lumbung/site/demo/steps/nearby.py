"""Care near home: a year decided, a hot day with its calls, an old person who grows chillies, a cohort of bakers."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import SYSTEM, acting
from lumbung.districts import actions
from lumbung.districts.models import Call, Major
from lumbung.registry.models import Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CARE_SUPERVISOR, CARE_WORKER, SECOND_CARE_WORKER
from lumbung.staff import actions as declaring
from lumbung.staff.models import Declaration, User

TITLE = _("Layanan wilayah")
NEEDED = 9
ASSESSED = {"needs": ["housework", "company"], "level": "general", "found": "Tinggal sendiri, sulit memasak."}
HEARD = (("well", ""), ("ill", "Pusing sejak pagi."), ("no_answer", ""), ("well", ""))
CROPS = ((20, "Cabai", "3.5", 70_000), (10, "Cabai", "5", 110_000), (2, "Terong", "4.2", None))


def is_done(demo: Demonstration) -> bool:
    """Whether anything is taught; where too few live but relatives of officers nothing is."""
    return Major.objects.exists() or len(_elders(demo)) < NEEDED


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        near = _Near(demo, _elders(demo))
        near.declare()
        near.decide()
        bar.part(1, 4)
        near.warn()
        bar.part(2, 4)
        near.grow()
        bar.part(3, 4)
        near.teach()
        near.find_events()
        bar.part(4, 4)


def _elders(demo: Demonstration) -> list[Person]:
    """Old people who are no relatives of officers; the very oldest has a case already."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.regency}.", birth_date__isnull=False)
    return list(found.exclude(family__members__nik_index__in=relatives).order_by("birth_date", "pk")[1 : NEEDED + 1])


class _Near:
    """A worker, a colleague and their supervisor, some weeks back."""

    def __init__(self, demo: Demonstration, elders: list[Person]) -> None:
        self.demo, self.elders = demo, elders
        names = (CARE_WORKER, SECOND_CARE_WORKER, CARE_SUPERVISOR)
        self.people: dict[str, User] = {name: demo.person(name) for name in names}

    def declare(self) -> None:
        """The worker's own number, which belongs to nobody: who asks for goods has declared theirs."""
        nik = f"{self.demo.regency.replace('.', '')}010101709980"
        user = self.people[CARE_WORKER]
        with acting(user, reason=str(TITLE)):
            declaring.declare_number(user=user, kind="own", nik=nik, on=self.demo.today)

    def decide(self) -> None:
        """One year that runs, one near its end, one that waits; two people who are called regularly."""
        for person, days, services in zip(
            self.elders, (40, 330, 1), (["daily_help"], ["meals"], ["company"]), strict=False
        ):
            told = {"person_id": person.pk, "services": services, "on": self._day(days), **ASSESSED}
            made = self._as(CARE_WORKER, actions.assess_care, **told)
            if days > 1:
                self._as(CARE_SUPERVISOR, actions.decide_care, decision_id=made.pk, grant=True, on=self._day(days - 1))
        for person, risk in zip(self.elders[3:5], (3, 1), strict=True):
            told = {"person_id": person.pk, "risk": risk, "why": "Tinggal sendiri.", "on": self._day(30)}
            self._as(CARE_WORKER, actions.watch, **told)
        with acting(SYSTEM, reason=str(TITLE)):
            actions.plan_contacts(on=self.demo.today, at=self._at(0, 3), by=SYSTEM)

    def warn(self) -> None:
        """A hot day in one district: some were called, one is ill, one doesn't answer, the others wait."""
        district = self.elders[0].region_code[: len("33.23.01")]
        told = {
            "hazard": "heat",
            "regions_warned": [district],
            "measure": 362,
            "headline": "Suhu siang mencapai 36,2 °C",
        }
        alert = self._as(CARE_SUPERVISOR, actions.enter_alert, at=self._at(0, 4), **told)
        calls = list(Call.objects.filter(alert=alert).order_by("-risk", "pk")[: len(HEARD)])
        for call, (result, said) in zip(calls, HEARD, strict=False):
            heard = {"call_id": call.pk, "seen": 0, "result": result, "said": said, "at": self._at(0, 5)}
            self._as(CARE_WORKER, actions.note_call, **heard)

    def grow(self) -> None:
        """A wish, the visit, what was needed, and three harvests."""
        told = {"person_id": self.elders[5].pk, "kind": "crops", "wish": "Ingin menanam cabai lagi di pekarangan."}
        made = self._as(CARE_WORKER, actions.wish_activity, on=self._day(90), **told)
        visit = {"visit_id": made.visits.get().pk, "result": "needs", "said": "Pekarangan siap, perlu benih dan pupuk."}
        self._as(CARE_WORKER, actions.note_visit, on=self._day(85), **visit)
        seed, _soil = (
            self._as(CARE_WORKER, actions.note_need, activity_id=made.pk, what=what, rupiah=rupiah)
            for what, rupiah in (("Benih cabai", 75_000), ("Pupuk kandang", 120_000))
        )
        self._as(CARE_WORKER, actions.ask_goods, need_id=seed.pk, item="benih_sayur", on=self._day(84))
        for days, what, amount, sold in CROPS:
            crop = {"what": what, "amount": Decimal(amount), "unit": "kg", "sold": sold, "on": self._day(days)}
            self._as(CARE_WORKER, actions.note_harvest, activity_id=made.pk, **crop)

    def teach(self) -> None:
        """Two seats, three people, some days of attendance, start-up money that waits for the supervisor."""
        of = {"region_code": self.demo.regency, "kind": "enterprise", "audience": "single_parent"}
        major = self._as(CARE_WORKER, actions.open_major, name="Roti dan kue", about="Dari adonan sampai jualan.", **of)
        days = {"starts_on": self._day(30), "ends_on": self._day(-60), "seats": 2, "where": "Balai desa"}
        group = self._as(CARE_WORKER, actions.open_cohort, major_id=major.pk, name="Angkatan 1", **days)
        told = {"cohort_id": group.pk, "on": self._day(30)}
        first, *_more = (
            self._as(CARE_WORKER, actions.join_cohort, person_id=person.pk, **told) for person in self.elders[6:9]
        )
        learning = list(group.places.filter(status="learning").values_list("pk", flat=True))
        for day, came in ((20, learning), (13, learning[:1]), (6, learning)):
            noted = {"cohort_id": group.pk, "on": self._day(day), "came": came}
            self._as(CARE_WORKER, actions.note_attendance, **noted)
        self._as(CARE_WORKER, actions.name_mentor, place_id=first.pk, mentor=SECOND_CARE_WORKER)
        advice = {"place_id": first.pk, "said": "Rotinya sudah layak dijual.", "on": self._day(6)}
        self._as(SECOND_CARE_WORKER, actions.note_advice, **advice)
        aid = {"place_id": first.pk, "kind": "money", "what": "Bahan untuk sebulan pertama", "rupiah": 750_000}
        self._as(CARE_WORKER, actions.ask_start_up, on=self._day(5), **aid)

    def find_events(self) -> None:
        """What the night would find."""
        with acting(SYSTEM, reason=str(TITLE)):
            actions.find_life_events(on=self.demo.today, by=SYSTEM)

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _day(self, ago: int) -> Any:
        return self.demo.today - timedelta(days=ago)

    def _at(self, days_ago: int, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(self._day(days_ago), time(hour)))
