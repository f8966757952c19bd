"""Refusals: what the product declines to do, said to a person in a sentence. Never a bug."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Something was refused and nothing was changed. Subclasses stand beside what raises them."""

    message: Any = _("Permintaan ini tidak bisa dijalankan.")
    status = 409

    def __init__(self, subject: Any = None, **values: Any) -> None:
        self.subject = subject
        self.values = values
        super().__init__()

    @property
    def code(self) -> str:
        """A stable name for programs: `SamePersonApproves` is `same_person_approves`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    def __str__(self) -> str:
        return str(self.message) % self.values if self.values else str(self.message)


class NotAllowed(Refusal):
    """The person's role does not include this act."""

    message: Any = _("Akun Anda tidak berwenang melakukan ini. Minta pejabat yang berwenang.")
    status = 403


def allowed(by: Any, permission: str) -> None:
    """Refuse who may not, whichever door they came by: raises NotAllowed."""
    if not by.may(permission):
        raise NotAllowed(permission)


class NotFound(Refusal):
    """No such record within the viewer's reach; outside it, existence itself is not told."""

    message: Any = _("Data ini tidak ada, atau berada di luar wilayah Anda.")
    status = 404


class BadInput(Refusal):
    """Input that cannot be taken; `fields` names each field and says what to do about it."""

    message: Any = _("Ada isian yang perlu diperbaiki.")
    status = 422

    def __init__(self, subject: Any = None, *, fields: dict[str, str] | None = None, **values: Any) -> None:
        super().__init__(subject, **values)
        self.fields = fields or {}


class CannotBeHeld(BadInput):
    """A value is too long, too large, or holds a character that no text can hold."""

    message: Any = _("Salah satu isian terlalu panjang, terlalu besar, atau memuat tanda yang tidak bisa disimpan.")
