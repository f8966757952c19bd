"""The demonstration's other side: the simulated bank opens accounts and answers real files by real files."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from lumbung.core import files
from lumbung.core.actors import acting
from lumbung.core.home import data_folder
from lumbung.payments import queries
from lumbung.payments.actions.account_checks import take_account_checks, write_check_lists
from lumbung.payments.actions.answering import book_answer, receive_answer
from lumbung.payments.actions.api_orders import API
from lumbung.payments.actions.cards import activate_cards, print_cards
from lumbung.payments.actions.handing import hand_over_cards
from lumbung.payments.actions.opening_answers import read_opening_answer
from lumbung.payments.actions.openings import approve_opening_list, prepare_opening_list
from lumbung.payments.banks import simulated
from lumbung.payments.models import BankFile, OpeningAnswer, OpeningList


def open_simulated_accounts(*, region_code: str, on: date, by: Any, checker: Any) -> int:
    """Send the collective opening lists of a region to the simulated banks and take in what they opened.

    `by` makes each list, `checker` approves it; returns how many accounts are new.
    """
    listed = queries.opening_list(viewer=by, region_code=region_code)
    opened = 0
    for bank in sorted(listed["bank"].drop_nulls().unique()):
        wish = prepare_opening_list(region_code=region_code, bank=bank, kind=OpeningList.Kind.NEW, on=on, by=by)
        with acting(checker):
            approve_opening_list(list_id=wish.pk, on=on, by=checker)
        opened += simulate_opening_answer(list_id=wish.pk, on=on, by=by).opened
    return opened


def simulate_opening_answer(*, list_id: int, on: date, by: Any) -> OpeningAnswer:
    """Let the simulated bank read the file of a list and answer in its own layout; the answer is taken in."""
    listed = queries.opening(viewer=by, list_id=list_id)
    content = simulated.answer_list(files.path(listed.ref), bank=listed.bank)
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        path = Path(folder) / f"{listed}-jawaban.csv"
        path.write_bytes(content)
        return read_opening_answer(path=path, name=path.name, on=on, by=by)


def deliver_simulated_cards(*, region_code: str, on: date, by: Any) -> int:
    """Opened cards of a region printed, handed over with minutes in each district, and activated; returns how many."""
    print_cards(region_code=region_code, on=on, by=by)
    waiting = queries.cards_to_hand(viewer=by, region_code=region_code).values_list("pk", "region_code")
    schema = {"card_id": pl.Int64, "region_code": pl.String}
    cards = pl.DataFrame(list(waiting), schema=schema, orient="row")
    sign = pl.when(pl.col("card_id") % 25 == 0).then(pl.lit("thumb")).otherwise(pl.lit("signature"))
    cards = cards.with_columns(district=pl.col("region_code").str.slice(0, 8), received_by=pl.lit(""), receipt=sign)
    for (district,), handed in cards.sort("card_id").group_by("district", maintain_order=True):
        hand_over_cards(
            handed=handed,
            region_code=str(district),
            place=str(_("Balai kecamatan")),
            handed_by=str(_("Petugas bank penyalur")),
            witness=str(_("Camat")),
            on=on,
            by=by,
        )
    return activate_cards(region_code=region_code, on=on, by=by)


def simulate_account_checks(*, cycle_id: int, on: date, by: Any) -> list[BankFile]:
    """Send the accounts of a cycle to the simulated banks and take in what they say of each."""
    taken = []
    for asked in write_check_lists(cycle_id=cycle_id, by=by):
        with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
            path = simulated.check_accounts(files.path(asked.ref), Path(folder), bank=asked.channel, on=on)
            taken.append(take_account_checks(path=path, name=path.name, by=by))
    return taken


def simulate_answers(*, cycle_id: int, on: date, by: Any, settle: bool = False) -> list[BankFile]:
    """Let the simulated bank answer every order of a cycle, and book what it says.

    The first answers leave a few lines unreported; with `settle` the bank reports those as well.
    """
    cycle = queries.cycle(viewer=by, cycle_id=cycle_id)
    orders = BankFile.objects.visible_to(by).filter(cycle=cycle, direction=BankFile.Direction.OUT)
    orders = orders.exclude(kind__in=[BankFile.ACCOUNT_CHECK, API])
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
