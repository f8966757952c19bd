"""Bodies of the calls: fields with their lengths, checked one by one, and told to programs as OpenAPI."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput

SUCCESS, FAILURE = "00", "01"
SAID_LIMIT = 200
RUPIAH = "IDR"
MOST = 10**15
_PLAIN = re.compile(r"\d{1,16}(\.\d{1,5})?", re.ASCII)
MODALITIES = ("00", "01", "02", "03", "04")


class BadBody(BadInput):
    """A body that is not what the standard says."""

    message: Any = _("%(place)s: %(problem)s")
    status = 400


@dataclass(frozen=True)
class Field:
    """One text of a body: exactly or at most so many signs; it may be left out, or be null, where that is said."""

    name: str
    exactly: int = 0
    at_most: int = 0
    optional: bool = False
    nullable: bool = False
    choices: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """As OpenAPI says it."""
        told: dict[str, Any] = {"type": "string", "maxLength": self.exactly or self.at_most}
        if self.exactly:
            told["minLength"] = self.exactly
        return (
            told
            | ({"nullable": True} if self.nullable else {})
            | ({"enum": list(self.choices)} if self.choices else {})
        )


HEAD = (Field("RequestID", exactly=12), Field("SourceBBID", exactly=12))
BATCH = (*HEAD, Field("BatchID", exactly=12))
_INSTRUCTION = (Field("InstructionID", exactly=16), Field("PayeeFunctionalID", exactly=20))
_CURRENCY = Field("Currency", exactly=3)
_NARRATION = Field("Narration", at_most=50)
PAYEE = (
    Field("PayeeFunctionalID", exactly=20),
    Field("PaymentModality", exactly=2, optional=True, choices=MODALITIES),
    Field("FinancialAddress", at_most=30, optional=True),
)


@dataclass(frozen=True)
class Asked:
    """One instruction: whole rupiah to a payee by the partner's own number."""

    instruction_id: str
    functional_id: str
    amount: int
    narration: str = field(default="", repr=False)


@dataclass(frozen=True)
class Told:
    """A payee as a partner registers it."""

    functional_id: str = field(repr=False)
    modality: str
    address: str = field(repr=False)


def parsed(raw: bytes) -> dict[str, Any]:
    """The body as an object; numbers stay exact. Raises BadBody."""
    try:
        told = json.loads(raw, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise BadBody(place="body", problem=_("kirim JSON yang utuh.")) from None
    if not isinstance(told, dict):
        raise BadBody(place="body", problem=_("kirim sebuah objek JSON."))
    return told


def echoed(told: Mapping[str, Any]) -> str:
    """The RequestID to answer with, whatever else is wrong."""
    found = told.get("RequestID")
    return found[:12] if isinstance(found, str) else ""


def head(told: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, str]:
    """The texts of a body that stand once."""
    return {one.name: _text(told, one, "") for one in fields}


def instructions(told: Mapping[str, Any], *, narrated: bool) -> list[Asked]:
    """The instructions of a batch; with `narrated` each must have its Narration, which may be empty."""
    narration = _NARRATION if narrated else Field("Narration", at_most=50, optional=True, nullable=True)
    found = []
    for place, one in items(told, "CreditInstructions"):
        texts = {part.name: _text(one, part, place) for part in (*_INSTRUCTION, _CURRENCY, narration)}
        if texts["Currency"] != RUPIAH:
            raise BadBody(place=f"{place}.Currency", problem=_("yang diterima hanya IDR."))
        amount = rupiah(one.get("Amount"), f"{place}.Amount")
        found.append(Asked(texts["InstructionID"], texts["PayeeFunctionalID"], amount, texts["Narration"]))
    if len({one.instruction_id for one in found}) < len(found):
        raise BadBody(place="CreditInstructions", problem=_("InstructionID yang sama dipakai dua kali."))
    return found


def payees(told: Mapping[str, Any]) -> list[Told]:
    """The payees of a registration, each once."""
    found = []
    for place, one in items(told, "Beneficiaries"):
        texts = {part.name: _text(one, part, place) for part in PAYEE}
        found.append(Told(texts["PayeeFunctionalID"], texts["PaymentModality"], texts["FinancialAddress"]))
    if len({one.functional_id for one in found}) < len(found):
        raise BadBody(place="Beneficiaries", problem=_("PayeeFunctionalID yang sama dipakai dua kali."))
    return found


def items(told: Mapping[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
    """The objects of a list that holds some, each with its place."""
    items = told.get(name)
    if not isinstance(items, list) or not items:
        raise BadBody(place=name, problem=_("kirim daftar yang berisi."))
    for at, one in enumerate(items):
        if not isinstance(one, dict):
            raise BadBody(place=f"{name}[{at}]", problem=_("kirim sebuah objek JSON."))
    return [(f"{name}[{at}]", one) for at, one in enumerate(items)]


def _text(told: Mapping[str, Any], part: Field, place: str) -> str:
    where = f"{place}.{part.name}".lstrip(".")
    value = told.get(part.name)
    if value is None and (part.optional if part.name not in told else part.nullable):
        return ""
    if not isinstance(value, str):
        raise BadBody(place=where, problem=_("wajib diisi dengan teks."))
    if part.exactly and len(value) != part.exactly:
        raise BadBody(place=where, problem=_("harus tepat %(count)s tanda.") % {"count": part.exactly})
    if part.at_most and len(value) > part.at_most:
        raise BadBody(place=where, problem=_("paling banyak %(count)s tanda.") % {"count": part.at_most})
    if part.choices and value not in part.choices:
        raise BadBody(place=where, problem=_("pilih %(choices)s.") % {"choices": ", ".join(part.choices)})
    if "\x00" in value:
        raise BadBody(place=where, problem=_("memuat tanda yang tidak bisa disimpan."))
    return value


def rupiah(value: Any, place: str) -> int:
    """Whole rupiah above nothing: 1000, 1000.00 and "1000.00" are the same; 1000.50 is refused."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise BadBody(place=place, problem=_("wajib diisi dengan bilangan."))
    try:
        amount = Decimal(value if not isinstance(value, str) or _PLAIN.fullmatch(value) else "")
    except InvalidOperation:
        raise BadBody(place=place, problem=_("bukan bilangan.")) from None
    if not amount.is_finite() or not 0 < amount <= MOST:
        raise BadBody(place=place, problem=_("harus di atas nol."))
    if amount != amount.to_integral_value():
        raise BadBody(place=place, problem=_("memuat pecahan rupiah."))
    return int(amount)


def schema_of_batch(*, narrated: bool) -> dict[str, Any]:
    """OpenAPI of a batch."""
    optional = Field("Narration", at_most=50, optional=True, nullable=True)
    parts = (*_INSTRUCTION, _CURRENCY, _NARRATION if narrated else optional)
    item = _object(parts, {"Amount": {"type": "number", "exclusiveMinimum": 0}})
    return _object(BATCH, {"CreditInstructions": {"type": "array", "minItems": 1, "items": item}})


def schema_of_payees() -> dict[str, Any]:
    """OpenAPI of a registration."""
    return _object(HEAD, {"Beneficiaries": {"type": "array", "minItems": 1, "items": _object(PAYEE, {})}})


def _object(parts: Sequence[Field], more: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [*(part.name for part in parts if not part.optional), *more],
        "properties": {part.name: part.schema() for part in parts} | more,
    }
