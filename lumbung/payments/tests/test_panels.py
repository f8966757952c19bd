"""What payments shows elsewhere: a family's benefits, card and timeline, and what waits for whom."""

from datetime import date

import pytest

from lumbung.core import panels, waiting
from lumbung.payments import actions
from lumbung.payments.models import Card
from lumbung.payments.tests import factories
from lumbung.registry.models import Family
from lumbung.registry.tests import factories as registry

TODAY = date(2026, 11, 6)


@pytest.fixture
def people(db):
    return factories.staff()


@pytest.fixture
def draft(people):
    whom = factories.families(20)
    factories.cards(people["officer"])
    return factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))


@pytest.fixture
def family(draft):
    return Family.objects.get(pk=Card.objects.filter(status="active").first().family_id)


def shown(viewer, family) -> dict:
    return {panel.key: panel.context for panel in panels.panels_of("family", viewer=viewer, record=family)}


def titles(viewer, family) -> str:
    found = panels.timeline_of("family", viewer=viewer, record=family)
    return " · ".join(entry.title for entry in found if entry.system == "Pembayaran")


def todo(viewer) -> list[str]:
    return [task.title for task in waiting.tasks_of(viewer=viewer, today=TODAY) if task.menu == "cycles"]


def test_a_benefit_says_the_step_of_its_cycle_until_the_money_has_left(people, draft, family):
    assert shown(people["officer"], family)["benefits"]["lines"][0]["words"] == "Disusun"
    factories.released(people, draft)
    assert shown(people["officer"], family)["benefits"]["lines"][0]["words"] == "Belum dilaporkan"
    assert "PKH Rp600.000 dilepas ke penyalur" in titles(people["officer"], family)


def test_the_card_is_shown_with_its_two_wallets(people, draft, family):
    context = shown(people["officer"], family)["card"]
    assert [wallet.kind for wallet in context["wallets"]] == ["cash", "food"]
    assert context["card"].family_id == family.pk


def test_who_may_not_see_payments_sees_none(draft, family):
    operator = factories.person("desa", "village_operator", family.region_code)
    assert not {"benefits", "card"} & set(shown(operator, family))
    assert titles(operator, family) == ""


def test_each_step_waits_for_the_one_who_may_do_it_and_has_not_signed(people, draft):
    assert todo(people["officer"]) == ["Ajukan siklus PKH Tahap 4 2026"]
    assert todo(people["head"]) == []
    actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=factories.AT)
    assert todo(people["officer"]) == []
    assert todo(people["head"]) == ["Setujui siklus PKH Tahap 4 2026"]
    actions.approve_cycle(cycle_id=draft.pk, by=people["head"], at=factories.AT)
    assert todo(people["head"]) == []
    assert todo(people["treasurer"]) == ["Buat berkas bank untuk PKH Tahap 4 2026"]


def test_an_open_report_waits_until_nothing_is_unreported(people, draft):
    factories.released(people, draft)
    actions.write_files(cycle_id=draft.pk, by=people["officer"])
    assert todo(people["officer"]) == ["Unggah laporan bank untuk PKH Tahap 4 2026"]
    actions.simulate_answers(cycle_id=draft.pk, on=TODAY, by=people["officer"], settle=True)
    assert todo(people["officer"]) == ["Cocokkan dan tutup siklus PKH Tahap 4 2026"]


def test_aid_of_the_family_stands_on_the_timeline_of_each_of_its_people(people, draft, family):
    factories.released(people, draft)
    one = registry.person(family, "Sri", relation=3)
    for viewer, seen in (
        (people["officer"], True),
        (factories.person("desa", "shop_operator", family.region_code), False),
    ):
        found = panels.timeline_of("person", viewer=viewer, record=one)
        assert ("PKH Rp600.000 dilepas ke penyalur" in [entry.title for entry in found]) is seen
