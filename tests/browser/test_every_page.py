"""Every page of every role: axe objects to nothing, nothing is too wide, the content policy refuses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import visiting
from tests.browser.installation import Installation
from tests.browser.visiting import Place

EXPECTED = {
    *("account_login", "home", "registry:families", "registry:family", "quality:batch", "quality:pair"),
    *("proposals:proposals", "proposals:proposal", "proposals:meeting", "proposals:docket", "proposals:new"),
    *("programmes:run", "programmes:why", "payments:cycle", "insight:dashboard", "staff:record_history"),
    *("in_kind:requests", "in_kind:request", "in_kind:waiting_list", "in_kind:stock", "in_kind:lot"),
    *("facilities:facilities", "facilities:facility", "facilities:stays", "facilities:stay", "facilities:calendar"),
    *("facilities:air", "facilities:courses", "facilities:figures", "facilities:bookings", "facilities:admit"),
    *(
        "cases:plan",
        "cases:week",
        "cases:session",
        "cases:note",
        "cases:day",
        "cases:loads",
        "cases:worker",
        "cases:results",
    ),
    *("payments:samples", "payments:sample", "payments:sample_tasks", "payments:sample_entry"),
    *("payments:card", "payments:check_card"),
    *("quality:correct", "quality:columns", "proposals:letter"),
    *("quality:family_form", "quality:form_block", "quality:form_send", "programmes:findings", "programmes:finding"),
    *("programmes:duties", "programmes:family_duties", "programmes:lists", "programmes:duty_list", "programmes:care"),
    *("programmes:sanctions", "programmes:sanction", "programmes:group", "programmes:session", "programmes:day_plan"),
    *("cases:cases", "cases:instruments", "cases:instrument", "cases:assessments", "cases:assessment"),
    *("cases:functioning", "cases:kin", "cases:case", "cases:conferences", "cases:conference", "cases:wave"),
    *("programmes:departures", "programmes:departure", "programmes:hand_overs"),
}
NARROWEST = 320


def test_the_pages_that_matter_are_reached_by_links(places: list[Place]) -> None:
    assert {place.view for place in places} >= EXPECTED


@dataclass(frozen=True)
class Look:
    """What one visit shows: axe's objections in the light and in the dark, and what is wider than the window."""

    objections: dict[str, list[str]]
    overflow: list[str]


@pytest.fixture(scope="module", params=[360, 1280])
def looks(
    request: pytest.FixtureRequest, browser: Browser, site: Installation, states: dict[str, Any], places: list[Place]
) -> dict[str, Look]:
    """Every page seen once at a width, by address."""
    return {place.path: _look(page) for place, page in _every(browser, site, states, places, width=request.param)}


def test_axe_finds_nothing_in_the_light_or_in_the_dark(looks: dict[str, Look]) -> None:
    found = {f"{path} {scheme}": said for path, look in looks.items() for scheme, said in look.objections.items()}
    assert {where: said for where, said in found.items() if said} == {}


def test_no_page_is_wider_than_its_window(looks: dict[str, Look]) -> None:
    assert {path: look.overflow for path, look in looks.items() if look.overflow} == {}


@pytest.fixture(scope="module")
def narrow(
    browser: Browser, site: Installation, states: dict[str, Any], places: list[Place]
) -> tuple[dict[str, list[str]], list[str]]:
    """Every page seen once in the narrowest window, under the site's own content policy: overflows, and complaints."""
    wide: dict[str, list[str]] = {}
    said: list[str] = []
    for username in {place.username for place in places}:
        with _window(browser, states.get(username), said) as page:
            for place in (place for place in places if place.username == username):
                page.goto(site.url + place.path)
                wide[place.path] = visiting.too_wide(page)
    return wide, said


def test_no_page_is_wider_than_the_narrowest_window(narrow: tuple[dict[str, list[str]], list[str]]) -> None:
    wide, _said = narrow
    assert {path: much for path, much in wide.items() if much} == {}


def test_the_content_policy_refuses_nothing_that_the_pages_bring(
    narrow: tuple[dict[str, list[str]], list[str]],
) -> None:
    wide, said = narrow
    assert wide
    assert said == []


def _look(page: Page) -> Look:
    """All rules in the light; in the dark only the colours are others."""
    overflow = visiting.too_wide(page)
    page.emulate_media(color_scheme="light")
    light = visiting.findings(page)
    page.emulate_media(color_scheme="dark")
    return Look({"light": light, "dark": visiting.findings(page, only=["color-contrast"])}, overflow)


def _every(
    browser: Browser, site: Installation, states: dict[str, Any], places: list[Place], *, width: int
) -> Iterator[tuple[Place, Page]]:
    """Each page open in a window of that width, signed in as somebody who may see it."""
    for username in {place.username for place in places}:
        options = {"viewport": {"width": width, "height": 800}, "storage_state": states.get(username)}
        with visiting.visiting(browser, **options) as context:
            page = context.new_page()
            for place in (place for place in places if place.username == username):
                page.goto(site.url + place.path)
                yield place, page


@contextmanager
def _window(browser: Browser, state: Any, said: list[str]) -> Iterator[Page]:
    """A narrow window under the site's own content policy that notes what it complains about."""
    context = browser.new_context(storage_state=state, viewport={"width": NARROWEST, "height": 800})
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
