"""Pages, API and command of layouts: a file is tried, its first lines are shown, and nothing is kept."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lumbung.payments import actions, queries
from lumbung.payments.banks import layouts, profiles, written
from lumbung.payments.models import BankFile, Line
from lumbung.payments.tests import factories


@pytest.fixture
def people(db):
    return factories.staff()


def answer(*rows: profiles.Row, bank: str = "bri", kind: str = layouts.ANSWER) -> bytes:
    out = io.BytesIO()
    written.write_answer(out, bank, rows, kind=kind)
    return out.getvalue()


def page(client, person, **told):
    client.force_login(person)
    address = reverse("payments:layout", args=["bri"])
    return client.post(address, told) if told else client.get(address)


def test_a_layout_shows_where_each_value_stands(client, people):
    body = page(client, people["officer"]).content.decode()
    assert "Contoh, bukan susunan asli bank" in body
    assert "jumlah nomor rekening" in body
    assert "44–63" in body


def test_a_file_is_tried_and_forgotten(client, people):
    content = answer(profiles.Row("LB1-1-PKH", "failed", 600_000, "AC04", "2026-11-05", 1))
    body = page(client, people["officer"], file=SimpleUploadedFile("b.txt", content), kind="answer").content.decode()
    assert "LB1-1-PKH" in body
    assert "Rp600.000" in body
    assert not BankFile.objects.exists()


def test_a_file_that_does_not_fit_is_refused_with_its_line(client, people):
    file = SimpleUploadedFile("b.txt", answer().replace(b"T0000000", b"T0000001"))
    told = page(client, people["officer"], file=file, kind="answer")
    assert told.status_code == 422
    assert "terpotong atau berubah" in told.content.decode()


def test_an_auditor_tries_no_file(client, people):
    assert page(client, factories.person("aud", "auditor")).status_code == 403


def test_a_list_of_failures_ends_the_lines_it_names_once(people, write):
    draft = factories.cycle(people, factories.entitled(factories.families(3)), factories.fund(people["treasurer"]))
    cycle = factories.released(people, draft)
    named = list(Line.objects.filter(cycle=cycle).order_by("pk"))[:2]
    rows = [profiles.Row(line.end_to_end_id, "failed", line.amount, "pindah", "2026-11-05", 1) for line in named]
    path = write(answer(*rows, bank="pos", kind=layouts.FAILED), "gagal.csv")
    tried = queries.try_layout(viewer=people["officer"], path=path, name="gagal.csv")
    assert (tried.bank, tried.kind, tried.known, tried.outcomes) == ("pos", "failed", 2, {"failed": 2})
    for _again in range(2):
        kept = actions.receive_answer(path=path, name="gagal.csv", by=people["officer"])
        actions.book_answer(file_id=kept.pk, by=people["officer"])
    assert [line.status for line in Line.objects.filter(cycle=cycle).order_by("pk")] == ["failed", "failed", "waiting"]
    assert BankFile.objects.count() == 1
    assert factories.books_balance()


def test_a_notification_books_what_it_names_and_shows_the_rest(client, people, write):
    draft = factories.cycle(people, factories.entitled(factories.families(2)), factories.fund(people["treasurer"]))
    cycle = factories.released(people, draft)
    line = Line.objects.filter(cycle=cycle).earliest("pk")
    path = write(NOTIFICATION.format(reference=line.end_to_end_id, amount=line.amount))
    kept = actions.receive_answer(path=path, name="n.xml", by=people["officer"])
    actions.book_answer(file_id=kept.pk, by=people["officer"])
    kept.refresh_from_db()
    assert (kept.kind, kept.lines, kept.paid, kept.other, kept.unchanged) == ("camt.054.001.08", 3, 1, 2, 0)
    told_no_day = Line.objects.get(cycle=cycle, status="paid")
    assert told_no_day.answered_on == timezone.localdate(kept.at)
    client.force_login(people["officer"])
    body = client.get(reverse("payments:answer", args=[kept.pk])).content.decode()
    assert "Penarikan tunai di ATM atau loket" in body
    assert "Rp150.000" in body
    assert factories.books_balance()


ENTRY = """<Ntry><Amt Ccy="IDR">{}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BkTxCd><Domn><Cd>PMNT</Cd>
<Fmly><Cd>CCRD</Cd><SubFmlyCd>CWDL</SubFmlyCd></Fmly></Domn></BkTxCd></Ntry>"""
NOTIFICATION = (
    """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>N1</MsgId></GrpHdr><Ntfctn><Id>1</Id><Ntry><Amt Ccy="IDR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>
<Sts><Cd>BOOK</Cd></Sts><NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"""
    + ENTRY.format(50_000)
    + ENTRY.format("100000.00000")
    + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
)
