"""Single acts on a person, a match or a cadre, each one POST."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core.views import Request, done, may
from lumbung.outreach import actions, forms
from lumbung.outreach.views.common import sent


def _on_person(request: Request, pk: int, form: Any, action: Callable[..., Any], words: str) -> HttpResponse:
    act = partial(action, outreach_id=pk, by=request.user)
    return sent(request, form, act, back=("person", pk), said=words)


@require_POST
@may("outreach.lead")
def schedule(request: Request, pk: int) -> HttpResponse:
    """A series of visits."""
    act = partial(actions.schedule_visits, on=timezone.localdate())
    return _on_person(request, pk, forms.ScheduleForm(request.POST), act, _("Kunjungan dijadwalkan."))


@require_POST
@may("outreach.lead")
def evaluate(request: Request, pk: int) -> HttpResponse:
    """How somebody fares."""
    act = partial(actions.evaluate, on=timezone.localdate())
    return _on_person(request, pk, forms.EvaluationForm(request.POST), act, _("Evaluasi tersimpan."))


@require_POST
@may("outreach.visit")
def ask_desk(request: Request, pk: int) -> HttpResponse:
    """What somebody needs from others."""
    act = partial(actions.ask_desk, on=timezone.localdate())
    return _on_person(request, pk, forms.AskForm(request.POST), act, _("Meja rujukan menerima kebutuhannya."))


@require_POST
@may("outreach.lead")
def name_person(request: Request, pk: int) -> HttpResponse:
    """Who somebody is."""
    return _on_person(request, pk, forms.PersonForm(request.POST), actions.name_person, _("Orangnya tercatat."))


@require_POST
@may("outreach.lead")
def end_match(request: Request, pk: int) -> HttpResponse:
    """Without this cadre."""
    act = partial(actions.end_match, on=timezone.localdate())
    return _on_person(request, pk, forms.ReasonForm(request.POST), act, _("Pendampingan kader ini berakhir."))


@require_POST
@may("outreach.lead")
def end(request: Request, pk: int) -> HttpResponse:
    """Outreach leaves."""
    act = partial(actions.end, on=timezone.localdate())
    return _on_person(request, pk, forms.ReasonForm(request.POST), act, _("Jangkauan selesai."))


@require_POST
@may("outreach.lead")
def go_on_alone(request: Request, pk: int) -> HttpResponse:
    """Into after-care."""
    act = partial(actions.go_on_alone, outreach_id=pk, by=request.user, on=timezone.localdate())
    return done(request, act, back="outreach:person", back_args=(pk,), said=_("Kini dalam pascalayanan."))


@require_POST
@may("outreach.lead")
def give_independence_aid(request: Request, pk: int) -> HttpResponse:
    """The day's amount, once."""
    kind = "money" if request.POST.get("bentuk") == "money" else "goods"
    told = {"outreach_id": pk, "kind": kind, "by": request.user, "on": timezone.localdate()}
    act = partial(actions.give_independence_aid, **told)
    return done(request, act, back="outreach:person", back_args=(pk,), said=_("Bantuan kemandirian tercatat."))


@require_POST
@may("outreach.train")
def train(request: Request, pk: int) -> HttpResponse:
    """Hours that a cadre learned."""
    act = partial(actions.train, cadre_id=pk, by=request.user)
    return sent(request, forms.TrainingForm(request.POST), act, back=("cadre", pk), said=_("Pelatihan tersimpan."))


@require_POST
@may("outreach.train")
def set_cadre(request: Request, pk: int) -> HttpResponse:
    """Rests, comes back, leaves."""
    act = partial(actions.set_cadre, cadre_id=pk, by=request.user, on=timezone.localdate())
    return sent(
        request, forms.CadreStateForm(request.POST), act, back=("cadre", pk), said=_("Keadaan kader tersimpan.")
    )
