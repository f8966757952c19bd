"""A published list goes in whole or not at all; what vanished is retired, what came back is in force."""

from datetime import date

import polars as pl
import pytest

from lumbung.regions import actions, queries
from lumbung.regions.models import Region
from lumbung.regions.tests.factories import ROWS, areas, import_areas

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)


def a_retired(code, name, first=2018, last=2022):
    return pl.DataFrame(
        {"code": [code], "name": [name], "first_edition": [first], "retired_on": [date(last, 12, 31)]},
    )


def test_a_list_makes_areas_with_level_parent_and_path():
    result = import_areas(DAY)
    village = Region.objects.get(pk="33.23.01.2017")
    assert (result.added, result.provinces, result.villages) == (len(ROWS), 2, 9)
    assert (village.name, village.parent_id, village.level) == ("Bansari", "33.23.01", 4)
    assert village.path == "Bansari, Bulu, Kabupaten Temanggung, Jawa Tengah"


def test_the_same_list_again_changes_nothing():
    import_areas(DAY)
    again = import_areas(date(2026, 1, 1))
    assert (again.added, again.changed, again.retired) == (0, 0, 0)


def test_a_new_spelling_is_taken_over_with_the_paths_below():
    import_areas(DAY)
    renamed = areas().with_columns(name=pl.col("name").replace("Tembarak", "Tembarak Baru"))
    assert import_areas(DAY, renamed).changed == 3
    assert "Tembarak Baru" in Region.objects.get(pk="33.23.02.2003").path


def test_an_area_that_vanished_is_retired_and_may_come_back():
    import_areas(DAY)
    assert import_areas(DAY, areas().filter(pl.col("code") != "33.23.02.2003")).retired == 1
    assert Region.objects.get(pk="33.23.02.2003").retired_on == DAY
    import_areas(DAY)
    assert Region.objects.get(pk="33.23.02.2003").retired_on is None


def test_a_list_that_lacks_much_is_refused_whole():
    import_areas(DAY)
    with pytest.raises(actions.ListShrunk):
        import_areas(DAY, areas().head(5))
    assert Region.objects.in_force().count() == len(ROWS)


def test_a_list_with_an_area_in_the_air_is_refused_whole():
    with pytest.raises(actions.TreeBroken) as refusal:
        import_areas(DAY, areas(("34.01.01", "Galur")))
    assert "34.01.01" in str(refusal.value)
    assert not Region.objects.exists()


def test_a_retired_code_keeps_its_validity_and_successor():
    import_areas(DAY)
    result = actions.import_retired(retired=a_retired("91.01", "KAB. MERAUKE"))
    old = Region.objects.get(pk="91.01")
    assert (result.codes, result.same_place) == (1, 1)
    assert (old.first_edition, old.retired_on, old.successor_id) == (2018, date(2022, 12, 31), "93.01")
    assert old.successor_certainty == Region.Certainty.SAME_PLACE


def test_a_retired_code_without_a_sure_successor_has_none():
    import_areas(DAY)
    assert actions.import_retired(retired=a_retired("33.23.01.2099", "Antah Berantah")).unknown == 1
    assert Region.objects.get(pk="33.23.01.2099").successor is None


def test_a_code_in_force_is_never_retired_by_the_list_of_old_codes():
    import_areas(DAY)
    assert actions.import_retired(retired=a_retired("33.23.01.2001", "Bulu")).codes == 0
    assert Region.objects.get(pk="33.23.01.2001").retired_on is None


def test_what_a_person_told_is_not_overwritten():
    import_areas(DAY)
    retired = a_retired("33.23.01.2099", "Antah Berantah")
    actions.import_retired(retired=retired)
    actions.tell_successor(code="33.23.01.2099", successor="33.23.01.2001")
    actions.import_retired(retired=retired)
    old = Region.objects.get(pk="33.23.01.2099")
    assert (old.successor_id, old.successor_certainty) == ("33.23.01.2001", "told")


def test_a_code_in_force_has_no_successor():
    import_areas(DAY)
    with pytest.raises(actions.NotRetired):
        actions.tell_successor(code="33.23.01.2001", successor="33.23.01.2017")


def test_codes_of_bps_lead_to_areas_and_a_second_time_change_nothing():
    import_areas(DAY)
    bridge = pl.DataFrame({"bps": ["3308", "9999"], "name": ["MAGELANG", "TIDAK ADA"], "code": ["33.08", "99.99"]})
    assert actions.import_bps(codes=bridge).as_dict() == {"codes": 1, "changed": 1, "unknown": 1}
    assert actions.import_bps(codes=bridge).changed == 0
    assert queries.bps_codes().rows() == [("3308", "33.08")]
