"""The map with its gaps, and the figures of a manager."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lumbung.core import counted_ahead, formats, keeping, svg
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, may
from lumbung.outreach import forms, pictures, queries, rules, words
from lumbung.outreach.models import Outreach
from lumbung.outreach.views.common import day_in, page
from lumbung.regions import queries as regions
from lumbung.staff import queries as staff

SMALLEST = 8
"""Letters of the code of a district: below it a map shows villages."""


@require_GET
@may("outreach.view")
def area_map(request: Request) -> HttpResponse:
    """What is where, area by area, and where somebody is missing; `?wilayah=` looks into one area."""
    code = request.GET.get("wilayah", "") or request.user.region_code
    if code and not request.user.reach.covers(code):
        raise NotFound(code)
    today, now = timezone.localdate(), timezone.now()
    counted = counted_ahead.counted(request, queries.AREAS, on=today, at=now, region_code=code)
    found = queries.areas_told(tally=counted.value[1], region_code=code)
    lacking = counted_ahead.counted(request, queries.GAPS, on=today, at=now)
    gaps = queries.gaps_told(tally=lacking.value[1], viewer=request.user, most=queries.SHOWN)
    lonely = {village[: len(found[0].code)] for village in gaps.alone_in} if found else set()
    shown = [(one.name, one.persons, one.cadres, one.workshops, one.code in lonely) for one in found]
    drawn = pictures.areas(
        regions.tiles(code=code, names=[one.name for one in found]),
        shown,
        title=_("Orang yang dijangkau, kader, dan sanggar"),
        description=_("Angka besar orang, kotak kader, segitiga sanggar; garis putus di tempat orang tanpa kader."),
    )  # fmt: skip
    context = {
        "place": staff.place_of(region_code=code),
        "drawn": drawn if found else "",
        "areas": [(one, len(one.code) <= SMALLEST) for one in found if one.persons or one.cadres or one.workshops],
        "gaps": gaps,
        "counted": min(counted, lacking, key=lambda one: one.at),
        "most": rules.in_force(today).cadre["persons"],
        "up": code[: code.rfind(".")] if "." in code[len(request.user.region_code) :] else "",
    }
    return page(request, "outreach/map.html", context)


@require_GET
@may("outreach.view")
def figures(request: Request) -> HttpResponse:
    """Outreach between two days, without a name in it."""
    today = timezone.localdate()
    since = day_in(request.GET.get("sejak", ""), today - queries.YEAR)
    until = day_in(request.GET.get("sampai", ""), today)
    now = timezone.now()
    if (since, until) == (today - queries.YEAR, today):
        counted = counted_ahead.counted(request, queries.FIGURES, on=today, at=now)
        until, tally = counted.value
        since = until - queries.YEAR
    else:
        made = partial(queries.tally, viewer=request.user, since=since, until=until)
        counted = keeping.counted(request, f"outreach {since} {until}", made, at=now)
        tally = counted.value
    found = queries.told(tally=tally)
    ways = [
        svg.Bar(str(status.label), found.now.get(status, 0), formats.count(found.now.get(status, 0)))
        for status in Outreach.Status
    ]
    context = {
        "figures": found,
        "counted": counted,
        "since": since,
        "until": until,
        "form": forms.PeriodForm(initial={"sejak": since, "sampai": until}),
        "way": svg.funnel(
            ways,
            title=_("Di langkah mana orang berada"),
            description=_("Banyak orang pada setiap keadaan jangkauan sekarang."),
        ),
        "sources": [(source.label, found.by_source.get(source, 0)) for source in Outreach.Source],
        "most": max(found.by_source.values(), default=1),
        "waited": words.shown(found.days_to_cadre),
        "load": words.shown(found.load, 1),
        "map_url": reverse("outreach:map"),
    }
    return page(request, "outreach/figures.html", context)
