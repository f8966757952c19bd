"""When two families or persons become one: what was owed, judged and decided about the one goes on with the other.

What was paid and how a run decided stays where it is; duties, verdicts and sanctions still have to bear on somebody, so
they follow the record that goes on. Taken back, they stand again where they stood.
"""

from lumbung.core import bulk
from lumbung.core.following import Keep, Plan
from lumbung.programmes.actions.duties import FILLED
from lumbung.programmes.models import Appeal, Departure, Duty, PupilNumber, Sanction, Verdict

_FILLED = [*FILLED, "entered_by_id", "entered_on", "from_list_id"]
_FINDS_THEM = """
    SELECT t.id FROM {table} t
      LEFT JOIN families_now f ON f.absorbed = t.family_id LEFT JOIN people_now p ON p.absorbed = t.person_id
     WHERE (f.absorbed IS NOT NULL OR p.absorbed IS NOT NULL)
       AND NOT EXISTS (
           SELECT 1 FROM {table} o
            WHERE o.person_id = p.survivor AND o.condition = t.condition AND o.{month} = t.{month})
"""
_MOVES_THEM = """
    UPDATE {table} t
       SET person_id = CASE WHEN p.survivor IS NULL THEN t.person_id ELSE p.survivor END,
           family_id = CASE WHEN f.survivor IS NULL THEN t.family_id ELSE f.survivor END,
           region_code = CASE WHEN f.survivor IS NULL THEN t.region_code ELSE r.region_code END
      FROM {table} o
      LEFT JOIN families_now f ON f.absorbed = o.family_id LEFT JOIN people_now p ON p.absorbed = o.person_id
      LEFT JOIN registry_family r ON r.id = f.survivor
     WHERE o.id = t.id AND t.id = ANY(%s)
"""
_KNOWN_OF_THE_OTHER = """
    SELECT o.id, t.id FROM programmes_duty t
      JOIN people_now p ON p.absorbed = t.person_id
      JOIN programmes_duty o ON o.person_id = p.survivor AND o.condition = t.condition AND o.month = t.month
     WHERE t.entered_on IS NOT NULL AND o.entered_on IS NULL
"""
"""The same duty of the same month, filled in on the record that is absorbed only."""
_TELLS_IT = f"""
    UPDATE programmes_duty o SET ({", ".join(_FILLED)}) = ({", ".join(f"t.{name}" for name in _FILLED)})
      FROM unnest(%s::bigint[], %s::bigint[]) AS told (empty, filled) JOIN programmes_duty t ON t.id = told.filled
     WHERE o.id = told.empty
"""
_SANCTIONS = """
    SELECT s.id FROM programmes_sanction s JOIN families_now f ON f.absorbed = s.family_id
     WHERE NOT EXISTS (SELECT 1 FROM programmes_sanction o WHERE o.family_id = f.survivor AND o.quarter = s.quarter)
"""
"""One sanction a quarter: where the family that goes on has its own, the other has nothing left to bear on."""
_DEPARTURES = """
    SELECT d.id FROM programmes_departure d JOIN families_now f ON f.absorbed = d.family_id
     WHERE d.sanction_id = ANY(%s) AND d.status = ANY(%s)
       AND NOT EXISTS (SELECT 1 FROM programmes_departure o
                        WHERE o.family_id = f.survivor AND o.kind = d.kind AND o.status = ANY(%s))
"""
_WITH_THE_FAMILY = """
    UPDATE {table} t SET family_id = f.survivor, region_code = r.region_code
      FROM families_now f JOIN registry_family r ON r.id = f.survivor
     WHERE f.absorbed = t.family_id AND t.id = ANY(%s)
"""
_WITH_THE_SANCTION = """
    UPDATE programmes_appeal a SET region_code = s.region_code
      FROM programmes_sanction s WHERE s.id = a.sanction_id AND a.id = ANY(%s)
"""


_PUPILS = """
    SELECT u.id FROM programmes_pupilnumber u JOIN people_now p ON p.absorbed = u.person_id
     WHERE NOT EXISTS (SELECT 1 FROM programmes_pupilnumber o WHERE o.person_id = p.survivor)
"""
_WITH_THE_PERSON = """
    UPDATE programmes_pupilnumber u SET person_id = r.id, region_code = r.region_code
      FROM people_now p JOIN registry_person r ON r.id = p.survivor
     WHERE p.absorbed = u.person_id AND u.id = ANY(%s)
"""


def take_duties_along(*, plan: Plan, keep: Keep) -> None:
    """Duties, verdicts, sanctions, ways out that these opened, and pupils' numbers follow the record that goes on."""
    _stage("families_now", plan.families)
    _stage("people_now", plan.people)
    _tell_what_is_known(keep)
    for model, month in ((Duty, "month"), (Verdict, "quarter")):
        table = model._meta.db_table
        ids = _found(_FINDS_THEM.format(table=table, month=month))
        keep(table, ids)
        bulk.execute(_MOVES_THEM.format(table=table), [ids])
    _take_sanctions(keep)
    pupils = _found(_PUPILS)
    keep(PupilNumber._meta.db_table, pupils)
    bulk.execute(_WITH_THE_PERSON, [pupils])


def _stage(table: str, pairs: dict[int, int]) -> None:
    bulk.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
    bulk.execute(f"CREATE TEMPORARY TABLE {table} (absorbed bigint, survivor bigint) ON COMMIT DROP")
    bulk.execute(
        f"INSERT INTO {table} SELECT unnest(%s::bigint[]), unnest(%s::bigint[])", [[*pairs], [*pairs.values()]]
    )


def _found(sql: str, params: list[object] | None = None) -> list[int]:
    return [row[0] for row in bulk.rows(sql, params)]


def _tell_what_is_known(keep: Keep) -> None:
    pairs = bulk.rows(_KNOWN_OF_THE_OTHER)
    keep(Duty._meta.db_table, [empty for empty, _filled in pairs])
    bulk.execute(_TELLS_IT, [[empty for empty, _filled in pairs], [filled for _empty, filled in pairs]])


def _take_sanctions(keep: Keep) -> None:
    sanctions, open_ = _found(_SANCTIONS), [str(status) for status in Departure.OPEN]
    departures = _found(_DEPARTURES, [sanctions, open_, open_])
    appeals = list(Appeal.objects.filter(sanction__in=sanctions).values_list("pk", flat=True))
    for model, ids in ((Sanction, sanctions), (Departure, departures)):
        keep(model._meta.db_table, ids)
        bulk.execute(_WITH_THE_FAMILY.format(table=model._meta.db_table), [ids])
    keep(Appeal._meta.db_table, appeals)
    bulk.execute(_WITH_THE_SANCTION, [appeals])
