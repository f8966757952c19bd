"""Filling in a family form: begin, answer one question or a block, add and remove members, throw away, clear out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import files, states
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.quality.family_forms import reading
from lumbung.quality.family_forms.blocks import questions_of, subject_of
from lumbung.quality.models import FamilyForm, FormAnswer
from lumbung.regions.models import Region
from lumbung.registry import actions as registry
from lumbung.registry import identity
from lumbung.registry import queries as people
from lumbung.registry.models import Family

FILL = "quality.fill_form"
NATION = "0"
LONGEST = 2_000
FIXED_ON_A_VISIT = frozenset({"region_code", "kk"})
FIXED_OF_THE_KNOWN = frozenset({"nik"})


class FormClosed(Refusal):
    """The form was sent or thrown away."""

    message = _("Formulir ini sudah dikirim atau dibuang, jadi tidak bisa diubah lagi.")


class NoSuchQuestion(BadInput):
    """The answer belongs to no question of this form, or to one that is not asked anew on a visit."""

    message = _("Pertanyaan %(names)s tidak ada di bagian ini, atau tidak bisa diubah lewat kunjungan.")


class NoSuchMember(NotFound):
    """No member of that number stands on the form."""

    message = _("Anggota nomor %(number)s tidak ada di formulir ini.")


class KnownMemberStays(Refusal):
    """Somebody who is registered is not taken off a form; that they left is an answer."""

    message = _(
        "Orang yang sudah tercatat tidak bisa dihapus dari formulir. "
        "Bila ia meninggal atau pindah, isi pertanyaan Keberadaan."
    )


@dataclass(frozen=True)
class Conflict:
    """An answer that somebody else gave meanwhile; theirs stays until it is given again."""

    field: str
    theirs: str | None
    yours: str | None
    who: str


@dataclass(frozen=True)
class Saved:
    """What one saving did: the form's version now, the answers that are kept, those that are new, and where two
    people differ."""

    form: FamilyForm
    version: int
    kept: tuple[str, ...]
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


@transaction.atomic
def start_registration(*, by: Any, region_code: str = "") -> FamilyForm:
    """An empty form with one member, for a family that nobody has registered."""
    _allowed(by)
    begun = FamilyForm.objects.create(
        region_code=by.region_code or NATION,
        kind=FamilyForm.Kind.REGISTRATION,
        people=[FamilyForm.NEW],
        by_id=by.pk,
    )
    village = region_code or by.region_code
    if Region.objects.in_force().filter(pk=village, level=Region.Level.VILLAGE).exists() and by.reach.covers(village):
        _write(begun, 0, {"region_code": village}, by, begun.begun_at)
        _place(begun, village)
    return begun


@transaction.atomic
def start_visit(*, family_id: int, by: Any) -> FamilyForm:
    """A form over what is known of a family; one that is under way is found again. The opening is noted."""
    _allowed(by)
    family, _noted = registry.open_family(family_id=family_id, by=by, purpose=str(FamilyForm.Kind.VISIT.label))
    under_way = reading.forms(viewer=by).filter(family=family, status=FamilyForm.Status.OPEN).first()
    return under_way or _visit(family, by)


@transaction.atomic
def open_checks(*, family_ids: Iterable[int], by: Any) -> list[FamilyForm]:
    """A visit to each of these families for whoever works there; one that is under way serves as well."""
    under_way = reading.forms(viewer=by).filter(family__in=family_ids, status=FamilyForm.Status.OPEN)
    known = {form.family_id: form for form in under_way}
    families = Family.objects.visible_to(by).filter(pk__in=family_ids, status=Family.Status.ACTIVE).order_by("pk")
    return [known.get(family.pk) or _visit(family, by) for family in families]


def _visit(family: Family, by: Any) -> FamilyForm:
    return FamilyForm.objects.create(
        region_code=family.region_code,
        kind=FamilyForm.Kind.VISIT,
        family=family,
        people=[person.pk for person in people.members_of(viewer=by, family_id=family.pk)],
        by_id=by.pk,
    )


@transaction.atomic
def save_answers(*, form_id: int, member: int, answers: Mapping[str, str], seen: int, by: Any, at: datetime) -> Saved:
    """Keep answers as they were typed. `seen` is the form's version that the typist had before their eyes.

    An answer that somebody else has changed since stays theirs and is told as a conflict; all others are kept.
    Raises FormClosed, NoSuchMember and NoSuchQuestion.
    """
    form = locked(form_id=form_id, by=by)
    _refuse_unknown(form, member, answers)
    known = {name: answer for (of, name), answer in reading.answers_of(form=form).items() if of == member}
    shown = reading.filled(form=form, viewer=by).of(member)
    conflicts, changed = [], {}
    for name, typed in answers.items():
        value = typed.strip()[:LONGEST] or None
        there = known.get(name)
        if value == shown.get(name):
            continue
        if there and there.version > seen and there.by_id != by.pk:
            if value != there.former:
                conflicts.append(Conflict(name, there.value, value, str(there.by or _("Sistem"))))
            continue
        changed[name] = value
    if changed:
        form.version += 1
        form.save(update_fields=["version", "touched_at"])
        _write(form, member, changed, by, at, {name: shown.get(name) for name in changed})
        _place(form, changed.get("region_code"))
    if nik := changed.get("nik"):
        purpose = str(_("NIK diketik pada %(form)s") % {"form": form})
        registry.note_asked_beyond_reach(nik=identity.tidy_one(nik) or "", by=by, purpose=purpose)
    kept = tuple(answers.keys() - {one.field for one in conflicts})
    return Saved(form, form.version, kept, tuple(changed), tuple(conflicts))


@transaction.atomic
def add_member(*, form_id: int, by: Any) -> int:
    """One more person on the form; returns their number."""
    form = locked(form_id=form_id, by=by)
    form.people = [*form.people, FamilyForm.NEW]
    form.save(update_fields=["people", "touched_at"])
    return len(form.people)


@transaction.atomic
def remove_member(*, form_id: int, member: int, by: Any) -> FamilyForm:
    """Take a new person off the form again, with all answers about them."""
    form = locked(form_id=form_id, by=by)
    if member not in form.numbers():
        raise NoSuchMember(form, number=member)
    if form.person_of(member):
        raise KnownMemberStays(form)
    form.people[member - 1] = FamilyForm.REMOVED
    form.save(update_fields=["people", "touched_at"])
    form.answers.filter(member=member).delete()
    return form


@transaction.atomic
def discard_form(*, form_id: int, by: Any) -> FamilyForm:
    """Throw a form away; what was typed is gone at once."""
    form = locked(form_id=form_id, by=by)
    form.answers.all().delete()
    return _throw_away(form)


@transaction.atomic
def purge_forms(*, on: date, by: Any) -> int:
    """Throw away what nobody has touched for longer than forms are kept; returns how many forms."""
    _allowed(by)
    old = list(reading.old_forms(on=on, viewer=by).select_for_update(of=("self",)))
    FormAnswer.objects.filter(form__in=[form.pk for form in old]).delete()
    for form in old:
        _throw_away(form)
    return len(old)


def _throw_away(form: FamilyForm) -> FamilyForm:
    """Without answers, place and photo; the picture goes too, unless another form shows the same."""
    photo = form.photo
    thrown = states.move(form, FamilyForm.Status.DISCARDED, photo="", latitude=None, longitude=None)
    if photo and not FamilyForm.objects.filter(photo=photo).exists():
        transaction.on_commit(lambda: files.path(photo).unlink(missing_ok=True))
    return thrown


def locked(*, form_id: int, by: Any) -> FamilyForm:
    """An open form, held until the transaction ends; raises NotAllowed, NotFound, FormClosed."""
    _allowed(by)
    found = FamilyForm.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=form_id).first()
    if found is None:
        raise NotFound(form_id)
    if found.status != FamilyForm.Status.OPEN:
        raise FormClosed(found)
    return found


def _allowed(by: Any) -> None:
    if not by.may(FILL):
        raise NotAllowed(FILL)


def _refuse_unknown(form: FamilyForm, member: int, answers: Mapping[str, str]) -> None:
    if member and member not in form.numbers():
        raise NoSuchMember(form, number=member)
    unknown = set(answers) - questions_of(subject_of(member))
    if form.kind == FamilyForm.Kind.VISIT:
        fixed = FIXED_OF_THE_KNOWN if form.person_of(member) else FIXED_ON_A_VISIT if member == 0 else frozenset()
        unknown |= set(answers) & fixed
    if unknown:
        raise NoSuchQuestion(form, names=", ".join(sorted(unknown)))


def _write(
    form: FamilyForm,
    member: int,
    answers: Mapping[str, str | None],
    by: Any,
    at: datetime,
    former: Mapping[str, str | None] | None = None,
) -> None:
    FormAnswer.objects.bulk_create(
        [
            FormAnswer(
                region_code=form.region_code,
                form=form,
                member=member,
                field=name,
                value=value,
                former=(former or {}).get(name),
                version=form.version,
                by_id=by.pk,
                at=at,
            )
            for name, value in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["form", "member", "field"],
        update_fields=["value", "former", "version", "by", "at"],
    )


def _place(form: FamilyForm, village: str | None) -> None:
    """The form belongs to the village it is about as soon as that is known, and is seen by who reaches it."""
    known = Region.objects.in_force().filter(pk=village or "", level=Region.Level.VILLAGE).exists()
    if known and village and form.by is not None and form.by.reach.covers(village) and village != form.region_code:
        form.region_code = village
        form.save(update_fields=["region_code"])
        form.answers.update(region_code=village)
