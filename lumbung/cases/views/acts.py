"""Single acts on a case, each one POST."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.cases import actions, queries
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may


def _done(request: Request, pk: int, action: Any, done_words: str, /, **told: Any) -> HttpResponse:
    act = partial(action, by=request.user, **told)
    return done(request, act, back="cases:case", back_args=(pk,), said=done_words)


@require_POST
@may("cases.work")
def finish_step(request: Request, pk: int) -> HttpResponse:
    """The step is done."""
    told = {
        "step": request.POST.get("step", ""),
        "said": request.POST.get("said", ""),
        "to": request.POST.get("to", ""),
    }
    on = timezone.localdate()
    return _done(request, pk, actions.finish_step, _("Langkah selesai."), case_id=pk, on=on, **told)


@require_POST
@may("cases.supervise")
def skip_step(request: Request, pk: int) -> HttpResponse:
    """The step is left out, with a signature."""
    told = {"step": request.POST.get("step", ""), "reason": request.POST.get("reason", "")}
    on = timezone.localdate()
    return _done(request, pk, actions.skip_step, _("Langkah dilewati dengan tanda tangan."), case_id=pk, on=on, **told)


@require_POST
@may("cases.work")
def finish_urgent_task(request: Request, pk: int) -> HttpResponse:
    """What was done about a danger."""
    task = queries.urgent_tasks(viewer=request.user).filter(pk=pk).first()
    if task is None:
        raise NotFound(pk)
    told = {"task_id": pk, "said": request.POST.get("said", ""), "at": timezone.now()}
    return _done(request, task.case_id, actions.finish_urgent_task, _("Tugas mendesak selesai."), **told)
