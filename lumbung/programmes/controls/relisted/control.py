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
    SELECT family_id, person_id, region_code FROM shared_number
     WHERE other_status IN ('dead', 'moved') OR other_status = 'active' AND other_family_status = 'closed'
"""
