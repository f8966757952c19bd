"""Pages of discovery: the lists of a region, one list, one candidate, entering."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.childhood import actions, forms, queries, words
from lumbung.childhood.models import Candidate
from lumbung.childhood.tables import CANDIDATES
from lumbung.childhood.views.common import filled, posted
from lumbung.core.views import Request, forgotten, may
from lumbung.regions import queries as regions
from lumbung.registry import queries as registry

SHOWN = 20


@require_http_methods(["GET", "POST"])
@may("childhood.look")
def discoveries(request: Request) -> HttpResponse:
    """The lists of the region, and a new one for those who may make it."""
    may_discover = request.user.may("childhood.discover")
    own = request.user.region_code
    form = forms.DiscoverForm(posted(request), within=own, initial={"region_code": own})
    made = list(queries.discoveries(viewer=request.user)[:SHOWN])
    names = regions.paths(codes={one.region_code for one in made})
    rows = [(one, names.get(one.region_code, one.region_code)) for one in made]
    context = {"rows": rows, "may_discover": may_discover}
    act = partial(actions.discover, by=request.user, on=timezone.localdate())
    return filled(
        request, form, act, back=lambda made: reverse("childhood:discovery", args=[made.pk]),
        said=_("Daftar penemuan siap."), title=_("Daftar penemuan"), button=_("Cari di registri"), lists=context,
    )  # fmt: skip


@require_GET
@may("childhood.look")
def discovery(request: Request, pk: int) -> HttpResponse:
    """One list: how far the asking has come, and everybody on it."""
    found = queries.discovery(viewer=request.user, discovery_id=pk)
    table = CANDIDATES.page(request, queries.candidates(viewer=request.user).filter(discovery=found))
    counts = queries.progress_of(viewer=request.user, discovery_id=pk)
    good = (Candidate.Status.WILLING, Candidate.Status.ENTERED)
    shown = [(str(Candidate.Status(name).label), count, name in good) for name, count in counts.items() if count]
    context = {"discovery": found, "table": table, "steps": shown, "most": max(counts.values(), default=0) or 1}
    return table.export or forgotten(request, "childhood/discovery.html", context)


@require_http_methods(["GET", "POST"])
@may("childhood.look")
def candidate(request: Request, pk: int) -> HttpResponse:
    """Somebody whom the registry shows: why, and what the family said."""
    found = queries.candidate(viewer=request.user, candidate_id=pk)
    act = partial(actions.note_answer, candidate_id=pk, by=request.user, on=timezone.localdate())
    form = forms.AnswerForm(posted(request), initial={"answer": found.status, "said": found.said})
    enters = request.user.may("childhood.work") and found.status != Candidate.Status.ENTERED
    return filled(
        request, form, act, back=lambda made: reverse("childhood:candidate", args=[made.pk]),
        said=_("Jawaban keluarga tersimpan."), title=found.person.name, button=_("Simpan jawaban"),
        candidate=found, reasons=words.reasons(found), badge=words.CANDIDATES[found.status], enters=enters,
        closed=found.status == Candidate.Status.ENTERED,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may("childhood.work")
def enter(request: Request) -> HttpResponse:
    """The person that the address names enters Dream Start."""
    whom = request.GET.get("orang", "")
    person = registry.person(viewer=request.user, person_id=int(whom) if whom.isdigit() else 0)
    act = partial(actions.enter, person_id=person.pk, by=request.user, on=timezone.localdate())
    form = forms.EnterForm(posted(request), initial={"pregnant": bool(person.pregnant), "risk": "middle"})
    return filled(
        request, form, act, back=lambda made: reverse("childhood:start", args=[made.pk]),
        said=_("Masuk Dream Start. Pembahasan kasus paling lama tiga puluh hari lagi."),
        title=_("Masukkan %(name)s ke Dream Start") % {"name": person.name}, button=_("Masukkan"), person=person,
    )  # fmt: skip
