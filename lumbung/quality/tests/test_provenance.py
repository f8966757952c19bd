"""From which source a fact is, what stood there before, what a file would change; how long files are kept."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from lumbung.core import files
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.home import data_folder
from lumbung.core.models import Job
from lumbung.quality import actions, workspace
from lumbung.quality.models import ImportBatch
from lumbung.quality.provenance import changes, stories
from lumbung.quality.tests.factories import file_of, look, person, take_in
from lumbung.registry.models import Person
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")


def story(name="birth_place"):
    told = stories.story_of(Person.objects.get(), viewer=SYSTEM, names=[name])
    return next((fact for fact in told.facts if fact.name == name), None)


def test_a_fact_of_a_first_import_is_from_its_file_and_row(tmp_path):
    take_in(file_of(tmp_path, person(0, tempat_lahir="Parakan")))
    fact = story()
    assert (fact.value, fact.source.what, fact.before) == ("Parakan", "Berkas keluarga.csv, baris 2", [])


def test_a_fact_that_a_later_file_changed_is_from_that_file_and_tells_what_stood_there(tmp_path):
    take_in(file_of(tmp_path, person(0, tempat_lahir="Parakan")))
    take_in(file_of(tmp_path, person(1, nik="1"), person(0, tempat_lahir="Bulu"), name="2.csv"))
    fact = story()
    assert (fact.value, fact.source.what) == ("Bulu", "Berkas 2.csv, baris 3")
    assert [(value, source.what) for value, source in fact.before] == [("Parakan", "Berkas keluarga.csv, baris 2")]
    assert story("mother_name").before == []


def test_a_fact_that_a_person_changed_is_theirs(tmp_path):
    take_in(file_of(tmp_path, person(0, tempat_lahir="Parakan")))
    siti = user("regency_verifier", "33.23")
    with acting(siti, reason="Sesuai akta"):
        one = Person.objects.get()
        one.birth_place = "Kedu"
        one.save()
    fact = story()
    assert (fact.value, fact.source.what, fact.source.by) == ("Kedu", "Sesuai akta", str(siti))


def test_what_a_file_would_change_is_told_old_beside_new_before_it_goes_in(client, tmp_path):
    take_in(file_of(tmp_path, person(0, tempat_lahir="Parakan"), person(1)))
    batch = look(file_of(tmp_path, person(0, tempat_lahir="Bulu", lantai="3"), person(1), person(2), name="2.csv"))
    told = changes.changes_of(batch, viewer=SYSTEM)
    assert [change.facts for change in told] == [
        [("Jenis lantai", "Keramik", "Parket, vinil, atau karpet")],
        [("Tempat lahir", "Parakan", "Bulu")],
    ]
    client.force_login(user("regency_verifier", "33.23"))
    page = client.get(reverse("quality:changes", args=[batch.pk])).content.decode()
    assert "Parakan" in page
    assert person(0)["nik"] not in page


def test_what_a_file_has_changed_is_told_the_same_way_afterwards(tmp_path):
    take_in(file_of(tmp_path, person(0, tempat_lahir="Parakan")))
    batch = take_in(file_of(tmp_path, person(0, tempat_lahir="Bulu"), name="2.csv"))
    take_in(file_of(tmp_path, person(0, tempat_lahir="Kedu"), name="3.csv"))
    (change,) = changes.changes_of(batch, viewer=SYSTEM)
    assert change.facts == [("Tempat lahir", "Parakan", "Bulu")]


def test_an_uploaded_file_goes_when_its_time_is_over_and_its_fingerprint_stays(tmp_path):
    batch = take_in(file_of(tmp_path, person(0)))
    source, today = files.path(batch.fingerprint), timezone.localdate()
    assert actions.remove_old_files(on=today + timedelta(days=89), by=SYSTEM) == 0
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.db.transaction.on_commit", lambda done: done())
        assert actions.remove_old_files(on=today + timedelta(days=90), by=SYSTEM) == 1
    batch.refresh_from_db()
    assert (source.exists(), batch.fingerprint[:7], batch.source_removed_at is None) == (False, "sha256-", False)


def test_a_file_on_which_nobody_decides_goes_as_well_and_so_does_what_a_kill_left(tmp_path):
    batch, today = look(file_of(tmp_path, person(0))), timezone.localdate()
    with workspace.incoming([b"nik;nama"]) as upload:
        left = upload.with_name("left")
        left.write_bytes(upload.read_bytes())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.db.transaction.on_commit", lambda done: done())
        assert actions.remove_old_files(on=today + timedelta(days=89), by=SYSTEM) == 0
        assert not left.exists()
        assert actions.remove_old_files(on=today + timedelta(days=90), by=SYSTEM) == 1
    batch.refresh_from_db()
    assert (batch.status, files.path(batch.fingerprint).exists()) == (ImportBatch.Status.CANCELLED, False)
    assert not workspace.folder_of(batch.pk).exists()


def test_looking_only_leaves_nothing_anywhere_even_while_it_looks(tmp_path):
    path = file_of(tmp_path, *(person(number) for number in range(50)))
    here, seen = (data_folder(), Path(tempfile.gettempdir())), []
    before = {*here[0].rglob("*"), *here[1].glob("lumbung*")}
    actions.look_only(
        path=path,
        name=path.name,
        by=SYSTEM,
        on=timezone.localdate(),
        progress=lambda _rows: seen.append({*here[0].rglob("*"), *here[1].glob("lumbung*")} - before),
    )
    assert seen == [set()]
    assert not ImportBatch.objects.exists()
    assert not Job.objects.exists()


def test_a_file_that_another_batch_still_needs_stays(tmp_path):
    path = file_of(tmp_path, person(0))
    take_in(path)
    ImportBatch.objects.update(reach_code="99")
    look(path)
    ImportBatch.objects.exclude(reach_code="99").update(created_at=timezone.now() + timedelta(days=10))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.db.transaction.on_commit", lambda done: done())
        actions.remove_old_files(on=timezone.localdate() + timedelta(days=90), by=SYSTEM)
    assert files.path(ImportBatch.objects.first().fingerprint).exists()
