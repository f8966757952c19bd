"""A recipient's member works for the state: civil service, armed forces, police, state enterprise, official."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.programmes import kinds
from lumbung.programmes.controls.reason import Reason

TITLE = _("Pekerjaan yang dikecualikan")
REASON = Reason(
    id="Anggota keluarga penerima ini bekerja sebagai ASN, TNI, Polri, pegawai BUMN atau BUMD, atau pejabat negara.",
    en="A member of this recipient's family is a civil servant, soldier, police, state employee or official.",
    do_id="Cocokkan pekerjaannya; bila benar, keluarga ini tidak berhak.",
    do_en="Check the job; if it is right, the family is not entitled.",
)
SQL = """
    SELECT p.family_id, p.id AS person_id, f.region_code
      FROM registry_person p JOIN registry_family f ON f.id = p.family_id AND f.status = 'active'
     WHERE p.status = 'active' AND (p.presence IS NULL OR p.presence IN (1, 5)) AND p.works IS NOT FALSE
       AND p.position = ANY(%(positions)s)
       AND p.birth_date <= (%(on)s::date - make_interval(years => %(working_age)s))
       AND f.region_code >= %(lo)s AND f.region_code < %(hi)s
       AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
       AND EXISTS (SELECT 1 FROM programmes_enrolment e WHERE e.family_id = f.id AND e.status = 'active')
"""


def values(on: date) -> dict[str, Any]:
    """The same figures as the programme's own rule: what a decree excludes is written once."""
    figures = kinds.find("pkh").parameters.on(on)
    return {"positions": list(figures.excluded_positions), "working_age": figures.working_age}
