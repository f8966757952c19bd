"""What people write: a sentence that holds no number of anybody, or one of the words that may stand there."""

import re
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput, Refusal

Choice = TypeVar("Choice", bound=TextChoices)
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){15}")


class SomebodyActs(Refusal):
    """A signature is a person's."""

    message = _("Langkah ini harus dilakukan seseorang. Sebut akunnya dengan --by.")
    status = 403


class NumberWritten(BadInput):
    """An identity number in a sentence would be readable for everybody."""

    message = _("Jangan tulis NIK, nomor KK, atau nomor 16 angka lain di sini.")


class NoSuchChoice(BadInput):
    """A word that is none of those that may stand there; it is not repeated, for it may be anything."""

    message = _("Isi %(field)s dengan salah satu dari: %(choices)s.")


def one_of(choices: type[Choice], word: str, *, field: str) -> Choice:
    """The choice of that word; raises NoSuchChoice."""
    if word not in choices.values:
        wrong = NoSuchChoice(field=field, choices=", ".join(choices.values))
        wrong.fields = {field: str(wrong)}
        raise wrong
    return choices(word)


def sentence(text: str, *, field: str, empty: type[BadInput] | None) -> str:
    """The text without its margins; raises NumberWritten, and `empty` where nothing was said and something must be."""
    plain = text.strip()
    if empty is not None and not plain:
        raise empty(fields={field: str(empty.message)})
    if _NUMBER.search(plain):
        raise NumberWritten(fields={field: str(NumberWritten.message)})
    return plain
