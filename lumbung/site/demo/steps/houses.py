"""A centre and a youth shelter: people who stay, rooms that are booked, a course, the air of some hours."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import SYSTEM, acting
from lumbung.facilities import actions
from lumbung.facilities.models import Facility, Room, Stay
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CARER, HEAD, SECOND_CARER
from lumbung.staff.models import User

TITLE = _("Sentra dan rumah singgah")
SHELTER = {
    "name": "Rumah Singgah Melati", "kind": "shelter", "address": "Jalan Diponegoro 12, Temanggung", "sex": "P",
    "age_from": 9, "age_to": 24, "services": ["bed", "meals", "health", "counsel", "family", "school"], "staff": 2,
}  # fmt: skip
CENTRE = {
    "name": "Sentra Padi", "kind": "sentra", "address": "Jalan Pahlawan 4, Temanggung",
    "services": ["bed", "meals", "therapy", "work", "day_care"], "staff": 6,
}  # fmt: skip
ROOMS = (
    ("Kafe Teras", "cafe", 16), ("Studio tari", "dance", 20), ("Ruang siar", "broadcast", 6),
    ("Lab program", "programming", 12), ("Dapur roti", "cooking", 10), ("Ruang main", "games", 24),
)  # fmt: skip
CAME = (
    ("Rani", 15, "short", "vulnerable", 40, "Pergi dari rumah sesudah dipukul ayah tiri."),
    ("Sekar", 16, "emergency", "ordinary", 5, "Terlambat pulang dan takut dimarahi."),
    ("Nisa", 13, "short", "vulnerable", 84, "Ditinggal ibu bekerja di luar negeri."),
    ("Tiwi", 19, "long", "ordinary", 60, "Mencari kerja di kota tanpa tempat tinggal."),
    ("Laras", 14, "emergency", "ordinary", 2, "Ditemukan di terminal tengah malam."),
)
BOOKED = (
    ("Kafe Teras", 0, 10, 2, "Latihan barista", 8), ("Studio tari", 0, 15, 2, "Tari Kuda Lumping", 14),
    ("Dapur roti", 1, 9, 2, "Roti pagi", 8), ("Lab program", 1, 13, 2, "Membuat laman toko", 10),
    ("Ruang siar", 2, 16, 1, "Siaran remaja", 4), ("Kafe Teras", 2, 14, 2, "Temu orang tua", 12),
    ("Studio tari", 3, 10, 2, "Paduan suara", 18), ("Ruang main", 4, 15, 2, "Turnamen catur", 16),
)  # fmt: skip


def is_done(demo: Demonstration) -> bool:
    """Whether there is any house."""
    return Facility.objects.exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        houses = _Houses(demo)
        shelter, centre = houses.open()
        bar.part(1, 4)
        rani = houses.let_in(shelter)
        bar.part(2, 4)
        houses.book(shelter, rani)
        bar.part(3, 4)
        houses.measure(centre)
        bar.part(4, 4)


class _Houses:
    """Two houses of one regency and the people who keep them."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo = demo
        self.people: dict[str, User] = {name: demo.person(name) for name in (CARER, SECOND_CARER, HEAD)}

    def open(self) -> tuple[Facility, Facility]:
        """The shelter with its rooms for the young, the centre with dormitory, day care, workshop and therapy."""
        shelter, centre = (
            self._as(HEAD, actions.open_facility, region_code=self.demo.regency, **told) for told in (SHELTER, CENTRE)
        )
        for house, name, area, beds in (
            (shelter, "Anggrek", 21, 6),
            (shelter, "Dahlia", 14, 4),
            (centre, "Bangsal", 60, 12),
        ):
            told = {"facility_id": house.pk, "name": name, "kind": "dormitory", "area": Decimal(area)}
            room = self._as(HEAD, actions.add_room, step_free=True, **told)
            self._as(HEAD, actions.add_beds, room_id=room.pk, labels=[str(at) for at in range(1, beds + 1)])
        hours = {"opens_at": time(9), "closes_at": time(19), "bookable": True}
        for name, kind, seats in ROOMS:
            self._as(HEAD, actions.add_room, facility_id=shelter.pk, name=name, kind=kind, seats=seats, **hours)
        for name, kind in (("Penitipan", "day_care"), ("Bengkel batik", "workshop"), ("Fisioterapi", "therapy")):
            self._as(HEAD, actions.add_room, facility_id=centre.pk, name=name, kind=kind, seats=20, window=True)
        return shelter, centre

    def let_in(self, shelter: Facility) -> Stay:
        """Some girls who stay, one of them in secret, one who went home, one who waits; the secret one."""
        stays = [self._admitted(shelter, *told) for told in CAME]
        on = self.demo.today
        kept = {"what": "Telepon genggam", "place": "Loker 3", "sign": "signature", "on": on}
        self._as(CARER, actions.keep_belonging, stay_id=stays[0].pk, **kept)
        self._as(CARER, actions.ask_extension, stay_id=stays[2].pk, said="Ibunya baru pulang bulan depan.", on=on)
        for kind, eaten in (("1", 5), ("2", 7)):
            self._as(CARER, actions.count_meal, facility_id=shelter.pk, kind=kind, eaten=eaten, on=on)
        home = self._admitted(shelter, "Putri", 17, "emergency", "ordinary", 12, "Bertengkar dengan kakak.")
        told = {"to": "family", "said": "Dijemput ibu sesudah bicara bersama.", "at": self._at(8, 17)}
        self._as(CARER, actions.discharge, stay_id=home.pk, **told)
        return stays[0]

    def book(self, shelter: Facility, rani: Stay) -> None:
        """A week of the young: most bookings are approved, some wait; a course that one of them takes in secret."""
        monday = self.demo.today + timedelta(days=7 - self.demo.today.weekday())
        rooms = {room.name: room for room in Room.objects.filter(facility=shelter)}
        for at, (room, day, begins, long, title, people) in enumerate(BOOKED):
            starts = self._moment(monday + timedelta(days=day), begins)
            told = {"begins_at": starts, "ends_at": starts + timedelta(hours=long), "people": people}
            asked = {"room_id": rooms[room].pk, "title": title, "at": self._at(0, 8), **told}
            made = self._as(CARER, actions.book_room, **asked)
            if at % 3:
                self._as(SECOND_CARER, actions.decide_booking, booking_id=made.pk, agree=True, on=self.demo.today)
        course = self._as(
            CARER, actions.open_course, facility_id=shelter.pk, name="Barista dasar", skill="Menyeduh kopi",
            hours=24, seats=8, starts_on=self.demo.today - timedelta(days=30), ends_on=self.demo.today,
            room_id=rooms["Kafe Teras"].pk, teacher="Kedai Sindoro",
        )  # fmt: skip
        for name, present, stay in (("Tiwi Handayani", 24, None), ("Rani Puspita", 18, rani.pk)):
            learner = self._as(CARER, actions.join_course, course_id=course.pk, name=name, stay_id=stay)
            self._as(CARER, actions.note_hours, learner_id=learner.pk, hours=present)
            if present == course.hours:
                self._as(SECOND_CARER, actions.certify, learner_id=learner.pk, on=self.demo.today)

    def measure(self, centre: Facility) -> None:
        """The air of the centre since the morning, up to now."""
        now = self.demo.now
        rooms = list(Room.objects.filter(facility=centre, window__isnull=False).order_by("pk"))
        found = []
        for back in range(12, -1, -1):
            at = now - timedelta(minutes=30 * back)
            warm = Decimal(24) + Decimal(12 - back) / 2
            found += [self._measured(centre, room, "temperature", warm - place, at) for place, room in enumerate(rooms)]
            found.append(self._measured(centre, None, "rain", Decimal(0), at))
            for source, amount in (("energy_solar", 420), ("energy_geothermal", 150), ("energy_grid", 230)):
                found.append(self._measured(centre, None, source, Decimal(amount), at))
        with acting(SYSTEM, reason=str(TITLE)):
            actions.take_readings(readings=found, by=SYSTEM, at=now)

    def _measured(self, house: Facility, room: Room | None, measure: str, value: Decimal, at: datetime) -> Any:
        return actions.Measured(house.pk, room.pk if room else None, measure, value, at)

    def _admitted(self, house: Facility, called: str, age: int, kind: str, youth: str, days: int, reason: str) -> Any:
        who = actions.Arrival(called=called, sex="P", age=age, reason=reason, stay_type=kind, youth=youth)
        readers: list[int] | None = [] if "dipukul" in reason else None
        return self._as(CARER, actions.admit, facility_id=house.pk, who=who, at=self._at(days, 23), readers=readers)

    def _as(self, username: str, action: Any, **told: Any) -> Any:
        user = self.people[username]
        with acting(user, reason=str(TITLE)):
            return action(by=user, **told)

    def _at(self, days_ago: int, hour: int) -> datetime:
        return self._moment(self.demo.today - timedelta(days=days_ago), hour)

    def _moment(self, on: Any, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(on, time(hour)))
