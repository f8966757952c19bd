"""Collective account opening: a list by two people, a file to the bank, and its answer taken whole or not at all."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lumbung.core import files
from lumbung.payments import actions, queries
from lumbung.payments.banks import openings, simulated
from lumbung.payments.models import Account, Card, OpeningAnswer, OpeningEntry, OpeningList
from lumbung.payments.tests import factories

pytestmark = pytest.mark.django_db
ON = factories.ON


@pytest.fixture
def people():
    return factories.staff()


def bank_of(people):
    return queries.opening_list(viewer=people["officer"], region_code=factories.REGENCY)["bank"][0]


def sent(people, *, count=4):
    """One list, approved and written."""
    factories.families(count)
    told = {"region_code": factories.REGENCY, "on": ON, "by": people["officer"]}
    listed = actions.prepare_opening_list(bank=bank_of(people), kind="new", **told)
    return actions.approve_opening_list(list_id=listed.pk, on=ON, by=factories.checker())


def read(people, path):
    return actions.read_opening_answer(path=path, name=path.name, on=ON, by=people["officer"])


@pytest.fixture
def answer(people, tmp_path):
    """A sent list and the bank's answer to it, as a function of what becomes of its text."""
    listed = sent(people)
    text = simulated.answer_list(files.path(listed.ref), bank=listed.bank).decode()

    def _answer(change=lambda told: told):
        path = tmp_path / "jawaban.csv"
        path.write_text(change(text), encoding="utf-8", newline="")
        return path

    return _answer


@pytest.mark.parametrize("count", [20, 2_500])
def test_every_family_is_asked_for_once_and_opened_or_refused_with_a_reason(people, count):
    factories.families(count)
    assert factories.opened(people["officer"]) == Card.objects.count()
    told = OpeningEntry.objects.values_list("status", "reason").distinct()
    assert OpeningEntry.objects.count() == count
    assert set(told) <= {("opened", ""), ("refused", "identity")}
    assert Account.objects.filter(card__isnull=False).count() == 2 * Card.objects.count()
    assert set(OpeningList.objects.values_list("status", flat=True)) == {"answered"}


def test_the_file_names_each_family_in_the_layout_of_its_bank(people):
    listed = sent(people)
    told = openings.layout(listed.bank)
    lines = files.path(listed.ref).read_text(encoding=told["encoding"]).splitlines()
    assert lines[0] == told["delimiter"].join(told["out"]["header"])
    assert [line.split(told["delimiter"])[2] for line in lines[1:-1]] == [
        entry.holder_name for entry in listed.entries.order_by("pk")
    ]


def test_who_made_a_list_does_not_approve_it(people):
    factories.families(2)
    told = {"region_code": factories.REGENCY, "on": ON, "by": people["officer"]}
    listed = actions.prepare_opening_list(bank=bank_of(people), kind="new", **told)
    with pytest.raises(actions.SamePersonLists):
        actions.approve_opening_list(list_id=listed.pk, on=ON, by=people["officer"])
    with pytest.raises(IntegrityError, match="two_persons"), transaction.atomic():
        OpeningList.objects.filter(pk=listed.pk).update(approved_by=people["officer"])


def test_the_same_wish_again_is_the_same_draft_and_a_listed_family_is_not_listed_twice(people):
    factories.families(2)
    told = {"region_code": factories.REGENCY, "on": ON, "by": people["officer"], "bank": bank_of(people)}
    first = actions.prepare_opening_list(kind="new", **told)
    assert actions.prepare_opening_list(kind="new", **told) == first
    assert OpeningEntry.objects.filter(list=first).count() == first.lines
    actions.approve_opening_list(list_id=first.pk, on=ON, by=factories.checker())
    with pytest.raises(actions.NobodyToList):
        actions.prepare_opening_list(kind="new", **told)


def test_a_cancelled_draft_frees_its_families(people):
    factories.families(2)
    told = {"region_code": factories.REGENCY, "on": ON, "by": people["officer"], "bank": bank_of(people)}
    first = actions.prepare_opening_list(kind="new", **told)
    actions.cancel_opening_list(list_id=first.pk, by=people["officer"])
    assert actions.prepare_opening_list(kind="new", **told).lines == first.lines


def test_the_same_answer_twice_has_one_effect(people, answer):
    path = answer()
    first = read(people, path)
    assert read(people, path) == first
    assert OpeningAnswer.objects.count() == 1
    assert Card.objects.count() == first.opened > 0


def test_a_bank_may_answer_in_two_files(people, answer):
    def only_the_first(told):
        head, first, *_others = told.split("\r\n")
        mark = openings.layout(OpeningList.objects.get().bank)["delimiter"]
        return "\r\n".join([head, first, mark.join(["JUMLAH", "1", "", "", ""]), ""])

    assert read(people, answer(only_the_first)).opened == 1
    assert OpeningList.objects.get().status == "sent"
    rest = read(people, answer())
    assert (rest.unchanged, OpeningList.objects.get().status) == (1, "answered")


def _without_row(told):
    lines = told.split("\r\n")
    return "\r\n".join([lines[0], *lines[2:]])


def _first_row_twice(told):
    lines = told.split("\r\n")
    return "\r\n".join([lines[0], lines[1], lines[1], *lines[3:]])


ODD = {
    "a heading that nobody declared": (lambda told: told.replace("rujukan", "rujuk"), "tidak dikenal"),
    "a row that was cut out": (_without_row, "terpotong"),
    "no totals": (lambda told: told[: told.rindex("JUMLAH")], "terpotong"),
    "a family of another list": (lambda told: told.replace("BK", "BK9", 1), "tidak menjawab"),
    "letters in a card number": (lambda told: told.replace("9999", "99X9", 1), "baris 2"),
    "one number twice": (lambda told: told.replace("\r\nJUMLAH", "\r\n").replace("", "", 1), "terpotong"),
    "bytes of no text": (lambda told: told.replace("rujukan", "\x00\x01"), "tidak dikenal"),
    "nothing": (lambda told: "", "tidak dikenal"),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_file_is_refused_in_a_sentence_and_changes_nothing(people, answer, odd):
    change, sentence = ODD[odd]
    with pytest.raises(Exception, match=sentence):
        read(people, answer(change))
    assert (Card.objects.count(), OpeningAnswer.objects.count()) == (0, 0)
    assert set(OpeningEntry.objects.values_list("status", flat=True)) == {"listed"}


def test_a_number_that_another_card_has_refuses_the_whole_file(people, answer):
    read(people, answer())
    factories.families(4, start=50)
    told = {"region_code": factories.REGENCY, "on": date(2026, 12, 1), "by": people["officer"]}
    again = actions.prepare_opening_list(bank=Card.objects.first().bank, kind="new", **told)
    again = actions.approve_opening_list(list_id=again.pk, on=ON, by=factories.checker())
    text = simulated.answer_list(files.path(again.ref), bank=again.bank).decode()
    number = re.search(r"\b9999\d{12}\b", text)[0]
    with pytest.raises(actions.NumberTaken):
        read(people, answer(lambda _told: text.replace(number, Card.objects.first().number)))
    assert again.entries.filter(status="listed").count() == again.lines
