"""One regency with something of everything in it, and the words that only its own people may read."""

import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from django.utils import timezone

from lumbung.childhood import actions as childhood
from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.formats import rupiah
from lumbung.districts.tests import factories as districts
from lumbung.exchange import actions as exchange
from lumbung.exchange import snap
from lumbung.exchange.snap import standin
from lumbung.exchange.tests import factories as exchanging
from lumbung.facilities import actions as facilities
from lumbung.facilities.tests import factories as houses
from lumbung.in_kind import actions as in_kind
from lumbung.in_kind.tests import factories as goods
from lumbung.outreach.tests import factories as outreach
from lumbung.payments import actions as payments
from lumbung.payments.models import Card, Line
from lumbung.payments.tests import factories as paying
from lumbung.programmes import actions as programmes
from lumbung.programmes.models import Care, Duty, Group, Run
from lumbung.programmes.tests import factories as programme
from lumbung.proposals import actions as proposals
from lumbung.proposals.tests import factories as proposing
from lumbung.quality import actions as quality
from lumbung.quality.models import MappingProfile
from lumbung.quality.tests import factories as importing
from lumbung.referrals import actions as referrals
from lumbung.referrals.tests import factories as referring
from lumbung.registry.models import Family
from lumbung.shops.tests import factories as shopping
from lumbung.staff.tests import factories as staff
from lumbung.targeting import actions as ranking
from lumbung.targeting.tests import factories as targeting

OWN, VILLAGE = "33.23", "33.23.01.2001"
OTHER, OTHER_VILLAGE = "33.24", "33.24.01.2001"
REACH = {
    "village_operator": ".01.2001",
    "facilitator": ".01",
    "shop_operator": ".01.2001",
    "cadre": ".01.2001",
}
NAMES = (
    "Zulaikhatun Qomariyah",
    "Baskorowati Ndaru",
    "Xaveriana Tlogopucang",
    "Wulanjariwati Sekarpinesti",
    "Ronggowarsinten Prabawati",
)
KK, NIKS, PHONE = "3323010101809771", ("3323014101809772", "3323010202159773"), "081255509774"
FILE_KK, FILE_NIK, SPOILT_NIK = "3323010303809776", "3323014303809777", "33230143038097781"


@dataclass
class World:
    """What is in the regency: its family, and every piece of text that betrays it."""

    family: Family
    betraying: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


def somebody(role: str, regency: str = OTHER) -> Any:
    """A person with a role in a regency, or in its first village where the role belongs to one."""
    return staff.user(role, regency + REACH.get(role, ""))


def regency(folder: Path) -> World:
    """A trained model, a family with members, decile, decision, card, and a cycle whose bank files were answered."""
    importing.regions()
    programme.region(VILLAGE)
    programme.region(OTHER_VILLAGE)
    _train(folder)
    world = World(_family())
    people = paying.staff()
    _decide()
    paying.cards(people["officer"])
    _pay(people)
    _pay_by_api(world.family, people)
    _keep_conditions()
    _import(folder, somebody("regency_verifier", OWN))
    _propose(world.family)
    _shop()
    _ask_at_home(world)
    _give_goods(world.family)
    _keep_a_house()
    _start_in_childhood(world.family)
    _refer(world.family)
    _care_near_home(world.family)
    _reach_out()
    _gather(world)
    return world


def _train(folder: Path) -> None:
    file, mapping = targeting.survey_file(folder)
    trainer, second = staff.user("programme_officer", ""), staff.user("programme_officer", "")
    version = ranking.train(file=file, mapping=mapping, by=trainer, on=programme.TODAY)
    ranking.activate(version_id=version.pk, by=second, on=programme.TODAY)


def _family() -> Family:
    grown, pupil = dict(programme.GROWN_UP, nik=NIKS[0]), dict(programme.PUPIL, nik=NIKS[1])
    made = programme.family(grown, pupil, region_code=VILLAGE, kk=KK)
    for person, name in zip(made.members.order_by("pk"), NAMES, strict=False):
        person.name, person.mother_name = name, NAMES[2]
        person.save(update_fields=["name", "mother_name"])
    made.head_name, made.phone = NAMES[0], PHONE
    made.save(update_fields=["head_name", "phone"])
    made.dwelling.address, made.dwelling.hamlet = "Jalan Lumbungwangi 77", "Dusun Kertosaridalem"
    made.dwelling.save(update_fields=["address", "hamlet"])
    return made


def _import(folder: Path, by: Any) -> None:
    """A file with a good row, a person who is known already, and a row that is set aside."""
    rows = [
        importing.person(0, nama=NAMES[3], nomor_kk=FILE_KK, nik=FILE_NIK),
        importing.person(1, nama=NAMES[3], nomor_kk=FILE_KK, nik=NIKS[0]),
        importing.person(2, nama=NAMES[4], nomor_kk=FILE_KK, nik=SPOILT_NIK),
    ]
    batch = importing.take_in(importing.file_of(folder, *rows, name="Kertosaridalem.csv"), by=by)
    quality.find_exact_duplicates(batch_id=batch.pk)
    _import_foreign(folder, rows[0], by)


def _import_foreign(folder: Path, row: dict[str, str], by: Any) -> None:
    """A file whose columns wait to be placed, and a profile of the regency."""
    headings = {"nama": "Nama Warga", "nik": "NIK Warga", "kode_wilayah": "Kode Desa", "tgl_lahir": "Tgl Lhr"}
    path = importing.file_of(folder, {headings.get(key, key): cell for key, cell in row.items()}, name="Ndaru.csv")
    waiting = quality.preview_file(path=path, name="Kertosaridalem-2.csv", by=by, asked=True, queued=False)
    MappingProfile.objects.create(
        name="Profil Kertosaridalem", scope_code=OWN, header=waiting.header, columns={}, made_by=by
    )


def _propose(family: Family) -> None:
    """A resignation that has left its mark, a data update at the ministry, and a meeting with a decision."""
    who = proposing.people(OWN)
    told = {"statement": "Atap rumah di Dusun Kertosaridalem bocor.", "told_by": NAMES[2]}
    proposing.at_step("reranking", who, kind="resignation", of=family, **told)
    proposing.at_step("deciding", who, kind="update", of=family, **told)
    proposing.at_step("deliberating", who, kind="objection", of=family, **told)
    meeting = proposing.prepared_meeting(who["operator"], attendees=1)
    decisions = {meeting.agenda.get().pk: proposals.Said("refused", "other", "Kertosaridalem bukan miskin.")}
    proposals.decide_items(meeting_id=meeting.pk, decisions=decisions, by=who["operator"])


def _shop() -> None:
    """A shop with a price, a purchase, a voucher that two shops claim, a settlement, and signals."""
    shopping.everything(shopping.people(OWN), name="Warung Kertosaridalem", owner_name=NAMES[4], account_name=NAMES[4])


def _ask_at_home(world: World) -> None:
    """A registration and a visit under way, and what the standing audit found."""
    operator = somebody("village_operator", OWN)
    begun = quality.start_registration(by=operator)
    given = {"name": NAMES[3], "nik": FILE_NIK, "mother_name": NAMES[4]}
    asked = {"form_id": begun.pk, "seen": 0, "by": operator, "at": timezone.now()}
    quality.save_answers(member=1, answers=given, **asked)
    quality.save_answers(member=0, answers={"kk": FILE_KK, "address": "Jalan Lumbungwangi 78"}, **asked)
    quality.start_visit(family_id=world.family.pk, by=operator)
    programmes.look_at_regency(regency=OWN, on=programme.TODAY)


def _give_goods(family: Family) -> None:
    """A wheelchair that is set aside, a lot in the regency's store, and a correction that waits."""
    who = goods.people(OWN)
    told = {"statement": "Tidak bisa keluar dari Dusun Kertosaridalem.", "told_by": NAMES[2]}
    goods.handed(who, goods.fitted(who, goods.allotted(who, of=family, **told)), receiver=NAMES[0])
    lot = goods.stocked(who, "kruk", quantity=3, store="Gudang Kertosaridalem", note="SJ-2")
    in_kind.ask_correction(lot_id=lot.pk, difference=-1, reason="Patah.", by=who["officer"], on=goods.DAY)


def _keep_a_house() -> None:
    """A shelter with a resident, somebody who waits, an extension, a booking and a certificate."""
    who = houses.people(OWN)
    shelter = houses.shelter(who, name="Rumah Kertosaridalem", beds=1)
    stay = houses.admitted(who, shelter, NAMES[0], stay_type="short", reason="Pergi dari Dusun Kertosaridalem.")
    houses.a_day(who, shelter, stay, called=NAMES[1])
    facilities.ask_extension(stay_id=stay.pk, said="Kertosaridalem belum aman.", by=who["carer"], on=houses.DAY)


def _refer(family: Family) -> None:
    """A need that was referred with consent and answered, one that waits too long, and who serves the regency."""
    who = referring.people(OWN)
    place = referring.health_centre(who, name="Puskesmas Kertosaridalem")
    told = {"person_id": family.members.earliest("pk").pk, "words": "Sesak napas di Kertosaridalem."}
    need = referring.noted(who, **told)
    sent = referring.referred(who, need, place, agreement=referring.agreement(given_by=NAMES[0]))
    answer = {"status": "needs_more", "said": "Kartu di Kertosaridalem?", "on": referring.DAY}
    referrals.answer(referral_id=sent.pk, by=who["answers"], **answer)
    referring.noted(who, words="Perlu beras.", sector="food", called=NAMES[1])
    referrals.remind(on=referring.DAY + dt.timedelta(days=30), by=SYSTEM)


def _care_near_home(family: Family) -> None:
    """A care year with an objection, a hot day with a call and a visit, a harvest, a learner with start-up aid."""
    districts.everything(districts.people(OWN), family.members.order_by("pk")[0], "Kertosaridalem")


def _reach_out() -> None:
    """A person with a cadre, a visit, a group, a workshop and a mobile day."""
    outreach.everything(outreach.people(OWN), called=NAMES[0], cadre=NAMES[4], place="Dusun Kertosaridalem")


def _start_in_childhood(family: Family) -> None:
    """A list with a candidate, a child in Dream Start with a review, and a report of abuse."""
    worker, supervisor = somebody("social_worker", OWN), somebody("case_supervisor", OWN)
    pupil = family.members.exclude(relation=1).earliest("pk")
    pupil.d_sight = 2
    pupil.save(update_fields=["d_sight"])
    childhood.discover(region_code=OWN, by=worker, on=timezone.localdate())
    start = childhood.enter(
        person_id=pupil.pk, need="Sering sakit di Dusun Kertosaridalem.", by=worker, on=timezone.localdate()
    )
    review = start.reviews.get()
    told = {"goals": "Sekolah di Kertosaridalem.", "risk": "low", "verdict": "go_on", "on": timezone.localdate()}
    childhood.write_review(review_id=review.pk, by=worker, **told)
    report = childhood.Told(happened="Dipukul di Dusun Kertosaridalem.", kinds=["physical"], person_id=pupil.pk)
    childhood.take_report(told=report, by=supervisor, at=timezone.now())


def _keep_conditions() -> None:
    """A month of conditions, a group with a meeting, a sanction, and a family on its way out."""
    facilitator = somebody("facilitator", OWN)
    on = dt.date(2026, 4, 10)
    for month in (1, 2, 3):
        programmes.list_duties(month=dt.date(2026, month, 1), by=SYSTEM)
    owed = Duty.objects.filter(condition="school")
    owed.update(effective_days=20, present_days=9, sick_days=0)
    Duty.objects.exclude(condition="school").update(kept=False)
    programmes.verify_quarter(quarter="2026-Q1", on=on, by=SYSTEM)
    programmes.give_care(region_code=facilitator.region_code, facilitator=facilitator.username, by=SYSTEM, on=on)
    for village in Care.objects.values_list("region_code", flat=True).distinct():
        programmes.form_groups(village=village, facilitator=facilitator.username, by=SYSTEM, on=on)
    for group in Group.objects.all():
        programmes.plan_session(group_id=group.pk, module="health", on=on, by=SYSTEM)
    for care in Care.objects.all()[:1]:
        told = {"route": "village", "minutes": "BA Kertosaridalem 4", "minutes_on": on}
        programmes.propose_departure(family_id=care.family_id, by=facilitator, on=on, **told)


def _decide() -> Run:
    run = programmes.start_run(kind="pkh", on=programme.TODAY, region_code=OWN, by=SYSTEM, queued=False)
    jobs.run(run.job_id)
    scenario = programmes.start_scenario(
        run_id=run.pk, name="sepuluh", changes={"max_decile": 10}, by=SYSTEM, queued=False
    )
    jobs.run(scenario.job_id)
    return Run.objects.get(pk=run.pk)


def _pay(people: dict[str, Any]) -> None:
    run = Run.objects.latest("pk")
    money = paying.fund(people["treasurer"], name="Dana Kertosaridalem")
    cycle = programmes.prepare_cycle(run_id=run.pk, period="2026-Q1", fund_id=money.pk, by=people["officer"])
    paying.released(people, cycle)
    payments.write_files(cycle_id=cycle.pk, by=people["treasurer"])
    payments.simulate_answers(cycle_id=cycle.pk, on=dt.date(2026, 11, 3), by=people["treasurer"], settle=True)


def _pay_by_api(family: Family, people: dict[str, Any]) -> None:
    """A payout through a bank's API, a sample of what it paid with an answer, and a partner with a batch."""
    card = Card.objects.filter(family=family).first()
    if card is None:  # the simulated banks open no account for a few
        return
    money = paying.fund(people["treasurer"], name="Dana Kertosaridalem 2")
    whom = pl.DataFrame({"family_id": [family.pk]})
    cycle = paying.released(people, paying.cycle(people, paying.entitled(whom), money, stage="Kertosaridalem"))
    with standin.serving() as (_books, door), snap.answering_at(card.bank, door):
        begun = exchange.start_payout(cycle_id=cycle.pk, channel=card.bank, by=people["treasurer"], queued=False)
        exchange.pay_out(payout_id=begun.pk, by=people["treasurer"])
    drawn = {"margin_bp": 500, "confidence_bp": 9_500, "seed": "Kertosaridalem", "way": "visit", "on": paying.ON}
    sample = payments.draw_sample(cycle_id=cycle.pk, by=people["officer"], **drawn)
    entry = sample.entries.get()
    told = {"received": "no", "said": "Belum sampai ke Kertosaridalem.", "on": paying.ON}
    payments.answer_entry(entry_id=entry.pk, by=somebody("facilitator", OWN), **told)
    asked = {"source_bb": exchanging.SOURCE, "key": "kertosaridalem", "fund_id": money.pk, "on": timezone.localdate()}
    made = exchange.register_partner(name="Badan Kertosaridalem", by=somebody("administrator", OWN), **asked)
    exchange.take_call(
        operation="bulk-payment",
        raw=json.dumps(exchanging.batch({exchanging.own(family.pk): 70_000})).encode(),
        by=made.account,
        on=timezone.localdate(),
    )
    _give_vouchers(made)


def _give_vouchers(partner: Any) -> None:
    """A voucher of the partner's fund, agreed by a second administrator."""
    second = paying.person("second-administrator.kertosaridalem", "administrator", OWN)
    exchange.agree_vouchers(partner_id=partner.pk, limit=90_000, days=30, by=second)
    exchange.take_voucher_call(
        operation="voucher_preactivation",
        raw=json.dumps(exchanging.voucher("81000")).encode(),
        request="0b7f6f0e-5d2c-4f35-8f0e-6c1f4f1d0a11",
        by=partner.account,
        on=timezone.localdate(),
    )


def _gather(world: World) -> None:
    """Names, places, and numbers both whole and as the screens mask them."""
    cards = [card.number for card in Card.objects.all()]
    world.numbers = {KK, PHONE, *NIKS, FILE_KK, FILE_NIK, SPOILT_NIK, *cards}
    amounts = {rupiah(amount) for amount in Line.objects.values_list("amount", flat=True)}
    world.betraying = {
        *NAMES,
        "Lumbungwangi",
        "Kertosaridalem",
        *world.numbers,
        *(f"••••{number[-4:]}" for number in world.numbers),
        *amounts,
        f'href="/keluarga/{world.family.pk}/"',
    }
