"""What the page of a case shows of its assessments: where the scores stand now, the last ones, and the way to all."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.cases import assessment_words, queries, words
from lumbung.core import panels

LATEST = 4


def on_case(viewer: Any, case: Any) -> panels.Panel | None:
    """The newest figure of every score, and the newest assessments."""
    if not viewer.may("cases.read_assessment"):
        return None
    found = queries.assessments(viewer=viewer, case_id=case.pk)[:LATEST]
    courses = queries.courses(viewer=viewer, case_id=case.pk)
    context = {
        "case": case.pk,
        "rows": [
            (one, words.said(queries.instrument_of(assessment=one).title), assessment_words.BADGES[one.status])
            for one in found
        ],
        "scores": [
            {
                "title": words.said(one.score.words),
                "said": assessment_words.standing(one),
                "on": one.points[-1].on,
            }
            for one in courses
        ],
    }
    return panels.Panel(title=_("Asesmen"), template="cases/assessment_panel.html", context=context)


def entries_of_case(viewer: Any, case: Any) -> Iterator[panels.Entry]:
    """When somebody was assessed and it was signed."""
    if viewer.may("cases.read_assessment"):
        for one in queries.assessments(viewer=viewer, case_id=case.pk).filter(status="finished"):
            title = _("%(title)s ditandatangani") % {"title": words.said(queries.instrument_of(assessment=one).title)}
            url = reverse("cases:assessment", args=[one.pk])
            yield panels.Entry(one.on, _("Asesmen"), title, str(one.finished_by), kind="ok", url=url)


panels.register("case", "assessments", 20, on_case)
panels.register_timeline("case", entries_of_case)
