"""Made-up children, mothers and reports; who acts comes from the tests of cases."""

import datetime as dt
from typing import Any
from uuid import uuid4

from lumbung.cases.tests import factories as cases
from lumbung.childhood import actions
from lumbung.childhood.models import AbuseReport, QuarterReview, Start
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registry

DAY, NOON, VILLAGE, REGENCY = cases.DAY, cases.NOON, cases.VILLAGE, cases.REGENCY
BORN = dt.date(2019, 3, 14)


def child(name: str = "Bagus", born: dt.date = BORN, **fields: Any) -> Person:
    """A child in a family of its own."""
    return cases.person(name, birth_date=born, sex="L", **fields)


def mother(name: str = "Wulan", **fields: Any) -> Person:
    """An expectant mother."""
    return cases.person(name, birth_date=dt.date(1999, 5, 2), sex="P", pregnant=True, **fields)


def entered(who: dict[str, Any], person: Person | None = None, *, on: dt.date = DAY, **told: Any) -> Start:
    """In Dream Start since that day."""
    given = {"need": "Sering sakit dan jarang ditimbang.", **told}
    return actions.enter(person_id=(person or child()).pk, by=who["worker"], on=on, **given)


def accepted(who: dict[str, Any], start: Start) -> Start:
    """Accepted by the conference of its case."""
    case = start.case
    cases.conferred(who, cases.discussed(who, cases.agreed(who, case)))
    start.refresh_from_db()
    return start


def reviewed(
    who: dict[str, Any], start: Start, *, on: dt.date, verdict: str = "go_on", risk: str = "low"
) -> QuarterReview:
    """The next review, written by the worker and signed by the supervisor."""
    review = start.reviews.exclude(status="signed").get()
    given = {"goals": "Berat badan naik.", "risk": risk, "verdict": verdict, "on": on}
    actions.write_review(review_id=review.pk, by=who["worker"], **given)
    return actions.sign_review(review_id=review.pk, by=who["supervisor"], on=on)


def reported(who: dict[str, Any], *, by: str = "operator", at: dt.datetime = NOON, **told: Any) -> AbuseReport:
    """A report of a street child, or of the person that is named."""
    given: dict[str, Any] = {"happened": "Lebam di lengan, takut pulang.", "kinds": ["physical"]}
    if "person_id" not in told:
        given |= {"called": "Dimas", "age": 9, "region_code": VILLAGE}
    return actions.take_report(told=actions.Told(**{**given, **told}), by=who[by], at=at, request_key=uuid4())


def household() -> tuple[Person, list[Person]]:
    """A child with a sister of the same card, a cousin under the same roof, and two who are looked at no longer."""
    family = registry.family(VILLAGE, head_name="Paiman")
    hurt = registry.person(family, "Dimas", relation=3, birth_date=dt.date(2017, 2, 3))
    sister = registry.person(family, "Ningsih", relation=3, birth_date=dt.date(2012, 8, 9))
    registry.person(family, "Paiman", relation=1, birth_date=dt.date(1985, 1, 1))
    registry.person(family, "Kakak", relation=3, birth_date=dt.date(2008, 11, 9))
    beside = registry.family(VILLAGE, head_name="Parto", dwelling=family.dwelling)
    cousin = registry.person(beside, "Galih", relation=3, birth_date=dt.date(2008, 11, 10))
    return hurt, [sister, cousin]
