"""Pages of the care contexts as people open them: what it is, who looks, where it is."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse

from benchmarks.care.people import People
from lumbung.core import bulk

SEEN = 20
"""So many different records a page of one record is opened for."""
_OF_REGENCY = """
    SELECT id FROM {table} WHERE region_code >= '{regency}' AND region_code < '{regency}/' AND {which}
     ORDER BY id % 997, id LIMIT {seen}
"""


KNOWN = "person_id NOT IN (SELECT person_id FROM cases_case WHERE sensitive AND person_id IS NOT NULL)"


class Page(NamedTuple):
    """One page, or the same page of several records, for one person."""

    what: str
    who: str
    addresses: list[str]


LISTS = (
    ("what waits for a worker", "worker", "home"),
    ("what waits for a supervisor", "supervisor", "home"),
    ("persons reached", "worker", "outreach:persons"),
    ("persons reached who wait for a cadre", "worker", "outreach:persons?keadaan=visited"),
    ("persons reached, the nation", "nation", "outreach:persons"),
    ("a cadre's day", "cadre", "outreach:day"),
    ("matches to decide", "worker", "outreach:matches"),
    ("map of outreach", "worker", "outreach:map"),
    ("map of outreach, the nation", "nation", "outreach:map"),
    ("figures of outreach", "supervisor", "outreach:figures"),
    ("figures of outreach, the nation", "nation", "outreach:figures"),
    ("cadres", "worker", "outreach:cadres"),
    ("parent groups", "worker", "outreach:groups"),
    ("workshops", "supervisor", "outreach:workshops"),
    ("mobile days", "worker", "outreach:service_days"),
    ("Dream Start", "worker", "childhood:starts"),
    ("Dream Start, the nation", "nation", "childhood:starts"),
    ("figures of Dream Start", "supervisor", "childhood:figures"),
    ("figures of Dream Start, the nation", "nation", "childhood:figures"),
    ("lists of discovery", "facilitator", "childhood:discoveries"),
    ("reports of abuse", "worker", "childhood:reports"),
    ("care near home, one regency at a glance", "supervisor", "districts:overview"),
    ("care near home, the nation", "nation", "districts:overview"),
    ("calls of today", "worker", "districts:calls"),
    ("calls of today in a subdistrict", "facilitator", "districts:calls"),
    ("home visits to make", "worker", "districts:visits"),
    ("care decisions", "head", "districts:decisions"),
    ("warnings of the weather", "worker", "districts:alerts"),
    ("activities at home", "worker", "districts:activities"),
    ("cohorts", "worker", "districts:cohorts"),
    ("the referral desk of a regency", "desk", "referrals:desk"),
    ("the referral desk of a regency, open needs", "desk", "referrals:desk?keadaan=open"),
    ("the referral desk of a village", "village", "referrals:desk"),
    ("the referral desk, the nation", "nation", "referrals:desk"),
    ("escalations", "desk", "referrals:escalations"),
    ("referrals to answer", "receiver", "referrals:received"),
    ("directory of services", "desk", "referrals:institutions"),
    ("figures of the desk", "desk", "referrals:figures"),
    ("figures of the desk, the nation", "nation", "referrals:figures"),
    ("facilities", "keeper", "facilities:facilities"),
    ("facilities, the nation", "nation", "facilities:facilities"),
    ("residents", "keeper", "facilities:stays"),
    ("residents, the nation", "nation", "facilities:stays"),
    ("incidents", "keeper", "facilities:incidents"),
    ("bookings of rooms", "centre", "facilities:bookings"),
    ("courses", "keeper", "facilities:courses"),
)
COUNTED_AHEAD = ("outreach:map", "outreach:figures", "childhood:figures", "districts:overview", "referrals:figures")
"""What managers look at, counted at night."""
RECORDS = (
    ("one person reached", "worker", "outreach:person", "outreach_outreach", "NOT sensitive"),
    ("choice of a cadre", "worker", "outreach:choose", "outreach_outreach", "status = 'visited' AND NOT sensitive"),
    ("one visit", "worker", "outreach:visit", "outreach_visit", "NOT sensitive"),
    ("one cadre", "worker", "outreach:cadre", "outreach_cadre", "true"),
    ("one parent group", "worker", "outreach:group", "outreach_parentgroup", "true"),
    ("one workshop", "supervisor", "outreach:workshop", "outreach_workshop", "true"),
    ("one mobile day", "worker", "outreach:service_day", "outreach_serviceday", "true"),
    ("one start in Dream Start", "worker", "childhood:start", "childhood_start", "NOT sensitive"),
    ("one list of discovery", "worker", "childhood:discovery", "childhood_discovery", "true"),
    ("one report of abuse", "worker", "childhood:report", "childhood_abusereport",
     "case_id IN (SELECT case_id FROM cases_member WHERE user_id = {worker})"),
    ("one call", "worker", "districts:call", "districts_call", f"status = 'open' AND {KNOWN}"),
    ("one home visit", "worker", "districts:visit", "districts_visit", f"status = 'open' AND {KNOWN}"),
    ("one care decision", "head", "districts:decision", "districts_caredecision", KNOWN),
    ("one warning", "worker", "districts:alert", "districts_alert", "id = 200"),
    ("one activity", "worker", "districts:activity", "districts_activity", KNOWN),
    ("one cohort", "worker", "districts:cohort", "districts_cohort", "true"),
    ("one learner", "worker", "districts:place", "districts_place", KNOWN),
    ("one need", "desk", "referrals:need", "referrals_need", "readers IS NULL"),
    ("one need to refer", "desk", "referrals:refer", "referrals_need", "readers IS NULL AND status = 'open'"),
    ("one referral", "desk", "referrals:referral", "referrals_referral", "readers IS NULL"),
    ("one referral to answer", "receiver", "referrals:answer", "referrals_referral",
     "status = 'sent' AND readers IS NULL"),
    ("one facility", "keeper", "facilities:facility", "facilities_facility", "true"),
    ("figures of a facility", "centre", "facilities:figures", "facilities_facility", "true"),
    ("calendar of a facility", "keeper", "facilities:calendar", "facilities_facility", "true"),
    ("air of a facility", "keeper", "facilities:air", "facilities_facility", "true"),
    ("admission to a facility", "keeper", "facilities:admit", "facilities_facility", "true"),
    ("one stay", "keeper", "facilities:stay", "facilities_stay", "status = 'inside' AND readers IS NULL"),
    ("one course", "keeper", "facilities:course", "facilities_course", "true"),
    ("one case with all of it", "worker", "cases:case", "cases_case", "NOT sensitive"),
    ("one person with panels and timeline", "worker", "registry:person",
     "(SELECT person_id AS id, region_code FROM cases_case WHERE NOT sensitive) of_case", "true"),
)  # fmt: skip


def pages(who: People) -> Iterator[Page]:
    """Every list, figure and map; then the pages of single records of the regency."""
    for what, whom, name in LISTS:
        address, _mark, asked = name.partition("?")
        yield Page(what, whom, [reverse(address) + (asked and f"?{asked}")])
    for what, whom, name, table, which in RECORDS:
        yield Page(what, whom, [reverse(name, args=[pk]) for pk in _some(who, table, which)])


def counted_ahead() -> Iterator[Page]:
    """The pages that the night counts, for one regency and for the nation."""
    for what, whom, name in LISTS:
        if name in COUNTED_AHEAD:
            yield Page(what, whom, [reverse(name)])


def _some(who: People, table: str, which: str) -> list[int]:
    regency = "" if table == "districts_alert" else who.regency
    sql = _OF_REGENCY if regency else "SELECT id FROM {table} WHERE {which}"
    told = {"table": table, "regency": regency, "which": which.format(worker=who["worker"].pk), "seen": SEEN}
    return [pk for (pk,) in bulk.rows(sql.format(**told))]
