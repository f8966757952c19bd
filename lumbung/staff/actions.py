"""Writes about accounts: open one, give or end a role, new passwords and keys. Nobody raises their own rights."""

import re
import secrets
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.staff import roles
from lumbung.staff.keys import digest_of
from lumbung.staff.models import ApiToken, Assignment, Declaration, User
from lumbung.staff.models.user import USERNAME

LONGEST_TOKEN_DAYS = 365


class OwnRights(Refusal):
    """The administrator acts on their own account."""

    message = _("Hak akun sendiri tidak bisa diubah sendiri. Minta administrator lain.")
    status = 403


class OutsideReach(Refusal):
    """The region given is wider than, or beside, the administrator's own."""

    message = _("Wilayah %(region)s berada di luar wilayah Anda.")
    status = 403


class RoleDoesNotFit(BadInput):
    """A role is bound to a level of region."""

    message = _("Peran %(role)s tidak diberikan untuk tingkat %(level)s.")


class NameTaken(BadInput):
    """User names are unique."""

    message = _("Nama pengguna “%(username)s” sudah dipakai. Pilih nama lain.")


class NotAUsername(BadInput):
    """What is typed at every sign-in is kept simple."""

    message = _("Nama pengguna terdiri dari 3 sampai 60 huruf kecil, angka, titik, atau garis, mulai dengan huruf.")


class Nameless(BadInput):
    """An account is a person's."""

    message = _("Tulis nama lengkap orang yang memakai akun ini.")


@transaction.atomic
def open_account(
    *, username: str, name: str, role: str, region_code: str, on: date, by: Any, password: str | None = None
) -> tuple[User, str]:
    """A personal account with a role; returns it with its first password, which must be changed at first sign-in.

    With `password` (demonstration accounts) that one stays.
    """
    _check_grant(by=by, role=role, region_code=region_code)
    if not re.fullmatch(USERNAME, username):
        raise NotAUsername
    if not name.strip():
        raise Nameless
    if User.objects.filter(username=username).exists():
        raise NameTaken(username=username, fields={"username": NameTaken.message % {"username": username}})
    first = password or _fresh_password()
    user = User.objects.create_user(username, first, name=name, password_is_temporary=password is None)
    _assign(user=user, role=role, region_code=region_code, on=on, by=by)
    return user, first


@transaction.atomic
def assign_role(*, user_id: int, role: str, region_code: str, on: date, by: Any) -> Assignment:
    """Give another role or region from that day on; the former assignment ends the same day."""
    user = _locked(user_id, by=by)
    _check_grant(by=by, role=role, region_code=region_code)
    _end_open(user, on=on, by=by)
    return _assign(user=user, role=role, region_code=region_code, on=on, by=by)


@transaction.atomic
def end_assignment(*, user_id: int, on: date, by: Any) -> None:
    """End the role: the person can sign in no more, and every session and key of theirs ends with it."""
    user = _locked(user_id, by=by)
    _end_open(user, on=on, by=by)
    user.role, user.is_active = "", False
    user.sign_out_count += 1
    user.save(update_fields=["role", "is_active", "sign_out_count"])
    user.api_tokens.filter(revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def reset_sign_in(*, user_id: int, by: Any) -> str:
    """A new temporary password, and the second factor to be set up again; returns the password, shown once."""
    user = _locked(user_id, by=by)
    fresh = _fresh_password()
    user.set_password(fresh)
    user.password_is_temporary = True
    user.save(update_fields=["password", "password_is_temporary"])
    Authenticator.objects.filter(user=user).delete()
    return fresh


@transaction.atomic
def sign_out_everywhere(*, user: User) -> None:
    """End every session of one's own account, on every device."""
    user.sign_out_count += 1
    user.save(update_fields=["sign_out_count"])


@transaction.atomic
def change_preferences(*, user: User, language: str, theme: str, dense_tables: bool) -> None:
    """How pages look for this person."""
    user.language, user.theme, user.dense_tables = language, theme, dense_tables
    user.save(update_fields=["language", "theme", "dense_tables"])


@transaction.atomic
def issue_token(*, user: User, name: str, expires_on: date, on: date) -> str:
    """A key for a program; returned once, kept as a digest only."""
    if not on < expires_on <= date.fromordinal(on.toordinal() + LONGEST_TOKEN_DAYS):
        raise BadInput(fields={"expires_on": str(_("Pilih tanggal sesudah hari ini, paling lama satu tahun."))})
    key = secrets.token_urlsafe(32)
    ApiToken.objects.create(
        user=user, name=name, digest=digest_of(key), expires_on=expires_on, region_code=user.region_code
    )
    return key


@transaction.atomic
def revoke_token(*, user: User, token_id: int) -> None:
    """From now on the key opens nothing."""
    if not user.api_tokens.filter(pk=token_id, revoked_at=None).update(revoked_at=timezone.now()):
        raise NotFound(token_id)


@transaction.atomic
def declare_number(*, user: User, kind: str, nik: str, on: date) -> Declaration:
    """Note one's own or a relative's identity number; declaring it twice changes nothing."""
    declared, _created = Declaration.objects.get_or_create(
        user=user,
        nik_index=str(crypto.blind(nik, "nik")),
        defaults={"kind": kind, "nik": nik, "declared_on": on, "region_code": user.region_code},
    )
    return declared


@transaction.atomic
def declare_card(*, user: User, kind: str, kk: str, on: date) -> Declaration:
    """Note the family card of oneself or of a relative, so that everybody on it counts; twice changes nothing."""
    declared, _created = Declaration.objects.get_or_create(
        user=user,
        kk_index=str(crypto.blind(kk, "kk")),
        defaults={"kind": kind, "kk": kk, "declared_on": on, "region_code": user.region_code},
    )
    return declared


def _fresh_password() -> str:
    return "-".join(secrets.token_hex(2) for _part in range(4))


def _check_grant(*, by: Any, role: str, region_code: str) -> None:
    """The giver may manage accounts, the region lies inside theirs, and the role belongs to its level."""
    if not by.may("staff.manage"):
        raise NotAllowed("staff.manage")
    wanted = Reach.of(region_code) if region_code else Reach.national()
    if not (by.reach.lo <= wanted.lo and wanted.hi <= by.reach.hi):
        raise OutsideReach(region=region_code or roles.LEVEL_NAMES[roles.NATION])
    if not roles.fits(role, region_code):
        level = roles.LEVEL_NAMES[roles.level_of(region_code)]
        sentence = RoleDoesNotFit.message % {"role": roles.role_of(role).name, "level": level}
        raise RoleDoesNotFit(role=roles.role_of(role).name, level=level, fields={"region_code": sentence})


def _locked(user_id: int, *, by: Any) -> User:
    """Somebody else's account inside the administrator's region, locked."""
    if not by.may("staff.manage"):
        raise NotAllowed("staff.manage")
    user = User.objects.visible_to(by).select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound(user_id)
    if user.pk == by.pk:
        raise OwnRights(user)
    return user


def _assign(*, user: User, role: str, region_code: str, on: date, by: Any) -> Assignment:
    """Write the assignment and show it on the account."""
    user.role, user.region_code, user.is_active = role, region_code, True
    user.save(update_fields=["role", "region_code", "is_active"])
    return Assignment.objects.create(
        user=user, role=role, region_code=region_code, since=on, assigned_by_id=getattr(by, "pk", None)
    )


def _end_open(user: User, *, on: date, by: Any) -> None:
    """End the open assignment, if there is one."""
    user.assignments.filter(until=None).update(until=on, ended_by_id=getattr(by, "pk", None))
