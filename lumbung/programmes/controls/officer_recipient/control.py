"""An officer, or a relative whom an officer declared, receives what officers decide about."""

from django.utils.translation import gettext_lazy as _

from lumbung.programmes.controls.reason import Reason

TITLE = _("Petugas atau kerabatnya sebagai penerima")
REASON = Reason(
    id="Anggota keluarga penerima ini adalah petugas, atau kerabat yang dinyatakan seorang petugas.",
    en="A member of this recipient's family is an officer, or a relative whom an officer declared.",
    do_id="Minta pejabat lain memeriksa apakah keluarga ini memang berhak.",
    do_en="Have another official check whether the family is entitled.",
)
SQL = """
    SELECT DISTINCT p.family_id, p.id AS person_id, f.region_code
      FROM staff_declaration d
      JOIN staff_user u ON u.id = d.user_id AND u.is_active
      JOIN registry_person p ON p.nik_index = d.nik_index AND p.status = 'active'
      JOIN registry_family f ON f.id = p.family_id AND f.status = 'active'
     WHERE f.region_code >= %(lo)s AND f.region_code < %(hi)s
       AND EXISTS (SELECT 1 FROM programmes_enrolment e WHERE e.family_id = f.id AND e.status = 'active')
    UNION
    SELECT f.id, NULL, f.region_code
      FROM staff_declaration d
      JOIN staff_user u ON u.id = d.user_id AND u.is_active
      JOIN registry_family f ON f.kk_index = d.kk_index AND f.status = 'active'
     WHERE f.region_code >= %(lo)s AND f.region_code < %(hi)s
       AND EXISTS (SELECT 1 FROM programmes_enrolment e WHERE e.family_id = f.id AND e.status = 'active')
"""
