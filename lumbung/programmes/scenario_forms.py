"""A draft as a form: every figure of the programme with its value now, conditions to set aside, places of a quota."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core import formats
from lumbung.programmes import draft, words
from lumbung.programmes.kinds import Kind

YES, NO = "true", "false"
FIGURE, CONDITION = "angka-", "syarat-"


class DraftForm(forms.Form):
    """Only what differs from the run's own figures becomes a change; an empty quota stays as it was."""

    name = forms.CharField(
        label=_("Nama skenario"), max_length=120, help_text=_("Dengan nama ini skenario dicari lagi nanti.")
    )
    quota = forms.IntegerField(
        label=_("Kuota tiap kabupaten atau kota"),
        required=False,
        min_value=0,
        help_text=_("Banyaknya keluarga. Kosong berarti seperti pada penetapan."),
    )
    no_quota = forms.BooleanField(label=_("Tanpa kuota"), required=False)

    def __init__(self, *args: Any, kind: Kind, now: law.Values, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.now = kind, draft.choices(kind, now)
        for name, value in self.now.items():
            self.fields[FIGURE + name] = _field(figure_words(kind, name), value)
        for name in draft.conditions(kind, now):
            label = _("Abaikan syarat: %(condition)s") % {"condition": words.condition(kind, name, now.day)}
            self.fields[CONDITION + name] = forms.BooleanField(label=label, required=False)

    def changes(self) -> dict[str, Any]:
        """What the draft changes, by the names of `draft.drafted`."""
        given = self.cleaned_data
        found = {name: value for name, value in self._figures() if value is not None and value != self.now[name]}
        aside = [name for name in self.fields if name.startswith(CONDITION) and given[name]]
        found |= {draft.CONDITION + name.removeprefix(CONDITION): False for name in aside}
        if given["no_quota"]:
            return found | {draft.QUOTA: None}
        return found if given["quota"] is None else found | {draft.QUOTA: given["quota"]}

    def _figures(self) -> Iterator[tuple[str, Any]]:
        for name, value in self.now.items():
            written = self.cleaned_data[FIGURE + name]
            yield name, _read(written, value)


def figure_words(kind: Kind, name: str) -> str:
    """What people call a figure or one part of it."""
    whole, _dot, part = name.partition(".")
    language = words.language()
    title = kind.word("figures", whole, language)
    if not part:
        return title
    return f"{title}: {kind.word('parts', part, language) if part in kind.words['parts'] else words.part(part)}"


def told(kind: Kind, changes: dict[str, Any]) -> list[str]:
    """The changes of a draft in words."""
    return [_told(kind, name, value) for name, value in changes.items()]


def _told(kind: Kind, name: str, value: Any) -> str:
    if name.startswith(draft.CONDITION):
        plain = kind.word("conditions", name.removeprefix(draft.CONDITION), words.language())
        return str(_("Syarat diabaikan: %(condition)s") % {"condition": plain.replace("{", "").replace("}", "")})
    if name == draft.QUOTA or name.startswith(f"{draft.QUOTA}."):
        where = name.removeprefix(draft.QUOTA).removeprefix(".") or _("tiap kabupaten atau kota")
        places = _("tanpa batas") if value is None else formats.count(value)
        return str(_("Kuota %(where)s: %(places)s") % {"where": where, "places": places})
    return f"{figure_words(kind, name)}: {_shown(value)}"


def _shown(value: Any) -> str:
    """A figure as people write it."""
    if isinstance(value, bool):
        return str(words.yes_no(value))
    if isinstance(value, list):
        return ", ".join(map(str, value)) or str(_("tidak ada"))
    return formats.count(value) if isinstance(value, int) else str(value)


def _field(label: str, value: Any) -> forms.Field:
    help_text = _("Pada penetapan: %(value)s") % {"value": _shown(value)}
    if isinstance(value, bool):
        return forms.ChoiceField(
            label=label,
            required=False,
            help_text=help_text,
            choices=[("", "–"), (YES, words.yes_no(True)), (NO, words.yes_no(False))],
        )
    if isinstance(value, int):
        return forms.IntegerField(label=label, required=False, min_value=0, help_text=help_text)
    return forms.CharField(label=label, required=False, help_text=help_text)


def _read(written: Any, now: Any) -> Any:
    if written in (None, ""):
        return None
    if isinstance(now, bool):
        return written == YES
    if isinstance(now, list):
        parts = [part.strip() for part in str(written).strip("[]").split(",") if part.strip()]
        return [
            int(part) if part.isdigit() and not any(isinstance(one, str) for one in now) else part for part in parts
        ]
    return written
