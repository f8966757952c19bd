"""Letters, as PDF in Indonesian: to the institution, and for whoever goes there. Both tell what consent covers only."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from lumbung.core import documents, formats
from lumbung.core.views import Request, may
from lumbung.referrals import queries, words
from lumbung.referrals.models import Institution, Referral
from lumbung.regions import queries as regions

TEMPLATES = "referrals/templates/referrals"


@require_GET
@may("referrals.view")
def letter(request: Request, pk: int) -> HttpResponse:
    """To the institution: who comes, as far as they agreed, for what, and until when an answer is awaited."""
    found = queries.referral(viewer=request.user, referral_id=pk)
    with override("id"):
        return _paper("letter", _of(found), f"surat-rujukan-{pk}")


@require_GET
@may("referrals.view")
def slip(request: Request, pk: int) -> HttpResponse:
    """For the person: where to go, what to bring, what is told there, how to take the consent back."""
    found = queries.referral(viewer=request.user, referral_id=pk)
    with override("id"):
        data = {**_of(found), "where": _where(found.institution)}
        return _paper("slip", data, f"surat-warga-{pk}")


def _where(place: Institution) -> list[list[str]]:
    rows = [
        [_("Lembaga layanan"), place.name], [_("Alamat"), place.address], [_("Jam layanan"), place.hours],
        [_("Kontak"), place.contact], [_("Yang perlu dibawa"), place.needed], [_("Yang melayani"), place.who_answers],
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def _of(found: Referral) -> dict[str, Any]:
    told = queries.disclosed(referral=found, on=timezone.localdate())
    agreed = queries.consent_in_force(referral=found)
    return {
        "office": regions.office(code=found.region_code),
        "number": found.number,
        "place": f"{regions.town(code=found.region_code)}, {formats.day_long(found.sent_on)}",
        "to": found.institution.name,
        "address": found.institution.address,
        "service": found.service,
        "sector": words.sector(found.sector),
        "due": formats.day_long(found.due_on),
        "parts": [list(part) for part in told.parts],
        "covered": words.covered(told.ground),
        "agreed": f"{agreed.given_by}, {formats.day_long(agreed.on)}" if agreed else "",
        "officer": str(found.sent_by or ""),
    }


def _paper(name: str, data: dict[str, Any], file: str) -> HttpResponse:
    content = documents.pdf(f"{TEMPLATES}/{name}.typ", data, at=timezone.now())
    response = HttpResponse(content, content_type=documents.MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="{file}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
