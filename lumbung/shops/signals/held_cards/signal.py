"""Cards that are only ever used at one shop, each time right after the aid came in, for nearly all of it."""

import polars as pl
from django.utils.translation import gettext_lazy as _

TITLE = _("Kartu diduga dipegang toko")
WORDS = _(
    "%(cards)s kartu hanya dipakai di toko ini, selalu segera sesudah bantuan masuk dan untuk hampir seluruh saldo "
    "(%(purchases)s belanja, %(amount)s). Tanyakan siapa yang memegang kartunya."
)


def found(sales: pl.DataFrame, p) -> pl.DataFrame:
    """Cards whose every purchase looks like that, at shops that have several of them."""
    limits = p.held_cards
    soon = (pl.col("sold_at") - pl.col("filled_at")) <= pl.duration(days=limits["days"])
    nearly_all = pl.col("total") * 100 >= pl.col("balance_before") * limits["hundredths"]
    by_card = sales.group_by("card_id").agg(
        alike=(soon & nearly_all).fill_null(value=False).all(),
        places=pl.col("shop_id").n_unique(),
        times=pl.len(),
    )
    kept = by_card.filter(pl.col("alike"), pl.col("places") == 1, pl.col("times") >= limits["purchases"])
    seen = sales.join(kept.select("card_id"), on="card_id", how="semi")
    several = seen.filter(pl.col("card_id").n_unique().over("shop_id") >= limits["cards"])
    return several.select("shop_id", "purchase_id", subject=pl.lit("cards"))
