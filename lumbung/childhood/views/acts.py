"""Single acts on a start, each one POST."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.childhood import actions, forms, queries
from lumbung.childhood.views.common import sent
from lumbung.core.views import Request, done, may

BACK = "childhood:start"


@require_POST
@may("childhood.work")
def note_needs(request: Request, pk: int) -> HttpResponse:
    """What the family assessment found."""
    act = partial(actions.note_needs, start_id=pk, on=timezone.localdate())
    return sent(request, forms.NeedsForm(request.POST), act, (BACK, pk), _("Kebutuhan dan risiko tersimpan."))


@require_POST
@may("childhood.work")
def note_service(request: Request, pk: int) -> HttpResponse:
    """Given or refused."""
    act = partial(actions.note_service, start_id=pk, on=timezone.localdate())
    return sent(request, forms.ServiceForm(request.POST), act, (BACK, pk), _("Layanan tercatat."))


@require_POST
@may("childhood.work")
def note_contact(request: Request, pk: int) -> HttpResponse:
    """How they were."""
    contact = queries.contact(viewer=request.user, contact_id=pk)
    act = partial(actions.note_contact, contact_id=pk, at=timezone.now(), on=timezone.localdate())
    return sent(request, forms.ContactForm(request.POST), act, (BACK, contact.start_id), _("Kontak tercatat."))


@require_POST
@may("childhood.work")
def write_review(request: Request, pk: int) -> HttpResponse:
    """The quarter is written."""
    review = queries.review(viewer=request.user, review_id=pk)
    act = partial(actions.write_review, review_id=pk, on=timezone.localdate())
    said = _("Tinjauan ditulis. Orang lain menandatanganinya.")
    return sent(request, forms.ReviewForm(request.POST), act, (BACK, review.start_id), said)


@require_POST
@may("childhood.sign")
def sign_review(request: Request, pk: int) -> HttpResponse:
    """The second person signs, or asks for it to be written anew."""
    review = queries.review(viewer=request.user, review_id=pk)
    back: dict[str, Any] = {"back": BACK, "back_args": (review.start_id,)}
    if why := request.POST.get("said", "").strip():
        act = partial(actions.return_review, review_id=pk, said=why, by=request.user)
        return done(request, act, said=_("Tinjauan dikembalikan."), **back)
    act = partial(actions.sign_review, review_id=pk, by=request.user, on=timezone.localdate())
    return done(request, act, said=_("Tinjauan ditandatangani."), **back)


@require_POST
@may("childhood.work")
def end_start(request: Request, pk: int) -> HttpResponse:
    """Services end."""
    act = partial(actions.end_start, start_id=pk, on=timezone.localdate())
    return sent(request, forms.EndForm(request.POST), act, (BACK, pk), _("Layanan berakhir; pemantauan dimulai."))


@require_POST
@may("childhood.work")
def close_start(request: Request, pk: int) -> HttpResponse:
    """Monitoring is over."""
    act = partial(actions.close_start, start_id=pk, by=request.user, on=timezone.localdate())
    return done(request, act, back=BACK, back_args=(pk,), said=_("Masa Dream Start ditutup."))


@require_POST
@may("childhood.work")
def let_stay(request: Request, pk: int) -> HttpResponse:
    """A conference let the child stay longer."""
    decision = request.POST.get("decision", "")
    number = int(decision) if decision.isdigit() else 0
    act = partial(actions.let_stay, start_id=pk, decision_id=number, by=request.user, on=timezone.localdate())
    return done(request, act, back=BACK, back_args=(pk,), said=_("Batas umur diperpanjang."))
