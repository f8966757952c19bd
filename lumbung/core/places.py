"""A blank for a place: people write the name that they know; its code does as well."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CODE = re.compile(r"\d{2}(\.\d{2}){0,2}(\.\d{4})?")
APART = re.compile(r"[;\n]")
SUGGESTED, LONGEST = 5, 200
Named = Sequence[tuple[str, str]]
Find = Callable[..., tuple[Named, Named]]
"""`find(text=…, within=…)`: areas that are meant, and areas that sound alike; each with its code and its names."""


class PlaceField(forms.CharField):
    """Gives the code of the one area that was meant; asks back where there are several or none."""

    def __init__(self, *, find: Find, **more: Any) -> None:
        told: dict[str, Any] = {
            "label": gettext_lazy("Desa, kecamatan, atau kabupaten"),
            "help_text": gettext_lazy("Nama atau kodenya, misalnya: Langgeng, Tlogomulyo."),
            "max_length": LONGEST,
        }
        super().__init__(**(told | more))
        self.find, self.within = find, ""

    def clean(self, value: Any) -> Any:
        """The code, nothing for nothing."""
        text = super().clean(value)
        return self._code(text) if text else text

    def prepare_value(self, value: Any) -> Any:
        """A code as people call it."""
        return self._name(value) if isinstance(value, str) and CODE.fullmatch(value) else value

    def _name(self, code: str) -> str:
        meant, _alike = self.find(text=code, within=self.within)
        return meant[0][1] if meant else code

    def _code(self, text: str) -> str:
        if CODE.fullmatch(text):
            return text
        meant, alike = self.find(text=text, within=self.within)
        if len(meant) == 1:
            return meant[0][0]
        told = {"text": text, "names": "; ".join(names for _code, names in (meant or alike)[:SUGGESTED])}
        if meant:
            raise ValidationError(_("Ada beberapa tempat bernama itu. Tulis lengkap, misalnya: %(names)s.") % told)
        if alike:
            raise ValidationError(_("Tidak ada tempat bernama “%(text)s”. Mungkin maksud Anda: %(names)s.") % told)
        raise ValidationError(_("Tidak ada tempat bernama “%(text)s”. Periksa ejaannya, atau tulis kodenya.") % told)


class PlacesField(PlaceField):
    """Several places with semicolons between them; codes also with commas. Gives their codes."""

    def clean(self, value: Any) -> Any:
        """Every code."""
        text = forms.CharField.clean(self, value)
        return [self._code(part) for part in _parts(text)]

    def prepare_value(self, value: Any) -> Any:
        """Codes as people call them."""
        return "; ".join(self._name(one) for one in value) if isinstance(value, list) else super().prepare_value(value)


class Placed(forms.Form):
    """A form with such blanks; `within` is the area of whoever fills it in, where names are looked for first."""

    def __init__(self, *args: Any, within: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PlaceField):
                field.within = within


def _parts(text: str) -> list[str]:
    found: list[str] = []
    for part in (one.strip() for one in APART.split(text)):
        codes = [one.strip() for one in part.split(",") if one.strip()]
        found += codes if all(CODE.fullmatch(one) for one in codes) else [part]
    return found
