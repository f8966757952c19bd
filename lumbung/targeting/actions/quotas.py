"""Quotas: how many families may be served."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import NotFound, allowed
from lumbung.targeting.models import Quota


class OutsideReach(NotFound):
    """The region is not the caller's to decide about."""

    message = _("Wilayah %(region)s di luar wilayah Anda.")


@transaction.atomic
def set_quota(*, programme: str, region_code: str, year: int, families: int, law: str, by: Any, on: date) -> Quota:
    """So many families of this region may be served that year, by this decree; replaces the former number."""
    allowed(by, "targeting.set_quota")
    if not region_code or not by.reach.covers(region_code):
        raise OutsideReach(region=region_code)
    values = {"families": families, "law": law, "set_by_id": by.pk, "set_on": on}
    quota, _made = Quota.objects.update_or_create(
        programme=programme, region_code=region_code, year=year, defaults=values
    )
    return quota
