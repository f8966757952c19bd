"""Made-up requests and stores, and the people who bring goods from a store to a family."""

import datetime as dt
from typing import Any

from lumbung.core import bulk
from lumbung.in_kind import actions, queries
from lumbung.in_kind.models import Lot, Request
from lumbung.proposals.tests import factories as proposals
from lumbung.registry.models import Family
from lumbung.registry.tests import factories as registry
from lumbung.staff.models import User

DAY = dt.date(2026, 11, 9)
VILLAGE, REGENCY = proposals.VILLAGE, proposals.REGENCY
ROLES = {
    "operator": ("village_operator", VILLAGE),
    "facilitator": ("facilitator", "33.23.01"),
    "storekeeper": ("regency_verifier", REGENCY),
    "head": ("regency_head", REGENCY),
    "officer": ("programme_officer", ""),
}
SEATED = {
    "need": "always",
    "present_device": "none",
    "helper": "family",
    "going_out": "school_or_work",
    "hip_width": "370",
    "thigh_length": "420",
    "calf_length": "390",
    "pressure_sore": "never",
}
WALKING = {name: SEATED[name] for name in ("need", "present_device", "helper", "going_out")}
ROOF = {
    "tenure_proof": "own", "roof_state": "dangerous", "roof_area": "40", "wall_state": "damaged", "wall_area": "30",
    "floor_state": "sound", "floor_bad": "0", "latrine": "own",
}  # fmt: skip


def people(regency: str = REGENCY) -> dict[str, User]:
    """One person for each act, all with their own number declared."""
    return {name: proposals.somebody(role, place.replace(REGENCY, regency)) for name, (role, place) in ROLES.items()}


def asked(who: dict[str, User], *, item: str = "kursi_roda", of: Family | None = None, **told: Any) -> Request:
    """A request as the operator writes it down; a house for the family, anything else for its head."""
    of = of or registry.household("Sumarni", "Bayu", region_code=who["operator"].region_code)
    kind = "rtlh" if item == "rumah" else "alat_bantu"
    given = {"told_by": "Ketua RT 02", "statement": "Tidak bisa berjalan sejak kecil.", "on": DAY, **told}
    person = None if kind == "rtlh" else of.members.order_by("pk").first().pk
    return actions.file_request(kind=kind, item=item, family_id=of.pk, person_id=person, by=who["operator"], **given)


def assessed(who: dict[str, User], *, answers: dict[str, str] | None = None, **told: Any) -> Request:
    """Seen and measured, with a photo."""
    request = asked(who, **told)
    actions.add_evidence(request_id=request.pk, kind="need", content=proposals.picture(), by=who["facilitator"])
    given = answers or {"kursi_roda": SEATED, "rumah": ROOF}.get(request.item, WALKING)
    return actions.assess(request_id=request.pk, answers=given, by=who["facilitator"], on=DAY)


def listed(who: dict[str, User], **told: Any) -> Request:
    """On the waiting list."""
    request = assessed(who, **told)
    actions.approve_requests(request_ids=[request.pk], by=who["head"], on=DAY)
    request.refresh_from_db()
    return request


def stocked(
    who: dict[str, User], item: str = "kursi_roda", *, quantity: int = 1, note: str = "SJ-1", **told: Any
) -> Lot:
    """Goods in the regency's store."""
    kind = told.pop("kind", "rtlh" if item in ("seng", "kayu", "bata", "semen", "kloset") else "alat_bantu")
    given = {"store": "Gudang Dinas Sosial", "supplier": "CV Roda Jaya", "on": DAY, "region_code": REGENCY, **told}
    return actions.receive(kind=kind, item=item, quantity=quantity, note=note, by=who["storekeeper"], **given)


def allotted(who: dict[str, User], **told: Any) -> Request:
    """A wheelchair is set aside."""
    request = listed(who, **told)
    stocked(who, size=400, serial="KR-001")
    actions.allot(kind="alat_bantu", region_code=REGENCY, by=who["officer"], on=DAY)
    request.refresh_from_db()
    return request


def fitted(who: dict[str, User], request: Request) -> Request:
    """Every step is done."""
    steps = [step.name for step, _done in queries.steps_of(request=request)]
    for step in steps:
        actions.note_step(request_id=request.pk, step=step, by=who["facilitator"], on=DAY)
    request.refresh_from_db()
    return request


def handed(who: dict[str, User], request: Request, **told: Any) -> Any:
    """In the hands of the family."""
    given = {"receiver": "Sumarni", "relation": "self", "sign": "signature", "on": DAY, **told}
    return actions.hand_over(request_id=request.pk, by=who["facilitator"], **given)


def many(size: int, who: dict[str, User], *, item: str = "kruk") -> list[int]:
    """Thousands of families on the waiting list for crutches, as if each had been assessed and approved."""
    house = registry.family(VILLAGE).dwelling
    Family.objects.bulk_create(
        Family(region_code=VILLAGE, dwelling=house, head_name=f"Keluarga {n}", registered_on=DAY, origin_key=f"g{n}")
        for n in range(size)
    )
    people_ = {"region": VILLAGE, "day": DAY, "item": item, "a": who["facilitator"].pk, "h": who["head"].pk}
    bulk.execute(
        "INSERT INTO in_kind_request (region_code, kind, item, family_id, status, told_by, statement, filed_on, size,"
        " rupiah, assessed_on, assessed_by_id, approved_on, approved_by_id, said)"
        " SELECT region_code, 'alat_bantu', %(item)s, id, 'listed', 'RT', 'Perlu.', %(day)s - (id %% 40)::int, 0, 0,"
        " %(day)s, %(a)s, %(day)s, %(h)s, '' FROM registry_family WHERE origin_key LIKE 'g%%' ORDER BY id",
        people_,
    )
    bulk.execute(
        "INSERT INTO in_kind_need (region_code, request_id, item, stage, quantity, price)"
        " SELECT region_code, id, item, '', 1, 0 FROM in_kind_request WHERE kind = 'alat_bantu' AND item = %(item)s",
        people_,
    )
    bulk.execute(
        "INSERT INTO in_kind_answer (region_code, request_id, question, value)"
        " SELECT r.region_code, r.id, q.question, CASE WHEN q.question = 'need' AND r.id %% 2 = 0 THEN 'often'"
        " ELSE q.value END FROM in_kind_request r,"
        " (VALUES ('need', 'always'), ('present_device', 'none'), ('helper', 'family'), ('going_out', 'community'))"
        " AS q (question, value) WHERE r.item = %(item)s",
        people_,
    )
    return list(Request.objects.filter(item=item).order_by("pk").values_list("pk", flat=True))
