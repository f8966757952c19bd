"""What other pages show of targeting: a family's decile with the reasons that weigh most, models that wait."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lumbung.core import panels, waiting
from lumbung.core.actors import SYSTEM
from lumbung.targeting import queries
from lumbung.targeting.models import ModelVersion, Score

MOST = 3


def decile_panel(viewer: Any, family: Any) -> panels.Panel | None:
    """The decile, when and with what it was computed, and the strongest reasons in plain words."""
    if not viewer.may("targeting.view"):
        return None
    score = queries.current_score(viewer=viewer, family_id=family.pk)
    context: dict[str, Any] = {"score": score}
    if score:
        standing = queries.standing(score=score)
        lower, higher = _told(standing.reasons)
        context |= {"lower": lower, "higher": higher, "changed": standing.changed, "known_percent": score.known // 10}
    return panels.Panel(title=_("Peringkat kesejahteraan"), template="targeting/decile_panel.html", context=context)


def decile_entries(viewer: Any, family: Any) -> list[panels.Entry]:
    """Every time the family was ranked."""
    if not viewer.may("targeting.view"):
        return []
    return [_entry(score) for score in queries.past_scores(viewer=viewer, family_id=family.pk)]


def waiting_activations(viewer: Any, today: date) -> list[waiting.Task]:
    """A trained version waits for another person than its trainer."""
    if not viewer.may("targeting.train"):
        return []
    return [
        waiting.Task(
            title=_("Periksa dan aktifkan model %(version)s") % {"version": version},
            url=reverse("targeting:model", args=[version.pk]),
            context=_("Dilatih dari %(survey)s oleh %(person)s")
            % {"survey": version.survey, "person": _trainer(version)},
            menu="targeting",
        )
        for version in queries.waiting_versions(viewer=viewer)
    ]


def _trainer(version: ModelVersion) -> str:
    return str(version.trained_by or SYSTEM)


def _told(reasons: list[queries.Reason]) -> tuple[list[str], list[str]]:
    """What most lowers and what most raises the expected welfare, in words."""
    language = (get_language() or "id")[:2]
    lower = [reason.words(language) for reason in reasons if reason.move < 0][:MOST]
    higher = [reason.words(language) for reason in reasons if reason.move > 0][:MOST]
    return lower, higher


def _entry(score: Score) -> panels.Entry:
    if score.decile_national is None:
        title = _("Peringkat belum bisa dihitung")
    else:
        title = _("Desil %(decile)s dari 10") % {"decile": score.decile_national}
    detail = _("Model %(version)s") % {"version": score.ranking.version}
    return panels.Entry(on=score.scored_on, system=_("Penetapan sasaran"), title=title, detail=detail, kind="plain")


panels.register("family", "decile", 20, decile_panel)
panels.register_timeline("family", decile_entries)
waiting.register(waiting_activations)
