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
    SELECT family_id, person_id, region_code FROM shared_number
     WHERE other_status = 'active' AND other_family_status = 'active'
"""
