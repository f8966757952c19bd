"""Many cards at one till within minutes, as when somebody holds them and runs them one after the other."""

import polars as pl
from django.utils.translation import gettext_lazy as _

TITLE = _("Banyak kartu dalam beberapa menit")
WORDS = _(
    "%(cards)s kartu berbelanja di satu toko dalam beberapa menit (%(purchases)s belanja, %(amount)s). "
    "Tanyakan apakah keluarganya hadir sendiri."
)


def found(sales: pl.DataFrame, p) -> pl.DataFrame:
    """Runs of sales at a shop, off-line ones left out because their clocks are not the house's.

    A run goes on while a window of so many minutes holds enough cards; its subject is the moment of its first sale.
    """
    limits, window = p.many_cards, f"{p.many_cards['minutes']}m"
    sold = sales.filter(~pl.col("off_line")).sort("shop_id", "sold_at", "purchase_id")
    cards = pl.col("card_id").n_unique().alias("together")
    ending = sold.rolling("sold_at", period=window, closed="both", group_by="shop_id").agg(cards)
    full = ending.filter(pl.col("together") >= limits["cards"]).unique().sort("sold_at")
    begins = full.with_columns(since=pl.col("sold_at").dt.offset_by(f"-{window}"))
    apart = (pl.col("since") > pl.col("sold_at").shift().over("shop_id")).fill_null(value=True)
    runs = begins.sort("shop_id", "sold_at").with_columns(run=apart.cum_sum().over("shop_id"))
    spans = runs.group_by("shop_id", "run").agg(since=pl.col("since").min(), until=pl.col("sold_at").max())
    inside = sold.join(spans, on="shop_id").filter(pl.col("sold_at").is_between("since", "until"))
    first = pl.col("sold_at").min().over("shop_id", "run").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return inside.select("shop_id", "purchase_id", subject=first)
