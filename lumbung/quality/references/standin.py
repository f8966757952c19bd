"""A stand-in for the civil registry, over real HTTP: for tests, the demonstration, and trying by hand.

It knows the people it is given (by NIK), answers field by field as `dukcapil/reference.py` reads it, and can be told to
be slow, busy, broken or closed, so that all of that can be tried without the real one.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from lumbung.core.standins import Answering, listening

FIELDS = ("NAMA_LGKP", "TGL_LHR", "TMPT_LHR", "JENIS_KLMIN", "NAMA_LGKP_IBU")
KEY = "kunci-contoh"


@dataclass
class StandIn:
    """The people it knows (NIK → field → value), its mood, and how often it was asked."""

    people: Mapping[str, Mapping[str, str]]
    key: str = KEY
    failing: list[int] = field(default_factory=list)
    pause: threading.Event = field(default_factory=threading.Event)
    slow: bool = False
    asked: int = 0
    purposes: set[str] = field(default_factory=set)
    address: str = ""

    def answer(self, question: Mapping[str, str]) -> dict[str, Any]:
        """`Sesuai` or `Tidak Sesuai` for each field that was sent and that it holds."""
        known = self.people.get(question.get("NIK", ""))
        if known is None:
            return {"content": [{"RESPONSE_CODE": "13", "RESPONSE_DESC": "Data Tidak Ditemukan"}]}
        told = {"NIK": "Sesuai"}
        for name in FIELDS:
            if name in question and known.get(name):
                same = question[name].strip().casefold() == known[name].strip().casefold()
                told[name] = "Sesuai" if same else "Tidak Sesuai"
        return {"content": [told]}


@contextmanager
def serving(people: Mapping[str, Mapping[str, str]], *, port: int = 0) -> Iterator[StandIn]:
    """A stand-in on this machine for as long as the block lasts; `address` says where."""
    standin = StandIn(people)
    with listening(_Handler, port=port, standin=standin) as standin.address:
        try:
            yield standin
        finally:
            standin.pause.set()


class _Handler(Answering):
    standin: ClassVar[StandIn]

    def do_POST(self) -> None:
        question = json.loads(self.heard())
        self.standin.asked += 1
        self.standin.purposes.add(question.get("TUJUAN", ""))
        if self.standin.slow:
            self.standin.pause.wait(10)
        if self.headers.get("Authorization") != f"Bearer {self.standin.key}":
            self.answer(403, {})
        elif self.standin.failing:
            self.answer(self.standin.failing.pop(0), {})
        else:
            self.answer(200, self.standin.answer(question))
