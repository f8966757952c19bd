"""A cadre's day, one visit with a note that survives a lost connection, photos; and proposals to decide."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import evidence
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may, show
from lumbung.outreach import actions, forms, queries, words
from lumbung.outreach.models import Visit
from lumbung.outreach.views.common import page, sent, to


@require_GET
@may("outreach.visit")
def day(request: Request) -> HttpResponse:
    """Whom a cadre visits today, what is late, what comes, and everybody who is theirs."""
    today = timezone.localdate()
    plan = queries.day(viewer=request.user, on=today)
    mine = queries.cadres(viewer=request.user).filter(user=request.user.pk).first()
    context = {
        "plan": plan,
        "cadre": mine,
        "persons": queries.persons_of(viewer=request.user, cadre_id=mine.pk) if mine else (),
        "waiting": queries.waiting_for_cadre(viewer=request.user).count() if request.user.may("outreach.lead") else 0,
    }
    return page(request, "outreach/day.html", context)


@require_http_methods(["GET", "POST"])
@may("outreach.see")
def visit(request: Request, pk: int) -> HttpResponse:
    """One visit: to be noted, or as it was."""
    found = queries.visit(viewer=request.user, visit_id=pk)
    notes = request.user.may("outreach.visit") and found.status not in (Visit.Status.MOVED, Visit.Status.CANCELLED)
    form = _form(request, found)
    if notes and form.is_bound and form.is_valid():
        seen = request.POST.get("seen", "")
        given = {"visit_id": pk, "seen": int(seen) if seen.isdigit() else None, **form.cleaned_data}
        try:
            actions.note_visit(**given, by=request.user, at=timezone.now())
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Kunjungan tersimpan."))
            return to("visit", pk)
    context = {
        "found": found,
        "name": words.masked(found.case),
        "badge": words.VISITS[found.status],
        "form": form if notes and found.due_on <= timezone.localdate() else None,
        "move_form": forms.MoveForm(auto_id="p_%s") if notes and found.status == Visit.Status.PLANNED else None,
        "photo_form": forms.PhotoForm(auto_id="f_%s") if notes and found.status in Visit.NOTED else None,
        "photos": queries.photos_of(viewer=request.user, visit_id=pk),
        "kept_as": f"v{pk}",
        "api_url": reverse("api:save_visit", args=[pk]),
    }
    return page(request, "outreach/visit.html", context, status=422 if form.errors else 200)


def _form(request: Request, found: Visit) -> forms.VisitForm:
    state = found.status if found.status in Visit.NOTED else Visit.Status.DONE
    known: dict[str, Any] = {name: getattr(found, name) for name in ("daily", "social", "work", "note")}
    return forms.VisitForm(request.POST if request.method == "POST" else None, initial={"state": state, **known})


@require_POST
@may("outreach.visit")
def move(request: Request, pk: int) -> HttpResponse:
    """Another day."""
    act = partial(actions.move_visit, visit_id=pk, by=request.user, on=timezone.localdate())
    return sent(request, forms.MoveForm(request.POST), act, back=("visit", pk), said=_("Kunjungan dipindah."))


@require_POST
@may("outreach.visit")
def add_photo(request: Request, pk: int) -> HttpResponse:
    """A photo of a visit."""
    form = forms.PhotoForm(request.POST, request.FILES)

    def act(photo: Any, words: str) -> Any:
        given = {"visit_id": pk, "content": photo.read(), "words": words}
        return actions.add_photo(**given, by=request.user, at=timezone.now())

    return sent(request, form, act, back=("visit", pk), said=_("Foto tersimpan."))


@require_GET
@may("outreach.see")
def photo(request: Request, pk: int) -> FileResponse:
    """A photo, to who may see the visit."""
    found = queries.photo(viewer=request.user, photo_id=pk)
    return evidence.shown(found.ref, found.media_type)


@require_http_methods(["GET", "POST"])
@may("outreach.lead")
def matches(request: Request) -> HttpResponse:
    """Who waits for a cadre, and what the house proposes; a POST proposes for everybody."""
    today = timezone.localdate()
    if request.method == "POST":
        act = partial(actions.propose_matches, by=request.user, on=today)
        return done(
            request, act, back="outreach:matches", said=_("Usulan pasangan dibuat. Putuskan satu per satu atau semua.")
        )
    proposed = list(queries.proposals(viewer=request.user)[:200])
    context = {
        "waiting": queries.waiting_for_cadre(viewer=request.user)[:50],
        "count": queries.waiting_for_cadre(viewer=request.user).count(),
        "proposals": [(one, words.masked(one.case), words.near(one.near, one.metres)) for one in proposed],
    }
    return page(request, "outreach/matches.html", context)


@require_POST
@may("outreach.lead")
def decide(request: Request) -> HttpResponse:
    """The proposals that were ticked, taken or not."""
    ids = [int(one) for one in request.POST.getlist("pasangan") if one.isdigit()]
    accept = request.POST.get("putusan") == "terima"
    act = partial(actions.decide_matches, match_ids=ids, accept=accept, by=request.user, on=timezone.localdate())
    return done(request, act, back="outreach:matches", said=_("Keputusan tersimpan."))
