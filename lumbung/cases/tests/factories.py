"""Made-up cases and the people who care: a worker, a supervisor, the head of a centre, somebody who refers."""

import datetime as dt
from typing import Any

from lumbung.cases import actions
from lumbung.cases.models import Case
from lumbung.proposals.tests import factories as proposals
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registry
from lumbung.staff.models import User

DAY = dt.date(2026, 11, 9)
NOON = dt.datetime(2026, 11, 9, 5, tzinfo=dt.UTC)
"""Noon in Jakarta."""
VILLAGE, REGENCY = proposals.VILLAGE, proposals.REGENCY
ROLES = {
    "worker": ("social_worker", REGENCY),
    "colleague": ("social_worker", REGENCY),
    "supervisor": ("case_supervisor", REGENCY),
    "head": ("centre_head", REGENCY),
    "operator": ("village_operator", VILLAGE),
}


def people(regency: str = REGENCY) -> dict[str, User]:
    """One person for each act, all with their own number declared."""
    return {name: proposals.somebody(role, place.replace(REGENCY, regency)) for name, (role, place) in ROLES.items()}


def person(name: str = "Sumarni", **fields: Any) -> Person:
    """Somebody of the village, with a family."""
    family = registry.family(fields.pop("region_code", VILLAGE), head_name=name)
    return registry.person(family, name, relation=1, **fields)


def opened(who: dict[str, User], *, by: str = "worker", of: Person | None = None, **told: Any) -> Case:
    """A case of an older person as the worker opens it; `by` names who opens."""
    given = {"cluster": "lansia", "ppks": "lansia_telantar", "need": "Hidup sendiri dan sering sakit.", **told}
    return actions.open_case(person_id=(of or person()).pk, by=who[by], on=DAY, **given)


def secret(who: dict[str, User], **told: Any) -> Case:
    """A case of a trafficking victim, known to its team only."""
    given = {"cluster": "tuna_sosial", "ppks": "korban_perdagangan_orang", "need": "Dijanjikan kerja, lalu disekap."}
    return opened(who, **{**given, **told})
