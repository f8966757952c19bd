"""Whatever is done for many at once: one statement each, whether for twenty or for two million."""

AT_RISK = """
    SELECT p.id AS person_id, p.region_code,
           CASE WHEN p.birth_date IS NULL THEN 0
                ELSE (extract(year FROM age(%(on)s::date, p.birth_date))::int / 10) * %(points_each_ten_years)s END
           + CASE WHEN p.carer = 3 OR NOT EXISTS (SELECT 1 FROM registry_person o
                                                   WHERE o.family_id = p.family_id AND o.id <> p.id
                                                     AND o.status = 'active') THEN %(points_alone)s ELSE 0 END
           + CASE WHEN least(p.d_sight, p.d_hearing, p.d_walking, p.d_hands, p.d_learning, p.d_behaviour, p.d_speech,
                             p.d_selfcare, p.d_memory) <= %(difficulty)s THEN %(points_difficulty)s ELSE 0 END
           + CASE WHEN p.chronic >= %(chronic_from)s THEN %(points_chronic)s ELSE 0 END
           + CASE WHEN w.id IS NOT NULL THEN %(points_watched)s ELSE 0 END AS risk
      FROM (SELECT DISTINCT region_code AS code FROM districts_alertarea WHERE alert_id = %(alert)s) AS area
      JOIN registry_person p ON p.region_code >= area.code AND p.region_code < area.code || '/'
      LEFT JOIN districts_watch w ON w.person_id = p.id AND w.until IS NULL
     WHERE p.status = 'active'
       AND (p.birth_date <= %(born_by)s OR w.id IS NOT NULL OR p.chronic >= %(chronic_from)s
            OR least(p.d_sight, p.d_hearing, p.d_walking, p.d_hands, p.d_learning, p.d_behaviour, p.d_speech,
                     p.d_selfcare, p.d_memory) <= %(difficulty)s)
"""
"""Everybody whom a warning may hurt, with how much it may: by age, living alone, difficulty, illness, being watched."""

OPEN_WELFARE_CALLS = f"""
    INSERT INTO districts_call (region_code, person_id, kind, alert_id, risk, due_on, opened_at, status, attempts)
    SELECT DISTINCT ON (r.person_id) r.region_code, r.person_id, 'welfare', %(alert)s, r.risk, %(on)s, %(at)s,
           'open', 0
      FROM ({AT_RISK}) AS r
     ORDER BY r.person_id
        ON CONFLICT DO NOTHING
"""

DROP_WELFARE_CALLS = "UPDATE districts_call SET status = 'dropped' WHERE alert_id = %(alert)s AND status = 'open'"

_NEVER_MADE = "attempts = 0 AND status IN ('open', 'dropped')"
JOIN_WARNINGS = (
    """INSERT INTO districts_alertarea (alert_id, region_code)
       SELECT %(root)s, region_code FROM districts_alertarea WHERE alert_id = %(other)s ON CONFLICT DO NOTHING""",
    f"""DELETE FROM districts_call WHERE alert_id = %(other)s AND {_NEVER_MADE}
           AND person_id IN (SELECT person_id FROM districts_call WHERE alert_id = %(root)s)""",
    f"""DELETE FROM districts_call WHERE alert_id = %(root)s AND {_NEVER_MADE}
           AND person_id IN (SELECT person_id FROM districts_call WHERE alert_id = %(other)s)""",
    """UPDATE districts_call SET alert_id = %(root)s WHERE alert_id = %(other)s
          AND person_id NOT IN (SELECT person_id FROM districts_call WHERE alert_id = %(root)s)""",
)
"""What two warnings have becomes one's; a call that was never made gives way to one that was."""

PASS_LATE_CALLS = """
    WITH late AS (
        UPDATE districts_call SET status = 'passed'
         WHERE status = 'open' AND kind = 'welfare' AND opened_at <= %(before)s
           AND region_code >= %(lo)s AND region_code < %(hi)s
        RETURNING id, region_code, person_id, risk
    )
    INSERT INTO districts_visit (region_code, person_id, reason, call_id, risk, due_on, status, tries, result, said)
    SELECT DISTINCT ON (l.person_id) l.region_code, l.person_id, 'unreached', l.id, l.risk, %(due)s, 'open', 0, '', ''
      FROM late l ORDER BY l.person_id, l.risk DESC
        ON CONFLICT DO NOTHING
"""

OPEN_SAFETY_CALLS = """
    INSERT INTO districts_call (region_code, person_id, kind, risk, due_on, opened_at, status, attempts,
                                outside)
    SELECT w.region_code, w.person_id, 'safety', w.risk, %(on)s, %(at)s, 'open', 0, w.outside
      FROM districts_watch w
     WHERE w.until IS NULL AND w.since <= %(on)s
       AND NOT EXISTS (SELECT 1 FROM districts_call c WHERE c.person_id = w.person_id AND c.kind = 'safety'
                          AND c.outside IS NOT DISTINCT FROM w.outside
                          AND c.due_on > %(on)s - CASE w.risk WHEN 3 THEN %(high)s WHEN 2 THEN %(middle)s
                                                              ELSE %(low)s END)
        ON CONFLICT DO NOTHING
"""

OPEN_ROUTINE_VISITS = """
    INSERT INTO districts_visit (region_code, person_id, reason, risk, due_on, status, tries, result, said, outside)
    SELECT w.region_code, w.person_id, 'routine', w.risk, %(on)s, 'open', 0, '', '', w.outside
      FROM districts_watch w
     WHERE w.until IS NULL AND w.since <= %(on)s
       AND NOT EXISTS (SELECT 1 FROM districts_visit v WHERE v.person_id = w.person_id AND v.reason = 'routine'
                          AND v.outside IS NOT DISTINCT FROM w.outside
                          AND (v.status = 'open' OR v.done_on > %(on)s - CASE w.risk WHEN 3 THEN %(high)s
                               WHEN 2 THEN %(middle)s ELSE %(low)s END))
        ON CONFLICT DO NOTHING
"""

_ASK_VISIT = """
    INSERT INTO districts_visit (region_code, person_id, reason, due_on, risk, status, tries, result, said)
    SELECT p.region_code, p.id, '{reason}', %(due)s, 0, 'open', 0, '', ''
      FROM registry_person p
     WHERE {holds}
       AND NOT EXISTS (SELECT 1 FROM districts_visit v WHERE v.person_id = p.id AND v.reason = '{reason}')
        ON CONFLICT DO NOTHING
"""
_TURNED = "(p.birth_date + make_interval(years => %(older)s) + CASE WHEN {leap} THEN 1 ELSE 0 END * interval '1 day')"
_LEAP = (
    "extract(day FROM p.birth_date) = 29 AND extract(month FROM p.birth_date) = 2"
    " AND extract(day FROM p.birth_date + make_interval(years => %(older)s)) = 28"
)
"""Who was born on a 29 February completes a year on 1 March where the year has no such day, as the registry counts."""

LIFE_EVENTS = {
    "birth": _ASK_VISIT.format(
        reason="birth", holds="p.status = 'active' AND p.birth_date > %(since)s AND p.birth_date <= %(on)s"
    ),
    "older": _ASK_VISIT.format(
        reason="older",
        holds=f"p.status = 'active' AND {_TURNED.format(leap=_LEAP)} > %(since)s"
        f" AND {_TURNED.format(leap=_LEAP)} <= %(on)s",
    ),
    "bereavement": _ASK_VISIT.format(
        reason="bereavement",
        holds="""p.status = 'dead'
       AND EXISTS (SELECT 1 FROM registry_person o WHERE o.family_id = p.family_id AND o.status = 'active')
       AND EXISTS (SELECT 1 FROM core_auditevent e WHERE e.table_name = 'registry_person'
                      AND e.record_id = p.id::text AND e.action = 'update' AND e.before ->> 'status' = 'active'
                      AND e.at >= %(since_at)s)""",
    ),
}
"""Births and birthdays are the registry's; a death is a change of the registry, which its trail dates."""
