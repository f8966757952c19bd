"""Made-up families for tests. Numbers end in 9000 to 9999, so they are nobody's."""

import datetime as dt
from itertools import count
from typing import Any

import polars as pl

from lumbung.core import crypto
from lumbung.registry import actions, names
from lumbung.registry.models import Dwelling, Family, Person

VILLAGE = "33.23.01.2001"
DAY = dt.date(2026, 1, 5)
_serial = count()


def number(region_code: str = VILLAGE) -> str:
    """A made-up 16-digit number of a district."""
    at = next(_serial)
    return f"{region_code.replace('.', '')[:6]}{at // 1000 % 28 + 1:02}0180{9000 + at % 1000:04}"


def family(region_code: str = VILLAGE, *, kk: str | None = None, **fields: Any) -> Family:
    """A family with a dwelling and nobody in it."""
    kk = kk or number(region_code)
    house = fields.pop("dwelling", None) or Dwelling.objects.create(region_code=region_code, hamlet="Krajan")
    return Family.objects.create(
        **{
            "region_code": region_code,
            "dwelling": house,
            "kk": kk,
            "kk_index": crypto.blind(kk, "kk"),
            "registered_on": DAY,
            **fields,
        }
    )


def person(of: Family, name: str = "Sumarni", *, nik: str | None = None, **fields: Any) -> Person:
    """A member of a family."""
    nik = nik or number(of.region_code)
    actions.learn_words(sounds=pl.Series(names.keys_of(name), dtype=pl.String))
    return Person.objects.create(
        **{
            "region_code": of.region_code,
            "family": of,
            "in_family_since": DAY,
            "nik": nik,
            "nik_index": crypto.blind(nik, "nik"),
            "name": name,
            "name_key": names.key_of(name),
            "name_keys": names.keys_of(name),
            **fields,
        }
    )


def household(*members: str, region_code: str = VILLAGE, **fields: Any) -> Family:
    """A family with members; the first is the head."""
    made = family(region_code, head_name=members[0], **fields)
    for relation, name in enumerate(members, start=1):
        person(made, name, relation=1 if relation == 1 else 3)
    return made
