"""Workload: a worker falls ill and the cases move; the day goes from house to house; figures hide the few."""

import datetime as dt

import pytest

from lumbung.cases import actions, planning, queries
from lumbung.cases.models import Case, CaseStep, Member
from lumbung.cases.planning.withholding import Sum, held_back
from lumbung.cases.tests import factories
from lumbung.cases.tests import plan_factories as plans
from lumbung.cases.views import workload
from lumbung.core import bulk, waiting
from lumbung.core.actors import acting
from lumbung.core.refusals import NotAllowed
from lumbung.core.routes import Spot, walked

pytestmark = pytest.mark.django_db
at, DAY = plans.at, plans.DAY


def handed(who, **told):
    given = {
        "giver_id": who["worker"].pk,
        "taker_id": who["colleague"].pk,
        "reason": "Sakit.",
        "at": at(9, 12),
        "on": DAY,
    }
    return actions.hand_over_cases(**{**given, "by": who["supervisor"], **told})


def test_a_worker_falls_ill_and_everything_of_the_cases_moves(who):
    case, secret = factories.opened(who), factories.secret(who, of=factories.person("Wati"))
    plans.booked(who, case, times=2)
    plans.booked(who, secret, starts_at=at(11, 9))
    busy = factories.opened(who, by="colleague", of=factories.person("Darmi"))
    Case.objects.filter(pk=busy.pk).update(worker=who["colleague"])
    actions.book(case_id=busy.pk, title="Lain", starts_at=at(10, 9), minutes=30, by=who["colleague"])
    move = handed(who)
    assert (move.cases, move.sessions, move.clashing) == (2, 2, 1)
    assert handed(who) == move
    for one in (case, secret):
        one.refresh_from_db()
        assert one.worker == who["colleague"]
        team = Member.objects.filter(case=one, role="worker", until=None)
        assert team.get().user == who["colleague"]
    assert set(CaseStep.objects.filter(case__in=[case, secret]).values_list("owner", flat=True)) == {
        who["colleague"].pk
    }
    with acting(who["colleague"]):
        assert Case.objects.filter(pk=secret.pk).exists()
    with acting(who["worker"]):
        assert not Case.objects.filter(pk=secret.pk).exists()


def test_both_sides_learn_of_it_until_they_have_read_it(who):
    factories.opened(who)
    move = handed(who)
    for name in ("worker", "colleague"):
        assert any("kasus" in task.title for task in waiting.tasks_of(viewer=who[name], today=DAY))
        actions.read_move(move_id=move.pk, by=who[name], on=DAY)
        assert not queries.moves_to_read(viewer=who[name]).exists()


def test_who_falls_ill_gives_their_own_away_and_nobody_elses(who):
    secret = factories.secret(who)
    with acting(who["worker"]):
        assert handed(who, by=who["worker"]).cases == 1
    secret.refresh_from_db()
    assert secret.worker == who["colleague"]
    with pytest.raises(NotAllowed):
        handed(who, giver_id=who["colleague"].pk, taker_id=who["worker"].pk, by=who["worker"])


def test_cases_go_to_somebody_who_may_lead_them(who):
    case = factories.opened(who)
    for taker in ("worker", "head", "operator"):
        with pytest.raises(actions.NotTheirWork):
            handed(who, taker_id=who[taker].pk)
    Case.objects.filter(pk=case.pk).update(supervisor=who["colleague"])
    with pytest.raises(actions.LedAndSupervised):
        handed(who)


@pytest.mark.parametrize("size", [20, 2_500])
def test_thousands_of_cases_move_in_as_many_statements_as_twenty(who, size, django_assert_max_num_queries):
    many(who, size)
    with django_assert_max_num_queries(40):
        assert handed(who).cases == size
    assert Member.objects.filter(user=who["colleague"], until=None).count() == size


def many(who, size):
    """Cases of people without a record, set-based, with their teams."""
    told = {"size": size, "worker": who["worker"].pk, "day": DAY, "region": factories.VILLAGE}
    bulk.execute(
        "INSERT INTO cases_case (region_code, sensitive, cluster, ppks, called, mode, mode_reason, centre, status,"
        " need, referred_by, worker_id, opened_on, ending, said) SELECT %(region)s, false, 'lansia', 'lansia_telantar',"
        " 'Warga ' || n, 'family', '', '', 'access', 'Perlu.', '', %(worker)s, %(day)s, '', ''"
        " FROM generate_series(1, %(size)s) AS n",
        told,
    )
    bulk.execute(
        "INSERT INTO cases_member (region_code, sensitive, case_id, user_id, role, since)"
        " SELECT region_code, false, id, worker_id, 'worker', opened_on FROM cases_case WHERE worker_id = %(worker)s",
        told,
    )


def test_a_supervision_is_read_by_its_two_and_comes_once(who):
    told = {"worker_id": who["worker"].pk, "words": "Beban terlalu berat.", "on": DAY, "by": who["supervisor"]}
    assert actions.note_supervision(**told) == actions.note_supervision(**told)
    assert len(queries.supervisions_of(viewer=who["worker"], worker_id=who["worker"].pk)) == 1
    assert queries.supervisions_of(viewer=who["head"], worker_id=who["worker"].pk) == []


def test_loads_tell_who_leads_too_much_and_what_is_late(who):
    many(who, planning.in_force(DAY).caseload + 2)
    case = factories.opened(who)
    [load] = queries.caseloads(viewer=who["supervisor"], on=DAY + dt.timedelta(days=30))
    assert (load.worker, load.over, load.late) == (who["worker"], 3, 1)
    assert queries.late_steps(viewer=who["supervisor"], on=DAY + dt.timedelta(days=30)).get().case == case


def test_the_fullest_workers_are_shown_and_the_others_wait_behind_a_link(who, client, monkeypatch):
    monkeypatch.setattr(workload, "WORKERS_SHOWN", 1)
    many(who, 2)
    factories.opened(who, by="colleague", of=factories.person("Darmi"))
    client.force_login(who["supervisor"])
    fullest, other = (f'href="/kasus/beban/{who[name].pk}/"' for name in ("worker", "colleague"))
    page, whole = (client.get(f"/kasus/beban/{asked}").content.decode() for asked in ("", "?semua"))
    assert (fullest in page, other in page, "Lihat semua (2)" in page) == (True, False, True)
    assert (fullest in whole, other in whole, "Lihat semua" in whole) == (True, True, False)


def test_a_day_holds_sessions_by_the_clock_and_homes_by_the_way(who):
    first, second = factories.opened(who), factories.opened(who, of=factories.person("Darmi"))
    plans.booked(who, first, kind="visit")
    plans.booked(who, second, starts_at=at(10, 7))
    found = queries.day(viewer=who["worker"], on=dt.date(2026, 11, 10))
    assert [one.case for one in found.sessions] == [second, first]
    assert [(stop.case, stop.reasons) for stop in found.stops] == [(first, ("visit",))]
    late = queries.day(viewer=who["worker"], on=DAY + dt.timedelta(days=60))
    assert {stop.case for stop in late.stops} == {first, second}
    assert not queries.day(viewer=who["colleague"], on=dt.date(2026, 11, 10)).sessions


def test_the_way_goes_from_each_house_to_the_nearest_and_ends_at_those_not_known():
    houses = {"a": (0.0, 0.0), "b": (0.0, 9.0), "c": (0.0, 1.0), "d": None}
    way = walked(houses, spot=lambda name: Spot("33", houses[name], (name,)))
    assert way == ["a", "c", "b", "d"]


def test_results_count_by_cluster_and_hide_the_few(who):
    many(who, 12)
    Case.objects.filter(called__in=["Warga 1", "Warga 2"]).update(cluster="napza")
    factories.secret(who, of=factories.person("Wati"))
    told = {"since": DAY, "until": DAY}
    found = queries.results(viewer=who["supervisor"], **told)
    assert (found.whole.reached, found.whole.running) == (13, 13)
    counts = {one.name: one.reached for one in found.groups["cluster"]}
    assert counts == {"lansia": None, "napza": None, "tuna_sosial": None}
    outside = queries.results(viewer=who["head"], **told)
    assert outside.whole.reached == 12
    assert "tuna_sosial" not in {one.name for one in outside.groups["cluster"]}


def told(whole, *parts):
    """What of a whole and its parts is shown."""
    names = [("part", str(at)) for at, _count in enumerate(parts)]
    counts = dict(zip(names, parts, strict=True)) | {("whole",): whole}
    hidden = held_back(counts, [Sum(("whole",), names)], least=5)
    return [None if name in hidden else counts[name] for name in (("whole",), *names)]


def test_what_is_held_back_is_not_had_by_subtraction():
    assert told(39, 2, 7, 30) == [39, None, None, 30]
    assert told(35, 2, 3, 30) == [35, None, None, 30]
    assert told(37, 1, 1, 5, 30) == [37, None, None, None, 30]
    assert told(37, 0, 7, 30) == [37, 0, 7, 30]
    assert told(2, 0, 2) == [None, 0, None]
    assert told(30, 10, 18) == [30, None, 18]
    assert told(30, 10, 12) == [30, 10, 12]


def test_no_figure_of_the_results_is_had_from_another(who):
    many(who, 17)
    for cluster, few in (("napza", ["Warga 1", "Warga 2"]), ("disabilitas", [f"Warga {at}" for at in range(3, 9)])):
        Case.objects.filter(called__in=few).update(cluster=cluster)
    found = queries.results(viewer=who["supervisor"], since=DAY, until=DAY)
    assert found.whole.reached == 17
    reached = {one.name: one.reached for one in found.groups["cluster"]}
    assert reached == {"lansia": 9, "napza": None, "disabilitas": None}
    assert [one.reached for one in found.groups["mode"]] == [17]
