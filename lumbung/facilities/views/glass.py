"""A secret stay that has to be read now, and what its readers say of that afterwards."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lumbung.core import sending
from lumbung.core.views import Request, done, may
from lumbung.facilities import actions, forms, queries


@require_http_methods(["GET", "POST"])
@may("facilities.break_glass")
def break_glass(request: Request, pk: int) -> HttpResponse:
    """By the bed, for nobody outside knows of the stay; those who may know are told."""
    house = queries.facility(viewer=request.user, facility_id=pk)
    taken = queries.hidden_beds(viewer=request.user, facility_id=pk)
    form = forms.GlassForm(sending.posted(request), taken=taken)
    return sending.filled(
        request, form, lambda: actions.break_glass(**form.cleaned_data, by=request.user, at=timezone.now()),
        template="facilities/break_glass.html", back=lambda made: reverse("facilities:stay", args=[made.stay_id]),
        said=_("Terbuka sementara. Yang boleh tahu diberi tahu."), house=house, any=taken.exists(),
    )  # fmt: skip


@require_POST
@may("facilities.view")
def review_glass(request: Request, pk: int) -> HttpResponse:
    """Whether there was reason enough."""
    found = queries.opening(viewer=request.user, glass_id=pk)
    verdict = request.POST.get("verdict", "")
    act = partial(actions.review_glass, glass_id=pk, verdict=verdict, by=request.user, on=timezone.localdate())
    return done(
        request, act, back="facilities:stay", back_args=(found.stay_id,), said=_("Pembukaan darurat dinilai.")
    )  # fmt: skip
