"""The timeline for court on paper, Indonesian: every act with the server's time, who, and papers' fingerprints."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from lumbung.childhood import queries, words
from lumbung.childhood.models import AbuseReport
from lumbung.core import documents, formats
from lumbung.regions import queries as regions

TEMPLATE = "childhood/templates/childhood/timeline.typ"


def timeline(*, viewer: Any, report: AbuseReport, why: str, by: Any, at: datetime) -> tuple[bytes, int]:
    """(the PDF, how many acts are on it)."""
    with override("id"):
        acts = queries.acts_of(viewer=viewer, report=report)
        return documents.pdf(TEMPLATE, _told(report, acts, why, by, at), at=at), len(acts)


def _told(report: AbuseReport, acts: list[queries.Act], why: str, by: Any, at: datetime) -> dict[str, Any]:
    place = regions.paths(codes=[report.region_code]).get(report.region_code, report.region_code)
    return {
        "office": regions.office(code=report.region_code),
        "number": str(report),
        "day": f"{regions.town(code=report.region_code)}, {formats.day_long(timezone.localdate(at))}",
        "signer": str(by),
        "facts": [
            ["Anak", f"{report.called}{f', {report.age} tahun' if report.age is not None else ''}"],
            ["Wilayah", place],
            ["Yang diduga", words.kinds(report)],
            ["Pelapor", report.told_by or "tidak dicatat"],
            ["Diterima", f"{_moment(report.received_at)} oleh {words.taker(report)}"],
            ["Batas putusan", _moment(report.decide_by)],
            ["Dicetak untuk", why],
            ["Dicetak oleh", f"{by}, {_moment(at)}"],
        ],
        "acts": [
            {"at": _moment(act.at), "who": act.who, "what": act.what, "said": act.said, "ref": act.ref} for act in acts
        ],
    }


def _moment(at: datetime) -> str:
    """To the second, with its zone."""
    return f"{timezone.localtime(at):%d-%m-%Y %H.%M.%S %Z}"
