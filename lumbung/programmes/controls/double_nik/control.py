"""Two people of two records under one NIK."""

from django.utils.translation import gettext_lazy as _

from lumbung.programmes.controls.reason import Reason

TITLE = _("NIK ganda")
REASON = Reason(
    id="NIK orang ini dipakai juga oleh orang lain yang tercatat aktif.",
    en="This person's NIK is also that of another active record.",
    do_id="Putuskan di antrean data ganda, atau cocokkan KTP keduanya.",
    do_en="Decide in the queue of duplicates, or compare both identity cards.",
)
SQL = """
    SELECT p.family_id, p.id AS person_id, f.region_code
      FROM registry_person p JOIN registry_family f ON f.id = p.family_id AND f.status = 'active'
     WHERE p.status = 'active' AND p.nik_index IS NOT NULL
       AND f.region_code >= %(lo)s AND f.region_code < %(hi)s
       AND EXISTS (SELECT 1 FROM registry_person q JOIN registry_family g ON g.id = q.family_id AND g.status = 'active'
                    WHERE q.nik_index = p.nik_index AND q.id <> p.id AND q.status = 'active')
"""
