"""Lists of schools, health posts and meetings, in whatever layout they come."""

import datetime as dt

import pytest

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.programmes import actions
from lumbung.programmes.models import Attendance, Care, Duty, DutyList, DutyListRow
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, TODDLER, rank, region
from lumbung.registry.tests import factories as registry
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 5)
NIK = "3323014305160001"


@pytest.fixture
def child():
    region("33.23.01.2001")
    family = registry.family(head_name="Sumarni")
    registry.person(family, "Sumarni", relation=1, **GROWN_UP)
    found = registry.person(family, "Bayu Prasetyo", nik=NIK, relation=3, **PUPIL)
    registry.person(family, "Sari", relation=3, **TODDLER)
    rank(family, 2)
    jobs.run(actions.start_run(kind="pkh", on=MARCH, region_code="33.23", by=SYSTEM, queued=False).job_id)
    return found


def sent(tmp_path, text, *, name="daftar.csv", kind="school", take=None, by=SYSTEM, **told):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = actions.look_at_list(path=path, name=name, kind=kind, month=MARCH, by=by, on=APRIL, **told)
    return actions.take_list(list_id=found.pk, by=by, on=APRIL, **(take or {}))


def test_a_school_list_is_matched_by_number_or_by_name_and_birth_date(child, tmp_path):
    text = f"Rekap Kehadiran\n\nNo;Nomor NIK;Nama Siswa;Hari Efektif;Hadir;Sakit\n1;'{NIK};Bayu P;24;20;1\n"
    taken = sent(tmp_path, text)
    assert (taken.rows, taken.matched, taken.changed) == (1, 1, 1)
    duty = Duty.objects.get(person=child)
    assert (duty.effective_days, duty.present_days, duty.sick_days) == (24, 20, 1)
    again = "nama,tanggal lahir,jumlah hadir,sakit\nBAYU PRASETYO,01/03/2016,22,0\n"
    by_name = sent(tmp_path, again, name="lain.csv", take={"effective_days": 24})
    assert by_name.matched == 1
    assert Duty.objects.get(person=child).present_days == 22


def test_the_same_list_twice_has_one_effect(child, tmp_path):
    text = f"NIK,Nama,Hari Efektif,Hadir\n{NIK},Bayu,24,20\n"
    assert sent(tmp_path, text).pk == sent(tmp_path, text, name="salinan.csv").pk
    assert DutyList.objects.count() == 1


def test_every_row_that_finds_nobody_is_told_with_its_reason(child, tmp_path):
    rows = [
        "NIK;Nama;Tanggal Lahir;Hari Efektif;Hadir",
        "3323010101100009;Orang Lain;01-01-2010;24;20",
        ";Tanpa Tanggal;;24;20",
        f"{NIK};Bayu;;24;banyak",
        f"{NIK};Bayu;;24;30",
        ";Sumarni;01-03-1986;24;20",
    ]
    taken = sent(tmp_path, "\n".join(rows) + "\n")
    assert taken.matched == 0
    assert list(DutyListRow.objects.order_by("row").values_list("reason", flat=True)) == [
        "nobody", "no_key", "unreadable", "unreadable", "owes_nothing",
    ]  # fmt: skip
    assert not Duty.objects.filter(entered_on__isnull=False).exists()


def test_a_health_posts_list_tells_who_was_weighed(child, tmp_path):
    text = "Nama Anak|Tgl Lahir|BB (kg)\nSari|1-3-2023|11,4 kg\n"
    taken = sent(tmp_path, text, kind="health", condition="weighing")
    assert taken.matched == 1
    assert Duty.objects.get(condition="weighing").kept is True


def test_placed_columns_are_remembered_for_the_next_list(child, tmp_path):
    columns = {"kolom a": "effective_days", "kolom b": "present_days", "NIK": "nik"}
    path = tmp_path / "aneh.csv"
    path.write_text("NIK;Nama;kolom a;kolom b\n" + f"{NIK};Bayu;24;21\n")
    told = {"path": path, "kind": "school", "by": SYSTEM, "on": APRIL}
    first = actions.look_at_list(name="a.csv", month=MARCH, **told)
    with pytest.raises(actions.ColumnsNeeded):
        actions.take_list(list_id=first.pk, by=SYSTEM, on=APRIL)
    actions.take_list(list_id=first.pk, by=SYSTEM, on=APRIL, columns={**columns, "Nama": "name"})
    path.write_text("NIK;Nama;kolom a;kolom b\n" + f"{NIK};Bayu;24;24\n")
    second = actions.look_at_list(name="b.csv", month=dt.date(2026, 2, 1), **told)
    assert second.columns["columns"]["kolom b"] == "present_days"


def test_a_facilitator_takes_in_nobody_of_another_district(child, tmp_path):
    stranger = user("facilitator", region_code="33.23.02")
    taken = sent(tmp_path, f"NIK,Nama,Hari Efektif,Hadir\n{NIK},Bayu,24,20\n", by=stranger)
    assert taken.matched == 0
    assert DutyListRow.objects.get().reason == "nobody"


def test_a_meetings_list_says_which_families_came(child, tmp_path):
    facilitator = user("facilitator", region_code="33.23.01")
    actions.give_care(region_code="33.23.01", facilitator=facilitator.username, by=SYSTEM, on=MARCH)
    [group] = actions.form_groups(village="33.23.01.2001", facilitator=facilitator.username, by=SYSTEM, on=MARCH)
    session = actions.plan_session(group_id=group.pk, module="health", on=MARCH, by=facilitator)
    text = f"NIK,Nama,Hadir\n{NIK},Bayu,v\n"
    sent(tmp_path, text, kind="session", session_id=session.pk, by=facilitator)
    assert Attendance.objects.get().present is True
    assert Care.objects.get().group == group
