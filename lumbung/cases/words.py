"""What people call clusters, kinds, steps and outcomes, in the language of the request."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lumbung.cases import clusters, ppks
from lumbung.cases.models import Case

BADGES = {
    **dict.fromkeys(Case.Status.values, "run"),
    "access": "wait", "conference": "wait", "ended": "ok", "refused": "no", "withdrawn": "end",
}  # fmt: skip

NEEDS = {"open": "wait", "referred": "run", "solved": "ok", "closed": "end"}
REFERRALS = {
    "sent": "wait", "needs_more": "do", "accepted": "run", "refused": "no", "served": "ok", "withdrawn": "end",
}  # fmt: skip


def language() -> str:
    """`id` or `en`."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def said(words: Mapping[str, str]) -> str:
    """One of the words of a folder."""
    return words.get(language(), "")


def cluster(name: str) -> str:
    """What people call a cluster."""
    return said(clusters.find(name).title) if name in clusters.names() else name


def cluster_choices() -> list[tuple[str, str]]:
    """Every cluster for a filter or a select."""
    return [(name, cluster(name)) for name in clusters.names()]


def kind(name: str) -> str:
    """What people call a kind of PPKS."""
    known = ppks.kinds().get(name)
    return said(known.words) if known else name


def criteria(kind_: ppks.Kind) -> list[str]:
    """What makes somebody one of a kind, as far as a registry can know it."""
    return [criterion(kind_, name) for name in kind_.check(age=None, facts={})]


def cluster_of(kind_: ppks.Kind) -> str:
    """The cluster that serves a kind; none serves what belongs to disaster aid or empowerment."""
    return next((name for name in clusters.names() if kind_.name in clusters.find(name).kinds), "")


def masked(case: Case) -> str:
    """The name as lists show it: of a secret case its first letter only, for its own team too."""
    return f"{case.called[:1]}•••" if case.sensitive else case.called


MARKS = {ppks.FITS: "ok", ppks.DIFFERS: "no", ppks.UNKNOWN: "q"}
"""How pages mark what the registry says of a criterion."""


def criterion(kind_: ppks.Kind, name: str) -> str:
    """What makes somebody one of a kind."""
    told = {
        "any_difficulty": _("Punya kesulitan berat menurut registri"),
        "is_woman": _("Perempuan"),
        "age": _("Umur paling sedikit %(youngest)s tahun") % {"youngest": kind_.youngest},
    }
    if name == "age" and kind_.oldest is not None:
        return _("Umur %(youngest)s sampai %(oldest)s tahun") % {"youngest": kind_.youngest, "oldest": kind_.oldest}
    return told[name]
