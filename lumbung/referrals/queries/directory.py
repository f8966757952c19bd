"""The directory: found by words, by sector, by region."""

from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Length

from lumbung.core.refusals import NotFound
from lumbung.referrals import sectors
from lumbung.referrals.models import Institution
from lumbung.regions.models import Region
from lumbung.staff import queries as staff

_PLACE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])


def institutions(*, viewer: Any, text: str = "", sector: str = "") -> QuerySet[Any]:
    """Institutions that serve the viewer's region, each with its `place`: the nearest first, then by name.

    Every word of the text is looked for in name, services and address.
    """
    found = Institution.objects.visible_to(viewer).annotate(place=_PLACE)
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(services__icontains=word) | Q(address__icontains=word))
    if sector:
        found = found.filter(sectors__contains=[sector])
    closed = Case(When(status=Institution.Status.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.order_by(closed, Length("region_code").desc(), F("name"), "pk")


def sector_choices() -> list[tuple[str, Any]]:
    """The nine sectors, for forms of whoever asks the desk."""
    return sectors.choices()


def institution(*, viewer: Any, institution_id: int) -> Any:
    """One of them; raises NotFound."""
    found = institutions(viewer=viewer).filter(pk=institution_id).first()
    if found is None:
        raise NotFound(institution_id)
    return found


def answerers_of(*, institution: Any) -> list[str]:
    """The names of the accounts that answer for an institution."""
    found = staff.who_may(permission="referrals.answer").filter(pk__in=institution.answerers)
    return list(found.values_list("username", flat=True))
