"""Lists of schools, health posts and meetings, in whatever layout they come."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lumbung.core import crypto, jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.following import Plan
from lumbung.programmes import actions
from lumbung.programmes.actions.merges import take_duties_along
from lumbung.programmes.models import Attendance, Care, Duty, DutyList, DutyListRow, PupilNumber
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, TODDLER, rank, region
from lumbung.registry.models import Person
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


NISN = "0161234567"


def test_a_list_with_only_the_schools_number_finds_whom_an_earlier_list_named_by_nik_too(child, tmp_path):
    sent(tmp_path, f"NIK;NISN;Nama;Hari Efektif;Hadir\n{NIK};{NISN};Bayu;24;20\n")
    known = PupilNumber.objects.get()
    assert (known.person, known.nisn) == (child, NISN)
    bare = "NISN;Hari Efektif;Hadir\n161234567;24;23\n0069999999;24;22\n"
    taken = sent(tmp_path, bare, name="sekolah.csv")
    assert (taken.rows, taken.matched, taken.changed) == (2, 1, 1)
    assert Duty.objects.get(person=child).present_days == 23
    assert [row.reason for row in DutyListRow.objects.all()] == ["nobody"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nisn FROM programmes_pupilnumber")
        assert NISN not in cursor.fetchone()[0]


def test_a_number_of_two_pupils_is_learnt_for_neither_and_what_was_learnt_first_stays(child, tmp_path):
    other = registry.person(child.family, "Tia", nik="3323014305160002", relation=3, **PUPIL)
    head = "NIK;NISN;Nama;Hari Efektif;Hadir\n"
    sent(tmp_path, f"{head}{NIK};{NISN};Bayu;24;20\n{other.nik};{NISN};Tia;24;20\n")
    assert not PupilNumber.objects.exists()
    sent(tmp_path, f"{head}{NIK};{NISN};Bayu;24;21\n", name="b.csv")
    sent(tmp_path, f"{head}{other.nik};{NISN};Tia;24;20\n{NIK};0169999999;Bayu;24;21\n", name="c.csv")
    assert PupilNumber.objects.get().nisn == NISN


def test_the_number_goes_along_when_two_records_are_one_person(child, tmp_path):
    sent(tmp_path, f"NIK;NISN;Nama;Hari Efektif;Hadir\n{NIK};{NISN};Bayu;24;20\n")
    same = registry.person(child.family, "Bayu P", relation=3, **PUPIL)
    kept: dict[str, list[int]] = {}
    plan = Plan(merge=None, people={child.pk: same.pk}, families={})
    take_duties_along(plan=plan, keep=lambda table, ids: kept.update({table: list(ids)}))
    assert PupilNumber.objects.get().person == same
    assert kept["programmes_pupilnumber"] == [PupilNumber.objects.get().pk]


def pupils(count):
    """So many pupils of one district, named by NIK and NISN, then by NISN alone."""
    region("33.23.01.2001")
    family = registry.family(head_name="Sumarni")
    niks = [f"33230141051{at:05}" for at in range(count)]
    index = [crypto.blind(nik, "nik") for nik in niks]
    Person.objects.bulk_create(
        Person(
            family=family, region_code=family.region_code, name=f"Murid {at}", nik=nik, nik_index=index[at], sex="L",
            relation=3, birth_date=dt.date(2016, 1, 1), birth_date_source="stated", status="active",
            in_family_since=MARCH,
        )
        for at, nik in enumerate(niks)
    )  # fmt: skip
    return niks


@pytest.mark.parametrize("count", [20, 2_500])
def test_numbers_of_20_and_of_2500_pupils_are_learnt_and_found_by_the_same_statements(count, tmp_path):
    niks = pupils(count)
    numbers = [f"016{at:07}" for at in range(count)]
    both = "".join(f"{nik};{numbers[at]};Murid;24;20\n" for at, nik in enumerate(niks))
    sent(tmp_path, "NIK;NISN;Nama;Hari Efektif;Hadir\n" + both)
    assert PupilNumber.objects.count() == count
    with CaptureQueriesContext(connection) as asked:
        bare = "".join(f"{number};24;20\n" for number in numbers)
        sent(tmp_path, "NISN;Hari Efektif;Hadir\n" + bare, name="b.csv")
    assert len(asked) < 60
    assert set(DutyListRow.objects.values_list("reason", flat=True)) == {"owes_nothing"}
