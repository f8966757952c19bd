"""What programmes wait for: a run that stopped, and a run from which nobody has prepared a cycle."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import formats, waiting
from lumbung.programmes import findings, kinds, queries, words
from lumbung.programmes.models import ControlFinding, Run


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
