"""Who accompanies whom: near first, within the load, decided by a person; for one as for many."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from lumbung.cases import actions as cases
from lumbung.outreach import actions, queries, rules
from lumbung.outreach.models import Match, Outreach
from lumbung.outreach.tests import factories
from lumbung.outreach.tests.factories import DAY, FAR, NEIGHBOUR

pytestmark = pytest.mark.django_db
DISTRICT = "33.23.01"


def names(who, one):
    return [cadre.name for cadre, _ranked in queries.ranked(viewer=who["worker"], outreach_id=one.pk, on=DAY)]


def test_the_village_comes_first_then_the_neighbour_then_the_way(who):
    factories.trained_cadre(who, "Jauh", region_code=FAR, user_id=None, latitude="-7.31", longitude="110.18")
    factories.trained_cadre(who, "Tetangga", region_code=NEIGHBOUR, reach=DISTRICT)
    factories.trained_cadre(who, "Sekampung")
    factories.trained_cadre(who, "Belum dilatih", trained=False)
    one = factories.visited(who, latitude="-7.32", longitude="110.17")
    assert names(who, one) == ["Sekampung", "Tetangga", "Jauh"]
    unknown = factories.visited(who, "Dewi")
    assert names(who, unknown) == ["Sekampung", "Tetangga"]


def test_whom_the_family_wishes_comes_before_who_lives_nearer(who):
    factories.trained_cadre(who, "Pak Darmo", sex="L")
    factories.trained_cadre(who, "Bu Yati", region_code=NEIGHBOUR, reach=DISTRICT)
    assert names(who, factories.visited(who, wished_sex="P")) == ["Bu Yati", "Pak Darmo"]


def test_whoever_could_not_see_the_person_is_neither_proposed_nor_chosen(who):
    beyond = factories.trained_cadre(who, "Tetangga", region_code=NEIGHBOUR)
    one = factories.visited(who)
    assert names(who, one) == []
    with pytest.raises(actions.BeyondTheirAccount):
        actions.match(outreach_id=one.pk, cadre_id=beyond.pk, by=who["worker"], on=DAY)


def test_a_sixth_person_needs_a_reason_and_the_database_asks_for_it_too(who):
    cadre = factories.trained_cadre(who)
    for at in range(5):
        factories.matched(who, factories.visited(who, f"Anak {at}"), cadre)
    sixth = factories.visited(who, "Anak 6")
    told = {"outreach_id": sixth.pk, "cadre_id": cadre.pk, "by": who["worker"], "on": DAY}
    with pytest.raises(actions.CadreIsFull):
        actions.match(**told)
    decided = {"decided_on": DAY, "decided_by": who["worker"], "proposed_on": DAY}
    with pytest.raises(IntegrityError, match="already accompanies 5"), transaction.atomic():
        Match.objects.create(case=sixth.case, outreach=sixth, cadre=cadre, status="open", near=0, at_most=5, **decided)
    assert actions.match(**told, over_reason="Kakak adik serumah.").status == "open"
    assert [load for _cadre, load in queries.gaps(viewer=who["worker"], on=DAY).above_load] == [6]


def test_only_a_trained_cadre_is_matched_and_training_runs_out(who):
    cadre = factories.trained_cadre(who, trained=False)
    one = factories.visited(who)
    told = {"outreach_id": one.pk, "cadre_id": cadre.pk, "by": who["worker"]}
    with pytest.raises(actions.NotTrained):
        actions.match(**told, on=DAY)
    for title in ("Hari pertama", "Hari kedua"):
        actions.train(cadre_id=cadre.pk, title=title, hours=8, by=who["worker"], on=DAY)
    assert cadre.pk in queries.trained(on=DAY)
    assert cadre.pk not in queries.trained(on=DAY + dt.timedelta(days=740))
    assert actions.match(**told, on=DAY) == actions.match(**told, on=DAY)


def test_before_the_home_visit_and_behind_the_wall_nobody_is_matched(who):
    cadre = factories.trained_cadre(who)
    one = factories.found(who)
    told = {"outreach_id": one.pk, "cadre_id": cadre.pk, "by": who["worker"], "on": DAY}
    with pytest.raises(actions.VisitFirst):
        actions.match(**told)
    secret = factories.visited(who, "Rahma")
    cases.set_secret(case_id=secret.case_id, secret=True, said="Mengalami kekerasan.", by=who["worker"])
    with pytest.raises(actions.SecretIsNotMatched):
        actions.match(**told | {"outreach_id": secret.pk})
    assert actions.propose_matches(by=who["worker"], on=DAY) == 0


def test_a_proposal_is_taken_by_somebody_and_comes_once(who):
    factories.trained_cadre(who)
    one = factories.visited(who)
    assert actions.propose_matches(by=who["worker"], on=DAY) == 1
    assert actions.propose_matches(by=who["worker"], on=DAY) == 0
    proposed = Match.objects.get()
    assert (proposed.status, proposed.decided_by) == ("proposed", None)
    told = {"match_ids": [proposed.pk], "accept": True, "by": who["worker"], "on": DAY}
    assert [actions.decide_matches(**told), actions.decide_matches(**told)] == [1, 0]
    one.refresh_from_db()
    assert one.status == "served"


def test_who_loses_a_cadre_waits_for_another(who):
    match = factories.matched(who)
    factories.planned(who, match)
    actions.set_cadre(cadre_id=match.cadre_id, status="left", said="Pindah kota.", by=who["worker"], on=DAY)
    one = Outreach.objects.get()
    assert one.status == "visited"
    other = factories.matched(who, one, factories.trained_cadre(who, "Bu Sri"))
    assert set(one.visits.values_list("cadre", flat=True)) == {other.cadre_id}


@pytest.mark.parametrize("many", [20, 2_500])
def test_many_at_once_each_get_one_cadre_and_no_cadre_more_than_five(who, many):
    _crowd(who, many)
    made = actions.propose_matches(by=who["worker"], on=DAY)
    assert made == many
    assert max(queries.loads().values()) <= 5
    near = Match.objects.filter(near=rules.SAME_VILLAGE).count()
    assert near == many
    ids = list(Match.objects.values_list("pk", flat=True))
    assert actions.decide_matches(match_ids=ids, accept=True, by=who["worker"], on=DAY) == many
    assert Outreach.objects.filter(status="served").count() == many


def _crowd(who, many):
    """So many persons who wait, five in each village, and a trained cadre in each of them; written as a file would."""
    villages = -(-many // 5)
    cadre, one = factories.trained_cadre(who, user_id=None), factories.visited(who)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE place ON COMMIT DROP AS SELECT n, '33.23.' || lpad((1 + n %% 20)::text, 2, '0') || '.'"
            " || (3000 + n / 20) AS code FROM generate_series(1, %s) n",
            [villages],
        )
        for sql in _MANY:
            cursor.execute(sql, {"many": many, "cadre": cadre.pk, "one": one.pk, "case": one.case_id})
    Outreach.objects.filter(pk=one.pk).update(status="ended", left_on=DAY, said="Bukan dari keramaian.")
    cadre.trainings.update(until=DAY - dt.timedelta(days=1))


_MANY = (
    "INSERT INTO registry_person (region_code, family_id, in_family_since, name, name_key, name_keys, sex,"
    " birth_date_source, birth_place, mother_name, mother_key, status, updated_at)"
    " SELECT p.code, c.family_id, c.in_family_since, 'Kader ' || p.n, '', '{}', 'P', 'stated', '', '', '', 'active',"
    " now() FROM place p CROSS JOIN registry_person c WHERE c.id = (SELECT person_id FROM outreach_cadre WHERE id ="
    " %(cadre)s)",
    "INSERT INTO outreach_cadre (region_code, person_id, name, sex, status, since, said)"
    " SELECT r.region_code, r.id, r.name, 'P', 'active', c.since, '' FROM registry_person r, outreach_cadre c"
    " WHERE r.name LIKE 'Kader %%' AND c.id = %(cadre)s",
    'INSERT INTO outreach_training (region_code, cadre_id, title, hours, "on", until, certificate)'
    " SELECT c.region_code, c.id, t.title, t.hours, t.\"on\", t.until, '' FROM outreach_cadre c, outreach_training t"
    " WHERE c.name LIKE 'Kader %%' AND t.cadre_id = %(cadre)s",
    "INSERT INTO cases_case (region_code, sensitive, cluster, ppks, called, mode, mode_reason, centre, status, need,"
    " referred_by, opened_on, ending, said) SELECT p.code, false, c.cluster, c.ppks, 'Anak ' || n.n, 'community', '',"
    " '', 'access', 'x', '', c.opened_on, '', '' FROM generate_series(0, %(many)s - 1) AS n (n)"
    " JOIN place p ON p.n = 1 + n.n / 5 CROSS JOIN cases_case c WHERE c.id = %(case)s",
    "INSERT INTO outreach_outreach (region_code, sensitive, case_id, source, status, found_on, told, visited_on,"
    " visited_by_id, home, wished_sex, said) SELECT c.region_code, false, c.id, o.source, 'visited', o.found_on,"
    " o.told, o.visited_on, o.visited_by_id, o.home, '', '' FROM cases_case c, outreach_outreach o"
    " WHERE c.called LIKE 'Anak %%' AND o.id = %(one)s",
)


def test_of_villages_where_somebody_waits_alone_so_many_are_shown_and_all_are_known(who):
    there, neighbour = factories.visited(who).region_code, factories.visited(who, "Dewi", region_code=NEIGHBOUR)
    assert neighbour.region_code == NEIGHBOUR
    found = queries.gaps(viewer=who["worker"], on=DAY, most=1)
    assert [(code, count) for code, _name, count in found.without_cadre] == [(min(there, NEIGHBOUR), 1)]
    assert found.alone_in == {there, NEIGHBOUR}
