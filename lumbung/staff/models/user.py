"""Accounts: one person, one account; a role in one region, dated."""

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import Reach, RegionCodeField
from lumbung.staff import roles

USERNAME = r"^[a-z][a-z0-9._-]{2,59}$"
"""Small letters, so that nobody wonders how a name was written."""


class UserQuerySet(models.QuerySet):
    """Accounts by region."""

    def visible_to(self, viewer: Any) -> Self:
        """Accounts inside the viewer's region; national accounts for the nation only."""
        if viewer.reach == Reach.national():
            return self
        return self.filter(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi).exclude(region_code="")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; without a password nobody can sign in with it."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who works with Lumbung. Accounts are personal; nobody shares one."""

    class Theme(models.TextChoices):
        """How pages are coloured."""

        DEVICE = "", _("Ikut perangkat")
        LIGHT = "light", _("Terang")
        DARK = "dark", _("Gelap")

    username = models.CharField(_("Nama akun"), max_length=60, unique=True)
    name = models.CharField(_("Nama"), max_length=120)
    email = models.EmailField(_("Surel"), blank=True)
    role = models.CharField(_("Peran"), max_length=30, choices=roles.choices, blank=True)
    region_code = RegionCodeField(_("Wilayah"), blank=True, help_text=_("Kosong berarti seluruh Indonesia."))
    language = models.CharField(_("Bahasa"), max_length=2, default="id")
    theme = models.CharField(_("Tampilan"), max_length=5, choices=Theme.choices, blank=True)
    dense_tables = models.BooleanField(_("Tabel rapat"), default=False)
    password_is_temporary = models.BooleanField(_("Kata sandi sementara"), default=False)
    sign_out_count = models.PositiveIntegerField(_("Keluar dari semua perangkat"), default=0)
    is_active = models.BooleanField(_("Aktif"), default=True)
    is_staff = False
    is_superuser = False
    created_at = models.DateTimeField(_("Dibuat pada"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        verbose_name = _("Akun")
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        """The rows this person may see: their region and all below it; without a role none."""
        if not self.role:
            return Reach.nobody()
        return Reach.of(self.region_code) if self.region_code else Reach.national()

    @property
    def purpose(self) -> str:
        """What the role opens files for; written beside every file that is opened."""
        return str(roles.role_of(self.role).purpose)

    def may(self, permission: str) -> bool:
        """Whether the role includes the permission; an ended account may nothing."""
        return self.is_active and roles.may(self.role, permission)

    def get_session_auth_hash(self) -> str:
        """Ties sessions to the password and to the last time of signing out everywhere."""
        return salted_hmac("lumbung.staff", f"{self.sign_out_count}:{self.password}", algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's name for `may`, for names that are ours."""
        return perm in roles.PERMISSIONS and self.may(perm)

    def has_module_perms(self, app_label: str) -> bool:
        """There is no admin site for accounts."""
        return False
