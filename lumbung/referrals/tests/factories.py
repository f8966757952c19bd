"""Made-up needs and those at the desks: Puskesos, SLRT, province; a health centre that answers, somebody who asks."""

import datetime as dt
from typing import Any

from lumbung.referrals import actions
from lumbung.referrals.models import Institution, Need, Referral
from lumbung.staff.models import User
from lumbung.staff.tests import factories as staff

DAY = dt.date(2026, 11, 9)
VILLAGE, REGENCY, PROVINCE = "33.23.01.2001", "33.23", "33"
ALL = ("name", "age", "phone", "address", "need")


def people(regency: str = REGENCY) -> dict[str, User]:
    """One person for each act."""
    village = f"{regency}.01.2001"
    seats = {
        "village": ("referral_officer", village), "desk": ("referral_officer", regency),
        "second": ("referral_officer", regency), "province": ("referral_officer", regency[:2]),
        "asks": ("facilitator", f"{regency}.01"), "answers": ("referral_receiver", regency),
        "other": ("referral_receiver", regency), "head": ("regency_head", regency), "auditor": ("auditor", regency),
    }  # fmt: skip
    return {name: staff.user(role, place) for name, (role, place) in seats.items()}


def health_centre(who: dict[str, User], **told: Any) -> Institution:
    """A health centre of the regency that answers on the screen."""
    given = {
        "name": "Puskesmas Parakan", "services": "Pemeriksaan dan rujukan berobat", "sectors": ["health"],
        "address": "Jalan Kosasih 1, Parakan", "hours": "Senin sampai Jumat, 08.00–14.00", "contact": "Loket rujukan",
        "needed": "KTP bila ada", "who_answers": "Bidan koordinator", "answerers": (who["answers"].username,), **told,
    }  # fmt: skip
    return actions.add_institution(entry=actions.Entry(**given), by=who["desk"])


def heard(words: str = "Sesak napas sejak Lebaran, belum pernah berobat.", **told: Any) -> actions.Heard:
    """Somebody at the desk, without papers."""
    given = {"sector": "health", "called": "Mbah Darmo", "age": 71, "address": "Dusun Krajan", **told}
    return actions.Heard(words=words, **{"region_code": VILLAGE, **given})


def noted(who: dict[str, User], *, by: str = "desk", readers: Any = None, on: dt.date = DAY, **told: Any) -> Need:
    """A need at a desk."""
    return actions.note_need(heard=heard(**told), by=who[by], on=on, readers=readers)


def agreement(*parts: str, **told: Any) -> actions.Agreement:
    """Agreed to with a signature, everything unless parts are named."""
    given = {"given_by": "Mbah Darmo", "relation": "self", "sign": "signature", **told}
    return actions.Agreement(parts=parts or ALL, **given)


def referred(who: dict[str, User], need: Need, place: Institution, *, by: str = "desk", **told: Any) -> Referral:
    """Sent to an institution."""
    on = told.pop("on", DAY)
    return actions.refer(need_id=need.pk, institution_id=place.pk, by=who[by], on=on, **told)
