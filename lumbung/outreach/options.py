"""Options that the commands of outreach share."""

import typer
from django.utils.translation import gettext as _

By = typer.Option(None, "--by", help=_("Nama pengguna yang bertindak."))
Json = typer.Option(False, "--json", help=_("Cetak sebagai JSON."))
On = typer.Option("", "--on", help=_("Tanggal, misalnya 2026-11-20; bawaan hari ini."))
Said = typer.Option(..., "--said", help=_("Penjelasan dalam satu kalimat."))
Person = typer.Argument(help=_("Nomor jangkauan."))
Region = typer.Option("", "--region", help=_("Kode wilayah."))
