"""What one demonstration is: so many families from a seed, in one regency, on one day."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import polars as pl
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal
from lumbung.regions import queries as regions
from lumbung.site.demo import files
from lumbung.site.demo.places import TEMANGGUNG, Places, from_areas
from lumbung.staff.models import User


class NotADemonstration(Refusal):
    """Made-up families never mix with real ones."""

    message = _("Pemasangan ini untuk data sungguhan. Peragaan hanya berjalan dengan LUMBUNG_MODE=demonstration.")


class AnotherDemonstration(Refusal):
    """The data folder already holds a demonstration of another size or seed."""

    message = _(
        "Di sini sudah ada peragaan dengan %(families)s keluarga dan benih %(seed)s."
        " Lanjutkan yang itu, atau pakai LUMBUNG_HOME dan basis data lain."
    )


@dataclass(frozen=True)
class Demonstration:
    """One demonstration; `now` is read from the clock once, by the command."""

    families: int
    seed: int
    now: datetime
    regency: str = TEMANGGUNG

    @property
    def today(self) -> date:
        """The day of everything that is done."""
        return self.now.date()

    @property
    def folder(self) -> Path:
        """Where its files are kept."""
        return Path(settings.LUMBUNG_HOME) / "demo"

    @cached_property
    def places(self) -> Places:
        """The villages of the regency."""
        areas = regions.areas().filter(pl.col("retired_on").is_null())
        return from_areas(areas.select("code", "name"), within=self.regency)

    def person(self, username: str) -> User:
        """The account that acts."""
        return get_user_model().objects.get(username=username)

    def refuse_real_data(self) -> None:
        """Raise where this is no place for made-up families and known passwords."""
        if not settings.DEMONSTRATION:
            raise NotADemonstration

    def refuse_another(self) -> None:
        """Raise where this is no place for a demonstration, or another one was begun here."""
        self.refuse_real_data()
        begun = files.read_draw(self.folder)
        if begun and (begun.families, begun.seed) != (self.families, self.seed):
            raise AnotherDemonstration(families=f"{begun.families:,}".replace(",", "."), seed=begun.seed)
