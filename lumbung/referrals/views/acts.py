"""Single acts on needs and referrals, each one POST."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core import formats
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may
from lumbung.referrals import actions, forms
from lumbung.referrals.models import Consent, Escalation
from lumbung.staff import queries as staff


def _done(request: Request, back: str, pk: int, action: Any, words: str, /, **told: Any) -> HttpResponse:
    act = partial(action, by=request.user, **told)
    return done(request, act, back=f"referrals:{back}", back_args=(pk,), said=words)


def _said(request: Request) -> dict[str, Any]:
    return {"said": request.POST.get("said", ""), "on": timezone.localdate()}


@require_POST
@may("referrals.refer")
def remind(request: Request) -> HttpResponse:
    """Who is late, without waiting for the night."""
    act = partial(actions.remind, on=timezone.localdate(), by=request.user)
    return done(request, act, back="referrals:desk", said=_reminded)


@require_POST
@may("referrals.refer")
def solve(request: Request, pk: int) -> HttpResponse:
    """Met at this desk."""
    return _done(request, "need", pk, actions.solve_need, _("Kebutuhan terlayani."), need_id=pk, **_said(request))


@require_POST
@may("referrals.refer")
def close(request: Request, pk: int) -> HttpResponse:
    """No longer needed."""
    return _done(request, "need", pk, actions.close_need, _("Kebutuhan ditutup."), need_id=pk, **_said(request))


@require_POST
@may("referrals.refer")
def escalate(request: Request, pk: int) -> HttpResponse:
    """To the desk above."""
    told = {"need_id": pk, "reason": request.POST.get("said", ""), "on": timezone.localdate()}
    return _done(request, "need", pk, actions.escalate, _("Dinaikkan ke meja di atasnya."), **told)


@require_POST
@may("referrals.refer")
def decide_escalation(request: Request, pk: int) -> HttpResponse:
    """As the desk decides."""
    if not Escalation.objects.visible_to(request.user).filter(pk=pk).exists():
        raise NotFound(pk)
    act = partial(
        actions.decide_escalation, escalation_id=pk, agree=request.POST.get("putusan") == "naik", by=request.user,
        **_said(request),
    )  # fmt: skip
    return done(request, act, back="referrals:escalations", said=_("Putusan tersimpan."))


@require_POST
@may("referrals.refer")
def set_readers(request: Request, pk: int) -> HttpResponse:
    """Who may know."""
    form = forms.ReadersForm(request.POST)
    form.is_valid()
    names = {name.strip() for name in form.cleaned_data.get("usernames", "").split(",") if name.strip()}
    known = {user.username: user.pk for user in staff.who_may(permission="referrals.view") if user.username in names}
    if unknown := names - set(known):
        messages.error(request, _("Tidak ada akun “%(name)s” yang melihat rujukan.") % {"name": min(unknown)})
        return HttpResponseRedirect(reverse("referrals:need", args=[pk]), status=303)
    readers = None if form.cleaned_data["everybody"] else list(known.values())
    return _done(request, "need", pk, actions.set_readers, _("Pembaca tersimpan."), need_id=pk, readers=readers)


@require_POST
@may("referrals.refer")
def give_more(request: Request, pk: int) -> HttpResponse:
    """What the institution still needs."""
    told = {"referral_id": pk, **_said(request)}
    return _done(request, "referral", pk, actions.give_more, _("Keterangan ditambahkan."), **told)


@require_POST
@may("referrals.refer")
def withdraw(request: Request, pk: int) -> HttpResponse:
    """They don't go there."""
    told = {"referral_id": pk, **_said(request)}
    return _done(request, "referral", pk, actions.withdraw_referral, _("Rujukan ditarik."), **told)


@require_POST
@may("referrals.view")
def read_result(request: Request, pk: int) -> HttpResponse:
    """Whoever asked knows."""
    told = {"referral_id": pk, "on": timezone.localdate()}
    return _done(request, "referral", pk, actions.read_result, _("Jawaban sudah dibaca."), **told)


@require_POST
@may("referrals.refer")
def withdraw_consent(request: Request, pk: int) -> HttpResponse:
    """Nothing more is told there."""
    consent = Consent.objects.visible_to(request.user).filter(pk=pk).first()
    if consent is None:
        raise NotFound(pk)
    told = {"consent_id": pk, **_said(request)}
    return _done(request, "referral", consent.referral_id, actions.withdraw_consent, _("Persetujuan dicabut."), **told)


def _reminded(made: int) -> str:
    return _("%(count)s diingatkan atau diusulkan naik.") % {"count": formats.count(made)}
