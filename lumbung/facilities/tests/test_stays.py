"""From the door to the day of leaving: who gets a bed, how long, and who may know."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from lumbung.core import audit
from lumbung.core.actors import acting
from lumbung.core.refusals import NotFound
from lumbung.facilities import actions, queries
from lumbung.facilities.models import Extension, Placement, Stay, Waiting
from lumbung.facilities.tests import factories
from lumbung.facilities.tests.factories import DAY, NIGHT, admitted, girl, hour
from lumbung.registry.tests import factories as registry
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db


def test_a_girl_at_night_gets_a_bed_and_a_limit_and_the_same_again_is_the_same_stay(who, house):
    stay = admitted(who, house)
    assert (stay.due_on, stay.admitted_on) == (dt.date(2026, 11, 16), DAY)
    assert admitted(who, house).pk == stay.pk
    assert queries.crowd(viewer=who["carer"], facility_id=house.pk, on=DAY).free == 1


@pytest.mark.parametrize(("age", "let_in"), [(8, False), (9, True), (24, True), (25, False)])
def test_a_house_takes_those_it_is_for(who, house, age, let_in):
    if let_in:
        assert admitted(who, house, age=age).age == age
        return
    with pytest.raises(actions.NotForThem):
        admitted(who, house, age=age)


def test_a_boy_is_told_that_the_house_is_for_girls(who, house):
    with pytest.raises(actions.NotForThem, match="Perempuan"):
        admitted(who, house, "Bagus", sex="L")


def test_a_house_with_hours_lets_nobody_in_at_night(who):
    day_house = factories.shelter(who, name="Posko", opens_at=dt.time(8), closes_at=dt.time(16), weekdays=[1, 2])
    with pytest.raises(actions.NotOpenNow, match=r"08\.00"):
        admitted(who, day_house)
    assert admitted(who, day_house, at=hour(8))


def test_a_full_house_refuses_and_the_list_is_fair(who, house):
    first, _second = admitted(who, house, "A"), admitted(who, house, "B")
    with pytest.raises(actions.NoBed):
        admitted(who, house, "C")
    told = {"facility_id": house.pk, "by": who["carer"]}
    later = actions.wait(who=girl("Soon"), at=hour(8), urgency="2", **told)
    danger = actions.wait(who=girl("Danger"), at=hour(9), urgency="1", **told)
    assert actions.wait(who=girl("Soon"), at=hour(10), urgency="2", **told).pk == later.pk
    order = [one.called for one in queries.waiting(viewer=who["carer"], facility_id=house.pk)]
    assert order == ["Danger", "Soon"]
    actions.discharge(stay_id=first.pk, to="family", said="Dijemput ibu.", by=who["carer"], at=hour(10))
    with pytest.raises(actions.OthersWaitLonger):
        actions.admit_waiting(waiting_id=later.pk, by=who["carer"], at=hour(11))
    with pytest.raises(actions.OthersWaitLonger):
        admitted(who, house, "D", at=hour(11))
    stay = actions.admit_waiting(waiting_id=danger.pk, by=who["carer"], at=hour(11))
    assert actions.admit_waiting(waiting_id=danger.pk, by=who["carer"], at=hour(12)).pk == stay.pk
    assert actions.withdraw_waiting(waiting_id=later.pk, said="Pulang.", by=who["carer"]).status == "withdrawn"


def test_a_secret_place_in_line_is_counted_though_nobody_sees_it(who, house):
    admitted(who, house, "A")
    told = {"facility_id": house.pk, "by": who["second"], "at": hour(8), "urgency": "1"}
    with acting(who["second"]):
        actions.wait(who=girl("Rahasia"), readers=[], **told)
    with acting(who["carer"]):
        assert not queries.waiting(viewer=who["carer"]).exists()
        assert queries.crowd(viewer=who["carer"], facility_id=house.pk, on=DAY).waiting == 1
        with pytest.raises(actions.OthersWaitLonger):
            admitted(who, house, "C")


def test_one_open_stay_a_person_wherever_it_is(who, house):
    person = registry.household("Rani").members.get()
    other = factories.shelter(who, name="Rumah Mawar")
    stay = admitted(who, house, person_id=person.pk)
    with pytest.raises(actions.AlreadyInside):
        admitted(who, other, person_id=person.pk)
    unknown = admitted(who, other, "Ani")
    with pytest.raises(actions.AlreadyInside):
        actions.name_person(stay_id=unknown.pk, person_id=person.pk, by=who["carer"])
    assert queries.stays_of_person(viewer=who["carer"], person_id=person.pk).get().pk == stay.pk


def test_more_time_is_given_by_a_second_person_after_a_conference(who, house):
    stay = admitted(who, house, stay_type="short")
    asked = actions.ask_extension(stay_id=stay.pk, said="Rumah belum aman.", by=who["carer"], on=DAY)
    told = {"extension_id": asked.pk, "agree": True, "on": DAY, "by": who["head"]}
    with pytest.raises(actions.ConferenceMissing):
        actions.decide_extension(**told)
    given = actions.decide_extension(**told, conference="KK/12/2026")
    assert actions.decide_extension(**told, conference="KK/12/2026").pk == given.pk
    stay.refresh_from_db()
    assert (stay.due_on, stay.extensions, stay.conference) == (dt.date(2027, 5, 9), 1, "KK/12/2026")
    assert Placement.objects.get(stay=stay).due_on == stay.due_on


def test_whoever_asks_for_more_time_does_not_give_it(who, house):
    stay = admitted(who, house, stay_type="short")
    asked = actions.ask_extension(stay_id=stay.pk, said="Perlu waktu.", by=who["carer"], on=DAY)
    with pytest.raises(DatabaseError, match="extension_by_two_persons"), transaction.atomic():
        Extension.objects.filter(pk=asked.pk).update(status="agreed", decided_by=who["carer"], conference="KK/1")
    with pytest.raises(DatabaseError, match="extension_by_conference"), transaction.atomic():
        Extension.objects.filter(pk=asked.pk).update(status="agreed", decided_by=who["head"])


def test_an_emergency_is_not_made_longer(who, house):
    stay = admitted(who, house)
    with pytest.raises(actions.NoMoreExtensions):
        actions.ask_extension(stay_id=stay.pk, said="Perlu.", by=who["carer"], on=DAY)


def test_out_and_back_things_in_and_out_and_home(who, house):
    stay = admitted(who, house)
    do = {"stay_id": stay.pk, "by": who["carer"]}
    actions.go_out(where="Sekolah dengan Bu Dewi", due_at=hour(14), at=hour(7), **do)
    with pytest.raises(actions.IsAway):
        actions.go_out(where="Pasar", due_at=hour(16), at=hour(8), **do)
    assert actions.come_back(at=hour(13), **do).status == "inside"
    thing = actions.keep_belonging(what="Telepon", place="Loker 4", sign="signature", on=DAY, **do)
    with pytest.raises(actions.WitnessMissing):
        actions.keep_belonging(what="Cincin", place="Loker 4", sign="thumb", on=DAY, **do)
    home = {"to": "family", "said": "Dijemput ibu sesudah rapat keluarga.", "at": hour(15)}
    with pytest.raises(actions.BelongingsRemain):
        actions.discharge(**home, **do)
    actions.give_back(belonging_id=thing.pk, sign="thumb", witness="Bu Dewi", by=who["carer"], on=DAY)
    assert actions.discharge(**home, **do).pk == actions.discharge(**home, **do).pk
    with pytest.raises(actions.HasLeft):
        actions.go_out(where="Pasar", due_at=hour(18), at=hour(16), **do)


def test_a_moved_girl_has_one_bed_and_the_old_one_is_free(who, house):
    stay = admitted(who, house)
    other = house.beds.exclude(placements__stay=stay).get()
    actions.move_bed(stay_id=stay.pk, bed_id=other.pk, by=who["carer"], at=hour(20, on=DAY + dt.timedelta(days=2)))
    nights = [(one.bed.label, (one.during.upper or DAY) - DAY) for one in queries.placements_of(
        viewer=who["carer"], stay_id=stay.pk)]  # fmt: skip
    assert nights[0][1] == dt.timedelta(days=2)
    assert queries.crowd(viewer=who["carer"], facility_id=house.pk, on=DAY).taken == 1


def test_of_a_secret_stay_nobody_else_finds_anything_but_a_bed_taken(who, house):
    with acting(who["carer"]):
        stay = admitted(who, house, readers=[])
        told = {"kind": "abuse", "told": "Memar.", "done": "Dibawa ke bidan.", "by": who["carer"], "at": NIGHT}
        actions.note_incident(facility_id=house.pk, stay_id=stay.pk, **told)
    for other in ("second", "head", "auditor", "officer"):
        with acting(who[other]):
            assert not queries.stays(viewer=who[other]).exists()
            assert not queries.incidents(viewer=who[other]).exists()
            assert queries.crowd(viewer=who[other], facility_id=house.pk, on=DAY).taken == 1
            assert not audit.history(viewer=who[other], table="facilities_stay", record_id=stay.pk).exists()
            with pytest.raises(NotFound):
                queries.stay(viewer=who[other], stay_id=stay.pk)
    with acting(who["carer"]):
        actions.set_readers(stay_id=stay.pk, readers=[who["second"].pk], by=who["carer"])
    with acting(who["second"]):
        assert queries.incidents(viewer=who["second"]).get().told == "Memar."


def test_another_region_sees_neither_house_nor_stay(who, house):
    admitted(who, house)
    stranger = staff.user("facility_officer", "33.24")
    assert not queries.facilities(viewer=stranger).exists()
    with pytest.raises(NotFound):
        actions.admit(facility_id=house.pk, who=girl("B"), by=stranger, at=NIGHT)


def test_the_forecast_follows_the_limits(who, house):
    admitted(who, house)
    ahead = dict(queries.forecast(viewer=who["carer"], facility_id=house.pk, on=DAY, days=8))
    assert [ahead[DAY + dt.timedelta(days=at)] for at in (0, 6, 7)] == [1, 1, 2]


def test_a_manager_reads_nights_and_lengths(who, house):
    stay = admitted(who, house)
    actions.discharge(
        stay_id=stay.pk, to="family", said="Pulang.", by=who["carer"], at=hour(9, on=DAY + dt.timedelta(4))
    )
    told = {"facility_id": house.pk, "beds": 2, "since": DAY, "until": DAY + dt.timedelta(days=9)}
    found = queries.figures(viewer=who["head"], **told)
    assert (found.came, found.left, found.nights, found.possible, found.median_nights) == (1, 1, 4, 20, 4)
    taken = queries.nights(viewer=who["head"], facility_id=house.pk, since=DAY, until=DAY + dt.timedelta(days=5))
    assert [count for _day, count in taken] == [1, 1, 1, 1, 0, 0]


def test_an_incident_is_written_once_and_a_meal_is_counted_once(who, house):
    told = {"facility_id": house.pk, "kind": "ill", "told": "Demam.", "done": "Diberi obat.", "by": who["carer"]}
    assert actions.note_incident(at=NIGHT, **told).pk == actions.note_incident(at=NIGHT, **told).pk
    with pytest.raises(DatabaseError), transaction.atomic():
        house.incidents.update(told="Lain.")
    for eaten in (8, 9):
        actions.count_meal(facility_id=house.pk, kind="1", eaten=eaten, by=who["carer"], on=DAY)
    assert queries.meals_of(viewer=who["carer"], facility_id=house.pk, on=DAY) == {"1": 9}


def test_no_number_of_anybody_is_written_into_words(who, house):
    with pytest.raises(actions.NumberWritten):
        admitted(who, house, reason=f"NIK {registry.number()}")
    assert not Stay.objects.exists()
    assert not Waiting.objects.exists()
