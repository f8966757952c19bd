"""The signed assessment on paper, in Indonesian, with its drawings; no number of anybody stands on it."""

from datetime import date
from typing import Any

from django.utils.translation import override

from lumbung.cases import assessment_words, queries, words
from lumbung.cases.drawing.ecomap import Thread, ecomap
from lumbung.cases.drawing.genogram import genogram
from lumbung.cases.models import Assessment
from lumbung.core import documents, formats
from lumbung.regions import queries as regions

TEMPLATE = "cases/templates/cases/assessment.typ"
FAMILY, CURVE = 105, 78
"""How wide a drawing is on paper, in millimetres."""


def paper_of(assessment: Assessment, *, viewer: Any, on: date) -> bytes:
    """The PDF of a signed assessment."""
    with override("id"):
        told = _told(assessment, viewer, on)
    return documents.pdf(TEMPLATE, told, at=assessment.finished_at)


def _told(assessment: Assessment, viewer: Any, on: date) -> dict[str, Any]:
    instrument, case = queries.instrument_of(assessment=assessment), assessment.case
    answers = queries.answers_of(assessment=assessment)
    title = words.said(instrument.title)
    return {
        "title": title,
        "office": regions.office(code=case.region_code),
        "number": f"{assessment} · {case}",
        "facts": [
            ["Nama", case.called],
            ["Tanggal asesmen", formats.day_long(assessment.on)],
            ["Jawaban dari", str(assessment.get_told_display())],
            ["Instrumen", f"{title}, versi {instrument.version}"],
            *([["Saat pengukuran", str(assessment.get_moment_display())]] if assessment.moment else []),
        ],
        "scores": [
            [one["title"], "–" if one["value"] is None else f"{one['value']} dari {one['most']}", one["meaning"]]
            for one in assessment_words.scores(assessment, instrument)
        ],
        "given": [
            {"title": page, "rows": [list(row) for row in rows]}
            for page, rows in assessment_words.given(instrument, answers)
        ],
        "pictures": _pictures(assessment, viewer, on),
        "notice": " ".join(filter(None, [instrument.licence.notice, words.said(instrument.licence.source)])),
        "remark": words.said(instrument.remark),
        "signed": formats.moment(assessment.finished_at),
        "signer": str(assessment.finished_by or ""),
    }


def _pictures(assessment: Assessment, viewer: Any, on: date) -> list[dict[str, Any]]:
    """Genogram and ecomap beside a comprehensive assessment; the curve of a measure from its second time on."""
    case = assessment.case
    if assessment.use == Assessment.Use.COMPREHENSIVE:
        people = queries.kin(viewer=viewer, case=case, on=on)
        threads = [
            Thread(one.name, str(one.get_kind_display()), one.bond)
            for one in queries.ties(viewer=viewer, case_id=case.pk)
        ]
        found = [{"title": "Silsilah keluarga", "svg": genogram(people, title="Silsilah keluarga")}]
        found += [{"title": "Peta hubungan", "svg": ecomap(case.called, threads, title="Peta hubungan")}]
        shown = [one for one in found if threads or "Peta" not in one["title"]]
        return [{**one, "svg": documents.drawing(one["svg"]), "wide": FAMILY} for one in shown]
    courses = queries.courses(viewer=viewer, case_id=case.pk)
    return [
        {"title": words.said(one.score.words), "svg": documents.drawing(assessment_words.picture(one)), "wide": CURVE}
        for one in courses
        if one.instrument.key == assessment.instrument and len(one.points) > 1
    ]
