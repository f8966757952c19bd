"""Who stands around the person of a case: genogram, ecomap, and the forms for both."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lumbung.cases import actions, assessment_forms, assessment_words, queries
from lumbung.cases.drawing.ecomap import Thread, ecomap
from lumbung.cases.drawing.genogram import facts, genogram
from lumbung.cases.views.common import page
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may, show

READ, ASSESS = "cases.read_assessment", "cases.assess"


@require_http_methods(["GET", "POST"])
@may(READ)
def kin(request: Request, pk: int) -> HttpResponse:
    """Both pictures, their tables, and what may be added."""
    case = queries.case(viewer=request.user, case_id=pk)
    forms = _forms(request) if request.user.may(ASSESS) and case.is_open else {}
    for name, action in (("relative", actions.note_relative), ("tie", actions.note_tie)):
        form = forms.get(name)
        if form is not None and form.is_bound and form.is_valid():
            try:
                action(case_id=pk, **form.cleaned_data, by=request.user)
            except Refusal as refusal:
                show(form, refusal)
            else:
                return HttpResponseRedirect(reverse("cases:kin", args=[pk]), status=303)
    wrong = any(form.errors for form in forms.values() if form.is_bound)
    return page(request, "cases/kin.html", _context(request, case) | forms_named(forms), status=422 if wrong else 200)


def _forms(request: Request) -> dict[str, Any]:
    sent = request.POST.get("what", "") if request.method == "POST" else ""
    kinds: dict[str, Any] = {"relative": assessment_forms.RelativeForm, "tie": assessment_forms.TieForm}
    return {name: form(request.POST if sent == name else None, auto_id=f"id_{name}_%s") for name, form in kinds.items()}


def forms_named(forms: dict[str, Any]) -> dict[str, Any]:
    """`relative_form`, `tie_form`: as the page names them."""
    return {f"{name}_form": form for name, form in forms.items()}


def _context(request: Request, case: Any) -> dict[str, Any]:
    people = queries.kin(viewer=request.user, case=case, on=timezone.localdate())
    ties = list(queries.ties(viewer=request.user, case_id=case.pk))
    threads = [Thread(one.name, str(one.get_kind_display()), one.bond, one.note) for one in ties]
    return {
        "case": case,
        "genogram": genogram(people, title=_("Silsilah keluarga %(name)s") % {"name": case.called}),
        "people": [(one, ", ".join(facts(one))) for one in people],
        "relatives": queries.relatives(viewer=request.user, case_id=case.pk),
        "ecomap": ecomap(case.called, threads, title=_("Peta hubungan %(name)s") % {"name": case.called}),
        "ties": [(one, assessment_words.BOND_BADGES[one.bond]) for one in ties],
    }


@require_POST
@may(ASSESS)
def remove_relative(request: Request, pk: int, relative: int) -> HttpResponse:
    """Off the genogram again."""
    act = partial(actions.remove_relative, case_id=pk, relative_id=relative, by=request.user)
    return done(request, act, back="cases:kin", back_args=(pk,), said=_("Kerabat dihapus dari silsilah."))


@require_POST
@may(ASSESS)
def remove_tie(request: Request, pk: int, tie: int) -> HttpResponse:
    """Off the ecomap again."""
    act = partial(actions.remove_tie, case_id=pk, tie_id=tie, by=request.user)
    return done(request, act, back="cases:kin", back_args=(pk,), said=_("Hubungan dihapus dari peta."))
