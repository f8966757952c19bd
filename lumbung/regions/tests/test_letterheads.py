"""Whose letter it is, and where it is signed, follows from the region."""

import pytest

from lumbung.regions import queries
from lumbung.regions.models import Region

pytestmark = pytest.mark.django_db
AREAS = (
    ("33", "Jawa Tengah", 1, None), ("33.23", "Kabupaten Temanggung", 2, "33"), ("33.23.01", "Bulu", 3, "33.23"),
    ("31", "Daerah Khusus Ibukota Jakarta", 1, None), ("31.71", "Kota Administrasi Jakarta Pusat", 2, "31"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def areas(db):
    for code, name, level, parent in AREAS:
        Region.objects.create(code=code, name=name, path=name, name_key=name, level=level, parent_id=parent)


@pytest.mark.parametrize(
    ("code", "office", "town"),
    [
        ("33.23.01", "Dinas Sosial Kabupaten Temanggung", "Temanggung"),
        ("33.23", "Dinas Sosial Kabupaten Temanggung", "Temanggung"),
        ("33", "Dinas Sosial Provinsi Jawa Tengah", "Jawa Tengah"),
        ("31.71", "Dinas Sosial Kota Administrasi Jakarta Pusat", "Jakarta Pusat"),
        ("", "Kementerian Sosial", "Jakarta"),
    ],
)
def test_a_letter_is_of_the_office_around_its_region(code, office, town):
    assert (queries.office(code=code), queries.town(code=code)) == (office, town)
