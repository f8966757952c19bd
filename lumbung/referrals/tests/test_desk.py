"""From a need to whoever can meet it, and back with what came of it."""

import datetime as dt

import pytest

from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.referrals import actions, queries, rules
from lumbung.referrals.models import Escalation, Need
from lumbung.referrals.tests.factories import DAY, VILLAGE, agreement, noted, referred
from lumbung.registry.tests import factories as registry

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=20)


def answer(who, referral, status, said="", by="answers", on=DAY):
    return actions.answer(referral_id=referral.pk, status=status, said=said, by=who[by], on=on)


def test_the_same_words_of_one_day_are_one_need(who):
    first = noted(who)
    assert noted(who).pk == first.pk
    assert noted(who, words="Tidak punya beras.").pk != first.pk
    assert (first.level, first.due_on) == ("regency", DAY + dt.timedelta(days=5))


def test_who_is_in_danger_waits_at_no_desk(who):
    assert noted(who, urgency="1").due_on == DAY


def test_a_person_of_the_registry_is_told_by_the_registry(who):
    person = registry.person(registry.family(VILLAGE), "Sumarni", birth_date=dt.date(1950, 1, 1))
    need = noted(who, by="village", person_id=person.pk, called="", age=None)
    assert (need.called, need.age, need.level) == ("Sumarni", 76, "village")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"called": ""}, actions.NobodyNamed),
        ({"sector": "sport"}, actions.NoSuchSector),
        ({"urgency": "9"}, actions.BadNeed),
        ({"region_code": "34.01"}, actions.OutsideTheRegion),
        ({"words": " "}, actions.SaySomething),
    ],
)
def test_an_incomplete_need_is_not_noted(who, wrong, refusal):
    with pytest.raises(refusal):
        noted(who, **wrong)


def test_a_referral_goes_out_is_answered_and_served_and_whoever_asked_reads_it(who, centre):
    need = noted(who, by="asks")
    sent = referred(who, need, centre, agreement=agreement())
    assert referred(who, need, centre).pk == sent.pk
    assert (sent.due_on, Need.objects.get().status) == (DAY + dt.timedelta(days=3), "referred")
    answer(who, sent, "accepted")
    served = answer(who, sent, "served", "Diperiksa dan diberi obat.", on=LATER)
    assert answer(who, sent, "served", "Diperiksa dan diberi obat.", on=LATER) == served
    need.refresh_from_db()
    assert (need.status, need.said) == ("solved", "Diperiksa dan diberi obat.")
    assert [one.pk for one in queries.results_for(viewer=who["asks"])] == [sent.pk]
    with pytest.raises(NotAllowed):
        actions.read_result(referral_id=sent.pk, by=who["desk"], on=LATER)
    actions.read_result(referral_id=sent.pk, by=who["asks"], on=LATER)
    assert not queries.results_for(viewer=who["asks"]).exists()


def test_a_refusal_says_why_and_the_need_waits_again(who, centre):
    sent = referred(who, noted(who), centre)
    with pytest.raises(actions.SaySomething):
        answer(who, sent, "refused")
    answer(who, sent, "refused", "Tidak ada dokter.", on=LATER)
    need = Need.objects.get()
    assert (need.status, need.due_on) == ("open", LATER + dt.timedelta(days=5))


def test_what_is_asked_for_is_added_and_the_days_begin_again(who, centre):
    sent = referred(who, noted(who), centre, agreement=agreement())
    answer(who, sent, "needs_more", "Apakah punya JKN?")
    given = actions.give_more(referral_id=sent.pk, said="JKN aktif.", by=who["desk"], on=LATER)
    assert (given.status, given.due_on) == ("sent", LATER + dt.timedelta(days=3))
    assert "JKN aktif." in dict(queries.disclosed(referral=given, on=LATER).parts)["Keluhan dan kebutuhan"]


def test_a_letters_reply_is_entered_with_its_number(who, centre):
    sent = referred(who, noted(who), centre)
    told = {"referral_id": sent.pk, "status": "accepted", "said": "", "by": who["desk"], "on": DAY}
    with pytest.raises(actions.LetterMissing):
        actions.enter_reply(letter="", **told)
    assert actions.enter_reply(letter="445/77/2026", **told).via == "letter"


def test_only_whoever_answers_for_a_place_answers(who, centre):
    sent = referred(who, noted(who), centre)
    with pytest.raises(NotFound):
        answer(who, sent, "accepted", by="other")
    with pytest.raises(NotAllowed):
        answer(who, sent, "accepted", by="desk")
    assert queries.received(viewer=who["answers"]).get().pk == sent.pk
    assert not queries.received(viewer=who["other"]).exists()


def test_a_place_is_asked_for_what_it_serves_while_it_is_open(who, centre):
    with pytest.raises(actions.NotInThatSector):
        referred(who, noted(who, sector="food"), centre)
    actions.set_institution_open(institution_id=centre.pk, is_open=False, by=who["desk"])
    with pytest.raises(actions.TakesNobody):
        referred(who, noted(who), centre)


def test_a_need_ends_when_nothing_of_it_is_under_way(who, centre):
    need = noted(who)
    sent = referred(who, need, centre)
    with pytest.raises(actions.StillUnderWay):
        actions.close_need(need_id=need.pk, said="Pindah.", by=who["desk"], on=DAY)
    actions.withdraw_referral(referral_id=sent.pk, said="Pindah.", by=who["desk"], on=DAY)
    closed = actions.close_need(need_id=need.pk, said="Pindah.", by=who["desk"], on=DAY)
    assert actions.close_need(need_id=need.pk, said="Pindah.", by=who["desk"], on=DAY) == closed


def test_a_need_rises_desk_by_desk_and_each_has_a_reason_and_a_limit(who):
    need = noted(who, by="village")
    told = {"need_id": need.pk, "reason": "Tidak ada dokter di desa.", "on": DAY}
    step = actions.escalate(by=who["village"], **told)
    need.refresh_from_db()
    assert (need.level, need.due_on, step.due_on) == ("regency", DAY + dt.timedelta(days=5), need.due_on)
    with pytest.raises(actions.BelongsAbove):
        actions.escalate(by=who["village"], **told)
    actions.escalate(by=who["desk"], **told)
    assert [one.to_level for one in queries.escalations(viewer=who["village"])] == ["province", "regency"]
    assert queries.waiting_at(viewer=who["province"], level="province").get().pk == need.pk


def test_the_night_reminds_once_a_day_and_proposes_what_waited_too_long(who, centre):
    late = referred(who, noted(who), centre)
    noted(who, words="Rumah bocor.", sector="housing")
    assert actions.remind(on=DAY, by=who["desk"]) == 0
    assert actions.remind(on=LATER, by=who["desk"]) == 3
    assert actions.remind(on=LATER, by=who["desk"]) == 0
    late.refresh_from_db()
    assert (late.reminders, late.reminded_on) == (1, LATER)
    first, second = queries.escalations(viewer=who["desk"])
    assert {first.to_level, second.to_level} == {"province"}
    stays = actions.decide_escalation(
        escalation_id=first.pk, agree=False, said="Tukang datang besok.", by=who["desk"], on=LATER
    )
    rises = actions.decide_escalation(escalation_id=second.pk, agree=True, by=who["desk"], on=LATER)
    assert (stays.status, rises.status) == (Escalation.Status.DECLINED, Escalation.Status.AGREED)
    assert Need.objects.get(pk=rises.need_id).level == "province"


def test_figures_tell_a_manager_what_was_answered_in_time(who, centre):
    answer(who, referred(who, noted(who), centre), "served", "Sembuh.")
    referred(who, noted(who, words="Demam."), centre)
    actions.solve_need(need_id=noted(who, words="Perlu surat.").pk, said="Dibuatkan.", by=who["desk"], on=DAY)
    told = queries.figures(viewer=who["head"], since=DAY, until=LATER)
    assert (told.needs, told.solved_here, told.sent, told.due, told.in_time) == (3, 1, 2, 2, 1)
    assert told.by_status == {"served": 1, "sent": 1}
    [line] = told.by_sector
    assert (line.key, line.needs, line.served) == ("health", 3, 1)
    assert len(told.by_region) == 1


def test_limits_are_dated_and_the_ministry_is_the_last_desk():
    p = rules.in_force(DAY)
    assert rules.next_level("ministry") is None
    assert rules.desk_due("ministry", "3", DAY, p) == DAY + dt.timedelta(days=14)
    assert rules.told_of_a_child(18, p) is None
    assert rules.told_of_a_child(None, p) == rules.told_of_a_child(17, p)


def test_the_directory_is_found_by_words_and_renewed_by_a_list(who, centre, tmp_path):
    actions.add_institution(
        entry=actions.Entry("Dukcapil Jateng", "Surat pindah", ["civil_registration"], region_code="33"),
        by=who["province"],
    )
    rows = ["nama,sektor,layanan,alamat", "Puskesmas Parakan,health|food,Berobat dan gizi,Parakan", "Bulog,food,Beras,"]
    path = tmp_path / "daftar.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    assert actions.import_directory(path=path, by=who["desk"]) == 2
    assert actions.import_directory(path=path, by=who["desk"]) == 2
    found = queries.institutions(viewer=who["village"], text="gizi parakan", sector="food")
    assert found.get().pk == centre.pk
    assert [one.name for one in queries.institutions(viewer=who["village"])] == [
        "Bulog", "Puskesmas Parakan", "Dukcapil Jateng",
    ]  # fmt: skip
    with pytest.raises(actions.NotOfThisPlace):
        actions.add_institution(entry=actions.Entry("X", "Y", ["food"], region_code="34"), by=who["desk"])
    path.write_text("nama,sektor,layanan\nX,olahraga,Y", encoding="utf-8")
    with pytest.raises(actions.BadDirectory, match="baris 2"):
        actions.import_directory(path=path, by=who["desk"])


@pytest.mark.parametrize("many", [20, 2_500])
def test_a_night_of_thousands_is_as_many_statements_as_one_of_twenty(who, many, django_assert_num_queries):
    told = {"region_code": VILLAGE, "level": "village", "channel": "phone", "words": "Lapar.", "sector": "food"}
    given = {"urgency": "2", "came_on": DAY, "due_on": DAY, **told}
    Need.objects.bulk_create([Need(called=f"Warga {number}", **given) for number in range(many)])
    with django_assert_num_queries(5):
        assert actions.remind(on=LATER, by=who["desk"]) == many
    assert Escalation.objects.count() == many
