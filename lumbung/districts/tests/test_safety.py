"""Calls, visits, warnings and events of life: each once, the frailest first, for twenty as for thousands."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lumbung.cases.tests import factories as cases
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import NotFound
from lumbung.districts import actions, queries
from lumbung.districts.actions.calling import CallIsOver, SomebodyCalled
from lumbung.districts.actions.warning import NothingToCancel, NowhereHere, WarnedElsewhere
from lumbung.districts.cap import ForbiddenInWarning, HazardUnknown, NotAWarning, NotForReal
from lumbung.districts.models import Alert, AlertArea, Attempt, Call, Visit
from lumbung.districts.tests import weather
from lumbung.districts.tests.factories import DAY, NOON, REGENCY, VILLAGE, elder, hot, hour
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registry

pytestmark = pytest.mark.django_db


def note(who, call, result, *, seen=0, by="worker", said="", hours=0):
    told = {"call_id": call.pk, "seen": seen, "result": result, "said": said}
    return actions.note_call(**told, by=who[by], at=hour(hours))


def watched(who, of, risk=3):
    return actions.watch(person_id=of.pk, risk=risk, why="Tinggal sendiri.", by=who["worker"], on=DAY)


def test_who_is_at_greater_risk_is_called_more_often(who):
    high, low = elder("Karto"), elder("Wiji")
    watched(who, high)
    watched(who, low, risk=1)
    assert actions.plan_contacts(on=DAY, at=NOON, by=SYSTEM) == 4  # a call and a visit each
    assert actions.plan_contacts(on=DAY, at=NOON, by=SYSTEM) == 0
    assert [one.person for one in queries.calls_today(viewer=who["worker"], on=DAY)] == [high, low]
    for call in Call.objects.all():
        note(who, call, "well")
    days = {}
    for later in range(1, 8):
        on = DAY + dt.timedelta(days=later)
        actions.plan_contacts(on=on, at=hour(24 * later), by=SYSTEM)
        for call in Call.objects.filter(status="open"):
            days.setdefault(call.person, []).append(later)
            note(who, call, "well", hours=24 * later)
    assert days == {high: [1, 2, 3, 4, 5, 6, 7], low: [7]}


def test_no_answer_three_times_becomes_a_visit_and_a_note_sent_twice_counts_once(who):
    hot(who) if elder() else None
    call = Call.objects.get()
    for _again in range(2):
        assert note(who, call, "no_answer").attempts == 1
    with pytest.raises(SomebodyCalled):
        note(who, call, "no_answer", by="colleague")
    note(who, call, "no_answer", seen=1, by="colleague")
    assert not Visit.objects.exists()
    assert note(who, call, "no_answer", seen=2).status == "passed"
    visit = Visit.objects.get()
    assert (visit.reason, visit.due_on, visit.call) == ("unreached", DAY + dt.timedelta(days=1), call)
    assert Attempt.objects.count() == 3
    with pytest.raises(CallIsOver):
        note(who, call, "well", seen=3, by="colleague")


def test_who_needs_help_is_visited_the_same_day_and_again_until_somebody_is_there(who):
    elder()
    hot(who)
    note(who, Call.objects.get(), "ill", said="Pusing sejak pagi.")
    visit = Visit.objects.get()
    assert (visit.reason, visit.due_on) == ("help", DAY)
    told = {"visit_id": visit.pk, "by": who["worker"], "on": DAY}
    for _again in range(2):
        away = actions.note_visit(**told, result="away")
    assert (away.status, away.tries, away.due_on) == ("open", 1, DAY + dt.timedelta(days=1))
    done = actions.note_visit(
        **{**told, "on": away.due_on}, result="helped", said="Diberi minum dan diantar ke puskesmas."
    )
    assert (done.status, done.tries) == ("done", 2)


def test_a_warning_opens_one_call_for_everybody_it_may_hurt_the_frailest_first(who):
    oldest = elder("Sastro", age=91, carer=3)
    ill = cases.person("Tini", birth_date=dt.date(1990, 1, 1), chronic=6)
    cases.person("Budi", birth_date=dt.date(1990, 1, 1), chronic=1)
    away = elder("Darmi", region_code="33.24.01.2001")
    for _again in range(2):
        alert = hot(who)
    called = [one.person for one in queries.calls_today(viewer=who["worker"], on=DAY)]
    assert called == [oldest, ill]
    assert away not in called
    assert queries.progress(viewer=who["worker"], alert_id=alert.pk).asked == 2


@pytest.mark.parametrize(("measure", "opened"), [(349, 0), (350, 1)])
def test_the_threshold_of_heat_is_a_dated_figure(who, measure, opened):
    elder()
    assert hot(who, measure=measure).status == ("active" if opened else "noted")
    assert Call.objects.count() == opened


def test_nobody_warns_beyond_their_own_region(who):
    with pytest.raises(NotFound):
        hot(who, code="33")


@pytest.mark.parametrize(("hazard", "measures"), [("heat", (349, 350)), ("cold", (161, 160)), ("flood", (999, 1000))])
def test_a_day_that_grows_worse_calls_after_all(who, hazard, measures):
    elder()
    told = {"hazard": hazard, "regions_warned": [VILLAGE], "by": who["supervisor"], "at": NOON}
    weak, strong = measures
    first = actions.enter_alert(**told, measure=weak, headline="Pagi.")
    assert (first.status, Call.objects.count()) == ("noted", 0)
    again = actions.enter_alert(**told, measure=strong, headline="Siang.")
    assert (again.pk, again.status, again.measure, again.headline) == (first.pk, "active", strong, "Siang.")
    weaker = actions.enter_alert(**told, measure=weak, headline="Sore.")
    assert (weaker.pk, weaker.measure, weaker.headline, Call.objects.count()) == (first.pk, strong, "Siang.", 1)


def test_a_warning_entered_after_one_was_withdrawn_is_another_and_calls(who):
    elder()
    first = hot(who)
    actions.cancel_alert(alert_id=first.pk, by=who["supervisor"])
    again = hot(who)
    assert (again.pk != first.pk, again.status) == (True, "active")
    assert hot(who) == again
    assert sorted(Call.objects.values_list("status", flat=True)) == ["dropped", "open"]


def test_a_warning_that_is_cancelled_drops_who_was_not_called(who):
    elder("Karto"), elder("Wiji")
    alert = hot(who)
    first = Call.objects.order_by("pk").first()
    note(who, first, "well")
    actions.cancel_alert(alert_id=alert.pk, by=who["supervisor"])
    assert Counter(Call.objects.values_list("status", flat=True)) == {"reached": 1, "dropped": 1}


def test_a_warning_of_two_regencies_is_cancelled_by_its_sender_only(who):
    alert = hot(who)
    AlertArea.objects.create(alert=alert, region_code="33.24")
    with pytest.raises(WarnedElsewhere):
        actions.cancel_alert(alert_id=alert.pk, by=who["supervisor"])


def test_who_is_not_reached_within_hours_is_visited(who):
    elder("Karto"), elder("Wiji")
    hot(who)
    assert actions.escalate_calls(at=hour(23), by=SYSTEM) == 0
    assert actions.escalate_calls(at=hour(24), by=SYSTEM) == 2
    assert actions.escalate_calls(at=hour(24), by=SYSTEM) == 0
    assert set(Visit.objects.values_list("reason", "due_on")) == {("unreached", DAY + dt.timedelta(days=1))}


@pytest.mark.parametrize("many", [20, 2_500])
def test_a_warning_takes_as_many_statements_for_twenty_as_for_thousands(who, many):
    family = registry.family(head_name="Karto")
    told = {"region_code": family.region_code, "family": family, "in_family_since": DAY}
    born = {"birth_date": dt.date(1950, 1, 1), "name_keys": []}
    Person.objects.bulk_create(Person(name=f"Orang {at}", **told, **born) for at in range(many))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        hot(who)
    assert Call.objects.count() == many
    assert len(asked) < 30


def test_a_file_of_the_weather_office_is_read_once_and_its_update_calls_nobody_twice(who):
    elder()
    told = {"by": who["supervisor"], "at": NOON}
    for _again in range(2):
        alert = actions.read_alert(content=weather.heat(), **told)
    assert (alert.hazard, alert.status, alert.expires_at) == ("heat", "active", weather.UNTIL)
    assert queries.areas_of(viewer=who["worker"], alert_id=alert.pk) == [REGENCY]
    update = weather.heat(identifier="BMKG-2", kind="Update", references="BMKG-1", severity="Extreme")
    assert actions.read_alert(content=update, **told) == alert
    assert (Alert.objects.count(), Call.objects.count()) == (1, 1)
    ended = weather.heat(identifier="BMKG-3", kind="Cancel", references="BMKG-1")
    assert actions.read_alert(content=ended, **told).status == "cancelled"
    assert Call.objects.get().status == "dropped"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (weather.heat(head='<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), ForbiddenInWarning),
        (weather.heat(head="<!DOCTYPE alert>").decode().encode("utf-16-le"), ForbiddenInWarning),
        (b"<alert/>", NotAWarning),
        (b"not xml", NotAWarning),
        (weather.heat()[:-20], NotAWarning),
        (weather.heat(status="Exercise"), NotForReal),
        (weather.heat(event="Gempa bumi"), HazardUnknown),
        (weather.heat(area="Kabupaten Antah"), NowhereHere),
        (weather.heat(kind="Cancel"), NothingToCancel),
    ],
)  # fmt: skip
def test_what_is_no_warning_for_here_is_refused(who, content, refusal):
    with pytest.raises(refusal):
        actions.read_alert(content=content, by=who["supervisor"], at=NOON)
    assert not Alert.objects.exists()


BIRTHDAYS = {
    "turns 65 today": (dt.date(1961, 11, 9), "active", {"older"}),
    "turns 65 tomorrow": (dt.date(1961, 11, 10), "active", set()),
    "turned 65 a month ago": (dt.date(1961, 10, 10), "active", {"older"}),
    "turned 65 longer ago": (dt.date(1961, 10, 9), "active", set()),
    "is born today": (DAY, "active", {"birth"}),
    "will be born": (DAY + dt.timedelta(days=1), "active", set()),
    "birth date unknown": (None, "active", set()),
    "turns 65 but moved": (dt.date(1961, 11, 9), "moved", set()),
}


@pytest.mark.parametrize("name", BIRTHDAYS)
def test_events_of_life_are_found_on_their_days_and_once(who, name):
    born, status, expected = BIRTHDAYS[name]
    of = cases.person("Sumarni", birth_date=born, status=status)
    for _night in range(2):
        actions.find_life_events(on=DAY, by=SYSTEM)
    assert set(Visit.objects.filter(person=of).values_list("reason", flat=True)) == expected


@pytest.mark.parametrize(("on", "found"), [(dt.date(2025, 2, 28), 0), (dt.date(2025, 3, 1), 1)])
def test_who_was_born_on_a_leap_day_completes_the_year_on_the_first_of_march(who, on, found):
    cases.person("Sumarni", birth_date=dt.date(1960, 2, 29))
    assert actions.find_life_events(on=on, by=SYSTEM)["older"] == found


def test_a_family_that_lost_somebody_is_visited_once(who):
    family = registry.household("Karto", "Wiji")
    gone = family.members.first()
    long_dead = registry.person(family, "Buyut", status="dead")
    with acting(who["worker"]):
        gone.status = "dead"
        gone.save()
    today = gone.updated_at.date()
    found = [actions.find_life_events(on=today, by=SYSTEM)["bereavement"] for _night in range(2)]
    assert found == [1, 0]
    assert Visit.objects.get(reason="bereavement").person == gone
    assert not Visit.objects.filter(person=long_dead).exists()


@pytest.mark.parametrize(("by", "planned", "passed"), [("colleague", 2, 1), ("worker", 4, 2)])
def test_what_is_done_for_many_is_counted_for_each_without_those_kept_from_them(who, by, planned, passed):
    """A number one higher than the list is long would tell of somebody."""
    of, other = elder("Mawar"), elder("Karto")
    watched(who, of)
    watched(who, other)
    hot(who)
    cases.secret(who, of=of)
    with acting(who[by]):
        assert actions.plan_contacts(on=DAY, at=NOON, by=who[by]) == planned
        assert actions.escalate_calls(at=hour(48), by=who[by]) == passed
    assert {call.person_id for call in Call.objects.filter(kind="safety")} == {of.pk, other.pk}
    assert Visit.objects.filter(person=of, reason="unreached").exists()


def test_life_events_of_somebody_in_secret_are_counted_for_their_team_only(who):
    for name in ("Mawar", "Karto"):
        elder(name, age=65)
    of = Person.objects.get(name="Mawar")
    cases.secret(who, of=of)
    with acting(who["colleague"]):
        assert actions.find_life_events(on=DAY, by=who["colleague"])["older"] == 1
    assert Visit.objects.filter(person=of, reason="older").exists()


def test_somebody_with_a_secret_case_is_called_by_their_own_team_only(who):
    of = elder("Mawar")
    case = cases.secret(who, of=of)
    hot(who)
    call = Call.objects.get()
    assert case.worker == who["worker"]
    assert list(queries.calls_today(viewer=who["worker"], on=DAY)) == [call]
    assert list(queries.calls_today(viewer=who["colleague"], on=DAY)) == []
    with pytest.raises(NotFound):
        note(who, call, "well", by="colleague")
    assert note(who, call, "well").status == "reached"
