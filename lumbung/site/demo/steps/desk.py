"""The referral desk: who serves the regency, needs that were met, referred or late, one that few know of."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.cases.models import Case
from lumbung.core.actors import SYSTEM, acting
from lumbung.referrals import actions
from lumbung.referrals.models import Need, Referral
from lumbung.registry.models import Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CARE_WORKER, CARER, DESK, FACILITATOR, RECEIVER, VILLAGE_DESK
from lumbung.staff.models import User

TITLE = _("Meja rujukan")
PLACES = (
    ("Puskesmas Parakan", ("health",), "Pemeriksaan, obat, rujukan berobat", "Jalan Kosasih 1, Parakan", RECEIVER),
    ("RSUD Temanggung", ("health",), "Rawat jalan dan rawat inap", "Jalan Gajah Mada 1, Temanggung", ""),
    ("Rumah Aman Melati", ("social_economy",), "Tempat tinggal aman dan pendampingan", "", CARER),
    ("Dinas Pendidikan", ("education",), "Kembali ke sekolah, kejar paket", "Jalan Pahlawan 10, Temanggung", ""),
    ("Bulog Temanggung", ("food",), "Beras cadangan pangan", "Jalan Suwandi 3, Temanggung", ""),
    ("PLN ULP Temanggung", ("energy",), "Sambungan listrik rumah miskin", "Jalan Jenderal Sudirman 77, Temanggung", ""),
    ("Balai Penyuluhan Pertanian", ("agriculture",), "Bibit dan penyuluhan", "Kecamatan Parakan", ""),
    ("Dinas Perikanan", ("fishery",), "Bibit ikan dan kolam", "Jalan Kartini 5, Temanggung", ""),
    ("Dinas Perumahan", ("housing",), "Perbaikan rumah tidak layak huni", "Jalan Setia Budi 2, Temanggung", ""),
    ("Disdukcapil Temanggung", ("civil_registration",), "KTP, KK, akta kelahiran", "Jalan Pemuda 8, Temanggung", ""),
)  # fmt: skip
NEEDS = (
    ("Sesak napas sejak Lebaran, belum pernah berobat.", "health", "2", 20, FACILITATOR),
    ("Anak tidak punya akta kelahiran, tidak bisa mendaftar sekolah.", "civil_registration", "3", 18, VILLAGE_DESK),
    ("Atap bocor di tiga tempat sejak musim hujan.", "housing", "3", 15, VILLAGE_DESK),
    ("Beras habis, suami dirawat di rumah sakit.", "food", "1", 9, DESK),
    ("Putus sekolah kelas delapan, ingin kembali belajar.", "education", "2", 6, FACILITATOR),
    ("Minta bibit cabai untuk pekarangan.", "agriculture", "3", 2, DESK),
)
SAFE = "Perlu tempat tinggal yang aman dan pendampingan sesudah pulang."


def is_done(demo: Demonstration) -> bool:
    """Whether anybody needed anything; where nobody lives nobody does."""
    return Need.objects.exists() or len(_people(demo)) < len(NEEDS)


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        desk = _Desk(demo)
        desk.keep_directory()
        bar.part(1, 3)
        desk.hear()
        bar.part(2, 3)
        desk.refer_in_secret()
        with acting(SYSTEM, reason=str(TITLE)):
            actions.remind(on=demo.today, by=SYSTEM)
        bar.part(3, 3)


def _people(demo: Demonstration) -> list[Person]:
    """Somebody for each need, within the reach of whoever hears it, nobody twice."""
    chosen: list[Person] = []
    for *_told, by in NEEDS:
        near = Person.objects.visible_to(demo.person(by)).filter(status="active", birth_date__isnull=False)
        known = [one.pk for one in chosen]
        found = near.filter(region_code__startswith=f"{demo.regency}.").exclude(pk__in=known).order_by("pk").first()
        chosen += [found] if found else []
    return chosen


class _Desk:
    """The officers of two desks and of the houses that answer."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo = demo
        names = (DESK, VILLAGE_DESK, RECEIVER, FACILITATOR, CARER, CARE_WORKER)
        self.people: dict[str, User] = {name: demo.person(name) for name in names}
        self.places: dict[str, int] = {}

    def keep_directory(self) -> None:
        """One institution at least for each of the nine sectors."""
        for name, sectors, services, address, answers in PLACES:
            entry = actions.Entry(
                name=name, sectors=sectors, services=services, address=address, region_code=self.demo.regency,
                hours="Senin sampai Jumat, 08.00–15.00", needed="KTP atau KK bila ada", own=answers == CARER,
                who_answers="Petugas loket rujukan", answerers=(answers,) if answers else (),
            )  # fmt: skip
            self.places[name] = self._as(DESK, actions.add_institution, entry=entry).pk

    def hear(self) -> None:
        """Needs of the village: one served, one refused by letter and solved at the desk, one waiting, one late."""
        told = [self._noted(person, *need) for person, need in zip(_people(self.demo), NEEDS, strict=True)]
        sick, birth, roof, rice, school, _seeds = told
        served = self._sent(sick, "Puskesmas Parakan", 19, ("name", "age", "need"))
        self._answer(served, "accepted", "", 18)
        self._answer(served, "served", "Diperiksa, diberi obat, kontrol bulan depan.", 12)
        paper = self._sent(birth, "Disdukcapil Temanggung", 17, ("name", "address", "need"))
        given = {"referral_id": paper.pk, "status": "served", "letter": "474/128/2026", "on": self._day(10)}
        self._as(DESK, actions.enter_reply, said="Akta terbit dan sudah diambil.", **given)
        self._as(VILLAGE_DESK, actions.escalate, need_id=roof.pk, reason="Dana desa tidak cukup.", on=self._day(12))
        self._sent(roof, "Dinas Perumahan", 11, ())
        self._as(
            DESK, actions.solve_need, need_id=rice.pk, said="Diberi beras cadangan hari itu juga.", on=self._day(9)
        )
        self._sent(school, "Dinas Pendidikan", 1, ("name", "age", "need"))

    def refer_in_secret(self) -> None:
        """The case that its team alone knows is referred with consent; who answers sees that much and no more."""
        case = Case.objects.filter(sensitive=True, worker=self.people[CARE_WORKER]).first()
        if case is None:
            return
        spoken = actions.Agreement(case.called, "self", ("name", "need"), "verbal", "Bidan Tri")
        given = {"case_id": case.pk, "institution_id": self.places["Rumah Aman Melati"], "words": SAFE}
        self._as(CARE_WORKER, cases.refer_person, agreement=spoken, on=self._day(1), **given)

    def _noted(self, person: Person, words: str, sector: str, urgency: str, ago: int, by: str) -> Need:
        heard = actions.Heard(words=words, sector=sector, urgency=urgency, channel="walk_in", person_id=person.pk)
        return self._as(by, actions.note_need, heard=heard, on=self._day(ago))

    def _sent(self, need: Need, place: str, ago: int, parts: tuple[str, ...]) -> Referral:
        agreed = actions.Agreement(need.called, "self", parts, "signature") if parts else None
        given = {"need_id": need.pk, "institution_id": self.places[place], "agreement": agreed}
        return self._as(DESK, actions.refer, on=self._day(ago), **given)

    def _answer(self, referral: Referral, status: str, said: str, ago: int) -> None:
        given = {"referral_id": referral.pk, "status": status, "said": said, "on": self._day(ago)}
        self._as(RECEIVER, actions.answer, **given)

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _day(self, ago: int) -> Any:
        return self.demo.today - timedelta(days=ago)
