"""Pages of families and persons."""

from dataclasses import replace
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core import panels
from lumbung.core.tables import Column, Filter, Table
from lumbung.core.views import Request, may
from lumbung.regions import queries as regions
from lumbung.registry import actions, codes, forms, identity, queries
from lumbung.registry.models import Access, Person

TWENTY = 20
HOUSE = ("floor", "wall", "roof", "water", "lighting", "power", "fuel", "toilet", "tenure")
FACTS = ("sex", "marital", "presence", "school_status", "school_level", "sector", "position", "chronic")
STATUS_BADGES = {"active": "ok", "closed": "end", "merged": "end", "dead": "end", "moved": "end"}

COLUMNS = [
    Column(
        "head_name",
        _("Kepala keluarga"),
        sort="head_name",
        link=lambda row: reverse("registry:family", args=[row.pk]),
    ),
    Column("village", _("Desa"), sort="region_code"),
    Column("kk", _("Nomor KK"), kind="masked"),
    Column("size", _("Anggota"), kind="count"),
    Column("registered_on", _("Tercatat"), sort="registered_on", kind="date"),
]


def _table(viewer: Any) -> Table:
    """The list of families, narrowed by the areas below the viewer's own."""
    areas = [(area.code, area.name) for area in regions.children(code=viewer.region_code)]
    in_area = Filter(
        "wilayah",
        _("Wilayah"),
        lambda rows, code: rows.filter(region_code__gte=code, region_code__lt=f"{code}/"),
        choices=areas or [(viewer.region_code, viewer.region_code)],
    )
    named = Filter("nama", _("Nama anggota"), lambda rows, text: queries.with_member_named(among=rows, text=text))
    return Table(
        columns=COLUMNS,
        caption=pgettext_lazy("many", "Keluarga"),
        filters=[named, in_area],
        order=["head_name", "pk"],
        phone="stack",
        file_name="keluarga",
        empty=_("Tidak ada keluarga yang cocok."),
        empty_help=_("Ubah saringan, atau impor data desa lebih dahulu."),
    )


@require_GET
@may("registry.view")
def families(request: Request) -> HttpResponse:
    """Every family in the viewer's region."""
    table = _table(request.user).page(request, queries.families(viewer=request.user))
    return table.export or render(request, "registry/families.html", {"table": table})


@require_http_methods(["GET", "POST"])
@may("registry.view")
def search(request: Request) -> HttpResponse:
    """People by name or number; one hit opens the family at once."""
    form = forms.SearchForm(request.POST if request.method == "POST" else None)
    found: list[Person] = []
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        text = given.pop("q")
        try:
            found = queries.sought(viewer=request.user, text=text, **given)
        except queries.UnknownArea as refusal:
            form.add_error("area", str(refusal))
        except queries.NotANumber as refusal:
            form.add_error("q", str(refusal))
        if identity.form_one(text) == identity.WELL_FORMED and len({person.family_id for person in found}) == 1:
            return redirect("registry:family", found[0].family_id)
    people = [_beside(person) for person in found]
    status = 422 if form.errors else 200
    return render(request, "registry/search.html", {"form": form, "people": people}, status=status)


@require_GET
@may("registry.view")
def family(request: Request, family_id: int) -> HttpResponse:
    """One family: what it receives and why, what happened, who and where they are."""
    record, opened = actions.open_family(family_id=family_id, by=request.user, purpose=request.user.purpose)
    members = queries.members_of(viewer=request.user, family_id=family_id)
    context = {
        "family": record,
        "badge": STATUS_BADGES[record.status],
        "members": [_beside(person) for person in members],
        "house": _words(record.dwelling, HOUSE),
        "place": regions.paths(codes=[record.region_code]).get(record.region_code, record.region_code),
        **_shared("family", request, record, opened),
    }
    return render(request, "registry/family.html", context)


@require_GET
@may("registry.view")
def person(request: Request, person_id: int) -> HttpResponse:
    """One person: facts, what happened, the family they live in."""
    record, opened = actions.open_person(person_id=person_id, by=request.user, purpose=request.user.purpose)
    context = {
        "person": record,
        "beside": _beside(record),
        "badge": STATUS_BADGES[record.status],
        "facts": _words(record, FACTS),
        "difficulties": _difficulties(record),
        "place": regions.paths(codes=[record.region_code]).get(record.region_code, record.region_code),
        **_shared("person", request, record, opened),
    }
    return render(request, "registry/person.html", context)


@require_http_methods(["GET", "POST"])
@may("registry.reveal_number")
def numbers(request: Request, family_id: int) -> HttpResponse:
    """The full numbers of a family: asked with a reason, shown once, noted."""
    record = queries.family(viewer=request.user, family_id=family_id)
    form = forms.RevealForm(request.POST if request.method == "POST" else None)
    shown = None
    if form.is_bound and form.is_valid():
        shown = actions.show_numbers(family_id=family_id, by=request.user, purpose=form.reason())
    context = {"family": record, "form": form, "shown": shown}
    response = render(request, "registry/numbers.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _shared(kind: str, request: Request, record: Any, opened: Access) -> dict[str, Any]:
    """What every record page shows: panels and the timeline of all contexts, and the note of this opening."""
    absorbed = queries.absorbed_by(viewer=request.user, record=record)
    entries = _timeline(kind, request.user, record, absorbed)
    systems = list(dict.fromkeys(entry.system for entry in entries))
    chosen = request.GET.get("sistem")
    if chosen in systems:
        entries = [entry for entry in entries if entry.system == chosen]
    everything = request.GET.get("riwayat") == "semua"
    shown = panels.panels_of(kind, viewer=request.user, record=record)
    for one in absorbed:
        title = _("%%(panel)s: catatan %(number)s") % {"number": one.pk}
        shown += panels.history_of(kind, viewer=request.user, record=one, title=title)
    return {
        "absorbed": absorbed,
        "may_merge": request.user.may("registry.merge") and record.status == "active",
        "opened": opened,
        "may_reveal": request.user.may("registry.reveal_number"),
        "panels": [panel for panel in shown if panel.place == "main"],
        "aside_panels": [panel for panel in shown if panel.place == "aside"],
        "entries": entries if everything else entries[:TWENTY],
        "older": 0 if everything else max(len(entries) - TWENTY, 0),
        "systems": systems,
        "chosen": chosen,
    }


def _timeline(kind: str, viewer: Any, record: Any, absorbed: list[Any]) -> list[panels.Entry]:
    """What happened to the record and to those that were merged into it, each of these with its number."""
    entries = panels.timeline_of(kind, viewer=viewer, record=record)
    for one in absorbed:
        note = _("catatan %(number)s") % {"number": one.pk}
        for entry in panels.timeline_of(kind, viewer=viewer, record=one):
            entries.append(replace(entry, detail=", ".join(part for part in (entry.detail, note) if part)))
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def _beside(person: Person) -> dict[str, Any]:
    """A person as lists show them: age instead of birth date, because a NIK contains the date."""
    age = queries.age_on(born=person.birth_date, on=timezone.localdate())
    return {"person": person, "age": age, "relation": codes.RELATION.get(person.relation, "–")}


def _words(record: Model, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is known of a record, each column with its label and its code in words."""
    known = [name for name in names if getattr(record, name) is not None]
    labels = {field.name: str(field.verbose_name) for field in record._meta.local_concrete_fields}
    return [(labels[name], getattr(record, f"get_{name}_display")()) for name in known]


def _difficulties(person: Person) -> list[tuple[Any, Any]]:
    """Only what is difficult; `none` is not told."""
    asked = [(label, getattr(person, name)) for name, label in codes.DIFFICULTIES.items()]
    return [(label, codes.DIFFICULTY[code]) for label, code in asked if code and code < codes.NO_DIFFICULTY]
