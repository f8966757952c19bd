"""Pictures of every page at 360 and 1280 px into `docs/pictures`: `make pictures`.

A small demonstration is made, served and photographed; nothing of it stays. WebP, because it keeps text sharp at a
quarter of the size of PNG.
"""

import base64
import os
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import Page, sync_playwright

from lumbung.core import embedded
from tests.browser import visiting
from tests.browser.installation import ROOT, installation

FOLDER = ROOT / "docs" / "pictures"
FAMILIES = 600
QUALITY = 45
TALLEST = 6000
WIDTHS = (360, 1280)
IN_THE_DARK = ("home", "insight:dashboard")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main(chromium: str = "/usr/bin/chromium") -> None:
    """Make the demonstration and photograph it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.site.settings")
    os.environ.setdefault("DATABASE_URL", embedded.database_url())
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with installation(Path(folder), families=FAMILIES) as site:
            states = visiting.states_of(site, visiting.PEOPLE)
            places = visiting.places_of(browser, site, states)
            for old in FOLDER.glob("*.webp"):
                old.unlink()
            for username in {place.username for place in places}:
                with visiting.visiting(browser, storage_state=states.get(username)) as context:
                    page = context.new_page()
                    for place in (place for place in places if place.username == username):
                        photograph(page, site.url, place)
        browser.close()
    write_index(places)


def photograph(page: Page, url: str, place: visiting.Place) -> None:
    """One page at both widths, and in the dark where that is worth a look."""
    page.goto(url + place.path)
    for scheme in ("light", "dark") if place.view in IN_THE_DARK else ("light",):
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            (FOLDER / file_name(place.view, width, scheme)).write_bytes(_picture(page))


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


def _picture(page: Page) -> bytes:
    root = "document.documentElement"
    width, height = page.evaluate(f"[{root}.clientWidth, Math.min({root}.scrollHeight, {TALLEST})]")
    taken = page.context.new_cdp_session(page).send(
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
