"""A file by parts: some villages now, others later; rows corrected before anything goes in; rows and their people."""

import pytest
from django.urls import reverse

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.quality import actions, queries
from lumbung.quality.models import ImportFinding, SetAsideRow
from lumbung.quality.tests.factories import file_of, look, person, take_in
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registered
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")
HERE, THERE = "33.23.01.2001", "33.23.01.2002"


def two_villages(folder):
    return file_of(folder, person(0), person(1), person(4, kode_wilayah=THERE))


def take(batch, *villages, by=SYSTEM):
    batch = actions.import_file(batch_id=batch.pk, by=by, villages=villages, queued=False)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    return batch


def test_one_village_goes_in_and_the_other_waits(tmp_path):
    batch = look(two_villages(tmp_path))
    assert batch.villages == {HERE: 2, THERE: 1}
    batch = take(batch, THERE)
    assert (batch.status, batch.taken, Person.objects.count()) == ("partly", [THERE], 1)
    batch = take(batch)
    assert (batch.status, Person.objects.count(), batch.people_new) == ("imported", 3, 3)


def test_a_village_that_is_in_or_not_in_the_file_is_refused(tmp_path):
    batch = take(look(two_villages(tmp_path)), THERE)
    for area in (THERE, "34.01"):
        with pytest.raises(actions.NoSuchPart):
            actions.import_file(batch_id=batch.pk, by=SYSTEM, villages=[area])


def test_a_district_means_all_its_villages(tmp_path):
    assert take(look(two_villages(tmp_path)), "33.23.01").status == "imported"


def test_a_file_that_is_in_by_half_can_be_given_back(tmp_path):
    batch = take(look(two_villages(tmp_path)), HERE)
    actions.undo_import(batch_id=batch.pk, by=SYSTEM)
    assert Person.objects.count() == 0


def test_nothing_ticked_takes_nothing_in(client, tmp_path):
    client.force_login(user("regency_verifier", "33.23"))
    batch = look(two_villages(tmp_path))
    client.post(reverse("quality:take_in", args=[batch.pk]), {"part": "1"})
    batch.refresh_from_db()
    assert batch.status == "previewed"


def test_a_row_corrected_before_the_import_goes_in_with_the_others(tmp_path):
    batch = look(file_of(tmp_path, person(0), person(1, nik="123")))
    actions.correct_row(batch_id=batch.pk, row=3, cells={"nik": person(1)["nik"]}, by=SYSTEM)
    batch.refresh_from_db()
    assert (batch.status, batch.rows_ready, batch.rows_set_aside, batch.found["error"]) == ("previewed", 2, 0, {})
    assert not Person.objects.exists()
    assert take(batch).people_new == 2


@pytest.mark.parametrize("imported", [False, True])
def test_a_corrected_row_may_not_be_somebody_elses_double_in_the_file(tmp_path, imported):
    path = file_of(tmp_path, person(0), person(1), person(2, nik="123"))
    batch = take_in(path) if imported else look(path)
    with pytest.raises(actions.StillWrong) as refused:
        actions.correct_row(batch_id=batch.pk, row=4, cells={"nik": person(1)["nik"]}, by=SYSTEM)
    assert list(refused.value.fields) == ["NIK"]


def test_the_other_row_is_freed_when_one_of_two_doubles_is_corrected(tmp_path):
    batch = look(file_of(tmp_path, person(0), person(1), person(2, nik=person(1)["nik"])))
    assert (batch.rows_ready, batch.rows_set_aside) == (1, 2)
    actions.correct_row(batch_id=batch.pk, row=4, cells={"nik": person(2)["nik"]}, by=SYSTEM)
    batch.refresh_from_db()
    assert (batch.rows_ready, batch.rows_set_aside, batch.villages) == (3, 0, {HERE: 3})
    assert not ImportFinding.objects.filter(severity="error").exists()
    assert take(batch).people_new == 3


def test_a_row_tells_whom_it_became_and_a_person_tells_their_row(client, tmp_path):
    client.force_login(user("regency_verifier", "33.23"))
    first = take_in(file_of(tmp_path, person(0), person(1)))
    second = take_in(file_of(tmp_path, person(2), person(1, tempat_lahir="Bulu"), name="2.csv"))
    rows = {one.file_row: (one.name, one.known) for one in queries.people_of(viewer=SYSTEM, batch_id=second.pk)}
    assert rows == {2: (person(2)["nama"], False), 3: (person(1)["nama"], True)}
    page = client.get(reverse("quality:rows", args=[second.pk]), {"baris": "3"}).content.decode()
    assert (person(1)["nama"] in page, person(2)["nama"] in page) == (True, False)
    known = Person.objects.get(name=person(1)["nama"])
    told = client.get(reverse("registry:person", args=[known.pk])).content.decode()
    assert f"Berkas {first.file_name}, baris 3" in told
    assert "Berkas 2.csv, baris 3" in told


def test_a_card_taken_elsewhere_after_the_review_sets_the_row_aside_and_the_others_go_in(tmp_path):
    operator = user("village_operator", HERE)
    batch = look(file_of(tmp_path, person(0), person(4)), by=operator)
    registered.family("34.01.01.2001", kk=person(0)["no_kk"])
    batch = take(batch, by=operator)
    assert (batch.status, batch.people_new, batch.rows_set_aside) == ("imported", 1, 1)
    assert ImportFinding.objects.get(severity="error").code == "card_held_elsewhere"
    assert SetAsideRow.objects.get().row == 2
