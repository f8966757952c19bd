"""What the family page shows of programmes: why, for the newest decision of each kind, and when it came and went."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import panels
from lumbung.programmes import duty_queries, kinds, queries, telling, words
from lumbung.programmes.condition_tables import SANCTION_BADGES
from lumbung.programmes.conditions import PROGRAMME, wording


def why_panel(viewer: Any, family: Any) -> panels.Panel | None:
    """Each programme's newest decision, explained; the first stands open."""
    if not viewer.may("programmes.view"):
        return None
    decided = queries.latest_runs_of(viewer=viewer, family=family)
    found = [queries.why(viewer=viewer, family_id=family.pk, run_id=run.pk) for run in decided]
    context = {
        "decisions": [{"why": why, "told": telling.tell(why)} for why in found],
        "family": family,
        "kinds": [kinds.find(name) for name in kinds.names()] if viewer.may("programmes.run") else [],
    }
    return panels.Panel(title=_("Mengapa?"), template="programmes/why_panel.html", context=context)


def conditions_panel(viewer: Any, family: Any) -> panels.Panel | None:
    """What the last quarters said of the family's conditions, its sanctions, and what to do."""
    if not viewer.may("programmes.view"):
        return None
    enrolled = queries.enrolments(viewer=viewer).filter(family=family, kind=PROGRAMME, status="active").exists()
    verdicts = list(duty_queries.verdicts_of(viewer=viewer, family_id=family.pk)[:12])
    sanctions = list(duty_queries.sanctions(viewer=viewer).filter(family=family)[:4])
    if not (enrolled or verdicts or sanctions):
        return None
    context = {
        "family": family,
        "verdicts": [
            (one, wording.name("conditions", one.condition), wording.quarter(one.quarter)) for one in verdicts
        ],
        "sanctions": [(one, wording.quarter(one.quarter), SANCTION_BADGES[one.status]) for one in sanctions],
        "may_enter": enrolled and viewer.may("programmes.enter_duties"),
        "may_propose": enrolled and viewer.may("programmes.assess_departure"),
    }
    return panels.Panel(title=_("Kewajiban PKH"), template="programmes/conditions_panel.html", context=context)


def entries(viewer: Any, family: Any) -> Iterator[panels.Entry]:
    """When the family came into a programme and when it left."""
    if not viewer.may("programmes.view"):
        return
    for enrolment in queries.enrolments(viewer=viewer).filter(family=family):
        kind = kinds.find(enrolment.kind)
        title = kind.title(words.language())
        yield panels.Entry(
            on=enrolment.since,
            system=_("Program"),
            title=_("Ditetapkan sebagai penerima %(title)s") % {"title": title},
            detail=_("Penetapan %(run)s") % {"run": enrolment.run_id},
            kind="ok",
            url=reverse("programmes:why", args=[enrolment.run_id, family.pk]),
        )
        if enrolment.until:
            yield panels.Entry(
                on=enrolment.until,
                system=_("Program"),
                title=_("Tidak lagi menerima %(title)s") % {"title": title},
                detail=words.reason(kind, enrolment.ended_because, enrolment.until),
                kind="no",
            )


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """When the family of a person came into a programme and left it."""
    if person.family_id:
        yield from entries(viewer, person.family)


panels.register("family", "why", 30, why_panel)
panels.register("family", "conditions", 35, conditions_panel)
panels.register_timeline("family", entries)
panels.register_timeline("person", entries_of_person)
