"""`lumbung regions …`."""

from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core.commands import as_json, command_errors, console
from lumbung.regions import actions, queries, sources

PACKAGE = Path("node_modules/idn-area-data/data")


def register(root: typer.Typer) -> None:
    """`lumbung regions import`, `outlines` and `find`."""
    regions = typer.Typer(help=_("Wilayah resmi: ambil daftarnya, cari kodenya."), no_args_is_help=True)
    regions.command("import", help=_("Ambil daftar wilayah resmi, dan bila ada daftar kode lama."))(import_list)
    regions.command("find", help=_("Cari wilayah dengan namanya."))(find)
    regions.command("outlines", help=_("Ambil batas wilayah dari GeoJSON, untuk peringatan yang digambar."))(outlines)
    root.add_typer(regions, name="regions")


FROM = typer.Option("--from", help=_("Folder berkas provinces.csv sampai villages.csv."))
RETIRED = typer.Option("--retired", help=_("Berkas kode lama: kode, nama_terakhir, edisi_pertama, edisi_terakhir."))


BPS = typer.Option("--bps", help=_("Berkas jembatan kode BPS: kode_bps, nama_bps, kode_kemendagri."))


def import_list(
    from_: Annotated[Path, FROM] = settings.BASE_DIR / PACKAGE,
    retired: Annotated[Path | None, RETIRED] = None,
    bps: Annotated[Path | None, BPS] = None,
    as_json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON.")),
) -> None:
    """Exit code 1 when a file is missing or is no list of areas; then nothing has changed."""
    with command_errors():
        result = actions.import_areas(areas=sources.official_list(from_), on=timezone.localdate())
        old = actions.import_retired(retired=sources.retired_list(retired)) if retired else None
        bridge = actions.import_bps(codes=sources.bps_list(bps)) if bps else None
    if as_json_:
        further = {"retired": old, "bps": bridge}
        told = {name: one.as_dict() if one else None for name, one in further.items()}
        as_json({"areas": result.as_dict(), **told})
        return
    console.print(
        _(
            "%(provinces)s provinsi, %(regencies)s kabupaten/kota, %(districts)s kecamatan,"
            " %(villages)s desa/kelurahan: %(added)s baru, %(changed)s berubah, %(retired)s tidak berlaku lagi."
        )
        % result.as_dict()
    )
    if old:
        console.print(
            _(
                "%(codes)s kode lama: %(same_place)s pengganti pasti, %(same_name)s dari nama yang hanya satu di"
                " provinsinya, %(unknown)s belum diketahui penggantinya."
            )
            % old.as_dict()
        )
    if bridge:
        console.print(
            _("%(codes)s kode BPS punya padanan, %(changed)s baru atau berubah; %(unknown)s tidak punya.")
            % bridge.as_dict()
        )


def outlines(
    file: Path = typer.Argument(help=_("Berkas GeoJSON; tiap wilayah membawa kode resminya.")),
    as_json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON.")),
) -> None:
    """Where areas lie. Exit code 1 when the file is missing or is no such list; then nothing has changed."""
    with command_errors():
        result = actions.import_outlines(outlines=sources.outlines(file))
    if as_json_:
        as_json(result.as_dict())
        return
    console.print(_("%(areas)s wilayah punya batas; %(unknown)s kode tidak dikenal.") % result.as_dict())


def find(
    name: str = typer.Argument(help=_("Nama wilayah, atau awalnya.")),
    within: str = typer.Option("", "--in", help=_("Hanya di dalam wilayah dengan kode ini.")),
    as_json_: bool = typer.Option(False, "--json", help=_("Cetak sebagai JSON.")),
) -> None:
    """Code and full name of each area found."""
    found = queries.search(text=name, within=within)
    if as_json_:
        as_json([{"code": region.code, "name": region.name, "path": region.path} for region in found])
        return
    for region in found:
        console.print(f"{region.code:13}  {region.path}", markup=False, highlight=False)
