"""The reader of cards in one file: a page that anybody keeps on a telephone and that asks no network for anything."""

import base64
import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.core.refusals import Refusal
from lumbung.payments import qr

SCRIPT = "payments/build/reader.js"
NAME = "lumbung-periksa-kartu.html"
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class NotBuilt(Refusal):
    """The script is made when an installation is prepared."""

    message = gettext_lazy("Pembaca kartu belum dibuat di pemasangan ini. Jalankan penyiapannya sekali lagi.")
    status = 503


def page(*, revocations: bytes) -> str:
    """The whole file: script, keys and the signed list inside.

    Its own policy lets nothing in it call anywhere, nor any other script run.
    """
    script, style = _script(), render_to_string("payments/reader.css")
    carried = {
        "keys": qr.key_set(),
        "revoked": base64.b64encode(revocations).decode(),
        "words": _words(),
    }
    context = {
        "carried": json.dumps(carried).translate(_UNSAFE),
        "script": script,
        "style": style,
        "policy": "; ".join(
            [
                "default-src 'none'",
                f"script-src '{_hash(script)}'",
                f"style-src '{_hash(style)}'",
                "img-src blob: data:",
                "media-src blob: mediastream:",
                "form-action 'none'",
                "base-uri 'none'",
            ]
        ),
    }
    return render_to_string("payments/reader.html", context)


@cache
def _script() -> str:
    found = finders.find(SCRIPT)
    if not found:
        raise NotBuilt
    return Path(found).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"


def _words() -> dict[str, Any]:
    """What the script says; the sentences of refusals are those of the server."""
    return {
        **{reason: str(sentence) for reason, sentence in qr.BadCode.SENTENCES.items()},
        "valid": _("Berlaku"),
        "expired": _("Sudah lewat masanya"),
        "not_yet": _("Belum berlaku"),
        "revoked": _("Diblokir atau ditutup: jangan dilayani"),
        "unlisted": _("Tanda tangan dan tanggalnya cocok, tetapi daftar kartu dicabut terlalu lama untuk kartu ini"),
        "no_code": _("Tidak ada kode QR yang terbaca di foto ini. Ambil foto lebih dekat dan terang."),
        "no_camera": _("Kamera tidak bisa dipakai di sini. Pakai foto, atau tempelkan isi kode."),
        "name": _("Nama"),
        "number": _("Nomor pada kartu"),
        "issued": _("Diterbitkan"),
        "expires": _("Tidak berlaku mulai"),
        "today": _("Tanggal di perangkat ini: {today}. Bila salah, hasilnya juga salah."),
        "list_age": _("Daftar kartu dicabut dibuat {made}, umurnya {days} hari, dipercaya sampai {until}."),
        "list_old": _(
            "Daftar kartu dicabut dibuat {made}, umurnya {days} hari: terlalu lama. Unduh halaman ini sekali lagi."
        ),
    }
