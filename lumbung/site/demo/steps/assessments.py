"""What the cases of the demonstration are measured by, each at two points in time: an older man, a young woman, one
whose answers signal danger."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions, queries
from lumbung.cases.models import Assessment, Case, UrgentTask
from lumbung.core.actors import acting
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar

TITLE = _("Asesmen kasus")
FIRST, SECOND = 50, 5
"""Days before today."""

WISH, STORY = "Bertani lagi dan tidak merepotkan anak", "Diceritakan sendiri, pelan-pelan, dengan teh di teras."
DONE = "Didampingi ke puskesmas, keluarga diberi tahu, nomor darurat ditinggalkan."
SAFE = {
    "safe_tonight": "yes", "self_harm": "no", "violence": "no", "sexual_abuse": "no", "neglect": "no",
    "trafficking": "no", "emergency": "no",
}  # fmt: skip
LOW_MOOD = {"phq1": "2", "phq2": "3", "phq3": "3", "phq4": "2", "phq6": "2", "phq9": "1"}
MEASURED: Mapping[str, tuple[tuple[str, str, dict[str, str], dict[str, str]], ...]] = {
    "lansia": (
        ("katz/1", "1", {"bathing": "0", "transfer": "0"}, {}),
        ("phq9/1", "0", {"phq1": "2", "phq2": "2", "phq3": "3", "phq4": "2"}, {"phq3": "1", "phq4": "1"}),
        ("wg_ss/1", "1", {"vis_ss": "2", "mob_ss": "3"}, {"vis_ss": "2", "mob_ss": "2"}),
    ),
    "disabilitas": (
        ("wg_ss/1", "1", {"cog_ss": "3", "com_ss": "2"}, {"cog_ss": "3", "com_ss": "2"}),
        ("gad7/1", "1", {"gad7": "2"}, {"gad1": "0", "gad2": "0"}),
    ),
    "tuna_sosial": (("phq9/1", "1", LOW_MOOD, {"phq9": "0", "phq2": "1"}),),
}
"""By cluster: instrument, the answer to everything else, what differs at first and later."""

AROUND = (("Puskesmas", "health", "strong"), ("Ketua RT", "neighbour", "ordinary"), ("Anak di kota", "family", "weak"))


def is_done(demo: Demonstration) -> bool:
    """Whether an assessment was signed: home visits begin drafts in another step. Without a case there is none."""
    return Assessment.objects.filter(status=Assessment.Status.FINISHED).exists() or not _cases()


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    cases = _cases()
    with transaction.atomic():
        for at, case in enumerate(cases, start=1):
            _Assessed(demo, case).everything()
            bar.part(at, len(cases))


def _cases() -> list[Case]:
    found = Case.objects.open().filter(cluster__in=MEASURED, worker__isnull=False).order_by("pk")
    return list({case.cluster: case for case in found.reverse()}.values())


class _Assessed:
    """One case and its worker."""

    def __init__(self, demo: Demonstration, case: Case) -> None:
        self.today, self.case, self.worker = demo.today, case, case.worker

    def everything(self) -> None:
        """Comprehensive once, the instruments and functioning twice, and who stands around."""
        self._signed("komprehensif/1", FIRST, "yes", SAFE)
        for instrument, rest, first, later in MEASURED[self.case.cluster]:
            self._signed(instrument, FIRST, rest, first)
            self._signed(instrument, SECOND, rest, later)
        self._answered_the_same_day()
        goal = {"goal_1": WISH, "goal_2": "", "near_2": "", "goal_3": "", "near_3": ""}
        self._signed("fungsi_sosial/1", FIRST, "1", {**goal, "near_1": "0", "food": "2"}, moment="baseline")
        self._signed("fungsi_sosial/1", SECOND, "2", {**goal, "near_1": "3", "food": "3"}, moment="middle")
        for name, kind, bond in AROUND:
            self._act(actions.note_tie, name=name, kind=kind, bond=bond)
        self._act(actions.note_relative, name="Suratmi", kin="parent", sex="P", died=True)

    def _signed(self, instrument: str, before: int, rest: str, given: Mapping[str, str], **more: Any) -> None:
        on = self.today - timedelta(days=before)
        answers = {
            one.name: given.get(one.name, rest if rest in one.values else one.values[0] if one.values else STORY)
            for one in queries.on_shelf(key=instrument).instrument.questions
        }
        told = {"instrument": instrument, "answers": answers, "on": on, "at": _hour(on), **more}
        self._act(actions.record_assessment, **told)

    def _answered_the_same_day(self) -> None:
        """Danger that the first time showed was not left until tomorrow."""
        at = _hour(self.today - timedelta(days=FIRST)) + timedelta(hours=2)
        for task in UrgentTask.objects.filter(case=self.case, done_at=None):
            with acting(self.worker, reason=str(TITLE)):
                actions.finish_urgent_task(task_id=task.pk, said=DONE, by=self.worker, at=at)

    def _act(self, action: Any, **told: Any) -> None:
        with acting(self.worker, reason=str(TITLE)):
            action(case_id=self.case.pk, by=self.worker, **told)


def _hour(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(10)))
