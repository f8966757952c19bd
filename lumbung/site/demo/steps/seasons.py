"""What seasons and lives bring: a cold night in the hills, a flood, a child that is born, a family that mourns."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import SYSTEM, acting
from lumbung.districts import actions
from lumbung.districts.models import Alert, Call, Visit
from lumbung.quality import actions as quality
from lumbung.registry.models import Family, Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CARE_SUPERVISOR, CARE_WORKER, VERIFIER
from lumbung.staff.models import Declaration, User

TITLE = _("Musim dan peristiwa hidup")
OLD, AT_LEAST = timedelta(days=60 * 365 + 15), 6
FROST = (8, 14)
"""Month and day on which the hills are coldest."""
FLOODED = 12
"""Days since the river rose."""
CALLED = (
    ("well", ""), ("help", "Kompornya rusak, tidak ada yang hangat."), ("well", ""), ("no_answer", ""),
    ("elsewhere", "Mengungsi ke rumah anaknya."), ("well", ""), ("ill", "Batuk sejak semalam."), ("well", ""),
)  # fmt: skip
SILENT = 3
"""Calls that nobody takes before somebody goes there."""
FOUND_AT_HOME = ("helped", "Diantar selimut dan makanan hangat; anaknya sudah diberi tahu.")
NEWBORN = {"name": "Arunika", "sex": "P", "relation": "3", "marital": "1", "presence": "5"}
MOURNING = ("needs", "Yang biasa memasak sudah tiada; perlu permakanan untuk sementara.")


def is_done(demo: Demonstration) -> bool:
    """Whether it was cold; where too few old people live nobody is called."""
    return Alert.objects.filter(hazard="cold").exists() or len(_villages(demo)) < 1


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        season = _Season(demo)
        villages = _villages(demo)
        half = (len(villages) + 1) // 2
        frost = _last(demo.today, *FROST)
        season.warn("cold", villages[:half], 138, "Embun upas: suhu malam 13,8 °C", frost)
        bar.part(1, 4)
        rain = "Hujan 128 mm sehari, kali meluap ke permukiman"
        season.warn("flood", villages[half:] or villages, 1_280, rain, demo.today - timedelta(days=FLOODED))
        bar.part(2, 4)
        season.live()
        bar.part(3, 4)
        season.look_in()
        bar.part(4, 4)


def _last(today: date, month: int, day: int) -> date:
    """The last such day before this one."""
    this_year = date(today.year, month, day)
    return this_year if this_year < today else date(today.year - 1, month, day)


def _villages(demo: Demonstration) -> list[str]:
    """Villages where some of those old people live whom no warning has reached yet, the quietest districts last."""
    warned = Call.objects.filter(kind=Call.Kind.WELFARE).values("person")
    found = _nobodys(demo).filter(birth_date__lt=demo.today - OLD).exclude(pk__in=warned)
    codes = list(found.order_by("-region_code", "pk").values_list("region_code", flat=True)[: 2 * AT_LEAST])
    return list(dict.fromkeys(codes)) if len(codes) == 2 * AT_LEAST else []


def _nobodys(demo: Demonstration) -> QuerySet[Person]:
    """People of the regency who are no relatives of officers and whom nobody cares for in these steps."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    found = Person.objects.filter(status="active", region_code__startswith=f"{demo.regency}.", cases=None)
    return found.exclude(family__members__nik_index__in=relatives)


def _number_of_a_girl(village: str, born: date) -> str:
    """District, birthday with forty on the day, and a serial that no made-up person has."""
    district = village.replace(".", "")[:6]
    return f"{district}{born.day + 40:02}{born:%m%y}9981"


class _Season:
    """A supervisor who takes the warning, a worker who calls and goes there, a verifier who writes down."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo = demo
        self.people: dict[str, User] = {name: demo.person(name) for name in (CARE_WORKER, CARE_SUPERVISOR, VERIFIER)}

    def warn(self, hazard: str, villages: list[str], measure: int, headline: str, on: date) -> None:
        """The frailest are called the same day; who is not well, or silent, is visited; then it is over."""
        told = {"hazard": hazard, "regions_warned": villages, "measure": measure, "headline": headline}
        alert = self._as(CARE_SUPERVISOR, actions.enter_alert, at=self._at(on, 5), **told)
        calls = Call.objects.visible_to(self.people[CARE_WORKER]).filter(alert=alert, person__in=_nobodys(self.demo))
        for call, (result, said) in zip(calls.order_by("-risk", "pk"), CALLED, strict=False):
            for seen in range(SILENT if result == "no_answer" else 1):
                heard = {"call_id": call.pk, "seen": seen, "result": result, "said": said}
                self._as(CARE_WORKER, actions.note_call, at=self._at(on, 6 + 3 * seen), **heard)
        for visit in Visit.objects.filter(call__alert=alert, status=Visit.Status.OPEN).order_by("pk"):
            result, said = FOUND_AT_HOME
            self._as(CARE_WORKER, actions.note_visit, visit_id=visit.pk, result=result, said=said, on=visit.due_on)
        self._as(CARE_SUPERVISOR, actions.cancel_alert, alert_id=alert.pk)

    def live(self) -> None:
        """A family tells the verifier of a child, another of a death; the night finds both."""
        mother = _nobodys(self.demo).filter(sex="P", relation=2, birth_date__range=self._between(34, 21))
        old = _nobodys(self.demo).filter(relation__in=[2, 6], birth_date__lt=self._between(70, 70)[0])
        gone = old.exclude(pk__in=Call.objects.values("person")).exclude(pk__in=Visit.objects.values("person"))
        of_child = mother.order_by("-pk").select_related("family").first()
        dead = gone.order_by("-pk").select_related("family").first()
        if of_child is not None:
            born = self.demo.today - timedelta(days=9)
            told = {**NEWBORN, "birth_date": str(born), "nik": _number_of_a_girl(of_child.region_code, born)}
            self._visited(of_child.family, lambda form: None, told)
        if dead is not None and (of_child is None or dead.family_id != of_child.family_id):
            self._visited(dead.family, lambda form: form.people.index(dead.pk) + 1, {"presence": "2"})
        with acting(SYSTEM, reason=str(TITLE)):
            actions.find_life_events(on=self.demo.today, by=SYSTEM)

    def look_in(self) -> None:
        """The family that mourns was visited at once; the others wait their turn."""
        for visit in Visit.objects.filter(reason=Visit.Reason.BEREAVEMENT, status=Visit.Status.OPEN).order_by("pk")[:1]:
            result, said = MOURNING
            told = {"result": result, "said": said, "sector": "social_economy"}
            self._as(CARE_WORKER, actions.note_visit, visit_id=visit.pk, on=self.demo.today, **told)

    def _visited(self, family: Family, whom: Any, answers: Mapping[str, str]) -> None:
        """One answer of a visit by the blocks of Regsosek: about a member, or about somebody new."""
        verifier = self.people[VERIFIER]
        with acting(verifier, reason=str(TITLE)):
            form = quality.start_visit(family_id=family.pk, by=verifier)
            member = whom(form) or quality.add_member(form_id=form.pk, by=verifier)
            asked: dict[str, Any] = {"seen": form.version, "by": verifier, "at": self.demo.now}
            quality.save_answers(form_id=form.pk, member=member, answers=answers, **asked)
            quality.save_answers(form_id=form.pk, member=0, answers={"result": "1"}, **asked)
            quality.send_form(form_id=form.pk, by=verifier, at=self.demo.now)

    def _between(self, oldest: int, youngest: int) -> tuple[date, date]:
        return tuple(self.demo.today - timedelta(days=int(years * 365.25)) for years in (oldest, youngest))  # type: ignore[return-value]

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _at(self, on: date, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(on, time(hour)))
