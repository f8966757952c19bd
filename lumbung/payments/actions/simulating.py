"""The demonstration's other side: the simulated bank opens accounts and answers real files by real files."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from lumbung.core import files
from lumbung.core.home import data_folder
from lumbung.payments import queries
from lumbung.payments.actions.answering import book_answer, receive_answer
from lumbung.payments.actions.cards import issue_cards
from lumbung.payments.banks import simulated
from lumbung.payments.models import BankFile


def open_simulated_accounts(*, region_code: str, on: date, by: Any) -> int:
    """Send the collective opening list of a region to the simulated banks and take in what they opened."""
    listed = queries.opening_list(viewer=by, region_code=region_code)
    return issue_cards(opened=simulated.open_accounts(listed), on=on, by=by)


def simulate_answers(*, cycle_id: int, on: date, by: Any, settle: bool = False) -> list[BankFile]:
    """Let the simulated bank answer every order of a cycle, and book what it says.

    The first answers leave a few lines unreported; with `settle` the bank reports those as well.
    """
    cycle = queries.cycle(viewer=by, cycle_id=cycle_id)
    orders = BankFile.objects.visible_to(by).filter(cycle=cycle, direction=BankFile.Direction.OUT)
    booked = []
    for order in orders.order_by("message_id"):
        with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
            told = simulated.answer(
                files.path(order.ref),
                Path(folder),
                bank=order.channel,
                message_id=str(order.message_id),
                on=on,
                settle=settle,
            )
            for path in told:
                answer = receive_answer(path=path, name=path.name, by=by)
                booked.append(book_answer(file_id=answer.pk, by=by))
    return booked
