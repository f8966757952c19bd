"""Pages, papers, API and commands lead through the same actions; each person finds what waits for them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from lumbung.core import waiting
from lumbung.facilities import actions
from lumbung.facilities.models import Booking, Extension, Facility, Learner, Stay, Waiting
from lumbung.facilities.tests import factories
from lumbung.facilities.tests.factories import DAY, admitted, girl, hour
from lumbung.facilities.views import houses

pytestmark = pytest.mark.django_db
GIRL = {
    "called": "Rani", "sex": "P", "age": "15", "reason": "Bertengkar di rumah.", "stay_type": "short",
    "youth": "vulnerable", "urgency": "1", "langkah": "terima",
}  # fmt: skip


@pytest.fixture(autouse=True)
def the_ninth(monkeypatch):
    """Doors read the clock: it is the ninth of November, nine in the morning."""
    monkeypatch.setattr(timezone, "localdate", lambda at=None: timezone.localtime(at).date() if at else DAY)
    monkeypatch.setattr(timezone, "now", lambda: hour(9))


@pytest.fixture
def look(client):
    def ask(user, name, *args, status=200, **query):
        client.force_login(user)
        answer = client.get(reverse(f"facilities:{name}", args=args), query)
        assert answer.status_code == status
        return answer if answer["Content-Type"] == "application/pdf" else answer.content.decode()

    return ask


@pytest.fixture
def post(client):
    def send(user, view, /, *args, **told):
        client.force_login(user)
        answer = client.post(reverse(f"facilities:{view}", args=args), told, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    return send


def test_a_stay_on_pages_from_the_door_to_the_letter(who, house, look, post):
    carer = who["carer"]
    assert "2 tempat tidur kosong" in look(carer, "admit", house.pk)
    assert "Rani" in post(carer, "admit", house.pk, **GIRL)
    stay = Stay.objects.get()
    post(carer, "go_out", stay.pk, where="Sekolah", due_on="2026-11-09", due_hour="14.30")
    post(carer, "come_back", stay.pk)
    post(carer, "keep_belonging", stay.pk, what="Telepon", count="1", place="Loker 2", sign="signature")
    post(carer, "note_incident", house.pk, stay=stay.pk, kind="ill", told="Demam.", done="Obat.")
    post(carer, "count_meal", house.pk, kind="1", eaten="4")
    post(carer, "ask_extension", stay.pk, said="Rumah belum aman.")
    asked = Extension.objects.get()
    assert "Tulis nomor notula" in post(who["head"], "decide_extension", asked.pk, putusan="setuju")
    assert "KK/7/2026" in post(who["head"], "decide_extension", asked.pk, putusan="setuju", conference="KK/7/2026")
    assert look(carer, "agreement", stay.pk).content.startswith(b"%PDF")
    look(carer, "discharge_letter", stay.pk, status=404)
    assert "Kembalikan dulu" in post(carer, "discharge", stay.pk, to="family", said="Dijemput ibu.")
    post(carer, "give_back", stay.belongings.get().pk, sign="signature")
    page = post(carer, "discharge", stay.pk, to="family", said="Dijemput ibu.")
    assert "Keluarga sendiri" in page
    assert look(carer, "discharge_letter", stay.pk).content.startswith(b"%PDF")


def test_the_list_on_pages(who, house, look, post):
    admitted(who, house, "A")
    admitted(who, house, "B")
    assert "Tidak ada tempat tidur" in who_refuses(who, house, post)
    post(who["carer"], "admit", house.pk, **{**GIRL, "langkah": "antre"})
    assert "1 orang menunggu" in look(who["second"], "facility", house.pk)
    one = Waiting.objects.get()
    assert "Tidak ada tempat tidur" in post(who["second"], "admit_waiting", one.pk)
    post(who["second"], "withdraw_waiting", one.pk, said="Pulang.")
    assert Waiting.objects.get().status == "withdrawn"


def test_a_long_line_is_shown_in_parts_in_its_order(who, house, look, post, monkeypatch):
    monkeypatch.setattr(houses, "SHOWN", 1)
    admitted(who, house, "A")
    admitted(who, house, "B")
    for name in ("Kirana", "Pertiwi"):
        post(who["carer"], "admit", house.pk, **{**GIRL, "called": name, "langkah": "antre"})
    first, second = (look(who["second"], "facility", house.pk, hal=part) for part in (1, 2))
    assert ("Kirana" in first, "Pertiwi" in first, "?hal=2" in first) == (True, False, True)
    assert ("Kirana" in second, "Pertiwi" in second, 'start="2"' in second) == (False, True, True)
    assert "2 orang menunggu" in first


def who_refuses(who, house, post):
    with pytest.raises(AssertionError) as refused:
        post(who["carer"], "admit", house.pk, **GIRL)
    return str(refused.value)


def test_a_secret_name_is_masked_in_lists_and_missing_for_others(who, house, look, post):
    post(who["carer"], "admit", house.pk, **{**GIRL, "called": "Wulandari", "secret": "on"})
    assert "W•••" in look(who["carer"], "facility", house.pk)
    for name, args in (("facilities", ()), ("facility", (house.pk,)), ("stays", ()), ("figures", (house.pk,))):
        assert "Wulandari" not in look(who["carer"], name, *args)
        assert "W•••" not in look(who["second"], name, *args)
    look(who["second"], "stay", Stay.objects.get().pk, status=404)
    post(who["carer"], "set_readers", Stay.objects.get().pk, usernames=who["second"].username)
    assert "Wulandari" in look(who["second"], "stay", Stay.objects.get().pk)


def test_rooms_courses_and_certificates_on_pages(who, house, look, post, client):
    room = factories.cafe(house)
    wish = {"title": "Latihan barista", "day": "2026-11-10", "begins": "10.00", "ends": "12.00", "people": "6"}
    post(who["carer"], "book", room.pk, **wish)
    booking = Booking.objects.get()
    assert "Latihan barista" in look(who["second"], "calendar", house.pk)
    assert "Menunggu keputusan Anda" in look(who["second"], "bookings")
    post(who["second"], "decide_booking", booking.pk, putusan="setuju")
    post(who["carer"], "withdraw_booking", booking.pk, said="Batal.")
    course = {"facility_id": house.pk, "name": "Barista", "skill": "Menyeduh kopi", "hours": "2", "seats": "5"}
    post(who["carer"], "courses", **course, starts_on="2026-11-09", ends_on="2026-11-10")
    course_id = house.courses.get().pk
    post(who["carer"], "join", course_id, name="Rani A.")
    learner = Learner.objects.get()
    post(who["carer"], "note_hours", learner.pk, hours="2")
    assert "Terbitkan sertifikat Rani A." in look(who["second"], "course", course_id)
    assert "Terbitkan sertifikat" not in look(who["carer"], "course", course_id)
    post(who["second"], "certify", learner.pk)
    assert look(who["carer"], "certificate", learner.pk).content.startswith(b"%PDF")
    client.logout()
    number = Learner.objects.get().number
    assert "Menyeduh kopi" in client.get(reverse("facilities:check"), {"nomor": number}).content.decode()
    assert client.get(reverse("facilities:check"), {"nomor": "AAAA"}).status_code == 404


def test_a_house_is_opened_and_changed_on_pages(who, look, post):
    told = {"name": "Sentra Padi", "kind": "sentra", "age_from": "0", "age_to": "120", "staff": "3"}
    post(who["head"], "new_facility", **told, house_rules="Saling menghormati.\nMakan bersama.")
    house = Facility.objects.get(name="Sentra Padi")
    room = {"name": "Bangsal 1", "kind": "dormitory", "area": "10.5", "beds": "1, 2, 3, 4", "bed_sex": "P"}
    post(who["head"], "new_room", house.pk, **room)
    page = look(who["head"], "facility", house.pk)
    assert "terlalu rapat" in page
    assert "3 orang tidur" in page
    post(who["head"], "change_facility", house.pk, **{**told, "name": "Sentra Padi Jaya"})
    assert look(who["head"], "house_rules", house.pk).content.startswith(b"%PDF")
    post(who["head"], "set_bed", house.beds.first().pk, dipakai="0")
    assert "rusak" in look(who["head"], "facility", house.pk)


def test_the_air_is_shown_and_a_window_is_set_by_hand(who, house, look, post):
    at = hour(8, 50)
    heat = [("temperature", 31, factories.cafe(house).pk), ("rain", 0, None), ("energy_solar", 400, None)]
    readings = [actions.Measured(house.pk, room, measure, Decimal(value), at) for measure, value, room in heat]
    actions.take_readings(readings=readings, by=who["officer"], at=hour(9))
    page = look(who["carer"], "air", house.pk)
    assert "Jendela terbuka" in page
    assert "400" in page
    window = house.rooms.get(kind="cafe").window
    assert "Jendela tertutup" in post(who["carer"], "set_window", window.pk, jendela="tutup", hours="2")
    assert "diatur tangan" in look(who["carer"], "air_now", house.pk)


def test_everybody_finds_what_waits_for_them(who, house):
    stay = admitted(who, house, at=hour(1, on=DAY - dt.timedelta(days=6)))
    actions.wait(facility_id=house.pk, who=girl("B"), by=who["carer"], at=hour(8))
    told = {"title": "Tari", "people": 4, "begins_at": hour(10), "ends_at": hour(11), "at": hour(8)}
    actions.book_room(room_id=factories.cafe(house).pk, by=who["carer"], **told)
    menus = {
        name: {task.menu for task in waiting.tasks_of(viewer=who[name], today=DAY)} for name in ("carer", "second")
    }
    assert menus["carer"] >= {"houses", "stays"}
    assert menus["second"] >= {"houses", "stays", "bookings"}
    assert "bookings" not in menus["carer"]
    assert stay.is_open


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"kind": "bedroom"}, "kind"),
        ({"kind": "cafe", "bookable": True}, "seats"),
        ({"kind": "cafe", "seats": 4, "area": "0"}, "area"),
        ({"kind": "cafe", "seats": 4, "opens_at": "17:00", "closes_at": "09:00"}, "closes_at"),
        ({"kind": "cafe", "seats": 4, "beds": ["1"]}, "beds"),
    ],
)
def test_a_room_that_cannot_be_says_what_is_wrong_and_is_not_there(who, client, told, wrong):
    house = factories.shelter(who)
    before = house.rooms.count()
    client.force_login(who["head"])
    address = f"/api/v1/facilities/{house.pk}/rooms"
    answer = client.post(address, {"name": "Ruang baru", **told}, content_type="application/json")
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [wrong])
    assert house.rooms.count() == before
