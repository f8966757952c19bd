"""What people call kinds, outcomes and reasons, in the language of the request."""

from datetime import date

from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.programmes.actions.deciding import GONE
from lumbung.programmes.kinds import Kind
from lumbung.programmes.models import Departure, RunCount

BADGES = {"eligible": "ok", "refused": "no", "undetermined": "q"}

language = formats.locale
"""`id` or `en`: the languages in which a kind's folder speaks."""


def outcome(name: str) -> str:
    """What was decided."""
    return str(RunCount.Outcome(name).label)


def reason(kind: Kind, name: str, on: date) -> str:
    """A condition that is not met on a day, or a fact that is missing; an empty reason has no words."""
    if not name:
        return ""
    if name == "within_quota":
        return _("Kuota kabupaten atau kota sudah penuh")
    if name == GONE:
        return _("Keluarga tidak tercatat lagi")
    if name in Departure.Route.values:
        return str(Departure.Route(name).label)
    if name in kind.words["conditions"]:
        return _("Tidak terpenuhi: %(condition)s") % {"condition": condition(kind, name, on)}
    return _("Belum diketahui: %(fact)s") % {"fact": fact(kind, name)}


def part(name: str) -> str:
    """What people call a part of a figure that is no component."""
    return {"regular": _("reguler"), "akses": _("akses"), "youngest": _("termuda"), "oldest": _("tertua")}.get(
        name, name
    )


def yes_no(value: bool) -> str:
    """A flag as people say it."""
    return _("ya") if value else _("tidak")


def condition(kind: Kind, name: str, on: date) -> str:
    """A condition with the figures of a day filled in."""
    figures = {name: entry.value for name, entry in kind.parameters.on(on).in_force().items()}
    return kind.word("conditions", name, language()).format(**figures)


def fact(kind: Kind, name: str) -> str:
    """What people call a fact or a counted part."""
    group = "facts" if name in kind.words["facts"] else "parts"
    return kind.word(group, name, language())
