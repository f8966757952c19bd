"""What this context shows elsewhere: what waits for a decision, and where a family came from."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lumbung.core import formats, panels, waiting
from lumbung.core.panels import Entry
from lumbung.core.waiting import Task
from lumbung.quality import queries, references
from lumbung.quality.canonical import DWELLING, FIELDS, PERSON, label_of
from lumbung.quality.family_forms import reading
from lumbung.quality.models import FamilyForm, ImportBatch, ReferenceResult
from lumbung.quality.provenance import stories

MOST_FORMS = 5
PERSON_FACTS = tuple(name for name, column in FIELDS.items() if column.of == PERSON and name != "birth_date_source")
DWELLING_FACTS = tuple(name for name, column in FIELDS.items() if column.of == DWELLING)
UNDECIDED = {
    ImportBatch.Status.MAPPING: gettext_lazy("Cocokkan kolom berkas %(file)s"),
    ImportBatch.Status.PREVIEWED: gettext_lazy("Putuskan berkas %(file)s"),
    ImportBatch.Status.PARTLY: gettext_lazy("Masukkan sisa berkas %(file)s"),
}
_WHERE = {ImportBatch.Status.MAPPING: "quality:columns"}
FAMILY_FACTS = ("head_name", "kk", "phone")


def tasks(viewer: Any, today: date) -> Iterable[Task]:
    """Files that were looked at and wait for a yes; pairs that wait for a decision."""
    if viewer.may("quality.import"):
        for batch in queries.batches(viewer=viewer).filter(status__in=UNDECIDED, by_id=viewer.pk):
            yield Task(
                title=UNDECIDED[ImportBatch.Status(batch.status)] % {"file": batch.file_name},
                context=_("%(ready)s baris siap, %(aside)s disisihkan")
                % {"ready": batch.rows_ready, "aside": batch.rows_set_aside},
                url=reverse(_WHERE.get(ImportBatch.Status(batch.status), "quality:batch"), args=[batch.pk]),
                when="today",
                menu="imports",
            )
    if viewer.may("quality.ask_reference") and (differing := queries.open_references(viewer=viewer)):
        yield Task(
            title=ngettext(
                "Lihat %(count)s perbedaan dengan rujukan", "Lihat %(count)s perbedaan dengan rujukan", differing
            )
            % {"count": differing},
            context=_("Sebuah register lain menyebut nilai yang berbeda"),
            url=reverse("quality:reference_results"),
            when="later",
            menu="references",
            count=differing,
        )
    if viewer.may("quality.resolve_duplicate") and (count := queries.pairs_of_ones_own(viewer=viewer).count()):
        yield Task(
            title=ngettext("Putuskan %(count)s pasangan data ganda", "Putuskan %(count)s pasangan data ganda", count)
            % {"count": count},
            context=_("Satu orang mungkin tercatat dua kali"),
            url=reverse("quality:duplicates"),
            when="week",
            menu="duplicates",
            count=count,
        )


def visits_asked(viewer: Any, today: date) -> Iterable[Task]:
    """Visits that somebody who decides about a pair asks for."""
    if viewer.may("quality.fill_form") and (count := queries.visits_for_pairs(viewer=viewer)):
        yield Task(
            title=ngettext(
                "Kunjungi %(count)s keluarga karena dugaan ganda",
                "Kunjungi %(count)s keluarga karena dugaan ganda",
                count,
            )
            % {"count": count},
            context=_("Lihat di tempat: satu orang atau dua"),
            url=f"{reverse('quality:family_forms')}?jenis={FamilyForm.Kind.VISIT}&keadaan={FamilyForm.Status.OPEN}",
            when="week",
            menu="forms",
            count=count,
        )


def forms_begun(viewer: Any, today: date) -> Iterable[Task]:
    """Forms that the viewer has begun and not sent."""
    if viewer.may("quality.fill_form"):
        mine = reading.forms(viewer=viewer).filter(status=FamilyForm.Status.OPEN, by_id=viewer.pk)
        for form in mine[:MOST_FORMS]:
            yield Task(
                title=_("Selesaikan %(form)s") % {"form": form},
                context=_("Terakhir diisi %(at)s") % {"at": formats.moment(form.touched_at)},
                url=reverse("quality:family_form", args=[form.pk]),
                when="week",
                menu="forms",
            )


def visit_panel(viewer: Any, family: Any) -> panels.Panel | None:
    """When the family was last visited, and where to begin a visit."""
    visits = FamilyForm.objects.visible_to(viewer).filter(family=family, kind=FamilyForm.Kind.VISIT)
    last = visits.filter(status=FamilyForm.Status.SENT).select_related("sent_by").order_by("-sent_at").first()
    may_visit = viewer.may("quality.fill_form") and family.status == "active"
    if not (last or may_visit):
        return None
    context = {
        "last": last if viewer.may("quality.fill_form") else None,
        "may_visit": may_visit,
        "under_way": visits.filter(status=FamilyForm.Status.OPEN).exists(),
        "family_id": family.pk,
    }
    return panels.Panel(_("Kunjungan"), "quality/panels/visit.html", context, place="aside")


def sources_panel(kind: str) -> panels.PanelSource:
    """From which source each fact of a person or of a family and its dwelling is."""

    def panel(viewer: Any, record: Any) -> panels.Panel:
        records = (
            [(record, PERSON_FACTS)]
            if kind == "person"
            else [(record, FAMILY_FACTS), (record.dwelling, DWELLING_FACTS)]
        )
        told = [stories.story_of(one, viewer=viewer, names=names) for one, names in records]
        return panels.Panel(_("Asal data"), "quality/panels/sources.html", {"stories": told})

    return panel


def where_from(viewer: Any, family: Any) -> Iterable[Entry]:
    """The import that first recorded the family."""
    found = ImportBatch.objects.visible_to(viewer).filter(pk=family.batch_id).first() if family.batch_id else None
    name = found.file_name if found else ""
    yield Entry(
        on=timezone.localdate(found.imported_at) if found and found.imported_at else family.registered_on,
        system=_("Registri"),
        title=_("Dicatat dari berkas %(file)s") % {"file": name} if name else _("Dicatat di registri"),
        url=reverse("quality:batch", args=[found.pk]) if found else "",
    )


def reference_panel(viewer: Any, person: Any) -> panels.Panel | None:
    """What references said about a person, by reference and field; and asking them."""
    if not viewer.may("quality.view"):
        return None
    found: dict[str, list[ReferenceResult]] = {}
    for result in queries.reference_results(viewer=viewer, person_id=person.pk).order_by("reference", "pk"):
        found.setdefault(result.reference, []).append(result)
    askable = [] if not viewer.may("quality.ask_reference") else references.all_references().items()
    context = {
        "person": person,
        "told": [_answers(name, results) for name, results in found.items()],
        "askable": [{"name": name, "title": one.TITLE} for name, one in askable if references.configured(name)],
        "purpose": getattr(viewer, "purpose", ""),
    }
    if not context["told"] and not context["askable"]:
        return None
    return panels.Panel(_("Pencocokan dengan rujukan"), "quality/reference_panel.html", context, place="aside")


def _answers(name: str, results: list[ReferenceResult]) -> dict[str, Any]:
    told = [
        {
            "label": label_of(one.field),
            "words": one.get_result_display(),
            "status": one.get_status_display() if one.status != ReferenceResult.Status.FINE else "",
            "url": reverse("quality:reference_result", args=[one.pk]) if one.result == "differs" else "",
        }
        for one in results
    ]
    at = max(one.answered_at for one in results)
    return {"title": references.all_references()[name].TITLE, "results": told, "at": at}


panels.register("person", "references", 60, reference_panel, history=True)
waiting.register(tasks)
waiting.register(forms_begun)
waiting.register(visits_asked)
panels.register("family", "visit", 20, visit_panel)
for record_kind in ("family", "person"):
    panels.register(record_kind, "sources", 70, sources_panel(record_kind))
panels.register_timeline("family", where_from)
