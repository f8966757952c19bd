"""Warnings as senders really write them: drawn, coded, updated twice, over, in two languages, about two dangers."""

from itertools import permutations

import pytest

from lumbung.districts import actions, cap, queries
from lumbung.districts.actions.warning import NowhereHere, WarningIsOver
from lumbung.districts.cap import ForbiddenInWarning, NotAWarning
from lumbung.districts.models import Alert, Call
from lumbung.districts.tests import weather
from lumbung.districts.tests.factories import NOON, REGENCY, VILLAGE, elder, hour
from lumbung.regions import actions as regions
from lumbung.regions.models import BpsCode, Region

pytestmark = pytest.mark.django_db
DISTRICT = VILLAGE[:8]


def box(south, west, north, east):
    return ((south, west), (south, east), (north, east), (north, west), (south, west))


@pytest.fixture
def province(who):
    """The province by its name, the regency with its outline, and a neighbour beside it."""
    Region.objects.filter(pk=REGENCY[:2]).update(name="Jawa Tengah", name_key="JAWATENGAH")
    regions.import_outlines(outlines={REGENCY: [box(-7.45, 110.0, -7.15, 110.3)], "99.99": [box(0, 0, 1, 1)]})
    return who


def read(who, content, *, by="supervisor", at=NOON):
    return actions.read_alert(content=content, by=who[by], at=at)


def areas(who, alert):
    return queries.areas_of(viewer=who["worker"], alert_id=alert.pk)


def ground(*, polygon="", circle="", code="", listed=""):
    told = f"<cap:polygon>{polygon}</cap:polygon>" if polygon else ""
    told += f"<cap:circle>{circle}</cap:circle>" if circle else ""
    value = f"<cap:valueName>{listed}</cap:valueName><cap:value>{code}</cap:value>"
    return told + (f"<cap:geocode>{value}</cap:geocode>" if code else "")


def test_who_lives_where_it_was_drawn_is_called(province):
    elder()
    alert = read(province, weather.storm())
    assert (alert.hazard, alert.status, areas(province, alert)) == ("flood", "active", [REGENCY])
    assert Call.objects.count() == 1


@pytest.mark.parametrize(
    ("drawn", "here"),
    [
        ({"circle": "-7.3,110.15 5"}, True),
        ({"circle": "-7.3,110.35 2"}, False),
        ({"polygon": "-7.2,110.31 -7.2,110.6 -7.4,110.6 -7.4,110.31 -7.2,110.31"}, False),
        ({"polygon": "-7.2,110.299 -7.2,110.6 -7.4,110.6 -7.4,110.299 -7.2,110.299"}, False),
        ({"polygon": "-7.30,110.10 -7.30,110.11 -7.31,110.11 -7.31,110.10 -7.30,110.10"}, True),
        ({"polygon": "110.0,-7.2 110.2,-7.2 oh", "circle": "-7.3,110.15 5"}, True),
    ],
)
def test_a_province_is_warned_only_where_it_was_drawn(province, drawn, here):
    content = weather.storm({"ground": ground(**drawn)})
    if here:
        assert areas(province, read(province, content)) == [REGENCY]
        return
    with pytest.raises(NowhereHere):
        read(province, content)
    assert not Alert.objects.exists()


def test_the_smallest_area_with_an_outline_counts(province):
    regions.import_outlines(outlines={DISTRICT: [box(-7.45, 110.0, -7.3, 110.3)]})
    assert areas(province, read(province, weather.storm())) == [DISTRICT]


def test_where_no_outline_is_known_the_province_by_name_is_about_the_regency(who):
    Region.objects.filter(pk=REGENCY[:2]).update(name="Jawa Tengah", name_key="JAWATENGAH")
    assert areas(who, read(who, weather.storm())) == [REGENCY]


@pytest.mark.parametrize(
    ("code", "listed"), [(DISTRICT, "adm3"), (DISTRICT.replace(".", ""), "Kemendagri"), ("3399010", "BPS 2016")]
)
def test_a_code_of_either_list_says_where(province, code, listed):
    BpsCode.objects.create(code="3399010", name="Kecamatan", region_id=DISTRICT)
    content = weather.storm({"ground": ground(code=code, listed=listed) + weather.SQUARE})
    assert areas(province, read(province, content)) == [DISTRICT]


def test_the_name_of_a_regency_is_narrower_than_what_was_drawn(province):
    far = ground(polygon="0,100 0,101 1,101 1,100 0,100")
    content = weather.storm({"area": "Kab. Temanggung dan Kota Antah; Kabupaten Antah", "ground": far})
    assert areas(province, alert := read(province, content)) == [REGENCY]
    assert alert.unmatched == ["Kabupaten Antah"]


def test_a_second_language_says_the_same_again_and_a_second_danger_is_a_second_warning(province):
    elder()
    english = {"language": "en-US", "event": "Heavy Rain", "area": "Central Java"}
    parts = (english, {}, {"event": "Suhu Panas", "area": "Kabupaten Temanggung"}, {"event": "Gelombang tinggi"})
    for _again in range(2):
        alert = read(province, weather.storm(*parts))
    assert set(Alert.objects.values_list("hazard", flat=True)) == {"flood", "heat"}
    assert (alert.hazard, Call.objects.count()) == ("flood", 2)


def test_an_update_of_an_update_is_about_the_first_warning_and_so_is_its_end(who):
    elder()
    read(who, weather.heat())
    second = weather.heat(identifier="BMKG-2", kind="Update", references="BMKG-1")
    third = weather.heat(identifier="BMKG-3", kind="Update", references="BMKG-2", severity="Extreme")
    for content in (second, third, second):
        alert = read(who, content)
    assert (alert.severity, alert.updates) == ("Extreme", ["BMKG-2", "BMKG-3"])
    assert (Alert.objects.count(), Call.objects.count()) == (1, 1)
    assert read(who, weather.heat(identifier="BMKG-4", kind="Cancel", references="BMKG-3")).status == "cancelled"


FIRST = weather.heat()
SECOND = weather.heat(identifier="BMKG-2", kind="Update", references="BMKG-1", sent=9, severity="Moderate")
THIRD = weather.heat(identifier="BMKG-3", kind="Update", references="BMKG-1 BMKG-2", sent=10, severity="Extreme")


@pytest.mark.parametrize("order", list(permutations((FIRST, SECOND, THIRD))))
def test_messages_in_any_order_end_as_in_theirs(who, order):
    elder()
    for content in (one for one in order for _again in range(2)):
        alert = read(who, content)
    assert (alert.identifier, set(alert.updates), alert.earlier) == ("BMKG-1", {"BMKG-2", "BMKG-3"}, [])
    assert (alert.severity, alert.status, areas(who, alert)) == ("Extreme", "active", [REGENCY])
    assert (Alert.objects.count(), Call.objects.count()) == (1, 1)


CHAIN = [
    weather.heat(
        identifier=f"BMKG-{number}", kind="Update" if number > 1 else "Alert", sent=7 + number,
        references=f"BMKG-{number - 1}" if number > 1 else "", severity="Extreme" if number == 4 else "Moderate",
    )
    for number in (1, 2, 3, 4)
]  # fmt: skip


@pytest.mark.parametrize("order", list(permutations(CHAIN)))
def test_messages_that_name_only_the_one_before_are_one_warning_whichever_comes_last(who, order):
    elder()
    for content in (one for one in order for _again in range(2)):
        alert = read(who, content)
    assert (alert.identifier, alert.updates, alert.earlier) == ("BMKG-1", ["BMKG-2", "BMKG-3", "BMKG-4"], [])
    assert (alert.severity, alert.status, areas(who, alert)) == ("Extreme", "active", [REGENCY])
    assert (Alert.objects.count(), Call.objects.count(), Call.objects.get().status) == (1, 1, "open")


@pytest.mark.parametrize(("called", "left"), [((0,), 1), ((1,), 1), ((0, 1), 2)])
def test_a_call_that_was_made_about_either_of_two_warnings_that_become_one_stays_made(who, called, left):
    elder()
    for content in (CHAIN[0], CHAIN[2]):
        read(who, content)
    for call in [list(Call.objects.order_by("pk"))[one] for one in called]:
        actions.note_call(call_id=call.pk, result="well", said="", seen=0, at=NOON, by=who["worker"])
    alert = read(who, CHAIN[1])
    assert Call.objects.get(alert=alert).status == "reached"
    assert (Call.objects.count(), set(Call.objects.values_list("status", flat=True))) == (left, {"reached"})
    again = read(who, CHAIN[3])
    assert (again.pk, Alert.objects.exclude(status="cancelled").count(), Call.objects.count()) == (alert.pk, 1, left)


def test_what_ends_one_of_two_warnings_that_become_one_ends_both(who):
    elder()
    ended = weather.heat(identifier="BMKG-9", kind="Cancel", references="BMKG-3", sent=12)
    for content in (CHAIN[0], CHAIN[2], ended, CHAIN[1]):
        alert = read(who, content)
    assert (alert.identifier, alert.status, Alert.objects.count()) == ("BMKG-1", "cancelled", 1)
    assert set(Call.objects.values_list("status", flat=True)) == {"dropped"}


def test_an_update_of_a_warning_that_ended_and_of_one_that_runs_is_about_the_one_that_runs(who):
    elder()
    other = weather.heat(identifier="BMKG-7")
    ended = weather.heat(identifier="BMKG-8", kind="Cancel", references="BMKG-7", sent=9)
    both = weather.heat(identifier="BMKG-9", kind="Update", references="BMKG-7 BMKG-1", sent=10)
    for content in (other, ended, FIRST, both):
        alert = read(who, content)
    assert (alert.identifier, alert.status) == ("BMKG-1", "active")


def test_an_end_that_names_a_warning_which_never_came_ends_what_was_said_of_it(who):
    elder()
    ended = weather.heat(identifier="BMKG-4", kind="Cancel", references="BMKG-1", sent=11)
    for content, status in ((THIRD, "active"), (ended, "cancelled"), (FIRST, "cancelled")):
        assert read(who, content).status == status
    assert Call.objects.get().status == "dropped"


def test_what_an_update_ended_before_the_warning_came_is_over(who):
    elder()
    late = weather.heat(identifier="BMKG-2", kind="Update", references="BMKG-1", sent=9)
    ended = late.replace(b"<expires>2026-11-09T18", b"<expires>2026-11-09T11")
    for content in (ended, FIRST):
        assert read(who, content).status == "cancelled"
    assert not Call.objects.exists()


def test_what_is_over_calls_nobody_and_an_update_that_is_over_ends_it(who):
    elder()
    with pytest.raises(WarningIsOver):
        read(who, weather.heat(), at=hour(6))
    read(who, weather.heat())
    late = weather.heat(identifier="BMKG-2", kind="Update", references="BMKG-1")
    assert read(who, late, at=hour(6)).status == "cancelled"
    assert Call.objects.get().status == "dropped"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (weather.heat(kind="Ack"), NotAWarning),
        (weather.heat(kind="Error"), NotAWarning),
        (weather.heat(head="<!DOCTYPE alert>").decode().encode("utf-32"), ForbiddenInWarning),
        (weather.heat() + b" " * cap.LARGEST, NotAWarning),
        (weather.heat().replace(b"cap:1.2", b"cap:1.0"), NotAWarning),
        (b"", NotAWarning),
    ],
)
def test_what_is_no_warning_is_refused(who, content, refusal):
    with pytest.raises(refusal):
        read(who, content)
    assert not Alert.objects.exists()


def test_damaged_numbers_draw_nothing():
    shapes = "<cap:polygon>nan,1 2,3 4,5 6,7</cap:polygon><cap:circle>-7,110 -5</cap:circle><cap:circle>x</cap:circle>"
    [message] = cap.read(weather.storm({"ground": shapes}))
    assert message.drawn == ()
