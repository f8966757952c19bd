"""Reading: every version of a message is read, and what attacks or is broken is refused whole."""

from decimal import Decimal

import polars as pl
import pytest

from lumbung.payments import answers
from lumbung.payments.iso20022 import amounts, reading, statements, status_reports

REPORT = """<?xml version="1.0" encoding="{encoding}"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-04T01:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>LB1-BRI-001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>LB1-BRI-001</OrgnlPmtInfId>
<TxInfAndSts><OrgnlEndToEndId>LB1-1-PKH</OrgnlEndToEndId><TxSts>ACSC</TxSts>
<OrgnlTxRef><Amt><InstdAmt Ccy="{currency}">{amount}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>LB1-2-PKH</OrgnlEndToEndId><TxSts>RJCT</TxSts>
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>tutup</AddtlInf></StsRsnInf></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""


def report(version="12", amount="675000.00", currency="IDR", encoding="UTF-8") -> str:
    return REPORT.format(version=version, amount=amount, currency=currency, encoding=encoding)


@pytest.mark.parametrize("version", [f"{number:02}" for number in range(3, 15)])
def test_every_version_of_a_status_report_is_read(version, write):
    rows = answers.read(write(report(version)), name="r.xml").rows
    assert rows.select("reference", "outcome", "amount", "reason").rows() == [
        ("LB1-BRI-001", "accepted", None, ""),
        ("LB1-1-PKH", "paid", 675_000, ""),
        ("LB1-2-PKH", "failed", None, "AC04"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_report_in_another_encoding_is_read(encoding, write):
    declared = "UTF-16" if encoding == "utf-16" else "UTF-8"
    path = write(report(encoding=declared).encode(encoding))
    assert answers.read(path, name="r.xml").rows.height == 3


@pytest.mark.parametrize(
    ("amount", "expected"), [("0", 0), ("0.00", 0), ("675000", 675_000), ("675000.00000", 675_000)]
)
def test_whole_rupiah_are_whole_however_they_are_written(amount, expected, write):
    assert answers.read(write(report(amount=amount)), name="r.xml").rows["amount"][1] == expected


@pytest.mark.parametrize("amount", ["0.5", "675000.01", "1.00001"])
def test_parts_of_a_rupiah_are_refused_with_file_and_line(amount, write):
    with pytest.raises(amounts.SubRupiah, match=r"laporan\.xml baris 7.*pecahan rupiah"):
        answers.read(write(report(amount=amount)), name="laporan.xml")


@pytest.mark.parametrize("amount", ["-5", "1e5", "١٢", "", "NaN", "1,000", "9" * 19])
def test_what_is_no_plain_number_is_refused(amount, write):
    with pytest.raises(amounts.UnreadableAmount):
        answers.read(write(report(amount=amount)), name="r.xml")


def test_another_currency_is_refused(write):
    with pytest.raises(amounts.ForeignCurrency, match="EUR"):
        answers.read(write(report(currency="EUR")), name="r.xml")


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE Document SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_or_entity_is_refused(head, encoding, write):
    text = report(encoding=encoding).replace("?>\n", f"?>\n{head}\n", 1)
    with pytest.raises(reading.ForbiddenContent):
        answers.read(write(text.encode(encoding)), name="r.xml")


def test_a_document_type_behind_a_long_comment_is_refused(write):
    head = f"<!--{'x' * reading.HEAD}--><!DOCTYPE Document [<!ENTITY a 'b'>]>"
    with pytest.raises(reading.ForbiddenContent):
        answers.read(write(report().replace("?>\n", f"?>\n{head}\n", 1)), name="r.xml")


@pytest.mark.parametrize("keep", [1, 200, 600, -20])
def test_a_file_that_was_cut_off_is_refused_whole(keep, write):
    with pytest.raises((reading.DamagedFile, reading.WrongMessage), match=r"r\.xml"):
        answers.read(write(report()[:keep]), name="r.xml")


def test_a_message_of_another_kind_is_named(write):
    path = write(report().replace("pain.002", "pain.008"))
    with pytest.raises(reading.WrongMessage, match=r"pain\.008\.12"):
        answers.read(path, name="r.xml")


@pytest.mark.parametrize("blank", [b"", b" \n"])
def test_an_empty_file_is_told_as_damaged(blank, write):
    with pytest.raises(reading.DamagedFile, match=r"r\.xml"):
        answers.read(write(blank), name="r.xml")


@pytest.mark.parametrize("hidden", ["<!-- x -->", "<?x y?>"])
def test_nothing_hides_inside_a_number_a_reference_or_a_status(hidden, write):
    text = report()
    for whole in ("675000.00", "LB1-1-PKH", "RJCT"):
        text = text.replace(f">{whole}<", f">{whole[:2]}{hidden}{whole[2:]}<")
    assert text.count(hidden) == 3
    rows = answers.read(write(text), name="r.xml").rows
    assert rows.select("reference", "outcome", "amount").rows()[1:] == [
        ("LB1-1-PKH", "paid", 675_000),
        ("LB1-2-PKH", "failed", None),
    ]


def test_a_report_about_no_order_is_refused(write):
    with pytest.raises(reading.MissingPart, match="OrgnlMsgId"):
        answers.read(write(report().replace("OrgnlMsgId", "Other")), name="r.xml")


STATEMENTS = {
    "genkgo_camt053.v2.minimal.xml": [("", True, Decimal("8.85"))],
    "genkgo_camt053.v2.five.decimals.xml": [("000000001", True, Decimal("8.850"))],
    "genkgo_camt053.v2.multi.statement.xml": [
        ("000000001", True, Decimal("8.85")),
        ("000000002", False, Decimal("7.00")),
    ],
    "genkgo_camt053.v4.xml": [("", True, Decimal("0"))],
    "genkgo_camt053.v8.xml": [("MUELL/FINP/RA12345", True, Decimal("0"))],
    "pain001pkg_camt053.xml": [("", True, Decimal("150.00"))],
}


@pytest.mark.parametrize("sample", STATEMENTS)
def test_every_sample_statement_is_read(sample, samples):
    found = statements.movements(samples / sample, name=sample)
    assert [(one.end_to_end_id, one.credit, one.amount) for one in found] == STATEMENTS[sample]


def test_several_balances_of_several_statements_are_read(samples):
    found = statements.balances(samples / "genkgo_camt053.v2.multi.statement.xml", name="s")
    assert [(one.statement[:3], one.code) for one in found] == [
        ("253", "OPBD"), ("253", "CLBD"), ("254", "OPBD"), ("254", "CLBD"),
    ]  # fmt: skip
    four = statements.balances(samples / "genkgo_camt053.v8.xml", name="s")
    assert [(one.code, one.currency) for one in four] == [
        ("OPBD", "EUR"), ("CLBD", "SEK"), ("OPAV", "CHF"), ("CLAV", "JPY"),
    ]  # fmt: skip


def test_the_sample_statement_without_statements_is_refused(samples):
    with pytest.raises(reading.MissingPart, match="Stmt"):
        list(statements.movements(samples / "genkgo_camt053.v2.wrong.xml", name="s"))


def test_a_sample_report_of_another_kind_is_refused(samples):
    [path] = samples.glob("*camt052*.xml")
    with pytest.raises(reading.WrongMessage):
        answers.read(path, name=path.name)


@pytest.mark.parametrize("sample", ["camt054.v4", "camt054.v8", "camt054.v8-with-UETR"])
def test_every_sample_notification_is_read(sample, samples):
    [path] = samples.glob(f"*{sample}.xml")
    found = list(statements.movements(path, name=path.name))
    assert [one.amount for one in found] in ([Decimal("3.1"), Decimal("3.2"), Decimal("3.2")], [Decimal("200000")])
    assert found[0].code == ("DMCT" if len(found) == 3 else "")
    with pytest.raises(amounts.ForeignCurrency):
        answers.read(path, name=path.name)


def test_a_sample_whose_balances_do_not_add_up_is_refused_with_the_difference(samples):
    [path] = samples.glob("*five.decimals.xml")
    with pytest.raises(statements.BalancesDiffer, match=r"27\.050.*Selisihnya 0\.050"):
        list(statements.movements(path, name=path.name, strict=True))


def test_the_sample_status_report_is_read(samples):
    path = samples / "pain001pkg_pain.002.001.03_part.xml"
    found = list(status_reports.statuses(path, name=path.name))
    assert [(one.scope, one.code) for one in found] == [("file", "PART"), ("batch", "PART"), ("line", "RJCT")]
    assert (found[2].reference, found[2].reason) == ("PaymentID6789", "AC04")


STATEMENT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>
<GrpHdr><MsgId>S1</MsgId></GrpHdr><Stmt><Id>1</Id>
<Ntry><Amt Ccy="IDR">900</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{booked}</Sts>
<NtryDtls><TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><Amt Ccy="IDR">400</Amt></TxDtls>
<TxDtls><Refs><EndToEndId>B</EndToEndId></Refs><Amt Ccy="IDR">500</Amt></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="IDR">400</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{booked}</Sts>
<NtryDtls><TxDtls><Refs><EndToEndId>A</EndToEndId></Refs>
<RtrInf><Rsn><Cd>AC06</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="IDR">7</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{booked}</Sts></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


@pytest.mark.parametrize(("version", "booked"), [("02", "BOOK"), ("08", "<Cd>BOOK</Cd>"), ("14", "<Cd>BOOK</Cd>")])
def test_a_batch_entry_is_read_line_by_line_and_returns_with_their_reason(version, booked, write):
    rows = answers.read(write(STATEMENT.format(version=version, booked=booked)), name="s").rows
    assert rows.select("reference", "outcome", "amount", "reason").rows() == [
        ("A", "paid", 400, ""), ("B", "paid", 500, ""), ("A", "returned", 400, "AC06"), ("", "other", 7, "CRDT"),
    ]  # fmt: skip


def test_entries_that_are_not_booked_yet_change_nothing(write):
    rows = answers.read(write(STATEMENT.format(version="08", booked="<Cd>PDNG</Cd>")), name="s").rows
    assert set(rows["outcome"]) == {"accepted"}


@pytest.mark.parametrize("sign", ["", "<CdtDbtInd>XXXX</CdtDbtInd>", "<CdtDbtInd></CdtDbtInd>"])
def test_an_entry_that_says_neither_in_nor_out_pays_nobody(sign, write):
    text = STATEMENT.format(version="08", booked="BOOK").replace("<CdtDbtInd>DBIT</CdtDbtInd>", sign)
    with pytest.raises(reading.MissingPart, match="CdtDbtInd"):
        answers.read(write(text), name="s")


@pytest.mark.parametrize("true", ["true", "1"])
def test_a_reversal_is_a_return_however_truth_is_written(true, write):
    text = STATEMENT.format(version="08", booked="BOOK").replace("<Sts>", f"<RvslInd>{true}</RvslInd><Sts>")
    rows = answers.read(write(text), name="s").rows
    assert rows.filter(pl.col("reference") == "A")["outcome"].to_list() == ["other", "returned"]


BALANCE = """<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">{amount}</Amt>
<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-11-05</Dt></Dt></Bal>"""


def balances(opening: str, closing: str, sign: str = "CRDT") -> str:
    told = BALANCE.format(code="OPBD", amount=opening, sign="CRDT") + BALANCE.format(
        code="CLBD", amount=closing, sign=sign
    )
    return STATEMENT.format(version="08", booked="<Cd>BOOK</Cd>").replace("<Id>1</Id>", f"<Id>1</Id>{told}", 1)


@pytest.mark.parametrize(
    ("opening", "closing", "sign"), [("1000", "507.00000", "CRDT"), ("0", "493", "DBIT"), ("493", "0", "CRDT")]
)
def test_a_statement_whose_balances_add_up_is_read(opening, closing, sign, write):
    assert answers.read(write(balances(opening, closing, sign)), name="s").rows.height == 4


def test_balances_that_do_not_add_up_are_refused_with_the_difference(write):
    with pytest.raises(statements.BalancesDiffer, match=r"saldo akhir tertulis 600\. Selisihnya 93\."):
        answers.read(write(balances("1000", "600")), name="s")


def test_the_second_statement_of_a_file_is_checked_as_well(write):
    whole = balances("1000", "507")
    statement = whole[whole.index("<Stmt>") : whole.index("</BkToCstmrStmt>")]
    two = whole.replace("</BkToCstmrStmt>", f"{statement}</BkToCstmrStmt>")
    assert answers.read(write(two), name="s").rows.height == 8
    wrong = two[: two.rindex(">507<")] + ">508<" + two[two.rindex(">507<") + 5 :]
    with pytest.raises(statements.BalancesDiffer, match="Selisihnya 1"):
        answers.read(write(wrong), name="s")


@pytest.mark.parametrize(("count", "total", "found"), [("4", "1307", "3"), ("3", "1308", "1307")])
def test_a_statement_that_lost_an_entry_is_refused(count, total, found, write):
    told = f"<TxsSummry><TtlNtries><NbOfNtries>{count}</NbOfNtries><Sum>{total}</Sum></TtlNtries></TxsSummry>"
    text = STATEMENT.format(version="08", booked="BOOK").replace("<Id>1</Id>", f"<Id>1</Id>{told}", 1)
    with pytest.raises(statements.EntriesMissing, match=f"yang ada di berkas {found}"):
        answers.read(write(text), name="s")
    whole = text.replace(f">{count}<", ">3<", 1).replace(f">{total}<", ">1307.00<")
    assert answers.read(write(whole), name="s").rows.height == 4


@pytest.mark.parametrize("version", ["02", "04", "08"])
def test_a_notification_books_what_it_names_and_tells_the_rest(version, write):
    booked = "BOOK" if version < "08" else "<Cd>BOOK</Cd>"
    taken = f"""<Ntry><Amt Ccy="IDR">50000.00000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{booked}</Sts><BkTxCd><Domn>
    <Cd>PMNT</Cd><Fmly><Cd>CCRD</Cd><SubFmlyCd>CWDL</SubFmlyCd></Fmly></Domn></BkTxCd></Ntry></Stmt>"""
    text = STATEMENT.format(version=version, booked=booked).replace("</Stmt>", taken)
    for old, new in (("camt.053", "camt.054"), ("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"), ("Stmt>", "Ntfctn>")):
        text = text.replace(old, new)
    read = answers.read(write(text), name="n")
    assert (read.kind, read.version) == ("camt.054", int(version))
    assert read.rows.select("reference", "outcome", "reason").rows() == [
        ("A", "paid", ""), ("B", "paid", ""), ("A", "returned", "AC06"),
        ("", "other", "CRDT"), ("", "other", "DBIT CWDL"),
    ]  # fmt: skip
