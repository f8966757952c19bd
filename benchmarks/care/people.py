"""Who opens the pages: people of the regency with the most cases, and one of the nation."""

from dataclasses import dataclass

from lumbung.core import bulk
from lumbung.staff.models import User

_FULLEST = "SELECT left(region_code, {letters}) FROM registry_family GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
LOOKING = 7
ROLES = {
    "supervisor": "case_supervisor",
    "head": "regency_head",
    "desk": "referral_officer",
    "receiver": "referral_receiver",
    "keeper": "facility_officer",
    "centre": "centre_head",
}


@dataclass(frozen=True)
class People:
    """Accounts by what they do; `workers` have all cases among them."""

    regency: str
    village: str
    workers: list[User]
    by_name: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.by_name[name]


_ON_TEAMS = """
    INSERT INTO cases_member (region_code, sensitive, case_id, user_id, role, since)
    SELECT region_code, sensitive, id, %(worker)s, 'professional', opened_on FROM cases_case c
     WHERE sensitive AND region_code >= %(regency)s AND region_code < %(regency)s || '/'
       AND NOT EXISTS (SELECT 1 FROM cases_member m WHERE m.user_id = %(worker)s AND m.sensitive)
     ORDER BY id LIMIT 20
"""
"""The worker who looks is on the team of some secret cases, as every worker is."""


def people(workers: list[User]) -> People:
    """The same accounts each time; the worker who looks has cases of their own, and sees one regency only."""
    [(regency,)], [(village,)] = (bulk.rows(_FULLEST.format(letters=letters)) for letters in (5, 13))
    found = {name: account(f"bench-{name}-care", role, regency) for name, role in ROLES.items()}
    User.objects.filter(pk=workers[LOOKING].pk).update(region_code=regency)
    bulk.execute(_ON_TEAMS, {"worker": workers[LOOKING].pk, "regency": regency})
    found |= {
        "worker": User.objects.get(pk=workers[LOOKING].pk),
        "facilitator": account("bench-facilitator-care", "facilitator", village[:8]),
        "village": account("bench-village-care", "referral_officer", village),
        "cadre": account("bench-cadre-care", "cadre", village[:8]),
        "nation": account("bench-nation-care", "case_supervisor", ""),
    }
    return People(regency, village, workers, found)


def account(username: str, role: str, region_code: str = "") -> User:
    """An account of that name, made once."""
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_user(username, name=username, role=role, region_code=region_code)
