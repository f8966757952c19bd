"""A NIK that the civil registry, when it was asked, did not know."""

from django.utils.translation import gettext_lazy as _

from lumbung.programmes.controls.reason import Reason

TITLE = _("NIK tidak dikenal Dukcapil")
REASON = Reason(
    id="Dukcapil, ketika ditanya, tidak mengenal NIK orang ini.",
    en="The civil registry, when it was asked, did not know this person's NIK.",
    do_id="Cocokkan KTP-nya, perbaiki NIK-nya, lalu tanyakan lagi.",
    do_en="Compare the identity card, correct the NIK, then ask again.",
)
SQL = """
    SELECT p.family_id, p.id AS person_id, f.region_code
      FROM quality_referenceresult r
      JOIN registry_person p ON p.id = r.person_id AND p.status = 'active'
      JOIN registry_family f ON f.id = p.family_id AND f.status = 'active'
     WHERE r.field = 'nik' AND r.result = 'differs' AND r.status = 'open'
       AND f.region_code >= %(lo)s AND f.region_code < %(hi)s
"""
