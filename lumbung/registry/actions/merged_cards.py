"""A file may still bring a card that was merged into another: its people belong to the family that stays.

Who was merged is known and stays merged; who is new joins the surviving family; the dwelling and the facts of that
family are not changed by a card that counts no more.
"""

from collections.abc import Mapping
from typing import Any

from lumbung.core import bulk

_LED = """
    CREATE TEMPORARY TABLE led_family ON COMMIT DROP AS
    SELECT DISTINCT ON (k.family_key) k.family_key, s.id AS family_id, s.dwelling_id, s.region_code
      FROM incoming_key k JOIN incoming_family i USING (family_key)
      JOIN registry_family f ON f.merged_into_id IS NOT NULL AND {known}
      JOIN registry_family s ON s.id = f.merged_into_id AND s.status = 'active'
     WHERE k.is_new
     ORDER BY k.family_key, f.id DESC
"""
_LEAD = """
    UPDATE incoming_key k SET is_new = false, family_id = l.family_id, dwelling_id = l.dwelling_id
      FROM led_family l WHERE l.family_key = k.family_key
"""
_PLACE = """
    UPDATE incoming_person i SET region_code = l.region_code FROM led_family l WHERE l.family_key = i.family_key
"""
_ABSORBED_PEOPLE = """
    INSERT INTO known_person (family_key, nik_index, person_id, counts)
    SELECT DISTINCT ON (l.family_key, p.nik_index) l.family_key, p.nik_index, p.id, p.status <> 'merged'
      FROM led_family l JOIN registry_family m ON m.merged_into_id = l.family_id
      JOIN registry_person p ON p.family_id = m.id
     WHERE p.nik_index IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM known_person q WHERE q.family_key = l.family_key AND q.nik_index = p.nik_index)
     ORDER BY l.family_key, p.nik_index, p.status = 'merged'
"""
_KEEP_FACTS = "DELETE FROM family_again a USING led_family l WHERE l.family_key = a.family_key"


def lead_to_survivors(*, known: str, given: Mapping[str, Any]) -> int:
    """Lead incoming families under a merged card to the family that stays; returns how many there were."""
    bulk.execute("DROP TABLE IF EXISTS pg_temp.led_family")
    led = bulk.execute(_LED.format(known=known), given)
    if led:
        bulk.execute(_LEAD)
        bulk.execute(_PLACE)
    return led


def know_absorbed_people() -> None:
    """Whoever stands on the merged card is known, so that nobody is recorded a second time."""
    bulk.execute(_ABSORBED_PEOPLE)


def keep_facts_of_survivors() -> None:
    """The surviving family's dwelling and facts are as its own card says."""
    bulk.execute(_KEEP_FACTS)
