"""The directory: found by words and sector, kept by the regency, taken in as a list."""

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import formats
from lumbung.core.views import Request, done, may
from lumbung.referrals import actions, forms, queries, sectors, words
from lumbung.referrals.models import Institution
from lumbung.referrals.views.common import filled, page, posted

SHOWN = 30
KEEP = "referrals.keep_directory"


def _entry(form: Any) -> actions.Entry:
    return actions.Entry(**form.entry())


def _to_directory(_made: Any) -> str:
    return reverse("referrals:institutions")


@require_GET
@may("referrals.view")
def institutions(request: Request) -> HttpResponse:
    """Who can meet which need, the nearest first."""
    text, sector = request.GET.get("cari", ""), request.GET.get("sektor", "")
    found = queries.institutions(viewer=request.user, text=text, sector=sector)
    shown = Paginator(found, SHOWN).get_page(request.GET.get("hal"))
    context = {
        "rows": [(one, [words.sector(code) for code in one.sectors]) for one in shown],
        "shown": shown,
        "total": shown.paginator.count,
        "text": text,
        "sector": sector,
        "sectors": sectors.choices(),
        "keeps": request.user.may(KEEP),
    }
    return page(request, "referrals/institutions.html", context)


@require_http_methods(["GET", "POST"])
@may(KEEP)
def new(request: Request) -> HttpResponse:
    """A new entry."""
    form = forms.InstitutionForm(posted(request))
    return filled(
        request, form, lambda form: actions.add_institution(entry=_entry(form), by=request.user), back=_to_directory,
        said=_("Lembaga tersimpan."), title=_("Tambah lembaga"), button=_("Simpan lembaga"),
        cancel_url=reverse("referrals:institutions"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@may(KEEP)
def change(request: Request, pk: int) -> HttpResponse:
    """What has changed about an entry."""
    found = queries.institution(viewer=request.user, institution_id=pk)
    start = {name: getattr(found, name) for name in forms.InstitutionForm.base_fields}
    start["answerers"] = ", ".join(queries.answerers_of(institution=found))
    form = forms.InstitutionForm(posted(request), initial=start)
    return filled(
        request, form, lambda form: actions.change_institution(institution_id=pk, entry=_entry(form), by=request.user),
        back=_to_directory, said=_("Lembaga tersimpan."), title=found.name, button=_("Simpan lembaga"),
        cancel_url=reverse("referrals:institutions"), institution=found,
    )  # fmt: skip


@require_POST
@may(KEEP)
def set_open(request: Request, pk: int) -> HttpResponse:
    """It takes referrals, or no longer."""
    found = queries.institution(viewer=request.user, institution_id=pk)
    wanted = found.status == Institution.Status.CLOSED
    act = partial(actions.set_institution_open, institution_id=pk, is_open=wanted, by=request.user)
    return done(request, act, back="referrals:institution", back_args=(pk,), said=_("Tersimpan."))


@require_http_methods(["GET", "POST"])
@may(KEEP)
def take_in(request: Request) -> HttpResponse:
    """A list, checked whole."""
    form = forms.DirectoryFileForm(posted(request), request.FILES if request.method == "POST" else None)

    def act(form: Any) -> int:
        with tempfile.NamedTemporaryFile() as kept:
            for chunk in form.cleaned_data["file"].chunks():
                kept.write(chunk)
            kept.flush()
            return actions.import_directory(path=Path(kept.name), by=request.user)

    return filled(
        request, form, act, back=_to_directory, said=_("Daftar lembaga dimasukkan."), title=_("Impor direktori"),
        meta=_("Paling banyak %(most)s baris") % {"most": formats.count(20_000)}, button=_("Masukkan daftar"),
        cancel_url=reverse("referrals:institutions"),
    )  # fmt: skip
