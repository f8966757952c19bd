"""Going to the person: a young woman with a cadre near by, visits, a workshop that she enters, parents who meet."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.outreach import actions
from lumbung.outreach.models import Cadre, Outreach, Visit
from lumbung.registry.models import Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CADRE, CARE_SUPERVISOR, CARE_WORKER
from lumbung.staff.models import Declaration, User

TITLE = _("Menjangkau dari rumah ke rumah")
CADRES, PERSONS, FEWEST = 3, 5, 3
TRAINED = 300
"""Days since the cadres learned."""
GROWN_UP = timedelta(days=17 * 365)
TOLD = (
    "Ingin bekerja, belum pernah keluar rumah sendiri.",
    "Anak tetangga, selalu di dalam rumah.",
    "Tidak naik kelas tiga kali, kini di rumah saja.",
    "Ibunya bertanya ke mana anaknya bisa belajar.",
    "Sering berjalan sendirian di pasar.",
)
NOTES = (
    ("2", "Mandi sendiri, baju masih dibantu."),
    ("2", "Berani menyapa tetangga."),
    ("3", "Mencoba canting, hasilnya rapi."),
)


def is_done(demo: Demonstration) -> bool:
    """Whether there is any cadre; where too few live but relatives of officers nobody goes."""
    return Cadre.objects.exists() or len(_neighbours(demo)[1]) < FEWEST


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        reaching = _Reaching(demo, *_neighbours(demo))
        reaching.train()
        bar.part(1, 3)
        found = reaching.find()
        reaching.accompany(found)
        bar.part(2, 3)
        reaching.work(found)
        reaching.meet(found)
        bar.part(3, 3)


def _neighbours(demo: Demonstration) -> tuple[list[Person], list[Person]]:
    """One of each of the first families of the cadre's district, to become cadres; grown-ups of the others."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.person(CADRE).region_code}.")
    found = found.filter(birth_date__lt=demo.today - GROWN_UP, cases=None)
    by_family: dict[int, list[Person]] = {}
    for one in found.exclude(family__members__nik_index__in=relatives).order_by("region_code", "pk")[:200]:
        by_family.setdefault(one.family_id, []).append(one)
    families = list(by_family.values())
    first = min(max(len(families) // 3, 1), CADRES)
    others = [one for family in families[first:] for one in family]
    return [family[0] for family in families[:first]], others[:PERSONS]


class _Reaching:
    """A worker, her supervisor and a cadre with an account, some weeks back."""

    def __init__(self, demo: Demonstration, cadres: list[Person], found: list[Person]) -> None:
        self.demo, self.cadres, self.found = demo, cadres, found
        self.people: dict[str, User] = {name: demo.person(name) for name in (CARE_WORKER, CARE_SUPERVISOR, CADRE)}

    def train(self) -> None:
        """Neighbours, the last of several not yet trained; the first has an account of the district."""
        for at, person in enumerate(self.cadres):
            user = self.people[CADRE].pk if at == 0 else None
            told: dict[str, Any] = {"person_id": person.pk, "user_id": user, "on": self._day(TRAINED + 2)}
            cadre = self._as(CARE_WORKER, actions.add_cadre, **told)
            if at < max(len(self.cadres) - 1, 1):
                given: dict[str, Any] = {"title": "Pelatihan kader dua hari", "hours": 16}
                told = {**given, "certificate": f"PK-{at + 1}/{self._day(TRAINED).year}", "on": self._day(TRAINED)}
                self._as(CARE_WORKER, actions.train, cadre_id=cadre.pk, **told)

    def find(self) -> list[Outreach]:
        """Found by several ways; all but the last were visited at home."""
        sources = ("cadre", "village", "school", "family", "puskesos")
        made = [
            self._as(CARE_WORKER, actions.find, person_id=person.pk, source=source, told=told, on=self._day(40))
            for person, source, told in zip(self.found, sources, TOLD, strict=False)
        ]
        home = {"home": "Tinggal dengan orang tua; rumah bersih, halaman sempit.", "on": self._day(35)}
        for one in made[:-1]:
            self._as(CARE_WORKER, actions.visit_home, outreach_id=one.pk, at=self._at(35), **home)
        return made

    def accompany(self, found: list[Outreach]) -> None:
        """The first two have the first cadre, who has come every week; the others wait with a proposal."""
        first = Cadre.objects.get(person=self.cadres[0])
        for one in found[:2]:
            self._as(CARE_WORKER, actions.match, outreach_id=one.pk, cadre_id=first.pk, on=self._day(32))
            told = {"first_on": self._day(21), "times": 6, "every_days": 7, "on": self._day(32)}
            self._as(CARE_WORKER, actions.schedule_visits, outreach_id=one.pk, **told)
        past = Visit.objects.filter(outreach=found[0], due_on__lt=self.demo.today).order_by("due_on")
        for visit, (daily, note) in zip(past, NOTES, strict=False):
            at = self._at((self.demo.today - visit.due_on).days)
            self._as(CARE_WORKER, actions.note_visit, visit_id=visit.pk, at=at, daily=daily, note=note)
        self._as(CARE_WORKER, actions.propose_matches, on=self._day(1))

    def work(self, found: list[Outreach]) -> None:
        """A batik workshop; one works there, another waits for the decision."""
        where = {"region_code": self.found[0].region_code, "address": "Balai dusun", "trades": ["batik", "doormat"]}
        shop = self._as(CARE_WORKER, actions.open_workshop, name="Sanggar Giri Kasih", on=self._day(60), **where)
        told = {"workshop_id": shop.pk, "trade": "batik", "on": self._day(6)}
        wish = "Saya mau bikin batik seperti Mbak Tini."
        inside, *_waiting = (
            self._as(CARE_WORKER, actions.ask_entry, outreach_id=one.pk, wish=wish, **told) for one in found[1:3]
        )
        decided = {"agree": True, "said": "Diterima; diantar kadernya dulu.", "on": self._day(5)}
        self._as(CARE_SUPERVISOR, actions.decide_entry, member_id=inside.pk, **decided)
        for ago in (4, 2):
            self._as(CARE_WORKER, actions.note_work_day, workshop_id=shop.pk, on=self._day(ago), came=[inside.pk])
        seen = {"outcome": "workshop", "said": "Rajin dan betah.", "daily": "2", "social": "2", "work": "2"}
        self._as(CARE_WORKER, actions.evaluate, outreach_id=found[0].pk, on=self._day(3), **seen)

    def meet(self, found: list[Outreach]) -> None:
        """Parents who have met once and will again; a mobile day that is over."""
        where = {"region_code": self.found[0].region_code, "place": "Balai desa"}
        group = self._as(CARE_WORKER, actions.open_group, name="Melati", on=self._day(30), **where)
        told = {"group_id": group.pk, "outreach_id": found[0].pk, "name": "Bu Warni", "relation": "Ibu"}
        member = self._as(CARE_WORKER, actions.join_group, on=self._day(30), **told)
        for ago, topic in ((14, "Melatih mandi dan berpakaian sendiri"), (-7, "Mengenal sanggar batik")):
            meeting = self._as(CARE_WORKER, actions.plan_meeting, group_id=group.pk, on=self._day(ago), topic=topic)
            if ago > 0:
                held = {"said": "Ibu-ibu saling bercerita cara sabar.", "came": [member.pk], "on": self._day(ago)}
                self._as(CARE_WORKER, actions.hold_meeting, meeting_id=meeting.pk, **held)
        offered = {"services": ["check", "aids", "papers"], "on": self._day(10)}
        day = self._as(CARE_WORKER, actions.plan_day, **where, **offered)
        for called, services in (("Bu Warni", ["papers"]), ("Pak Darso", ["check", "aids"])):
            given = {"day_id": day.pk, "called": called, "services": services, "on": self._day(10)}
            self._as(CARE_WORKER, actions.serve, **given)
        self._as(CARE_WORKER, actions.close_day, day_id=day.pk, unnamed=18, on=self._day(10))

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _day(self, ago: int) -> date:
        return self.demo.today - timedelta(days=ago)

    def _at(self, days_ago: int) -> datetime:
        return timezone.make_aware(datetime.combine(self._day(days_ago), time(10)))
