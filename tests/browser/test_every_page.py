"""Every page of every role: axe objects to nothing, nothing is too wide, the content policy refuses nothing."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import visiting
from tests.browser.installation import Installation
from tests.browser.visiting import Place

EXPECTED = {"home", "account_login", "registry:families", "registry:family", "payments:cycle", "insight:dashboard"}


def test_the_pages_that_matter_are_reached_by_links(places: list[Place]) -> None:
    assert {place.view for place in places} >= EXPECTED


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    browser: Browser, site: Installation, states: dict[str, Any], places: list[Place], width: int, scheme: str
) -> None:
    found = {}
    for username in {place.username for place in places}:
        options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
        with visiting.visiting(browser, storage_state=states.get(username), **options) as context:
            page = context.new_page()
            for place in (place for place in places if place.username == username):
                page.goto(site.url + place.path)
                if objections := visiting.findings(page):
                    found[place.path] = objections
    assert found == {}


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_is_wider_than_its_window(
    browser: Browser, site: Installation, states: dict[str, Any], places: list[Place], width: int
) -> None:
    wide = {}
    for username in {place.username for place in places}:
        options = {"viewport": {"width": width, "height": 800}}
        with visiting.visiting(browser, storage_state=states.get(username), **options) as context:
            page = context.new_page()
            for place in (place for place in places if place.username == username):
                page.goto(site.url + place.path)
                if pixels := visiting.overflow(page):
                    wide[place.path] = pixels
    assert wide == {}


def test_the_content_policy_refuses_nothing_that_the_pages_bring(
    browser: Browser, site: Installation, states: dict[str, Any], places: list[Place]
) -> None:
    said: list[str] = []
    for username in {place.username for place in places}:
        context = browser.new_context(storage_state=states.get(username))
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        for place in (place for place in places if place.username == username):
            page.goto(site.url + place.path)
        context.close()
    assert said == []
