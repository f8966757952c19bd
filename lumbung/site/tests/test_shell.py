"""The home says what waits, the menu shows what the role may do, and the reader chooses language and light."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from lumbung.core import waiting
from lumbung.site import navigation, views
from lumbung.staff.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client):
    """A head of office, signed in."""
    user = User.objects.create_user("bambang", name="Bambang Prakoso", role="regency_head", region_code="33.23")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


@pytest.fixture
def sources(monkeypatch):
    """Waiting sources of this test alone."""
    monkeypatch.setattr(waiting, "_sources", [])
    return waiting.register


def counted(user):
    """How much waits for somebody now."""
    return waiting.counts_of(viewer=user, today=timezone.localdate(), acts="")


def told_by_the_menu(client):
    """The count of the first entry on a page that is not the home."""
    page = html.fromstring(client.get("/akun/").content)
    [count, *_again] = page.xpath("//nav//a[@href='/']/span[@class='n']/text()")
    return count


def test_a_stranger_is_sent_to_sign_in(client):
    response = client.get("/")
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_the_home_groups_what_waits_by_urgency(client, head, sources):
    task = waiting.Task("Setujui siklus PKH Tahap 4", "/siklus/1/", "32.418 keluarga", when="today", progress=(86, 127))
    sources(lambda viewer, today: [task])
    page = client.get("/").content.decode()
    assert "1 pekerjaan menunggu Anda" in page
    assert "Setujui siklus PKH Tahap 4" in page
    assert "Boleh nanti" not in page


def test_the_home_with_nothing_to_do_says_what_will_come(client, head, sources):
    assert "Tidak ada yang menunggu Anda." in client.get("/").content.decode()


def test_no_page_carries_an_inline_style_or_script(client, head, sources):
    page = client.get("/").content.decode()
    assert "style=" not in page
    assert "<script>" not in page


def test_the_same_page_in_english(client, head, sources):
    response = client.post("/bahasa/", {"language": "en", "next": "/"}, follow=True)
    assert response.headers["Content-Language"] == "en"
    assert 'lang="en"' in response.content.decode()


def test_a_browser_set_to_english_still_gets_indonesian_until_asked(client, head, sources):
    assert client.get("/", headers={"accept-language": "en"}).headers["Content-Language"] == "id"


def test_the_dark_page_is_chosen_by_the_server(client, head, sources):
    client.post("/tampilan/", {"theme": "dark", "next": "/"})
    assert 'data-theme="dark"' in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example"])
def test_a_choice_never_leads_away_from_the_site(client, head, address):
    assert client.post("/bahasa/", {"language": "en", "next": address})["Location"] == "/"


def test_the_menu_counts_only_work_that_waits(rf, head, sources, monkeypatch):
    sources(lambda viewer, today: [waiting.Task("Putuskan dugaan ganda", "/", menu="duplicates", count=27)])
    monkeypatch.setattr(navigation, "address", lambda name: f"/{name}/")
    groups = navigation.groups_of(head, "/", counted(head))
    items = {str(item.label): item.count for group in groups for item in group.items}
    assert items["Dugaan ganda"] == 27
    assert items["Siklus pembayaran"] == 0


def test_what_others_do_is_counted_within_a_minute_and_what_one_does_oneself_at_once(client, head, sources):
    waits = [waiting.Task("Putuskan dugaan ganda", "/")]
    sources(lambda viewer, today: waits)
    assert told_by_the_menu(client) == "1"
    waits.append(waiting.Task("Setujui siklus", "/"))
    assert told_by_the_menu(client) == "1"
    client.post("/tampilan/", {"theme": "dark", "next": "/"})
    assert told_by_the_menu(client) == "2"
    waits.append(waiting.Task("Baca surat", "/"))
    assert "3 pekerjaan menunggu Anda" in client.get("/").content.decode()
    assert told_by_the_menu(client) == "3"


def test_the_menu_hides_what_the_role_may_not_do(head, sources, monkeypatch):
    monkeypatch.setattr(navigation, "address", lambda name: f"/{name}/")
    labels = {str(item.label) for group in navigation.groups_of(head, "/", counted(head)) for item in group.items}
    assert "Dana" not in labels
    assert "Akun" not in labels


@pytest.mark.parametrize(
    ("hour", "words"), [(5, "Selamat pagi"), (12, "Selamat siang"), (16, "Selamat sore"), (23, "Selamat malam")]
)
def test_the_greeting_follows_the_hour(hour, words):
    assert views.greeting(hour) == words


def test_a_long_menu_is_folded_but_for_where_the_reader_is(client, head, sources):
    head.role = "programme_officer"
    groups = navigation.groups_of(head, reverse("payments:cards"), counted(head))
    unfolded = {str(group.title) for group in groups if group.unfolded}
    assert unfolded == {"", "Membayar"}
    assert sum(item.current for group in groups for item in group.items) == 1


def test_a_short_menu_is_seen_at_once(client, head, sources):
    head.role = "regent"
    assert all(group.unfolded for group in navigation.groups_of(head, "/", counted(head)))
