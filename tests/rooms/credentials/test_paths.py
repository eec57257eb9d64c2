"""Ways from a grade to work: what is found, what is never claimed, and which link is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from keyway.credentials.briefs.ladders import ladders
from keyway.credentials.briefs.telling import telling
from keyway.credentials.models import Articulation
from keyway.credentials.queries import pathways, routes
from keyway.credentials.queries.nearby import ZipNotHere
from keyway.engine.pathways import Kind
from keyway.reference import shelf
from keyway.reference.lookups import places
from tests.factories import credentials as made
from tests.factories.people import site

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 2)
MESA = {"longitude": -111.85, "latitude": 33.43, "location_precision": "exact"}
FLAGSTAFF = {**MESA, "longitude": -111.65, "latitude": 35.19, "city": "Flagstaff"}
MACHINIST = "51-4041"


@pytest.fixture
def store():
    return shelf.take(settings.REFERENCE_DIR)


@pytest.fixture
def state(store):
    return places.state(store, "AZ")


@pytest.fixture
def mesa():
    """A high school in Mesa that teaches machining toward a certification for machinists."""
    school = made.school("Mesa High")
    site(school, is_main=True, **MESA)
    return school


@pytest.fixture
def machining(mesa):
    return made.program(mesa, name="Machining")


@pytest.fixture
def find(store, state):
    """A function that asks a question and returns what is found."""

    def ask(grade="10", zip_code="85201", **wish):
        question = routes.understood(
            store, state, grade=grade, zip_code=zip_code, **(wish or {"soc": MACHINIST})
        )
        return routes.find(store, state, question, on=ON)

    return ask


def told(store, state, found, language="en"):
    return ladders(telling(store, state, found, language=language, on=ON), found.chosen)


def test_a_class_a_test_and_a_job_make_a_route(find, machining, store, state):
    test = made.credential(price_high_usd=Decimal(95), price_date=ON)
    made.code(test, MACHINIST)
    made.offering(test, machining, next_exam_date=date(2027, 4, 12))

    (ladder,) = told(store, state, find())

    assert [step.kind for step in ladder.steps] == ["learn", "test", "work"]
    assert ladder.months.value == 30
    assert ladder.ready == date(2029, 5, 1)
    assert ladder.cost.value == 95
    assert "12" in "".join(ladder.steps[1].lines)
    assert len(ladder.next_steps) == 3
    assert ladder.next_steps[1].day == date(2027, 4, 12)


def test_first_pay_is_what_new_people_earn_and_not_the_median(find, machining, store, state):
    (ladder,) = told(store, state, find())

    assert ladder.wage.low < ladder.wage.value < ladder.wage.high < ladder.later.value
    assert "10th to the 25th" in ladder.wage.origin.interval
    assert ladder.wage.origin.sources


def test_a_test_without_a_known_price_leaves_the_cost_unknown(find, machining, store, state):
    test = made.credential()
    made.code(test, MACHINIST)
    made.offering(test, machining)

    (ladder,) = told(store, state, find())

    assert ladder.cost.value is None
    assert "price of the test" in ladder.cost_note
    assert ladder.worth is None


def test_the_next_test_may_be_at_another_place(find, machining, store, state):
    test = made.credential()
    made.code(test, MACHINIST)
    made.offering(test, machining, next_exam_date=date(2026, 10, 1))
    made.exam_site(test, next_exam_date=date(2027, 2, 9))

    (ladder,) = told(store, state, find())

    assert any("Demo Test Center" in line for line in ladder.steps[1].lines)
    assert ladder.next_steps[1].day == date(2027, 2, 9)


def test_a_paid_program_may_not_pay_back_and_a_free_class_has_nothing_to_pay_back(
    find, machining, store, state
):
    college = made.school("Mesa College", kind="college")
    site(college, is_main=True, **MESA)
    made.program(
        college, name="CNC", level="certificate", months=12, tuition_usd=Decimal(9000),
        tuition_date=ON, family="",
    )  # fmt: skip

    (free,) = told(store, state, find())
    (paid,) = told(store, state, find(grade="adult"))

    assert free.pays_back is None
    assert free.worth.low > 0
    assert paid.worth.low < paid.worth.value < paid.worth.high
    assert 0 <= paid.pays_back.value < 1
    assert "10th to the 90th" in paid.worth.origin.interval


def test_a_program_without_an_open_seat_is_on_no_route(find, machining, mesa):
    machining.seats_open = 0
    machining.save()
    made.program(mesa, name="Welding", cip_code="48.0508", seats=0)

    found = find()

    assert found.chosen == ()
    assert found.broken.link == "nothing"


def test_what_ended_or_is_planned_leads_nowhere(find, mesa):
    made.program(mesa, status="planned")
    made.program(mesa, status="closed", cip_code="48.0503")

    assert find().chosen == ()


def test_a_change_in_the_database_draws_the_map_anew(find, machining):
    assert find().chosen
    machining.status = "closed"
    machining.save()

    assert not find().chosen


def test_a_job_that_asks_for_a_degree_is_not_reached_from_high_school(find, mesa):
    made.program(mesa, name="Engineering", cip_code="14.1901", family="design")

    found = find(soc="17-2141")

    assert found.chosen == ()


def test_credit_that_counts_makes_college_shorter(find, machining, store, state):
    college = made.school("Mesa College", kind="college")
    site(college, is_main=True, **MESA)
    degree = made.program(
        college, name="Machining AAS", level="associate", months=24, cip_code="14.0101",
        tuition_usd=Decimal(4000), tuition_date=ON,
    )  # fmt: skip
    test = made.credential(price_high_usd=Decimal(0), price_date=ON)
    made.code(test, "17-3027")
    made.offering(test, degree)
    Articulation.objects.create(
        organization=college, from_program=machining, to_program=degree, kind="dual",
        credits=Decimal(15), evidence="institution",
    )  # fmt: skip

    found = find(soc="17-3027")
    shown = {each.months.value: each for each in told(store, state, found)}

    # 30 months to the end of high school; 24 of college, or 18 where a half year counts.
    assert 48 in shown
    assert any("15" in line for line in shown[48].steps[1].lines)


def test_a_route_too_far_away_names_the_nearest_program(find, store):
    school = made.school("Flagstaff High")
    site(school, is_main=True, **FLAGSTAFF)
    made.program(school, name="Machining")

    found = find()

    assert found.chosen == ()
    assert found.broken.link == "far"
    assert found.broken.taught.program.organization.name == "Flagstaff High"
    assert 150 < found.broken.km < 250


def test_in_grade_twelve_a_class_of_two_years_comes_too_late(find, machining):
    assert find(grade="12").broken.link == "late"
    assert find(grade="11").chosen


@pytest.mark.parametrize(
    ("grade", "months"), [("8", 54), ("9", 42), ("11", 18), ("12", 6), ("done", 0), ("adult", 0)]
)
def test_high_school_ends_in_may(grade, months):
    assert routes.school_months(grade, ON) == months


def test_whoever_names_no_place_is_told_no_distance(find, machining, store, state):
    (ladder,) = told(store, state, find(zip_code=""))

    assert ladder.distance.value is None
    assert "ZIP" in ladder.distance.reason


@pytest.mark.parametrize(("near", "called"), [("mesa", "Mesa"), ("mesa hi", "Mesa High")])
def test_a_town_or_a_school_says_where_home_is(find, machining, near, called):
    found = find(zip_code="", near=near, soc=MACHINIST)

    assert found.question.near == called
    assert found.question.county_fips == "04013"
    assert found.chosen[0].route.km <= 10


def test_a_school_nobody_knows_is_refused(find):
    with pytest.raises(routes.NowhereHere):
        find(zip_code="", near="Hogwarts", soc=MACHINIST)


def test_only_promises_that_stand_are_told(find, machining, store, state):
    test = made.credential()
    made.code(test, MACHINIST)
    made.offering(test, machining)
    made.promise(test)
    made.promise(test, until_date=date(2026, 11, 1), from_date=date(2026, 1, 1))

    (ladder,) = told(store, state, find())

    assert [each.deed for each in ladder.promises] == ["We interview"]


def test_every_step_says_what_it_rests_on(find, machining, store, state):
    test = made.credential()
    made.code(test, MACHINIST)
    made.offering(test, machining, evidence="cited", url="https://example.org/machining")

    for step in told(store, state, find())[0].steps:
        assert step.proof.words


def test_a_next_job_pays_more_and_asks_for_no_more_school(find, machining):
    chart = find().atlas
    for at, soc in chart.socs.items():
        for edge in chart.graph.steps[at]:
            assert chart.graph.nodes[edge.to].kind is Kind.JOB
            assert chart.graph.nodes[edge.to].wage > chart.graph.nodes[at].wage
            assert chart.pay[chart.socs[edge.to]].low
            assert edge.months > 0
            assert soc != chart.socs[edge.to]


def test_the_code_of_a_route_leads_back_to_it_and_holds_nothing_of_a_person(find, machining):
    found = find()
    route = found.chosen[0].route

    code = routes.code_of(found.atlas, route)

    assert code == f"p{machining.pk}_j{MACHINIST}"
    assert routes.route_of(found.atlas, code).nodes == route.nodes


@pytest.mark.parametrize("code", ["", "p0_j51-4041", "j51-4041", "x", "p1_p1_p1_p1_p1_p1_p1", "_"])
def test_a_code_that_leads_nowhere_is_no_route(find, machining, code):
    assert routes.route_of(find().atlas, code) is None


def test_a_code_that_ends_before_a_job_is_no_route(find, machining):
    assert routes.route_of(find().atlas, f"p{machining.pk}") is None


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({"grade": "7"}, routes.GradeUnknown),
        ({"zip_code": "99999"}, ZipNotHere),
        ({"zip_code": "8520"}, ZipNotHere),
        ({"zip_code": "44101"}, ZipNotHere),
        ({"soc": "99-9999"}, routes.NoSuchJob),
        ({"soc": "' or 1=1"}, routes.NoSuchJob),
        ({"words": "poetry"}, routes.NothingLikeThat),
        ({"kind": "poetry"}, routes.NothingLikeThat),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_in_a_sentence(find, answers, refusal):
    with pytest.raises(refusal):
        find(**answers)


def test_a_job_is_found_by_its_name_in_both_languages(store):
    assert routes.matching_jobs(store, "machinists")[0] == MACHINIST
    assert routes.matching_jobs(store, "maquinistas")[0] == MACHINIST


def test_the_map_is_drawn_once_for_many_questions(find, machining, django_assert_num_queries):
    find()
    with django_assert_num_queries(7):
        find(words="robots")


def test_a_full_list_of_programs_is_asked_of_the_state_only(state, machining):
    made.program(made.school("Elsewhere High", state_code="OH"))

    assert [each.pk for each in pathways.offered_programs(state)] == [machining.pk]
