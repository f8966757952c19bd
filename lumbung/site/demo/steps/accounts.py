"""One account for each role, a second officer and a second treasurer: some acts need two people."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import SYSTEM, acting
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.staff import actions, second_factor
from lumbung.staff.models import User

TITLE = _("Akun peragaan")
ISSUER = "Lumbung"

ADMINISTRATOR, OFFICER, SECOND_OFFICER, TREASURER, SECOND_TREASURER = (
    *("admin", "petugas", "petugas2", "bendahara", "bendahara2"),
)
VERIFIER, HEAD, FACILITATOR, OPERATOR, AUDITOR = "verifikator", "kepala", "pendamping", "operator", "auditor"
REGENT, SHOPKEEPER = "bupati", "penjaga"
CARER, SECOND_CARER = "pengasuh", "pengasuh2"
CARE_WORKER, SECOND_CARE_WORKER, CARE_SUPERVISOR, CENTRE_HEAD = "peksos", "peksos2", "supervisor", "sentra"
CADRE = "kader"
DESK, VILLAGE_DESK, RECEIVER = "slrt", "puskesos", "puskesmas"


@dataclass(frozen=True)
class Person:
    """Somebody who doesn't exist, with the role and the level of region they work at."""

    username: str
    name: str
    role: str
    level: int
    """Length of the region's code: 0 the nation, 5 the regency, 8 a district, 13 a village."""


PEOPLE = (
    Person(ADMINISTRATOR, "Ratna Kusuma", "administrator", 0),
    Person(OFFICER, "Bagas Wicaksono", "programme_officer", 0),
    Person(SECOND_OFFICER, "Intan Maharani", "programme_officer", 0),
    Person(TREASURER, "Yuni Hastuti", "treasurer", 0),
    Person(SECOND_TREASURER, "Teguh Raharjo", "treasurer", 0),
    Person(AUDITOR, "Slamet Riyanto", "auditor", 0),
    Person(HEAD, "Endang Setyowati", "regency_head", 5),
    Person(REGENT, "Harjono Sasmita", "regent", 5),
    Person(VERIFIER, "Siti Aminah", "regency_verifier", 5),
    Person(FACILITATOR, "Wahyu Nugroho", "facilitator", 8),
    Person(OPERATOR, "Tri Lestari", "village_operator", 13),
    Person(SHOPKEEPER, "Rahmat Hidayat", "shop_operator", 13),
    Person(CARER, "Dewi Anggraini", "facility_officer", 5),
    Person(SECOND_CARER, "Fajar Prasetyo", "facility_officer", 5),
    Person(CARE_WORKER, "Nining Rahayu", "social_worker", 5),
    Person(SECOND_CARE_WORKER, "Agus Priyanto", "social_worker", 5),
    Person(CARE_SUPERVISOR, "Lastri Handayani", "case_supervisor", 5),
    Person(CENTRE_HEAD, "Mulyono Hadi", "centre_head", 5),
    Person(CADRE, "Tini Suryani", "cadre", 8),
    Person(DESK, "Sri Wahyuni", "referral_officer", 5),
    Person(VILLAGE_DESK, "Joko Susilo", "referral_officer", 13),
    Person(RECEIVER, "Bidan Kartika", "referral_receiver", 5),
)


@dataclass(frozen=True)
class SignIn:
    """How to sign in as one of them; shown in a demonstration only."""

    username: str
    name: str
    role: str
    region: str
    password: str
    secret: str
    code: str
    uri: str


def is_done(demo: Demonstration) -> bool:
    """Whether everybody has an account and a second factor."""
    users = User.objects.filter(username__in=[person.username for person in PEOPLE])
    return len(users) == len(PEOPLE) and all(second_factor.has_second_factor(user) for user in users)


def do(demo: Demonstration, bar: Bar) -> None:
    """Open the accounts, the way an administrator does."""
    shared = demo.places.share_out(families=demo.families, seed=demo.seed)
    village = shared.sort("families", "code", descending=[True, False])["code"][0]
    for number, person in enumerate(PEOPLE, start=1):
        region = village[: person.level] if person.level != len(demo.regency) else demo.regency
        with acting(SYSTEM, reason=str(TITLE)):
            _open(person, region=region, demo=demo)
        bar.part(number, len(PEOPLE))


def _open(person: Person, *, region: str, demo: Demonstration) -> None:
    user = User.objects.filter(username=person.username).first()
    if user is None:
        user, _password = actions.open_account(
            username=person.username,
            name=person.name,
            role=person.role,
            region_code=region,
            on=demo.today,
            by=SYSTEM,
            password=password_of(person.username),
        )
    if not second_factor.has_second_factor(user):
        second_factor.set_second_factor(user=user, secret=base64.b32encode(secrets.token_bytes(20)).decode())


def password_of(username: str) -> str:
    """Known to everybody who reads this: these accounts see made-up families only."""
    return f"padi-{username}"


def sign_ins(*, at: datetime) -> list[SignIn]:
    """Everybody with password, key and the code that holds at that moment."""
    users = User.objects.in_bulk([person.username for person in PEOPLE], field_name="username")
    return [_sign_in(users[person.username], at=at) for person in PEOPLE if person.username in users]


def _sign_in(user: User, *, at: datetime) -> SignIn:
    secret = second_factor.secret_of(user)
    query = urlencode({"secret": secret, "issuer": ISSUER})
    return SignIn(
        username=user.username,
        name=user.name,
        role=str(user.get_role_display()),
        region=user.region_code,
        password=password_of(user.username),
        secret=secret,
        code=second_factor.code_of(secret, at=at),
        uri=f"otpauth://totp/{quote(f'{ISSUER}:{user.username}')}?{query}",
    )
