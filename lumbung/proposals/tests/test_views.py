"""The same flow on pages: each person finds what waits for them, does it, and reads why."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lumbung.core import waiting
from lumbung.proposals.models import Meeting, Proposal
from lumbung.proposals.tests import factories
from lumbung.staff import actions as staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_ninth(monkeypatch):
    """Pages read the clock: it is 9 November, inside every window."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: factories.DAY)


def page(client, user, name, *args, **query):
    client.force_login(user)
    answer = client.get(reverse(f"proposals:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, user, name, *args, **told):
    client.force_login(user)
    return client.post(reverse(f"proposals:{name}", args=args), told, follow=True)


def photo():
    return SimpleUploadedFile("rumah.png", factories.picture(), content_type="image/png")


def told(**more):
    return {"channel": "neighbourhood", "told_by": "Ketua RT 02", "statement": "Atapnya bocor.", **more}


def test_the_whole_way_on_pages(client, who):
    factories.region()
    family = factories.family()
    post(client, who["operator"], "new", family.pk)
    client.post(reverse("proposals:new", args=[family.pk]) + "?jenis=aid", told(programme="pkh"))
    proposal = Proposal.objects.get()
    assert "Masih kurang: Foto rumah dari depan, Foto kartu keluarga" in page(
        client, who["operator"], "proposal", proposal.pk
    )
    for kind in ("house", "card"):
        post(
            client,
            who["operator"],
            "add_paper",
            proposal.pk,
            kind=kind,
            file=photo(),
            latitude="-7,3161",
            longitude="110,1758",
        )
    post(client, who["operator"], "act", proposal.pk, "check")
    post(
        client,
        who["operator"],
        "new_meeting",
        region_code=factories.VILLAGE,
        held_on="2026-11-09",
        place="Balai desa",
        chair="Suparno",
    )
    meeting = Meeting.objects.get()
    people = "\n".join(f"Warga {n}, RT {n}" for n in range(5))
    post(client, who["operator"], "note_attendance", meeting.pk, people=people)
    for kind in ("minutes", "attendance", "photo"):
        post(client, who["operator"], "add_meeting_paper", meeting.pk, kind=kind, file=photo())
    item = meeting.agenda.get()
    post(client, who["operator"], "decide", meeting.pk, **{f"i{item.pk}-decision": "agreed"})
    assert "Warga 3" in page(client, who["operator"], "meeting", meeting.pk, cetak="")
    post(client, who["operator"], "close_meeting", meeting.pk)
    post(client, who["verifier"], "act_on_chosen", "verify", usulan=proposal.pk, yakin="1")
    post(client, who["head"], "act", proposal.pk, "endorse")
    proposal.refresh_from_db()
    post(client, who["regent"], "act_on_docket", proposal.docket_id, "sign")
    post(client, who["ministry"], "act_on_docket", proposal.docket_id, "decide")
    post(client, who["facilitator"], "act", proposal.pk, "confirm", said="Sesuai keadaan rumah.")
    proposal.refresh_from_db()
    assert proposal.status == "reranking"
    text = page(client, who["operator"], "proposal", proposal.pk)
    assert "Cek lapangan sesuai" in text
    assert "Sesuai keadaan rumah." in text


def test_a_data_update_is_written_down_answer_by_answer(client, who):
    family = factories.family()
    address = reverse("proposals:new", args=[family.pk]) + f"?jenis=update&data=dwelling-{family.dwelling_id}"
    client.force_login(who["operator"])
    assert "Belum ada isian yang berubah" in client.post(address, told(a_hamlet="Krajan")).content.decode()
    client.post(address, told(a_hamlet="Krajan", a_floor="8"))
    text = page(client, who["verifier"], "proposal", Proposal.objects.get().pk)
    assert "Rumah: Jenis lantai" in text
    assert "<b>Tanah</b>" in text


def test_a_proposal_outside_the_window_is_told_the_next_one(client, who, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: dt.date(2026, 11, 18))
    client.force_login(who["operator"])
    answer = client.post(reverse("proposals:new", args=[factories.family().pk]) + "?jenis=aid", told())
    assert answer.status_code == 422
    assert "Jendela berikutnya 1 Des 2026 sampai 17 Des 2026" in answer.content.decode()


def test_a_return_tells_everybody_why(client, who):
    proposal = factories.at_step("verifying", who)
    post(client, who["verifier"], "act", proposal.pk, "return", reason="papers_unclear", said="Foto rumah gelap.")
    text = page(client, who["operator"], "proposal", proposal.pk)
    assert "Dikembalikan ke langkah ini: Foto atau surat tidak terbaca. Foto rumah gelap." in text


def test_what_waits_stands_on_the_home_page_of_whose_turn_it_is(who):
    factories.at_step("verifying", who)
    titles = {
        name: [task.title for task in waiting.tasks_of(viewer=user, today=factories.DAY)] for name, user in who.items()
    }
    assert titles["verifier"] == ["Verifikasi 1 usulan desa"]
    assert titles["head"] == titles["regent"] == []


def test_ones_own_family_is_not_in_the_queue_and_the_page_says_why(client, who):
    family = factories.family()
    proposal = factories.at_step("verifying", who, of=family)
    staff.declare_number(user=who["verifier"], kind="child", nik=family.members.last().nik, on=factories.DAY)
    assert "1 usulan tidak ada di sini" in page(client, who["verifier"], "queue")
    text = page(client, who["verifier"], "proposal", proposal.pk)
    assert "menyangkut keluarga Anda" in text
    assert reverse("proposals:act", args=[proposal.pk, "verify"]) not in text


def test_bulk_first_says_what_will_happen_to_how_many(client, who):
    ids = factories.many(12, who)
    answer = post(client, who["verifier"], "act_on_chosen", "verify", usulan=ids)
    assert "Verifikasi: 12 usulan" in answer.content.decode()
    assert Proposal.objects.filter(status="verifying").count() == 12


def test_a_letter_sends_the_chosen_on(client, who):
    proposal = factories.at_step("deliberating", who)
    assert proposal.family.head_name in page(client, who["operator"], "new_letter", cetak="")
    answer = post(
        client, who["operator"], "new_letter",
        number="470/1", signer="Suparno", office="Kepala desa", signed_on="2026-11-09",
        proposals=proposal.pk, file=photo(),
    )  # fmt: skip
    assert "SPTJM 470/1" in answer.content.decode()
    assert Proposal.objects.get(pk=proposal.pk).status == "verifying"


def test_a_paper_is_shown_to_those_who_reach_it(client, who):
    proposal = factories.at_step("verifying", who)
    paper = proposal.papers.first()
    client.force_login(who["verifier"])
    answer = client.get(reverse("proposals:paper", args=[paper.pk]))
    assert b"".join(answer.streaming_content) == factories.picture()
    client.force_login(factories.somebody("regency_verifier", "33.24"))
    assert client.get(reverse("proposals:paper", args=[paper.pk])).status_code == 404


def test_every_list_and_sheet_opens(client, who):
    proposal = factories.at_step("deciding", who)
    for name in ("proposals", "queue", "dockets", "meetings"):
        page(client, who["head"], name)
    for query in ({}, {"cetak": ""}):
        assert proposal.family.head_name in page(client, who["ministry"], "docket", proposal.docket_id, **query)
