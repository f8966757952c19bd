"""Cash that banks tell of leaves the wallets once, whatever file tells it and how often, never more than is there."""

import io

import pytest
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone

from lumbung.payments import actions, answers, queries
from lumbung.payments.banks import layouts, profiles, written
from lumbung.payments.models import BankFile, Card, Transfer, WithdrawalDifference
from lumbung.payments.tests import factories

ENTRY = """<Ntry><Amt Ccy="IDR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-11-07</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>CCRD</Cd><SubFmlyCd>CWDL</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><RltdPties><DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></DbtrAcct></RltdPties>
<AddtlTxInf>ATM Pasar</AddtlTxInf></TxDtls></NtryDtls></Ntry>"""
HEAD = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>{message}</MsgId></GrpHdr><Ntfctn><Id>1</Id>"""
NUMBER = "2026110700001234567"


@pytest.fixture
def people(db):
    return factories.staff()


def accounts(cards: list[int]) -> list[str]:
    return [card.account_number for card in Card.objects.filter(pk__in=cards).order_by("pk")]


def notification(*told: tuple[str, str, int], message: str = "N1") -> str:
    entries = [ENTRY.format(reference=number, account=account, amount=amount) for number, account, amount in told]
    return HEAD.format(message=message) + "".join(entries) + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"


def listed(bank: str, *told: tuple[str, str, int]) -> bytes:
    out = io.BytesIO()
    rows = [
        profiles.Row(number, "withdrawn", amount, "", "2026-11-07", 1, account, "ATM Pasar")
        for number, account, amount in told
    ]
    written.write_answer(out, bank, rows, kind=layouts.WITHDRAWN)
    return out.getvalue()


def read(people, path, name="n.xml") -> BankFile:
    kept = actions.receive_answer(path=path, name=name, by=people["officer"])
    return actions.book_answer(file_id=kept.pk, by=people["officer"])


@pytest.mark.parametrize("many", [20, 2_500])
def test_what_a_bank_notifies_leaves_each_wallet_once(people, write, many):
    cards = factories.topped_up(people, many)
    told = [(f"{NUMBER}{at}", account, 100_000 + at) for at, account in enumerate(accounts(cards))]
    first = read(people, write(notification(*told)))
    assert (first.withdrawn, first.withdrawn_off, first.unchanged, first.other) == (len(cards), 0, 0, 0)
    again = read(people, write(notification(*told, message="N2"), "again.xml"), "again.xml")
    assert (again.withdrawn, again.withdrawn_off, again.unchanged) == (0, 0, len(cards))
    taken = Transfer.objects.filter(kind="withdrawal").aggregate(count=Count("pk"), rupiah=Sum("amount"))
    assert taken == {"count": len(cards), "rupiah": sum(amount for _number, _account, amount in told)}
    assert factories.books_balance()


@pytest.mark.parametrize("bank", ["bni", "bri", "bsi", "btn", "mandiri"])
def test_a_list_of_withdrawals_of_any_layout_is_read_and_tried(people, write, bank):
    [card] = factories.topped_up(people, 1)
    [account] = accounts([card])
    path = write(listed(bank, ("T-1", account, 150_000)), "tarik.csv")
    tried = queries.try_layout(viewer=people["officer"], path=path, name="tarik.csv")
    assert (tried.kind, tried.known, tried.outcomes) == ("withdrawn", 1, {"withdrawn": 1})
    assert read(people, path, "tarik.csv").withdrawn == 1
    [transfer] = Transfer.objects.filter(kind="withdrawal")
    assert (transfer.amount, transfer.place) == (150_000, "ATM Pasar")
    assert timezone.localdate(transfer.happened_at).isoformat() == "2026-11-07"


def test_the_same_withdrawal_told_by_notification_and_by_list_is_booked_once(people, write):
    [card] = factories.topped_up(people, 1)
    [account] = accounts([card])
    read(people, write(notification((NUMBER, account, 150_000))))
    bank = Card.objects.get(pk=card).bank
    assert read(people, write(listed(bank, (NUMBER, account, 150_000)), "t.csv"), "t.csv").unchanged == 1
    assert factories.wallet(card) == 450_000


def test_more_than_a_wallet_holds_is_a_difference_with_its_evidence_and_moves_nothing(client, people, write):
    cards = factories.topped_up(people, 2)
    one, two = accounts(cards)
    told = [("T-1", one, 600_001), ("T-2", two, 600_000), ("T-3", "0000000000", 5)]
    kept = read(people, write(notification(*told)))
    assert (kept.withdrawn, kept.withdrawn_off) == (1, 2)
    found = {row.told: row for row in queries.withdrawal_differences(viewer=people["officer"])}
    short = found["T-1"]
    assert (short.why, short.amount, short.rest, short.card_id) == ("short", 600_001, 600_000, cards[0])
    assert (found["T-3"].why, found["T-3"].card_id) == ("card_unknown", None)
    assert [factories.wallet(card) for card in cards] == [600_000, 0]
    client.force_login(people["officer"])
    body = client.get(reverse("payments:withdrawal_differences")).content.decode()
    assert "Saldo dompetnya kurang dari yang diambil" in body
    assert "T-1" in client.get(reverse("payments:answer", args=[kept.pk])).content.decode()
    assert factories.books_balance()


def test_a_difference_that_fits_later_is_booked_when_it_is_told_again(people, write):
    [card] = factories.topped_up(people, 1)
    told = ("T-1", accounts([card])[0], 100_000)
    Card.objects.filter(pk=card).update(status="blocked", reason="lost")
    assert read(people, write(notification(told))).withdrawn_off == 1
    Card.objects.filter(pk=card).update(status="active", reason="")
    assert read(people, write(notification(told, message="N2"), "b.xml"), "b.xml").withdrawn == 1
    [difference] = queries.withdrawal_differences(viewer=people["officer"])
    assert difference.booked_since
    assert WithdrawalDifference.objects.count() == 1


def test_what_is_kept_of_a_file_names_no_account(write):
    rows = answers.read(write(notification((NUMBER, "001201234567890", 5))), name="n.xml").rows
    [row] = rows.to_dicts()
    assert (row["outcome"], row["reference"], row["where"]) == ("withdrawn", "202611070000·1234567", "ATM Pasar")
    assert "001201234567890" not in str(row)


def test_a_list_of_accounts_of_nobody_is_refused(people, write):
    with pytest.raises(actions.AnswerUnknown):
        read(people, write(listed("bni", ("T-1", "0000000000", 5)), "t.csv"), "t.csv")
