"""What outreach prints, in Indonesian: the sheet a cadre takes to a home, and the letter that says who they are."""

from datetime import date
from typing import Any

from django.utils.translation import override

from lumbung.core import documents, formats
from lumbung.core.refusals import NotFound
from lumbung.outreach import queries, rules, words
from lumbung.outreach.models import Alone, Cadre, Match, Outreach, Visit
from lumbung.regions import queries as regions

PAPERS = "outreach/templates/outreach"
BLANK = "………………………………"
LINES = 4
"""Visits on one sheet: those that are planned, then empty lines."""
Row = list[str]


def visit_sheet(*, viewer: Any, outreach_id: int) -> bytes:
    """Planned visits of one person with room for what is seen, where no signal is; a secret name is not written out."""
    found = queries.person(viewer=viewer, outreach_id=outreach_id)
    match = queries.matches_of(viewer=viewer, outreach_id=outreach_id).filter(status=Match.Status.OPEN).first()
    planned = queries.visits(viewer=viewer).filter(outreach=found, status=Visit.Status.PLANNED).order_by("due_on", "pk")
    with override("id"):
        days = [formats.day(one.due_on) for one in planned[:LINES]]
        return documents.pdf(f"{PAPERS}/visit_sheet.typ", {
            "office": regions.office(code=found.region_code),
            "number": f"JK/{found.region_code}/{found.found_on:%Y}/{found.pk}",
            "facts": _of_person(found, match),
            "days": [*days, *[""] * (LINES - len(days))],
            "levels": ", ".join(f"{one.value} {str(one.label).lower()}" for one in Alone if one.value),
            "cadre": str(match.cadre) if match else BLANK,
            "worker": str(found.case.worker or BLANK),
        })  # fmt: skip


def _of_person(found: Outreach, match: Match | None) -> list[Row]:
    place = regions.paths(codes=[found.region_code]).get(found.region_code, found.region_code)
    return [
        ["Nama", words.masked(found.case)],
        ["Wilayah", place],
        ["Kader", str(match.cadre) if match else BLANK],
        ["Didampingi sejak", formats.day_long(match.decided_on) if match and match.decided_on else BLANK],
    ]


def assignment(*, viewer: Any, cadre_id: int, on: date) -> bytes:
    """Who a cadre is and what they may do, to show at a door; raises NotFound for one who has left."""
    found = queries.cadre(viewer=viewer, cadre_id=cadre_id)
    if found.status == Cadre.Status.LEFT:
        raise NotFound(cadre_id)
    p = rules.in_force(on)
    learned = [one for one in queries.trainings_of(viewer=viewer, cadre_id=cadre_id) if one.until >= on]
    place = regions.paths(codes=[found.region_code]).get(found.region_code, found.region_code)
    with override("id"):
        return documents.pdf(f"{PAPERS}/assignment.typ", {
            "office": regions.office(code=found.region_code),
            "number": f"KD/{found.region_code}/{found.since:%Y}/{found.pk}",
            "name": found.name,
            "facts": [
                ["Wilayah", place],
                ["Kader sejak", formats.day_long(found.since)],
                ["Mendampingi", f"paling banyak {p.cadre['persons']} orang"],
                ["Uang kader", f"{formats.rupiah(p.allowance['monthly'])} sebulan"],
            ],
            "learned": [
                f"{one.title}, {one.hours} jam, berlaku sampai {formats.day_long(one.until)}" for one in learned
            ],
            "until": formats.day_long(max(one.until for one in learned)) if learned else "",
            "day": f"{regions.town(code=found.region_code)}, {formats.day_long(on)}",
        })  # fmt: skip
