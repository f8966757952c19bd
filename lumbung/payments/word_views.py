"""The page of status words: what each means, how many families stand under it, and the door for lists."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lumbung.core.refusals import Refusal
from lumbung.core.views import may
from lumbung.payments import actions, queries, words
from lumbung.payments.chain_forms import WordsForm
from lumbung.payments.forms import uploaded


@may("payments.view")
def status_words(request: Any) -> HttpResponse:
    """The code table; a list that was just taken in says what became of it."""
    reads = request.user.may("payments.read_bank_file")
    form = WordsForm(request.POST or None, request.FILES or None)
    taken = None
    if request.method == "POST" and reads and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = actions.take_words(path=Path(uploaded(file)), name=file.name, by=request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    counted = queries.words_counted(viewer=request.user)
    context = {
        "statuses": [(word, counted.get(code, 0)) for code, word in words.statuses().items()],
        "stages": list(words.stages().values()),
        "form": form if reads else None,
        "taken": taken,
    }
    return render(request, "payments/status_words.html", context, status=422 if form.errors else 200)
