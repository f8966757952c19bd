"""Goods in the operator's village: a wheelchair handed over and visited, a house on the list, others that wait."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.in_kind import actions, kinds, queries
from lumbung.in_kind.models import Request
from lumbung.registry.models import Family, Person
from lumbung.site.demo import drawing
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import FACILITATOR, HEAD, OFFICER, OPERATOR, VERIFIER
from lumbung.staff.models import Declaration, User

TITLE = _("Bantuan barang")
STORE = "Gudang Dinas Sosial"
DEVICE: dict[str, str] = {"need": "always", "present_device": "none", "helper": "family", "going_out": "community"}
SEATED = {**DEVICE, "hip_width": "370", "thigh_length": "420", "calf_length": "390", "pressure_sore": "never"}
HOUSE = {
    "tenure_proof": "own", "roof_state": "dangerous", "roof_area": "36", "wall_state": "damaged", "wall_area": "24",
    "floor_state": "sound", "floor_bad": "0", "latrine": "own",
}  # fmt: skip
ASKED = (
    ("kursi_roda", SEATED, "Tidak bisa berjalan sejak jatuh dari pohon kelapa."),
    ("kruk", DEVICE, "Kaki kanan lemah sesudah sakit lama."),
    ("kruk", {**DEVICE, "need": "often"}, "Berjalan dengan tongkat bambu."),
    ("tongkat_putih", DEVICE, "Penglihatan hilang perlahan."),
    ("kursi_roda", {**SEATED, "hip_width": "330"}, "Selalu digendong ke sekolah."),
)
DELIVERED = (
    ("alat_bantu", "kursi_roda", 1, 400, "KR-2026-001"),
    ("alat_bantu", "kruk", 1, 0, ""),
    ("rtlh", "seng", 60, 0, ""),
    ("rtlh", "kayu", 40, 0, ""),
    ("rtlh", "bata", 600, 0, ""),
    ("rtlh", "semen", 30, 0, ""),
)


def is_done(demo: Demonstration) -> bool:
    """Whether anything was asked for; where nobody lives but relatives of officers there is nothing to ask."""
    return Request.objects.exists() or not _people(demo.person(OPERATOR).region_code)


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        village = _Village(demo)
        village.deliver()
        village.ask_and_assess()
        bar.part(1, 3)
        village.set_aside()
        bar.part(2, 3)
        village.hand_over()
        bar.part(3, 3)


def _people(village: str) -> list[Person]:
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    families = Family.objects.filter(region_code=village, status="active").exclude(members__nik_index__in=relatives)
    found = Person.objects.filter(family__in=families, status="active").order_by("d_walking", "pk")
    return list(found[: len(ASKED)])


class _Village:
    """One village with its store in the regency."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo = demo
        self.start = demo.today - timedelta(days=50)
        self.people: dict[str, User] = {
            name: demo.person(name) for name in (OPERATOR, FACILITATOR, VERIFIER, HEAD, OFFICER)
        }

    def deliver(self) -> None:
        """Wheelchairs, crutches and building material come into the store of the regency."""
        told: dict[str, Any] = {"region_code": self.demo.regency, "store": STORE, "supplier": "CV Roda Jaya"}
        for kind, item, quantity, size, serial in DELIVERED:
            self._as(
                VERIFIER, actions.receive, kind=kind, item=item, quantity=quantity, size=size, serial=serial,
                note=f"SJ-{item}", on=self.start, **told,
            )  # fmt: skip

    def ask_and_assess(self) -> None:
        """What neighbours told the operator; the facilitator went and looked, the head of office agreed to most."""
        people = _people(self.people[OPERATOR].region_code)
        made = [
            self._asked("alat_bantu", item, statement, one, answers)
            for one, (item, answers, statement) in zip(people, ASKED, strict=False)
        ]
        statement = "Atap bocor di mana-mana dan dinding bambu sudah miring."
        made.append(self._asked("rtlh", "rumah", statement, people[0], HOUSE))
        fit = [one.pk for one in made if queries.judgement(request=one, on=self.start).eligible]
        *first, _last = fit or [0]
        if first:
            self._as(HEAD, actions.approve_requests, request_ids=first, on=self._day(8))

    def set_aside(self) -> None:
        """By place, as far as the store goes."""
        for kind in kinds.names():
            waits = Request.objects.filter(kind=kind, status=Request.Status.LISTED).exists()
            if waits and kind == "alat_bantu":
                self._as(OFFICER, actions.allot, kind=kind, region_code=self.demo.regency, on=self._day(10))

    def hand_over(self) -> None:
        """The wheelchair is fitted, handed over and visited once."""
        found = Request.objects.filter(item="kursi_roda", status=Request.Status.ALLOTTED).first()
        if found is None:
            return
        for step, _note in queries.steps_of(request=found):
            self._as(FACILITATOR, actions.note_step, request_id=found.pk, step=step.name, on=self._day(12))
        name = found.person.name if found.person else found.family.head_name
        given = {
            "request_id": found.pk,
            "receiver": name,
            "relation": "self",
            "sign": "thumb",
            "witness": "Ketua RT 02",
        }
        self._as(FACILITATOR, actions.hand_over, on=self._day(12), **given)
        visit = found.visits.earliest("due_on")
        self._as(FACILITATOR, actions.note_visit, visit_id=visit.pk, outcome="used", on=self._day(43))

    def _asked(self, kind: str, item: str, statement: str, one: Person, answers: dict[str, str]) -> Request:
        person = one.pk if kinds.find(kind).of == kinds.PERSON else None
        told = {"kind": kind, "item": item, "family_id": one.family_id, "person_id": person, "told_by": "Ketua RT 02"}
        made = self._as(OPERATOR, actions.file_request, statement=statement, on=self._day(1), **told)
        shown = "need" if person else "damage"
        content = drawing.house(shade=made.pk % 50)
        self._as(FACILITATOR, actions.add_evidence, request_id=made.pk, kind=shown, content=content)
        return self._as(FACILITATOR, actions.assess, request_id=made.pk, answers=answers, on=self._day(5))

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _day(self, after: int) -> Any:
        return self.start + timedelta(days=after)
