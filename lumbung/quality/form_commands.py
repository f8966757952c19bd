"""`lumbung forms`: the family forms under way, and clearing out old ones."""

from datetime import datetime
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_or_today
from lumbung.quality import actions, filling_commands
from lumbung.quality.family_forms import reading

JSON = typer.Option("--json", help=_("Cetak sebagai JSON."))
BY = typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))
ON = typer.Option("--on", formats=["%Y-%m-%d"], help=_("Hari yang dipakai; tanpa ini, hari ini."))


def register(root: typer.Typer) -> None:
    """`lumbung forms …`: seeing and clearing out here, filling in beside it."""
    forms = typer.Typer(help=_("Formulir keluarga: mulai, isi, kirim, buang."), no_args_is_help=True)
    forms.command("list", help=_("Tampilkan formulir, yang terakhir diisi lebih dulu."))(list_forms)
    forms.command("purge", help=_("Buang formulir yang lama tidak disentuh; isinya dihapus."))(purge_forms)
    filling_commands.register(forms)
    root.add_typer(forms, name="forms")


def list_forms(
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help=_("Paling banyak sekian formulir."))] = 50,
    as_json_: Annotated[bool, JSON] = False,
    by: Annotated[str, BY] = "",
) -> None:
    """No answer is printed: only which forms there are."""
    with command_errors():
        found = list(reading.forms(viewer=actor(by))[:limit])
    if as_json_:
        names = ("pk", "kind", "status", "region_code", "touched_at")
        as_json({"forms": [{name: getattr(form, name) for name in names} for form in found]})
        return
    table = Table(_("Formulir"), _("Jenis"), _("Keadaan"), _("Wilayah"), _("Oleh"), _("Terakhir diisi"))
    for form in found:
        who, at = str(form.by or _("Sistem")), formats.moment(form.touched_at)
        table.add_row(str(form.pk), form.get_kind_display(), form.get_status_display(), form.region_code, who, at)
    console.print(table)


def purge_forms(
    on: Annotated[datetime | None, ON] = None,
    as_json_: Annotated[bool, JSON] = False,
    by: Annotated[str, BY] = "",
) -> None:
    """How long a form is kept is a dated figure."""
    day = day_or_today(on)
    with command_errors():
        who = actor(by)
        with acting(who):
            purged = actions.purge_forms(on=day, by=who)
    kept = reading.in_force(day).days_a_form_is_kept
    if as_json_:
        as_json({"purged": purged, "days_kept": kept})
    else:
        told = {"count": formats.count(purged), "days": kept}
        console.print(_("%(count)s formulir dibuang: lebih dari %(days)s hari tidak disentuh.") % told)
