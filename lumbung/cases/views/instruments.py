"""The shelf of instruments: which there are, on what terms, and an operator's own."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.cases import actions, assessment_forms, assessment_words, queries, words
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, may, show


@require_http_methods(["GET", "POST"])
@may("cases.view")
def instruments(request: Request) -> HttpResponse:
    """Every instrument with its licence; who may, loads one more."""
    form = None
    if request.user.may("cases.load_instrument"):
        sent = request.method == "POST"
        form = assessment_forms.PackForm(request.POST if sent else None, request.FILES if sent else None)
        if form.is_bound and form.is_valid():
            try:
                content = form.cleaned_data["file"].read()
                pack = actions.load_pack(content=content, by=request.user, on=timezone.localdate())
            except Refusal as refusal:
                show(form, refusal)
            else:
                messages.success(request, _("%(pack)s dimuat dan siap dipakai.") % {"pack": pack})
                return HttpResponseRedirect(reverse("cases:instrument", args=[pack.name, pack.version]), status=303)
    rows = [
        (one.instrument, words.said(one.instrument.title), assessment_words.TERMS[one.instrument.licence.terms])
        for one in queries.shelf()
    ]
    status = 422 if form is not None and form.errors else 200
    return render(request, "cases/instruments.html", {"rows": rows, "form": form}, status=status)


@require_GET
@may("cases.view")
def instrument(request: Request, instrument: str, version: str) -> HttpResponse:
    """One instrument: licence and source, questions, how it is scored, what signals danger."""
    shelf = queries.on_shelf(key=f"{instrument}/{version}")
    found = shelf.instrument
    context = {
        "instrument": found,
        "pack": shelf.pack,
        "title": words.said(found.title),
        "about": words.said(found.about),
        "remark": words.said(found.remark),
        "wording": assessment_words.wording(found),
        "terms": assessment_words.TERMS[found.licence.terms],
        "source": words.said(found.licence.source),
        "pages": [
            (page.title, page.help, [(words.said(one.words), [words.said(each.words) for each in one.answers])
                                     for one in page.questions])
            for page in assessment_words.pages(found, {})
        ],
        "scores": [
            (words.said(one.words), assessment_words.bands(one), [words.said(part.words) for part in one.parts])
            for one in found.scores
        ],
        "signs": [words.said(one.words) for one in found.signs],
    }  # fmt: skip
    return render(request, "cases/instrument.html", context)
