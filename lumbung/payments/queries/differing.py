"""A cycle is frozen: what the registry says now may differ, and this tells where. It changes nothing."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.payments.queries.cycles import cycle as one_cycle

CHANGES = {
    "moved": _("Keluarga pindah desa"),
    "gone": _("Keluarga tidak lagi tercatat"),
    "recipient": _("Nama penerima berubah"),
    "dead": _("Penerima meninggal"),
    "card": _("Kartu diblokir atau ditutup"),
    "account": _("Rekening atau bank berganti"),
}

_NOW = """
    SELECT l.id, l.family_id, l.recipient, l.region_code,
           array_remove(ARRAY[
               CASE WHEN f.region_code <> l.region_code THEN 'moved' END,
               CASE WHEN f.status <> 'active' THEN 'gone' END,
               CASE WHEN trim(f.head_name) <> '' AND trim(f.head_name) <> l.recipient THEN 'recipient' END,
               CASE WHEN dead.family_id IS NOT NULL THEN 'dead' END,
               CASE WHEN k.status IN ('blocked', 'closed') THEN 'card' END,
               CASE WHEN l.card_id IS NOT NULL AND now.id IS NOT NULL AND now.id <> l.card_id THEN 'account' END
           ], NULL) AS kinds,
           f.region_code AS region_now, f.head_name AS name_now
      FROM payments_line l
      JOIN registry_family f ON f.id = l.family_id
      LEFT JOIN (SELECT DISTINCT p.family_id, p.name FROM registry_person p WHERE p.status = 'dead') dead
        ON dead.family_id = l.family_id AND dead.name = l.recipient
      LEFT JOIN payments_card k ON k.id = l.card_id
      LEFT JOIN payments_card now ON now.family_id = l.family_id AND now.status <> 'closed'
     WHERE l.cycle_id = %(cycle)s AND l.region_code >= %(lo)s AND l.region_code < %(hi)s
"""
_COUNTED = f"SELECT kind, count(*) FROM ({_NOW}) AS seen CROSS JOIN unnest(kinds) AS kind GROUP BY kind"
_LISTED = f"""
    SELECT id, family_id, recipient, region_code, kinds, region_now, name_now FROM ({_NOW}) AS seen
     WHERE cardinality(kinds) > 0 AND (%(kind)s = '' OR %(kind)s = ANY(kinds)) ORDER BY id LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Changed:
    """One line that the registry tells otherwise now."""

    line_id: int
    family_id: int
    recipient: str
    region_code: str
    kinds: list[str]
    region_now: str
    name_now: str

    @property
    def words(self) -> list[Any]:
        """What differs, in words."""
        return [CHANGES[kind] for kind in self.kinds]


def _asked(sql: str, limits: dict[str, Any]) -> list[tuple]:
    with transaction.atomic(), bulk.whole_joins():
        return bulk.rows(sql, limits)


def _limits(viewer: Any, cycle_id: int) -> dict[str, Any]:
    cycle = one_cycle(viewer=viewer, cycle_id=cycle_id)
    return {"cycle": cycle.pk, "lo": viewer.reach.lo, "hi": viewer.reach.hi}


def changes_counted(*, viewer: Any, cycle_id: int) -> dict[str, int]:
    """How many lines of a cycle differ from the registry now, by kind; only kinds that occur."""
    found = dict(_asked(_COUNTED, _limits(viewer, cycle_id)))
    return {kind: found[kind] for kind in CHANGES if kind in found}


def changed_since(*, viewer: Any, cycle_id: int, kind: str = "", limit: int = 500) -> list[Changed]:
    """Those lines, the first `limit`; of one kind where it is named."""
    limits = _limits(viewer, cycle_id) | {"kind": kind if kind in CHANGES else "", "limit": limit}
    return [Changed(*row) for row in _asked(_LISTED, limits)]
