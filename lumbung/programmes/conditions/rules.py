"""PKH's conditions: who owes which, whether a quarter's records keep them, and the ladder of sanctions.

Pure functions over columns, for one family on a screen and for a nation in a job. A month without a record is *not
known*: it never counts as missed, and what hangs on it stays open.
"""

import polars as pl

from lumbung.law import choose

NEEDS_OF_MEMBERS = {"age_months": int, "age_days": int, "sex": str, "relation": int}
"""Besides the components by which the programme counts people."""

SCHOOL = "school"
ANTENATAL = "antenatal"
VISITS = ("postnatal", "immunisation", "weighing", "elderly_visit", "disability_visit")
CONDITIONS = (ANTENATAL, "postnatal", "immunisation", "weighing", SCHOOL, "elderly_visit", "disability_visit")
QUARTER = 3
HEAD, SPOUSE = 1, 2


def owed(member, p):
    """What a member owes in a month, by the component that counts it (Permensos 1/2018); as of the month's last day.

    A mother owes her postnatal visits while a child of the family is not older than `postnatal_days`.
    """
    newborn = (member.age_days <= p.postnatal_days).fill_null(False).any().over("family_id")
    mother = (member.sex == "P") & member.relation.is_in([HEAD, SPOUSE])
    return {
        ANTENATAL: member.pregnant,
        "postnatal": mother & newborn,
        "immunisation": member.young_child & (member.age_months <= p.immunisation_months),
        "weighing": member.young_child,
        SCHOOL: member.sd | member.smp | member.sma,
        "elderly_visit": member.elderly,
        "disability_visit": member.severe_disability,
    }


def met(duty, p):
    """Whether a quarter's records keep each condition: yes, no, or not known (null)."""
    return {
        SCHOOL: _school(duty, p),
        ANTENATAL: _antenatal(duty, p),
        **{name: _visits(duty, p.months_missed[name]) for name in VISITS},
    }


def _school(duty, p):
    """Present on at least `attendance` percent of the effective days; days of sickness do not count as effective."""
    days = duty.effective_days - duty.sick_days
    return pl.when(duty.unknown == 0).then(duty.present_days * 100 >= days * p.attendance)


def _visits(duty, limit):
    """Not kept from `limit` missed months on; open while months without a record could still decide it."""
    missed = duty.months - duty.excused - duty.kept - duty.unknown
    kept = pl.when(missed + duty.unknown < limit).then(True)
    return kept.when(missed >= limit).then(False)


def _antenatal(duty, p):
    """As many checks as the trimester asks, two in the last one; a quarter owed only in part proves nothing missed."""
    late, early = p.antenatal_checks["late"], p.antenatal_checks["early"]
    last = duty.pregnancy_month >= p.late_pregnancy
    needed = choose(last, late, early)
    whole = duty.months - duty.excused >= QUARTER
    possible = duty.kept + duty.unknown
    enough = (duty.kept >= late) | (duty.kept >= needed) | (duty.months == duty.excused)
    lacking = (possible < early) | (possible < needed)
    return pl.when(enough).then(True).when(lacking & whole).then(False)


def step(family, p):
    """The rung of the ladder for so many quarters missed in a row, with what is withheld, in percent."""
    failed = family.quarters_failed
    rung = (
        pl.when(failed >= p.ladder["removal"])
        .then(pl.lit("removal"))
        .when(failed >= p.ladder["stop"])
        .then(pl.lit("stop"))
        .when(failed >= p.ladder["cut"])
        .then(pl.lit("cut"))
    )
    percent = choose(failed >= p.ladder["stop"], p.percent["stop"], p.percent["cut"])
    return {"step": rung, "percent": pl.when(failed >= p.ladder["cut"]).then(percent)}


def withheld(line):
    """Whole rupiah, rounded down in the family's favour: of Rp225.005 ten percent is Rp22.500."""
    return line.amount * line.percent // 100


def livelihoods(person, p):
    """Which empowerment a member of a family that left may be proposed for."""
    of_age = person.age.is_between(p.livelihood_age["youngest"], p.livelihood_age["oldest"])
    poor = person.decile <= p.ppse["max_decile"]
    return {"pena": of_age, "ppse": of_age & poor & (person.years_assisted > p.ppse["years"])}
