"""Pictures of every page at 360 and 1280 px into `docs/pictures`: `make pictures`.

A small demonstration is made, served and photographed; nothing of it stays. WebP, because it keeps text sharp at a
quarter of the size of PNG.
"""

import base64
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser import visiting
from tests.browser.installation import ROOT, installation

FOLDER = ROOT / "docs" / "pictures"
FAMILIES = 600
QUALITY = 72
TALLEST = 6000
WIDTHS = (360, 1280)
IN_THE_DARK = ("home", "insight:dashboard")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main(chromium: str = "/usr/bin/chromium") -> None:
    """Make the demonstration and photograph it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.site.settings")
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with installation(Path(folder), families=FAMILIES) as site:
            states = visiting.states_of(browser, site, visiting.PEOPLE)
            places = visiting.places_of(browser, site, states)
            for old in FOLDER.glob("*.webp"):
                old.unlink()
            for place in places:
                photograph(browser, site.url, place, states.get(place.username))
        browser.close()
    write_index(places)


def photograph(browser: Browser, url: str, place: visiting.Place, state: Any) -> None:
    """One page at both widths, and in the dark where that is worth a look."""
    for width in WIDTHS:
        for scheme in ("light", "dark") if place.view in IN_THE_DARK else ("light",):
            options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "storage_state": state}
            with visiting.visiting(browser, **options) as context:
                (FOLDER / file_name(place.view, width, scheme)).write_bytes(_picture(context, url + place.path))


def file_name(view: str, width: int, scheme: str = "light") -> str:
    """`registry-family-360.webp`."""
    dark = "-dark" if scheme == "dark" else ""
    return f"{view.replace(':', '-').replace('_', '-').replace('?', '-')}-{width}{dark}.webp"


def write_index(places: list[visiting.Place]) -> None:
    """A page that shows them all."""
    lines = [
        "# Every page, at 360 and 1280 px",
        "",
        "Made by `make pictures` from a demonstration: nobody here exists.",
        "",
    ]
    for place in places:
        small, wide = (file_name(place.view, width) for width in WIDTHS)
        lines += [
            f"## {place.view}",
            "",
            f"![{place.view}, wide]({wide})",
            "",
            f"![{place.view}, telephone]({small})",
            "",
        ]
    (FOLDER / "README.md").write_text("\n".join(lines).rstrip() + "\n")


def _picture(context: BrowserContext, address: str) -> bytes:
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    root = "document.documentElement"
    width, height = page.evaluate(f"[{root}.clientWidth, Math.min({root}.scrollHeight, {TALLEST})]")
    taken = context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {
            "format": "webp",
            "quality": QUALITY,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
        },
    )
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    main(*sys.argv[1:])
