"""What the page of a person shows of the desk: what they needed, where they were referred, what came of it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lumbung.core import panels
from lumbung.referrals import queries, words

LATEST = 5


def on_person(viewer: Any, person: Any) -> panels.Panel | None:
    """Needs of the person that the viewer may know of, and a way to note another."""
    if not viewer.may("referrals.view"):
        return None
    found = queries.needs_of_person(viewer=viewer, person_id=person.pk)[:LATEST]
    takes = viewer.may("referrals.take") and person.status == "active"
    rows = [(one, words.sector(one.sector), words.NEEDS[one.status]) for one in found]
    if not rows and not takes:
        return None
    takes_at = f"{reverse('referrals:new')}?orang={person.pk}" if takes else ""
    return panels.Panel(
        title=pgettext("many", "Rujukan"), template="referrals/panel.html", context={"rows": rows, "takes": takes_at}
    )


def entries_of_person(viewer: Any, person: Any) -> Iterator[panels.Entry]:
    """When somebody was referred, answered and served."""
    if not viewer.may("referrals.view"):
        return
    for need in queries.needs_of_person(viewer=viewer, person_id=person.pk):
        title = _("Kebutuhan: %(sector)s") % {"sector": words.sector(need.sector)}
        url = reverse("referrals:need", args=[need.pk])
        yield panels.Entry(need.came_on, _("Rujukan"), title, str(need.get_channel_display()), url=url)
        for one in need.referrals.all():
            yield from _steps(one)


def _steps(one: Any) -> Iterator[panels.Entry]:
    url, told = reverse("referrals:referral", args=[one.pk]), {"place": one.institution.name}
    yield panels.Entry(one.sent_on, _("Rujukan"), _("Dirujuk ke %(place)s") % told, one.service, url=url)
    if one.answered_on and one.status != "served":
        kind = "no" if one.status == "refused" else "plain"
        title = f"{one.institution.name}: {one.get_status_display()}"
        yield panels.Entry(one.answered_on, _("Rujukan"), title, one.reason, kind=kind, url=url)
    if one.served_on:
        yield panels.Entry(one.served_on, _("Rujukan"), _("Dilayani %(place)s") % told, one.result, kind="ok", url=url)


panels.register("person", "referrals", 55, on_person)
panels.register_timeline("person", entries_of_person)
