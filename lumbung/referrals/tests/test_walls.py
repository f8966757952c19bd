"""What is told to whom: consent, the exception of the law, and the wall around what only some may know."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.agreeing import NoSuchRelation, NoSuchSign
from lumbung.core.models import AuditEvent
from lumbung.referrals import actions, queries
from lumbung.referrals.models import Consent, Escalation, Need, Referral
from lumbung.referrals.tests.factories import DAY, agreement, noted, referred

pytestmark = pytest.mark.django_db


def told(referral, on=DAY):
    return dict(queries.disclosed(referral=referral, on=on).parts)


def test_the_page_of_whoever_answers_tells_no_more_than_consent_covers(who, centre, client):
    sent = referred(who, noted(who), centre, service="Tes HIV")
    client.force_login(who["answers"])
    for covered in (False, True):
        pages = [client.get(f"/meja-rujukan/masuk/{path}").content.decode() for path in ("", f"{sent.pk}/")]
        program = client.get("/api/v1/referrals/received").content.decode()
        assert ["Tes HIV" in page for page in (*pages, program)] == [False, covered, covered]
        assert "Mbah Darmo" not in "".join((*pages, program))
        if not covered:
            actions.record_consent(referral_id=sent.pk, agreement=agreement("need"), by=who["desk"], on=DAY)


def test_without_consent_nothing_is_told_but_that_somebody_comes(who, centre):
    sent = referred(who, noted(who), centre)
    assert queries.disclosed(referral=sent, on=DAY).is_bare
    consent = actions.record_consent(referral_id=sent.pk, agreement=agreement("name", "need"), by=who["desk"], on=DAY)
    assert list(told(sent)) == ["Nama", "Keluhan dan kebutuhan"]
    with pytest.raises(actions.AlreadyAgreed):
        actions.record_consent(referral_id=sent.pk, agreement=agreement("name"), by=who["desk"], on=DAY)
    gone = actions.withdraw_consent(consent_id=consent.pk, said="Berubah pikiran.", by=who["desk"], on=DAY)
    assert (gone.withdrawn_on, told(sent)) == (DAY, {})


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"given_by": ""}, actions.NobodyAgreed),
        ({"sign": "thumb"}, actions.WitnessMissing),
        ({"sign": "nod"}, NoSuchSign),
        ({"relation": "neighbour"}, NoSuchRelation),
        ({"parts": ()}, actions.AgreedToNothing),
    ],
)
def test_an_agreement_is_complete(who, centre, wrong, refusal):
    sent = referred(who, noted(who), centre)
    given = {"given_by": "Darmo", "relation": "self", "sign": "signature", "parts": ("name",), **wrong}
    with pytest.raises(refusal):
        actions.record_consent(referral_id=sent.pk, agreement=actions.Agreement(**given), by=who["desk"], on=DAY)


def test_a_child_in_danger_is_told_of_by_law_and_a_grown_up_is_not(who, centre):
    child = noted(who, called="Rani", age=12, topic="child", urgency="1")
    sent = referred(who, child, centre, ground_said="Dipukul, pelakunya serumah.")
    found = queries.disclosed(referral=sent, on=DAY)
    assert (found.ground, list(told(sent))) == ("law", ["Nama", "Umur", "Alamat", "Keluhan dan kebutuhan"])
    with pytest.raises(actions.NoChild):
        referred(who, noted(who, age=18), centre, ground_said="Dipukul.")


def test_a_secret_need_exists_for_its_readers_and_whoever_answers_sees_the_referral_only(who, centre):
    need = noted(who, topic="trafficking", called="Mawar")
    sent = referred(who, need, centre, agreement=agreement("need"))
    everything = (Need, Referral, Consent)
    for name, seen in (("desk", (1, 1, 1)), ("second", (0, 0, 0)), ("auditor", (0, 0, 0)), ("answers", (0, 1, 0))):
        with acting(who[name]):
            assert tuple(model.objects.count() for model in everything) == seen, name
            visible = tuple(model.objects.visible_to(who[name]).count() for model in everything)
            assert visible == seen, name
    with acting(who["answers"]):
        assert list(told(sent)) == ["Keluhan dan kebutuhan"]
        actions.answer(referral_id=sent.pk, status="served", said="Didampingi.", by=who["answers"], on=DAY)
    with acting(SYSTEM):
        assert Need.objects.get().status == "solved"


def test_nothing_of_a_secret_is_in_counts_or_in_the_common_trail(who, centre):
    need = noted(who, topic="hiv", called="Mawar")
    referred(who, need, centre, agreement=agreement("need"))
    actions.escalate(need_id=need.pk, reason="Perlu rumah sakit.", by=who["desk"], on=DAY)
    told = queries.figures(viewer=who["head"], since=DAY, until=DAY)
    assert (told.needs, told.sent) == (0, 0)
    for name in ("auditor", "head"):
        with acting(who[name]):
            rows = AuditEvent.objects.visible_to(who[name]).filter(table_name__startswith="referrals_")
            assert set(rows.values_list("table_name", flat=True)) <= {"referrals_institution"}


def test_the_desk_above_reads_what_rises_to_it_and_new_readers_read_everything(who, centre):
    need = noted(who, topic="violence", called="Mawar")
    referred(who, need, centre)
    with acting(who["province"]):
        assert not Need.objects.exists()
    actions.escalate(need_id=need.pk, reason="Perlu rumah aman.", by=who["desk"], on=DAY)
    with acting(who["province"]):
        assert (Need.objects.count(), Referral.objects.count(), Escalation.objects.count()) == (1, 1, 1)
    actions.set_readers(need_id=need.pk, readers=[who["second"].pk], by=who["desk"])
    with acting(who["second"]):
        assert (Need.objects.count(), Referral.objects.count(), Escalation.objects.count()) == (1, 1, 1)
    with acting(who["province"]):
        assert not Escalation.objects.exists()
    with pytest.raises(actions.BadNeed):
        actions.set_readers(need_id=need.pk, readers=None, by=who["desk"])


def test_whoever_no_longer_answers_for_a_place_no_longer_reads(who, centre):
    sent = referred(who, noted(who, topic="hiv"), centre)
    told = {name: getattr(centre, name) for name in ("name", "services", "sectors", "region_code")}
    entry = actions.Entry(**told, answerers=(who["other"].username,))
    actions.change_institution(institution_id=centre.pk, entry=entry, by=who["second"])
    for name, seen in (("answers", False), ("other", True), ("second", False)):
        with acting(who[name]):
            assert Referral.objects.filter(pk=sent.pk).exists() == seen, name


def test_the_database_refuses_what_a_program_forgets(who, centre):
    need = noted(who)
    sent = referred(who, need, centre)
    wrong = [
        (Need, need.pk, {"level": "ministry"}, "rises by an escalation"),
        (Need, need.pk, {"topic": "hiv"}, "sensitive_need_has_readers"),
        (Referral, sent.pk, {"status": "served"}, "an_answer_is_somebodys|a_service_has_a_result"),
        (Referral, sent.pk, {"status": "served", "answered_by": who["desk"], "answered_on": DAY, "result": "x",
                             "served_on": DAY, "via": "screen"}, "nobody_answers_themselves"),
    ]  # fmt: skip
    for model, pk, told, message in wrong:
        with pytest.raises(DatabaseError, match=message), transaction.atomic():
            model.objects.filter(pk=pk).update(**told)
    with pytest.raises(DatabaseError, match="one_level_at_a_time"), transaction.atomic():
        Escalation.objects.create(
            need=need, from_level="village", to_level="ministry", reason="x", proposed_on=DAY + dt.timedelta(days=1)
        )
