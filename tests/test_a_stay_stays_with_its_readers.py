"""Everybody whom nobody named asks for a secret stay by every address of houses, and finds a bed taken, no more."""

import pytest
from django.test import Client

from lumbung.core.reach import Reach, narrow_connection
from lumbung.facilities import actions
from lumbung.facilities.models import Booking, Facility, Learner, Stay
from lumbung.facilities.tests import factories
from lumbung.facilities.tests.factories import NIGHT
from lumbung.proposals.tests import factories as proposals
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registry
from lumbung.staff import roles
from tests.addresses import PLACE, everywhere, text_of

pytestmark = pytest.mark.django_db
CALLED, WHERE = "Zubaedahningrum", "Sekarmelati"
NEAR = ("facilities:", "registry:person", "home")


@pytest.fixture
def secret(db):
    """Somebody of the registry in secret, with all that happens in a house; a carer who knows, one who opened it."""
    narrow_connection(Reach.national())
    who = factories.people()
    house = factories.shelter(who)
    person = registry.person(registry.family("33.23.01.2001"), CALLED, sex="P")
    told = {"person_id": person.pk, "readers": [], "reason": f"Dijemput dari {WHERE}."}
    stay = factories.admitted(who, house, CALLED, **told)
    given = {"stay_id": stay.pk, "by": who["carer"]}
    actions.keep_belonging(what=f"Surat {CALLED}", place="Loker", sign="signature", on=factories.DAY, **given)
    actions.go_out(where=f"Ke {WHERE}", due_at=factories.hour(9, on=factories.DAY.replace(day=12)), at=NIGHT, **given)
    incident = {"kind": "abuse", "told": f"{CALLED} memar.", "done": f"Dibawa ke {WHERE}.", "stay_id": stay.pk}
    actions.note_incident(facility_id=house.pk, by=who["carer"], at=NIGHT, **incident)
    days = {"starts_on": factories.DAY, "ends_on": factories.DAY}
    course = actions.open_course(
        facility_id=house.pk, name="Barista", skill="Kopi", hours=1, seats=5, by=who["carer"], **days
    )
    learner = actions.join_course(course_id=course.pk, name=CALLED, stay_id=stay.pk, by=who["carer"])
    actions.note_hours(learner_id=learner.pk, hours=1, by=who["carer"])
    actions.break_glass(stay_id=stay.pk, reason=f"{CALLED} pingsan.", by=who["second"], at=NIGHT)
    return stay


def paths(address, secret) -> list[str]:
    """The address with the numbers of everything that is about the stay."""
    if not PLACE.search(address.route):
        return [f"/{address.route}"]
    numbers = {"tinggal": Stay, "fasilitas": Facility, "kegiatan": Learner, "ruang": Booking, "orang": Person}
    kinds = [numbers[address.route.partition("/")[0]]] if not address.is_api else [Stay, Facility]
    found = [one._base_manager.values_list("pk", flat=True).last() for one in kinds]
    return [PLACE.sub(str(number), f"/{address.route}") for number in found if number]


def test_no_address_of_houses_tells_of_it(secret):
    outsiders = {role: proposals.somebody(role, "33.23") for role in ("facility_officer", "social_worker", "auditor")}
    outsiders |= {"regency_head": proposals.somebody("regency_head", "33.23")}
    browsers = {name: Client() for name in outsiders}
    for name, browser in browsers.items():
        browser.force_login(outsiders[name])
    leaks, seen = [], 0
    for address in everywhere():
        if not (address.name.startswith(NEAR) or (address.is_api and "facilities" in address.route)):
            continue
        may = [name for name, one in outsiders.items() if address.permission is None or one.may(address.permission)]
        for path in paths(address, secret) if may else []:
            answer = browsers[may[0]].get(path)
            seen += answer.status_code == 200
            told = text_of(answer)
            leaks += [(may[0], path, word) for word in (CALLED, WHERE) if word in told]
            if path.startswith(f"/tinggal/{secret.pk}/") and answer.status_code not in (404, 405):
                leaks.append((may[0], path, str(answer.status_code)))
    own = [one for one in leaks if "/orang/" not in one[1] and "/persons/" not in one[1]]
    assert own == []
    assert seen > 20
    assert set(outsiders) <= set(roles.ROLES)


def test_its_page_in_the_registry_tells_of_no_stay(secret):
    client = Client()
    client.force_login(proposals.somebody("social_worker", "33.23"))
    page = text_of(client.get(f"/orang/{secret.person_id}/"))
    assert "Rumah Melati" not in page
    assert f"/tinggal/{secret.pk}/" not in page
