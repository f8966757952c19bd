"""Files of cycles and banks by programs: looked at, booked, written; the same acts as on the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lumbung.core import jobs
from lumbung.payments import actions
from lumbung.payments.models import Cycle, Line
from lumbung.payments.tests import factories

pytestmark = pytest.mark.django_db
REPORT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"><CstmrPmtStsRpt><GrpHdr><MsgId>R</MsgId>
<CreDtTm>2026-11-04T01:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>X</OrgnlMsgId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts>{}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""
LINE = "<TxInfAndSts><OrgnlEndToEndId>{}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>"


@pytest.fixture
def people():
    return factories.staff()


@pytest.fixture
def draft(people):
    return factories.cycle(people, factories.entitled(factories.families(2)), factories.fund(people["treasurer"]))


def by(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_answer_is_looked_at_booked_and_the_cycle_closed_by_calls(people, draft):
    cycle, officer = factories.released(people, draft), by(people["officer"])
    written = by(people["treasurer"]).post(f"/api/v1/cycles/{cycle.pk}/files")
    assert written.status_code == 202
    jobs.run(written.json()["id"])
    names = Line.objects.filter(cycle=cycle).values_list("end_to_end_id", flat=True)
    report = REPORT.format("".join(LINE.format(name) for name in names)).encode()
    looked = officer.post("/api/v1/bank-answers", {"file": SimpleUploadedFile("r.xml", report)})
    assert (looked.status_code, looked.json()["paid"], looked.json()["status"]) == (201, 2, "received")
    assert officer.post(f"/api/v1/cycles/{cycle.pk}/reconcile").status_code == 409
    begun = officer.post(f"/api/v1/bank-answers/{looked.json()['id']}/book")
    jobs.run(begun.json()["id"])
    assert officer.get(f"/api/v1/bank-answers/{looked.json()['id']}").json()["status"] == "booked"
    assert officer.post(f"/api/v1/cycles/{cycle.pk}/reconcile").json()["status"] == "reconciled"
    broken = officer.post("/api/v1/bank-answers", {"file": SimpleUploadedFile("r.xml", report[:-9])})
    assert (broken.status_code, "terpotong" in broken.content.decode()) == (422, True)


def test_a_cycle_is_cancelled_and_a_fund_kept_open_by_calls(people, draft):
    actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=factories.AT)
    told = {"why": "Salah daftar"}
    gone = by(people["officer"]).post(f"/api/v1/cycles/{draft.pk}/cancel", told, content_type="application/json")
    assert gone.json()["status"] == Cycle.Status.CANCELLED
    actions.ask_to_close(fund_id=draft.fund_id, by=people["treasurer"], at=factories.AT)
    kept = by(people["second_treasurer"]).post(f"/api/v1/funds/{draft.fund_id}/keep-open")
    assert kept.json()["status"] == "open"
