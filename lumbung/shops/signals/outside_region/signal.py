"""Several cards of families who live in another regency than the shop."""

import polars as pl
from django.utils.translation import gettext_lazy as _

TITLE = _("Kartu dari luar kabupaten")
WORDS = _(
    "%(cards)s kartu milik keluarga dari kabupaten lain berbelanja di toko ini (%(purchases)s belanja, %(amount)s). "
    "Tanyakan bagaimana kartunya sampai di sini."
)


def found(sales: pl.DataFrame, p) -> pl.DataFrame:
    """Purchases whose card and shop differ in their regency, by the regency that the cards come from."""
    limits = p.outside_region
    home = pl.col("card_region").str.slice(0, limits["letters"])
    seen = sales.filter(home != pl.col("shop_region").str.slice(0, limits["letters"])).with_columns(subject=home)
    return seen.filter(pl.col("card_id").n_unique().over("shop_id", "subject") >= limits["cards"])
