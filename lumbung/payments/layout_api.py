"""Layouts of banks' files for programs, and a try of one on a file."""

from typing import Any

from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.payments import queries
from lumbung.payments.banks import layouts
from lumbung.payments.layout_views import kept

router = Router(tags=["payments"])


class LayoutOut(Schema):
    """One layout: `format` is csv or fixed, `kinds` the files it describes (out, answer, failed)."""

    bank: str
    format: str
    encoding: str
    orders: bool
    example: bool
    kinds: list[str]


class TrialOut(Schema):
    """What a file came to; `total` in rupiah, `known` the lines that are of a cycle here."""

    bank: str
    kind: str
    lines: int
    total: int
    outcomes: dict[str, int]
    known: int


@router.get("/bank-layouts", response=list[LayoutOut], summary="Layouts of banks' files")
@api_may("payments.read_bank_file")
def list_layouts(request: Request) -> list[dict[str, Any]]:
    """`orders` says that orders go out in it instead of ISO 20022; `example` that it is the one shipped."""
    return [told(plan) for _bank, plan in queries.layouts_known(viewer=request.user)]


@router.post("/bank-layouts/{bank}/try", response=TrialOut, summary="Read a file by a layout; nothing is kept")
@api_may("payments.read_bank_file")
def try_layout(request: Request, bank: str, file: File[UploadedFile], kind: Form[str] = layouts.ANSWER) -> Any:
    """422 names the line that does not fit."""
    plan = queries.layout_of(viewer=request.user, bank=bank)
    with kept(file.chunks()) as path:
        name = file.name or "berkas"
        return queries.try_layout(viewer=request.user, path=path, name=name, bank=plan.bank, kind=kind)


def told(plan: layouts.Layout) -> dict[str, Any]:
    """A layout in few words."""
    return {
        "bank": plan.bank,
        "format": plan.format,
        "encoding": plan.encoding,
        "orders": plan.orders,
        "example": layouts.is_example(plan.bank),
        "kinds": list(plan.sections),
    }
