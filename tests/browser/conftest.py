"""One browser and one installation for all browser tests. Without a browser they are skipped, never in CI."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import visiting
from tests.browser.installation import ROOT, Installation, installation

FAMILIES = 300
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """The machine's Chromium; its absence skips on a desk and fails in CI."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = "no browser: install Debian's chromium, or name one in CHROMIUM"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    if not visiting.AXE.exists():
        pytest.fail(f"axe-core is missing; run `npm install` in {ROOT}")
    return found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    path = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A served demonstration of a few hundred families."""
    with installation(tmp_path_factory.mktemp("installation"), families=FAMILIES) as running:
        yield running


@pytest.fixture(scope="package")
def states(site: Installation) -> dict[str, Any]:
    """Cookies of one person for each role."""
    return visiting.states_of(site, visiting.PEOPLE)


@pytest.fixture(scope="package")
def places(browser: Browser, site: Installation, states: dict[str, Any]) -> list[visiting.Place]:
    """Every page that a link leads to."""
    return visiting.places_of(browser, site, states)
