"""Files into the registry: nothing before a person says so, nothing twice, nothing lost, and back again."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.quality import actions
from lumbung.quality.models import DuplicatePair, ImportBatch, ImportFinding, SetAsideRow
from lumbung.quality.tests.factories import file_of, look, person, take_in
from lumbung.registry import actions as registry
from lumbung.registry.models import Dwelling, Family, Person
from lumbung.registry.tests import factories as registered
from lumbung.staff.tests.factories import user

FIXTURES = Path(settings.BASE_DIR).parent / "shared/data/import_fixtures/opensid_disamarkan"

pytestmark = pytest.mark.usefixtures("areas")


def eight(tmp_path, **changes):
    return file_of(tmp_path, *(person(number, **changes) for number in range(8)))


def test_nothing_is_written_to_the_registry_before_a_person_says_so(tmp_path):
    batch = look(eight(tmp_path))
    assert (batch.status, batch.rows_ready, Person.objects.count()) == ("previewed", 8, 0)


def test_of_two_who_looked_at_the_same_file_at_once_one_takes_it_in(tmp_path):
    first = look(eight(tmp_path))
    second = look(file_of(tmp_path, person(9), name="other.csv"))
    ImportBatch.objects.filter(pk=second.pk).update(fingerprint=first.fingerprint)
    actions.import_file(batch_id=first.pk, by=SYSTEM, queued=False)
    with pytest.raises(actions.FileTakenInMeanwhile), transaction.atomic():
        actions.import_file(batch_id=second.pk, by=SYSTEM, queued=False)
    second.refresh_from_db()
    assert second.status == "previewed"


def test_good_rows_go_in_and_bad_rows_stay_out_with_their_reason(tmp_path):
    rows = [person(0), person(1, nik="123"), person(2)]
    batch = take_in(file_of(tmp_path, *rows))
    assert (batch.people_new, batch.families_new, batch.rows_set_aside) == (2, 1, 1)
    found = ImportFinding.objects.get(batch=batch, severity="error")
    assert (found.row, found.column, found.code) == (3, "nik", "number_wrong_length")
    assert '"nik": "123"' in SetAsideRow.objects.get(batch=batch).cells


def test_a_person_is_stored_with_facts_family_and_dwelling(tmp_path):
    take_in(file_of(tmp_path, person(0, no_hp="80001234567", rt="1", hamil="2"), person(1)))
    head = Person.objects.get(relation=1)
    assert (head.nik, head.pregnant, head.birth_date_source) == ("3323014101909001", False, "stated")
    assert (head.family.kk, head.family.head_name, head.family.phone) == ("3323010101009001", head.name, "080001234567")
    assert (head.family.dwelling.floor, head.family.dwelling.rt, head.family.dwelling.wall) == (2, "001", None)


def test_no_number_stands_in_the_clear(tmp_path):
    take_in(file_of(tmp_path, person(0), person(1, nik="12345678901234567")))
    with connection.cursor() as cursor:
        for table in ("registry_person", "registry_family", "quality_setasiderow", "quality_importfinding"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ~ '[0-9]{{16}}'")
            assert cursor.fetchone()[0] == 0, table


def test_the_same_file_again_changes_nothing(tmp_path):
    path = eight(tmp_path)
    take_in(path)
    with pytest.raises(actions.AlreadyImported):
        look(path)
    assert ImportBatch.objects.count() == 1


def test_the_same_people_in_another_file_are_known_and_unchanged(tmp_path):
    take_in(eight(tmp_path))
    again = take_in(file_of(tmp_path, *(person(number) for number in reversed(range(8))), name="lain.csv"))
    assert (again.people_new, again.people_changed, again.people_same) == (0, 0, 8)
    assert Person.objects.count() == 8


def test_what_a_later_file_says_changes_and_its_silence_does_not(tmp_path):
    take_in(file_of(tmp_path, person(0, tempat_lahir="Parakan")))
    later = take_in(file_of(tmp_path, person(0, tempat_lahir="", nama_ibu="Sumirah", lantai="3"), name="2.csv"))
    stored = Person.objects.get()
    assert (later.people_changed, stored.birth_place, stored.mother_name) == (1, "Parakan", "Sumirah")
    assert stored.family.dwelling.floor == 3


def test_a_family_that_moved_takes_everybody_along_and_comes_back_with_the_undo(tmp_path):
    take_in(file_of(tmp_path, person(0), person(1)))
    moved = take_in(file_of(tmp_path, person(0, kode_wilayah="33.23.01.2002"), name="pindah.csv"))
    assert set(Person.objects.values_list("region_code", flat=True)) == {"33.23.01.2002"}
    assert Family.objects.get().region_code == Dwelling.objects.get().region_code == "33.23.01.2002"
    actions.undo_import(batch_id=moved.pk, by=SYSTEM)
    assert set(Person.objects.values_list("region_code", flat=True)) == {"33.23.01.2001"}


def test_a_family_spread_over_chunks_is_one_family(tmp_path, monkeypatch):
    monkeypatch.setattr("lumbung.quality.inspection.ROWS_PER_CHUNK", 3)
    shuffled = [person(number) for number in (1, 4, 2, 5, 0, 7, 3, 6)]
    batch = take_in(file_of(tmp_path, *shuffled))
    assert (batch.people_new, batch.families_new) == (8, 2)
    assert sorted(Family.objects.values_list("head_name", flat=True)) == sorted([person(0)["nama"], person(4)["nama"]])


def test_an_import_can_be_given_back(tmp_path):
    batch = take_in(eight(tmp_path))
    actions.undo_import(batch_id=batch.pk, by=SYSTEM)
    assert (Person.objects.count(), Family.objects.count(), Dwelling.objects.count()) == (0, 0, 0)
    assert take_in(tmp_path / "keluarga.csv").people_new == 8


def test_giving_back_makes_changed_records_what_they_were(tmp_path):
    take_in(file_of(tmp_path, person(0, tempat_lahir="Parakan")))
    later = take_in(file_of(tmp_path, person(0, tempat_lahir="Bulu"), person(1), name="2.csv"))
    actions.undo_import(batch_id=later.pk, by=SYSTEM)
    assert Person.objects.get().birth_place == "Parakan"


def test_who_may_not_take_a_file_in_is_refused_whichever_door_they_come_by(tmp_path):
    batch, path = look(eight(tmp_path)), tmp_path / "keluarga.csv"
    head = user("regency_head", "33.23")
    looked = {"path": path, "name": path.name, "by": head}
    refused = [
        lambda: actions.look_at_columns(**looked),
        lambda: actions.look_only(**looked, on=timezone.localdate()),
        lambda: actions.preview_file(**looked),
        lambda: actions.import_file(batch_id=batch.pk, by=head),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()
    assert not Person.objects.exists()


def test_who_sends_files_does_not_give_them_back(tmp_path):
    batch = take_in(eight(tmp_path))
    with pytest.raises(NotAllowed):
        actions.undo_import(batch_id=batch.pk, by=user("village_operator", "33.23.01.2001"))
    assert Person.objects.count() == 8


def test_an_import_is_not_given_back_once_a_person_was_changed(tmp_path):
    batch = take_in(eight(tmp_path))
    Person.objects.first().save()
    with pytest.raises(registry.ChangedSince):
        actions.undo_import(batch_id=batch.pk, by=SYSTEM)


def test_an_import_is_not_given_back_once_something_was_built_on_it(tmp_path):
    batch = take_in(eight(tmp_path))
    one, other = Person.objects.order_by("pk")[:2]
    DuplicatePair.objects.create(a=one, b=other, kind="same_nik", region_code="33.23", status="different")
    with pytest.raises(registry.BuiltOn):
        actions.undo_import(batch_id=batch.pk, by=SYSTEM)


def test_a_row_outside_the_senders_area_stays_out(tmp_path):
    siti = user("village_operator", "33.23.01.2001")
    rows = [person(0), person(4, kode_wilayah="33.23.01.2002")]
    batch = take_in(file_of(tmp_path, *rows), by=siti)
    assert (batch.people_new, batch.found["error"]) == (1, {"region_outside_reach": 1})


def test_a_card_held_by_a_family_elsewhere_stays_out_without_telling_whose_it_is(tmp_path):
    registered.family("34.01.01.2001", kk=person(0)["no_kk"])
    batch = take_in(file_of(tmp_path, person(0), person(4)), by=user("village_operator", "33.23.01.2001"))
    assert (batch.people_new, batch.found["error"]) == (1, {"card_held_elsewhere": 1})


def test_a_set_aside_row_goes_in_once_it_is_corrected(tmp_path):
    batch = take_in(file_of(tmp_path, person(0), person(1, nik="123", jk="X")))
    with pytest.raises(actions.StillWrong) as refused:
        actions.correct_row(batch_id=batch.pk, row=3, cells={"nik": person(1)["nik"]}, by=SYSTEM)
    assert list(refused.value.fields) == ["Jenis kelamin"]
    actions.correct_row(batch_id=batch.pk, row=3, cells={"nik": person(1)["nik"], "jk": "P"}, by=SYSTEM)
    batch.refresh_from_db()
    assert (Person.objects.count(), batch.rows_set_aside, batch.people_new) == (2, 0, 2)


def test_a_corrected_row_is_not_corrected_twice(tmp_path):
    batch = take_in(file_of(tmp_path, person(0), person(1, nik="123")))
    actions.correct_row(batch_id=batch.pk, row=3, cells={"nik": person(1)["nik"]}, by=SYSTEM)
    with pytest.raises(actions.NotSetAside):
        actions.correct_row(batch_id=batch.pk, row=3, cells={}, by=SYSTEM)


def test_a_broken_file_ends_its_batch_with_the_sentence(tmp_path):
    path = tmp_path / "rusak.csv"
    path.write_text('no_kk;nik;nama;tgl_lahir\n1;2;"A\n3;4;5;6\n')
    batch = look(path)
    assert (batch.status, "tanda kutip" in batch.refusal) == ("refused", True)


def test_a_file_without_a_required_column_is_refused_in_one_sentence(tmp_path):
    rows = [{name: cell for name, cell in person(number).items() if name != "hubungan"} for number in range(3)]
    assert "Hubungan dengan kepala keluarga" in look(file_of(tmp_path, *rows)).refusal


def test_a_village_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(actions.UnknownVillage):
        look(eight(tmp_path), village="33.23.01.2999")


def test_an_import_that_is_not_there_is_not_found():
    for act in (actions.undo_import, actions.import_file, actions.cancel_preview):
        with pytest.raises(NotFound):
            act(batch_id=404, by=SYSTEM)


def test_a_cancelled_file_leaves_nothing(tmp_path):
    batch = look(file_of(tmp_path, person(0, nik="123")))
    actions.cancel_preview(batch_id=batch.pk, by=SYSTEM)
    assert (ImportFinding.objects.count(), SetAsideRow.objects.count()) == (0, 0)


def test_who_died_is_recorded_and_does_not_count(tmp_path):
    take_in(file_of(tmp_path, person(0), person(1, keberadaan="2")))
    assert Person.objects.get(presence=2).status == "dead"


def test_a_killed_preview_starts_again_and_doubles_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("lumbung.quality.inspection.ROWS_PER_CHUNK", 3)
    batch = actions.preview_file(path=eight(tmp_path, atap="9"), name="x", by=SYSTEM, queued=False)
    jobs._one_chunk(batch.job_id)
    actions.previewing._passes.clear()
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert (batch.rows_read, batch.found["warning"]["code_left_out"]) == (8, 8)


@pytest.mark.parametrize(
    ("name", "people", "families"), [("contoh_penduduk.xlsx", 97, 37), ("contoh-data-bdt2015.xlsx", 7, 2)]
)
def test_files_of_other_systems_go_in(name, people, families):
    path = FIXTURES / name
    if not path.exists():
        pytest.skip("the shared data folder is not beside the project")
    batch = take_in(path)
    assert (batch.people_new, batch.families_new, batch.rows_set_aside) == (people, families, 0)
