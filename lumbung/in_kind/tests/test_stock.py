"""The stock: what came, what is set aside, what left; never below zero, and corrected by two persons only."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from lumbung.in_kind import actions, queries
from lumbung.in_kind.models import Allotment, Lot, Movement, Request
from lumbung.in_kind.tests import factories
from lumbung.in_kind.tests.factories import DAY

pytestmark = pytest.mark.django_db


def move(lot, kind, quantity, reference="x"):
    told = {"region_code": lot.region_code, "lot": lot, "kind": kind, "quantity": quantity, "on": DAY}
    return Movement.objects.create(reference=reference, **told)


def test_the_database_never_lets_stock_fall_below_zero(who):
    lot = factories.stocked(who, "kruk", quantity=3)
    for kind, quantity in (("lost", 4), ("reserved", 4), ("freed", 1), ("issued", 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            move(lot, kind, quantity)
    with pytest.raises(DatabaseError, match="stock changes by movements only"), transaction.atomic():
        Lot.objects.update(on_hand=99)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Movement.objects.all().delete()


def test_a_numbered_piece_exists_once(who):
    lot = factories.stocked(who, size=400, serial="KR-7")
    with pytest.raises(IntegrityError), transaction.atomic():
        move(lot, "received", 1)
    with pytest.raises(actions.BadDelivery):
        factories.stocked(who, quantity=2, serial="KR-8")
    with pytest.raises(actions.BadDelivery):
        factories.stocked(who, quantity=1)


def test_a_correction_is_agreed_to_by_another_person(who):
    lot = factories.stocked(who, "kruk", quantity=10)
    told = {"lot_id": lot.pk, "difference": -2, "reason": "Dua patah.", "on": DAY}
    asked = actions.ask_correction(by=who["officer"], **told)
    assert actions.ask_correction(by=who["officer"], **told) == asked
    with pytest.raises(actions.CorrectionWaits):
        actions.ask_correction(by=who["storekeeper"], **told)
    with pytest.raises(IntegrityError, match="correction_by_two_persons"), transaction.atomic():
        type(asked).objects.filter(pk=asked.pk).update(status="agreed", decided_by=who["officer"], decided_on=DAY)
    for _twice in range(2):
        actions.decide_correction(correction_id=asked.pk, agree=True, by=who["head"], on=DAY)
    lot.refresh_from_db()
    assert lot.on_hand == 8
    with pytest.raises(actions.CorrectionBelowStock):
        actions.ask_correction(by=who["officer"], **{**told, "difference": -9})


def test_a_list_of_goods_comes_in_once(who, tmp_path):
    path = tmp_path / "kiriman.csv"
    path.write_text("Barang;Ukuran;Pemasok;Nomor Seri;Jumlah\nkursi_roda;400;CV Roda;A1;1\nkruk;;CV Roda;;20\n")
    told = {"path": path, "region_code": "33.23", "store": "Gudang", "kind": "alat_bantu", "by": who["storekeeper"]}
    assert [actions.import_stock(on=DAY, **told) for _twice in range(2)] == [2, 0]
    assert [(one.item, one.size, one.free) for one in queries.shelves(viewer=who["head"])] == [
        ("kruk", 0, 20), ("kursi_roda", 400, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("barang,jumlah\nkruk,1\n", "pemasok"),
        ("barang,pemasok,jumlah\nkruk,CV,0\nperahu,CV,1\n", "2, 3"),
        ("barang,pemasok,jumlah,nomor_seri\nkursi_roda,CV,1,S1\nkursi_roda,CV,1,S1\n", "2, 3"),
        ("barang,pemasok,jumlah,nomor_seri\nkursi_roda,CV,1,3323010101809771\n", "2"),
        ("", "CSV atau XLSX"),
    ],
    ids=["no column", "wrong lines", "twice the number", "an identity number", "nothing"],
)
def test_a_list_that_does_not_fit_is_refused_whole(who, tmp_path, text, told):
    path = tmp_path / "kiriman.csv"
    path.write_text(text)
    with pytest.raises(actions.BadStockFile, match=told):
        actions.import_stock(
            path=path, region_code="33.23", store="Gudang", kind="alat_bantu", by=who["storekeeper"], on=DAY
        )
    assert not Lot.objects.exists()


@pytest.mark.parametrize("size", [20, 2_500])
def test_goods_are_set_aside_by_place_for_few_and_for_many(who, size, tmp_path, django_assert_max_num_queries):
    ids = factories.many(size, who)
    path = tmp_path / "kruk.csv"
    served = size * 3 // 5
    lines = [f"kruk,CV Jalan,{served // 4},P{n}" for n in range(4)]
    path.write_text("barang,pemasok,jumlah,partai\n" + "\n".join(lines) + "\n")
    actions.import_stock(path=path, region_code="33.23", store="Gudang", kind="alat_bantu", by=who["officer"], on=DAY)
    listed = queries.waiting_list(viewer=who["officer"], kind="alat_bantu", on=DAY)
    with django_assert_max_num_queries(60):
        done = actions.allot(kind="alat_bantu", region_code="33.23", by=who["officer"], on=DAY)
    assert (len(done.done), done.waiting) == (served, size - served)
    assert set(done.done) == set(listed.sort("place")["request_id"].to_list()[:served])
    assert sum(Lot.objects.values_list("reserved", flat=True)) == served
    assert Allotment.objects.count() == served
    assert Request.objects.filter(status="allotted", place__isnull=False, pk__in=ids).count() == served


def test_nobody_further_down_overtakes_who_waits_for_the_same_goods(who):
    first = factories.listed(who)
    second = factories.listed(who, answers={**factories.SEATED, "need": "often", "hip_width": "300"})
    third = factories.listed(who, answers={**factories.SEATED, "need": "sometimes"})
    factories.stocked(who, size=320, serial="K-320")
    factories.stocked(who, size=400, serial="K-400", note="SJ-2")
    done = actions.allot(kind="alat_bantu", region_code="33.23", by=who["officer"], on=DAY)
    assert done == actions.Allotted((first.pk, second.pk), 1)
    third.refresh_from_db()
    assert third.status == "listed"
