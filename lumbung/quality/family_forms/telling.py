"""A form in words for its pages: blocks with progress, what the checks say, what changes from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.quality import workspace
from lumbung.quality.family_forms import answers, reading, resembling
from lumbung.quality.family_forms.answers import Changed, Filled, Said, in_words, question_label
from lumbung.quality.family_forms.blocks import BLOCKS, OWN, Block, block_of, blocks_of, subject_of
from lumbung.quality.family_forms.fields import BlockForm, condition_of, is_gone
from lumbung.quality.models import FamilyForm

STILL_EMPTY = "required_missing"
FIXED_ON_A_VISIT, FIXED_OF_THE_KNOWN = ("region_code", "kk"), ("nik",)


@dataclass(frozen=True)
class Section:
    """The family, or one member, with their blocks."""

    member: int
    title: str
    is_new: bool
    blocks: list[reading.Progress]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to ask."""
        return all(block.is_whole for block in self.blocks)


@dataclass(frozen=True)
class Asked:
    """One question as the page draws it: the field, when it is skipped, what the checks say, a conflict."""

    field: BoundField
    condition: str
    answers: str
    warnings: list[str]
    conflict: str


def sections(form: FamilyForm, said: Filled) -> list[Section]:
    """The family first, then everybody on the form."""
    steps = reading.progress(said)
    return [
        Section(
            number,
            name_of(form, said, number),
            bool(number) and not form.person_of(number),
            [step for step in steps if step.member == number],
        )
        for number in (0, *said.numbers())
    ]


def name_of(form: FamilyForm, said: Filled, member: int) -> str:
    """Who a section is about."""
    if member == 0:
        return _("Keluarga dan rumah")
    return said.of(member).get("name") or _("Anggota %(number)s") % {"number": member}


def fixed(form: FamilyForm, member: int) -> tuple[str, ...]:
    """Questions that a visit does not ask anew: numbers are corrected where their papers are compared."""
    if form.kind != FamilyForm.Kind.VISIT:
        return ()
    if member == 0:
        return FIXED_ON_A_VISIT
    return FIXED_OF_THE_KNOWN if form.person_of(member) else ()


def objections(form: FamilyForm, block: Block, member: int, *, viewer: Any) -> list[Said]:
    """What the checks say about one block, empty cells aside: a form under way has those."""
    said = reading.filled(form=form, viewer=viewer)
    question = workspace.question(by=viewer, village="", on=timezone.localdate())
    found = answers.said_of(said, member, question=question)
    given = said.of(member)
    return [one for one in found if one.field in block.questions and one.code != STILL_EMPTY and given.get(one.field)]


def page_of_block(
    form: FamilyForm, block: Block, member: int, *, viewer: Any, conflicts: Sequence[Any] = ()
) -> dict[str, Any]:
    """Everything that a block's page draws."""
    said = reading.filled(form=form, viewer=viewer)
    given = said.of(member)
    left_out = fixed(form, member)
    yours = {one.field: one.yours or "" for one in conflicts}
    drawn = BlockForm({**{name: value or "" for name, value in given.items()}, **yours}, block=block, fixed=left_out)
    found = objections(form, block, member, viewer=viewer)
    drawn.tell(_sentences(one for one in found if one.blocks))
    warned = _sentences(one for one in found if not one.blocks)
    on = timezone.localdate()
    looks_up = {"nik", "name", "kk"} & set(drawn.fields)
    known = resembling.known_of(form=form, said=said, member=member, viewer=viewer, on=on) if looks_up else []
    return {
        "form_": form,
        "part": block,
        "member": member,
        "who": name_of(form, said, member),
        "form": drawn,
        "questions": [_asked(drawn[name], warned.get(name, []), conflicts) for name in drawn.fields],
        "fixed": [
            (question_label(name), in_words(name, given.get(name))) for name in left_out if name in block.questions
        ],
        "known": known,
        "is_gone": is_gone(given) and block.name != "diri" and member > 0,
        "place_in_form": [one.name for one in blocks_of(block.of)].index(block.name) + 1,
        "blocks_in_form": len(blocks_of(block.of)),
        "api_url": reverse("api:save_family_form_answers", args=[form.pk]),
    }


def next_block(form: FamilyForm, member: int, name: str, *, viewer: Any) -> tuple[int, str] | None:
    """The block after this one: of the same subject, then of the first member; None where the overview is next."""
    names = [block.name for block in blocks_of(subject_of(member))]
    at = names.index(name) + 1
    gone = member and is_gone(reading.filled(form=form, viewer=viewer).of(member))
    return (member, names[at]) if at < len(names) and not gone else None


def changes_by_member(said: Filled) -> list[tuple[str, list[Changed]]]:
    """Old → new, the family's first, then each member's under their name."""
    grouped: dict[int, list[Changed]] = {}
    for change in answers.changes(said):
        if change.field not in OWN:
            grouped.setdefault(change.member, []).append(change)
    titles = {number: said.of(number).get("name") or str(number) for number in said.numbers()}
    return [(titles.get(number, _("Keluarga dan rumah")), found) for number, found in grouped.items()]


def by_block(form: FamilyForm, said: Filled, found: Sequence[Said]) -> list[dict[str, Any]]:
    """Findings with where to put them right."""
    told = []
    for one in found:
        block = next((block for block in BLOCKS if one.field in block.questions), None)
        if block is None or block_of(block.name) is None:
            continue
        member = one.member if block.of == "member" else 0
        told.append(
            {
                "who": name_of(form, said, member),
                "question": question_label(one.field),
                "sentence": one.sentence,
                "url": f"{reverse('quality:form_block', args=[form.pk, member, block.name])}#id_{one.field}",
            }
        )
    return told


def told_of_saving(saved: Any, member: int, *, viewer: Any) -> dict[str, Any]:
    """What was kept, where two people differ, and what the checks and the registry say about this member."""
    said = reading.filled(form=saved.form, viewer=viewer)
    on = timezone.localdate()
    found = answers.said_of(said, member, question=workspace.question(by=viewer, village="", on=on))
    known = resembling.known_of(form=saved.form, said=said, member=member, viewer=viewer, on=on)
    steps = [step for step in reading.progress(said) if step.member == member]
    typed = said.of(member)
    return {
        "version": saved.version,
        "kept": list(saved.kept),
        "conflicts": [
            {"field": one.field, "theirs": one.theirs or "", "sentence": conflict_sentence(one)}
            for one in saved.conflicts
        ],
        "said": [one for one in found if one.code != STILL_EMPTY and typed.get(one.field)],
        "known": [known_in_words(one) for one in known],
        "answered": sum(step.answered for step in steps),
        "asked": sum(step.asked for step in steps),
    }


def before_sending(form: FamilyForm, said: Filled, *, viewer: Any) -> dict[str, Any]:
    """What will be sent: what is new or changes, what still has to be put right, who is known already."""
    on = timezone.localdate()
    _looked, findings = answers.judged(said, question=workspace.question(by=viewer, village="", on=on))
    known = [
        one
        for member in (0, *said.numbers())
        for one in resembling.known_of(form=form, said=said, member=member, viewer=viewer, on=on)
    ]
    return {
        "changes": changes_by_member(said),
        "wrong": by_block(form, said, [one for one in findings if one.blocks]),
        "warned": by_block(form, said, [one for one in findings if not one.blocks]),
        "known": known,
        "may_send": not any(one.blocks for one in findings) and not any(one.blocks for one in known),
    }


def kept_beside(said: Filled) -> list[tuple[str, str]]:
    """What a sent form keeps for itself, since the registry has no column for it."""
    return [(question_label(name), in_words(name, said.family[name])) for name in OWN if said.family.get(name)]


def conflict_sentence(conflict: Any) -> str:
    """Who wrote what meanwhile, and what to do."""
    return _(
        "%(who)s sudah mengisi “%(theirs)s” setelah Anda membuka halaman ini. "
        "Isian Anda “%(yours)s” belum disimpan; simpan sekali lagi bila isian Anda yang benar."
    ) % {
        "who": conflict.who,
        "theirs": in_words(conflict.field, conflict.theirs),
        "yours": in_words(conflict.field, conflict.yours),
    }


def known_in_words(known: resembling.Known) -> dict[str, Any]:
    """Somebody of the registry, masked: name, age and village within reach, and never more than four digits."""
    person, family = known.person, known.family
    where = person.family if person else family
    return {
        "kind": known.kind,
        "blocks": known.blocks,
        "sentence": known.sentence,
        "name": person.name if person else (family.head_name if family else ""),
        "age": known.age,
        "village": getattr(person, "village", "") or formats.NOTHING,
        "family_id": where.pk if where else None,
        "url": reverse("registry:family", args=[where.pk]) if where else "",
    }


def _sentences(found: Any) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for one in found:
        told.setdefault(one.field, []).append(one.sentence)
    return told


def _asked(field: BoundField, warnings: list[str], conflicts: Sequence[Any]) -> Asked:
    condition, wanted = condition_of(field.name)
    conflict = next((conflict_sentence(one) for one in conflicts if one.field == field.name), "")
    return Asked(field, condition, wanted, warnings, conflict)
