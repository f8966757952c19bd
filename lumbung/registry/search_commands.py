"""`lumbung search`: the same search as on the page."""

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import crypto, formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console
from lumbung.registry import queries
from lumbung.registry.models import Person


def register(root: typer.Typer) -> None:
    """Mount `lumbung search`."""
    root.command("search", help=_("Cari orang menurut nama, sebagian nama, NIK, atau KK."))(search)


def search(
    text: Annotated[str, typer.Argument(help=_("Nama (boleh salah eja atau sebagian), NIK, atau KK."))],
    area: Annotated[str, typer.Option("--area", help=_("Nama atau kode desa atau wilayah yang lebih luas."))] = "",
    born: Annotated[int | None, typer.Option("--born", help=_("Tahun lahir."))] = None,
    digits: Annotated[str, typer.Option("--digits", help=_("Angka terakhir NIK."))] = "",
    by: Annotated[str, typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))] = "",
    as_json_: Annotated[bool, typer.Option("--json", help=_("Cetak sebagai JSON."))] = False,
) -> None:
    """The likest first, within the actor's reach; numbers are masked."""
    with command_errors():
        who = actor(by)
        with acting(who):
            found = queries.sought(viewer=who, text=text, area=area, birth_year=born, digits=digits)
    if as_json_:
        as_json({"people": [_told(person) for person in found]})
        return
    table = Table(_("Nomor"), _("Nama"), _("Lahir"), _("Wilayah"), "NIK")
    for one in found:
        born_on = formats.day(one.birth_date) if one.birth_date else "–"
        table.add_row(str(one.pk), one.name, born_on, one.region_code, crypto.mask(one.nik))
    console.print(table)


def _told(person: Person) -> dict[str, Any]:
    return {
        "id": person.pk,
        "name": person.name,
        "birth_date": person.birth_date,
        "family": person.family_id,
        "region_code": person.region_code,
        "nik": crypto.mask(person.nik),
    }
