"""Visiting the site as somebody: sign in with the second factor, find every page, look at it with axe."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from lxml import html
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page

from tests.browser.installation import ROOT, Installation, run

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PEOPLE = (
    *("kepala", "verifikator", "petugas", "bendahara", "pendamping", "operator", "auditor", "admin"),
    *("pengasuh", "supervisor", "peksos", "kader"),
)
MOST_ASKED = 400
THROUGH = {
    "verifikator": {"quality:batch", "quality:findings", "proposals:proposal"},
    "peksos": {"cases:case", "cases:plan", "cases:session"},
    "supervisor": {"outreach:person"},
}
"""Not every one of these leads everywhere: a row to be corrected, a letter, an assessment, a visit that was held, whom
no cadre visits. One looks at all of them."""
CODE_HOLDS, TIME_TO_ASK = 30, 12
SIGN_IN = "/akun/masuk/"


@dataclass(frozen=True)
class Place:
    """One page of the site: its view's name, an address that shows it, and who saw it first."""

    view: str
    path: str
    username: str


RECONCILED = Place("payments:cycle?reconciled", "/siklus/1/", "petugas")
"""The first cycle of the demonstration has come all the way; the newest, which links lead to first, has not."""


def sign_in(page: Page, site: Installation, username: str) -> None:
    """Password, then code, as a person does."""
    page.goto(site.url + SIGN_IN)
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", f"padi-{username}")
    page.press("input[name=password]", "Enter")
    for _attempt in range(3):
        _wait_for_a_fresh_code()
        page.fill("input[name=code]", site.code_of(username))
        page.press("input[name=code]", "Enter")
        page.wait_for_load_state("load")
        if page.url == site.url + "/":
            return
    raise AssertionError(f"{username} could not sign in: {page.locator('main').inner_text()}")


def _wait_for_a_fresh_code() -> None:
    """A code holds half a minute and asking for it takes seconds on a busy machine."""
    left = CODE_HOLDS - time.time() % CODE_HOLDS
    if left < TIME_TO_ASK:
        time.sleep(left)


def states_of(site: Installation, usernames: Sequence[str]) -> dict[str, Any]:
    """Everybody's cookies."""
    told = json.loads(run(site.environment, "tests.browser.sessions", *usernames))
    return {username: {"cookies": [_cookie(site, session)], "origins": []} for username, session in told.items()}


def _cookie(site: Installation, session: str) -> dict[str, Any]:
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": session,
        "domain": urlsplit(site.url).hostname,
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }


@contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A window with its own cookies; the content policy is passed over so that axe can be brought in."""
    context = browser.new_context(bypass_csp=True, **options)
    try:
        yield context
    finally:
        context.close()


def places_of(browser: Browser, site: Installation, states: dict[str, Any]) -> list[Place]:
    """Every view that a link leads to, once each, from the homes of all roles."""
    found: dict[str, Place] = {"account_login": Place("account_login", SIGN_IN, "")}
    for username, state in states.items():
        with visiting(browser, storage_state=state) as context:
            for view, path in _crawl(context.request, site.url, THROUGH.get(username, set())):
                found.setdefault(view, Place(view, path, username))
    found[RECONCILED.view] = RECONCILED
    return sorted(found.values(), key=lambda place: place.view)


def _crawl(request: APIRequestContext, url: str, through: set[str]) -> Iterator[tuple[str, str]]:
    """Pages by their links, each view once; what gives a paper to keep gives one for every record."""
    waiting, seen, asked = ["/", "/keluarga/?urut=-head_name", "/cari/?q=siti"], {SIGN_IN}, 0
    while waiting and asked < MOST_ASKED:
        path = waiting.pop(0)
        if path in seen:
            continue
        view = view_of(path)
        if view in seen and (view not in through or "?" in path):
            continue
        answer = request.get(url + path, max_redirects=5)
        asked += 1
        seen.add(path)
        if not answer.ok:
            continue
        seen.add(view)
        if not _is_page(answer.headers):
            continue
        yield view, path
        waiting += _links(answer.text(), url + path)


def _is_page(headers: dict[str, str]) -> bool:
    """A page to look at, not one to keep: the reader of cards is a page that is downloaded."""
    kept = headers.get("content-disposition", "").startswith("attachment")
    return "text/html" in headers.get("content-type", "") and not kept


def _links(text: str, base: str) -> list[str]:
    host = urlsplit(base).netloc
    links = (urlsplit(urljoin(base, link)) for link in html.fromstring(text).xpath("//a/@href"))
    return [
        f"{link.path}?{link.query}".rstrip("?") for link in links if link.netloc == host and "format=" not in link.query
    ]


@cache
def view_of(path: str) -> str:
    """The name of the view at an address; a bare word in the query (`?cetak`) makes it another page."""
    parts = urlsplit(path)
    bare = "".join(f"?{word}" for word in parts.query.split("&") if word and "=" not in word)
    try:
        return resolve(parts.path).view_name + bare
    except Resolver404:
        return path


def findings(page: Page, only: Sequence[str] = ()) -> list[str]:
    """What axe objects to on the page as it stands, every folded part opened; of all rules, or of these. Only all rules
    need the style sheets read once more."""
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(part => part.open = true)")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    rules = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": RULES}
    found = page.evaluate(
        "async asked => (await axe.run(document, asked)).violations"
        ".map(v => v.id + ': ' + v.help + ' | ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' , '))",
        {"runOnly": rules, "resultTypes": ["violations"], "preload": not only},
    )
    return list(found)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def too_wide(page: Page) -> list[str]:
    """What reaches beyond the window's edge, outermost first; nothing where the page fits."""
    if not overflow(page):
        return []
    found = page.evaluate(
        "() => [...document.querySelectorAll('body *')]"
        ".filter(part => part.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)"
        ".slice(0, 5).map(part => `${part.tagName}.${part.className}: ${part.textContent.trim().slice(0, 40)}`)"
    )
    return found or ["the page itself"]
