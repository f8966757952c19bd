"""Printed papers of a house, as PDF in Indonesian: rules, agreement, letter of leaving, certificate."""

import io
from typing import Any

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from lumbung.core import documents, formats
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, may
from lumbung.facilities import queries, words
from lumbung.facilities.models import Facility, Stay
from lumbung.regions import queries as regions

TEMPLATES = "facilities/templates/facilities"


def _paper(name: str, data: dict[str, Any], file: str) -> HttpResponse:
    content = documents.pdf(f"{TEMPLATES}/{name}.typ", data, at=timezone.now())
    response = HttpResponse(content, content_type=documents.MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="{file}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@may("facilities.view")
def house_rules(request: Request, pk: int) -> HttpResponse:
    """To hang on the wall."""
    house = queries.facility(viewer=request.user, facility_id=pk)
    with override("id"):
        return _paper("rules", {**_head(house), "house": house.name, "rules": _rules(house),
                                "hours": words.hours(house)}, f"tata-tertib-{pk}")  # fmt: skip


@require_GET
@may("facilities.view")
def agreement(request: Request, pk: int) -> HttpResponse:
    """What was agreed on the first day."""
    stay = queries.stay(viewer=request.user, stay_id=pk)
    with override("id"):
        told = {"house": stay.facility.name, "day": formats.day_long(stay.due_on)}
        answer = _("Anda boleh tinggal di %(house)s paling lama sampai %(day)s.") % told
        data = {**_of(request, stay, "KT"), "answer": answer, "rules": _rules(stay.facility), "rows": _facts(stay)}
        return _paper("agreement", data, f"kesepakatan-{pk}")


@require_GET
@may("facilities.view")
def discharge_letter(request: Request, pk: int) -> HttpResponse:
    """What somebody takes along."""
    stay = queries.stay(viewer=request.user, stay_id=pk)
    if stay.is_open:
        raise NotFound(pk)
    with override("id"):
        told = {"house": stay.facility.name, "day": formats.day_long(stay.left_on), "to": stay.get_left_to_display()}
        answer = _("Anda pulang dari %(house)s pada %(day)s. Tujuan: %(to)s.") % told
        rows = [*_facts(stay), [_("Catatan"), stay.left_said]]
        officer = str(stay.left_by or "")
        day = formats.day_long(stay.left_on) if stay.left_on else ""
        data = {**_of(request, stay, "SP"), "answer": answer, "rows": rows, "officer": officer, "day": day}
        return _paper("discharge", data, f"surat-kepulangan-{pk}")


@require_GET
@may("facilities.view")
def certificate(request: Request, pk: int) -> HttpResponse:
    """With a code that leads to its check."""
    one = queries.learner(viewer=request.user, learner_id=pk)
    if one.number is None or one.passed_on is None:
        raise NotFound(pk)
    address = request.build_absolute_uri(reverse("facilities:check"))
    drawn = io.BytesIO()
    segno.make(f"{address}?nomor={one.number}", error="m").save(drawn, kind="svg", border=0)
    with override("id"):
        told = {"course": one.course.name, "hours": formats.count(one.course.hours), "house": one.course.facility.name}
        course = _("dalam “%(course)s”, %(hours)s jam, di %(house)s") % told
        place = f"{regions.town(code=one.course.region_code)}, {formats.day_long(one.passed_on)}"
        return _paper(
            "certificate",
            {**_head(one.course.facility), "name": one.name, "skill": one.course.skill, "course": course,
             "number": one.number, "place": place,
             "officer": str(one.passed_by or ""), "code": drawn.getvalue().decode(), "address": address},
            f"sertifikat-{one.number}",
        )  # fmt: skip


def _head(house: Facility) -> dict[str, str]:
    """The house sends its own letters."""
    return {"office": house.name, "office_stands": house.address or words.place(house.region_code)}


def _of(request: Request, stay: Stay, kind: str) -> dict[str, Any]:
    kept = queries.belongings_of(viewer=request.user, stay_id=stay.pk)
    return {
        **_head(stay.facility),
        "number": f"{kind}/{stay.region_code}/{stay.admitted_on:%Y}/{stay.pk}",
        "called": stay.called,
        "place": regions.town(code=stay.region_code),
        "day": formats.day_long(stay.admitted_on),
        "officer": str(stay.admitted_by or ""),
        "kept": [f"{formats.count(one.count)} {one.what}, {one.place}" for one in kept],
    }


def _facts(stay: Stay) -> list[list[str]]:
    return [
        [_("Nama panggilan"), stay.called],
        [_("Umur"), _("%(age)s tahun") % {"age": stay.age}],
        [_("Diterima"), formats.moment(stay.admitted_at)],
        [_("Jenis tinggal"), str(stay.get_stay_type_display())],
        [_("Batas tinggal"), formats.day_long(stay.due_on)],
    ]


def _rules(house: Facility) -> list[str]:
    """The house's own rules, or what holds in every house."""
    own = [line.strip() for line in house.house_rules.splitlines() if line.strip()]
    return own or words.common_rules()
