"""Files with anybody's headings: proposed, corrected by a person, kept for the next file."""

import polars as pl
import pytest
from django.db import connection
from django.urls import reverse

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import NotAllowed
from lumbung.quality import actions, queries
from lumbung.quality.models import ImportBatch, MappingProfile
from lumbung.quality.tests.factories import person
from lumbung.registry.models import Person
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")
FOREIGN = {
    "no_kk": "Nomer Kartoe Keluarga",
    "nik": "NIK KTP",
    "nama": "Nama Warga",
    "jk": "L/P",
    "tgl_lahir": "Tgl. Lhr",
    "nama_ibu": "Ibu Kandung",
    "hubungan": "SHDK",
    "kode_wilayah": "Kode Desa",
    "lantai": "Keramik atau bukan",
}
WORDS = {"1": "Kep. Keluarga", "3": "Anak"}


def foreign(folder, *rows, name="simdes.csv"):
    """The same people under a village system's own headings and words."""
    told = [
        {FOREIGN[key]: WORDS.get(cell, cell) if key == "hubungan" else cell for key, cell in row.items()}
        for row in rows
    ]
    path = folder / name
    pl.DataFrame(told).write_csv(path)
    return path


def look(path, **said):
    batch = actions.preview_file(path=path, name=path.name, by=said.pop("by", SYSTEM), queued=False, **said)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    return batch


def some(folder, count=8, name="simdes.csv", start=0):
    return foreign(folder, *(person(number) for number in range(start, start + count)), name=name)


def test_headings_nobody_knows_wait_for_a_person_when_one_can_be_asked(tmp_path):
    batch = actions.preview_file(path=some(tmp_path), name="simdes.csv", by=SYSTEM, asked=True)
    placed = {guess.heading: guess.target for guess in queries.proposal(batch=batch).guesses}
    assert (batch.status, placed["SHDK"], placed["Keramik atau bukan"]) == ("mapping", "relation", "")
    assert placed["Nomer Kartoe Keluarga"] == "kk"


def test_a_person_places_the_columns_and_the_words_and_the_file_goes_in(tmp_path):
    batch = actions.preview_file(path=some(tmp_path), name="simdes.csv", by=SYSTEM, asked=True)
    columns = {guess.heading: guess.target for guess in queries.proposal(batch=batch).guesses}
    batch = actions.place_columns(batch_id=batch.pk, columns={**columns, "Keramik atau bukan": "floor"}, by=SYSTEM)
    assert batch.mapping["values"]["relation"]["kep keluarga"] == "1"
    batch = actions.place_values(batch_id=batch.pk, meanings={}, by=SYSTEM, queued=False)
    jobs.run(batch.job_id)
    jobs.run(actions.import_file(batch_id=batch.pk, by=SYSTEM, queued=False).job_id)
    assert (Person.objects.count(), Person.objects.filter(relation=1).count()) == (8, 2)
    assert Person.objects.first().family.dwelling.floor == 2


def test_a_word_that_a_person_gives_another_meaning_goes_in_with_it(tmp_path):
    batch = actions.preview_file(path=some(tmp_path), name="simdes.csv", by=SYSTEM, asked=True)
    columns = {guess.heading: guess.target for guess in queries.proposal(batch=batch).guesses}
    actions.place_columns(batch_id=batch.pk, columns=columns, by=SYSTEM)
    meanings = {"relation": {"anak": "8", "kep keluarga": "not a code"}}
    batch = actions.place_values(batch_id=batch.pk, meanings=meanings, by=SYSTEM)
    assert batch.mapping["values"]["relation"] == {"anak": "8", "kep keluarga": "1"}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"NIK KTP": ""}, actions.StillLacking),
        ({"Nama Warga": "mother_name"}, actions.FieldTwice),
        ({"Nama Warga": "nothing"}, actions.NoSuchColumn),
        ({"Not There": "name"}, actions.NoSuchColumn),
    ],
)
def test_columns_that_cannot_be_are_refused(tmp_path, changes, refusal):
    batch = actions.preview_file(path=some(tmp_path), name="simdes.csv", by=SYSTEM, asked=True)
    columns = {guess.heading: guess.target for guess in queries.proposal(batch=batch).guesses}
    with pytest.raises(refusal):
        actions.place_columns(batch_id=batch.pk, columns={**columns, **changes}, by=SYSTEM)


def test_without_anybody_to_ask_a_file_is_read_as_far_as_its_columns_are_certain(tmp_path):
    batch = look(some(tmp_path))
    assert (batch.status, batch.rows_ready, batch.layout) == ("previewed", 8, "mapped")


def test_without_anybody_to_ask_a_missing_column_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "x.csv"
    pl.DataFrame([{"Nama Warga": "Sari", "Tgl Lahir": "1990-01-01", "Kelamin": "P", "Agama": "1"}] * 3).write_csv(path)
    with pytest.raises(actions.ColumnsUnplaced) as refused:
        look(path)
    assert "NIK" in str(refused.value)


def test_what_somebody_says_outright_goes_before_the_proposal(tmp_path):
    batch = look(some(tmp_path), placed={"Keramik atau bukan": "floor", "Ibu Kandung": ""})
    assert (batch.mapping["columns"]["Keramik atau bukan"], "Ibu Kandung" in batch.mapping["columns"]) == (
        "floor",
        False,
    )


def test_a_word_is_given_its_meaning_outright_and_a_code_that_is_none_is_refused(tmp_path):
    batch = look(some(tmp_path), placed={"relation:Anak": "8"})
    assert batch.mapping["values"]["relation"] == {"anak": "8", "kep keluarga": "1"}
    with pytest.raises(actions.NoSuchColumn):
        look(some(tmp_path, name="2.csv", start=20), placed={"relation:Anak": "77"})


def test_the_same_file_is_looked_at_again_by_another_mapping(tmp_path):
    first = look(some(tmp_path))
    again = look(some(tmp_path), placed={"Keramik atau bukan": "floor"})
    assert (again.pk, again.status, again.mapping["columns"]["Keramik atau bukan"]) == (first.pk, "previewed", "floor")


def test_the_next_file_with_the_same_headings_is_recognised_by_the_profile(tmp_path):
    first = look(some(tmp_path), placed={"Keramik atau bukan": "floor"})
    profile = actions.save_profile(batch_id=first.pk, name="SIMDes Bulu", by=SYSTEM)
    again = actions.preview_file(path=some(tmp_path, name="2.csv", start=20), name="2.csv", by=SYSTEM, asked=True)
    assert (again.status, again.profile, again.mapping["columns"]["Keramik atau bukan"]) == (
        "previewing",
        profile,
        "floor",
    )


def test_a_profile_serves_its_region_and_those_inside_it_only(tmp_path):
    first = look(some(tmp_path), by=user("regency_verifier", "33.23"))
    actions.save_profile(batch_id=first.pk, name="SIMDes", by=user("regency_verifier", "33.23"))
    for role, region, status in (
        ("village_operator", "33.23.01.2001", "previewing"),
        ("regency_verifier", "34.01", "mapping"),
    ):
        path = some(tmp_path, name=f"{region}.csv", start=20)
        batch = actions.preview_file(path=path, name=path.name, by=user(role, region), asked=True)
        assert batch.status == status


def test_a_profile_is_asked_for_by_name_and_can_be_stopped(tmp_path):
    profile = actions.save_profile(batch_id=look(some(tmp_path)).pk, name="SIMDes", by=SYSTEM)
    assert look(some(tmp_path, name="2.csv", start=20), profile="SIMDes").profile == profile
    with pytest.raises(NotAllowed):
        actions.retire_profile(profile_id=profile.pk, by=user("regency_head", "33.23"))
    actions.retire_profile(profile_id=profile.pk, by=SYSTEM)
    with pytest.raises(actions.NoSuchProfile):
        look(some(tmp_path, name="3.csv", start=40), profile="SIMDes")


def test_a_profile_for_the_same_headings_takes_the_place_of_the_former(tmp_path):
    for number in (1, 2):
        batch = look(some(tmp_path, name=f"{number}.csv", start=number * 20))
        actions.save_profile(batch_id=batch.pk, name="SIMDes", by=SYSTEM)
    assert MappingProfile.objects.filter(retired_at=None).count() == 1


def test_the_pages_lead_from_the_columns_to_the_words_to_the_review(client, tmp_path):
    client.force_login(user("regency_verifier", "33.23"))
    with some(tmp_path).open("rb") as file:
        client.post(reverse("quality:batches"), {"file": file})
    batch = ImportBatch.objects.get()
    page = client.get(reverse("quality:columns", args=[batch.pk]))
    form = page.context["form"]
    assert person(0)["nik"] not in page.content.decode()
    assert person(0)["nama"] not in page.content.decode()
    answer = client.post(reverse("quality:columns", args=[batch.pk]), {n: f.initial for n, f in form.fields.items()})
    assert answer.url == reverse("quality:meanings", args=[batch.pk])
    words = client.get(answer.url).context["form"]
    answer = client.post(answer.url, {n: f.initial for n, f in words.fields.items()})
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    shown = client.get(reverse("quality:batch", args=[batch.pk])).content.decode()
    assert "Masukkan 8 baris" in shown
    client.post(reverse("quality:save_profile", args=[batch.pk]), {"name": "SIMDes"})
    assert "SIMDes" in client.get(reverse("quality:profiles")).content.decode()


def test_columns_are_placed_again_when_the_review_looks_wrong(client, tmp_path):
    client.force_login(user("regency_verifier", "33.23"))
    batch = look(some(tmp_path))
    answer = client.post(reverse("quality:reopen", args=[batch.pk]))
    assert answer.url == reverse("quality:columns", args=[batch.pk])
    batch.refresh_from_db()
    assert (batch.status, batch.set_aside.count()) == ("mapping", 0)


def test_what_is_kept_of_the_cells_is_encrypted(tmp_path):
    look(some(tmp_path))
    with connection.cursor() as cursor:
        cursor.execute("SELECT b::text FROM quality_importbatch b")
        stored = cursor.fetchone()[0].lower()
    assert (person(0)["nama"].lower() in stored, person(0)["nik"] in stored) == (False, False)
