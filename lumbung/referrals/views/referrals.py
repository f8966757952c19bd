"""One referral: sending somebody, what may be told there, what came back."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core.views import Request, may
from lumbung.referrals import actions, forms, queries, words
from lumbung.referrals.models import Institution, Referral
from lumbung.referrals.views.common import filled, page, posted

NEAREST = 100


def _to_referral(made: Any) -> str:
    return reverse("referrals:referral", args=[getattr(made, "referral_id", made.pk)])


@require_http_methods(["GET", "POST"])
@may("referrals.refer")
def refer(request: Request, pk: int) -> HttpResponse:
    """Who can meet it, nearest first, and what may be told there."""
    user = request.user
    found = queries.need(viewer=user, need_id=pk)
    sought = request.GET.get("cari", "")
    serving = queries.institutions(viewer=user, text=sought, sector=found.sector)
    places = list(serving.filter(status=Institution.Status.OPEN)[:NEAREST])
    form = forms.ReferForm(posted(request), places=places, initial={"given_by": ""})
    given: dict[str, Any] = {"need_id": pk, "by": user, "on": timezone.localdate()}
    return filled(
        request, form, lambda form: _sent(form.told(), given), back=_to_referral,
        said=_("Rujukan dibuat. Cetak suratnya."), title=_("Rujuk"), meta=words.listed(found),
        button=_("Buat rujukan"), cancel_url=reverse("referrals:need", args=[pk]), places=places,
    )  # fmt: skip


def _sent(told: dict[str, Any], given: dict[str, Any]) -> Referral:
    spoken = told.pop("agreement")
    return actions.refer(**told, agreement=actions.Agreement(**spoken) if spoken else None, **given)


@require_GET
@may("referrals.view")
def referral(request: Request, pk: int) -> HttpResponse:
    """One referral: where, until when, what they are told there, what came back."""
    user, today = request.user, timezone.localdate()
    found = queries.referral(viewer=user, referral_id=pk)
    consents = found.consents.order_by("-pk")
    context = {
        "referral": found,
        "need": found.need,
        "sector": words.sector(found.sector),
        "badge": words.REFERRALS[found.status],
        "limit": words.limit(found.due_on, today),
        "disclosed": (told := queries.disclosed(referral=found, on=today)),
        "covered": words.covered(told.ground),
        "consents": consents,
        "agrees": not any(one.withdrawn_on is None for one in consents),
        "refers": user.may("referrals.refer"),
        "waits": found.status in Referral.UNDER_WAY,
        "reads": found.answered_on and found.told_on is None and found.need.asked_by_id == user.pk,
    }
    return page(request, "referrals/referral.html", context)


@require_http_methods(["GET", "POST"])
@may("referrals.refer")
def consent(request: Request, pk: int) -> HttpResponse:
    """Who agrees to what being told there."""
    found = queries.referral(viewer=request.user, referral_id=pk)
    form = forms.ConsentForm(posted(request), initial={"given_by": found.need.called})
    given: dict[str, Any] = {"referral_id": pk, "by": request.user, "on": timezone.localdate()}

    def act(form: Any) -> Any:
        return actions.record_consent(agreement=actions.Agreement(**form.cleaned_data), **given)

    return filled(
        request, form, act, back=_to_referral, said=_("Persetujuan tercatat."), title=_("Catat persetujuan"),
        meta=found.institution.name, button=_("Simpan persetujuan"), cancel_url=_to_referral(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may("referrals.refer")
def reply(request: Request, pk: int) -> HttpResponse:
    """What a letter says."""
    found = queries.referral(viewer=request.user, referral_id=pk)
    form = forms.ReplyForm(posted(request))
    given: dict[str, Any] = {"referral_id": pk, "by": request.user, "on": timezone.localdate()}
    return filled(
        request, form, lambda form: actions.enter_reply(**form.cleaned_data, **given), back=_to_referral,
        said=_("Surat balasan tercatat."), title=_("Masukkan surat balasan"), meta=found.institution.name,
        button=_("Simpan balasan"), cancel_url=_to_referral(found),
    )  # fmt: skip
