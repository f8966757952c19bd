"""A secret stay in an emergency: opened for hours with a reason, told at once, judged by those who may know."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from typer import Typer
from typer.testing import CliRunner

from lumbung.core import waiting
from lumbung.core.actors import acting
from lumbung.core.models import AuditEvent
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.facilities import actions, commands, queries
from lumbung.facilities.models import Glass, Learner, Stay
from lumbung.facilities.tests.factories import DAY, NIGHT, a_day, admitted, girl
from lumbung.registry.tests import factories as registry
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db
WHY = "Pingsan, perlu tahu obatnya."


@pytest.fixture
def stay(who, house):
    """In secret, with all that happens in a house."""
    with acting(who["carer"]):
        found = admitted(who, house, readers=[])
        a_day(who, house, found, called="Rani")
    return found


def opened(stay, by, at=None):
    return actions.break_glass(stay_id=stay.pk, reason=WHY, by=by, at=at or timezone.now())


def test_it_is_read_for_hours_with_all_that_is_about_it_and_no_longer(who, stay):
    other = who["second"]
    with acting(other):
        entry = opened(stay, other)
        assert opened(stay, other) == entry
        assert queries.stay(viewer=other, stay_id=stay.pk).called == "Rani"
        assert queries.belongings_of(viewer=other, stay_id=stay.pk).get().what == "Telepon Rani"
    with acting(who["head"]):
        assert not Stay.objects.exists()
    over = timezone.now() - dt.timedelta(minutes=1)
    Glass.objects.update(at=over - dt.timedelta(hours=24), until=over)
    with acting(other):
        assert not Stay.objects.exists()
        assert not queries.stays(viewer=other).exists()


def test_those_who_may_know_are_told_and_one_of_them_judges(who, stay):
    with acting(who["second"]):
        entry = opened(stay, who["second"])
        with pytest.raises(NotAllowed):
            actions.review_glass(glass_id=entry.pk, verdict="right", by=who["second"], on=DAY)
    with acting(who["carer"]):
        [task] = [one for one in waiting.tasks_of(viewer=who["carer"], today=DAY) if one.context == WHY]
        assert task.url == reverse("facilities:stay", args=[stay.pk])
        with pytest.raises(actions.NoVerdict):
            actions.review_glass(glass_id=entry.pk, verdict="", by=who["carer"], on=DAY)
        actions.review_glass(glass_id=entry.pk, verdict="wrong", by=who["carer"], on=DAY)
    with acting(who["second"]):
        assert not Stay.objects.exists()


def test_nobody_else_learns_of_the_opening_and_nobody_opens_what_is_not_there(who, stay):
    with acting(who["second"]):
        opened(stay, who["second"])
    for name in ("head", "auditor", "officer"):
        with acting(who[name]):
            assert not Glass.objects.exists()
            assert not AuditEvent.objects.filter(table_name="facilities_glass").exists()
    stranger = staff.user("facility_officer", "33.24")
    with acting(stranger), pytest.raises(NotFound):
        opened(stay, stranger)
    with acting(who["carer"]), pytest.raises(actions.GlassNotNeeded):
        opened(stay, who["carer"])
    with acting(who["auditor"]), pytest.raises(NotAllowed):
        opened(stay, who["auditor"])


def test_who_opened_it_does_not_decide_who_may_know(who, stay):
    with acting(who["second"]):
        opened(stay, who["second"])
        with pytest.raises(NotAllowed):
            actions.set_readers(stay_id=stay.pk, readers=None, by=who["second"])


def test_a_secret_stay_stands_in_nobodys_way_and_so_betrays_nobody(who, house):
    person = registry.person(registry.family("33.23.01.2001"), "Rani", sex="P", birth_date=dt.date(2011, 1, 1))
    with acting(who["carer"]):
        hidden = admitted(who, house, person_id=person.pk, readers=[])
    with acting(who["second"]):
        told = {"facility_id": house.pk, "who": girl("Rani", person_id=person.pk), "by": who["second"], "at": NIGHT}
        assert actions.admit(**told) != hidden
    with acting(who["carer"]), pytest.raises(actions.AlreadyInside):
        actions.set_readers(stay_id=hidden.pk, readers=None, by=who["carer"])


def test_who_lives_here_in_secret_learns_in_secret(who, stay):
    course = Learner.objects.get().course
    with acting(who["carer"]):
        actions.join_course(course_id=course.pk, name="Rani Puspita", stay_id=stay.pk, by=who["carer"])
    with acting(who["second"]):
        assert [one.name for one in queries.learners_of(viewer=who["second"], course_id=course.pk)] == ["Rani"]
        actions.join_course(course_id=course.pk, name="Rani Puspita", by=who["second"])


def test_by_page_program_and_command(who, house, stay, client):
    client.force_login(who["second"])
    page = reverse("facilities:break_glass", args=[house.pk])
    assert "Anggrek 1" in client.get(page).content.decode()
    sent = client.post(page, {"stay_id": stay.pk, "reason": WHY}, follow=True)
    assert "Telepon Rani" in sent.content.decode()
    told = {"data": {"reason": WHY}, "content_type": "application/json"}
    answer = client.post(f"/api/v1/facilities/stays/{stay.pk}/break-glass", **told).json()
    assert answer["id"] == Glass.objects.get().pk
    root = Typer()
    commands.register(root)
    told = ("facilities", "break-glass", str(stay.pk), "--said", WHY, "--by", who["second"].username)
    assert "Pembukaan darurat" in CliRunner().invoke(root, told).stdout
    client.force_login(who["carer"])
    assert WHY in client.get(reverse("facilities:stay", args=[stay.pk])).content.decode()
    client.post(reverse("facilities:review_glass", args=[answer["id"]]), {"verdict": "right"})
    assert Glass.objects.get().verdict == "right"
