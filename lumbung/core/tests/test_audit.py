"""The audit sees every change, and a row altered behind it is found."""

import pytest
from django.db import connection, transaction

from lumbung.core import audit, sealing
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import AuditEvent
from lumbung.staff.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti():
    return User.objects.create_user("siti", name="Siti Aminah", role="village_operator", region_code="33.23.01.2001")


def behind_the_triggers(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE staff_user DISABLE TRIGGER USER")
        cursor.execute(sql, params)
        cursor.execute("ALTER TABLE staff_user ENABLE TRIGGER USER")


def test_a_bulk_update_is_recorded_with_who_and_why(siti):
    with acting(siti, reason="pindah desa", via="web"):
        User.objects.filter(pk=siti.pk).update(name="Siti A.")
    event = audit.history(viewer=SYSTEM, table="staff_user", record_id=siti.pk).first()
    assert (event.actor_name, event.reason, event.via) == ("Siti Aminah", "pindah desa", "web")
    assert event.before["name"] == "Siti Aminah"


def test_an_update_that_changes_nothing_leaves_no_event(siti):
    before = AuditEvent.objects.count()
    User.objects.filter(pk=siti.pk).update(name=siti.name)
    assert AuditEvent.objects.count() == before


def test_an_untouched_registry_verifies(siti):
    sealing.seal()
    assert list(sealing.verify()) == []


def test_a_row_altered_behind_the_triggers_is_found(siti):
    sealing.seal()
    behind_the_triggers("UPDATE staff_user SET role = 'treasurer' WHERE id = %s", siti.pk)
    assert [(f.table, f.record, f.kind) for f in sealing.verify()] == [("staff_user", str(siti.pk), "row")]


def test_a_row_slipped_in_behind_the_triggers_is_found(siti):
    behind_the_triggers(
        'INSERT INTO staff_user SELECT (jsonb_populate_record(u, \'{"id": 900001, "username": "x"}\')).*'
        " FROM staff_user u WHERE id = %s",
        siti.pk,
    )
    assert [(f.kind, f.record) for f in sealing.verify()] == [("unknown", "900001")]


@pytest.fixture
def many():
    """Fifty of one village and fifty of another, brought by one statement."""
    villages = ["33.23.01.2001", "33.23.01.2002"]
    people = [User(username=f"u{n}", name=f"Orang {n}", region_code=villages[n % 2]) for n in range(100)]
    with acting(SYSTEM, reason="daftar petugas", via="job"):
        return User.objects.bulk_create(people)


def test_new_rows_of_one_region_are_one_event_that_each_of_them_finds(many):
    at_first = audit.history(viewer=SYSTEM, table="staff_user", record_id=many[0].pk).get()
    others = AuditEvent.objects.filter(table_name="staff_user", reason="daftar petugas")
    assert {one.region_code for one in others} == {"33.23.01.2001", "33.23.01.2002"}
    assert others.count() <= 4  # the numbers may pass from one block into the next
    assert (at_first.action, at_first.reason) == ("insert", "daftar petugas")
    for user in many:
        assert audit.history(viewer=SYSTEM, table="staff_user", record_id=user.pk).get().region_code == user.region_code


def test_a_record_that_came_with_others_keeps_its_own_trail(many):
    User.objects.filter(pk=many[7].pk).update(name="Lain")
    told = audit.history(viewer=SYSTEM, table="staff_user", record_id=many[7].pk)
    assert [event.action for event in told] == ["update", "insert"]
    assert audit.history(viewer=SYSTEM, table="staff_user", record_id=many[8].pk).count() == 1


def test_of_rows_that_came_together_the_altered_one_is_named(many):
    sealing.seal()
    User.objects.filter(pk=many[3].pk).update(name="Diubah di layar")
    assert list(sealing.verify()) == []
    behind_the_triggers("UPDATE staff_user SET role = 'treasurer' WHERE id = %s", many[4].pk)
    assert [(f.table, f.record, f.kind) for f in sealing.verify()] == [("staff_user", str(many[4].pk), "row")]


def test_an_altered_fingerprint_of_many_breaks_the_seal(many):
    sealing.seal()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_auditevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE core_auditevent SET fingerprints[1] = '' WHERE fingerprints IS NOT NULL")
        cursor.execute("ALTER TABLE core_auditevent ENABLE TRIGGER USER")
    assert {"seal", "row"} <= {f.kind for f in sealing.verify()}


def test_seals_of_events_before_there_were_any_of_many_stay_true(siti):
    """The digest over events of one record is what it was over the thirteen columns of then."""
    columns = sealing._ALONE.replace("e.", "t.")
    then = f"string_agg(sha256(convert_to(ROW({columns})::text, 'UTF8')), ''::bytea ORDER BY t.id)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT encode(sha256({then}), 'base64') FROM core_auditevent t WHERE records IS NULL")
        expected = cursor.fetchone()[0]
        cursor.execute(sealing._DIGEST, [0, 2**62, 2**62])
        assert cursor.fetchone()[3] == expected


def test_an_altered_event_breaks_the_seal(siti):
    sealing.seal()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_auditevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE core_auditevent SET actor_name = 'orang lain'")
        cursor.execute("ALTER TABLE core_auditevent ENABLE TRIGGER USER")
    assert "seal" in [f.kind for f in sealing.verify()]


def test_events_cannot_be_changed(siti):
    with pytest.raises(Exception, match="Cannot update or delete|append"), transaction.atomic():
        AuditEvent.objects.update(reason="")
