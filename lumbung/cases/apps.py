"""Care for a person: one case process for five clusters, with a team, a conference and a wall around what is secret."""

from importlib import import_module

from django.apps import AppConfig

ROOMS = (
    "panels",
    "referral_panels",
    "waiting",
    "assessment_panels",
    "assessment_gate",
    "plan_panels",
    "plan_waiting",
    "plan_gate",
)


class CasesConfig(AppConfig):
    """Care for a person, from access or referral to after-care and ending."""

    name = "lumbung.cases"
    label = "cases"

    def ready(self) -> None:
        """Shows itself on the pages of persons and tells what waits."""
        for room in ROOMS:
            import_module(f"{self.name}.{room}")
