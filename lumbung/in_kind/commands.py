"""`lumbung in-kind …`: every act on goods from the keyboard, by a named person."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, day_of, existing
from lumbung.core.refusals import NotFound
from lumbung.in_kind import actions, kinds, queries, words
from lumbung.in_kind.models import Evidence, FollowUp, Handover, Lot, Request

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Number = typer.Argument(help=_("Nomor permintaan."))
Said = typer.Option("", "--said", help=_("Penjelasan dalam satu kalimat."))
KindOf = typer.Argument(help=_("Jenis, misalnya alat_bantu atau rtlh."))
Region = typer.Option(..., "--region", help=_("Kode wilayah."))
Store = typer.Option(..., "--store", help=_("Nama gudang."))


def register(root: typer.Typer) -> None:
    """Hang the commands under `lumbung in-kind`."""
    group = typer.Typer(help=_("Bantuan barang: dari permintaan sampai kunjungan sesudahnya."), no_args_is_help=True)
    told: dict[str, tuple[Callable[..., None], str]] = {
        "kinds": (list_kinds, _("Jenis bantuan barang, barang, dan pertanyaannya.")),
        "list": (list_requests, _("Daftar permintaan.")),
        "show": (show, _("Satu permintaan dan alasannya.")),
        "file": (file, _("Catat permintaan.")),
        "photo": (photo, _("Tambahkan foto pada permintaan.")),
        "assess": (assess, _("Catat hasil asesmen.")),
        "act": (act, _("Setujui, tolak, kembalikan, cabut, atau bebaskan.")),
        "waiting": (waiting, _("Daftar tunggu menurut urutan, yang bernilai sama disebut.")),
        "allot": (allot, _("Sisihkan barang menurut urutan.")),
        "fit": (fit, _("Catat satu langkah pemasangan.")),
        "hand-over": (hand_over, _("Catat serah terima.")),
        "visits": (visits, _("Kunjungan yang jatuh tempo.")),
        "visit": (visit, _("Catat satu kunjungan.")),
        "stock": (stock, _("Isi gudang.")),
        "receive": (receive, _("Catat barang datang.")),
        "import": (import_list, _("Masukkan daftar barang dari CSV atau XLSX.")),
        "correct": (correct, _("Ajukan koreksi stok.")),
        "agree": (agree, _("Putuskan koreksi stok, oleh orang kedua.")),
    }
    for name, (function, said) in told.items():
        group.command(name, help=said)(function)
    root.add_typer(group, name="in-kind")


def list_kinds(json: bool = Json) -> None:
    """As their folders tell them."""
    found = [kinds.find(name) for name in kinds.names()]
    if json:
        as_json([{"name": one.name, "of": one.of, "items": [item.name for item in one.askable()],
                  "questions": {question.name: list(question.choices) or [question.least, question.most]
                                for question in one.questions}} for one in found])  # fmt: skip
        return
    rows = [(one.name, words.title(one), ", ".join(item.name for item in one.askable())) for one in found]
    _print((_("Jenis"), _("Nama"), _("Barang")), rows)


def list_requests(
    status: str = typer.Option("", "--status", help=_("Keadaan, misalnya listed.")), by: str = By, json: bool = Json
) -> None:
    """Within the actor's reach, the newest first."""
    with command_errors(), acting(who := actor(by)):
        found = queries.requests(viewer=who)
        rows: list[Any] = list(found.filter(status=status) if status else found)
    if json:
        as_json([_summary(one) for one in rows])
        return
    told = [(str(one.pk), words.item_of(one), one.village or one.region_code, one.get_status_display()) for one in rows]
    _print((_("Nomor"), _("Barang"), _("Desa"), _("Keadaan")), told)


def show(number: int = Number, by: str = By, json: bool = Json) -> None:
    """Where it stands, and what the rule says of it today."""
    with command_errors(), acting(who := actor(by)):
        found = queries.request(viewer=who, request_id=number)
        judged = queries.judgement(request=found, on=timezone.localdate())
        kind = kinds.find(found.kind)
    if json:
        names = ("eligible", "unmet", "open", "unknown", "points", "parts")
        as_json({**_summary(found), **{name: getattr(judged, name) for name in names}})
        return
    rows = [(words.column(kind, name), formats.count(points)) for name, points in judged.parts.items()]
    console.print(f"{found}: {words.item_of(found)}, {found.get_status_display()}")
    _print((_("Nilai untuk"), pgettext("score", "Nilai")), rows)


def file(
    family: int = typer.Argument(help=_("Nomor keluarga.")),
    kind: str = typer.Option(..., "--kind", help=_("Jenis, misalnya alat_bantu atau rtlh.")),
    item: str = typer.Option(..., "--item", help=_("Barang, misalnya kursi_roda atau rumah.")),
    told_by: str = typer.Option(..., "--told-by", help=_("Nama yang menyampaikan.")),
    statement: str = typer.Option(..., "--statement", help=_("Mengapa diperlukan.")),
    person: int = typer.Option(None, "--person", help=_("Nomor orang, untuk alat bantu.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """One request."""
    told: dict[str, Any] = {"kind": kind, "item": item, "person_id": person, "told_by": told_by}
    with command_errors(), acting(who := actor(by)):
        made = actions.file_request(family_id=family, statement=statement, **told, by=who, on=day_of(on))
    _tell(made, json)


def photo(
    number: int = Number,
    path: Path = typer.Argument(help=_("Foto JPEG atau PNG, atau PDF.")),
    kind: str = typer.Option("need", "--kind", help=_("need, front, inside, damage, fitting, atau receipt.")),
    by: str = By,
) -> None:
    """A photo or a scan."""
    shown = _one_of(kind, Evidence.Kind.values)
    with command_errors(), acting(who := actor(by)):
        actions.add_evidence(request_id=number, kind=shown, content=existing(path).read_bytes(), by=who)
    console.print(_("Foto tersimpan."))


def assess(
    number: int = Number,
    answer: list[str] = typer.Option([], "--answer", help=_("Jawaban, misalnya need=always.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """Every question of the kind."""
    answers = {name: value for name, _equals, value in (one.partition("=") for one in answer)}
    with command_errors(), acting(who := actor(by)):
        found = actions.assess(request_id=number, answers=answers, by=who, on=day_of(on))
    _tell(found, json)


def act(
    name: str = typer.Argument(help=_("approve, refuse, reopen, withdraw, atau free.")),
    numbers: list[int] = typer.Argument(help=_("Nomor permintaan; approve dan refuse boleh beberapa.")),
    said: str = Said,
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """One act on one request or on many."""
    day = day_of(on)
    single: dict[str, Any] = {"request_id": numbers[0], "said": said}
    many: dict[str, Any] = {"request_ids": numbers, "on": day}
    acts: dict[str, Callable[[Any], Any]] = {
        "approve": lambda who: actions.approve_requests(by=who, **many),
        "refuse": lambda who: actions.refuse_requests(said=said, by=who, **many),
        "reopen": lambda who: actions.reopen(by=who, **single),
        "withdraw": lambda who: actions.withdraw_request(by=who, on=day, **single),
        "free": lambda who: actions.free_request(by=who, on=day, **single),
    }
    chosen = acts[_one_of(name, acts)]
    with command_errors(), acting(who := actor(by)):
        chosen(who)
        found = queries.request(viewer=who, request_id=numbers[0])
    _tell(found, json)


def waiting(
    kind: str = KindOf,
    region: str = typer.Option("", "--region", help=_("Kode wilayah.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """By place."""
    with command_errors(), acting(who := actor(by)):
        if kind not in kinds.names():
            raise NotFound(kind)
        listed = queries.waiting_list(viewer=who, kind=kind, on=day_of(on), region_code=region).sort("item", "place")
    columns = ["place", "request_id", "item", "points", "filed_on", "tied"]
    if json:
        as_json(listed.select(columns).to_dicts())
        return
    heads = (_("Urutan"), _("Nomor"), _("Barang"), pgettext("score", "Nilai"), _("Diminta"), pgettext("queue", "Sama"))
    _print(heads, (tuple(str(cell) for cell in row) for row in listed.select(columns).iter_rows()))


def allot(
    kind: str = KindOf,
    region: str = Region,
    item: str = typer.Option("", "--item", help=_("Hanya barang ini.")),
    most: int = typer.Option(None, "--most", help=_("Paling banyak sekian permintaan."), min=1),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """For the waiting list of a region, from its stores."""
    with command_errors(), acting(who := actor(by)):
        made = actions.allot(kind=kind, region_code=region, item=item, most=most, by=who, on=day_of(on))
    if json:
        as_json({"done": made.done, "waiting": made.waiting})
        return
    told = {"done": formats.count(len(made.done)), "waiting": formats.count(made.waiting)}
    console.print(_("%(done)s permintaan mendapat barangnya; %(waiting)s masih menunggu.") % told)


def fit(
    number: int = Number,
    step: str = typer.Argument(help=_("Langkah, misalnya measured.")),
    said: str = Said,
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """One step of fitting or building."""
    with command_errors(), acting(who := actor(by)):
        found = actions.note_step(request_id=number, step=step, said=said, by=who, on=day_of(on))
    _tell(found, json)


def hand_over(
    number: int = Number,
    receiver: str = typer.Option(..., "--receiver", help=_("Nama yang menerima.")),
    relation: str = typer.Option("self", "--relation", help=_("self, family, guardian, atau other.")),
    sign: str = typer.Option("signature", "--sign", help=_("signature, thumb, atau typed.")),
    witness: str = typer.Option("", "--witness", help=_("Nama saksi.")),
    on: str = On,
    by: str = By,
    json: bool = Json,
) -> None:
    """Into the hands of the family."""
    told = {"relation": _one_of(relation, Handover.Relation.values), "sign": _one_of(sign, Handover.Sign.values)}
    with command_errors(), acting(who := actor(by)):
        actions.hand_over(request_id=number, receiver=receiver, witness=witness, **told, by=who, on=day_of(on))
        found = queries.request(viewer=who, request_id=number)
    _tell(found, json)


def visits(on: str = On, by: str = By, json: bool = Json) -> None:
    """The oldest first."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.visits_due(viewer=who, on=day_of(on)))
    if json:
        as_json([{"id": one.pk, "request_id": one.request_id, "due_on": one.due_on} for one in found])
        return
    rows = [(str(one.pk), str(one.request_id), one.due_on.isoformat()) for one in found]
    _print((_("Kunjungan"), _("Permintaan"), _("Tenggat")), rows)


def visit(
    number: int = typer.Argument(help=_("Nomor kunjungan.")),
    outcome: str = typer.Argument(help=_("used, unused, broken, repaired, returned, atau gone.")),
    said: str = Said,
    on: str = On,
    by: str = By,
) -> None:
    """What was found."""
    told = _one_of(outcome, FollowUp.Outcome.values)
    with command_errors(), acting(who := actor(by)):
        actions.note_visit(visit_id=number, outcome=told, said=said, by=who, on=day_of(on))
    console.print(_("Kunjungan tersimpan."))


def stock(by: str = By, json: bool = Json) -> None:
    """Every lot within the actor's reach."""
    with command_errors(), acting(who := actor(by)):
        found = list(queries.lots(viewer=who))
    names = ("id", "store", "kind", "item", "size", "batch", "serial", "supplier", "free", "reserved", "issued")
    if json:
        as_json([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [
        (str(one.pk), one.store, words.item(one.kind, one.item, one.size), str(one), *_figures(one)) for one in found
    ]
    _print((_("Nomor"), _("Gudang"), _("Barang"), _("Partai"), _("Bebas"), _("Disisihkan"), _("Keluar")), rows)


def receive(
    kind: str = KindOf,
    item: str = typer.Argument(help=_("Barang, misalnya kruk.")),
    quantity: int = typer.Argument(help=_("Banyaknya.")),
    region: str = Region,
    store: str = Store,
    supplier: str = typer.Option(..., "--supplier", help=_("Pemasok.")),
    note: str = typer.Option(..., "--note", help=_("Nomor surat jalan.")),
    size: int = typer.Option(0, "--size", help=_("Ukuran dalam milimeter.")),
    batch: str = typer.Option("", "--batch", help=_("Partai.")),
    serial: str = typer.Option("", "--serial", help=_("Nomor seri.")),
    on: str = On,
    by: str = By,
) -> None:
    """One line of a delivery note; the same note again comes once."""
    told: dict[str, Any] = {"supplier": supplier, "note": note, "size": size, "batch": batch, "serial": serial}
    told |= {"kind": kind, "item": item, "quantity": quantity, "region_code": region, "store": store}
    with command_errors(), acting(who := actor(by)):
        made = actions.receive(by=who, on=day_of(on), **told)
    console.print(_("Barang masuk gudang: stok nomor %(number)s.") % {"number": made.pk})


def import_list(
    path: Path = typer.Argument(help=_("Daftar barang, CSV atau XLSX.")),
    kind: str = typer.Option(..., "--kind", help=_("Jenis, misalnya alat_bantu atau rtlh.")),
    region: str = Region,
    store: str = Store,
    on: str = On,
    by: str = By,
) -> None:
    """Whole or not at all; the same file again brings nothing."""
    told = {"region_code": region, "store": store, "kind": kind}
    with command_errors(), acting(who := actor(by)):
        came = actions.import_stock(path=existing(path), **told, by=who, on=day_of(on))
    console.print(_("%(count)s baris barang masuk gudang.") % {"count": formats.count(came)})


def correct(
    number: int = typer.Argument(help=_("Nomor stok.")),
    difference: int = typer.Option(..., "--difference", help=_("Selisih; kurang ditulis dengan minus.")),
    reason: str = typer.Option(..., "--reason", help=_("Alasan.")),
    on: str = On,
    by: str = By,
) -> None:
    """A second person decides."""
    told: dict[str, Any] = {"lot_id": number, "difference": difference, "reason": reason}
    with command_errors(), acting(who := actor(by)):
        made = actions.ask_correction(by=who, on=day_of(on), **told)
    console.print(_("Koreksi %(number)s menunggu orang kedua.") % {"number": made.pk})


def agree(
    number: int = typer.Argument(help=_("Nomor koreksi.")),
    refuse: bool = typer.Option(False, "--refuse", help=_("Tolak koreksinya.")),
    on: str = On,
    by: str = By,
) -> None:
    """By another person than the one who asked."""
    with command_errors(), acting(who := actor(by)):
        made = actions.decide_correction(correction_id=number, agree=not refuse, by=who, on=day_of(on))
    console.print(str(made.get_status_display()))


def _figures(one: Lot) -> tuple[str, ...]:
    return tuple(formats.count(figure) for figure in (one.free, one.reserved, one.issued))


def _summary(one: Request) -> dict[str, Any]:
    names = ("kind", "item", "size", "status", "family_id", "person_id", "region_code", "filed_on", "place", "tied")
    return {"id": one.pk, **{name: getattr(one, name) for name in names}}


def _tell(one: Request, json: bool) -> None:
    if json:
        as_json(_summary(one))
    else:
        told = {"number": one.pk, "status": one.get_status_display()}
        console.print(_("Permintaan %(number)s: %(status)s.") % told)


def _one_of(value: str, known: Iterable[str]) -> str:
    if value not in known:
        raise typer.BadParameter(_("pilih satu dari %(known)s.") % {"known": ", ".join(known)})
    return value


def _print(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)
