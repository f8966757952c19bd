"""The chain on pages, by program and from lists: funnel, papers, words, untouched money, the end of a fund."""

from datetime import date

import pytest

from lumbung.core import crypto
from lumbung.payments import actions, queries
from lumbung.payments.models import FamilyWord, TreasuryReturn, Untouched
from lumbung.payments.tests import factories
from lumbung.registry.models import Family

CAME = date(2026, 1, 10)


@pytest.fixture
def people(db):
    return factories.staff()


def _page(client, person, address, status=200):
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def _post(client, person, address, **told):
    client.force_login(person)
    return client.post(address, told, follow=True).content.decode()


@pytest.fixture
def cycle(people):
    whom = factories.families(20)
    factories.cards(people["officer"])
    draft = factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))
    return factories.released(people, draft)


def test_the_funnel_shows_families_and_rupiah_and_never_one_percentage(client, people, cycle):
    page = _page(client, people["head"], "/penyaluran/")
    assert "20 · Rp12.000.000" in page
    assert "<svg" in page
    assert "persen" not in page
    told = _page(client, people["head"], "/api/v1/chain/funnel?programme=pkh&since=2026-10-01")
    assert '"reached":{"lines":20,"rupiah":12000000}' in told.replace(" ", "")


def test_the_treasurer_enters_spm_and_sp2d_on_the_page(client, people, cycle):
    address = f"/siklus/{cycle.pk}/surat/"
    _post(client, people["treasurer"], address, stage="spm", number="SPM-77", on="2026-11-02")
    page = _post(client, people["treasurer"], address, stage="sp2d", number="SP2D-78", on="2026-11-03")
    assert "SPM-77" in page
    assert "SP2D-78" in page
    client.force_login(people["head"])
    assert client.post(address, {"stage": "spm"}).status_code == 403


def test_a_list_of_words_reaches_many_families_at_once(client, people, cycle, tmp_path):
    path = tmp_path / "status.csv"
    rows = []
    for at, family in enumerate(Family.objects.order_by("pk")):
        kk = f"33230101010{at:05}"
        Family.objects.filter(pk=family.pk).update(kk=kk, kk_index=crypto.blind(kk, "kk"))
        rows.append(f"{kk};PKH;{'gagal OMSPAN' if at % 2 else 'SI'};2026-11-01")
    path.write_text("\n".join(["nomor_kk;program;status;tanggal", *rows, "1;PKH;SI;2026-11-01", f"{kk};PKH;aneh;x"]))
    told = actions.take_words(path=path, name=path.name, by=people["officer"])
    assert (told.rows, told.fresh, told.unknown_families, told.unknown_words) == (22, 20, 1, {"aneh": 1})
    client.force_login(people["officer"])
    with path.open("rb") as file:
        again = client.post("/api/v1/chain/words/file", {"file": file}).json()
    assert (again["rows"], again["fresh"], again["repeated"], again["unknown_words"]) == (22, 0, 20, {"aneh": 1})
    family = FamilyWord.objects.filter(word="omspan_failed").first().family_id
    page = _page(client, people["officer"], f"/keluarga/{family}/")
    assert "Ditolak pemeriksaan kas negara" in page
    assert "Bawa KTP, KK, dan buku tabungan" in page
    assert queries.words_counted(viewer=people["officer"]) == {"omspan_failed": 10, "si_mismatch": 10}


def test_the_page_of_words_keeps_the_two_si_apart(client, people):
    page = _page(client, people["head"], "/kata-status/")
    assert "Data bank dan Dukcapil belum sama" in page
    assert "Perintah pindah buku" in page
    assert "SI punya dua arti" in page


def test_untouched_money_has_its_page_its_letters_and_its_return(client, people, cycle):
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=CAME, by=people["officer"], settle=True)
    actions.look_for_untouched(on=date(2026, 6, 1), by=people["officer"])
    assert "Waktunya kembali" in _page(client, people["officer"], "/uang-belum-diambil/")
    one = Untouched.objects.select_related("card").first()
    assert "kembali ke kas negara" in _page(client, people["officer"], f"/uang-belum-diambil/{one.pk}/surat/")
    letter = _page(client, people["officer"], f"/uang-belum-diambil/bank/{one.card.bank}/")
    assert one.card.number not in letter
    _post(client, people["officer"], f"/pengembalian/dana/{cycle.fund_id}/")
    told = TreasuryReturn.objects.get()
    page = _post(client, people["treasurer"], f"/pengembalian/{told.pk}/approve/")
    assert "Dikembalikan ke kas negara" in page


def test_a_fund_is_closed_by_two_on_its_page(client, people):
    money = factories.fund(people["treasurer"], budget=7_000_000)
    _post(client, people["treasurer"], f"/dana/{money.pk}/penutupan/ask/")
    page = _post(client, people["treasurer"], f"/dana/{money.pk}/penutupan/close/")
    assert "tidak bisa menutup" in page
    page = _post(client, people["second_treasurer"], f"/dana/{money.pk}/penutupan/close/")
    assert "Tidak ada uang yang keluar lagi" in page
