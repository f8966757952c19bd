"""Papers of a case are Indonesian for every reader, and dated by what they tell of, not by who prints when."""

import datetime as dt

import pytest
from django.utils import translation

from lumbung.cases import case_papers
from lumbung.cases.models import Conference
from lumbung.cases.tests import factories

pytestmark = pytest.mark.django_db


def both(paper, **told):
    """The paper of one who reads Indonesian and of one who reads English."""
    printed = {}
    for language in ("id", "en"):
        with translation.override(language):
            printed[language] = paper(**told)
    return printed["id"], printed["en"]


def test_the_agreement_is_the_same_paper_in_whatever_language_it_is_printed(who):
    case = factories.agreed(who, factories.opened(who))
    indonesian, english = both(case_papers.agreement, viewer=who["worker"], case=case)
    assert indonesian.startswith(b"%PDF")
    assert indonesian == english


def test_the_minutes_are_too(who):
    factories.accepted(who)
    indonesian, english = both(case_papers.minutes, viewer=who["head"], meeting=Conference.objects.get())
    assert indonesian == english


def test_the_list_of_a_call_up_is_of_its_day(who):
    told = {"region_code": "33.23", "centre": "Sentra", "course": "Batik", "year": 2026, "number": 1, "places": 2}
    wave = factories.actions.open_wave(**told, starts_on=factories.DAY, by=who["head"])
    given = {"viewer": who["head"], "wave": wave}
    assert len(set(both(case_papers.call_list, **given, on=factories.DAY))) == 1
    later = case_papers.call_list(**given, on=factories.DAY + dt.timedelta(days=1))
    assert later != case_papers.call_list(**given, on=factories.DAY)
