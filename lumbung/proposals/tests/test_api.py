"""Programs do with proposals what people do, and read the same refusals."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lumbung.proposals.models import Proposal
from lumbung.proposals.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_ninth(monkeypatch):
    """The API reads the clock: it is 9 November, inside every window."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: factories.DAY)


@pytest.fixture
def call(client):
    """Somebody asks an address."""

    def ask(user, path, told=None, expect=200):
        client.force_login(user)
        path = f"/api/v1/{path}"
        asked = (
            client.get(path) if told is None else client.post(path, json.dumps(told), content_type="application/json")
        )
        assert asked.status_code == expect, asked.content
        return asked.json()

    return ask


def upload(client, user, path, **told):
    client.force_login(user)
    file = SimpleUploadedFile("x.png", factories.picture(), content_type="image/png")
    answer = client.post(f"/api/v1/{path}", {**told, "file": file})
    assert answer.status_code in (200, 201), answer.content
    return answer.json()


def test_the_whole_way_by_program(client, call, who):
    factories.region()
    family, operator = factories.family(), who["operator"]
    told = {
        "kind": "aid",
        "family_id": family.pk,
        "channel": "citizen",
        "told_by": "Sumarni",
        "statement": "Atap bocor.",
    }
    case = call(operator, "proposals", told, 201)["id"]
    for kind in ("house", "card"):
        upload(client, operator, f"proposals/{case}/papers", kind=kind, latitude="-7.3161", longitude="110.1758")
    ids = {"proposal_ids": [case]}
    assert call(operator, "proposals/acts/check", ids) == {"done": [case], "held": []}
    meeting = {"region_code": factories.VILLAGE, "held_on": "2026-11-09", "place": "Balai", "chair": "Suparno"}
    called = call(operator, "meetings", meeting, 201)
    people = [{"name": f"Warga {n}", "office": "RT"} for n in range(5)]
    assert call(operator, f"meetings/{called['id']}/attendance", people) == 5
    for kind in ("minutes", "attendance", "photo"):
        upload(client, operator, f"meetings/{called['id']}/papers", kind=kind)
    said = [{"item_id": called["items"][0]["id"], "decision": "agreed"}]
    assert call(operator, f"meetings/{called['id']}/decisions", said) == 1
    assert call(operator, f"meetings/{called['id']}/close", {})["done"] == [case]
    for act, name in (("verify", "verifier"), ("endorse", "head"), ("sign", "regent"), ("decide", "ministry")):
        assert call(who[name], f"proposals/acts/{act}", ids)["done"] == [case]
    assert call(who["regent"], "dockets")["items"][0]["at_field_check"] == 1
    call(who["facilitator"], "proposals/acts/confirm", {**ids, "said": "Sesuai."})
    assert [one["act"] for one in call(operator, f"proposals/{case}/steps")][-1] == "confirm"
    assert call(operator, "proposals/counts")["reranking"] == 1


def test_a_letter_by_program(client, who):
    proposal = factories.at_step("deliberating", who)
    told = {"number": "470/2", "signer": "Suparno", "office": "Kepala desa", "signed_on": "2026-11-09"}
    assert upload(client, who["operator"], "letters", proposal_ids=proposal.pk, **told)["done"] == [proposal.pk]


def test_refusals_have_a_code_and_a_sentence(call, who):
    proposal = factories.at_step("verifying", who)
    ids = {"proposal_ids": [proposal.pk]}
    assert call(who["verifier"], "proposals/acts/return", {**ids, "said": "x"}, 422)["fields"] == {
        "reason": "Pilih alasannya dari daftar."
    }
    assert call(who["regent"], "proposals/acts/sign", ids, 409)["code"] == "not_at_this_step"
    assert call(who["verifier"], "proposals/acts/fly", ids, 422)["code"] == "unknown_act"
    stranger = factories.somebody("regency_verifier", "33.24")
    assert call(stranger, "proposals/acts/verify", ids, 404)["code"] == "not_found"
    assert call(stranger, "proposals")["items"] == []
    assert Proposal.objects.get(pk=proposal.pk).status == "verifying"


def test_the_ministry_ends_what_is_late_and_ranks_anew_in_jobs(call, who, monkeypatch):
    factories.at_step("verifying", who, kind="objection")
    monkeypatch.setattr(timezone, "localdate", lambda *_: factories.DAY.replace(day=24))
    assert call(who["ministry"], "proposals/lapse", {}, 202)["total"] == 1
    assert call(who["ministry"], "proposals/rerank", {}, 409)["code"] == "nothing_to_rerank"
    assert call(who["head"], "proposals/lapse", {}, 403)["code"] == "not_allowed"


def test_the_calendar_of_ones_own_region(call, who):
    found = {one["act"]: one for one in call(who["operator"], "proposals/windows")}
    assert "Inpres 4/2025" in found["entry"].pop("law")
    assert found["entry"] == {"act": "entry", "opens": "2026-11-01", "closes": "2026-11-17", "open_today": True}
