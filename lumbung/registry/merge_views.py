"""Pages of merges: the list, one merge with the acts on it, and two families side by side."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import formats
from lumbung.core.crypto import mask
from lumbung.core.refusals import Refusal
from lumbung.core.tables import Column, Filter, Table
from lumbung.core.views import Request, done, may
from lumbung.registry import actions, codes, forms, queries
from lumbung.registry.models import Family, Merge, Person

BADGES = {"proposed": "wait", "done": "ok", "refused": "no", "taken_back": "end"}
BECAUSE = {
    "one_card": gettext_lazy("keduanya tercatat di satu Kartu Keluarga"),
    "paid": gettext_lazy("salah satu keluarganya sudah menerima uang"),
}

MERGES = Table(
    columns=[
        Column(
            "survivor",
            gettext_lazy("Dipertahankan"),
            value=lambda row: str(row.survivor) or formats.NOTHING,
            link=lambda row: reverse("registry:merge", args=[row.pk]),
        ),
        Column("absorbed", gettext_lazy("Digabung ke sana"), value=lambda row: str(row.absorbed) or formats.NOTHING),
        Column("kind", gettext_lazy("Jenis"), sort="kind", value=lambda row: row.get_kind_display()),
        Column(
            "status",
            gettext_lazy("Keadaan"),
            sort="status",
            kind="badge",
            value=lambda row: (BADGES[row.status], row.get_status_display()),
        ),
        Column("proposed_by", gettext_lazy("Diajukan oleh"), value=lambda row: row.proposed_by or _("Sistem")),
        Column("proposed_at", gettext_lazy("Diajukan"), sort="proposed_at", kind="time"),
    ],
    caption=pgettext_lazy("many", "Penggabungan"),
    filters=[
        Filter(
            "keadaan",
            gettext_lazy("Keadaan"),
            lambda rows, value: rows.filter(status=value),
            choices=Merge.Status.choices,
        ),
        Filter("jenis", gettext_lazy("Jenis"), lambda rows, value: rows.filter(kind=value), choices=Merge.Kind.choices),
    ],
    file_name="penggabungan",
    empty=gettext_lazy("Belum ada catatan yang digabung."),
    empty_help=gettext_lazy("Penggabungan dimulai dari pasangan data ganda, atau dari halaman sebuah keluarga."),
)


@require_GET
@may("registry.view")
def merges(request: Request) -> HttpResponse:
    """Every merge within reach, the newest first."""
    table = MERGES.page(request, queries.merges(viewer=request.user))
    return table.export or render(request, "registry/merges.html", {"table": table})


@require_GET
@may("registry.view")
def merge(request: Request, merge_id: int) -> HttpResponse:
    """What became one, from which record each value came, who wanted and who agreed, and what can be done now."""
    found = queries.merge(viewer=request.user, merge_id=merge_id)
    user = request.user
    may_approve = user.may("registry.approve_merge")
    waits = found.status == Merge.Status.PROPOSED
    may_take_back = may_approve or (user.may("registry.merge") and not found.second_person)
    context = {
        "merge": found,
        "badge": BADGES[found.status],
        "because": [BECAUSE[code] for code in found.because],
        "taken": [_label(found, name) for name in found.choices],
        "parts": found.parts.select_related("person", "absorbed_person"),
        "address": f"registry:{found.kind}",
        "approves": waits and may_approve and found.proposed_by_id != user.pk,
        "refuses": waits and (may_approve or found.proposed_by_id == user.pk),
        "takes_back": found.status == Merge.Status.DONE and may_take_back,
        "form": forms.WhyForm(),
    }
    return render(request, "registry/merge.html", context)


@require_POST
@may("registry.approve_merge")
def approve(request: Request, merge_id: int) -> HttpResponse:
    """The second person agrees."""
    told = {"merge_id": merge_id, "by": request.user, "on": timezone.localdate()}
    return _back(request, actions.approve_merge, _("Kedua catatan sudah digabung."), told)


@require_POST
@may("registry.view")
def refuse(request: Request, merge_id: int) -> HttpResponse:
    """Nothing is merged."""
    told = {"merge_id": merge_id, "by": request.user, "why": request.POST.get("why", "")}
    return _back(request, actions.refuse_merge, _("Penggabungan ditolak; kedua catatan tetap ada."), told)


@require_POST
@may("registry.view")
def take_back(request: Request, merge_id: int) -> HttpResponse:
    """Two records again."""
    told = {"merge_id": merge_id, "by": request.user, "why": request.POST.get("why", "")}
    return _back(request, actions.take_back_merge, _("Kedua catatan sudah dipisahkan lagi."), told)


@require_http_methods(["GET", "POST"])
@may("registry.merge")
def other_card(request: Request, family_id: int) -> HttpResponse:
    """The other card of a family, by its number; the number is posted, never part of an address."""
    family = queries.family(viewer=request.user, family_id=family_id)
    form = forms.CardForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            other = queries.family_of_card(viewer=request.user, kk=form.cleaned_data["kk"])
        except Refusal as refusal:
            form.add_error("kk", str(refusal))
        else:
            return redirect("registry:merge_families", family_id, other.pk)
    status = 422 if form.errors else 200
    return render(request, "registry/other_card.html", {"family": family, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@may("registry.merge")
def merge_families(request: Request, family_id: int, other_id: int) -> HttpResponse:
    """Two cards side by side: which stays, who stands in both, which values stay."""
    one = queries.family(viewer=request.user, family_id=family_id)
    other = queries.family(viewer=request.user, family_id=other_id)
    members = {family.pk: list(queries.members_of(viewer=request.user, family_id=family.pk)) for family in (one, other)}
    alike = queries.members_alike(viewer=request.user, family_id=one.pk, other_id=other.pk)
    today = timezone.localdate()
    choices = queries.choices_between(survivor=one, absorbed=other, on=today)
    asked = [(one_.name, one_.label, [(f.pk, _value(f, one_.name)) for f in (one, other)], one_) for one_ in choices]
    form = forms.FamiliesForm(
        request.POST if request.method == "POST" else None,
        families=(one, other),
        members=(members[one.pk], members[other.pk]),
        alike=alike,
        choices=[(name, label, values, choice.proposed, choice.because) for name, label, values, choice in asked],
        survivor=queries.record_to_keep(one=one, other=other).pk,
    )
    if form.is_bound and form.is_valid():
        done_ = _merged(request, form, today)
        if done_:
            return HttpResponseRedirect(reverse("registry:merge", args=[done_.pk]), status=303)
    sides = [(family, [_told(person) for person in members[family.pk]]) for family in (one, other)]
    context = {"family": one, "other": other, "sides": sides, "form": form}
    return render(request, "registry/merge_families.html", context, status=422 if form.errors else 200)


def _merged(request: Request, form: forms.FamiliesForm, today: Any) -> Merge | None:
    survivor, absorbed, same = form.decided()
    try:
        merge = actions.merge_families(
            survivor_id=survivor,
            absorbed_id=absorbed,
            same_people=same,
            choices=form.chosen(),
            reason=form.cleaned_data["why"],
            by=request.user,
            on=today,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    waits = merge.status == Merge.Status.PROPOSED
    messages.success(
        request,
        _("Penggabungan diajukan. Orang kedua perlu menyetujuinya.") if waits else _("Kedua keluarga sudah digabung."),
    )
    return merge


def _back(request: Request, action: Any, said: str, told: dict[str, Any]) -> HttpResponse:
    return done(request, action, back="registry:merge", back_args=(told["merge_id"],), said=said, **told)


def _label(found: Merge, name: str) -> str:
    model: Any = Person if found.kind == Merge.Kind.PERSON else Family
    return str(model._meta.get_field(name).verbose_name)


def _value(family: Family, name: str) -> str:
    if name in ("kk", "phone"):
        return mask(getattr(family, name)) or formats.NOTHING
    return str(getattr(family, name) or formats.NOTHING)


def _told(person: Person) -> dict[str, Any]:
    age = queries.age_on(born=person.birth_date, on=timezone.localdate())
    return {"person": person, "age": age, "relation": codes.word(codes.RELATION, person.relation)}
