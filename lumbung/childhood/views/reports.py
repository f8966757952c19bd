"""Pages of reports: the one short form for everybody, and for the team the list, one report, its acts and papers."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.childhood import actions, forms, paper, pictures, queries, rules, words
from lumbung.childhood.models import SENDER, AbuseReport
from lumbung.childhood.tables import REPORTS
from lumbung.childhood.views.common import posted, sent
from lumbung.core import documents, evidence, senders
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, forgotten, may, show
from lumbung.referrals import queries as referrals
from lumbung.regions import queries as regions
from lumbung.registry import queries as registry

BACK = "childhood:report"


@require_http_methods(["GET", "POST"])
@may("childhood.report")
def new(request: Request) -> HttpResponse:
    """Somebody tells of a child, of the person that the address names or of one without a record."""
    whom = request.GET.get("orang", "")
    person = registry.person(viewer=request.user, person_id=int(whom)) if whom.isdigit() else None
    form = forms.ReportForm(
        posted(request),
        within=request.user.region_code,
        known=person is not None,
        initial={"region_code": request.user.region_code},
    )
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        key = told.pop("request_key")
        report = actions.Told(**told, person_id=person.pk if person else None)
        try:
            made = actions.take_report(told=report, by=request.user, at=timezone.now(), request_key=key)
        except Refusal as refusal:
            show(form, refusal)
        else:
            return _received(request, made)
    context = {"form": form, "person": person, "minutes": rules.in_force(timezone.localdate()).abuse_minutes}
    return forgotten(request, "childhood/new_report.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tell_us(request: HttpRequest) -> HttpResponse:
    """Anybody tells of a child, without an account; they learn that it was received and when, and nothing else."""
    form = forms.CitizenForm(request.POST if request.method == "POST" else None, places=regions.regencies())
    refused = 422 if form.errors else 200
    if form.is_bound and form.is_valid():
        given = form.told()
        key = given.pop("request_key")
        now = timezone.now()
        sender = senders.mark_of(request, at=now, purpose=SENDER)
        try:
            with acting(SYSTEM, via="web"):
                actions.take_from_citizen(told=actions.Told(**given), at=now, request_key=key, sender=sender)
        except Refusal as refusal:
            show(form, refusal)
            refused = refusal.status
        else:
            return HttpResponseRedirect(f"{reverse('childhood:tell_us')}?diterima=1", status=303)
    told = request.GET.get("diterima") == "1" and not form.is_bound
    context = {"form": form, "told": told, "minutes": rules.in_force(timezone.localdate()).abuse_minutes}
    return forgotten(request, "childhood/tell_us.html", context, status=refused)


def _received(request: Request, made: AbuseReport) -> HttpResponse:
    """The report, for those who may see it; others learn that it was received and when, and nothing else."""
    at = timezone.localtime(made.received_at)
    messages.success(request, _("Laporan diterima pukul %(time)s. Tim bertindak sekarang.") % {"time": f"{at:%H.%M}"})
    seen = request.user.may("childhood.protect") and queries.reports(viewer=request.user).filter(pk=made.pk).exists()
    return HttpResponseRedirect(reverse(BACK, args=[made.pk]) if seen else reverse("home"), status=303)


@require_GET
@may("childhood.protect")
def reports(request: Request) -> HttpResponse:
    """Reports that this person is let know of, those that wait for a decision first."""
    table = REPORTS.page(request, queries.reports(viewer=request.user))
    late = queries.late_reports(viewer=request.user, at=timezone.now()).count()
    return table.export or forgotten(request, "childhood/reports.html", {"table": table, "late": late})


@require_GET
@may("childhood.protect")
def report(request: Request, pk: int) -> HttpResponse:
    """One report: its clock, what was decided, who was told, the other children, papers, everything in order."""
    user, now = request.user, timezone.now()
    found = queries.report(viewer=user, report_id=pk)
    of: dict[str, Any] = {"viewer": user, "report_id": pk}
    mark, left = words.clock(found, now)
    context = {
        "report": found,
        "kinds": words.kinds(found),
        "taker": words.taker(found),
        "mark": mark,
        "left": left,
        "hour": _hour(found, left),
        "open": found.status == AbuseReport.Status.OPEN,
        "decisions": queries.safety_of(**of),
        "referrals": queries.referrals_of(**of),
        "siblings": [
            (one, words.LOOKS[one.answer], None if one.answer == "safe" else forms.LookForm(auto_id=f"s{one.pk}_%s"))
            for one in queries.siblings_of(**of)
        ],
        "papers": queries.papers_of(**of),
        "acts": queries.acts_of(viewer=user, report=found),
        "safety_form": forms.SafetyForm(auto_id="putus_%s"),
        "tell_form": forms.TellForm(auto_id="rujuk_%s", places=_places(user)),
        "paper_form": forms.PaperForm(auto_id="berkas_%s"),
        "print_form": forms.PrintForm(auto_id="cetak_%s"),
    }
    return forgotten(request, "childhood/report.html", context)


def _places(user: Any) -> Any:
    """Institutions that take referrals."""
    return referrals.institutions(viewer=user).filter(status="open")


def _hour(found: AbuseReport, left: str) -> Any:
    until = found.decided_at or timezone.now()
    whole = (found.decide_by - found.received_at).total_seconds()
    gone = (until - found.received_at).total_seconds() / whole
    return pictures.hour(gone, title=_("Waktu sampai putusan keselamatan"), words=left)


@require_POST
@may("childhood.protect")
def decide(request: Request, pk: int) -> HttpResponse:
    """Where the child is safe tonight."""
    act = partial(actions.decide_safety, report_id=pk, at=timezone.now())
    said = _("Putusan keselamatan tercatat atas nama Anda.")
    return sent(request, forms.SafetyForm(request.POST), act, (BACK, pk), said)


@require_POST
@may("childhood.protect")
def tell(request: Request, pk: int) -> HttpResponse:
    """Police, health or legal aid."""
    act = partial(actions.tell, report_id=pk, at=timezone.now())
    return sent(
        request, forms.TellForm(request.POST, places=_places(request.user)), act, (BACK, pk), _("Rujukan tercatat.")
    )


@require_POST
@may("childhood.protect")
def look_at(request: Request, pk: int, sibling: int) -> HttpResponse:
    """How another child is."""
    act = partial(actions.look_at, sibling_id=sibling, at=timezone.now())
    return sent(request, forms.LookForm(request.POST), act, (BACK, pk), _("Keadaan anak lain tercatat."))


@require_POST
@may("childhood.protect")
def keep_paper(request: Request, pk: int) -> HttpResponse:
    """A paper about it."""

    def act(what: str, file: Any, by: Any) -> Any:
        return actions.keep_paper(report_id=pk, what=what, content=file.read(), by=by, at=timezone.now())

    return sent(request, forms.PaperForm(request.POST, request.FILES), act, (BACK, pk), _("Berkas tersimpan."))


@require_GET
@may("childhood.protect")
def show_paper(request: Request, pk: int) -> FileResponse:
    """The paper itself."""
    found = queries.paper(viewer=request.user, paper_id=pk)
    return evidence.shown(found.ref, found.media_type)


@require_POST
@may("childhood.protect")
def court(request: Request, pk: int) -> HttpResponse:
    """The timeline for court as PDF; that it was printed is written down."""
    form, now = forms.PrintForm(request.POST), timezone.now()
    if not form.is_valid():
        return sent(request, form, actions.note_print, (BACK, pk), "")
    found = queries.report(viewer=request.user, report_id=pk)
    why = form.cleaned_data["why"]
    content, acts = paper.timeline(viewer=request.user, report=found, why=why, by=request.user, at=now)
    actions.note_print(report_id=pk, content=content, acts=acts, why=why, by=request.user, at=now)
    response = HttpResponse(content, content_type=documents.MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="garis-waktu-{pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
