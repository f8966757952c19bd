"""The plan on paper, Indonesian, for the person, the family and the file."""

from typing import Any

from django.utils.translation import override

from lumbung.cases import plan_words, planning, queries
from lumbung.cases.models import Plan
from lumbung.core import documents, formats
from lumbung.regions import queries as regions

TEMPLATE = "cases/templates/cases/plan.typ"


def pdf(*, viewer: Any, plan: Plan) -> bytes:
    """One version of a plan with its goals, its budget, and places to sign; the same plan is the same bytes."""
    with override("id"):
        return documents.pdf(TEMPLATE, _told(viewer, plan))


def _told(viewer: Any, plan: Plan) -> dict[str, Any]:
    case = plan.case
    place = regions.paths(codes=[case.region_code]).get(case.region_code, case.region_code)
    return {
        "office": regions.office(code=case.region_code),
        "number": f"{plan} · {plan.get_status_display()}",
        "facts": [
            ["Nama", case.called],
            ["Wilayah", place],
            ["Cara layanan", str(case.get_mode_display())],
            ["Ditinjau paling lambat", formats.day_long(plan.until)],
            ["Anggaran", f"{formats.rupiah(plan.budget)}{f', {plan.fund}' if plan.fund else ''}"],
            ["Dasar", planning.law()],
        ],
        "wish": plan.wish,
        "goals": [
            {
                "aim": goal.aim,
                "facts": [
                    ["Komponen", _component(goal)],
                    ["Ukuran keberhasilan", goal.measure],
                    ["Siapa", goal.who],
                    ["Seberapa sering", plan_words.how_often(goal)],
                    ["Sampai", formats.day_long(goal.until)],
                ],
            }
            for goal in queries.goals_of(viewer=viewer, plan_id=plan.pk)
        ],
        "signs": [
            ["Penerima layanan atau walinya", case.called],
            ["Disusun oleh", str(plan.drafted_by or "………………")],
            ["Disetujui oleh", str(plan.approved_by or "………………")],
        ],
        "day": f"{regions.town(code=case.region_code)}, {formats.day_long(plan.approved_on or plan.drafted_on)}",
    }


def _component(goal: Any) -> str:
    parts = (plan_words.component(goal.component), plan_words.therapy(goal.therapy))
    return " · ".join(part for part in parts if part)
