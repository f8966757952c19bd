"""The assessment: answers to the kind's questions, photos, and what is needed by them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import evidence, states
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.wording import one_of
from lumbung.in_kind import kinds, queries, rules
from lumbung.in_kind.actions.common import at_step, locked, person_may, sentence
from lumbung.in_kind.kinds import NUMBER, Kind, Question
from lumbung.in_kind.models import Answer, Evidence, Need, Request

Status = Request.Status


class AnswersMissing(BadInput):
    """Every question of the instrument has its answer; a number lies within its limits."""

    message = _("Lengkapi dan periksa jawabannya. Angka ditulis bulat, dalam batas yang disebut.")


class EvidenceMissing(Refusal):
    """Somebody was there and photographed it."""

    message = _("Tambahkan dulu paling sedikit satu foto dari kunjungan asesmen.")


@transaction.atomic
def add_evidence(*, request_id: int, kind: str, content: bytes, by: Any) -> Evidence:
    """One more photo or scan, freed of place, time and telephone. The same picture again is the same record."""
    receipt = kind in (Evidence.Kind.FITTING, Evidence.Kind.RECEIPT)
    person_may(by=by, permission="in_kind.hand_over" if receipt else "in_kind.assess")
    [found] = locked(request_ids=[request_id], by=by)
    if receipt:
        at_step([found], Status.ALLOTTED, Status.FITTED, Status.HANDED)
    else:
        at_step([found], Status.ASKED, Status.ASSESSED)
    picture = evidence.keep(content)
    kept, _made = Evidence.objects.get_or_create(
        request=found,
        kind=one_of(Evidence.Kind, kind, field="kind"),
        ref=picture.ref,
        defaults={"region_code": found.region_code, "by": by, **vars(picture)},
    )
    return kept


@transaction.atomic
def assess(*, request_id: int, answers: Mapping[str, str], by: Any, on: date) -> Request:
    """Note what was seen and measured, and reckon what is needed: one device of a size, or material within the limit.

    The same answers of the same person again change nothing.
    """
    person_may(by=by, permission="in_kind.assess")
    [found] = locked(request_ids=[request_id], by=by)
    kind = kinds.find(found.kind)
    given = _given(kind, found.item, answers)
    if found.status == Status.ASSESSED and found.assessed_by_id == by.pk and given == _written(found):
        return found
    at_step([found], Status.ASKED)
    if not found.evidence.exists():
        raise EvidenceMissing(found)
    found.answers.all().delete()
    found.needs.all().delete()
    Answer.objects.bulk_create(
        Answer(request=found, region_code=found.region_code, question=name, value=value)
        for name, value in given.items()
    )
    size, rupiah = _reckon(found, kind, on)
    return states.move(found, Status.ASSESSED, assessed_by=by, assessed_on=on, size=size, rupiah=rupiah)


@transaction.atomic
def reopen(*, request_id: int, said: str, by: Any) -> Request:
    """Send it back for another assessment, with a sentence; nothing may be set aside yet."""
    person_may(by=by, permission="in_kind.approve")
    [found] = locked(request_ids=[request_id], by=by)
    at_step([found], Status.ASSESSED, Status.LISTED)
    told = sentence(said)
    return states.move(found, Status.ASKED, said=told, assessed_by=None, approved_by=None, approved_on=None)


def _given(kind: Kind, item: str, answers: Mapping[str, str]) -> dict[str, str]:
    found, wrong = {}, {}
    for question in kind.asked_of(item):
        value = str(answers.get(question.name, "")).strip()
        if not _fits(question, value):
            wrong[question.name] = str(AnswersMissing.message)
        found[question.name] = value
    if wrong:
        raise AnswersMissing(fields=wrong)
    return found


def _fits(question: Question, value: str) -> bool:
    if question.kind == NUMBER:
        return value.isascii() and value.isdigit() and len(value) < 6 and question.least <= int(value) <= question.most
    return value in question.choices


def _written(found: Request) -> dict[str, str]:
    return dict(found.answers.values_list("question", "value"))


def _reckon(found: Request, kind: Kind, on: date) -> tuple[int, int]:
    """Write the needs; returns the size and what the material costs. A size that nobody makes is zero."""
    p, row = kind.parameters.on(on), queries.judgement(request=found, on=on).row
    if not p.materials:
        item = kind.items[found.item]
        Need.objects.create(request=found, region_code=found.region_code, item=found.item, quantity=1)
        sizes = p.sizes.plain.get(found.item, [])
        return rules.size_of(row.get(item.size), sizes) or 0 if item.size else 0, 0
    stages = rules.bill(row, p)
    Need.objects.bulk_create(
        Need(
            request=found,
            region_code=found.region_code,
            stage=stage,
            item=item,
            quantity=quantity,
            price=p.prices.plain.get(item, 0),
        )
        for stage, items in stages.items()
        for item, quantity in items.items()
    )
    return 0, sum(rules.cost(items, p) for items in stages.values())
