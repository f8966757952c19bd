"""Somebody who was taken off the list stands on it again."""

from django.utils.translation import gettext_lazy as _

from lumbung.programmes.controls.reason import Reason

TITLE = _("Terdaftar lagi setelah dikeluarkan")
REASON = Reason(
    id="Orang dengan NIK ini pernah dikeluarkan (meninggal, pindah, atau keluarganya ditutup), lalu terdaftar lagi.",
    en="Somebody with this NIK was taken off the list (dead, moved, family closed) and is on it again.",
    do_id="Cari tahu mana yang benar sebelum keluarga ini dibayar.",
    do_en="Find out which is right before this family is paid.",
)
SQL = """
    SELECT DISTINCT p.family_id, p.id AS person_id, f.region_code
      FROM registry_person p
      JOIN registry_family f ON f.id = p.family_id AND f.status = 'active'
      JOIN registry_person q ON q.nik_index = p.nik_index AND q.id <> p.id
      JOIN registry_family g ON g.id = q.family_id
     WHERE p.status = 'active' AND p.nik_index IS NOT NULL
       AND (q.status IN ('dead', 'moved') OR q.status = 'active' AND g.status = 'closed')
       AND f.region_code >= %(lo)s AND f.region_code < %(hi)s
"""
