"""The chain of a payment: stages with their day and number, and the funnel over them."""

from datetime import date

import pytest

from lumbung.payments import actions, queries
from lumbung.payments.models import Line
from lumbung.payments.tests import factories
from lumbung.registry.models import Family

DAY = date(2026, 11, 5)


@pytest.fixture
def people(db):
    return factories.staff()


def _submitted(people, size=20):
    whom = factories.families(size)
    factories.cards(people["officer"])
    draft = factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))
    return actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=factories.AT)


def _funnel(people, region=""):
    return queries.funnel(viewer=people["officer"], programme="pkh", since=factories.PERIOD[0], region_code=region)


def _reached(people):
    return [step.reached.lines for step in _funnel(people).steps]


@pytest.mark.parametrize("size", [20, 2_500])
def test_the_funnel_follows_the_money_from_the_list_to_the_hand(people, size):
    cycle = _submitted(people, size)
    assert _reached(people) == [size, 0, 0, 0, 0, 0, 0]
    actions.simulate_account_checks(cycle_id=cycle.pk, on=DAY, by=people["officer"])
    assert _reached(people)[:3] == [size, size, 0]
    cycle = factories.released(people, cycle)
    document = {"cycle_id": cycle.pk, "on": DAY, "by": people["treasurer"]}
    actions.enter_document(stage="spm", number="SPM-1", **document)
    actions.enter_document(stage="sp2d", number="SP2D-1", **document)
    assert _reached(people) == [size, size, size, size, 0, 0, 0]
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=DAY, by=people["officer"], settle=True)
    funnel = _funnel(people)
    arrived = Line.objects.filter(cycle=cycle, status__in=["paid", "returned"]).count()
    assert [step.reached.lines for step in funnel.steps[:6]] == [size] * 5 + [arrived]
    assert funnel.steps[4].fell_out.lines == size - arrived
    assert sum(share.reached[0].lines for share in funnel.areas) == size
    assert sum(share.reached[0].rupiah for share in funnel.banks) == size * 600_000


def test_sp2d_waits_for_spm_and_both_for_the_approval(people):
    cycle = _submitted(people)
    told = {"cycle_id": cycle.pk, "number": "7", "by": people["treasurer"]}
    with pytest.raises(actions.NotSignedYet):
        actions.enter_document(stage="spm", on=DAY, **told)
    factories.released(people, cycle)
    actions.enter_document(stage="spm", on=DAY, **told)
    with pytest.raises(actions.SpmFirst):
        actions.enter_document(stage="sp2d", on=date(2026, 11, 4), **told)
    first = actions.enter_document(stage="sp2d", on=DAY, **told)
    assert first == actions.enter_document(stage="sp2d", on=DAY, **told)
    actions.enter_document(stage="sp2d", on=DAY, **(told | {"number": "8"}))
    newest = {
        event.stage: event.document_number
        for event in queries.stage_events(viewer=people["officer"], cycle_id=cycle.pk)
    }
    assert newest["sp2d"] == "8"


def test_the_funnel_opens_region_by_region_and_shows_nobody_elses(people):
    _submitted(people)
    whole = _funnel(people)
    district = _funnel(people, region=whole.areas[0].key)
    assert len(whole.areas[0].key) == 8
    assert len(district.areas[0].key) == 13
    assert district.total.lines == whole.areas[0].reached[0].lines
    stranger = factories.person("asing", "programme_officer", "35.01")
    seen = queries.funnel(viewer=stranger, programme="pkh", since=factories.PERIOD[0], region_code="33.23")
    assert seen.total.lines == 0


@pytest.mark.parametrize("size", [20, 2_500])
def test_a_later_change_shows_as_a_difference_and_changes_nothing(people, size):
    cycle = _submitted(people, size)
    line, other = Line.objects.filter(cycle=cycle, card__isnull=False, region_code__lt="33.23.05").order_by("pk")[:2]
    Family.objects.filter(pk=line.family_id).update(region_code="33.23.05.2002", head_name="NAMA BARU")
    other.card.__class__.objects.filter(pk=other.card_id).update(status="blocked")
    counted = queries.changes_counted(viewer=people["officer"], cycle_id=cycle.pk)
    assert counted == {"moved": 1, "recipient": 1, "card": 1}
    listed = queries.changed_since(viewer=people["officer"], cycle_id=cycle.pk)
    assert {one.line_id for one in listed} == {line.pk, other.pk}
    line.refresh_from_db()
    assert line.recipient != "NAMA BARU"
