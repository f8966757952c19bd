"""Every page of every role: axe objects to nothing, nothing is too wide, the content policy refuses nothing."""

from dataclasses import dataclass, field
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
    *("outreach:persons", "outreach:person", "outreach:choose", "outreach:matches", "outreach:day", "outreach:visit"),
    *("outreach:map", "outreach:figures", "outreach:cadres", "outreach:cadre", "outreach:workshops"),
    *("outreach:workshop", "outreach:groups", "outreach:group", "outreach:service_days", "outreach:service_day"),
    *("childhood:starts", "childhood:start", "childhood:figures", "childhood:discoveries", "childhood:discovery"),
    *("childhood:candidate", "childhood:new_report", "childhood:reports", "childhood:report"),
    *("programmes:departures", "programmes:departure", "programmes:hand_overs"),
    *("districts:overview", "districts:calls", "districts:call", "districts:visits", "districts:visit"),
    *("districts:decisions", "districts:decision", "districts:alerts", "districts:alert", "districts:cohorts"),
    *("districts:cohort", "districts:place", "districts:activities", "districts:activity", "districts:assess"),
    *("referrals:desk", "referrals:need", "referrals:referral", "referrals:refer", "referrals:institutions"),
    *("referrals:escalations", "referrals:figures", "referrals:received", "referrals:answer", "cases:refer"),
}
PHONE, DESK, NARROWEST = 360, 1280, 320
LAID_OUT = ["color-contrast", "target-size", "region", "skip-link", "scrollable-region-focusable"]
"""What axe can see otherwise in a wider window: the page is the same, its parts lie elsewhere or are shown."""


def test_the_pages_that_matter_are_reached_by_links(places: list[Place]) -> None:
    assert {place.view for place in places} >= EXPECTED


@dataclass
class Looks:
    """What the visits showed, by address: axe's objections, what is wider than its window, what the policy refused."""

    objections: dict[str, list[str]] = field(default_factory=dict)
    overflow: dict[str, list[str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def looks(browser: Browser, site: Installation, states: dict[str, Any], places: list[Place]) -> Looks:
    """Every page opened once under the site's own content policy, then seen by phone, desk, and in the dark."""
    seen = Looks()
    for username in {place.username for place in places}:
        context = browser.new_context(storage_state=states.get(username))
        page = context.new_page()
        page.on("console", lambda message: seen.refused.append(message.text) if message.type == "error" else None)
        for place in (place for place in places if place.username == username):
            _look(page, site.url, place.path, seen)
        context.close()
    return seen


def test_axe_finds_nothing_in_the_light_or_in_the_dark(looks: Looks) -> None:
    assert len(looks.objections) > len(EXPECTED)
    assert {where: said for where, said in looks.objections.items() if said} == {}


def test_no_page_is_wider_than_its_window(looks: Looks) -> None:
    assert {where: much for where, much in looks.overflow.items() if much} == {}


def test_the_content_policy_refuses_nothing_that_the_pages_bring(looks: Looks) -> None:
    assert looks.refused == []


def _look(page: Page, url: str, path: str, seen: Looks) -> None:
    """All rules on a phone in the light; what the layout changes at a desk; in the dark only the colours are others."""
    page.emulate_media(color_scheme="light")
    _stand(page, PHONE)
    page.goto(url + path)
    seen.overflow[f"{path} {PHONE}"] = visiting.too_wide(page)
    _stand(page, NARROWEST)
    seen.overflow[f"{path} {NARROWEST}"] = visiting.too_wide(page)
    _stand(page, DESK)
    seen.overflow[f"{path} {DESK}"] = visiting.too_wide(page)
    seen.objections[f"{path} {DESK}"] = visiting.findings(page, only=LAID_OUT)
    _stand(page, PHONE)
    seen.objections[f"{path} {PHONE}"] = visiting.findings(page)
    page.emulate_media(color_scheme="dark")
    seen.objections[f"{path} {PHONE} dark"] = visiting.findings(page, only=["color-contrast"])


def _stand(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
