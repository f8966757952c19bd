"""A NIK that nobody can have: none at all, a day that the calendar lacks, a district that never was, no serial."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto
from lumbung.programmes.controls import Scope
from lumbung.programmes.controls.reason import Reason
from lumbung.regions.models import Region
from lumbung.registry import identity

TITLE = _("NIK tidak sah")
REASON = Reason(
    id="NIK orang ini kosong, atau tidak mungkin dimiliki siapa pun.",
    en="This person has no NIK, or one that nobody can have.",
    do_id="Cocokkan dengan KTP atau Dukcapil; bila KTP-nya memang begitu, jelaskan.",
    do_en="Compare it with the identity card or the civil registry; if the card does say so, explain it.",
)
_CHANGED = """
    SELECT p.family_id, p.id AS person_id, f.region_code, p.nik
      FROM registry_person p JOIN registry_family f ON f.id = p.family_id AND f.status = 'active'
     WHERE p.status = 'active' AND f.region_code >= %(lo)s AND f.region_code < %(hi)s
       AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
       AND p.updated_at > coalesce(%(since)s::timestamptz, '-infinity')
"""


def found(scope: Scope) -> pl.DataFrame:
    """People changed since the last look whose number can't be one; numbers are read as a column and kept nowhere."""
    asked = {"lo": scope.lo, "hi": scope.hi, "since": scope.since}
    people = bulk.read_frame(_CHANGED, asked, {"family_id": pl.Int64, "person_id": pl.Int64})
    said = identity.parts(crypto.decrypt_series(people["nik"]), on=scope.on)
    districts = Region.objects.filter(level=Region.Level.DISTRICT).values_list("code", flat=True)
    known = pl.Series(list(districts), dtype=pl.String)
    wrong = said.select(
        impossible=(pl.col("form") != identity.WELL_FORMED)
        | pl.col("born").is_null()
        | (pl.col("serial") == 0)
        | ~pl.col("region").is_in(known.implode())
    )["impossible"]
    return people.filter(wrong.fill_null(True)).drop("nik")
