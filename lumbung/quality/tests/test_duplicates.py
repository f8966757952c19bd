"""Exact duplicates come to a queue, where only people who reach both records decide."""

import json

import pytest
from click.testing import CliRunner

from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import NotAllowed
from lumbung.quality import actions, queries
from lumbung.quality.models import DuplicatePair
from lumbung.quality.tests.factories import TODAY, file_of, person, take_in
from lumbung.registry import actions as registry
from lumbung.registry import queries as people
from lumbung.registry.models import Family, Person
from lumbung.registry.tests import factories as registered
from lumbung.site import cli
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")
NIK = "3323014105909003"


def two(first="33.23.01.2001", second="33.23.01.2001", **fields):
    return [registered.person(registered.family(code), **fields) for code in (first, second)]


def found():
    actions.find_exact_duplicates()
    return [(pair.a_id, pair.b_id, pair.kind, pair.region_code) for pair in DuplicatePair.objects.all()]


def test_the_same_nik_in_two_families_is_a_pair_and_found_once():
    a, b = two(nik=NIK)
    assert found() == found() == [(a.pk, b.pk, "same_nik", "33.23.01.2001")]


def decide(decision, why="Sudah dicek", *, pair=None, by=SYSTEM, **told):
    pair = pair or DuplicatePair.objects.get()
    return actions.decide_duplicate(pair_id=pair.pk, decision=decision, why=why, by=by, on=TODAY, **told)


@pytest.mark.parametrize(
    ("changes", "is_pair"),
    [({}, True), ({"name_key": "sari"}, False), ({"birth_date": "1990-05-02"}, False), ({"mother_key": "tuti"}, False)],
)
def test_the_same_name_birth_date_and_mother_is_a_pair_and_two_of_them_are_not(changes, is_pair):
    same = {"name": "Wati", "birth_date": "1990-05-01", "mother_key": "sumirah"}
    _one, other = two(**same)
    Person.objects.filter(pk=other.pk).update(**changes)
    assert bool(found()) == is_pair


def test_an_unknown_mother_makes_no_pair():
    two(name="Wati", birth_date="1990-05-01", mother_key="")
    assert found() == []


@pytest.mark.parametrize(
    ("second", "area"), [("33.23.01.2002", "33.23.01"), ("34.01.01.2001", "0"), ("33.23.01.2001", "33.23.01.2001")]
)
def test_a_pair_belongs_to_the_smallest_area_that_holds_both(second, area):
    two(second=second, nik=NIK)
    assert found()[0][3] == area


def test_only_who_reaches_both_sees_the_pair():
    two(second="33.23.01.2002", nik=NIK)
    found()
    assert not queries.pairs_waiting(viewer=user("village_operator", "33.23.01.2001")).exists()
    assert queries.pairs_waiting(viewer=user("regency_verifier", "33.23")).exists()


def test_the_same_person_closes_the_younger_record_and_its_empty_family():
    a, b = two(nik=NIK)
    found()
    decide("same", "KTP sama")
    b.refresh_from_db()
    assert (b.status, b.family.status, Person.objects.get(pk=a.pk).status) == ("merged", "merged", "active")


def test_different_people_both_stay_and_are_not_asked_about_again():
    two(nik=NIK)
    found()
    decide("different", "Kembar")
    found()
    assert DuplicatePair.objects.get().status == "different"
    assert not Person.objects.filter(status="merged").exists()


def test_a_decision_needs_a_reason_and_is_made_once():
    two(nik=NIK)
    found()
    with pytest.raises(actions.SayWhy):
        decide("same", " ")
    decide("different", "Kembar")
    with pytest.raises(actions.AlreadyDecided):
        decide("same", "x")


def test_a_pair_is_decided_and_opened_again_by_those_who_may_only():
    two(nik=NIK)
    found()
    auditor = user("auditor", "33.23")
    with pytest.raises(NotAllowed):
        decide("different", by=auditor)
    decide("different")
    with pytest.raises(NotAllowed):
        actions.reopen_duplicate(pair_id=DuplicatePair.objects.get().pk, why="x", by=auditor)


def test_a_pair_in_doubt_waits_for_a_look_in_the_field_and_is_decided_then():
    two(nik=NIK)
    found()
    assert decide("unsure").status == "field_check"
    assert queries.pairs_waiting(viewer=SYSTEM).exists()
    assert decide("different").status == "different"
    assert actions.reopen_duplicate(pair_id=DuplicatePair.objects.get().pk, why="Ternyata sama", by=SYSTEM).why
    assert queries.pairs_waiting(viewer=SYSTEM).exists()


def test_in_doubt_both_families_are_visited_and_the_visit_leads_back_to_the_pair(client):
    a, b = two(nik=NIK)
    found()
    pair = decide("unsure", "Wajahnya mirip")
    again = decide("unsure", "Wajahnya mirip")
    visits = list(queries.checks_of(viewer=SYSTEM, pair=again))
    assert [visit.family_id for visit in visits] == sorted({a.family_id, b.family_id})
    facilitator = user("facilitator", "33.23.01")
    assert queries.visits_for_pairs(viewer=facilitator) == len(visits)
    client.force_login(facilitator)
    page = client.get(f"/formulir/{visits[0].pk}/").content.decode()
    assert "Wajahnya mirip" in page
    client.force_login(user("regency_verifier", "33.23"))
    assert f"/formulir/{visits[0].pk}/" in client.get(f"/ganda/{pair.pk}/").content.decode()


def test_a_settled_pair_asks_for_no_visit():
    two(nik=NIK)
    found()
    decide("unsure")
    decide("different")
    assert queries.visits_for_pairs(viewer=SYSTEM) == 0


def test_who_reaches_beyond_a_regency_is_told_of_pairs_that_nobody_nearer_decides():
    two(nik=NIK)
    two(second="35.07.01.2001", nik="3323014105909004")
    found()
    officer = user("programme_officer", "")
    assert queries.pairs_waiting(viewer=officer).count() == 2
    assert [pair.region_code for pair in queries.pairs_of_ones_own(viewer=officer)] == ["0"]


def test_a_pair_is_decided_from_the_keyboard():
    two(nik=NIK)
    found()
    asked = ["duplicates", "decide", str(DuplicatePair.objects.get().pk), "--why", "Lihat dulu", "--json"]
    assert CliRunner().invoke(cli.root(), [*asked, "--decision", "perhaps"]).exit_code == 1
    told = json.loads(CliRunner().invoke(cli.root(), [*asked, "--decision", "unsure"]).stdout)
    assert (told["status"], len(told["visits"])) == ("field_check", 2)
    assert (
        json.loads(CliRunner().invoke(cli.root(), [*asked, "--decision", "different"]).stdout)["status"] == "different"
    )
    again = ["duplicates", "reopen", asked[2], "--why", "Ternyata satu", "--json"]
    assert json.loads(CliRunner().invoke(cli.root(), again).stdout)["status"] == "open"


def test_a_pair_waits_again_when_its_merge_is_taken_back_or_refused():
    two(nik=NIK)
    found()
    pair = decide("same")
    registry.take_back_merge(merge_id=pair.merge_id, why="Kembar", by=SYSTEM)
    pair.refresh_from_db()
    assert (pair.status, pair.merge, pair.decided_by) == ("open", None, None)


def test_two_of_one_card_wait_for_a_second_person():
    family = registered.family("33.23.01.2001")
    for _twin in range(2):
        registered.person(family, nik=NIK)
    found()
    maker, checker = user("regency_verifier"), user("regency_head")
    with pytest.raises(registry.SayWhyOneCard):
        decide("same", by=maker)
    pair = decide("same", by=maker, one_card_reason="Tercatat dua kali saat pendataan")
    assert pair.status == "proposed"
    registry.approve_merge(merge_id=pair.merge_id, by=checker, on=TODAY)
    pair.refresh_from_db()
    assert pair.status == "same_person"


def test_the_record_and_the_values_that_stay_are_chosen():
    a, b = two(nik=NIK, name="Wati")
    Person.objects.filter(pk=b.pk).update(name="Waty", birth_place="Temanggung")
    found()
    decide("same", survivor_id=b.pk, choices={"name": a.pk})
    b.refresh_from_db()
    assert (b.name, b.birth_place, b.status) == ("Wati", "Temanggung", "active")
    with pytest.raises(actions.AlreadyDecided):
        decide("same")


def test_of_three_alike_the_last_pair_is_decided_about_the_record_that_stands_now():
    a, b = two(nik=NIK)
    c = registered.person(registered.family("33.23.01.2001"), nik=NIK)
    DuplicatePair.objects.create(a=b, b=c, kind="same_nik", region_code="33.23.01.2001")
    found()
    decide("same", pair=DuplicatePair.objects.get(a=a, b=b))
    assert queries.sides(viewer=SYSTEM, pair=queries.pairs(viewer=SYSTEM).get(a=b, b=c)) == (a, c)
    decide("same", pair=DuplicatePair.objects.get(a=b, b=c))
    assert {one.merged_into_id for one in Person.objects.exclude(pk=a.pk)} == {a.pk}
    assert not queries.pairs_waiting(viewer=SYSTEM).exists()
    with pytest.raises(actions.AlreadyOne):
        decide("same", pair=DuplicatePair.objects.get(a=a, b=c))


def test_an_import_finds_its_own_duplicates(tmp_path):
    nik = person(0)["nik"]
    batch = take_in(file_of(tmp_path, person(0), person(4, nik=nik)))
    assert batch.found["warning"]["nik_twice_in_file"] == 2
    assert DuplicatePair.objects.get().kind == "same_nik"


def two_cards(tmp_path):
    """A household that came under two cards, with a child more on the second, merged into the first."""
    rows = [person(0, nama="Slamet"), person(1, nama="Sumarni")]
    new_card = "3323010101999001"
    again = [{**one, "no_kk": new_card, "kode_wilayah": "33.23.01.2002"} for one in rows]
    child = person(2, nama="Bayu", no_kk=new_card, kode_wilayah="33.23.01.2002")
    take_in(file_of(tmp_path, *rows, name="lama.csv"))
    take_in(file_of(tmp_path, *again, name="baru.csv"))
    first, second = Family.objects.order_by("pk")
    same = [(first.members.get(name=one["nama"]).pk, second.members.get(name=one["nama"]).pk) for one in rows]
    told = {"survivor_id": first.pk, "absorbed_id": second.pk, "same_people": same, "reason": "Dua kartu"}
    registry.merge_families(by=SYSTEM, on=TODAY, **told)
    return first, [*again, child]


def test_a_card_that_was_merged_brings_nobody_back_and_its_new_people_to_the_family_that_stays(tmp_path):
    first, again = two_cards(tmp_path)
    dwelling = first.dwelling_id
    batch = take_in(file_of(tmp_path, *again, name="lagi.csv"))
    assert (batch.families_new, batch.people_new) == (0, 1)
    first.refresh_from_db()
    assert (first.dwelling_id, first.region_code) == (dwelling, "33.23.01.2001")
    living = Person.objects.filter(status="active").values_list("name", "family", "region_code")
    assert sorted(living) == [(name, first.pk, "33.23.01.2001") for name in ("Bayu", "Slamet", "Sumarni")]


def test_a_merged_record_is_found_by_its_number_as_the_one_that_stays(tmp_path):
    a, b = two(name="Wati")
    decided = registry.merge_people(survivor_id=a.pk, absorbed_id=b.pk, reason="KTP sama", by=SYSTEM, on=TODAY)
    assert [one.pk for one in people.people_with_number(viewer=SYSTEM, number=b.nik)] == [a.pk]
    assert [one.pk for one in people.people_with_number(viewer=SYSTEM, number=b.family.kk)] == [a.pk]
    registry.take_back_merge(merge_id=decided.pk, why="Salah", by=SYSTEM)
    assert [one.pk for one in people.people_with_number(viewer=SYSTEM, number=b.nik)] == [b.pk]
