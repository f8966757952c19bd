"""The audit trail of a record tells who changed what from what to what, and never a secret."""

from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise

from lumbung.core.actors import acting
from lumbung.core.refusals import NotFound
from lumbung.registry.models import Dwelling
from lumbung.staff import trail
from lumbung.staff.models import Assignment, User
from lumbung.staff.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return factories.user("auditor", "33.23")


@pytest.fixture
def house():
    return Dwelling.objects.create(region_code="33.23.01.2001", floor=8)


def test_a_change_is_told_in_words_with_who_and_why(auditor, house):
    retno = factories.user("facilitator", "33.23.01", name="Retno")
    with acting(retno, reason="berita acara 12", via="web"):
        Dwelling.objects.filter(pk=house.pk).update(floor=6)
    changed, made = trail.happenings_of(viewer=auditor, table="registry_dwelling", record_id=house.pk)
    assert (changed.actor, changed.reason, changed.via) == ("Retno", "berita acara 12", "web")
    assert changed.changes == [trail.Change("Jenis lantai", "Tanah", "Semen atau bata merah")]
    assert made.action == "insert"


def test_a_deleted_record_keeps_its_trail(auditor, house):
    key = house.pk
    house.delete()
    told = trail.happenings_of(viewer=auditor, table="registry_dwelling", record_id=key)
    assert [one.action for one in told] == ["delete", "insert"]
    assert trail.Change("Jenis lantai", "–", "Tanah") in told[1].changes


def test_a_secret_is_not_told():
    viewer = factories.user("auditor", "")
    user = factories.user(name="Budi")
    User.objects.filter(pk=user.pk).update(password="rahasia-sekali", name="Budi Santoso")
    told = trail.happenings_of(viewer=viewer, table="staff_user", record_id=user.pk)
    assert [change.field for change in told[0].changes] == ["Nama"]
    assert "rahasia" not in str(told)


def test_an_officer_and_a_day_are_told_by_name_and_in_words():
    head, ended = factories.user(name="Ningsih"), date(2026, 10, 31)
    role = Assignment.objects.create(user=factories.user(), role="auditor", since=date(2026, 10, 1))
    Assignment.objects.filter(pk=role.pk).update(ended_by=head, until=ended)
    told = trail.happenings_of(viewer=factories.user("auditor", ""), table="staff_assignment", record_id=role.pk)
    assert trail.Change("Sampai", "–", "31 Okt 2026") in told[0].changes
    assert trail.Change("Diakhiri oleh", "–", "Ningsih") in told[0].changes


def test_every_table_and_field_of_the_trail_has_a_name_in_words():
    said_by_nobody = [
        f"{table}.{field.column}"
        for table, model in trail.models_by_table().items()
        for field in model._meta.local_concrete_fields
        if trail.is_told(field) and not isinstance(field.verbose_name, Promise)
    ]
    assert said_by_nobody == []
    unnamed = [t for t, m in trail.models_by_table().items() if not isinstance(m._meta.verbose_name, Promise)]
    assert unnamed == []


def test_a_cycle_is_told_by_its_own_fields_not_by_a_view_of_it():
    assert trail.models_by_table()["payments_cycle"] is apps.get_model("payments.Cycle")


@pytest.mark.parametrize("table", ["registry_dwelling", "auth_permission", "tidak_ada"])
def test_what_is_elsewhere_or_not_audited_has_no_trail(house, table):
    with pytest.raises(NotFound):
        trail.happenings_of(viewer=factories.user("auditor", "33.24"), table=table, record_id=house.pk)


def test_the_page_shows_old_and_new(client, auditor, house):
    Dwelling.objects.filter(pk=house.pk).update(floor=6)
    client.force_login(auditor)
    shown = client.get(reverse("staff:record_history", args=["registry_dwelling", house.pk])).content.decode()
    assert f"Jejak Rumah {house.pk}" in shown
    assert "Semen atau bata merah" in shown
    assert reverse("staff:record_history", args=["registry_dwelling", house.pk]) in (
        client.get(reverse("staff:audit")).content.decode()
    )
