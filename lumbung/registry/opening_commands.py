"""`lumbung open`: opening the file of a family or a person, with a note of who looked and what for."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core import crypto, formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console
from lumbung.core.wording import SomebodyActs
from lumbung.registry import actions, queries
from lumbung.registry.models import Access, Person

FAMILY = Annotated[int, typer.Argument(help=_("Nomor keluarga."))]
PERSON = Annotated[int, typer.Argument(help=_("Nomor orang."))]
PURPOSE = Annotated[str, typer.Option("--purpose", help=_("Untuk apa berkas dibuka; tanpa ini, tugas peran Anda."))]
BY = Annotated[str, typer.Option("--by", help=_("Nama pengguna yang membuka; pembukaannya dicatat atas namanya."))]
JSON = Annotated[bool, typer.Option("--json", help=_("Cetak sebagai JSON."))]


def register(root: typer.Typer) -> None:
    """Mount under `lumbung open`."""
    opened = typer.Typer(help=_("Buka berkas keluarga atau orang; siapa dan untuk apa dicatat."), no_args_is_help=True)
    opened.command("family", help=_("Buka sebuah keluarga dengan anggotanya."))(family)
    opened.command("person", help=_("Buka berkas satu orang."))(person)
    root.add_typer(opened, name="open")


def family(number: FAMILY, purpose: PURPOSE = "", by: BY = "", as_json_: JSON = False) -> None:
    """Numbers are masked."""
    (record, noted), who = _opened(actions.open_family, by, purpose, family_id=number)
    with acting(who):
        members = list(queries.members_of(viewer=who, family_id=number))
    told = {
        "id": record.pk,
        "region_code": record.region_code,
        "head_name": record.head_name,
        "kk": crypto.mask(record.kk),
        "status": record.status,
        "registered_on": record.registered_on,
    }
    if as_json_:
        as_json({**told, "purpose": noted.purpose, "members": [_told(one) for one in members]})
        return
    _print(f"{record.head_name} · {record.region_code} · {told['kk']} · {record.get_status_display()}", noted)
    _table(members)


def person(number: PERSON, purpose: PURPOSE = "", by: BY = "", as_json_: JSON = False) -> None:
    """The NIK is masked."""
    (record, noted), _who = _opened(actions.open_person, by, purpose, person_id=number)
    if as_json_:
        as_json({**_told(record), "purpose": noted.purpose})
        return
    _print(f"{record.name} · {record.region_code}", noted)
    _table([record])


def _opened(action: Callable[..., Any], by: str, purpose: str, **which: int) -> tuple[Any, Any]:
    with command_errors():
        who = actor(by)
        if who.pk is None:
            raise SomebodyActs
        with acting(who):
            return action(by=who, purpose=purpose.strip() or who.purpose, **which), who


def _print(line: str, noted: Access) -> None:
    console.print(line, markup=False, highlight=False)
    console.print(_("Pembukaan dicatat: %(purpose)s.") % {"purpose": noted.purpose}, markup=False, highlight=False)


def _table(people: list[Person]) -> None:
    table = Table(_("Nomor"), _("Nama"), _("Lahir"), _("Keadaan"), "NIK")
    for one in people:
        born = formats.day(one.birth_date) if one.birth_date else formats.NOTHING
        table.add_row(str(one.pk), one.name, born, one.get_status_display(), crypto.mask(one.nik))
    console.print(table)


def _told(one: Person) -> dict[str, Any]:
    return {
        "id": one.pk,
        "family": one.family_id,
        "region_code": one.region_code,
        "name": one.name,
        "nik": crypto.mask(one.nik),
        "sex": one.sex,
        "birth_date": one.birth_date,
        "relation": one.relation,
        "status": one.status,
    }
