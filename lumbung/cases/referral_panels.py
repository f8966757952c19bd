"""What the page of a case shows of its referrals: where, what was answered, what came of it; and a need of its case."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.cases import queries, words
from lumbung.core import panels


def on_case(viewer: Any, case: Any) -> panels.Panel | None:
    """The referrals of a case, what waits at the desk for an institution, and the way to another referral."""
    refers = viewer.may("cases.work") and case.is_open
    needs = queries.needs_of(viewer=viewer, case_id=case.pk)
    found = sorted((one for need in needs for one in need.referrals.all()), key=lambda one: -one.pk)
    if not needs and not refers:
        return None
    context = {
        "rows": [(one, words.REFERRALS[one.status]) for one in found],
        "asked": [(one, words.NEEDS[one.status]) for one in needs if not one.referrals.all()],
        "opens": viewer.may("referrals.view"),
        "refers": reverse("cases:refer", args=[case.pk]) if refers else "",
    }
    return panels.Panel(title=_("Rujukan ke lembaga lain"), template="cases/referrals.html", context=context)


def entries_of_case(viewer: Any, case: Any) -> Iterator[panels.Entry]:
    """When the person was referred, answered and served."""
    for one in queries.referrals_of(viewer=viewer, case_id=case.pk):
        told = {"place": one.institution.name}
        yield panels.Entry(one.sent_on, _("Rujukan"), _("Dirujuk ke %(place)s") % told, one.service)
        if one.answered_on:
            title = f"{one.institution.name}: {one.get_status_display()}"
            kind = "no" if one.status == "refused" else "ok"
            yield panels.Entry(one.served_on or one.answered_on, _("Rujukan"), title, one.result or one.reason, kind)  # type: ignore[arg-type]


def on_need(viewer: Any, need: Any) -> panels.Panel | None:
    """The case for which the desk was asked, to those who may know of it."""
    found = queries.on_cause(viewer=viewer, cause=need.cause) if viewer.may("cases.view") else None
    if found is None:
        return None
    context = {"one": found, "cluster": words.cluster(found.cluster), "badge": words.BADGES[found.status]}
    return panels.Panel(title=_("Asal kebutuhan"), template="cases/need_panel.html", context=context)


panels.register("case", "referrals", 60, on_case)
panels.register("need", "cases", 10, on_need)
panels.register_timeline("case", entries_of_case)
