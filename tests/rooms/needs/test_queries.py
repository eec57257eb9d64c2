"""What the room can be asked: figures with their range and origin, in the order of the question."""

import pytest

from keyway.needs.models import GapRow
from keyway.needs.queries import documents, exports, gaps, occupations, programs
from keyway.needs.queries.book import Book, latest_finding
from keyway.needs.queries.sources import findings_of, releases_of
from keyway.render import numbers

pytestmark = pytest.mark.django_db


def test_the_newest_finding_of_a_scenario_is_shown(finding):
    assert latest_finding("04") == finding
    assert latest_finding("04", "demand.share_new_entrants=0.6") is None
    assert latest_finding("39") is None
    assert list(findings_of("04")) == [finding]


def test_every_figure_of_a_line_knows_its_origin(book):
    line = gaps.one(book, "51-4041", "04013")

    for name in ("jobs", "openings", "need", "placed", "unfilled", "naive_supply", "wage"):
        origin = getattr(line, name).origin
        assert origin.sources, name
        assert origin.method in ("gap", "demand", "naive", "published"), name


def test_a_wage_rests_on_the_wage_survey_alone(book):
    wage = gaps.one(book, "51-4041", "04").wage

    assert [line.title for line in wage.origin.sources] == [
        "Occupational Employment and Wage Statistics"
    ]
    assert wage.origin.method == "published"


def test_a_figure_reads_as_its_range(book):
    line = gaps.one(book, "51-4041", "04013")

    written = numbers.write(line.unfilled, "en")
    assert "–" in written.interval
    assert written.unit == "openings a year"


def test_programs_that_feed_a_county_are_those_that_reach_it(book):
    near = programs.feeding(book, "51-4121", "04025")
    everywhere = programs.feeding(book, "51-4121", "04")

    assert {line.institution.unitid for line in near} <= {
        line.institution.unitid for line in everywhere
    }
    for line in near:
        whole = next(x for x in everywhere if x.institution == line.institution)
        assert 0 < line.placed_here.value <= whole.placed_here.value


def test_what_is_asked_of_a_code_that_is_none_is_nothing(book):
    assert gaps.one(book, "99-9999", "04") is None
    assert gaps.counties_of(book, "99-9999") == []
    assert occupations.profile(book, "99-9999") is None
    assert programs.program(book, "105154", "48.0508", "9") is None
    assert programs.programs_of(book, "999999") == []


def test_every_release_carries_its_caution_and_credit(book):
    releases = releases_of(book)

    assert {each.table for each in releases} >= {"cip_soc_links", "cbp_county_industries"}
    assert all(each.caution and each.credit and each.licence for each in releases)


def test_spanish_names_are_used_where_there_are_any(reference, book, finding):
    spanish = Book(reference, book.state, finding, "es")

    assert gaps.one(book, "51-4041", "04").name == "Machinists"
    assert gaps.one(spanish, "51-4041", "04").name != "Machinists"


def test_a_ranked_table_takes_away_what_the_page_ranks(book):
    lines = gaps.ranked(book, "04013")

    table = exports.gap(book, lines)

    names = [column.name for column in table.columns]
    widest = [row[names.index("unfilled_per_year")] for row in table.rows]
    assert [row[0] for row in table.rows] == [line.soc_code for line in lines]
    assert widest == sorted(widest, reverse=True)
    assert len(set(names)) == len(names)
    assert all(len(row) == len(names) for row in table.rows)


def test_columns_stay_the_same_when_nothing_is_found(book):
    full = exports.gap(book, gaps.ranked(book, "04"))
    empty = exports.gap(book, [])

    assert full.columns == empty.columns
    assert empty.rows == []


def test_a_document_of_one_occupation_keeps_the_programs_that_feed_it(finding):
    whole = documents.Contents.of_finding(finding)

    chosen = whole.chosen(soc="51-4121")

    assert {row["soc_code"] for row in chosen.rows} == {"51-4121"}
    assert {each["cip_code"] for each in chosen.programs} == {"48.0508"}
    assert whole.chosen() is whole


def test_a_document_leaves_the_states_own_rows_out(reference, book, finding):
    basis = documents.Basis.of_finding(book.state, finding)

    told = documents.document(reference, basis, documents.Contents.of_finding(finding))

    counties = GapRow.objects.filter(finding=finding).exclude(area_code="04").count()
    assert len(told["rows"]) == counties
    assert all(len(row["county_fips"]) == 5 for row in told["rows"])


@pytest.mark.parametrize(
    ("wanted", "code"), [("04013", "04013"), ("Maricopa", "04013"), (" yavapai ", "04025")]
)
def test_a_county_is_known_by_code_or_name(reference, book, wanted, code):
    assert documents.checked_county(reference, book.state, wanted) == code


@pytest.mark.parametrize("wanted", ["", "Cuyahoga", "4013", "04013\x00", "０４０１３"])
def test_a_county_that_is_none_is_refused(reference, book, wanted):
    with pytest.raises(documents.UnknownCounty):
        documents.checked_county(reference, book.state, wanted)
