"""A reckoning is kept whole, once, reproducibly, and asked for again when what it rests on changes."""

import shutil
from datetime import timedelta

import polars as pl
import pytest
from django.core.management import call_command
from django.db.models import F, Sum
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from keyway.needs.actions import Request, ensure_finding, reckon, refresh_findings, store_finding
from keyway.needs.actions.findings import reckon_gap
from keyway.needs.actions.reckoning import DataMissing
from keyway.needs.models import GapFinding, GapFlow, GapProgram, GapRow, GapTotal
from keyway.reference.lookups.places import UnknownState
from keyway.reference.parameters import ParameterOutOfRange, UnknownParameter, gap_parameters
from keyway.reference.store import Store
from tests.factories.reference import more_machinists, small_parts, store_parts
from tests.rooms.conftest import COMPUTED

MEASURES = ("jobs", "openings", "need", "placed", "unfilled", "manufacturing_unfilled")
WHAT_IFS = sum(
    choice != each.value
    for each in gap_parameters().values()
    if each.is_open
    for choice in each.choices
)


@pytest.fixture
def own_folder(small_folder, tmp_path):
    """A copy of the small store that a test may write to."""
    return shutil.copytree(small_folder, tmp_path / "reference")


def work_off():
    """Let a worker do what waits in the queue, and come back."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


# --- reckoning -------------------------------------------------------------------------------------


def test_the_same_request_gives_identical_bytes(small_folder, reckoning):
    again = reckon(Store((small_folder,)), Request("04"))

    assert again.fingerprint == reckoning.fingerprint
    assert again.content_digest == reckoning.content_digest
    for name in ("rows", "totals", "programs", "flows"):
        assert getattr(again, name).equals(getattr(reckoning, name)), name


def test_another_seed_is_another_finding_with_nearby_figures(small_folder, reckoning):
    other = reckon(Store((small_folder,)), Request("04", seed=7))

    both = reckoning.totals.join(other.totals, on=["area_code", "family"], suffix="_other")
    ratio = both["need_p50_other"] / both["need_p50"]
    assert other.fingerprint != reckoning.fingerprint
    assert other.content_digest != reckoning.content_digest
    assert ratio.is_between(0.6, 1.6).all()


def test_a_parameter_makes_another_finding(small_folder, reckoning):
    more = reckon(Store((small_folder,)), Request("04", {"demand.share_new_entrants": 0.7}))

    both = reckoning.totals.join(more.totals, on=["area_code", "family"], suffix="_more")
    assert more.fingerprint != reckoning.fingerprint
    assert more.request.scenario == "demand.share_new_entrants=0.7"
    assert (both["need_p50_more"] > both["need_p50"]).all()
    assert (both["jobs_p50_more"] - both["jobs_p50"]).abs().max() < 1e-6


def test_with_one_draw_every_person_and_every_opening_can_be_counted(small_folder):
    one = reckon(Store((small_folder,)), Request("04", draws=1))

    rows, programs = one.rows, one.programs
    missing = rows["need_p50"] - rows["placed_p50"] - rows["unfilled_p50"]
    lost = programs.select(
        pl.col("completers_p50")
        - pl.col("placed_p50")
        - pl.col("unplaced_p50")
        - pl.col("left_p50")
    ).to_series()
    whole_state = rows.filter(pl.col("area_code") == "04")
    # The draws hold exactly; what is kept of them is rounded to a millionth of a person.
    assert missing.abs().max() < 5e-6
    assert lost.abs().max() < 5e-6
    # Every linked occupation of the small store is in plants, so all who are placed are in its rows.
    assert programs["placed_p50"].sum() == pytest.approx(whole_state["placed_p50"].sum(), abs=1e-4)


def test_counties_add_up_to_the_state_in_one_draw(small_folder):
    rows = reckon(Store((small_folder,)), Request("04", draws=1)).rows

    whole = rows.filter(pl.col("area_code") == "04").sort("soc_code")
    sums = [pl.col(f"{measure}_p50").sum() for measure in MEASURES]
    parts = rows.filter(pl.col("area_code") != "04").group_by("soc_code").agg(sums)
    parts = parts.sort("soc_code")
    for measure in MEASURES:
        difference = (whole[f"{measure}_p50"] - parts[f"{measure}_p50"]).abs()
        assert (difference <= 1e-5 * whole[f"{measure}_p50"].clip(1.0)).all(), measure


def test_intervals_hold_their_middle(reckoning):
    for frame, names in (
        (reckoning.rows, MEASURES),
        (reckoning.programs, ("completers", "placed", "unplaced", "left")),
    ):
        for name in names:
            low, middle, high = (frame[f"{name}_{part}"] for part in ("p5", "p50", "p95"))
            assert (low >= 0).all(), name
            assert ((low <= middle) & (middle <= high)).all(), name


def test_flows_of_a_program_add_up_to_the_people_it_places(reckoning):
    keys = ["unitid", "cip_code", "award_level_code"]
    sent = reckoning.flows.group_by(keys).agg(pl.col("placed_mean").sum())
    both = reckoning.programs.join(sent, on=keys, how="left")

    # The mean of the draws lies within their middle nine tenths, and small flows are left out.
    assert (both["placed_mean"].fill_null(0) <= both["placed_p95"] + 0.5).all()
    assert (both["placed_mean"].fill_null(0) >= both["placed_p5"] - 0.5).all()


def test_an_occupation_that_no_program_feeds_is_wholly_unfilled(reckoning):
    assemblers = reckoning.rows.filter(pl.col("soc_code") == "51-2028")

    assert assemblers["placed_p95"].max() == 0
    assert assemblers["naive_supply"].is_null().all()
    assert assemblers["unfilled_p50"].equals(assemblers["need_p50"].rename("unfilled_p50"))


def test_the_crosswalk_counts_more_people_than_there_are(reckoning):
    whole = reckoning.rows.filter(pl.col("area_code") == "04")

    machining = whole.filter(pl.col("soc_code").is_in(["51-4041", "51-9161"]))
    assert machining["naive_supply"].n_unique() == 1  # the same people, counted for both
    assert machining["naive_supply"].sum() > 2 * machining["placed_p50"].sum()


def test_most_who_finish_at_an_online_university_live_elsewhere(reckoning):
    online = reckoning.programs.filter(pl.col("reach") == "online")

    assert online.height == 1
    assert (online["left_p50"] > 0.8 * online["completers_p50"]).all()


def test_a_state_without_data_is_refused_in_plain_words(small_folder):
    with pytest.raises(DataMissing) as refusal:
        reckon(Store((small_folder,)), Request("39"))

    assert "Ohio" in str(refusal.value)
    assert "cbp_county_industries" in str(refusal.value)
    assert "keyway sources" in str(refusal.value)


def test_a_state_without_schools_says_which_table_is_empty(tmp_path):
    parts = [part for part in small_parts() if part.table != "ipeds_program_completions"]
    store_parts(tmp_path, "oews", *parts)

    with pytest.raises(DataMissing) as refusal:
        reckon(Store((tmp_path,)), Request("04"))

    assert "ipeds_program_completions" in str(refusal.value)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"demand.share_of_nothing": 0.5}, UnknownParameter),
        ({"demand.share_new_entrants": 1.5}, ParameterOutOfRange),
    ],
)
def test_parameters_that_make_no_sense_are_refused(small_folder, values, error):
    with pytest.raises(error):
        reckon(Store((small_folder,)), Request("04", values))


# --- keeping ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_finding_keeps_every_figure_to_the_last_bit(reckoning, finding):
    for model, frame, keys in (
        (GapRow, reckoning.rows, ("area_code", "soc_code")),
        (GapTotal, reckoning.totals, ("area_code", "family")),
        (GapProgram, reckoning.programs, ("unitid", "cip_code", "award_level_code")),
    ):
        stored = {tuple(row[key] for key in keys): row for row in model.objects.values()}
        assert len(stored) == frame.height
        for row in frame.iter_rows(named=True):
            kept = stored[tuple(row[key] for key in keys)]
            assert {name: kept[name] for name in row if name in kept} == {
                name: row[name] for name in row if name in kept
            }
    assert GapFlow.objects.filter(program__finding=finding).count() == reckoning.flows.height


@pytest.mark.django_db
def test_stored_flows_stay_within_what_a_program_places(finding):
    sums = GapProgram.objects.filter(finding=finding).annotate(sent=Sum("flows__placed_mean"))

    assert sums.exclude(sent=None).count() > 0
    assert not sums.filter(sent__gt=F("placed_p95") + 0.5).exists()


@pytest.mark.django_db
def test_a_finding_says_what_it_rests_on(reckoning, finding):
    assert finding.parameters["demand.share_new_entrants"] == 0.5
    assert finding.method_versions["gap"]
    assert {line["table"] for line in finding.releases} >= {"counties", "oews_area_wages"}
    assert all(line["publisher"] and line["licence"] for line in finding.releases)
    assert finding.content_digest == reckoning.content_digest


@pytest.mark.django_db
def test_a_finding_is_kept_once(reckoning, finding):
    again = store_finding(reckoning=reckoning, computed_at=COMPUTED + timedelta(days=1))

    assert again == finding
    assert GapFinding.objects.count() == 1


@pytest.mark.django_db
def test_only_the_newest_findings_of_a_scenario_are_kept(small_folder, reckoning):
    store = Store((small_folder,))
    for day in range(5):
        request = Request("04", draws=2, seed=day)
        store_finding(reckoning=reckon(store, request), computed_at=COMPUTED + timedelta(days=day))

    assert sorted(GapFinding.objects.values_list("seed", flat=True)) == [2, 3, 4]


# --- asking again ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_kept_is_not_asked_for_again(reference, finding):
    assert ensure_finding(state_code="AZ", store=reference, scenarios=False) == 0
    assert ensure_finding(state_code="04", store=reference) == WHAT_IFS


@pytest.mark.django_db
def test_a_newer_release_asks_for_a_new_finding(reference, finding, own_folder, settings):
    more_machinists(own_folder)
    settings.REFERENCE_DIR = own_folder

    queued = refresh_findings(state_code="AZ")

    assert queued == 1 + WHAT_IFS
    assert Request("04").fingerprint(Store((own_folder,))) != finding.fingerprint


@pytest.mark.django_db
def test_a_release_that_the_gap_does_not_use_asks_for_nothing(reference, finding, own_folder):
    tools = next(part for part in small_parts() if part.table == "onet_tools")
    renewed = tools.__class__("onet_tools", "all", "31.0", "31.0", tools.frame)
    store_parts(own_folder, "onet", renewed)

    assert ensure_finding(state_code="AZ", store=Store((own_folder,)), scenarios=False) == 0


@pytest.mark.django_db
def test_a_state_that_does_not_exist_is_refused(reference):
    with pytest.raises(UnknownState):
        ensure_finding(state_code="ZZ", store=reference)


@pytest.mark.django_db(transaction=True)
def test_the_worker_reckons_and_keeps_what_was_asked_for(reference, reckoning):
    ensure_finding(state_code="AZ", store=reference, scenarios=False)

    work_off()

    finding = GapFinding.objects.get()
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert finding.fingerprint == reckoning.fingerprint
    assert finding.content_digest == reckoning.content_digest


@pytest.mark.django_db(transaction=True)
def test_doubled_data_reach_the_finding_through_the_worker(reference, own_folder, settings):
    ensure_finding(state_code="AZ", store=reference, scenarios=False)
    work_off()
    more_machinists(own_folder)
    settings.REFERENCE_DIR = own_folder

    ensure_finding(state_code="AZ", store=Store((own_folder,)), scenarios=False)
    work_off()

    before, after = GapFinding.objects.order_by("computed_at")
    jobs = [
        GapRow.objects.get(finding=each, soc_code="51-4041", area_code="04").jobs_p50
        for each in (before, after)
    ]
    # Metropolitan totals of the year before still pull, so the jobs less than double.
    assert jobs[1] > 1.2 * jobs[0]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_queued_twice_reckons_once(reference):
    reckon_gap.enqueue("04", {})
    reckon_gap.enqueue("04", {})

    work_off()

    assert GapFinding.objects.count() == 1
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {
        TaskResultStatus.SUCCESSFUL
    }


@pytest.mark.django_db(transaction=True)
def test_a_job_that_cannot_be_done_fails_with_its_sentence(reference):
    reckon_gap.enqueue("39", {})

    work_off()

    failed = DBTaskResult.objects.get()
    assert failed.status == TaskResultStatus.FAILED
    assert "Ohio" in failed.traceback
    assert not GapFinding.objects.exists()


@pytest.mark.usefixtures("db")
def test_asking_again_before_the_worker_came_queues_nothing_twice(reference):
    first = ensure_finding(state_code="AZ", store=reference)

    assert first == WHAT_IFS + 1
    assert ensure_finding(state_code="AZ", store=reference) == 0
