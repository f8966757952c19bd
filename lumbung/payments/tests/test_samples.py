"""Verification by sample: how many, who, what they say, how sure it is, and what differs from the ledger."""

import json
from datetime import date

import polars as pl
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from typer import Typer
from typer.testing import CliRunner

from lumbung.core import crypto
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.payments import actions, queries, sample_commands, sampling
from lumbung.payments.models import Line, Sample, SampleEntry, SampleFinding
from lumbung.payments.tests import factories
from lumbung.staff import actions as declaring

ON = date(2026, 11, 10)
KK = "3323010101809990"
DRAW = {"margin_bp": 500, "confidence_bp": 9_500, "seed": "padi", "way": "visit", "on": ON}


@pytest.mark.parametrize(
    ("population", "margin", "size"),
    [(10_000, 500, 370), (100, 500, 80), (1_000_000, 500, 384), (1, 500, 1), (0, 500, 0), (20_000, 300, 1_014)],
)
def test_the_size_is_that_of_the_tables_of_every_textbook(population, margin, size):
    assert sampling.size_needed(population=population, margin_bp=margin, confidence_bp=9_500) == size


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(1, 500), min_size=1), st.integers(1, 500))
def test_strata_share_the_size_in_proportion(counts, size):
    size = min(size, sum(counts.values()))
    given_ = sampling.shared_out(counts, size)
    assert sum(given_.values()) == size
    for name, count in counts.items():
        assert abs(given_[name] - size * count / sum(counts.values())) < 1
        assert given_[name] <= count


def test_wilsons_interval_holds_at_the_edges():
    share = sampling.wilson(0, 10, confidence_bp=9_500)
    assert (round(share.low, 3), round(share.high, 3)) == (0, 0.278)
    share = sampling.wilson(85, 100, confidence_bp=9_500)
    assert (round(share.low, 3), round(share.high, 3)) == (0.767, 0.907)
    assert sampling.wilson(0, 0, confidence_bp=9_500).share is None


@pytest.fixture
def paid(db):
    """A cycle of forty families over five districts, all paid; and the people who ask."""

    def make(count=40):
        people = factories.staff()
        money = factories.fund(people["treasurer"])
        draft = factories.cycle(people, factories.entitled(factories.families(count)), money)
        cycle = factories.released(people, draft)
        Line.objects.filter(cycle=cycle).update(status="paid", answered_on=ON)
        people["asker"] = factories.person("wahyu", "facilitator", "33.23.01")
        return cycle, people

    return make


def drawn(cycle, people, **told):
    return actions.draw_sample(cycle_id=cycle.pk, by=people["officer"], **{**DRAW, **told})


@pytest.mark.parametrize("count", [20, 2_500])
def test_the_draw_is_in_proportion_and_can_be_made_again(paid, count, django_assert_max_num_queries):
    cycle, people = paid(count)
    with django_assert_max_num_queries(40):
        sample = drawn(cycle, people)
    assert (sample.population, sample.size) == (count, {20: 20, 2_500: 334}[count])
    per_district = pl.Series(list(SampleEntry.objects.values_list("stratum", flat=True))).value_counts()["count"]
    assert per_district.max() - per_district.min() <= 1
    assert drawn(cycle, people) == sample
    assert queries.redrawn(sample=sample)
    Line.objects.filter(cycle=cycle).update(status="returned")
    assert queries.redrawn(sample=sample)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Sample.objects.update(seed="lain")


def test_what_differs_from_the_ledger_goes_to_an_officer_who_did_not_ask(paid):
    cycle, people = paid()
    drawn(cycle, people)
    mine = list(queries.to_ask(viewer=people["asker"])[:4])
    assert {one.region_code[:8] for one in mine} == {"33.23.01"}
    told = {"by": people["asker"], "on": ON}
    good = {"received": "yes", "amount": 600_000, "cut": 0, "held_by": "own"}
    actions.answer_entry(entry_id=mine[0].pk, **good, **told)
    actions.answer_entry(entry_id=mine[1].pk, received="no", **told)
    actions.answer_entry(entry_id=mine[2].pk, **{**good, "amount": 550_000, "cut": 50_000, "held_by": "shop"}, **told)
    actions.answer_entry(entry_id=mine[3].pk, **{**good, "amount": 500_000}, **told)
    found = [(one.kind, one.told, one.booked) for one in SampleFinding.objects.order_by("pk")]
    assert sorted(found, key=str) == sorted(
        [("not_received", 0, 600_000), ("cut", 50_000, 600_000), ("card", None, 600_000), ("amount", 500_000, 600_000)],
        key=str,
    )
    finding = SampleFinding.objects.get(kind="cut")
    with pytest.raises(NotAllowed):
        actions.settle_sample_finding(finding_id=finding.pk, confirmed=True, said="x", **told)
    for _twice in range(2):
        actions.settle_sample_finding(
            finding_id=finding.pk, confirmed=True, said="Agen ditegur.", by=people["head"], on=ON
        )
    with pytest.raises(DatabaseError, match="sample_finding_by_two_persons"), transaction.atomic():
        SampleFinding.objects.filter(pk=finding.pk).update(noted_by=people["head"])


def test_an_answer_is_taken_once_and_stays(paid):
    cycle, people = paid()
    drawn(cycle, people)
    one = queries.to_ask(viewer=people["asker"]).first()
    told = {"entry_id": one.pk, "received": "yes", "amount": 600_000, "by": people["asker"], "on": ON}
    for _twice in range(2):
        actions.answer_entry(**told)
    with pytest.raises(actions.AnsweredAlready):
        actions.answer_entry(**{**told, "amount": 1})
    with pytest.raises(actions.BadAnswer):
        actions.answer_entry(**{**told, "received": "mungkin"})
    elsewhere = queries.to_ask(viewer=people["officer"]).exclude(region_code__startswith="33.23.01").first()
    with pytest.raises(NotFound):
        actions.answer_entry(**{**told, "entry_id": elsewhere.pk})


def test_a_sheet_of_answers_and_the_result_by_region(paid, tmp_path):
    cycle, people = paid(400)
    sample = drawn(cycle, people, way="message")
    ids = list(SampleEntry.objects.order_by("pk").values_list("pk", flat=True))
    assert set(SampleEntry.objects.values_list("way", flat=True)) == {"visit"}
    sheet = tmp_path / "jawaban.csv"
    lines = [
        f"{pk},{'belum' if at % 10 == 0 else 'ya'},{'' if at % 10 == 0 else 600000},0" for at, pk in enumerate(ids)
    ]
    sheet.write_text("nomor,diterima,jumlah,potongan\n" + "\n".join(lines) + "\n")
    told = {"path": sheet, "by": people["officer"], "on": ON}
    assert [actions.import_answers(**told) for _twice in range(2)] == [len(ids), 0]
    whole, *districts = queries.result(sample=sample)
    assert (whole.answered, whole.received.asked) == (len(ids), len(ids))
    assert whole.received.low < whole.received.share < whole.received.high
    assert [one.stratum for one in districts] == [f"33.23.0{n}" for n in range(1, 6)]
    sheet.write_text("nomor,diterima,jumlah\n1,ya,enam ratus\n")
    with pytest.raises(actions.BadAnswer, match="amount"):
        actions.import_answers(**told)


def test_who_has_a_telephone_gets_words_that_tell_no_amount(paid):
    cycle, people = paid()
    for line in Line.objects.filter(cycle=cycle).select_related("family"):
        line.family.phone, line.family.phone_index = "080012345678", crypto.blind("080012345678", "phone")
        line.family.save(update_fields=["phone", "phone_index"])
    drawn(cycle, people, way="message")
    one = queries.to_ask(viewer=people["asker"]).first()
    assert one.way == "message"
    assert "600" not in one.message
    assert actions.note_sent(entry_ids=[one.pk], by=people["asker"], on=ON) == 1
    assert actions.note_sent(entry_ids=[one.pk], by=people["asker"], on=ON) == 0


def test_pages_api_and_commands_do_the_same(paid, client):
    cycle, people = paid()
    client.force_login(people["officer"])
    told = {"margin": "5", "confidence": "95", "seed": "padi", "way": "visit"}
    page = client.post(reverse("payments:draw_sample", args=[cycle.pk]), told, follow=True)
    assert "Undian ulang sama" in page.content.decode()
    sample = Sample.objects.get()
    asked = {"cycle_id": cycle.pk, "seed": "padi"}
    answer = client.post("/api/v1/samples", json.dumps(asked), content_type="application/json")
    assert answer.json()["id"] == sample.pk
    assert client.get(f"/api/v1/samples/{sample.pk}/redrawn").json() is True
    client.force_login(people["asker"])
    one, other = queries.to_ask(viewer=people["asker"])[:2]
    page = client.get(reverse("payments:sample_entry", args=[one.pk])).content.decode()
    assert "600.000" not in page
    client.post(reverse("payments:sample_entry", args=[one.pk]), {"received": "yes", "amount": 1, "cut": 0})
    rows = [{"entry": other.pk, "received": "no"}]
    assert client.post("/api/v1/samples/answers", json.dumps(rows), content_type="application/json").json() == 1
    client.force_login(people["head"])
    page = client.get(reverse("payments:sample", args=[sample.pk])).content.decode()
    assert "Jumlahnya berbeda dari pembukuan" in page
    finding = SampleFinding.objects.get(kind="amount")
    client.post(reverse("payments:settle_sample", args=[finding.pk]), {"putusan": "jelas", "said": "Salah dengar."})
    root = Typer()
    sample_commands.register(root)

    def run(*words, by="head"):
        done = CliRunner().invoke(root, ["sample", *map(str, words), "--by", people[by].username])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert CliRunner().invoke(root, ["sample", "size", "10000"]).stdout == "370\n"
    assert json.loads(run("draw", cycle.pk, "--seed", "padi", "--json", by="officer"))["id"] == sample.pk
    run("redraw", sample.pk)
    assert json.loads(run("show", sample.pk, "--json"))["results"][0]["answered"] == 2
    assert run("outbox", sample.pk).startswith("nomor,keluarga")
    third = queries.to_ask(viewer=people["asker"]).first()
    run("answer", third.pk, "unreached", by="asker")
    found = json.loads(run("findings", "--json"))
    assert [one["status"] for one in found] == ["open", "explained"]
    run("settle", found[0]["id"], "--said", "Uang diterima kemudian.", "--explained")


def test_nobody_answers_or_settles_for_their_own_family(paid):
    cycle, people = paid()
    drawn(cycle, people)
    entry = queries.to_ask(viewer=people["asker"])[0]
    family = entry.line.family
    family.kk, family.kk_index = KK, crypto.blind(KK, "kk")
    family.save(update_fields=["kk", "kk_index"])
    for who in ("asker", "head"):
        declaring.declare_card(user=people[who], kind="sibling", kk=KK, on=ON)
    with pytest.raises(actions.OwnFamily):
        actions.answer_entry(entry_id=entry.pk, received="no", by=people["asker"], on=ON)
    another = factories.person("yuli", "facilitator", "33.23.01")
    actions.answer_entry(entry_id=entry.pk, received="no", by=another, on=ON)
    told = {"finding_id": SampleFinding.objects.get().pk, "confirmed": True, "said": "Benar.", "on": ON}
    with pytest.raises(actions.OwnFamily):
        actions.settle_sample_finding(by=people["head"], **told)
