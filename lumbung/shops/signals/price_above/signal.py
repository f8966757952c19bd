"""A shop that sells far above what is usual in its region."""

import polars as pl
from django.utils.translation import gettext_lazy as _

TITLE = _("Harga jauh di atas acuan")
WORDS = _(
    "%(purchases)s belanja (%(cards)s kartu, %(amount)s) memuat barang dengan harga jauh di atas harga acuan. "
    "Bandingkan daftar harga toko dengan pasar terdekat."
)


def found(sales: pl.DataFrame, p) -> pl.DataFrame:
    """Purchases with a good that much above its usual price, where a shop has several in one month."""
    limits = p.price_above
    month = pl.col("sold_at").dt.convert_time_zone("Asia/Jakarta").dt.strftime("%Y-%m")
    seen = sales.filter(pl.col("above") >= limits["hundredths"]).with_columns(subject=month)
    return seen.filter(pl.len().over("shop_id", "subject") >= limits["purchases"])
