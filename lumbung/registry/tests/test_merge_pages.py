"""Merges on pages, for programs and on the command line: wanted by one, approved by another, taken back."""

import json

import pytest
from django.urls import reverse
from typer import Typer
from typer.testing import CliRunner

from lumbung.payments.tests import factories as paying
from lumbung.registry import actions, commands
from lumbung.registry.models import Family, Merge, Person
from lumbung.registry.tests import factories
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return factories.household("Slamet Riyadi", "Sumarni"), factories.household("Slamet Riyadi", "Sumarni", "Bayu")


def run(*arguments):
    root = Typer()
    commands.register(root)
    return CliRunner().invoke(root, ["merges", *map(str, arguments)])


def wanted(two, *, maker):
    family = factories.household("Tukiman", "Dwi", "Dwi")
    first, twin = family.members.filter(name="Dwi")
    told = {"survivor_id": first.pk, "absorbed_id": twin.pk, "reason": "KTP sama", "one_card_reason": "Didata dua kali"}
    return actions.merge_people(by=maker, on=paying.ON, **told)


def page(client, name, *args):
    answer = client.get(reverse(f"registry:{name}", args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_two_cards_are_compared_and_merged_on_a_page(client, two):
    first, second = two
    client.force_login(user("regency_verifier"))
    number = second.kk
    answer = client.post(reverse("registry:other_card", args=[first.pk]), {"kk": number})
    url = reverse("registry:merge_families", args=[first.pk, second.pk])
    assert answer.headers["Location"] == url
    told = page(client, "merge_families", first.pk, second.pk)
    assert number not in told
    assert "Bayu adalah orang yang sama dengan" in told
    mine = {one.name: one.pk for one in first.members.all()}
    same = {f"same_{one.pk}": mine.get(one.name, "") for one in second.members.all()}
    answer = client.post(url, {"survivor": first.pk, "why": "Kartu lama", **same})
    merge = Merge.objects.get(kind="family")
    assert answer.headers["Location"] == reverse("registry:merge", args=[merge.pk])
    assert merge.parts.count() == 2
    assert sorted(Person.objects.filter(family=first, status="active").values_list("name", flat=True)) == [
        "Bayu",
        "Slamet Riyadi",
        "Sumarni",
    ]
    assert "Orang yang sama di kedua kartu" in page(client, "merge", merge.pk)


def test_without_a_common_member_the_page_says_why_not(client, two):
    first, second = two
    client.force_login(user("regency_verifier"))
    url = reverse("registry:merge_families", args=[first.pk, second.pk])
    answer = client.post(url, {"survivor": first.pk, "why": "x"})
    assert answer.status_code == 422
    assert "keduanya dua keluarga" in answer.content.decode()


def test_another_card_is_found_by_its_number_only_within_reach(client, two):
    client.force_login(user("regency_verifier"))
    far = factories.family("34.01.01.2001")
    answer = client.post(reverse("registry:other_card", args=[two[0].pk]), {"kk": far.kk})
    assert answer.status_code == 422


def test_the_maker_waits_the_checker_approves_and_what_was_merged_shows_on_both_pages(client, two):
    maker, checker = user("regency_verifier"), user("regency_head")
    merge = wanted(two, maker=maker)
    client.force_login(maker)
    assert "Setujui penggabungan" not in page(client, "merge", merge.pk)
    client.post(reverse("registry:approve_merge", args=[merge.pk]))
    assert Merge.objects.get(pk=merge.pk).status == "proposed"
    client.force_login(checker)
    assert "Periksa 1 penggabungan" in client.get("/").content.decode()
    assert "Setujui penggabungan" in page(client, "merge", merge.pk)
    client.post(reverse("registry:approve_merge", args=[merge.pk]))
    assert Merge.objects.get(pk=merge.pk).status == "done"
    assert "Riwayat di bawah mencakup catatan" in page(client, "person", merge.survivor_id)
    assert "Buka catatan yang dipertahankan" in page(client, "person", merge.absorbed_id)
    client.post(reverse("registry:take_back_merge", args=[merge.pk]), {"why": "Ternyata kembar"})
    assert "dipisahkan lagi" in page(client, "person", merge.survivor_id)
    assert "Riwayat di bawah mencakup catatan" not in page(client, "person", merge.survivor_id)


def test_what_stood_on_the_merged_family_stands_on_the_page_of_the_one_that_stays(client, two):
    first, second = two
    staff = paying.staff()
    paying.cards(staff["officer"])
    whom = paying.pl.DataFrame({"family_id": [second.pk]})
    paying.released(staff, paying.cycle(staff, paying.entitled(whom), paying.fund(staff["treasurer"])))
    same = [(first.members.get(name=one.name).pk, one.pk) for one in second.members.exclude(name="Bayu")]
    told = {"survivor_id": first.pk, "absorbed_id": second.pk, "same_people": same, "reason": "Kartu lama"}
    merge = actions.merge_families(by=user("regency_verifier"), on=paying.ON, **told)
    actions.approve_merge(merge_id=merge.pk, by=staff["head"], on=paying.ON)
    client.force_login(staff["head"])
    told = page(client, "family", first.pk)
    assert f"Bantuan: catatan {second.pk}" in told
    assert "Rp600.000 dilepas ke penyalur" in told
    assert f"catatan {second.pk}" in told


def test_the_list_of_merges_stays_within_reach(client, two):
    merge = wanted(two, maker=user("regency_verifier"))
    client.force_login(user("regency_verifier"))
    assert "Tukiman" not in page(client, "merges")
    assert "Dwi" in page(client, "merges")
    client.force_login(user("regency_verifier", "34.01"))
    assert "Dwi" not in page(client, "merges")
    assert client.get(reverse("registry:merge", args=[merge.pk])).status_code == 404


def test_programs_merge_approve_refuse_and_take_back(client, two):
    first, second = (family.members.get(name="Sumarni") for family in two)
    client.force_login(user("regency_verifier"))
    body = {"survivor": first.pk, "absorbed": second.pk, "reason": "KTP sama"}

    def post(path, told):
        return client.post(f"/api/v1/merges/{path}", json.dumps(told), content_type="application/json")

    answer = post("persons", body)
    assert (answer.status_code, answer.json()["status"]) == (200, "done")
    number = answer.json()["id"]
    assert [one["id"] for one in client.get("/api/v1/merges").json()] == [number]
    assert client.get(f"/api/v1/persons/{second.pk}").json()["merged_into_id"] == first.pk
    assert post(f"{number}/take-back", {"why": ""}).status_code == 422
    assert post(f"{number}/take-back", {"why": "Salah"}).json()["status"] == "taken_back"
    assert post(f"{number}/approve", {}).status_code == 403
    both = [[first.pk, second.pk]]
    families = {"survivor": two[0].pk, "absorbed": two[1].pk, "same_people": both, "reason": "Kartu lama"}
    assert post("families", families).json()["kind"] == "family"


def test_the_same_from_the_command_line(two):
    first, second = (family.members.get(name="Sumarni") for family in two)
    merge = json.loads(run("people", first.pk, second.pk, "--why", "KTP sama", "--json").stdout)
    assert (merge["status"], merge["survivor"]) == ("done", first.pk)
    assert str(merge["merge"]) in run("list").stdout
    assert run("take-back", merge["merge"]).exit_code == 1
    assert run("take-back", merge["merge"], "--why", "Salah").exit_code == 0
    families = ("families", two[0].pk, two[1].pk, "--why", "Kartu lama")
    assert run(*families).exit_code == 1
    Person.objects.filter(name="Sumarni").update(birth_date="1980-01-02")
    done = run(*families)
    assert (done.exit_code, Family.objects.get(pk=two[1].pk).status) == (0, "merged")
