"""A family form: kept answer by answer, judged like a file, sent through the same door as a file."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from lumbung.core import crypto
from lumbung.core.actors import SYSTEM
from lumbung.quality import actions
from lumbung.quality.family_forms import answers, reading
from lumbung.quality.formats.own import format as own
from lumbung.quality.models import FamilyForm, FormAnswer, ImportBatch
from lumbung.quality.tests import factories
from lumbung.registry.models import Access, Dwelling, Family, Person
from lumbung.registry.tests import factories as registry
from lumbung.staff.models import Declaration
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db
VILLAGE = "33.23.01.2001"
AT = dt.datetime(2026, 11, 16, 3, tzinfo=dt.UTC)
KK, NIK, CHILD = "3323010101209001", "3323014105909003", "3323014105159004"
FAMILY = {"region_code": VILLAGE, "kk": KK, "floor": "6", "lighting": "1", "power": "1", "motorcycle": "1"}
HEAD = {
    "nik": NIK, "name": "Siti Aminah", "sex": "P", "birth_date": "1990-05-01", "mother_name": "Sumirah",
    "relation": "1", "marital": "4", "works": "1", "position": "6", "school_status": "3",
}  # fmt: skip
SON = {
    "nik": CHILD, "name": "Budi", "sex": "P", "birth_date": "2015-05-01", "relation": "3",
    "school_status": "2", "school_level": "3", "grade": "5", "works": "2",
}  # fmt: skip


@pytest.fixture
def operator(areas):
    return staff.user("village_operator", VILLAGE)


def save(form, member, given, by, seen=99):
    return actions.save_answers(form_id=form.pk, member=member, answers=given, seen=seen, by=by, at=AT)


def filled(by, family=FAMILY, *members):
    form = actions.start_registration(by=by)
    save(form, 0, family, by)
    for place, member in enumerate(members or (HEAD, SON), start=1):
        number = 1 if place == 1 else actions.add_member(form_id=form.pk, by=by)
        save(form, number, member, by)
    return form


def send(form, by):
    return actions.send_form(form_id=form.pk, by=by, at=AT)


def stored():
    """Everything the registry holds, without keys of rows, ciphertexts and moments."""
    left_out = {"id", "family_id", "dwelling_id", "batch_id", "source_row", "updated_at", "nik", "kk", "phone"}
    rows = []
    for model, order in ((Dwelling, "address"), (Family, "kk_index"), (Person, "nik_index")):
        for row in model.objects.order_by(order).values():
            rows.append({name: value for name, value in row.items() if name not in left_out})
    return rows


def test_a_form_is_kept_answer_by_answer_and_encrypted(operator):
    form = filled(operator)
    assert reading.filled(form=form, viewer=operator).of(1)["nik"] == NIK
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(value, ' ') FROM quality_formanswer")
        assert NIK not in cursor.fetchone()[0]


def test_what_a_form_stores_is_what_a_file_stores(operator, tmp_path):
    people = [{**FAMILY, **member} for member in (HEAD, SON)]
    rows = [{heading: person.get(name, "") for heading, name in own.COLUMNS.items()} for person in people]
    batch = factories.take_in(factories.file_of(tmp_path, *rows), by=operator)
    by_file = stored()
    actions.undo_import(batch_id=batch.pk, by=SYSTEM)
    assert stored() == []
    actions.send_form(form_id=filled(operator).pk, by=operator, at=timezone.now())
    assert stored() == by_file


def test_a_sent_form_is_a_batch_that_can_be_given_back(operator):
    form = filled(operator)
    batch = send(form, operator)
    assert (batch.families_new, batch.people_new, batch.status) == (1, 2, ImportBatch.Status.IMPORTED)
    assert not FormAnswer.objects.exists()
    actions.undo_import(batch_id=batch.pk, by=SYSTEM)
    assert not Person.objects.exists()


def test_what_the_registry_has_no_column_for_stays_with_the_form(operator):
    form = filled(operator, {**FAMILY, "receives_pkh": "1", "result": "1", "notes": "Rumah di belakang balai"})
    send(form, operator)
    form.refresh_from_db()
    kept = reading.filled(form=form, viewer=operator).family
    assert kept == {"receives_pkh": "1", "result": "1", "notes": "Rumah di belakang balai"}


@pytest.mark.parametrize(
    ("member", "field"),
    [
        ({**HEAD, "nik": "33230141"}, "1.nik"),
        ({**HEAD, "name": ""}, "1.name"),
        ({**HEAD, "relation": "9"}, "1.relation"),
    ],
)
def test_a_form_that_a_file_would_set_aside_is_not_sent(operator, member, field):
    form = filled(operator, FAMILY, member)
    with pytest.raises(actions.NotYetRight) as refusal:
        send(form, operator)
    assert field in refusal.value.fields
    assert not Person.objects.exists()


def test_checks_over_the_whole_family_count_too(operator):
    with pytest.raises(actions.NotYetRight) as refusal:
        send(filled(operator, FAMILY, HEAD, {**SON, "nik": NIK}), operator)
    assert {"1.nik", "2.nik"} <= set(refusal.value.fields)


def test_a_skipped_question_is_not_stored(operator):
    send(filled(operator, {**FAMILY, "lighting": "4"}, {**HEAD, "works": "2"}), operator)
    assert Dwelling.objects.get().power is None
    assert Person.objects.get().position is None


def test_what_somebody_else_wrote_meanwhile_stays_theirs(operator):
    form = actions.start_registration(by=operator)
    colleague = staff.user("village_operator", VILLAGE)
    save(form, 1, {"name": "Siti"}, operator, seen=0)
    saved = save(form, 1, {"name": "Sitti", "sex": "P"}, colleague, seen=0)
    assert [(one.field, one.theirs, one.yours) for one in saved.conflicts] == [("name", "Siti", "Sitti")]
    assert reading.filled(form=form, viewer=operator).of(1) == {"name": "Siti", "sex": "P"}
    again = save(form, 1, {"name": "Sitti"}, colleague, seen=saved.version)
    assert again.conflicts == ()
    assert reading.filled(form=form, viewer=operator).of(1)["name"] == "Sitti"


def test_an_answer_left_as_it_was_shown_takes_nothing_back(operator):
    form = actions.start_registration(by=operator)
    colleague = staff.user("village_operator", VILLAGE)
    before = save(form, 1, {"name": "Siti"}, colleague, seen=0).version
    save(form, 1, {"name": "Siti Aminah"}, operator, seen=before)
    saved = save(form, 1, {"name": "Siti", "sex": "P"}, colleague, seen=before)
    assert saved.conflicts == ()
    assert reading.filled(form=form, viewer=operator).of(1) == {"name": "Siti Aminah", "sex": "P"}


def test_a_question_of_another_block_is_refused(operator):
    form = actions.start_registration(by=operator)
    with pytest.raises(actions.NoSuchQuestion):
        save(form, 0, {"nik": NIK}, operator)
    with pytest.raises(actions.NoSuchMember):
        save(form, 2, {"name": "Siti"}, operator)


@pytest.fixture
def known(operator):
    family = registry.family(VILLAGE, kk=KK, head_name="Siti Aminah")
    registry.person(family, "Siti Aminah", nik=NIK, sex="P", birth_date=dt.date(1990, 5, 1), relation=1)
    return family


def test_a_visit_changes_what_it_found_otherwise_and_nothing_else(operator, known):
    form = actions.start_visit(family_id=known.pk, by=operator)
    save(form, 0, {"floor": "8"}, operator)
    save(form, 1, {"marital": "4", "name": "Siti Aminah"}, operator)
    said = reading.filled(form=form, viewer=operator)
    told = [(one.member, one.field, one.before, one.after) for one in answers.changes(said)]
    assert told == [(0, "floor", "–", "Tanah"), (1, "marital", "–", "Cerai mati")]
    batch = send(form, operator)
    assert (batch.people_new, batch.people_changed) == (0, 1)
    assert Person.objects.get().marital == 4
    assert Dwelling.objects.get().floor == 8


def test_one_visit_at_a_time_and_numbers_are_not_asked_anew(operator, known):
    form = actions.start_visit(family_id=known.pk, by=operator)
    assert actions.start_visit(family_id=known.pk, by=operator) == form
    with pytest.raises(actions.NoSuchQuestion):
        save(form, 1, {"nik": CHILD}, operator)
    with pytest.raises(actions.KnownMemberStays):
        actions.remove_member(form_id=form.pk, member=1, by=operator)


def test_a_visit_brings_a_new_member(operator, known):
    form = actions.start_visit(family_id=known.pk, by=operator)
    number = actions.add_member(form_id=form.pk, by=operator)
    save(form, number, SON, operator)
    assert send(form, operator).people_new == 1
    assert Person.objects.filter(family=known).count() == 2


def test_a_family_that_changed_after_the_summary_is_looked_at_again(operator, known):
    form = actions.start_visit(family_id=known.pk, by=operator)
    save(form, 1, {"marital": "4"}, operator)
    shown = actions.summary_of(said=reading.filled(form=form, viewer=operator))
    Person.objects.update(marital=2)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.send_form(form_id=form.pk, by=operator, at=AT, summary=shown)


def test_a_card_or_number_that_is_registered_is_not_registered_again(operator, known):
    with pytest.raises(actions.NotYetRight) as refusal:
        send(filled(operator), operator)
    assert {"0.kk", "1.nik"} <= set(refusal.value.fields)


def test_a_number_registered_elsewhere_is_refused_without_saying_where(operator):
    elsewhere = registry.family("34.01.01.2001", head_name="Orang Jauh")
    registry.person(elsewhere, "Orang Jauh", nik=NIK)
    with pytest.raises(actions.NotYetRight) as refusal:
        send(filled(operator), operator)
    said = refusal.value.fields["1.nik"]
    assert "di luar wilayah Anda" in said
    assert "Jauh" not in said
    assert "34.01" not in said
    noted = Access.objects.get(kind="person")
    assert (noted.user, noted.region_code) == (operator, "34.01.01.2001")


def test_nobody_sends_a_form_about_themselves_or_a_relative(operator):
    Declaration.objects.create(
        user=operator, kind="sibling", nik=CHILD, nik_index=crypto.blind(CHILD, "nik"), declared_on=AT.date()
    )
    with pytest.raises(actions.OwnFamily):
        send(filled(operator), operator)


def test_old_forms_are_cleared_out_and_fresh_ones_stay(operator):
    old, fresh = filled(operator), filled(operator)
    FamilyForm.objects.filter(pk=old.pk).update(touched_at=AT - dt.timedelta(days=31))
    FamilyForm.objects.filter(pk=fresh.pk).update(touched_at=AT - dt.timedelta(days=30))
    assert actions.purge_forms(on=AT.date(), by=operator) == 1
    assert set(FormAnswer.objects.values_list("form", flat=True)) == {fresh.pk}
    old.refresh_from_db()
    assert old.status == FamilyForm.Status.DISCARDED


def test_a_form_thrown_away_is_empty_at_once_and_closed(operator):
    form = filled(operator)
    actions.discard_form(form_id=form.pk, by=operator)
    assert not FormAnswer.objects.exists()
    with pytest.raises(actions.FormClosed):
        save(form, 1, {"name": "Siti"}, operator)


def test_a_photo_is_a_picture_and_coordinates_lie_on_the_globe(operator):
    form = actions.start_registration(by=operator)
    kept = actions.keep_place(
        form_id=form.pk, by=operator, at=AT, latitude="-7,31667", longitude="110.175", photo=b"\xff\xd8\xff\xe0house"
    )
    assert (kept.latitude, kept.photo[-4:]) == (-7.31667, ".jpg")
    with pytest.raises(actions.NotAPhoto):
        actions.keep_place(form_id=form.pk, by=operator, at=AT, photo=b"%PDF-1.7")
