"""Several families on one day spend all that their wallets hold at once."""

import polars as pl
from django.utils.translation import gettext_lazy as _

TITLE = _("Seluruh saldo sekaligus")
WORDS = _(
    "%(cards)s kartu menghabiskan seluruh saldonya sekaligus di toko ini pada satu hari (%(purchases)s belanja, "
    "%(amount)s). Tanyakan apakah keluarga memilih sendiri barang dan banyaknya."
)


def found(sales: pl.DataFrame, p) -> pl.DataFrame:
    """Purchases for the whole wallet, where a shop has several of them on one day; small rests don't count."""
    limits = p.whole_balance
    emptied = (pl.col("total") * 100 >= pl.col("balance_before") * limits["hundredths"]) & (
        pl.col("balance_before") >= limits["least"]
    )
    day = pl.col("sold_at").dt.convert_time_zone("Asia/Jakarta").dt.strftime("%Y-%m-%d")
    seen = sales.filter(emptied.fill_null(value=False)).with_columns(subject=day)
    return seen.filter(pl.col("card_id").n_unique().over("shop_id", "subject") >= limits["cards"])
