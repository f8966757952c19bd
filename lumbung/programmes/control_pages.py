"""Pages of the standing audit: the report with its list, one finding, who is held back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.views import done, may
from lumbung.programmes import actions, controls, findings, queries, tables
from lumbung.programmes.models import ControlFinding

ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "jelaskan": (actions.explain_finding, gettext_lazy("Penjelasan disimpan; pejabat lain mengesahkannya.")),
    "sahkan": (actions.settle_finding, gettext_lazy("Temuan ini diselesaikan; pembayarannya tidak lagi tertahan.")),
    "kembalikan": (actions.return_finding, gettext_lazy("Temuan ini dikembalikan kepada penanggung jawabnya.")),
}


class WhyForm(forms.Form):
    """Why a finding may stand, or why not."""

    why = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Tulis apa yang diperiksa dan kapan. Jangan menulis nomor NIK atau KK."),
    )


class OwnerForm(forms.Form):
    """Who sees to a finding from now on."""

    to = forms.TypedChoiceField(label=gettext_lazy("Penanggung jawab baru"), coerce=int)

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(owner.pk, str(owner)) for owner in owners]  # type: ignore[attr-defined]


@require_GET
@may("programmes.view")
def report(request: Any) -> HttpResponse:
    """What the controls found: by control, by region, by month, and the list with its owners."""
    viewer, today = request.user, timezone.localdate()
    table = tables.FINDINGS.page(request, findings.findings(viewer=viewer))
    trend = findings.trend(viewer=viewer, on=today)
    context = {
        "table": table,
        "counts": findings.counts(viewer=viewer),
        "regions": findings.by_region(viewer=viewer),
        "controls": list(controls.all_controls().values()),
        "trend": [(month, [seen.get(name, 0) for name in controls.all_controls()]) for month, seen in trend],
        "last": findings.last_pass(viewer=viewer),
        "may_check": viewer.may("programmes.check_controls"),
    }
    return table.export or render(request, "programmes/findings.html", context)


@require_POST
@may("programmes.check_controls")
def check(request: Any) -> HttpResponse:
    """Let the controls look again."""
    return done(
        request,
        actions.check_controls,
        region_code=request.user.region_code,
        on=timezone.localdate(),
        by=request.user,
        back="programmes:findings",
        said=_("Pemeriksaan dimulai; daftar ini diperbarui begitu selesai."),
    )


@require_GET
@may("programmes.view")
def finding(request: Any, pk: int) -> HttpResponse:
    """One finding: what it says, whose it is, what was said about it, what may be done."""
    found = findings.finding(viewer=request.user, finding_id=pk)
    context = {
        "finding": found,
        "control": controls.all_controls().get(found.control),
        "badge": tables.FINDING_BADGES[found.status],
        "form": WhyForm(),
        "owners": OwnerForm(owners=findings.possible_owners(finding=found)),
        "may_hand_over": found.status in findings.STANDING and request.user.may("programmes.explain_finding"),
        "may_explain": found.status == ControlFinding.Status.OPEN and request.user.may("programmes.explain_finding"),
        "may_settle": found.status == ControlFinding.Status.EXPLAINED and request.user.may("programmes.settle_finding"),
    }
    return render(request, "programmes/finding.html", context)


@require_POST
@may("programmes.explain_finding")
def explain(request: Any, pk: int) -> HttpResponse:
    """Say why it may stand."""
    return _act(request, pk, "jelaskan", on=timezone.localdate())


@require_POST
@may("programmes.explain_finding")
def hand_over(request: Any, pk: int) -> HttpResponse:
    """Give it another owner."""
    found = findings.finding(viewer=request.user, finding_id=pk)
    form = OwnerForm(request.POST, owners=findings.possible_owners(finding=found))
    given = {"finding_id": pk, "to": form.cleaned_data["to"] if form.is_valid() else 0, "by": request.user}
    said = _("Temuan ini dialihkan.")
    return done(request, actions.hand_over_finding, back="programmes:finding", back_args=(pk,), said=said, **given)


@require_POST
@may("programmes.settle_finding")
def settle(request: Any, pk: int) -> HttpResponse:
    """A second person settles it."""
    return _act(request, pk, "sahkan", on=timezone.localdate())


@require_POST
@may("programmes.settle_finding")
def give_back(request: Any, pk: int) -> HttpResponse:
    """The second person is not convinced."""
    return _act(request, pk, "kembalikan")


@require_GET
@may("programmes.view")
def held(request: Any, pk: int) -> HttpResponse:
    """Families that qualified in a run and wait for their findings."""
    run = queries.run(viewer=request.user, run_id=pk)
    table = tables.HELD.page(request, findings.held_back(viewer=request.user, run=run))
    return table.export or render(request, "programmes/held.html", {"run": run, "table": table})


def _act(request: Any, pk: int, act: str, **kwargs: Any) -> HttpResponse:
    findings.finding(viewer=request.user, finding_id=pk)
    action, said = ACTS[act]
    given: dict[str, Any] = {"finding_id": pk, "why": request.POST.get("why", ""), "by": request.user, **kwargs}
    return done(request, action, back="programmes:finding", back_args=(pk,), said=str(said), **given)
