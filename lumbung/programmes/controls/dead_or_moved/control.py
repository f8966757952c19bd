"""A recipient's head is dead or moved away, somebody was not found, or nobody lives there any more."""

from django.utils.translation import gettext_lazy as _

from lumbung.programmes.controls.reason import Reason

TITLE = _("Meninggal, pindah, atau tidak ditemukan")
REASON = Reason(
    id="Penerima ini sudah meninggal, pindah, atau tidak ditemukan, tetapi masih terdaftar.",
    en="This recipient died, moved or was not found, and is still listed.",
    do_id="Kunjungi keluarganya, lalu perbaiki anggota dan kepala keluarganya.",
    do_en="Visit the family, then put its members and its head right.",
)
SQL = """
    WITH recipient AS (
        SELECT f.id, f.region_code FROM registry_family f
         WHERE f.status = 'active' AND f.region_code >= %(lo)s AND f.region_code < %(hi)s
           AND EXISTS (SELECT 1 FROM programmes_enrolment e WHERE e.family_id = f.id AND e.status = 'active')
    )
    SELECT r.id AS family_id, p.id AS person_id, r.region_code
      FROM recipient r JOIN registry_person p ON p.family_id = r.id
     WHERE p.status = 'active' AND p.presence = 6 AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
    UNION ALL
    SELECT r.id, p.id, r.region_code
      FROM recipient r JOIN registry_person p ON p.family_id = r.id
     WHERE p.relation = 1 AND p.status IN ('dead', 'moved') AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM registry_person h
                        WHERE h.family_id = r.id AND h.relation = 1 AND h.status = 'active')
    UNION ALL
    SELECT r.id, NULL, r.region_code
      FROM recipient r
     WHERE NOT EXISTS (SELECT 1 FROM registry_person p WHERE p.family_id = r.id AND p.status = 'active'
                          AND (p.presence IS NULL OR p.presence IN (1, 5, 6)))
"""
