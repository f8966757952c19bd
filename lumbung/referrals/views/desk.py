"""The desk: what waits, a new need, one need with everything that was done about it, escalations, figures."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core import counted_ahead, formats, panels, svg
from lumbung.core.views import Request, may
from lumbung.referrals import actions, forms, queries, rules, words
from lumbung.referrals.models import Escalation, Referral
from lumbung.referrals.tables import NEEDS
from lumbung.referrals.views.common import filled, page, posted
from lumbung.registry import queries as registry

SHOWN = 50


@require_GET
@may("referrals.view")
def desk(request: Request) -> HttpResponse:
    """What waits at the viewer's own desk, overdue first; answers that are late; below them everything."""
    user, today = request.user, timezone.localdate()
    table = NEEDS.page(request, queries.needs(viewer=user))
    waits = queries.waiting_at(viewer=user, level=queries.desk_of(user=user))
    late = queries.overdue(viewer=user, on=today)
    context = {
        "table": table,
        "waiting": [
            (one, words.listed(one), words.sector(one.sector), *words.limit(one.due_on, today)) for one in waits[:SHOWN]
        ],
        "count": waits.count(),
        "late": [(one, words.listed(one.need), words.left(one.due_on, today)) for one in late[:SHOWN]],
        "takes": user.may("referrals.take"),
        "refers": user.may("referrals.refer"),
    }
    return table.export or page(request, "referrals/desk.html", context)


@require_http_methods(["GET", "POST"])
@may("referrals.take")
def new(request: Request) -> HttpResponse:
    """A need, of the person that the address names or of somebody without a record."""
    whom = request.GET.get("orang", "")
    person = registry.person(viewer=request.user, person_id=int(whom)) if whom.isdigit() else None
    form = forms.NeedForm(posted(request), known=person is not None)
    given: dict[str, Any] = {"by": request.user, "on": timezone.localdate()}
    number = person.pk if person else None
    sees = request.user.may("referrals.view")
    return filled(
        request, form, lambda form: actions.note_need(heard=_heard(form, number), **given),
        back=lambda made: reverse("referrals:need", args=[made.pk]) if sees else reverse("home"),
        said=_("Kebutuhan tercatat."),
        title=_("Catat kebutuhan"), meta=person.name if person else "", button=_("Simpan kebutuhan"),
        cancel_url=reverse("referrals:desk" if sees else "home"),
    )  # fmt: skip


def _heard(form: Any, person_id: int | None) -> actions.Heard:
    return actions.Heard(**form.cleaned_data, person_id=person_id)


@require_GET
@may("referrals.view")
def need(request: Request, pk: int) -> HttpResponse:
    """One need: whose, what they said, where they were sent, what came back, how it rose, what this person may do."""
    user, today = request.user, timezone.localdate()
    found = queries.need(viewer=user, need_id=pk)
    rose = queries.escalations(viewer=user).filter(need=found)
    refers = user.may("referrals.refer") and found.is_open
    context = {
        "need": found,
        "sector": words.sector(found.sector),
        "badge": words.NEEDS[found.status],
        "limit": words.limit(found.due_on, today),
        "referrals": [
            (one, words.REFERRALS[one.status], words.limit(one.due_on, today))
            for one in queries.referrals(viewer=user).filter(need=found)
        ],
        "escalations": [(one, words.ESCALATIONS[one.status]) for one in rose],
        "ladder": _ladder(found, rose),
        "refers": refers,
        "rises": refers and rules.next_level(found.level) and not queries.sits_below(user=user, level=found.level),
        "panels": panels.panels_of("need", viewer=user, record=found),
        "readers_form": forms.ReadersForm(auto_id="id_pembaca_%s"),
    }
    return page(request, "referrals/need.html", context)


def _ladder(found: Any, rose: Any) -> list[dict[str, Any]]:
    """The four desks as pages draw a chain: where it was, where it is, until when."""
    reached = {one.to_level: one for one in rose if one.status == Escalation.Status.AGREED}
    here = rules.LEVELS.index(found.level)
    steps = []
    for place, level in enumerate(rules.LEVELS):
        step = reached.get(level)
        passed = place < here and (step is not None or any(one.from_level == level for one in reached.values()))
        state = "now" if place == here else "done" if passed else "next"
        on = formats.day(found.due_on) if place == here and found.is_open else ""
        label = dict(type(found)._meta.get_field("level").choices)[level]
        steps.append({"title": label, "state": state, "on": on, "note": step.reason if step else ""})
    return steps


@require_GET
@may("referrals.view")
def escalations(request: Request) -> HttpResponse:
    """What was proposed and waits for a decision, and what rose lately."""
    user = request.user
    found, refers = queries.escalations(viewer=user), user.may("referrals.refer")
    asked = found.filter(status=Escalation.Status.PROPOSED).order_by("proposed_on", "pk")
    context = {
        "asked": [
            (one, words.listed(one.need), refers and not queries.sits_below(user=user, level=one.from_level))
            for one in asked[:SHOWN]
        ],
        "decided": [
            (one, words.listed(one.need), words.ESCALATIONS[one.status])
            for one in found.exclude(status=Escalation.Status.PROPOSED)[:SHOWN]
        ],
        "figures": words.figures(rules.figures(timezone.localdate())),
    }  # fmt: skip
    return page(request, "referrals/escalations.html", context)


@require_GET
@may("referrals.view")
def figures(request: Request) -> HttpResponse:
    """For a manager, over ninety days: answered in time, results, days waited, by sector and region; no name."""
    counted = counted_ahead.counted(request, queries.FIGURES, on=timezone.localdate(), at=timezone.now())
    until, tally = counted.value
    told = queries.told(tally=tally)
    results = [
        (words.REFERRALS[status], label, told.by_status.get(status, 0)) for status, label in Referral.Status.choices
    ]
    context = {
        "told": told,
        "counted": counted,
        "since": until - queries.STRETCH,
        "today": until,
        "results": results,
        "sectors": [(words.sector(line.key), line) for line in told.by_sector],
        "regions": [(line.key, line) for line in told.by_region],
        "picture": _picture(told),
        "figures": words.figures(rules.figures(until)),
    }
    return page(request, "referrals/figures.html", context)


def _picture(told: queries.Figures) -> Any:
    """One lying bar a sector: how many needs came."""
    items = [
        svg.Bar(words.sector(line.key), line.needs, formats.count(line.needs)) for line in told.by_sector if line.needs
    ]
    if not items:
        return ""
    title = _("%(sector)s paling sering dibutuhkan") % {"sector": items[0].name}
    return svg.funnel(items, title=title, description="; ".join(f"{item.name}: {item.label}" for item in items))
