"""Photos and papers behind a duty: adding one, and looking at one."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.evidence import shown
from lumbung.core.refusals import NotFound
from lumbung.core.views import done, may
from lumbung.programmes import actions, duty_queries


@require_POST
@may("programmes.enter_duties")
def add_proof(request: Any, family_id: int) -> HttpResponse:
    """One more photo or scan for one of the family's duties."""
    file, duty = request.FILES.get("file"), request.POST.get("duty", "")
    if file is None or not duty.isdecimal():
        raise NotFound(duty)
    given = {"duty_id": int(duty), "kind": request.POST.get("kind", ""), "content": file.read()}
    back = f"{reverse('programmes:family_duties', args=[family_id])}?bulan={request.POST.get('bulan', '')}"
    today = timezone.localdate()
    return done(request, actions.add_proof, back=back, said=_("Bukti tersimpan."), by=request.user, on=today, **given)


@require_GET
@may("programmes.view")
def proof(request: Any, pk: int) -> Any:
    """The picture itself."""
    found = duty_queries.proof(viewer=request.user, proof_id=pk)
    return shown(found.ref, found.media_type)
