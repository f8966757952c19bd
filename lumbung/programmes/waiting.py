"""What programmes wait for: a run that stopped, and a run from which nobody has prepared a cycle."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.core import formats, waiting
from lumbung.programmes import findings, kinds, queries, words
from lumbung.programmes.models import Appeal, ControlFinding, Departure, Run, Sanction


def tasks(viewer: Any, today: date) -> Iterator[waiting.Task]:
    """Today what stopped, this week what may be paid."""
    if viewer.may("programmes.run"):
        for run in queries.stopped_runs(viewer=viewer):
            yield _task(run, _("Lanjutkan penetapan %(title)s") % {"title": _title(run)}, "today")
    if viewer.may("payments.prepare_cycle"):
        for run in queries.runs_to_pay(viewer=viewer):
            yield _task(run, _("Susun siklus pembayaran %(title)s") % {"title": _title(run)}, "week")


def findings_waiting(viewer: Any, today: date) -> Iterator[waiting.Task]:
    """Findings of one's own to explain, and explanations of others to settle."""
    standing = findings.standing(viewer=viewer) if viewer.may("programmes.view") else None
    if standing is not None and viewer.may("programmes.settle_finding"):
        explained = standing.filter(status=ControlFinding.Status.EXPLAINED).exclude(explained_by_id=viewer.pk).count()
        if explained:
            yield _findings(explained, _("Sahkan penjelasan temuan audit"), ControlFinding.Status.EXPLAINED)
    if standing is not None and viewer.may("programmes.explain_finding"):
        own = standing.filter(status=ControlFinding.Status.OPEN, owner_id=viewer.pk).count()
        if own:
            yield _findings(own, _("Jelaskan temuan audit"), ControlFinding.Status.OPEN)


def conditions_waiting(viewer: Any, today: date) -> Iterator[waiting.Task]:
    """Sanctions to sign, appeals to decide, and ways out that stand before one's own step."""
    if viewer.may("programmes.sign_sanction"):
        proposed = Sanction.objects.visible_to(viewer).filter(status="proposed").exclude(proposed_by_id=viewer.pk)
        yield from _some(proposed, _("Tandatangani sanksi yang diusulkan"), "sanctions", "?keadaan=proposed")
    if viewer.may("programmes.decide_appeal"):
        mine = Q(filed_by_id=viewer.pk) | Q(signer_id=viewer.pk)
        waits = Appeal.objects.visible_to(viewer).filter(status="open").exclude(mine)
        first = waits.order_by("due_on").values_list("due_on", flat=True).first()
        yield from _some(waits, _("Putuskan keberatan atas sanksi"), "sanctions", "", deadline=first)
    for permission, status, title in STEPS_OUT:
        if viewer.may(permission):
            before = Q(assessed_by_id=viewer.pk) | Q(verified_by_id=viewer.pk)
            found = Departure.objects.visible_to(viewer).filter(status=status).exclude(before)
            yield from _some(found, str(title), "departures", f"?keadaan={status}")


STEPS_OUT = (
    ("programmes.assess_departure", "found", gettext_lazy("Ases keluarga yang akan keluar")),
    ("programmes.verify_departure", "assessed", gettext_lazy("Verifikasi asesmen kelulusan")),
    ("programmes.decide_departure", "verified", gettext_lazy("Putuskan kelulusan")),
)


def _some(found: Any, title: str, page: str, query: str, *, deadline: date | None = None) -> Iterator[waiting.Task]:
    if count := found.count():
        context = _("%(count)s keluarga") % {"count": formats.count(count)}
        url = f"{reverse(f'programmes:{page}')}{query}"
        yield waiting.Task(title, url, context=context, deadline=deadline, when="week", menu=page, count=count)


def _findings(count: int, title: str, status: str) -> waiting.Task:
    told = _("%(count)s temuan menahan pembayaran") % {"count": formats.count(count)}
    url = f"{reverse('programmes:findings')}?keadaan={status}"
    return waiting.Task(title, url, context=told, when="week", menu="findings", count=count)


def _title(run: Run) -> str:
    return kinds.find(run.kind).title(words.language())


def _task(run: Run, title: str, when: str) -> waiting.Task:
    context = _("Penetapan %(run)s per %(day)s, %(families)s keluarga") % {
        "run": run.pk,
        "day": formats.day(run.on),
        "families": formats.count(run.families),
    }
    return waiting.Task(title, reverse("programmes:run", args=[run.pk]), context=context, when=when, menu="runs")


waiting.register(tasks)
waiting.register(findings_waiting)
waiting.register(conditions_waiting)
