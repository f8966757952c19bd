"""The other side: what was referred to an institution, and its answer."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core.paging import Part
from lumbung.core.views import Request, may
from lumbung.referrals import actions, forms, queries, words
from lumbung.referrals.models import Referral
from lumbung.referrals.views.common import filled, page, posted

LATEST = 50


@require_GET
@may("referrals.answer")
def received(request: Request) -> HttpResponse:
    """What waits for an answer, overdue first; what is under way; what is over."""
    today = timezone.localdate()
    found = queries.received(viewer=request.user)
    waits = found.filter(status=Referral.Status.SENT)
    rest = found.exclude(status=Referral.Status.SENT).order_by("-pk")[:LATEST]
    part = Part.of(request, waits, size=LATEST)
    context = {
        "count": waits.count(),
        "part": part,
        "waiting": [(one, *words.limit(one.due_on, today)) for one in part.rows],
        "rest": [(one, words.REFERRALS[one.status]) for one in rest],
    }
    return page(request, "referrals/received.html", context)


@require_http_methods(["GET", "POST"])
@may("referrals.answer")
def answer(request: Request, pk: int) -> HttpResponse:
    """Who comes, as far as they agreed, and what the institution says to it."""
    today = timezone.localdate()
    found = queries.received_one(viewer=request.user, referral_id=pk)
    form = forms.AnswerForm(posted(request))
    told = queries.disclosed(referral=found, on=today)
    given: dict[str, Any] = {"referral_id": pk, "by": request.user, "on": today}
    return filled(
        request, form, lambda form: actions.answer(**form.cleaned_data, **given),
        back=lambda _made: reverse("referrals:received"), said=_("Jawaban terkirim."), title=str(found),
        button=_("Kirim jawaban"), cancel_url=reverse("referrals:received"), referral=found, disclosed=told,
        covered=words.covered(told.ground), limit=words.limit(found.due_on, today),
        badge=words.REFERRALS[found.status], sector=words.sector(found.sector),
    )  # fmt: skip
