"""Assessments: answers are kept as they come, danger opens one task, a signature is for good."""

import datetime as dt

import pytest
from django.db import InternalError, NotSupportedError, transaction
from django.db.utils import DatabaseError

from lumbung.cases import actions, queries
from lumbung.cases.models import Assessment, AssessmentAnswer, AssessmentScore, UrgentTask
from lumbung.cases.tests.factories import DAY, NOON, opened, secret
from lumbung.core.refusals import NotAllowed, NotFound

pytestmark = pytest.mark.django_db

CALM = {f"phq{at}": "0" for at in range(1, 10)}
LOW = {**CALM, "phq1": "3", "phq2": "3", "phq4": "2"}


def begun(who, case=None, instrument="phq9/1", **told):
    case = case or opened(who)
    return actions.begin_assessment(case_id=case.pk, instrument=instrument, by=who["worker"], on=DAY, at=NOON, **told)


def saved(who, draft, answers, *, by="worker", seen=0):
    return actions.save_answers(assessment_id=draft.pk, answers=answers, seen=seen, by=who[by], at=NOON)


def signed(who, case=None, answers=LOW, **told):
    given = {"instrument": "phq9/1", "on": DAY, **told}
    given |= {"at": NOON + (given["on"] - DAY)}
    return actions.record_assessment(case_id=(case or opened(who)).pk, answers=answers, by=who["worker"], **given)


def test_a_draft_is_found_again_with_its_answers_and_has_no_score(who):
    case = opened(who)
    draft = begun(who, case)
    saved(who, draft, {"phq1": "2"})
    assert begun(who, case) == draft
    assert queries.answers_of(assessment=draft) == {"phq1": "2"}
    assert not queries.scores_of(assessment=draft).exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        AssessmentScore.objects.create(case=case, assessment=draft, name="total", value=3, band="minimal")


def test_signing_makes_the_scores_once(who):
    done = signed(who)
    assert [(one.name, one.value, one.band) for one in queries.scores_of(assessment=done)] == [("total", 8, "mild")]
    assert actions.finish_assessment(assessment_id=done.pk, by=who["worker"], at=NOON) == done
    assert AssessmentScore.objects.count() == 1


def test_nobody_signs_what_is_not_answered(who):
    draft = begun(who)
    saved(who, draft, {"phq1": "2"})
    with pytest.raises(actions.AnswersMissing) as refused:
        actions.finish_assessment(assessment_id=draft.pk, by=who["worker"], at=NOON)
    assert sorted(refused.value.fields) == [f"phq{at}" for at in range(2, 10)]


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        (Assessment, {"on": dt.date(2020, 1, 1)}),
        (Assessment, {"status": "draft"}),
        (AssessmentAnswer, {"value": "0"}),
        (AssessmentScore, {"value": 0}),
    ],
)
def test_nothing_of_a_signed_assessment_changes_by_a_bulk_update(who, rows, change):
    signed(who)
    with pytest.raises((DatabaseError, InternalError, NotSupportedError)), transaction.atomic():
        rows.objects.update(**change)
    with pytest.raises((DatabaseError, InternalError, NotSupportedError)), transaction.atomic():
        rows.objects.all()._raw_delete("default")


def test_a_signed_assessment_takes_no_more_answers(who):
    done = signed(who)
    with pytest.raises(actions.AssessmentSigned):
        saved(who, done, {"phq1": "0"})
    with pytest.raises(DatabaseError), transaction.atomic():
        AssessmentAnswer.objects.create(
            case=done.case, assessment=done, question="phq10", value="1", version=9, by=who["worker"], at=NOON
        )


@pytest.mark.parametrize(
    ("instrument", "answer", "sign"),
    [
        ("phq9/1", {"phq9": "1"}, "self_harm"),
        ("komprehensif/1", {"violence": "yes"}, "violence"),
        ("komprehensif/1", {"trafficking": "yes"}, "trafficking"),
        ("komprehensif/1", {"safe_tonight": "no"}, "no_safe_place"),
    ],
)
def test_danger_opens_exactly_one_urgent_task_the_same_day_even_when_sent_twice(who, instrument, answer, sign):
    draft = begun(who, instrument=instrument)
    assert saved(who, draft, answer).signs == (sign,)
    saved(who, draft, answer)
    saved(who, draft, dict.fromkeys(answer, ""))
    saved(who, draft, answer)
    task = UrgentTask.objects.get(case=draft.case)
    assert task.cause == f"assessment:{draft.pk}:{sign}"
    assert task.due_at.astimezone(dt.timezone(dt.timedelta(hours=7))).date() == DAY


def test_no_danger_opens_nothing(who):
    saved(who, begun(who), {**CALM, "phq8": "3"})
    assert not UrgentTask.objects.exists()


def test_a_task_without_its_answer_or_an_answer_without_its_task_does_not_exist(who, monkeypatch):
    draft = begun(who)

    def broken(**_told):
        raise RuntimeError

    monkeypatch.setattr("lumbung.cases.actions.assessing.open_urgent_task", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        saved(who, draft, {"phq9": "2"})
    assert queries.answers_of(assessment=draft) == {}


def test_two_people_on_one_answer_are_told_of_each_other(who):
    draft = begun(who)
    saved(who, draft, {"phq1": "2"})
    [conflict] = saved(who, draft, {"phq1": "3"}, by="supervisor", seen=0).conflicts
    assert (conflict.question, conflict.theirs) == ("phq1", "2")
    assert saved(who, draft, {"phq1": "3"}, by="supervisor", seen=1).conflicts == ()


def test_an_answer_that_is_not_offered_or_names_a_number_is_refused(who):
    with pytest.raises(actions.NoSuchAnswer):
        saved(who, begun(who), {"phq1": "7"})
    with pytest.raises(actions.NoSuchAnswer):
        saved(who, begun(who, instrument="komprehensif/1"), {"own_words": "NIK 3323010101800001"})


def test_answers_lie_encrypted(who, django_db_blocker):
    draft = begun(who, instrument="komprehensif/1")
    saved(who, draft, {"own_words": "Sering dipukul"})
    stored = AssessmentAnswer.objects.extra(select={"raw": "value"}).values_list("raw", flat=True)
    assert "dipukul" not in stored[0]


def test_functioning_is_measured_once_a_moment(who):
    case, questions = opened(who), queries.on_shelf(key="fungsi_sosial/1").instrument.questions
    answers = {one.name: "2" for one in questions if one.answers and not one.optional}
    told = {"instrument": "fungsi_sosial/1", "answers": {**answers, "goal_1": "Jualan lagi"}}
    signed(who, case, moment="baseline", **told)
    with pytest.raises(actions.AlreadyMeasured):
        begun(who, case, "fungsi_sosial/1", moment="baseline")
    with pytest.raises(actions.MomentNeeded):
        begun(who, case, "fungsi_sosial/1")
    signed(who, case, moment="end", on=DAY + dt.timedelta(days=90), **told | {"answers": {**answers, "food": "4"}})
    [needs, *_rest] = queries.courses(viewer=who["worker"], case_id=case.pk, use="functioning")
    assert [(one.name, one.value) for one in needs.points] == [("Awal", 8), ("Akhir", 10)]


def test_nobody_is_measured_on_a_day_that_has_not_come(who):
    case = opened(who)
    with pytest.raises(actions.NotYetMeasured) as refused:
        actions.record_assessment(
            case_id=case.pk, instrument="phq9/1", answers=LOW, by=who["worker"], on=DAY + dt.timedelta(days=1), at=NOON
        )
    assert "on" in refused.value.fields
    assert not Assessment.objects.filter(case=case).exists()


def test_an_answer_that_is_no_longer_asked_does_not_count(who):
    case = opened(who)
    answers = {one.name: "1" for one in queries.on_shelf(key="wg_ss_enhanced/1").instrument.questions}
    draft = begun(who, case, "wg_ss_enhanced/1")
    saved(who, draft, {**answers, "anx_1": "1", "anx_3": "2", "dep_1": "5", "dep_3": ""})
    saved(who, draft, {"anx_1": "5"})
    done = actions.finish_assessment(assessment_id=draft.pk, by=who["worker"], at=NOON)
    assert queries.scores_of(assessment=done).get().value == 0


def test_a_secret_assessment_does_not_exist_for_others(who):
    case = secret(who)
    done = signed(who, case)
    assert queries.assessment(viewer=who["worker"], assessment_id=done.pk) == done
    with pytest.raises(NotFound):
        queries.assessment(viewer=who["colleague"], assessment_id=done.pk)
    assert queries.courses(viewer=who["colleague"], case_id=case.pk) == []
    with pytest.raises(NotFound):
        actions.begin_assessment(case_id=case.pk, instrument="gad7/1", by=who["colleague"], on=DAY, at=NOON)


def test_who_does_not_assess_begins_nothing(who):
    with pytest.raises(NotAllowed):
        actions.begin_assessment(case_id=opened(who).pk, instrument="phq9/1", by=who["operator"], on=DAY, at=NOON)


def test_a_case_that_becomes_secret_takes_its_signed_assessments_along(who):
    case = opened(who)
    signed(who, case)
    type(case).objects.filter(pk=case.pk).update(sensitive=True)
    for rows in (Assessment, AssessmentAnswer, AssessmentScore):
        assert set(rows.objects.values_list("sensitive", flat=True)) == {True}
