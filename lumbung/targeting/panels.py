"""What other pages show of targeting: the decile of a family, with the reasons that weigh most."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lumbung.core import panels
from lumbung.targeting import queries
from lumbung.targeting.models import Score

MOST = 3


def decile_panel(viewer: Any, family: Any) -> panels.Panel | None:
    """The decile, when and with what it was computed, and the strongest reasons in plain words."""
    if not viewer.may("targeting.view"):
        return None
    score = queries.current_score(viewer=viewer, family_id=family.pk)
    context: dict[str, Any] = {"score": score}
    if score:
        lower, higher = told_reasons(score)
        changed = score.score != queries.score_today(score=score)
        context |= {"lower": lower, "higher": higher, "changed": changed, "known_percent": score.known // 10}
    return panels.Panel(title=_("Peringkat kesejahteraan"), template="targeting/decile_panel.html", context=context)


def decile_entries(viewer: Any, family: Any) -> list[panels.Entry]:
    """Every time the family was ranked."""
    if not viewer.may("targeting.view"):
        return []
    return [_entry(score) for score in queries.past_scores(viewer=viewer, family_id=family.pk)]


def told_reasons(score: Score) -> tuple[list[str], list[str]]:
    """What most lowers and what most raises the expected welfare, in words."""
    language = (get_language() or "id")[:2]
    reasons = queries.reasons(score=score)
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
