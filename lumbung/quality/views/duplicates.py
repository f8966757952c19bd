"""Pages of duplicates: the queue, and two records side by side with the decision below."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core.refusals import BadInput, NotAllowed, Refusal
from lumbung.core.views import Request, done, may
from lumbung.quality import actions, pair_table, queries, side_by_side
from lumbung.quality.forms import DecisionForm, Keep, ReasonForm
from lumbung.quality.linkage import words
from lumbung.quality.models import DuplicatePair, FamilyForm
from lumbung.registry import queries as registry
from lumbung.registry.models import Person

_VALUE = gettext_lazy("%(value)s (catatan %(number)s)")


@require_GET
@may("quality.view")
def pairs(request: Request) -> HttpResponse:
    """Pairs within reach; without a filter those that wait for somebody."""
    table = pair_table.pairs_of(request.user, request.GET.urlencode())
    page = table.page(request, _listed(request))
    return page.export or render(request, "quality/duplicates.html", {"table": page})


@require_http_methods(["GET", "POST"])
@may("quality.view")
def pair(request: Request, pk: int) -> HttpResponse:
    """Two records fact by fact, who lives with them, and the decision; then the next pair of the same list."""
    found = queries.pair(viewer=request.user, pair_id=pk)
    may_decide = request.user.may("quality.resolve_duplicate")
    if request.method == "POST" and not may_decide:
        raise NotAllowed(pk)
    a, b = queries.sides(viewer=request.user, pair=found)
    today = timezone.localdate()
    open_ = found.status in DuplicatePair.WAITING and a.pk != b.pk
    form = _form(request, a, b, today) if may_decide and open_ else None
    if form and form.is_bound and form.is_valid() and _decided(request, form, pk, today):
        return HttpResponseRedirect(_next(request, pk), status=303)
    context = {
        "pair": found,
        "a": a,
        "b": b,
        "badge": pair_table.PAIR_BADGES[found.status],
        "compared": side_by_side.compared(found, a, b),
        "companions": [
            (a, side_by_side.companions(request.user, a, b, on=today)),
            (b, side_by_side.companions(request.user, b, a, on=today)),
        ],
        "same_card": a.family_id == b.family_id,
        "held": words.hold(found.hold) if found.hold else "",
        "compares_cards": open_ and a.family_id != b.family_id and request.user.may("registry.merge"),
        "form": form,
        "checks": _checks(request, found),
        "may_fill": request.user.may("quality.fill_form"),
        "reopen": ReasonForm() if may_decide and found.status == DuplicatePair.Status.DIFFERENT else None,
        "waiting": queries.pairs_waiting(viewer=request.user).count(),
        "list_url": _with_query(request, reverse("quality:duplicates")),
        "next_url": _next(request, pk),
    }
    return render(request, "quality/pair.html", context, status=422 if form and form.errors else 200)


@require_POST
@may("quality.resolve_duplicate")
def reopen(request: Request, pk: int) -> HttpResponse:
    """A pair that was told apart waits again."""
    return done(
        request,
        actions.reopen_duplicate,
        pair_id=pk,
        why=request.POST.get("why", ""),
        by=request.user,
        back="quality:pair",
        back_args=(pk,),
        said=_("Pasangan ini menunggu keputusan lagi."),
    )


def _checks(request: Request, found: DuplicatePair) -> list[FamilyForm]:
    """The visits of a pair that is in the field."""
    in_the_field = found.status == DuplicatePair.Status.FIELD_CHECK
    return list(queries.checks_of(viewer=request.user, pair=found)) if in_the_field else []


def _listed(request: Request) -> Any:
    if request.GET.get("keadaan"):
        return queries.pairs(viewer=request.user)
    return queries.pairs_waiting(viewer=request.user)


def _next(request: Request, after: int) -> str:
    """The next pair of the list that the reader came from; its end leads back to the list."""
    table = pair_table.pairs_of(request.user)
    among = pair_table.narrowed(table, request.GET, _listed(request))
    found = queries.next_pair(among=among, after=after)
    return _with_query(request, reverse("quality:pair", args=[found.pk]) if found else reverse("quality:duplicates"))


def _with_query(request: Request, url: str) -> str:
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url


def _form(request: Request, a: Person, b: Person, today: date) -> DecisionForm:
    survivor = registry.record_to_keep(one=a, other=b)
    absorbed = b if survivor.pk == a.pk else a
    fields = [
        (choice.name, choice.label, _values(choice.name, a, b), str(choice.proposed), choice.because)
        for choice in registry.choices_between(survivor=survivor, absorbed=absorbed, on=today)
    ]
    keep = Keep(records=(a.pk, b.pk), survivor=survivor.pk, fields=fields)
    told = request.POST if request.method == "POST" else None
    return DecisionForm(told, keep=keep, one_card=a.family_id == b.family_id)


def _values(name: str, a: Person, b: Person) -> list[tuple[str, str]]:
    """Both values in words; of a number nothing is shown, because it stands beside the birth date."""
    return [(str(one.pk), _VALUE % {"value": side_by_side.in_words(one, name), "number": one.pk}) for one in (a, b)]


def _decided(request: Request, form: DecisionForm, pk: int, today: date) -> bool:
    told = form.cleaned_data
    try:
        pair = actions.decide_duplicate(
            pair_id=pk,
            decision=told["decision"],
            why=told["why"],
            survivor_id=form.survivor(),
            choices=form.chosen(),
            one_card_reason=told.get("one_card_reason", ""),
            by=request.user,
            on=today,
        )
    except Refusal as refusal:
        field = next(iter(refusal.fields), None) if isinstance(refusal, BadInput) else None
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    messages.success(request, _said(pair))
    return True


def _said(pair: DuplicatePair) -> str:
    names = {"a": pair.a.name, "b": pair.b.name}
    return {
        "same_person": _("%(a)s dan %(b)s digabung. Selama itu perlu, keduanya masih bisa dipisahkan lagi."),
        "proposed": _("Penggabungan %(a)s dan %(b)s diajukan. Orang kedua perlu menyetujuinya."),
        "different": _("%(a)s dan %(b)s dicatat sebagai dua orang."),
        "field_check": _("%(a)s dan %(b)s diperiksa di lapangan dulu; kunjungan ke keluarganya sudah dibuka."),
    }[pair.status] % names
