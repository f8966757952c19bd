"""The made-up regency as files: CSV, sheet, BDT 2015, survey."""

from django.utils.translation import gettext_lazy as _

from lumbung.site.demo import files
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar

TITLE = _("Berkas keluarga karangan")


def is_done(demo: Demonstration) -> bool:
    """Whether the whole set was written."""
    return files.read_truth(demo.folder) is not None


def do(demo: Demonstration, bar: Bar) -> None:
    """Draw and write; a set that was cut off is written anew, the same byte for byte."""
    files.write_files(demo.folder, places=demo.places, families=demo.families, seed=demo.seed)
