"""Two records side by side: what agrees in words, the decision, and the next pair of the same list."""

import pytest
from django.urls import reverse

from lumbung.quality import queries
from lumbung.quality.models import DuplicatePair
from lumbung.registry.models import Merge, Person
from lumbung.registry.tests import factories as registered
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")
NIK, SWAPPED = "3323014105909003", "3323014105909030"
WEIGHTS = [
    {"field": "name", "level": "similar", "weight": 7.5},
    {"field": "birth_date", "level": "swapped", "weight": 3.0},
    {"field": "mother", "level": "different", "weight": -4.0},
    {"field": "nik", "level": "one_digit", "weight": 9.0},
]


@pytest.fixture
def verifier(client):
    found = user("regency_verifier", "33.23")
    client.force_login(found)
    return found


def pair(at=0, first="33.23.01.2001", second="33.23.01.2002", **fields):
    a = registered.person(registered.family(first), f"Siti Aminah {at}", nik=NIK, birth_place="Temanggung")
    b = registered.person(registered.household("Budi", region_code=second), f"Sitti Aminah {at}", nik=SWAPPED)
    told = {"kind": "probable", "region_code": "33.23.01", "probability": 0.9, "weights": WEIGHTS} | fields
    return DuplicatePair.objects.create(a=a, b=b, **told)


def address(found, name="pair"):
    return reverse(f"quality:{name}", args=[found.pk])


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_each_fact_says_in_words_what_agrees_and_what_it_weighs(client, verifier):
    told = text(client, address(pair(hold="twins")))
    for words in (
        "hampir sama: mendukung kuat",
        "tanggal dan bulan tertukar: mendukung",
        "berbeda: melemahkan",
        "Dua angka tertukar",
        "Hanya satu diketahui",
        "Mungkin kembar",
        "kemungkinan orang yang sama",
    ):
        assert words in told


def test_no_number_is_shown_beside_a_birth_date(client, verifier):
    told = text(client, address(pair()))
    assert not {NIK, NIK[-4:], SWAPPED[-4:]}.intersection(told.replace("<", " ").replace(">", " ").split())


def test_who_lives_with_both_stands_below(client, verifier):
    found = pair()
    registered.person(found.b.family, "Bayu", relation=3)
    told = text(client, address(found))
    assert "Bayu" in told
    assert "Tidak ada orang lain di kartu ini." in told


def test_a_decision_leads_to_the_next_pair_of_the_same_list(client, verifier):
    first, second, other = pair(1), pair(2, probability=0.8), pair(3, kind="same_nik", probability=None)
    narrowed = "?sebab=probable"
    answer = client.post(address(first) + narrowed, {"decision": "different", "why": "Dua orang"})
    assert answer.headers["Location"] == address(second) + narrowed
    answer = client.post(address(second) + narrowed, {"decision": "unsure", "why": "Belum bertemu"})
    assert answer.headers["Location"] == reverse("quality:duplicates") + narrowed
    assert DuplicatePair.objects.get(pk=other.pk).status == "open"


def test_the_same_person_is_merged_with_the_values_chosen_on_the_page(client, verifier):
    found = pair()
    data = {"decision": "same", "why": "KTP sama", "survivor": found.b_id, "keep_name": found.a_id}
    assert client.post(address(found), data).status_code == 303
    kept = Person.objects.get(pk=found.b_id)
    assert (kept.name, kept.birth_place, Person.objects.get(pk=found.a_id).merged_into_id) == (
        "Siti Aminah 0",
        "Temanggung",
        kept.pk,
    )
    told = text(client, address(found))
    assert "Lihat penggabungannya" in told


@pytest.mark.parametrize("data", [{}, {"decision": "same"}, {"why": "x"}, {"decision": "maybe", "why": "x"}])
def test_without_a_decision_and_a_reason_nothing_is_decided(client, verifier, data):
    found = pair()
    assert client.post(address(found), data).status_code == 422
    assert not Merge.objects.exists()


def test_members_of_one_card_are_asked_why_on_the_page(client, verifier):
    family = registered.family("33.23.01.2001")
    a, b = (registered.person(family, "Dwi", nik=NIK) for _twin in range(2))
    found = DuplicatePair.objects.create(a=a, b=b, kind="same_nik", region_code="33.23.01.2001")
    assert "satu Kartu Keluarga" in text(client, address(found))
    answer = client.post(address(found), {"decision": "same", "why": "Sama"})
    assert answer.status_code == 422
    assert "Tulis mengapa kartu ini memuat satu orang dua kali" in answer.content.decode()
    client.post(address(found), {"decision": "same", "why": "Sama", "one_card_reason": "Didata dua kali"})
    assert Merge.objects.get().status == "proposed"


def test_the_queue_is_filtered_sorted_and_taken_along(client, verifier):
    pair(1), pair(2, kind="same_nik", probability=None, second="33.23.01.2001")
    listed = reverse("quality:duplicates")
    assert text(client, listed).index("Siti Aminah 2") < text(client, listed).index("Siti Aminah 1")
    assert "Siti Aminah 2" not in text(client, f"{listed}?sebab=probable")
    assert "Siti Aminah 1" not in text(client, f"{listed}?nama=aminah+2")
    assert text(client, f"{listed}?urut=a").index("Siti Aminah 1") < text(client, f"{listed}?urut=a").index("Aminah 2")
    sheet = client.get(f"{listed}?format=csv").getvalue().decode()
    assert "Siti Aminah 1" in sheet
    assert NIK not in sheet


def test_only_who_reaches_both_and_may_decide_decides(client):
    found = pair()
    client.force_login(user("village_operator", "33.23.01.2001"))
    assert client.get(address(found)).status_code == 404
    client.force_login(user("regency_head", "33.23"))
    assert "Putuskan" not in text(client, address(found))
    assert client.post(address(found), {"decision": "different", "why": "x"}).status_code == 403


def test_a_pair_told_apart_is_opened_again_with_a_reason(client, verifier):
    found = pair()
    client.post(address(found), {"decision": "different", "why": "Dua orang"})
    client.post(address(found, "reopen_pair"), {"why": "Ternyata satu"})
    assert queries.pairs_waiting(viewer=verifier).get().pk == found.pk
