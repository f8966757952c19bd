"""Pages of family forms: the list, one form with its blocks, a block, the summary before sending."""

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import files
from lumbung.core.refusals import NotFound, Refusal
from lumbung.core.views import Request, done, may
from lumbung.quality import actions, queries, tables
from lumbung.quality.family_forms import reading, telling
from lumbung.quality.family_forms.blocks import block_of, subject_of
from lumbung.quality.family_forms.fields import BlockForm, PlaceForm, VillageForm
from lumbung.quality.models import FamilyForm

FILL = "quality.fill_form"
PICTURE = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_http_methods(["GET", "POST"])
@may(FILL)
def forms(request: Request) -> HttpResponse:
    """Forms within reach, and where to begin a new one."""
    asked = VillageForm(request.POST if request.method == "POST" else None)
    if asked.is_bound and asked.is_valid():
        begun = actions.start_registration(by=request.user, region_code=asked.cleaned_data["region_code"].strip())
        return _to(begun, "tempat")
    table = tables.FORMS.page(request, reading.forms(viewer=request.user))
    context = {"table": table, "form": None if len(request.user.region_code) > 8 else asked}
    return table.export or render(request, "quality/family_forms.html", context)


@require_POST
@may(FILL)
def visit(request: Request, family_id: int) -> HttpResponse:
    """A form over what is known of a family."""
    return _to(actions.start_visit(family_id=family_id, by=request.user))


@require_GET
@may(FILL)
def form(request: Request, pk: int) -> HttpResponse:
    """One form: its blocks with their progress, and what was sent."""
    found = reading.form(viewer=request.user, form_id=pk)
    said = reading.filled(form=found, viewer=request.user)
    context = {
        "form_": found,
        "badge": tables.FORM_BADGES[found.status],
        "sections": telling.sections(found, said),
        "place": PlaceForm(initial={"latitude": found.latitude or "", "longitude": found.longitude or ""}),
        "is_open": found.status == FamilyForm.Status.OPEN,
        "asked_for": queries.pairs_in_the_field(viewer=request.user, family_id=found.family_id)
        if found.family_id
        else (),
        "may_see_batch": request.user.may("quality.view"),
        "kept": telling.kept_beside(said) if found.status == FamilyForm.Status.SENT else [],
    }
    return render(request, "quality/family_form.html", context)


@require_http_methods(["GET", "POST"])
@may(FILL)
def block(request: Request, pk: int, member: int, part: str) -> HttpResponse:
    """One block. A save without script keeps every answer of it, right or wrong, and says what to look at."""
    found = reading.form(viewer=request.user, form_id=pk)
    chosen = block_of(part)
    if chosen is None or chosen.of != subject_of(member) or (member and member not in found.numbers()):
        raise NotFound(part)
    if found.status != FamilyForm.Status.OPEN:
        return HttpResponseRedirect(reverse("quality:family_form", args=[pk]), status=303)
    fixed = telling.fixed(found, member)
    conflicts: tuple[actions.Conflict, ...] = ()
    if request.method == "POST":
        typed = BlockForm(request.POST, block=chosen, fixed=fixed).answers()
        seen = request.POST.get("seen", "")
        saved = actions.save_answers(
            form_id=pk,
            member=member,
            answers=typed,
            seen=int(seen) if seen.isdecimal() else 0,
            by=request.user,
            at=timezone.now(),
        )
        if not saved.conflicts:
            return _after(request, saved, member, part)
        found, conflicts = saved.form, saved.conflicts
    context = telling.page_of_block(found, chosen, member, viewer=request.user, conflicts=conflicts)
    return render(request, "quality/family_form_block.html", context, status=409 if conflicts else 200)


@require_POST
@may(FILL)
def add_member(request: Request, pk: int) -> HttpResponse:
    """One more person on the form."""
    number = actions.add_member(form_id=pk, by=request.user)
    return HttpResponseRedirect(reverse("quality:form_block", args=[pk, number, "diri"]), status=303)


@require_POST
@may(FILL)
def remove_member(request: Request, pk: int, member: int) -> HttpResponse:
    """A new person off the form again."""
    return _act(request, actions.remove_member, pk, _("Anggota %(n)s dihapus.") % {"n": member}, member=member)


@require_POST
@may(FILL)
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw the form away."""
    return _act(request, actions.discard_form, pk, _("Formulir ini dibuang; isinya dihapus."))


@require_POST
@may(FILL)
def place(request: Request, pk: int) -> HttpResponse:
    """Coordinates and a photo."""
    given = PlaceForm(request.POST, request.FILES)
    given.full_clean()
    photo = given.cleaned_data.get("photo")
    where = {name: given.cleaned_data.get(name, "") for name in ("latitude", "longitude")}
    shot: dict[str, Any] = {"photo": photo.read() if photo else b"", "at": timezone.now()}
    return _act(request, actions.keep_place, pk, _("Tempat dan foto tersimpan."), **shot, **where)


@require_GET
@may(FILL)
def photo(request: Request, pk: int) -> Any:
    """The photo of the house, to who may see the form."""
    found = reading.form(viewer=request.user, form_id=pk)
    kept = files.path(found.photo) if found.photo else None
    if kept is None or not kept.exists():
        raise NotFound(pk)
    return FileResponse(kept.open("rb"), content_type=PICTURE[kept.suffix])


@require_http_methods(["GET", "POST"])
@may(FILL)
def send(request: Request, pk: int) -> HttpResponse:
    """What will be sent: what is new, what changes from what to what, what still has to be put right; then yes."""
    found = reading.form(viewer=request.user, form_id=pk)
    if found.status != FamilyForm.Status.OPEN:
        return HttpResponseRedirect(reverse("quality:family_form", args=[pk]), status=303)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            actions.send_form(form_id=pk, by=request.user, at=timezone.now(), summary=request.POST.get("summary", ""))
        except Refusal as said_no:
            refusal = said_no
        else:
            return HttpResponseRedirect(reverse("quality:family_form", args=[pk]), status=303)
    said = reading.filled(form=found, viewer=request.user)
    context = {
        "form_": found,
        "refusal": refusal,
        "summary": actions.summary_of(said=said),
        **telling.before_sending(found, said, viewer=request.user),
    }
    return render(request, "quality/family_form_send.html", context, status=refusal.status if refusal else 200)


def _after(request: Request, saved: actions.Saved, member: int, name: str) -> HttpResponse:
    """Where saving leads: to the next block, or to the same one while something is wrong in it. What is only to be
    looked at keeps nobody who has seen it and changes nothing."""
    form, here = saved.form, block_of(name)
    said = telling.objections(form, here, member, viewer=request.user) if here else []
    if any(one.blocks for one in said) or (said and saved.changed):
        return _to_block(form, member, name)
    following = telling.next_block(form, member, name, viewer=request.user)
    return _to_block(form, *following) if following else _to(form)


def _act(request: Request, action: Any, pk: int, said: str, **kwargs: Any) -> HttpResponse:
    reading.form(viewer=request.user, form_id=pk)
    back: dict[str, Any] = {"back": "quality:family_form", "back_args": (pk,), "said": said}
    return done(request, action, form_id=pk, by=request.user, **back, **kwargs)


def _to(form: FamilyForm, block_name: str = "") -> HttpResponse:
    if block_name:
        return _to_block(form, 0, block_name)
    return HttpResponseRedirect(reverse("quality:family_form", args=[form.pk]), status=303)


def _to_block(form: FamilyForm, member: int, name: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("quality:form_block", args=[form.pk, member, name]), status=303)
