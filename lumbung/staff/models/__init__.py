"""Accounts, their roles over time, their keys for programs, and what they declared about themselves."""

from lumbung.staff.models.assignment import Assignment
from lumbung.staff.models.declaration import Declaration
from lumbung.staff.models.token import ApiToken
from lumbung.staff.models.user import User

__all__ = ["ApiToken", "Assignment", "Declaration", "User"]
