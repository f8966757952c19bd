"""What people write in their own words: a sentence, and no number of anybody in it."""

import re

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput, Refusal

_NUMBER = re.compile(r"\d(?:[ .\-]?\d){15}")


class SomebodyActs(Refusal):
    """A signature is a person's."""

    message = _("Langkah ini harus dilakukan seseorang. Sebut akunnya dengan --by.")
    status = 403


class NumberWritten(BadInput):
    """An identity number in a sentence would be readable for everybody."""

    message = _("Jangan tulis NIK, nomor KK, atau nomor 16 angka lain di sini.")


def sentence(text: str, *, field: str, empty: type[BadInput] | None) -> str:
    """The text without its margins; raises NumberWritten, and `empty` where nothing was said and something must be."""
    plain = text.strip()
    if empty is not None and not plain:
        raise empty(fields={field: str(empty.message)})
    if _NUMBER.search(plain):
        raise NumberWritten(fields={field: str(NumberWritten.message)})
    return plain
