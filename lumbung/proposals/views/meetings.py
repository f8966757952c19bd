"""Pages of village meetings and of letters (SPTJM)."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may, show
from lumbung.proposals import actions, forms, queries, tables, telling
from lumbung.proposals.models import AgendaItem, Meeting, Paper
from lumbung.regions import queries as regions

VILLAGE_CODE = 13


@require_GET
@may("proposals.view")
def meetings(request: Request) -> HttpResponse:
    """Every meeting in reach."""
    table = tables.MEETINGS.page(request, queries.meetings(viewer=request.user))
    return table.export or render(
        request, "proposals/meetings.html", {"table": table, "calls": request.user.may("proposals.deliberate")}
    )


@require_http_methods(["GET", "POST"])
@may("proposals.deliberate")
def new(request: Request) -> HttpResponse:
    """Prepare a meeting; everything that waits for one comes on its agenda."""
    own = request.user.region_code
    initial = {"region_code": own if len(own) == VILLAGE_CODE else "", "held_on": timezone.localdate()}
    form = forms.MeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            made = actions.call_meeting(**form.cleaned_data, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show(form, refusal)
        else:
            return HttpResponseRedirect(reverse("proposals:meeting", args=[made.pk]), status=303)
    return render(request, "proposals/new_meeting.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@may("proposals.view")
def meeting(request: Request, pk: int) -> HttpResponse:
    """One meeting: agenda, attendance, papers, minutes; `?cetak` is the sheet to be signed."""
    found = queries.meeting(viewer=request.user, meeting_id=pk)
    agenda = queries.agenda_of(viewer=request.user, meeting=found)
    prepares = found.status == Meeting.Status.CALLED and request.user.may("proposals.deliberate")
    lines = "\n".join(f"{one.name}, {one.office}" if one.office else one.name for one in agenda.attendees)
    context = {
        "meeting": found,
        "agenda": agenda,
        "place": regions.paths(codes=[found.region_code]).get(found.region_code, found.region_code),
        "badge": tables.MEETING_BADGES[found.status],
        "missing": [Paper.Kind(kind).label for kind in agenda.papers_missing],
        "items": [(item, _decision_form(item)) for item in agenda.items],
        "agreed": [item for item in agenda.items if item.decision == AgendaItem.Decision.AGREED],
        "prepares": prepares,
        "attendance_form": forms.AttendanceForm(initial={"people": lines}) if prepares else None,
        "paper_form": forms.PaperForm(kinds=Paper.OF_MEETINGS, placed=False) if prepares else None,
    }
    return render(request, "proposals/minutes.html" if "cetak" in request.GET else "proposals/meeting.html", context)


@require_POST
@may("proposals.deliberate")
def note_attendance(request: Request, pk: int) -> HttpResponse:
    """Who came."""
    people = telling.people_of(request.POST.get("people", ""))
    return _done(request, pk, actions.note_attendance, _("Daftar hadir tersimpan."), people=people, by=request.user)


@require_POST
@may("proposals.deliberate")
def decide(request: Request, pk: int) -> HttpResponse:
    """What was said about each item that was filled in."""
    queries.meeting(viewer=request.user, meeting_id=pk)
    decisions = {}
    for number in AgendaItem.objects.visible_to(request.user).filter(meeting_id=pk).values_list("pk", flat=True):
        form = forms.DecisionForm(request.POST, prefix=f"i{number}")
        if form.is_valid() and form.cleaned_data["decision"]:
            decisions[number] = actions.Said(**form.cleaned_data)
    return _done(request, pk, actions.decide_items, _("Keputusan tersimpan."), decisions=decisions, by=request.user)


@require_POST
@may("proposals.deliberate")
def add_paper(request: Request, pk: int) -> HttpResponse:
    """Minutes, attendance list or photo."""
    queries.meeting(viewer=request.user, meeting_id=pk)
    form = forms.PaperForm(request.POST, request.FILES, kinds=Paper.OF_MEETINGS, placed=False)
    if not form.is_valid():
        messages.error(request, _("Pilih berkas dan jenisnya dulu."))
        return HttpResponseRedirect(reverse("proposals:meeting", args=[pk]), status=303)
    told = {"kind": form.cleaned_data["kind"], "content": form.cleaned_data["file"].read()}
    said = _("Berkas musyawarah tersimpan.")
    return _done(request, pk, actions.add_meeting_paper, said, by=request.user, on=timezone.localdate(), **told)


@require_POST
@may("proposals.deliberate")
def close(request: Request, pk: int) -> HttpResponse:
    """The minutes are signed."""
    said = _("Berita acara ditutup. Usulan yang disetujui sudah di verifikator kabupaten.")
    return _done(request, pk, actions.close_meeting, said, by=request.user, on=timezone.localdate())


@require_POST
@may("proposals.deliberate")
def refill(request: Request, pk: int) -> HttpResponse:
    """Put on the agenda what came since."""
    return _done(request, pk, actions.refill_agenda, _("Acara diperbarui."), by=request.user, on=timezone.localdate())


@require_POST
@may("proposals.deliberate")
def cancel(request: Request, pk: int) -> HttpResponse:
    """It was not held."""
    return _done(request, pk, actions.cancel_meeting, _("Musyawarah dibatalkan."), by=request.user)


@require_http_methods(["GET", "POST"])
@may("proposals.deliberate")
def new_letter(request: Request) -> HttpResponse:
    """Choose what the village head answers for, and hand in the signed letter; `?cetak` is the sheet to be signed."""
    village = request.GET.get("desa") or request.user.region_code
    today = timezone.localdate()
    waiting = queries.to_deliberate(viewer=request.user, region_code=village, on=today)
    if "cetak" in request.GET:
        return render(request, "proposals/letter_sheet.html", {"rows": waiting, "today": today, "letter": None})
    told = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.LetterForm(*told, waiting=waiting, initial={"signed_on": today})
    if form.is_bound and form.is_valid():
        try:
            letter, _moved = _sign(request, form)
        except Refusal as refusal:
            show(form, refusal)
        else:
            return HttpResponseRedirect(reverse("proposals:letter", args=[letter.pk]), status=303)
    villages = _villages(request.user)
    context = {"form": form, "waiting": waiting, "villages": villages, "village": village}
    return render(request, "proposals/new_letter.html", context, status=422 if form.errors else 200)


@require_GET
@may("proposals.view")
def letter(request: Request, pk: int) -> HttpResponse:
    """One letter and what it answers for."""
    found = queries.letter(viewer=request.user, letter_id=pk)
    rows = queries.proposals(viewer=request.user).filter(letter=found)
    papers = queries.papers_of(viewer=request.user, letter=found)
    return render(request, "proposals/letter.html", {"letter": found, "rows": rows, "papers": papers})


def _sign(request: Request, form: forms.LetterForm) -> Any:
    told = dict(form.cleaned_data)
    content = told.pop("file").read()
    ids = told.pop("proposals")
    return actions.sign_letter(proposal_ids=ids, content=content, by=request.user, on=timezone.localdate(), **told)


def _decision_form(item: AgendaItem) -> forms.DecisionForm:
    now = {"decision": item.decision, "reason": item.reason, "said": item.said}
    return forms.DecisionForm(prefix=f"i{item.pk}", initial=now)


def _villages(user: Any) -> list[Any]:
    """Villages to choose from, for those who work in several."""
    return [] if len(user.region_code) == VILLAGE_CODE else list(regions.children(code=user.region_code))


def _done(request: Request, pk: int, action: Any, said: str, **told: Any) -> HttpResponse:
    return done(request, partial(action, meeting_id=pk), back="proposals:meeting", back_args=(pk,), said=said, **told)
