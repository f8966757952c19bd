"""What the page of a case shows of its referrals: where, what was answered, what came of it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.cases import queries, words
from lumbung.core import panels


def on_case(viewer: Any, case: Any) -> panels.Panel | None:
    """The referrals of a case, and the way to another one."""
    refers = viewer.may("cases.work") and case.is_open
    found = queries.referrals_of(viewer=viewer, case_id=case.pk)
    if not found and not refers:
        return None
    context = {
        "rows": [(one, words.REFERRALS[one.status]) for one in found],
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


panels.register("case", "referrals", 60, on_case)
panels.register_timeline("case", entries_of_case)
