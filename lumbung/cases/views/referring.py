"""Referring the person of a case to another house."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lumbung.cases import actions, queries
from lumbung.cases.models import Consent
from lumbung.cases.referral_forms import CaseReferralForm
from lumbung.cases.views.common import filled
from lumbung.core.views import Request, may
from lumbung.referrals import actions as referrals
from lumbung.referrals import queries as desk

NEAREST = 200


def _to_case(case: Any, _made: Any) -> str:
    return reverse("cases:case", args=[case.pk])


@require_http_methods(["GET", "POST"])
@may("cases.work")
def refer(request: Request, pk: int) -> HttpResponse:
    """Where, why, and what may be told there; begun with what the person has agreed to in the case."""
    found = queries.case(viewer=request.user, case_id=pk)
    places = desk.institutions(viewer=request.user).filter(status="open")[:NEAREST]
    agreed = queries.consents_of(viewer=request.user, case_id=pk).filter(withdrawn_on=None)
    known = agreed.filter(scopes__contains=[Consent.Scope.REFERRAL]).first()
    start = {name: getattr(known, name) for name in ("given_by", "relation", "sign", "witness")} if known else {}
    form = CaseReferralForm(request.POST if request.method == "POST" else None, places=places, initial=start)
    given: dict[str, Any] = {"case_id": pk, "by": request.user, "on": timezone.localdate()}
    return filled(
        request, form, lambda form: _sent(form.told(), given), back=partial(_to_case, found),
        said=_("Rujukan dibuat. Jawabannya muncul di halaman kasus ini."), case=found,
        title=_("Rujuk ke lembaga lain"), button=_("Buat rujukan"), note=_withheld(known),
    )  # fmt: skip


def _sent(told: dict[str, Any], given: dict[str, Any]) -> Any:
    spoken = told.pop("agreement")
    return actions.refer_person(**told, agreement=referrals.Agreement(**spoken) if spoken else None, **given)


def _withheld(known: Consent | None) -> str:
    """What the person wants kept from others stands above the form."""
    if known is None or not known.withheld:
        return ""
    return _("Tidak boleh disampaikan: %(what)s") % {"what": known.withheld}
