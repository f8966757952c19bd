"""A month of proposals in the operator's village: cases at every step, one sent back, one lapsed, one of a relative."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import SYSTEM, acting
from lumbung.proposals import actions, queries, rules
from lumbung.proposals.models import Paper, Proposal
from lumbung.proposals.models.way import FORWARD, WAY, Status
from lumbung.registry.models import Dwelling, Family, Person
from lumbung.site.demo import drawing
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import FACILITATOR, HEAD, OFFICER, OPERATOR, REGENT, VERIFIER
from lumbung.staff import actions as declaring
from lumbung.staff.models import Declaration, User

TITLE = _("Usulan warga")
LATITUDE, LONGITUDE = Decimal("-7.3161"), Decimal("110.1758")
POOR_ENOUGH = 5
CUT_OFF, LAST_DAY = 17, 9
OPEN = """\
windows:
  - since: {since}
    value:
      "{village}":
        entry: {{opens: 1, closes: 31}}
        meeting: {{opens: 1, closes: 31}}
    law: "Peragaan: jendela desa ini dibuka sebulan penuh, supaya usulan bisa dicoba kapan saja"
"""
"""The demonstration's own calendar for the operator's village: who tries it comes on any day of the month."""
WELL, SPRING = 6, 8
"""Unprotected water: whatever the family has now, one of the two is new."""


PRESENT = (
    ("Sutrisno", "Kepala desa"),
    ("Rohmah", "BPD"),
    ("Ngatmin", "RT 02"),
    ("Partini", "PKK"),
    ("Yatno", "RW 01"),
    ("Warsi", "Karang Taruna"),
)


@dataclass(frozen=True)
class Case:
    """What is asked for a family, and the step that it has reached."""

    kind: str
    step: Status
    statement: str


CASES = (
    Case("update", Status.DONE, "Air minum sekarang dari sumur tak terlindung."),
    Case("aid", Status.DECIDING, "Merawat orang tua yang tidak bisa berjalan."),
    Case("aid", Status.DELIBERATING, "Tinggal menumpang di rumah orang tua, penghasilan tidak tetap."),
    Case("update", Status.VERIFYING, "Sumur bor rusak, air diambil dari mata air."),
    Case("aid", Status.SIGNING, "Baru kembali dari rantau dan belum bekerja."),
    Case("aid", Status.REPORTED, "Kepala keluarga sakit sejak panen lalu dan belum pernah menerima bantuan."),
    Case("update", Status.FIELD_CHECK, "Mata air desa kering, keluarga memakai sumur tak terlindung."),
    Case("objection", Status.VERIFYING, "Menurut tetangga keluarga ini sudah punya usaha yang berjalan baik."),
    Case("aid", Status.ENDORSING, "Atap rumah bocor dan dinding miring sesudah hujan angin."),
    Case("resignation", Status.DONE, "Usaha warung sudah cukup, bantuan untuk yang lebih membutuhkan."),
    Case("update", Status.DELIBERATING, "Pipa air putus sejak longsor; sekarang mengambil dari sumur."),
    Case("aid", Status.VERIFYING, "Janda dengan dua anak sekolah, bekerja sebagai buruh petik."),
    Case("update", Status.SIGNING, "Air minum sekarang dari sumur tetangga."),
)
"""Those that show most come first: a small village has few families."""


def is_done(demo: Demonstration) -> bool:
    """Whether the village has handed anything in; one with nobody but relatives of officers has nothing to hand in."""
    return Proposal.objects.exists() or not _families_of(demo.person(OPERATOR).region_code).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    people = {name: demo.person(name) for name in (OPERATOR, FACILITATOR, VERIFIER, HEAD, REGENT, OFFICER)}
    village = people[OPERATOR].region_code
    rules.own_calendar().write_text(OPEN.format(since=demo.today.replace(day=1), village=village))
    with transaction.atomic():
        _declare(people, demo)
        month = _Month(demo, people)
        month.answer_alone()
        month.hand_in()
        bar.part(1, 3)
        month.deliberate()
        month.pass_on()
        bar.part(2, 3)
        month.send_back_and_lapse()
        month.meet_a_relative()
        bar.part(3, 3)


def _declare(people: dict[str, User], demo: Demonstration) -> None:
    """Everybody's own number, which belongs to nobody."""
    for number, user in enumerate(people.values()):
        nik = f"{demo.regency.replace('.', '')}01010170{9990 + number}"
        with acting(user, reason=str(TITLE)):
            declaring.declare_number(user=user, kind="own", nik=nik, on=demo.today)


def _families_of(village: str) -> QuerySet[Family]:
    """Families about whom every officer may act."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    return Family.objects.filter(region_code=village, status="active").exclude(members__nik_index__in=relatives)


class _Month:
    """One village through one month."""

    def __init__(self, demo: Demonstration, people: dict[str, User]) -> None:
        self.demo, self.people = demo, people
        self.village = people[OPERATOR].region_code
        self.poor, self.others = self._families()
        self.cases: list[tuple[Case, Proposal]] = []

    def answer_alone(self) -> None:
        """Too late for the meeting: by a signed letter the village head answers for one more family."""
        family = self._next("aid")
        if family is None:
            return
        operator, told = self.people[OPERATOR], "Rumah rusak oleh longsor sesudah musyawarah desa selesai."
        late = self._photos(self._file("aid", family, told, on=self._day(6)), shade=5)
        with acting(operator, reason=str(TITLE)):
            actions.check_proposals(proposal_ids=[late.pk], by=operator, on=self._day(7))
            actions.sign_letter(
                proposal_ids=[late.pk], number="470/12", signer="Sutrisno", office="Kepala desa",
                signed_on=self._day(8), content=drawing.house(shade=5), by=operator, on=self._day(8),
            )  # fmt: skip

    def hand_in(self) -> None:
        """The operator notes what neighbourhoods and citizens ask, with photos of the house and the card."""
        for number, case in enumerate(CASES):
            if family := self._next(case.kind):
                proposal = self._file(case.kind, family, case.statement, on=self._day(1 + number % 3))
                self.cases.append((case, self._photos(proposal, shade=7 * number)))

    def deliberate(self) -> None:
        """A meeting that was held, and one that is being prepared."""
        operator, day = self.people[OPERATOR], self._day(5)
        if not self._beyond(Status.DELIBERATING):
            return
        self._act(OPERATOR, actions.check_proposals, Status.DELIBERATING, on=self._day(4))
        with acting(operator, reason=str(TITLE)):
            meeting = self._call(day)
            actions.note_attendance(meeting_id=meeting.pk, people=PRESENT, by=operator)
            for number, kind in enumerate(Paper.OF_MEETINGS):
                content = drawing.house(shade=20 * number)
                actions.add_meeting_paper(meeting_id=meeting.pk, kind=kind, content=content, by=operator, on=day)
            decisions = {pk: actions.Said("agreed") for pk in meeting.agenda.values_list("pk", flat=True)}
            actions.decide_items(meeting_id=meeting.pk, decisions=decisions, by=operator)
            actions.close_meeting(meeting_id=meeting.pk, by=operator, on=day)
            later = [proposal.pk for case, proposal in self.cases if case.step == Status.DELIBERATING]
            if later:
                actions.check_proposals(proposal_ids=later, by=operator, on=self._day(6))
                self._call(self._day(9))

    def pass_on(self) -> None:
        """Verifier, head of office, regent, ministry, field check, new rank."""
        acts: tuple[tuple[str, Any, Status], ...] = (
            (VERIFIER, actions.verify_proposals, Status.VERIFYING),
            (HEAD, actions.endorse_proposals, Status.ENDORSING),
            (REGENT, actions.sign_proposals, Status.SIGNING),
            (OFFICER, actions.decide_proposals, Status.DECIDING),
        )
        for number, (name, act, step) in enumerate(acts):
            self._act(name, act, step, on=self._day(6 + number // 2))
        self._act(FACILITATOR, self._confirm, Status.FIELD_CHECK, on=self._day(8))
        with acting(self.people[OFFICER], reason=str(TITLE)):
            actions.rerank_proposals(on=self._day(9), by=self.people[OFFICER])

    def send_back_and_lapse(self) -> None:
        """One comes back for a better photo; an objection of three weeks ago was not verified."""
        operator = self.people[OPERATOR]
        words: dict[str, Any] = {"reason": "papers_unclear", "said": "Foto rumah terlalu gelap, kirim yang baru."}
        if back := self._next("update"):
            sent = self._photos(self._file("update", back, "Air diambil dari mata air.", on=self._day(2)), shade=3)
            told: dict[str, Any] = {"proposal_ids": [sent.pk], "by": operator}
            with acting(operator, reason=str(TITLE)):
                actions.check_proposals(on=self._day(4), **told)
                actions.return_proposals(on=self._day(5), **words, **told)
        if late := self._next("objection"):
            self._file("objection", late, "Rumahnya sudah dibangun baru.", on=self.demo.today - timedelta(days=21))
        with acting(SYSTEM, reason=str(TITLE)):
            actions.lapse_proposals(on=self.demo.today)

    def meet_a_relative(self) -> None:
        """The operator declares a sister, whose family's case the facilitator hands in."""
        family = self._next("update")
        sister = Person.objects.filter(family=family, nik_index__isnull=False).first() if family else None
        if family is None or sister is None or sister.nik is None:
            return
        with acting(self.people[FACILITATOR], reason=str(TITLE)):
            self._file("update", family, "Sumurnya tercemar.", on=self._day(3), by=FACILITATOR)
        with acting(self.people[OPERATOR], reason=str(TITLE)):
            declaring.declare_number(user=self.people[OPERATOR], kind="sibling", nik=sister.nik, on=self.demo.today)

    def _families(self) -> tuple[list[Family], list[Family]]:
        """Families of the village: those poor enough for aid as far as is known, and the others."""
        found = _families_of(self.village).filter(proposals=None).order_by("pk")[:100]
        deciles = {one.pk: queries.decile_of(viewer=self.people[OPERATOR], family_id=one.pk) or 1 for one in found}
        poor = [one for one in found if deciles[one.pk] <= POOR_ENOUGH]
        return poor, [one for one in found if deciles[one.pk] > POOR_ENOUGH]

    def _next(self, kind: str) -> Family | None:
        """A family that nothing was asked for yet; in a small village some cases stay away."""
        among = self.poor if kind == "aid" else self.others or self.poor
        fits = [one for one in among if kind != "objection" or self._citizen(kind, one)]
        if not fits:
            return None
        among.remove(fits[0])
        return fits[0]

    def _file(self, kind: str, family: Family, statement: str, *, on: date, by: str = OPERATOR) -> Proposal:
        house = Dwelling.objects.get(pk=family.dwelling_id)
        changes = [actions.Change("dwelling", house.pk, "water", SPRING if house.water == WELL else WELL)]
        with acting(self.people[by], reason=str(TITLE)):
            return actions.file_proposal(
                kind=kind, family_id=family.pk, channel="neighbourhood", told_by="Ketua RT 02", statement=statement,
                citizen_id=self._citizen(kind, family), changes=changes if kind == "update" else (),
                by=self.people[by], on=on,
            )  # fmt: skip

    def _citizen(self, kind: str, family: Family) -> int | None:
        people = Person.objects.filter(region_code=self.village, status="active").order_by("pk")
        if kind == "objection":
            return people.exclude(family=family).values_list("pk", flat=True).first()
        return people.filter(family=family).values_list("pk", flat=True).first() if kind == "resignation" else None

    def _photos(self, proposal: Proposal, *, shade: int) -> Proposal:
        operator = self.people[OPERATOR]
        with acting(operator, reason=str(TITLE)):
            for kind in queries.lacking(proposal_ids=[proposal.pk])[proposal.pk].papers:
                place = {"latitude": LATITUDE, "longitude": LONGITUDE} if kind == "house" else {}
                actions.add_paper(
                    proposal_id=proposal.pk, kind=kind, content=drawing.house(shade=shade), by=operator,
                    on=proposal.filed_on, **place,
                )  # fmt: skip
        return proposal

    def _call(self, held_on: date) -> Any:
        told: dict[str, Any] = {"place": "Balai desa", "chair": "Sutrisno", "by": self.people[OPERATOR], "on": held_on}
        return actions.call_meeting(region_code=self.village, held_on=held_on, **told)

    def _confirm(self, *, proposal_ids: list[int], by: User, on: date) -> Any:
        for pk in proposal_ids:
            actions.add_paper(proposal_id=pk, kind="field", content=drawing.house(shade=pk), by=by, on=on)
        said = "Keadaan rumah sesuai dengan usulan."
        return actions.confirm_in_field(proposal_ids=proposal_ids, said=said, by=by, on=on)

    def _act(self, name: str, act: Any, step: Status, *, on: date) -> None:
        """Let go on what is to come further than a step, as whoever acts there."""
        if ids := self._beyond(step):
            with acting(self.people[name], reason=str(TITLE)):
                act(proposal_ids=ids, by=self.people[name], on=on)

    def _beyond(self, step: Status) -> list[int]:
        return [proposal.pk for case, proposal in self.cases if WAY.index(case.step) >= WAY.index(FORWARD[step])]

    def _day(self, number: int) -> date:
        """The first to the ninth day of a stretch that ends inside the month's window, and not after today."""
        return self.demo.today.replace(day=max(min(self.demo.today.day, CUT_OFF) - LAST_DAY + number, 1))
