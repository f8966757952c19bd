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
