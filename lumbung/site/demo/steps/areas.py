"""The official areas, from the npm package."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lumbung.regions import actions, sources
from lumbung.regions.commands import PACKAGE
from lumbung.regions.models import Region
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.former_codes import former_codes
from lumbung.site.demo.progress import Bar

TITLE = _("Wilayah resmi")


def is_done(demo: Demonstration) -> bool:
    """Whether the villages of the regency are known."""
    return Region.objects.in_force().below(demo.regency).filter(level=Region.Level.VILLAGE).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """Take in the whole country, and some codes that ended when provinces were divided."""
    actions.import_areas(areas=sources.official_list(settings.BASE_DIR / PACKAGE), on=demo.today)
    actions.import_retired(retired=former_codes())
