"""`lumbung merges`: the merges within reach, and the acts on them."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console
from lumbung.registry import actions, opening_commands, queries, search_commands
from lumbung.registry.models import Merge

JSON = Annotated[bool, typer.Option("--json", help=_("Cetak sebagai JSON."))]
BY = Annotated[str, typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))]
WHY = Annotated[str, typer.Option("--why", help=_("Alasannya."))]
NUMBER = Annotated[int, typer.Argument(help=_("Nomor penggabungan."))]
ONE_CARD = Annotated[str, typer.Option("--one-card", help=_("Mengapa satu kartu memuat orang ini dua kali."))]


def register(root: typer.Typer) -> None:
    """Mount under `lumbung merges`."""
    merges = typer.Typer(help=_("Penggabungan catatan: lihat, setujui, tolak, pisahkan lagi."), no_args_is_help=True)
    merges.command("list", help=_("Tampilkan penggabungan, yang terbaru dulu."))(list_merges)
    merges.command("people", help=_("Gabungkan dua catatan dari satu orang."))(merge_people)
    merges.command("families", help=_("Gabungkan dua kartu dari satu keluarga."))(merge_families)
    merges.command("approve", help=_("Setujui sebagai orang kedua."))(approve)
    merges.command("refuse", help=_("Tolak sebuah pengajuan."))(refuse)
    merges.command("take-back", help=_("Pisahkan lagi sebuah penggabungan."))(take_back)
    root.add_typer(merges, name="merges")
    search_commands.register(root)
    opening_commands.register(root)


def list_merges(
    status: Annotated[str, typer.Option("--status", help=_("Hanya yang berkeadaan ini, misalnya proposed."))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help=_("Paling banyak sekian."))] = 50,
    by: BY = "",
    as_json_: JSON = False,
) -> None:
    """Within the actor's reach."""
    if status and status not in Merge.Status.values:
        told = {"known": ", ".join(Merge.Status.values)}
        raise typer.BadParameter(_("pilih satu dari %(known)s.") % told, param_hint="--status")
    with command_errors():
        found = queries.merges(viewer=actor(by))
    chosen = list((found.filter(status=status) if status else found)[:limit])
    if as_json_:
        as_json({"merges": [_told(merge) for merge in chosen]})
        return
    table = Table(_("Nomor"), _("Jenis"), _("Keadaan"), _("Dipertahankan"), _("Digabung ke sana"), _("Alasan"))
    for merge in chosen:
        words = (str(merge.pk), merge.get_kind_display(), merge.get_status_display())
        table.add_row(*words, f"{merge.survivor} ({merge.survivor_id})", f"{merge.absorbed} ({merge.absorbed_id})",
                      merge.reason)  # fmt: skip
    console.print(table)


def merge_people(
    survivor: Annotated[int, typer.Argument(help=_("Catatan yang dipertahankan."))],
    absorbed: Annotated[int, typer.Argument(help=_("Catatan yang digabung ke sana."))],
    why: WHY = "",
    one_card: ONE_CARD = "",
    by: BY = "",
    as_json_: JSON = False,
) -> None:
    """Values follow the proposal: what is known before what is unknown, what the NIK confirms before what it denies."""
    told = {"survivor_id": survivor, "absorbed_id": absorbed, "reason": why, "one_card_reason": one_card}
    _act(actions.merge_people, by, as_json_, **told, on=timezone.localdate())


def merge_families(
    survivor: Annotated[int, typer.Argument(help=_("Keluarga yang dipertahankan."))],
    absorbed: Annotated[int, typer.Argument(help=_("Keluarga yang digabung ke sana."))],
    why: WHY = "",
    by: BY = "",
    as_json_: JSON = False,
) -> None:
    """Members with the same NIK, or the same name and birth date, become one person each; the others move over."""
    with command_errors():
        alike = queries.members_alike(viewer=actor(by), family_id=survivor, other_id=absorbed)
    same = [(kept, taken) for taken, kept in alike.items()]
    told = {"survivor_id": survivor, "absorbed_id": absorbed, "same_people": same, "reason": why}
    _act(actions.merge_families, by, as_json_, **told, on=timezone.localdate())


def approve(number: NUMBER, by: BY = "", as_json_: JSON = False) -> None:
    """Another person than the one who proposed it."""
    _act(actions.approve_merge, by, as_json_, merge_id=number, on=timezone.localdate())


def refuse(number: NUMBER, why: WHY = "", by: BY = "", as_json_: JSON = False) -> None:
    """Nothing is merged."""
    _act(actions.refuse_merge, by, as_json_, merge_id=number, why=why)


def take_back(number: NUMBER, why: WHY = "", by: BY = "", as_json_: JSON = False) -> None:
    """Both records are again what they were."""
    _act(actions.take_back_merge, by, as_json_, merge_id=number, why=why)


def _act(action: Callable[..., Merge], by: str, quiet: bool, **told: Any) -> None:
    with command_errors():
        who = actor(by)
        with acting(who):
            merge = action(by=who, **told)
    if quiet:
        as_json(_told(merge))
        return
    console.print(
        _("Penggabungan %(number)s (%(absorbed)s ke %(survivor)s): %(status)s.")
        % {
            "number": merge.pk,
            "absorbed": merge.absorbed_id,
            "survivor": merge.survivor_id,
            "status": merge.get_status_display(),
        }
    )


def _told(merge: Merge) -> dict[str, Any]:
    return {
        "merge": merge.pk,
        "kind": merge.kind,
        "status": merge.status,
        "survivor": merge.survivor_id,
        "absorbed": merge.absorbed_id,
        "because": merge.because,
        "reason": merge.reason,
    }
