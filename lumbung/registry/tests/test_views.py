"""Pages of families: what they show, what they hide, and that opening one is noted."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from lumbung.registry.models import Access
from lumbung.registry.tests import factories

pytestmark = pytest.mark.django_db
KK, NIK = "3323010101809001", "3323014101809002"


def user(role="regency_verifier", region_code="33.23"):
    return get_user_model().objects.create_user(
        f"{role}{region_code}", name="Retno", role=role, region_code=region_code
    )


@pytest.fixture
def family():
    made = factories.family(kk=KK, head_name="Sumarni")
    factories.person(made, "Sumarni", nik=NIK, relation=1, sex="P")
    return made


@pytest.fixture
def retno(client):
    retno = user()
    client.force_login(retno)
    return retno


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_the_list_shows_families_with_masked_numbers(client, retno, family):
    shown = page(client, "registry:families")
    assert "Sumarni" in shown
    assert "••••9001" in shown
    assert KK not in shown


def test_opening_a_family_is_noted_with_the_purpose_of_the_role(client, retno, family):
    shown = page(client, "registry:family", family.pk)
    assert "Anda membuka berkas ini untuk verifikasi dan validasi data" in shown
    assert NIK not in shown
    noted = Access.objects.get()
    assert (noted.user, noted.record_id, noted.numbers_shown) == (retno, family.pk, False)


def test_full_numbers_are_shown_once_for_a_reason_that_is_noted(client, retno, family):
    address = reverse("registry:numbers", args=[family.pk])
    assert KK not in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    shown = client.post(address, {"purpose": "match"})
    assert KK in shown.content.decode()
    assert NIK in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert Access.objects.get(numbers_shown=True).purpose.startswith("Mencocokkan")


def test_who_may_not_see_full_numbers_is_refused(client, family):
    client.force_login(user("regency_head"))
    assert client.post(reverse("registry:numbers", args=[family.pk]), {"purpose": "match"}).status_code == 403
    assert not Access.objects.exists()


def test_who_opened_a_file_is_shown_to_auditors(client, retno, family):
    page(client, "registry:family", family.pk)
    assert "Siapa membuka berkas ini" not in page(client, "registry:family", family.pk)
    client.force_login(user("auditor"))
    shown = page(client, "registry:family", family.pk)
    assert "Siapa membuka berkas ini" in shown
    assert "verifikasi dan validasi data" in shown


def test_notes_of_openings_stay(client, retno, family):
    page(client, "registry:family", family.pk)
    for change in (Access.objects.all().delete, lambda: Access.objects.update(purpose="x")):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()


def test_a_file_of_another_region_does_not_exist(client, family):
    client.force_login(user(region_code="33.24"))
    assert client.get(reverse("registry:family", args=[family.pk])).status_code == 404
    assert client.get(reverse("registry:person", args=[family.members.get().pk])).status_code == 404


def test_a_number_in_the_search_box_opens_the_family(client, retno, family):
    answer = client.post(reverse("registry:search"), {"q": "3323 0141 0180 9002"})
    assert answer.url == reverse("registry:family", args=[family.pk])


def test_a_name_in_the_search_box_lists_people(client, retno, family):
    shown = client.post(reverse("registry:search"), {"q": "Soemarni"}).content.decode()
    assert "1 orang ditemukan" in shown
    assert reverse("registry:family", args=[family.pk]) in shown


def test_the_person_page_shows_facts_in_words(client, retno, family):
    shown = page(client, "registry:person", family.members.get().pk)
    assert "Perempuan" in shown
    assert "Kepala keluarga" in shown


def test_the_api_masks_numbers_and_refuses_with_a_problem(client, retno, family):
    listed = client.get("/api/v1/families").json()
    assert [one["kk"] for one in listed["families"]] == ["••••9001"]
    assert client.get(f"/api/v1/families/{family.pk}").json()["members"][0]["nik"] == "••••9002"
    missing = client.get("/api/v1/families/999999")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")


def test_the_api_says_which_field_is_wrong_and_who_is_not_signed_in(client, retno):
    wrong = client.post("/api/v1/search", {"txt": "x"}, content_type="application/json")
    assert (wrong.status_code, wrong["Content-Type"]) == (422, "application/problem+json")
    assert wrong.json()["fields"] == {"text": "Bagian ini wajib diisi."}
    client.logout()
    assert client.get("/api/v1/families").json()["code"] == "not_signed_in"


def test_a_program_calls_with_its_owners_key(client, retno, family):
    until = timezone.localdate() + timedelta(days=30)
    key = client.post(reverse("staff:issue_token"), {"name": "dasbor", "expires_on": until}).context["new_key"]
    client.logout()
    asked = {"headers": {"authorization": f"Bearer {key}"}}
    assert client.get("/api/v1/me", **asked).json()["username"] == retno.username
    found = client.post("/api/v1/search", {"text": "Soemarni"}, content_type="application/json", **asked)
    assert [one["name"] for one in found.json()] == ["Sumarni"]
    refused = client.get("/api/v1/me", headers={"authorization": "Bearer bukan-kunci"})
    assert (refused.status_code, refused.json()["code"]) == (401, "unknown_key")
