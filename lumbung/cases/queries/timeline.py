"""Everything that happened to a case, as its page tells it; other rooms add theirs by `core.panels`."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.cases.models import CaseStep, Glass
from lumbung.cases.queries.cases import steps_of, team_of
from lumbung.cases.queries.conferences import consents_of, contacts_of, decisions_on
from lumbung.core.panels import Entry


def entries_of(*, viewer: Any, case: Any) -> Iterator[Entry]:
    """Steps, agreements, decisions, emergency openings, contacts; for those who may read the case."""
    given = {"viewer": viewer, "case_id": case.pk}
    for step in steps_of(**given):
        yield from _step(step)
    for one in consents_of(**given):
        title = _("%(who)s menyetujui") % {"who": one.given_by}
        yield Entry(one.on, _("Persetujuan"), title, one.withheld, kind="ok")
        if one.withdrawn_on:
            yield Entry(one.withdrawn_on, _("Persetujuan"), _("Persetujuan dicabut"), one.withdrawn_said, kind="no")
    for line in decisions_on(**given).exclude(outcome=""):
        title = f"{line.get_question_display()}: {line.get_outcome_display()}"
        yield Entry(line.conference.on, _("Pembahasan kasus"), title, line.said, kind="ok")
    for member in team_of(**given):
        title = _("%(who)s masuk tim") % {"who": member.user}
        yield Entry(member.since, _("Tim"), title, str(member.get_role_display()))
    for glass in Glass.objects.visible_to(viewer).filter(case=case).select_related("user"):
        title = _("%(who)s membuka kasus ini dalam keadaan darurat") % {"who": glass.user}
        yield Entry(timezone.localdate(glass.at), _("Rahasia"), title, glass.reason, kind="do")
    for contact in contacts_of(**given).exclude(on=None):
        kind = "ok" if contact.found == "well" else "do"
        yield Entry(contact.on, _("Pascalayanan"), str(contact.get_found_display()), contact.said, kind=kind)  # type: ignore[arg-type]


def _step(step: CaseStep) -> Iterator[Entry]:
    name = str(step.get_kind_display())
    yield Entry(step.opened_on, _("Langkah"), _("Dimulai: %(step)s") % {"step": name}, str(step.owner or ""))
    if step.status == CaseStep.State.SKIPPED and step.done_on:
        title = _("Dilewati: %(step)s") % {"step": name}
        said = _("%(reason)s Ditandatangani %(who)s.") % {"reason": step.skip_reason, "who": step.signed_by}
        yield Entry(step.done_on, _("Langkah"), title, said, kind="do")
    elif step.done_on:
        yield Entry(step.done_on, _("Langkah"), _("Selesai: %(step)s") % {"step": name}, step.said, kind="ok")
