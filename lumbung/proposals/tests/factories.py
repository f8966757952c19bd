"""Made-up proposals, and the people who carry them from the village to the ministry."""

import datetime as dt
import struct
import zlib
from itertools import count
from typing import Any

from lumbung.core import bulk
from lumbung.proposals import actions, rules
from lumbung.proposals.models import Letter, Meeting, Paper, Proposal
from lumbung.proposals.models.way import SIGNATURES, WAY, Status
from lumbung.regions.models import Region
from lumbung.registry.models import Family
from lumbung.registry.tests import factories as registry
from lumbung.staff import actions as declaring
from lumbung.staff.models import User
from lumbung.staff.tests import factories as staff

DAY = dt.date(2026, 11, 9)
VILLAGE, REGENCY = "33.23.01.2001", "33.23"
STATEMENT = "Rumahnya rusak dan kepala keluarga sudah lama tidak bekerja."
ROLES = {
    "operator": ("village_operator", VILLAGE),
    "facilitator": ("facilitator", "33.23.01"),
    "verifier": ("regency_verifier", REGENCY),
    "head": ("regency_head", REGENCY),
    "regent": ("regent", REGENCY),
    "ministry": ("programme_officer", ""),
}
_serial = count()


def region(code: str = VILLAGE, name: str = "Wilayah") -> Region:
    """An area and all areas above it."""
    parts = code.split(".")
    for depth in range(1, len(parts) + 1):
        here, above = ".".join(parts[:depth]), ".".join(parts[: depth - 1]) or None
        Region.objects.get_or_create(
            code=here, defaults={"name": name, "path": name, "name_key": name, "level": depth, "parent_id": above}
        )
    return Region.objects.get(pk=code)


def somebody(role: str, region_code: str, *, declared: bool = True) -> User:
    """An account that has declared its own made-up number."""
    made = staff.user(role, region_code)
    if declared:
        number = registry.number(region_code if len(region_code) > 7 else VILLAGE)
        declaring.declare_number(user=made, kind="own", nik=number, on=DAY)
    return made


def people(regency: str = REGENCY) -> dict[str, User]:
    """One person for each step."""
    return {name: somebody(role, place.replace(REGENCY, regency)) for name, (role, place) in ROLES.items()}


def family(region_code: str = VILLAGE, *members: str) -> Family:
    """A family of two."""
    return registry.household(*(members or ("Sumarni", "Bayu")), region_code=region_code)


def picture(*, width: int = 2) -> bytes:
    """A small PNG."""
    head = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    row = zlib.compress(b"\x00" + b"\x00" * width)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body) for name, body in ((b"IHDR", head), (b"IDAT", row), (b"IEND", b""))
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def filed(by: User, *, kind: str = "aid", of: Family | None = None, on: dt.date = DAY, **told: Any) -> Proposal:
    """A proposal as the operator writes it down; an objection comes from a neighbour, a resignation from a member."""
    of = of or family(by.region_code if len(by.region_code) > 8 else VILLAGE)
    if kind == "objection" and "citizen_id" not in told:
        told["citizen_id"] = family(of.region_code, "Tetangga").members.get().pk
    if kind == "resignation" and "citizen_id" not in told:
        told["citizen_id"] = of.members.first().pk
    if kind == "update" and "changes" not in told:
        told["changes"] = [actions.Change("dwelling", of.dwelling_id, "floor", 8)]
    return actions.file_proposal(
        kind=kind, family_id=of.pk, by=by, on=on,
        **{"channel": "neighbourhood", "told_by": "Ketua RT 02", "statement": STATEMENT, **told},
    )  # fmt: skip


def with_papers(proposal: Proposal, by: User, *, on: dt.date = DAY) -> Proposal:
    """Everything that its kind asks for."""
    for kind in rules.in_force(proposal.filed_on).papers_needed[proposal.kind]:
        place = {"latitude": -7.3161, "longitude": 110.1758} if kind == "house" else {}
        actions.add_paper(proposal_id=proposal.pk, kind=kind, content=picture(), by=by, on=on, **place)
    return proposal


def letter(ids: list[int], by: User, *, on: dt.date = DAY) -> Any:
    """The village head answers for them."""
    number = f"470/{next(_serial)}"
    return actions.sign_letter(
        proposal_ids=ids,
        number=number,
        signer="Suparno",
        office="Kepala desa",
        signed_on=on,
        content=picture(),
        by=by,
        on=on,
    )


def prepared_meeting(by: User, *, on: dt.date = DAY, attendees: int = 5) -> Meeting:
    """A meeting with attendance and all papers, nothing decided yet."""
    region(by.region_code)
    meeting = actions.call_meeting(
        region_code=by.region_code, held_on=on, place="Balai desa", chair="Suparno", by=by, on=on
    )
    actions.note_attendance(meeting_id=meeting.pk, people=[(f"Peserta {n}", "Warga") for n in range(attendees)], by=by)
    for kind in Paper.OF_MEETINGS:
        actions.add_meeting_paper(meeting_id=meeting.pk, kind=kind, content=picture(), by=by, on=on)
    return meeting


def at_step(step: str, who: dict[str, User], *, kind: str = "aid", on: dt.date = DAY, **told: Any) -> Proposal:
    """A proposal that went the whole way to a step by the acts themselves."""
    proposal = with_papers(filed(who["operator"], kind=kind, on=on, **told), who["operator"], on=on)
    ids = [proposal.pk]
    acts = {
        Status.REPORTED: lambda: actions.check_proposals(proposal_ids=ids, by=who["operator"], on=on),
        Status.DELIBERATING: lambda: letter(ids, who["operator"], on=on),
        Status.VERIFYING: lambda: actions.verify_proposals(proposal_ids=ids, by=who["verifier"], on=on),
        Status.ENDORSING: lambda: actions.endorse_proposals(proposal_ids=ids, by=who["head"], on=on),
        Status.SIGNING: lambda: actions.sign_proposals(proposal_ids=ids, by=who["regent"], on=on),
        Status.DECIDING: lambda: actions.decide_proposals(proposal_ids=ids, by=who["ministry"], on=on),
        Status.FIELD_CHECK: lambda: actions.confirm_in_field(
            proposal_ids=ids, said="Sesuai keadaan rumah.", by=who["facilitator"], on=on
        ),
    }
    for passed in WAY[: WAY.index(Status(step))]:
        acts[passed]()
    proposal.refresh_from_db()
    return proposal


def many(size: int, who: dict[str, User], *, step: str = "verifying", on: dt.date = DAY) -> list[int]:
    """Thousands of aid proposals of as many families, standing at a step as if they had been brought there."""
    house = registry.family(VILLAGE).dwelling
    Family.objects.bulk_create(
        Family(region_code=VILLAGE, dwelling=house, head_name=f"Keluarga {n}", registered_on=on, origin_key=f"m{n}")
        for n in range(size)
    )
    signed = letter_over(who["operator"], on=on)
    passed = [SIGNATURES[one] for one in WAY[: WAY.index(Status(step))] if one in SIGNATURES]
    by_column = {"checked_by": "operator", "verified_by": "verifier", "endorsed_by": "head", "signed_by": "regent"}
    columns = "".join(f", {name}_id" for name in passed)
    values = "".join(f", {who[by_column[name]].pk}" for name in passed)
    bulk.execute(
        "INSERT INTO proposals_proposal (region_code, family_id, kind, programme, status, channel, told_by, statement,"
        f" filed_on, due_on, step_since, filed_by_id, letter_id, reason, said{columns})"
        " SELECT region_code, id, 'aid', '', %s, 'neighbourhood', 'Ketua RT', 'Rumah rusak.',"
        f" %s, %s, %s, %s, %s, '', ''{values} FROM registry_family WHERE origin_key LIKE 'm%%' ORDER BY id",
        [step, on, on + dt.timedelta(days=90), on, who["operator"].pk, signed],
    )
    return list(Proposal.objects.filter(status=step).order_by("pk").values_list("pk", flat=True))


def letter_over(by: User, *, on: dt.date = DAY) -> int:
    """A letter that stands alone, for proposals made in bulk."""
    told = {"signer": "Suparno", "office": "Kepala desa", "signed_on": on, "by": by}
    return Letter.objects.create(region_code=VILLAGE, number=f"471/{next(_serial)}", **told).pk
