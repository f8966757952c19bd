"""PKH, conditional cash: which families qualify, who in them counts, and for how much a year."""

from lumbung.law import Places, at_least_one, choose, dearest_first, least, once_each

PER, WALLET = "year", "cash"
NEEDS = {
    "decile": int,
    "open_duplicate": bool,
    "resigned": bool,
    "judged_unfit": bool,
    "has_left": bool,
    "regency": str,
}
NEEDS_OF_MEMBERS = {
    "age": int,
    "sex": str,
    "pregnant": bool,
    "at_school": bool,
    "school_stage": str,
    "self_care": int,
    "violation_victim": bool,
    "position": int,
}


def people(member, p):
    """Who counts and as what; each person once, in the dearest component that fits (Permensos 1/2018)."""
    studies = member.age.is_between(p.school_age["youngest"], p.school_age["oldest"]) & member.at_school
    may_be_pregnant = member.age.is_between(p.pregnancy_age["youngest"], p.pregnancy_age["oldest"])
    fits = {
        "pregnant": (member.sex == "P") & may_be_pregnant & member.pregnant,
        "young_child": (member.age <= p.young_child_age) & ~studies,
        "sd": studies & (member.school_stage == "sd"),
        "smp": studies & (member.school_stage == "smp"),
        "sma": studies & (member.school_stage == "sma"),
        "severe_disability": (member.age >= p.self_care_age) & (member.self_care <= p.severe_self_care),
        "elderly": member.age >= p.elderly_age,
        "human_rights_victim": member.violation_victim,
    }
    return once_each(fits, p.yearly_amount)


def anyone(member, p):
    """Whether anybody of working age holds an excluded job."""
    return {"excluded_job": (member.age >= p.working_age) & member.position.is_in(p.excluded_positions)}


def eligible(family, p):
    """Poor enough, someone counts, no excluded job, not possibly registered twice; not resigned, unfit or left."""
    return {
        "poor_enough": family.decile <= p.max_decile,
        "has_component": at_least_one(family[name] > 0 for name in p.yearly_amount),
        "no_excluded_job": ~family.excluded_job,
        "no_open_duplicate": ~(family.open_duplicate & p.single_registration),
        "not_resigned": ~(family.resigned & p.resignation_counts),
        "not_judged_unfit": ~(family.judged_unfit & p.unfitness_counts),
        "not_left": ~(family.has_left & p.departure_counts),
    }


def entitlement(family, p):
    """At most `max_members` count, the dearest first and each component up to its own limit; in 2019 a fixed part."""
    parts = {}
    if p.fixed_amount:
        akses = family.regency.is_in(p.akses_regencies)
        parts["fixed"] = choose(akses, p.fixed_amount["akses"], p.fixed_amount["regular"])
    places = Places(p.max_members)
    for name in dearest_first(p.yearly_amount):
        allowed = least(family[name], p.limits[name]) if name in p.limits else family[name]
        parts[name] = places.take(allowed) * p.yearly_amount[name]
    return parts
