"""Sembako (BPNT before 2020), food money on the card: which families qualify, and for how much a month."""

PER, WALLET = "month", "food"
NEEDS = {"decile": int, "open_duplicate": bool, "resigned": bool, "judged_unfit": bool}
NEEDS_OF_MEMBERS = {"age": int, "position": int}


def anyone(member, p):
    """Whether anybody of working age holds an excluded job."""
    return {"excluded_job": (member.age >= p.working_age) & member.position.is_in(p.excluded_positions)}


def eligible(family, p):
    """Poor enough, nobody in an excluded job, nobody possibly registered twice; not resigned, not judged unfit."""
    return {
        "poor_enough": family.decile <= p.max_decile,
        "no_excluded_job": ~family.excluded_job,
        "no_open_duplicate": ~(family.open_duplicate & p.single_registration),
        "not_resigned": ~(family.resigned & p.resignation_counts),
        "not_judged_unfit": ~(family.judged_unfit & p.unfitness_counts),
    }


def entitlement(family, p):
    """The same for every family, whatever its size."""
    return {"food": p.monthly_amount}
