"""Pages of starts: all of them with what is late, one of them, the figures."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lumbung.childhood import forms, pictures, queries, rules, words
from lumbung.childhood.models import QuarterReview, Start
from lumbung.childhood.models.service import Kind
from lumbung.childhood.models.start import Risk
from lumbung.childhood.services import catalogue
from lumbung.childhood.tables import STARTS, masked
from lumbung.core import counted_ahead
from lumbung.core.views import Request, forgotten, may

SHOWN = 10


@require_GET
@may("childhood.view")
def starts(request: Request) -> HttpResponse:
    """Everybody in Dream Start within reach; on top what is late or comes next."""
    user, today = request.user, timezone.localdate()
    table = STARTS.page(request, queries.starts(viewer=user))
    context = {
        "table": table,
        "conferences": [
            (one, masked(one), *words.days_left(one.conference_due_on, today))
            for one in queries.conferences_due(viewer=user, on=today)[:SHOWN]
        ],
        "contacts": _lines(queries.contacts_due(viewer=user, on=today), today),
        "reviews": _lines(queries.reviews_due(viewer=user, on=today), today),
        "discovers": user.may("childhood.look"),
    }
    return table.export or forgotten(request, "childhood/starts.html", context)


def _lines(found: Any, today: date) -> list[tuple[Any, str, str, str]]:
    """(row, name, mark, words) of what is due, the oldest first."""
    return [(one, masked(one.start), *words.days_left(one.due_on, today)) for one in found[:SHOWN]]


@require_GET
@may("childhood.view")
def start(request: Request, pk: int) -> HttpResponse:
    """One child or mother: the next contact, what is owed, the quarters, and what this person may do."""
    user, today = request.user, timezone.localdate()
    found = queries.start(viewer=user, start_id=pk)
    due = queries.services_due(viewer=user, on=today, start_ids=[pk])
    contacts = list(queries.contacts_of(viewer=user, start_id=pk))
    reviews = list(queries.reviews_of(viewer=user, start_id=pk))
    works = user.may("childhood.work")
    context = {
        "start": found,
        "name": found.person.name,
        "risk": words.RISKS[found.risk],
        "badge": words.STARTS[found.status],
        "needs": [label for name, label in words.needs() if name in found.needs],
        "conference": _conference(found, today),
        "kinds": _kinds(due, works and found.status == Start.Status.ACTIVE),
        "given": [(one, words.service(one.service)) for one in queries.services_of(viewer=user, start_id=pk)],
        "next": next((_next(one, today) for one in contacts if one.on is None), None),
        "contacts": [(one, words.CONTACTS[one.found]) for one in contacts if one.on],
        "reviews": [(one, words.REVIEWS[one.status]) for one in reviews],
        "ground": words.said(catalogue().remark),
        **_offers(user, found, reviews, works),
    }
    return forgotten(request, "childhood/start.html", context)


def _next(contact: Any, today: date) -> tuple[Any, str, str]:
    return contact, *words.days_left(contact.due_on, today)


def _conference(found: Start, today: date) -> tuple[str, str]:
    """(mark, words) of the thirty days to the conference that accepts."""
    if found.case.accepted_on:
        return "ok", _("diterima pembahasan kasus")
    return words.days_left(found.conference_due_on, today)


def _kinds(due: list[queries.DueLine], works: bool) -> list[dict[str, Any]]:
    """The services that are owed, kind by kind, each with its form while somebody may note it."""
    told = []
    for kind in Kind:
        rows = [
            {
                "line": one, "name": words.service(one.service), "area": words.area(one.service),
                "mark": words.SERVICES[one.state], "state": words.STATES[one.state],
                "form": forms.ServiceForm(initial={"service": one.service}, auto_id=f"{one.service}_%s")
                if works and one.state != rules.GIVEN else None,
            }
            for one in due if one.kind == kind
        ]  # fmt: skip
        told.append({"name": kind.label, "key": kind.value, "rows": rows})
    return told


def _offers(user: Any, found: Start, reviews: list[QuarterReview], works: bool) -> dict[str, Any]:
    """The forms of this person here and now."""
    active = works and found.status == Start.Status.ACTIVE
    open_review = next((one for one in reviews if one.status != QuarterReview.Status.SIGNED), None)
    written = open_review is not None and open_review.status == QuarterReview.Status.WRITTEN
    told = {"goals": open_review.goals, "risk": open_review.risk or found.risk} if open_review else {}
    signs = user.may("childhood.sign") and written and open_review is not None and open_review.written_by_id != user.pk
    return {
        "works": works,
        "needs_form": forms.NeedsForm(initial={"needs": found.needs, "risk": found.risk}) if active else None,
        "contact_form": forms.ContactForm(auto_id="kontak_%s") if works and found.is_open else None,
        "review": open_review,
        "review_form": forms.ReviewForm(initial=told, auto_id="tinjauan_%s") if active and open_review else None,
        "signs": signs,
        "end_form": forms.EndForm(auto_id="akhir_%s") if active else None,
        "closes": works and found.status == Start.Status.MONITORING,
        "extensions": found.case.decisions.filter(outcome="extend", conference__status="held") if active else [],
    }


@require_GET
@may("childhood.view")
def figures(request: Request) -> HttpResponse:
    """What a manager asks, with pictures and the figures in force."""
    today = timezone.localdate()
    counted = counted_ahead.counted(request, queries.FIGURES, on=today, at=timezone.now())
    on, tally = counted.value
    told = queries.told(tally=tally, on=on)
    risks = [(str(risk.label), told.risks.get(risk, 0), risk != Risk.HIGH) for risk in Risk]
    kinds = [(str(kind.label), {state: told.services.get((kind, state), 0) for state in words.STATES}) for kind in Kind]
    context = {
        "told": told,
        "counted": counted,
        "active": sum(told.risks.values()),
        "risks": pictures.counted(risks, title=_("Anak dan ibu menurut tingkat risiko")),
        "services": pictures.owed(kinds, title=_("Layanan yang sudah diberikan menurut jenis")),
        "kinds": kinds,
        "states": words.STATES.values(),
        "conferences": sum(told.conferences.values()),
        "contacts": sum(told.contacts.values()),
        "figures": [
            (words.FIGURES[name], entry.law, words.said(entry.remark))
            for name, entry in rules.in_force(told.until).in_force().items()
        ],
    }
    return forgotten(request, "childhood/figures.html", context)
