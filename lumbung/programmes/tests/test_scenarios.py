"""A scenario shows who would gain and lose by a draft, and touches nobody: neither by mistake nor on purpose."""

import json

import polars as pl
import pytest
from click.testing import CliRunner
from django.db import Error, transaction
from django.urls import reverse

from lumbung.core import bulk, jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import NotAllowed
from lumbung.payments.models import Cycle, Line, Transfer
from lumbung.programmes import actions, draft, frozen, kinds, outcomes, queries, scenario_pictures
from lumbung.programmes.actions import scenarios
from lumbung.programmes.models import Enrolment, Run, Scenario
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, TODAY, family, region, user
from lumbung.site import cli

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def temanggung():
    region("33.23.01.2001")
    region("33.23.02.2001")


def decided(kind="pkh"):
    run = actions.start_run(kind=kind, on=TODAY, region_code="33.23", by=SYSTEM, queued=False)
    jobs.run(run.job_id)
    return Run.objects.get(pk=run.pk)


def tried(run, *, name="coba", by=SYSTEM, **changes):
    changes = {key.replace("__", "."): value for key, value in changes.items()}
    begun = actions.start_scenario(run_id=run.pk, name=name, changes=changes, by=by, queued=False)
    jobs.run(begun.job_id)
    return Scenario.objects.select_related("run").get(pk=begun.pk)


def ways(scenario, viewer=SYSTEM):
    found = outcomes.outcome(viewer=viewer, scenario=scenario)
    return {way: one["families"] for way, one in found.ways.items() if one["families"]}


def test_a_draft_that_changes_nothing_finds_what_the_run_found():
    family(), family(decile=9), family(decile=None)
    assert ways(tried(decided())) == {"same": 1, "out": 2}


def test_a_higher_cut_off_lets_families_in_and_a_lower_one_puts_them_out():
    family(decile=2), family(decile=4), family(decile=5)
    run = decided()
    assert ways(tried(run, name="naik", max_decile=5)) == {"same": 2, "gains": 1}
    assert ways(tried(run, name="turun", max_decile=2)) == {"same": 1, "loses": 1, "out": 1}


def test_another_amount_changes_what_they_get_and_what_it_costs():
    family(), family()
    found = outcomes.outcome(viewer=SYSTEM, scenario=tried(decided(), yearly_amount__sd=1_000_000))
    assert (found.ways["more"]["families"], found.before, found.after) == (2, 1_800_000, 2_000_000)


def test_a_monthly_programme_is_told_for_a_year():
    family()
    found = outcomes.outcome(viewer=SYSTEM, scenario=tried(decided("sembako"), monthly_amount=300_000))
    assert (found.before, found.after) == (2_400_000, 3_600_000)


def test_an_age_is_a_figure_like_any_other():
    family({**GROWN_UP, "birth_date": TODAY.replace(year=1964)})
    run = decided()
    assert ways(tried(run, name="62", elderly_age=62)) == {"same": 1}
    assert ways(tried(run, name="63", elderly_age=63)) == {"loses": 1}


def test_a_cap_counts_fewer():
    family(GROWN_UP, PUPIL, PUPIL, PUPIL)
    assert ways(tried(decided(), max_members=2)) == {"less": 1}


def test_a_quota_serves_the_poorest_only_and_equals_by_their_number():
    first, second = family(score=50), family(score=50)
    scenario = tried(decided(), quota=1)
    rows = outcomes.touched(viewer=SYSTEM, scenario=scenario).collect()
    assert rows.select("family_id", "way").rows() == [(second.pk, "loses")]
    assert first.pk < second.pk


def test_a_condition_set_aside_no_longer_refuses():
    family({**GROWN_UP, "position": 5}, PUPIL)
    assert ways(tried(decided(), condition__no_excluded_job=False)) == {"gains": 1}


def test_sums_are_told_by_region_decile_sex_disability_and_other_programmes():
    family(decile=5)
    family({**GROWN_UP, "d_selfcare": 1, "sex": "P", "pregnant": False}, PUPIL, decile=5, region_code="33.23.02.2001")
    decided("sembako")
    found = outcomes.outcome(viewer=SYSTEM, scenario=tried(decided(), max_decile=5))
    told = {name: dict(frame.select("value", "gains").rows()) for name, frame in outcomes.slices(found)}
    assert told == {
        "region": {"33.23.01": 1, "33.23.02": 1},
        "decile": {5: 2},
        "head_sex": {"L": 1, "P": 1},
        "disabled": {False: 1, True: 1},
        "overlap": {"sembako": 2},
    }


def test_the_same_draft_has_the_same_fingerprint():
    family()
    run = decided()
    first, second = (tried(run, name=name, max_decile=3) for name in ("satu", "dua"))
    assert first.fingerprint == second.fingerprint != ""


def test_a_scenario_enrols_nobody_and_makes_no_money_move():
    family(decile=5)
    run = decided()
    before = [model.objects.count() for model in (Enrolment, Cycle, Line, Transfer)]
    tried(run, max_decile=9)
    assert [model.objects.count() for model in (Enrolment, Cycle, Line, Transfer)] == before


@pytest.mark.parametrize(
    "table", ["programmes_enrolment", "payments_cycle", "payments_line", "payments_transfer", "payments_bankfile"]
)
def test_the_database_refuses_whatever_would_touch_somebody_inside_a_scenario(table):
    with pytest.raises(Error, match="a scenario enrols nobody"), transaction.atomic(), scenarios.nobody_is_touched():
        bulk.execute(f"DELETE FROM {table}")
    bulk.execute(f"DELETE FROM {table} WHERE false")


def test_a_scenario_is_no_run_and_can_not_be_lined():
    family()
    run = decided()
    scenario = tried(run)
    assert not hasattr(scenario, "frozen")
    assert Run.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"max_desil": 5}, draft.UnknownOverride),
        ({"yearly_amount.kuda": 5}, draft.UnknownOverride),
        ({"condition.kaya": False}, draft.UnknownOverride),
        ({"max_decile": 4.5}, draft.WrongKindOfValue),
        ({"max_decile": "lima"}, draft.WrongKindOfValue),
        ({"max_decile": True}, draft.WrongKindOfValue),
        ({"max_decile": -1}, draft.WrongKindOfValue),
        ({"yearly_amount": 5}, draft.UnknownOverride),
        ({"quota": -1}, draft.WrongKindOfValue),
        ({"quota": 1.5}, draft.WrongKindOfValue),
    ],
)
def test_what_no_decree_could_say_is_refused(changes, refusal):
    family()
    run = decided()
    with pytest.raises(refusal):
        actions.start_scenario(run_id=run.pk, name="coba", changes=changes, by=SYSTEM, queued=False)
    assert not Scenario.objects.exists()


def test_a_programme_without_conditions_is_refused():
    family()
    run = decided()
    every = draft.conditions(kinds.find("pkh"), queries.figures_of(run=run))
    changes = {f"condition.{name}": False for name in every}
    with pytest.raises(draft.NoConditionLeft):
        actions.start_scenario(run_id=run.pk, name="semua", changes=changes, by=SYSTEM, queued=False)


def test_a_name_stands_once_in_its_run():
    family()
    run = decided()
    tried(run)
    with pytest.raises(actions.NameTaken):
        tried(run)
    with pytest.raises(actions.NameNeeded):
        tried(run, name=" ")


def test_a_ready_scenario_is_final():
    family()
    scenario = tried(decided())
    with pytest.raises(Error), transaction.atomic():
        Scenario.objects.filter(pk=scenario.pk).update(name="lain")


def test_nobody_tries_a_draft_on_another_region_or_without_the_right():
    family()
    run = decided()
    with pytest.raises(NotAllowed):
        tried(run, by=user("wati", role="facilitator", region_code="33.23.01"))
    with pytest.raises(NotAllowed):
        tried(run, by=user("sari", region_code="33.23.02"))


def test_a_district_sees_its_own_sums_only():
    family(), family(region_code="33.23.02.2001")
    scenario = tried(decided(), max_decile=1)
    wati = user("wati", role="facilitator", region_code="33.23.02")
    assert ways(scenario) == {"loses": 2}
    assert ways(scenario, wati) == {"loses": 1}
    rows = outcomes.touched(viewer=wati, scenario=scenario).collect()
    assert set(rows["region_code"]) == {"33.23.02.2001"}


def test_frozen_facts_decide_not_what_is_known_now():
    here = family()
    run = decided()
    bulk.execute("UPDATE registry_person SET birth_date = '1930-01-01' WHERE family_id = %s", [here.pk])
    assert ways(tried(run)) == {"same": 1}


def test_sex_disability_and_other_programmes_are_those_of_the_run_not_of_today():
    here = family(decile=5)
    run = decided()
    bulk.execute("UPDATE registry_person SET sex = 'P', d_sight = 1 WHERE family_id = %s", [here.pk])
    decided("sembako")
    found = outcomes.outcome(viewer=SYSTEM, scenario=tried(run, max_decile=5))
    told = {name: frame["value"].to_list() for name, frame in outcomes.slices(found)}
    assert (told["head_sex"], told["disabled"], told["overlap"]) == (["L"], [False], [""])
    assert "bukan dari data sekarang" in scenario_pictures.as_of(found)


def test_a_run_of_before_they_were_frozen_is_told_apart_by_those_of_today_and_says_so(monkeypatch):
    here = family(decile=5)
    with monkeypatch.context() as before:
        before.setattr(frozen, "TRAITS", "not_yet")
        run = decided()
    bulk.execute("UPDATE registry_person SET sex = 'P' WHERE family_id = %s", [here.pk])
    found = outcomes.outcome(viewer=SYSTEM, scenario=tried(run, max_decile=5))
    assert dict(outcomes.slices(found))["head_sex"]["value"].to_list() == ["P"]
    assert outcomes.as_data(found)["traits_of_today"]
    assert "belum membekukan" in scenario_pictures.as_of(found)


def test_a_disability_that_nobody_asked_about_is_unknown():
    family({**GROWN_UP, "d_selfcare": None}, decile=5)
    found = outcomes.outcome(viewer=SYSTEM, scenario=tried(decided(), max_decile=5))
    assert dict(outcomes.slices(found))["disabled"]["value"].to_list() == [None]


@pytest.mark.parametrize("count", [20, 250])
def test_many_are_compared_as_one_is(count):
    for place in range(count):
        family(decile=place % 10 + 1, score=place)
    scenario = tried(decided(), max_decile=7)
    families = outcomes.touched(viewer=SYSTEM, scenario=scenario, way="gains").collect()
    assert families.height == sum(4 < place % 10 + 1 <= 7 for place in range(count))
    assert families.select((pl.col("after") > 0).all()).item()


def signed_in(client, who):
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_draft_is_tried_from_the_page(client):
    family(decile=5)
    run, officer = decided(), user()
    page = signed_in(client, officer).get(reverse("programmes:attempt", args=[run.pk])).content.decode()
    assert "Desil tertinggi" in page
    entry = {"name": "desil lima", "angka-max_decile": "5", "angka-yearly_amount.sd": "900000", "quota": ""}
    answer = client.post(reverse("programmes:attempt", args=[run.pk]), entry)
    scenario = Scenario.objects.get()
    assert (answer.status_code, scenario.changes) == (303, {"max_decile": 5})
    jobs.run(scenario.job_id)
    page = client.get(reverse("programmes:scenario", args=[scenario.pk])).content.decode()
    assert "1 keluarga masuk dan 0 keluar" in page
    assert client.get(reverse("programmes:scenarios")).status_code == 200


def test_a_wrong_entry_comes_back(client):
    family()
    run = decided()
    address = reverse("programmes:attempt", args=[run.pk])
    assert signed_in(client, user()).post(address, {"name": "", "angka-max_decile": "-5"}).status_code == 422
    assert not Scenario.objects.exists()


def test_who_is_touched_is_listed_and_taken_along(client):
    family(decile=5)
    scenario = tried(decided(), max_decile=5)
    address = reverse("programmes:scenario_families", args=[scenario.pk])
    assert "Sumarni" in signed_in(client, user()).get(f"{address}?akibat=gains").content.decode()
    sheet = b"".join(client.get(f"{address}?format=csv").streaming_content).decode()
    assert "900000" in sheet


def test_other_systems_try_and_read(client):
    family(decile=5)
    run = decided()
    signed_in(client, user())
    body = {"name": "api", "changes": {"max_decile": 5}}
    made = client.post(f"/api/v1/runs/{run.pk}/scenarios", body, content_type="application/json")
    assert made.status_code == 202
    number = made.json()["id"]
    assert client.get(f"/api/v1/scenarios/{number}/outcome").status_code == 404
    jobs.run(Scenario.objects.get().job_id)
    told = client.get(f"/api/v1/scenarios/{number}/outcome").json()
    assert (told["ways"]["gains"]["families"], told["yearly_change"]) == (1, 900_000)
    assert [one["way"] for one in client.get(f"/api/v1/scenarios/{number}/families").json()] == ["gains"]


def test_the_command_tries_lists_and_shows():
    family(decile=5)
    run = decided()
    tried_ = cli_run("try", run.pk, "desil lima", "--set", "max_decile=5", "--json")
    told = json.loads(tried_.stdout)
    assert told["ways"]["gains"]["families"] == 1
    assert json.loads(cli_run("list", "--json").stdout)[0]["name"] == "desil lima"
    assert "1 keluarga masuk" in cli_run("show", told["scenario"]).stdout
    assert "max_decile=4" in cli_run("figures", run.pk).stdout


@pytest.mark.parametrize("change", ["max_decile", "max_decile=lima", "apa=1"])
def test_the_command_refuses_what_is_no_change(change):
    family()
    answer = cli_run("try", decided().pk, "coba", "--set", change)
    assert answer.exit_code == 1
    assert "Traceback" not in answer.output


def cli_run(*arguments):
    return CliRunner().invoke(cli.root(), ["scenario", *map(str, arguments)])
