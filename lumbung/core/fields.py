"""A Django form field in GOV.UK Frontend's clothes: which classes, which description, which error."""

from typing import Any

from django import forms
from django.forms import BoundField

_CLASSES = (
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.CheckboxSelectMultiple, "checkboxes", "govuk-checkboxes__input"),
    (forms.RadioSelect, "radios", "govuk-radios__input"),
    (forms.FileInput, "file", "govuk-file-upload"),
    (forms.Select, "select", "govuk-select"),
    (forms.Textarea, "textarea", "govuk-textarea"),
)


def described(bound: BoundField, *, css: str = "", hint: str = "") -> dict[str, Any]:
    """What `core/field.html` needs; the control carries the ids of its hint and its errors."""
    kind, base = _clothes(bound.field.widget)
    hint = hint or str(bound.help_text)
    hint_id, error_id = f"{bound.auto_id}_hint", f"{bound.auto_id}_error"
    described_by = " ".join(name for name, wanted in ((hint_id, hint), (error_id, bound.errors)) if wanted)
    css = f"{base} {css} {base}--error" if bound.errors else f"{base} {css}"
    attrs: dict[str, str | bool] = {"class": css.strip()}
    if described_by:
        attrs["aria-describedby"] = described_by
    return {
        "field": bound,
        "kind": kind,
        "hint": hint,
        "hint_id": hint_id,
        "error_id": error_id,
        "described_by": described_by,
        "control": "" if kind in ("radios", "checkboxes") else bound.as_widget(attrs=attrs),
    }


def first_id(bound: BoundField) -> str:
    """The id a link of the error summary leads to: a group's first choice, or the control itself."""
    kind, _ = _clothes(bound.field.widget)
    return f"{bound.auto_id}_0" if kind in ("radios", "checkboxes") else bound.auto_id


def _clothes(widget: forms.Widget) -> tuple[str, str]:
    for family, kind, css in _CLASSES:
        if isinstance(widget, family):
            return kind, css
    return "input", "govuk-input"
