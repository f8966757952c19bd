"""The night's work of a district: visits at events of life, the calls of the day, and who was not reached in time."""

from datetime import date, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.districts import actions

EVENTS = "districts.life_events"
CONTACTS = "districts.contacts"
ESCALATE = "districts.escalate"


@jobs.kind(EVENTS)
def life_events(job: Job) -> bool:
    """Births, sixty-five years, bereavement."""
    job.done = sum(actions.find_life_events(on=date.fromisoformat(job.params["on"]), by=job.by or SYSTEM).values())
    return True


@jobs.kind(CONTACTS)
def contacts(job: Job) -> bool:
    """Whom to call and visit today."""
    on = date.fromisoformat(job.params["on"])
    job.done = actions.plan_contacts(on=on, at=timezone.now(), by=job.by or SYSTEM)
    return True


@jobs.kind(ESCALATE)
def escalate(job: Job) -> bool:
    """Whoever was not reached after a warning is visited."""
    job.done = actions.escalate_calls(at=timezone.now(), by=job.by or SYSTEM)
    return True


@nightly.act(EVENTS, title=_("Mencari peristiwa hidup untuk dikunjungi"), unit=_("kunjungan"), since=time(1))
def look_tonight(on: date) -> Job:
    """What lies some weeks back is still found."""
    return jobs.enrol(EVENTS, {"on": on.isoformat()}, by=SYSTEM)


@nightly.act(CONTACTS, title=_("Menyusun telepon dan kunjungan rutin"), unit=_("kontak"), since=time(2))
def plan_tonight(on: date) -> Job:
    """By the risk of each person."""
    return jobs.enrol(CONTACTS, {"on": on.isoformat()}, by=SYSTEM)


@nightly.act(ESCALATE, title=_("Meneruskan yang tidak terjangkau ke kunjungan"), unit=_("orang"), since=time(2, 30))
def escalate_tonight(on: date) -> Job:
    """A warning's calls have hours, not days."""
    return jobs.enrol(ESCALATE, {"on": on.isoformat()}, by=SYSTEM)
